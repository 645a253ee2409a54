// The one table of the columns that `entente export` writes: their order, names, kinds and meaning.
// The writers take header, types and Stata's labels from it; `--codebook` prints it. Private to
// show/.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "entente/store/answers_export.h"

namespace entente {

enum class ColumnKind : std::uint8_t { kText, kInteger, kReal, kDay, kFlag };

struct ExportColumn {
  std::string name;  // at most 32 characters, as Stata has it
  ColumnKind kind = ColumnKind::kText;
  std::string label;  // at most 80 bytes, as Stata has it
  // What the values mean: "1=verbal cooperation|2=…" of numbers, "asserted|planned|…" of a text
  // that has no other values; "" for any value.
  std::string_view values;
};

// A table as it is written.
struct ExportSheet {
  std::string_view name;   // "events"; of the file too
  std::string_view title;  // what a row is
  ExportTable source;      // what its rows are made from
  bool for_analysis;  // one of the tables of csv, parquet, jsonl and stata: columns as the source
                      // has
};

// All of them; the first nine for analysis, then gdelt, gdelt-mentions, polecat, phoenix,
// keds, records.
const std::vector<ExportSheet>& export_sheets();
const ExportSheet* find_sheet(std::string_view name);  // nullptr: none of that name
// The columns of a sheet, in order.
std::vector<ExportColumn> export_columns(const ExportSheet& sheet);

// The entries of ExportColumn::values, in order: number and name.
struct ValueName {
  int number = 0;
  std::string_view name;
};
std::vector<ValueName> value_names(const ExportColumn& column);

}  // namespace entente
