// Coreference chains of everything that is mentioned, states and persons or not: what `entente
// parse --chains` prints. Actors have their own rules (coreference.h); they ask this ranking for
// their pronouns.
#pragma once

#include "entente/base/result.h"
#include "entente/lexicon/lexicon.h"
#include "entente/record/actor.h"
#include "entente/record/analysis.h"
#include "entente/record/document.h"
#include "entente/record/event.h"
#include "entente/resolve/antecedents.h"
#include "entente/resolve/given_names.h"
#include "entente/resolve/noun_phrases.h"
#include "entente/resolve/nouns.h"

namespace entente {

struct ChainScratch {
  PhraseScratch phrases;
  RankScratch ranking;
  std::vector<std::uint32_t> phrase_at;  // by token: the phrase whose head word it is, the shortest
  std::vector<std::uint32_t> chain_of_actor;  // for actors: by actor, or kNoPhrase
  std::vector<std::uint32_t> actor_of_chain;  // and back
  std::uint32_t linked = 0;                   // the phrases before have their chains
};

// Immutable; threads may share it. Lives no longer than the Lexicons.
class ChainFinder {
 public:
  // kNotFound: the image lacks en.coreference, en.given_names or en.nouns.
  static Result<ChainFinder> open(const Lexicons& lexicons);

  // Fills out.chains from the analysis and the actors that `out` has. Linear in the document.
  void find(const Document& document, const Analysis& analysis, ChainScratch& scratch,
            Resolution& out, Trace* trace) const;

  // For actors, which link their own mentions and ask for pronouns alone: finds the phrases (what
  // is known of their head words stands in scratch.phrases.actor_at and gender_at) and makes ready
  // for choose().
  void begin(const Analysis& analysis, ChainScratch& scratch) const;
  // AntecedentRanker::choose() of scratch.phrases.
  std::uint32_t choose(const Analysis& analysis, std::uint32_t phrase,
                       ChainScratch& scratch) const {
    return ranker_.choose(analysis, scratch.phrases.phrases, phrase, scratch.ranking);
  }

  // The line of features that scripts/train_coreference.py learns from, appended to `out`.
  void dump(const Document& document, const Analysis& analysis, const Resolution& resolution,
            ChainScratch& scratch, std::string& out) const;

 private:
  ChainFinder(GivenNames names, Nouns nouns, AntecedentRanker ranker)
      : names_(std::move(names)), nouns_(nouns), ranker_(std::move(ranker)) {}
  GivenNames names_;
  Nouns nouns_;
  AntecedentRanker ranker_;
};

}  // namespace entente
