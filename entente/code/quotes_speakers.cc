// Reporting words and who says what they report: the third walk of quotes.cc. Tested by
// quotes_test.cc.
#include <algorithm>

#include "entente/code/quote_search.h"

namespace entente {

QuoteSearch::Cue QuoteSearch::cue_of(std::uint32_t word) const {
  Cue cue;
  cue.token = word;
  cue.span = a_.span(word);
  // With its particle or preposition where that makes the word: "pointed out", "called for".
  if (word + 1 < a_.tokens.size() && a_.tokens.sentence[word + 1] == a_.tokens.sentence[word] &&
      a_.tokens.head[word + 1] == word && a_.tokens.subtype[word + 1] == Subtype::kPrt)
    cue.span.end = a_.tokens.end[word + 1];
  cue.speaker = speaker_of(word);
  return cue;
}

std::uint32_t QuoteSearch::speaker_of(std::uint32_t word) const {
  if (a_.tokens.upos[word] == Upos::kNoun) {
    for (const std::uint32_t child : children(a_, word))
      if (a_.tokens.deprel[child] == Deprel::kNmod &&
          (a_.tokens.subtype[child] == Subtype::kPoss || case_of(a_, child) == "by" ||
           case_of(a_, child) == "from" || case_of(a_, child) == "of"))
        return child;
    return agent_of(a_, word);
  }
  const std::uint32_t agent = agent_of(a_, word);
  if (agent == kNoToken || quoted(agent) || cannot_speak(agent)) return beside(word);
  // "footage of Clinton asking ..."
  if (a_.tokens.head[word] == agent && a_.tokens.deprel[word] == Deprel::kAcl && !may_speak(agent))
    if (const std::uint32_t of = oblique(a_, agent, "of");
        of != kNoToken && of < word && may_speak(of))
      return of;
  if (may_speak(agent) || a_.tokens.deprel[agent] == Deprel::kNsubj) return agent;
  // "unleashed tweets early Friday saying ...": hung on a noun that says nothing; the clause's
  // subject does.
  const std::uint32_t clause = clause_of(a_, agent);
  const std::uint32_t subject =
      clause == kNoToken ? kNoToken : child_of(a_, clause, Deprel::kNsubj);
  return subject != kNoToken && !quoted(subject) && may_speak(subject) ? subject : agent;
}

// A day ("..., he said Friday"), or what stands in brackets behind a name ("McCaskill (D-Mo.)
// said").
bool QuoteSearch::cannot_speak(std::uint32_t token) const {
  const auto time = std::partition_point(r_.times.begin(), r_.times.end(),
                                         [&](const Timex& one) { return one.last <= token; });
  if (time != r_.times.end() && time->first <= token) return true;
  const std::uint32_t first = a_.sentences[a_.tokens.sentence[token]].first;
  for (std::uint32_t t = token, steps = 0; t-- > first && steps < 8; ++steps) {
    if (a_.lower(t) == ")") return false;
    if (a_.lower(t) == "(") return true;
  }
  return false;
}

// Who stands between marked words, which end before token `last`, and the verb behind them ("...,"
// a general said), or behind that verb ("...," said a general). kNoToken: nobody.
std::uint32_t QuoteSearch::beside_behind(std::uint32_t last, std::uint32_t verb) const {
  const Sentence& sentence = a_.sentences[a_.tokens.sentence[verb]];
  bool at_once = true;  // nothing but marks between them
  for (std::uint32_t t = verb; t-- > last;) {
    if (is_mark(t) || is_negligible(a_, t)) continue;
    at_once = false;
    if (is_nominal(t) && !cannot_speak(t)) {
      const std::uint32_t head = name_head(t);
      return head >= last && !cannot_speak(head) ? head : t;
    }
  }
  if (!at_once) return kNoToken;
  for (std::uint32_t t = verb + 1; t < sentence.last && t < verb + 8; ++t) {
    if (quoted(t) || is_negligible(a_, t)) break;
    if (!is_nominal(t) || cannot_speak(t)) continue;
    std::uint32_t head = t;  // the top of its phrase: "said widow Terry Strada"
    for (int steps = 0; steps < 6; ++steps) {
      const std::uint32_t up = a_.tokens.head[head];
      if (up == kNoToken || up <= verb || up > verb + 12 || !is_nominal(up)) break;
      head = up;
    }
    return head;
  }
  return kNoToken;
}

// The nearest nominal that may speak: right before the verb ("X said"), behind it ("said X"), or
// farther before it.
std::uint32_t QuoteSearch::beside(std::uint32_t verb) const {
  const Sentence& sentence = a_.sentences[a_.tokens.sentence[verb]];
  std::uint32_t left = verb;
  while (left > sentence.first &&
         (a_.tokens.upos[left - 1] == Upos::kAux || a_.tokens.upos[left - 1] == Upos::kAdv))
    --left;
  // "Sen. Claire McCaskill (D-Mo.) said Friday"
  if (left > sentence.first && a_.lower(left - 1) == ")") {
    std::uint32_t open = left - 1;
    while (open > sentence.first && open + 8 > left && a_.lower(open) != "(") --open;
    if (a_.lower(open) == "(") left = open;
  }
  if (left > sentence.first && !quoted(left - 1) && is_nominal(left - 1) && !cannot_speak(left - 1))
    return name_head(left - 1);
  for (std::uint32_t t = verb + 1; t < sentence.last && t < verb + 8; ++t) {
    if (quoted(t) || is_mark(t)) break;
    if (may_speak(t)) return t;
  }
  for (std::uint32_t t = verb; t > sentence.first && t + 12 > verb;) {
    --t;
    if (quoted(t) || is_mark(t)) break;
    if (may_speak(t)) return t;
  }
  return kNoToken;
}

bool QuoteSearch::is_nominal(std::uint32_t token) const {
  const Upos upos = a_.tokens.upos[token];
  return upos == Upos::kNoun || upos == Upos::kPropn || upos == Upos::kPron;
}

// The head of the name or compound that a word is part of.
std::uint32_t QuoteSearch::name_head(std::uint32_t token) const {
  for (int step = 0; step < 6; ++step) {
    const Deprel deprel = a_.tokens.deprel[token];
    if (deprel != Deprel::kFlat && deprel != Deprel::kCompound && deprel != Deprel::kAppos) break;
    if (a_.tokens.head[token] == kNoToken) break;  // a name without a governor
    token = a_.tokens.head[token];
  }
  return token;
}

bool QuoteSearch::may_speak(std::uint32_t token) const {
  if (r_.mention_of.size() <= token || r_.mention_of[token] == Resolution::kNone) return false;
  const Actor& actor = r_.actors[r_.mentions[r_.mention_of[token]].actor];
  return actor.kind == ActorKind::kPerson || actor.kind == ActorKind::kOrganization;
}

// The first subject of a sentence, before token `until`, who may speak.
std::uint32_t QuoteSearch::subject_before(std::uint32_t until, const Sentence& sentence) const {
  for (std::uint32_t at = sentence.first; at < until; ++at)
    if (a_.tokens.deprel[at] == Deprel::kNsubj && !quoted(at) && may_speak(at)) return at;
  return kNoToken;
}

// Nobody near says it: the speaker of what it goes on from, of its paragraph, or the subject of
// the sentence before it.
std::uint32_t QuoteSearch::inherited(std::uint32_t i, std::uint32_t first) const {
  const std::uint32_t paragraph = s_.paragraph[a_.tokens.sentence[first]];
  std::uint32_t best = last_speaker_, at = last_spoken_;
  if (best != kNoToken && s_.spans[i].continues) return best;
  consider_indirect(first, best, at);
  if (best != kNoToken && at >= paragraph) return best;
  // The subject of the sentence before it, in its paragraph.
  const std::uint32_t sentence = a_.tokens.sentence[first];
  if (sentence > 0 && a_.sentences[sentence - 1].first >= paragraph)
    for (std::uint32_t t = a_.sentences[sentence - 1].first; t < a_.sentences[sentence - 1].last;
         ++t)
      if (a_.tokens.deprel[t] == Deprel::kNsubj && !quoted(t) && may_speak(t)) return t;
  // A paragraph that is all quote: whoever spoke last.
  return best;
}

// The indirect quotes stand in the order of their cues: the last one before `first`, by
// bisection.
void QuoteSearch::consider_indirect(std::uint32_t first, std::uint32_t& best,
                                    std::uint32_t& at) const {
  auto it = std::partition_point(s_.indirect.begin(), s_.indirect.end(), [&](const Said& said) {
    return said.quote.cue && said.quote.cue->begin < a_.tokens.begin[first];
  });
  for (int steps = 0; it != s_.indirect.begin() && steps < 4; ++steps) {
    --it;
    if (it->speaker == kNoToken) continue;
    if (best == kNoToken || it->first > at) best = it->speaker, at = it->first;
    return;
  }
}

}  // namespace entente
