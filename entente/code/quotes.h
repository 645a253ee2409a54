// Who is quoted: words between marks and words reported without them, each with the word that
// reports it and its speaker. data/en/reporting.tsv names the reporting words; quote_marks.h pairs
// the marks.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "entente/base/result.h"
#include "entente/code/added_actors.h"
#include "entente/code/lemma_table.h"
#include "entente/code/quote_marks.h"
#include "entente/code/tree.h"
#include "entente/lexicon/lexicon.h"
#include "entente/record/actor.h"
#include "entente/record/analysis.h"
#include "entente/record/document.h"
#include "entente/record/event.h"

namespace entente {

// What one thread needs; its memory is kept from document to document.
struct QuoteScratch {
  MarkScratch marks;
  std::vector<MarkedSpan> spans;
  std::vector<std::uint32_t> in_span;  // of each token: the marked span it lies in, kNoToken none
  struct Said {                        // a quote while it is found
    Quote quote;
    std::uint32_t first = 0, last = 0;  // tokens
    std::uint32_t speaker = kNoToken;   // head word of the speaker's phrase
  };
  std::vector<Said> direct, indirect;
  std::vector<std::uint32_t> paragraph;  // of each sentence: the first token of its paragraph
};

// Immutable once made; threads may share it.
class QuoteFinder {
 public:
  // kNotFound: no table "en.reporting"; kBadModel: a word in `takes` that is none.
  static Result<QuoteFinder> open(const Lexicons& lexicons);

  // Appends the quotes of the document to `out`, by their beginning, direct before indirect where
  // they begin together. Speakers that the resolution does not know become actors through `added`.
  // Linear in the document, whatever its marks.
  void find(const Document& document, const Analysis& analysis, const Extents& extents,
            Resolution& resolution, AddedActors& added, QuoteScratch& scratch,
            std::vector<Quote>& out) const;

 private:
  friend class QuoteSearch;
  // What a reporting word may govern: bits of `takes`.
  enum Takes : std::uint32_t {
    kQuote = 1,
    kThat = 2,
    kWh = 4,
    kInf = 8,
    kObjInf = 16,
    kName = 32,
    kAs = 64,
    kFor = 128,
    kOn = 256,
    kOf = 512,
    kAbout = 1024,
    kOut = 2048,
  };
  std::uint32_t takes(std::string_view lemma, std::string_view part) const;

  LemmaTable table_;
};

}  // namespace entente
