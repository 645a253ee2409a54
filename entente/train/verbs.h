// The verbs of entente-train that live in files of their own. Each gets the flags ("--config FILE"
// is {"config", "FILE"}) and returns the program's exit status.
#pragma once

#include <map>
#include <string>

namespace entente::train {

using Options = std::map<std::string, std::string>;

}  // namespace entente::train
