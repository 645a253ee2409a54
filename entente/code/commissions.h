// The register of joint bodies: standing commissions, committees, councils of two or more states,
// who sits on them, how many areas of work the text gives them and what they did. Words:
// data/en/commissions.tsv.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "entente/base/result.h"
#include "entente/code/lemma_table.h"
#include "entente/code/register_scene.h"
#include "entente/record/event.h"

namespace entente {

// What one thread needs; its memory is kept from document to document.
struct CommissionScratch {
  std::vector<std::string> parties, named;
};

// Immutable once made; threads may share it.
class CommissionFinder {
 public:
  // kNotFound: no table "en.commissions"; kBadModel: a part or activity that is none.
  static Result<CommissionFinder> open(const Lexicons& lexicons);

  // Appends one entry a body (by its parties). A body that resolve/ does not know becomes an actor
  // of kind organization. Linear.
  void find(const RegisterScene& scene, CommissionScratch& scratch, std::vector<Commission>& out,
            Trace* trace) const;

 private:
  friend class CommissionSearch;
  LemmaTable table_;
};

bool parse_commission_activity(std::string_view text, CommissionActivity& out);

// A count in letters or digits: "20", "twenty", "two dozen" is 24. 0: none, or beyond 1000.
std::uint32_t parse_count(std::string_view word);

}  // namespace entente
