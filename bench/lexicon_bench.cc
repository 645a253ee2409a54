// The lexicon: opening the image (mapped, all numbers checked), cutting tokens into pieces, and
// looking for phrases at every token in every index.
#include <algorithm>

#include "bench/corpus.h"

namespace entente::bench {
namespace {

const std::string kImage = ENTENTE_SHARE_DIR "/lexicon.img";

void BM_Open(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(must(Lexicons::open(kImage)));
}

struct Tokens {
  std::vector<std::uint32_t> begin, end;
};

// Tokens by blanks: enough to measure on, and no model is needed.
Tokens tokens_of(std::string_view page) {
  Tokens tokens;
  for (std::size_t at = 0; at < page.size();) {
    const std::size_t end = std::min(page.find_first_of(" \n", at), page.size());
    if (end > at) {
      tokens.begin.push_back(static_cast<std::uint32_t>(at));
      tokens.end.push_back(static_cast<std::uint32_t>(end));
    }
    at = end + 1;
  }
  return tokens;
}

struct Cut {
  std::vector<Tokens> tokens;
  std::uint64_t count = 0;
};
const Cut& cut() {
  static const Cut made = [] {
    Cut all;
    for (const Document& document : corpus().documents) {
      all.tokens.push_back(tokens_of(document.page()));
      all.count += all.tokens.back().begin.size();
    }
    return all;
  }();
  return made;
}

void BM_Pieces(benchmark::State& state) {
  if (skip_without_corpus(state)) return;
  const Lexicons lexicons = must(Lexicons::open(kImage));
  PieceTable pieces;
  for (auto _ : state)
    for (std::size_t i = 0; i < corpus().documents.size(); ++i) {
      const Tokens& tokens = cut().tokens[i];
      lexicons.make_pieces(corpus().documents[i].page(), tokens.begin, tokens.end, pieces);
    }
  report_rates(state, cut().count);
}

void BM_Find(benchmark::State& state) {
  if (skip_without_corpus(state)) return;
  const Lexicons lexicons = must(Lexicons::open(kImage));
  const PhraseIndex index = must(lexicons.phrases("places"));
  std::vector<PieceTable> pieces(corpus().documents.size());
  for (std::size_t i = 0; i < pieces.size(); ++i)
    lexicons.make_pieces(corpus().documents[i].page(), cut().tokens[i].begin, cut().tokens[i].end,
                         pieces[i]);
  std::vector<PhraseHit> hits;
  std::uint64_t found = 0;
  for (auto _ : state)
    for (const PieceTable& table : pieces) {
      hits.clear();
      for (std::uint32_t at = 0; at + 1 < table.first_piece.size(); ++at)
        index.find(table, at, hits);
      found += hits.size();
    }
  report_rates(state, cut().count);
  state.counters["hits"] = static_cast<double>(found) / static_cast<double>(state.iterations());
}

BENCHMARK(BM_Open)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_Pieces)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_Find)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace entente::bench

BENCHMARK_MAIN();
