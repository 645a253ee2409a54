// Which documents of a stream are one report again (fold/near_duplicates.h). No models are needed.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "entente/base/result.h"
#include "entente/pipeline/pipeline.h"

namespace entente {

struct DedupHooks {
  // A document, in the order of the input, once all are read: {"id": …, "group": …}; see
  // docs/guide.md.
  std::function<Status(std::string_view line)> sink;
  std::function<void(const Error&)> refused;
  std::function<bool(const RunCounts&)> progress;  // optional: false ends the run early
};

// Reads all documents and says which belong together: `group` is the id of the earliest by its day
// of publication, then by the order of the input; null for a document by itself. Some 500 bytes a
// document stay in memory beside its id. kIo: no room for temporary files; an error of `sink`.
Result<RunCounts> find_duplicates(const RunOptions& options, const DedupHooks& hooks);

// Makes a run say in each record that repeats an earlier one of the same run: a member
// "duplicate": {"of": ID, "as": "copy" | "shorter" | "longer" | "revised"} is put before the
// record's end. The pieces that `hooks.sink` gets are records. kIo.
Status mark_duplicates(RunHooks& hooks);

}  // namespace entente
