// code/quote_marks on any text: stretches ascend, lie inside the page, are never empty and do not
// cross a blank line.
#include "entente/base/utf8.h"
#include "entente/code/quote_marks.h"
#include "fuzz/fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace entente;
  const std::string page = repair_utf8(fuzz::as_text(data, size));
  static MarkScratch scratch;  // as a thread keeps it
  std::vector<MarkedSpan> spans;
  find_marked_spans(page, scratch, spans);
  std::uint32_t at = 0;
  for (const MarkedSpan& span : spans) {
    FUZZ_CHECK(at <= span.whole.begin && span.whole.begin <= span.inside.begin);
    FUZZ_CHECK(span.inside.begin < span.inside.end && span.inside.end <= span.whole.end);
    FUZZ_CHECK(span.whole.end <= page.size());
    FUZZ_CHECK(page.substr(span.inside.begin, span.inside.size()).find("\n\n") ==
               std::string::npos);
    at = span.whole.end;
  }
  return 0;
}
