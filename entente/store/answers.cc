// Most rows are those of the lists that the map asks (answers_map.h), read into their shapes; what
// a pair's fields say at last, and counts of documents, are statements of their own. Values are
// bound; nothing of a question is ever glued into SQL. Tested by store_test.cc.
#include "entente/store/answers.h"

#include <algorithm>
#include <cassert>
#include <cstdlib>
#include <utility>

#include "entente/base/unicode.h"
#include "entente/store/answers_map.h"

namespace entente {
namespace {

constexpr std::uint64_t kMaxRows = 10'000;

using Values = std::vector<std::string>;

std::uint64_t count(const std::optional<std::string>& value) {
  return value ? std::strtoull(value->c_str(), nullptr, 10) : 0;
}
std::optional<double> real(const std::optional<std::string>& value) {
  if (!value) return std::nullopt;
  return std::strtod(value->c_str(), nullptr);
}

using Cells = std::vector<std::optional<std::string>>;

// A row of a list, asked by the names of its columns.
class Named {
 public:
  Named(const Store::Table& table, const Cells& row) : table_(table), row_(row) {}
  const std::optional<std::string>& operator[](std::string_view name) const {
    const auto at = std::find_if(table_.columns.begin(), table_.columns.end(),
                                 [&](const Store::Column& one) { return one.name == name; });
    assert(at != table_.columns.end());
    return row_[static_cast<std::size_t>(at - table_.columns.begin())];
  }
  std::string text(std::string_view name) const { return (*this)[name].value_or(""); }
  std::uint64_t count(std::string_view name) const { return entente::count((*this)[name]); }

 private:
  const Store::Table& table_;
  const Cells& row_;
};

MapFilter filter_of(const std::string& state, const std::string& with, const AnswerFilter& filter) {
  MapFilter out;
  out.state = state;
  out.with = with;
  out.since = filter.since;
  out.until = filter.until;
  out.field = filter.field;
  out.limit = filter.limit;
  return out;
}

template <class R, class Read>
std::vector<R> list_of(const Store::Table& table, Read read) {
  std::vector<R> rows;
  for (const Cells& row : table.rows) rows.push_back(read(Named(table, row)));
  return rows;
}

// A list of the store is JSON, ["a", "b"]: its texts, parted by ", ".
std::string joined(const std::string& json) {
  std::string out;
  bool inside = false;
  for (std::size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    if (!inside) {
      inside = c == '"';
      if (c == ',') out += ", ";
    } else if (c == '\\' && i + 1 < json.size()) {
      ++i;
      out += json[i] == '"' || json[i] == '\\' ? json[i] : ' ';  // a control character
      if (json[i] == 'u') i += 4;
    } else if (c == '"') {
      inside = false;
    } else {
      out += c;
    }
  }
  return out;
}

Balance balance_of(const Named& row, std::string_view goldstein = "goldstein") {
  return {row.count("cooperation"), row.count("conflict"), row.count("planned"),
          real(row[goldstein])};
}

Evidence evidence_of(const Named& row, std::string_view sentence = "text") {
  return {sentence.empty() ? "" : row.text(sentence), row.text("document"), row.text("publisher"),
          row.text("published"), row.text("title")};
}

EventRow event_of(const Named& row) {
  return {row.text("day"),
          row.text("type"),
          row.text("cameo"),
          row.text("status"),
          joined(row.text("sources")),
          joined(row.text("targets")),
          row.count("told"),
          evidence_of(row)};
}

PairRow pair_of(const Named& row) {
  return {row.text("state_a"), row.text("state_b"), balance_of(row), row.text("last_day")};
}

std::vector<AgreementRow> agreements(const Store::Table& table) {
  return list_of<AgreementRow>(table, [](const Named& row) {
    return AgreementRow{row.text("day"),
                        row.text("stage"),
                        row.text("subject"),
                        joined(row.text("parties")),
                        joined(row.text("fields")),
                        row.count("told"),
                        evidence_of(row)};
  });
}

std::vector<VisitRow> visits(const Store::Table& table) {
  return list_of<VisitRow>(table, [](const Named& row) {
    return VisitRow{row.text("day"),    row.text("stage"),           row.text("visitor"),
                    row.text("office"), row.text("visitor_country"), row.text("host"),
                    row.text("place"),  row.count("told"),           evidence_of(row)};
  });
}

std::vector<BodyRow> bodies(const Store::Table& table) {
  return list_of<BodyRow>(table, [](const Named& row) {
    BodyRow body{
        row.text("day"), row.text("activity"), row.text("name"), joined(row.text("parties")),
        std::nullopt,    row.count("told"),    evidence_of(row)};
    if (row["areas"]) body.areas = row.count("areas");
    return body;
  });
}

std::vector<EventRow> events(const Store::Table& table) {
  return list_of<EventRow>(table, event_of);
}

// --- Questions of their own ---

// $1 and $2 the states, $3 and $4 the period, $5 the field, $6 the limit. What has no day counts as
// before all days, and is out as soon as a period is set.
Values with_filter(Values values, const AnswerFilter& filter) {
  const bool bounded = filter.since || filter.until;
  values.push_back(filter.since ? format_day(*filter.since)
                   : bounded    ? "0001-01-02"
                                : "0001-01-01");
  values.push_back(filter.until ? format_day(*filter.until) : "9999-12-31");
  values.push_back(filter.field);
  values.push_back(std::to_string(filter.limit));
  return values;
}

#define DAY_IN_PERIOD(column) \
  " coalesce(" column ", DATE '0001-01-01') BETWEEN CAST($3 AS DATE) AND CAST($4 AS DATE) "
constexpr const char* kEntries =
    "SELECT (SELECT count(DISTINCT entry) FROM agreement_entries) AS agreements,"
    " (SELECT count(DISTINCT entry) FROM commission_entries) AS bodies";

#define PEOPLE(from) \
  "SELECT name, arg_max(office, " from ") AS office, arg_max(code, " from ") AS code, "
constexpr const char* kPeople =
    PEOPLE("document")
    "count(DISTINCT document) AS documents FROM person_mentions WHERE country = $1 AND $2 = $2"
    " AND" DAY_IN_PERIOD("day")
    "AND $5 = $5 GROUP BY name ORDER BY 4 DESC, 1 LIMIT CAST($6 AS BIGINT)";
constexpr const char* kPeopleEver =
    PEOPLE("last_document")
    "CAST(sum(documents) AS BIGINT) AS documents FROM persons WHERE country = $1 AND $2 = $2 AND"
    " $3 = $3 AND $4 = $4 AND $5 = $5 GROUP BY name ORDER BY 4 DESC, 1 LIMIT CAST($6 AS BIGINT)";

constexpr const char* kDocumentsOfState =
    "SELECT count(*) AS documents FROM document_states WHERE state = $1 AND $2 = $2 "
    "AND" DAY_IN_PERIOD("day");
constexpr const char* kDocumentsOfPair =
    "SELECT count(*) AS documents FROM pair_documents WHERE state_a = $1 AND state_b = $2 "
    "AND" DAY_IN_PERIOD("day");

// Reads the statement's rows with `read`, in order.
template <class R, class Read>
Result<std::vector<R>> rows_of(const Store& store, const char* sql, const Values& values,
                               Read read) {
  ENTENTE_TRY(const Store::Table table, store.query(sql, kMaxRows, values));
  std::vector<R> rows;
  for (const Cells& row : table.rows) rows.push_back(read(Named(table, row)));
  return rows;
}

Result<std::uint64_t> documents_naming(const Store& store, const char* sql, const Values& values) {
  ENTENTE_TRY(const Store::Table table, store.query(sql, 1, values));
  return table.rows.empty() ? 0 : count(table.rows[0][0]);
}

std::string name_of_state(const Store& store, const std::string& state) {
  const Values values = {state};
  const auto table = store.query("SELECT name FROM state_names WHERE state = $1", 1, values);
  return table && !table->rows.empty() ? table->rows[0][0].value_or(state) : state;
}

std::uint64_t acts_of(const Balance& one) { return one.cooperation + one.conflict + one.planned; }

// Each field of a pair with its newest act: most acts first.
std::vector<FieldRow> fields(const Store::Table& table) {
  auto rows = list_of<FieldRow>(table, [](const Named& row) {
    return FieldRow{row.text("field"), balance_of(row, "field_goldstein"), event_of(row)};
  });
  std::sort(rows.begin(), rows.end(), [](const FieldRow& a, const FieldRow& b) {
    const std::uint64_t of_a = acts_of(a.balance), of_b = acts_of(b.balance);
    return of_a != of_b ? of_a > of_b : a.field < b.field;
  });
  return rows;
}

}  // namespace

Result<OverviewAnswer> ask_overview(const Store& store, const AnswerFilter& filter) {
  OverviewAnswer answer;
  ENTENTE_TRY(const Store::Table table, store.list(MapList::kSummary, {}));
  const Named row(table, table.rows.at(0));
  ENTENTE_TRY(const Store::Table entries, store.query(kEntries, 1));
  answer.documents = row.count("documents");
  answer.sentences = row.count("sentences");
  answer.acts = row.count("acts");
  answer.states = row.count("states");
  answer.agreements = count(entries.rows.at(0)[0]);
  answer.visits = row.count("visits");
  answer.bodies = count(entries.rows[0][1]);
  answer.quotes = row.count("quotes");
  answer.first_day = row.text("first_day");
  answer.last_day = row.text("last_day");
  ENTENTE_TRY(const Store::Table pairs, store.list(MapList::kPairs, filter_of("", "", filter)));
  answer.pairs = list_of<PairRow>(pairs, pair_of);
  return answer;
}

Result<StateAnswer> ask_state(const Store& store, const std::string& state,
                              const AnswerFilter& filter) {
  const Values values = with_filter({state, ""}, filter);
  const MapFilter of_state = filter_of(state, "", filter);
  const bool is_bounded = filter.since || filter.until;
  StateAnswer answer;
  answer.state = state;
  answer.name = name_of_state(store, state);
  ENTENTE_TRY(answer.documents, documents_naming(store, kDocumentsOfState, values));
  const MapQuestion questions[] = {{MapList::kPairs, of_state},
                                   {MapList::kAgreements, of_state},
                                   {MapList::kVisits, of_state},
                                   {MapList::kBodies, of_state},
                                   {MapList::kEvents, of_state}};
  ENTENTE_TRY(const auto tables, store.lists(questions));
  answer.partners = list_of<PairRow>(tables[0], [&](const Named& row) {
    PairRow pair = pair_of(row);
    if (pair.a != state) std::swap(pair.a, pair.b);
    return pair;
  });
  answer.agreements = agreements(tables[1]);
  answer.visits = visits(tables[2]);
  answer.bodies = bodies(tables[3]);
  answer.events = events(tables[4]);
  ENTENTE_TRY(
      answer.people,
      rows_of<PersonRow>(store, is_bounded ? kPeople : kPeopleEver, values, [](const Named& row) {
        return PersonRow{row.text("name"), row.text("office"), row.text("code"),
                         row.count("documents")};
      }));
  return answer;
}

Result<PairAnswer> ask_pair(const Store& store, const std::string& a, const std::string& b,
                            const AnswerFilter& filter) {
  PairAnswer answer;
  answer.a = std::min(a, b);
  answer.b = std::max(a, b);
  answer.name_a = name_of_state(store, answer.a);
  answer.name_b = name_of_state(store, answer.b);
  const Values values = with_filter({answer.a, answer.b}, filter);
  const MapFilter of_pair = filter_of(answer.a, answer.b, filter);
  ENTENTE_TRY(answer.documents, documents_naming(store, kDocumentsOfPair, values));
  MapFilter all_months = of_pair;
  all_months.limit = kMaxMapRows;
  // What takes longest first.
  const MapQuestion questions[] = {
      {MapList::kLatest, of_pair}, {MapList::kQuotes, of_pair},    {MapList::kAgreements, of_pair},
      {MapList::kEvents, of_pair}, {MapList::kVisits, of_pair},    {MapList::kBodies, of_pair},
      {MapList::kPairs, of_pair},  {MapList::kMonths, all_months},
  };
  ENTENTE_TRY(const auto tables, store.lists(questions));
  answer.fields = fields(tables[0]);
  answer.quotes = list_of<QuoteRow>(tables[1], [](const Named& row) {
    return QuoteRow{row.text("speaker"), row.text("office"),           row.text("speaker_country"),
                    row.text("text"),    row.text("direct") == "true", evidence_of(row, "")};
  });
  answer.agreements = agreements(tables[2]);
  answer.events = events(tables[3]);
  answer.visits = visits(tables[4]);
  answer.bodies = bodies(tables[5]);
  for (const PairRow& pair : list_of<PairRow>(tables[6], pair_of)) answer.balance = pair.balance;
  answer.months = list_of<MonthRow>(tables[7], [](const Named& row) {
    return MonthRow{row.text("month"), row.count("cooperation"), row.count("conflict")};
  });
  std::erase_if(answer.months,
                [](const MonthRow& one) { return one.cooperation + one.conflict == 0; });
  return answer;
}

Result<std::string> find_state(const Store& store, std::string_view text) {
  const std::string key = name_key(text);
  ENTENTE_TRY(const Store::Table table,
              store.query("SELECT state, name FROM state_forms ORDER BY state, name", 1'000'000));
  for (const auto& row : table.rows)
    if (name_key(row[0].value_or("")) == key) return *row[0];
  for (const auto& row : table.rows)
    if (row[1] && name_key(*row[1]) == key) return *row[0];
  return Error{ErrorCode::kNotFound, "no document names a state `" + std::string(text) + "`", "",
               0};
}

}  // namespace entente
