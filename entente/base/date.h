// Days of the proleptic Gregorian calendar, after Howard Hinnant's "chrono-compatible low-level
// date algorithms".
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace entente {

// Days since 1970-01-01.
using Day = std::int32_t;
inline constexpr Day kDayMin = INT32_MIN;  // "since ever", "until ever" in tables
inline constexpr Day kDayMax = INT32_MAX;

struct CivilDate {
  std::int32_t year = 1970;
  std::uint8_t month = 1, day = 1;  // from 1
};

Day to_day(CivilDate date);
CivilDate to_civil(Day day);
int days_in_month(std::int32_t year, int month);
inline int weekday(Day day) { return (day % 7 + 10) % 7; }  // 0 is Monday

// "2022-02-16", years 0000 to 9999 alone; anything else, a 30 February too, is nothing.
std::optional<Day> parse_day(std::string_view text);
std::string format_day(Day day);

}  // namespace entente
