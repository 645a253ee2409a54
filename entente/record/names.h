// Enumerators and their names in the record: one lookup for all of them. Private to record/.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

namespace entente {

template <class Enum, std::size_t N>
bool find_name(const std::array<std::string_view, N>& names, std::string_view text, Enum& out) {
  const auto it = std::find(names.begin(), names.end(), text);
  if (it == names.end()) return false;
  out = static_cast<Enum>(it - names.begin());
  return true;
}

template <class Enum, std::size_t N>
std::string_view name_of(const std::array<std::string_view, N>& names, Enum value) {
  return names[static_cast<std::size_t>(value)];
}

}  // namespace entente
