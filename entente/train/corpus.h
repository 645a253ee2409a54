// What the reader's network learns from: sentences with gold trees, names or both, and the classes
// and feature values they hold.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "entente/base/result.h"
#include "entente/read/entities.h"
#include "entente/read/features.h"
#include "entente/read/tree.h"
#include "entente/record/analysis.h"

namespace entente::train {

inline constexpr std::uint8_t kNoTag = 0xFF;      // the corpus leaves the word's name open
inline constexpr std::uint8_t kAnyBegin = 0xFE;   // a name begins, nobody says of which type
inline constexpr std::uint8_t kAnyInside = 0xFD;  // a name of whichever type goes on

inline constexpr std::uint16_t kOpenHead = 0xFFFE;  // two parsers disagree about the word's head
inline constexpr Upos kOpenUpos = static_cast<Upos>(0xFF);  // or about its part of speech

struct Sentence {
  std::vector<std::string> forms;
  std::vector<Upos> upos;           // trees alone; kOpenUpos where nobody knows
  std::vector<std::string> feats;   // trees alone; "" for "_"
  std::vector<std::uint16_t> head;  // trees alone; kRootHead for the root, kOpenHead
  std::vector<std::string> deprel;  // trees alone; as record/ names it ("nsubj:pass", "obl")
  std::vector<std::uint8_t> tag;    // names alone; EntityTag or kNoTag
  bool has_tree() const { return !head.empty(); }
  bool has_names() const { return !tag.empty(); }
};

// Reads CoNLL-U: words only (no ranges, no empty nodes); "# names only" marks sentences without
// trees; NER=TAG in MISC gives names; "_" for UPOS or HEAD leaves that word's open. kBadInput names
// file and line (in `offset`). Sentences longer than `max_words` are left out.
Result<std::vector<Sentence>> read_conllu_corpus(const std::string& path, std::size_t max_words);

// The same words written otherwise: upper case, lower case, or each with a capital first. Gold
// stays.
Sentence recased(const Sentence& sentence, SentenceCase letters);

// Classes and embedding rows, in an order that depends on the corpora alone.
struct Classes {
  std::vector<std::string> labels;  // "nsubj:pass"
  std::vector<std::string> feats;   // "NOUN Number=Sing", by part of speech
  std::map<std::string, std::uint16_t> label_ids, feats_ids;
  std::array<std::uint16_t, kUposCount + 1>
      feats_begin{};  // those of part of speech u: [feats_begin[u], feats_begin[u + 1])
  std::map<std::uint32_t, std::uint32_t> rows;  // feature key -> row
  std::vector<std::uint32_t> counts;            // of each row in the corpora
  std::uint32_t unknown[kFeatureKinds] = {};    // the row of each kind's unknown values
};

// What lists say of words: a word and a number, the set of lists of names that hold it or its
// class.
using WordList = std::vector<std::pair<std::string, std::uint32_t>>;
struct WordLists {
  WordList names;    // FeatureKind::kGazetteer
  WordList classes;  // FeatureKind::kClass
};

// Reads "word TAB number" lines; an empty `path` is an empty list. kBadInput names the line.
Result<WordList> read_word_list(const std::string& path);

// Feature values seen `min_word` times (words), `min_affix` times (the rest) have a row of their
// own; each number of a list has one.
Classes collect_classes(const std::vector<Sentence>& sentences, const WordLists& lists,
                        std::uint32_t min_word, std::uint32_t min_affix);

}  // namespace entente::train
