// Checks run in two steps, because a row may name rows of any other table: first every file is read
// and rows that a user's row replaces are taken out (check_unique), then each cell is held against
// its column (check_tables). Kinds of codes (country, sector, CAMEO, field, source) are references
// like any other, to tables named here once. Tested by checks_test.cc.
#include "entente/lexicon/checks.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <span>
#include <string>
#include <unordered_set>
#include <utility>

#include "entente/base/string_pool.h"
#include "entente/lexicon/pieces.h"

namespace entente::lexicon_detail {
namespace {

constexpr std::uint32_t kNoColumn = UINT32_MAX;

std::uint32_t column_index(const TableSchema& schema, std::string_view name) {
  for (std::uint32_t i = 0; i < schema.columns.size(); ++i)
    if (schema.columns[i].name == name) return i;
  return kNoColumn;
}

// "code from" -> their indexes.
std::vector<std::uint32_t> column_indexes(const TableSchema& schema, std::string_view names) {
  std::vector<std::uint32_t> indexes;
  while (!names.empty()) {
    const std::size_t blank = names.find(' ');
    indexes.push_back(column_index(schema, names.substr(0, blank)));
    names.remove_prefix(blank == std::string_view::npos ? names.size() : blank + 1);
  }
  return indexes;
}

// The row's values in `columns`, joined in `key`.
std::string_view key_of(const TextTable& table, std::uint32_t row,
                        std::span<const std::uint32_t> columns, std::string& key) {
  key.clear();
  for (const std::uint32_t column : columns) {
    key += table.cell(row, column);
    key += '\t';
  }
  return key;
}

std::string quoted(std::string_view text) { return "\"" + std::string(text) + "\""; }

std::string place_of(const std::vector<TableFile>& files, const TextTable& table,
                     std::uint32_t row) {
  return files[table.file[row]].path + ":" + std::to_string(table.line[row]);
}

// The values of "TABLE.COLUMN", gathered when first asked for.
class References {
 public:
  explicit References(const std::vector<TextTable>& tables) : tables_(tables) {}

  bool knows(std::string_view target, std::string_view value) {
    auto it = sets_.find(target);
    if (it == sets_.end()) it = sets_.emplace(target, gather(target)).first;
    return it->second.contains(value);
  }

 private:
  using Set = std::unordered_set<std::string_view>;  // asked, never walked: its order is nobody's

  Set gather(std::string_view target) const {
    Set set;
    const std::size_t dot = target.rfind('.');
    for (const TextTable& table : tables_) {
      if (table.schema->name != target.substr(0, dot)) continue;
      const std::uint32_t column = column_index(*table.schema, target.substr(dot + 1));
      for (std::uint32_t row = 0; column != kNoColumn && row < table.rows(); ++row)
        set.insert(table.cell(row, column));
    }
    return set;
  }

  const std::vector<TextTable>& tables_;
  std::map<std::string_view, Set> sets_;
};

// The tables behind a kind of code, and what a code is called in a message.
struct CodeKind {
  ColumnKind kind;
  const char* what;
  std::string_view targets[2];
  bool may_be_empty, may_be_list;
};
constexpr CodeKind kCodeKinds[] = {
    {ColumnKind::kCountry,
     "country",
     {"tables.countries.code", "tables.nonstate.code"},
     true,
     false},
    {ColumnKind::kSector, "sector", {"tables.sectors.code", ""}, true, false},
    {ColumnKind::kCameo, "CAMEO code", {"tables.cameo_codes.code", ""}, true, false},
    {ColumnKind::kFields, "field of cooperation", {"tables.fields.field", ""}, true, true},
    {ColumnKind::kSource, "source (a key of SOURCES.tsv)", {"sources.key", ""}, false, false},
};

class CellChecker {
 public:
  explicit CellChecker(References& references) : references_(references) {}

  // Nothing if the cell may stand in its column, otherwise what is wrong with it.
  std::string check(const ColumnSchema& column, std::string_view cell) {
    std::string wrong = check_kind(column.kind, cell);
    if (wrong.empty() && !column.refers.empty()) wrong = check_reference(column.refers, cell);
    return wrong;
  }

 private:
  std::string check_kind(ColumnKind kind, std::string_view cell) {
    switch (kind) {
      case ColumnKind::kText:
        return {};
      case ColumnKind::kWord:
        return cell.empty() ? "must not be empty" : "";
      case ColumnKind::kForms:
        return cell.empty() ? "needs at least one form" : check_forms(cell);
      case ColumnKind::kLemmas:
        return check_forms(cell);
      case ColumnKind::kNumber:
        return cell.empty() || parse_number(cell) ? "" : quoted(cell) + " is no whole number";
      case ColumnKind::kReal:
        return cell.empty() || parse_real(cell) ? "" : quoted(cell) + " is no decimal number";
      case ColumnKind::kDay:
        return cell.empty() || parse_partial_day(cell)
                   ? ""
                   : quoted(cell) + " is no YYYY, YYYY-MM or YYYY-MM-DD";
      default:
        break;
    }
    for (const CodeKind& code : kCodeKinds)
      if (code.kind == kind) return check_code(code, cell);
    return "has a kind that is not known";
  }

  std::string check_forms(std::string_view cell) {
    std::string wrong;
    forms_.clear();
    for_each_part(cell, [&](std::string_view form) {
      if (!wrong.empty()) return;
      std::size_t pieces = 0;
      for_each_piece(form, key_, [&](std::string_view) { ++pieces; });
      if (form.starts_with(' ') || form.ends_with(' '))
        wrong = "form " + quoted(form) + " begins or ends with a blank";
      else if (pieces == 0)
        wrong = "form " + quoted(form) + " has no letter and no digit";
      else if (std::find(forms_.begin(), forms_.end(), form) != forms_.end())
        wrong = "form " + quoted(form) + " stands twice";
      forms_.push_back(form);
    });
    if (wrong.empty() && forms_.size() > kMaxForms) wrong = "has more than 1000 forms";
    return wrong;
  }

  std::string check_code(const CodeKind& code, std::string_view cell) {
    if (cell.empty()) return code.may_be_empty ? "" : "must not be empty";
    std::string wrong;
    const auto check_one = [&](std::string_view value) {
      for (const std::string_view target : code.targets)
        if (!target.empty() && references_.knows(target, value)) return;
      if (wrong.empty()) wrong = quoted(value) + " is no known " + code.what;
    };
    if (code.may_be_list)
      for_each_part(cell, check_one);
    else
      check_one(cell);
    return wrong;
  }

  std::string check_reference(std::string_view target, std::string_view cell) {
    std::string wrong;
    for_each_part(cell, [&](std::string_view value) {
      if (wrong.empty() && !references_.knows(target, value))
        wrong = quoted(value) + " is no " + std::string(target);
    });
    return wrong;
  }

  static constexpr std::size_t kMaxForms = 1000;
  References& references_;
  std::string key_;
  std::vector<std::string_view> forms_;
};

struct DatedRow {
  StringId key;
  Day from, until;
  std::uint32_t row;
};

Day day_of(const TextTable& table, std::uint32_t row, std::uint32_t column) {
  const std::string_view cell = table.cell(row, column);
  const Day empty = empty_day(table.schema->columns[column].name);
  return cell.empty() ? empty : parse_partial_day(cell).value_or(empty);
}

// Reports rows that end before they begin, and rows of one key that hold on the same day.
void check_days(const std::vector<TableFile>& files, const TextTable& table, ErrorList& errors) {
  const std::uint32_t from = column_index(*table.schema, "from");
  const std::uint32_t until = column_index(*table.schema, "until");
  if (from == kNoColumn || until == kNoColumn) return;
  const auto key_columns = column_indexes(*table.schema, table.schema->dated);
  StringPool keys;
  std::string key;
  std::vector<DatedRow> rows;
  for (std::uint32_t row = 0; row < table.rows(); ++row) {
    const DatedRow dated{keys.intern(key_of(table, row, key_columns, key)),
                         day_of(table, row, from), day_of(table, row, until), row};
    if (dated.from >= dated.until)
      errors.add(files[table.file[row]], table.line[row],
                 "ends before it begins: days are half-open, [from, until)");
    rows.push_back(dated);
  }
  if (key_columns.empty()) return;
  std::sort(rows.begin(), rows.end(), [](const DatedRow& a, const DatedRow& b) {
    return std::tie(a.key, a.from, a.row) < std::tie(b.key, b.from, b.row);
  });
  std::size_t widest = 0;  // of this key, the row that ends last
  for (std::size_t i = 1; i < rows.size(); ++i) {
    const bool same_key = rows[i].key == rows[widest].key;
    if (same_key && rows[i].from < rows[widest].until)
      errors.add(files[table.file[rows[i].row]], table.line[rows[i].row],
                 "holds on the same days as " + place_of(files, table, rows[widest].row) +
                     " (same " + std::string(table.schema->dated) + ")");
    if (!same_key || rows[i].until > rows[widest].until) widest = i;
  }
}

}  // namespace

std::optional<std::int32_t> parse_number(std::string_view text) {
  std::int32_t value = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (code != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<double> parse_real(std::string_view text) {
  double value = 0;
  const auto [end, code] =
      std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
  if (code != std::errc() || end != text.data() + text.size() || !std::isfinite(value))
    return std::nullopt;
  return value;
}

std::optional<Day> parse_partial_day(std::string_view text) {
  if (text.size() != 4 && text.size() != 7 && text.size() != 10) return std::nullopt;
  std::string whole(text);
  if (whole.size() == 4) whole += "-01";
  if (whole.size() == 7) whole += "-01";
  return parse_day(whole);
}

void keep_rows(TextTable& table, const std::vector<bool>& keep) {
  TextTable kept;
  kept.schema = table.schema;
  for (std::uint32_t row = 0; row < table.rows(); ++row) {
    if (!keep[row]) continue;
    for (std::uint32_t c = 0; c < table.columns(); ++c) kept.cells.push_back(table.cell(row, c));
    kept.file.push_back(table.file[row]);
    kept.line.push_back(table.line[row]);
  }
  kept.owned = std::move(table.owned);
  table = std::move(kept);
}

void check_unique(const std::vector<TableFile>& files, TextTable& table, ErrorList& errors) {
  const auto columns = column_indexes(*table.schema, table.schema->unique);
  if (columns.empty()) return;
  StringPool keys;  // id 0 is the empty string, and no key is empty
  std::vector<std::uint32_t> holder(1, 0);
  std::vector<bool> keep(table.rows(), true);
  std::string key;
  bool all = true;
  for (std::uint32_t row = 0; row < table.rows(); ++row) {  // layer by layer
    const StringId id = keys.intern(key_of(table, row, columns, key));
    if (id == holder.size()) {
      holder.push_back(row);
      continue;
    }
    const std::uint32_t earlier = holder[id];
    if (files[table.file[earlier]].layer == files[table.file[row]].layer)
      errors.add(files[table.file[row]], table.line[row],
                 "repeats " + std::string(table.schema->unique) + " of " +
                     place_of(files, table, earlier));
    keep[earlier] = all = false;
    holder[id] = row;
  }
  if (!all) keep_rows(table, keep);
}

void check_tables(const std::vector<TableFile>& files, const std::vector<TextTable>& tables,
                  ErrorList& errors) {
  References references(tables);
  CellChecker checker(references);
  for (const TextTable& table : tables) {
    for (std::uint32_t row = 0; row < table.rows(); ++row)
      for (std::uint32_t c = 0; c < table.columns(); ++c) {
        const ColumnSchema& column = table.schema->columns[c];
        if (std::string wrong = checker.check(column, table.cell(row, c)); !wrong.empty())
          errors.add(files[table.file[row]], table.line[row],
                     "column " + std::string(column.name) + ": " + wrong);
      }
    check_days(files, table, errors);
  }
}

}  // namespace entente::lexicon_detail
