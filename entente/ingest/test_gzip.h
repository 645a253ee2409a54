// A member of gzip for tests, its bytes stored: no library is needed to write one. Private to
// ingest/.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace entente {

inline void append_le(std::string& out, std::uint32_t value, int bytes) {
  for (int i = 0; i < bytes; ++i) out += static_cast<char>(value >> (8 * i) & 0xFF);
}

inline std::uint32_t crc_of(std::string_view bytes) {
  static const auto table = [] {
    std::array<std::uint32_t, 256> out{};
    for (std::uint32_t i = 0; i < 256; ++i) {
      out[i] = i;
      for (int k = 0; k < 8; ++k)
        out[i] = (out[i] & 1) != 0 ? 0xEDB88320u ^ (out[i] >> 1) : out[i] >> 1;
    }
    return out;
  }();
  std::uint32_t crc = ~0u;
  for (const char c : bytes) crc = table[(crc ^ static_cast<unsigned char>(c)) & 0xFF] ^ (crc >> 8);
  return ~crc;
}

inline std::string gzip(std::string_view bytes) {
  std::string out("\x1f\x8b\x08\0\0\0\0\0\0\xff", 10);
  std::size_t at = 0;
  do {
    const std::size_t piece = std::min<std::size_t>(bytes.size() - at, 65535);
    out += static_cast<char>(at + piece == bytes.size());  // stored, and whether the last block
    append_le(out, static_cast<std::uint32_t>(piece), 2);
    append_le(out, static_cast<std::uint32_t>(piece) ^ 0xFFFFu, 2);
    out.append(bytes.substr(at, piece));
    at += piece;
  } while (at < bytes.size());
  append_le(out, crc_of(bytes), 4);
  append_le(out, static_cast<std::uint32_t>(bytes.size()), 4);
  return out;
}

}  // namespace entente
