// The rules of the Universal Dependencies guidelines, read backwards
// (universaldependencies.org/u/overview/syntax.html):
//   nsubj:pass, and the noun over a past participle   -> deep object; "by" under a passive -> deep
//   subject conj without a subject                            -> the subject of its first conjunct
//   xcomp                                             -> the object of the verb above if it has one
//   ("urged A to leave"), unless
//                                                        that verb is one of subject control
//                                                        ("promised A to leave")
//   advcl, participles                                -> the subject of the clause above
//   acl:relcl                                         -> the noun that "who", "which", "that" stand
//   for acl with an infinitive ("an offer to talk")       -> the owner of the noun, or the subject
//   of the verb that it is the object of
// Each step goes up the tree, at most kMaxSteps of them.
// Tested by clauses_test.cc.
#include "entente/code/clauses.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace entente {
namespace {

constexpr int kMaxSteps = 8;

// "The government Thursday evening sent ...", "said on Monday the president": no subject, though
// some trees say so.
bool is_time_of_day(std::string_view word) {
  static constexpr std::array<std::string_view, 13> kWords = {
      "morning", "afternoon", "evening",  "night",  "today",    "yesterday", "monday",
      "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};
  return std::find(kWords.begin(), kWords.end(), word) != kWords.end();
}

bool makes_do(std::string_view verb) {
  static constexpr std::array<std::string_view, 14> kVerbs = {
      "lead",  "prompt", "force",  "cause", "push",   "drive",     "compel",
      "allow", "enable", "permit", "spur",  "oblige", "encourage", "provoke"};
  return std::find(kVerbs.begin(), kVerbs.end(), verb) != kVerbs.end();
}

bool harms(std::string_view verb) {
  static constexpr std::array<std::string_view, 10> kVerbs = {
      "kill", "wound",   "injure", "destroy",  "leave",
      "maim", "capture", "damage", "displace", "seize"};
  return std::find(kVerbs.begin(), kVerbs.end(), verb) != kVerbs.end();
}

bool is_nominal(Upos upos) {
  return upos == Upos::kNoun || upos == Upos::kPropn || upos == Upos::kPron || upos == Upos::kNum ||
         upos == Upos::kDet || upos == Upos::kSym || upos == Upos::kX;
}

}  // namespace

FunctionWords::FunctionWords(Vocabulary& vocabulary)
    : at(vocabulary.add("at")),
      by(vocabulary.add("by")),
      in(vocabulary.add("in")),
      to(vocabulary.add("to")),
      of(vocabulary.add("of")),
      with(vocabulary.add("with")),
      between(vocabulary.add("between")),
      and_(vocabulary.add("and")),
      who(vocabulary.add("who")),
      which(vocabulary.add("which")),
      that(vocabulary.add("that")),
      whom(vocabulary.add("whom")),
      if_(vocabulary.add("if")),
      unless(vocabulary.add("unless")),
      whether(vocabulary.add("whether")),
      be(vocabulary.add("be")),
      from(vocabulary.add("from")),
      have(vocabulary.add("have")),
      not_(vocabulary.add("not")),
      never(vocabulary.add("never")),
      no(vocabulary.add("no")),
      call(vocabulary.add("call")),
      on(vocabulary.add("on")),
      upon(vocabulary.add("upon")),
      for_(vocabulary.add("for")) {}

void Clauses::reset(const Analysis& analysis, const DocumentWords& words,
                    const FunctionWords& function_words, const ClauseSets& sets) {
  analysis_ = &analysis;
  words_ = &words;
  function_words_ = &function_words;
  sets_ = sets;
}

std::uint32_t Clauses::child(std::uint32_t token, Deprel deprel) const {
  for (const std::uint32_t c : children(*analysis_, token))
    if (analysis_->tokens.deprel[c] == deprel) return c;
  return kNoToken;
}

bool Clauses::has_mark(std::uint32_t token, WordId word) const {
  for (const std::uint32_t c : children(*analysis_, token))
    if (analysis_->tokens.deprel[c] == Deprel::kMark && words_->lemma(c) == word) return true;
  return false;
}

bool Clauses::is_clause(std::uint32_t token) const {
  const Upos upos = analysis_->tokens.upos[token];
  if (upos == Upos::kVerb) return true;
  return child(token, Deprel::kCop) != kNoToken || child(token, Deprel::kNsubj) != kNoToken;
}

bool Clauses::is_passive(std::uint32_t verb) const {
  if (reads_active(verb)) return false;
  for (const std::uint32_t c : children(*analysis_, verb))
    if (analysis_->tokens.subtype[c] == Subtype::kPass) return true;
  return false;
}

WordId Clauses::preposition(std::uint32_t token) const {
  WordId first = kNoWord;
  for (const std::uint32_t c : children(*analysis_, token)) {
    const Deprel deprel = analysis_->tokens.deprel[c];
    if (deprel != Deprel::kCase && deprel != Deprel::kMark) continue;
    if (const WordId word = words_->lemma(c); word != kNoWord && first == kNoWord) first = word;
  }
  return first;
}

// "who" under a relative clause: the noun that the clause hangs on. Any other word: itself.
std::uint32_t Clauses::antecedent(std::uint32_t token) const {
  const WordId word = words_->lemma(token);
  const FunctionWords& f = *function_words_;
  if (word == kNoWord || (word != f.who && word != f.which && word != f.that && word != f.whom))
    return token;
  std::uint32_t up = analysis_->tokens.head[token];
  for (int step = 0; step < kMaxSteps && up != kNoToken; ++step) {
    if (analysis_->tokens.deprel[up] == Deprel::kAcl) return analysis_->tokens.head[up];
    up = analysis_->tokens.head[up];
  }
  return token;
}

Clauses::Subject Clauses::own_subject(std::uint32_t predicate) const {
  const TokenTable& tokens = analysis_->tokens;
  Subject subject;
  for (const std::uint32_t c : children(*analysis_, predicate)) {
    // "It" is often taken for an expletive where it means the state just named.
    const bool is_subject = tokens.deprel[c] == Deprel::kNsubj ||
                            tokens.deprel[c] == Deprel::kCsubj ||
                            (tokens.deprel[c] == Deprel::kExpl && subject.token == kNoToken);
    if (!is_subject) continue;
    // "A and B are to meet": outer subjects, says the tree, of a clause that has no other.
    if (tokens.subtype[c] == Subtype::kOuter &&
        (subject.token != kNoToken || !has_mark(predicate, function_words_->to)))
      continue;
    // "It is willing to go": what follows is no subject, though the tree says so.
    if (tokens.deprel[c] == Deprel::kCsubj && c > predicate) continue;
    if (subject.token != kNoToken && is_time_of_day(analysis_->lower(subject.token))) subject = {};
    if (subject.token != kNoToken && c > predicate) break;  // of two, the one nearest before it
    if (subject.token != kNoToken && is_time_of_day(analysis_->lower(c))) continue;
    const std::uint32_t who = antecedent(c);
    subject = {who, tokens.subtype[c] == Subtype::kPass && !reads_active(predicate),
               static_cast<std::uint8_t>(who != c)};
  }
  if (subject.token == kNoToken) subject.token = inverted_speaker(predicate);
  return subject;
}

Clauses::Subject Clauses::controller(std::uint32_t predicate, int depth) const {
  const std::uint32_t above = analysis_->tokens.head[predicate];
  const bool passive = is_passive(predicate);
  if ((words_->sets(above) & sets_.subject_control).none() &&
      analysis_->tokens.upos[above] == Upos::kVerb) {
    std::uint32_t object = child(above, Deprel::kObj);
    if (object == kNoToken) object = child(above, Deprel::kIobj);
    if (object != kNoToken) return {antecedent(object), passive, 1};
  }
  Subject subject = find_subject(
      above, depth + 1);  // of a passive above ("was urged to"), too, it is the surface subject
  // "Stands accused by A", "got hit": a participle alone is passive.
  subject.passive = passive || (child(predicate, Deprel::kAux) == kNoToken &&
                                analysis_->has_feat(predicate, "Tense", "Past") &&
                                analysis_->has_feat(predicate, "VerbForm", "Part"));
  return subject;
}

// acl: a participle or infinitive on a noun.
Clauses::Subject Clauses::subject_of_modifier(std::uint32_t predicate, int depth) const {
  const TokenTable& tokens = analysis_->tokens;
  const std::uint32_t noun = tokens.head[predicate];
  if (is_content(predicate)) return {};
  if (tokens.subtype[predicate] == Subtype::kRelcl) return {noun, is_passive(predicate), 1};
  const bool document = analysis_->lower(predicate).ends_with("ing") && says_for_another(noun);
  if (!document && !has_mark(predicate, function_words_->to) && preposition(predicate) == kNoWord) {
    const bool past = analysis_->has_feat(predicate, "Tense", "Past") ||
                      (analysis_->has_feat(predicate, "VerbForm", "Part") &&
                       !analysis_->has_feat(predicate, "Tense", "Pres"));
    // "Rebels executed six soldiers, A said", taken for "rebels who were".
    return {noun, past && child(predicate, Deprel::kObj) == kNoToken, 1};
  }
  if (const std::uint32_t owner = child(noun, Deprel::kNmod);
      owner != kNoToken && tokens.subtype[owner] == Subtype::kPoss)
    return {owner, is_passive(predicate), 1};
  const std::uint32_t verb = tokens.head[noun];
  // "Is, became the first state to recognise B"
  if (child(noun, Deprel::kCop) != kNoToken || tokens.deprel[noun] == Deprel::kXcomp) {
    Subject subject = find_subject(noun, depth + 1);
    subject.passive = is_passive(predicate);
    return subject;
  }
  if (verb == kNoToken && has_mark(predicate, function_words_->to))  // a headline: "A to visit B"
    return {noun, is_passive(predicate), 1};
  if (verb == kNoToken ||
      (tokens.deprel[noun] != Deprel::kObj && tokens.deprel[noun] != Deprel::kObl))
    return {};
  Subject subject = find_subject(verb, depth + 1);
  subject.passive = is_passive(predicate);
  return subject;
}

// "The army lifted a blockade, officials told X", where the tree gives "told" both subjects: the
// first is that of what is told.
Clauses::Subject Clauses::subject_hung_above(std::uint32_t predicate) const {
  const TokenTable& tokens = analysis_->tokens;
  const std::uint32_t above = tokens.head[predicate];
  std::uint32_t first = kNoToken, other = kNoToken;
  for (const std::uint32_t c : children(*analysis_, above)) {
    if (tokens.deprel[c] != Deprel::kNsubj) continue;
    if (first != kNoToken && (c > predicate || above < predicate)) other = c;
    // "The army, officials said, lifted ...": both stand before the verb of speech
    if (c < predicate && first == kNoToken) first = c;
  }
  if (first == kNoToken || other == kNoToken) return {};
  return {first, is_passive(predicate), 1};
}

// "Received visiting President X": trees take him for the object of "visiting".
bool Clauses::is_epithet(std::uint32_t token) const {
  const TokenTable& tokens = analysis_->tokens;
  if (tokens.deprel[token] != Deprel::kXcomp || analysis_->lower(token) != "visiting" ||
      child(token, Deprel::kObj) == kNoToken)
    return false;
  const std::string_view above = analysis_->lemma(tokens.head[token]);
  return above == "receive" || above == "meet" || above == "welcome" || above == "tell";
}

// advcl: the subject of the clause above, but ...
Clauses::Subject Clauses::subject_of_adverbial(std::uint32_t predicate, std::uint32_t above,
                                               int depth) const {
  const bool passive =
      is_passive(predicate) || (analysis_->has_feat(predicate, "Tense", "Past") &&
                                analysis_->has_feat(predicate, "VerbForm", "Part") &&
                                child(predicate, Deprel::kAux) == kNoToken);
  // "The attack led Britain to expel ...": Britain does.
  if (has_mark(predicate, function_words_->to) && makes_do(analysis_->lemma(above))) {
    const std::uint32_t object = child(above, Deprel::kObj);
    if (object != kNoToken && object < predicate && !is_passive(above))
      return {antecedent(object), passive, 1};
  }
  // "The rebels overran a base, officials said, killing ten": the rebels killed them.
  if (predicate > above && (words_->sets(above) & sets_.say).any() &&
      harms(analysis_->lemma(predicate)) && analysis_->lower(predicate).ends_with("ing"))
    for (const std::uint32_t c : children(*analysis_, above)) {
      const Deprel deprel = analysis_->tokens.deprel[c];
      if (c < above && (deprel == Deprel::kCcomp || deprel == Deprel::kParataxis))
        return find_subject(c, depth + 1);
    }
  Subject subject = find_subject(above, depth + 1);
  subject.passive = passive;
  return subject;
}

Clauses::Subject Clauses::find_subject(std::uint32_t predicate, int depth) const {
  Subject subject = own_subject(predicate);
  if (subject.token != kNoToken || depth >= kMaxSteps) return subject;
  const TokenTable& tokens = analysis_->tokens;
  const std::uint32_t above = governor(predicate);
  if (above == kNoToken) return {};
  switch (tokens.deprel[predicate]) {
    case Deprel::kConj:
    case Deprel::kParataxis: {
      if (tokens.deprel[predicate] == Deprel::kParataxis && !is_clause(above)) return {};
      subject = find_subject(above, depth + 1);
      const bool participle = analysis_->has_feat(predicate, "VerbForm", "Part") ||
                              (tokens.form[predicate] != tokens.lemma[predicate] &&
                               !analysis_->has_feat(predicate, "VerbForm", "Fin"));
      subject.passive = subject.passive && participle && child(predicate, Deprel::kObj) == kNoToken;
      break;
    }
    case Deprel::kXcomp:
      subject = controller(predicate, depth);
      break;
    case Deprel::kAdvcl: {
      subject = subject_of_adverbial(predicate, above, depth);
      break;
    }
    case Deprel::kAcl:
      subject = subject_of_modifier(predicate, depth);
      break;
    case Deprel::kCcomp:
      subject = subject_hung_above(predicate);
      break;
    default:
      return {};
  }
  if (subject.token == predicate || subject.token == kNoToken) return {};
  subject.distance = static_cast<std::uint8_t>(subject.distance + 1);
  return subject;
}

std::uint32_t Clauses::subject(std::uint32_t predicate) const {
  const Subject subject = find_subject(predicate, 0);
  if (subject.token != kNoToken && !subject.passive) return subject.token;
  for (const std::uint32_t c : children(*analysis_, predicate))
    if (analysis_->tokens.deprel[c] == Deprel::kObl && preposition(c) == function_words_->by)
      return c;
  return kNoToken;
}

// "at least four seekers": a number, not a place, though "at" is hung on the noun.
bool Clauses::counts(std::uint32_t token) const {
  const std::uint32_t marker = child(token, Deprel::kCase);
  if (marker == kNoToken) {  // "at least" hung on the number itself
    const std::uint32_t number = child(token, Deprel::kNummod);
    if (number == kNoToken) return false;
    for (const std::uint32_t c : children(*analysis_, number))
      if (analysis_->lower(c) == "least" || analysis_->lower(c) == "most") return true;
    return false;
  }
  if (marker + 1 >= analysis_->tokens.size() || words_->lemma(marker) != function_words_->at)
    return false;
  const std::string_view next = analysis_->lower(marker + 1);
  return next == "least" || next == "most";
}

// "Shut down the internet", "handed over their arms": an object, which trees take for an oblique.
bool Clauses::is_object_behind_particle(std::uint32_t token, WordId preposition) const {
  const std::uint32_t verb = analysis_->tokens.head[token];
  if (verb == kNoToken || verb > token || child(verb, Deprel::kObj) != kNoToken) return false;
  if (preposition == kNoWord) {
    const std::uint32_t c = child(verb, Deprel::kCompound);
    return c < token && analysis_->tokens.subtype[c] == Subtype::kPrt;
  }
  if (child(token, Deprel::kCase) != verb + 1) return false;
  const std::string_view form = analysis_->lower(verb + 1);
  return form == "over" || form == "off" || form == "up" || form == "down";
}

// "Walked out of the talks": "out", where the tree has it as half of a preposition.
std::uint32_t Clauses::particle_of(std::uint32_t token) const {
  const TokenTable& tokens = analysis_->tokens;
  for (const std::uint32_t c : children(*analysis_, token)) {
    if (tokens.deprel[c] != Deprel::kCase) continue;
    const std::string_view form = analysis_->lower(c);
    const bool particle = form == "out" || form == "back" || form == "away" || form == "off" ||
                          form == "down" || form == "up";
    const bool two = c + 1 < tokens.size() &&
                     ((tokens.head[c + 1] == token && tokens.deprel[c + 1] == Deprel::kCase) ||
                      (tokens.head[c + 1] == c && tokens.deprel[c + 1] == Deprel::kFixed));
    return particle && two ? c : kNoToken;
  }
  return kNoToken;
}

// "Wrote off the debts", "handed over power": the word right behind the verb is its particle,
// though the tree has it as the preposition of the object.
std::uint32_t Clauses::loose_particle(std::uint32_t token) const {
  const TokenTable& tokens = analysis_->tokens;
  const std::uint32_t verb = tokens.head[token], marker = child(token, Deprel::kCase);
  if (tokens.deprel[token] != Deprel::kObl || marker == kNoToken || marker != verb + 1 ||
      child(verb, Deprel::kObj) != kNoToken || is_passive(verb))
    return kNoToken;
  const std::string_view form = analysis_->lower(marker), lemma = analysis_->lemma(verb);
  const bool gives = lemma == "hand" || lemma == "turn" || lemma == "take" || lemma == "sign";
  // "Called in the envoy", but "called in Geneva"
  const bool fetches = (lemma == "call" || lemma == "haul" || lemma == "dig") &&
                       tokens.upos[token] == Upos::kNoun && child(token, Deprel::kDet) != kNoToken;
  const bool has_owner =
      std::any_of(children(*analysis_, token).begin(), children(*analysis_, token).end(),
                  [&](std::uint32_t c) { return tokens.subtype[c] == Subtype::kPoss; });
  return form == "off" || form == "out" || form == "up" || form == "down" || form == "back" ||
                 form == "aside" || (form == "over" && gives) ||
                 (form == "in" && (fetches || (lemma == "dig" && has_owner)))
             ? marker
             : kNoToken;
}

void Clauses::add_child(std::uint32_t c, bool passive, std::vector<Argument>& out) const {
  const TokenTable& tokens = analysis_->tokens;
  const auto add = [&](ArgKind kind, WordId word = kNoWord, bool clausal = false) {
    out.push_back({kind, word, antecedent(c), clausal, 0});
  };
  switch (tokens.deprel[c]) {
    case Deprel::kObj:
      if (const std::uint32_t name = name_given(c); name != kNoToken)
        out.push_back({ArgKind::kComp, kNoWord, name, false, 0});
      return add(ArgKind::kObj);
    case Deprel::kIobj:
      return add(ArgKind::kIobj);
    case Deprel::kXcomp:
      if (is_epithet(c)) {
        const std::uint32_t guest = antecedent(child(c, Deprel::kObj));
        out.push_back({ArgKind::kObj, kNoWord, guest, false, 0});
        return;
      }
      return add(ArgKind::kComp, kNoWord, true);
    case Deprel::kCsubj:
      if (c > tokens.head[c] && has_mark(c, function_words_->to))
        add(ArgKind::kComp, kNoWord, true);
      return;
    case Deprel::kCcomp:
      return add(ArgKind::kThat, kNoWord, true);
    case Deprel::kCompound:
      if (tokens.subtype[c] == Subtype::kPrt) return add(ArgKind::kPrt, words_->lemma(c));
      return add(ArgKind::kMod);
    case Deprel::kAdvmod:
      if (words_->lemma(c) != kNoWord) add(ArgKind::kPrt, words_->lemma(c));
      for (const std::uint32_t below : children(*analysis_, c))  // "coaxed B back to the table"
        if (tokens.deprel[below] == Deprel::kObl && below > c && preposition(below) != kNoWord)
          out.push_back({ArgKind::kPrep, preposition(below), antecedent(below), false, 1});
      return;
    case Deprel::kAmod:
      return add(ArgKind::kMod);
    case Deprel::kObl:
    case Deprel::kNmod: {
      if (tokens.subtype[c] == Subtype::kPoss) return add(ArgKind::kPoss);
      if (tokens.subtype[c] == Subtype::kTmod) return;
      const WordId word = preposition(c);
      if (const std::uint32_t name = name_before(c); name != kNoToken) {
        out.push_back({ArgKind::kPrep, word, name, false, 0});
        return add(ArgKind::kObj);
      }
      if (tokens.deprel[c] == Deprel::kObl && counts(c))
        return add(passive ? ArgKind::kPrep : ArgKind::kObj);
      if (const std::uint32_t out_of = particle_of(c); out_of != kNoToken) {
        out.push_back({ArgKind::kPrt, words_->lemma(out_of), out_of, false, 0});
        return add(ArgKind::kPrep, words_->lemma(out_of + 1));
      }
      if (const std::uint32_t loose = loose_particle(c); loose != kNoToken) {
        out.push_back({ArgKind::kPrt, words_->lemma(loose), loose, false, 0});
        return add(ArgKind::kObj);
      }
      if (word == kNoWord && tokens.deprel[c] == Deprel::kNmod) return add(ArgKind::kMod);
      if (tokens.deprel[c] == Deprel::kObl && !passive && is_object_behind_particle(c, word)) {
        if (word != kNoWord) out.push_back({ArgKind::kPrt, word, c, false, 0});
        add(ArgKind::kObj);
      }
      if (passive && (word == function_words_->by || tokens.subtype[c] == Subtype::kAgent))
        return add(ArgKind::kSubj);
      return add(ArgKind::kPrep, word);
    }
    case Deprel::kAdvcl:
    case Deprel::kAcl: {
      if (is_content(c)) return add(ArgKind::kThat, kNoWord, true);
      if (tokens.subtype[c] == Subtype::kRelcl) return;
      const WordId word = preposition(c);
      if (word == function_words_->to && tokens.deprel[c] == Deprel::kAcl)
        return add(ArgKind::kComp, kNoWord, true);
      if (word == function_words_->to || word == kNoWord)
        return add(ArgKind::kPurpose, kNoWord, true);
      if (word == function_words_->that) return add(ArgKind::kThat, kNoWord, true);
      // "From neighboring Lebanon", where the tree makes a verb of the adjective.
      const std::string_view form = analysis_->lower(c);
      const std::uint32_t place = child(c, Deprel::kObj);
      if (place != kNoToken && (form == "neighboring" || form == "neighbouring")) {
        out.push_back({ArgKind::kPrep, word, place, false, 0});
        return;
      }
      return add(ArgKind::kPrep, word, true);
    }
    default:
      return;
  }
}

// "Vowed on Monday to retaliate": what a verb takes, where a day or place stands between, is a
// loose clause to most trees. So it is both.
void Clauses::add_distant_infinitive(std::uint32_t verb, std::vector<Argument>& out) const {
  const FunctionWords& f = *function_words_;
  std::size_t infinitive = out.size();
  for (std::size_t i = 0; i < out.size(); ++i) {
    switch (out[i].kind) {
      case ArgKind::kObj:  // of a passive it stands before: "was told by B to go"
        if (out[i].token < verb) break;
        return;
      case ArgKind::kIobj:
      case ArgKind::kComp:
      case ArgKind::kThat:
        return;
      case ArgKind::kPrep:
        if (infinitive == out.size() && out[i].word != kNoWord && out[i].word != f.on &&
            out[i].word != f.in && out[i].word != f.at)
          return;
        break;
      case ArgKind::kPurpose:
        if (infinitive == out.size() && has_mark(out[i].token, f.to)) infinitive = i;
        break;
      default:
        break;
    }
  }
  if (infinitive == out.size()) return;
  Argument taken = out[infinitive];
  taken.kind = ArgKind::kComp;
  out.push_back(taken);
}

// "A signed a treaty and ratified it" has its own; "A signed and ratified a treaty" hangs the
// treaty on the first verb.
void Clauses::add_shared_object(std::uint32_t predicate, std::vector<Argument>& out) const {
  const TokenTable& tokens = analysis_->tokens;
  for (const Argument& argument : out)
    if (argument.kind == ArgKind::kObj) return;
  if (tokens.deprel[predicate] == Deprel::kConj) {
    const std::uint32_t object = child(tokens.head[predicate], Deprel::kObj);
    if (object != kNoToken && object > predicate)
      out.push_back({ArgKind::kObj, kNoWord, object, false, 1});
    return;
  }
  // A relative clause whose object is the noun it hangs on, with or without "which".
  if (tokens.deprel[predicate] == Deprel::kAcl && tokens.subtype[predicate] == Subtype::kRelcl &&
      !is_content(predicate) && own_subject(predicate).token != kNoToken &&
      own_subject(predicate).token != tokens.head[predicate])
    out.push_back({ArgKind::kObj, kNoWord, tokens.head[predicate], false, 1});
}

// "A is in talks with B", "was on a visit to B": what the tree makes the clause's head is what "be"
// takes, under its preposition; the rest of the clause is of "be" as it would be of "remain".
void Clauses::arguments_of_copula(std::uint32_t be, std::vector<Argument>& out) const {
  const TokenTable& tokens = analysis_->tokens;
  const std::uint32_t head = tokens.head[be];
  for (const std::uint32_t c : children(*analysis_, head))
    if (c > head) add_child(c, false, out);
  const bool bare = child(head, Deprel::kCase) == kNoToken;
  out.push_back(
      {bare ? ArgKind::kComp : ArgKind::kPrep, bare ? kNoWord : preposition(head), head, false, 0});
  const Subject subject = find_subject(head, 0);
  if (subject.token != kNoToken)
    out.push_back({ArgKind::kSubj, kNoWord, subject.token, false, subject.distance});
}

void Clauses::arguments(std::uint32_t predicate, std::vector<Argument>& out) const {
  out.clear();
  if (analysis_->tokens.deprel[predicate] == Deprel::kCop)
    return arguments_of_copula(predicate, out);
  if (is_epithet(predicate)) return;
  const TokenTable& tokens = analysis_->tokens;
  const bool verb = tokens.upos[predicate] == Upos::kVerb || tokens.upos[predicate] == Upos::kAux;
  // "Remains the largest donor of aid": such a noun has a subject as a clause has.
  const bool clause = verb || is_clause(predicate) || tokens.deprel[predicate] == Deprel::kXcomp;
  const Subject subject =
      clause || !is_nominal(tokens.upos[predicate]) ? find_subject(predicate, 0) : Subject{};
  const bool passive = verb && (subject.passive || is_passive(predicate));
  const std::uint32_t speaker = verb ? inverted_speaker(predicate) : kNoToken;
  std::uint32_t given = kNoToken;  // "gave the envoy two days": the first of two objects
  for (const std::uint32_t c : children(*analysis_, predicate)) {
    if (c == speaker) continue;
    add_child(c, passive, out);
    if (tokens.deprel[c] != Deprel::kObj || c < predicate) continue;
    if (given != kNoToken && !passive)
      for (Argument& argument : out)
        if (argument.kind == ArgKind::kObj && argument.token == given)
          argument.kind = ArgKind::kIobj;
    given = c;
  }
  if (verb) set_time_given(predicate, out);
  // "Told Iraq that ...": the only object, by whatever name.
  const auto is = [](ArgKind kind) { return [kind](const Argument& a) { return a.kind == kind; }; };
  const auto told = std::find_if(out.begin(), out.end(), is(ArgKind::kIobj));
  if (verb && told != out.end() && std::none_of(out.begin(), out.end(), is(ArgKind::kObj))) {
    Argument object = *told;
    object.kind = ArgKind::kObj;
    out.push_back(object);
  }
  if (subject.token != kNoToken) {
    ArgKind kind = ArgKind::kSubj;
    if (subject.passive)
      kind = child(predicate, Deprel::kObj) == kNoToken ? ArgKind::kObj : ArgKind::kIobj;
    out.push_back({kind, kNoWord, subject.token,
                   is_clause(subject.token) && !is_nominal(tokens.upos[subject.token]),
                   subject.distance});
  }
  if (verb) add_distant_infinitive(predicate, out);
  if (verb && !subject.passive) add_shared_object(predicate, out);
  if (verb) add_of_object(predicate, out);
  if (verb) add_said(predicate, out);
  if (!verb && is_nominal(tokens.upos[predicate])) lend_of_noun(predicate, out);
}

}  // namespace entente
