// Rows that contradict each other: one name with two codes on one day (TableSchema::agree). Private
// to lexicon/.
#pragma once

#include <vector>

#include "entente/lexicon/table_file.h"

namespace entente::lexicon_detail {

// Within a layer a contradiction is an error that names both lines. Between layers the later one
// wins: the earlier row goes, or, where the key is a form, that form of it does. Also between the
// rows of a `dated` table. After check_unique(), before check_tables(). Linear, beside sorting each
// table's keys.
void check_agreement(const std::vector<TableFile>& files, TextTable& table, ErrorList& errors);

}  // namespace entente::lexicon_detail
