// A record as rows of the index's tables (tables.h).
#pragma once

#include <array>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "entente/record/record_reader.h"
#include "entente/record/record_writer.h"
#include "entente/store/database.h"
#include "entente/store/journal.h"

namespace entente {

class RowWriter {
 public:
  // Appenders to every table of `database`, whose transaction is running.
  static Result<RowWriter> open(Database& database);

  // The rows of one record. `position` numbers it and says where it is kept.
  void add(const Record& record, const JournalPosition& position);
  // A version whose record cannot be read: known, without rows.
  void add_version(const std::string& id, const std::string& sha256,
                   const JournalPosition& position);

  // Hands all rows to the transaction.
  Status flush();

 private:
  enum Table : std::size_t {
    kVersions,
    kDocuments,
    kDocumentStates,
    kPairDocuments,
    kPersonMentions,
    kQuoteStates,
    kSentences,
    kActors,
    kMentions,
    kPlaces,
    kTimes,
    kEvents,
    kEventKeys,
    kEventActors,
    kEventPairs,
    kQuotes,
    kAgreements,
    kAgreementParties,
    kCommissions,
    kCommissionParties,
    kVisits,
    kNewWords,
    kTableCount
  };
  static const std::array<const char*, kTableCount> kNames;
  RowWriter() = default;
  Appender& row(Table table, std::int64_t document) { return tables_[table].integer(document); }
  void add_document(const Record& record, const JournalPosition& position);
  void add_words(const Record& record, std::int64_t document);
  void add_resolution(const Record& record, std::int64_t document);
  void add_event(const Record& record, std::size_t index, std::int64_t document);
  void add_registers(const Record& record, std::int64_t document);
  void place(Table table, Span span);
  void date(Table table, const EventDate& date, const Document& document);

  std::vector<Appender> tables_;
  PageMap map_;
  std::vector<std::string> fields_;  // scratch
  std::set<std::string, std::less<>> words_;
};

}  // namespace entente
