// Each phrase joins the chain of its best antecedent, or begins one.
//
// Tested by chains_test.cc.
#include "entente/resolve/chains.h"

namespace entente {
namespace {

// What the actors say of the words that head their mentions.
void set_actors(const Analysis& a, const Resolution& resolution, PhraseScratch& s) {
  s.clear_actors(a.tokens.size());
  for (const Mention& m : resolution.mentions) {
    if (resolution.mention_of[m.head] == Resolution::kNone ||
        resolution.mentions[resolution.mention_of[m.head]].actor != m.actor)
      continue;
    s.actor_at[m.head] = m.actor;
    s.gender_at[m.head] = gender_of(resolution.actors[m.actor].kind);
  }
}

}  // namespace

Result<ChainFinder> ChainFinder::open(const Lexicons& lexicons) {
  ENTENTE_TRY(GivenNames names, GivenNames::open(lexicons));
  ENTENTE_TRY(const Nouns nouns, Nouns::open(lexicons));
  ENTENTE_TRY(AntecedentRanker ranker, AntecedentRanker::open(lexicons));
  return ChainFinder(std::move(names), nouns, std::move(ranker));
}

void ChainFinder::find(const Document& document, const Analysis& a, ChainScratch& s,
                       Resolution& out, Trace* trace) const {
  set_actors(a, out, s.phrases);
  find_phrases(names_, nouns_, a, s.phrases);
  std::vector<Phrase>& phrases = s.phrases.phrases;
  ranker_.rank(document, a, phrases, s.ranking, trace);
  out.chains.clear();
  for (std::uint32_t p = 0; p < phrases.size(); ++p) {
    const Phrase& phrase = phrases[p];
    const MentionKind kind = phrase.kind == PhraseKind::kName      ? MentionKind::kName
                             : phrase.kind == PhraseKind::kPronoun ? MentionKind::kPronoun
                                                                   : MentionKind::kNominal;
    out.chains.push_back(
        {{a.tokens.begin[phrase.first], a.tokens.end[phrase.last - 1]}, s.ranking.chain[p], kind});
  }
}

void ChainFinder::begin(const Analysis& a, ChainScratch& s) const {
  find_phrases(names_, nouns_, a, s.phrases);
  ranker_.prepare(a, s.phrases.phrases, s.ranking);
  s.phrase_at.assign(a.tokens.size(), kNoPhrase);
  for (std::uint32_t p = 0; p < s.phrases.phrases.size(); ++p)
    s.phrase_at[s.phrases.phrases[p].head] = p;  // the shorter comes later
  s.chain_of_actor.clear();
  s.actor_of_chain.clear();
  s.linked = 0;
}

void ChainFinder::dump(const Document& document, const Analysis& a, const Resolution& resolution,
                       ChainScratch& s, std::string& out) const {
  set_actors(a, resolution, s.phrases);
  find_phrases(names_, nouns_, a, s.phrases);
  ranker_.dump(document, a, s.phrases.phrases, s.ranking, out);
}

}  // namespace entente
