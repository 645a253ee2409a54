// The text of a lexicon's table, by each schema in turn: cells lie in the text, every row is whole,
// a bad line is named once.
#include <vector>

#include "entente/lexicon/schema.h"
#include "entente/lexicon/table_file.h"
#include "fuzz/fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace entente;
  using namespace entente::lexicon_detail;
  if (size == 0) return 0;
  const fuzz::ExactBytes text(fuzz::as_text(data + 1, size - 1));
  const auto schemas = table_schemas();
  const std::vector<TableFile> files = {{"fuzz.tsv", "data/fuzz.tsv", "fuzz.tsv", 0}};
  TextTable table;
  table.schema = &schemas[data[0] % schemas.size()];
  std::vector<Error> errors;
  ErrorList list(errors);
  read_table(files, 0, text.view(), table, list);
  FUZZ_CHECK(table.cells.size() == std::size_t{table.rows()} * table.columns());
  FUZZ_CHECK(table.file.size() == table.line.size());
  for (const std::string_view cell : table.cells) {
    if (!cell.empty())
      FUZZ_CHECK(cell.data() >= text.view().data() &&
                 cell.data() + cell.size() <= text.view().data() + text.view().size());
    FUZZ_CHECK(cell.find('\n') == std::string_view::npos &&
               cell.find('\t') == std::string_view::npos);
    std::size_t parts = 0;
    for_each_part(cell, [&](std::string_view part) { parts += part.size() + 1; });
    FUZZ_CHECK(parts == (cell.empty() ? 0 : cell.size() + 1));
  }
  for (const Error& error : errors)
    FUZZ_CHECK(!error.message.empty() && error.source == "fuzz.tsv");
  return 0;
}
