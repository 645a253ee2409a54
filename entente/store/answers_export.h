// Part of store/'s door: the tables that `entente export` writes, a row at a time, in a total
// order: the same database, the same rows.
//
// An *event* is an act (table `acts`), told once or a hundred times; what an export says of its
// words, actors and place is what its best telling says. A filter chooses events; an event that is
// chosen brings all its tellings. The index is read in place, in one state from the first row to
// the last: while an export runs, a writer goes on with the journal and adds to the index
// afterwards.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "entente/base/date.h"
#include "entente/store/store.h"

namespace entente {

// What can be asked for. The first nine are tables for analysis, with the columns that show/'s
// table of columns lists; the others are what the formats of other tools are made from.
enum class ExportTable : std::uint8_t {
  kEvents,      // an event
  kDyads,       // an event for each pair of states between which it lies
  kMentions,    // a telling
  kDocuments,   // a report of the period
  kAgreements,  // an agreement as a report tells it
  kVisits,      // a visit as a report tells it
  kBodies,      // a joint body and what it did, as a report tells it
  kQuotes,      // words quoted
  kPanel,       // a pair of states in a period, with zeros
  kSides,       // an event for each ordered pair of a source and a target: GDELT
  kSideTold,    // the same for each telling: GDELT's mentions
  kDaily,       // a day, source, target and code: Phoenix
  kStories,     // an event with its actors in lists: POLECAT
  kReported,    // a day, source, target and code in each report: KEDS
  kKept,        // no rows: documents and records as the journal has them (each_record)
};

// The codes of one state in the formats that ask for them; "" where it has none.
struct CountryCodes {
  std::string code, name;  // as the record has it; in English
  std::string fips, gdelt, petrarch, cow;
};

// What to leave out. An empty member leaves nothing out.
struct ExportFilter {
  // One: what it has part in. Several: what lies between two of them.
  std::vector<std::string> states;
  std::vector<std::string> types, fields;  // PLOVER types; of kFieldNames: any of them
  std::optional<Day> since, until;         // both are in; a period leaves out what has no day
  double confidence = 0;                   // of the best telling, at least
  bool all_status = false;                 // also what is planned, denied or conditional
  std::string period;                      // kPanel: "day", "week" (from Monday), "month", "year"
};

// What an export of events leaves out on purpose, for the user to read.
struct ExportLosses {
  std::uint64_t status = 0;  // events planned, denied or conditional alone
  std::uint64_t agreements = 0, visits = 0, bodies = 0, quotes = 0;  // have no column elsewhere
};

// An index, open for exports. Not for several threads at once.
class ExportDatabase {
 public:
  // `codes`: of all states. Errors as Store::open, which puts the database in order first.
  static Result<ExportDatabase> open(const std::string& folder, std::span<const CountryCodes> codes,
                                     OpenReport& report);
  ExportDatabase(ExportDatabase&&) noexcept;
  ExportDatabase& operator=(ExportDatabase&&) noexcept;
  ~ExportDatabase();

  // Values as text; nothing for NULL. The row is the callee's to change.
  using Row = std::vector<std::optional<std::string>>;
  // Hands each row to `visit` until it fails, and then fails so. Memory is bounded (1 GiB, then
  // files under $TMPDIR), whatever the number of rows. kStore.
  Status each_row(ExportTable table, const ExportFilter& filter,
                  const std::function<Status(Row&)>& visit) const;
  // The names of a table's columns, without its rows.
  Result<std::vector<Store::Column>> columns(ExportTable table) const;
  // Writes the table as Parquet (Zstandard) to `path`, which the caller renames when all is well.
  // Rows written. kIo: no space; the system's words.
  Result<std::uint64_t> write_parquet(ExportTable table, const ExportFilter& filter,
                                      const std::string& path) const;
  Result<ExportLosses> losses(const ExportFilter& filter) const;

  // Hands each version of each document, with the newest record made of it, to `visit`, in the
  // order of the journal, until it fails, and then fails so: what kept again in that order makes
  // the same database. With a filter the newest versions alone: of states, types, fields or
  // confidence those that tell an event it chooses, of days alone those published then. Memory:
  // eight bytes a version. What the journal's damage cost is added to `report`.
  Status each_record(const ExportFilter& filter, OpenReport& report,
                     const std::function<Status(const StoredRecord&)>& visit) const;

 private:
  ExportDatabase();
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace entente
