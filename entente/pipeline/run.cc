// One thread reads and hands on; the others work. A window of slots, one a document in flight, in the order of the input: the reader
// fills the last, workers take the first that waits, the reader hands on the first that is done. So order needs no sorting, and
// memory is the window. With one thread there is no other: the calling thread does all, and nothing is locked.
// Tested by pipeline_test.cc.
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
      : options_(options), hooks_(hooks), stream_(options.paths, options.ingest) {}

  Result<RunCounts> single() {
    Pipeline::Work work;
    std::string out;
    for (Document document; next(document);) {
      out.clear();
      hooks_.job(document, work, out);
      counts_.times = work.times;
      if (auto status = hand_on(document, out); !status) return std::move(status).error();
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
    Document document;
    std::string out;
    bool done = false;
  };

  // The next document to work on; tells of what became none. False at the end.
  bool next(Document& document) {
    while (!stopped_) {
      auto item = stream_.next();
      if (std::holds_alternative<std::monostate>(item)) return false;
      if (auto* error = std::get_if<Error>(&item)) {
        ++counts_.refused;
        hooks_.refused(*error);
        continue;
      }
      document = std::get<Document>(std::move(item));
      if (!hooks_.skip || !hooks_.skip(document)) return true;
      ++counts_.skipped;
    }
    return false;
  }

  Status hand_on(const Document& document, std::string_view out) {
    ++counts_.documents;
    counts_.unreadable += !document.readable;
    counts_.bytes += document.page().size();
    ENTENTE_CHECK(hooks_.sink(document, out));
    if (hooks_.progress && !hooks_.progress(counts_)) stopped_ = true;
    return ok_status();
  }

  Status feed() {
    const std::size_t slots = kSlotsPerThread * options_.threads;
    for (Document document; next(document);) {
      {
        const std::lock_guard lock(mutex_);
        waiting_bytes_ += document.page().size();
        window_.push_back({std::move(document), {}, false});
      }
      waiting_.notify_one();
      ENTENTE_CHECK(drain([&] { return window_.size() < slots && waiting_bytes_ <= kMaxWaitingBytes; }));
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
        waiting_bytes_ -= slot.document.page().size();
        counts_.times = times_;
        lock.unlock();
        ENTENTE_CHECK(hand_on(slot.document, slot.out));
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
      Slot& slot = window_[taken_++];  // a deque keeps its elements in place while others come and go at the ends
      lock.unlock();
      work.times = {};
      hooks_.job(slot.document, work, slot.out);
      lock.lock();
      times_.add(work.times);
      slot.done = true;
      if (&slot == &window_.front()) done_.notify_one();
    }
  }

  RunCounts finish() {
    counts_.passed_over = stream_.passed_over();
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
