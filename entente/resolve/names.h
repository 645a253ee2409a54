// Names of data/actors/ in a text: the longest at each token, and which of its meanings stands
// there.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "entente/record/actor.h"
#include "entente/record/analysis.h"
#include "entente/record/document.h"
#include "entente/record/event.h"
#include "entente/resolve/knowledge.h"

namespace entente {

inline constexpr std::uint32_t kNone = UINT32_MAX;

// A form of the tables at tokens [first, last), and its meaning.
struct NameHit {
  std::uint32_t first = 0, last = 0, head = 0;
  std::uint32_t people_begin = 0,
                people_end = 0;  // NameHits::people: all rows of people under this form
  std::uint32_t entity = kNone;  // the entity that covers it
  Candidate meaning;             // kPerson: people.h picks the row later
  bool inside = false;    // a part of a longer name ("Bank of England"): says whose that is, is no
                          // mention of its own
  bool qualifies = true;  // may give a country to its noun: not "pro-Russian", "Russian-backed"
};

// All hits of a document. A part of the scratch: memory is kept.
struct NameHits {
  std::vector<NameHit> hits;  // ascending, not overlapping
  std::vector<Candidate> people;
  std::vector<std::uint32_t> hit_at;     // by token: the hit that covers it, or kNone
  std::vector<std::uint32_t> entity_at;  // by token: the entity that covers it, or kNone
  std::vector<PhraseHit> found, ahead;   // scratch
  std::vector<Candidate> candidates;     // scratch
  std::vector<std::int32_t>
      context;  // by row of ambiguous.tsv: what the document's words add; empty: not counted yet
};

// Linear in the document, whatever the size of the tables. `date`: of publication. `trace` tells
// how ambiguous names fell.
void find_names(const Knowledge& knowledge, const Document& document, const Analysis& analysis,
                const PieceTable& pieces, NameHits& out, Trace* trace);

}  // namespace entente
