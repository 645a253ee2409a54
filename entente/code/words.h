// The words that the lexicon of code/ knows, and the word sets (&TALKS, &TROOPS) that its frames
// and refinements name. A document's lemmas are looked up once a distinct string; after that, all
// matching compares numbers.
#pragma once

#include <bitset>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "entente/base/result.h"
#include "entente/lexicon/lexicon.h"
#include "entente/record/analysis.h"

namespace entente {

using WordId = std::uint32_t;
inline constexpr WordId kNoWord = UINT32_MAX;

inline constexpr std::size_t kMaxWordSets = 128;
using SetMask = std::bitset<kMaxWordSets>;
using SetId = std::uint32_t;

// Lemmas in lower case, numbered as they are added. Threads may share one that no longer grows.
class Vocabulary {
 public:
  WordId add(std::string_view word);
  WordId find(std::string_view word) const;  // kNoWord: never added
  std::uint32_t size() const { return static_cast<std::uint32_t>(words_.size()); }
  std::string_view word(WordId id) const& { return words_[id]; }

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>()(text);
    }
  };
  std::unordered_map<std::string, WordId, Hash, std::equal_to<>> ids_;  // looked up, never walked
  std::vector<std::string> words_;
};

// data/en/sets.tsv: a name, and lemmas or phrases of lemmas; a word that begins with & takes in
// another set.
class WordSets {
 public:
  // Adds every word to `vocabulary`. kBadModel names the line: an unknown set, too many sets.
  Status load(const TableView& table, Vocabulary& vocabulary);
  // The number of `name` ("&TALKS"); false: there is none.
  bool find(std::string_view name, SetId& out) const;
  std::string_view name(SetId id) const& { return names_[id]; }

 private:
  friend class DocumentWords;
  struct Phrase {
    std::vector<WordId> words;  // the last one is the key it is found by
    SetMask sets;
  };
  void add_member(std::string_view text, SetId set, Vocabulary& vocabulary);

  std::vector<std::string> names_;
  std::vector<SetMask> of_word_;                        // by WordId
  std::vector<std::vector<std::uint32_t>> phrases_of_;  // by WordId of the last word: into phrases_
  std::vector<Phrase> phrases_;
};

// The words of one document. A part of a workspace: memory is kept.
class DocumentWords {
 public:
  // Linear in the tokens. `analysis` must stay.
  void reset(const Vocabulary& vocabulary, const WordSets& sets, const Analysis& analysis);
  WordId lemma(std::uint32_t token) const { return lemma_[token]; }
  // The sets of a token, those of a phrase that begins or ends with it included.
  const SetMask& sets(std::uint32_t token) const { return sets_[token]; }

 private:
  WordId look_up(const Vocabulary& vocabulary, std::string_view lemma);
  WordId from_form(const Vocabulary& vocabulary, std::string_view lower);
  bool phrase_ends_at(const WordSets::Phrase& phrase, std::uint32_t token) const;
  void join_hyphens(const Vocabulary& vocabulary, const WordSets& sets, const Analysis& analysis);

  std::vector<WordId> of_string_;  // by StringId, filled on sight
  std::vector<WordId> lemma_;
  std::vector<SetMask> sets_;
  std::string scratch_, joined_;
};

}  // namespace entente
