// The stored texts, coded again with today's coder: new lexicons and models reach old reports.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "entente/base/result.h"
#include "entente/pipeline/pipeline.h"
#include "entente/store/store.h"

namespace entente {

struct RecodeCounts {
  std::uint64_t documents = 0;  // coded again
  std::uint64_t changed = 0;  // of them, those whose record is another now, its coder's name aside
};

struct RecodeHooks {
  std::function<void(const Error&)> refused;     // a document that cannot be read any more
  std::function<void(const std::string&)> note;  // what went wrong in the store and mends itself
  std::function<bool(const RecodeCounts&)>
      progress;  // optional: false ends the run, what was coded is kept
};

// Codes each document whose record another coder made, or all with `all`, and keeps the new record
// beside the old one in the journal; the index then has the new one. Ended early, the same call
// goes on. The same records whatever `threads`; memory for some dozens of documents a thread.
Result<RecodeCounts> recode(const Pipeline& pipeline, Store& store, unsigned threads, bool all,
                            const RecodeHooks& hooks);

}  // namespace entente
