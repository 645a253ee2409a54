#include "entente/fold/tellings.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>

namespace entente {
namespace {

Telling telling(std::uint64_t document, Day day, DayKind kind,
                std::vector<std::uint64_t> people = {}) {
  return {document, 0, day, kind, document, std::move(people), 0};
}

// Which tellings are one event: "0 1|2" by their places.
std::string dump(std::vector<Telling> tellings) {
  fold_tellings(7, tellings);
  std::vector<std::uint64_t> acts;
  std::string out;
  for (const Telling& one : tellings)
    if (std::find(acts.begin(), acts.end(), one.act) == acts.end()) acts.push_back(one.act);
  for (const std::uint64_t act : acts) {
    if (!out.empty()) out += '|';
    for (std::size_t i = 0; i < tellings.size(); ++i)
      if (tellings[i].act == act) out += std::to_string(i) + ' ';
  }
  return out;
}

struct FoldCase {
  const char* name;
  std::vector<Telling> tellings;
  const char* events;
};
constexpr DayKind kStated = DayKind::kStated, kPublished = DayKind::kPublished;
const FoldCase kFolds[] = {
    {"SameDay", {telling(1, 10, kStated), telling(2, 10, kStated)}, "0 1 "},
    {"TwoDays", {telling(1, 10, kStated), telling(2, 11, kStated)}, "0 |1 "},
    {"ReportOfYesterday", {telling(1, 10, kStated), telling(2, 11, kPublished)}, "0 1 "},
    {"NearestDay",
     {telling(1, 9, kStated), telling(2, 10, kStated), telling(3, 11, kPublished)},
     "0 |1 2 "},
    {"TooLate", {telling(1, 10, kStated), telling(2, 13, kPublished)}, "0 |1 "},
    {"DailyMeetings",
     {telling(1, 10, kPublished), telling(2, 11, kPublished), telling(3, 12, kPublished)},
     "0 |1 |2 "},
    {"OtherPersons", {telling(1, 10, kStated, {5}), telling(2, 10, kStated, {6})}, "0 |1 "},
    {"SharedPerson",
     {telling(1, 10, kStated, {5}), telling(2, 10, kStated, {5, 6}), telling(3, 10, kStated, {6})},
     "0 1 2 "},
    {"NobodyNamed",
     {telling(1, 10, kStated, {5}), telling(2, 10, kStated), telling(3, 10, kStated, {6}),
      telling(4, 10, kPublished, {6})},
     "0 |1 2 3 "},
    {"Month",
     {telling(1, 1, DayKind::kMonth), telling(2, 1, kStated), telling(3, 1, DayKind::kMonth)},
     "0 2 |1 "},
    {"Undated",
     {{1, 0, std::nullopt, kPublished, 8, {}, 0},
      {2, 0, std::nullopt, kPublished, 8, {}, 0},
      {3, 0, std::nullopt, kPublished, 9, {}, 0}},
     "0 1 |2 "},
};
TEST(FoldTellings, Cases) {
  for (const FoldCase& one : kFolds) EXPECT_EQ(dump(one.tellings), one.events) << one.name;
}

std::vector<Telling> random_tellings(unsigned seed, std::size_t n, Day days) {
  std::mt19937 random(seed);
  std::vector<Telling> all;
  for (std::size_t i = 0; i < n; ++i) {
    std::set<std::uint64_t> people;
    for (std::uint64_t k = random() % 3; k > 0; --k) people.insert(1 + random() % 4);
    all.push_back({i,
                   0,
                   static_cast<Day>(random() % static_cast<unsigned>(days)),
                   random() % 2 ? kStated : kPublished,
                   i,
                   {people.begin(), people.end()},
                   0});
  }
  return all;
}

std::map<std::uint64_t, std::uint64_t> acts_of(const std::vector<Telling>& tellings) {
  std::map<std::uint64_t, std::uint64_t> acts;
  for (const Telling& one : tellings) acts[one.document] = one.act;
  return acts;
}

TEST(FoldTellings, AnyOrderGivesTheSame) {
  std::vector<Telling> all = random_tellings(1, 300, 40);
  fold_tellings(7, all);
  const auto expected = acts_of(all);
  std::mt19937 random(2);
  for (int round = 0; round < 30; ++round) {
    std::shuffle(all.begin(), all.end(), random);
    for (Telling& one : all) one.act = 0;
    fold_tellings(7, all);
    ASSERT_EQ(acts_of(all), expected) << round;
  }
}

// Each telling's act needs its neighbours within kFoldReach days alone.
TEST(FoldTellings, FarOnesAreNothingToIt) {
  std::vector<Telling> all = random_tellings(3, 400, 80);
  fold_tellings(7, all);
  for (const Telling& one : all) {
    std::vector<Telling> near;
    for (const Telling& other : all) {
      if (std::abs(*other.day - *one.day) <= kFoldReach) near.push_back(other);
    }
    fold_tellings(7, near);
    for (const Telling& again : near) {
      if (again.document == one.document) {
        ASSERT_EQ(again.act, one.act);
      }
    }
  }
}

Resolution actors(std::vector<Actor> list) {
  Resolution resolution;
  resolution.actors = std::move(list);
  return resolution;
}
Actor actor(const char* name, const char* code, ActorKind kind = ActorKind::kCountry) {
  Actor one;
  one.name = name, one.code = code, one.kind = kind;
  one.country = std::string(code).substr(0, 3);
  return one;
}
Event event(EventType type, std::vector<std::uint32_t> sources, std::vector<std::uint32_t> targets,
            EventStatus status = EventStatus::kAsserted) {
  Event one;
  one.type = type, one.sources = std::move(sources), one.targets = std::move(targets),
  one.status = status;
  return one;
}

TEST(Family, SidesTypesAndStatus) {
  const Resolution who =
      actors({actor("Norland", "NOR"), actor("Ola Nor", "NORGOV", ActorKind::kPerson),
              actor("Sudria", "SUD"), actor("Rebels of Norland", "NORREB")});
  const auto family = [&](const Event& one) { return family_of(one, who); };
  const auto visit = event(EventType::kConsult, {0}, {2});
  EXPECT_EQ(family(visit), family(event(EventType::kConsult, {2}, {1})))
      << "mutual, and a minister is his state";
  EXPECT_EQ(family(visit), family(event(EventType::kConsult, {0, 2}, {})));
  EXPECT_NE(family(event(EventType::kAccuse, {0}, {2})),
            family(event(EventType::kAccuse, {2}, {0})));
  EXPECT_NE(family(visit), family(event(EventType::kAgree, {0}, {2})));
  EXPECT_NE(family(visit), family(event(EventType::kConsult, {0}, {2}, EventStatus::kPlanned)));
  EXPECT_NE(family(event(EventType::kAssault, {1}, {3})),
            family(event(EventType::kAssault, {3}, {1})))
      << "within a state";
  Event past = event(EventType::kConsult, {0}, {2}, EventStatus::kPast);
  EXPECT_NE(family(visit), family(past)) << "background without a day";
  past.date.value = "2020-01-02";
  EXPECT_EQ(family(visit), family(past));
  std::vector<std::uint64_t> people;
  people_of(event(EventType::kConsult, {0, 1}, {2}), who, people);
  EXPECT_EQ(people.size(), 1u);
}

std::string entries(std::vector<std::string_view> texts, bool by_month,
                    std::vector<Day> days = {}) {
  std::vector<EntryMention> mentions;
  for (std::size_t i = 0; i < texts.size(); ++i)
    mentions.push_back(
        {entry_words(texts[i]), i < days.size() ? std::optional(days[i]) : std::nullopt, 0});
  fold_entries("NOR+SUD", by_month, mentions);
  std::string out;
  std::vector<std::uint64_t> seen;
  for (const EntryMention& one : mentions) {
    auto at = std::find(seen.begin(), seen.end(), one.entry);
    if (at == seen.end()) at = seen.insert(seen.end(), one.entry);
    out += static_cast<char>('a' + (at - seen.begin()));
  }
  return out;
}

TEST(FoldEntries, Cases) {
  EXPECT_EQ(entries({"agreement on energy cooperation", "the Energy Agreement", "fisheries"}, true),
            "aab");
  EXPECT_EQ(entries({"High-Level Intergovernmental Commission", "the Commission",
                     "Commission on Fisheries"},
                    false),
            "aaa");
  EXPECT_EQ(
      entries({"Fisheries Commission", "Border Commission", "border commission", "the commission"},
              false),
      "abbb");
  EXPECT_EQ(entries({"agreements", "an agreement", "agreement"}, true, {0, 5, 400}), "aab")
      << "a month, another";
  EXPECT_EQ(entries({"military technical cooperation",
                     "cooperation in the military technical sphere until 2030"},
                    true),
            "aa");
}

}  // namespace
}  // namespace entente
