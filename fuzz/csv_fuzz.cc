// A table, and JSON objects in any order: each row a document of valid UTF-8 or an error; it ends.
#include "entente/base/utf8.h"
#include "entente/ingest/source.h"
#include "fuzz/fuzz.h"

namespace {

void read(entente::SourcePtr source, std::size_t size) {
  using namespace entente;
  for (std::size_t pieces = 0;; ++pieces) {
    FUZZ_CHECK(pieces <= size + 1);
    const auto item = source->next();
    if (std::holds_alternative<std::monostate>(item)) return;
    if (const auto* piece = std::get_if<Piece>(&item))
      FUZZ_CHECK(is_valid_utf8(piece->document.page()) && is_valid_utf8(piece->document.id));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace entente;
  const fuzz::ExactBytes bytes(fuzz::as_text(data, size));
  for (const bool csv : {true, false}) {
    SourceContext context({});
    std::string_view rest = bytes.view();
    auto source = ByteSource::raw_over(
        [&rest]() -> Result<std::string_view> {
          const std::string_view block = rest.substr(0, 5);
          rest.remove_prefix(block.size());
          return block;
        },
        "fuzz");
    read(csv ? csv_source(std::move(source), context, ',')
             : json_source(std::move(source), context, true),
         size);
  }
  return 0;
}
