// Clauses of speech, where trees go wrong most: who speaks behind the verb, what a charge says,
// which verb a second one is joined to. Tested by clauses_test.cc.
#include "entente/code/clauses.h"

namespace entente {
namespace {

// A noun, a name, or a pronoun that can be a subject.
bool names_somebody(const Analysis& analysis, std::uint32_t token) {
  const Upos upos = analysis.tokens.upos[token];
  if (upos != Upos::kPron) return upos == Upos::kNoun || upos == Upos::kPropn;
  const std::string_view form = analysis.lower(token);
  return form == "he" || form == "she" || form == "they" || form == "i" || form == "we";
}

}  // namespace

// "A called on B to leave", "travelled to B", "promised to leave", "called off a strike", which
// trees take for passives as often as not: those would be "was called on", "was promised".
bool Clauses::reads_active(std::uint32_t verb) const {
  const TokenTable& tokens = analysis_->tokens;
  if (verb + 1 >= tokens.size() || child(verb, Deprel::kAux) != kNoToken ||
      tokens.deprel[verb] == Deprel::kAcl)
    return false;
  const WordId next = words_->lemma(verb + 1);
  if (words_->lemma(verb) == function_words_->call &&
      (next == function_words_->on || next == function_words_->upon ||
       next == function_words_->for_))
    return true;
  // "Called the president to discuss the war"
  if (child(verb, Deprel::kObj) != kNoToken && tokens.deprel[verb] != Deprel::kAdvcl) return true;
  if (tokens.upos[verb + 1] != Upos::kAdp && tokens.upos[verb + 1] != Upos::kPart &&
      tokens.upos[verb + 1] != Upos::kAdv)
    return false;
  if ((words_->sets(verb) & sets_.active).any()) return true;
  // A particle, and what is called off behind it.
  const std::string_view form = analysis_->lower(verb + 1);
  const std::uint32_t object = tokens.head[verb + 1];
  return (form == "off" || form == "out" || form == "up" || form == "down") && object != kNoToken &&
         object > verb + 1 && tokens.head[object] == verb &&
         tokens.deprel[object] == Deprel::kObl && child(object, Deprel::kCase) == verb + 1;
}

// "A must stop, insisted B", joined as if by "and": no conjunction, and nothing joined after it.
bool Clauses::stands_aside(std::uint32_t verb) const {
  const std::uint32_t above = analysis_->tokens.head[verb];
  if (child(verb, Deprel::kCc) != kNoToken) return false;
  // "A met B, denied it": one deed after the other is told in one tense.
  if (child(above, Deprel::kAux) == kNoToken && analysis_->has_feat(above, "Tense", "Past"))
    return false;
  for (const std::uint32_t c : children(*analysis_, above))
    if (c > verb && analysis_->tokens.deprel[c] == Deprel::kConj) return false;
  return true;
}

std::uint32_t Clauses::inverted_speaker(std::uint32_t verb) const {
  const TokenTable& tokens = analysis_->tokens;
  if ((words_->sets(verb) & sets_.say).none() || tokens.upos[verb] != Upos::kVerb || verb == 0 ||
      tokens.upos[verb - 1] != Upos::kPunct || tokens.sentence[verb - 1] != tokens.sentence[verb] ||
      (tokens.deprel[verb] == Deprel::kConj && !stands_aside(verb)) ||
      tokens.subtype[verb] == Subtype::kRelcl || analysis_->lower(verb).ends_with("ing"))
    return kNoToken;
  std::uint32_t speaker = kNoToken;
  for (const std::uint32_t c : children(*analysis_, verb)) {
    switch (tokens.deprel[c]) {
      case Deprel::kNsubj:
      case Deprel::kCsubj:
      case Deprel::kAux:
      case Deprel::kMark:
        return kNoToken;
      case Deprel::kObj:
      case Deprel::kIobj:
      case Deprel::kXcomp:
        if (c > verb && speaker == kNoToken && names_somebody(*analysis_, c) &&
            child(c, Deprel::kCase) == kNoToken && child(c, Deprel::kCop) == kNoToken)
          speaker = c;
        break;
      default:
        break;
    }
  }
  return speaker;
}

// "The charge that A is arming B": a clause that says what the noun is, though trees often take it
// for a relative one.
bool Clauses::is_content(std::uint32_t clause) const {
  return analysis_->tokens.deprel[clause] == Deprel::kAcl &&
         has_mark(clause, function_words_->that);
}

std::uint32_t Clauses::content_of(std::uint32_t noun) const {
  for (const std::uint32_t c : children(*analysis_, noun))
    if (is_content(c)) return c;
  return kNoToken;
}

std::uint32_t Clauses::governor(std::uint32_t token) const {
  const TokenTable& tokens = analysis_->tokens;
  const std::uint32_t above = tokens.head[token];
  if (above == kNoToken || tokens.deprel[token] != Deprel::kConj ||
      tokens.deprel[above] != Deprel::kCcomp || above > token)
    return above;
  const std::uint32_t speech = tokens.head[above];
  if (speech > above || (words_->sets(speech) & sets_.say).none() ||
      !analysis_->has_feat(token, "VerbForm", "Fin") ||
      analysis_->has_feat(above, "VerbForm", "Fin") || child(above, Deprel::kAux) == kNoToken ||
      child(token, Deprel::kAux) != kNoToken || child(token, Deprel::kNsubj) != kNoToken ||
      child(token, Deprel::kMark) != kNoToken)
    return above;
  return speech;
}

// "Issued a statement demanding ...", where the statement itself is not said to be anybody's.
bool Clauses::says_for_another(std::uint32_t noun) const {
  const TokenTable& tokens = analysis_->tokens;
  if ((words_->sets(noun) & sets_.document).none() || tokens.head[noun] == kNoToken ||
      (tokens.deprel[noun] != Deprel::kObj && tokens.deprel[noun] != Deprel::kObl))
    return false;
  for (const std::uint32_t c : children(*analysis_, noun)) {
    const Deprel deprel = tokens.deprel[c];
    if (deprel != Deprel::kNmod && deprel != Deprel::kAmod && deprel != Deprel::kCompound) continue;
    const std::string_view form = analysis_->form(c);
    if (tokens.upos[c] == Upos::kPropn || (!form.empty() && form[0] >= 'A' && form[0] <= 'Z'))
      return false;
  }
  return true;
}

}  // namespace entente
