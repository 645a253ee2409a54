// Part of store/'s door: what documents are said to tell, for `entente diff`, and how much was read
// of what, for `entente sources`.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "entente/base/result.h"
#include "entente/store/store.h"

namespace entente {

struct DocumentSayings {
  std::string id, sha256;
  // "event 057 NOR,SWE > - asserted 2019-03-05 energy" -> the sentences that say so.
  std::map<std::string, std::vector<std::string>> sayings;
};

// The next documents after `after` in the order of their ids, at most `limit`; none: the end.
Result<std::vector<DocumentSayings>> read_sayings(const Store& store, const std::string& after,
                                                  std::uint64_t limit);

// A source a row: documents, first and last day, days between without a document, the longest such
// gap, documents without a day, not read, that repeat another, with a warning; languages.
Result<Store::Table> ask_sources(const Store& store);
// A day a row of one source ('' for documents without), days without documents among them.
Result<Store::Table> ask_source_days(const Store& store, const std::string& source);

}  // namespace entente
