// Part of store/'s door: is a database whole? Looks only; nothing is mended or written.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "entente/base/result.h"

namespace entente {

struct CheckReport {
  std::uint64_t records = 0;    // of the journal, good ones
  std::uint64_t documents = 0;  // of them, newest versions
  std::uint64_t indexed = 0;    // documents of the index
  std::uint64_t acts = 0, relations = 0;
  std::vector<std::string> faults;  // each a line; none: all is well
  std::vector<std::string> notes;   // what is no fault: records that the index has still to take in
};

// Reads the whole journal and holds the index against it: each document's newest version is there,
// its place in the journal holds it, rows refer to rows that exist, folded tables add up. `deep`:
// also makes the index again in memory and compares every table, row for row. kNotFound: no
// database; kStore: not one of ours; kIo. Linear in the journal; 40 bytes of memory a document,
// with `deep` the whole index.
Result<CheckReport> check_database(const std::string& folder, bool deep);

}  // namespace entente
