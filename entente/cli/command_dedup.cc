// entente dedup: which documents are one report again.
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <thread>

#include "entente/base/output.h"
#include "entente/cli/commands.h"
#include "entente/cli/terminal.h"
#include "entente/pipeline/dedup.h"

namespace entente::cli {

int run_dedup(const Options& options) {
  const auto start = std::chrono::steady_clock::now();
  auto output = Output::open(options.output);
  if (!output) return complain(output.error()), kExitFailed;
  RunOptions run;
  run.paths = options.arguments.empty() ? std::vector<std::string>{"-"} : options.arguments;
  run.ingest.format = options.from;
  run.ingest.lang = options.lang;
  run.ingest.date = options.date;
  run.ingest.names = options.names;
  run.after = options.after;
  run.threads =
      options.threads != 0 ? options.threads : std::max(1u, std::thread::hardware_concurrency());
  Progress progress(options);
  DedupHooks hooks;
  hooks.sink = [&](std::string_view line) { return output->write(line); };
  hooks.refused = [](const Error& error) { complain(error); };
  hooks.progress = [&](const RunCounts& counts) {
    progress.show(counts);
    return !interrupted();
  };
  catch_signals();
  const auto counts = find_duplicates(run, hooks);
  const Status finished = counts ? output->finish() : Status(counts.error());
  if (!finished && output->is_broken_pipe()) return kExitOk;
  if (!finished) return complain(finished.error()), kExitFailed;
  report(options, *counts,
         std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
  return interrupted() ? kExitFailed : exit_status(options, *counts);
}

}  // namespace entente::cli
