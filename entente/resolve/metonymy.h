// When a capital or a seat of power stands for its government ("Moscow warned", "ties with Tehran")
// and when it is only a place ("in Moscow", "from Moscow to Kyiv").
#pragma once

#include <string>

#include "entente/record/analysis.h"
#include "entente/resolve/knowledge.h"

namespace entente {

// Does the capital or seat whose head word is `token` stand for its government? `why`, if given,
// gains the words that decided. A bounded number of steps through the tree.
bool stands_for_government(const Knowledge& knowledge, const Analysis& analysis,
                           std::uint32_t token, bool is_seat, std::string* why);

}  // namespace entente
