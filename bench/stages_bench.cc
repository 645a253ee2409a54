// Each stage alone, on what the stage before has left, and the whole line: one thread, one corpus
// (corpus.h), models and lexicons open. One iteration is one pass over the corpus. scripts/bench
// makes the table.
#include "bench/corpus.h"

namespace entente::bench {
namespace {

const Lexicons& lexicons() {
  static const Lexicons open = must(Lexicons::open(ENTENTE_SHARE_DIR "/lexicon.img"));
  return open;
}
const Reader& reader() {
  static const Reader open = must(Reader::open(ENTENTE_SHARE_DIR "/models", "en"));
  return open;
}
const Resolver& resolver() {
  static const Resolver open = must(Resolver::open(lexicons()));
  return open;
}
const Coder& coder() {
  static const Coder open = must(Coder::open(lexicons()));
  return open;
}

// The corpus as each stage leaves it; made once.
struct Staged {
  std::vector<Analysis> analyses;
  std::vector<Resolution> resolutions;
  std::vector<Coding> codings;
  std::uint64_t tokens = 0;
};
const Staged& staged() {
  static const Staged made = [] {
    Staged all;
    Reader::Workspace read_work;
    Resolver::Workspace resolve_work;
    Coder::Workspace code_work;
    std::vector<std::string> warnings;
    for (const Document& document : corpus().documents) {
      Analysis analysis;
      Resolution resolution;
      Coding coding;
      reader().read(document, read_work, analysis, warnings);
      resolver().resolve(document, analysis, resolve_work, resolution);
      all.tokens += analysis.tokens.size();
      all.resolutions.push_back(resolution);
      coder().code(document, analysis, resolution, code_work, coding);
      all.codings.push_back(std::move(coding));
      all.analyses.push_back(std::move(analysis));
    }
    return all;
  }();
  return made;
}

void BM_Ingest(benchmark::State& state) {
  if (skip_without_corpus(state)) return;
  const std::size_t wanted = corpus().documents.size();
  for (auto _ : state) {
    DocumentStream stream(corpus().paths, {});
    for (std::size_t i = 0; i < wanted; ++i) benchmark::DoNotOptimize(stream.next());
  }
  report_rates(state, staged().tokens);
}

void BM_Read(benchmark::State& state) {
  if (skip_without_corpus(state)) return;
  Reader::Workspace workspace;
  Analysis analysis;
  std::vector<std::string> warnings;
  for (auto _ : state)
    for (const Document& document : corpus().documents) {
      warnings.clear();
      reader().read(document, workspace, analysis, warnings);
      benchmark::DoNotOptimize(analysis.tokens.size());
    }
  report_rates(state, staged().tokens);
}

void BM_Resolve(benchmark::State& state) {
  if (skip_without_corpus(state)) return;
  Resolver::Workspace workspace;
  Resolution resolution;
  const Staged& all = staged();
  for (auto _ : state)
    for (std::size_t i = 0; i < all.analyses.size(); ++i) {
      resolver().resolve(corpus().documents[i], all.analyses[i], workspace, resolution);
      benchmark::DoNotOptimize(resolution.actors.size());
    }
  report_rates(state, all.tokens);
}

void BM_Code(benchmark::State& state) {
  if (skip_without_corpus(state)) return;
  Coder::Workspace workspace;
  Coding coding;
  const Staged& all = staged();
  for (auto _ : state)
    for (std::size_t i = 0; i < all.analyses.size(); ++i) {
      Resolution resolution =
          all.resolutions[i];  // code() may add actors; the copy is in the figure
      coder().code(corpus().documents[i], all.analyses[i], resolution, workspace, coding);
      benchmark::DoNotOptimize(coding.events.size());
    }
  report_rates(state, all.tokens);
}

void BM_Write(benchmark::State& state) {
  if (skip_without_corpus(state)) return;
  RecordWriter writer;
  std::string line;
  const Staged& all = staged();
  for (auto _ : state)
    for (std::size_t i = 0; i < all.analyses.size(); ++i) {
      line.clear();
      writer.write(corpus().documents[i], all.analyses[i], all.resolutions[i], all.codings[i],
                   "bench", line);
      benchmark::DoNotOptimize(line.data());
    }
  report_rates(state, all.tokens);
}

// What `entente code -j1` does but for the writing of its output.
void BM_Whole(benchmark::State& state) {
  if (skip_without_corpus(state)) return;
  const Pipeline pipeline = must(Pipeline::open(ENTENTE_SHARE_DIR));
  Pipeline::Work work;
  std::string line;
  for (auto _ : state) {
    DocumentStream stream(corpus().paths, {});
    for (std::size_t i = 0; i < corpus().documents.size(); ++i) {
      auto item = stream.next();
      auto* document = std::get_if<Document>(&item);
      if (document == nullptr) continue;
      line.clear();
      pipeline.record(*document, work, line);
      benchmark::DoNotOptimize(line.data());
    }
  }
  report_rates(state, staged().tokens);
}

BENCHMARK(BM_Ingest)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_Read)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_Resolve)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_Code)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_Write)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_Whole)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace entente::bench

BENCHMARK_MAIN();
