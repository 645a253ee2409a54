// The last answers, so that what many ask is computed once. Private to serve/.
#pragma once

#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace entente {

struct Answer;

// Least recently used out first; threads may share one.
class AnswerCache {
 public:
  static constexpr std::uint64_t kMaxBytes = 64u << 20, kMaxEntryBytes = 1u << 20;

  // Nothing if it is not kept.
  std::shared_ptr<const Answer> find(const std::string& key);
  // Keeps `answer`, of `bytes`, unless it is above kMaxEntryBytes.
  void keep(const std::string& key, std::shared_ptr<const Answer> answer, std::uint64_t bytes);
  void clear();

 private:
  struct Entry {
    std::string key;
    std::shared_ptr<const Answer> answer;
    std::uint64_t bytes;
  };
  std::mutex mutex_;
  std::list<Entry> entries_;  // the last used first
  // Keys from outside: std::hash of a view is unseeded, so an attacker could crowd one bucket; the
  // cache is bounded, and so is the harm (some thousand entries in a chain).
  std::unordered_map<std::string_view, std::list<Entry>::iterator> places_;
  std::uint64_t bytes_ = 0;
};

}  // namespace entente
