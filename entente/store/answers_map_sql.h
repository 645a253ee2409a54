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

}  // namespace entente
