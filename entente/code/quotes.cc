// Quotes, in three walks over a document.
//
// 1. Indirect speech, from the tree: the clause that a reporting verb or noun governs ("said that
// ...", "his claim that ..."), the
//    clause in which it is an aside ("..., he said, ..."), what "according to X" is said of, and
//    the phrases of verbs that report without a clause ("called for talks", "called it a mistake",
//    "accused them of lying").
// 2. Marked words. A stretch between marks is somebody's words when a reporting word is found for
// it: behind it, before it, above
//    it in the tree, at the end of the paragraph before it; or when it goes on from another one; or
//    when it is a sentence of its own beside a speaker. What is left are names, titles, nicknames
//    and words held with tongs: no quotes, unless long. Words between two apostrophes each ('' '')
//    are reported, not surely verbatim: italics are typed so as well (wikis).
// 3. Speakers: the reporting word's subject (clauses undone as in tree.h), or the nearest phrase on
// the side where English puts it.
//
// What each step looks at is bounded by a sentence or a paragraph that it does not look at again:
// linear. Tested by quotes_test.cc.
#include "entente/code/quotes.h"

#include <algorithm>

#include "entente/base/unicode.h"
#include "entente/base/utf8.h"

namespace entente {

namespace {

using Said = QuoteScratch::Said;

constexpr std::uint32_t kCueReach =
    40;  // tokens between marked words and the word that reports them
constexpr std::uint32_t kHeReach =
    150;  // tokens from the last speaker to a pronoun that nobody has resolved
constexpr std::uint32_t kLongQuote =
    8;  // words: longer ones are quotes even where nobody is found to say them
constexpr std::uint32_t kTitleWords = 7;  // capitalised words between marks: a title, if no longer

bool is_negligible(const Analysis& analysis, std::uint32_t token) {
  return analysis.tokens.upos[token] == Upos::kPunct || analysis.tokens.upos[token] == Upos::kSym;
}

}  // namespace

// One document's search: what all steps share.
class QuoteSearch {
 public:
  QuoteSearch(const QuoteFinder& finder, const Document& document, const Analysis& analysis,
              const Extents& extents, Resolution& resolution, AddedActors& added,
              QuoteScratch& scratch)
      : f_(finder),
        d_(document),
        a_(analysis),
        x_(extents),
        r_(resolution),
        added_(added),
        s_(scratch) {}

  void run(std::vector<Quote>& out) {
    mark_tokens();
    mark_paragraphs();
    s_.direct.clear();
    s_.indirect.clear();
    find_indirect();
    find_direct();
    leave(out);
  }

 private:
  using Takes = QuoteFinder::Takes;
  struct Cue {
    std::uint32_t token = kNoToken;    // the reporting word, or kNoToken
    std::uint32_t speaker = kNoToken;  // head word of who says it
    Span span{};
  };

  // ---------------------------------------------------------------- marks to tokens
  void mark_tokens() {
    find_marked_spans(d_.page(), s_.marks, s_.spans);
    s_.in_span.assign(a_.tokens.size(), kNoToken);
    std::uint32_t t = 0;
    for (std::uint32_t i = 0; i < s_.spans.size(); ++i) {
      const Span inside = s_.spans[i].inside;
      while (t < a_.tokens.size() && a_.tokens.end[t] <= inside.begin) ++t;
      for (; t < a_.tokens.size() && a_.tokens.begin[t] < inside.end; ++t) s_.in_span[t] = i;
    }
  }

  bool quoted(std::uint32_t token) const { return s_.in_span[token] != kNoToken; }
  bool is_mark(std::uint32_t token) const {
    const char32_t c = code_point_at(d_.page(), a_.tokens.begin[token]).value;
    return c == '"' || c == '\'' || (c >= 0x2018 && c <= 0x201F) || c == 0xAB || c == 0xBB ||
           c == '`';
  }
  std::uint32_t takes(std::uint32_t token) const {
    const Upos upos = a_.tokens.upos[token];
    if (upos == Upos::kVerb || upos == Upos::kAux) return f_.takes(a_.lemma(token), "verb");
    return upos == Upos::kNoun ? f_.takes(a_.lemma(token), "noun") : 0;
  }

  // ---------------------------------------------------------------- indirect
  void find_indirect() {
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

  void reported_by(std::uint32_t verb, std::uint32_t what) {
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
  bool from_child(std::uint32_t verb, std::uint32_t child, std::uint32_t what) {
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
      case Deprel::kObj:
        return false;
      case Deprel::kObl:
      case Deprel::kAdvcl:
        if ((preposition == "for" && (what & Takes::kFor) != 0) ||
            (preposition == "of" && (what & Takes::kOf) != 0) ||
            (preposition == "about" && (what & Takes::kAbout) != 0))
          return report(verb, child, true);
        if (deprel == Deprel::kAdvcl && (what & Takes::kOf) != 0 &&
            child_with_lemma(a_, child, Deprel::kMark, "of") != kNoToken)
          return report(verb, child, true);
        if ((what & Takes::kAs) != 0 &&
            (preposition == "as" || child_with_lemma(a_, child, Deprel::kMark, "as") != kNoToken))
          return report_between(verb, child_of(a_, verb, Deprel::kObj), child);
        if (preposition == "on" && (what & Takes::kOn) != 0) return report(verb, child, true);
        return false;
      default:
        return false;
    }
  }

  // "urged him to go", "promised to go": from the one who is to do it.
  bool infinitive(std::uint32_t verb, std::uint32_t child) {
    const std::uint32_t object = child_of(a_, verb, Deprel::kObj);
    if (object != kNoToken && object > verb && object < child)
      return report_between(verb, object, child);
    return report(verb, child);
  }

  // "X happened, he said": the reporting verb is an aside of the clause that it reports.
  bool from_aside(std::uint32_t verb) {
    const std::uint32_t head = a_.tokens.head[verb];
    if (head == kNoToken || a_.tokens.deprel[verb] != Deprel::kParataxis || head > verb)
      return false;
    const bool before = add(verb, x_.first(head), x_.first(verb));
    const bool after = x_.last(verb) < x_.last(head) && add(verb, x_.last(verb), x_.last(head));
    return before || after;
  }

  // "officials said the two raised money": the tree missed the clause. What follows the verb up to
  // the end of its sentence, if a phrase begins there and a verb is in it.
  bool from_rest(std::uint32_t verb) {
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
  bool from_that(std::uint32_t verb) {
    const Sentence& sentence = a_.sentences[a_.tokens.sentence[verb]];
    for (std::uint32_t t = verb + 1; t < sentence.last && t < verb + 6; ++t) {
      if (a_.tokens.upos[t] == Upos::kVerb || a_.lower(t) == ",") return false;
      if (a_.lower(t) != "that" || a_.tokens.upos[t] != Upos::kSconj) continue;
      return add(verb, t, sentence.last);
    }
    return false;
  }

  bool report(std::uint32_t verb, std::uint32_t child, bool without_preposition = false) {
    std::uint32_t first = x_.first(child), last = x_.last(child);
    if (first <= verb && verb < last) {  // crossing: the longer side
      if (child > verb)
        first = verb + 1;
      else
        last = verb;
    }
    if (without_preposition)
      for (const Deprel deprel : {Deprel::kCase, Deprel::kMark})
        if (const std::uint32_t word = child_of(a_, child, deprel);
            word != kNoToken && word == first)
          first = word + 1;
    return add(verb, first, last);
  }

  bool report_between(std::uint32_t verb, std::uint32_t object, std::uint32_t child) {
    if (object == kNoToken || object < verb) return report(verb, child);
    return add(verb, std::min(x_.first(object), x_.first(child)),
               std::max(x_.last(object), x_.last(child)));
  }

  // "according to X": the rest of its clause.
  void according(std::uint32_t word) {
    std::uint32_t who = a_.tokens.deprel[word] == Deprel::kCase ? a_.tokens.head[word] : kNoToken;
    if (who == kNoToken) who = child_of(a_, word, Deprel::kObl);
    if (who == kNoToken) return;
    const std::uint32_t head =
        a_.tokens.deprel[word] == Deprel::kCase ? a_.tokens.head[who] : a_.tokens.head[word];
    const Sentence& sentence = a_.sentences[a_.tokens.sentence[word]];
    const std::uint32_t begin = std::min(x_.first(who), word),
                        end = std::max(x_.last(who), word + 2);
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

  bool add(std::uint32_t verb, std::uint32_t first, std::uint32_t last) {
    return add(cue_of(verb), first, last);
  }

  // An indirect quote of the tokens [first, last), without marks and stops at its ends; false where
  // too little is left, or all of it stands between marks.
  bool add(const Cue& cue, std::uint32_t first, std::uint32_t last) {
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

  // ---------------------------------------------------------------- cues and speakers
  Cue cue_of(std::uint32_t word) const {
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

  std::uint32_t speaker_of(std::uint32_t word) const {
    if (a_.tokens.upos[word] == Upos::kNoun) {
      for (const std::uint32_t child : children(a_, word))
        if (a_.tokens.deprel[child] == Deprel::kNmod &&
            (a_.tokens.subtype[child] == Subtype::kPoss || case_of(a_, child) == "by" ||
             case_of(a_, child) == "from" || case_of(a_, child) == "of"))
          return child;
      return agent_of(a_, word);
    }
    const std::uint32_t agent = agent_of(a_, word);
    if (agent == kNoToken || quoted(agent)) return beside(word);
    if (may_speak(agent) || a_.tokens.deprel[agent] == Deprel::kNsubj) return agent;
    // "unleashed tweets early Friday saying ...": hung on a noun that says nothing; the clause's
    // subject does.
    const std::uint32_t clause = clause_of(a_, agent);
    const std::uint32_t subject =
        clause == kNoToken ? kNoToken : child_of(a_, clause, Deprel::kNsubj);
    return subject != kNoToken && !quoted(subject) && may_speak(subject) ? subject : agent;
  }

  // The nearest nominal that may speak: right before the verb ("X said"), behind it ("said X"), or
  // farther before it.
  std::uint32_t beside(std::uint32_t verb) const {
    const Sentence& sentence = a_.sentences[a_.tokens.sentence[verb]];
    std::uint32_t left = verb;
    while (left > sentence.first &&
           (a_.tokens.upos[left - 1] == Upos::kAux || a_.tokens.upos[left - 1] == Upos::kAdv))
      --left;
    if (left > sentence.first && !quoted(left - 1) && is_nominal(left - 1))
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

  bool is_nominal(std::uint32_t token) const {
    const Upos upos = a_.tokens.upos[token];
    return upos == Upos::kNoun || upos == Upos::kPropn || upos == Upos::kPron;
  }
  // The head of the name or compound that a word is part of.
  std::uint32_t name_head(std::uint32_t token) const {
    for (int step = 0; step < 6; ++step) {
      const Deprel deprel = a_.tokens.deprel[token];
      if (deprel != Deprel::kFlat && deprel != Deprel::kCompound && deprel != Deprel::kAppos) break;
      token = a_.tokens.head[token];
    }
    return token;
  }

  bool may_speak(std::uint32_t token) const {
    if (r_.mention_of.size() <= token || r_.mention_of[token] == Resolution::kNone) return false;
    const Actor& actor = r_.actors[r_.mentions[r_.mention_of[token]].actor];
    return actor.kind == ActorKind::kPerson || actor.kind == ActorKind::kOrganization;
  }

  // ---------------------------------------------------------------- direct
  void find_direct() {
    std::uint32_t t = 0;
    for (std::uint32_t i = 0; i < s_.spans.size(); ++i) {
      while (t < a_.tokens.size() && s_.in_span[t] != i &&
             a_.tokens.begin[t] < s_.spans[i].inside.end)
        ++t;
      std::uint32_t last = t;
      while (last < a_.tokens.size() && s_.in_span[last] == i) ++last;
      if (t < last) direct(i, t, last);
      t = last;
    }
  }

  void direct(std::uint32_t i, std::uint32_t first, std::uint32_t last) {
    const MarkedSpan& span = s_.spans[i];
    Said said;
    said.first = first, said.last = last;
    said.quote.span = span.inside;
    said.quote.direct = span.family != MarkFamily::kTicks;
    Cue cue = label_of(first, last);
    if (cue.speaker != kNoToken) {
      said.first = first = label_end(first, last);
      said.quote.span.begin = a_.tokens.begin[first];
    }
    if (cue.speaker == kNoToken) cue = cue_for(span, first, last);
    const bool attributed = cue.speaker != kNoToken || cue.token != kNoToken;
    if (!attributed && (span.family == MarkFamily::kSingle || !stands_alone(i, first, last)))
      return;
    if (span.family == MarkFamily::kSingle && last - first < 3) return;
    if (is_title(first, last) && !spoken_title(cue, span, first)) return;
    if (cue.token != kNoToken) said.quote.cue = cue.span;
    said.speaker = cue.speaker;
    if (said.speaker == kNoToken) said.speaker = inherited(i, first);
    if (said.speaker != kNoToken) last_speaker_ = said.speaker, last_spoken_ = first;
    s_.direct.push_back(said);
  }

  // "WALLACE: ..." inside the marks of a transcript.
  Cue label_of(std::uint32_t first, std::uint32_t last) const {
    Cue cue;
    for (std::uint32_t t = first; t < last && t < first + 4; ++t) {
      if (a_.lower(t) == ":" && t > first && t + 1 < last) {
        cue.token = t - 1;
        cue.speaker = t - 1;
        cue.span = {a_.tokens.begin[first], a_.tokens.end[t]};
        return cue;
      }
      const std::string_view form = a_.form(t);
      std::size_t at = 0, letters = 0;
      while (at < form.size()) {
        const CodePoint c = code_point_at(form, at);
        if (is_lower(c.value)) return {};
        letters += is_upper(c.value);
        at += c.bytes;
      }
      if (letters == 0 && form != ".") return {};
    }
    return {};
  }
  std::uint32_t label_end(std::uint32_t first, std::uint32_t last) const {
    for (std::uint32_t t = first; t < last; ++t)
      if (a_.lower(t) == ":") return t + 1;
    return first;
  }

  // A capitalised few words: the title of a work, the name of a thing, a nickname.
  bool is_title(std::uint32_t first, std::uint32_t last) const {
    if (last - first > kTitleWords) return false;
    std::uint32_t words = 0;
    for (std::uint32_t t = first; t < last; ++t) {
      if (is_negligible(a_, t)) continue;
      const char32_t c = code_point_at(a_.form(t), 0).value;
      const Upos upos = a_.tokens.upos[t];
      const bool small =
          upos == Upos::kAdp || upos == Upos::kDet || upos == Upos::kCconj || upos == Upos::kPart;
      if (!is_upper(c) && !is_digit(c) && !(small && t > first)) return false;
      ++words;
    }
    return words >= 1 && !(words == 1 && last - first > 1 &&
                           first == a_.sentences[a_.tokens.sentence[first]].first);
  }

  // Capitalised words that are spoken all the same: a pause, the reporting word or nothing stands
  // before them, the word is near.
  bool spoken_title(const Cue& cue, const MarkedSpan& span, std::uint32_t first) const {
    if (cue.token == kNoToken) return false;
    const std::uint32_t gap = cue.span.begin >= span.whole.end
                                  ? cue.span.begin - span.whole.end
                                  : span.whole.begin - std::min(span.whole.begin, cue.span.end);
    if (gap > 60) return false;
    std::uint32_t t = first;
    while (t > 0 && is_mark(t - 1)) --t;
    return t == a_.sentences[a_.tokens.sentence[first]].first || a_.lower(t - 1) == "," ||
           a_.lower(t - 1) == ":" || t - 1 == cue.token || (t >= 2 && a_.lower(t - 1) == "as");
  }

  // Marked words that nobody is found to say: still a quote when they are a sentence of their own,
  // or long.
  bool stands_alone(std::uint32_t i, std::uint32_t first, std::uint32_t last) const {
    const MarkedSpan& span = s_.spans[i];
    if (span.continues || span.goes_on || last - first >= kLongQuote) return true;
    const Sentence& sentence = a_.sentences[a_.tokens.sentence[first]];
    return first <= sentence.first + 1 && last - first >= 3 && last + 2 >= sentence.last &&
           !is_title(first, last);
  }

  // The reporting word of marked words, from the places where writers put it, the surest first.
  Cue cue_for(const MarkedSpan& span, std::uint32_t first, std::uint32_t last) const {
    const Sentence& opening = a_.sentences[a_.tokens.sentence[first]];
    bool starts = true;  // nothing but marks stands before it in its sentence
    for (std::uint32_t t = opening.first; t < first; ++t)
      starts &= is_mark(t) || is_negligible(a_, t);
    Cue cue;
    if (starts) {
      cue = behind(span, last);
      if (cue.token == kNoToken) cue = end_of_paragraph_before(first);
    } else {
      if (after_pause(first)) cue = before(first, opening);
      if (cue.token == kNoToken) cue = above(first, last);
      if (cue.token == kNoToken) cue = before(first, opening);
      if (cue.token == kNoToken) cue = behind(span, last);
    }
    if (cue.token == kNoToken) cue = said_according(first);
    if (cue.token == kNoToken) cue = label_before(first, opening);
    // "Borisov ratified the solidity of relations, “we confirm ...”": no word reports it, the
    // sentence's subject speaks.
    if (cue.token == kNoToken && !starts && after_pause(first))
      cue.speaker = subject_before(first, opening);
    return cue;
  }

  // "a new message: ...": a colon and no verb; the sentence's subject speaks.
  Cue label_before(std::uint32_t first, const Sentence& sentence) const {
    std::uint32_t t = first;
    while (t > sentence.first && is_mark(t - 1)) --t;
    if (t == sentence.first || a_.lower(t - 1) != ":") return {};
    Cue cue;
    cue.token = t - 1;
    cue.span = a_.span(t - 1);
    cue.speaker = subject_before(t, sentence);
    return cue;
  }

  // The first subject of a sentence, before token `until`, who may speak.
  std::uint32_t subject_before(std::uint32_t until, const Sentence& sentence) const {
    for (std::uint32_t at = sentence.first; at < until; ++at)
      if (a_.tokens.deprel[at] == Deprel::kNsubj && !quoted(at) && may_speak(at)) return at;
    return kNoToken;
  }

  bool after_pause(std::uint32_t first) const {
    std::uint32_t t = first;
    while (t > 0 && is_mark(t - 1)) --t;
    return t > 0 && (a_.lower(t - 1) == "," || a_.lower(t - 1) == ":");
  }

  // Behind it, in the sentence that goes on or begins there: "...," said X.
  Cue behind(const MarkedSpan& span, std::uint32_t last) const {
    std::uint32_t t = last;
    while (t < a_.tokens.size() && (is_mark(t) || a_.lower(t) == "," || is_dash(t))) ++t;
    if (t >= a_.tokens.size() || paragraph_break(span.inside.end, a_.tokens.begin[t])) return {};
    const std::string_view page = d_.page();
    const char end = span.inside.end > 0 ? page[span.inside.end - 1] : ' ';
    // A full stop inside the marks ends the sentence: what follows reports the next words, if any.
    if (end == '.' && !(a_.tokens.sentence[t] == a_.tokens.sentence[last - 1] && starts_low(t)))
      return signature(last, a_.sentences[a_.tokens.sentence[t]]);
    const Sentence& sentence = a_.sentences[a_.tokens.sentence[t]];
    for (std::uint32_t at = t; at < sentence.last && at < t + kCueReach; ++at) {
      if (quoted(at)) break;
      if (a_.lower(at) == "according" && at + 1 < sentence.last && a_.lower(at + 1) == "to")
        return according_cue(at);
      if (a_.tokens.upos[at] == Upos::kVerb &&
          (f_.takes(a_.lemma(at), "verb") & Takes::kQuote) != 0)
        return cue_of(at);
      // A clause of its own ("..., but the EU refused to say") reports nothing.
      if (a_.tokens.upos[at] == Upos::kVerb && at > t + 12) break;
      if (a_.lower(at) == ";") break;
    }
    return signature(last, sentence);
  }

  // "..." - Veronica Cruz: a dash and a name, and no verb.
  Cue signature(std::uint32_t last, const Sentence& sentence) const {
    std::uint32_t t = last;
    while (t < a_.tokens.size() && t < last + 3 && is_mark(t)) ++t;
    if (t + 1 >= a_.tokens.size() || !is_dash(t) || a_.tokens.upos[t + 1] != Upos::kPropn)
      return {};
    for (std::uint32_t at = t + 1; at < sentence.last && at < t + 8 && !quoted(at); ++at)
      if (a_.tokens.upos[at] == Upos::kVerb) return {};
    Cue cue;
    cue.token = t;
    cue.span = a_.span(t);
    cue.speaker = name_head(t + 1);
    return cue;
  }
  bool is_dash(std::uint32_t token) const {
    const std::string_view form = a_.form(token);
    return form == "-" || form == "--" || form == "–" || form == "—" || form == "―";
  }

  bool starts_low(std::uint32_t token) const {
    return is_lower(code_point_at(a_.form(token), 0).value) || may_speak(token) ||
           a_.tokens.upos[token] == Upos::kPropn;
  }

  bool paragraph_break(std::uint32_t from, std::uint32_t to) const {
    const std::string_view gap = d_.page().substr(from, to > from ? to - from : 0);
    const std::size_t line = gap.find('\n');
    return line != std::string_view::npos && gap.find('\n', line + 1) != std::string_view::npos;
  }

  // Before it in its sentence: X said, "..."
  Cue before(std::uint32_t first, const Sentence& sentence) const {
    for (std::uint32_t t = first, steps = 0; t > sentence.first && steps < kCueReach; ++steps) {
      --t;
      if (quoted(t)) continue;
      if (t > sentence.first && a_.lower(t) == "to" && a_.lower(t - 1) == "according")
        return according_cue(t - 1);
      if (a_.tokens.upos[t] == Upos::kVerb && (f_.takes(a_.lemma(t), "verb") & Takes::kQuote) != 0)
        return cue_of(t);
    }
    return {};
  }

  // Above it in the tree: the clause that holds it is reported.
  Cue above(std::uint32_t first, std::uint32_t last) const {
    std::uint32_t top = first;
    for (std::uint32_t t = first; t < last; ++t)
      if (a_.tokens.head[t] == kNoToken || a_.tokens.head[t] < first || a_.tokens.head[t] >= last) {
        top = t;
        break;
      }
    std::uint32_t up = a_.tokens.head[top];
    for (std::uint32_t steps = 0; up != kNoToken && steps < kCueReach;
         ++steps, up = a_.tokens.head[up])
      if (!quoted(up) && takes(up) != 0) return cue_of(up);
    return {};
  }

  Cue said_according(std::uint32_t first) const {
    const Sentence& sentence = a_.sentences[a_.tokens.sentence[first]];
    for (std::uint32_t t = sentence.first; t + 1 < sentence.last; ++t)
      if (!quoted(t) && a_.lower(t) == "according" && a_.lower(t + 1) == "to")
        return according_cue(t);
    return {};
  }

  Cue according_cue(std::uint32_t word) const {
    Cue cue;
    cue.token = word;
    cue.span = {a_.tokens.begin[word], a_.tokens.end[word + 1]};
    cue.speaker = a_.tokens.deprel[word] == Deprel::kCase ? a_.tokens.head[word]
                                                          : child_of(a_, word, Deprel::kObl);
    return cue;
  }

  // "Caddell continued:" closes the paragraph before.
  Cue end_of_paragraph_before(std::uint32_t first) const {
    std::uint32_t t = first;
    while (t > 0 && is_mark(t - 1)) --t;
    if (t == 0 || a_.lower(t - 1) != ":") return {};
    const Sentence& sentence = a_.sentences[a_.tokens.sentence[t - 1]];
    Cue cue = before(t - 1, sentence);
    if (cue.token != kNoToken) return cue;
    // "In his words:": whoever is the subject of that sentence.
    for (std::uint32_t at = sentence.first; at < t; ++at)
      if (a_.tokens.deprel[at] == Deprel::kNsubj && may_speak(at)) {
        cue.token = at;
        cue.speaker = at;
        cue.span = a_.span(at);
        return cue;
      }
    return {};
  }

  // Nobody near says it: the speaker of what it goes on from, of its paragraph, or the subject of
  // the sentence before it.
  std::uint32_t inherited(std::uint32_t i, std::uint32_t first) const {
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
  void consider_indirect(std::uint32_t first, std::uint32_t& best, std::uint32_t& at) const {
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

  void mark_paragraphs() {
    s_.paragraph.resize(a_.sentences.size());
    std::uint32_t begin = 0;
    for (std::uint32_t i = 0; i < a_.sentences.size(); ++i) {
      if (a_.sentences[i].paragraph_start) begin = a_.sentences[i].first;
      s_.paragraph[i] = begin;
    }
  }

  // ---------------------------------------------------------------- out
  void leave(std::vector<Quote>& out) {
    std::vector<Said>& all = s_.direct;
    all.insert(all.end(), s_.indirect.begin(), s_.indirect.end());
    std::stable_sort(all.begin(), all.end(), [](const Said& a, const Said& b) {
      return a.quote.span.begin != b.quote.span.begin ? a.quote.span.begin < b.quote.span.begin
                                                      : a.quote.direct && !b.quote.direct;
    });
    std::optional<std::uint32_t> last;
    std::uint32_t last_at = 0;
    for (Said& said : all) {
      if (said.speaker != kNoToken) {
        said.quote.speaker = actor_of(said.speaker);
        // "he" whom nobody has resolved: most often whoever spoke before
        if (!said.quote.speaker && is_he_or_she(said.speaker) && last &&
            said.first < last_at + kHeReach)
          said.quote.speaker = last;
      }
      if (said.quote.speaker && r_.actors[*said.quote.speaker].kind == ActorKind::kPerson)
        last = said.quote.speaker, last_at = said.last;
      out.push_back(said.quote);
    }
  }

  bool is_he_or_she(std::uint32_t token) const {
    return a_.lower(token) == "he" || a_.lower(token) == "she";
  }

  std::optional<std::uint32_t> actor_of(std::uint32_t head) {
    const std::uint32_t mention = mention_at(a_, r_, head);
    if (mention != Resolution::kNone) return r_.mentions[mention].actor;
    const Upos upos = a_.tokens.upos[head];
    if (upos == Upos::kPron || upos == Upos::kDet || upos == Upos::kVerb || upos == Upos::kNum)
      return std::nullopt;
    // A conjunct or what the head is the title of ("Psychology major ... Amneh Jafari").
    std::uint32_t first = x_.first(head), last = x_.last(head);
    for (const std::uint32_t child : children(a_, head)) {
      const Deprel deprel = a_.tokens.deprel[child];
      const bool heavy = deprel == Deprel::kAcl || deprel == Deprel::kAppos ||
                         deprel == Deprel::kConj || deprel == Deprel::kCc ||
                         deprel == Deprel::kPunct || deprel == Deprel::kParataxis ||
                         deprel == Deprel::kAdvcl || deprel == Deprel::kNmod;
      if (heavy && child > head) last = std::min(last, x_.first(child));
    }
    if (last <= head || last - first > 12) first = head, last = head + 1;
    return added_.actor_at(d_, a_, r_, head, first, last, ActorKind::kGeneric);
  }

  const QuoteFinder& f_;
  const Document& d_;
  const Analysis& a_;
  const Extents& x_;
  Resolution& r_;
  AddedActors& added_;
  QuoteScratch& s_;
  std::uint32_t last_speaker_ = kNoToken, last_spoken_ = 0;  // of the direct quotes so far
};

Result<QuoteFinder> QuoteFinder::open(const Lexicons& lexicons) {
  static constexpr NamedBit kNames[] = {{"quote", kQuote}, {"that", kThat},      {"wh", kWh},
                                        {"inf", kInf},     {"obj_inf", kObjInf}, {"name", kName},
                                        {"as", kAs},       {"for", kFor},        {"on", kOn},
                                        {"of", kOf},       {"about", kAbout},    {"out", kOut}};
  QuoteFinder finder;
  ENTENTE_TRY(const TableView table, lexicons.table("en.reporting"));
  finder.table_.load(table, "", "takes");
  ENTENTE_CHECK(finder.table_.read_bits(kNames));
  return finder;
}

std::uint32_t QuoteFinder::takes(std::string_view lemma, std::string_view part) const {
  const LemmaRow* row = table_.find(lemma, part);
  return row == nullptr ? 0 : row->bits;
}

void QuoteFinder::find(const Document& document, const Analysis& analysis, const Extents& extents,
                       Resolution& resolution, AddedActors& added, QuoteScratch& scratch,
                       std::vector<Quote>& out) const {
  QuoteSearch(*this, document, analysis, extents, resolution, added, scratch).run(out);
}

}  // namespace entente
