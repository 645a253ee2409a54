// One statement a list. The numbers of the parameters are those of all_values(), the same in all; a
// statement leaves out what does not concern it, and is then numbered anew without gaps, as DuckDB
// wants it. First `chosen` picks the rows of the page by filter and place, then names and evidence
// are joined to those alone. Tested by answers_map_test.cc.
#include "entente/store/answers_map_sql.h"

#include <algorithm>
#include <cassert>
#include <string>

namespace entente {
namespace {

// $1 state, $2 with, $3 since, $4 until, $5 field, $6 limit, $7 $8 $9 place of the last row seen,
// $10 type, $11 status, $12 side, $13 stage, $14 person, $15 text, $16 document, $17 publisher, $18
// and $19 key, $20 confidence.
#define PERIOD(column) \
  " coalesce(" column ", DATE '0001-01-01') BETWEEN CAST($3 AS DATE) AND CAST($4 AS DATE) "
#define FIELD_OF(column) " ($5 = '' OR list_contains(" column ", $5)) "
#define LIMIT " LIMIT CAST($6 AS BIGINT) "
#define HAS(column) " ($15 = '' OR contains(lower(" column "), lower($15))) "
#define COUNTED "status IN ('asserted', 'past')"
// The place of a row in a list that runs from the newest day, and within it from the newest
// document, to the oldest.
#define PLACE(day, number) \
  " coalesce(" day ", DATE '0001-01-01') AS order_1, document AS order_2, " number " AS order_3 "
#define AFTER_PLACE                                                                       \
  " ($7 = '' OR order_1 < CAST($7 AS DATE) OR (order_1 = CAST($7 AS DATE) AND (order_2 <" \
  " CAST($8 "                                                                             \
  "AS BIGINT) OR"                                                                         \
  " (order_2 = CAST($8 AS BIGINT) AND order_3 > CAST($9 AS BIGINT))))) "
#define NEWEST_FIRST " ORDER BY order_1 DESC, order_2 DESC, order_3 "
// The place of a row in a list that runs from the most to the least.
#define AFTER_MOST                                                                          \
  " ($7 = '' OR order_1 < CAST($7 AS BIGINT) OR (order_1 = CAST($7 AS BIGINT) AND (order_2" \
  " > $8 "                                                                                  \
  "OR (order_2 = $8 AND order_3 > $9)))) "
#define MOST_FIRST " ORDER BY order_1 DESC, order_2, order_3 "

// Acts between states that the filter lets through, a row for each pair; then each act once.
#define TOLD                                                                                     \
  "told AS (SELECT state_a, state_b, fields, day, act, quad, status, goldstein"                  \
  " FROM act_pairs WHERE status IN ('asserted', 'past', 'planned')"                              \
  " AND ($1 = '' OR state_a = $1 OR state_b = $1) AND ($2 = '' OR state_a = $2 OR state_b = $2)" \
  " AND" PERIOD("day") "AND" FIELD_OF("fields") ")"
#define ONE_ACT " act, min(quad) AS quad, min(status) AS status, min(goldstein) AS goldstein "
#define BALANCE                                       \
  " count(*) FILTER (quad <= 2 AND " COUNTED          \
  ") AS cooperation,"                                 \
  " count(*) FILTER (quad >= 3 AND " COUNTED          \
  ") AS conflict,"                                    \
  " count(*) FILTER (status = 'planned') AS planned," \
  " round(avg(goldstein) FILTER (" COUNTED "), 2) AS goldstein "

constexpr const char* kSummary =
    "SELECT (SELECT count(*) FROM documents) AS documents, (SELECT count(*) FROM sentences) AS "
    "sentences,"
    " (SELECT count(*) FROM acts) AS acts, (SELECT count(*) FROM events) AS tellings,"
    " (SELECT count(*) FROM (SELECT state_a FROM act_pairs UNION SELECT state_b FROM act_pairs))"
    " AS states, (SELECT count(*) FROM agreements) AS agreements, (SELECT count(*) FROM visits) AS "
    "visits,"
    " (SELECT count(*) FROM commissions) AS bodies, (SELECT count(*) FROM quotes) AS quotes,"
    " (SELECT min(date) FROM documents) AS first_day, (SELECT max(date) FROM documents) AS "
    "last_day,"
    " (SELECT min(day) FROM acts) AS first_act, (SELECT max(day) FROM acts) AS last_act,"
    " (SELECT max(coder) FROM documents) AS coder";

constexpr const char* kStates =
    "WITH"
    " " TOLD
    ", sides AS (SELECT state_a AS state, state_b AS partner, * FROM told UNION ALL"
    " SELECT state_b, state_a, * FROM told),"
    " once AS (SELECT state, max(day) AS day," ONE_ACT
    "FROM sides WHERE ($1 = '' OR state = $1) GROUP BY state, act),"
    " counted AS (SELECT state," BALANCE
    ", max(day) AS last_day, count(*) AS acts FROM once GROUP BY state),"
    " partners AS (SELECT state, count(DISTINCT partner) AS partners FROM sides GROUP BY state),"
    " named AS (SELECT state, count(*) AS documents FROM document_states GROUP BY state),"
    // A state that is asked for by name has its row, whether it did anything or not.
    " placed AS (SELECT d.state, d.documents, c.* EXCLUDE (state), coalesce(c.acts, 0) AS order_1,"
    " d.state AS order_2, '' AS order_3 FROM named d LEFT JOIN counted c USING (state)"
    " WHERE CASE WHEN $1 = '' THEN c.acts > 0 ELSE d.state = $1 END)"
    " SELECT p.state, n.name, p.documents, coalesce(p.cooperation, 0) AS cooperation,"
    " coalesce(p.conflict, 0) AS conflict, coalesce(p.planned, 0) AS planned, p.goldstein,"
    " coalesce(q.partners, 0) AS partners, p.last_day, p.order_1, p.order_2, p.order_3"
    " FROM placed p LEFT JOIN state_names n USING (state) LEFT JOIN partners q USING (state)"
    " WHERE" AFTER_MOST MOST_FIRST LIMIT;

constexpr const char* kPairs =
    "WITH"
    " " TOLD
    ", once AS (SELECT state_a, state_b, min(day) AS first_day, max(day) AS last_day," ONE_ACT
    "FROM told GROUP BY state_a, state_b, act), counted AS (SELECT state_a, state_b," BALANCE
    ", min(first_day) AS first_day, max(last_day) AS last_day, count(*) AS order_1, state_a AS "
    "order_2, state_b AS order_3"
    " FROM once GROUP BY state_a, state_b)"
    " SELECT * FROM counted WHERE" AFTER_MOST MOST_FIRST LIMIT;

constexpr const char* kMonths =
    "WITH"
    " " TOLD ", once AS (SELECT strftime(day, '%Y-%m') AS month," ONE_ACT
    "FROM told WHERE day IS NOT NULL GROUP BY month, act),"
    " counted AS (SELECT month," BALANCE
    "FROM once GROUP BY month)"
    " SELECT *, month AS order_1, '' AS order_2, '' AS order_3 FROM counted WHERE $7 = '' OR month "
    "> $7 ORDER BY month" LIMIT;

constexpr const char* kFields =
    "WITH"
    " " TOLD
    ", split AS (SELECT unnest(CASE WHEN len(fields) = 0 THEN [''] ELSE fields END) AS field, "
    "told.* FROM told),"
    " once AS (SELECT field, coalesce(strftime(day, '%Y-%m'), '') AS month," ONE_ACT
    "FROM split WHERE $5 = '' OR field = $5 GROUP BY field, month, act), counted AS (SELECT field, "
    "month," BALANCE
    "FROM once GROUP BY field, month)"
    " SELECT *, field AS order_1, month AS order_2, 'x' AS order_3 FROM counted"
    " WHERE $9 = '' OR field > $7 OR (field = $7 AND month > $8) ORDER BY field, month" LIMIT;

// Evidence of the rows in `c`, by document and sentence.
#define REPORT " d.id AS document, d.title, d.source AS publisher, d.date AS published, d.url "
#define EVIDENCE " s.text, s.in_title, s.start_char, s.end_char," REPORT
// The inner join first: its few rows tell the scan of the sentences which to read.
#define EVIDENCE_OF                                                                        \
  " JOIN documents d ON d.document = c.document LEFT JOIN (SELECT x.* FROM sentences x"    \
  " JOIN (SELECT DISTINCT document, sentence FROM chosen) y USING (document, sentence)) s" \
  " ON s.document = c.document AND s.sentence = c.sentence "
#define PLACE_OF                                                                              \
  " LEFT JOIN (SELECT x.* FROM places x JOIN (SELECT DISTINCT document, place FROM chosen) y" \
  " USING (document, place)) p ON p.document = c.document AND p.place = c.place "
#define ORDER_COLUMNS " c.order_1, c.order_2, c.order_3 "

// An act is found by any of its tellings, and shown with the one that is its best evidence.
constexpr const char* kEvents =
    "WITH let AS (SELECT a.*," PLACE("a.day", "a.event") "FROM acts a WHERE" PERIOD("a.day")
    "AND" FIELD_OF("a.fields")
    "AND ($10 = '' OR a.type = $10) AND ($11 = '' OR a.status = $11)"
    " AND ($12 = '' OR ($12 = 'cooperation' AND a.quad <= 2) OR ($12 = 'conflict' AND a.quad >= 3))"
    " AND a.confidence >= CAST($20 AS FLOAT)"
    " AND ($2 = '' OR a.act IN (SELECT act FROM act_pairs"
    "   WHERE (state_a = $1 AND state_b = $2) OR (state_a = $2 AND state_b = $1)))"
    " AND ($1 = '' OR $2 <> '' OR (a.document, a.event) IN (SELECT (document, event)"
    "   FROM event_actors WHERE country = $1))"
    " AND ($14 = '' OR a.act IN (SELECT e.act FROM actors n"
    "   JOIN event_actors x ON x.document = n.document AND x.actor = n.actor"
    "   JOIN events e ON e.document = x.document AND e.event = x.event"
    "   WHERE n.name = $14 AND n.kind = 'person'))"
    " AND ($16 = '' OR a.act IN (SELECT act FROM events"
    "   WHERE document IN (SELECT document FROM documents WHERE id = $16)))"
    " AND ($15 = '' OR a.act IN (SELECT e.act FROM sentences s"
    "   JOIN events e ON e.document = s.document AND e.sentence = s.sentence WHERE" HAS("s.text")
    "))),"
    " page AS (SELECT * FROM let WHERE" AFTER_PLACE NEWEST_FIRST LIMIT "),"
    " chosen AS (SELECT p.*, e.sentence, e.date, e.date_precision, e.mode, e.contexts, e.place,"
    " e.trigger_start, e.trigger_end FROM page p JOIN events e USING (document, event)),"
    " sides AS (SELECT x.document, x.event, x.role, list(a.name ORDER BY x.actor) AS names,"
    " list(x.code ORDER BY x.actor) AS codes"
    " FROM event_actors x JOIN page c ON c.document = x.document AND c.event = x.event"
    " JOIN actors a ON a.document = x.document AND a.actor = x.actor"
    " GROUP BY x.document, x.event, x.role)"
    " SELECT c.day, c.date, c.date_precision, c.type, c.mode, c.cameo,"
    " CASE WHEN c.quad <= 2 THEN 'cooperation' ELSE 'conflict' END AS side,"
    " c.goldstein, c.status, c.fields, c.contexts,"
    " coalesce(f.names, []) AS sources, coalesce(f.codes, []) AS source_codes,"
    " coalesce(t.names, []) AS targets, coalesce(t.codes, []) AS target_codes, p.name AS place,"
    " c.told, c.reports, round(CAST(c.confidence AS DOUBLE), 2) AS confidence, c.event AS number,"
    " c.trigger_start, c.trigger_end," EVIDENCE "," ORDER_COLUMNS
    "FROM chosen c" EVIDENCE_OF
    "LEFT JOIN sides f ON f.document = c.document AND f.event = c.event AND f.role = 'source'"
    " LEFT JOIN sides t ON t.document = c.document AND t.event = c.event AND t.role = 'target'"
    PLACE_OF NEWEST_FIRST;

#define AGREEMENTS \
  "parties AS (SELECT document, agreement, list(party ORDER BY party) AS parties FROM " \
  "agreement_parties GROUP BY ALL),"                                                    \
  " every AS (SELECT a.document, a.agreement, a.stage, a.subject, a.fields, a.date,"    \
  " a.date_precision, a.day, a.sentence, n.entry, p.parties," PLACE(                             \
      "a.day", "a.agreement") "FROM agreements a JOIN parties p USING (document, agreement)"       \
  " JOIN agreement_entries n USING (document, agreement))"
#define AGREEMENT_COLUMNS                                                                    \
  " concat(c.document, '-', c.agreement) AS key, c.day, c.date, c.date_precision, c.stage, " \
  "c.subject, c.parties, c.fields,"                                                          \
  " c.told," EVIDENCE "," ORDER_COLUMNS
#define PARTIES_OF(column) \
  " ($1 = '' OR list_contains(" column ", $1)) AND ($2 = '' OR list_contains(" column ", $2)) "
// Of tellings that agree in all but the report, the first counts.
#define SAME_AGREEMENT "PARTITION BY entry, stage, day"

constexpr const char* kAgreements =
    "WITH" " " AGREEMENTS ", once AS (SELECT *, count(*) OVER (" SAME_AGREEMENT ") AS told"
    " FROM every WHERE" PARTIES_OF("parties") "AND"
    PERIOD("day") "AND" FIELD_OF("fields") "AND ($13 = '' OR stage = $13) AND" HAS("subject")
    "AND ($16 = '' OR document IN (SELECT document FROM documents WHERE id = $16))"
    " QUALIFY row_number() OVER (" SAME_AGREEMENT " ORDER BY document, agreement) = 1),"
    " chosen AS (SELECT * FROM once WHERE" AFTER_PLACE NEWEST_FIRST LIMIT ")"
    " SELECT" AGREEMENT_COLUMNS "FROM chosen c" EVIDENCE_OF NEWEST_FIRST;

constexpr const char* kSameAgreement =
    "WITH"
    " " AGREEMENTS
    ", one AS (SELECT entry FROM every"
    " WHERE document = CAST($18 AS BIGINT) AND agreement = CAST($19 AS BIGINT)),"
    " once AS (SELECT *, count(*) OVER (" SAME_AGREEMENT
    ") AS told FROM every WHERE entry IN (SELECT entry FROM one)"
    " QUALIFY row_number() OVER (" SAME_AGREEMENT
    " ORDER BY document, agreement) = 1),"
    " chosen AS (SELECT * FROM once WHERE" AFTER_PLACE NEWEST_FIRST LIMIT
    ")"
    " SELECT" AGREEMENT_COLUMNS "FROM chosen c" EVIDENCE_OF NEWEST_FIRST;

#define BODIES \
  "parties AS (SELECT document, commission, list(party ORDER BY party) AS parties FROM " \
  "commission_parties GROUP BY ALL),"                                                    \
  " every AS (SELECT b.document, b.commission, b.name, b.areas, b.activity, b.day,"      \
  " b.sentence, n.entry, p.parties," PLACE(                                                       \
      "b.day", "b.commission") "FROM commissions b JOIN parties p USING (document, commission)" \
  " JOIN commission_entries n USING (document, commission))"
#define BODY_COLUMNS                                                                   \
  " concat(c.document, '-', c.commission) AS key, c.day, c.activity, c.name, c.areas," \
  " c.parties, "                                                                       \
  "c.told," EVIDENCE "," ORDER_COLUMNS
#define SAME_BODY "PARTITION BY entry, activity, day"

constexpr const char* kBodies =
    "WITH" " " BODIES ", once AS (SELECT *, count(*) OVER (" SAME_BODY ") AS told FROM"
    " every WHERE" PARTIES_OF("parties") "AND"
    PERIOD("day") "AND ($13 = '' OR activity = $13) AND" HAS("name")
    "AND ($16 = '' OR document IN (SELECT document FROM documents WHERE id = $16))"
    " QUALIFY row_number() OVER (" SAME_BODY " ORDER BY document, commission) = 1),"
    " chosen AS (SELECT * FROM once WHERE" AFTER_PLACE NEWEST_FIRST LIMIT ")"
    " SELECT" BODY_COLUMNS "FROM chosen c" EVIDENCE_OF NEWEST_FIRST;

constexpr const char* kSameBody =
    "WITH"
    " " BODIES
    ", one AS (SELECT entry FROM every"
    " WHERE document = CAST($18 AS BIGINT) AND commission = CAST($19 AS BIGINT)),"
    " once AS (SELECT *, count(*) OVER (" SAME_BODY
    ") AS told FROM every WHERE entry IN (SELECT entry FROM one)"
    " QUALIFY row_number() OVER (" SAME_BODY
    " ORDER BY document, commission) = 1),"
    " chosen AS (SELECT * FROM once WHERE" AFTER_PLACE NEWEST_FIRST LIMIT
    ")"
    " SELECT" BODY_COLUMNS "FROM chosen c" EVIDENCE_OF NEWEST_FIRST;

constexpr const char* kVisits =
    "WITH let AS (SELECT v.*," PLACE("v.day", "v.visit") "FROM visits v"
    " WHERE ($1 = '' OR $1 IN (v.visitor_country, v.host))"
    " AND ($2 = '' OR $2 IN (v.visitor_country, v.host)) AND" PERIOD("v.day")
    "AND ($13 = '' OR v.stage = $13) AND ($14 = '' OR v.visitor_name = $14)"
    " AND ($16 = '' OR document IN (SELECT document FROM documents WHERE id = $16))),"
    " once AS (SELECT *, count(*) OVER (PARTITION BY visitor_name, host, stage, day) AS told"
    " FROM let"
    " QUALIFY row_number() OVER (PARTITION BY visitor_name, host, stage, day"
    " ORDER BY document, visit) = 1),"
    " chosen AS (SELECT * FROM once WHERE" AFTER_PLACE NEWEST_FIRST LIMIT ")"
    " SELECT c.day, c.date, c.date_precision, c.stage, c.visitor_name AS visitor,"
    " a.kind AS visitor_kind, a.title AS office, c.visitor_country, c.host, p.name AS place,"
    " c.told," EVIDENCE "," ORDER_COLUMNS "FROM chosen c" EVIDENCE_OF PLACE_OF
    " JOIN actors a ON a.document = c.document AND a.actor = c.visitor" NEWEST_FIRST;

// Of one state: what it said. Of two: what either said in a report that names the other.
constexpr const char* kQuotes =
    "WITH let AS (SELECT q.document, q.quote, q.speaker_country, q.direct, q.in_title,"
    " q.start_char, q.end_char, q.text, d.date,"
    " a.name AS speaker, a.title AS office, a.kind AS speaker_kind," " coalesce(d.date,"
    " DATE '0001-01-01') AS order_1,"
    " q.document AS order_2, q.quote AS order_3"
    " FROM quotes q JOIN documents d ON d.document = q.document LEFT JOIN actors a ON"
    " a.document = q.document AND a.actor = q.speaker"
    " WHERE" PERIOD("d.date") "AND ($2 <> '' OR $1 = '' OR q.speaker_country = $1)"
    " AND ($2 = '' OR (q.speaker_country IN ($1, $2)"
    "   AND q.document IN (SELECT document FROM document_states WHERE state = $1)"
    "   AND q.document IN (SELECT document FROM document_states WHERE state = $2)))"
    " AND ($14 = '' OR a.name = $14) AND" HAS("q.text") "AND ($16 = '' OR d.id = $16)"
    " QUALIFY row_number() OVER (PARTITION BY a.name, q.text ORDER BY q.document, q.quote) = 1),"
    " chosen AS (SELECT * FROM let WHERE" AFTER_PLACE NEWEST_FIRST LIMIT ")"
    " SELECT c.speaker, c.speaker_kind, c.office, c.speaker_country, c.direct, c.text,"
    " c.in_title, c.start_char, c.end_char," REPORT ","
    ORDER_COLUMNS "FROM chosen c JOIN documents d ON d.document = c.document" NEWEST_FIRST;

constexpr const char* kDocuments =
    "WITH placed AS (SELECT *, coalesce(date, DATE '0001-01-01') AS order_1, document AS"
    " order_2, 0 AS order_3 FROM documents"
    " WHERE" PERIOD("date") "AND ($17 = '' OR source = $17) AND" HAS("coalesce(title,"
    " '')") "AND ($16 = '' OR id = $16)"
    " AND ($1 = '' OR document IN (SELECT document FROM document_states WHERE state = $1))"
    " AND ($2 = '' OR document IN (SELECT document FROM document_states WHERE state = $2))"
    " AND ($14 = '' OR document IN (SELECT document FROM actors WHERE name = $14 AND kind ="
    " 'person'))),"
    " chosen AS (SELECT * FROM placed WHERE" AFTER_PLACE NEWEST_FIRST LIMIT "),"
    " counted AS (SELECT document, count(*) AS events FROM events WHERE document IN (SELECT"
    " document FROM chosen) GROUP BY document)"
    " SELECT c.id AS document, c.title, c.source AS publisher, c.date AS published, c.url,"
    " c.lang, c.characters,"
    " coalesce(n.events, 0) AS events, c.warnings," ORDER_COLUMNS
    "FROM chosen c LEFT JOIN counted n ON n.document = c.document" NEWEST_FIRST;

constexpr const char* kPeople =
    "WITH let AS (SELECT a.name, a.title AS office, a.code, a.country, a.document, d.date"
    " FROM actors a JOIN documents d USING (document)"
    " WHERE a.kind = 'person' AND ($1 = '' OR a.country = $1) AND ($14 = '' OR a.name ="
    " $14) AND" PERIOD("d.date")
    "AND ($15 = '' OR contains(lower(a.name), lower($15)))),"
    " counted AS (SELECT name, office, code, country, count(DISTINCT document) AS"
    " documents, min(date) AS first_day, max(date) AS"
    " last_day FROM let GROUP BY name, office, code, country),"
    " placed AS (SELECT *, documents AS order_1, name AS order_2, concat(country, ' ',"
    " code, ' ', office) AS order_3 FROM counted)"
    " SELECT * FROM placed WHERE" AFTER_MOST MOST_FIRST LIMIT;

constexpr const char* kSentences =
    "WITH found AS (SELECT s.*, d.date, coalesce(d.date, DATE '0001-01-01') AS order_1,"
    " s.document AS order_2, s.sentence AS order_3"
    " FROM sentences s JOIN documents d USING (document) WHERE" HAS("s.text") "AND" PERIOD("d.date")
    "AND ($1 = '' OR document IN (SELECT document FROM document_states WHERE state = $1))),"
    " chosen AS (SELECT * FROM found WHERE" AFTER_PLACE NEWEST_FIRST LIMIT ")"
    " SELECT c.sentence," EVIDENCE "," ORDER_COLUMNS "FROM chosen c" EVIDENCE_OF NEWEST_FIRST;

constexpr const char* kFindStates =
    "WITH named AS (SELECT country AS state, count(DISTINCT document) AS documents,"
    " bool_or(lower(country) = lower($15) OR (kind = 'country' AND" HAS("name") ")) AS hit"
    " FROM actors WHERE country <> '' GROUP BY country),"
    " placed AS (SELECT state, documents, documents AS order_1, state AS order_2, '' AS"
    " order_3 FROM named WHERE hit)"
    " SELECT p.state, n.name, p.documents, p.order_1, p.order_2, p.order_3 FROM placed p"
    " LEFT JOIN state_names n USING (state)"
    " WHERE" AFTER_MOST MOST_FIRST LIMIT;

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
  }
  return "";
}

std::vector<std::string> all_values(const MapFilter& filter) {
  const bool bounded = filter.since || filter.until;
  const std::size_t dash = filter.key.find('-');
  const std::string first = filter.key.substr(0, dash),
                    second = dash == std::string::npos ? "" : filter.key.substr(dash + 1);
  return {
      filter.state,
      filter.with,
      // What has no day counts as before all days, and is out as soon as a period is set.
      filter.since ? format_day(*filter.since)
      : bounded    ? "0001-01-02"
                   : "0001-01-01",
      filter.until ? format_day(*filter.until) : "9999-12-31",
      filter.field,
      std::to_string(filter.limit < kMaxMapRows ? filter.limit : kMaxMapRows),
      filter.after[0],
      filter.after[1],
      filter.after[2],
      filter.type,
      filter.status,
      filter.side,
      filter.stage,
      filter.person,
      filter.text,
      filter.document,
      filter.publisher,
      first.empty() ? "-1" : first,
      second.empty() ? "-1" : second,
      std::to_string(filter.confidence.value_or(0.0)),
  };
}

}  // namespace

MapStatement map_statement(MapList list, const MapFilter& filter) {
  const std::vector<std::string> all = all_values(filter);
  const std::string_view sql = statement_of(list);
  MapStatement out;
  std::vector<std::size_t> numbers(all.size() + 1);  // old to new, 0: not met yet
  for (std::size_t at = 0; at < sql.size();) {
    const std::size_t dollar = std::min(sql.find('$', at), sql.size());
    out.sql += sql.substr(at, dollar - at);
    if (dollar == sql.size()) break;
    std::size_t old = 0;
    for (at = dollar + 1; at < sql.size() && sql[at] >= '0' && sql[at] <= '9'; ++at)
      old = old * 10 + static_cast<std::size_t>(sql[at] - '0');
    assert(old >= 1 && old <= all.size());
    if (numbers[old] == 0) {
      out.values.push_back(all[old - 1]);
      numbers[old] = out.values.size();
    }
    out.sql += '$' + std::to_string(numbers[old]);
  }
  return out;
}

}  // namespace entente
