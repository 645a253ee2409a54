// Phrases to the CSR arrays of a trie. Private to lexicon/.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "entente/lexicon/image.h"

namespace entente::lexicon_detail {

// Gathers the phrases of one index and lays them out as struct Trie has them.
class TrieBuilder {
 public:
  // `pieces`: at least one. Entries of equal phrases keep the order in which they were added.
  void add(std::span<const std::uint32_t> pieces, std::uint32_t table, std::uint32_t row,
           std::uint32_t form);
  // Appends the arrays to `tries`; fills all of the record but its name and offset. `roots` gains
  // (piece, node), by piece. Sorts the phrases, then linear.
  IndexRecord build(std::vector<std::uint32_t>& tries,
                    std::vector<std::pair<std::uint32_t, std::uint32_t>>& roots) const;

 private:
  struct Phrase {
    std::uint32_t begin, length;  // in pieces_
    std::uint32_t table, row, form;
  };
  std::vector<std::uint32_t> pieces_;
  std::vector<Phrase> phrases_;
};

}  // namespace entente::lexicon_detail
