// Gzip is known by its two first bytes, not by a name. zlib inflates block by block into one buffer; a member's end followed by another
// member goes on, by anything else is reported.
// Tested by byte_source_test.cc.
#include "entente/base/byte_source.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <cerrno>
#include <utility>

#include "entente/base/file.h"

namespace entente {
namespace {
constexpr std::size_t kBlockBytes = 256 * 1024;
}

struct ByteSource::State {
  int fd = -1;
  std::string in = std::string(kBlockBytes, '\0'), out;
  std::string_view raw;         // read from the file, not yet used
  std::uint64_t raw_bytes = 0;  // of the file so far
  bool started = false, gzip = false, ended = false, in_member = false;
  z_stream stream{};
  bool inflating = false;
  std::string_view peeked;

  ~State() {
    if (inflating) ::inflateEnd(&stream);
    if (fd > 0) ::close(fd);
  }

  Status fill(const std::string& name) {
    for (;;) {
      const ssize_t n = ::read(fd, in.data(), in.size());
      if (n < 0 && errno == EINTR) continue;
      if (n < 0) return system_error("cannot read", name);
      raw = std::string_view(in.data(), static_cast<std::size_t>(n));
      raw_bytes += raw.size();
      return ok_status();
    }
  }

  Error damaged(const char* what, const std::string& name) {
    ended = true;
    return Error{ErrorCode::kBadInput, std::string("damaged gzip: ") + what, name, raw_bytes - raw.size()};
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
        if (raw[0] != '\x1f') return damaged("something other than a member follows a member", name);
        if (::inflateReset2(&stream, 15 + 16) != Z_OK) return damaged("cannot start a member", name);
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
    return std::string_view(out.data(), out.size() - stream.avail_out);
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
  if (::fstat(source.state_->fd, &info) == 0 && S_ISDIR(info.st_mode))
    return Error{ErrorCode::kIo, "is a folder", path, 0};
  return source;
}

Result<std::string_view> ByteSource::read() {
  State& state = *state_;
  if (!state.peeked.empty()) return std::exchange(state.peeked, {});
  if (state.ended) return std::string_view();
  if (!state.started) {
    state.started = true;
    ENTENTE_CHECK(state.fill(name_));
    state.gzip = state.raw.size() > 1 && state.raw[0] == '\x1f' && state.raw[1] == '\x8b';
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
