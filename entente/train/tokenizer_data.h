// Texts with gold tokens and sentences for the tokenizer, and how they are varied: newspapers write
// what treebanks of the web do not (curly quotes, dashes, datelines, capitals), and the gold stays
// right through each of these changes.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "entente/base/result.h"

namespace entente::train {

// What ends behind a character; bits.
inline constexpr std::uint8_t kEndsWord = 1, kEndsToken = 2, kEndsSentence = 4;

struct GoldChar {
  char32_t value = 0;
  std::uint8_t ends = 0;
};
using GoldText = std::vector<GoldChar>;

// The documents of a CoNLL-U file (plain or gzip).
Result<std::vector<GoldText>> read_gold_texts(const std::string& path);

// How often each change is made.
struct VaryRates {
  double curly = 0.5, dash = 0.5, upper = 0.06, lower = 0.03, title_case = 0.02, no_space = 0.015,
         merge = 0.3;
  double dateline = 0.15, abbreviation = 0.4, end_abbreviation = 0.015, initials = 0.2;
};

// A random variant of `text`. Only `random` decides: the same seed, the same text.
GoldText vary(const GoldText& text, const VaryRates& rates, std::mt19937_64& random);

// The text as UTF-8, and for each of its bytes the character to which it belongs.
std::string to_utf8(const GoldText& text, std::vector<std::uint32_t>& char_of_byte);

}  // namespace entente::train
