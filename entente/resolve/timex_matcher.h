// The grammar of times (timex_grammar.h): a small function a kind of expression, in three files by
// what they read. timex_grammar.cc: words that point at a day, and which expression wins;
// timex_calendar.cc: names and numbers of the calendar; timex_amounts.cc: durations, sets, times of
// day. Private to resolve/.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "entente/resolve/timex_grammar.h"

namespace entente {

inline constexpr std::int32_t kUnitNight = 5, kUnitWeekend = 6, kUnitQuarter = 10, kUnitSecond = 1;

inline Grain grain_of(std::int32_t unit) {
  constexpr std::array<Grain, 14> kGrains = {
      Grain::kNone,    Grain::kNone,    Grain::kNone,   Grain::kNone,   Grain::kDay,
      Grain::kDay,     Grain::kWeekend, Grain::kWeek,   Grain::kWeek,   Grain::kMonth,
      Grain::kQuarter, Grain::kYear,    Grain::kDecade, Grain::kCentury};
  return unit >= 0 && unit < 14 ? kGrains[static_cast<std::size_t>(unit)] : Grain::kNone;
}
inline bool is_clock_unit(std::int32_t unit) { return unit >= 1 && unit <= 3; }

inline char lower_ascii(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

class TimeMatcher {
 public:
  TimeMatcher(std::string_view page, const TimeWords& words, const std::vector<TimeAtom>& atoms)
      : page_(page), words_(words), atoms_(atoms) {}

  TimeForm match(std::uint32_t i);

  // Each takes the atom at which it begins; the TimeForm says where it ends, kind kNone: it is
  // none.
  // --- atoms ---
  const TimeAtom& at(std::uint32_t i) const;
  const TimeEntry* as(std::uint32_t i, TimeWord word) const { return at(i).as(word); }
  bool word(std::uint32_t i, std::string_view text) const;
  bool attached(std::uint32_t i) const { return i < atoms_.size() && !atoms_[i].space_before; }
  // Past a hyphen that joins two words.
  std::uint32_t joint(std::uint32_t i) const;
  bool possessive(std::uint32_t i) const;
  bool plural(std::uint32_t i) const;

  static TimeForm form_of(TimeKind kind, std::uint32_t last);

  // --- numbers ---
  struct Number {
    std::uint32_t last = 0;  // 0: none
    double amount = 0;
    bool article = false;
  };
  // Is atom `i` the "000" of "12,000"?
  bool thousands(std::uint32_t i) const;
  Number number(std::uint32_t i) const;

  // --- names of days and months ---
  std::uint32_t month(std::uint32_t i, std::uint8_t& out) const;

  std::uint32_t weekday(std::uint32_t i, std::int8_t& out) const;
  bool plural_weekday(std::uint32_t i) const { return plural(i) && as(i, TimeWord::kWeekday); }

  // A four-digit year that stands where a year may.
  bool year(std::uint32_t i, std::int32_t& out) const;
  // "1994" alone: is it a year?
  bool year_in_context(std::uint32_t i, std::int32_t& out) const;

  // "of 1989", ", 1989", " 1989", "of last year", "last year": the year of a month, a quarter or a
  // season.
  std::uint32_t its_year(std::uint32_t i, TimeForm& form, bool comma) const;

  // --- explicit dates ---
  std::uint32_t day_number(std::uint32_t i, std::uint8_t& out) const;

  // "February 16, 2022", "February 2022", "February"
  TimeForm month_first(std::uint32_t i) const;

  // "16 February 2022", "the 16th of February"
  TimeForm day_first(std::uint32_t i) const;

  TimeForm calendar(std::int32_t y, std::int32_t m, std::int32_t d, std::uint32_t last) const;

  // 2022-02-16, 7/8/07 (month first), 16.2.2022, 9/11
  TimeForm numeric(std::uint32_t i) const;
  // "2022-02-16T14:30"
  TimeForm with_clock(TimeForm form) const;

  TimeForm year_alone(std::uint32_t i) const;

  // "fiscal 1990", "fiscal year 1990", "the fiscal year"
  TimeForm fiscal(std::uint32_t i) const;

  // "1990s", "the 1990s", "'80s", "the 70s"
  TimeForm decade(std::uint32_t i) const;

  // "the 20th century"
  TimeForm century(std::uint32_t i) const;

  // --- quarters, halves, seasons ---
  TimeForm quarter(std::uint32_t i) const;

  TimeForm season(std::uint32_t i) const;

  // --- deictic expressions ---
  // "today", "yesterday morning", "tonight"
  TimeForm day_word(std::uint32_t i) const;

  // "Monday evening", "yesterday at noon" is left in two
  TimeForm with_part(TimeForm form) const;

  // "Monday", "Friday, Oct. 13", "Monday evening"
  TimeForm named_day(std::uint32_t i) const;

  // "last week", "this year", "the next two months", "the past decade", "last Monday", "this
  // morning", "last November".
  TimeForm deictic(std::uint32_t i) const;

  // "the same month", "the same period a year earlier", "the quarter", "the year-earlier quarter",
  // "that day", "the weekend".
  TimeForm anchored(std::uint32_t i) const;

  // "year end", "year-end", "year's end"
  TimeForm year_end(std::uint32_t i) const;

  // --- durations, "ago" ---
  TimeForm duration_of(const TimeEntry& unit, double amount, std::uint32_t last) const;

  TimeForm ago(const TimeEntry& unit, double amount, std::uint32_t last, bool publication) const;

  // "two weeks", "a year ago", "27-year", "almost two
  // and a half years", "over an hour"
  TimeForm counted(std::uint32_t i) const;
  // "15 a year", "$3 an hour", "twice a week"
  bool is_rate(std::uint32_t i) const;

  // "for years", "decades-long", "years ago", "the weeks ahead", "over the years"
  TimeForm bare_units(std::uint32_t i) const;

  // --- sets ---
  TimeForm set(std::uint32_t i) const;

  // --- times of day ---
  // "a.m.", "pm"
  std::uint32_t half_day(std::uint32_t i, bool& afternoon) const;

  // "16:08 UTC", "3 p.m.", "8:30 a.m. EST"
  TimeForm clock_digits(std::uint32_t i) const;

  TimeForm time_of_day(std::uint32_t i) const;

  // --- the rest ---
  TimeForm reference(std::uint32_t i) const;

  TimeForm holiday(std::uint32_t i) const;
  TimeForm holiday_of(std::int32_t value, std::uint32_t last) const;

  // "early September", "the end of this week", "mid-1990s", "the beginning of 2009", "earlier
  // today".
  TimeForm edged(std::uint32_t i) const;

  TimeForm core(std::uint32_t i) const;

 private:
  std::string_view page_;
  const TimeWords& words_;
  const std::vector<TimeAtom>& atoms_;
};

}  // namespace entente
