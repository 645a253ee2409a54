// One name, one type: what the network says of a name in each sentence is put together over the
// document.
#pragma once

#include <cstdint>
#include <vector>

#include "entente/record/analysis.h"

namespace entente {

// Working memory, kept from document to document.
struct NameVoteScratch {
  std::vector<std::uint32_t> order, surnames;
};

// Entities of the same words (case aside) get the type that their scores, summed, speak for most; a
// single word that ends a longer name of a person becomes a person where the network doubted. An
// address ("someone@a.org") is no name. n log n in the entities.
void vote_on_types(NameVoteScratch& scratch, Analysis& analysis);

}  // namespace entente
