// Documents into a database: coded, and kept. A document that is there already (same id, same text)
// is not read again.
#pragma once

#include "entente/base/result.h"
#include "entente/pipeline/pipeline.h"
#include "entente/store/store.h"

namespace entente {

struct GatherHooks {
  std::function<void(const Error&)> refused;
  std::function<void(const std::string&)> note;  // what went wrong in the store and mends itself
  std::function<bool(const RunCounts&)>
      progress;  // optional: false ends the run after what is in flight, committed
};

inline constexpr std::uint64_t kDocumentsPerBatch = 200;  // a commit each: one sync
inline constexpr std::uint64_t kBytesPerBatch = 16u << 20;

// What was committed stays, whatever ends the run.
Result<RunCounts> gather(const Pipeline& pipeline, Store& store, const RunOptions& options,
                         const GatherHooks& hooks);

}  // namespace entente
