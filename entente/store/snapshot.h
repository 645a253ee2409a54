// A copy of the index at one moment, open for reading. Private to store/. How and why:
// answers_map.h.
#pragma once

#include <cstdint>
#include <string>

#include "entente/store/database.h"
#include "entente/store/journal.h"

namespace entente {

// What tells one state of a file from another, without reading it.
struct FileStamp {
  std::uint64_t device = 0, inode = 0, size = 0;
  std::int64_t changed_ns = 0;
  bool operator==(const FileStamp&) const = default;
};
FileStamp stamp_of(const std::string& path);  // all zero: no such file

struct Snapshot {
  FileStamp source;  // of the index when it was copied
  Database database;
  Journal journal;
  std::string generation;  // position in the journal, hexadecimal
};

// Copies the index of the database at `folder` and opens the copy, which has no name any more when
// this returns. kStore with is_busy(): a writer has it open. kNotFound: there is no index yet, or
// one that its writer has left in the middle: Store::open mends it. The caller has no other file of
// this process open on the index: the system's lock ends with the first of them closed.
Result<Snapshot> take_snapshot(const std::string& folder);
bool is_busy(const Error& error);

}  // namespace entente
