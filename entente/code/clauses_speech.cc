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
  // "Officials, in turn, complained that ..."
  if (const std::uint32_t said = child(verb, Deprel::kCcomp);
      said != kNoToken && said > verb && has_mark(said, function_words_->that) &&
      (words_->sets(verb) & sets_.say).any())
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

// "Said in a statement that ...", "told him by telephone on Friday that ...": the clause hangs on
// the nearest noun in most trees. Of "expressed regret at the decision that ..." no verb of speech
// is over it.
std::uint32_t Clauses::speech_over(std::uint32_t clause) const {
  if (!is_content(clause)) return kNoToken;
  const TokenTable& tokens = analysis_->tokens;
  std::uint32_t noun = tokens.head[clause];
  // "In a statement on Friday that"
  if (tokens.deprel[noun] == Deprel::kNmod && tokens.head[noun] < noun) noun = tokens.head[noun];
  if (tokens.deprel[noun] != Deprel::kObl) return kNoToken;
  const std::uint32_t verb = tokens.head[noun];
  if (verb > noun || tokens.upos[verb] != Upos::kVerb || (words_->sets(verb) & sets_.say).none() ||
      child(verb, Deprel::kCcomp) != kNoToken)
    return kNoToken;
  const WordId how = preposition(noun);
  return how == function_words_->in || how == function_words_->at || how == function_words_->on ||
                 how == function_words_->by || how == function_words_->to ||
                 how == function_words_->with || how == kNoWord
             ? verb
             : kNoToken;
}

// What was said, where the tree has it elsewhere: below a phrase ("in a statement that ..."), or as
// a word of the phrase ("said no to B's request").
void Clauses::add_said(std::uint32_t verb, std::vector<Argument>& out) const {
  if ((words_->sets(verb) & sets_.say).none()) return;
  if (verb + 1 < analysis_->tokens.size() && words_->lemma(verb + 1) == function_words_->no)
    out.push_back({ArgKind::kPrt, function_words_->no, verb + 1, false, 0});
  const TokenTable& tokens = analysis_->tokens;
  for (const std::uint32_t phrase : children(*analysis_, verb)) {
    if (tokens.deprel[phrase] != Deprel::kObl) continue;
    std::uint32_t said = content_of(phrase);
    if (said == kNoToken)
      for (const std::uint32_t below : children(*analysis_, phrase))
        if (tokens.deprel[below] == Deprel::kNmod && said == kNoToken) said = content_of(below);
    if (said == kNoToken || speech_over(said) != verb) continue;
    out.push_back({ArgKind::kThat, kNoWord, said, true, 0});
    return;
  }
}

// "Gave the envoy two days to leave", where the tree has the days as a date: they are what is
// given.
void Clauses::set_time_given(std::uint32_t verb, std::vector<Argument>& out) const {
  const TokenTable& tokens = analysis_->tokens;
  const std::string_view lemma = analysis_->lemma(verb);
  if (lemma != "give" && lemma != "grant" && lemma != "allow") return;
  Argument* receiver = nullptr;
  for (Argument& argument : out)
    if (argument.kind == ArgKind::kObj && argument.token > verb) receiver = &argument;
  if (receiver == nullptr) return;
  for (const std::uint32_t c : children(*analysis_, verb)) {
    if (tokens.deprel[c] != Deprel::kObl || c < receiver->token ||
        child(c, Deprel::kCase) != kNoToken || child(c, Deprel::kNummod) == kNoToken)
      continue;
    receiver->kind = ArgKind::kIobj;
    out.push_back({ArgKind::kObj, kNoWord, c, false, 0});
    return;
  }
}

// "Branded as illegal B's seizure", which trees take for "as a seizure": the adjective stands
// before the article or owner.
std::uint32_t Clauses::name_before(std::uint32_t object) const {
  const TokenTable& tokens = analysis_->tokens;
  const std::uint32_t marker = child(object, Deprel::kCase);
  if (tokens.deprel[object] != Deprel::kObl || marker == kNoToken ||
      analysis_->lower(marker) != "as" || child(tokens.head[object], Deprel::kObj) != kNoToken)
    return kNoToken;
  const std::uint32_t name = marker + 1;
  if (name >= object || tokens.deprel[name] != Deprel::kAmod) return kNoToken;
  const std::uint32_t owner = tokens.head[name];  // "as unrealistic B's plan": B's, to some trees
  if (owner != object && tokens.subtype[owner] == Subtype::kPoss && tokens.head[owner] == object)
    return name;
  for (const std::uint32_t c : children(*analysis_, object))
    if (c > name && c < object && owner == object &&
        (tokens.deprel[c] == Deprel::kDet || tokens.subtype[c] == Subtype::kPoss))
      return name;
  return kNoToken;
}

// "Called B's claim a flagrant lie", which trees take for an apposition, but for the comma; "called
// B's terms unacceptable", taken for an attribute.
std::uint32_t Clauses::name_given(std::uint32_t object) const {
  const TokenTable& tokens = analysis_->tokens;
  for (const std::uint32_t c : children(*analysis_, object)) {
    if (c == object + 1 && tokens.deprel[c] == Deprel::kAmod && tokens.upos[c] == Upos::kAdj)
      return c;
    if (tokens.deprel[c] != Deprel::kAppos || c < object) continue;
    const std::uint32_t article = child(c, Deprel::kDet);
    if (article != kNoToken && article > object && tokens.upos[article - 1] != Upos::kPunct &&
        (analysis_->lower(article) == "a" || analysis_->lower(article) == "an"))
      return c;
  }
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
