// Every statement begins with the same list of steps and takes from it what it needs (a step that
// nothing asks for costs nothing): `ask` names the parameters, `best` has each event with its best
// telling, `passed` those that the filter lets through, `chosen` the same with what all tellings
// say. Tested by answers_export_test.cc.
#include "entente/store/answers_export_sql.h"

namespace entente {
namespace {

#define LIST(parameter) \
  "CASE WHEN " parameter " = '' THEN [] ELSE string_split(" parameter ", ',') END"
#define JOINED(list) "array_to_string(" list ", '; ')"
// Of its first telling, as gathered: it stays when better ones come.
#define REPORT_NUMBER(row) " (" row ".origin >> 20) "
#define EVENT_NUMBER(row) " (" row ".origin & 1048575) "
#define EVENT_ID(row) "concat(" REPORT_NUMBER(row) ", '-', " EVENT_NUMBER(row) ")"

#define STEPS \
  "WITH ask AS (SELECT " LIST("$1") " AS states, CAST($2 AS DATE) AS since, CAST($3 AS DATE) AS "  \
  "until, " LIST("$4") " AS types, " LIST("$5") " AS fields, CAST($6 AS FLOAT) AS least, $7 = '1' " \
  "AS every_status, CAST($8 AS VARCHAR) AS crosswalk, CAST($9 AS VARCHAR) AS step),"               \
  /* A line a state: code, name, FIPS, COW. */                                                     \
  " codes AS (SELECT split_part(line, chr(9), 1) AS code, split_part(line, chr(9), 2) AS name,"    \
  " nullif(split_part(line, chr(9), 3), '') AS fips,"                                              \
  " TRY_CAST(split_part(line, chr(9), 4) AS INTEGER) AS cow"                                       \
  " FROM (SELECT unnest(string_split(crosswalk, chr(10))) AS line FROM ask)),"                     \
  " best AS (SELECT a.*, e.mode, e.contexts, e.date, e.date_precision, e.sentence, e.place,"         \
  " e.in_title FROM acts a JOIN events e ON e.document = a.document AND e.event = a.event, ask"     \
  " WHERE ask.every_status OR a.status IN ('asserted', 'past')),"                                  \
  " sided AS (SELECT act, state_a AS state FROM act_pairs UNION SELECT act, state_b FROM act_pairs" \
  " UNION SELECT a.act, x.country FROM acts a JOIN event_actors x ON x.document = a.document"       \
  " AND x.event = a.event WHERE x.country IS NOT NULL),"                                           \
  " passed AS (SELECT b.* FROM best b, ask"                                                        \
  " WHERE coalesce(b.day, DATE '0001-01-01') BETWEEN ask.since AND ask.until"                      \
  " AND (len(ask.types) = 0 OR list_contains(ask.types, b.type))"                                  \
  " AND (len(ask.fields) = 0 OR list_has_any(ask.fields, b.fields)) AND b.confidence >= ask.least" \
  " AND CASE len(ask.states) WHEN 0 THEN true"                                                     \
  " WHEN 1 THEN b.act IN (SELECT act FROM sided, ask WHERE state = ask.states[1])"                 \
  " ELSE b.act IN (SELECT act FROM act_pairs, ask WHERE"                                           \
  " list_contains(ask.states, state_a) AND list_contains(ask.states, state_b)) END),"              \
  " told AS (SELECT e.* FROM events e WHERE e.act IN (SELECT act FROM passed)),"                   \
  /* The first document: by day of publication, then by the order of gathering. */                 \
  " sums AS (SELECT t.act, count(*) AS mentions, count(DISTINCT t.document) AS documents,"         \
  " count(DISTINCT d.source) AS publishers, min(coalesce(d.collected, d.date, t.day)) AS added,"   \
  " min(t.document << 20 | t.event) AS origin,"                                                    \
  " arg_min(t.document, datediff('day', DATE '0001-01-01', coalesce(d.date, DATE '9999-12-31'))"   \
  " * 1099511627776 + t.document) AS first"                                                        \
  " FROM told t JOIN documents d ON d.document = t.document GROUP BY t.act),"                      \
  " chosen AS (SELECT p.*, s.* EXCLUDE (act) FROM passed p JOIN sums s ON s.act = p.act),"         \
  " dyads AS (SELECT p.state_a, p.state_b, p.direction, c.* FROM chosen c JOIN act_pairs p"        \
  " ON p.act = c.act, ask WHERE CASE len(ask.states)"                                              \
  " WHEN 0 THEN true WHEN 1 THEN ask.states[1] IN (p.state_a, p.state_b)"                          \
  " ELSE list_contains(ask.states, p.state_a) AND list_contains(ask.states, p.state_b) END) "

#define IN_PERIOD(column) \
  " coalesce(" column ", DATE '0001-01-01') BETWEEN ask.since AND ask.until "
#define REPORT_OF(row) " JOIN documents d ON d.document = " row ".document "
#define SENTENCE_OF(row) \
  " LEFT JOIN sentences s ON s.document = " row ".document AND s.sentence = " row ".sentence "
#define REPORT " d.id AS document, d.source AS publisher, d.date AS published, d.url "
#define BY_DAY(row, number) \
  " ORDER BY " row ".day NULLS LAST, " row ".document, " row "." number " "

constexpr const char* kEvents =
    STEPS
    ", named AS (SELECT x.document, x.event, x.role, string_agg(a.name, '; ' ORDER BY x.actor) AS names,"
    " string_agg(coalesce(x.code, '---'), '; ' ORDER BY x.actor) AS codes,"
    " array_to_string(list_sort(list_distinct(list(x.country))), '; ') AS countries"
    " FROM event_actors x JOIN chosen c ON c.document = x.document AND c.event = x.event"
    " JOIN actors a ON a.document = x.document AND a.actor = x.actor GROUP BY x.document, x.event, x.role)"
    " SELECT " EVENT_ID("c") " AS event_id, c.day, c.date, c.date_precision, c.type, c.mode, c.cameo,"
    " c.quad, c.goldstein, c.status, f.names AS source_names, f.codes AS source_codes,"
    " nullif(f.countries, '') AS source_countries, t.names AS target_names, t.codes AS target_codes,"
    " nullif(t.countries, '') AS target_countries, nullif(" JOINED("c.fields") ", '') AS fields,"
    " nullif(" JOINED("c.contexts") ", '') AS contexts, p.name AS place, p.country AS place_country,"
    " k.fips AS place_fips, k.cow AS place_cow, p.lat AS latitude, p.lon AS longitude, p.geonameid,"
    " round(CAST(c.confidence AS DOUBLE), 3) AS confidence, c.mentions, c.documents, c.reports, c.publishers,"
    REPORT ", s.text AS sentence FROM chosen c" REPORT_OF("c") SENTENCE_OF("c")
    "LEFT JOIN named f ON f.document = c.document AND f.event = c.event AND f.role = 'source'"
    " LEFT JOIN named t ON t.document = c.document AND t.event = c.event AND t.role = 'target'"
    " LEFT JOIN places p ON p.document = c.document AND p.place = c.place"
    " LEFT JOIN codes k ON k.code = p.country" " ORDER BY c.day NULLS LAST, c.origin";

constexpr const char* kDyads =
    STEPS
    "SELECT " EVENT_ID("c") " AS event_id, c.day, c.state_a, c.state_b, a.cow AS cow_a, b.cow AS cow_b,"
    " a.fips AS fips_a, b.fips AS fips_b, c.direction, c.type, c.mode, c.cameo, c.quad, c.goldstein,"
    " c.status, nullif(" JOINED("c.fields") ", '') AS fields,"
    " round(CAST(c.confidence AS DOUBLE), 3) AS confidence, c.told AS mentions, c.reports FROM dyads c"
    " LEFT JOIN codes a ON a.code = c.state_a LEFT JOIN codes b ON b.code = c.state_b"
    " ORDER BY c.day NULLS LAST, c.origin, c.state_a, c.state_b";

constexpr const char* kMentions = STEPS "SELECT " EVENT_ID(
    "c") " AS event_id," REPORT
         ", t.sentence AS sentence_number, t.in_title,"
         " t.trigger_start, t.trigger_end, t.cameo, t.status,"
         " round(CAST(t.confidence AS DOUBLE), 3) AS confidence, s.text AS sentence"
         " FROM chosen c JOIN told t ON t.act = c.act" REPORT_OF("t")
             SENTENCE_OF("t") "ORDER BY c.day NULLS LAST, c.origin, t.document, t.event";

// Events are counted in each report that tells them.
constexpr const char* kDocuments = STEPS
    ", counted AS (SELECT t.document, count(DISTINCT t.act) AS events FROM told t JOIN chosen c"
    " ON c.act = t.act GROUP BY t.document)"
    " SELECT d.id AS document, d.source AS publisher, d.date AS published, d.url, d.collected,"
    " d.title, d.lang, d.characters, coalesce(n.events, 0) AS events, d.coder, d.sha256"
    " FROM documents d LEFT JOIN counted n ON n.document = d.document, ask"
    " WHERE" IN_PERIOD("d.date") "ORDER BY d.date NULLS LAST, d.document";

#define PARTY_TO(list)                                                         \
  " AND CASE len(ask.states) WHEN 0 THEN true WHEN 1 THEN list_contains(" list \
  ", "                                                                         \
  "ask.states[1]) ELSE len(list_intersect(" list ", ask.states)) >= 2 END "
#define OF_FIELDS(list) " AND (len(ask.fields) = 0 OR list_has_any(ask.fields, " list ")) "

constexpr const char* kAgreements =
    STEPS
    ", parties AS (SELECT document, agreement, list(party ORDER BY party) AS parties"
    " FROM agreement_parties GROUP BY document, agreement)"
    " SELECT concat(a.document, '-', a.agreement) AS agreement_id, a.day, a.date, a.date_precision,"
    " a.stage, a.subject, " JOINED("p.parties") " AS parties,"
    " nullif(" JOINED("a.fields") ", '') AS fields," REPORT ", s.text AS sentence FROM agreements a"
    " JOIN parties p ON p.document = a.document AND p.agreement = a.agreement"
    REPORT_OF("a") SENTENCE_OF("a") ", ask WHERE" IN_PERIOD("a.day") PARTY_TO("p.parties")
    OF_FIELDS("a.fields") BY_DAY("a", "agreement");

constexpr const char* kVisits = STEPS
    "SELECT concat(v.document, '-', v.visit) AS visit_id, v.day, v.date, v.date_precision, v.stage,"
    " v.visitor_name AS visitor, a.title AS office, v.visitor_country, v.host, x.cow AS"
    " visitor_cow, y.cow AS host_cow, p.name AS place," REPORT
    ", s.text AS sentence FROM visits v"
    " LEFT JOIN actors a ON a.document = v.document AND a.actor = v.visitor"
    " LEFT JOIN places p ON p.document = v.document AND p.place = v.place"
    " LEFT JOIN codes x ON x.code = v.visitor_country LEFT JOIN codes y ON y.code = "
    "v.host" REPORT_OF("v") SENTENCE_OF("v") ", ask WHERE" IN_PERIOD("v.day")
        PARTY_TO("list_distinct([v.visitor_country, v.host])") BY_DAY("v", "visit");

constexpr const char* kBodies = STEPS
    ", members AS (SELECT document, commission, list(party ORDER BY party) AS parties"
    " FROM commission_parties GROUP BY document, commission)"
    " SELECT concat(c.document, '-', c.commission) AS body_id, c.day, c.activity, c.name, c.areas,"
    " " JOINED("p.parties") " AS parties," REPORT
                            ", s.text AS sentence FROM commissions c"
                            " JOIN members p ON p.document = c.document AND p.commission = "
                            "c.commission" REPORT_OF("c")
                                SENTENCE_OF("c") ", ask WHERE" IN_PERIOD("c.day")
                                    PARTY_TO("p.parties") BY_DAY("c", "commission");

constexpr const char* kQuotes =
    STEPS
    "SELECT concat(q.document, '-', q.quote) AS quote_id, d.date AS day, a.name AS speaker,"
    " a.title AS office, q.speaker_country, k.cow AS speaker_cow, q.direct, q.in_title, q.start_char,"
    " q.end_char," REPORT ", q.text AS quote FROM quotes q"
    " LEFT JOIN actors a ON a.document = q.document AND a.actor = q.speaker"
    " LEFT JOIN codes k ON k.code = q.speaker_country" REPORT_OF("q") ", ask WHERE" IN_PERIOD("d.date")
    "AND (len(ask.states) = 0 OR list_contains(ask.states, q.speaker_country))"
    " ORDER BY d.date NULLS LAST, q.document, q.quote";

#define FIELD_COUNTS(name)                                                                   \
  ", count(*) FILTER (quad <= 2 AND list_contains(fields, '" name "')) AS " name             \
  "_cooperation, count(*) FILTER (quad >= 3 AND list_contains(fields, '" name "')) AS " name \
  "_conflict"
#define FIELD_ZEROS(name)                                                           \
  ", coalesce(n." name "_cooperation, 0) AS " name "_cooperation, coalesce(n." name \
  "_conflict, 0) AS " name "_conflict"
#define ALL_FIELDS(F)                                                                         \
  F("trade")                                                                                  \
  F("energy")                                                                                 \
  F("finance")                                                                                \
  F("industry")                                                                               \
  F("agriculture") F("infrastructure") F("transport") F("technology") F("space") F("nuclear") \
      F("health") F("education") F("culture") F("science") F("environment") F("migration")    \
          F("justice") F("security") F("military") F("intelligence") F("humanitarian")        \
              F("diplomacy") F("elections") F("rights") F("media") F("sport") F("tourism")

// What is planned, denied or conditional is in no count, whatever is asked. A period is named by
// its first day. The last two columns are of the whole database, whatever is chosen.
constexpr const char* kPanel =
    STEPS
    ", counted AS (SELECT d.*, CAST(date_trunc(step, day) AS DATE) AS period FROM dyads d, ask"
    " WHERE day IS NOT NULL AND status IN ('asserted', 'past')),"
    " bounds AS (SELECT CASE WHEN since > DATE '0001-01-02' THEN since ELSE (SELECT min(day) FROM "
    "counted) END AS since, CASE WHEN until < DATE '9999-12-31' THEN until ELSE (SELECT max(day) "
    "FROM counted) END AS until FROM ask),"
    " periods AS (SELECT CAST(unnest(generate_series(date_trunc(step, CAST(b.since AS TIMESTAMP)),"
    " date_trunc(step, CAST(b.until AS TIMESTAMP)), CASE step WHEN 'day' THEN INTERVAL 1 DAY"
    " WHEN 'week' THEN INTERVAL 7 DAY WHEN 'month' THEN INTERVAL 1 MONTH ELSE INTERVAL 1 YEAR END))"
    " AS DATE) AS period FROM bounds b, ask),"
    " asked AS (SELECT unnest(states) AS state FROM ask),"
    " pairs AS (SELECT DISTINCT state_a, state_b FROM dyads, ask WHERE len(ask.states) < 2 UNION"
    " SELECT a.state, b.state FROM asked a JOIN asked b ON a.state < b.state),"
    " numbers AS (SELECT state_a, state_b, period,"
    " count(*) FILTER (quad = 1) AS quad_1, count(*) FILTER (quad = 2) AS quad_2,"
    " count(*) FILTER (quad = 3) AS quad_3, count(*) FILTER (quad = 4) AS quad_4,"
    " count(*) FILTER (quad <= 2) AS cooperation, count(*) FILTER (quad >= 3) AS conflict,"
    " sum(goldstein) AS goldstein_sum, avg(goldstein) AS goldstein_mean, sum(told) AS mentions"
    ALL_FIELDS(FIELD_COUNTS)
    ", count(*) FILTER (quad <= 2 AND len(fields) = 0) AS no_field_cooperation,"
    " count(*) FILTER (quad >= 3 AND len(fields) = 0) AS no_field_conflict"
    " FROM counted GROUP BY state_a, state_b, period),"
    " published AS (SELECT CAST(date_trunc(step, date) AS DATE) AS period, count(*) AS documents"
    " FROM documents, ask WHERE date IS NOT NULL GROUP BY 1),"
    " happened AS (SELECT CAST(date_trunc(step, day) AS DATE) AS period, count(*) AS events FROM acts, ask"
    " WHERE day IS NOT NULL AND status IN ('asserted', 'past') GROUP BY 1)"
    " SELECT p.state_a, p.state_b, a.cow AS cow_a, b.cow AS cow_b, a.fips AS fips_a, b.fips AS fips_b,"
    " t.period, coalesce(n.quad_1, 0) AS quad_1, coalesce(n.quad_2, 0) AS quad_2,"
    " coalesce(n.quad_3, 0) AS quad_3, coalesce(n.quad_4, 0) AS quad_4,"
    " coalesce(n.cooperation, 0) AS cooperation, coalesce(n.conflict, 0) AS conflict,"
    " CAST(coalesce(n.goldstein_sum, 0) AS DOUBLE) AS goldstein_sum,"
    " round(n.goldstein_mean, 4) AS goldstein_mean, CAST(coalesce(n.mentions, 0) AS BIGINT) AS mentions"
    ALL_FIELDS(FIELD_ZEROS) FIELD_ZEROS("no_field")
    ", coalesce(r.documents, 0) AS all_documents, coalesce(e.events, 0) AS all_events"
    " FROM pairs p CROSS JOIN periods t"
    " LEFT JOIN numbers n ON n.state_a = p.state_a AND n.state_b = p.state_b AND n.period = t.period"
    " LEFT JOIN published r ON r.period = t.period LEFT JOIN happened e ON e.period = t.period"
    " LEFT JOIN codes a ON a.code = p.state_a LEFT JOIN codes b ON b.code = p.state_b"
    " ORDER BY p.state_a, p.state_b, t.period";

// The sides of each event, numbered. A plural that stands for states ("both countries") has no
// code: the states of event_pairs take its place. `key` is what tells one side from another.
#define SIDES                                                                                     \
  ", direct AS (SELECT x.document, x.event, x.role, x.actor, a.name, x.code, x.country, a.title," \
  " a.kind FROM event_actors x JOIN chosen c ON c.document = x.document AND c.event = x.event"    \
  " JOIN actors a ON a.document = x.document AND a.actor = x.actor),"                             \
  " meant AS (SELECT document, event, unnest(CASE direction WHEN 1 THEN [{'role': 'source', "     \
  "'state': state_a}, {'role': 'target', 'state': state_b}] WHEN -1 THEN [{'role': 'source', "    \
  "'state': state_b}, {'role': 'target', 'state': state_a}] ELSE [{'role': 'source', 'state': "   \
  "state_a}, {'role': 'source', 'state': state_b}] END) AS side FROM dyadic),"                    \
  " spelled AS (SELECT DISTINCT m.document, m.event, m.side.role AS role, m.side.state AS state"  \
  " FROM meant m WHERE NOT EXISTS (SELECT 1 FROM direct s WHERE s.document = m.document AND "     \
  "s.event = m.event AND s.country = m.side.state)),"                                             \
  " sides AS (SELECT *, coalesce(country, code, name) AS key, row_number() OVER (PARTITION BY "   \
  "document, event, role ORDER BY actor, code) AS number, count(*) OVER (PARTITION BY document, " \
  "event, role) AS n FROM (SELECT d.* FROM direct d WHERE d.code IS NOT NULL OR NOT EXISTS "      \
  "(SELECT "                                                                                      \
  "1 FROM spelled p WHERE p.document = d.document AND p.event = d.event AND p.role = d.role)"     \
  " UNION ALL SELECT p.document, p.event, p.role, 1000000, coalesce(k.name, p.state), p.state, "  \
  "p.state, NULL, 'country' FROM spelled p LEFT JOIN codes k ON k.code = p.state)),"
#define DYADIC                                                                               \
  ", dyadic AS (SELECT p.* FROM event_pairs p JOIN chosen c ON c.document = p.document AND " \
  "c.event = p.event)"

// Ordered pairs: each source with each target; of a symmetric act each side with each other one; a
// lone side with nobody.
#define SIDE_PAIRS                                                                                \
  " froms AS (SELECT * FROM sides WHERE role = 'source'),"                                        \
  " tos AS (SELECT * FROM sides WHERE role = 'target'),"                                          \
  " mutual AS (SELECT f.* FROM froms f ANTI JOIN tos t ON t.document = f.document AND "           \
  "t.event = f.event),"                                                                           \
  " joined AS (SELECT f.document, f.event, f AS source, t AS target FROM froms f JOIN tos t"      \
  " ON t.document = f.document AND t.event = f.event UNION ALL"                                   \
  " SELECT f.document, f.event, f, t FROM mutual f JOIN mutual t ON t.document = f.document"      \
  " AND t.event = f.event AND t.number <> f.number UNION ALL"                                     \
  " SELECT f.document, f.event, f, NULL FROM mutual f WHERE f.n = 1 UNION ALL"                    \
  " SELECT t.document, t.event, NULL, t FROM tos t ANTI JOIN froms f ON f.document = t.document"  \
  " AND f.event = t.event),"                                                                      \
  " paired AS (SELECT *, row_number() OVER (PARTITION BY document, event ORDER BY source.number," \
  " target.number) - 1 AS pair FROM joined) "
#define BOTH_SIDES                                                                                \
  " p.source.code AS source_code, p.source.name AS source_name, p.source.country AS "             \
  "source_country, p.target.code AS target_code, p.target.name AS target_name, p.target.country " \
  "AS target_country "
#define PLACE                                                                            \
  " g.name AS place, g.country AS place_country, g.lat, g.lon, g.feature, g.precision, " \
  "g.geonameid "
#define PLACE_OF(row) \
  " LEFT JOIN places g ON g.document = " row ".document AND g.place = " row ".place "

// The first paragraph ends where more than one character parts two sentences.
constexpr const char* kSides =
    STEPS DYADIC SIDES SIDE_PAIRS
    ", gaps AS (SELECT document, sentence, start_char - lag(end_char) OVER (PARTITION BY document"
    " ORDER BY sentence) > 1 AS is_new FROM sentences WHERE NOT in_title AND document IN (SELECT "
    "document FROM chosen)), breaks AS (SELECT document, min(sentence) AS sentence FROM gaps WHERE "
    "is_new GROUP BY document)"
    " SELECT" REPORT_NUMBER("c") "AS document," EVENT_NUMBER("c") "AS event, p.pair, c.day, c.cameo, c.goldstein, c.mentions, c.publishers,"
    " c.documents, (c.in_title OR b.sentence IS NULL OR c.sentence < b.sentence) AS in_lead, c.added,"
    " d.url, d.id AS report," BOTH_SIDES "," PLACE
    "FROM paired p JOIN chosen c ON c.document = p.document AND c.event = p.event"
    " JOIN documents d ON d.document = c.first LEFT JOIN breaks b ON b.document = c.document"
    PLACE_OF("c") "ORDER BY c.added NULLS LAST, c.origin, p.pair";

// Where a side is named in the sentence that tells the event.
constexpr const char* kSideTold =
    STEPS DYADIC SIDES SIDE_PAIRS
    ", tellings AS (SELECT c.document AS of_document, c.event AS of_event, c.added, c.origin, t.* FROM chosen c"
    " JOIN told t ON t.act = c.act),"
    " spots AS (SELECT t.document, t.event, coalesce(x.country, x.code, a.name) AS key,"
    " min(m.start_char) AS at FROM tellings t"
    " JOIN event_actors x ON x.document = t.document AND x.event = t.event"
    " JOIN actors a ON a.document = x.document AND a.actor = x.actor"
    " JOIN sentences s ON s.document = t.document AND s.sentence = t.sentence AND NOT s.in_title"
    " JOIN mentions m ON m.document = t.document AND m.actor = x.actor AND NOT m.in_title"
    " AND m.start_char >= s.start_char AND m.end_char <= s.end_char GROUP BY ALL),"
    " headings AS (SELECT document, count(*) AS sentences FROM sentences WHERE in_title AND document "
    "IN (SELECT document FROM tellings) GROUP BY document)"
    " SELECT" REPORT_NUMBER("t") "AS document," EVENT_NUMBER("t") "AS event, p.pair, t.added, coalesce(d.collected, d.date) AS mentioned, d.url,"
    " d.id AS report, d.source AS publisher, t.in_title, t.sentence - coalesce(h.sentences, 0) + 1 AS "
    "sentence, f.at AS source_at, o.at AS target_at, t.trigger_start, t.confidence, d.characters"
    " FROM tellings t JOIN paired p ON p.document = t.of_document AND p.event = t.of_event"
    REPORT_OF("t") "LEFT JOIN headings h ON h.document = t.document"
    " LEFT JOIN spots f ON f.document = t.document AND f.event = t.event AND f.key = p.source.key"
    " LEFT JOIN spots o ON o.document = t.document AND o.event = t.event AND o.key = p.target.key"
    " ORDER BY mentioned NULLS LAST, t.origin, p.pair, t.document, t.event";

// One row a day for each source, target and code; what it is made of in lists, in one order.
constexpr const char* kDaily =
    STEPS DYADIC SIDES SIDE_PAIRS
    ", daily AS (SELECT c.day, p.source.code AS source_code, p.target.code AS target_code,"
    " any_value(p.source.country) AS source_country, any_value(p.target.country) AS target_country,"
    " c.cameo, min((c.origin, p.pair, p.document, p.event)) AS id, min(c.goldstein) AS goldstein,"
    " list(DISTINCT c.act) AS acts FROM paired p"
    " JOIN chosen c ON c.document = p.document AND c.event = p.event WHERE c.day IS NOT NULL"
    " GROUP BY c.day, p.source.code, p.target.code, c.cameo),"
    " expanded AS (SELECT id, unnest(acts) AS act FROM daily),"
    " tellings AS (SELECT DISTINCT x.id, t.document, t.sentence, t.event FROM expanded x JOIN told t ON "
    "t.act = x.act),"
    " evidence AS (SELECT r.id, string_agg(concat(r.document, '_', r.sentence + 1), ';' ORDER BY "
    "r.document, r.event) AS sentences, string_agg(replace(coalesce(d.url, d.id), ';', '%3B'), ';' "
    "ORDER BY r.document, r.event) AS urls, string_agg(replace(coalesce(d.source, ''), ';', ','), ';' "
    "ORDER BY r.document, r.event) AS publishers FROM tellings r" REPORT_OF("r") "GROUP BY r.id),"
    " issues AS (SELECT id, string_agg(concat(upper(field), ',', n), ';' ORDER BY field) AS issues FROM "
    "(SELECT id, field, count(*) AS n FROM (SELECT x.id, unnest(t.fields) AS field FROM expanded x JOIN"
    " told t ON t.act = x.act) GROUP BY id, field) GROUP BY id)"
    " SELECT y.id[1] >> 20 AS document, y.id[1] & 1048575 AS event, y.id[2] AS pair, y.day, y.source_code,"
    " y.source_country, y.target_code, y.target_country, y.cameo, y.goldstein, i.issues," PLACE
    ", e.sentences, e.urls, e.publishers FROM daily y"
    " JOIN chosen c ON c.document = y.id[3] AND c.event = y.id[4] JOIN evidence e ON e.id = y.id"
    " LEFT JOIN issues i ON i.id = y.id" PLACE_OF("c")
    "ORDER BY y.day, y.id[1], y.id[2]";

// The same in each report by itself: a line for each day, source, target, code and report.
constexpr const char* kReported = STEPS DYADIC SIDES SIDE_PAIRS
    ", lines AS (SELECT c.day, p.source.code AS source_code, any_value(p.source.country) AS "
    "source_country, p.target.code AS target_code, any_value(p.target.country) AS target_country,"
    " c.cameo, t.document, min(t.event) AS event, min(p.pair) AS pair,"
    " string_agg(DISTINCT concat(t.document, '_', t.sentence + 1), ';' ORDER BY "
    "concat(t.document, '_', t.sentence + 1)) AS ids, flatten(list(t.fields)) AS named"
    " FROM paired p JOIN chosen c ON c.document = p.document AND c.event = p.event"
    " JOIN told t ON t.act = c.act WHERE c.day IS NOT NULL"
    " GROUP BY c.day, p.source.code, p.target.code, c.cameo, t.document)"
    " SELECT l.day, l.source_code, l.source_country, l.target_code, l.target_country, l.cameo,"
    " array_to_string(list_transform(list_sort(list_distinct(l.named)), f -> concat(upper(f), ',',"
    " len(list_filter(l.named, g -> g = f)))), ';') AS issues, l.ids, d.url,"
    " d.source AS publisher FROM lines l" REPORT_OF(
        "l") "ORDER BY l.day, l.document, l.event, l.pair, l.source_code, l.target_code, l.cameo";

#define NONE(value) "coalesce(nullif(" value ", ''), 'None')"
#define IN_ORDER "'; ' ORDER BY s.number"
// The lists of a side run in one order; what an actor lacks is None there too.
constexpr const char* kStories =
    STEPS DYADIC SIDES
    " raw AS (SELECT x.document, x.actor, arg_min(m.text, (CASE WHEN m.in_title THEN 0 ELSE 1 END) * "
    "4294967296 + m.start_char) AS text FROM mentions m JOIN (SELECT DISTINCT document, actor FROM "
    "sides) x ON x.document = m.document AND x.actor = m.actor GROUP BY ALL),"
    " listed AS (SELECT s.document, s.event, s.role, string_agg(s.name, " IN_ORDER ") AS names,"
    " string_agg(coalesce(s.country, 'None'), " IN_ORDER ") AS countries,"
    " string_agg(coalesce(CAST(k.cow AS VARCHAR), 'None'), " IN_ORDER ") AS cows,"
    " string_agg(coalesce(s.code, ''), " IN_ORDER ") AS codes,"
    " string_agg(" NONE("s.title") ", " IN_ORDER ") AS titles,"
    " string_agg(coalesce(r.text, s.name), " IN_ORDER ") AS raws"
    " FROM sides s LEFT JOIN codes k ON k.code = s.country"
    " LEFT JOIN raw r ON r.document = s.document AND r.actor = s.actor GROUP BY ALL),"
    " about AS (SELECT a.document, string_agg(DISTINCT a.name, '; ' ORDER BY a.name) FILTER (a.kind = "
    "'person') AS people, string_agg(DISTINCT a.name, '; ' ORDER BY a.name) FILTER (a.kind = "
    "'organization') AS organizations FROM actors a WHERE a.document IN (SELECT first FROM chosen)"
    " GROUP BY a.document),"
    " grounds AS (SELECT p.document, string_agg(DISTINCT p.name, '; ' ORDER BY p.name) AS places FROM "
    "places p WHERE p.document IN (SELECT first FROM chosen) GROUP BY p.document)"
    " SELECT c.day, c.type, c.mode, c.quad, " JOINED("c.contexts")
    " AS contexts, f.names, f.countries, f.cows, f.codes, f.titles, f.raws, t.names AS to_names, t.countries AS"
    " to_countries, t.cows AS to_cows, t.codes AS to_codes, t.titles AS to_titles, t.raws AS to_raws," PLACE ", d.source AS publisher, d.date AS published,"
    " a.people, a.organizations, l.places, d.lang, d.coder, concat(b.id, '#'," EVENT_NUMBER("c") ") AS record FROM chosen c"
    " JOIN documents b ON b.document =" REPORT_NUMBER("c")
    " JOIN documents d ON d.document = c.first LEFT JOIN about a ON a.document = c.first"
    " LEFT JOIN grounds l ON l.document = c.first"
    " LEFT JOIN listed f ON f.document = c.document AND f.event = c.event AND f.role = 'source'"
    " LEFT JOIN listed t ON t.document = c.document AND t.event = c.event AND t.role = 'target'"
    PLACE_OF("c") " ORDER BY c.day NULLS LAST, c.origin";

}  // namespace

const char* export_statement(ExportTable table) {
  switch (table) {
    case ExportTable::kEvents:
      return kEvents;
    case ExportTable::kDyads:
      return kDyads;
    case ExportTable::kMentions:
      return kMentions;
    case ExportTable::kDocuments:
      return kDocuments;
    case ExportTable::kAgreements:
      return kAgreements;
    case ExportTable::kVisits:
      return kVisits;
    case ExportTable::kBodies:
      return kBodies;
    case ExportTable::kQuotes:
      return kQuotes;
    case ExportTable::kPanel:
      return kPanel;
    case ExportTable::kSides:
      return kSides;
    case ExportTable::kSideTold:
      return kSideTold;
    case ExportTable::kDaily:
      return kDaily;
    case ExportTable::kStories:
      return kStories;
    case ExportTable::kReported:
      return kReported;
    case ExportTable::kKept:
      break;
  }
  return "";
}

const char* const kExportLosses =
    STEPS
    "SELECT (SELECT count(*) FROM acts, ask WHERE" IN_PERIOD("day")
    "AND NOT ask.every_status AND status NOT IN ('asserted', 'past')) AS status,"
    " (SELECT count(*) FROM agreements, ask WHERE" IN_PERIOD("day") ") AS agreements,"
    " (SELECT count(*) FROM visits, ask WHERE" IN_PERIOD("day") ") AS visits,"
    " (SELECT count(*) FROM commissions, ask WHERE" IN_PERIOD("day") ") AS bodies,"
    " (SELECT count(*) FROM quotes q JOIN documents d ON d.document = q.document, ask WHERE"
    IN_PERIOD("d.date") ") AS quotes";

const char* const kExportVersions =
    "SELECT max(document) AS document FROM versions GROUP BY id, sha256 ORDER BY 1";
const char* const kExportPublished =
    STEPS "SELECT document FROM documents, ask WHERE" IN_PERIOD("date") "ORDER BY 1";
const char* const kExportTelling = STEPS "SELECT DISTINCT document FROM told ORDER BY 1";

}  // namespace entente
