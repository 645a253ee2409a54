// Zstandard (RFC 8878), one frame at a time, with bounds: what the journal keeps its records in.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "entente/base/result.h"

namespace entente {

// Appends one frame holding `bytes` to `out`. `level` 1 to 19; 3 is zstd's own default. kLimit: out
// of memory.
Status zstd_append(std::string_view bytes, int level, std::string& out);

// The bytes of one frame, which must give exactly `raw_bytes` (known from elsewhere: nothing is
// allocated on a frame's own word). kBadInput: damaged, cut, of another length, or more than one
// frame.
Status zstd_expand(std::string_view frame, std::uint64_t raw_bytes, std::string& out);

}  // namespace entente
