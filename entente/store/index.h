// The index: a DuckDB file made from the journal and kept up to it. It may be lost at any time:
// whatever is doubtful about it is set aside and made again.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "entente/store/database.h"
#include "entente/store/index_folding.h"
#include "entente/store/journal.h"

namespace entente {

// What opening an index file found.
enum class IndexState : std::uint8_t {
  kGood,     // of this schema, at a place that the journal holds
  kMissing,  // no such file
  kLocked,   // another process holds it
  kOld,      // whole, but its tables are those of another version: to be made again
  kBad,      // does not open or is ahead of the journal: to be set aside and made again
};

struct OpenedIndex {
  IndexState state = IndexState::kMissing;
  std::string why;  // for kLocked, kOld and kBad
  std::optional<Database> database;
  JournalPosition position;
};

// Opens the file at `path` and holds it against `journal`.
OpenedIndex open_index(const std::string& path, Database::Access access, const Journal& journal);

// The last record of the journal that an open index holds. kStore: its tables are of another
// version.
Result<JournalPosition> index_position(const Database& database);

// Adds the journal's records after `from` to an open index, some thousands a transaction, each of
// which carries the position that it came to. `may_replace`: a new record may be of a document that
// is there already. `folding`: what an earlier call left, or nothing; it is of use to the next.
// `in_bulk`: folds once, at the end, which is quicker for many; what is cut short is of no use
// then. kStore, kIo: what was committed stays.
Status catch_up(Database& database, const Journal& journal, JournalPosition from, bool may_replace,
                JournalFindings& findings, std::optional<IndexFolding>& folding,
                bool in_bulk = false);

// Makes the index at `path` from the whole journal: beside it first, synced, then renamed over it.
// An old one that `why` speaks of is kept as `path`.damaged, the one before it is not.
Status rebuild_index(const std::string& path, const Journal& journal, bool keep_old,
                     JournalFindings& findings);

// An index in memory, for a database on a disk that cannot be written to.
Result<Database> index_in_memory(const Journal& journal, JournalFindings& findings);

// Calls `visit` with the id and digest of every version in the index.
Status each_version(const Database& database,
                    const std::function<void(std::string_view, std::string_view)>& visit);

}  // namespace entente
