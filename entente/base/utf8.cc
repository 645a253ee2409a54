// UTF-8 checking and counting. The checker tests eight ASCII bytes at a time and falls back to the
// table of RFC 3629, section 4, for the rest: news is mostly ASCII. Linear, no allocation. Tested
// by utf8_test.cc.
#include "entente/base/utf8.h"

#include <bit>
#include <cstring>

namespace entente {
namespace {

// Length of the valid sequence at `p` (`n` > 0 bytes left), or minus the length of the maximal
// invalid piece.
int sequence_length(const unsigned char* p, std::size_t n) {
  const unsigned lead = p[0];
  if (lead < 0x80) return 1;
  if (lead < 0xC2 || lead > 0xF4) return -1;
  const int need = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  unsigned low = 0x80, high = 0xBF;  // bounds of the second byte
  if (lead == 0xE0) low = 0xA0;
  if (lead == 0xED) high = 0x9F;
  if (lead == 0xF0) low = 0x90;
  if (lead == 0xF4) high = 0x8F;
  for (int i = 1; i < need; ++i) {
    if (static_cast<std::size_t>(i) >= n || p[i] < low || p[i] > high) return -i;
    low = 0x80, high = 0xBF;
  }
  return need;
}

}  // namespace

std::size_t find_invalid_utf8(std::string_view text) {
  const auto* p = reinterpret_cast<const unsigned char*>(text.data());
  std::size_t at = 0;
  while (at < text.size()) {
    if (at + 8 <= text.size()) {
      std::uint64_t word;
      std::memcpy(&word, p + at, 8);
      if ((word & 0x8080808080808080u) == 0) {
        at += 8;
        continue;
      }
    }
    const int length = sequence_length(p + at, text.size() - at);
    if (length < 0) return at;
    at += static_cast<std::size_t>(length);
  }
  return std::string_view::npos;
}

std::string repair_utf8(std::string_view text) {
  const auto* p = reinterpret_cast<const unsigned char*>(text.data());
  std::string out;
  out.reserve(text.size() + 8);
  std::size_t at = 0;
  while (at < text.size()) {
    const int length = sequence_length(p + at, text.size() - at);
    const auto bytes = static_cast<std::size_t>(length < 0 ? -length : length);
    if (length < 0)
      append_utf8(out, kReplacement);
    else
      out.append(text.substr(at, bytes));
    at += bytes;
  }
  return out;
}

void append_utf8(std::string& out, char32_t value) {
  if (value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) value = kReplacement;
  const auto put = [&](char32_t byte) { out.push_back(static_cast<char>(byte)); };
  if (value < 0x80) return put(value);
  if (value < 0x800) return put(0xC0 | value >> 6), put(0x80 | (value & 0x3F));
  if (value < 0x10000)
    return put(0xE0 | value >> 12), put(0x80 | (value >> 6 & 0x3F)), put(0x80 | (value & 0x3F));
  put(0xF0 | value >> 18), put(0x80 | (value >> 12 & 0x3F)), put(0x80 | (value >> 6 & 0x3F)),
      put(0x80 | (value & 0x3F));
}

std::size_t count_code_points(std::string_view text) {
  std::size_t count = 0;
  for (const char c : text) count += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  return count;
}

void OffsetMap::build(std::string_view text) {
  starts_.clear();
  before_.clear();
  ascii_ = count_code_points(text) == text.size();
  if (ascii_) return;
  std::uint32_t count = 0;
  for (std::size_t at = 0; at <= text.size(); at += 64) {
    std::uint64_t bits = 0;  // the end of the text counts as a start, so that it can be asked for
    for (std::size_t i = 0; i < 64 && at + i <= text.size(); ++i) {
      const bool start =
          at + i == text.size() || (static_cast<unsigned char>(text[at + i]) & 0xC0) != 0x80;
      bits |= std::uint64_t{start} << i;
    }
    before_.push_back(count);
    starts_.push_back(bits);
    count += static_cast<std::uint32_t>(std::popcount(bits));
  }
}

std::uint32_t OffsetMap::code_points_before(std::uint32_t byte) const {
  if (ascii_) return byte;
  const std::size_t word = byte / 64;
  const std::uint64_t below = (std::uint64_t{1} << byte % 64) - 1;
  auto count = before_[word] + static_cast<std::uint32_t>(std::popcount(starts_[word] & below));
  // A byte inside a code point belongs to the one that began before it.
  const bool inside = (starts_[word] >> byte % 64 & 1) == 0;
  return inside ? count - 1 : count;
}

}  // namespace entente
