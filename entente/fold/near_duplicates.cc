// Three structures, an entry a report or a key each: a flat table from key to reports (open
// addressing, 8 bytes an entry, at most kMaxSharers of one key), a union-find for the groups, and a
// ring through each group's members, so that a group can be walked and taken apart.
// Tested by near_duplicates_test.cc.
#include "entente/fold/near_duplicates.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "entente/base/hash.h"

namespace entente {
namespace {

constexpr std::size_t kMaxSharers = 64;
constexpr std::uint32_t kNowhere = UINT32_MAX;

// Which reports have a key.
class KeyTable {
 public:
  void add(std::uint32_t key, std::uint32_t report) {
    if ((used_ + 1) * 5 > slots_.size() * 3) grow();
    std::size_t at = start(key);
    std::size_t sharers = 0;
    while (slots_[at] != 0) {
      if (slots_[at] >> 32 == key && ++sharers == kMaxSharers) return;
      at = (at + 1) & (slots_.size() - 1);
    }
    slots_[at] = std::uint64_t{key} << 32 | (report + 1);
    ++used_;
  }
  template <class Visit>
  void each(std::uint32_t key, Visit visit) const {
    if (slots_.empty()) return;
    for (std::size_t at = start(key); slots_[at] != 0; at = (at + 1) & (slots_.size() - 1))
      if (slots_[at] >> 32 == key) visit(static_cast<std::uint32_t>(slots_[at]) - 1);
  }

 private:
  std::size_t start(std::uint32_t key) const { return mix64(key) & (slots_.size() - 1); }
  void grow() {
    std::vector<std::uint64_t> old(slots_.empty() ? 1024 : slots_.size() * 2);
    old.swap(slots_);
    for (const std::uint64_t entry : old) {
      if (entry == 0) continue;
      std::size_t at = start(static_cast<std::uint32_t>(entry >> 32));
      while (slots_[at] != 0) at = (at + 1) & (slots_.size() - 1);
      slots_[at] = entry;
    }
  }
  std::vector<std::uint64_t> slots_;  // key, report + 1; 0: free
  std::size_t used_ = 0;
};

}  // namespace

struct NearDuplicates::State {
  struct Report {
    std::uint64_t number, rank;
    std::uint32_t parent, next;  // of the union-find; of the ring
    std::uint32_t first;         // of a root: the group's original
    bool gone = false;
  };

  Recall recall;
  KeyTable table;
  std::vector<Report> reports;
  std::unordered_map<std::uint64_t, std::uint32_t> index_of;
  ReportWords recalled;
  std::vector<std::uint32_t> keys;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> sharing;  // report, keys shared

  std::uint32_t root(std::uint32_t at) {
    while (reports[at].parent != at) at = reports[at].parent = reports[reports[at].parent].parent;
    return at;
  }
  std::uint32_t find(std::uint64_t number) const {
    const auto found = index_of.find(number);
    return found == index_of.end() ? kNowhere : found->second;
  }
  bool is_before(std::uint32_t a, std::uint32_t b) const {
    return std::pair(reports[a].rank, reports[a].number) <
           std::pair(reports[b].rank, reports[b].number);
  }
  std::uint32_t insert(std::uint64_t number, std::uint64_t rank) {
    const auto at = static_cast<std::uint32_t>(reports.size());
    reports.push_back({number, rank, at, at, at});
    index_of[number] = at;
    return at;
  }
  void join(std::uint32_t a, std::uint32_t b) {
    a = root(a), b = root(b);
    if (a == b) return;
    if (b < a) std::swap(a, b);  // any rule will do that needs no memory
    reports[b].parent = a;
    std::swap(reports[a].next, reports[b].next);
    if (is_before(reports[b].first, reports[a].first)) reports[a].first = reports[b].first;
  }
  std::vector<std::uint32_t> ring(std::uint32_t at) const {
    std::vector<std::uint32_t> members;
    for (std::uint32_t member = at; members.empty() || member != at; member = reports[member].next)
      members.push_back(member);
    return members;
  }

  // Those that share a key with `keys`, those that share most first.
  void find_sharing() {
    sharing.clear();
    for (const std::uint32_t key : keys)
      table.each(key, [&](std::uint32_t other) {
        if (!reports[other].gone) sharing.push_back({other, 1});
      });
    std::sort(sharing.begin(), sharing.end());
    std::size_t kept = 0;
    for (std::size_t i = 0; i < sharing.size(); ++i) {
      if (kept > 0 && sharing[kept - 1].first == sharing[i].first)
        ++sharing[kept - 1].second;
      else
        sharing[kept++] = sharing[i];
    }
    sharing.resize(kept);
    std::stable_sort(sharing.begin(), sharing.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
  }

  // Joins a report to those of `sharing` that it is like.
  void link(std::uint32_t at, std::span<const std::uint32_t> words) {
    std::size_t compared = 0;
    for (const auto& [other, shared] : sharing) {
      if (root(other) == root(at)) continue;
      if (++compared > kMaxCompared) return;
      if (recall(reports[other].number, recalled) &&
          compare_reports(words, recalled) != Likeness::kNone)
        join(at, other);
    }
  }
};

NearDuplicates::NearDuplicates(Recall recall) : state_(std::make_unique<State>()) {
  state_->recall = std::move(recall);
}
NearDuplicates::NearDuplicates(NearDuplicates&&) noexcept = default;
NearDuplicates& NearDuplicates::operator=(NearDuplicates&&) noexcept = default;
NearDuplicates::~NearDuplicates() = default;

std::vector<std::uint64_t> NearDuplicates::add(std::uint64_t number,
                                               std::span<const std::uint32_t> words,
                                               std::uint64_t rank) {
  State& s = *state_;
  std::vector<std::uint64_t> changed = {number};
  if (s.find(number) != kNowhere) return changed;
  report_keys(words, s.keys);
  const std::uint32_t at = s.insert(number, rank);
  s.find_sharing();
  // Whose original was which, before: only groups that it joins can change.
  std::vector<std::pair<std::uint32_t, std::uint32_t>> before;  // root, original
  for (const auto& [other, shared] : s.sharing)
    before.push_back({s.root(other), s.reports[s.root(other)].first});
  std::sort(before.begin(), before.end());
  before.erase(std::unique(before.begin(), before.end()), before.end());
  s.link(at, words);
  for (const std::uint32_t key : s.keys) s.table.add(key, at);
  const std::uint32_t group = s.root(at);
  const std::uint32_t first = s.reports[group].first;
  const bool moved = std::any_of(before.begin(), before.end(), [&](const auto& one) {
    return s.root(one.first) == group && one.second != first;
  });
  if (!moved) return changed;
  for (const std::uint32_t member : s.ring(at))
    if (member != at) changed.push_back(s.reports[member].number);
  return changed;
}

void NearDuplicates::restore(std::uint64_t number, std::span<const std::uint32_t> keys,
                             std::uint64_t rank, std::uint64_t original) {
  State& s = *state_;
  if (s.find(number) != kNowhere) return;
  const std::uint32_t at = s.insert(number, rank);
  for (const std::uint32_t key : keys) s.table.add(key, at);
  if (const std::uint32_t other = s.find(original); other != kNowhere) s.join(at, other);
}

std::vector<std::uint64_t> NearDuplicates::forget(std::uint64_t number) {
  State& s = *state_;
  const std::uint32_t gone = s.find(number);
  if (gone == kNowhere || s.reports[gone].gone) return {};
  s.reports[gone].gone = true;
  std::vector<std::uint32_t> members = s.ring(gone);
  std::vector<std::pair<std::uint32_t, std::uint32_t>> before;  // member, its original
  for (const std::uint32_t member : members)
    before.push_back({member, s.reports[s.root(member)].first});
  for (const std::uint32_t member : members)
    s.reports[member].parent = s.reports[member].next = s.reports[member].first = member;
  ReportWords words;
  for (const auto& [member, original] : before) {
    if (member == gone || !s.recall(s.reports[member].number, words)) continue;
    report_keys(words, s.keys);
    s.find_sharing();
    s.link(member, words);
  }
  std::vector<std::uint64_t> changed;
  for (const auto& [member, original] : before)
    if (member != gone && s.reports[s.root(member)].first != original)
      changed.push_back(s.reports[member].number);
  return changed;
}

std::uint64_t NearDuplicates::original(std::uint64_t number) const {
  const std::uint32_t at = state_->find(number);
  return at == kNowhere ? number : state_->reports[state_->reports[state_->root(at)].first].number;
}

std::size_t NearDuplicates::size() const { return state_->reports.size(); }

}  // namespace entente
