// What is measured on: documents of ../shared/data/text where that folder is, and what a program of
// bench/ shares.
#pragma once

#include <benchmark/benchmark.h>

#include <cstdint>
#include <string>
#include <vector>

#include "entente/entente.h"

namespace entente::bench {

struct Corpus {
  std::vector<std::string> paths;   // the files
  std::vector<Document> documents;  // the first of them: ENTENTE_BENCH_DOCUMENTS, by default 300
  std::uint64_t bytes = 0;          // of their pages
};

// Read once. Without the folder it is empty, and a line on standard error says so.
const Corpus& corpus();

// Opens `what` or ends the program with its error: a benchmark has nobody to hand it to.
template <class T>
T must(Result<T> what) {
  if (!what) {
    std::fprintf(stderr, "bench: %s\n", describe(what.error()).c_str());
    std::exit(1);
  }
  return *std::move(what);
}

// Counters a second: tokens, bytes (as MB), documents, of `rounds` passes over the corpus.
void report_rates(benchmark::State& state, std::uint64_t tokens);

// Skips the benchmark without a corpus.
bool skip_without_corpus(benchmark::State& state);

}  // namespace entente::bench
