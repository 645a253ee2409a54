// The statements of answers_export.h. Private to store/.
#pragma once

#include "entente/store/answers_export.h"

namespace entente {

// A SELECT with the nine parameters of answers_export.cc, all in use.
const char* export_statement(ExportTable table);
extern const char* const kExportLosses;

}  // namespace entente
