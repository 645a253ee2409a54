// A request's target, taken apart (RFC 3986): path and parameters, percent-decoded, checked.
// Private to serve/.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "entente/base/result.h"

namespace entente {

inline constexpr std::size_t kMaxTargetBytes = 8192, kMaxParameters = 32;

struct Target {
  std::string path;                                             // decoded: "/api/v1/pairs/RUS/VEN"
  std::vector<std::pair<std::string, std::string>> parameters;  // in their order; `+` is a blank

  // The value of the only parameter of that name.
  std::optional<std::string_view> find(std::string_view name) const;
};

// kBadInput: not an absolute path, a broken percent code, a name twice, text that is not UTF-8 or
// holds control characters. kLimit: longer than kMaxTargetBytes, more than kMaxParameters. Linear.
Result<Target> parse_target(std::string_view target);

// The reverse for one piece: all but letters, digits and -._~ as percent codes.
std::string percent_encode(std::string_view text);

}  // namespace entente
