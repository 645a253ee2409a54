// The calendar arithmetic behind TIMEX3 values: points of a given grain, shifting them, and writing
// them (TimeML 1.2.1 annotation guidelines, section 2.1; ISO 8601 weeks).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "entente/base/date.h"

namespace entente {

// How fine a point is.
enum class Grain : std::uint8_t {
  kNone,
  kDay,
  kWeekend,
  kWeek,
  kMonth,
  kQuarter,
  kHalf,
  kSeason,
  kYear,
  kDecade,
  kCentury
};

// A stretch of the calendar: the grain and the day on which it begins.
struct TimePoint {
  Grain grain = Grain::kNone;
  Day day = 0;
  bool operator==(const TimePoint&) const = default;
};

// The stretch of that grain that holds `day`. Years 1 to 9999 alone; outside of them: grain kNone.
// A season is that of the north: winter begins in December and bears the year of its December.
TimePoint point_at(Grain grain, Day day);
// The stretch `count` further on (back if negative); |count| up to 100,000; kNone where the
// calendar ends.
TimePoint shift(TimePoint point, std::int64_t count);
// Weekday `weekday` (0 is Monday) nearest to `from`: at or before it, or at or after it.
Day weekday_before(Day from, int weekday, bool strictly);
Day weekday_after(Day from, int weekday, bool strictly);

// "2022-02-16", "2022-W07", "2022-W07-WE", "2022-02", "2022-Q1", "2022-H1", "2022-SU", "2022",
// "202", "20"; "" for kNone.
std::string format_point(TimePoint point);

// "P3D", "PT16H", "P2.5Y", "PXY"; an amount below 0 is X. `code` is the unit's code in
// data/en/time.tsv ("10Y": P20Y for two decades); `clock`: hours, minutes, seconds take the T.
std::string format_duration(double amount, std::string_view code, bool clock);

}  // namespace entente
