// Names and numbers of the calendar: years, months, days, quarters, seasons, decades.
//
// Tested by timex_test.cc.
#include <algorithm>
#include <string>

#include "entente/base/unicode.h"
#include "entente/resolve/timex_matcher.h"

namespace entente {

bool TimeMatcher::thousands(std::uint32_t i) const {
  return i >= 2 && at(i).digits == 3 && attached(i) && at(i - 1).is(',') && attached(i - 1) &&
         at(i - 2).kind == AtomKind::kNumber;
}

TimeMatcher::Number TimeMatcher::number(std::uint32_t i) const {
  if (at(i).kind == AtomKind::kNumber) {
    if (at(i).number < 0 || at(i).digits > 4 || thousands(i)) return {};
    if (thousands(i + 2) && at(i).digits <= 3) {  // 12,000
      const double amount = at(i).number * 1000.0 + at(i + 2).number;
      return thousands(i + 4) ? Number() : Number{i + 3, amount, false};
    }
    if (at(i + 1).is('.') && attached(i + 1) && attached(i + 2) &&
        at(i + 2).kind == AtomKind::kNumber && at(i + 2).digits == 1)
      return {i + 3, at(i).number + at(i + 2).number / 10.0, false};
    return {i + 1, static_cast<double>(at(i).number), false};
  }
  if (const TimeEntry* n = as(i, TimeWord::kNumber)) {
    double amount = n->value;
    std::uint32_t last = i + 1;
    const std::uint32_t next = joint(last);
    if (const TimeEntry* one = as(next, TimeWord::kNumber);
        one && amount >= 20 && amount < 100 && one->value < 10)
      amount += one->value, last = next + 1;
    if (word(last, "and") && word(last + 1, "a") && as(last + 2, TimeWord::kHalf))
      amount += 0.5, last += 3;
    return {last, amount, false};
  }
  if (as(i, TimeWord::kArticle)) {
    if (as(i + 1, TimeWord::kSome) && !word(i + 1, "many"))
      return {word(i + 2, "of") ? i + 3 : i + 2, -1, false};
    return {i + 1, 1, true};
  }
  if (as(i, TimeWord::kSome)) return {i + 1, -1, false};
  return {};
}

std::uint32_t TimeMatcher::month(std::uint32_t i, std::uint8_t& out) const {
  if (at(i).kind != AtomKind::kWord || !at(i).capital) return 0;
  if (const TimeEntry* m = as(i, TimeWord::kMonth)) {
    const bool doubtful = word(i, "may") || word(i, "march");
    if (doubtful && i == 0 && at(i + 1).kind != AtomKind::kNumber) return 0;
    out = static_cast<std::uint8_t>(m->value);
    return i + 1;
  }
  if (const TimeEntry* m = as(i, TimeWord::kMonthShort)) {
    const bool dot = at(i + 1).is('.') && attached(i + 1);
    const bool beside = at(i + 1).kind == AtomKind::kNumber ||
                        (i > 0 && at(i - 1).kind == AtomKind::kNumber && at(i - 1).digits <= 2);
    if (!dot && !beside) return 0;
    if (dot && at(i + 2).kind != AtomKind::kNumber && word(i, "mar")) return 0;
    out = static_cast<std::uint8_t>(m->value);
    return dot ? i + 2 : i + 1;
  }
  return 0;
}

std::uint32_t TimeMatcher::weekday(std::uint32_t i, std::int8_t& out) const {
  if (at(i).kind != AtomKind::kWord) return 0;
  if (const TimeEntry* d = as(i, TimeWord::kWeekday); d && !plural_weekday(i)) {
    out = static_cast<std::int8_t>(d->value);
    return i + 1;
  }
  const TimeEntry* d = as(i, TimeWord::kWeekdayShort);
  if (!d || !at(i).capital) return 0;
  const bool dot = at(i + 1).is('.') && attached(i + 1);
  std::uint8_t ignored = 0;
  if (!dot && !(at(i + 1).is(',') && month(i + 2, ignored)) && !month(i + 1, ignored)) return 0;
  if (dot && (word(i, "sun") || word(i, "sat")) && !month(i + 2, ignored) &&
      !(at(i + 2).is(',') && month(i + 3, ignored)))
    return 0;
  out = static_cast<std::int8_t>(d->value);
  return dot ? i + 2 : i + 1;
}

bool TimeMatcher::year(std::uint32_t i, std::int32_t& out) const {
  const TimeAtom& a = at(i);
  if (a.kind != AtomKind::kNumber || a.digits != 4 || a.number < 1000 || a.number > 2199)
    return false;
  if (at(i + 1).is(':') && attached(i + 1)) return false;
  if ((at(i + 1).is('.') || at(i + 1).is(',')) && attached(i + 1) && attached(i + 2) &&
      at(i + 2).kind == AtomKind::kNumber)
    return false;
  if (at(i + 1).is('%')) return false;
  out = a.number;
  return true;
}

bool TimeMatcher::year_in_context(std::uint32_t i, std::int32_t& out) const {
  if (!year(i, out) || out < 1300) return false;
  const TimeAtom& next = at(i + 1);
  if (i > 0) {
    const TimeAtom& before = at(i - 1);
    if (before.is('$') || before.is('#') || (before.kind == AtomKind::kMark && before.mark == '\0'))
      return false;
    if ((before.is('.') || before.is(':') || before.is('/')) && attached(i)) return false;
    if (before.kind == AtomKind::kNumber) return false;
  }
  if (attached(i + 1) && (next.kind == AtomKind::kWord && !possessive(i + 1))) return false;
  if (as(i + 1, TimeWord::kUnit)) return false;
  if (as(i + 1, TimeWord::kCountedNoun)) return false;
  if (out < 1700 || out > 2060) return i > 0 && (word(i - 1, "in") || word(i - 1, "since"));
  if (i == 0) return at(1).is(',') || at(1).is('-') || at(1).capital;
  if (as(i - 1, TimeWord::kYearContext) || at(i - 1).is('(') || at(i - 1).is(',') ||
      at(i - 1).is('-'))
    return true;
  if (next.kind == AtomKind::kMark && !next.is('-')) return true;
  return next.kind == AtomKind::kWord &&
         (possessive(i + 1) || word(i - 1, "the") || word(i - 1, "a") || word(i - 1, "his") ||
          word(i - 1, "its") || word(i - 1, "their") || possessive(i - 1) || next.capital);
}

std::uint32_t TimeMatcher::its_year(std::uint32_t i, TimeForm& form, bool comma) const {
  std::uint32_t j = i;
  if (comma && at(j).is(',')) ++j;
  if (std::int32_t y = 0; year(j, y) && at(j).space_before) {
    form.year = y, form.year_said = true;
    return j + 1;
  }
  j = word(i, "of") ? i + 1 : i;
  if (std::int32_t y = 0; j > i && year(j, y)) {
    form.year = y, form.year_said = true;
    return j + 1;
  }
  if (word(j, "the") && j > i && as(j + 1, TimeWord::kUnit) && word(j + 1, "year")) {
    form.year_said = true, form.year_shift = 0;
    return j + 2;
  }
  if (const TimeEntry* d = as(j, TimeWord::kDeictic);
      d && word(j + 1, "year") && (j > i || !word(j, "this"))) {
    form.year_said = true, form.year_shift = d->value;
    return j + 2;
  }
  if (word(i, "a") && word(i + 1, "year") && as(i + 2, TimeWord::kAgo)) {
    form.year_said = true, form.year_shift = -1;
    return i + 3;
  }
  return i;
}

std::uint32_t TimeMatcher::day_number(std::uint32_t i, std::uint8_t& out) const {
  const TimeAtom& a = at(i);
  if (a.kind != AtomKind::kNumber || a.digits > 2 || a.number < 1 || a.number > 31) return 0;
  if (at(i + 1).is(':') && attached(i + 1)) return 0;
  if (at(i + 1).is('%') || (at(i + 1).is('.') && attached(i + 1) && attached(i + 2) &&
                            at(i + 2).kind == AtomKind::kNumber))
    return 0;
  if ((at(i + 1).is(',')) && attached(i + 1) && attached(i + 2) && at(i + 2).digits == 3) return 0;
  out = static_cast<std::uint8_t>(a.number);
  const bool suffix = attached(i + 1) && (word(i + 1, "st") || word(i + 1, "nd") ||
                                          word(i + 1, "rd") || word(i + 1, "th"));
  return suffix ? i + 2 : i + 1;
}

TimeForm TimeMatcher::month_first(std::uint32_t i) const {
  TimeForm form;
  std::uint32_t j = month(i, form.month);
  if (!j) return {};
  form.kind = TimeKind::kCalendar;
  form.grain = Grain::kMonth;
  if (const std::uint32_t k = day_number(j, form.day);
      k && form.day <= days_in_month(2000, form.month)) {
    form.grain = Grain::kDay;
    j = k;
  } else {
    form.day = 0;
  }
  form.last = its_year(j, form, true);
  return form;
}

TimeForm TimeMatcher::day_first(std::uint32_t i) const {
  TimeForm form;
  std::uint32_t j = word(i, "the") ? i + 1 : i;
  j = day_number(j, form.day);
  if (!j) return {};
  if (word(j, "of")) ++j;
  j = month(joint(j), form.month);
  if (!j || form.day > days_in_month(2000, form.month)) return {};
  form.kind = TimeKind::kCalendar;
  form.grain = Grain::kDay;
  if (at(j).is('-')) ++j;
  std::int32_t y = 0;
  form.last = its_year(year(j, y) ? j : (at(j - 1).is('-') ? j - 1 : j), form, true);
  return form;
}

TimeForm TimeMatcher::calendar(std::int32_t y, std::int32_t m, std::int32_t d,
                               std::uint32_t last) const {
  if (m < 1 || m > 12 || d < 1 || y < 1 || d > days_in_month(y, m)) return {};
  TimeForm form = form_of(TimeKind::kCalendar, last);
  form.year = y, form.year_said = true;
  form.month = static_cast<std::uint8_t>(m), form.day = static_cast<std::uint8_t>(d);
  form.grain = Grain::kDay;
  return form;
}

TimeForm TimeMatcher::numeric(std::uint32_t i) const {
  const TimeAtom &a = at(i), &b = at(i + 2), &c = at(i + 4);
  const bool two = attached(i + 1) && attached(i + 2) && a.kind == AtomKind::kNumber &&
                   b.kind == AtomKind::kNumber && b.digits <= 2;
  if (!two || a.number < 0) return {};
  if (i > 0 && at(i - 1).kind == AtomKind::kMark && attached(i) && !at(i - 1).is('(') &&
      !at(i - 1).is('"'))
    return {};
  const bool three =
      attached(i + 3) && attached(i + 4) && c.kind == AtomKind::kNumber && c.number >= 0;
  const char mark = at(i + 1).mark;
  if (mark == '/' && !three)
    return a.number == 9 && b.number == 11 && !at(i + 3).is('/') ? calendar(2001, 9, 11, i + 3)
                                                                 : TimeForm();
  if (!three || at(i + 3).mark != mark) return {};
  if (mark == '-' && a.digits == 4 && c.digits == 2)
    return with_clock(calendar(a.number, b.number, c.number, i + 5));
  const std::int32_t y = c.digits == 4   ? c.number
                         : c.digits == 2 ? (c.number < 50 ? 2000 : 1900) + c.number
                                         : 0;
  if (mark == '/')
    return a.number > 12 ? calendar(y, b.number, a.number, i + 5)
                         : calendar(y, a.number, b.number, i + 5);
  return mark == '.' && c.digits == 4 ? calendar(y, b.number, a.number, i + 5) : TimeForm();
}

TimeForm TimeMatcher::with_clock(TimeForm form) const {
  if (form.kind == TimeKind::kNone || !word(form.last, "t") || !attached(form.last)) return form;
  const TimeForm time = clock_digits(form.last + 1);
  if (time.kind == TimeKind::kNone) return form;
  form.hour = time.hour, form.minute = time.minute, form.utc = time.utc, form.last = time.last;
  return form;
}

TimeForm TimeMatcher::year_alone(std::uint32_t i) const {
  std::int32_t y = 0;
  if (!year_in_context(i, y)) return {};
  TimeForm form = form_of(TimeKind::kCalendar, i + 1);
  form.year = y, form.year_said = true, form.grain = Grain::kYear;
  return form;
}

TimeForm TimeMatcher::fiscal(std::uint32_t i) const {
  if (!word(i, "fiscal")) return {};
  const std::uint32_t j = word(i + 1, "year") ? i + 2 : i + 1;
  std::int32_t y = 0;
  if (!year(j, y)) return {};
  TimeForm form = form_of(TimeKind::kCalendar, j + 1);
  form.year = y, form.year_said = true, form.grain = Grain::kYear;
  return form;
}

TimeForm TimeMatcher::decade(std::uint32_t i) const {
  std::uint32_t j = word(i, "the") ? i + 1 : i;
  if (at(j).is('\'')) ++j;
  const TimeAtom& a = at(j);
  if (a.kind != AtomKind::kNumber || a.number % 10 != 0 || (a.digits != 4 && a.digits != 2))
    return {};
  if (!attached(j + 1) || !(word(j + 1, "s") || possessive(j + 1))) return {};
  if (a.digits == 4 && (a.number < 1000 || a.number > 2190)) return {};
  if (a.digits == 2 && a.number < 20) return {};
  if (a.digits == 2 && i > 0 && as(i - 1, TimeWord::kOwner)) return {};  // "in his 30s"
  TimeForm form = form_of(TimeKind::kCalendar, j + 2);
  form.year = a.digits == 4 ? a.number : 1900 + a.number;
  form.year_said = true, form.grain = Grain::kDecade;
  return form;
}

TimeForm TimeMatcher::century(std::uint32_t i) const {
  const std::uint32_t j = word(i, "the") ? i + 1 : i;
  const TimeEntry* ordinal = as(j, TimeWord::kOrdinal);
  std::int32_t n = ordinal ? ordinal->value
                   : at(j).kind == AtomKind::kNumber && at(j).digits <= 2 && attached(j + 1)
                       ? at(j).number
                       : 0;
  std::uint32_t k = joint(ordinal ? j + 1 : j + 2);
  if (word(j, "twenty") && as(joint(j + 1), TimeWord::kOrdinal))
    n = 20 + as(joint(j + 1), TimeWord::kOrdinal)->value, k = joint(joint(j + 1) + 1);
  if (n < 1 || n > 30 || !word(k, "century")) return {};
  TimeForm form = form_of(TimeKind::kCalendar, k + 1);
  form.year = std::max((n - 1) * 100, 1), form.year_said = true, form.grain = Grain::kCentury;
  return form;
}

TimeForm TimeMatcher::quarter(std::uint32_t i) const {
  TimeForm form;
  std::uint32_t j = i;
  if (word(j, "the") || word(j, "its") || word(j, "their")) ++j;
  if (std::int32_t y = 0; j > i && year(j, y)) form.year = y, form.year_said = true, ++j;
  if (word(j, "fiscal")) j = joint(j + 1);
  if (word(j, "q") && at(j + 1).kind == AtomKind::kNumber && attached(j + 1) &&
      at(j + 1).number >= 1 && at(j + 1).number <= 4) {
    form.quarter = static_cast<std::uint8_t>(at(j + 1).number);
    j += 2;
  } else {
    const TimeEntry* ordinal = as(j, TimeWord::kOrdinal);
    if (!ordinal) return {};
    const std::uint32_t k = joint(j + 1);
    if (word(k, "quarter") && ordinal->value >= 1 && ordinal->value <= 4)
      form.quarter = static_cast<std::uint8_t>(ordinal->value);
    else if (as(k, TimeWord::kHalf) && word(k + 1, "of") &&
             (ordinal->value == 1 || ordinal->value == 2 || word(j, "final")))
      form.half = ordinal->value == 1 ? 1 : 2;
    else
      return {};
    j = k + 1;
  }
  form.kind = TimeKind::kCalendar;
  form.grain = form.quarter ? Grain::kQuarter : Grain::kHalf;
  form.last = form.year_said ? j : its_year(j, form, false);
  if (form.half && form.last == j) return {};  // "the first half of the game"
  return form;
}

TimeForm TimeMatcher::season(std::uint32_t i) const {
  const bool the = word(i, "the");
  const std::uint32_t j = the ? i + 1 : i;
  const TimeEntry* s = as(j, TimeWord::kSeason);
  if (!s) return {};
  TimeForm form;
  form.last = its_year(j + 1, form, false);
  const bool led = i > 0 && (as(i - 1, TimeWord::kYearContext) || as(i - 1, TimeWord::kEdge)) &&
                   !word(i - 1, "to") && !word(i - 1, "and") && !word(i - 1, "or") &&
                   !word(i - 1, "than") && !word(i - 1, "back");
  if (!form.year_said && !led && !the) return {};
  if ((word(j, "fall") || word(j, "spring")) && !form.year_said &&
      (word(j + 1, "of") || (the && !led)))
    return {};
  form.kind = TimeKind::kCalendar;
  form.season = static_cast<std::uint8_t>(s->value);
  form.grain = Grain::kSeason;
  return form;
}

}  // namespace entente
