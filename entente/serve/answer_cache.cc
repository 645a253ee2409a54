// Tested by serve_test.cc.
#include "entente/serve/answer_cache.h"

#include <utility>

namespace entente {

std::shared_ptr<const Answer> AnswerCache::find(const std::string& key) {
  const std::lock_guard hold(mutex_);
  const auto place = places_.find(key);
  if (place == places_.end()) return nullptr;
  entries_.splice(entries_.begin(), entries_, place->second);
  return place->second->answer;
}

void AnswerCache::keep(const std::string& key, std::shared_ptr<const Answer> answer,
                       std::uint64_t bytes) {
  bytes += key.size() + sizeof(Entry) + 256;
  if (bytes > kMaxEntryBytes) return;
  const std::lock_guard hold(mutex_);
  if (places_.count(key) != 0) return;
  entries_.push_front({key, std::move(answer), bytes});
  places_.emplace(entries_.front().key, entries_.begin());
  bytes_ += bytes;
  while (bytes_ > kMaxBytes) {
    const Entry& last = entries_.back();
    bytes_ -= last.bytes;
    places_.erase(last.key);
    entries_.pop_back();
  }
}

void AnswerCache::clear() {
  const std::lock_guard hold(mutex_);
  places_.clear();
  entries_.clear();
  bytes_ = 0;
}

}  // namespace entente
