// A sentence's dependency tree drawn beside its words with box-drawing lines. Private to show/.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "entente/record/analysis.h"

namespace entente {

// A line a token of sentence `sentence`: arcs that leave the governor and end in an arrow at the dependent. All lines are equally wide,
// at most 2 * `most_levels` + 1 columns; what nests deeper shares the outermost column.
std::vector<std::string> draw_tree(const Analysis& analysis, std::uint32_t sentence, std::uint32_t most_levels);

}  // namespace entente
