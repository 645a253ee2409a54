// A stream of bytes from a file or standard input, plain or gzip (RFC 1952, many members), by
// blocks: memory does not grow with the length of the input.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "entente/base/result.h"

namespace entente {

class ByteSource {
 public:
  // A path, or "-" for standard input. A regular file is read to the size it has now.
  // kNotFound, kIo (a folder, no permission).
  static Result<ByteSource> open(const std::string& path);
  // The same, gzip left as it is.
  static Result<ByteSource> open_raw(const std::string& path);
  // Bytes that `pull` gives, piece by piece until an empty one; each piece stays as it is until the
  // next call. Plain or gzip.
  using Pull = std::function<Result<std::string_view>()>;
  static ByteSource over(Pull pull, std::string name);
  static ByteSource raw_over(Pull pull, std::string name);  // gzip left as it is
  // What `raw` (of open_raw) holds, gzip inflated.
  static ByteSource inflated(ByteSource raw);
  ByteSource(ByteSource&&) noexcept;
  ByteSource& operator=(ByteSource&&) noexcept;
  ~ByteSource();

  // The next bytes, at least one, at most a block; empty at the end. Valid until the next call.
  // kIo; kBadInput: damaged gzip, at the byte of the compressed file; kLimit: gzip that becomes
  // more than 500 times longer. After an error the stream is at its end.
  Result<std::string_view> read();
  // The same bytes that the next read() gives.
  Result<std::string_view> peek();
  // Passes over `bytes` of the file (of a raw source), without reading them where it can.
  Status skip(std::uint64_t bytes);
  // Bytes of the file that were read so far: where a progress bar stands.
  std::uint64_t position() const;
  // Of the file, 0 if it has none (a pipe).
  std::uint64_t size() const;
  const std::string& name() const { return name_; }

 private:
  ByteSource();
  struct State;
  std::unique_ptr<State> state_;
  std::string name_;
};

// Lines of a ByteSource, their ends (LF, CRLF) cut off.
class LineSource {
 public:
  LineSource(ByteSource bytes, std::uint64_t max_line_bytes);

  struct Line {
    std::string_view text;     // valid until the next call
    std::uint64_t number = 0;  // from 1
    bool too_long =
        false;  // longer than the bound: `text` is empty, the line was skipped without being kept
    bool end = false;  // no further line
  };
  // A byte-order mark before the first line is dropped. The last line needs no end.
  Result<Line> next();
  std::uint64_t position() const { return bytes_.position(); }
  const std::string& name() const { return bytes_.name(); }

 private:
  ByteSource bytes_;
  std::uint64_t max_line_bytes_;
  std::string_view block_;
  std::string pending_;
  std::uint64_t number_ = 0;
  bool done_ = false;
};

}  // namespace entente
