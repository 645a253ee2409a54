// The score adds what speaks for a row: days 40 when they hold the date (30 when the document has
// none, falling with the years between), the office's rank up to 12, 30 for a title that agrees, 60
// for a country that the words give, 20 for a country that the document names. The table's days are
// those that its sources know, so three years around them still count.
//
// Tested by actors_test.cc.
#include "entente/resolve/people.h"

#include <algorithm>
#include <array>

namespace entente {
namespace {

constexpr Day kNear = 3 * 366;

bool has(std::string_view text, std::string_view word) {
  return text.find(word) != std::string_view::npos;
}

struct ClassRule {
  std::string_view word, office_class;
};
// The first word found in the title decides.
constexpr std::array<ClassRule, 34> kRules = {
    {{"opposition", "opp"},       {"rebel", "reb"},
     {"former", "eli"},           {"spokes", "spokes"},
     {"ambassador", "envoy"},     {"permanent rep", "envoy"},
     {"envoy", "envoy"},          {"vice president", "vice"},
     {"vice-president", "vice"},  {"deputy prime", "vice"},
     {"vice premier", "vice"},    {"vice chancellor", "vice"},
     {"prime minister", "pm"},    {"premier", "pm"},
     {"chancellor", "pm"},        {"taoiseach", "pm"},
     {"foreign secretary", "fm"}, {"secretary of state", "fm"},
     {"foreign", "fm"},           {"external", "fm"},
     {"defense", "dm"},           {"defence", "dm"},
     {"central bank", "central"}, {"party", "pty"},
     {"president", "head"},       {"head of state", "head"},
     {"supreme leader", "head"},  {"king", "royal"},
     {"queen", "royal"},          {"emir", "royal"},
     {"sultan", "royal"},         {"emperor", "royal"},
     {"prince", "royal"},         {"minister", "minister"}}};

}  // namespace

std::string_view title_class(std::string_view title) {
  for (const ClassRule& rule : kRules)
    if (has(title, rule.word)) return rule.office_class;
  if (has(title, "leader")) return "leader";
  if (has(title, "senator") || has(title, "speaker")) return "leg";
  if (has(title, "command") || has(title, "general staff")) return "mil";
  if (has(title, "secretary-general") || has(title, "secretary general") ||
      has(title, "commission"))
    return "leader";
  return {};
}

bool classes_agree(std::string_view a, std::string_view b) {
  if (a == b) return true;
  if (a > b) std::swap(a, b);
  const auto pair = [&](std::string_view x, std::string_view y) { return a == x && b == y; };
  return pair("head", "leader") || pair("leader", "royal") || pair("head", "royal") ||
         pair("leader", "pm") || pair("fm", "minister") || pair("dm", "minister") ||
         pair("minister", "vice") || pair("leader", "opp") || pair("leader", "reb") ||
         pair("leader", "pty");
}

DayFit fit_day(Day from, Day until, std::optional<Day> date) {
  if (!date) return {30, true, false};
  if (from <= *date && *date < until) return {40, true, false};
  const bool after = *date >= until;
  const Day gap = after ? *date - until : from - *date;
  if (gap <= kNear) return {25, true, after};
  return {gap <= 10 * 366 ? 8 : -8, false, after};
}

int rank_of_class(std::string_view office_class) {
  if (office_class == "head" || office_class == "pm" || office_class == "royal") return 12;
  if (office_class == "leader" || office_class == "fm") return 10;
  if (office_class == "dm" || office_class == "vice") return 6;
  return 0;
}

}  // namespace entente
