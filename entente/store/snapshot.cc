// DuckDB locks its file with fcntl(2): a reader's lock is shared, a writer's is not. The same lock
// taken here keeps a writer out for the time of the copy. A file with a `.wal` beside it is not
// whole: its writer died, and the next one to open it puts it in order. Tested by
// answers_map_test.cc.
#include "entente/store/snapshot.h"

#include <fcntl.h>
#include <linux/fs.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <utility>
#include <vector>

#include "entente/base/file.h"
#include "entente/store/index.h"

namespace entente {
namespace {

constexpr std::string_view kBusy = "the index is being written to";

class File {
 public:
  explicit File(int fd) : fd_(fd) {}
  File(File&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  File& operator=(File&&) = delete;
  ~File() {
    if (fd_ >= 0) ::close(fd_);
  }
  int get() const { return fd_; }

 private:
  int fd_;
};

// A file's name, removed at the end.
struct Name {
  std::string path;
  ~Name() {
    if (!path.empty()) ::unlink(path.c_str());
  }
};

Status write_all(int fd, const char* bytes, std::size_t size, const std::string& path) {
  while (size > 0) {
    const ssize_t written = ::write(fd, bytes, size);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return system_error("cannot write", path);
    bytes += written;
    size -= static_cast<std::size_t>(written);
  }
  return ok_status();
}

// Shares the blocks where the file system can, else copies inside the kernel, else by hand.
Status copy_bytes(int from, int to, const std::string& source, const std::string& target) {
  if (::ioctl(to, FICLONE, from) == 0) return ok_status();
  for (;;) {
    const ssize_t copied = ::copy_file_range(from, nullptr, to, nullptr, std::size_t{64} << 20, 0);
    if (copied == 0) return ok_status();
    if (copied > 0 || errno == EINTR) continue;
    if (errno == EXDEV || errno == ENOSYS || errno == EINVAL || errno == EOPNOTSUPP) break;
    return system_error("cannot write", target);
  }
  std::vector<char> buffer(std::size_t{1} << 20);
  for (;;) {
    const ssize_t got = ::read(from, buffer.data(), buffer.size());
    if (got == 0) return ok_status();
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return system_error("cannot read", source);
    ENTENTE_CHECK(write_all(to, buffer.data(), static_cast<std::size_t>(got), target));
  }
}

// A new file in the database's folder, where blocks can be shared, else where temporary files go.
Result<std::pair<File, std::string>> make_target(const std::string& folder) {
  static std::atomic<unsigned> count = 0;
  const char* const temporary = std::getenv("TMPDIR");
  const std::string name =
      "/.map-" + std::to_string(::getpid()) + "-" + std::to_string(count++) + ".duckdb";
  for (const std::string& place :
       {folder, std::string(temporary != nullptr ? temporary : "/tmp")}) {
    const std::string path = place + name;
    const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd >= 0) return std::pair<File, std::string>(File(fd), path);
  }
  return system_error("cannot make a copy of the index", folder);
}

std::string hexadecimal(const JournalPosition& position) {
  char text[64];
  const int size = std::snprintf(text, sizeof text, "%llx-%08x",
                                 static_cast<unsigned long long>(position.sequence),
                                 static_cast<unsigned>(position.checksum));
  return std::string(text, size > 0 ? static_cast<std::size_t>(size) : 0);
}

}  // namespace

FileStamp stamp_of(const std::string& path) {
  struct stat info {};
  if (::stat(path.c_str(), &info) != 0) return {};
  return {info.st_dev, info.st_ino, static_cast<std::uint64_t>(info.st_size),
          std::int64_t{info.st_mtim.tv_sec} * 1'000'000'000 + info.st_mtim.tv_nsec};
}

bool is_busy(const Error& error) { return error.message == kBusy; }

Result<Snapshot> take_snapshot(const std::string& folder) {
  const std::string path = folder + "/index.duckdb";
  Name target;
  FileStamp stamp;
  {
    const File source(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (source.get() < 0) return system_error("cannot open the index", path);
    struct flock lock {};
    lock.l_type = F_RDLCK;
    lock.l_whence = SEEK_SET;
    if (::fcntl(source.get(), F_SETLK, &lock) != 0) {
      if (errno == EACCES || errno == EAGAIN)
        return Error{ErrorCode::kStore, std::string(kBusy), path, 0};
      return system_error("cannot lock the index", path);
    }
    stamp = stamp_of(path);
    if (stamp_of(path + ".wal").size != 0)
      return Error{ErrorCode::kNotFound, "its writer left the index in the middle", path, 0};
    ENTENTE_TRY(auto made, make_target(folder));
    target.path = made.second;
    ENTENTE_CHECK(copy_bytes(source.get(), made.first.get(), path, target.path));
  }
  ENTENTE_TRY(Database database, Database::open(target.path, Database::Access::kRead));
  JournalFindings findings;  // told when the database was opened
  ENTENTE_TRY(Journal journal,
              Journal::open(folder + "/journal", false, Journal::kSegmentBytes, findings));
  ENTENTE_TRY(const JournalPosition position, index_position(database));
  return Snapshot{stamp, std::move(database), std::move(journal), hexadecimal(position)};
}

}  // namespace entente
