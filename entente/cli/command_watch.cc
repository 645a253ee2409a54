// entente watch: feeds into a database, until a signal.
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <thread>

#include "entente/cli/commands.h"
#include "entente/cli/terminal.h"
#include "entente/pipeline/watch.h"

namespace entente::cli {
namespace {

WatchOptions watch_options(const Options& options) {
  WatchOptions watch;
  watch.feeds = options.arguments;
  watch.poll.state_path = database_folder(options) + "/watch.state";
  watch.poll.every_s = options.every_s;
  watch.poll.pages = !options.feed_text;
  watch.poll.fetch.ports = options.ports;
  if (options.allow_private) watch.poll.fetch.allow_address = [](const sockaddr&) { return true; };
  watch.ingest = {.lang = options.lang};
  watch.threads =
      options.threads != 0 ? options.threads : std::max(1u, std::thread::hardware_concurrency());
  watch.once = options.once;
  return watch;
}

void tell(const WatchCounts& counts, const std::string& folder) {
  std::printf(
      "%llu documents gathered into %s, %llu known already; %zu feeds: %llu read, %llu unchanged, "
      "%llu failed\n",
      static_cast<unsigned long long>(counts.run.documents), folder.c_str(),
      static_cast<unsigned long long>(counts.run.skipped), counts.feeds,
      static_cast<unsigned long long>(counts.poll.fetched),
      static_cast<unsigned long long>(counts.poll.unchanged),
      static_cast<unsigned long long>(counts.poll.failed));
}

}  // namespace

int run_watch(const Options& options) {
  if (options.arguments.empty())
    return complain("watch needs feeds: addresses, an OPML file, or a list, one address a line"),
           kExitFailed;
  const auto start = std::chrono::steady_clock::now();
  OpenReport found;
  auto store = Store::open(database_folder(options), Store::Mode::kWrite, found);
  if (!store) return complain(store.error()), kExitFailed;
  for (const std::string& note : found.notes) complain(note);
  auto pipeline = open_pipeline(options);
  if (!pipeline) return complain(pipeline.error()), kExitFailed;
  WatchHooks hooks;
  hooks.gather.note = [](const std::string& note) { complain(note); };
  hooks.gather.refused = [](const Error& error) { complain(error); };
  hooks.stopped = [] { return interrupted(); };
  const bool shown = !options.quiet && ::isatty(STDERR_FILENO) == 1;
  hooks.progress = [&](const WatchCounts& counts) {
    if (!shown) return;
    std::fprintf(stderr, "\r\x1b[K%llu documents, %llu feeds read, %llu unchanged, %llu failed",
                 static_cast<unsigned long long>(counts.run.documents),
                 static_cast<unsigned long long>(counts.poll.fetched),
                 static_cast<unsigned long long>(counts.poll.unchanged),
                 static_cast<unsigned long long>(counts.poll.failed));
    std::fflush(stderr);
  };
  catch_signals();
  const auto counts = watch(*pipeline, *store, watch_options(options), hooks);
  if (shown) std::fputs("\r\x1b[K", stderr);
  if (!counts) return complain(counts.error()), kExitFailed;
  tell(*counts, database_folder(options));
  report(options, counts->run,
         std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
  return found.journal_damaged ? kExitBadInput : kExitOk;
}

}  // namespace entente::cli
