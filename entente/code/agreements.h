// The register of agreements: treaties, pacts, memoranda, deals between states and organisations,
// with their parties, stage, subject, fields and date. The words are those of
// data/en/agreements.tsv; the rules, by example, stand in docs/coding.md.
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
struct AgreementScratch {
  std::vector<std::string_view> known;  // lemmas of instruments that the document has named so far
  std::vector<std::uint32_t> actors;
};

// Immutable once made; threads may share it.
class AgreementFinder {
 public:
  // kNotFound: no table "en.agreements"; kBadModel: a part or stage that is none.
  static Result<AgreementFinder> open(const Lexicons& lexicons);

  // Appends one entry an agreement, with the furthest stage that the document reports of it.
  // `trace`, if given, gains a line for each instrument and what came of it. Linear in the document
  // but for merging, which is bounded by kMaxEntries.
  void find(const RegisterScene& scene, AgreementScratch& scratch, std::vector<Agreement>& out,
            Trace* trace) const;

  static constexpr std::size_t kMaxEntries = 64;  // of one document; more are left out

 private:
  friend class AgreementSearch;
  LemmaTable table_;
};

bool parse_agreement_stage(std::string_view text, AgreementStage& out);

}  // namespace entente
