// What a row must satisfy, by the schema: each cell its column's kind, values that must not repeat,
// days that must not overlap, and values that other tables must know. Private to lexicon/.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "entente/base/date.h"
#include "entente/lexicon/table_file.h"

namespace entente::lexicon_detail {

// "2022", "2022-02" or "2022-02-16": the first day of it.
std::optional<Day> parse_partial_day(std::string_view text);
// A whole number in decimal digits, with a minus or not, and nothing else.
std::optional<std::int32_t> parse_number(std::string_view text);
// A finite decimal number and nothing else.
std::optional<double> parse_real(std::string_view text);

// The day that an empty cell of a column of days stands for.
inline Day empty_day(std::string_view column) { return column == "until" ? kDayMax : kDayMin; }

// Leaves the rows that `keep` has true.
void keep_rows(TextTable& table, const std::vector<bool>& keep);

// Takes out of each table with unique columns the rows whose key a later layer has again (the
// user's row wins), and reports keys that repeat within a layer.
void check_unique(const std::vector<TableFile>& files, TextTable& table, ErrorList& errors);

// Checks every cell, and the days of each table, against `tables`, which hold all rows. Linear, but
// for a sort of the dated rows.
void check_tables(const std::vector<TableFile>& files, const std::vector<TextTable>& tables,
                  ErrorList& errors);

}  // namespace entente::lexicon_detail
