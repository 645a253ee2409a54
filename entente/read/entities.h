// Scores of B- and I- tags to names: the best sequence in which no I- stands without its beginning
// (Viterbi, linear).
#pragma once

#include <cstdint>
#include <vector>

#include "entente/record/analysis.h"

namespace entente {

// 0 is outside, 1 + 2 t begins a name of type t, 2 + 2 t goes on with it.
using EntityTag = std::uint8_t;
inline constexpr std::size_t kEntityTags = 1 + 2 * kEntityTypeCount;
inline constexpr std::size_t kEntityColumns = 16;  // a row of scores
constexpr EntityTag begin_tag(EntityType type) {
  return static_cast<EntityTag>(1 + 2 * static_cast<std::size_t>(type));
}
constexpr bool is_inside(EntityTag tag) { return tag != 0 && tag % 2 == 0; }

struct EntityScratch {
  std::vector<std::uint8_t> back;
};

// scores: n rows of kEntityColumns. Leaves a tag a word and its probability (softmax of its row,
// our own exponential).
void decode_entities(const float* scores, std::size_t n, EntityScratch& scratch, EntityTag* tags,
                     float* probabilities);

// Adds the names that `tags` of words [first, first + n) spell; a name's score is the least of its
// words'.
void append_entities(const EntityTag* tags, const float* probabilities, std::uint32_t first,
                     std::uint32_t n, std::vector<Entity>& out);

}  // namespace entente
