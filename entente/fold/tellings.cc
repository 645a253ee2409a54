// An event's *cell* is its family and day; a telling that states its day lies in that cell, one
// that does not in the nearest of its own day and the kFoldDays before it that somebody states,
// else in its own. A cell is then parted by the persons named: tellings that share a surname are of
// one event, those that name nobody are of the event of the cell that is told most. No step chains
// from day to day, so that two states who meet daily do not meet once; and each looks at a few days
// alone, so that adding a telling is cheap. Tested by tellings_test.cc.
#include "entente/fold/tellings.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <tuple>

#include "entente/base/hash.h"
#include "entente/base/unicode.h"

namespace entente {
namespace {

bool is_mutual(EventType type) {
  return type == EventType::kAgree || type == EventType::kConsult || type == EventType::kCooperate;
}

// Past tense without a day is background of unknown age: never one with what is new that day.
std::string_view status_class(const Event& event) {
  switch (event.status) {
    case EventStatus::kAsserted:
      return "happened";
    case EventStatus::kPast:
      return event.date.value.empty() ? "background" : "happened";
    case EventStatus::kPlanned:
      return "planned";
    case EventStatus::kDenied:
      return "denied";
    case EventStatus::kConditional:
      return "conditional";
  }
  return "";
}

using Names = std::set<std::string>;

// `by_code`: two sides of one state are told apart by their codes.
Names side_of(const Resolution& resolution, const std::vector<std::uint32_t>& ids, bool by_code) {
  Names names;
  for (const std::uint32_t id : ids) {
    const Actor& actor = resolution.actors[id];
    if (!actor.country.empty() && !(by_code && !actor.code.empty()))
      names.insert(actor.country);
    else
      names.insert(!actor.code.empty() ? actor.code : name_key(actor.name));
  }
  return names;
}

void append(const Names& names, std::string& out) {
  for (const std::string& name : names) out.append(name).push_back('+');
  out.push_back('|');
}

// Union-find over a small set.
class Parts {
 public:
  explicit Parts(std::size_t n) : parent_(n) { std::iota(parent_.begin(), parent_.end(), 0u); }
  std::uint32_t root(std::uint32_t at) {
    while (parent_[at] != at) at = parent_[at] = parent_[parent_[at]];
    return at;
  }
  void join(std::uint32_t a, std::uint32_t b) { parent_[root(a)] = root(b); }

 private:
  std::vector<std::uint32_t> parent_;
};

std::uint64_t act_number(std::uint64_t family, DayKind kind, std::uint64_t place,
                         std::uint64_t who) {
  return mix64(mix64(mix64(family ^ static_cast<std::uint64_t>(kind)) ^ place) ^ who);
}

// Parts the tellings of one cell by who is named.
void fold_cell(std::uint64_t family, DayKind kind, std::uint64_t place,
               const std::vector<Telling*>& cell) {
  Parts parts(cell.size());
  std::map<std::uint64_t, std::uint32_t> first_with;  // person -> telling
  for (std::uint32_t i = 0; i < cell.size(); ++i)
    for (const std::uint64_t person : cell[i]->people) {
      const auto [at, is_new] = first_with.emplace(person, i);
      if (!is_new) parts.join(i, at->second);
    }
  // Of each part: its least surname, and how often it is told.
  std::map<std::uint32_t, std::pair<std::uint64_t, std::size_t>> named;
  for (std::uint32_t i = 0; i < cell.size(); ++i) {
    if (cell[i]->people.empty()) continue;
    auto& [who, told] = named.emplace(parts.root(i), std::pair(UINT64_MAX, 0u)).first->second;
    who = std::min(who, cell[i]->people.front());
    ++told;
  }
  std::uint64_t most = 0;
  std::size_t most_told = 0;
  for (const auto& [root, part] : named)
    if (part.second > most_told || (part.second == most_told && part.first < most))
      std::tie(most, most_told) = part;
  for (std::uint32_t i = 0; i < cell.size(); ++i)
    cell[i]->act = act_number(family, kind, place,
                              cell[i]->people.empty() ? most : named[parts.root(i)].first);
}

}  // namespace

std::uint64_t family_of(const Event& event, const Resolution& resolution) {
  Names sources = side_of(resolution, event.sources, false);
  Names targets = side_of(resolution, event.targets, false);
  if (sources == targets && sources.size() == 1) {  // within one state
    sources = side_of(resolution, event.sources, true);
    targets = side_of(resolution, event.targets, true);
  }
  if (is_mutual(event.type)) sources.merge(targets), targets.clear();
  std::string key;
  append(sources, key);
  append(targets, key);
  key.append(to_string(event.type)).push_back('|');
  key += status_class(event);
  return hash64(key);
}

void people_of(const Event& event, const Resolution& resolution, std::vector<std::uint64_t>& out) {
  out.clear();
  const auto add = [&](const std::vector<std::uint32_t>& ids) {
    for (const std::uint32_t id : ids) {
      const Actor& actor = resolution.actors[id];
      if (actor.kind != ActorKind::kPerson) continue;
      const std::string key = name_key(actor.name);
      out.push_back(hash64(std::string_view(key).substr(key.rfind(' ') + 1)));
    }
  };
  add(event.sources);
  add(event.targets);
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
}

void fold_tellings(std::uint64_t family, std::span<Telling> tellings) {
  std::set<Day> stated;
  for (const Telling& telling : tellings)
    if (telling.day && telling.kind == DayKind::kStated) stated.insert(*telling.day);
  std::map<std::pair<DayKind, std::uint64_t>, std::vector<Telling*>> cells;
  for (Telling& telling : tellings) {
    if (!telling.day) {  // nothing but the report itself holds its tellings together
      cells[{DayKind::kPublished, mix64(telling.report)}].push_back(&telling);
      continue;
    }
    Day day = *telling.day;
    DayKind kind = telling.kind;
    if (kind == DayKind::kPublished) {
      kind = DayKind::kStated;  // where nobody states it, its own day is the best guess
      for (Day back = kFoldDays; back >= 0; --back)
        if (stated.count(*telling.day - back) != 0) day = *telling.day - back;
    }
    cells[{kind, static_cast<std::uint32_t>(day)}].push_back(&telling);
  }
  for (const auto& [cell, members] : cells) fold_cell(family, cell.first, cell.second, members);
}

}  // namespace entente
