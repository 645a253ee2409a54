// The grammar of times, by hand: one small function a kind of expression, each tried at the same
// atom, the longest answer kept.
//
// A chart or a list of patterns would do the same with more machinery; TimeBank's expressions have
// at most a dozen words and nest once ("the third quarter of last year"), so each function looks
// ahead a bounded number of atoms and the whole is linear. Spans follow TimeBank: articles belong
// ("the third quarter"), prepositions do not, "early" and "the end of" do.
//
// Longer than a file should be: the expressions call one another (a clock time takes a day, a
// quarter a year), so that they are one class.
//
// Tested by timex_test.cc.
#include "entente/resolve/timex_grammar.h"

#include <algorithm>
#include <array>
#include <string>

#include "entente/base/unicode.h"

namespace entente {
namespace {

constexpr std::int32_t kUnitNight = 5, kUnitWeekend = 6, kUnitQuarter = 10, kUnitSecond = 1;

Grain grain_of(std::int32_t unit) {
  constexpr std::array<Grain, 14> kGrains = {
      Grain::kNone,    Grain::kNone,    Grain::kNone,   Grain::kNone,   Grain::kDay,
      Grain::kDay,     Grain::kWeekend, Grain::kWeek,   Grain::kWeek,   Grain::kMonth,
      Grain::kQuarter, Grain::kYear,    Grain::kDecade, Grain::kCentury};
  return unit >= 0 && unit < 14 ? kGrains[static_cast<std::size_t>(unit)] : Grain::kNone;
}
bool is_clock_unit(std::int32_t unit) { return unit >= 1 && unit <= 3; }

char lower_ascii(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

class Matcher {
 public:
  Matcher(std::string_view page, const TimeWords& words, const std::vector<TimeAtom>& atoms)
      : page_(page), words_(words), atoms_(atoms) {}

  TimeForm match(std::uint32_t i) {
    TimeForm best;
    for (TimeForm form : {edged(i), core(i)})
      if (form.kind != TimeKind::kNone && form.last > best.last) best = form;
    if (best.kind != TimeKind::kNone) best.first = i;
    return best;
  }

 private:
  // --- atoms ---
  const TimeAtom& at(std::uint32_t i) const {
    static const TimeAtom kEnd;
    return i < atoms_.size() ? atoms_[i] : kEnd;
  }
  const TimeEntry* as(std::uint32_t i, TimeWord word) const { return at(i).as(word); }
  bool word(std::uint32_t i, std::string_view text) const {
    const TimeAtom& atom = at(i);
    if (atom.end - atom.begin != text.size()) return false;
    for (std::size_t k = 0; k < text.size(); ++k)
      if (lower_ascii(page_[atom.begin + k]) != text[k]) return false;
    return true;
  }
  bool attached(std::uint32_t i) const { return i < atoms_.size() && !atoms_[i].space_before; }
  // Past a hyphen that joins two words.
  std::uint32_t joint(std::uint32_t i) const {
    return at(i).is('-') && i + 1 < atoms_.size() ? i + 1 : i;
  }
  bool possessive(std::uint32_t i) const {
    return at(i).kind == AtomKind::kWord &&
           (word(i, "'s") || (at(i).end - at(i).begin == 4 && page_[at(i).end - 1] == 's' &&
                              page_[at(i).begin] == '\xE2'));
  }
  bool plural(std::uint32_t i) const {
    return at(i).end > at(i).begin && lower_ascii(page_[at(i).end - 1]) == 's';
  }

  static TimeForm form_of(TimeKind kind, std::uint32_t last) {
    TimeForm form;
    form.kind = kind;
    form.last = last;
    return form;
  }

  // --- numbers ---
  struct Number {
    std::uint32_t last = 0;  // 0: none
    double amount = 0;
    bool article = false;
  };
  // Is atom `i` the "000" of "12,000"?
  bool thousands(std::uint32_t i) const {
    return i >= 2 && at(i).digits == 3 && attached(i) && at(i - 1).is(',') && attached(i - 1) &&
           at(i - 2).kind == AtomKind::kNumber;
  }
  Number number(std::uint32_t i) const {
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

  // --- names of days and months ---
  std::uint32_t month(std::uint32_t i, std::uint8_t& out) const {
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

  std::uint32_t weekday(std::uint32_t i, std::int8_t& out) const {
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
  bool plural_weekday(std::uint32_t i) const { return plural(i) && as(i, TimeWord::kWeekday); }

  // A four-digit year that stands where a year may.
  bool year(std::uint32_t i, std::int32_t& out) const {
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
  // "1994" alone: is it a year?
  bool year_in_context(std::uint32_t i, std::int32_t& out) const {
    if (!year(i, out) || out < 1300) return false;
    const TimeAtom& next = at(i + 1);
    if (i > 0) {
      const TimeAtom& before = at(i - 1);
      if (before.is('$') || before.is('#') ||
          (before.kind == AtomKind::kMark && before.mark == '\0'))
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

  // "of 1989", ", 1989", " 1989", "of last year", "last year": the year of a month, a quarter or a
  // season.
  std::uint32_t its_year(std::uint32_t i, TimeForm& form, bool comma) const {
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

  // --- explicit dates ---
  std::uint32_t day_number(std::uint32_t i, std::uint8_t& out) const {
    const TimeAtom& a = at(i);
    if (a.kind != AtomKind::kNumber || a.digits > 2 || a.number < 1 || a.number > 31) return 0;
    if (at(i + 1).is(':') && attached(i + 1)) return 0;
    if (at(i + 1).is('%') || (at(i + 1).is('.') && attached(i + 1) && attached(i + 2) &&
                              at(i + 2).kind == AtomKind::kNumber))
      return 0;
    if ((at(i + 1).is(',')) && attached(i + 1) && attached(i + 2) && at(i + 2).digits == 3)
      return 0;
    out = static_cast<std::uint8_t>(a.number);
    const bool suffix = attached(i + 1) && (word(i + 1, "st") || word(i + 1, "nd") ||
                                            word(i + 1, "rd") || word(i + 1, "th"));
    return suffix ? i + 2 : i + 1;
  }

  TimeForm month_first(std::uint32_t i) const {  // "February 16, 2022", "February 2022", "February"
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

  TimeForm day_first(std::uint32_t i) const {  // "16 February 2022", "the 16th of February"
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

  TimeForm calendar(std::int32_t y, std::int32_t m, std::int32_t d, std::uint32_t last) const {
    if (m < 1 || m > 12 || d < 1 || y < 1 || d > days_in_month(y, m)) return {};
    TimeForm form = form_of(TimeKind::kCalendar, last);
    form.year = y, form.year_said = true;
    form.month = static_cast<std::uint8_t>(m), form.day = static_cast<std::uint8_t>(d);
    form.grain = Grain::kDay;
    return form;
  }

  TimeForm numeric(std::uint32_t i) const {  // 2022-02-16, 7/8/07 (month first), 16.2.2022, 9/11
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
  // "2022-02-16T14:30"
  TimeForm with_clock(TimeForm form) const {
    if (form.kind == TimeKind::kNone || !word(form.last, "t") || !attached(form.last)) return form;
    const TimeForm time = clock_digits(form.last + 1);
    if (time.kind == TimeKind::kNone) return form;
    form.hour = time.hour, form.minute = time.minute, form.utc = time.utc, form.last = time.last;
    return form;
  }

  TimeForm year_alone(std::uint32_t i) const {
    std::int32_t y = 0;
    if (!year_in_context(i, y)) return {};
    TimeForm form = form_of(TimeKind::kCalendar, i + 1);
    form.year = y, form.year_said = true, form.grain = Grain::kYear;
    return form;
  }

  TimeForm fiscal(std::uint32_t i) const {  // "fiscal 1990", "fiscal year 1990", "the fiscal year"
    if (!word(i, "fiscal")) return {};
    const std::uint32_t j = word(i + 1, "year") ? i + 2 : i + 1;
    std::int32_t y = 0;
    if (!year(j, y)) return {};
    TimeForm form = form_of(TimeKind::kCalendar, j + 1);
    form.year = y, form.year_said = true, form.grain = Grain::kYear;
    return form;
  }

  TimeForm decade(std::uint32_t i) const {  // "1990s", "the 1990s", "'80s", "the 70s"
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

  TimeForm century(std::uint32_t i) const {  // "the 20th century"
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

  // --- quarters, halves, seasons ---
  TimeForm quarter(std::uint32_t i) const {
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

  TimeForm season(std::uint32_t i) const {
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

  // --- deictic expressions ---
  TimeForm day_word(std::uint32_t i) const {  // "today", "yesterday morning", "tonight"
    const TimeEntry* d = as(i, TimeWord::kDayWord);
    if (!d) return {};
    TimeForm form = form_of(TimeKind::kShift, i + 1);
    form.grain = Grain::kDay, form.count = d->value, form.part = d->code;
    return with_part(form);
  }

  TimeForm with_part(TimeForm form) const {  // "Monday evening", "yesterday at noon" is left in two
    const TimeEntry* p = as(form.last, TimeWord::kPart);
    if (!p || !form.part.empty() || form.hour >= 0 || at(form.last).is('-')) return form;
    if (p->value > 4) return form;
    form.part = p->code;
    ++form.last;
    return form;
  }

  TimeForm named_day(std::uint32_t i) const {  // "Monday", "Friday, Oct. 13", "Monday evening"
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

  // "last week", "this year", "the next two months", "the past decade", "last Monday", "this
  // morning", "last November".
  TimeForm deictic(std::uint32_t i) const {
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
      if ((word(k, "to") || word(k, "or")) && number(k + 1).last)
        k = number(k + 1).last, amount = -1;
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
      form.kind = TimeKind::kShift, form.grain = Grain::kDay, form.part = p->code,
      form.last = j + 1;
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

  // "the same month", "the same period a year earlier", "the quarter", "the year-earlier quarter",
  // "that day", "the weekend".
  TimeForm anchored(std::uint32_t i) const {
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
    if (word(j + 1, "day") && i > 0 && as(i - 1, TimeWord::kDayFrame) &&
        !as(j + 2, TimeWord::kAgo)) {
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

  TimeForm year_end(std::uint32_t i) const {  // "year end", "year-end", "year's end"
    if (!word(i, "year")) return {};
    std::uint32_t j = possessive(i + 1) ? i + 2 : joint(i + 1);
    if (!word(j, "end")) return {};
    TimeForm form = form_of(TimeKind::kShift, j + 1);
    form.grain = Grain::kYear;
    return form;
  }

  // --- durations, "ago" ---
  TimeForm duration_of(const TimeEntry& unit, double amount, std::uint32_t last) const {
    TimeForm form = form_of(TimeKind::kDuration, last);
    form.amount = amount;
    form.code =
        unit.code == "NI" || unit.code == "WE" ? (unit.code == "NI" ? "D" : "WE") : unit.code;
    form.clock = is_clock_unit(unit.value);
    return form;
  }

  TimeForm ago(const TimeEntry& unit, double amount, std::uint32_t last, bool publication) const {
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

  TimeForm counted(std::uint32_t i) const {  // "two weeks", "a year ago", "27-year", "almost two
                                             // and a half years", "over an hour"
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
      if (a->value < 0 || n.article || amount >= 1)
        return ago(*unit, amount, last + 1, a->value < 0);
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
  // "15 a year", "$3 an hour", "twice a week"
  bool is_rate(std::uint32_t i) const {
    if (i == 0) return false;
    const TimeAtom& before = at(i - 1);
    return before.kind == AtomKind::kNumber || before.is('%') || before.as(TimeWord::kNumber) ||
           word(i - 1, "percent") || word(i - 1, "times") || word(i - 1, "once") ||
           word(i - 1, "twice") || word(i - 1, "million") || word(i - 1, "billion") ||
           word(i - 1, "dollars") || word(i - 1, "days") || word(i - 1, "hours") ||
           word(i - 1, "cents");
  }

  TimeForm bare_units(std::uint32_t i)
      const {  // "for years", "decades-long", "years ago", "the weeks ahead", "over the years"
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

  // --- sets ---
  TimeForm set(std::uint32_t i) const {
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

  // --- times of day ---
  std::uint32_t half_day(std::uint32_t i, bool& afternoon) const {  // "a.m.", "pm"
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

  TimeForm clock_digits(std::uint32_t i) const {  // "16:08 UTC", "3 p.m.", "8:30 a.m. EST"
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

  TimeForm time_of_day(std::uint32_t i) const {
    TimeForm form = clock_digits(i);
    if (form.kind == TimeKind::kNone) {
      const bool the = word(i, "the");
      const TimeEntry* p = as(the ? i + 1 : i, TimeWord::kPart);
      if (!p) return {};
      if (p->value <= 4 && !(the && i > 0 && (word(i - 1, "in") || word(i - 1, "during"))))
        return {};
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

  // --- the rest ---
  TimeForm reference(std::uint32_t i) const {
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
          word(i + 1, "near") || word(i + 1, "distant") || word(i + 1, "foreseeable") ? i + 2
                                                                                      : i + 1;
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

  TimeForm holiday(std::uint32_t i) const {
    if (!at(i).capital || !as(i, TimeWord::kHolidayStart)) return {};
    std::string name;  // short enough for the string's own buffer, mostly
    TimeForm form;
    for (std::uint32_t j = i; j < i + 4 && j < atoms_.size() && at(j).kind == AtomKind::kWord;
         ++j) {
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
  TimeForm holiday_of(std::int32_t value, std::uint32_t last) const {
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

  // "early September", "the end of this week", "mid-1990s", "the beginning of 2009", "earlier
  // today".
  TimeForm edged(std::uint32_t i) const {
    std::uint32_t j = word(i, "the") ? i + 1 : i;
    if (word(j, "very")) ++j;
    if (!as(j, TimeWord::kEdge)) return {};
    const bool noun =
        word(j, "end") || word(j, "beginning") || word(j, "start") || word(j, "middle");
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
    const bool deictic_day = form.kind == TimeKind::kShift &&
                             (form.grain == Grain::kDay || form.lean == TimeLean::kHere);
    if (comparative && !deictic_day) return {};
    if (form.kind != TimeKind::kCalendar && form.kind != TimeKind::kShift &&
        form.kind != TimeKind::kWeekday)
      return {};
    if (form.kind == TimeKind::kWeekday && (noun || !form.part.empty()))
      return noun ? TimeForm() : form;
    return form;
  }

  TimeForm core(std::uint32_t i) const {
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
    take(month_first(i)), take(named_day(i)), take(day_word(i)), take(deictic(i)),
        take(anchored(i)), take(counted(i));
    take(bare_units(i)), take(set(i)), take(quarter(i)), take(season(i)), take(fiscal(i)),
        take(century(i)), take(reference(i));
    take(holiday(i)), take(time_of_day(i)), take(year_end(i));
    if (the) take(day_first(i)), take(decade(i));
    return best;
  }

  std::string_view page_;
  const TimeWords& words_;
  const std::vector<TimeAtom>& atoms_;
};

}  // namespace

TimeForm match_time(std::string_view page, const TimeWords& words,
                    const std::vector<TimeAtom>& atoms, std::uint32_t at) {
  return Matcher(page, words, atoms).match(at);
}

}  // namespace entente
