// Feeds into a database, for as long as one likes: what ingest/'s poller gives is gathered in small
// batches, and the poller's state is written after each batch is committed. So a crash fetches some
// items again, and loses none.
#pragma once

#include "entente/ingest/poller.h"
#include "entente/pipeline/gather.h"

namespace entente {

struct WatchOptions {
  std::vector<std::string> feeds;  // addresses, OPML files, lists
  PollOptions poll;                // its state_path is filled in by the caller
  IngestOptions ingest;
  unsigned threads = 1;
  bool once = false;  // end when all that was due is done
};

struct WatchCounts {
  RunCounts run;
  PollCounts poll;
  std::size_t feeds = 0;
};

struct WatchHooks {
  GatherHooks gather;
  std::function<bool()> stopped;  // asked often: true ends the watch, after what is in the batch
  std::function<void(const WatchCounts&)> progress;  // optional, after each batch
};

// Ends when stopped, or `once`, or with an error of the store.
Result<WatchCounts> watch(const Pipeline& pipeline, Store& store, const WatchOptions& options,
                          const WatchHooks& hooks);

}  // namespace entente
