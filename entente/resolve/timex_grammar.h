// Expressions of time as English writes them: which atoms belong together and what they say, before
// anything is held against a calendar. The inventory follows the TimeML annotation guidelines 1.2.1
// (TIMEX3) as TimeBank and MEANTIME apply them.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "entente/resolve/timex_value.h"
#include "entente/resolve/timex_words.h"

namespace entente {

enum class TimeKind : std::uint8_t {
  kNone,
  kCalendar,  // fields of a calendar: "February 16", "16 Feb 2022", "2008", "the third quarter of
              // 1989", "summer"
  kWeekday,   // "Monday", "last Monday", "Monday evening"
  kShift,  // so many units of a grain from the day of publication: "today", "last week", "two years
           // ago", "this month"
  kAnchored,   // the same from the time last spoken of: "the same month", "a year earlier", "the
               // quarter"
  kDuration,   // "two weeks"
  kSet,        // "every Monday", "annual"
  kReference,  // PRESENT_REF, PAST_REF, FUTURE_REF
  kClock,      // a time of day without its day: "16:08 UTC", "the morning", "midnight"
};

// How an expression leans, where its own words say so.
enum class TimeLean : std::uint8_t { kOpen, kBack, kHere, kAhead };

struct TimeForm {
  TimeKind kind = TimeKind::kNone;
  std::uint32_t first = 0, last = 0;  // atoms [first, last)
  TimeLean lean = TimeLean::kOpen;
  // kCalendar
  std::int32_t year = 0;        // 0: not said
  std::int32_t year_shift = 0;  // "of last year": -1, with year_said
  bool year_said = false;
  std::uint8_t month = 0, day = 0, quarter = 0, half = 0, season = 0;
  Grain grain = Grain::kNone;  // of the point, or of the unit shifted
  // kWeekday: 0 is Monday
  std::int8_t weekday = -1;
  // kShift, kAnchored
  std::int32_t count = 0;
  // a part of the day ("MO") or a clock time, beside any day
  std::string_view part;
  std::int8_t hour = -1, minute = 0;
  bool utc = false;
  // kDuration: below 0 is X; kSet and kReference: `code` is the value itself, or the unit
  double amount = 0;
  std::string_view code;
  bool clock = false;
};

// The longest expression that begins with atom `at`; kNone: none does. Looks a bounded number of
// atoms ahead and one back.
TimeForm match_time(std::string_view page, const TimeWords& words,
                    const std::vector<TimeAtom>& atoms, std::uint32_t at);

}  // namespace entente
