// Where a command's results go: standard output, or a file that appears whole or not at all.
#pragma once

#include <string>
#include <string_view>

#include "entente/base/result.h"

namespace entente {

// Buffered. A file is written under a temporary name beside it; finish() syncs it and renames it;
// without finish() it is removed.
class Output {
 public:
  // A path, or "-" for standard output.
  static Result<Output> open(const std::string& path);
  Output(Output&& other) noexcept;
  Output& operator=(Output&& other) noexcept;
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;
  ~Output();

  // kIo: the system's word (no space, broken pipe: is_broken_pipe()). After an error nothing more
  // is written.
  Status write(std::string_view bytes);
  Status flush();
  Status finish();
  bool is_broken_pipe() const { return broken_pipe_; }

 private:
  Output() = default;
  int fd_ = -1;
  bool broken_pipe_ = false;
  std::string path_, temporary_, buffer_;
};

}  // namespace entente
