// A response of HTTP to a document: head, chunks, codings, encoding, article, days. Valid UTF-8
// comes out, spans lie in bounds.
#include "entente/base/utf8.h"
#include "entente/ingest/charset.h"
#include "entente/ingest/dates.h"
#include "entente/ingest/http_message.h"
#include "entente/ingest/source.h"
#include "fuzz/fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace entente;
  const fuzz::ExactBytes bytes(fuzz::as_text(data, size));
  const auto head = parse_http_head(bytes.view());
  Piece piece;
  piece.is_page = true;
  piece.document.url = "https://example.org/a";
  if (head) {
    FUZZ_CHECK(head->body <= bytes.view().size());
    piece.charset = head->charset, piece.content_encoding = head->content_encoding,
    piece.chunked = head->chunked;
  }
  piece.page = bytes.view().substr(head ? head->body : 0);
  const auto document = document_of_page(std::move(piece));
  if (document) FUZZ_CHECK(is_valid_utf8(document->page()) && is_valid_utf8(document->author));
  FUZZ_CHECK(is_valid_utf8(decode_text(std::string(bytes.view()), "shift_jis").text));
  const auto day = find_day(repair_utf8(bytes.view()));
  if (day) FUZZ_CHECK(parse_day(format_day(*day)) == day);
  return 0;
}
