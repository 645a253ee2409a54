// Part of store/'s door: what `entente serve` asks, as tables of rows, from many threads at once,
// while `entente gather` may write.
//
// How it looks in on a writer: DuckDB lets nobody read a file that somebody has open to write, and
// a reader that kept the index open would keep the writer out. So a MapDatabase answers from a
// *snapshot* of its own: when the index has changed and no writer has it open, it takes the same
// lock that DuckDB takes to read, copies the file (a clone that shares its blocks, where the file
// system can), lets go, and opens the copy, whose name is removed at once: it is gone with the
// process, however that ends. The writer is kept off its index for the time of the copy alone; the
// journal, which is the truth, not at all. A snapshot is one state of the index, committed and
// checkpointed: every answer of one generation is consistent with every other.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "entente/base/date.h"
#include "entente/store/store.h"

namespace entente {

// The lists that can be asked for. Acts are counted once however often told (events.act);
// cooperation and conflict count what is asserted or past, `planned` stands apart, what is denied
// or conditional is in no count. Each list has a total order, said here.
enum class MapList : std::uint8_t {
  kSummary,        // one row: how much there is of everything, and the days of publication
  kStates,         // a state: reports that name it, its balance, partners; most acts first
  kPairs,          // two states: their balance; most acts first
  kMonths,         // a month's acts, ascending
  kFields,         // field × month, ascending; field '' where none is named
  kEvents,         // an act with one telling as evidence; newest first, as are all that follow
  kAgreements,     // an agreement at a stage, once for each day
  kVisits,         // a visit at a stage
  kBodies,         // a joint body and what it did
  kQuotes,         // the words quoted
  kDocuments,      // reports
  kPeople,         // a person's office as reports name it: most reports first
  kSentences,      // sentences that hold the words looked for; newest report first
  kFindStates,     // states by code or name
  kSameAgreement,  // all stages of the agreement `key`: same parties, same subject; newest first
  kSameBody,       // all that the joint body `key` did
  kLatest,    // of two states: a field's balance, and its newest act (what happened before plans)
  kTellings,  // each telling of the act that `document` tells as its event `key`; newest first
};

// What to leave out. An empty member leaves nothing out. A period leaves out what has no day.
struct MapFilter {
  std::string state, with;          // codes: has part in it; both: the two have
  std::optional<Day> since, until;  // both days are in
  std::string field;                // of kFieldNames
  std::string type, status, side;   // events: PLOVER type; status; "cooperation" or "conflict"
  std::string stage;                // agreements and visits; of a body its activity
  std::string person;               // the whole name, as documents have it
  // To be found. In a title, a sentence, a quote: all its words, in any order, the last perhaps the
  // beginning of one (words.h); looked for in the newest thousand that may have them. In a subject
  // or a name: the text as it is. Case is nothing.
  std::string text;
  std::string document;   // the id of a report
  std::string publisher;  // documents: their source
  std::string key;        // of one agreement or body: "17-0"; of an event in `document`: "0-3"
  std::optional<double> confidence;  // events: at least
  std::uint32_t limit = 50;          // rows, at most kMaxMapRows
  std::array<std::string, 3>
      after;  // the `order_1` … `order_3` of the last row seen; all empty: from the beginning
};
inline constexpr std::uint32_t kMaxMapRows = 1000;

struct MapQuestion {
  MapList list;
  MapFilter filter;
};

struct MapLimits {
  std::chrono::milliseconds answer{2000};  // a question that takes longer is ended: kLimit
  std::chrono::milliseconds wait{2000};    // for a connection that is free: kLimit
  unsigned connections = 0;                // questions at once; 0: one a core, at least two
};

// An index as it was at one moment. Threads may share it.
class MapDatabase {
 public:
  // Opens the database at `folder` and takes the first snapshot, waiting a writer out for up to 30
  // seconds. Errors as Store::open.
  static Result<MapDatabase> open(const std::string& folder, OpenReport& report,
                                  const MapLimits& limits = {});
  MapDatabase(MapDatabase&&) noexcept;
  MapDatabase& operator=(MapDatabase&&) noexcept;
  ~MapDatabase();

  // Takes a new snapshot if the index has changed and nobody has it open to write; true if it did.
  // Questions under way keep theirs. Costs a copy of the index where the file system shares no
  // blocks. One thread at a time.
  Result<bool> refresh();
  // Names the state of the index: the same for the same journal, whoever opens it. Hexadecimal.
  std::string generation() const;

  // The rows of a list, typed. Columns `order_1` … `order_3` come last and are the row's place: for
  // MapFilter::after. kLimit: too slow, or too many at once. kStore.
  Result<Store::Table> ask(MapList list, const MapFilter& filter) const;
  // A report's input line and record line, of the snapshot. kNotFound.
  Result<Store::Kept> document(std::string_view id) const;

 private:
  MapDatabase();
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace entente
