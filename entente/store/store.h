// The door of store/: a database is a folder: journal/ (append-only segments of records: the truth)
// and index.duckdb (what questions are asked of; made again from the journal at will). Layout byte
// by byte, and what survives what: docs/formats/database.md. Named questions with typed answers:
// answers.h, included below.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "entente/base/result.h"

namespace entente {

enum class MapList : std::uint8_t;
struct MapFilter;
struct MapQuestion;

// What was found wrong, and mended, when a database was opened: for the user to read.
struct OpenReport {
  std::vector<std::string>
      notes;                     // "cut 120 bytes after the last good record of journal/000003.seg"
  bool journal_damaged = false;  // a bad record before the tail: the exit status says so
  bool index_rebuilt = false;
};

// A record as it is kept: the document's input line and the record's line, both JSON as the
// contract has them.
struct StoredRecord {
  std::string_view document;  // {"id","title","text","date","url","source","lang"}
  std::string_view record;    // the line of `entente code`
};

struct StoreLimits {
  std::uint64_t segment_bytes = 64u << 20;  // of a journal file, before the next is begun
  // Documents by which the index may be behind the journal while gathering; where more is kept, a
  // 32nd of that: what an update costs grows with the index, and so stays the same a document.
  std::uint64_t index_every = 2000;
};

// One process writes; others read what was committed. Not for several threads at once.
class Store {
 public:
  enum class Mode : std::uint8_t { kRead, kWrite };
  // Opens or, in kWrite, makes the database. kNotFound: none there to read. kStore: not a database,
  // written by a newer version, or held by another writer (the message names its pid). Recovery
  // (reliability rules 3 and 4) happens here: a reader does it too if no writer is alive. On a disk
  // that cannot be written to, a reader whose index is not good answers from one in memory.
  static Result<Store> open(const std::string& folder, Mode mode, OpenReport& report,
                            const StoreLimits& limits = {});
  Store(Store&&) noexcept;
  Store& operator=(Store&&) noexcept;
  ~Store();  // brings the index up to the journal; a batch that was not committed is dropped

  // True if a document with this id and content is kept already, or is in the current batch.
  bool has(std::string_view id, std::string_view sha256) const;
  // Adds to the current batch, in memory; nothing is promised before commit(). A document whose id
  // is kept with another content replaces it; one that has() knows changes nothing. kBadInput: the
  // two lines are no record. kLimit: above 1 GiB.
  Status append(const StoredRecord& record);
  // The same for a version that is kept already and whose record is another now: the newest record
  // counts.
  Status replace(const StoredRecord& record);
  std::uint64_t pending_bytes() const;  // of the batch, compressed: commit before it grows large
  // Syncs the journal: when it returns, the batch survives a power cut. On failure (full disk, a
  // sync that failed) nothing of it is promised, it stays in memory, and commit() may be called
  // again, at once or later. The index follows, as far behind as StoreLimits says; trouble
  // with it loses nothing and comes out of take_notes().
  Status commit();
  // Brings the index up to the journal now.
  Status refresh();
  // What went wrong since the last call and mends itself, a line each, each line once.
  std::vector<std::string> take_notes();
  // Makes the index again from the journal; answers are byte-equal.
  Status rebuild();

  // The newest version of a document: its input line and its record's. kNotFound.
  struct Kept {
    std::string document, record;
  };
  Result<Kept> find(std::string_view id) const;
  // Calls `visit` with the newest version of each document, in the order of gathering, until it
  // says false. It may add to the store. `not_by`: leaves out those whose record names this coder.
  // A record that cannot be read is passed over, and noted.
  Status each(const std::function<bool(Kept&)>& visit, std::string_view not_by = {});

  // A question's answer: typed columns, values as text, JSON for nested. Read-only; kStore for a
  // bad question.
  struct Column {
    std::string name, type;  // "BIGINT", "VARCHAR[]"
  };
  struct Table {
    std::vector<Column> columns;
    std::vector<std::vector<std::optional<std::string>>> rows;
  };
  // One SELECT over the tables of docs/formats/database.md; `values` are bound to $1, $2 …; at most
  // `max_rows` rows.
  Result<Table> query(std::string_view sql, std::uint64_t max_rows,
                      std::span<const std::string> values = {}) const;
  // The rows of a list, with their evidence (answers_map.h).
  Result<Table> list(MapList list, const MapFilter& filter) const;
  // Several at once, which is quicker: a page's.
  Result<std::vector<Table>> lists(std::span<const MapQuestion> questions) const;
  // query() for answers too long to hold: a row at a time, until `visit` says false. No other
  // question meanwhile.
  using Row = std::vector<std::optional<std::string>>;
  Status each_row(std::string_view sql, std::span<const std::string> values,
                  const std::function<bool(Row&)>& visit) const;

 private:
  Store();
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace entente

#include "entente/store/answers.h"
