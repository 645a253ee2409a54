// Days in text: what is found is a day of the calendar within its bounds, and reads back the same.
#include "entente/base/utf8.h"
#include "entente/ingest/dates.h"
#include "fuzz/fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace entente;
  const fuzz::ExactBytes bytes(fuzz::as_text(data, size));
  const fuzz::ExactBytes text(repair_utf8(bytes.view()));
  for (const std::string_view piece : {bytes.view(), text.view()}) {
    const auto day = find_day(piece);
    if (!day) continue;
    const std::string written = format_day(*day);
    FUZZ_CHECK(parse_day(written) == day && find_day(written) == day);
    FUZZ_CHECK(written >= "1900-01-01" && written <= "2199-12-31");
  }
  return 0;
}
