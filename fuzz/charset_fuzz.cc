// Bytes of any encoding to UTF-8. The first byte picks the label that the surroundings declare; the
// rest is the page. Valid UTF-8 comes out, and what was UTF-8 stays as it was.
#include "entente/base/utf8.h"
#include "entente/ingest/charset.h"
#include "fuzz/fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace entente;
  constexpr std::string_view kLabels[] = {
      "",       "utf-8",      "iso-8859-1", "windows-1251", "koi8-r",      "shift_jis", "euc-jp",
      "euc-kr", "gb18030",    "gbk",        "big5",         "iso-2022-jp", "utf-16le",  "utf-16be",
      "cp866",  "iso-8859-2", "tis-620",    "windows-1256", "x-unknown"};
  if (size == 0) return 0;
  const fuzz::ExactBytes bytes(fuzz::as_text(data + 1, size - 1));
  const std::string_view label = kLabels[data[0] % std::size(kLabels)];
  const DecodedText decoded = decode_text(std::string(bytes.view()), label);
  FUZZ_CHECK(is_valid_utf8(decoded.text));
  const std::string_view own = charset_of_page(bytes.view());
  FUZZ_CHECK(own.size() <= bytes.view().size());
  const DecodedText again = decode_text(decoded.text, "utf-8");
  if (again.charset == "utf-8" && !decoded.text.starts_with("\xEF\xBB\xBF"))
    FUZZ_CHECK(again.text == decoded.text);
  return 0;
}
