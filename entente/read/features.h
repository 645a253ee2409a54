// What the network sees of a word: keys of its lower-cased form, prefixes, suffixes and shape, each
// a row of the embedding table when the training data knew it. Training and reading share this
// file, so that they cannot drift apart.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace entente {

// The kinds of feature, in the order in which a token's keys stand. kGazetteer: the word as lists
// of names know it, kClass: as a dictionary does (which parts of speech its form may have, what its
// commonest meaning is of); all words that the same lists hold, or of one class, share a row.
enum class FeatureKind : std::uint8_t {
  kWord,
  kPrefix1,
  kPrefix2,
  kPrefix3,
  kSuffix1,
  kSuffix2,
  kSuffix3,
  kSuffix4,
  kShape,
  kGazetteer,
  kClass
};
inline constexpr std::size_t kFeatureKinds = 11;

// How a sentence is written: where every word is a capital or none is, the shape of a word says
// nothing of names.
enum class SentenceCase : std::uint8_t { kMixed, kUpper, kLower, kTitle };

// Decides from the words that hold letters: all upper (two or more letters seen in upper case, none
// in lower), all lower, or four words in five with a capital first (of at least four). `forms`
// valid UTF-8. Linear.
SentenceCase sentence_case(std::span<const std::string_view> forms);

// The keys of `form` (valid UTF-8, not empty): `keys[i]` for kind i, never 0. Affixes count code
// points; a word shorter than an affix gives the whole word. Digits count as 0. `scratch` is
// working memory, kept from call to call. Linear in the form.
void feature_keys(std::string_view form, SentenceCase sentence, std::string& scratch,
                  std::span<std::uint32_t, kFeatureKinds> keys);

// The key of the row that stands for all unknown values of a kind.
std::uint32_t unknown_key(FeatureKind kind);

}  // namespace entente
