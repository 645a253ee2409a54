// Files: mapped for reading, read whole with a bound, written so that a crash leaves the old one or
// the new one.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "entente/base/result.h"

namespace entente {

// A file's bytes, mapped read-only. Moves, never copies. The file must not shrink meanwhile.
class MappedFile {
 public:
  // kNotFound, kIo; an empty file maps to an empty view.
  static Result<MappedFile> open(const std::string& path);
  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&& other) noexcept;
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;
  ~MappedFile();

  std::string_view bytes() const& { return {data_, size_}; }
  std::string_view bytes() const&& = delete;

 private:
  MappedFile() = default;
  const char* data_ = nullptr;
  std::size_t size_ = 0;
};

// The whole file; kLimit above `max_bytes` (checked while reading: a pipe has no size).
Result<std::string> read_file(const std::string& path, std::uint64_t max_bytes);

// Writes a temporary file beside `path`, syncs it, renames it over `path`, syncs the folder.
Status write_file_atomic(const std::string& path, std::string_view bytes);

// errno as an Error about `source`: kNotFound for ENOENT, else kIo.
Error system_error(std::string_view what, const std::string& source);

}  // namespace entente
