// Part of the door store.h: the questions that a page asks, answered in typed rows. Counts are of
// distinct acts (events.act: told ten times, counted once), asserted or past; what is planned is
// counted apart, what is denied or conditional not at all. Every row that claims something brings
// its evidence. Rows are in a total order: the same database, the same bytes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "entente/base/date.h"
#include "entente/store/store.h"

namespace entente {

// What counts. A period leaves out what has no day at all.
struct AnswerFilter {
  std::optional<Day> since, until;  // both days are in
  std::string field;                // of kFieldNames; "": all
  std::uint32_t limit = 10;         // rows of each list
};

// The sentence that says so, and where it was read.
struct Evidence {
  std::string sentence;  // its text; may be of the title
  std::string document, source, date,
      title;  // id, publisher, day of publication, headline: "" unknown
};

// How two states stand.
struct Balance {
  std::uint64_t cooperation = 0, conflict = 0, planned = 0;  // acts
  std::optional<double> goldstein;                           // mean, -10 to 10
};

struct PairRow {
  std::string a, b;  // codes; in a state's page `a` is that state
  Balance balance;
  std::string last_day;
};

struct EventRow {
  std::string day, type, cameo, status, sources, targets;  // names, parted by ", "
  std::uint64_t told = 1;                                  // how often it was told
  Evidence evidence;
};

struct FieldRow {
  std::string field;  // "": no field known
  Balance balance;
  EventRow latest;
};

struct AgreementRow {
  std::string day, stage, subject, parties, fields;
  std::uint64_t told = 1;
  Evidence evidence;
};

struct VisitRow {
  std::string day, stage, visitor, title, country, host, place;
  std::uint64_t told = 1;
  Evidence evidence;
};

struct BodyRow {
  std::string day, activity, name, parties;
  std::optional<std::uint64_t> areas;
  std::uint64_t told = 1;
  Evidence evidence;
};

struct QuoteRow {
  std::string speaker, title, country, text;
  bool direct = true;
  Evidence evidence;  // without a sentence: the quote is one
};

struct MonthRow {
  std::string month;  // "2022-02"
  std::uint64_t cooperation = 0, conflict = 0;
};

struct PersonRow {
  std::string name, title, code;
  std::uint64_t documents = 0;
};

struct OverviewAnswer {
  std::uint64_t documents = 0, sentences = 0, acts = 0, states = 0, agreements = 0, visits = 0,
                bodies = 0, quotes = 0;
  std::string first_day, last_day;  // of publication
  std::vector<PairRow> pairs;       // most acts first
};

struct StateAnswer {
  std::string state, name;  // "VEN", "Venezuela"
  std::uint64_t documents = 0;
  std::vector<PairRow> partners;
  std::vector<PersonRow> people;
  std::vector<AgreementRow> agreements;
  std::vector<VisitRow> visits;
  std::vector<BodyRow> bodies;
  std::vector<EventRow> events;
};

struct PairAnswer {
  std::string a, b, name_a, name_b;  // a before b in the alphabet
  std::uint64_t documents = 0;
  Balance balance;
  std::vector<FieldRow> fields;  // most acts first
  std::vector<AgreementRow> agreements;
  std::vector<VisitRow> visits;
  std::vector<BodyRow> bodies;
  std::vector<QuoteRow> quotes;
  std::vector<MonthRow> months;  // ascending, those with acts
  std::vector<EventRow> events;  // newest first
};

Result<OverviewAnswer> ask_overview(const Store& store, const AnswerFilter& filter);
// Empty lists for a state or pair of which nothing is known.
Result<StateAnswer> ask_state(const Store& store, const std::string& state,
                              const AnswerFilter& filter);
Result<PairAnswer> ask_pair(const Store& store, const std::string& a, const std::string& b,
                            const AnswerFilter& filter);

// "VEN" for "VEN", "ven" and for "Venezuela" if a document calls it so. kNotFound.
Result<std::string> find_state(const Store& store, std::string_view text);

}  // namespace entente
