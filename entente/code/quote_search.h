// One document's search for quotes: what its steps share. Private to code/: quotes.cc runs it, the
// steps lie in quotes_indirect.cc, quotes_marked.cc and quotes_speakers.cc.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "entente/code/quotes.h"

namespace entente {

inline constexpr std::uint32_t kCueReach =
    40;  // tokens between marked words and the word that reports them

inline bool is_negligible(const Analysis& analysis, std::uint32_t token) {
  return analysis.tokens.upos[token] == Upos::kPunct || analysis.tokens.upos[token] == Upos::kSym;
}

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

  void run(std::vector<Quote>& out);

 private:
  using Takes = QuoteFinder::Takes;
  using Said = QuoteScratch::Said;
  struct Cue {
    std::uint32_t token = kNoToken;    // the reporting word, or kNoToken
    std::uint32_t speaker = kNoToken;  // head word of who says it
    Span span{};
  };

  bool quoted(std::uint32_t token) const { return s_.in_span[token] != kNoToken; }

  // quotes.cc
  void mark_tokens();
  bool is_mark(std::uint32_t token) const;
  std::uint32_t takes(std::uint32_t token) const;
  void mark_paragraphs();
  void leave(std::vector<Quote>& out);
  bool is_personal(std::uint32_t token) const;
  void give_pronoun(std::uint32_t token, std::uint32_t actor);
  bool is_he_or_she(std::uint32_t token) const;
  std::optional<std::uint32_t> actor_of(std::uint32_t head);

  // quotes_indirect.cc: speech that a clause reports
  void find_indirect();
  void reported_by(std::uint32_t verb, std::uint32_t what);
  bool from_child(std::uint32_t verb, std::uint32_t child, std::uint32_t what);
  bool called_on(std::uint32_t verb, std::uint32_t child);
  bool infinitive(std::uint32_t verb, std::uint32_t child);
  bool from_aside(std::uint32_t verb);
  bool from_rest(std::uint32_t verb);
  bool from_that(std::uint32_t verb);
  bool report(std::uint32_t verb, std::uint32_t child, bool without_preposition = false);
  bool report_between(std::uint32_t verb, std::uint32_t object, std::uint32_t child);
  void according(std::uint32_t word);
  bool add(std::uint32_t verb, std::uint32_t first, std::uint32_t last);
  bool add(const Cue& cue, std::uint32_t first, std::uint32_t last);

  // quotes_marked.cc: words between marks
  void find_direct();
  void direct(std::uint32_t i, std::uint32_t first, std::uint32_t last);
  Cue label_of(std::uint32_t first, std::uint32_t last) const;
  std::uint32_t label_end(std::uint32_t first, std::uint32_t last) const;
  bool is_title(std::uint32_t first, std::uint32_t last) const;
  bool goes_with_quote(std::uint32_t first, std::uint32_t last) const;
  bool spoken_title(const Cue& cue, const MarkedSpan& span, std::uint32_t first,
                    std::uint32_t last) const;
  bool stands_alone(std::uint32_t i, std::uint32_t first, std::uint32_t last) const;
  Cue cue_for(const MarkedSpan& span, std::uint32_t first, std::uint32_t last) const;
  Cue label_before(std::uint32_t first, const Sentence& sentence) const;
  bool after_pause(std::uint32_t first) const;
  Cue behind(const MarkedSpan& span, std::uint32_t last) const;
  Cue signature(std::uint32_t last, const Sentence& sentence) const;
  bool is_dash(std::uint32_t token) const;
  bool starts_low(std::uint32_t token) const;
  bool paragraph_break(std::uint32_t from, std::uint32_t to) const;
  Cue before(std::uint32_t first, const Sentence& sentence) const;
  Cue above(std::uint32_t first, std::uint32_t last) const;
  Cue said_according(std::uint32_t first) const;
  Cue according_cue(std::uint32_t word) const;
  Cue end_of_paragraph_before(std::uint32_t first) const;

  // quotes_speakers.cc: who says it
  Cue cue_of(std::uint32_t word) const;
  std::uint32_t speaker_of(std::uint32_t word) const;
  bool cannot_speak(std::uint32_t token) const;
  std::uint32_t beside_behind(std::uint32_t last, std::uint32_t verb) const;
  std::uint32_t beside(std::uint32_t verb) const;
  bool is_nominal(std::uint32_t token) const;
  std::uint32_t name_head(std::uint32_t token) const;
  bool may_speak(std::uint32_t token) const;
  std::uint32_t subject_before(std::uint32_t until, const Sentence& sentence) const;
  std::uint32_t inherited(std::uint32_t i, std::uint32_t first) const;
  void consider_indirect(std::uint32_t first, std::uint32_t& best, std::uint32_t& at) const;

  const QuoteFinder& f_;
  const Document& d_;
  const Analysis& a_;
  const Extents& x_;
  Resolution& r_;
  AddedActors& added_;
  QuoteScratch& s_;
  std::uint32_t last_speaker_ = kNoToken, last_spoken_ = 0;  // of the direct quotes so far
};

}  // namespace entente
