// Open addressing over 64-bit hashes, strings in blocks of 64 KiB that never move. Amortised
// constant per string. Tested by base_test.cc.
#include "entente/base/string_pool.h"

#include <algorithm>
#include <cstring>

#include "entente/base/hash.h"

namespace entente {
namespace {
constexpr std::uint32_t kBlockBytes = 64 * 1024;
}

StringPool::StringPool() : slots_(1024, 0) { intern({}); }

void StringPool::clear() {
  entries_.clear();
  std::fill(slots_.begin(), slots_.end(), 0);
  current_ = used_ = 0;
  intern({});
}

void StringPool::grow() {
  slots_.assign(slots_.size() * 2, 0);
  const std::size_t mask = slots_.size() - 1;
  for (std::uint32_t id = 0; id < entries_.size(); ++id) {
    std::size_t slot = entries_[id].hash & mask;
    while (slots_[slot] != 0) slot = (slot + 1) & mask;
    slots_[slot] = id + 1;
  }
}

StringId StringPool::intern(std::string_view text) {
  const std::uint64_t hash = hash64(text);
  const std::size_t mask = slots_.size() - 1;
  std::size_t slot = hash & mask;
  for (; slots_[slot] != 0; slot = (slot + 1) & mask) {
    const StringId id = slots_[slot] - 1;
    if (entries_[id].hash == hash && view(id) == text) return id;
  }
  const auto length = static_cast<std::uint32_t>(text.size());
  while (current_ < blocks_.size() && used_ + length > block_bytes_[current_])
    ++current_, used_ = 0;
  if (current_ == blocks_.size()) {
    const std::uint32_t bytes = std::max(kBlockBytes, length);
    blocks_.push_back(std::make_unique<char[]>(bytes));
    block_bytes_.push_back(bytes);
    used_ = 0;
  }
  if (length != 0) std::memcpy(blocks_[current_].get() + used_, text.data(), length);
  entries_.push_back({current_, used_, length, hash});
  used_ += length;
  const auto id = static_cast<StringId>(entries_.size() - 1);
  slots_[slot] = id + 1;
  if (entries_.size() * 2 > slots_.size()) grow();
  return id;
}

}  // namespace entente
