// Tested by tests/watch_test.cc through the program.
#include "entente/pipeline/watch.h"

#include <algorithm>
#include <chrono>
#include <thread>

namespace entente {
namespace {

constexpr std::size_t kPiecesPerBatch = 50;
constexpr std::uint64_t kBytesPerWatchBatch = 32u << 20;

// News is wanted while it is new: the index does not wait for the thousands of documents for which
// it does while gathering. Seconds between two updates, and their share of the time.
using Clock = std::chrono::steady_clock;
constexpr auto kBetweenUpdates = std::chrono::seconds(10);
constexpr int kUpdatesShare = 20;  // at most a twentieth

std::int64_t now_s() {
  return std::chrono::duration_cast<std::chrono::seconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

void add(RunCounts& sum, const RunCounts& more) {
  sum.documents += more.documents;
  sum.unreadable += more.unreadable;
  sum.refused += more.refused;
  sum.skipped += more.skipped;
  sum.bytes += more.bytes;
  sum.times.add(more.times);
}

class Watch {
 public:
  Watch(const Pipeline& pipeline, Store& store, const WatchOptions& options,
        const WatchHooks& hooks, Poller poller)
      : pipeline_(pipeline),
        store_(store),
        options_(options),
        hooks_(hooks),
        poller_(std::move(poller)) {
    counts_.feeds = poller_.feeds();
  }

  Result<WatchCounts> run() {
    while (!hooks_.stopped()) {
      auto step = poller_.next(now_s());
      if (auto* piece = std::get_if<Piece>(&step)) {
        bytes_ += piece->page.size();
        batch_.push_back(std::move(*piece));
        if (batch_.size() >= kPiecesPerBatch || bytes_ >= kBytesPerWatchBatch)
          ENTENTE_CHECK(flush());
      } else if (const auto* error = std::get_if<Error>(&step)) {
        hooks_.gather.refused(*error);
      } else {
        const auto& wait = std::get<Poller::Wait>(step);
        ENTENTE_CHECK(flush());
        if (options_.once && wait.idle) break;
        update_index();
        sleep(wait.ms);
      }
    }
    ENTENTE_CHECK(flush());
    return counts_;
  }

 private:
  Status flush() {
    if (!batch_.empty()) {
      RunOptions run;
      run.ingest = options_.ingest;
      run.threads = options_.threads;
      std::size_t next = 0;
      run.pieces = [&]() -> DocumentStream::PieceItem {
        if (next == batch_.size()) return std::monostate();
        return std::move(batch_[next++]);
      };
      auto counts = gather(pipeline_, store_, run, hooks_.gather);
      if (!counts) return std::move(counts).error();
      add(counts_.run, *counts);
      not_indexed_ |= counts->documents > 0;
      batch_.clear();
      bytes_ = 0;
    }
    counts_.poll = poller_.counts();
    if (hooks_.progress) hooks_.progress(counts_);
    return poller_.save();
  }

  // What is in the way (a reader has the index open) ends by itself: then the next time will do.
  void update_index() {
    const auto start = Clock::now();
    if (!not_indexed_ || start < next_update_) return;
    not_indexed_ = !store_.refresh().has_value();
    const auto end = Clock::now();
    next_update_ =
        end + std::max<Clock::duration>(kBetweenUpdates, (end - start) * (kUpdatesShare - 1));
  }

  void sleep(std::uint64_t ms) {
    constexpr std::uint64_t kSliceMs = 100;
    for (std::uint64_t slept = 0; slept < ms && !hooks_.stopped(); slept += kSliceMs) {
      std::this_thread::sleep_for(std::chrono::milliseconds(std::min(kSliceMs, ms - slept)));
      update_index();
    }
  }

  const Pipeline& pipeline_;
  Store& store_;
  const WatchOptions& options_;
  const WatchHooks& hooks_;
  Poller poller_;
  WatchCounts counts_;
  std::vector<Piece> batch_;
  std::uint64_t bytes_ = 0;
  bool not_indexed_ = false;
  Clock::time_point next_update_;
};

}  // namespace

Result<WatchCounts> watch(const Pipeline& pipeline, Store& store, const WatchOptions& options,
                          const WatchHooks& hooks) {
  PollOptions poll = options.poll;
  poll.fetch.stopped = hooks.stopped;
  ENTENTE_TRY(Poller poller, Poller::open(options.feeds, std::move(poll)));
  return Watch(pipeline, store, options, hooks, std::move(poller)).run();
}

}  // namespace entente
