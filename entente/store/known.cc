// Tested by store_test.cc.
#include "entente/store/known.h"

#include "entente/base/hash.h"

namespace entente {

KnownVersions::Key KnownVersions::key(std::string_view id, std::string_view sha256) const {
  const std::uint64_t a = hash64(sha256, hash64(id, seed_));
  const std::uint64_t b = hash64(sha256, hash64(id, ~seed_));
  return {a, b | 1};
}

std::size_t KnownVersions::slot(Key key) const {
  std::size_t at = key.a & (slots_.size() - 1);
  while (slots_[at] != Key{} && slots_[at] != key) at = (at + 1) & (slots_.size() - 1);
  return at;
}

bool KnownVersions::has(std::string_view id, std::string_view sha256) const {
  return !slots_.empty() && slots_[slot(key(id, sha256))] != Key{};
}

bool KnownVersions::add(std::string_view id, std::string_view sha256) {
  if ((size_ + 1) * 4 > slots_.size() * 3) grow();
  const Key added = key(id, sha256);
  Key& place = slots_[slot(added)];
  if (place != Key{}) return false;
  place = added;
  ++size_;
  return true;
}

void KnownVersions::grow() {
  std::vector<Key> old(slots_.empty() ? 1024 : slots_.size() * 2);
  old.swap(slots_);
  for (const Key& one : old)
    if (one != Key{}) slots_[slot(one)] = one;
}

}  // namespace entente
