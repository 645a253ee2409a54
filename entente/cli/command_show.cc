// entente show, explain, query and rebuild: what asks.
#include "entente/cli/commands.h"
#include "entente/cli/terminal.h"

namespace entente::cli {

int run_show(const Options&) { return kExitFailed; }
int run_explain(const Options&) { return kExitFailed; }
int run_query(const Options&) { return kExitFailed; }
int run_rebuild(const Options&) { return kExitFailed; }

}  // namespace entente::cli
