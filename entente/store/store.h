// The door of store/: a database is a folder: journal/ (append-only segments of records: the truth) and index.duckdb (what questions
// are asked of; rebuilt from the journal at will). Layout byte by byte: docs/formats/database.md.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "entente/base/result.h"

namespace entente {

// What was found wrong, and mended, when a database was opened: for the user to read.
struct OpenReport {
  std::vector<std::string> notes;  // "cut 120 bytes after the last good record of journal/000003.seg"
  bool journal_damaged = false;    // a bad record before the tail: the exit status says so
  bool index_rebuilt = false;
};

// A record as it is kept: the document's input line and the record's line, both JSON as the contract has them.
struct StoredRecord {
  std::string_view document;  // {"id","title","text","date","url","source","lang"}
  std::string_view record;    // the line of `entente code`
};

// One process writes; others read what was committed. Not for several threads at once.
class Store {
 public:
  enum class Mode : std::uint8_t { kRead, kWrite };
  // Opens or, in kWrite, makes the database. kStore: not a database, written by a newer version, or held by another writer (the
  // message names its pid). Recovery (reliability rules 3 and 4) happens here.
  static Result<Store> open(const std::string& folder, Mode mode, OpenReport& report);
  Store(Store&&) noexcept;
  Store& operator=(Store&&) noexcept;
  ~Store();

  // True if a document with this id and content is kept already.
  bool has(std::string_view id, std::string_view sha256) const;
  // Adds to the current batch; nothing is promised before commit().
  Status append(const StoredRecord& record);
  // Syncs the journal, then brings the index up to it. When it returns, the batch survives a power cut.
  Status commit();
  // Makes the index again from the journal; answers are byte-equal.
  Status rebuild();

  // A question's answer: typed columns, values as text, JSON for nested. Read-only; kStore for a bad question.
  struct Column {
    std::string name, type;
  };
  struct Table {
    std::vector<Column> columns;
    std::vector<std::vector<std::optional<std::string>>> rows;
  };
  Result<Table> query(std::string_view sql, std::uint64_t max_rows) const;

 private:
  Store();
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace entente
