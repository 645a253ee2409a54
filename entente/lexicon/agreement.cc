// Each row gives a key for each of its forms, or one. Keys are sorted by text and first day; while
// walking one key's rows, those that still hold are kept at hand, each new row is held against
// them. Tested by agreement_test.cc.
#include "entente/lexicon/agreement.h"

#include <algorithm>
#include <string>
#include <tuple>

#include "entente/lexicon/checks.h"

namespace entente::lexicon_detail {
namespace {

struct Keyed {
  std::string key;
  Day from, until;
  std::uint32_t row;
  std::string_view form;  // the form that is part of the key, or empty
};

std::vector<std::uint32_t> columns_of(const TableSchema& schema, std::string_view names) {
  std::vector<std::uint32_t> out;
  while (!names.empty()) {
    const std::size_t blank = names.find(' ');
    for (std::uint32_t c = 0; c < schema.columns.size(); ++c)
      if (schema.columns[c].name == names.substr(0, blank)) out.push_back(c);
    names = blank == std::string_view::npos ? std::string_view() : names.substr(blank + 1);
  }
  return out;
}

class Agreement {
 public:
  Agreement(const std::vector<TableFile>& files, TextTable& table, std::string_view keys,
            std::string_view values, ErrorList& errors)
      : files_(files),
        table_(table),
        values_names_(values),
        errors_(errors),
        keys_(columns_of(*table.schema, keys)),
        values_(columns_of(*table.schema, values)),
        dropped_(table.rows(), false) {}

  void run() {
    gather();
    std::sort(keyed_.begin(), keyed_.end(), [](const Keyed& a, const Keyed& b) {
      return std::tie(a.key, a.from, a.row) < std::tie(b.key, b.from, b.row);
    });
    std::vector<std::size_t> open;  // rows of this key that hold still
    for (std::size_t i = 0; i < keyed_.size(); ++i) {
      if (i == 0 || keyed_[i].key != keyed_[i - 1].key) open.clear();
      std::erase_if(open, [&](std::size_t j) { return keyed_[j].until <= keyed_[i].from; });
      for (const std::size_t j : open)
        if (j != i && !same_values(keyed_[i].row, keyed_[j].row)) settle(keyed_[j], keyed_[i]);
      if (open.size() < kMostOpen) open.push_back(i);
    }
    apply();
  }

 private:
  static constexpr std::size_t kMostOpen = 64;  // rows of one key on one day: more say the same

  void gather() {
    const auto column = [&](std::string_view name) { return columns_of(*table_.schema, name); };
    const auto from = column("from"), until = column("until");
    for (std::uint32_t row = 0; row < table_.rows(); ++row) {
      const auto day = [&](const std::vector<std::uint32_t>& at, Day empty) {
        const std::string_view cell = at.empty() ? std::string_view() : table_.cell(row, at[0]);
        return cell.empty() ? empty : parse_partial_day(cell).value_or(empty);
      };
      Keyed keyed{{}, day(from, kDayMin), day(until, kDayMax), row, {}};
      std::string_view forms;
      for (const std::uint32_t c : keys_) {
        if (table_.schema->columns[c].kind == ColumnKind::kForms)
          forms = table_.cell(row, c), forms_column_ = c;
        else
          (keyed.key += table_.cell(row, c)) += '\t';
      }
      if (forms.empty()) {
        keyed_.push_back(std::move(keyed));
        continue;
      }
      for_each_part(forms, [&](std::string_view form) {
        keyed_.push_back({keyed.key + std::string(form), keyed.from, keyed.until, row, form});
      });
    }
  }

  bool same_values(std::uint32_t a, std::uint32_t b) const {
    if (values_.empty()) return a == b;
    return std::all_of(values_.begin(), values_.end(),
                       [&](std::uint32_t c) { return table_.cell(a, c) == table_.cell(b, c); });
  }
  std::uint32_t layer(const Keyed& x) const { return files_[table_.file[x.row]].layer; }

  void settle(const Keyed& a, const Keyed& b) {
    if (dropped_[a.row] || dropped_[b.row]) return;
    if (layer(a) != layer(b)) {
      const Keyed& loser = layer(a) < layer(b) ? a : b;
      if (loser.form.empty())
        dropped_[loser.row] = true;
      else
        cut_.push_back({loser.row, loser.form});
      return;
    }
    const Keyed& later = std::tie(table_.file[a.row], table_.line[a.row]) <
                                 std::tie(table_.file[b.row], table_.line[b.row])
                             ? b
                             : a;
    const Keyed& earlier = &later == &a ? b : a;
    const std::string what = later.form.empty() ? std::string(table_.cell(later.row, keys_[0]))
                                                : std::string(later.form);
    errors_.add(files_[table_.file[later.row]], table_.line[later.row],
                "contradicts " + files_[table_.file[earlier.row]].path + ":" +
                    std::to_string(table_.line[earlier.row]) + ": `" + what +
                    "` has two values of " + std::string(values_names_) + " on one day");
  }

  // Takes out what a later layer overrides.
  void apply() {
    std::sort(cut_.begin(), cut_.end());
    for (std::size_t i = 0; i < cut_.size();) {
      const std::uint32_t row = cut_[i].first;
      std::string left;
      std::size_t end = i;
      while (end < cut_.size() && cut_[end].first == row) ++end;
      for_each_part(table_.cell(row, forms_column_), [&](std::string_view form) {
        const bool gone = std::any_of(cut_.begin() + static_cast<std::ptrdiff_t>(i),
                                      cut_.begin() + static_cast<std::ptrdiff_t>(end),
                                      [&](const auto& c) { return c.second == form; });
        if (!gone) (left += left.empty() ? "" : "|") += form;
      });
      if (left.empty())
        dropped_[row] = true;
      else
        table_.cells[std::size_t{row} * table_.columns() + forms_column_] =
            table_.owned.emplace_back(std::move(left));
      i = end;
    }
    if (std::find(dropped_.begin(), dropped_.end(), true) == dropped_.end()) return;
    std::vector<bool> keep = dropped_;
    keep.flip();
    keep_rows(table_, keep);
  }

  const std::vector<TableFile>& files_;
  TextTable& table_;
  std::string_view values_names_;
  ErrorList& errors_;
  std::vector<std::uint32_t> keys_, values_;
  std::vector<bool> dropped_;
  std::vector<std::pair<std::uint32_t, std::string_view>> cut_;
  std::vector<Keyed> keyed_;
  std::uint32_t forms_column_ = 0;
};

}  // namespace

void check_agreement(const std::vector<TableFile>& files, TextTable& table, ErrorList& errors) {
  const std::string_view rule = table.schema->agree;
  if (const std::size_t equals = rule.find(" = "); equals != std::string_view::npos)
    Agreement(files, table, rule.substr(0, equals), rule.substr(equals + 3), errors).run();
  // Of a `dated` table only what a later layer overrides is settled here; check_tables() names the
  // rest.
  const bool layered = std::any_of(table.file.begin(), table.file.end(),
                                   [&](std::uint32_t f) { return files[f].layer != 0; });
  if (table.schema->dated.empty() || !layered) return;
  std::vector<Error> ignored;
  ErrorList list(ignored);
  Agreement(files, table, table.schema->dated, {}, list).run();
}

}  // namespace entente::lexicon_detail
