// The statements of answers_export.h. Private to store/.
#pragma once

#include "entente/store/answers_export.h"

namespace entente {

// A SELECT with the nine parameters of answers_export.cc, all in use.
const char* export_statement(ExportTable table);
extern const char* const kExportLosses;
// Sequence numbers of records, ascending: of every version ever kept the newest; of the documents
// published in the period; of those that tell an event chosen.
extern const char* const kExportVersions;
extern const char* const kExportPublished;
extern const char* const kExportTelling;

}  // namespace entente
