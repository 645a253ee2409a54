// Tables to an image, by any schema: compile_lexicons() with the schema handed in, for tests.
// Private to lexicon/.
#pragma once

#include <span>
#include <string>

#include "entente/lexicon/lexicon.h"
#include "entente/lexicon/schema.h"

namespace entente::lexicon_detail {

CompileOutcome compile_tables(std::span<const TableSchema> schemas, const std::string& data_dir,
                              std::span<const std::string> extra_dirs);

}  // namespace entente::lexicon_detail
