// What must never happen to a database, tried: processes killed at any moment, every write and
// every sync failing in turn, full and read-only disks, many owners at once. Children are forked,
// faults are injected by this program's own write(2), fsync(2) and so on, which DuckDB's library
// calls too. "Acknowledged" is what a commit() returned for; the bar is zero of it lost, zero torn,
// zero databases that do not open, zero crashes.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <random>

#include "entente/base/file.h"
#include "entente/base/test_folder.h"
#include "entente/record/test_records.h"
#include "entente/store/database.h"
#include "entente/store/duckdb_api.h"
#include "entente/store/journal.h"
#include "entente/store/store.h"

namespace {

// The n-th call of a kind fails, once or from then on.
struct Faults {
  std::atomic<int> writes{0}, syncs{0};  // calls so far
  int fail_write = 0, fail_sync = 0;     // 0: none
  bool from_then_on = false;
  bool half = false;  // the failing write takes half of its bytes
  int error = EIO;

  bool fails(std::atomic<int>& calls, int nth) const {
    const int call = ++calls;
    return nth != 0 && (call == nth || (from_then_on && call > nth));
  }
};
Faults faults;  // this program's one global: what it injects

}  // namespace

extern "C" {
#define ENTENTE_EXPORT __attribute__((visibility("default")))
ENTENTE_EXPORT ssize_t write(int fd, const void* bytes, size_t count) {
  if (fd > 2 && faults.fails(faults.writes, faults.fail_write)) {
    if (faults.half && count > 1) return ::syscall(SYS_write, fd, bytes, count / 2);
    return errno = faults.error, -1;
  }
  return ::syscall(SYS_write, fd, bytes, count);
}
ENTENTE_EXPORT ssize_t pwrite64(int fd, const void* bytes, size_t count, off64_t at) {
  if (faults.fails(faults.writes, faults.fail_write)) {
    if (faults.half && count > 1) return ::syscall(SYS_pwrite64, fd, bytes, count / 2, at);
    return errno = faults.error, -1;
  }
  return ::syscall(SYS_pwrite64, fd, bytes, count, at);
}
ENTENTE_EXPORT ssize_t pwrite(int fd, const void* bytes, size_t count, off_t at) {
  return pwrite64(fd, bytes, count, at);
}
ENTENTE_EXPORT int fsync(int fd) {
  if (faults.fails(faults.syncs, faults.fail_sync)) return errno = faults.error, -1;
  return static_cast<int>(::syscall(SYS_fsync, fd));
}
ENTENTE_EXPORT int fdatasync(int fd) {
  if (faults.fails(faults.syncs, faults.fail_sync)) return errno = faults.error, -1;
  return static_cast<int>(::syscall(SYS_fdatasync, fd));
}
}

namespace entente {
namespace {

constexpr StoreLimits kSmall{.segment_bytes = 3000, .index_every = 6};

// `make torture` (ENTENTE_TORTURE=full) tries all; otherwise a sample that ends in seconds, also
// under sanitizers: a child with a whole database costs half a second there.
bool is_full() {
  const char* const set = std::getenv("ENTENTE_TORTURE");
  return set != nullptr && std::string_view(set) == "full";
}
int rounds(int quick, int full) { return is_full() ? full : quick; }

// What parent and children share.
struct Shared {
  std::atomic<int> acknowledged{0}, holders{0}, most_holders{0}, opened{0};
};
Shared* shared_page() {
  void* const page =
      ::mmap(nullptr, sizeof(Shared), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  return new (page) Shared;  // NOLINT: a page of the system's, given back when the process ends
}

// Runs `work` in a child; its result is the exit status, 100 + signal if it was killed.
pid_t start(const std::function<int()>& work) {
  const pid_t pid = ::fork();
  if (pid == 0) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);  // no child outlives a test that was ended
    ::_exit(work());
  }
  return pid;
}
int wait_for(pid_t pid) {
  int status = 0;
  ::waitpid(pid, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 100 + WTERMSIG(status);
}

std::string name(int i) { return "d" + std::to_string(i); }
RecordBuilder make_record(int i) {
  RecordBuilder record(
      name(i), "2021-03-0" + std::to_string(i % 9 + 1), "Report " + std::to_string(i),
      "Norland praised Sudria.\n" + std::string(static_cast<std::size_t>(i % 5 * 90), 'x'));
  const auto nor = record.actor("Norland", "NOR"), sud = record.actor("Sudria", "SWE");
  record.event(EventType::kSupport, "051", 3.4f, "praised", {nor}, {sud}, "trade");
  return record;
}
Status add(Store& store, int i) {
  const RecordBuilder record = make_record(i);
  return store.append({record.document_line(), record.record_line()});
}

// Are d0 … d(n-1) in the journal, n at least `least`, each whole? Returns n, or -1.
int count_journal(const std::string& path, int least) {
  JournalFindings findings;
  auto journal = Journal::open(path + "/journal", false, kSmall.segment_bytes, findings);
  if (!journal) return least == 0 ? 0 : -1;
  int n = 0;
  bool torn = false;
  const Status read = journal->read({}, findings, [&](const Journal::Entry& entry) -> Status {
    const RecordBuilder expected = make_record(n++);
    torn |= std::string(entry.document) + "\n" != expected.document_line() ||
            std::string(entry.record) + "\n" != expected.record_line();
    return ok_status();
  });
  return read && !torn && !findings.damaged && n >= least ? n : -1;
}

// Opens as a reader and holds the answers against the journal. 0: all is well.
int check_answers(const std::string& path, int least) {
  OpenReport report;
  const auto store = Store::open(path, Store::Mode::kRead, report, kSmall);
  if (!store) return 11;
  const auto table = store->query(
      "SELECT d.id, s.text FROM documents d JOIN sentences s USING (document) WHERE s.sentence = 1 "
      "ORDER BY document",
      100000);
  if (!table) return 12;
  const int n = count_journal(path, least);
  if (n < 0 || table->rows.size() != static_cast<std::size_t>(n)) return 13;
  for (int i = 0; i < n; ++i)
    if (table->rows[static_cast<std::size_t>(i)][0] != name(i) ||
        table->rows[static_cast<std::size_t>(i)][1] != "Norland praised Sudria.")
      return 14;
  const auto events = store->query(
      "SELECT count(*), count(DISTINCT act) FROM events JOIN event_pairs USING (document, event)",
      1);
  if (!events || events->rows[0][0] != std::to_string(n)) return 15;
  return 0;
}

// Gathers d(first) … in batches of three, telling what was acknowledged.
int gather(const std::string& path, int first, int last, Shared* shared) {
  OpenReport report;
  auto store = Store::open(path, Store::Mode::kWrite, report, kSmall);
  if (!store) return 21;
  ++shared->opened;
  for (int i = first; i < last; ++i) {
    if (!add(*store, i)) return 22;
    if (i % 3 != 2 && i + 1 != last) continue;
    if (!store->commit()) return 23;
    shared->acknowledged = i + 1;
  }
  return 0;
}

class StoreTorture : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    ASSERT_TRUE(duckdb_api()) << "loaded here, so that each child need not";
  }
  const TestFolder folder_;
  const std::string path_ = folder_.path() + "/db";
  Shared* const shared_ = shared_page();
};

TEST_F(StoreTorture, KilledAtAnyMoment) {
  std::mt19937 random(11);
  int kept = 0, killed_while_opening = 0;
  std::int64_t opening_us = 40'000;
  const int all = rounds(12, 50);
  for (int round = 0; round < all; ++round) {
    shared_->opened = 0;
    const pid_t child = start([&] { return gather(path_, kept, kept + 100'000, shared_); });
    // Every third is killed while it opens and mends what the last one left; the others once they
    // gather.
    const auto begun = std::chrono::steady_clock::now();
    if (round % 3 == 0) {
      ::usleep(static_cast<unsigned>(random() % (opening_us + 1)));
    } else {
      while (shared_->opened == 0 &&
             std::chrono::steady_clock::now() - begun < std::chrono::seconds(60))
        ::usleep(500);
      opening_us = std::chrono::duration_cast<std::chrono::microseconds>(
                       std::chrono::steady_clock::now() - begun)
                       .count();
      ::usleep(static_cast<unsigned>(random() % 60'000));
    }
    ::kill(child, SIGKILL);
    ASSERT_EQ(wait_for(child), 100 + SIGKILL) << round;
    killed_while_opening += shared_->opened == 0;
    const int n = count_journal(path_, shared_->acknowledged);
    ASSERT_GE(n, 0) << "round " << round << ": lost or torn, " << shared_->acknowledged
                    << " acknowledged";
    // The next one goes on after what it finds, once it has mended it.
    kept = n;
    shared_->acknowledged = n;
    if (round % 6 != 5) continue;
    ASSERT_EQ(wait_for(start([&] { return check_answers(path_, n); })), 0) << round;
  }
  EXPECT_GT(kept, 0);
  EXPECT_GT(killed_while_opening, 0);
  EXPECT_LT(killed_while_opening, all);
}

// A small run with one fault, then, without it, what was acknowledged must be there. A commit that
// failed is tried again once.
int run_with_faults(const std::string& path, Shared* shared) {
  {
    OpenReport report;
    auto store = Store::open(path, Store::Mode::kWrite, report, kSmall);
    if (!store) store = Store::open(path, Store::Mode::kWrite, report, kSmall);
    if (!store) return 31;
    for (int i = 0; i < 9; ++i) {
      if (!add(*store, i)) return 32;
      if (i % 3 != 2) continue;
      if (!store->commit() && !store->commit()) return 33;
      shared->acknowledged = i + 1;
    }
  }
  faults.fail_write = faults.fail_sync = 0;
  return check_answers(path, 9);
}

void copy_faults(const Faults& from) {
  faults.writes = faults.syncs = 0;
  faults.fail_write = from.fail_write;
  faults.fail_sync = from.fail_sync;
  faults.from_then_on = from.from_then_on;
  faults.half = from.half;
  faults.error = from.error;
}

// Counts the calls of a run without faults: those of the journal and of DuckDB.
std::pair<int, int> count_calls(const std::string& path, Shared* shared) {
  int ends[2];
  if (::pipe(ends) != 0) return {0, 0};
  const int status = wait_for(start([&] {
    faults.writes = faults.syncs = 0;
    const int done = [&] {
      OpenReport report;
      auto store = Store::open(path, Store::Mode::kWrite, report, kSmall);
      for (int i = 0; store && i < 9; ++i) {
        if (!add(*store, i)) return 1;
        if (i % 3 == 2 && !store->commit()) return 1;
      }
      return store ? 0 : 1;
    }();
    const int calls[] = {faults.writes, faults.syncs};
    return done == 0 && ::syscall(SYS_write, ends[1], calls, sizeof calls) == sizeof calls ? 0 : 1;
  }));
  static_cast<void>(shared);
  int calls[2] = {};
  if (status == 0 && ::read(ends[0], calls, sizeof calls) != sizeof calls) calls[0] = 0;
  ::close(ends[0]);
  ::close(ends[1]);
  return {calls[0], calls[1]};
}

// The journal alone is tried at each call always, below; a whole database at a sample of them.
int step(int calls) { return is_full() ? 1 : std::max(1, calls / 5); }

// A run of the journal alone, in batches of two, small segments, each batch tried again once.
// Returns what was synced.
int run_journal(const std::string& folder, bool& went_on) {
  JournalFindings findings;
  auto journal = Journal::open(folder, true, 300, findings);
  if (!journal) return 0;
  int synced = 0;
  for (int i = 0; i < 20; ++i) {
    const RecordBuilder record = make_record(i);
    const std::string document = record.document_line(), line = record.record_line();
    if (!journal->add(std::string_view(document).substr(0, document.size() - 1),
                      std::string_view(line).substr(0, line.size() - 1)))
      return -1;
    if (i % 2 == 0) continue;
    if (journal->sync() || journal->sync())
      synced = i + 1;
    else
      went_on = false;
  }
  return synced;
}

TEST_F(StoreTorture, TheJournalAtEveryWriteAndEverySync) {
  std::filesystem::create_directory(path_);
  int tried = 0;
  for (const bool half : {false, true})
    for (const bool sync : {false, true}) {
      for (int n = 1;; ++n, ++tried) {
        std::filesystem::remove_all(path_ + "/journal");
        std::filesystem::create_directory(path_ + "/journal");
        faults.writes = faults.syncs = 0;
        faults.half = half;
        faults.error = n % 2 == 0 ? EIO : ENOSPC;
        (sync ? faults.fail_sync : faults.fail_write) = n;
        bool went_on = true;
        const int synced = run_journal(path_ + "/journal", went_on);
        const int calls = sync ? faults.syncs : faults.writes;
        faults.fail_write = faults.fail_sync = 0;
        ASSERT_EQ(synced, 20) << "call " << n;
        ASSERT_TRUE(went_on) << "call " << n;
        ASSERT_EQ(count_journal(path_, 20), 20) << (sync ? "sync " : "write ") << n;
        if (calls < n) break;  // past the last one: the fault did not come
      }
    }
  EXPECT_GT(tried, 60);
}

TEST_F(StoreTorture, TheNthWriteFails) {
  const int writes = count_calls(path_, shared_).first;
  ASSERT_GT(writes, 10);
  for (int n = 1; n <= writes; n += step(writes)) {
    Faults fault;
    fault.fail_write = n;
    fault.error = n % 2 == 0 ? EIO : ENOSPC;
    fault.half = n % 3 == 0;
    const std::string path = folder_.path() + "/w" + std::to_string(n);
    const int status =
        wait_for(start([&] { return copy_faults(fault), run_with_faults(path, shared_); }));
    ASSERT_EQ(status, 0) << "write " << n << " of " << writes;
    std::filesystem::remove_all(path);
  }
}

TEST_F(StoreTorture, TheNthSyncFails) {
  const int syncs = count_calls(path_, shared_).second;
  ASSERT_GT(syncs, 5);
  for (int n = 1; n <= syncs; n += step(syncs)) {
    Faults fault;
    fault.fail_sync = n;
    const std::string path = folder_.path() + "/s" + std::to_string(n);
    const int status =
        wait_for(start([&] { return copy_faults(fault), run_with_faults(path, shared_); }));
    ASSERT_EQ(status, 0) << "sync " << n << " of " << syncs;
    std::filesystem::remove_all(path);
  }
}

// The disk is full from the n-th write on: nothing more is taken, answers go on, and it starts
// again by itself.
TEST_F(StoreTorture, FullDiskThatEmptiesAgain) {
  const int writes = count_calls(path_, shared_).first;
  for (int n = 1; n <= writes; n += 2 * step(writes)) {
    const std::string path = folder_.path() + "/f" + std::to_string(n);
    const int status = wait_for(start([&]() -> int {
      OpenReport report;
      int kept = 0;
      {
        auto store = Store::open(path, Store::Mode::kWrite, report, kSmall);
        if (!store) return 41;
        Faults fault;
        fault.fail_write = n;
        fault.from_then_on = true;
        fault.error = ENOSPC;
        fault.half = n % 2 == 0;
        copy_faults(fault);
        bool full = false;
        for (int i = 0; i < 9; ++i) {
          if (!add(*store, i)) return 42;
          if (i % 3 != 2) continue;
          if (store->commit()) {
            kept = i + 1;
            continue;
          }
          full = true;
          if (store->commit()) return 43;
          if (!store->query("SELECT count(*) FROM versions", 1)) return 44;  // it still answers
          faults.fail_write = 0;
          if (!store->commit()) return 45;
          kept = i + 1;
        }
        if (full && kept != 9) return 46;
      }
      faults.fail_write = 0;
      return check_answers(path, kept);
    }));
    ASSERT_EQ(status, 0) << "full from write " << n;
    std::filesystem::remove_all(path);
  }
}

TEST_F(StoreTorture, RealFullAndReadOnlyDisk) {
  const std::string disk = folder_.path() + "/disk";
  std::filesystem::create_directory(disk);
  if (::mount("tmpfs", disk.c_str(), "tmpfs", 0, "size=4m") != 0)
    GTEST_SKIP() << "no right to mount a small disk";
  const std::string path = disk + "/db";
  const int status = wait_for(start([&]() -> int {
    OpenReport report;
    int kept = 0;
    auto store = Store::open(path, Store::Mode::kWrite, report, kSmall);
    if (!store) return 51;
    const int ballast = ::open((disk + "/ballast").c_str(), O_WRONLY | O_CREAT, 0644);
    std::string block(64 * 1024, 'b');
    while (::write(ballast, block.data(), block.size()) > 0) {
    }
    bool refused = false;
    for (int i = 0; i < 300 && !refused; ++i) {
      if (!add(*store, i)) return 52;
      if (i % 3 != 2) continue;
      refused = !store->commit();
      if (!refused) kept = i + 1;
    }
    if (!refused) return 53;
    if (!store->query("SELECT count(*) FROM versions", 1)) return 54;
    ::close(ballast);
    ::unlink((disk + "/ballast").c_str());
    if (!store->commit()) return 55;
    shared_->acknowledged = kept + 3;
    return 0;
  }));
  EXPECT_EQ(status, 0);
  EXPECT_EQ(wait_for(start([&] { return check_answers(path, shared_->acknowledged); })), 0);
  std::filesystem::remove(path + "/index.duckdb");
  EXPECT_EQ(::mount("tmpfs", disk.c_str(), "tmpfs", MS_REMOUNT | MS_RDONLY, "size=4m"), 0);
  EXPECT_EQ(wait_for(start([&] { return check_answers(path, shared_->acknowledged); })), 0)
      << "answers from memory";
  EXPECT_EQ(wait_for(start([&] {
              OpenReport report;
              const auto store = Store::open(path, Store::Mode::kWrite, report);
              return store || store.error().code != ErrorCode::kIo ? 1 : 0;
            })),
            0)
      << "a writer is told";
  ::umount(disk.c_str());
}

TEST_F(StoreTorture, ManyOwnersAtOnce) {
  std::vector<pid_t> children;
  const int owners = rounds(6, 12);
  for (int i = 0; i < owners; ++i)
    children.push_back(start([&, i]() -> int {
      for (int attempt = 0; attempt < 200; ++attempt) {
        OpenReport report;
        auto store = Store::open(path_, Store::Mode::kWrite, report, kSmall);
        if (!store) {
          if (store.error().code != ErrorCode::kStore ||
              store.error().message.find("is writing to this database") == std::string::npos)
            return 61;
          ::usleep(20'000);
          continue;
        }
        const int holders = ++shared_->holders;
        if (holders > shared_->most_holders) shared_->most_holders = holders;
        RecordBuilder record(name(i), "2020-01-01", "", "Text of " + name(i));
        const bool kept =
            store->append({record.document_line(), record.record_line()}) && store->commit();
        ::usleep(5'000);
        --shared_->holders;
        return kept ? 0 : 62;
      }
      return 63;
    }));
  int refused = 0;
  for (const pid_t child : children) {
    const int status = wait_for(child);
    EXPECT_TRUE(status == 0 || status == 63) << status;
    refused += status == 63;
  }
  EXPECT_EQ(shared_->most_holders, 1);
  EXPECT_EQ(wait_for(start([&] {
              OpenReport report;
              const auto store = Store::open(path_, Store::Mode::kRead, report, kSmall);
              const auto table = store ? store->query("SELECT count(*) FROM documents", 1)
                                       : Result<Store::Table>(store.error());
              return table && table->rows[0][0] == std::to_string(owners - refused) ? 0 : 1;
            })),
            0);
}

// Readers look in while a writer writes: what they see only grows and was acknowledged.
TEST_F(StoreTorture, ReadersDuringAWriter) {
  ASSERT_EQ(wait_for(start([&] { return gather(path_, 0, 3, shared_); })), 0);
  const pid_t writer = start([&] { return gather(path_, 3, 100'000, shared_); });
  std::vector<pid_t> readers;
  for (int r = 0; r < rounds(2, 3); ++r)
    readers.push_back(start([&]() -> int {
      int last = 0;
      for (int look = 0; look < 4; ++look) {
        OpenReport report;
        const auto store = Store::open(path_, Store::Mode::kRead, report, kSmall);
        if (!store) return 71;
        const auto table = store->query("SELECT count(*) FROM documents", 1);
        if (!table) return 72;
        const int seen = std::atoi(table->rows[0][0]->c_str());
        if (seen < last || seen < 3) return 73;
        last = seen;
      }
      return 0;
    }));
  for (const pid_t reader : readers) EXPECT_EQ(wait_for(reader), 0);
  ::kill(writer, SIGKILL);
  EXPECT_EQ(wait_for(writer), 100 + SIGKILL) << "the writer was still writing";
  EXPECT_EQ(wait_for(start([&] { return check_answers(path_, shared_->acknowledged); })), 0);
}

// An index of an older version is made again when it is opened, and whoever does so may be killed.
TEST_F(StoreTorture, KilledWhileMigrating) {
  ASSERT_EQ(wait_for(start([&] { return gather(path_, 0, 30, shared_); })), 0);
  std::mt19937 random(3);
  int killed = 0;
  unsigned takes_us = 0;  // the first round is let be, and tells
  for (int round = 0; round <= rounds(6, 100); ++round) {
    ASSERT_EQ(wait_for(start([&]() -> int {
                auto index = Database::open(path_ + "/index.duckdb", Database::Access::kWrite);
                return index && index->run("UPDATE meta SET value = '1'; DROP TABLE acts") ? 0 : 91;
              })),
              0);
    const auto begun = std::chrono::steady_clock::now();
    const pid_t child = start([&]() -> int {
      OpenReport report;
      return Store::open(path_, Store::Mode::kWrite, report, kSmall) ? 0 : 92;
    });
    if (round > 0) {
      ::usleep(static_cast<unsigned>(random() % takes_us));
      ::kill(child, SIGKILL);
    }
    const int status = wait_for(child);
    ASSERT_TRUE(status == 0 || (round > 0 && status == 100 + SIGKILL)) << status;
    killed += status != 0;
    if (round == 0)
      takes_us = static_cast<unsigned>(std::chrono::duration_cast<std::chrono::microseconds>(
                                           std::chrono::steady_clock::now() - begun)
                                           .count());
    ASSERT_EQ(wait_for(start([&] { return check_answers(path_, 30); })), 0) << round;
  }
  EXPECT_GT(killed, 0);
}

// A bit flipped in the index: it opens, or is set aside; it never crashes.
TEST_F(StoreTorture, BitFlipsInTheIndex) {
  ASSERT_EQ(wait_for(start([&] { return gather(path_, 0, 12, shared_); })), 0);
  const std::string file = path_ + "/index.duckdb";
  const std::string whole = *read_file(file, 1u << 30);
  std::mt19937 random(5);
  for (int round = 0; round < rounds(5, 20); ++round) {
    std::string flipped = whole;
    for (unsigned n = random() % 8 + 1; n > 0; --n)
      flipped[random() % flipped.size()] ^= static_cast<char>(1u << random() % 8);
    ASSERT_TRUE(write_file_atomic(file, flipped));
    const int status = wait_for(start([&]() -> int {
      OpenReport report;
      const auto store = Store::open(path_, Store::Mode::kRead, report, kSmall);
      return store ? 0 : 81;
    }));
    ASSERT_EQ(status, 0) << round;
  }
}

}  // namespace
}  // namespace entente
