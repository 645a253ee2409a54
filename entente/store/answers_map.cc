// A pool of connections to one snapshot, and a watch that ends what takes too long. A new snapshot
// makes a new pool; the old one lives until its last question is answered. Tested by
// answers_map_test.cc.
#include "entente/store/answers_map.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "entente/base/file.h"
#include "entente/base/hash.h"
#include "entente/store/answers_map_sql.h"
#include "entente/store/evidence.h"
#include "entente/store/lock_file.h"
#include "entente/store/snapshot.h"

namespace entente {
namespace {

using Clock = std::chrono::steady_clock;

// Ends questions that are past their time.
class Watch {
 public:
  Watch() : thread_([this](const std::stop_token& stop) { run(stop); }) {}
  ~Watch() {
    thread_.request_stop();
    changed_.notify_all();
  }

  // From begin() to end(), `connection` is interrupted at `deadline`. A number to end it with.
  std::uint64_t begin(const Database* connection, Clock::time_point deadline) {
    const std::lock_guard hold(mutex_);
    running_.push_back({++last_, connection, deadline});
    changed_.notify_all();
    return last_;
  }
  void end(std::uint64_t number) {
    const std::lock_guard hold(mutex_);
    std::erase_if(running_, [&](const Running& one) { return one.number == number; });
  }

 private:
  struct Running {
    std::uint64_t number;
    const Database* connection;
    Clock::time_point deadline;
  };

  void run(const std::stop_token& stop) {
    std::unique_lock hold(mutex_);
    while (!stop.stop_requested()) {
      // An interrupt that comes between two steps of a question is lost: it is sent again until the
      // question has ended.
      const auto now = Clock::now();
      auto next = now + std::chrono::hours(1);
      for (const Running& one : running_) {
        if (one.deadline <= now) one.connection->interrupt();
        next = std::min(next, std::max(one.deadline, now + std::chrono::milliseconds(20)));
      }
      changed_.wait_until(hold, stop, next, [] { return false; });
      if (running_.empty()) changed_.wait(hold, stop, [&] { return !running_.empty(); });
    }
  }

  std::mutex mutex_;
  std::condition_variable_any changed_;
  std::vector<Running> running_;
  std::uint64_t last_ = 0;
  std::jthread thread_;  // last: it begins when the rest is there
};

// A connection, and what reads lists over it.
struct Asker {
  Database database;
  ListReader lists;
};

// The connections to one snapshot.
class Pool {
 public:
  static Result<std::shared_ptr<Pool>> make(Snapshot snapshot, unsigned connections) {
    auto pool = std::make_shared<Pool>(std::move(snapshot));
    for (unsigned i = 0; i < connections; ++i) {
      ENTENTE_TRY(Database connection, pool->snapshot_.database.connect());
      pool->idle_.push_back(std::make_unique<Asker>(Asker{std::move(connection), {}}));
    }
    return pool;
  }
  explicit Pool(Snapshot snapshot) : snapshot_(std::move(snapshot)) {}

  const Snapshot& snapshot() const { return snapshot_; }

  // Nothing if none comes free in time.
  std::unique_ptr<Asker> take(std::chrono::milliseconds wait) {
    std::unique_lock hold(mutex_);
    if (!freed_.wait_for(hold, wait, [&] { return !idle_.empty(); })) return nullptr;
    std::unique_ptr<Asker> connection = std::move(idle_.back());
    idle_.pop_back();
    return connection;
  }
  void give_back(std::unique_ptr<Asker> connection) {
    const std::lock_guard hold(mutex_);
    idle_.push_back(std::move(connection));
    freed_.notify_one();
  }

 private:
  Snapshot snapshot_;
  std::mutex mutex_;
  std::condition_variable freed_;
  std::vector<std::unique_ptr<Asker>> idle_;
};

constexpr auto kWaitForWriter = std::chrono::seconds(30);

// Of the journal's newest segment.
FileStamp journal_stamp(const std::string& folder) {
  std::string newest;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder + "/journal", error))
    if (entry.path().extension() == ".seg") newest = std::max(newest, entry.path().string());
  return newest.empty() ? FileStamp{} : stamp_of(newest);
}

}  // namespace

struct MapDatabase::State {
  std::string folder;
  MapLimits limits;
  Watch watch;
  std::atomic<bool> damaged{false};  // an answer met what the index should hold and does not
  FileStamp journal_seen;    // when the index was last known to be as good as it can be made
  mutable std::mutex mutex;  // of `pool`
  std::shared_ptr<Pool> pool;

  std::shared_ptr<Pool> current() const {
    const std::lock_guard hold(mutex);
    return pool;
  }
  unsigned connections() const {
    return limits.connections != 0 ? limits.connections
                                   : std::max(2U, std::thread::hardware_concurrency());
  }
  Status mend();
  Status adopt(Snapshot snapshot) {
    ENTENTE_TRY(auto made, Pool::make(std::move(snapshot), connections()));
    const std::lock_guard hold(mutex);
    pool = std::move(made);
    return ok_status();
  }
  // Asks with the clock running, on a connection that is free.
  template <class Ask>
  Result<Store::Table> run(Pool& from, Ask ask);
};

template <class Ask>
Result<Store::Table> MapDatabase::State::run(Pool& from, Ask ask) {
  std::unique_ptr<Asker> asker = from.take(limits.wait);
  if (!asker) return Error{ErrorCode::kLimit, "too many questions at once", "", 0};
  const std::uint64_t number = watch.begin(&asker->database, Clock::now() + limits.answer);
  auto table = ask(*asker);
  watch.end(number);
  from.give_back(std::move(asker));
  if (!table && is_damage(table.error())) damaged = true;
  if (!table && table.error().message.find("INTERRUPT") != std::string::npos)
    return Error{ErrorCode::kLimit,
                 "the answer took longer than " + std::to_string(limits.answer.count()) + " ms", "",
                 0};
  return table;
}

MapDatabase::MapDatabase() : state_(std::make_unique<State>()) {}
MapDatabase::MapDatabase(MapDatabase&&) noexcept = default;
MapDatabase& MapDatabase::operator=(MapDatabase&&) noexcept = default;
MapDatabase::~MapDatabase() = default;

Result<MapDatabase> MapDatabase::open(const std::string& folder, OpenReport& report,
                                      const MapLimits& limits) {
  MapDatabase map;
  map.state_->folder = folder;
  while (map.state_->folder.size() > 1 && map.state_->folder.back() == '/')
    map.state_->folder.pop_back();
  map.state_->limits = limits;
  const auto until = Clock::now() + kWaitForWriter;
  for (bool mended = false;;) {
    // Whatever is wrong is found, told and mended by the one door for that; it lets go at once.
    if (!mended) {
      const auto store = Store::open(map.state_->folder, Store::Mode::kRead, report);
      if (!store && (store.error().code != ErrorCode::kStore || Clock::now() > until))
        return store.error();
      mended = store.has_value();
    }
    auto snapshot = take_snapshot(map.state_->folder);
    if (snapshot) {
      ENTENTE_CHECK(map.state_->adopt(*std::move(snapshot)));
      return map;
    }
    if (Clock::now() > until ||
        (!is_busy(snapshot.error()) && snapshot.error().code != ErrorCode::kNotFound))
      return snapshot.error();
    mended = is_busy(snapshot.error());
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
}

// A writer that died may have left the index in the middle, or behind the journal: then
// Store::open, as a reader does it, puts it in order. One that lives does so itself.
Status MapDatabase::State::mend() {
  if (damaged.exchange(false)) {
    const auto held = LockFile::take(folder + "/lock");
    const std::string index = folder + "/index.duckdb";
    if (held && ::rename(index.c_str(), (index + ".damaged").c_str()) != 0)
      return system_error("cannot set aside", index);
    journal_seen = {};
  }
  const FileStamp journal = journal_stamp(folder);
  if (journal == journal_seen || LockFile::holder(folder + "/lock") != 0) return ok_status();
  OpenReport report;
  const auto store = Store::open(folder, Store::Mode::kRead, report);
  if (!store) return store.error();
  journal_seen = journal;
  return ok_status();
}

Result<bool> MapDatabase::refresh() {
  ENTENTE_CHECK(state_->mend());
  const std::shared_ptr<Pool> old = state_->current();
  if (stamp_of(state_->folder + "/index.duckdb") == old->snapshot().source) return false;
  auto snapshot = take_snapshot(state_->folder);
  if (!snapshot) {
    if (is_busy(snapshot.error())) return false;
    if (snapshot.error().code != ErrorCode::kNotFound) return snapshot.error();
    state_->journal_seen = {};  // left in the middle: mended the next time
    return false;
  }
  const bool changed = snapshot->generation != old->snapshot().generation;
  ENTENTE_CHECK(state_->adopt(*std::move(snapshot)));
  return changed;
}

std::string MapDatabase::generation() const { return state_->current()->snapshot().generation; }

Result<Store::Table> MapDatabase::ask(MapList list, const MapFilter& filter) const {
  const std::shared_ptr<Pool> pool = state_->current();
  return state_->run(*pool, [&](Asker& asker) {
    return asker.lists.ask(asker.database, pool->snapshot().journal, list, filter);
  });
}

Result<Store::Kept> MapDatabase::document(std::string_view id) const {
  const std::shared_ptr<Pool> pool = state_->current();
  const std::string values[] = {std::to_string(hash64(id)), std::string(id)};
  const auto table = state_->run(
      *pool, [&](Asker& asker) { return asker.database.query(kPlaceOfDocument, values, 1); });
  if (!table) return table.error();
  if (table->rows.empty())
    return Error{ErrorCode::kNotFound, "no such document", std::string(id), 0};
  const auto number = [&](std::size_t column) {
    return std::strtoull(table->rows[0][column].value_or("0").c_str(), nullptr, 10);
  };
  ENTENTE_TRY(auto lines,
              pool->snapshot().journal.read_at(static_cast<std::uint32_t>(number(0)), number(1)));
  return Store::Kept{std::move(lines.first), std::move(lines.second)};
}

}  // namespace entente
