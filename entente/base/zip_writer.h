// A zip archive of one file, streamed (APPNOTE.TXT 6.3, sections 4.3 and 4.4): the shape in which
// GDELT hands out its tables.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "entente/base/result.h"

namespace entente {

class ZipWriter {
 public:
  using Sink = std::function<Status(std::string_view)>;
  // The archive's bytes go to `sink`; `name` of the file inside, ASCII. kIo: no memory.
  static Result<ZipWriter> open(Sink sink, std::string name);
  ZipWriter(ZipWriter&&) noexcept;
  ZipWriter& operator=(ZipWriter&&) noexcept;
  ~ZipWriter();

  // Fails as the sink does; kLimit: more than 4 GiB, which needs another kind of archive.
  Status write(std::string_view bytes);
  Status finish();

 private:
  ZipWriter();
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace entente
