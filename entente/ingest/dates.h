// Days as people and programs write them: "Tue, 19 Nov 2019 07:09 GMT", "Posted November 18, 2019",
// "2019-11-18T05:00Z", "18.11.2019", "11/18/19", "2019年11月18日", and months in a dozen languages.
#pragma once

#include <optional>
#include <string_view>

#include "entente/base/date.h"

namespace entente {

// The first day that `text` names in full, from 1900 to 2199. Of "11/12/2019" nobody knows which is
// the month: no day, unless the two are the same. Looks at the first 400 bytes; linear.
std::optional<Day> find_day(std::string_view text);

}  // namespace entente
