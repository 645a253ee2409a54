// Tested by show/text_test.cc.
#include "entente/base/display.h"

#include <utf8proc.h>

#include "entente/base/utf8.h"

namespace entente {

int display_width(char32_t c) { return utf8proc_charwidth(static_cast<utf8proc_int32_t>(c)); }

std::uint32_t display_width(std::string_view text) {
  std::uint32_t width = 0;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = code_point_at(text, at);
    width += static_cast<std::uint32_t>(display_width(c.value));
    at += c.bytes;
  }
  return width;
}

}  // namespace entente
