// A sentence's dependency tree drawn beside its words with box-drawing lines. Private to show/.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "entente/record/analysis.h"

namespace entente {

// A line a token of sentence `sentence`: arcs that leave the governor and end in an arrow at the
// dependent. All lines are equally wide, at most 2 * `most_levels` + 1 columns; what nests deeper
// shares the outermost column.
std::vector<std::string> draw_tree(const Analysis& analysis, std::uint32_t sentence,
                                   std::uint32_t most_levels);

// The way through the tree from one word to another of its sentence: up by the relations that its
// words hold, down by those that the words below hold: "expelled ↑ccomp denied ↓nsubj Iran". ""
// where there is none. Linear in the depth; ends on any heads whatever.
struct TreePath {
  std::string text;
  std::uint32_t steps = 0;
};
TreePath tree_path(const Analysis& analysis, std::uint32_t from, std::uint32_t to);

}  // namespace entente
