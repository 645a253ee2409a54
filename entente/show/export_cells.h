// Small pieces that the formats share. Private to show/.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "entente/base/date.h"
#include "entente/show/export_shapes.h"

namespace entente {

inline const std::string& cell(const ExportRow& row, std::size_t column) {
  static const std::string none;
  return row[column] ? *row[column] : none;
}
inline std::optional<Day> day_cell(const ExportRow& row, std::size_t column) {
  return row[column] ? parse_day(*row[column]) : std::nullopt;
}

// Appends to a row; "" is no value.
class RowBuilder {
 public:
  explicit RowBuilder(ExportRow& out) : out_(out) { out_.clear(); }
  RowBuilder& text(std::string_view value) {
    value.empty() ? out_.emplace_back() : out_.emplace_back(std::string(value));
    return *this;
  }
  RowBuilder& number(long long value) {
    out_.emplace_back(std::to_string(value));
    return *this;
  }
  RowBuilder& none(int columns = 1) {
    for (int i = 0; i < columns; ++i) out_.emplace_back();
    return *this;
  }

 private:
  ExportRow& out_;
};

// "20220216"; "" for no day.
std::string compact_day(std::optional<Day> day);
// The first `letters` of a code: its root, its base.
inline std::string_view code_start(std::string_view code, std::size_t letters) {
  return code.substr(0, letters);
}
// The number of an event's pair of actors, unique in a database and the same from export to export
// (it is that of the first telling); below 2^53 for the first 134 million reports, so that R and
// Stata hold it in a double. Nothing: the report has more than 4,096 events or the event more than
// 16,384 pairs.
std::optional<long long> pair_number(const ExportRow& row, std::size_t document, std::size_t event,
                                     std::size_t pair);

}  // namespace entente
