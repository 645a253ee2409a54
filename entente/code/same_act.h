// Whether two clauses of a sentence tell one act: "were killed when rebels ambushed their convoy".
#pragma once

#include <vector>

#include "entente/record/actor.h"
#include "entente/record/event.h"

namespace entente {

// The same actors on both sides.
bool same_sides(const Event& a, const Event& b);

// "Engaged peacekeepers in a firefight": does `named`, of a noun, speak of the countries of `told`?
bool same_countries(const std::vector<Actor>& actors, const Event& told, const Event& named);

// "Shelled the town, wounding five": one act of force, whose clauses each tell a part of who did
// it, to whom and by what.
bool tells_more(const std::vector<Actor>& actors, const Event& told, const Event& more);

// Puts what `more` knows of an act of force into `told`.
void add_details(const Event& more, Event& told);

}  // namespace entente
