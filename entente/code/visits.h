// The register of visits: who went, or is to go, to which country, with the stage of the journey
// and its date. A journey through several countries is an entry each. Words: data/en/visits.tsv.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "entente/base/result.h"
#include "entente/code/lemma_table.h"
#include "entente/code/register_scene.h"
#include "entente/record/event.h"

namespace entente {

// What one thread needs; its memory is kept from document to document.
struct VisitScratch {
  std::vector<std::uint32_t> actors, others;
};

// Immutable once made; threads may share it.
class VisitFinder {
 public:
  // kNotFound: no table "en.visits"; kBadModel: a part or stage that is none.
  static Result<VisitFinder> open(const Lexicons& lexicons);

  // Appends one entry a journey: a visitor and a host country, told of several times, is one unless
  // its dates part it. `trace`, if given, gains a line a word of travel. Linear but for merging,
  // which is bounded by kMaxEntries.
  void find(const RegisterScene& scene, VisitScratch& scratch, std::vector<Visit>& out,
            Trace* trace) const;

  static constexpr std::size_t kMaxEntries = 128;  // of one document; more are left out

 private:
  friend class VisitSearch;
  LemmaTable table_;
};

bool parse_visit_stage(std::string_view text, VisitStage& out);

}  // namespace entente
