// Tested by tests/database_test.cc, through the program.
#include "entente/pipeline/recode.h"

#include <atomic>
#include <thread>
#include <vector>

#include "entente/pipeline/gather.h"
#include "entente/record/document_reader.h"

namespace entente {
namespace {

constexpr std::size_t kDocumentsAThread = 32;

struct Job {
  Store::Kept kept;
  std::string record;
  Status read = ok_status();
};

// The record without its coder: what a change is measured by.
std::string without_coder(const std::string& record) {
  const std::size_t at = record.find("\"coder\": \"");
  if (at == std::string::npos) return record;
  return record.substr(0, at) + record.substr(std::min(record.find('"', at + 10), record.size()));
}

class Workers {
 public:
  Workers(const Pipeline& pipeline, unsigned threads)
      : pipeline_(pipeline), work_(threads), readers_(threads) {}

  void run(std::vector<Job>& jobs) {
    std::atomic<std::size_t> next = 0;
    std::vector<std::thread> threads;
    const auto work = [&](std::size_t thread) {
      for (std::size_t i; (i = next++) < jobs.size();)
        code(jobs[i], work_[thread], readers_[thread]);
    };
    for (std::size_t i = 1; i < work_.size(); ++i) threads.emplace_back(work, i);
    work(0);
    for (std::thread& thread : threads) thread.join();
  }

 private:
  void code(Job& job, Pipeline::Work& work, DocumentReader& reader) const {
    auto document = reader.read(job.kept.document, "the journal", 0);
    if (!document) {
      job.read = std::move(document).error();
      return;
    }
    pipeline_.record(*document, work, job.record);
  }

  const Pipeline& pipeline_;
  std::vector<Pipeline::Work> work_;
  std::vector<DocumentReader> readers_;
};

}  // namespace

Result<RecodeCounts> recode(const Pipeline& pipeline, Store& store, unsigned threads, bool all,
                            const RecodeHooks& hooks) {
  RecodeCounts counts;
  Workers workers(pipeline, threads);
  std::vector<Job> jobs;
  Status done = ok_status();
  const auto flush = [&]() -> Status {
    workers.run(jobs);
    for (Job& job : jobs) {
      if (!job.read) {
        hooks.refused(job.read.error());
        continue;
      }
      while (!job.record.empty() && job.record.back() == '\n') job.record.pop_back();
      ++counts.documents;
      counts.changed += without_coder(job.record) != without_coder(job.kept.record);
      ENTENTE_CHECK(store.replace({job.kept.document, job.record}));
    }
    jobs.clear();
    const Status committed = store.commit();
    for (const std::string& note : store.take_notes()) hooks.note(note);
    return committed;
  };
  ENTENTE_CHECK(store.each(
      [&](Store::Kept& kept) {
        jobs.push_back({std::move(kept), {}, ok_status()});
        if (jobs.size() < kDocumentsAThread * threads) return true;
        done = flush();
        return done.has_value() && (!hooks.progress || hooks.progress(counts));
      },
      all ? std::string_view() : pipeline.coder()));
  if (done) done = flush();
  if (!done) return std::move(done).error();
  return counts;
}

}  // namespace entente
