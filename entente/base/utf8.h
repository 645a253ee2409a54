// UTF-8 (RFC 3629) by hand: checking, stepping, counting, and the map from bytes to code points
// that the record needs. Unicode properties (case, category, normal forms) are in unicode.h.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace entente {

inline constexpr char32_t kReplacement = 0xFFFD;

// The byte at which `text` stops being valid UTF-8 (no overlong forms, no surrogates, nothing above
// 10FFFF), or npos.
std::size_t find_invalid_utf8(std::string_view text);
inline bool is_valid_utf8(std::string_view text) {
  return find_invalid_utf8(text) == std::string_view::npos;
}

// Replaces each maximal invalid piece by U+FFFD, as the Unicode standard (section 3.9, "best
// practice") does.
std::string repair_utf8(std::string_view text);

// The code point at `at` and the number of its bytes. `text` valid, `at` on a first byte; past the
// end: {0, 0}.
struct CodePoint {
  char32_t value = 0;
  std::uint32_t bytes = 0;
};
inline CodePoint code_point_at(std::string_view text, std::size_t at) {
  if (at >= text.size()) return {};
  const auto byte = [&](std::size_t i) {
    return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0u;
  };
  const std::uint32_t lead = byte(0);
  if (lead < 0x80) return {static_cast<char32_t>(lead), 1};
  if (lead < 0xE0) return {static_cast<char32_t>((lead & 0x1F) << 6 | (byte(1) & 0x3F)), 2};
  if (lead < 0xF0)
    return {static_cast<char32_t>((lead & 0x0F) << 12 | (byte(1) & 0x3F) << 6 | (byte(2) & 0x3F)),
            3};
  return {static_cast<char32_t>((lead & 0x07) << 18 | (byte(1) & 0x3F) << 12 |
                                (byte(2) & 0x3F) << 6 | (byte(3) & 0x3F)),
          4};
}

// The first byte of the code point that ends just before `at` (> 0). `text` valid.
inline std::size_t previous_code_point(std::string_view text, std::size_t at) {
  do --at;
  while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80);
  return at;
}

// Appends `value` as UTF-8. What is no scalar value becomes U+FFFD.
void append_utf8(std::string& out, char32_t value);

// Code points in valid UTF-8.
std::size_t count_code_points(std::string_view text);

// Bytes to code points of one text: built in one pass, asked in constant time. Keeps no reference
// to the text.
class OffsetMap {
 public:
  // Reads `text` (valid UTF-8, below 4 GiB); the object's memory is kept from text to text.
  void build(std::string_view text);
  // Code points before byte `byte` (<= text.size()); a byte inside a code point counts as its first
  // one.
  std::uint32_t code_points_before(std::uint32_t byte) const;

 private:
  bool ascii_ = true;
  std::vector<std::uint64_t> starts_;  // a bit a byte: 1 where a code point begins
  std::vector<std::uint32_t> before_;  // code points before each 64-byte word
};

}  // namespace entente
