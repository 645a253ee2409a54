// The journal: the folder of segments that is the truth of a database. Appended to by one writer,
// read by anybody, cut only where nothing good follows. The rules are those of
// docs/formats/database.md, "What survives".
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "entente/base/result.h"
#include "entente/store/segment.h"

namespace entente {

// A record's place: what an index says it has come up to. segment 0: before the first record.
struct JournalPosition {
  std::uint32_t segment = 0;
  std::uint64_t begin = 0, end = 0;  // bytes of the record in its segment
  std::uint64_t sequence = 0;        // from 1, one more a record, gaps only where records were lost
  std::uint32_t checksum = 0;
  bool operator==(const JournalPosition&) const = default;
};

// What reading met that a person must hear of.
struct JournalFindings {
  std::vector<std::string> notes;  // each once
  bool damaged = false;            // a bad record before the tail
  void note(std::string text);
  void damage(const std::string& file, std::uint64_t offset, const std::string& what);
};

class Journal {
 public:
  // What is written to one file before the next is begun. Tests take less.
  static constexpr std::uint64_t kSegmentBytes = 64u << 20;

  // Opens the journal in `folder`, which exists. A writer's tail is cut at the last good record,
  // synced and noted; a reader's is left as it is. Reads the last segment alone. kStore: written by
  // a newer version. kIo.
  static Result<Journal> open(const std::string& folder, bool writable, std::uint64_t segment_bytes,
                              JournalFindings& findings);
  Journal(Journal&& other) noexcept;
  Journal& operator=(Journal&& other) noexcept;
  Journal(const Journal&) = delete;
  Journal& operator=(const Journal&) = delete;
  ~Journal();

  // Adds a record to the batch in memory and says its sequence number. kLimit: too long.
  Result<std::uint64_t> add(std::string_view document, std::string_view record);
  std::uint64_t pending_bytes() const { return pending_.size(); }

  // Writes the batch and syncs it. On success it survives a power cut. On failure nothing of it is
  // promised, the batch stays in memory and sync() may be called again: after a failed fsync it
  // goes to a new segment, for the old one's pages may be gone without a trace (rule 7).
  Status sync();

  // The last record that is known to be good and synced.
  const JournalPosition& end() const { return end_; }

  // Is `position` a record of this journal (or the place before the first)?
  bool holds(const JournalPosition& position) const;

  struct Entry {
    JournalPosition position;
    std::string_view document, record;  // valid during the call
  };
  // Calls `visit` for each good record after `from`, in order, up to end() (a writer) or the last
  // good one (a reader); an error of `visit` ends it. What is damaged is noted and passed over.
  Status read(const JournalPosition& from, JournalFindings& findings,
              const std::function<Status(const Entry&)>& visit) const;

  // The entry at `position`: one record read. kNotFound: it is not there.
  Result<std::pair<std::string, std::string>> read_at(std::uint32_t segment,
                                                      std::uint64_t begin) const;

 private:
  struct Tail;
  Journal() = default;
  std::string path(std::uint32_t segment) const;
  Result<Tail> scan_tail(std::uint32_t segment, std::uint64_t stop,
                         JournalFindings& findings) const;
  Status find_end(Tail& last, JournalFindings& findings);
  Status cut_tail(const Tail& last, JournalFindings& findings);
  Result<bool> read_segment(std::size_t index, const JournalPosition& from,
                            std::uint64_t& last_sequence, JournalFindings& findings,
                            const std::function<Status(const Entry&)>& visit) const;
  std::uint64_t first_sequence_after(std::size_t index) const;
  Status begin_segment();
  Status write_pending();
  Status abandon(Error error);
  void close_file();

  std::string folder_;
  bool writable_ = false;
  std::uint64_t segment_bytes_ = kSegmentBytes;
  std::vector<std::uint32_t> segments_;  // numbers, ascending
  JournalPosition end_;
  std::uint64_t size_ = 0;  // of the file being written: all of it good
  int fd_ = -1;             // the file being written; -1: the next batch begins a new one
  std::string pending_;
  std::vector<JournalPosition> pending_places_;  // begin and end within pending_
  std::uint64_t next_sequence_ = 1;
};

}  // namespace entente
