// Bytes of a page or file to UTF-8: which encoding they are in, and the conversion (the C library's
// iconv).
#pragma once

#include <string>
#include <string_view>

namespace entente {

struct DecodedText {
  std::string text;           // valid UTF-8, without a byte-order mark
  std::string charset;        // "utf-8", "windows-1252" ...: what it was read as
  std::size_t malformed = 0;  // places where the bytes were none of that encoding
};

// A byte-order mark decides; then whether the bytes are valid UTF-8 (a label may lie, 3 successive
// bytes of another encoding hardly ever pass); then `declared`, the label of the surroundings (the
// header of HTTP); then what the page itself says in its first 4 KiB (meta, XML declaration); then
// a guess between windows-1252, windows-1251, KOI8-R, Shift_JIS, EUC-JP, EUC-KR and GB 18030.
// Labels are those of the WHATWG Encoding standard, so "iso-8859-1" is windows-1252. Linear.
DecodedText decode_text(std::string bytes, std::string_view declared);

// The label that a page gives itself, or "".
std::string_view charset_of_page(std::string_view html);

}  // namespace entente
