// Tested by answers_map_test.cc.
#include "entente/store/map_period.h"

#include <algorithm>

namespace entente {
namespace {

Day first_of(std::int32_t year, int month) {
  return to_day({year, static_cast<std::uint8_t>(month), 1});
}
Day first_of_next(CivilDate date) {
  return date.month == 12 ? first_of(date.year + 1, 1) : first_of(date.year, date.month + 1);
}

}  // namespace

MapPeriod map_period(std::optional<Day> since, std::optional<Day> until) {
  const Day earliest = to_day({1, 1, 1}), latest = to_day({9999, 12, 31});
  MapPeriod period{};
  period.since = std::max(since.value_or(earliest), earliest);
  period.until = std::min(until.value_or(latest), latest);
  const CivilDate from = to_civil(period.since), to = to_civil(period.until);
  period.months_from = from.day == 1 ? period.since : std::min(first_of_next(from), latest);
  const bool to_end = period.until == latest || to.day == days_in_month(to.year, to.month);
  period.months_to = period.until == latest ? latest
                     : to_end               ? period.until + 1
                                            : first_of(to.year, to.month);
  if (period.months_from >= period.months_to) period.months_from = period.months_to = period.since;
  const bool none = period.months_from == period.months_to;
  period.has_rest = period.since <= period.until && (none || from.day != 1 || !to_end);
  return period;
}

}  // namespace entente
