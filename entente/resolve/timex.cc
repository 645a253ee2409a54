// From an expression to its value: fields are filled from the day of publication, leaning back or
// ahead by the clause.
//
// "Monday" is the Monday just past, the day itself counted, unless its clause looks ahead ("will
// meet", "until"). "November" is the nearest November behind a past verb, before a verb to come,
// and otherwise the one nearest in time, a past one preferred. "A year earlier" counts from the
// time last spoken of, "a year ago" from publication but at the anchor's grain when that is a
// quarter: in reports of firms the one means the other (TimeBank, wsj_0292).
//
// Tested by timex_test.cc.
#include "entente/resolve/timex.h"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace entente {
namespace {

constexpr std::uint32_t kQuarterReach =
    3;  // sentences for which "a year ago" means the same quarter of last year
constexpr int kMaxClimb = 12;       // heads climbed in search of the clause's verb
constexpr std::uint32_t kNear = 9;  // words looked through where there is no tree

std::string two_digits(int value) {
  return {static_cast<char>('0' + value / 10 % 10), static_cast<char>('0' + value % 10)};
}

// "T14:30", "TMO", ""; Z for UTC.
std::string clock_suffix(const TimeForm& form) {
  if (form.hour >= 0)
    return "T" + two_digits(form.hour) + ":" + two_digits(form.minute) + (form.utc ? "Z" : "");
  return form.part.empty() ? "" : "T" + std::string(form.part);
}

// The day on which a moving feast falls in `year`: the fourth Thursday, the first or last Monday.
std::uint8_t feast_day(const TimeForm& form, std::int32_t year) {
  if (form.weekday < 0) return form.day;
  if (form.month == 5)
    return static_cast<std::uint8_t>(to_civil(weekday_before(to_day({year, 5, 31}), 0, false)).day);
  const Day first = weekday_after(to_day({year, form.month, 1}), form.weekday, false);
  return static_cast<std::uint8_t>(to_civil(first).day + (form.month == 11 ? 21 : 0));
}

// The stretch that the fields name in `year`.
TimePoint calendar_point(const TimeForm& form, std::int32_t year) {
  if (year < 1 || year > 9999) return {};
  if (form.grain == Grain::kDay) {
    const std::uint8_t day = feast_day(form, year);
    if (day > days_in_month(year, form.month)) return {};
    return point_at(Grain::kDay, to_day({year, form.month, day}));
  }
  std::uint8_t month = form.month ? form.month : 1;
  if (form.quarter) month = static_cast<std::uint8_t>(form.quarter * 3 - 2);
  if (form.half) month = static_cast<std::uint8_t>(form.half * 6 - 5);
  if (form.season) month = static_cast<std::uint8_t>(form.season == 4 ? 12 : form.season * 3);
  return point_at(form.grain, to_day({year, month, 1}));
}

// The year of a date that does not say it.
TimePoint guess_year(const TimeForm& form, const TimeContext& context) {
  const Day published = *context.published;
  const std::int32_t year = to_civil(published).year;
  const TimePoint here = calendar_point(form, year), before = calendar_point(form, year - 1),
                  after = calendar_point(form, year + 1);
  const TimePoint now = point_at(form.grain, published);
  if (form.lean == TimeLean::kHere) return here;
  if (form.lean == TimeLean::kBack) return here.day < now.day ? here : before;  // "last November"
  if (form.lean == TimeLean::kAhead) return here.day > now.day ? here : after;
  // The clause's tense is a weight, no more: "said that the trial opens on Jan. 14".
  const double ahead = context.lean == TimeLean::kBack    ? 3
                       : context.lean == TimeLean::kAhead ? 0.3
                                                          : 1.5;
  TimePoint best;
  double least = 1e9;
  for (const TimePoint& point : {before, here, after}) {
    if (point.grain == Grain::kNone) continue;
    const double days = point.day - now.day;
    const double cost = days > 0 ? days * ahead : -days;
    if (cost < least) least = cost, best = point;
  }
  return best;
}

TimeMeaning meaning(TimePoint point, const TimeForm& form) {
  const std::string suffix = point.grain == Grain::kDay ? clock_suffix(form) : "";
  return {suffix.empty() ? TimexType::kDate : TimexType::kTime, format_point(point) + suffix,
          point};
}

// Without a day of publication: what is known, the rest X.
TimeMeaning undated(const TimeForm& form) {
  std::string value = "XXXX-XX-XX";
  if (form.kind == TimeKind::kWeekday)
    value = "XXXX-WXX-" + std::to_string(form.weekday + 1);
  else if (form.kind == TimeKind::kCalendar && form.month)
    value = "XXXX-" + two_digits(form.month) +
            (form.grain == Grain::kDay ? "-" + two_digits(form.day) : "");
  else if (form.kind == TimeKind::kCalendar && form.quarter)
    value = "XXXX-Q" + std::to_string(form.quarter);
  else if (form.kind == TimeKind::kCalendar && form.season)
    value =
        std::string("XXXX-") + std::array<const char*, 5>{"", "SP", "SU", "FA", "WI"}[form.season];
  else if (form.kind == TimeKind::kCalendar && form.half)
    value = "XXXX-H" + std::to_string(form.half);
  else if (form.kind == TimeKind::kShift || form.kind == TimeKind::kAnchored)
    value = form.lean == TimeLean::kBack || form.count < 0 ? "PAST_REF"
            : form.count > 0                               ? "FUTURE_REF"
                                                           : "PRESENT_REF";
  const std::string suffix = value.front() == 'X' ? clock_suffix(form) : "";
  return {suffix.empty() ? TimexType::kDate : TimexType::kTime, value + suffix, {}};
}

TimeMeaning resolve_set(const TimeForm& form) {
  std::string value;
  if (form.weekday >= 0)
    value = "XXXX-WXX-" + std::to_string(form.weekday + 1) + clock_suffix(form);
  else if (form.season)
    value =
        std::string("XXXX-") + std::array<const char*, 5>{"", "SP", "SU", "FA", "WI"}[form.season];
  else if (form.month)
    value = "XXXX-" + two_digits(form.month);
  else if (!form.part.empty())
    value = "XXXX-XX-XXT" + std::string(form.part);
  else if (form.amount != 0)
    value = format_duration(form.amount, form.code, form.clock);
  else
    value = form.code;
  return {TimexType::kSet, value, {}};
}

TimeMeaning resolve_calendar(const TimeForm& form, const TimeContext& context) {
  if (form.year) return meaning(calendar_point(form, form.year), form);
  if (!context.published) return undated(form);
  if (form.year_said)
    return meaning(calendar_point(form, to_civil(*context.published).year + form.year_shift), form);
  return meaning(guess_year(form, context), form);
}

TimeMeaning resolve_weekday(const TimeForm& form, const TimeContext& context) {
  if (!context.published) return undated(form);
  const Day published = *context.published;
  const bool worded =
      form.lean != TimeLean::kOpen && form.lean != TimeLean::kHere;  // "last Monday" is never today
  const TimeLean lean = worded ? form.lean : context.lean;
  const Day day = lean == TimeLean::kAhead ? weekday_after(published, form.weekday, worded)
                                           : weekday_before(published, form.weekday, worded);
  return meaning(point_at(Grain::kDay, day), form);
}

bool quarter_near(const TimeContext& context) {
  return context.quarter.grain != Grain::kNone &&
         context.sentence - context.quarter_sentence <= kQuarterReach;
}

TimeMeaning resolve_shift(const TimeForm& form, const TimeContext& context) {
  if (!context.published) return undated(form);
  // "the weekend" told of on a weekday is the one before
  if (form.grain == Grain::kWeekend && form.lean == TimeLean::kOpen &&
      context.lean != TimeLean::kAhead && weekday(*context.published) < 5)
    return meaning(shift(point_at(Grain::kWeekend, *context.published), -1), form);
  // "a year ago" beside a quarter or a month is that quarter or month of last year
  if (form.grain == Grain::kYear && form.lean == TimeLean::kBack && form.count == -1 &&
      form.last - form.first == 3 && quarter_near(context)) {
    return meaning(shift(context.quarter, -4), form);
  }
  return meaning(shift(point_at(form.grain, *context.published), form.count), form);
}

TimeMeaning resolve_anchored(const TimeForm& form, const TimeContext& context) {
  TimePoint anchor = context.anchor;
  if (form.grain == Grain::kQuarter && context.quarter.grain != Grain::kNone)
    anchor = context.quarter;
  if (form.grain == Grain::kDay && context.day.grain != Grain::kNone) anchor = context.day;
  if (form.count == -1 && (form.grain == Grain::kNone || form.grain == Grain::kYear) &&
      quarter_near(context))
    anchor = context.quarter;
  if (anchor.grain == Grain::kNone && context.published)
    anchor = point_at(form.grain == Grain::kNone ? Grain::kYear : form.grain, *context.published);
  if (anchor.grain == Grain::kNone) return undated(form);
  const bool year_back =
      form.grain == Grain::kNone || (form.grain == Grain::kYear && form.count == -1);
  if (year_back && anchor.grain == Grain::kQuarter) return meaning(shift(anchor, -4), form);
  if (year_back && anchor.grain == Grain::kMonth && form.grain == Grain::kNone)
    return meaning(shift(anchor, -12), form);
  if (form.grain == Grain::kNone)
    return meaning(shift(point_at(Grain::kYear, anchor.day), form.count), form);
  return meaning(shift(point_at(form.grain, anchor.day), form.count), form);
}

TimeMeaning resolve_clock(const TimeForm& form, const TimeContext& context) {
  const TimePoint day = context.anchor.grain == Grain::kDay ? context.anchor
                        : context.published ? point_at(Grain::kDay, *context.published)
                                            : TimePoint();
  if (day.grain == Grain::kNone) return {TimexType::kTime, "XXXX-XX-XX" + clock_suffix(form), {}};
  return {TimexType::kTime, format_point(day) + clock_suffix(form), day};
}

// What later expressions are held against. "A year earlier" compares: the talk does not move there.
void remember(const TimeForm& form, TimePoint point, std::uint32_t sentence, TimeContext& context) {
  const bool compares = (form.kind == TimeKind::kAnchored && form.count != 0) ||
                        (form.kind == TimeKind::kShift && form.lean == TimeLean::kBack) ||
                        (form.kind == TimeKind::kCalendar && form.year_said && form.year_shift < 0);
  if (point.grain == Grain::kNone || compares) return;
  context.anchor = point;
  if (point.grain == Grain::kDay) context.day = point;
  if (point.grain == Grain::kQuarter) context.quarter = point, context.quarter_sentence = sentence;
}

// --- which way a clause leans ---

bool is_verb(const Analysis& a, std::uint32_t t) {
  return a.tokens.upos[t] == Upos::kVerb || a.tokens.upos[t] == Upos::kAux;
}

bool has_tree(const Analysis& a, const Sentence& s) {
  for (std::uint32_t t = s.first; t < s.last; ++t)
    if (a.tokens.head[t] != kNoToken) return true;
  return false;
}

TimeLean lean_of_verb(const Analysis& a, std::uint32_t verb, const TimeWords& words) {
  bool past = a.has_feat(verb, "Tense", "Past");
  bool infinitive = false;
  for (const std::uint32_t child : children(a, verb)) {
    if (a.tokens.deprel[child] == Deprel::kAux || a.tokens.deprel[child] == Deprel::kCop) {
      const std::string_view form = a.lower(child);
      if (form == "will" || form == "'ll" || form == "shall" || form == "wo" ||
          (form == "would" &&
           !a.has_feat(verb, "Tense", "Past")))  // "said he would visit on Monday"
        return TimeLean::kAhead;
      past = past || a.has_feat(child, "Tense", "Past");
    }
    if (a.tokens.deprel[child] == Deprel::kMark && a.lower(child) == "to") infinitive = true;
  }
  if (infinitive) {
    // "is expected to arrive Monday", "invited him to come in June"
    const std::uint32_t above = a.tokens.head[verb];
    if (above == kNoToken) return TimeLean::kAhead;
    for (const TimeEntry& entry : words.find(a.lower(above)))
      if (entry.word == TimeWord::kSurfaceFuture || entry.word == TimeWord::kWish)
        return TimeLean::kAhead;
    return TimeLean::kOpen;
  }
  return past ? TimeLean::kBack : TimeLean::kOpen;
}

TimeLean lean_by_tree(const Analysis& a, std::uint32_t token, const TimeWords& words) {
  std::uint32_t t = token;
  for (int step = 0; step < kMaxClimb && t != kNoToken; ++step, t = a.tokens.head[t]) {
    if (!is_verb(a, t)) continue;
    const TimeLean lean = lean_of_verb(a, t, words);
    if (lean != TimeLean::kOpen) return lean;
  }
  return TimeLean::kOpen;
}

TimeLean lean_of_atom(std::string_view page, const TimeAtom& atom) {
  if (atom.kind != AtomKind::kWord) return TimeLean::kOpen;
  if (atom.as(TimeWord::kSurfaceFuture)) return TimeLean::kAhead;
  if (atom.as(TimeWord::kSurfacePast)) return TimeLean::kBack;
  const std::string_view text = page.substr(atom.begin, atom.end - atom.begin);
  return text.size() > 3 && text.ends_with("ed") ? TimeLean::kBack : TimeLean::kOpen;
}

// The nearest word before, then after, that has a tense on its face.
TimeLean lean_by_words(std::string_view page, const std::vector<TimeAtom>& atoms,
                       const TimeForm& form) {
  for (std::uint32_t back = 1; back <= kNear && back <= form.first; ++back) {
    const TimeLean lean = lean_of_atom(page, atoms[form.first - back]);
    if (lean == TimeLean::kOpen) continue;
    const bool to_be = back < form.first && atoms[form.first - back - 1].as(
                                                TimeWord::kToBe);  // "will be held", "to be held"
    return to_be ? TimeLean::kAhead : lean;
  }
  for (std::uint32_t i = form.last; i < form.last + kNear && i < atoms.size(); ++i)
    if (const TimeLean lean = lean_of_atom(page, atoms[i]); lean != TimeLean::kOpen) return lean;
  return TimeLean::kOpen;
}

TimeLean clause_lean(std::string_view page, const Analysis& a, bool tree,
                     const std::vector<TimeAtom>& atoms, const TimeForm& form,
                     const TimeWords& words) {
  // "until Monday", "starting Friday", "due Nov. 1" look ahead whatever the verb
  if (form.first > 0 && atoms[form.first - 1].as(TimeWord::kForward)) {
    const TimeAtom& before = atoms[form.first - 1];
    const std::string_view word = page.substr(before.begin, before.end - before.begin);
    if (word != "before" && word != "from" && word != "through") return TimeLean::kAhead;
  }
  if (tree) return lean_by_tree(a, atoms[form.first].token, words);
  return lean_by_words(page, atoms, form);
}

}  // namespace

TimeMeaning resolve_time(const TimeForm& form, const TimeContext& context) {
  switch (form.kind) {
    case TimeKind::kNone:
      return {};
    case TimeKind::kCalendar:
      return resolve_calendar(form, context);
    case TimeKind::kWeekday:
      return resolve_weekday(form, context);
    case TimeKind::kShift:
      return resolve_shift(form, context);
    case TimeKind::kAnchored:
      return resolve_anchored(form, context);
    case TimeKind::kDuration:
      return {TimexType::kDuration, format_duration(form.amount, form.code, form.clock), {}};
    case TimeKind::kSet:
      return resolve_set(form);
    case TimeKind::kReference:
      return {TimexType::kDate, std::string(form.code), {}};
    case TimeKind::kClock:
      return resolve_clock(form, context);
  }
  return {};
}

Result<TimeFinder> TimeFinder::open(const Lexicons& lexicons, std::string_view lang) {
  ENTENTE_TRY(TimeWords words, TimeWords::open(lexicons, std::string(lang) + ".time"));
  return TimeFinder(std::move(words));
}

void TimeFinder::find(const Document& document, const Analysis& analysis, TimeScratch& scratch,
                      Resolution& out, Trace* trace) const {
  out.times.clear();
  TimeContext context;
  context.published = document.date;
  const std::string_view page = document.page();
  for (std::uint32_t s = 0; s < analysis.sentences.size(); ++s) {
    const Sentence& sentence = analysis.sentences[s];
    cut_time_atoms(page, analysis.tokens, sentence.first, sentence.last, words_, scratch.lower,
                   scratch.atoms);
    const bool tree = has_tree(analysis, sentence);
    context.sentence = s;
    for (std::uint32_t i = 0; i < scratch.atoms.size();) {
      const TimeForm form = match_time(page, words_, scratch.atoms, i);
      if (form.kind == TimeKind::kNone || form.last <= i) {
        ++i;
        continue;
      }
      i = form.last;
      context.lean = clause_lean(page, analysis, tree, scratch.atoms, form, words_);
      TimeMeaning found = resolve_time(form, context);
      if (found.value.empty()) continue;
      remember(form, found.point, s, context);
      const TimeAtom &first = scratch.atoms[form.first], &last = scratch.atoms[form.last - 1];
      if (trace)
        trace->lines.push_back(
            {"resolve", s,
             "time \"" + std::string(page.substr(first.begin, last.end - first.begin)) + "\" -> " +
                 std::string(to_string(found.type)) + " " + found.value});
      out.times.push_back({{first.begin, last.end},
                           first.token,
                           last.token + 1,
                           found.type,
                           std::move(found.value)});
    }
  }
}

}  // namespace entente
