// The knowledge that the stages share, asked by name, and made with tables of a user's own. A door
// of pipeline/.
#pragma once

#include <string>
#include <vector>

#include "entente/lexicon/lexicon.h"
#include "entente/resolve/look_up.h"

namespace entente {

// The lexicon of `share_dir`: lexicon.img as it lies there; or, with `own_dirs`, the tables of
// `share_dir`/data and those of each of them, compiled in memory: later rows add, or win where they
// contradict (docs/formats/lexicon.md). Each bad line is added to `bad`.
Result<Lexicons> open_lexicons(const std::string& share_dir,
                               const std::vector<std::string>& own_dirs, std::vector<Error>& bad);

}  // namespace entente
