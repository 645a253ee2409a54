// The dateline of an agency's report, "BAGHDAD, Iraq (AP) -- ": no part of the sentence that
// follows it on the same line. Private to read/.
#pragma once

#include <cstdint>

#include "entente/record/analysis.h"

namespace entente {

// How many of the sentence's first tokens are a dateline, the dash at its end included; 0 where
// none stands. By form alone: words in capitals, or capitalized ones and an agency in brackets,
// then a dash with blanks around it, then what begins as a sentence does.
std::uint32_t dateline_length(const Analysis& analysis, const Sentence& sentence);

}  // namespace entente
