// Lists of actors while a frame is filled, and what its kind of act asks of them.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <vector>

#include "entente/code/frame_table.h"

namespace entente {

inline bool has(const std::vector<std::uint32_t>& list, std::uint32_t value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

inline void add_new(std::vector<std::uint32_t>& list, std::uint32_t value) {
  if (!has(list, value)) list.push_back(value);
}

// What is done to a place by it is done to the people there.
inline bool is_force(const Frame& frame) {
  return frame.op == kNoOperator && frame.code.root() >= 17;
}

// Prepositions whose noun is a side rather than a place.
inline bool joins_sides(std::string_view preposition) {
  return preposition == "between" || preposition == "among" || preposition == "with" ||
         preposition == "against";
}

}  // namespace entente
