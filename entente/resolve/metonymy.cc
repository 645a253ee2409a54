// A capital acts when its place in the clause is an actor's: subject of a verb that towns do not
// do, agent of a passive, object of a verb done to governments, "with Moscow", "Moscow's decision".
// It is a place after "in" and its like, as a goal of movement, or when it qualifies a noun of
// towns ("Kabul's suburbs"). The words stand in data/actors/metonymy.tsv; what the tree leaves open
// is a place for a capital and a government for a seat (the Kremlin is rarely visited).
//
// Tested by metonymy_test.cc.
#include "entente/resolve/metonymy.h"

#include "entente/resolve/tree.h"

namespace entente {
namespace {

using Use = Knowledge::Use;

struct Verdict {
  bool government = false;
  std::string_view because, word;
};

Verdict judge_subject(const Knowledge& k, const Analysis& a, std::uint32_t token) {
  const std::uint32_t verb = a.tokens.head[token];
  const std::string_view lemma = a.lemma(verb);
  if (a.tokens.subtype[token] == Subtype::kPass)  // "Moscow was urged", but "Kabul was bombed"
    return {k.has_use(Use::kObject, lemma), "subject of passive", lemma};
  if (a.tokens.upos[verb] !=
      Upos::kVerb)  // "Moscow is ready", "are in talks", but "is a city", "is where"
    return {a.tokens.upos[verb] == Upos::kAdj ||
                (is_noun(a, verb) && !k.has_use(Use::kPlaceNoun, lemma)),
            "subject of", lemma};
  return {!k.has_use(Use::kPlaceSubject, lemma), "subject of", lemma};
}

Verdict judge_preposition(const Knowledge& k, const Analysis& a, std::uint32_t token,
                          std::string_view preposition) {
  const std::uint32_t governor = a.tokens.head[token];
  const std::string_view lemma = governor == kNoToken ? std::string_view() : a.lemma(governor);
  if (k.has_use(Use::kAt, preposition)) return {false, "after", preposition};
  if (preposition == "to") return {k.has_use(Use::kDative, lemma), "to it from", lemma};
  if (preposition == "from" || preposition == "on" || preposition == "of" || preposition == "for") {
    if (k.has_use(Use::kPlaceNoun, lemma)) return {false, "place noun", lemma};
    const bool is_verb = governor != kNoToken && a.tokens.upos[governor] == Upos::kVerb;
    return {(preposition == "on" && !is_verb) ||
                (preposition == "from" && k.has_use(Use::kDative, lemma)),
            preposition, lemma};
  }
  return {k.has_use(Use::kWith, preposition), "after", preposition};
}

Verdict judge(const Knowledge& k, const Analysis& a, std::uint32_t token) {
  const std::uint32_t t = first_conjunct(a, token);
  const std::uint32_t governor = a.tokens.head[t];
  if (governor == kNoToken) return {false, "no governor", ""};
  const std::string_view own = preposition(a, t);
  switch (a.tokens.deprel[t]) {
    case Deprel::kNsubj:
    case Deprel::kCsubj:
      return judge_subject(k, a, t);
    case Deprel::kObj:
    case Deprel::kIobj: {
      const std::string_view lemma = a.lemma(governor);
      if (k.has_use(Use::kPlaceObject, lemma)) return {false, "object of", lemma};
      return {k.has_use(Use::kObject, lemma), "object of", lemma};
    }
    case Deprel::kObl:
    case Deprel::kNmod:
    case Deprel::kAdvcl:
      if (is_possessive(a, t))
        return {!k.has_use(Use::kPlaceNoun, a.lemma(governor)), "possessor of", a.lemma(governor)};
      if (own.empty()) return {false, "modifier of", a.lemma(governor)};
      return judge_preposition(k, a, t, own);
    default:
      return {false, "relation", to_string(a.tokens.deprel[t])};
  }
}

}  // namespace

// THE LINE that decides whether a capital stands for its government.
bool stands_for_government(const Knowledge& knowledge, const Analysis& analysis,
                           std::uint32_t token, bool is_seat, std::string* why) {
  Verdict verdict = judge(knowledge, analysis, token);
  if (is_seat && !verdict.government && preposition(analysis, token).empty())
    verdict = {true, "seat of power", ""};
  if (why != nullptr) {
    why->append(verdict.because);
    if (!verdict.word.empty()) why->append(" ").append(verdict.word);
  }
  return verdict.government;
}

}  // namespace entente
