// Hashes and checksums. hash64 is stable across machines and releases (files depend on it); CRC-32C
// guards the journal and images; SHA-256 names documents.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace entente {

// 64 well-mixed bits of `bytes` (multiply-and-fold over 8-byte words, read little-endian). Not for
// hostile keys: seed it.
std::uint64_t hash64(std::string_view bytes, std::uint64_t seed = 0);

// Mixes an integer: a bijection on 64 bits (Stafford's variant 13 of the MurmurHash3 finalizer).
constexpr std::uint64_t mix64(std::uint64_t x) {
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9u;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBu;
  return x ^ (x >> 31);
}

// CRC-32C (Castagnoli, reflected 82F63B78), as iSCSI (RFC 3720) has it. `crc` continues an earlier
// call.
std::uint32_t crc32c(std::string_view bytes, std::uint32_t crc = 0);

namespace hash_detail {
// The plain twin of crc32c, which uses the processor's instruction where there is one; for tests.
std::uint32_t crc32c_plain(std::string_view bytes, std::uint32_t crc);
}  // namespace hash_detail

// 64 lower-case hexadecimal digits.
std::string sha256_hex(std::string_view bytes);

}  // namespace entente
