// A period in whole months and the days that are left, so that what is counted by month already
// need not be counted again. Private to store/.
#pragma once

#include <optional>

#include "entente/base/date.h"

namespace entente {

struct MapPeriod {
  Day since, until;            // both days are in
  Day months_from, months_to;  // first day of the first whole month, first day after the last
  bool has_rest = false;       // days of the period are in no whole month
};

// A bound that is not given is the earliest or the latest day.
MapPeriod map_period(std::optional<Day> since, std::optional<Day> until);

}  // namespace entente
