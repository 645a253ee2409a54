// What the tokenizer's two networks look at. Training (train/tokenizer_*) and reading share these
// functions, so that they cannot drift apart. Everything is bounded: windows of a few characters or
// words, letter runs of at most kMaxAtom characters.
#pragma once

#include <cstdint>
#include <vector>

#include "entente/read/sparse_net.h"
#include "entente/read/text_blocks.h"

namespace entente {

// What stands between two characters of a run without blanks.
enum class Gap : std::uint8_t {
  kInside,
  kToken,
  kWord
};  // kWord: a word ends, its multiword token goes on
inline constexpr std::uint32_t kGaps = 3;

// A word: characters [first, last) of the block.
struct Piece {
  std::uint32_t first = 0, last = 0;
  bool goes_on = false;  // the next word belongs to the same token
  bool ends_sentence = false;
};

// A run of characters without blanks, [begin, end) of the block.
struct Run {
  std::uint32_t begin = 0, end = 0;
  // Bits: 1 an address of the web ("://", "www."), 2 an "@" with something on both sides, 4 a
  // letter after a stop ("alt.misc").
  std::uint32_t marks = 0;
  // The characters of an address in it, one token whatever stands in it: "http://a.b/c?d=1",
  // "a.b@example.org". Empty: none.
  std::uint32_t address_begin = 0, address_end = 0;
};

// The first run at or behind character `at`; an empty one at the block's end.
Run next_run(const Block& block, std::uint32_t at);

// Whether anything can end before character `i` of the run. Between two letters or two digits
// nothing does, save before "n't".
bool is_candidate(const Block& block, Run run, std::uint32_t i);

// Features of the gap before character `i`; `next` is the run that follows (empty at the block's
// end).
void gap_features(const Block& block, Run run, Run next, std::uint32_t i, FeatureList& out);

// What the second network knows of a word, and what of its block.
struct WordView {
  std::uint64_t key = 0;     // of the plain form
  std::uint64_t suffix = 0;  // of its last three characters
  std::uint32_t shape = 0;   // kinds of its characters, repeats left out
  CharKind first = CharKind::kSpace, last = CharKind::kSpace;
  std::uint8_t length = 0;  // at most 15
  bool space_after = false;
};

// The words of one block for sentence_features(); memory kept from block to block.
class SentenceContext {
 public:
  void load(const Block& block, const std::vector<Piece>& pieces);
  // Features of the gap behind word `i`, the sentence having begun at word `start` (<= i).
  // Ask in ascending order of `i`, none left out: quotes and brackets are counted on the way.
  void features(std::uint32_t i, std::uint32_t start, FeatureList& out);

 private:
  const WordView& word(std::int64_t i) const {
    return i < 0 || i >= static_cast<std::int64_t>(words_.size())
               ? outside_
               : words_[static_cast<std::size_t>(i)];
  }
  std::vector<WordView> words_;
  std::vector<std::uint32_t>
      to_end_mark_;  // words until the next full stop, question or exclamation mark
  WordView outside_;
  bool straight_open_ = false;
  int curly_open_ = 0, bracket_open_ = 0;
  std::uint32_t cased_ = 0;  // 0 mixed, 1 no lower-case letter, 2 no upper-case letter
};

}  // namespace entente
