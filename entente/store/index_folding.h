// What the index gains by folding (entente/fold/): groups of reports that are one text again,
// events each once with all their tellings, entries of the registers, relations by pair, field and
// month. Kept up batch by batch, inside the transaction that adds the batch, and the same as if all
// had come at once and in any other order. Private to store/.
#pragma once

#include <cstdint>
#include <memory>

#include "entente/record/record_reader.h"
#include "entente/store/database.h"
#include "entente/store/journal.h"

namespace entente {

class IndexFolding {
 public:
  // Texts that must be read again are taken from `journal`, which outlives it.
  explicit IndexFolding(const Journal& journal);
  IndexFolding(IndexFolding&&) noexcept;
  IndexFolding& operator=(IndexFolding&&) noexcept;
  ~IndexFolding();

  // Learns the reports that are in the index, which has come to `position`: some 500 bytes each.
  Status load(const Database& database, const JournalPosition& position);
  // The place in the journal up to which it knows.
  const JournalPosition& position() const;

  // Before the first transaction on `database`: makes the temporary tables that its connection
  // needs.
  Status begin(Database& database);

  // In a transaction, in this order; after an error the object is of no use any more.
  // 1. A record whose rows are being added.
  void added(const Record& record, const JournalPosition& position);
  // 2. The table `replaced` names documents whose rows go next.
  Status before_replaced(Database& database);
  // 3. All rows are there. `all_later`: events, registers and relations wait for fold_all().
  Status fold(Database& database, bool all_later);

  // After the last batch of those that left it for later: folds everything at once.
  Status fold_all(Database& database);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace entente
