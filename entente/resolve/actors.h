// Names, titles, demonyms, capitals that stand for governments, and nouns such as "Israeli
// settlers" -> actors with codes.
//
// The knowledge is data/actors/: countries, people (dated offices), organizations, offices (titles
// and nouns with their sector), ambiguous (names that may mean something else). All enter one
// phrase index, so that the longest name wins. The words of the text win over the tables: roles.h;
// the line that lets a capital stand for its government: metonymy.h; one actor out of many
// mentions: coreference.h.
#pragma once

#include <memory>

#include "entente/base/result.h"
#include "entente/lexicon/lexicon.h"
#include "entente/record/actor.h"
#include "entente/record/analysis.h"
#include "entente/record/document.h"
#include "entente/record/event.h"

namespace entente {

class ChainFinder;

// What one thread needs while it looks for actors; its memory is kept from document to document.
class ActorScratch {
 public:
  ActorScratch();
  ~ActorScratch();
  ActorScratch(ActorScratch&&) noexcept;
  ActorScratch& operator=(ActorScratch&&) noexcept;

 private:
  friend class ActorFinder;
  struct State;
  std::unique_ptr<State> state_;
};

// Immutable once open; threads may share it.
class ActorFinder {
 public:
  // `lexicons` must outlive it. kNotFound: the image lacks a table of data/actors/.
  static Result<ActorFinder> open(const Lexicons& lexicons);
  ActorFinder(ActorFinder&&) noexcept;
  ActorFinder& operator=(ActorFinder&&) noexcept;
  ~ActorFinder();

  // Fills actors, mentions and mention_of of `out`; reads its places (found before) for "police in
  // Oaxaca". `pieces` are those of the analysis's tokens. Linear in the document; coreference looks
  // back a bounded distance.
  void find(const Document& document, const Analysis& analysis, const PieceTable& pieces,
            ActorScratch& scratch, Resolution& out, Trace* trace) const;

  // What ranks their pronouns, for chains of everything else.
  const ChainFinder& chains() const;

 private:
  ActorFinder();
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace entente
