// The folder of a database and its FORMAT file. Private to store/.
#pragma once

#include <string>

#include "entente/base/result.h"

namespace entente {

// Raised when an older program could not read the folder any more; what it takes to read the
// numbers before it stays in check_format(), so that nobody's database is lost by a new version.
inline constexpr int kFormatVersion = 1;

// kNotFound: no database and nothing in the way of making one. kStore: another folder, a file, or
// of a newer version. kIo.
Status check_format(const std::string& folder);

Status make_database_folder(const std::string& folder);
Status write_format(const std::string& folder);

}  // namespace entente
