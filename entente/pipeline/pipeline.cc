// Tested by pipeline_test.cc and tests/.
#include "entente/pipeline/pipeline.h"

#include <chrono>

#include "entente/code/coder.h"
#include "entente/lexicon/dictionary.h"
#include "entente/lexicon/lexicon.h"
#include "entente/read/reader.h"
#include "entente/record/record_writer.h"
#include "entente/resolve/resolver.h"

namespace entente {
namespace {

// Adds the time until its end to a counter.
class Clock {
 public:
  explicit Clock(std::uint64_t& sum) : sum_(sum), start_(std::chrono::steady_clock::now()) {}
  ~Clock() {
    const auto spent = std::chrono::steady_clock::now() - start_;
    sum_ += static_cast<std::uint64_t>(
        std::chrono::duration_cast<std::chrono::nanoseconds>(spent).count());
  }
  Clock(const Clock&) = delete;
  Clock& operator=(const Clock&) = delete;

 private:
  std::uint64_t& sum_;
  std::chrono::steady_clock::time_point start_;
};

constexpr std::string_view kLanguage = "en";

}  // namespace

void StageTimes::add(const StageTimes& other) {
  read_ns += other.read_ns;
  resolve_ns += other.resolve_ns;
  code_ns += other.code_ns;
  write_ns += other.write_ns;
  tokens += other.tokens;
  sentences += other.sentences;
}

struct Pipeline::Work::State {
  Reader::Workspace reader;
  Resolver::Workspace resolver;
  Coder::Workspace coder;
  RecordWriter writer;
};

Pipeline::Work::Work() : state_(std::make_unique<State>()) {}
Pipeline::Work::~Work() = default;
Pipeline::Work::Work(Work&&) noexcept = default;
Pipeline::Work& Pipeline::Work::operator=(Work&&) noexcept = default;

struct Pipeline::State {
  std::unique_ptr<Lexicons> lexicons;  // does not move: the stages point to it
  Reader reader;
  Resolver resolver;
  Coder coder;
  std::string name;
};

Pipeline::Pipeline() = default;
Pipeline::Pipeline(Pipeline&&) noexcept = default;
Pipeline& Pipeline::operator=(Pipeline&&) noexcept = default;
Pipeline::~Pipeline() = default;

Result<Pipeline> Pipeline::open(const std::string& share_dir,
                                std::shared_ptr<const Dictionaries> dictionaries) {
  ENTENTE_TRY(Lexicons lexicons, Lexicons::open(share_dir + "/lexicon.img"));
  return open(share_dir, std::move(lexicons), std::move(dictionaries));
}

Result<Pipeline> Pipeline::open(const std::string& share_dir, Lexicons lexicons,
                                std::shared_ptr<const Dictionaries> dictionaries) {
  auto reader = Reader::open(share_dir + "/models", kLanguage);
  if (!reader) return std::move(reader).error();
  auto kept = std::make_unique<Lexicons>(std::move(lexicons));
  auto resolver = Resolver::open(*kept);
  if (!resolver) return std::move(resolver).error();
  const std::string dictionary_name =
      dictionaries == nullptr ? "" : " dictionaries-" + dictionaries->revision;
  auto coder = Coder::open(*kept, std::move(dictionaries));
  if (!coder) return std::move(coder).error();
  Pipeline pipeline;
  pipeline.state_ = std::make_unique<State>(
      State{std::move(kept), *std::move(reader), *std::move(resolver), *std::move(coder), {}});
  pipeline.state_->name = "entente " + std::string(kVersion) + " " +
                          std::string(pipeline.state_->reader.revision()) + " lexicon-" +
                          std::string(pipeline.state_->lexicons->revision()) + dictionary_name;
  return pipeline;
}

std::string_view Pipeline::coder() const { return state_->name; }

void Pipeline::parse(Document& document, Work& work) const {
  work.analysis.clear();
  work.resolution.clear();
  work.coding.clear();
  if (document.readable && document.lang != kLanguage) {
    document.readable = false;
    document.warnings.push_back("language `" + document.lang + "` is not supported: not read");
  }
  if (!document.readable) return;
  const Clock clock(work.times.read_ns);
  state_->reader.read(document, work.state_->reader, work.analysis, document.warnings);
  work.times.tokens += work.analysis.tokens.size();
  work.times.sentences += work.analysis.sentences.size();
}

void Pipeline::parse_tokens(const Document& document, Work& work) const {
  work.resolution.clear();
  work.coding.clear();
  const Clock clock(work.times.read_ns);
  state_->reader.read_tokens(document, work.state_->reader, work.analysis);
  work.times.tokens += work.analysis.tokens.size();
}

void Pipeline::resolve(Document& document, Work& work, Trace* trace) const {
  parse(document, work);
  if (!document.readable) return;
  const Clock clock(work.times.resolve_ns);
  state_->resolver.resolve(document, work.analysis, work.state_->resolver, work.resolution, trace);
}

void Pipeline::chains(Document& document, Work& work, Trace* trace) const {
  resolve(document, work, trace);
  if (!document.readable) return;
  const Clock clock(work.times.resolve_ns);
  state_->resolver.find_chains(document, work.analysis, work.state_->resolver, work.resolution,
                               trace);
}

void Pipeline::chain_features(Document& document, Work& work, std::string& out) const {
  resolve(document, work);
  if (document.readable)
    state_->resolver.dump_chains(document, work.analysis, work.state_->resolver, work.resolution,
                                 out);
}

void Pipeline::code(Document& document, Work& work, Trace* trace) const {
  resolve(document, work, trace);
  if (!document.readable) return;
  const Clock clock(work.times.code_ns);
  state_->coder.code(document, work.analysis, work.resolution, work.state_->coder, work.coding,
                     trace);
}

void Pipeline::record(Document& document, Work& work, std::string& out) const {
  code(document, work);
  const Clock clock(work.times.write_ns);
  work.state_->writer.write(document, work.analysis, work.resolution, work.coding, coder(), out);
}

}  // namespace entente
