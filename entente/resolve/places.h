// Places in a document: found by name, told from people, firms, streets and teams, and put on the
// map.
//
//   gazetteer.h      data/places/: what a name may be
//   place_ranking.h  which of its places is meant
//
// What counts as a place mention: names of places, wherever they stand ("the Paris talks", "the
// University of Texas" too), and demonyms where they say where ("the Turkish border"):
// docs/coding.md, "Places and dates".
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "entente/base/result.h"
#include "entente/lexicon/lexicon.h"
#include "entente/record/actor.h"
#include "entente/record/analysis.h"
#include "entente/record/document.h"
#include "entente/record/event.h"
#include "entente/resolve/gazetteer.h"
#include "entente/resolve/place_ranking.h"

namespace entente {

// What one thread needs; its memory is kept from document to document.
struct PlaceScratch {
  PlaceScene scene;
  RankingScratch ranking;
  std::vector<PhraseHit> hits;
  std::vector<std::uint32_t> entity_of;  // of each token, its entity or kNoPlace
  std::vector<StringId> surnames;        // of the persons of the document
  std::vector<std::uint32_t> order;      // mentions by name
  std::vector<PlaceRow> rows;            // what one name may be
};

// Immutable once open; threads may share it. Lives no longer than the Lexicons.
class PlaceFinder {
 public:
  // kNotFound, kBadModel: data/places/ is not in the image, or not right.
  static Result<PlaceFinder> open(const Lexicons& lexicons);

  // Fills out.places, by span.begin. Needs tokens and sentences; entities and tags make it better.
  // `pieces` are those of the analysis's tokens. Linear in the document. `trace`, if given, gains a
  // line for each candidate weighed and for each name refused.
  void find(const Document& document, const Analysis& analysis, const PieceTable& pieces,
            PlaceScratch& scratch, Resolution& out, Trace* trace) const;

  const Gazetteer& gazetteer() const { return gazetteer_; }

 private:
  explicit PlaceFinder(Gazetteer gazetteer) : gazetteer_(std::move(gazetteer)) {}
  Gazetteer gazetteer_;
};

}  // namespace entente
