// The rows of a table of words by their lemma.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "entente/lexicon/lexicon.h"

namespace entente {

// What a row says; the four tables of the registers have the same shape.
struct LemmaRow {
  std::string part, value;         // "verb", "signed"
  std::vector<std::string> words;  // the column of words parted by `|`
  std::uint32_t bits = 0;          // of `words`, after read_bits()
  std::string place;               // "data/en/agreements.tsv:12", for traces
};

// A word of a closed list, and its bit.
struct NamedBit {
  std::string_view name;
  std::uint32_t bit;
};

// Immutable once made; threads may share it.
class LemmaTable {
 public:
  // `value` and `words` name the columns that fill LemmaRow, "" for none.
  void load(const TableView& table, std::string_view value, std::string_view words);
  // Turns each row's `words` to bits. kBadModel names the line of a word that is not in `names`.
  Status read_bits(std::span<const NamedBit> names);
  // The rows of a lemma, in the table's order; often none.
  std::span<const LemmaRow> rows(std::string_view lemma) const;
  // The first row of a lemma and part, or null.
  const LemmaRow* find(std::string_view lemma, std::string_view part) const;
  // Every row, with its lemma: to check what a table holds when it is loaded.
  const std::vector<LemmaRow>& all() const& { return rows_; }

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>()(text);
    }
  };
  struct Range {
    std::uint32_t first = 0, count = 0;
  };
  std::unordered_map<std::string, Range, Hash, std::equal_to<>> ranges_;  // looked up, never walked
  std::vector<LemmaRow> rows_;
};

}  // namespace entente
