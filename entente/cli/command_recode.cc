// entente recode: the stored texts with today's coder.
#include <algorithm>
#include <cstdio>
#include <thread>

#include "entente/cli/commands.h"
#include "entente/cli/terminal.h"
#include "entente/pipeline/recode.h"

namespace entente::cli {

int run_recode(const Options& options) {
  if (!options.arguments.empty())
    return complain("recode takes no argument; --db names the database"), kExitFailed;
  OpenReport found;
  auto store = Store::open(database_folder(options), Store::Mode::kWrite, found);
  if (!store) return complain(store.error()), kExitFailed;
  for (const std::string& note : found.notes) complain(note);
  auto pipeline = open_pipeline(options);
  if (!pipeline) return complain(pipeline.error()), kExitFailed;
  RecodeHooks hooks;
  std::uint64_t refused = 0;
  hooks.refused = [&](const Error& error) { complain(error), ++refused; };
  hooks.note = [](const std::string& note) { complain(note); };
  hooks.progress = [](const RecodeCounts&) { return !interrupted(); };
  catch_signals();
  const unsigned threads =
      options.threads != 0 ? options.threads : std::max(1u, std::thread::hardware_concurrency());
  const auto counts = recode(*pipeline, *store, threads, options.all, hooks);
  if (!counts) return complain(counts.error()), kExitFailed;
  if (const Status done = store->refresh(); !done) complain(done.error());
  std::printf("%llu documents coded again by %s, %llu records changed\n",
              static_cast<unsigned long long>(counts->documents),
              std::string(pipeline->coder()).c_str(),
              static_cast<unsigned long long>(counts->changed));
  if (interrupted())
    return complain("ended early; what was coded is kept, the same command goes on"), kExitFailed;
  return refused != 0 || found.journal_damaged ? kExitBadInput : kExitOk;
}

}  // namespace entente::cli
