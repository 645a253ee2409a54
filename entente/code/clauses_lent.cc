// What trees hang on a thing, though it belongs to the act that the thing is part of: phrases under
// a preposition below an object, or below the nouns that an act's own noun governs. Tested by
// clauses_test.cc.
#include "entente/code/clauses.h"

namespace entente {
namespace {

constexpr int kMaxLent = 3;  // nouns down from an object whose phrases the verb may take
constexpr std::size_t kMaxLentByNoun = 4;  // phrases that a noun may take from those below it

bool is_noun(Upos upos) {
  return upos == Upos::kNoun || upos == Upos::kPropn || upos == Upos::kPron || upos == Upos::kNum ||
         upos == Upos::kDet || upos == Upos::kSym || upos == Upos::kX;
}

}  // namespace

// "Returned a sculpture of a head to Algeria", "rolled back tariffs on China": trees hang on the
// object what belongs to the verb as often as not. So each phrase under a preposition below the
// object is an argument of the verb too, and an adverb between the verb and its object is its
// particle.
void Clauses::add_of_object(std::uint32_t predicate, std::vector<Argument>& out) const {
  const TokenTable& tokens = analysis_->tokens;
  const std::size_t own = out.size();
  for (std::size_t i = 0; i < own; ++i) {
    if (out[i].kind != ArgKind::kObj || out[i].clausal) continue;
    lend_of_object(predicate, out[i].token, out);
    for (const std::uint32_t beside : children(*analysis_, out[i].token))
      if (tokens.deprel[beside] == Deprel::kConj && is_noun(tokens.upos[beside]))
        lend_of_object(predicate, beside, out);  // "sent tents and a load of food to Nepal"
  }
}

void Clauses::lend_of_object(std::uint32_t predicate, std::uint32_t noun,
                             std::vector<Argument>& out) const {
  const TokenTable& tokens = analysis_->tokens;
  for (int depth = 1; depth <= kMaxLent && noun != kNoToken; ++depth) {
    std::uint32_t below = kNoToken;
    for (const std::uint32_t c : children(*analysis_, noun)) {
      if (tokens.deprel[c] == Deprel::kAmod || tokens.deprel[c] == Deprel::kAdvmod) {
        if (c == predicate + 1 && (tokens.upos[c] == Upos::kAdv || tokens.upos[c] == Upos::kAdp))
          out.push_back({ArgKind::kPrt, words_->lemma(c), c, false, 1});
        continue;
      }
      if (tokens.deprel[c] != Deprel::kNmod || c < noun) continue;
      const WordId word = preposition(c);
      if (word == kNoWord) continue;
      if (below == kNoToken || word == function_words_->of) below = c;
      out.push_back({ArgKind::kPrep, word, c, false, static_cast<std::uint8_t>(depth)});
    }
    noun = below;
  }
}

// "A visit by the premier to B", "the return of a statue to B by A": trees hang one on the other
// what belongs to the noun of the act.
void Clauses::lend_of_noun(std::uint32_t noun, std::vector<Argument>& out) const {
  const FunctionWords& f = *function_words_;
  const std::size_t own = out.size();
  for (std::size_t i = 0; i < own && out.size() < own + kMaxLentByNoun; ++i) {
    const Argument below = out[i];
    if (below.kind != ArgKind::kPrep || below.clausal || below.token < noun ||
        (below.word != f.of && below.word != f.by && below.word != f.from && below.word != f.to))
      continue;
    std::uint32_t token = below.token;
    for (int depth = 1; depth <= 2 && token != kNoToken; ++depth) {
      std::uint32_t next = kNoToken;
      for (const std::uint32_t c : children(*analysis_, token)) {
        const WordId word = preposition(c);
        if (analysis_->tokens.deprel[c] != Deprel::kNmod || c < token || word == below.word ||
            (word != f.to && word != f.by && word != f.from && word != f.with))
          continue;
        out.push_back({ArgKind::kPrep, word, c, false, static_cast<std::uint8_t>(depth)});
        next = c;
      }
      token = next;
    }
  }
}

}  // namespace entente
