// Rows with their evidence: a statement of answers_map_sql.h picks which and says where their
// records stand in the journal, and what is shown of them is read there. Private to store/.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "entente/record/record_reader.h"
#include "entente/record/record_writer.h"
#include "entente/store/answers_map.h"
#include "entente/store/database.h"
#include "entente/store/journal.h"
#include "entente/store/words.h"

namespace entente {

// Keeps its memory from question to question. One a thread.
class ListReader {
 public:
  // The rows of a list. A row whose record the journal has lost comes without evidence. kStore.
  Result<Store::Table> ask(const Database& database, const Journal& journal, MapList list,
                           const MapFilter& filter);

  // The same in three steps, so that many lists look up the places of their documents together:
  // which rows, where their records are, what is shown of them.
  static Result<Store::Table> pick(const Database& database, const MapQuestion& question);
  static Status find_places(const Database& database, std::span<Store::Table> picks);
  Result<Store::Table> read(const Database& database, const Journal& journal,
                            const MapQuestion& question, Store::Table picks);

 private:
  Status read_record(const Journal& journal, const Database::Row& pick);
  Status find_naming(const Database& database, const std::string& field, Database::Row& pick) const;
  Result<std::vector<WordQuery::Range>> rarest(const Database& database, const WordQuery& query);
  Status ask_texts(const Database& database, const Journal& journal, MapList list,
                   const MapFilter& filter, Store::Table& table);

  RecordReader reader_;
  Record record_;
  PageMap map_;
  std::string place_;  // of `record_` in the journal
};

}  // namespace entente
