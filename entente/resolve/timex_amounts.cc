// How long, how often, at what hour: durations, sets, times of day.
//
// Tested by timex_test.cc.
#include <algorithm>
#include <string>

#include "entente/base/unicode.h"
#include "entente/resolve/timex_matcher.h"

namespace entente {

TimeForm TimeMatcher::duration_of(const TimeEntry& unit, double amount, std::uint32_t last) const {
  TimeForm form = form_of(TimeKind::kDuration, last);
  form.amount = amount;
  form.code = unit.code == "NI" || unit.code == "WE" ? (unit.code == "NI" ? "D" : "WE") : unit.code;
  form.clock = is_clock_unit(unit.value);
  return form;
}

TimeForm TimeMatcher::ago(const TimeEntry& unit, double amount, std::uint32_t last,
                          bool publication) const {
  if (amount < 0 || is_clock_unit(unit.value)) {
    TimeForm form = form_of(TimeKind::kReference, last);
    form.code = "PAST_REF";
    return form;
  }
  TimeForm form = form_of(publication ? TimeKind::kShift : TimeKind::kAnchored, last);
  form.grain = grain_of(unit.value);
  form.lean = TimeLean::kBack;
  form.count = -static_cast<std::int32_t>(std::min(amount, 99999.0));
  if (unit.value == 8) form.count *= 2;  // fortnights
  return form;
}

TimeForm TimeMatcher::counted(std::uint32_t i) const {
  std::uint32_t j = i;
  const bool qualified = as(j, TimeWord::kQualifier) != nullptr;
  if (qualified)
    ++j;
  else if ((word(j, "more") || word(j, "less") || word(j, "fewer")) && word(j + 1, "than"))
    j += 2;
  else if (word(j, "at") && (word(j + 1, "least") || word(j + 1, "most")))
    j += 2;
  else if (word(j, "up") && word(j + 1, "to"))
    j += 2;
  const bool opened = j > i;
  if (opened && word(j, "the") && as(j + 1, TimeWord::kDeictic)) {
    if (qualified && (word(i, "over") || word(i, "around")))
      return {};  // "over the past months": how long, not how much
    const TimeForm inner = deictic(j);
    return inner.kind == TimeKind::kDuration ? inner : TimeForm();
  }
  const std::uint32_t the = j;
  if (word(j, "the")) ++j;
  bool ordered = false;
  if (j > the && (as(j, TimeWord::kOrdinal) || word(j, "latest"))) ordered = true, ++j;
  Number n = number(j);
  if (!n.last || (n.article && j > the)) return {};
  std::uint32_t k = n.last;
  if ((word(k, "to") || word(k, "or")) && number(k + 1).last && !number(k + 1).article &&
      at(k + 1).kind == at(j).kind) {
    const Number second = number(k + 1);
    if (as(joint(second.last), TimeWord::kUnit)) n.amount = -1, k = second.last;
  }
  if (word(k, "full") || word(k, "long") || word(k, "straight") || word(k, "consecutive")) ++k;
  const std::uint32_t u = joint(k);
  const TimeEntry* unit = as(u, TimeWord::kUnit);
  if (!unit) return {};
  const bool hyphened = u > k;
  if (hyphened && n.article) return {};
  if (n.article && (unit->value == kUnitSecond || unit->value == kUnitQuarter || plural(u) ||
                    unit->value == kUnitNight || unit->value == kUnitWeekend))
    return {};
  if (unit->value == kUnitQuarter && !plural(u) && n.amount != 1) return {};
  if (j > the && !ordered && !plural(u)) return {};
  std::uint32_t last = u + 1;
  double amount = n.amount;
  if (word(last, "and") && word(last + 1, "a") && as(last + 2, TimeWord::kHalf))
    amount += amount < 0 ? 0 : 0.5, last += 3;
  if (word(joint(last), "old") || (word(last, "of") && word(last + 1, "age"))) return {};
  if (word(last, "or") && word(last + 1, "so")) last += 2;
  if (const TimeEntry* a = as(last, TimeWord::kAgo); a && !hyphened) {
    if (a->value < 0 || n.article || amount >= 1) return ago(*unit, amount, last + 1, a->value < 0);
  }
  if (n.article && is_rate(i)) {
    TimeForm form = form_of(TimeKind::kSet, last);
    form.code = unit->code, form.amount = 1, form.clock = is_clock_unit(unit->value);
    return form;
  }
  if (n.article && (word(last, "of") || possessive(last) || word(last, "when") ||
                    word(last, "that") || word(last, "in")))
    return {};
  return duration_of(*unit, amount, last);
}

bool TimeMatcher::is_rate(std::uint32_t i) const {
  if (i == 0) return false;
  const TimeAtom& before = at(i - 1);
  return before.kind == AtomKind::kNumber || before.is('%') || before.as(TimeWord::kNumber) ||
         word(i - 1, "percent") || word(i - 1, "times") || word(i - 1, "once") ||
         word(i - 1, "twice") || word(i - 1, "million") || word(i - 1, "billion") ||
         word(i - 1, "dollars") || word(i - 1, "days") || word(i - 1, "hours") ||
         word(i - 1, "cents");
}

TimeForm TimeMatcher::bare_units(std::uint32_t i) const {
  std::uint32_t j = word(i, "the") ? i + 1 : i;
  const TimeEntry* unit = as(j, TimeWord::kUnit);
  if (!unit || !plural(j) || unit->value == kUnitQuarter || unit->value == kUnitNight ||
      word(j, "seconds"))
    return {};
  if (i > 0 && at(i - 1).kind == AtomKind::kNumber) return {};  // a number too long to be one
  if (as(j + 1, TimeWord::kAgo) && as(j + 1, TimeWord::kAgo)->value < 0)
    return ago(*unit, -1, j + 2, true);
  if (at(j + 1).is('-') && word(j + 2, "long")) return duration_of(*unit, -1, j + 3);
  if (word(j + 1, "ahead") || (j > i && word(j + 1, "to") && word(j + 2, "come")))
    return duration_of(*unit, -1, word(j + 1, "ahead") ? j + 2 : j + 3);
  const bool led = i > 0 && (word(i - 1, "for") || word(i - 1, "in") || word(i - 1, "within") ||
                             word(i - 1, "over"));
  if (!led || (word(i - 1, "in") && j > i)) return {};
  return duration_of(*unit, -1, j + 1);
}

TimeForm TimeMatcher::set(std::uint32_t i) const {
  TimeForm form = form_of(TimeKind::kSet, i + 1);
  if (const TimeEntry* s = as(i, TimeWord::kSetWord)) {
    form.code = s->code;
    return form;
  }
  if (plural_weekday(i) && at(i).capital) {
    form.weekday = static_cast<std::int8_t>(as(i, TimeWord::kWeekday)->value);
    return with_part(form);
  }
  if (!as(i, TimeWord::kEach)) return {};
  std::uint32_t j = i + 1;
  form.amount = 1;
  if (word(j, "other"))
    form.amount = 2, ++j;
  else if (const Number n = number(j); n.last && !n.article && word(i, "every"))
    form.amount = n.amount, j = n.last;
  if (const TimeEntry* u = as(j, TimeWord::kUnit)) {
    form.code = u->value == kUnitNight ? "D" : u->code;
    form.clock = is_clock_unit(u->value);
    form.last = j + 1;
    return form;
  }
  if (const std::uint32_t k = weekday(j, form.weekday)) {
    form.last = k;
    return with_part(form);
  }
  if (const TimeEntry* p = as(j, TimeWord::kPart); p && p->value <= 4) {
    form.code = "D", form.part = p->code, form.last = j + 1;
    return form;
  }
  if (const TimeEntry* s = as(j, TimeWord::kSeason); s && !word(i, "per")) {
    form.season = static_cast<std::uint8_t>(s->value), form.last = j + 1;
    return form;
  }
  if (const std::uint32_t k = month(j, form.month)) {
    form.last = k;
    return form;
  }
  return {};
}

std::uint32_t TimeMatcher::half_day(std::uint32_t i, bool& afternoon) const {
  if (word(i, "am") || word(i, "pm")) {
    afternoon = word(i, "pm");
    return i + 1;
  }
  if (!(word(i, "a") || word(i, "p")) || !at(i + 1).is('.') || !word(i + 2, "m") ||
      !attached(i + 2))
    return 0;
  afternoon = word(i, "p");
  return at(i + 3).is('.') && attached(i + 3) ? i + 4 : i + 3;
}

TimeForm TimeMatcher::clock_digits(std::uint32_t i) const {
  const TimeAtom& a = at(i);
  if (a.kind != AtomKind::kNumber || a.digits > 2 || a.number > 24) return {};
  TimeForm form = form_of(TimeKind::kClock, i + 1);
  form.hour = static_cast<std::int8_t>(a.number);
  bool minutes = false;
  const bool dotted = at(i + 1).is('.') && at(i + 2).digits == 2;
  if ((at(i + 1).is(':') || dotted) && attached(i + 1) && attached(i + 2) &&
      at(i + 2).kind == AtomKind::kNumber && at(i + 2).digits == 2 && at(i + 2).number < 60) {
    form.minute = static_cast<std::int8_t>(at(i + 2).number);
    form.last = i + 3;
    minutes = !dotted;
    if (at(i + 3).is(':') && attached(i + 3) && at(i + 4).digits == 2) form.last = i + 5;
  }
  bool afternoon = false, halved = false;
  if (const std::uint32_t j = half_day(form.last, afternoon); j && form.hour <= 12) {
    if (word(form.last, "a") && !at(form.last + 1).is('.')) return {};
    form.hour = static_cast<std::int8_t>(form.hour % 12 + (afternoon ? 12 : 0));
    form.last = j, halved = true;
  } else if (word(form.last, "o") && word(form.last + 1, "'clock")) {
    form.last += 2, halved = true;
  } else if (word(form.last, "in") && word(form.last + 1, "the") &&
             as(form.last + 2, TimeWord::kPart) && form.hour <= 12 && form.hour > 0 && !minutes &&
             i > 0 && (word(i - 1, "at") || word(i - 1, "by") || word(i - 1, "until"))) {
    const std::int32_t part = as(form.last + 2, TimeWord::kPart)->value;
    form.hour = static_cast<std::int8_t>(form.hour % 12 + (part == 2 || part == 3 ? 12 : 0));
    form.last += 3, halved = true;
  }
  if (!minutes && !halved) return {};
  if (const TimeEntry* z = as(form.last, TimeWord::kZone);
      z && (word(form.last, "utc") || word(form.last, "gmt") || word(form.last, "z") ||
            !at(form.last).entries.empty())) {
    form.utc = word(form.last, "utc") || word(form.last, "gmt") || word(form.last, "z");
    ++form.last;
  }
  return form;
}

TimeForm TimeMatcher::time_of_day(std::uint32_t i) const {
  TimeForm form = clock_digits(i);
  if (form.kind == TimeKind::kNone) {
    const bool the = word(i, "the");
    const TimeEntry* p = as(the ? i + 1 : i, TimeWord::kPart);
    if (!p) return {};
    if (p->value <= 4 && !(the && i > 0 && (word(i - 1, "in") || word(i - 1, "during")))) return {};
    form = form_of(TimeKind::kClock, (the ? i + 1 : i) + 1);
    form.part = p->code;
  }
  const std::uint32_t j = word(form.last, "on") ? form.last + 1 : form.last;
  for (TimeForm day : {named_day(j), month_first(j), day_first(j), day_word(j)}) {
    if (day.kind == TimeKind::kNone || !day.part.empty() ||
        (day.kind == TimeKind::kCalendar && !day.day))
      continue;
    if (j > form.last) continue;  // "at 5 p.m. on Monday" stays two
    day.hour = form.hour, day.minute = form.minute, day.utc = form.utc, day.part = form.part;
    return day;
  }
  return form;
}

}  // namespace entente
