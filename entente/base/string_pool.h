// Interned strings: each distinct string once, named by a 32-bit id. Ids count from 0; id 0 is the
// empty string.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace entente {

using StringId = std::uint32_t;

// Not for several threads at once. Views stay valid until clear() or the pool's end. clear() keeps
// the memory.
class StringPool {
 public:
  StringPool();
  StringPool(StringPool&&) noexcept = default;
  StringPool& operator=(StringPool&&) noexcept = default;

  StringId intern(std::string_view text);
  std::string_view view(StringId id) const& {
    return {blocks_[entries_[id].block].get() + entries_[id].begin, entries_[id].length};
  }
  std::string_view view(StringId id) const&& = delete;
  std::uint32_t size() const { return static_cast<std::uint32_t>(entries_.size()); }
  void clear();

 private:
  struct Entry {
    std::uint32_t block, begin, length;
    std::uint64_t hash;
  };
  void grow();

  std::vector<std::unique_ptr<char[]>> blocks_;
  std::vector<std::uint32_t> block_bytes_;
  std::uint32_t current_ = 0, used_ = 0;
  std::vector<Entry> entries_;
  std::vector<std::uint32_t> slots_;  // open addressing, id + 1, 0 is free
};

}  // namespace entente
