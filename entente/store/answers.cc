// Each list is one statement: a CTE `chosen` picks rows of one table, and a tail that many share
// joins the names and the evidence to them. Values are bound; nothing of a question is ever glued
// into SQL. Tested by store_test.cc.
#include "entente/store/answers.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "entente/base/unicode.h"

namespace entente {
namespace {

constexpr std::uint64_t kMaxRows = 10'000;

using Values = std::vector<std::string>;

std::string text(const std::optional<std::string>& value) { return value.value_or(""); }
std::uint64_t count(const std::optional<std::string>& value) {
  return value ? std::strtoull(value->c_str(), nullptr, 10) : 0;
}
std::optional<double> real(const std::optional<std::string>& value) {
  if (!value) return std::nullopt;
  return std::strtod(value->c_str(), nullptr);
}

// Bound as $3 and $4 by every statement below. What has no day counts as before all days, and is
// out as soon as a period is set.
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
#define HAS_FIELD(column) " ($5 = '' OR list_contains(" column ", $5)) "
#define COUNTS "status IN ('asserted', 'past')"
#define BALANCE                                       \
  " count(*) FILTER (quad <= 2 AND " COUNTS           \
  ") AS cooperation,"                                 \
  " count(*) FILTER (quad >= 3 AND " COUNTS           \
  ") AS conflict,"                                    \
  " count(*) FILTER (status = 'planned') AS planned," \
  " avg(goldstein) FILTER (" COUNTS ") AS mean_goldstein "
// Which pairs: all, those of $1, the one of $1 and $2. Each has a statement of its own: DuckDB
// plans before it knows the values, and
// "$1 = '' OR ..." would keep it from passing over the rows of others. A statement names all
// parameters up to its last. A limit that is a parameter tells DuckDB's planner nothing: without
// this it would hash every sentence to join ten rows.
#define FEW " LIMIT 10000 "
#define OF_ALL " ($1 = $1 AND $2 = $2) "
#define OF_STATE " ((state_a = $1 OR state_b = $1) AND $2 = $2) "
#define OF_PAIR " (state_a = $1 AND state_b = $2) "
#define ACTS(of)                                   \
  "WITH told AS (SELECT * FROM act_pairs WHERE" of \
  "AND" DAY_IN_PERIOD("day") "AND" HAS_FIELD("fields") ")"

// Reads the statement's rows with `row`, in order.
template <class Row, class Read>
Result<std::vector<Row>> rows_of(const Store& store, const char* sql, const Values& values,
                                 Read read) {
  ENTENTE_TRY(const Store::Table table, store.query(sql, kMaxRows, values));
  std::vector<Row> rows;
  for (const auto& row : table.rows) rows.push_back(read(row));
  return rows;
}

using Cells = std::vector<std::optional<std::string>>;

Balance balance_at(const Cells& row, std::size_t at) {
  return {count(row[at]), count(row[at + 1]), count(row[at + 2]), real(row[at + 3])};
}

// The last five columns of every statement with evidence.
#define EVIDENCE " s.text, d.id, d.source, d.date, d.title "
#define EVIDENCE_OF(row)                   \
  " JOIN documents d ON d.document = " row \
  ".document"                              \
  " LEFT JOIN sentences s ON s.document = " row ".document AND s.sentence = " row ".sentence "
Evidence evidence_at(const Cells& row, std::size_t at) {
  return {text(row[at]), text(row[at + 1]), text(row[at + 2]), text(row[at + 3]),
          text(row[at + 4])};
}

// Names of an event's actors, for the events in `chosen`.
#define EVENT_NAMES                                                                              \
  " named AS (SELECT x.document, x.event, x.role, string_agg(a.name, ', ' ORDER BY x.actor) AS " \
  "names"                                                                                        \
  " FROM event_actors x JOIN (SELECT DISTINCT document, event FROM chosen) USING (document, "    \
  "event)"                                                                                       \
  " JOIN actors a ON a.document = x.document AND a.actor = x.actor"                              \
  " GROUP BY x.document, x.event, x.role) "
#define EVENT_COLUMNS " c.day, c.type, c.cameo, c.status, f.names, t.names, c.told, " EVIDENCE
#define EVENT_JOINS \
  " FROM chosen c" EVIDENCE_OF("c")                                                                         \
  " LEFT JOIN named f ON f.document = c.document AND f.event = c.event AND f.role = 'source'"               \
  " LEFT JOIN named t ON t.document = c.document AND t.event = c.event AND t.role = 'target' "
EventRow event_at(const Cells& row, std::size_t at) {
  EventRow event;
  event.day = text(row[at]), event.type = text(row[at + 1]), event.cameo = text(row[at + 2]);
  event.status = text(row[at + 3]), event.sources = text(row[at + 4]),
  event.targets = text(row[at + 5]);
  event.told = count(row[at + 6]);
  event.evidence = evidence_at(row, at + 7);
  return event;
}

constexpr const char* kOverviewCounts =
    "SELECT (SELECT count(*) FROM documents), (SELECT count(*) FROM sentences), (SELECT count(*) "
    "FROM acts),"
    " (SELECT count(*) FROM (SELECT DISTINCT state_a FROM pair_months UNION SELECT DISTINCT "
    "state_b FROM pair_months)),"
    " (SELECT count(DISTINCT entry) FROM agreement_entries), (SELECT count(*) FROM visits),"
    " (SELECT count(DISTINCT entry) FROM commission_entries), (SELECT count(*) FROM quotes), "
    "(SELECT min(date) FROM documents),"
    " (SELECT max(date) FROM documents)";

#define PAIRS(of)                                                              \
  ACTS(of)                                                                     \
  " SELECT state_a, state_b," BALANCE                                          \
  ", max(day) FROM told"                                                       \
  " WHERE status IN ('asserted', 'past', 'planned') GROUP BY state_a, state_b" \
  " ORDER BY count(*) DESC, state_a, state_b LIMIT CAST($6 AS BIGINT)"
constexpr const char* kPairs = PAIRS(OF_ALL);
constexpr const char* kPartners = PAIRS(OF_STATE);
// The same without a period or a field: from the months that are counted already.
#define PAIRS_EVER(of)                                                                           \
  "SELECT state_a, state_b, sum(cooperation), sum(conflict), sum(planned), sum(goldstein_sum) /" \
  " nullif(sum(cooperation) + sum(conflict), 0), max(last_day) FROM pair_months WHERE" of        \
  "AND $3 = $3 AND $4 = $4 AND $5 = $5 GROUP BY state_a, state_b"                                \
  " ORDER BY sum(cooperation) + sum(conflict) + sum(planned) DESC, state_a, state_b LIMIT "      \
  "CAST($6 AS BIGINT)"
constexpr const char* kPairsEver = PAIRS_EVER(OF_ALL);
constexpr const char* kPartnersEver = PAIRS_EVER(OF_STATE);

constexpr const char* kBalance = ACTS(OF_PAIR) " SELECT" BALANCE "FROM told";

// The newest event of each field, what happened before what is planned; $6 is not a limit here:
// there are few fields.
constexpr const char* kFields =
    ACTS(OF_PAIR) ", fielded AS (SELECT unnest(CASE WHEN len(fields) = 0 THEN [''] ELSE fields END) AS field, told.* FROM told"
    " WHERE status IN ('asserted', 'past', 'planned')),"
    " counted AS (SELECT field, count(*) AS acts," BALANCE "FROM fielded WHERE $5 = '' OR field = $5 GROUP BY field),"
    " chosen AS (SELECT f.*, e.sentence FROM (SELECT * FROM fielded QUALIFY row_number() OVER"
    " (PARTITION BY field ORDER BY status = 'planned', day DESC NULLS LAST, confidence DESC, act) = 1" FEW ") f"
    " JOIN events e ON e.document = f.document AND e.event = f.event" FEW "),"
    EVENT_NAMES
    " SELECT n.field, n.cooperation, n.conflict, n.planned, n.mean_goldstein,"
    EVENT_COLUMNS EVENT_JOINS " JOIN counted n ON n.field = c.field ORDER BY n.acts DESC, n.field LIMIT greatest(CAST($6 AS BIGINT), 40)";

#define EVENTS(of)                                                                            \
  ACTS(of)                                                                                    \
  ", first AS (SELECT * FROM (SELECT DISTINCT ON (act) * FROM told) ORDER BY day DESC NULLS " \
  "LAST, document DESC,"                                                                      \
  " event LIMIT CAST($6 AS BIGINT)), chosen AS (SELECT f.*, e.sentence FROM (SELECT * FROM "  \
  "first" FEW                                                                                 \
  ") f JOIN events e"                                                                         \
  " ON e.document = f.document AND e.event = f.event" FEW ")," EVENT_NAMES                    \
  " SELECT" EVENT_COLUMNS EVENT_JOINS "ORDER BY c.day DESC NULLS LAST, c.document DESC, c.event"
constexpr const char* kEventsOfState = EVENTS(OF_STATE);
constexpr const char* kEventsOfPair = EVENTS(OF_PAIR);

constexpr const char* kMonths =
    ACTS(OF_PAIR) " SELECT strftime(day, '%Y-%m') AS month," BALANCE
                  "FROM told WHERE day IS NOT NULL AND " COUNTS " GROUP BY month ORDER BY month";

// Of the registers a few narrow columns choose the rows; what is wide, and the evidence, is read
// for those alone.
#define HAS_PARTY(key, state) \
  " (" state " = '' OR contains(concat('+', " key ", '+'), concat('+', " state ", '+'))) "
#define NEWEST_CHOSEN(number)                                             \
  " QUALIFY nth = 1 ORDER BY day DESC NULLS LAST, document DESC, " number \
  " LIMIT CAST($6 AS BIGINT)), chosen AS (SELECT * FROM picked" FEW ")"
#define TOLD_AS(same, number)         \
  "count(*) OVER (PARTITION BY " same \
  ") AS told,"                        \
  " row_number() OVER (PARTITION BY " same " ORDER BY document, " number ") AS nth"

constexpr const char* kAgreements =
    "WITH picked AS (SELECT *, " TOLD_AS("party_key, stage, lower(subject), day", "agreement") " FROM agreements WHERE"
    HAS_PARTY("party_key", "$1") "AND" HAS_PARTY("party_key", "$2") "AND" DAY_IN_PERIOD("day") "AND" HAS_FIELD("fields")
    NEWEST_CHOSEN("agreement")
    " SELECT a.day, a.stage, a.subject, replace(a.party_key, '+', ', '), list_aggregate(a.fields, 'string_agg', ', '), a.told," EVIDENCE
    "FROM chosen a" EVIDENCE_OF("a") "ORDER BY a.day DESC NULLS LAST, a.document DESC, a.agreement";

constexpr const char* kBodies =
    "WITH picked AS (SELECT *, " TOLD_AS("party_key, lower(name), activity, day", "commission") " FROM commissions WHERE"
    HAS_PARTY("party_key", "$1") "AND" HAS_PARTY("party_key", "$2") "AND" DAY_IN_PERIOD("day") "AND $5 = $5"
    NEWEST_CHOSEN("commission")
    " SELECT c.day, c.activity, c.name, replace(c.party_key, '+', ', '), c.areas, c.told," EVIDENCE
    "FROM chosen c" EVIDENCE_OF("c") "ORDER BY c.day DESC NULLS LAST, c.document DESC, c.commission";

constexpr const char* kVisits =
    "WITH picked AS (SELECT *, " TOLD_AS("visitor_name, host, stage, day", "visit") " FROM visits WHERE"
    " ($1 = '' OR $1 IN (visitor_country, host)) AND ($2 = '' OR $2 IN (visitor_country, host)) AND" DAY_IN_PERIOD("day")
    "AND $5 = $5" NEWEST_CHOSEN("visit")
    " SELECT v.day, v.stage, v.visitor_name, a.title, v.visitor_country, v.host, p.name, v.told," EVIDENCE
    "FROM chosen v JOIN actors a ON a.document = v.document AND a.actor = v.visitor"
    " LEFT JOIN places p ON p.document = v.document AND p.place = v.place" EVIDENCE_OF("v")
    "ORDER BY v.day DESC NULLS LAST, v.document DESC, v.visit";

// What one side said in a document that names the other. The same words in many reports are one
// quote: the newest twenty for each row asked for are looked at.
constexpr const char* kQuotes =
    "WITH both_named AS (SELECT a.document, a.day FROM document_states a JOIN document_states b USING (document)"
    " WHERE a.state = $1 AND b.state = $2 AND" DAY_IN_PERIOD("a.day") "AND $5 = $5),"
    " newest AS (SELECT q.document, q.quote, q.speaker, n.day FROM quotes q JOIN both_named n ON n.document = q.document"
    " WHERE q.speaker_country IN ($1, $2) ORDER BY n.day DESC NULLS LAST, q.document DESC, q.quote LIMIT 20 * CAST($6 AS BIGINT)),"
    " few AS (SELECT * FROM newest" FEW ")"
    " SELECT a.name, a.title, q.speaker_country, q.text, q.direct, NULL, d.id, d.source, d.date, d.title"
    " FROM few n JOIN quotes q ON q.document = n.document AND q.quote = n.quote"
    " JOIN actors a ON a.document = n.document AND a.actor = n.speaker JOIN documents d ON d.document = n.document"
    " QUALIFY row_number() OVER (PARTITION BY a.name, q.text ORDER BY q.document, q.quote) = 1"
    " ORDER BY d.date DESC NULLS LAST, q.document DESC, q.quote LIMIT CAST($6 AS BIGINT)";

constexpr const char* kPeople =
    "SELECT a.name, arg_max(a.title, a.document), arg_max(a.code, a.document), count(DISTINCT a.document)"
    " FROM actors a JOIN documents d USING (document)"
    " WHERE a.kind = 'person' AND a.country = $1 AND $2 = $2 AND" DAY_IN_PERIOD("d.date") "AND $5 = $5"
    " GROUP BY a.name ORDER BY count(DISTINCT a.document) DESC, a.name LIMIT CAST($6 AS BIGINT)";
constexpr const char* kPeopleEver =
    "SELECT name, arg_max(title, document), arg_max(code, document), count(DISTINCT document) FROM "
    "actors"
    " WHERE kind = 'person' AND country = $1 AND $2 = $2 AND $3 = $3 AND $4 = $4 AND $5 = $5"
    " GROUP BY name ORDER BY count(DISTINCT document) DESC, name LIMIT CAST($6 AS BIGINT)";

constexpr const char* kDocumentsOfState =
    "SELECT count(*) FROM document_states WHERE state = $1 AND $2 = $2 AND" DAY_IN_PERIOD("day");
constexpr const char* kDocumentsOfPair =
    "SELECT count(*) FROM document_states a JOIN document_states b USING (document) WHERE a.state "
    "= $1 AND b.state = $2 AND" DAY_IN_PERIOD("a.day");

std::string name_of_state(const Store& store, const std::string& state) {
  const Values values = {state};
  const auto table = store.query("SELECT name FROM state_names WHERE state = $1", 1, values);
  return table && !table->rows.empty() ? text(table->rows[0][0]) : state;
}

PairRow pair_at(const Cells& row) {
  return {text(row[0]), text(row[1]), balance_at(row, 2), text(row[6])};
}

Result<std::vector<AgreementRow>> agreements(const Store& store, const Values& values) {
  return rows_of<AgreementRow>(store, kAgreements, values, [](const Cells& row) {
    return AgreementRow{text(row[0]), text(row[1]),  text(row[2]),       text(row[3]),
                        text(row[4]), count(row[5]), evidence_at(row, 6)};
  });
}

Result<std::vector<VisitRow>> visits(const Store& store, const Values& values) {
  return rows_of<VisitRow>(store, kVisits, values, [](const Cells& row) {
    return VisitRow{text(row[0]), text(row[1]), text(row[2]),  text(row[3]),       text(row[4]),
                    text(row[5]), text(row[6]), count(row[7]), evidence_at(row, 8)};
  });
}

Result<std::vector<BodyRow>> bodies(const Store& store, const Values& values) {
  return rows_of<BodyRow>(store, kBodies, values, [](const Cells& row) {
    BodyRow body{text(row[0]), text(row[1]),  text(row[2]),       text(row[3]),
                 std::nullopt, count(row[5]), evidence_at(row, 6)};
    if (row[4]) body.areas = count(row[4]);
    return body;
  });
}

Result<std::vector<EventRow>> events(const Store& store, const char* sql, const Values& values) {
  return rows_of<EventRow>(store, sql, values, [](const Cells& row) { return event_at(row, 0); });
}

bool is_bounded(const AnswerFilter& filter) {
  return filter.since || filter.until || !filter.field.empty();
}

Result<std::uint64_t> documents_naming(const Store& store, const char* sql, const Values& values) {
  ENTENTE_TRY(const Store::Table table, store.query(sql, 1, values));
  return table.rows.empty() ? 0 : count(table.rows[0][0]);
}

}  // namespace

Result<OverviewAnswer> ask_overview(const Store& store, const AnswerFilter& filter) {
  OverviewAnswer answer;
  ENTENTE_TRY(const Store::Table table, store.query(kOverviewCounts, 1));
  const Cells& row = table.rows.at(0);
  std::uint64_t* const counts[] = {&answer.documents, &answer.sentences,  &answer.acts,
                                   &answer.states,    &answer.agreements, &answer.visits,
                                   &answer.bodies,    &answer.quotes};
  for (std::size_t i = 0; i < 8; ++i) *counts[i] = count(row[i]);
  answer.first_day = text(row[8]);
  answer.last_day = text(row[9]);
  ENTENTE_TRY(answer.pairs, rows_of<PairRow>(store, is_bounded(filter) ? kPairs : kPairsEver,
                                             with_filter({"", ""}, filter), pair_at));
  return answer;
}

Result<StateAnswer> ask_state(const Store& store, const std::string& state,
                              const AnswerFilter& filter) {
  const Values values = with_filter({state, ""}, filter);
  StateAnswer answer;
  answer.state = state;
  answer.name = name_of_state(store, state);
  ENTENTE_TRY(answer.documents, documents_naming(store, kDocumentsOfState, values));
  ENTENTE_TRY(answer.partners,
              rows_of<PairRow>(store, is_bounded(filter) ? kPartners : kPartnersEver, values,
                               [&](const Cells& row) {
                                 PairRow pair = pair_at(row);
                                 if (pair.a != state) std::swap(pair.a, pair.b);
                                 return pair;
                               }));
  ENTENTE_TRY(answer.people,
              rows_of<PersonRow>(
                  store, is_bounded(filter) ? kPeople : kPeopleEver, values, [](const Cells& row) {
                    return PersonRow{text(row[0]), text(row[1]), text(row[2]), count(row[3])};
                  }));
  ENTENTE_TRY(answer.agreements, agreements(store, values));
  ENTENTE_TRY(answer.visits, visits(store, values));
  ENTENTE_TRY(answer.bodies, bodies(store, values));
  ENTENTE_TRY(answer.events, events(store, kEventsOfState, values));
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
  ENTENTE_TRY(answer.documents, documents_naming(store, kDocumentsOfPair, values));
  ENTENTE_TRY(const Store::Table balance, store.query(kBalance, 1, values));
  answer.balance = balance_at(balance.rows.at(0), 0);
  ENTENTE_TRY(answer.fields, rows_of<FieldRow>(store, kFields, values, [](const Cells& row) {
                return FieldRow{text(row[0]), balance_at(row, 1), event_at(row, 5)};
              }));
  ENTENTE_TRY(answer.agreements, agreements(store, values));
  ENTENTE_TRY(answer.visits, visits(store, values));
  ENTENTE_TRY(answer.bodies, bodies(store, values));
  ENTENTE_TRY(answer.quotes, rows_of<QuoteRow>(store, kQuotes, values, [](const Cells& row) {
                return QuoteRow{text(row[0]), text(row[1]),           text(row[2]),
                                text(row[3]), text(row[4]) == "true", evidence_at(row, 5)};
              }));
  ENTENTE_TRY(answer.months, rows_of<MonthRow>(store, kMonths, values, [](const Cells& row) {
                return MonthRow{text(row[0]), count(row[1]), count(row[2])};
              }));
  ENTENTE_TRY(answer.events, events(store, kEventsOfPair, values));
  return answer;
}

Result<std::string> find_state(const Store& store, std::string_view text) {
  const std::string key = name_key(text);
  ENTENTE_TRY(const Store::Table table,
              store.query("SELECT DISTINCT country, name FROM actors WHERE country <> '' AND"
                          " (kind = 'country' OR lower(country) = $1) ORDER BY country, name",
                          1'000'000, Values{key}));
  for (const auto& row : table.rows)
    if (name_key(*row[0]) == key) return *row[0];
  for (const auto& row : table.rows)
    if (name_key(row[1].value_or("")) == key) return *row[0];
  return Error{ErrorCode::kNotFound, "no document names a state `" + std::string(text) + "`", "",
               0};
}

}  // namespace entente
