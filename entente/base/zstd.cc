// Tested by zstd_test.cc.
#include "entente/base/zstd.h"

#include <zstd.h>

namespace entente {

Status zstd_append(std::string_view bytes, int level, std::string& out) {
  const std::size_t at = out.size();
  out.resize(at + ZSTD_compressBound(bytes.size()));
  const std::size_t n =
      ZSTD_compress(out.data() + at, out.size() - at, bytes.data(), bytes.size(), level);
  out.resize(at + (ZSTD_isError(n) != 0 ? 0 : n));
  if (ZSTD_isError(n) != 0)
    return Error{ErrorCode::kLimit, std::string("zstd: ") + ZSTD_getErrorName(n), "", 0};
  return ok_status();
}

Status zstd_expand(std::string_view frame, std::uint64_t raw_bytes, std::string& out) {
  out.resize(raw_bytes);
  const std::size_t n = ZSTD_decompress(out.data(), out.size(), frame.data(), frame.size());
  if (ZSTD_isError(n) != 0)
    return Error{ErrorCode::kBadInput, std::string("zstd: ") + ZSTD_getErrorName(n), "", 0};
  if (n != raw_bytes)
    return Error{ErrorCode::kBadInput,
                 "zstd: " + std::to_string(n) + " bytes where " + std::to_string(raw_bytes) +
                     " were promised",
                 "", 0};
  return ok_status();
}

}  // namespace entente
