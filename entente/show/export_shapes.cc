// Tested by export_test.cc.
#include "entente/show/export_shapes.h"

#include <algorithm>
#include <cstdlib>

#include "entente/show/export_cells.h"

namespace entente {

ExportLookup::ExportLookup(const ExportCodes& codes)
    : roles_(codes.cameo_roles), version_(codes.version) {
  for (const CountryCodes& one : codes.countries) countries_[one.code] = one;
  for (const PloverScore& one : codes.scores) scores_[one.type + "/" + one.mode] = one.score;
}

const CountryCodes* ExportLookup::country(std::string_view code) const {
  const auto found = countries_.find(code);
  return found == countries_.end() ? nullptr : &found->second;
}

bool ExportLookup::is_cameo_role(std::string_view role) const {
  return std::find(roles_.begin(), roles_.end(), role) != roles_.end();
}

std::string ExportLookup::score(const std::string& type, const std::string& mode) const {
  for (const std::string& key : {type + "/" + mode, type + "/"}) {
    const auto found = scores_.find(key);
    if (found == scores_.end() || found->second.empty()) continue;
    // The manual prints 3 for ACCUSE, whose modes are all negative.
    return key == "ACCUSE/" && found->second[0] != '-' ? "-" + found->second : found->second;
  }
  return {};
}

ActorParts actor_parts(std::string_view code, std::string_view country) {
  ActorParts parts;
  if (!country.empty() && code.substr(0, country.size()) == country) {
    parts.country = code.substr(0, country.size());
    code.remove_prefix(country.size());
  }
  for (; code.size() >= 3; code.remove_prefix(3)) parts.roles.push_back(code.substr(0, 3));
  return parts;
}

std::string compact_day(std::optional<Day> day) {
  if (!day) return {};
  std::string text = format_day(*day);
  text.erase(std::remove(text.begin(), text.end(), '-'), text.end());
  return text;
}

std::optional<long long> pair_number(const ExportRow& row, std::size_t document, std::size_t event,
                                     std::size_t pair) {
  constexpr int kEventBits = 12, kPairBits = 14;
  const auto number = [&](std::size_t column) {
    return std::strtoll(cell(row, column).c_str(), nullptr, 10);
  };
  const long long e = number(event), p = number(pair);
  if (e >> kEventBits != 0 || p >> kPairBits != 0) return std::nullopt;
  return (number(document) << kEventBits | e) << kPairBits | p;
}

}  // namespace entente
