// Which versions of which documents a database holds: asked once a document while gathering, so it
// lies in memory.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace entente {

// A set of pairs (id, sha256) by 128 bits of hash, open addressing, 16 bytes a slot. That two of 10
// million documents are taken for one has a chance below 1e-24. The seed keeps ids from outside
// from being chosen to collide.
class KnownVersions {
 public:
  explicit KnownVersions(std::uint64_t seed) : seed_(seed) {}

  bool has(std::string_view id, std::string_view sha256) const;
  // False if it was there already.
  bool add(std::string_view id, std::string_view sha256);
  std::size_t size() const { return size_; }

 private:
  struct Key {
    std::uint64_t a = 0, b = 0;  // both 0: a free slot
    bool operator==(const Key&) const = default;
  };
  Key key(std::string_view id, std::string_view sha256) const;
  std::size_t slot(Key key) const;
  void grow();

  std::uint64_t seed_;
  std::size_t size_ = 0;
  std::vector<Key> slots_;
};

}  // namespace entente
