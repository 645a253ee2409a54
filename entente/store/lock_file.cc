// flock(2): held by the open file, so it ends with the process, however that ends: a stale lock
// cannot be. The file stays where it is, for unlinking it would let two holders lock two files of
// one name. The pid inside is for people. Tested by store_test.cc.
#include "entente/store/lock_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <utility>

#include "entente/base/file.h"

namespace entente {
namespace {

long written_pid(int fd) {
  char text[24] = {};
  return ::pread(fd, text, sizeof text - 1, 0) > 0 ? std::strtol(text, nullptr, 10) : 0;
}

}  // namespace

Result<LockFile> LockFile::take(const std::string& path) {
  const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (fd < 0) return system_error("cannot make the lock file", path);
  LockFile lock(fd);
  // A reader that asks for the holder (below) has the lock for a moment: that is worth a short
  // wait.
  int refused = 0;
  for (int attempt = 0; attempt < 20; ++attempt) {
    refused = ::flock(fd, LOCK_EX | LOCK_NB);
    if (refused == 0 || errno != EWOULDBLOCK) break;
    ::usleep(10'000);
  }
  if (refused != 0) {
    if (errno != EWOULDBLOCK) return system_error("cannot lock", path);
    const long pid = written_pid(fd);
    return Error{ErrorCode::kStore,
                 pid > 0 ? "process " + std::to_string(pid) +
                               " is writing to this database; wait for it or end it"
                         : "another process is writing to this database",
                 path, 0};
  }
  const std::string pid = std::to_string(::getpid()) + "\n";
  // A full disk must not keep a database from being read: the lock holds without its label.
  if (::ftruncate(fd, 0) == 0 && ::pwrite(fd, pid.data(), pid.size(), 0) < 0) errno = 0;
  return lock;
}

long LockFile::holder(const std::string& path) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return 0;
  const LockFile closes(fd);
  if (::flock(fd, LOCK_SH | LOCK_NB) == 0 || errno != EWOULDBLOCK) return 0;
  const long pid = written_pid(fd);
  return pid > 0 ? pid : -1;
}

LockFile::LockFile(LockFile&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
LockFile& LockFile::operator=(LockFile&& other) noexcept {
  std::swap(fd_, other.fd_);
  return *this;
}
LockFile::~LockFile() {
  if (fd_ >= 0) ::close(fd_);  // and with it the lock
}

}  // namespace entente
