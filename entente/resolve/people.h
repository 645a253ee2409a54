// Which of the people of one name: by the day, the title and country beside the name, and the
// countries of the document.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "entente/base/date.h"
#include "entente/record/event.h"
#include "entente/resolve/knowledge.h"

namespace entente {

// The class of a title of people.tsv, in the words of offices.tsv's column `class`: "minister of
// foreign affairs" -> "fm". "" for others.
std::string_view title_class(std::string_view title);
// Can one person be both? A king and a president are "the leader", a foreign minister is "the
// minister".
bool classes_agree(std::string_view a, std::string_view b);

// What the text says beside a name.
struct RoleWords {
  std::string_view country, office_class;  // "" nothing
  bool former = false;
};

struct PersonChoice {
  std::uint32_t index = UINT32_MAX;  // into the candidates; UINT32_MAX: none convinces
  int score = 0;
  bool in_office = false;  // on the document's date, or no date is known
  bool after = false;      // the date lies after the office
};

// `rows`: people rows under one form. `mentions_of`: how often the document names a country (0
// none). A surname alone needs more.
template <class Mentions>
PersonChoice choose_person(const Knowledge& knowledge, std::span<const Candidate> rows,
                           std::optional<Day> date, const RoleWords& words, bool surname_alone,
                           Mentions mentions_of);

// ---- the rest is implementation ----

// How well the days of an office fit a date.
struct DayFit {
  int score = 0;
  bool in_office = false, after = false;
};
DayFit fit_day(Day from, Day until, std::optional<Day> date);
int rank_of_class(std::string_view office_class);

// What speaks for one row. `mentions`: how often the document names its country.
inline int score_person(const Knowledge& knowledge, const Candidate& c, std::optional<Day> date,
                        const RoleWords& words, int mentions) {
  const DayFit fit = fit_day(knowledge.from(c), knowledge.until(c), date);
  const std::string_view office_class = title_class(knowledge.title(c)),
                         country = knowledge.country(c);
  int score = fit.score + rank_of_class(office_class);
  if (!words.office_class.empty())
    score += classes_agree(words.office_class, office_class) ? 30 : -10;
  if (!words.country.empty()) score += words.country == country ? 60 : -100;
  score += mentions > 3 ? 26 : mentions > 0 ? 20 : 0;
  if (words.former) score += fit.after ? 10 : 0;
  return score;
}

template <class Mentions>
PersonChoice choose_person(const Knowledge& knowledge, std::span<const Candidate> rows,
                           std::optional<Day> date, const RoleWords& words, bool surname_alone,
                           Mentions mentions_of) {
  PersonChoice best;
  best.score = -1000;
  for (std::uint32_t i = 0; i < rows.size(); ++i) {
    const Candidate& c = rows[i];
    const DayFit fit = fit_day(knowledge.from(c), knowledge.until(c), date);
    const int score = score_person(knowledge, c, date, words, mentions_of(knowledge.country(c)));
    if (score < best.score)
      continue;  // among equals the later row: people_extra.tsv, the later office
    best = {i, score, fit.in_office, fit.after};
  }
  // A surname alone means a holder of these days whose country or title the text gives, or a head
  // of state.
  if (best.index != UINT32_MAX && best.score < (surname_alone ? 40 : -20)) best.index = UINT32_MAX;
  return best;
}

}  // namespace entente
