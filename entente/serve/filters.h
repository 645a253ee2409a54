// Parameters of a request to the filter of a question, each checked. Private to serve/.
#pragma once

#include <string>
#include <string_view>

#include "entente/base/result.h"
#include "entente/serve/target.h"
#include "entente/store/answers_map.h"

namespace entente {

// Fills a filter from the parameters of `target`; those that are not among `allowed` ("state with
// since ...") are refused by name. kBadInput: says which parameter, and what was expected.
Result<MapFilter> read_filter(const Target& target, std::string_view allowed, MapList list);

// The place after a row, as a parameter's value; opaque to clients. The last three columns of `row`
// are its place.
std::string write_cursor(const std::vector<std::optional<std::string>>& row);
// kBadInput: none of ours, or of another list.
Status read_cursor(std::string_view cursor, MapList list, MapFilter& filter);

// "17-0".
bool is_key(std::string_view key);

}  // namespace entente
