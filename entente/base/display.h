// Columns of a terminal that a character takes, from utf8proc's tables (East Asian width, combining
// marks).
#pragma once

#include <cstdint>
#include <string_view>

namespace entente {

// 0 for marks and controls, 2 for wide characters, otherwise 1.
int display_width(char32_t c);
// Of valid UTF-8, the sum.
std::uint32_t display_width(std::string_view text);

}  // namespace entente
