// Tested by chains_test.cc.
#include "entente/resolve/given_names.h"

namespace entente {

Result<GivenNames> GivenNames::open(const Lexicons& lexicons) {
  ENTENTE_TRY(const TableView table, lexicons.table("en.given_names"));
  const std::uint32_t names = table.column("names"), gender = table.column("gender");
  GivenNames out;
  for (std::uint32_t row = 0; row < table.rows(); ++row) {
    const std::string_view cell = table.text(row, gender);
    if (cell != "m" && cell != "f")
      return Error{ErrorCode::kBadModel, "gender `" + std::string(cell) + "`, expected m or f",
                   table.place(row)};
    std::string_view rest = table.text(row, names);
    while (!rest.empty()) {
      const std::size_t bar = rest.find('|');
      out.genders_.try_emplace(rest.substr(0, bar), cell[0]);
      rest = bar == std::string_view::npos ? std::string_view() : rest.substr(bar + 1);
    }
  }
  return out;
}

char GivenNames::gender(std::string_view lower) const {
  const auto it = genders_.find(lower);
  return it == genders_.end() ? 0 : it->second;
}

}  // namespace entente
