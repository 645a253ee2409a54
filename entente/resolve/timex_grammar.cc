// The grammar of times, by hand: one small function a kind of expression, each tried at the same
// atom, the longest answer kept.
//
// A chart or a list of patterns would do the same with more machinery; TimeBank's expressions have
// at most a dozen words and nest once ("the third quarter of last year"), so each function looks
// ahead a bounded number of atoms and the whole is linear. Spans follow TimeBank: articles belong
// ("the third quarter"), prepositions do not, "early" and "the end of" do.
//
// Tested by timex_test.cc.
#include "entente/resolve/timex_grammar.h"

#include "entente/base/unicode.h"
#include "entente/resolve/timex_matcher.h"

namespace entente {

TimeForm TimeMatcher::match(std::uint32_t i) {
  TimeForm best;
  for (TimeForm form : {edged(i), core(i)})
    if (form.kind != TimeKind::kNone && form.last > best.last) best = form;
  if (best.kind != TimeKind::kNone) best.first = i;
  return best;
}

const TimeAtom& TimeMatcher::at(std::uint32_t i) const {
  static const TimeAtom kEnd;
  return i < atoms_.size() ? atoms_[i] : kEnd;
}

bool TimeMatcher::word(std::uint32_t i, std::string_view text) const {
  const TimeAtom& atom = at(i);
  if (atom.end - atom.begin != text.size()) return false;
  for (std::size_t k = 0; k < text.size(); ++k)
    if (lower_ascii(page_[atom.begin + k]) != text[k]) return false;
  return true;
}

std::uint32_t TimeMatcher::joint(std::uint32_t i) const {
  return at(i).is('-') && i + 1 < atoms_.size() ? i + 1 : i;
}

bool TimeMatcher::possessive(std::uint32_t i) const {
  return at(i).kind == AtomKind::kWord &&
         (word(i, "'s") || (at(i).end - at(i).begin == 4 && page_[at(i).end - 1] == 's' &&
                            page_[at(i).begin] == '\xE2'));
}

bool TimeMatcher::plural(std::uint32_t i) const {
  return at(i).end > at(i).begin && lower_ascii(page_[at(i).end - 1]) == 's';
}

TimeForm TimeMatcher::form_of(TimeKind kind, std::uint32_t last) {
  TimeForm form;
  form.kind = kind;
  form.last = last;
  return form;
}

TimeForm TimeMatcher::day_word(std::uint32_t i) const {
  const TimeEntry* d = as(i, TimeWord::kDayWord);
  if (!d) return {};
  TimeForm form = form_of(TimeKind::kShift, i + 1);
  form.grain = Grain::kDay, form.count = d->value, form.part = d->code;
  return with_part(form);
}

TimeForm TimeMatcher::with_part(TimeForm form) const {
  const TimeEntry* p = as(form.last, TimeWord::kPart);
  if (!p || !form.part.empty() || form.hour >= 0 || at(form.last).is('-')) return form;
  if (p->value > 4) return form;
  form.part = p->code;
  ++form.last;
  return form;
}

TimeForm TimeMatcher::named_day(std::uint32_t i) const {
  TimeForm form;
  std::uint32_t j = weekday(i, form.weekday);
  if (!j) return {};
  const std::uint32_t k = at(j).is(',') ? j + 1 : j;
  for (TimeForm date : {month_first(k), day_first(k)})
    if (date.kind != TimeKind::kNone && date.day) return with_part(date);
  form.kind = TimeKind::kWeekday;
  form.grain = Grain::kDay;
  form.last = j;
  return with_part(form);
}

TimeForm TimeMatcher::deictic(std::uint32_t i) const {
  std::uint32_t j = i;
  const bool the = word(j, "the") || word(j, "these") || word(j, "those");
  if (the) ++j;
  const TimeEntry* d = as(j, TimeWord::kDeictic);
  if (!d) return {};
  const bool past = word(j, "past"), present = word(j, "present");
  ++j;
  const TimeLean lean = d->value < 0   ? TimeLean::kBack
                        : d->value > 0 ? TimeLean::kAhead
                                       : TimeLean::kHere;
  if (word(j, "fiscal") || word(j, "calendar") || word(j, "full")) ++j;
  if (const Number n = number(j); n.last && !n.article && !present) {
    std::uint32_t k = n.last;
    double amount = n.amount;
    if ((word(k, "to") || word(k, "or")) && number(k + 1).last) k = number(k + 1).last, amount = -1;
    if (word(k, "fiscal") || word(k, "calendar") || word(k, "full")) ++k;
    if (const TimeEntry* u = as(joint(k), TimeWord::kUnit))
      return duration_of(*u, amount, joint(k) + 1);
    return {};
  }
  TimeForm form;
  form.lean = lean;
  form.count = d->value;
  if (const TimeEntry* u = as(j, TimeWord::kUnit); u && !present) {
    if (plural(j)) return duration_of(*u, -1, j + 1);
    if (is_clock_unit(u->value)) return past || d->value ? duration_of(*u, 1, j + 1) : TimeForm();
    if (u->value == kUnitNight) {
      form.kind = TimeKind::kShift, form.grain = Grain::kDay, form.part = "NI", form.last = j + 1;
      return form;
    }
    if (past && the) return duration_of(*u, 1, j + 1);  // "the past year", "the past decade"
    const bool anchored =
        (word(j - 1, "previous") || word(j - 1, "following") || word(j - 1, "preceding")) && the;
    form.kind = anchored ? TimeKind::kAnchored : TimeKind::kShift;
    form.grain = grain_of(u->value);
    form.last = j + 1;
    if (word(form.last, "or") && word(form.last + 1, "so")) form.last += 2;
    return form;
  }
  if (const TimeEntry* p = as(j, TimeWord::kPart);
      p && p->value <= 4 && (d->value == 0 || word(j, "night")) && !the) {
    form.kind = TimeKind::kShift, form.grain = Grain::kDay, form.part = p->code, form.last = j + 1;
    return form;
  }
  if (const std::uint32_t k = weekday(j, form.weekday)) {
    form.kind = TimeKind::kWeekday, form.grain = Grain::kDay, form.last = k;
    return with_part(form);
  }
  if (const std::uint32_t k = month(j, form.month)) {
    form.kind = TimeKind::kCalendar, form.grain = Grain::kMonth, form.last = k;
    if (const std::uint32_t l = day_number(k, form.day)) form.grain = Grain::kDay, form.last = l;
    return form;
  }
  if (const TimeEntry* s = as(j, TimeWord::kSeason)) {
    form.kind = TimeKind::kCalendar, form.grain = Grain::kSeason,
    form.season = static_cast<std::uint8_t>(s->value), form.last = j + 1;
    return form;
  }
  return {};
}

TimeForm TimeMatcher::anchored(std::uint32_t i) const {
  std::uint32_t j = i;
  const bool the = word(j, "the");
  TimeForm form = form_of(TimeKind::kAnchored, 0);
  if (word(the ? j + 1 : j, "year") && at(the ? j + 2 : j + 1).is('-') &&
      word(the ? j + 3 : j + 2, "earlier")) {
    j = the ? j + 4 : j + 3;
    if (as(j, TimeWord::kOrdinal) && word(joint(j + 1), "quarter")) {
      TimeForm quarterly = quarter(j);
      quarterly.year_said = true, quarterly.year_shift = -1;
      return quarterly;
    }
    if (word(j, "period") || word(j, "quarter") || word(j, "month"))
      ++j;
    else if (the)
      return {};
    form.count = -1, form.grain = Grain::kNone,
    form.last = j;  // the anchor's own grain, a year back
    return form;
  }
  if (the && word(j + 1, "same")) {
    j += 2;
    const TimeEntry* u = as(j, TimeWord::kUnit);
    if (!u && !word(j, "period")) return {};
    if (u && (is_clock_unit(u->value) || plural(j))) return {};
    form.grain = u ? grain_of(u->value) : Grain::kNone;
    form.last = j + 1;
    const std::uint32_t k = word(j + 1, "of") ? j + 2 : j + 1;
    if ((word(k, "a") && word(k + 1, "year") && as(k + 2, TimeWord::kAgo)))
      form.count = -1, form.grain = Grain::kNone, form.last = k + 3;
    else if (word(k, "last") && word(k + 1, "year"))
      form.count = -1, form.grain = Grain::kNone, form.last = k + 2;
    else if (word(k, "the") && word(k + 1, "previous") && word(k + 2, "year"))
      form.count = -1, form.grain = Grain::kNone, form.last = k + 3;
    else if (!u)
      return {};
    return form;
  }
  if (!the) return {};
  if (word(j + 1, "weekend")) {
    form.kind = TimeKind::kShift, form.grain = Grain::kWeekend, form.last = j + 2;
    return form;
  }
  if (word(j + 1, "day") && i > 0 && as(i - 1, TimeWord::kDayFrame) && !as(j + 2, TimeWord::kAgo)) {
    form.grain = Grain::kDay, form.last = j + 2;  // "ended the day", "later in the day"
    return form;
  }
  if (word(j + 1, "quarter") && !word(j + 2, "of") && !word(j + 2, "century") &&
      !at(j + 2).is('-') && !word(j + 2, "final") && !word(j + 2, "finals")) {
    form.grain = Grain::kQuarter, form.last = j + 2;
    if (word(j + 2, "a") && word(j + 3, "year") && as(j + 4, TimeWord::kAgo))
      form.count = -1, form.grain = Grain::kNone, form.last = j + 5;
    return form;
  }
  if (word(j + 1, "year") && i > 0 && (word(i - 1, "for") || word(i - 1, "during")) &&
      !possessive(j + 2) && !word(j + 2, "of")) {
    form.kind = TimeKind::kShift, form.grain = Grain::kYear, form.last = j + 2;
    return form;
  }
  return {};
}

TimeForm TimeMatcher::year_end(std::uint32_t i) const {
  if (!word(i, "year")) return {};
  std::uint32_t j = possessive(i + 1) ? i + 2 : joint(i + 1);
  if (!word(j, "end")) return {};
  TimeForm form = form_of(TimeKind::kShift, j + 1);
  form.grain = Grain::kYear;
  return form;
}

TimeForm TimeMatcher::reference(std::uint32_t i) const {
  TimeForm form = form_of(TimeKind::kReference, i + 1);
  if (as(i, TimeWord::kPresentRef))
    form.code = "PRESENT_REF";
  else if (as(i, TimeWord::kPastRef))
    form.code = "PAST_REF";
  else if (as(i, TimeWord::kFutureRef))
    form.code = "FUTURE_REF";
  else if (as(i, TimeWord::kPresentAdjective) && !as(i + 1, TimeWord::kUnit) &&
           !as(i + 1, TimeWord::kSeason))
    form.code = "PRESENT_REF";
  else if (as(i, TimeWord::kPastAdjective)) {
    form.code = "PAST_REF";
    if (as(i + 1, TimeWord::kUnit))
      form.last = word(i + 2, "and") && as(i + 3, TimeWord::kUnit) ? i + 4 : i + 2;
  } else if (word(i, "the")) {
    const std::uint32_t j =
        word(i + 1, "near") || word(i + 1, "distant") || word(i + 1, "foreseeable") ? i + 2 : i + 1;
    if (word(j, "future") && !as(j + 1, TimeWord::kUnit))
      form.code = "FUTURE_REF", form.last = j + 1;
    else if (word(i + 1, "past") && !as(i + 2, TimeWord::kUnit) && i > 0 &&
             (word(i - 1, "in") || word(i - 1, "of")))
      form.code = "PAST_REF", form.last = i + 2;
    else if ((word(i + 1, "near") || word(i + 1, "short") || word(i + 1, "long")) &&
             word(joint(i + 2), "term"))
      form.code = "FUTURE_REF", form.last = joint(i + 2) + 1;
    else if (word(i + 1, "moment") && i > 0 && word(i - 1, "at"))
      form.code = "PRESENT_REF", form.last = i + 2;
    else
      return {};
  } else {
    return {};
  }
  return form;
}

TimeForm TimeMatcher::holiday(std::uint32_t i) const {
  if (!at(i).capital || !as(i, TimeWord::kHolidayStart)) return {};
  std::string name;  // short enough for the string's own buffer, mostly
  TimeForm form;
  for (std::uint32_t j = i; j < i + 4 && j < atoms_.size() && at(j).kind == AtomKind::kWord; ++j) {
    if (j > i && !possessive(j)) name += ' ';
    if (possessive(j))
      name += "'s";
    else
      append_lower(name, page_.substr(at(j).begin, at(j).end - at(j).begin));
    for (const TimeEntry& entry : words_.find(name))
      if (entry.word == TimeWord::kHoliday) form = holiday_of(entry.value, j + 1);
  }
  return form;
}

TimeForm TimeMatcher::holiday_of(std::int32_t value, std::uint32_t last) const {
  TimeForm form = form_of(TimeKind::kCalendar, last);
  const std::int32_t day = value < 0 ? -value : value;
  form.month = static_cast<std::uint8_t>(day / 100),
  form.day = static_cast<std::uint8_t>(day % 100);
  form.grain = Grain::kDay;
  if (value < 0)
    form.weekday = form.month == 11 ? 3 : 0;  // Thanksgiving is a Thursday, the others Mondays
  form.last = its_year(last, form, false);
  return form;
}

TimeForm TimeMatcher::edged(std::uint32_t i) const {
  std::uint32_t j = word(i, "the") ? i + 1 : i;
  if (word(j, "very")) ++j;
  if (!as(j, TimeWord::kEdge)) return {};
  const bool noun = word(j, "end") || word(j, "beginning") || word(j, "start") || word(j, "middle");
  const bool comparative = word(j, "earlier") || word(j, "later");
  if (noun && !word(j + 1, "of")) return {};
  if (!noun && j > i && !word(j, "late") && !word(j, "early") && !word(j, "mid")) return {};
  const std::uint32_t k = noun ? j + 2 : joint(j + 1);
  TimeForm form = core(k);
  if (form.kind == TimeKind::kNone && noun && word(k, "the") &&
      (word(k + 1, "year") || word(k + 1, "month") || word(k + 1, "week"))) {
    form = form_of(TimeKind::kShift, k + 2);
    form.grain = grain_of(as(k + 1, TimeWord::kUnit)->value);
  }
  const bool deictic_day =
      form.kind == TimeKind::kShift && (form.grain == Grain::kDay || form.lean == TimeLean::kHere);
  if (comparative && !deictic_day) return {};
  if (form.kind != TimeKind::kCalendar && form.kind != TimeKind::kShift &&
      form.kind != TimeKind::kWeekday)
    return {};
  if (form.kind == TimeKind::kWeekday && (noun || !form.part.empty()))
    return noun ? TimeForm() : form;
  return form;
}

TimeForm TimeMatcher::core(std::uint32_t i) const {
  TimeForm best;
  const auto take = [&](const TimeForm& form) {
    if (form.kind != TimeKind::kNone && form.last > best.last) best = form;
  };
  const TimeAtom& a = at(i);
  if (a.kind == AtomKind::kMark) {
    if (a.is('\'')) take(decade(i));
    return best;
  }
  if (a.kind == AtomKind::kNumber) {
    take(numeric(i)), take(time_of_day(i)), take(day_first(i)), take(decade(i)), take(century(i)),
        take(counted(i)), take(year_alone(i));
    return best;
  }
  const bool the = word(i, "the");
  if (a.entries.empty() && !the && !word(i, "its") && !word(i, "their") && !word(i, "fiscal") &&
      !word(i, "q") && !word(i, "at") && !word(i, "up") && !word(i, "more") && !word(i, "less") &&
      !word(i, "these") && !word(i, "those"))
    return best;
  take(month_first(i)), take(named_day(i)), take(day_word(i)), take(deictic(i)), take(anchored(i)),
      take(counted(i));
  take(bare_units(i)), take(set(i)), take(quarter(i)), take(season(i)), take(fiscal(i)),
      take(century(i)), take(reference(i));
  take(holiday(i)), take(time_of_day(i)), take(year_end(i));
  if (the) take(day_first(i)), take(decade(i));
  return best;
}

TimeForm match_time(std::string_view page, const TimeWords& words,
                    const std::vector<TimeAtom>& atoms, std::uint32_t at) {
  return TimeMatcher(page, words, atoms).match(at);
}

}  // namespace entente
