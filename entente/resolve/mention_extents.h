// How far a mention reaches in the text: from the words that decided who it is to the whole phrase
// that a person would mark. Private to resolve/.
#pragma once

#include "entente/record/actor.h"
#include "entente/record/analysis.h"
#include "entente/resolve/draft.h"

namespace entente {

// The bytes of the phrase that `draft` heads: what stands before the head word, and after it what
// "of", "in", "from", "for" join, appositions and brackets ("the rebels in the north", "the
// Palestinian president, Mahmoud Abbas", "the Union of Teachers (NUT)"); no relative clause,
// nothing that "and" joins. An adjective, a capital or a pronoun is itself. Linear in the phrase,
// which ends with its sentence.
Span whole_phrase(const Analysis& analysis, const Draft& draft);

}  // namespace entente
