// Given names that tell "he" from "she": data/en/given_names.tsv. Private to resolve/.
#pragma once

#include <string_view>
#include <unordered_map>

#include "entente/base/result.h"
#include "entente/lexicon/lexicon.h"

namespace entente {

// Immutable; threads may share it. Lives no longer than the Lexicons it was opened on.
class GivenNames {
 public:
  // kNotFound: no such table; kBadModel: a gender that is neither m nor f.
  static Result<GivenNames> open(const Lexicons& lexicons);
  // 'm', 'f', or 0 for what the table does not hold. `lower`: one word in lower case.
  char gender(std::string_view lower) const;

 private:
  std::unordered_map<std::string_view, char> genders_;  // asked by key alone
};

}  // namespace entente
