// The container of a trained model: a head, checksums of each 4096 bytes, then arrays one after
// another, each on a 64-byte line, ready to be used where they lie in the mapped file.
// docs/decisions/reader.md gives the layout byte for byte. Little-endian.
#pragma once

#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "entente/base/result.h"

namespace entente {

inline constexpr std::uint32_t kModelBlockBytes = 4096;

// Puts arrays together and gives the file's bytes.
class ModelWriter {
 public:
  // `magic` of 8 letters, `version` of the format, `revision` of at most 31 letters.
  ModelWriter(std::string_view magic, std::uint32_t version, std::string_view revision);

  template <class T>
  void put(std::span<const T> values) {
    static_assert(std::is_trivially_copyable_v<T>);
    append(values.data(), values.size_bytes());
  }
  template <class T>
  void put(const std::vector<T>& values) {
    put(std::span<const T>(values));
  }

  // Strings, their count first.
  void put_strings(std::span<const std::string> strings);

  std::string finish() const;

 private:
  void append(const void* data, std::size_t bytes);
  std::string magic_, revision_, body_;
  std::uint32_t version_;
};

// Reads the arrays of a model in the order in which they were put. Views last as long as the bytes.
class ModelReader {
 public:
  // Checks head, version and every block: kBadModel names `source` and the byte where the first
  // damaged block begins. `bytes` must begin on a 64-byte line (a mapped file does).
  static Result<ModelReader> open(std::string_view bytes, std::string_view magic,
                                  std::uint32_t version, const std::string& source);

  std::string_view revision() const { return revision_; }
  // Of the whole file, by way of its blocks' checksums: what one model is known by.
  std::uint32_t checksum() const { return checksum_; }

  // The next `count` values; kBadModel when fewer are left.
  template <class T>
  Result<std::span<const T>> take(std::size_t count) {
    static_assert(std::is_trivially_copyable_v<T> && alignof(T) <= 64);
    ENTENTE_TRY(const char* data, take_bytes(count, sizeof(T)));
    return std::span<const T>(reinterpret_cast<const T*>(data), count);
  }
  Result<std::vector<std::string>> take_strings(std::size_t max_count);

  // An error of this file at the place reached.
  Error error(std::string message) const;

 private:
  Result<const char*> take_bytes(std::size_t count, std::size_t size);
  std::string_view bytes_;
  std::string_view revision_;
  std::string source_;
  std::size_t at_ = 0;
  std::uint32_t checksum_ = 0;
};

}  // namespace entente
