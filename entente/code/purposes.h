// What an act is meant for, as against what is told as done.
#pragma once

#include "entente/code/clauses.h"
#include "entente/code/frames.h"
#include "entente/record/analysis.h"

namespace entente {

// "In a bid to quell unrest": is `token` such a bid?
bool is_aim(const Analysis& analysis, std::uint32_t token);

// "An alliance built to oust A", "crossed the border to join B": nobody says that it was done. An
// envoy is in town to meet, a crowd comes to protest, a statement is issued to appeal; the first to
// do it did it, and an attempt counts. `to`: that word.
bool is_purpose(const Analysis& analysis, const Clauses& clauses, const Act& act, WordId to);

}  // namespace entente
