// A head of HTTP, its bodies and robots.txt: spans lie in bounds, what is decoded is bounded, and a
// body without chunks or codings comes out as it went in.
#include "entente/ingest/http_message.h"
#include "fuzz/fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace entente;
  const fuzz::ExactBytes bytes(fuzz::as_text(data, size));
  HttpHead type;
  read_content_type(bytes.view(), type);
  const auto head = parse_http_head(bytes.view());
  if (!head) return 0;
  FUZZ_CHECK(head->body <= bytes.view().size());
  const std::string_view body = bytes.view().substr(head->body);
  bool cut = false;
  const auto plain = decode_http_body(body, false, "", cut);
  FUZZ_CHECK(plain && (*plain == body || body.size() > kMaxPageBytes));
  for (const bool chunked : {false, true}) {
    for (const std::string_view coding :
         {std::string_view(head->content_encoding), std::string_view("gzip")}) {
      const auto decoded = decode_http_body(body, chunked, coding, cut);
      if (decoded) FUZZ_CHECK(decoded->size() <= kMaxPageBytes);
    }
  }
  return 0;
}
