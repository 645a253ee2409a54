// Gzip is known by its two first bytes, not by a name. zlib inflates block by block into one
// buffer; a member's end followed by another member goes on, by anything else is reported. Tested
// by byte_source_test.cc.
#include "entente/base/byte_source.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "entente/base/file.h"

namespace entente {
namespace {
constexpr std::size_t kBlockBytes = 256 * 1024;
// Deflate cannot do better than 1,032 : 1, and text does not come near it: above both, it is a
// bomb.
constexpr std::uint64_t kBombBytes = 64u << 20, kBombRatio = 500;
}  // namespace

struct ByteSource::State {
  int fd = -1;
  Pull pull;  // in place of fd
  std::string in, out;
  // A regular file is read to the size it had when it was opened: one that grows faster than its
  // documents are coded would never end.
  std::uint64_t file_bytes = UINT64_MAX;
  std::string_view raw;         // read from the file, not yet used
  std::uint64_t raw_bytes = 0;  // of the file so far
  std::uint64_t out_bytes = 0;  // inflated
  bool keep_gzip = false;
  bool started = false, gzip = false, ended = false, in_member = false;
  z_stream stream{};
  bool inflating = false;
  std::string_view peeked;

  ~State() {
    if (inflating) ::inflateEnd(&stream);
    if (fd > 0) ::close(fd);
  }

  Status fill(const std::string& name) {
    if (pull) {
      ENTENTE_TRY(raw, pull());
      raw_bytes += raw.size();
      return ok_status();
    }
    in.resize(kBlockBytes);
    for (;;) {
      const std::uint64_t left = file_bytes - std::min(file_bytes, raw_bytes);
      const ssize_t n = ::read(fd, in.data(), std::min<std::uint64_t>(in.size(), left));
      if (n < 0 && errno == EINTR) continue;
      if (n < 0) return system_error("cannot read", name);
      raw = std::string_view(in.data(), static_cast<std::size_t>(n));
      raw_bytes += raw.size();
      return ok_status();
    }
  }

  Error damaged(const char* what, const std::string& name) {
    ended = true;
    return Error{ErrorCode::kBadInput, std::string("damaged gzip: ") + what, name,
                 raw_bytes - raw.size()};
  }

  Result<std::string_view> inflate_some(const std::string& name) {
    out.resize(kBlockBytes);
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    while (stream.avail_out == out.size()) {
      if (raw.empty()) {
        ENTENTE_CHECK(fill(name));
        if (raw.empty()) {
          if (in_member) return damaged("the file ends within a member", name);
          ended = true;
          return std::string_view();
        }
      }
      if (!in_member) {
        if (raw[0] != '\x1f')
          return damaged("something other than a member follows a member", name);
        if (::inflateReset2(&stream, 15 + 16) != Z_OK)
          return damaged("cannot start a member", name);
        in_member = true;
      }
      stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(raw.data()));
      stream.avail_in = static_cast<uInt>(raw.size());
      const int code = ::inflate(&stream, Z_NO_FLUSH);
      raw.remove_prefix(raw.size() - stream.avail_in);
      if (code == Z_STREAM_END)
        in_member = false;
      else if (code != Z_OK && code != Z_BUF_ERROR)
        return damaged(stream.msg != nullptr ? stream.msg : "cannot inflate", name);
    }
    const std::string_view given(out.data(), out.size() - stream.avail_out);
    out_bytes += given.size();
    if (out_bytes > kBombBytes && out_bytes / kBombRatio > raw_bytes) {
      ended = true;
      return Error{ErrorCode::kLimit, "gzip that becomes more than 500 times longer", name,
                   raw_bytes};
    }
    return given;
  }
};

ByteSource::ByteSource() : state_(std::make_unique<State>()) {}
ByteSource::ByteSource(ByteSource&&) noexcept = default;
ByteSource& ByteSource::operator=(ByteSource&&) noexcept = default;
ByteSource::~ByteSource() = default;

Result<ByteSource> ByteSource::open(const std::string& path) {
  ByteSource source;
  source.name_ = path == "-" ? "standard input" : path;
  source.state_->fd = path == "-" ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (source.state_->fd < 0) return system_error("cannot open", path);
  struct stat info {};
  if (::fstat(source.state_->fd, &info) != 0) return source;
  if (S_ISDIR(info.st_mode)) return Error{ErrorCode::kIo, "is a folder", path, 0};
  if (path != "-" && S_ISREG(info.st_mode) && info.st_size > 0)  // 0: files of /proc say so
    source.state_->file_bytes = static_cast<std::uint64_t>(info.st_size);
  return source;
}

Result<ByteSource> ByteSource::open_raw(const std::string& path) {
  auto source = open(path);
  if (source) source->state_->keep_gzip = true;
  return source;
}

ByteSource ByteSource::over(Pull pull, std::string name) {
  ByteSource source;
  source.name_ = std::move(name);
  source.state_->pull = std::move(pull);
  return source;
}

ByteSource ByteSource::raw_over(Pull pull, std::string name) {
  ByteSource source = over(std::move(pull), std::move(name));
  source.state_->keep_gzip = true;
  return source;
}

ByteSource ByteSource::inflated(ByteSource raw) {
  std::string name = raw.name_;
  const auto shared = std::make_shared<ByteSource>(
      std::move(raw));  // std::function copies: the copies are one source
  return over([shared] { return shared->read(); }, std::move(name));
}

Status ByteSource::skip(std::uint64_t bytes) {
  State& state = *state_;
  while (bytes > 0) {
    const bool untouched = state.peeked.empty() && state.raw.empty();
    if (untouched && !state.pull && ::lseek(state.fd, static_cast<off_t>(bytes), SEEK_CUR) >= 0) {
      state.raw_bytes += bytes;
      return ok_status();
    }
    ENTENTE_TRY(const std::string_view block, read());
    if (block.empty()) return ok_status();
    if (block.size() > bytes) state.peeked = block.substr(bytes);
    bytes -= std::min<std::uint64_t>(bytes, block.size());
  }
  return ok_status();
}

std::uint64_t ByteSource::position() const { return state_->raw_bytes; }

std::uint64_t ByteSource::size() const {
  struct stat info {};
  const bool file = state_->fd >= 0 && ::fstat(state_->fd, &info) == 0 && S_ISREG(info.st_mode);
  return file ? static_cast<std::uint64_t>(info.st_size) : 0;
}

Result<std::string_view> ByteSource::read() {
  State& state = *state_;
  if (!state.peeked.empty()) return std::exchange(state.peeked, {});
  if (state.ended) return std::string_view();
  if (!state.started) {
    state.started = true;
    ENTENTE_CHECK(state.fill(name_));
    state.gzip = !state.keep_gzip && state.raw.size() > 1 && state.raw[0] == '\x1f' &&
                 state.raw[1] == '\x8b';
    if (state.gzip) {
      if (::inflateInit2(&state.stream, 15 + 16) != Z_OK) return state.damaged("no memory", name_);
      state.inflating = true;
    }
  }
  if (state.gzip) return state.inflate_some(name_);
  if (state.raw.empty()) ENTENTE_CHECK(state.fill(name_));
  const std::string_view block = state.raw;
  state.raw = {};
  state.ended = block.empty();
  return block;
}

Result<std::string_view> ByteSource::peek() {
  auto block = read();
  if (block) state_->peeked = *block;
  return block;
}

LineSource::LineSource(ByteSource bytes, std::uint64_t max_line_bytes)
    : bytes_(std::move(bytes)), max_line_bytes_(max_line_bytes) {}

Result<LineSource::Line> LineSource::next() {
  Line line;
  pending_.clear();
  for (bool whole = false; !whole;) {
    if (block_.empty()) {
      auto block = bytes_.read();
      if (!block) return std::move(block).error();
      block_ = *block;
      if (block_.empty()) {
        // The last line has no end; a clean end of the input is no line.
        if (pending_.empty() && !line.too_long) return Line{.number = number_, .end = true};
        break;
      }
    }
    const std::size_t end = block_.find('\n');
    whole = end != std::string_view::npos;
    const std::string_view piece = block_.substr(0, end);
    block_.remove_prefix(whole ? end + 1 : block_.size());
    if (pending_.size() + piece.size() > max_line_bytes_) {
      line.too_long = true;
      pending_.clear();
      pending_.shrink_to_fit();
    } else if (!line.too_long) {
      pending_.append(piece);
    }
  }
  line.number = ++number_;
  line.text = line.too_long ? std::string_view() : std::string_view(pending_);
  if (number_ == 1 && line.text.substr(0, 3) == "\xEF\xBB\xBF") line.text.remove_prefix(3);
  if (!line.text.empty() && line.text.back() == '\r') line.text.remove_suffix(1);
  return line;
}

}  // namespace entente
