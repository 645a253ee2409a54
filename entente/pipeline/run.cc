// One thread reads and hands on; the others work. A window of slots, one a document in flight, in
// the order of the input: the reader fills the last, workers take the first that waits, the reader
// hands on the first that is done. So order needs no sorting, and memory is the window. What the
// reader fills in is a piece: a page becomes a document only in the worker's hands, which is most
// of the work of an archive. With one thread there is no other: the calling thread does all, and
// nothing is locked. Tested by pipeline_test.cc.
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

#include "entente/pipeline/pipeline.h"

namespace entente {
namespace {

constexpr std::size_t kSlotsPerThread = 4;
constexpr std::uint64_t kMaxWaitingBytes = 64u << 20;

class Window {
 public:
  Window(const RunOptions& options, const RunHooks& hooks)
      : options_(options), hooks_(hooks), stream_(options.paths, options.ingest) {
    if (options.after) stream_.go_on_after(*options.after);
  }

  Result<RunCounts> single() {
    Pipeline::Work work;
    for (Slot slot; next(slot.piece);) {
      slot.out.clear();
      process(slot, work);
      counts_.times = work.times;
      if (auto status = hand_on(slot); !status) return std::move(status).error();
    }
    return finish();
  }

  Result<RunCounts> many() {
    std::vector<std::thread> threads;
    for (unsigned i = 0; i < options_.threads; ++i) threads.emplace_back([this] { work(); });
    Status status = feed();
    {
      const std::lock_guard lock(mutex_);
      closed_ = true;
    }
    waiting_.notify_all();
    for (std::thread& thread : threads) thread.join();
    if (!status) return std::move(status).error();
    return finish();
  }

 private:
  struct Slot {
    Piece piece;  // at first, then:
    Document document;
    std::optional<Error> refused;
    std::string out;
    bool skipped = false, done = false;
    std::size_t bytes = 0;  // of the piece, waiting
  };

  // The next piece to work on; tells of what became none. False at the end.
  bool next(Piece& piece) {
    while (!stopped_) {
      auto item = options_.pieces ? options_.pieces() : stream_.next_piece();
      if (std::holds_alternative<std::monostate>(item)) return false;
      if (auto* error = std::get_if<Error>(&item)) {
        refuse(*error);
        continue;
      }
      piece = std::get<Piece>(std::move(item));
      return true;
    }
    return false;
  }

  void refuse(const Error& error) {
    ++counts_.refused;
    hooks_.refused(error);
  }

  // On any thread: what the slot's piece comes to.
  void process(Slot& slot, Pipeline::Work& work) {
    slot.refused.reset();
    Origin origin = slot.piece.origin;
    auto document = stream_.finish(std::move(slot.piece));
    slot.piece = Piece();
    slot.piece.origin = std::move(origin);
    if (!document) {
      slot.refused = std::move(document).error();
      return;
    }
    slot.document = *std::move(document);
    slot.skipped = hooks_.skip && hooks_.skip(slot.document);
    if (!slot.skipped) hooks_.job(slot.document, work, slot.out);
  }

  Status hand_on(const Slot& slot) {
    counts_.last = slot.piece.origin;
    counts_.position = stream_.position();
    if (slot.refused) {
      refuse(*slot.refused);
    } else if (slot.skipped) {
      ++counts_.skipped;
    } else {
      ++counts_.documents;
      counts_.unreadable += !slot.document.readable;
      counts_.bytes += slot.document.page().size();
      ENTENTE_CHECK(hooks_.sink(slot.document, slot.out));
    }
    if (hooks_.progress && !hooks_.progress(counts_)) stopped_ = true;
    return ok_status();
  }

  Status feed() {
    const std::size_t slots = kSlotsPerThread * options_.threads;
    for (Piece piece; next(piece);) {
      {
        const std::lock_guard lock(mutex_);
        Slot& slot = window_.emplace_back();
        slot.bytes = piece.document.page().size() + piece.page.size();
        waiting_bytes_ += slot.bytes;
        slot.piece = std::move(piece);
      }
      waiting_.notify_one();
      ENTENTE_CHECK(
          drain([&] { return window_.size() < slots && waiting_bytes_ <= kMaxWaitingBytes; }));
    }
    return drain([&] { return window_.empty(); });
  }

  // Hands on what is done, in order, and waits for more until `enough` holds.
  template <class Enough>
  Status drain(Enough enough) {
    std::unique_lock lock(mutex_);
    for (;;) {
      while (!window_.empty() && window_.front().done) {
        const Slot slot = std::move(window_.front());
        window_.pop_front();
        --taken_;
        waiting_bytes_ -= slot.bytes;
        counts_.times = times_;
        lock.unlock();
        ENTENTE_CHECK(hand_on(slot));
        lock.lock();
      }
      if (window_.empty() || enough()) return ok_status();
      done_.wait(lock, [&] { return window_.front().done; });
    }
  }

  void work() {
    Pipeline::Work work;
    std::unique_lock lock(mutex_);
    for (;;) {
      waiting_.wait(lock, [&] { return closed_ || taken_ < window_.size(); });
      if (taken_ >= window_.size()) return;
      Slot& slot = window_[taken_++];  // a deque keeps its elements in place while others come and
                                       // go at the ends
      lock.unlock();
      work.times = {};
      process(slot, work);
      lock.lock();
      times_.add(work.times);
      slot.done = true;
      if (&slot == &window_.front()) done_.notify_one();
    }
  }

  RunCounts finish() {
    counts_.passed_over_kinds = stream_.passed_over();
    for (const auto& [kind, count] : counts_.passed_over_kinds) counts_.passed_over += count;
    counts_.position = stream_.position();
    return counts_;
  }

  const RunOptions& options_;
  const RunHooks& hooks_;
  DocumentStream stream_;
  RunCounts counts_;
  bool stopped_ = false;

  std::mutex mutex_;
  std::condition_variable waiting_, done_;
  std::deque<Slot> window_;
  std::size_t taken_ = 0;  // slots that a worker has, or had, from the front
  std::uint64_t waiting_bytes_ = 0;
  StageTimes times_;
  bool closed_ = false;
};

}  // namespace

Result<RunCounts> run(const RunOptions& options, const RunHooks& hooks) {
  Window window(options, hooks);
  return options.threads <= 1 ? window.single() : window.many();
}

}  // namespace entente
