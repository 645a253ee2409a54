// Indirect speech: the first walk of quotes.cc. Tested by quotes_test.cc.
#include <algorithm>

#include "entente/code/quote_search.h"

namespace entente {

void QuoteSearch::find_indirect() {
  for (std::uint32_t t = 0; t < a_.tokens.size(); ++t) {
    if (quoted(t)) continue;
    if (a_.lower(t) == "according" && t + 1 < a_.tokens.size() && a_.lower(t + 1) == "to") {
      according(t);
      continue;
    }
    const std::uint32_t takes_here = takes(t);
    if (takes_here != 0) reported_by(t, takes_here);
  }
}

void QuoteSearch::reported_by(std::uint32_t verb, std::uint32_t what) {
  const bool out = child_with_lemma(a_, verb, Deprel::kCompound, "out") != kNoToken ||
                   child_with_lemma(a_, verb, Deprel::kAdvmod, "out") != kNoToken;
  if ((what & Takes::kOut) != 0 && !out) return;
  bool found = false;
  for (const std::uint32_t child : children(a_, verb)) found |= from_child(verb, child, what);
  if (!found && (what & Takes::kThat) != 0) found = from_aside(verb);
  if (!found && (what & Takes::kThat) != 0) found = from_that(verb);
  if (!found && (what & Takes::kThat) != 0 && (what & Takes::kObjInf) == 0 &&
      a_.tokens.upos[verb] == Upos::kVerb)
    from_rest(verb);
}

// A child of a reporting word that is its report.
bool QuoteSearch::from_child(std::uint32_t verb, std::uint32_t child, std::uint32_t what) {
  const Deprel deprel = a_.tokens.deprel[child];
  const std::string_view preposition = case_of(a_, child);
  switch (deprel) {
    case Deprel::kCcomp:
      return (what & (Takes::kThat | Takes::kWh)) != 0 && report(verb, child);
    case Deprel::kParataxis:
      // "He said he had gone": some trees hang the clause so.
      return (what & Takes::kThat) != 0 && child > verb && a_.tokens.upos[child] == Upos::kVerb &&
             takes(child) == 0 && report(verb, child);
    case Deprel::kAcl:
      return a_.tokens.upos[verb] == Upos::kNoun && (what & (Takes::kThat | Takes::kInf)) != 0 &&
             a_.tokens.subtype[child] != Subtype::kRelcl &&
             child_of(a_, child, Deprel::kMark) != kNoToken && report(verb, child);
    case Deprel::kXcomp:
      if ((what & Takes::kName) != 0)
        return report_between(verb, child_of(a_, verb, Deprel::kObj), child);
      return (what & (Takes::kInf | Takes::kObjInf)) != 0 && child > verb &&
             infinitive(verb, child);
    case Deprel::kObj: {
      // "called the demand a ploy": two objects where the tree sees no predicate.
      if ((what & Takes::kName) == 0 || child < verb) return false;
      std::uint32_t second = kNoToken;
      for (const std::uint32_t other : children(a_, verb)) {
        const Deprel relation = a_.tokens.deprel[other];
        if (relation == Deprel::kXcomp) return false;
        if (other != child && other > verb &&
            (relation == Deprel::kObj || relation == Deprel::kIobj))
          second = other;
      }
      return second != kNoToken && second > child && report_between(verb, child, second);
    }
    case Deprel::kObl:
    case Deprel::kAdvcl:
      if ((preposition == "for" && (what & Takes::kFor) != 0) ||
          (preposition == "of" && (what & Takes::kOf) != 0) ||
          (preposition == "about" && (what & Takes::kAbout) != 0))
        return report(verb, child, true);
      if (deprel == Deprel::kAdvcl &&
          (((what & Takes::kOf) != 0 &&
            child_with_lemma(a_, child, Deprel::kMark, "of") != kNoToken) ||
           ((what & Takes::kFor) != 0 && child > verb &&
            child_with_lemma(a_, child, Deprel::kMark, "for") != kNoToken)))
        return report(verb, child, true);
      if ((what & Takes::kAs) != 0 &&
          (preposition == "as" || child_with_lemma(a_, child, Deprel::kMark, "as") != kNoToken))
        return report_between(verb, child_of(a_, verb, Deprel::kObj), child);
      if (preposition == "on" && (what & Takes::kOn) != 0) return called_on(verb, child);
      return false;
    default:
      return false;
  }
}

// "called on them to go": what they are to do is part of it, wherever the tree hangs it.
bool QuoteSearch::called_on(std::uint32_t verb, std::uint32_t child) {
  for (const std::uint32_t other : children(a_, verb)) {
    const Deprel relation = a_.tokens.deprel[other];
    if ((relation != Deprel::kXcomp && relation != Deprel::kAdvcl) || other < child) continue;
    if (child_with_lemma(a_, other, Deprel::kMark, "to") == kNoToken) continue;
    const std::uint32_t on = child_of(a_, child, Deprel::kCase);
    const std::uint32_t first = on != kNoToken && on == x_.first(child) ? on + 1 : x_.first(child);
    return add(verb, first, x_.last(other));
  }
  return report(verb, child, true);
}

// "urged him to go", "promised to go": from the one who is to do it.
bool QuoteSearch::infinitive(std::uint32_t verb, std::uint32_t child) {
  const std::uint32_t object = child_of(a_, verb, Deprel::kObj);
  if (object != kNoToken && object > verb && object < child)
    return report_between(verb, object, child);
  return report(verb, child);
}

// "X happened, he said": the reporting verb is an aside of the clause that it reports.
bool QuoteSearch::from_aside(std::uint32_t verb) {
  const std::uint32_t head = a_.tokens.head[verb];
  if (head == kNoToken || a_.tokens.deprel[verb] != Deprel::kParataxis) return false;
  if (head > verb && x_.first(head) >= x_.first(verb)) return false;  // nothing stands before it
  const bool before = add(verb, x_.first(head), x_.first(verb));
  const bool after = x_.last(verb) < x_.last(head) && add(verb, x_.last(verb), x_.last(head));
  return before || after;
}

// "officials said the two raised money": the tree missed the clause. What follows the verb up to
// the end of its sentence, if a phrase begins there and a verb is in it.
bool QuoteSearch::from_rest(std::uint32_t verb) {
  const Sentence& sentence = a_.sentences[a_.tokens.sentence[verb]];
  const std::uint32_t first = verb + 1;
  if (first >= sentence.last || is_passive(a_, verb) || a_.has_feat(verb, "VerbForm", "Inf"))
    return false;
  switch (a_.tokens.upos[first]) {
    case Upos::kDet:
    case Upos::kPron:
    case Upos::kPropn:
    case Upos::kNoun:
    case Upos::kAdj:
    case Upos::kNum:
      break;
    default:
      return false;
  }
  std::uint32_t verbs = 0;
  for (std::uint32_t t = first; t < sentence.last; ++t) {
    if (quoted(t) && verbs == 0) return false;
    verbs += a_.tokens.upos[t] == Upos::kVerb || a_.tokens.upos[t] == Upos::kAux;
  }
  // "said X, who had ...": the speaker stands behind the verb
  const std::uint32_t agent = agent_of(a_, verb);
  if (verbs == 0 || agent == kNoToken || agent > verb) return false;
  return add(verb, first, sentence.last);
}

// "said on Monday that ...": the tree lost the clause, the conjunction shows it.
bool QuoteSearch::from_that(std::uint32_t verb) {
  const Sentence& sentence = a_.sentences[a_.tokens.sentence[verb]];
  for (std::uint32_t t = verb + 1; t < sentence.last && t < verb + 6; ++t) {
    if (a_.tokens.upos[t] == Upos::kVerb || a_.lower(t) == ",") return false;
    if (a_.lower(t) != "that" || a_.tokens.upos[t] != Upos::kSconj) continue;
    return add(verb, t, sentence.last);
  }
  return false;
}

bool QuoteSearch::report(std::uint32_t verb, std::uint32_t child, bool without_preposition) {
  std::uint32_t first = x_.first(child), last = x_.last(child);
  if (first <= verb && verb < last) {  // crossing: the longer side
    if (child > verb)
      first = verb + 1;
    else
      last = verb;
  }
  if (without_preposition)
    for (const Deprel deprel : {Deprel::kCase, Deprel::kMark})
      if (const std::uint32_t word = child_of(a_, child, deprel); word != kNoToken && word == first)
        first = word + 1;
  return add(verb, first, last);
}

bool QuoteSearch::report_between(std::uint32_t verb, std::uint32_t object, std::uint32_t child) {
  if (object == kNoToken || object < verb) return report(verb, child);
  return add(verb, std::min(x_.first(object), x_.first(child)),
             std::max(x_.last(object), x_.last(child)));
}

// "according to X": the rest of its clause.
void QuoteSearch::according(std::uint32_t word) {
  std::uint32_t who = a_.tokens.deprel[word] == Deprel::kCase ? a_.tokens.head[word] : kNoToken;
  if (who == kNoToken) who = child_of(a_, word, Deprel::kObl);
  if (who == kNoToken) return;
  const std::uint32_t head =
      a_.tokens.deprel[word] == Deprel::kCase ? a_.tokens.head[who] : a_.tokens.head[word];
  const Sentence& sentence = a_.sentences[a_.tokens.sentence[word]];
  const std::uint32_t begin = std::min(x_.first(who), word), end = std::max(x_.last(who), word + 2);
  std::uint32_t first = sentence.first, last = sentence.last;
  const std::uint32_t clause = head == kNoToken ? kNoToken : clause_of(a_, head);
  if (clause != kNoToken && begin >= x_.first(clause) && end <= x_.last(clause))
    first = x_.first(clause), last = x_.last(clause);
  // The longer side of it.
  if (begin - first >= last - std::min(end, last))
    last = begin;
  else
    first = end;
  Cue cue;
  cue.token = word;
  cue.span = {a_.tokens.begin[word], a_.tokens.end[word + 1]};
  cue.speaker = who;
  add(cue, first, last);
}

bool QuoteSearch::add(std::uint32_t verb, std::uint32_t first, std::uint32_t last) {
  return add(cue_of(verb), first, last);
}

// An indirect quote of the tokens [first, last), without marks and stops at its ends; false where
// too little is left, or all of it stands between marks.
bool QuoteSearch::add(const Cue& cue, std::uint32_t first, std::uint32_t last) {
  while (first < last && is_negligible(a_, first)) ++first;
  while (first < last && is_negligible(a_, last - 1)) --last;
  if (first >= last || last - first < 2) return false;
  const std::uint32_t span = s_.in_span[first];
  std::uint32_t unquoted = 0;
  for (std::uint32_t t = first; t < last; ++t)
    unquoted += !quoted(t) && !is_negligible(a_, t) && a_.lower(t) != "that";
  if (unquoted < 2 && (span != kNoToken || unquoted == 0)) return false;
  Said said;
  said.first = first, said.last = last;
  said.quote.span = {a_.tokens.begin[first], a_.tokens.end[last - 1]};
  said.quote.direct = false;
  said.quote.cue = cue.span;
  said.speaker = cue.speaker;
  s_.indirect.push_back(said);
  return true;
}

}  // namespace entente
