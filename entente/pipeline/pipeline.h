// The door of pipeline/: the stages in a row. Pipeline holds what is loaded once and shared; Work
// what one thread changes; run() reads documents from paths and hands finished pieces on in the
// order of the input, with any number of threads.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "entente/base/result.h"
#include "entente/ingest/ingest.h"
#include "entente/lexicon/lexicon.h"
#include "entente/record/actor.h"
#include "entente/record/analysis.h"
#include "entente/record/document.h"
#include "entente/record/event.h"

namespace entente {

struct Dictionaries;  // lexicon/dictionary.h

// Nanoseconds spent in each stage, and what went through.
struct StageTimes {
  std::uint64_t read_ns = 0, resolve_ns = 0, code_ns = 0, write_ns = 0;
  std::uint64_t tokens = 0, sentences = 0;
  void add(const StageTimes& other);
};

class Pipeline {
 public:
  // One a thread; memory is kept from document to document. What the last call left lies in the
  // public members.
  class Work {
   public:
    Work();
    ~Work();
    Work(Work&&) noexcept;
    Work& operator=(Work&&) noexcept;

    Analysis analysis;
    Resolution resolution;
    Coding coding;
    StageTimes times;

   private:
    friend class Pipeline;
    struct State;
    std::unique_ptr<State> state_;
  };

  // `share_dir` holds lexicon.img and models/. kNotFound, kBadModel name the file.
  // `dictionaries`, if given, are those of Coder::open(); their revision is part of coder().
  static Result<Pipeline> open(const std::string& share_dir,
                               std::shared_ptr<const Dictionaries> dictionaries = nullptr);
  // The same with a lexicon that stands already (look_up.h).
  static Result<Pipeline> open(const std::string& share_dir, Lexicons lexicons,
                               std::shared_ptr<const Dictionaries> dictionaries = nullptr);
  Pipeline(Pipeline&&) noexcept;
  Pipeline& operator=(Pipeline&&) noexcept;
  ~Pipeline();

  // Sentences, tokens, trees, entities; then actors, places and times; then what happened. A
  // document that cannot be read, or whose language has no models, is left empty with a warning.
  // `trace`, if given, gains every reason.
  void parse(Document& document, Work& work) const;
  // The same for tokens that are given in work.analysis (Reader::read_tokens).
  void parse_tokens(const Document& document, Work& work) const;
  void resolve(Document& document, Work& work, Trace* trace = nullptr) const;
  // resolve(), and work.resolution.chains.
  void chains(Document& document, Work& work, Trace* trace = nullptr) const;
  // The same as a line of features, for scripts/train_coreference.py.
  void chain_features(Document& document, Work& work, std::string& out) const;
  void code(Document& document, Work& work, Trace* trace = nullptr) const;
  // code(), and the record's line appended to `out`.
  void record(Document& document, Work& work, std::string& out) const;

  // "entente 0.1.0 en-1 lexicon-0123456789ab": program, models, lexicons.
  std::string_view coder() const;

 private:
  Pipeline();
  struct State;
  std::unique_ptr<State> state_;
};

inline constexpr std::string_view kVersion = "0.1.0";

struct RunOptions {
  std::vector<std::string> paths;  // as DocumentStream takes them
  IngestOptions ingest;
  unsigned threads = 1;
  std::function<DocumentStream::PieceItem()>
      pieces;                   // in place of paths, if given: what a poller fetched
  std::optional<Origin> after;  // leaves out all up to this place of an earlier run
};

struct RunCounts {
  std::uint64_t documents = 0;   // handed on
  std::uint64_t unreadable = 0;  // of them, those with nothing but a warning
  std::uint64_t refused = 0;     // lines and files that became no document
  std::uint64_t skipped = 0;     // left out at the caller's wish
  std::uint64_t passed_over =
      0;  // files of unknown kinds in folders, records of archives that are no pages
  std::map<std::string, std::uint64_t> passed_over_kinds;  // the same by kind; at the end alone
  std::uint64_t bytes = 0;                                 // of text
  std::uint64_t position = 0;                              // bytes of the inputs read so far
  Origin last;  // of the document handed on last: where a run that ended early goes on
  StageTimes times;
};

// What the caller of run() gives. `sink`, `refused` and `progress` are called on the calling
// thread, in the order of the input.
struct RunHooks {
  std::function<bool(const Document&)> skip;  // optional, any thread: true leaves the document out
  std::function<void(Document&, Pipeline::Work&, std::string& out)>
      job;  // any thread: the document's piece of output
  std::function<Status(const Document&, std::string_view out)> sink;  // an error ends the run
  std::function<void(const Error&)> refused;                          // what became no document
  std::function<bool(const RunCounts&)> progress;  // optional: false ends the run early, in order
};

// Reads, works, hands on. At most 4 documents a thread, and 64 MiB of text beyond the one being
// read, wait at any time. The same calls of `sink` whatever `threads` is.
Result<RunCounts> run(const RunOptions& options, const RunHooks& hooks);

}  // namespace entente
