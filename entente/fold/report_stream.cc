// Tested by near_duplicates_test.cc.
#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "entente/base/file.h"
#include "entente/fold/near_duplicates.h"

namespace entente {
namespace {

Status write_at(int fd, const void* from, std::size_t bytes, std::uint64_t offset) {
  const char* at = static_cast<const char*>(from);
  while (bytes > 0) {
    const ssize_t n = ::pwrite(fd, at, bytes, static_cast<off_t>(offset));
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return system_error("cannot write", "the file of words for near-duplicates");
    at += n, bytes -= static_cast<std::size_t>(n), offset += static_cast<std::uint64_t>(n);
  }
  return ok_status();
}

bool read_at(int fd, void* to, std::size_t bytes, std::uint64_t offset) {
  char* at = static_cast<char*>(to);
  while (bytes > 0) {
    const ssize_t n = ::pread(fd, at, bytes, static_cast<off_t>(offset));
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return false;
    at += n, bytes -= static_cast<std::size_t>(n), offset += static_cast<std::uint64_t>(n);
  }
  return true;
}

}  // namespace

struct ReportStream::State {
  int fd = -1;
  std::vector<std::uint64_t> ends = {0};  // of each report's words in the file, in words
  std::optional<NearDuplicates> groups;

  ~State() {
    if (fd >= 0) ::close(fd);
  }
  bool recall(std::uint64_t number, ReportWords& out) const {
    if (number + 1 >= ends.size()) return false;
    out.resize(ends[number + 1] - ends[number]);
    return read_at(fd, out.data(), out.size() * sizeof out[0], ends[number] * sizeof out[0]);
  }
};

ReportStream::ReportStream() : state_(std::make_unique<State>()) {}
ReportStream::ReportStream(ReportStream&&) noexcept = default;
ReportStream& ReportStream::operator=(ReportStream&&) noexcept = default;
ReportStream::~ReportStream() = default;

Result<ReportStream> ReportStream::open() {
  std::error_code error;
  const std::string folder = std::filesystem::temp_directory_path(error).string();
  ReportStream stream;
  std::string name = (error ? std::string("/tmp") : folder) + "/entente_words_XXXXXX";
  stream.state_->fd = ::mkostemp(name.data(), O_CLOEXEC);
  if (stream.state_->fd < 0) return system_error("cannot make a file in", folder);
  ::unlink(name.c_str());  // gone with the process, however that ends
  State* const state = stream.state_.get();
  state->groups.emplace(
      [state](std::uint64_t number, ReportWords& out) { return state->recall(number, out); });
  return stream;
}

Result<std::uint64_t> ReportStream::add(std::span<const std::uint32_t> words,
                                        std::optional<Day> published) {
  State& state = *state_;
  const std::uint64_t number = state.ends.size() - 1;
  ENTENTE_CHECK(
      write_at(state.fd, words.data(), words.size_bytes(), state.ends.back() * sizeof words[0]));
  state.ends.push_back(state.ends.back() + words.size());
  // Without a day: after those that have one, in the order of the stream.
  const std::uint64_t day =
      published ? static_cast<std::uint32_t>(*published) ^ (1u << 31) : UINT32_MAX;
  state.groups->add(number, words, day << 32 | (number & UINT32_MAX));
  return number;
}

std::uint64_t ReportStream::original(std::uint64_t number) const {
  return state_->groups->original(number);
}

Likeness ReportStream::likeness(std::uint64_t number) const {
  const std::uint64_t first = original(number);
  ReportWords words, others;
  if (first == number || !state_->recall(number, words) || !state_->recall(first, others))
    return Likeness::kNone;
  const Likeness likeness = compare_reports(words, others);
  return likeness == Likeness::kNone ? Likeness::kRevised : likeness;  // like one that is like it
}

}  // namespace entente
