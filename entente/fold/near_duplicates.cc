// Three structures, an entry a report or a key each: a flat table from key to reports (open
// addressing, some 11 bytes an entry, at most kMaxSharers of one key), a union-find for the groups,
// and a ring through each group's members, so that a group can be walked and taken apart.
//
// Most that share a key share a phrase and no more: how many keys they share tells that, and their
// words are not fetched, which is what costs (a record of a journal unpacked). Below the lesser of
// two reports' greatest keys both are known whole, a sample of m shingles of the shorter one. Two
// that are alike share a quarter of their shingles of five at the very least (contained >= 0.55 of
// three words, with every change as far from the next as can be: (p - 3) / p of those of three and
// (p - 5) / p of those of five are whole when one word in p is another); of the sample, two
// standard deviations less.
// Tested by near_duplicates_test.cc.
#include "entente/fold/near_duplicates.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>
#include <utility>

#include "entente/base/hash.h"

namespace entente {
namespace {

constexpr std::size_t kMaxSharers = 64;
constexpr std::uint32_t kNowhere = UINT32_MAX;
constexpr double kLeastAlike = 0.2;  // of the shingles of five words: a quarter, and some to spare

// Which reports have a key. In shards, so that one of them grows at a time: by a quarter, and the
// whole table needs no second place.
class KeyTable {
 public:
  void add(std::uint32_t key, std::uint32_t report) {
    const std::uint64_t hash = mix64(key);
    Shard& shard = shards_[hash >> 56];
    if ((shard.used + 1) * 5 > shard.slots.size() * 4) grow(shard);
    std::size_t at = start(shard, hash);
    std::size_t sharers = 0;
    for (; shard.slots[at] != 0; at = next(shard, at))
      if (shard.slots[at] >> 32 == key && ++sharers == kMaxSharers) return;
    shard.slots[at] = std::uint64_t{key} << 32 | (report + 1);
    ++shard.used;
  }
  template <class Visit>
  void each(std::uint32_t key, Visit visit) const {
    const std::uint64_t hash = mix64(key);
    const Shard& shard = shards_[hash >> 56];
    if (shard.slots.empty()) return;
    for (std::size_t at = start(shard, hash); shard.slots[at] != 0; at = next(shard, at))
      if (shard.slots[at] >> 32 == key) visit(static_cast<std::uint32_t>(shard.slots[at]) - 1);
  }

 private:
  struct Shard {
    std::vector<std::uint64_t> slots;  // key, report + 1; 0: free
    std::size_t used = 0;
  };
  static std::size_t start(const Shard& shard, std::uint64_t hash) {
    return (hash & UINT32_MAX) * shard.slots.size() >> 32;
  }
  static std::size_t next(const Shard& shard, std::size_t at) {
    return at + 1 == shard.slots.size() ? 0 : at + 1;
  }
  static void grow(Shard& shard) {
    std::vector<std::uint64_t> old(shard.slots.size() + shard.slots.size() / 4 + 16);
    old.swap(shard.slots);
    for (const std::uint64_t entry : old) {
      if (entry == 0) continue;
      std::size_t at = start(shard, mix64(entry >> 32));
      while (shard.slots[at] != 0) at = next(shard, at);
      shard.slots[at] = entry;
    }
  }
  std::vector<Shard> shards_ = std::vector<Shard>(256);
};

}  // namespace

struct NearDuplicates::State {
  struct Report {
    std::uint64_t number, rank;
    std::uint32_t parent, next;  // of the union-find; of the ring
    std::uint32_t first;         // of a root: the group's original
    std::uint16_t reach;         // its keys below so many 65,536ths are known: all, or kReportKeys
    std::uint8_t keys;           // how many are
    bool gone = false;
  };
  static_assert(sizeof(Report) == 32);

  Recall recall;
  KeyTable table;
  std::vector<Report> reports;
  std::unordered_map<std::uint64_t, std::uint32_t> index_of;
  ReportWords recalled;
  std::vector<std::uint32_t> keys;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> sharing;  // report, keys shared
  std::uint32_t full_keys = 0;  // those of `keys` that others may share without being told of

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
  std::uint32_t insert(std::uint64_t number, std::uint64_t rank,
                       std::span<const std::uint32_t> its_keys) {
    const auto at = static_cast<std::uint32_t>(reports.size());
    const std::size_t known = std::min(its_keys.size(), kReportKeys);
    const std::uint32_t last = known < kReportKeys ? UINT32_MAX : its_keys[known - 1];
    reports.push_back({number, rank, at, at, at, static_cast<std::uint16_t>(last >> 16),
                       static_cast<std::uint8_t>(known)});
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
    full_keys = 0;
    for (const std::uint32_t key : keys) {
      std::size_t sharers = 0;
      table.each(key, [&](std::uint32_t other) {
        ++sharers;
        if (!reports[other].gone) sharing.push_back({other, 1});
      });
      full_keys += sharers >= kMaxSharers;
    }
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

  // The same whichever of the two came first.
  bool may_be_alike(const Report& a, const Report& b, std::uint32_t shared) const {
    const double reach = 1 + std::min(a.reach, b.reach);
    const double sample = std::min(a.keys * reach / (1 + a.reach), b.keys * reach / (1 + b.reach));
    const bool whole = reach > UINT16_MAX;
    const double deviation = whole ? 0 : std::sqrt(sample * kLeastAlike * (1 - kLeastAlike));
    return shared + 2 * deviation >= sample * kLeastAlike;
  }

  // Joins a report to those of `sharing` that it is like.
  void link(std::uint32_t at, std::span<const std::uint32_t> words) {
    std::size_t compared = 0;
    for (const auto& [other, shared] : sharing) {
      if (root(other) == root(at) || !may_be_alike(reports[at], reports[other], shared + full_keys))
        continue;
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
  const std::uint32_t at = s.insert(number, rank, s.keys);
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
  const std::uint32_t at = s.insert(number, rank, keys);
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
