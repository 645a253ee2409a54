// The table is sorted: a binary search, so that opening it costs nothing but one look for its
// order.
//
// Tested by chains_test.cc.
#include "entente/resolve/nouns.h"

namespace entente {

Result<Nouns> Nouns::open(const Lexicons& lexicons) {
  ENTENTE_TRY(const TableView table, lexicons.table("en.nouns"));
  Nouns out(table);
  out.noun_ = table.column("noun"), out.class_ = table.column("class");
  out.gender_ = table.column("gender"), out.kinds_ = table.column("kinds");
  for (std::uint32_t row = 1; row < table.rows(); ++row)
    if (table.text(row - 1, out.noun_) >= table.text(row, out.noun_))
      return Error{ErrorCode::kBadModel, "nouns out of order", table.place(row)};
  return out;
}

std::uint32_t Nouns::find(std::string_view noun) const {
  std::uint32_t first = 0, last = table_.rows();
  while (first < last) {
    const std::uint32_t middle = first + (last - first) / 2;
    const std::string_view here = table_.text(middle, noun_);
    if (here == noun) return middle;
    if (here < noun)
      first = middle + 1;
    else
      last = middle;
  }
  return kNone;
}

std::string_view Nouns::sort(std::uint32_t row) const {
  return row == kNone ? std::string_view() : table_.text(row, class_);
}

char Nouns::gender(std::uint32_t row) const {
  const std::string_view cell = row == kNone ? std::string_view() : table_.text(row, gender_);
  return cell.empty() ? '\0' : cell[0];
}

bool Nouns::is_kind_of(std::uint32_t row, std::string_view noun) const {
  if (row == kNone) return false;
  std::string_view rest = table_.text(row, kinds_);
  while (!rest.empty()) {
    const std::size_t bar = rest.find('|');
    if (rest.substr(0, bar) == noun) return true;
    rest = bar == std::string_view::npos ? std::string_view() : rest.substr(bar + 1);
  }
  return false;
}

}  // namespace entente
