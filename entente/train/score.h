// How right a network is on sentences whose tokens are given.
#pragma once

#include <string>
#include <vector>

#include "entente/read/network.h"
#include "entente/train/corpus.h"

namespace entente::train {

struct Score {
  std::size_t words = 0, upos = 0, feats = 0, heads = 0, labelled = 0;  // of words with trees
  struct Names {
    std::size_t gold = 0, found = 0, right = 0;
    double f1() const {
      return found + gold == 0
                 ? 0
                 : 200.0 * static_cast<double>(right) / static_cast<double>(found + gold);
    }
  };
  Names names[kEntityTypeCount];  // by span and type
  double share(std::size_t right) const {
    return words == 0 ? 0 : 100.0 * static_cast<double>(right) / static_cast<double>(words);
  }
  Names names_of(std::initializer_list<EntityType> types) const;
};

// Reads `sentences` with `network`. Relations are compared without subtypes, names by span and
// type.
Score score_network(const Network& network, const std::vector<Sentence>& sentences);

// "UPOS 95.10 feats 94.20 UAS 88.00 LAS 85.30 (25147 words) names F 79.1; PER ORG LOC F 81.0 (966);
// PER 85.0 ORG ..."
std::string describe(const Score& score);

}  // namespace entente::train
