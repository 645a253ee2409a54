// fork, exec and one poll loop over the three pipes, so that neither side can block the other for
// ever.
#include "tests/process.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>

namespace entente::testing_house {
namespace {

using Clock = std::chrono::steady_clock;

struct Pipe {
  int read = -1, write = -1;
  Pipe() {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) == 0) read = ends[0], write = ends[1];
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  ~Pipe() { close(read), close(write); }
  static void close(int& fd) {
    if (fd >= 0) ::close(fd);
    fd = -1;
  }
};

[[noreturn]] void become(const std::vector<std::string>& arguments, const RunLimits& limits, int in,
                         int out, int err) {
  ::dup2(in, 0);
  if (!limits.out_path.empty())
    out = ::open(limits.out_path.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
  ::dup2(out, 1);
  ::dup2(err, 2);
  if (limits.max_file_bytes > 0) {
    const rlimit bound{limits.max_file_bytes, limits.max_file_bytes};
    ::signal(SIGXFSZ, SIG_IGN);
    ::setrlimit(RLIMIT_FSIZE, &bound);
  }
  if (!limits.folder.empty() && ::chdir(limits.folder.c_str()) != 0) ::_exit(126);
  if (limits.as_nobody && ::geteuid() == 0 && (::setgid(65534) != 0 || ::setuid(65534) != 0))
    ::_exit(126);
  std::vector<char*> values;
  for (const std::string& argument : arguments)
    values.push_back(const_cast<char*>(argument.c_str()));
  values.push_back(nullptr);
  ::execv(values[0], values.data());
  ::_exit(127);
}

// What is still to be written to standard input.
class Feeder {
 public:
  explicit Feeder(const Input& input)
      : input_(input), left_(input.bytes.empty() ? 0 : input.repeat) {
    now_ = left_ > 0 ? input.bytes : input.tail;
    if (left_ == 0) tail_given_ = true;
  }
  bool done() const { return now_.empty(); }
  // False when the reader has gone.
  bool write_some(int fd) {
    const ssize_t n = ::write(fd, now_.data(), now_.size());
    if (n < 0) return errno == EAGAIN || errno == EINTR;
    now_.remove_prefix(static_cast<std::size_t>(n));
    if (now_.empty() && left_ > 1) {
      --left_;
      now_ = input_.bytes;
    } else if (now_.empty() && !tail_given_) {
      tail_given_ = true;
      now_ = input_.tail;
    }
    return true;
  }

 private:
  Input input_;
  std::uint64_t left_;
  std::string_view now_;
  bool tail_given_ = false;
};

// Appends what is there; closes the end at its end.
void drain(int& fd, std::string& to, std::uint64_t limit) {
  char block[65536];
  const ssize_t n = ::read(fd, block, sizeof block);
  if (n < 0 && (errno == EAGAIN || errno == EINTR)) return;
  if (n <= 0) return Pipe::close(fd);
  const std::uint64_t room = to.size() < limit ? limit - to.size() : 0;
  to.append(block,
            static_cast<std::size_t>(std::min<std::uint64_t>(room, static_cast<std::uint64_t>(n))));
}

}  // namespace

Finished run_program(const std::vector<std::string>& arguments, const Input& input,
                     const RunLimits& limits) {
  ::signal(SIGPIPE, SIG_IGN);
  Finished finished;
  Pipe in, out, err;
  const auto start = Clock::now();
  const pid_t child = ::fork();
  if (child < 0) return finished;
  if (child == 0) {
    ::signal(SIGPIPE, SIG_DFL);
    become(arguments, limits, in.read, out.write, err.write);
  }
  Pipe::close(in.read), Pipe::close(out.write), Pipe::close(err.write);
  ::fcntl(in.write, F_SETFL, O_NONBLOCK);
  Feeder feeder(input);
  const auto seconds = [&] { return std::chrono::duration<double>(Clock::now() - start).count(); };
  while (out.read >= 0 || err.read >= 0) {
    if (feeder.done()) Pipe::close(in.write);
    pollfd fds[3] = {{in.write, POLLOUT, 0}, {out.read, POLLIN, 0}, {err.read, POLLIN, 0}};
    ::poll(fds, 3, 200);
    if (fds[0].revents != 0 && !feeder.write_some(in.write)) Pipe::close(in.write);
    if (fds[1].revents != 0) drain(out.read, finished.out, limits.max_out_bytes);
    if (fds[2].revents != 0) drain(err.read, finished.err, 1 << 24);
    if (limits.close_out_after > 0 && finished.out.size() >= limits.close_out_after)
      Pipe::close(out.read);
    if (!finished.timed_out && seconds() > limits.timeout_s) {
      finished.timed_out = true;
      ::kill(child, SIGKILL);
    }
  }
  int status = 0;
  rusage usage{};
  while (::wait4(child, &status, 0, &usage) < 0 && errno == EINTR) {
  }
  finished.seconds = seconds();
  finished.peak_bytes = static_cast<std::uint64_t>(usage.ru_maxrss) * 1024;
  finished.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return finished;
}

}  // namespace entente::testing_house
