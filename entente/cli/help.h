// Help, the man page and completions, all made from the tables of flags.h.
#pragma once

#include <string>
#include <string_view>

#include "entente/cli/flags.h"

namespace entente::cli {

std::string program_help();                               // the verbs, a line each
std::string verb_help(const VerbInfo& verb, bool whole);  // one screen, or all
std::string man_page();                                   // roff
std::string bash_completion();

}  // namespace entente::cli
