// Calendar arithmetic. Days are base/date.h's; a grain's stretch is found by rounding down, shifted
// in its own unit, written by its rule.
//
// Tested by timex_test.cc.
#include "entente/resolve/timex_value.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace entente {
namespace {

constexpr std::int32_t kYearMin = 1, kYearMax = 9999;

bool in_calendar(std::int64_t year) { return year >= kYearMin && year <= kYearMax; }

TimePoint month_point(Grain grain, std::int64_t months) {  // months since year 0
  const std::int64_t year = months >= 0 ? months / 12 : -1;
  if (!in_calendar(year)) return {};
  return {grain,
          to_day({static_cast<std::int32_t>(year), static_cast<std::uint8_t>(months % 12 + 1), 1})};
}

int months_of(Grain grain) {
  switch (grain) {
    case Grain::kMonth:
      return 1;
    case Grain::kQuarter:
      return 3;
    case Grain::kSeason:
      return 12;  // last summer, next summer
    case Grain::kHalf:
      return 6;
    case Grain::kYear:
      return 12;
    case Grain::kDecade:
      return 120;
    case Grain::kCentury:
      return 1200;
    default:
      return 0;
  }
}

// `value` (not negative) in at least `width` digits.
std::string padded(std::int64_t value, std::size_t width) {
  const std::string digits = std::to_string(value);
  return digits.size() < width ? std::string(width - digits.size(), '0') + digits : digits;
}

// ISO 8601: the week belongs to the year of its Thursday.
std::string format_week(Day monday) {
  const CivilDate thursday = to_civil(monday + 3);
  const Day first = to_day({thursday.year, 1, 1});
  return padded(thursday.year, 4) + "-W" + padded((monday + 3 - first) / 7 + 1, 2);
}

}  // namespace

TimePoint point_at(Grain grain, Day day) {
  if (day < to_day({kYearMin, 1, 1}) || day > to_day({kYearMax, 12, 31})) return {};
  const CivilDate date = to_civil(day);
  const std::int64_t months = std::int64_t{date.year} * 12 + date.month - 1;
  switch (grain) {
    case Grain::kNone:
      return {};
    case Grain::kDay:
      return {grain, day};
    case Grain::kWeek:
    case Grain::kWeekend:
      return {grain, day - weekday(day)};
    case Grain::kMonth:
      return month_point(grain, months);
    case Grain::kQuarter:
      return month_point(grain, months - months % 3);
    case Grain::kHalf:
      return month_point(grain, months - months % 6);
    case Grain::kSeason:
      return month_point(grain, months - (months + 1) % 3);  // December, March, June, September
    case Grain::kYear:
      return month_point(grain, months - months % 12);
    case Grain::kDecade:
      return month_point(grain, std::max<std::int64_t>(months - months % 120, 12));
    case Grain::kCentury:
      return month_point(grain, std::max<std::int64_t>(months - months % 1200, 12));
  }
  return {};
}

TimePoint shift(TimePoint point, std::int64_t count) {
  if (point.grain == Grain::kNone || count < -100000 || count > 100000) return {};
  if (const int months = months_of(point.grain)) {
    const CivilDate date = to_civil(point.day);
    return month_point(point.grain, std::int64_t{date.year} * 12 + date.month - 1 + count * months);
  }
  return point_at(point.grain,
                  static_cast<Day>(point.day + count * (point.grain == Grain::kDay ? 1 : 7)));
}

Day weekday_before(Day from, int wanted, bool strictly) {
  const int back = (weekday(from) - wanted + 7) % 7;
  return from - (back == 0 && strictly ? 7 : back);
}

Day weekday_after(Day from, int wanted, bool strictly) {
  const int ahead = (wanted - weekday(from) + 7) % 7;
  return from + (ahead == 0 && strictly ? 7 : ahead);
}

std::string format_point(TimePoint point) {
  static constexpr std::array<std::string_view, 4> kSeasons = {"WI", "SP", "SU", "FA"};
  const CivilDate date = to_civil(point.day);
  switch (point.grain) {
    case Grain::kNone:
      return "";
    case Grain::kDay:
      return format_day(point.day);
    case Grain::kWeek:
      return format_week(point.day);
    case Grain::kWeekend:
      return format_week(point.day) + "-WE";
    case Grain::kMonth:
      return padded(date.year, 4) + "-" + padded(date.month, 2);
    case Grain::kQuarter:
      return padded(date.year, 4) + "-Q" + padded((date.month - 1) / 3 + 1, 1);
    case Grain::kHalf:
      return padded(date.year, 4) + "-H" + padded((date.month - 1) / 6 + 1, 1);
    case Grain::kSeason:
      return padded(date.year, 4) + "-" + std::string(kSeasons[date.month % 12 / 3]);
    case Grain::kYear:
      return padded(date.year, 4);
    case Grain::kDecade:
      return padded(date.year / 10, 3);
    case Grain::kCentury:
      return padded(date.year / 100, 2);
  }
  return "";
}

std::string format_duration(double amount, std::string_view code, bool clock) {
  std::string out = clock ? "PT" : "P";
  double times = 0;
  while (!code.empty() && code.front() >= '0' &&
         code.front() <= '9') {  // "10Y": ten of the smaller unit
    times = times * 10 + (code.front() - '0');
    code.remove_prefix(1);
  }
  if (times == 0) times = 1;
  if (amount < 0 || !(amount < 1e6))
    out += 'X';
  else if (amount * times == std::floor(amount * times))
    out += std::to_string(static_cast<std::int64_t>(amount * times));
  else {
    std::array<char, 32> digits;
    const auto [end, error] =
        std::to_chars(digits.data(), digits.data() + digits.size(), amount * times);
    out.append(digits.data(), error == std::errc() ? end : digits.data());
  }
  out += code;
  return out;
}

}  // namespace entente
