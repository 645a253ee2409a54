// Noun phrases and the codes that dictionaries of actors and agents give them, as TABARI and
// PETRARCH compose them: the phrase's first actor, then its agents ("Gondor's main opposition
// group" -> GONMOP, "MSF Arnor" -> NGOARN, "the police" -> ---COP). Dates decide between an actor's
// codes. Phrases are cut by tags rather than by the tree, so that names no parser has met hold
// together.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "entente/base/date.h"
#include "entente/lexicon/dictionary.h"
#include "entente/record/analysis.h"

namespace entente {

struct CodedPhrase {
  std::uint32_t first = 0, last = 0;              // tokens [first, last)
  std::uint32_t first_piece = 0, last_piece = 0;  // pieces [first_piece, last_piece)
  std::vector<std::string> codes;  // "GONGOV"; several for one name ("FRO/BIL") or "ministers of A
                                   // and B"; none: nobody that the dictionaries know
  std::string stem;                // the code that a conjunct without an actor shares ("DNK")
  std::uint32_t group = 0;         // phrases that "and" joins have the same
  bool has_actor = false, determined = false;
};

class PhraseCoder {
 public:
  explicit PhraseCoder(const Dictionaries& dictionaries)
      : dictionaries_(dictionaries), former_(dictionaries.words.find("former")) {}

  // Fills `out` (cleared first) with the phrases of tokens [first, last), ascending. `verbs`, by
  // token of the document: those at which no phrase goes on. `day`: of the document, nullptr
  // unknown. Linear in the tokens but for the phrases that begin with a word.
  void code(const Analysis& analysis, const DictionaryPieces& pieces,
            const std::vector<std::uint8_t>& verbs, std::uint32_t first, std::uint32_t last,
            const Day* day, std::vector<CodedPhrase>& out) const;

 private:
  struct Found {  // an actor or agent among the pieces
    std::uint32_t first = 0, last = 0, id = 0;
    bool agent = false;
  };
  void find_names(const Analysis& analysis, const DictionaryPieces& pieces, std::uint32_t begin,
                  std::uint32_t end, std::vector<Found>& out) const;
  void compose(const DictionaryPieces& pieces, const std::vector<Found>& found, const Day* day,
               CodedPhrase& phrase) const;
  static void join_conjuncts(const Analysis& analysis, std::vector<CodedPhrase>& phrases);
  static void join_complements(const Analysis& analysis, std::vector<CodedPhrase>& phrases);

  const Dictionaries& dictionaries_;
  DictionaryWordId former_;
};

// Adds `agent` behind `code` (or before it), unless the code has it at one of its places of three
// letters.
void add_agent_code(const DictionaryAgent& agent, std::string& code);

// The end of `phrase` where it begins at piece `at`; 0: it does not. Open words may be parted by
// pieces for which `may_skip(piece)` holds, at most kMaxGap of them.
inline constexpr std::uint32_t kMaxGap = 4;
template <class MaySkip>
std::uint32_t match_phrase(const DictionaryPhrase& phrase, const DictionaryPieces& pieces,
                           std::uint32_t at, std::uint32_t end, MaySkip&& may_skip) {
  for (std::size_t i = 0; i < phrase.size(); ++i) {
    std::uint32_t gap = 0;
    const bool open = i > 0 && !phrase[i - 1].closed;
    while (at < end && pieces.word[at] != phrase[i].word && open && gap < kMaxGap && may_skip(at))
      ++at, ++gap;
    if (at >= end || pieces.word[at] != phrase[i].word) return 0;
    ++at;
  }
  return at;
}

}  // namespace entente
