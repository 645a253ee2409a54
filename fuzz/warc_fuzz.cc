// A WARC, whole and in pieces of seven bytes: the same records and the same errors; blocks lie
// within their bounds; it ends.
#include <utility>

#include "entente/ingest/warc_reader.h"
#include "fuzz/fuzz.h"

namespace {

std::string dump(std::string_view bytes, std::size_t piece) {
  using namespace entente;
  WarcReader reader(ByteSource::raw_over(
      [&bytes, piece]() -> Result<std::string_view> {
        const std::string_view block = bytes.substr(0, piece);
        bytes.remove_prefix(block.size());
        return block;
      },
      "fuzz"));
  std::string out;
  std::size_t errors = 0, size = bytes.size();
  for (;;) {
    auto item = reader.next();
    if (std::holds_alternative<std::monostate>(item)) break;
    if (const auto* error = std::get_if<Error>(&item)) {
      FUZZ_CHECK(++errors <= size + 1);  // each error moves on
      out += error->message + "\n";
      continue;
    }
    const auto& record = std::get<WarcRecord>(item);
    FUZZ_CHECK(record.block.size() <= kMaxWarcBlockBytes);
    out += std::string(record.type) + " " + std::to_string(record.block.size()) + "\n";
  }
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const entente::fuzz::ExactBytes bytes(entente::fuzz::as_text(data, size));
  dump(bytes.view(), bytes.view().size());
  dump(bytes.view(), 7);
  return 0;
}
