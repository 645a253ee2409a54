// The statements behind MapDatabase::ask(). Private to store/.
#pragma once

#include <string>
#include <vector>

#include "entente/store/answers_map.h"

namespace entente {

// A list's statement, and the values bound to its parameters.
struct MapStatement {
  std::string sql;
  std::vector<std::string> values;
};
MapStatement map_statement(MapList list, const MapFilter& filter);

// segment, begin_byte of the document whose id has the hash $1 and is $2.
inline constexpr const char* kPlaceOfDocument =
    "SELECT segment, begin_byte FROM documents WHERE id_key = CAST($1 AS UBIGINT) AND id = $2";

}  // namespace entente
