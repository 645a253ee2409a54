// What sort of thing a common noun names (person, place, organization, time, act ...) and what it
// is a kind of: data/en/nouns.tsv, which scripts/make_nouns.py makes from WordNet 3.0 (Miller 1995:
// WordNet, a lexical database for English). Private to resolve/.
#pragma once

#include <cstdint>
#include <string_view>

#include "entente/base/result.h"
#include "entente/lexicon/lexicon.h"

namespace entente {

// Immutable; threads may share it. Lives no longer than the Lexicons it was opened on.
class Nouns {
 public:
  static constexpr std::uint32_t kNone = UINT32_MAX;

  // kNotFound: no such table; kBadModel: nouns out of order.
  static Result<Nouns> open(const Lexicons& lexicons);
  // The row of a noun, by its lower-cased lemma, or kNone. Logarithmic in the table.
  std::uint32_t find(std::string_view noun) const;
  // "person", "act" ...; of kNone: "".
  std::string_view sort(std::uint32_t row) const;
  // 'm', 'f' or 0.
  char gender(std::uint32_t row) const;
  // Does `row` stand for a kind of `noun` ("factory": "building"), or the other way round?
  bool is_kind_of(std::uint32_t row, std::string_view noun) const;

 private:
  explicit Nouns(TableView table) : table_(table) {}
  TableView table_;
  std::uint32_t noun_ = 0, class_ = 0, gender_ = 0, kinds_ = 0;  // columns
};

}  // namespace entente
