// One statement a list, made of constant pieces: `{name: ...}` stands in it only if the value
// `name` is there, `{!name: ...}` only if it is not, so that DuckDB plans no more than is asked;
// `$name` is a parameter. Of rows with evidence a statement picks which, by narrow columns of
// tables that stand in the order of the question (index_folding_sql.cc), with their place in the
// journal; evidence.cc reads the rest there, which costs the same however large the database is.
// Tested by answers_map_test.cc.
#include "entente/store/answers_map_sql.h"

#include <algorithm>
#include <cassert>
#include <string>
#include <utility>

#include "entente/base/hash.h"
#include "entente/store/map_period.h"

namespace entente {
namespace {

#define PERIOD(day) "{since: AND " day " BETWEEN CAST($since AS DATE) AND CAST($until AS DATE)}"
#define FIELD_OF(column) "{field: AND list_contains(" column ", $field)}"
#define LIMIT " LIMIT CAST($limit AS BIGINT)"
#define HAS(column) "{text: AND contains(lower(" column "), lower($text))}"
// Documents that have the words looked for: the rarest of them; evidence.cc reads for all of them.
#define LISTED(word, last, where)                                                   \
  " AND document IN (SELECT unnest(documents) FROM words WHERE word BETWEEN $" word \
  " AND $" last where ")"
#define HAS_WORDS(where)                                                \
  "{word_1:" LISTED("word_1", "last_1", where) "}{word_2:" LISTED(      \
      "word_2", "last_2", where) "}{word_3:" LISTED("word_3", "last_3", \
                                                    where) "}{no_word: AND false}"
#define COUNTED "status IN ('asserted', 'past')"
#define OF_PAIR "{with: AND state_a = $first AND state_b = $second}"
#define OF_ONE "{lone: AND (state_a = $lone OR state_b = $lone)}"
#define ID_IS                                                                                 \
  " = (SELECT max(document) FROM documents WHERE id_key = CAST($id_key AS UBIGINT) AND id = " \
  "$document)"
// The place of a row in a list that runs from the newest day, and within it from the newest
// document, to the oldest. What has no day is the oldest.
#define ORDER_OF(day, number) \
  " coalesce(" day ", DATE '0001-01-01') AS order_1, document AS order_2, " number " AS order_3 "
#define AFTER(day, number)                                                        \
  "{after: AND (coalesce(" day                                                    \
  ", DATE '0001-01-01') < CAST($after_1 AS DATE) OR"                              \
  " (coalesce(" day                                                               \
  ", DATE '0001-01-01') = CAST($after_1 AS DATE) AND (document <"                 \
  " CAST($after_2 AS BIGINT) OR (document = CAST($after_2 AS BIGINT) AND " number \
  " > CAST($after_3 AS BIGINT)))))}"
#define NEWEST_FIRST(day, number) " ORDER BY " day " DESC NULLS LAST, document DESC, " number
// The place of a row in a list that runs from the most to the least.
#define AFTER_MOST                                                                 \
  "{after: AND (order_1 < CAST($after_1 AS BIGINT) OR (order_1 = CAST($after_1 AS" \
  " BIGINT) AND (order_2 > $after_2 OR (order_2 = $after_2 AND order_3 > $after_3))))}"
#define MOST_FIRST " ORDER BY order_1 DESC, order_2, order_3"

// What is counted, by months that are counted already, and by acts in the days of a period that are
// no whole months. `from` has the columns of MONTHLY.
#define MONTHLY "cooperation, conflict, planned, goldstein_sum, first_day, last_day"
#define IN_MONTHS \
  "{since: AND month >= CAST($months_from AS DATE) AND month < CAST($months_to AS DATE)}"
#define IN_REST                                                               \
  " AND day BETWEEN CAST($since AS DATE) AND CAST($until AS DATE) AND (day <" \
  " CAST($months_from AS DATE) OR day >= CAST($months_to AS DATE))"
#define SHOWN " AND status IN ('asserted', 'past', 'planned')"
#define BY_ACT                                                                             \
  "CAST(quad <= 2 AND " COUNTED " AS INTEGER) AS cooperation, CAST(quad >= 3 AND " COUNTED \
  " AS INTEGER) AS conflict, CAST(status = 'planned' AS INTEGER) AS planned,"              \
  " CASE WHEN " COUNTED                                                                    \
  " THEN CAST(goldstein AS DOUBLE) END AS goldstein_sum,"                                  \
  " day AS first_day, day AS last_day"
#define MONTH_OF_DAY "CAST(date_trunc('month', day) AS DATE) AS month"
#define SUMS                                                                           \
  " CAST(sum(cooperation) AS BIGINT) AS cooperation, CAST(sum(conflict) AS BIGINT) AS" \
  " conflict, CAST(sum(planned) AS BIGINT) AS planned, round(sum(goldstein_sum) /"     \
  " nullif(sum(cooperation) + sum(conflict), 0), 2) AS goldstein"
#define ALL_OF " CAST(sum(cooperation) + sum(conflict) + sum(planned) AS BIGINT) "
// Of pairs; a row a pair, a field if one is asked for, and a month.
#define PAIRS_COUNTED                                                             \
  "pairs_counted AS (SELECT state_a, state_b, month, {!by_field:'' AS field,}"    \
  "{by_field: field,} cooperation, conflict, planned, goldstein_sum, first_day,"  \
  "{by_field: latest_day AS last_day FROM relations}{!by_field: last_day FROM"    \
  " pair_months} WHERE true {field: AND field = $field}" OF_PAIR OF_ONE IN_MONTHS \
  "{rest: UNION ALL SELECT state_a, state_b, " MONTH_OF_DAY                       \
  ", {by_field: unnest(CASE WHEN"                                                 \
  " len(fields) = 0 THEN [''] ELSE fields END) AS field}{!by_field: ''}, " BY_ACT \
  " FROM act_pairs WHERE true" SHOWN OF_PAIR OF_ONE IN_REST FIELD_OF("fields") "})"
// Of a state, or of all together, each act once.
#define STATES_COUNTED                                                                          \
  "states_counted AS (SELECT state, month, {!by_field:'' AS field,}{by_field: field,} " MONTHLY \
  " FROM state_months WHERE true {by_field: AND field IS NOT NULL}"                             \
  "{!by_field: AND field IS NULL}{field: AND field = $field}{lone: AND state = $lone}"          \
  "{world: AND state = ''}{states: AND state <> ''}" IN_MONTHS                                  \
  "{rest: UNION ALL SELECT state, " MONTH_OF_DAY                                                \
  ", {by_field: unnest(CASE WHEN"                                                               \
  " len(fields) = 0 THEN [''] ELSE fields END) AS field}{!by_field: ''}, " BY_ACT               \
  " FROM {!world: act_states WHERE paired}{world: (SELECT DISTINCT '' AS state, act, quad,"     \
  " status, goldstein, day, fields FROM act_pairs) WHERE true}" SHOWN                           \
  "{lone: AND state = $lone}" IN_REST FIELD_OF("fields") "})"
#define ONE_FIELD "{field: WHERE field = $field}"
#define EITHER_COUNTED "{with:" PAIRS_COUNTED "}{!with:" STATES_COUNTED "}"
#define EITHER "{with: pairs_counted}{!with: states_counted}"

constexpr const char* kSummary =
    "SELECT d.documents, n.sentences, a.acts, n.tellings, s.states, n.agreements, n.visits,"
    " n.bodies, n.quotes, d.first_day, d.last_day, a.first_act, a.last_act, n.coder"
    " FROM (SELECT count(*) AS documents, min(date) AS first_day, max(date) AS last_day"
    " FROM documents) d, (SELECT count(*) AS acts, min(day) AS"
    " first_act, max(day) AS last_act FROM acts) a, (SELECT (SELECT count(*) FROM sentences) AS"
    " sentences, (SELECT count(*) FROM events) AS tellings, (SELECT count(*) FROM agreements) AS"
    " agreements, (SELECT count(*) FROM visits) AS visits, (SELECT count(*) FROM commissions) AS"
    " bodies, (SELECT count(*) FROM quotes) AS quotes, (SELECT coder FROM documents WHERE document ="
    " (SELECT max(document) FROM documents)) AS coder) n, (SELECT count(*) AS states FROM (SELECT"
    " state_a FROM pair_months UNION SELECT state_b FROM pair_months)) s";

constexpr const char* kStates =
    "WITH " STATES_COUNTED ", " PAIRS_COUNTED ", counted AS (SELECT state," SUMS
    ", max(last_day) AS last_day," ALL_OF
    "AS acts FROM"
    " states_counted " ONE_FIELD
    " GROUP BY state),"
    " partners AS (SELECT state, count(DISTINCT partner) AS partners FROM (SELECT state_a AS"
    " state, state_b AS partner FROM pairs_counted " ONE_FIELD
    " UNION ALL SELECT state_b, state_a FROM pairs_counted " ONE_FIELD
    ") GROUP BY state),"
    // A state that is asked for by name has its row, whether it did anything or not.
    " placed AS (SELECT n.state, n.name, n.documents, coalesce(c.cooperation, 0) AS cooperation,"
    " coalesce(c.conflict, 0) AS conflict, coalesce(c.planned, 0) AS planned, c.goldstein,"
    " coalesce(q.partners, 0) AS partners, c.last_day, coalesce(c.acts, 0) AS order_1, n.state AS"
    " order_2, '' AS order_3 FROM state_names n LEFT JOIN counted c USING (state) LEFT JOIN"
    " partners q USING (state) WHERE {lone: n.state = $lone}{!lone: c.acts > 0})"
    " SELECT * FROM placed WHERE true" AFTER_MOST MOST_FIRST LIMIT;

constexpr const char* kPairs =
    "WITH " PAIRS_COUNTED ", counted AS (SELECT state_a, state_b," SUMS
    ", min(first_day) AS first_day, max(last_day) AS last_day," ALL_OF
    "AS order_1, state_a AS order_2, state_b AS order_3 FROM pairs_counted " ONE_FIELD
    " GROUP BY state_a, state_b) SELECT * FROM counted WHERE true" AFTER_MOST MOST_FIRST LIMIT;

constexpr const char* kMonths =
    "WITH " EITHER_COUNTED ", counted AS (SELECT strftime(month, '%Y-%m') AS month," SUMS
    " FROM " EITHER
    " WHERE month IS NOT NULL {field: AND field = $field} GROUP BY ALL)"
    " SELECT *, month AS order_1, '' AS order_2, '' AS order_3 FROM counted"
    "{after: WHERE month > $after_1} ORDER BY month" LIMIT;

constexpr const char* kFields =
    "WITH " EITHER_COUNTED
    ", counted AS (SELECT field, coalesce(strftime(month, '%Y-%m'), '') AS month," SUMS
    " FROM " EITHER " " ONE_FIELD
    " GROUP BY ALL)"
    " SELECT *, field AS order_1, month AS order_2, 'x' AS order_3 FROM counted"
    "{after: WHERE field > $after_1 OR (field = $after_1 AND month > $after_2)}"
    " ORDER BY field, month" LIMIT;

// The rows of `page`. Where their records stand in the journal, kPlacesOfDocuments says for all
// lists of a page at once: each of a hundred thousand documents around one asked for is looked at.
#define WITH_RECORDS(columns)                                                               \
  " SELECT c.document, c.number, NULL AS segment, NULL AS begin_byte" columns               \
  ", c.order_1, c.order_2, c.order_3 FROM page c ORDER BY c.order_1 DESC, c.order_2 DESC, " \
  "c.order_3"

#define EVENT_COLUMNS                                                                     \
  ", c.day, c.type, c.cameo, c.quad, c.goldstein, c.status, c.fields, c.told, c.reports," \
  " round(CAST(c.confidence AS DOUBLE), 2) AS confidence"
// An act is found by any of its tellings, and shown with the one that is its best evidence; of a
// field with the best of those that name it.
constexpr const char* kEvents =
    "WITH found AS (SELECT act, document, event AS number, day, type, cameo, quad, goldstein, status,"
    " fields, told, reports, confidence," ORDER_OF("day", "event")
    "FROM {person: act_people}{!person:{with: act_pairs}{lone: act_states}{world: acts}} a WHERE true"
    "{person: AND name = $person {with: AND act IN (SELECT act FROM act_pairs WHERE true" OF_PAIR
    ")}{lone: AND act IN (SELECT act FROM act_states WHERE state = $lone)}}"
    "{!person:" OF_PAIR "{lone: AND state = $lone}}"
    PERIOD("day") FIELD_OF("fields")
    "{type: AND type = $type}{status: AND status = $status}{cooperation: AND quad <= 2}"
    "{conflict: AND quad >= 3}{confidence: AND confidence >= CAST($confidence AS FLOAT)}"
    "{document: AND act IN (SELECT act FROM events WHERE document" ID_IS ")}"
    HAS_WORDS(" AND part <> 'quote'")
    AFTER("day", "event") NEWEST_FIRST("day", "event") LIMIT "), page AS"
    " ({!field: SELECT * FROM found}{field: SELECT f.* REPLACE (coalesce(n.best.document, f.document)"
    " AS document, coalesce(n.best.event, f.number) AS number) FROM found f LEFT JOIN (SELECT e.act,"
    " arg_max(struct_pack(document := e.document, event := e.event), row(e.confidence, -e.document,"
    " -e.event)) AS best FROM events e WHERE e.act IN (SELECT act FROM found)" FIELD_OF("e.fields")
    " GROUP BY e.act) n USING (act)})"
    WITH_RECORDS(EVENT_COLUMNS);

// A field's balance and its newest act, what happened before what is planned: a month knows its
// own.
#define WORTH(happened, day, confidence, act) \
  "row(" happened ", coalesce(" day ", DATE '0001-01-01'), " confidence ", " act ") AS worth"
#define WORTH_OF_MONTH \
  WORTH("cooperation + conflict > 0", "month", "CAST(0 AS FLOAT)", "CAST(0 AS UBIGINT)")
#define WORTH_OF_ACT WORTH("status <> 'planned'", "day", "confidence", "act")
#define OF_FIELD ", f.field, f.cooperation, f.conflict, f.planned, f.goldstein AS field_goldstein"
// clang-format off
constexpr const char* kLatest =
    "WITH counted AS (SELECT field, cooperation, conflict, planned, goldstein_sum, latest_document"
    " AS document, latest_event AS event, " WORTH_OF_MONTH " FROM relations WHERE true" OF_PAIR
    IN_MONTHS "{rest: UNION ALL SELECT unnest(CASE WHEN len(fields) = 0 THEN [''] ELSE fields END)"
    " AS field, cooperation, conflict, planned, goldstein_sum, document, event, worth FROM (SELECT"
    " *, " BY_ACT ", " WORTH_OF_ACT " FROM act_pairs WHERE true" SHOWN OF_PAIR IN_REST
    FIELD_OF("fields") ")}), by_field AS (SELECT field," SUMS ", arg_max(struct_pack(document :="
    " document, event := event), worth) AS best FROM counted " ONE_FIELD " GROUP BY field),"
    " page AS (SELECT a.document, a.event AS number, a.day, a.type, a.cameo, a.quad, a.goldstein,"
    " a.status, a.fields, a.told, a.reports, a.confidence" OF_FIELD ", coalesce(a.day, DATE"
    " '0001-01-01') AS order_1, a.document AS order_2, a.event AS order_3 FROM by_field f JOIN"
    " (SELECT * FROM act_pairs WHERE true" OF_PAIR ") a ON a.document = f.best.document AND"
    " a.event = f.best.event)" WITH_RECORDS(EVENT_COLUMNS
    ", c.field, c.cooperation, c.conflict, c.planned, c.field_goldstein") ", c.field";
// clang-format on

// Of tellings that agree in all but the report, the first counts: `place` is its document and
// number in one.
#define PLACE_OF(number) " min(document * 1048576 + " number ") AS place, count(*) AS told "
#define FROM_PLACE "place // 1048576 AS document, place % 1048576 AS number"
#define HAS_PARTY(state) "contains(concat('+', party_key, '+'), concat('+', " state ", '+'))"
#define OF_PARTIES "{state: AND " HAS_PARTY("$state") "}{with: AND " HAS_PARTY("$with") "}"
#define PAGE_OF_PLACES                                                                           \
  "page AS (SELECT *," ORDER_OF("day", "number") "FROM (SELECT *, " FROM_PLACE                   \
                                                 " FROM once) WHERE true" AFTER("day", "number") \
                                                     NEWEST_FIRST("day", "number") LIMIT ")"
#define IN_DOCUMENT "{document: AND document" ID_IS "}"

constexpr const char* kAgreements =
    "WITH once AS (SELECT day, any_value(party_key) AS parties," PLACE_OF("agreement")
    "FROM agreements JOIN agreement_entries USING (document, agreement) WHERE true" OF_PARTIES
    PERIOD("day") FIELD_OF("fields") "{stage: AND stage = $stage}" HAS("subject") IN_DOCUMENT
    " GROUP BY entry, stage, day), " PAGE_OF_PLACES
    WITH_RECORDS(", c.day, c.parties, c.told");

constexpr const char* kSameAgreement =
    "WITH once AS (SELECT day, any_value(party_key) AS parties," PLACE_OF("agreement")
    "FROM agreements JOIN agreement_entries USING (document, agreement) WHERE entry = (SELECT"
    " entry FROM agreement_entries WHERE document = CAST($key_document AS BIGINT) AND agreement ="
    " CAST($key_number AS BIGINT)) GROUP BY entry, stage, day), " PAGE_OF_PLACES
    WITH_RECORDS(", c.day, c.parties, c.told");

constexpr const char* kBodies =
    "WITH once AS (SELECT day, any_value(party_key) AS parties," PLACE_OF("commission")
    "FROM commissions JOIN commission_entries USING (document, commission) WHERE true" OF_PARTIES
    PERIOD("day") "{stage: AND activity = $stage}" HAS("name") IN_DOCUMENT
    " GROUP BY entry, activity, day), " PAGE_OF_PLACES
    WITH_RECORDS(", c.day, c.parties, c.told");

constexpr const char* kSameBody =
    "WITH once AS (SELECT day, any_value(party_key) AS parties," PLACE_OF("commission")
    "FROM commissions JOIN commission_entries USING (document, commission) WHERE entry = (SELECT"
    " entry FROM commission_entries WHERE document = CAST($key_document AS BIGINT) AND commission"
    " = CAST($key_number AS BIGINT)) GROUP BY entry, activity, day), " PAGE_OF_PLACES
    WITH_RECORDS(", c.day, c.parties, c.told");

constexpr const char* kVisits =
    "WITH once AS (SELECT day," PLACE_OF("visit") "FROM visits WHERE true"
    "{state: AND (visitor_country = $state OR host = $state)}"
    "{with: AND (visitor_country = $with OR host = $with)}" PERIOD("day")
    "{stage: AND stage = $stage}{person: AND visitor_name = $person}" IN_DOCUMENT
    " GROUP BY visitor_name, host, stage, day), " PAGE_OF_PLACES
    WITH_RECORDS(", c.day, c.told");

// Of one state: what it said. Of two: what either said in a report that names the other. The same
// words in many reports are one quote: the newest twenty rows for each that is asked for are looked
// at, and of the same words the first report is shown.
#define QUOTES_OF(state)                                                                \
  "SELECT document, quote, day, speaker, words FROM quote_states WHERE state = $" state \
  " AND {!newest: document IN (SELECT document FROM pair_documents WHERE true" OF_PAIR ")}"  \
  "{newest: (document, day) IN (SELECT document, day FROM newest_documents)}"
constexpr const char* kQuotes =
    "WITH {newest: newest_documents AS (SELECT document, day FROM pair_documents WHERE true"
    OF_PAIR PERIOD("day") NEWEST_FIRST("day", "1") " LIMIT 2000),} newest AS (SELECT document,"
    " quote, day, words FROM"
    " {with: (" QUOTES_OF("state") " UNION ALL " QUOTES_OF("with") ")}"
    "{!with: quote_states} WHERE true{lone: AND state = $lone}" PERIOD("day")
    "{person: AND speaker = CAST($person_key AS UBIGINT)}"
    HAS_WORDS(" AND part = 'quote'") IN_DOCUMENT AFTER("day", "quote") NEWEST_FIRST("day", "quote")
    " LIMIT 20 * CAST($limit AS BIGINT)),"
    " once AS (SELECT arg_min(day, document) AS day," PLACE_OF("quote") "FROM newest GROUP BY words), "
    PAGE_OF_PLACES WITH_RECORDS("");

#define NAMING(state) "document IN (SELECT document FROM document_states WHERE state = $" state ")"
constexpr const char* kDocuments =
    "WITH page AS (SELECT document, 0 AS number," ORDER_OF("day", "0") "FROM"
    " {with: pair_documents}{lone: document_states}{!state:{person: (SELECT DISTINCT document, day FROM person_mentions"
    " WHERE name = $person)}{!person: (SELECT document, date AS day FROM documents)}}"
    " WHERE true" OF_PAIR "{lone: AND state = $lone}{state:{person: AND document IN (SELECT document"
    " FROM person_mentions WHERE name = $person)}}" PERIOD("day")
    "{publisher: AND document IN (SELECT document FROM documents WHERE source = $publisher)}"
    HAS_WORDS(" AND part = 'title'") IN_DOCUMENT AFTER("day", "0") NEWEST_FIRST("day", "3") LIMIT ")" WITH_RECORDS("");

// "President" and "president" are one office.
#define ONE_OFFICE                                                                              \
  " SELECT country, name, arg_max(office, row(documents, office)) AS office, code,"             \
  " CAST(sum(documents) AS BIGINT) AS documents, min(first_day) AS first_day, max(last_day) AS" \
  " last_day FROM told GROUP BY country, name, code, lower(office)"
constexpr const char* kPeople =
    "WITH told AS ({!since: SELECT * FROM persons}{since: SELECT country, name, office, code,"
    " count(DISTINCT document) AS documents, min(day) AS first_day, max(day) AS last_day FROM"
    " person_mentions} WHERE true{state: AND country = $state}{person: AND name = $person}" HAS(
        "name")
        PERIOD(
            "day") "{since: GROUP BY ALL}), counted AS ({state:" ONE_OFFICE
                   "}{!state:{person:" ONE_OFFICE
                   "}{!person: SELECT * FROM told}}),"
                   " placed AS (SELECT name, nullif(office, '') AS office, nullif(code, '') AS "
                   "code,"
                   " nullif(country, '') AS country, documents, first_day, last_day, documents AS "
                   "order_1, name"
                   " AS order_2, concat(country, ' ', code, ' ', office) AS order_3 FROM counted)"
                   " SELECT * FROM placed WHERE true" AFTER_MOST MOST_FIRST LIMIT;

// Documents; which of their sentences, evidence.cc sees. The one in which the last page ended is
// looked at again.
constexpr const char* kSentences = "WITH page AS (SELECT document, 0 AS number," ORDER_OF(
    "date", "0") "FROM documents WHERE true" HAS_WORDS(" AND part <> 'quote'")
    PERIOD("date") "{state: AND " NAMING("state") "}" AFTER("date", "2147483647")
        NEWEST_FIRST("date", "3") LIMIT ")" WITH_RECORDS("");

// Acts are numbered by their first telling, and the others come soon: zone maps find them.
constexpr const char* kTellings =
    "WITH page AS (SELECT document, event AS number, day, type, cameo, quad, goldstein, status,"
    " fields, 1 AS told, 1 AS reports, confidence," ORDER_OF(
        "day", "event") "FROM events WHERE act IN (SELECT act FROM events WHERE document" ID_IS
                        " AND event = CAST($key_number AS INTEGER))" AFTER("day", "event")
                            NEWEST_FIRST("day", "event") LIMIT ")" WITH_RECORDS(EVENT_COLUMNS);

constexpr const char* kFindStates =
    "WITH placed AS (SELECT n.state, n.name, n.documents, n.documents AS order_1, n.state AS"
    " order_2, '' AS order_3 FROM state_names n WHERE state IN (SELECT state FROM state_forms WHERE"
    " lower(state) = lower($text) OR contains(lower(name), lower($text))))"
    " SELECT * FROM placed WHERE true" AFTER_MOST MOST_FIRST LIMIT;

const char* statement_of(MapList list) {
  switch (list) {
    case MapList::kSummary:
      return kSummary;
    case MapList::kStates:
      return kStates;
    case MapList::kPairs:
      return kPairs;
    case MapList::kMonths:
      return kMonths;
    case MapList::kFields:
      return kFields;
    case MapList::kEvents:
      return kEvents;
    case MapList::kAgreements:
      return kAgreements;
    case MapList::kVisits:
      return kVisits;
    case MapList::kBodies:
      return kBodies;
    case MapList::kQuotes:
      return kQuotes;
    case MapList::kDocuments:
      return kDocuments;
    case MapList::kPeople:
      return kPeople;
    case MapList::kSentences:
      return kSentences;
    case MapList::kFindStates:
      return kFindStates;
    case MapList::kSameAgreement:
      return kSameAgreement;
    case MapList::kSameBody:
      return kSameBody;
    case MapList::kTellings:
      return kTellings;
    case MapList::kLatest:
      return kLatest;
  }
  return "";
}

}  // namespace

#define COUNT_OF(first, last) \
  "(SELECT sum(len(documents)) FROM words WHERE word BETWEEN $" first " AND $" last ")"
#define COUNT_1 "SELECT " COUNT_OF("1", "2")
#define COUNT_2 COUNT_1 ", " COUNT_OF("3", "4")
#define COUNT_3 COUNT_2 ", " COUNT_OF("5", "6")
const char* const kCountWords[kMaxCountedWords + 1] = {"", COUNT_1, COUNT_2, COUNT_3,
                                                       COUNT_3 ", " COUNT_OF("7", "8")};

namespace {

using Values = std::vector<std::pair<std::string_view, std::string>>;

Values values_of(MapList list, const MapFilter& filter, std::span<const WordQuery::Range> words, bool newest) {
  constexpr const char* kThere = "1";
  Values values = {
      {"state", filter.state},
      {"with", filter.state.empty() ? "" : filter.with},
      {"field", filter.field},
      {"type", filter.type},
      {"status", filter.status},
      {"stage", filter.stage},
      {"person", filter.person},
      {"text", filter.text},
      {"document", filter.document},
      {"publisher", filter.publisher},
      {"limit", std::to_string(std::min(filter.limit, kMaxMapRows))},
      {"after_1", filter.after[0]},
      {"after_2", filter.after[1]},
      {"after_3", filter.after[2]},
      {filter.side, kThere},
  };
  const auto add = [&](std::string_view name, std::string value) {
    values.emplace_back(name, std::move(value));
  };
  const std::string& with = values[1].second;
  if (filter.state.empty()) {
    add("world", list == MapList::kStates ? "" : kThere);
    add("states", list == MapList::kStates ? kThere : "");
  } else if (with.empty()) {
    add("lone", filter.state);
  } else {
    add("first", std::min(filter.state, filter.with));
    add("second", std::max(filter.state, filter.with));
  }
  if (!filter.field.empty() || list == MapList::kFields) add("by_field", kThere);
  if (!filter.after[0].empty() || !filter.after[1].empty() || !filter.after[2].empty())
    add("after", kThere);
  constexpr const char* kWords[][2] = {
      {"word_1", "last_1"}, {"word_2", "last_2"}, {"word_3", "last_3"}};
  static_assert(std::size(kWords) == kMaxListedWords);
  for (std::size_t i = 0; i < words.size() && i < kMaxListedWords; ++i) {
    add(kWords[i][0], words[i].first);
    add(kWords[i][1], words[i].last);
  }
  if (!filter.text.empty() && words.empty()) add("no_word", kThere);
  if (newest) add("newest", kThere);
  if (filter.confidence) add("confidence", std::to_string(*filter.confidence));
  if (!filter.document.empty()) add("id_key", std::to_string(hash64(filter.document)));
  if (!filter.person.empty()) add("person_key", std::to_string(hash64(filter.person)));
  const std::size_t dash = std::min(filter.key.find('-'), filter.key.size());
  add("key_document", dash == 0 ? "-1" : filter.key.substr(0, dash));
  add("key_number", dash + 1 < filter.key.size() ? filter.key.substr(dash + 1) : "-1");
  if (filter.since || filter.until) {
    const MapPeriod period = map_period(filter.since, filter.until);
    add("since", format_day(period.since));
    add("until", format_day(period.until));
    add("months_from", format_day(period.months_from));
    add("months_to", format_day(period.months_to));
    if (period.has_rest) add("rest", kThere);
  }
  return values;
}

// Fills a statement: which of its pieces stand, and a number for each parameter.
class Filling {
 public:
  Filling(std::string_view sql, const Values& values) : sql_(sql), values_(values) {}

  MapStatement fill() {
    while (at_ < sql_.size()) {
      const char c = sql_[at_];
      if (c == '{')
        open();
      else if (c == '}')
        ++at_, out_ -= out_ > 0 ? 1 : 0, --depth_;
      else if (c == '$' && out_ == 0)
        parameter();
      else if (++at_; out_ == 0)
        statement_.sql += c;
    }
    assert(depth_ == 0);
    return std::move(statement_);
  }

 private:
  std::string_view word() {
    const std::size_t begin = at_;
    while (at_ < sql_.size() && ((sql_[at_] >= 'a' && sql_[at_] <= 'z') || sql_[at_] == '_' ||
                                 (sql_[at_] >= '0' && sql_[at_] <= '9')))
      ++at_;
    return sql_.substr(begin, at_ - begin);
  }
  const std::string* value(std::string_view name) const {
    const auto found = std::find_if(values_.begin(), values_.end(),
                                    [&](const auto& one) { return one.first == name; });
    return found == values_.end() || found->second.empty() ? nullptr : &found->second;
  }
  void open() {
    ++at_, ++depth_;
    const bool absent = sql_[at_] == '!';
    at_ += absent ? 1 : 0;
    const bool stands = (value(word()) == nullptr) == absent;
    assert(sql_[at_] == ':');
    ++at_;
    if (out_ > 0 || !stands) ++out_;
  }
  void parameter() {
    ++at_;
    const std::string_view name = word();
    auto known = std::find(names_.begin(), names_.end(), name);
    if (known == names_.end()) {
      const std::string* const bound = value(name);
      known = names_.insert(known, name);
      statement_.values.push_back(bound != nullptr ? *bound : "");
    }
    statement_.sql += '$' + std::to_string(known - names_.begin() + 1);
  }

  std::string_view sql_;
  const Values& values_;
  std::size_t at_ = 0;
  int out_ = 0, depth_ = 0;  // open pieces that do not stand; all
  std::vector<std::string_view> names_;
  MapStatement statement_;
};

}  // namespace

MapStatement map_statement(MapList list, const MapFilter& filter,
                           std::span<const WordQuery::Range> words, bool newest) {
  return Filling(statement_of(list), values_of(list, filter, words, newest)).fill();
}

}  // namespace entente
