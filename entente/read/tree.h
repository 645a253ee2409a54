// Scores of every head for every word to one tree: each word has one head, one word has none, no
// cycles.
#pragma once

#include <cstdint>
#include <vector>

namespace entente {

// Working memory, kept from sentence to sentence.
struct TreeScratch {
  std::vector<float> score, top;
  std::vector<std::uint16_t> from, to;
  std::vector<std::uint16_t> slot_node, best, parent, entered, mark, stack;
  struct Ring {  // one contraction: members' nodes and the edges that closed the ring
    std::uint32_t begin, end;
    std::uint16_t node;
  };
  struct Edge {
    std::uint16_t node, from, to;
  };
  std::vector<Ring> rings;
  std::vector<Edge> edges;
};

inline constexpr std::uint16_t kRootHead = 0xFFFF;

// scores[h * stride + d]: how well word h governs word d, for n words; row n: how well d is the
// root. n at most 16384. heads[d]: the head chosen, kRootHead for exactly one word. The root is the
// word that gains most by being it; the others take their best heads; where that leaves cycles, the
// best tree under that root is found instead (Chu-Liu-Edmonds). Quadratic in n; cubic at worst
// where cycles nest.
void decode_tree(const float* scores, std::size_t stride, std::size_t n, TreeScratch& scratch,
                 std::uint16_t* heads);

}  // namespace entente
