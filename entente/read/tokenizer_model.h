// The tokenizer's model file, models/LANG-tokenizer.bin: two networks, the letter runs that are two
// words ("cannot", "gonna"), and texts with their tokens that are tried at every load. Written by
// entente-train tokenizer.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "entente/base/result.h"
#include "entente/read/sparse_net.h"
#include "entente/read/token_features.h"

namespace entente {

inline constexpr std::string_view kTokenizerMagic = "ENTTOKEN";
inline constexpr std::uint32_t kTokenizerVersion = 1;
inline constexpr std::uint32_t kMaxSplitLetters = 12;
inline constexpr std::uint32_t kMaxTokenWords = 8;  // of a multiword token

inline constexpr std::uint32_t kAskNetwork = 0x80;  // added to a split's letters

// A run of letters that training cut in two: "cannot" at 3; with kAskNetwork, one that it cut only
// at times ("its not"). Keys are letter_run_key()'s.
struct SplitTable {
  std::span<const std::uint64_t> keys;    // ascending
  std::span<const std::uint8_t> letters;  // of the first word, kAskNetwork may be added
  // `letters` of the run [begin, end) of `block` if it is in the table, else 0.
  std::uint32_t find(const Block& block, std::uint32_t begin, std::uint32_t end) const;
};
std::uint64_t letter_run_key(const Block& block, std::uint32_t begin, std::uint32_t end);

struct TokenizerNets {
  SparseNet gap;       // classes: Gap
  SparseNet sentence;  // classes: goes on, ends
  SplitTable splits;
};

// What a block is taken through, and the memory for it.
struct TokenizerScratch {
  Block block;
  std::vector<Piece> pieces;
  SentenceContext context;
  FeatureList features;
};

// Cuts scratch.block into scratch.pieces, none longer than `max_piece_bytes`; adds the number of
// cuts for length to `cuts`.
void cut_pieces(const TokenizerNets& nets, std::uint32_t max_piece_bytes, TokenizerScratch& scratch,
                std::uint32_t& cuts);
// Sets ends_sentence of scratch.pieces; the block's last word always ends one.
void mark_sentences(const TokenizerNets& nets, TokenizerScratch& scratch);

}  // namespace entente
