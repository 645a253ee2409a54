// Tested by pipeline_test.cc and tests/.
#include "entente/pipeline/gather.h"

#include <mutex>

#include "entente/record/record_reader.h"
#include "entente/record/record_writer.h"

namespace entente {
namespace {

// Takes over the record that came with a document, as `entente export --format records` writes it,
// if it is one and of this very text; else the document says why, and is coded like any other.
bool take_record(Document& document, std::string& out) {
  if (document.record.empty()) return false;
  std::string line;
  write_document(document, line);
  RecordReader reader;
  Record read;
  const Status good = reader.read(line, document.record, read);
  if (good && read.document.sha256 == document.sha256) {
    out = document.record;
    return true;
  }
  document.warnings.push_back("the record that came with it was not kept: " +
                              (good ? "it is of another text" : good.error().message));
  return false;
}

}  // namespace

Result<RunCounts> gather(const Pipeline& pipeline, Store& store, const RunOptions& options,
                         const GatherHooks& hooks) {
  std::string line;
  std::uint64_t in_batch = 0;
  std::mutex mutex;  // workers ask the store what it knows
  const auto commit = [&] {
    Status committed = store.commit();
    for (const std::string& note : store.take_notes()) hooks.note(note);
    return committed;
  };
  RunHooks steps;
  steps.skip = [&](const Document& document) {
    const std::lock_guard lock(mutex);
    return store.has(document.id, document.sha256);
  };
  steps.job = [&](Document& document, Pipeline::Work& work, std::string& out) {
    if (!take_record(document, out)) pipeline.record(document, work, out);
  };
  steps.refused = hooks.refused;
  steps.progress = hooks.progress;
  steps.sink = [&](const Document& document, std::string_view record) -> Status {
    const std::lock_guard lock(mutex);
    // The same document twice among those in flight: the first is in the batch by now.
    if (store.has(document.id, document.sha256)) return ok_status();
    line.clear();
    write_document(document, line);
    ENTENTE_CHECK(store.append({line, record}));
    if (++in_batch < kDocumentsPerBatch && store.pending_bytes() < kBytesPerBatch)
      return ok_status();
    in_batch = 0;
    return commit();
  };
  auto counts = run(options, steps);
  const Status committed = commit();  // also after an error: what is in the batch is good
  if (counts && !committed) return committed.error();
  return counts;
}

}  // namespace entente
