// What only cli/ does: standard error, the terminal, signals, finding what the program needs.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "entente/base/result.h"
#include "entente/cli/options.h"
#include "entente/pipeline/look_up.h"
#include "entente/pipeline/pipeline.h"

namespace entente::cli {

inline constexpr int kExitOk = 0, kExitBadInput = 1, kExitFailed = 2;

// "entente: SOURCE:OFFSET: MESSAGE" on standard error; control characters of outside text are shown
// as \xNN.
void complain(const Error& error);
void complain(std::string_view message);

// True on a terminal that wants colour.
bool use_colour(const Options& options);
// Columns of the terminal on standard output, 100 elsewhere.
unsigned terminal_width();

// INT and TERM ask the run to end: what is in flight is finished. A second one ends at once.
void catch_signals();
bool interrupted();

// The folder of lexicon.img and models/; as Options::share says, or found.
std::string find_share(const Options& options);
std::string database_folder(const Options& options);
// What is found there, with the dictionaries of Options::dictionaries; each line of theirs that
// cannot be used is complained of, and with Options::strict any ends it.
Result<Pipeline> open_pipeline(const Options& options);
// The lexicon, with --lexicon's tables; each bad line of theirs is told.
Result<Lexicons> open_lexicons(const Options& options);

// "--after 'SOURCE:OFFSET' goes on": what to add to the command of a run that ended early.
std::string go_on_hint(const RunCounts& counts);

// A line that rewrites itself on a terminal, twice a second: documents, rate, refused, share of the
// input, time left.
class Progress {
 public:
  explicit Progress(const Options& options);
  ~Progress();
  void show(const RunCounts& counts);
  void clear();  // takes the line away

 private:
  bool shown_, drawn_ = false;
  std::uint64_t total_bytes_ = 0;  // of the input files; 0 not known
  std::chrono::steady_clock::time_point start_, last_;
};

// The last line on standard error: how many were refused; and the line of --stats.
void report(const Options& options, const RunCounts& counts, double seconds);
int exit_status(const Options& options, const RunCounts& counts);

}  // namespace entente::cli
