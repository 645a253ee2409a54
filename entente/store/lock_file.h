// One writer at a time: a lock that the system takes back when its holder dies, in a file that
// names the holder.
#pragma once

#include <string>

#include "entente/base/result.h"

namespace entente {

class LockFile {
 public:
  // kStore: another process (or another Store of this one) holds it; the message names its pid.
  // kIo: the file cannot be made.
  static Result<LockFile> take(const std::string& path);
  LockFile(LockFile&& other) noexcept;
  LockFile& operator=(LockFile&& other) noexcept;
  LockFile(const LockFile&) = delete;
  LockFile& operator=(const LockFile&) = delete;
  ~LockFile();

  // The pid written in the file by whoever holds it now, or 0 when nobody does.
  static long holder(const std::string& path);

 private:
  explicit LockFile(int fd) : fd_(fd) {}
  int fd_ = -1;
};

}  // namespace entente
