// Which phrase named before does a phrase go back to, or none: a linear ranking of mentions (the
// mention-ranking model of Denis and Baldridge 2008 with the surface features of Durrett and Klein
// 2013), its weights in data/en/coreference.tsv, which scripts/train_coreference.py makes. Private
// to resolve/.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "entente/base/result.h"
#include "entente/lexicon/lexicon.h"
#include "entente/record/analysis.h"
#include "entente/record/event.h"
#include "entente/resolve/noun_phrases.h"

namespace entente {

// What of a phrase is asked again for each pair; memory is kept.
struct PhraseWords {
  std::uint32_t head = 0;                      // lemma, or lower case of a name's last word
  std::uint32_t core_begin = 0, core_end = 0;  // RankScratch::words, determiners left out
  std::uint64_t text = 0;                      // hash of the core's words
};

struct RankScratch {
  std::vector<StringId> words;
  std::vector<PhraseWords> of;  // by phrase
  std::vector<std::uint32_t>
      last_with_head;  // by StringId: the last phrase with that head, or kNoPhrase
  std::vector<std::uint32_t> previous_with_head;  // by phrase
  std::vector<StringId> heads_seen;               // to clear last_with_head by
  std::vector<std::uint32_t> candidates;          // of the phrase weighed last, the nearest first
  std::vector<double> scores;                     // of none, then of each candidate
  std::vector<std::uint32_t> chain;               // by phrase
  std::vector<char> chain_gender;                 // by chain: 'm', 'f' or 0
  struct Share {
    std::uint32_t chain = 0;
    double mass = 0;
  };
  std::vector<Share> shares;  // scratch of choose()
  std::string key;
};

class AntecedentRanker {
 public:
  // kNotFound: the image has no table en.coreference or en.nouns. Lives no longer than the
  // Lexicons.
  static Result<AntecedentRanker> open(const Lexicons& lexicons);

  // Makes ready what rank() asks of `phrases`, all of a document, by first token; a surname takes
  // the gender of the full name before it. Linear.
  void prepare(const Analysis& analysis, std::vector<Phrase>& phrases, RankScratch& scratch) const;

  // Fills scratch.chain: of each phrase a number, the same for all that are one thing, in order of
  // first mention. Each phrase is held against the kWindow before it and the kSameHead last of the
  // same head word: linear in the document. `trace`, if given, gains a line for each phrase that
  // goes back to another.
  void rank(const Document& document, const Analysis& analysis, std::vector<Phrase>& phrases,
            RankScratch& scratch, Trace* trace) const;

  // The chain of one phrase among those before it, which have theirs in scratch.chain, or
  // kNoPhrase; after prepare().
  std::uint32_t choose(const Analysis& analysis, const std::vector<Phrase>& phrases,
                       std::uint32_t phrase, RankScratch& scratch) const;
  // Says that `phrase` is of `chain`.
  static void set_chain(const std::vector<Phrase>& phrases, std::uint32_t phrase,
                        std::uint32_t chain, RankScratch& scratch);

  // For training: of each phrase the candidates and their features, as JSON.
  void dump(const Document& document, const Analysis& analysis, std::vector<Phrase>& phrases,
            RankScratch& scratch, std::string& out) const;

 private:
  explicit AntecedentRanker(const Nouns& nouns) : nouns_(nouns) {}
  static constexpr std::uint32_t kWindow = 40, kSameHead = 4;
  double weight(std::string_view feature) const;
  void find_candidates(const Analysis& analysis, const std::vector<Phrase>& phrases,
                       std::uint32_t phrase, RankScratch& scratch) const;

  // The upper half of a feature's hash (0: free) beside its weight: the table fits the second-level
  // cache; the lower half says where it stands.
  struct Slot {
    std::uint32_t mark = 0;
    float weight = 0;
  };
  Nouns nouns_;
  std::vector<Slot> slots_;  // open addressing, a power of two
};

}  // namespace entente
