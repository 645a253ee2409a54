// Tables of the store as JSON and as CSV. Private to serve/.
#pragma once

#include <cstddef>
#include <string>

#include "entente/store/store.h"

namespace entente {

// Appends the rows as a JSON array of objects, members in the columns' order, the last `hidden`
// columns left out. Numbers, truth values, lists as such; what is no JSON number (inf, nan) is
// null.
void append_json_rows(const Store::Table& table, std::size_t hidden, std::string& out);
// One row, as an object.
void append_json_row(const Store::Table& table, std::size_t row, std::size_t hidden,
                     std::string& out);

// RFC 4180 with a head line; a list is its elements parted by "; ". A cell of text that a
// spreadsheet would take for a formula (it begins with = + - @, a tab or a line end) has an
// apostrophe before it (OWASP, CSV injection); numbers stay as they are.
void append_csv(const Store::Table& table, std::size_t hidden, std::string& out);

}  // namespace entente
