// A pattern of a TABARI or PETRARCH verb dictionary held against the words around its verb: words
// and sets in order, `_` next to each other, blanks anywhere; `+` the target, `$` the source, `%`
// a list of sides that is both, `^` any phrase. What stands before `*` is sought from the verb
// backwards to the sentence's start, what stands behind it forwards to the verb phrase's end.
#pragma once

#include <cstdint>
#include <vector>

#include "entente/code/dictionary_phrases.h"
#include "entente/lexicon/dictionary.h"

namespace entente {

// Where a verb stands, in pieces: the sentence begins at `begin`, the verb's words are [first,
// last), its verb phrase ends at `end`.
struct VerbSite {
  std::uint32_t begin = 0, first = 0, last = 0, end = 0;
};

inline constexpr std::uint32_t kNoPhrase = UINT32_MAX;

// Whom a pattern names: indexes of phrases.
struct PatternSides {
  std::uint32_t source = kNoPhrase, target = kNoPhrase, both = kNoPhrase;
};

class PatternMatcher {
 public:
  // `dictionaries` must stay. Not for several threads at once: scratch.
  explicit PatternMatcher(const Dictionaries& dictionaries) : dictionaries_(dictionaries) {}

  // The sentence at hand; both must stay until the next call.
  void set_sentence(const DictionaryPieces& pieces, const std::vector<CodedPhrase>& phrases) {
    pieces_ = &pieces;
    phrases_ = &phrases;
  }

  // Items times words at most: what failed once at a place is not tried again.
  bool match(const VerbPattern& pattern, const VerbSite& site, PatternSides& sides);

 private:
  struct Walk {  // one side of the verb
    const VerbPattern& pattern;
    std::uint32_t limit;  // forwards: one past the last piece; backwards: the first one
    bool forwards;
  };
  bool step(const Walk& walk, std::uint32_t item, std::uint32_t at, PatternSides& sides);
  bool closed(const Walk& walk, std::uint32_t item) const;
  void ends_of(const Walk& walk, const PatternItem& item, std::uint32_t at,
               std::vector<std::uint32_t>& ends) const;
  bool match_side(const Walk& walk, std::uint32_t item, std::uint32_t at, PatternSides& sides);
  std::uint32_t find_phrase(const Walk& walk, PatternItem::Kind kind, std::uint32_t at,
                            bool next) const;

  const Dictionaries& dictionaries_;
  const DictionaryPieces* pieces_ = nullptr;
  const std::vector<CodedPhrase>* phrases_ = nullptr;
  std::vector<std::uint8_t> failed_;  // item * (pieces + 1) + place
  std::uint32_t base_ = 0, width_ = 0;
};

// Phrases that `phrase` is a conjunct with, itself included, that have codes.
void conjuncts_of(const std::vector<CodedPhrase>& phrases, std::uint32_t phrase,
                  std::vector<std::uint32_t>& out);

}  // namespace entente
