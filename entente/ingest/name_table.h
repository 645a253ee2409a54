// Private to ingest/: short names of markup (tags, words of class names) to values, in constant
// time and without a call: a table of 512 places made by the compiler, names packed into two words.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace entente {

struct PackedName {
  std::uint64_t high = 0, low = 0;
  constexpr bool operator==(const PackedName&) const = default;
};
inline constexpr std::size_t kMaxPackedBytes = 16;

constexpr char lower_ascii(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

// `name` in lower case; at most kMaxPackedBytes, without NUL.
constexpr PackedName pack_name(std::string_view name) {
  PackedName packed;
  for (const char c : name) {
    packed.high = packed.high << 8 | packed.low >> 56;
    packed.low = packed.low << 8 | static_cast<unsigned char>(lower_ascii(c));
  }
  return packed;
}

template <class Value>
class NameTable {
 public:
  struct Entry {
    std::string_view name;
    Value value;
  };

  // At most 256 names, lower case, each once.
  template <std::size_t N>
  constexpr explicit NameTable(const Entry (&entries)[N]) {
    static_assert(N <= kPlaces / 2);
    for (const Entry& entry : entries) {
      const PackedName name = pack_name(entry.name);
      std::size_t place = place_of(name);
      while (names_[place] != PackedName()) place = (place + 1) % kPlaces;
      names_[place] = name;
      values_[place] = entry.value;
    }
  }

  // Null: no such name. Any case.
  constexpr const Value* find(std::string_view name) const {
    return name.empty() || name.size() > kMaxPackedBytes ? nullptr : find(pack_name(name));
  }
  constexpr const Value* find(const PackedName& name) const {
    for (std::size_t place = place_of(name); names_[place] != PackedName();
         place = (place + 1) % kPlaces)
      if (names_[place] == name) return &values_[place];
    return nullptr;
  }

 private:
  static constexpr std::size_t kPlaces = 512;
  static constexpr std::size_t place_of(const PackedName& name) {
    // The top bits of a product with 2^64 / the golden ratio (Knuth 6.4).
    return static_cast<std::size_t>(((name.low ^ name.high * 31) * 0x9E3779B97F4A7C15u) >> 55);
  }
  std::array<PackedName, kPlaces> names_{};
  std::array<Value, kPlaces> values_{};
};

}  // namespace entente
