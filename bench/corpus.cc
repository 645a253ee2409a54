#include "bench/corpus.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>

namespace entente::bench {
namespace {

constexpr std::size_t kDefaultDocuments = 300;

Corpus load() {
  namespace fs = std::filesystem;
  Corpus corpus;
  const fs::path folder = fs::path(ENTENTE_SOURCE_DIR) / "../shared/data/text";
  std::error_code code;
  for (fs::directory_iterator it(folder, code), end; !code && it != end; it.increment(code))
    if (it->path().string().ends_with(".jsonl.gz")) corpus.paths.push_back(it->path().string());
  std::sort(corpus.paths.begin(), corpus.paths.end());
  if (corpus.paths.empty()) {
    std::fputs("bench: ../shared/data/text is not there: what needs it is skipped\n", stderr);
    return corpus;
  }
  const char* wanted = std::getenv("ENTENTE_BENCH_DOCUMENTS");
  const std::size_t most =
      wanted == nullptr ? kDefaultDocuments : std::strtoul(wanted, nullptr, 10);
  DocumentStream stream(corpus.paths, {});
  while (corpus.documents.size() < most) {
    auto item = stream.next();
    if (std::holds_alternative<std::monostate>(item)) break;
    auto* document = std::get_if<Document>(&item);
    if (document == nullptr || !document->readable || document->lang != "en") continue;
    corpus.bytes += document->page().size();
    corpus.documents.push_back(std::move(*document));
  }
  return corpus;
}

}  // namespace

const Corpus& corpus() {
  static const Corpus loaded = load();
  return loaded;
}

bool skip_without_corpus(benchmark::State& state) {
  if (!corpus().documents.empty()) return false;
  state.SkipWithError("no corpus");
  return true;
}

void report_rates(benchmark::State& state, std::uint64_t tokens) {
  const auto rounds = static_cast<double>(state.iterations());
  const auto rate = [&](double amount) {
    return benchmark::Counter(amount * rounds, benchmark::Counter::kIsRate);
  };
  state.counters["tokens/s"] = rate(static_cast<double>(tokens));
  state.counters["MB/s"] = rate(static_cast<double>(corpus().bytes) / 1e6);
  state.counters["documents/s"] = rate(static_cast<double>(corpus().documents.size()));
}

}  // namespace entente::bench
