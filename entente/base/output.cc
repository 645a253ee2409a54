// Tested by base_test.cc and tests/.
#include "entente/base/output.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "entente/base/file.h"

namespace entente {
namespace {
constexpr std::size_t kBufferBytes = 256 * 1024;
}

Result<Output> Output::open(const std::string& path) {
  Output out;
  out.path_ = path == "-" ? "standard output" : path;
  out.buffer_.reserve(kBufferBytes);
  struct stat info {};
  // A device or a pipe that exists is written to as it is.
  const bool special = path != "-" && ::stat(path.c_str(), &info) == 0 && !S_ISREG(info.st_mode);
  if (path == "-") {
    out.fd_ = STDOUT_FILENO;
    return out;
  }
  if (!special) out.temporary_ = path + ".tmp" + std::to_string(::getpid());
  out.fd_ = ::open(special ? path.c_str() : out.temporary_.c_str(),
                   O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (out.fd_ < 0) {
    Error error = system_error("cannot create", path);
    out.temporary_.clear();
    return error;
  }
  return out;
}

Output::Output(Output&& other) noexcept { *this = std::move(other); }

Output& Output::operator=(Output&& other) noexcept {
  std::swap(fd_, other.fd_);
  std::swap(broken_pipe_, other.broken_pipe_);
  std::swap(path_, other.path_);
  std::swap(temporary_, other.temporary_);
  std::swap(buffer_, other.buffer_);
  return *this;
}

Output::~Output() {
  if (fd_ < 0) return;
  if (fd_ == STDOUT_FILENO) {
    static_cast<void>(flush());
    return;
  }
  ::close(fd_);
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
}

Status Output::write(std::string_view bytes) {
  if (buffer_.size() + bytes.size() > kBufferBytes) ENTENTE_CHECK(flush());
  buffer_.append(bytes);
  return buffer_.size() >= kBufferBytes ? flush() : ok_status();
}

Status Output::flush() {
  std::string_view rest = buffer_;
  while (!rest.empty() && fd_ >= 0) {
    const ssize_t n = ::write(fd_, rest.data(), rest.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) {
      broken_pipe_ = errno == EPIPE;
      Error error = system_error("cannot write", path_);
      buffer_.clear();
      return error;
    }
    rest.remove_prefix(static_cast<std::size_t>(n));
  }
  buffer_.clear();
  return ok_status();
}

Status Output::finish() {
  ENTENTE_CHECK(flush());
  if (fd_ == STDOUT_FILENO) return ok_status();
  if (!temporary_.empty() && ::fsync(fd_) != 0) return system_error("cannot sync", path_);
  const bool closed = ::close(std::exchange(fd_, -1)) == 0;
  if (!closed) return system_error("cannot close", path_);
  if (!temporary_.empty() && ::rename(temporary_.c_str(), path_.c_str()) != 0) {
    Error error = system_error("cannot rename to " + path_, temporary_);
    ::unlink(temporary_.c_str());
    return error;
  }
  return ok_status();
}

}  // namespace entente
