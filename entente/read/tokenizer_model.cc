// Both networks run left to right over a block: the first over the gaps of each run without blanks,
// the second over the words that this made. The second sees where the open sentence began, so its
// decisions feed the next ones; they are greedy, since news gives it nothing to undo.
//
// Tested by tokenizer_test.cc.
#include "entente/read/tokenizer_model.h"

#include <algorithm>

namespace entente {

std::uint64_t letter_run_key(const Block& block, std::uint32_t begin, std::uint32_t end) {
  std::uint64_t key = end - begin;
  for (std::uint32_t i = begin; i < end; ++i) key = mix64(key ^ block.plain[i]);
  return key;
}

std::uint32_t SplitTable::find(const Block& block, std::uint32_t begin, std::uint32_t end) const {
  const std::uint64_t key = letter_run_key(block, begin, end);
  const auto it = std::lower_bound(keys.begin(), keys.end(), key);
  return it != keys.end() && *it == key ? letters[static_cast<std::size_t>(it - keys.begin())] : 0;
}

namespace {

class Cutter {
 public:
  Cutter(const TokenizerNets& nets, std::uint32_t max_piece_bytes, TokenizerScratch& scratch,
         std::uint32_t& cuts)
      : nets_(nets),
        max_bytes_(max_piece_bytes),
        scratch_(scratch),
        cuts_(cuts),
        block_(scratch.block) {}

  void run(Run run, Run next) {
    first_ = run.begin;
    split_ = doubt_ = 0;
    words_ = 0;
    for (std::uint32_t i = run.begin + 1; i < run.end; ++i) {
      if (block_.at[i + 1] - block_.at[first_] > max_bytes_) {
        ++cuts_;
        end_word(i, false);
        continue;
      }
      if (i == run.begin + 1 || !is_letter_kind(block_.kind[i - 2])) look_up_letters(run, i - 1);
      const Gap gap = decide(run, next, i);
      if (gap != Gap::kInside) end_word(i, gap == Gap::kWord && words_ + 1 < kMaxTokenWords);
    }
    end_word(run.end, false);
  }

 private:
  void end_word(std::uint32_t i, bool goes_on) {
    scratch_.pieces.push_back({first_, i, goes_on, false});
    first_ = i;
    words_ = goes_on ? words_ + 1 : 0;
  }
  Gap decide(Run run, Run next, std::uint32_t i) {
    if (i == split_) return Gap::kWord;
    if (i != doubt_ && !is_candidate(block_, run, i)) return Gap::kInside;
    scratch_.features.clear();
    gap_features(block_, run, next, i, scratch_.features);
    return static_cast<Gap>(nets_.gap.classify(scratch_.features.hashes()));
  }
  // A run of letters may begin at `begin`: sets where the table cuts it.
  void look_up_letters(Run run, std::uint32_t begin) {
    std::uint32_t end = begin;
    while (end < run.end && end - begin <= kMaxSplitLetters && is_letter_kind(block_.kind[end]))
      ++end;
    if (end - begin < 2 || end - begin > kMaxSplitLetters) return;
    if (const std::uint32_t letters = nets_.splits.find(block_, begin, end); letters != 0)
      ((letters & kAskNetwork) != 0 ? doubt_ : split_) = begin + (letters & ~kAskNetwork);
  }

  const TokenizerNets& nets_;
  std::uint32_t max_bytes_;
  TokenizerScratch& scratch_;
  std::uint32_t& cuts_;
  const Block& block_;
  std::uint32_t first_ = 0, split_ = 0, doubt_ = 0, words_ = 0;
};

}  // namespace

void cut_pieces(const TokenizerNets& nets, std::uint32_t max_piece_bytes, TokenizerScratch& scratch,
                std::uint32_t& cuts) {
  scratch.pieces.clear();
  Cutter cutter(nets, max_piece_bytes, scratch, cuts);
  for (Run run = next_run(scratch.block, 0); run.begin != run.end;) {
    const Run next = next_run(scratch.block, run.end);
    cutter.run(run, next);
    run = next;
  }
}

void mark_sentences(const TokenizerNets& nets, TokenizerScratch& scratch) {
  std::vector<Piece>& pieces = scratch.pieces;
  scratch.context.load(scratch.block, pieces);
  std::uint32_t start = 0;
  for (std::uint32_t i = 0; i < pieces.size(); ++i) {
    scratch.features.clear();
    scratch.context.features(i, start, scratch.features);
    if (pieces[i].goes_on) continue;
    pieces[i].ends_sentence =
        i + 1 == pieces.size() || nets.sentence.classify(scratch.features.hashes()) == 1;
    if (pieces[i].ends_sentence) start = i + 1;
  }
}

}  // namespace entente
