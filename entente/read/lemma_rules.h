// What the lemmatizer and its training share: how a word is written, the keys of the rule table,
// and the rules.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "entente/base/hash.h"
#include "entente/record/analysis.h"

namespace entente {

inline constexpr std::string_view kLemmaMagic = "ENTLEMMA";
inline constexpr std::uint32_t kLemmaVersion = 1;
inline constexpr std::uint32_t kMaxLemmaSuffix = 10;  // bytes
inline constexpr std::uint32_t kMaxLemmaBytes = 1200;

// How a form is written: no capital, a capital first, all capitals (two letters or more),
// otherwise.
enum class LetterShape : std::uint8_t { kLower, kCapital, kUpper, kMixed };
LetterShape letter_shape(std::string_view form);

// A rule: of the form (or of its lower case) cut `cut` bytes at the end, then add `add`.
struct LemmaRule {
  bool lower = false;
  std::uint8_t cut = 0;
  std::string_view add;
};

// What of the features lemmas depend on: Tense, VerbForm, Degree, Poss, Case, Gender, and Number
// save of verbs (their endings say it, and each value parts the examples). Independent of order.
std::uint64_t lemma_feats_key(std::string_view feats);

// Keys of the table. `tag` mixes part of speech, shape and features (0 for none).
inline std::uint64_t lemma_tag(Upos upos, LetterShape shape, std::uint64_t feats_key) {
  return mix64(feats_key ^ (static_cast<std::uint64_t>(upos) << 8 |
                            static_cast<std::uint64_t>(shape) << 16 | 1));
}
inline std::uint64_t lemma_suffix_key(std::string_view suffix, std::uint64_t tag) {
  return hash64(suffix, tag);
}
inline std::uint64_t lemma_word_key(std::string_view lower, std::uint64_t tag) {
  return hash64(lower, ~tag);
}

// Bytes of the suffixes of `lower` that are looked up, longest first: at most kMaxLemmaSuffix, on
// code points.
inline bool suffix_starts(std::string_view lower, std::uint32_t bytes) {
  return bytes == 0 || (static_cast<unsigned char>(lower[lower.size() - bytes]) & 0xC0) != 0x80;
}

// An open-addressing table of keys to rules, as it lies in the file: a slot is 32 bits of the key
// and the rule's number + 1.
struct LemmaSlot {
  std::uint32_t check = 0;
  std::uint32_t rule = 0;  // 0: free
};
template <class Slots>
std::uint32_t find_rule(const Slots& slots, std::uint64_t key) {
  const std::size_t mask = slots.size() - 1;
  for (std::size_t i = key & mask, tries = 0; tries <= mask && slots[i].rule != 0;
       i = (i + 1) & mask, ++tries)
    if (slots[i].check == static_cast<std::uint32_t>(key >> 32)) return slots[i].rule;
  return 0;
}

// The rule of a word, or 0: the whole word with and without features, then as if written small
// (save names), then suffixes.
template <class Slots>
std::uint32_t choose_rule(const Slots& slots, std::string_view lower, Upos upos, LetterShape shape,
                          std::uint64_t feats) {
  const std::uint64_t tags[2] = {lemma_tag(upos, shape, feats), lemma_tag(upos, shape, 0)};
  for (const std::uint64_t tag : tags)
    if (const std::uint32_t rule = find_rule(slots, lemma_word_key(lower, tag)); rule != 0)
      return rule;
  if (shape != LetterShape::kLower && upos != Upos::kPropn)
    for (const std::uint64_t tag :
         {lemma_tag(upos, LetterShape::kLower, feats), lemma_tag(upos, LetterShape::kLower, 0)})
      if (const std::uint32_t rule = find_rule(slots, lemma_word_key(lower, tag)); rule != 0)
        return rule;
  const std::uint32_t longest =
      static_cast<std::uint32_t>(lower.size() < kMaxLemmaSuffix ? lower.size() : kMaxLemmaSuffix);
  for (const std::uint64_t tag : tags)
    for (std::uint32_t bytes = longest + 1; bytes-- > 0;) {
      if (!suffix_starts(lower, bytes)) continue;
      const std::string_view suffix = lower.substr(lower.size() - bytes);
      if (const std::uint32_t rule = find_rule(slots, lemma_suffix_key(suffix, tag)); rule != 0)
        return rule;
    }
  return 0;
}

}  // namespace entente
