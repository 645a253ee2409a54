// Words between marks: the second walk of quotes.cc. Tested by quotes_test.cc.
#include <algorithm>

#include "entente/base/unicode.h"
#include "entente/base/utf8.h"
#include "entente/code/quote_search.h"

namespace entente {
namespace {

constexpr std::uint32_t kLongQuote =
    8;  // words: longer ones are quotes even where nobody is found to say them
constexpr std::uint32_t kTitleWords = 7;  // capitalised words between marks: a title, if no longer

}  // namespace

void QuoteSearch::find_direct() {
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

void QuoteSearch::direct(std::uint32_t i, std::uint32_t first, std::uint32_t last) {
  const MarkedSpan& span = s_.spans[i];
  Said said;
  said.first = first, said.last = last;
  said.quote.span = span.inside;
  Cue cue = label_of(first, last);
  if (cue.speaker != kNoToken) {
    said.first = first = label_end(first, last);
    said.quote.span.begin = a_.tokens.begin[first];
  }
  if (cue.speaker == kNoToken) cue = cue_for(span, first, last);
  const bool attributed = cue.speaker != kNoToken || cue.token != kNoToken;
  if (!attributed && (span.family == MarkFamily::kSingle || !stands_alone(i, first, last))) return;
  if (span.family == MarkFamily::kSingle && last - first < 3) return;
  // "(CROSSTALK.)" between marks is no speech, but a note on it.
  if (a_.lower(first) == "(" && (a_.lower(last - 1) == ")")) return;
  if (is_title(first, last) && !spoken_title(cue, span, first, last) &&
      !goes_with_quote(first, last))
    return;
  if (cue.token != kNoToken) said.quote.cue = cue.span;
  said.speaker = cue.speaker;
  if (said.speaker == kNoToken) said.speaker = inherited(i, first);
  if (said.speaker != kNoToken) last_speaker_ = said.speaker, last_spoken_ = first;
  s_.direct.push_back(said);
}

// "WALLACE: ..." inside the marks of a transcript.
QuoteSearch::Cue QuoteSearch::label_of(std::uint32_t first, std::uint32_t last) const {
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

std::uint32_t QuoteSearch::label_end(std::uint32_t first, std::uint32_t last) const {
  for (std::uint32_t t = first; t < last; ++t)
    if (a_.lower(t) == ":") return t + 1;
  return first;
}

// A capitalised few words: the title of a work, the name of a thing, a nickname.
bool QuoteSearch::is_title(std::uint32_t first, std::uint32_t last) const {
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
  std::uint32_t begin = first;
  while (begin > 0 && is_mark(begin - 1)) --begin;
  return words >= 1 && !(words == 1 && last - first > 1 &&
                         begin <= a_.sentences[a_.tokens.sentence[first]].first);
}

// Capitalised words that go on with a quote: joined to it by "and" or a comma, or a sentence of
// their own behind it in its paragraph ("... she said. “The Donald. Big Daddy.”").
bool QuoteSearch::goes_with_quote(std::uint32_t first, std::uint32_t last) const {
  if (s_.direct.empty()) return false;
  const std::uint32_t before = s_.direct.back().last;
  bool joined = before < first;
  for (std::uint32_t t = before; t < first && joined; ++t)
    joined = is_mark(t) || a_.lower(t) == "," || a_.tokens.upos[t] == Upos::kCconj;
  if (joined) return true;
  const std::string_view end = a_.form(last - 1);
  if (end != "." && end != "!" && end != "?") return false;
  std::uint32_t begin = first;
  while (begin > 0 && is_mark(begin - 1)) --begin;
  const std::uint32_t sentence = a_.tokens.sentence[first];
  return begin <= a_.sentences[sentence].first && before > s_.paragraph[sentence];
}

// Capitalised words that are spoken all the same: a pause, the reporting word or nothing stands
// before them, the word is near.
bool QuoteSearch::spoken_title(const Cue& cue, const MarkedSpan& span, std::uint32_t first,
                               std::uint32_t last) const {
  if (cue.token == kNoToken) return false;
  const std::uint32_t gap = cue.span.begin >= span.whole.end
                                ? cue.span.begin - span.whole.end
                                : span.whole.begin - std::min(span.whole.begin, cue.span.end);
  if (gap > 60) return false;
  std::uint32_t t = first;
  while (t > 0 && is_mark(t - 1)) --t;
  const std::string_view end = a_.form(last - 1);
  if (end == "!") return true;  // chants of “Bobby!”
  // "called her “Miss Piggy”", neither "called for the “Clean Air Act”" nor "a user labelled “X”"
  if ((takes(cue.token) & Takes::kName) != 0 && cue.token < t && t > 0) {
    if (a_.tokens.deprel[cue.token] == Deprel::kAcl &&
        a_.tokens.subtype[cue.token] != Subtype::kRelcl)
      return false;
    if (a_.tokens.upos[t - 1] != Upos::kDet && a_.tokens.upos[t - 1] != Upos::kAdp) return true;
  }
  return t == a_.sentences[a_.tokens.sentence[first]].first || a_.lower(t - 1) == "," ||
         a_.lower(t - 1) == ":" || t - 1 == cue.token || (t >= 2 && a_.lower(t - 1) == "as");
}

// Marked words that nobody is found to say: still a quote when they are a sentence of their own,
// or long.
bool QuoteSearch::stands_alone(std::uint32_t i, std::uint32_t first, std::uint32_t last) const {
  const MarkedSpan& span = s_.spans[i];
  if (span.continues || span.goes_on || last - first >= kLongQuote) return true;
  const Sentence& sentence = a_.sentences[a_.tokens.sentence[first]];
  return first <= sentence.first + 1 && last - first >= 3 && last + 2 >= sentence.last &&
         !is_title(first, last);
}

// The reporting word of marked words, from the places where writers put it, the surest first.
QuoteSearch::Cue QuoteSearch::cue_for(const MarkedSpan& span, std::uint32_t first,
                                      std::uint32_t last) const {
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
  // “Both parties "saw it ...," said Victor Cha”: the verb's subject in the tree is that of the
  // words quoted; who stands beside the verb says them.
  if (cue.token != kNoToken && cue.token >= last && cue.speaker < last)
    if (const std::uint32_t near = beside_behind(last, cue.token); near != kNoToken)
      cue.speaker = near;
  return cue;
}

// "a new message: ...": a colon and no verb; the sentence's subject speaks.
QuoteSearch::Cue QuoteSearch::label_before(std::uint32_t first, const Sentence& sentence) const {
  std::uint32_t t = first;
  while (t > sentence.first && is_mark(t - 1)) --t;
  if (t == sentence.first || a_.lower(t - 1) != ":") return {};
  Cue cue;
  cue.token = t - 1;
  cue.span = a_.span(t - 1);
  cue.speaker = subject_before(t, sentence);
  return cue;
}

bool QuoteSearch::after_pause(std::uint32_t first) const {
  std::uint32_t t = first;
  while (t > 0 && is_mark(t - 1)) --t;
  return t > 0 && (a_.lower(t - 1) == "," || a_.lower(t - 1) == ":");
}

// Behind it, in the sentence that goes on or begins there: "...," said X.
QuoteSearch::Cue QuoteSearch::behind(const MarkedSpan& span, std::uint32_t last) const {
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
    if (a_.tokens.upos[at] == Upos::kVerb && (takes(at) & Takes::kQuote) != 0) return cue_of(at);
    // A clause of its own ("..., but the EU refused to say") reports nothing.
    if (a_.tokens.upos[at] == Upos::kVerb && at > t + 12) break;
    if (a_.lower(at) == ";") break;
  }
  return signature(last, sentence);
}

// "..." - Veronica Cruz: a dash and a name, and no verb.
QuoteSearch::Cue QuoteSearch::signature(std::uint32_t last, const Sentence& sentence) const {
  std::uint32_t t = last;
  while (t < a_.tokens.size() && t < last + 3 && is_mark(t)) ++t;
  if (t + 1 >= a_.tokens.size() || !is_dash(t) || a_.tokens.upos[t + 1] != Upos::kPropn) return {};
  for (std::uint32_t at = t + 1; at < sentence.last && at < t + 8 && !quoted(at); ++at)
    if (a_.tokens.upos[at] == Upos::kVerb) return {};
  Cue cue;
  cue.token = t;
  cue.span = a_.span(t);
  cue.speaker = name_head(t + 1);
  return cue;
}

bool QuoteSearch::is_dash(std::uint32_t token) const {
  const std::string_view form = a_.form(token);
  return form == "-" || form == "--" || form == "–" || form == "—" || form == "―";
}

bool QuoteSearch::starts_low(std::uint32_t token) const {
  return is_lower(code_point_at(a_.form(token), 0).value) || may_speak(token) ||
         a_.tokens.upos[token] == Upos::kPropn;
}

bool QuoteSearch::paragraph_break(std::uint32_t from, std::uint32_t to) const {
  const std::string_view gap = d_.page().substr(from, to > from ? to - from : 0);
  const std::size_t line = gap.find('\n');
  return line != std::string_view::npos && gap.find('\n', line + 1) != std::string_view::npos;
}

// Before it in its sentence: X said, "..."
QuoteSearch::Cue QuoteSearch::before(std::uint32_t first, const Sentence& sentence) const {
  for (std::uint32_t t = first, steps = 0; t > sentence.first && steps < kCueReach; ++steps) {
    --t;
    if (quoted(t)) continue;
    if (t > sentence.first && a_.lower(t) == "to" && a_.lower(t - 1) == "according")
      return according_cue(t - 1);
    if (a_.tokens.upos[t] == Upos::kVerb && (takes(t) & Takes::kQuote) != 0) return cue_of(t);
  }
  return {};
}

// Above it in the tree: the clause that holds it is reported.
QuoteSearch::Cue QuoteSearch::above(std::uint32_t first, std::uint32_t last) const {
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

QuoteSearch::Cue QuoteSearch::said_according(std::uint32_t first) const {
  const Sentence& sentence = a_.sentences[a_.tokens.sentence[first]];
  for (std::uint32_t t = sentence.first; t + 1 < sentence.last; ++t)
    if (!quoted(t) && a_.lower(t) == "according" && a_.lower(t + 1) == "to")
      return according_cue(t);
  return {};
}

QuoteSearch::Cue QuoteSearch::according_cue(std::uint32_t word) const {
  Cue cue;
  cue.token = word;
  cue.span = {a_.tokens.begin[word], a_.tokens.end[word + 1]};
  cue.speaker = a_.tokens.deprel[word] == Deprel::kCase ? a_.tokens.head[word]
                                                        : child_of(a_, word, Deprel::kObl);
  return cue;
}

// "Caddell continued:" closes the paragraph before.
QuoteSearch::Cue QuoteSearch::end_of_paragraph_before(std::uint32_t first) const {
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

}  // namespace entente
