// Days: a telling without a day of its own has that of its report, or of the report that this
// repeats if that is at most seven days older (kRepeatDays). `fold_todo` holds such days; tellings
// are read ten days around them (kFoldReach and four more), and seven more of their reports. Tested
// by store_test.cc and index_folding_test.cc.
#include "entente/store/index_folding_sql.h"

namespace entente {

#define EFFECTIVE_DAY \
  " CASE WHEN k.kind = 3 AND k.told_on - r.since BETWEEN 1 AND 7 THEN r.since ELSE k.told_on END "
#define TELLING                                          \
  "SELECT k.family, k.document, k.event, " EFFECTIVE_DAY \
  " AS day, k.kind, r.name, k.people, "                  \
  "e.act"
#define TELLINGS                                                                                 \
  " FROM event_keys k JOIN reports r USING (document) JOIN events e ON e.document = k.document " \
  "AND e.event = k.event "
// Families and days of the documents in `source`, with the acts that they tell, and their
// registers' parties.
#define TODO_OF(source)                                                                           \
  "INSERT INTO fold_todo SELECT DISTINCT k.family, " EFFECTIVE_DAY                                \
  " FROM event_keys k JOIN reports r USING (document)"                                            \
  " WHERE k.document IN (SELECT document FROM " source                                            \
  ");"                                                                                            \
  "INSERT INTO touched SELECT DISTINCT act FROM events WHERE document IN (SELECT document "       \
  "FROM " source                                                                                  \
  ");"                                                                                            \
  "INSERT INTO people_todo SELECT DISTINCT name FROM person_mentions WHERE document IN (SELECT "  \
  "document FROM " source                                                                         \
  ");"                                                                                            \
  "INSERT INTO parties_todo SELECT DISTINCT party_key FROM agreements WHERE document IN (SELECT " \
  "document FROM " source                                                                         \
  ")"                                                                                             \
  " UNION SELECT DISTINCT party_key FROM commissions WHERE document IN (SELECT document "         \
  "FROM " source ");"

const char* const kWorkTables =
    "CREATE OR REPLACE TEMP TABLE fold_todo (family UBIGINT, day DATE);"
    "CREATE OR REPLACE TEMP TABLE touched (act UBIGINT);"
    "CREATE OR REPLACE TEMP TABLE parties_todo (parties VARCHAR);"
    "CREATE OR REPLACE TEMP TABLE people_todo (name VARCHAR);"
    "CREATE OR REPLACE TEMP TABLE gone (document BIGINT);"
    "CREATE OR REPLACE TEMP TABLE new_words (word VARCHAR, part VARCHAR, document BIGINT);"
    "CREATE OR REPLACE TEMP TABLE months_todo (state_a VARCHAR, state_b VARCHAR, month DATE);"
    "CREATE OR REPLACE TEMP TABLE act_changes (document BIGINT, event INTEGER, act UBIGINT);"
    "CREATE OR REPLACE TEMP TABLE report_changes (document BIGINT, report BIGINT, likeness "
    "VARCHAR, since DATE,"
    " rank UBIGINT, name UBIGINT, keys VARCHAR);";

const char* const kLoadReports =
    "SELECT r.document, r.report, r.rank, r.keys, d.segment, d.begin_byte FROM reports r JOIN "
    "documents d USING (document)"
    " ORDER BY r.document <> r.report, r.document";

const char* const kTodoOfReplaced =
    TODO_OF("replaced") "INSERT INTO gone SELECT document FROM replaced";

// The old state of those that change, then the new.
const char* const kTakeReportChanges =
    TODO_OF("(SELECT document FROM report_changes INTERSECT SELECT document FROM reports)")
    "DELETE FROM reports WHERE document IN (SELECT document FROM report_changes);"
    "INSERT INTO reports SELECT * FROM report_changes ORDER BY document;"
    TODO_OF("report_changes")
    "DELETE FROM report_changes";

const char* const kDueTellings = TELLING TELLINGS
    "SEMI JOIN fold_todo t ON t.family = k.family"
    " AND coalesce(k.told_on, DATE '0001-01-01') >= coalesce(t.day, DATE '0001-01-01') - 10"
    " AND coalesce(k.told_on, DATE '0001-01-01') <= coalesce(t.day, DATE '0001-01-01') + 17"
    " ORDER BY k.family";
const char* const kAllTellings = TELLING TELLINGS "ORDER BY k.family";

const char* const kTakeActChanges =
    "INSERT INTO touched SELECT act FROM act_changes"
    " UNION SELECT e.act FROM events e JOIN act_changes c ON c.document = e.document AND c.event = "
    "e.event;"
    "UPDATE events SET act = c.act FROM act_changes c WHERE c.document = events.document AND "
    "c.event = events.event;"
    "DELETE FROM act_changes";

// The telling that is an act's evidence: the surest, then the one that knows most fields, then the
// earliest report.
#define MAKE_ACTS(where)                                                                           \
  "INSERT INTO acts WITH told AS (SELECT e.act, e.type, e.quad, e.status, e.fields, r.name, "      \
  "k.kind, " EFFECTIVE_DAY                                                                         \
  " AS day, row(e.confidence, len(e.fields), 18446744073709551615 - r.rank, -e.event) AS worth, "  \
  "{'document': e.document,"                                                                       \
  " 'event': e.event, 'cameo': e.cameo, 'goldstein': e.goldstein, 'confidence': e.confidence} AS " \
  "telling" TELLINGS where                                                                         \
  "),"                                                                                             \
  " folded AS (SELECT act, min(type) AS type, min(quad) AS quad, min(status) AS status, "          \
  "coalesce(min(day) FILTER (kind = 0),"                                                           \
  " min(day)) AS day, list_sort(list_distinct(flatten(list(fields)))) AS fields, count(*) AS "     \
  "told,"                                                                                          \
  " count(DISTINCT name) AS reports, arg_max(telling, worth) AS best FROM told GROUP BY act)"      \
  " SELECT act, type, best.cameo, quad, best.goldstein, status, day, fields, told, reports, "      \
  "best.confidence,"                                                                               \
  " best.document, best.event FROM folded ORDER BY day DESC, act;"
#define MAKE_PAIRS(where)                                                                    \
  "INSERT INTO act_pairs WITH pairs AS (SELECT p.state_a, p.state_b, e.act, CASE WHEN "      \
  "min(p.direction) ="                                                                       \
  " max(p.direction) THEN min(p.direction) ELSE 0 END AS direction FROM event_pairs p JOIN " \
  "events e ON e.document ="                                                                 \
  " p.document AND e.event = p.event " where                                                 \
  " GROUP BY p.state_a, p.state_b, e.act)"                                                   \
  " SELECT p.state_a, p.state_b, p.direction, a.* FROM pairs p JOIN acts a USING (act)"      \
  " ORDER BY p.state_a, p.state_b, a.day DESC, a.act;"
#define COUNTED "status IN ('asserted', 'past')"
// What happened before what is planned.
#define LATEST "row(status <> 'planned', day, confidence, act)"
#define MAKE_RELATIONS(where)                                                                    \
  "INSERT INTO relations WITH fielded AS (SELECT *, unnest(CASE WHEN len(fields) = 0 THEN [''] " \
  "ELSE fields END) AS"                                                                          \
  " field, CAST(date_trunc('month', day) AS DATE) AS month FROM act_pairs a WHERE status IN "    \
  "('asserted', 'past',"                                                                         \
  " 'planned') " where                                                                           \
  ") SELECT state_a, state_b, field, month, count(*) FILTER (quad <= 2 AND " COUNTED             \
  "),"                                                                                           \
  " count(*) FILTER (quad >= 3 AND " COUNTED                                                     \
  "), count(*) FILTER (status = 'planned'),"                                                     \
  " avg(goldstein) FILTER (" COUNTED "), CAST(sum(goldstein) FILTER (" COUNTED                   \
  ") AS DOUBLE), sum(told), max(day),"                                                           \
  " arg_max(document, " LATEST "), arg_max(event, " LATEST                                       \
  "),"                                                                                           \
  " min(day) FROM "                                                                              \
  "fielded"                                                                                      \
  " GROUP BY state_a, state_b, field, month ORDER BY state_a, state_b, field, month;"
#define MAKE_PAIR_MONTHS(where)                                                                 \
  "INSERT INTO pair_months SELECT state_a, state_b, CAST(date_trunc('month', day) AS DATE) AS " \
  "month,"                                                                                      \
  " count(*) FILTER (quad <= 2 AND " COUNTED "), count(*) FILTER (quad >= 3 AND " COUNTED       \
  "),"                                                                                          \
  " count(*) FILTER (status = 'planned'), CAST(sum(goldstein) FILTER (" COUNTED                 \
  ") AS DOUBLE), sum(told), max(day), min(day)"                                                 \
  " FROM act_pairs a WHERE status IN ('asserted', 'past', 'planned') " where                    \
  " GROUP BY state_a, state_b, month ORDER BY state_a, state_b, month;"
// Acts once more, by each state and each person with part in them: what lists of a state's and of a
// person's acts read, in their order. A state has part if the evidence names it as a side, or if it
// is one of a pair.
#define MAKE_STATES(where)                                                                        \
  "INSERT INTO act_states WITH sides AS (SELECT a.act, x.country AS state, false AS paired FROM " \
  "acts a JOIN event_actors x ON x.document = a.document AND x.event = a.event WHERE x.country "  \
  "<> '' " where                                                                                  \
  " UNION ALL SELECT a.act, unnest([state_a, state_b]), true FROM act_pairs a WHERE true " where  \
  "), once AS (SELECT act, state, bool_or(paired) AS paired FROM sides GROUP BY act, state)"      \
  " SELECT o.state, o.paired, a.* FROM once o JOIN acts a USING (act) ORDER BY o.state, a.day "   \
  "DESC, a.act;"
#define MAKE_PEOPLE(where)                                                                       \
  "INSERT INTO act_people SELECT n.name, a.* FROM (SELECT DISTINCT p.name, a.act FROM "          \
  "person_mentions p JOIN event_actors x ON x.document = p.document AND x.actor = p.actor JOIN " \
  "events a ON a.document = x.document AND a.event = x.event WHERE true " where                  \
  ") n JOIN acts a USING (act) ORDER BY n.name, a.day DESC, a.act;"
#define MAKE_STATE_MONTHS(where)                                                                  \
  "INSERT INTO state_months WITH one AS (SELECT state, act, quad, goldstein, status, day, fields" \
  " FROM act_states WHERE paired AND status IN ('asserted', 'past', 'planned') " where            \
  "), every AS (SELECT * FROM one UNION ALL SELECT DISTINCT '', act, quad, goldstein, status, "   \
  "day, fields FROM one), fielded AS (SELECT *, NULL AS field FROM every UNION ALL SELECT *, "    \
  "unnest(CASE WHEN len(fields) = 0 THEN [''] ELSE fields END) FROM every)"                       \
  " SELECT state, field, CAST(date_trunc('month', day) AS DATE) AS month, count(*) FILTER (quad " \
  "<= 2 AND " COUNTED "), count(*) FILTER (quad >= 3 AND " COUNTED                                \
  "), count(*) FILTER (status = 'planned'), CAST(sum(goldstein) FILTER (" COUNTED                 \
  ") AS DOUBLE), max(day), min(day) FROM fielded GROUP BY state, field, month"                    \
  " ORDER BY state, field, month;"
#define TOUCHED "WHERE e.act IN (SELECT act FROM touched)"
#define AND_TOUCHED "AND a.act IN (SELECT act FROM touched)"
#define MONTHS_OF_TOUCHED                                                                       \
  "INSERT INTO months_todo SELECT DISTINCT state_a, state_b, CAST(date_trunc('month', day) AS " \
  "DATE) FROM act_pairs"                                                                        \
  " WHERE act IN (SELECT act FROM touched);"
#define IN_MONTHS                                                                            \
  "(state_a, state_b, coalesce(CAST(date_trunc('month', day) AS DATE), DATE '0001-01-01')) " \
  "IN " MONTHS
#define ALL_MONTHS "(SELECT coalesce(month, DATE '0001-01-01') FROM months_todo)"
#define MONTHS "(SELECT (state_a, state_b, coalesce(month, DATE '0001-01-01')) FROM months_todo)"

const char* const kMakeTouchedActs =
    MONTHS_OF_TOUCHED
    "DELETE FROM act_pairs WHERE act IN (SELECT act FROM touched);"
    "DELETE FROM acts WHERE act IN (SELECT act FROM touched);"
    "DELETE FROM act_states WHERE act IN (SELECT act FROM touched);"
    "DELETE FROM act_people WHERE act IN (SELECT act FROM touched);"
    MAKE_ACTS(TOUCHED)
    MAKE_PAIRS(TOUCHED)
    MAKE_STATES(AND_TOUCHED)
    MAKE_PEOPLE(AND_TOUCHED)
    MONTHS_OF_TOUCHED
    "DELETE FROM relations WHERE (state_a, state_b, coalesce(month, DATE '0001-01-01')) IN " MONTHS ";"
    MAKE_RELATIONS("AND " IN_MONTHS)
    "DELETE FROM pair_months WHERE (state_a, state_b, coalesce(month, DATE '0001-01-01')) IN " MONTHS ";"
    MAKE_PAIR_MONTHS("AND " IN_MONTHS)
    "DELETE FROM state_months WHERE coalesce(month, DATE '0001-01-01') IN " ALL_MONTHS ";"
    MAKE_STATE_MONTHS("AND coalesce(CAST(date_trunc('month', day) AS DATE), DATE '0001-01-01') IN " ALL_MONTHS)
    "DELETE FROM months_todo";
const char* const kMakeAllActs =
    "DELETE FROM act_pairs; DELETE FROM acts; DELETE FROM act_states; DELETE FROM act_people;"
    " DELETE FROM relations; DELETE FROM pair_months; DELETE FROM state_months;" MAKE_ACTS("")
        MAKE_PAIRS("") MAKE_STATES("") MAKE_PEOPLE("") MAKE_RELATIONS("") MAKE_PAIR_MONTHS("")
            MAKE_STATE_MONTHS("");

const char* const kNameStates =
    "DELETE FROM state_forms; INSERT INTO state_forms SELECT state, name, count(*) FROM "
    "document_states GROUP BY state, name ORDER BY state, name;"
    "DELETE FROM state_names; INSERT INTO state_names SELECT state, arg_min(name, row(-documents, "
    "name)) FILTER (name IS NOT NULL), sum(documents) FROM state_forms GROUP BY state ORDER BY "
    "state";

#define MAKE_PERSONS(where)                                                                      \
  "INSERT INTO persons SELECT country, name, office, code, count(DISTINCT document), min(day), " \
  "max(day), max(document) FROM person_mentions " where                                          \
  " GROUP BY country, name, office, code ORDER BY country, name, office, code;"
const char* const kMakeTouchedPersons =
    "DELETE FROM persons WHERE name IN (SELECT name FROM people_todo);" MAKE_PERSONS(
        "WHERE name IN (SELECT name FROM people_todo)") "DELETE FROM people_todo";
const char* const kMakeAllPersons = "DELETE FROM persons;" MAKE_PERSONS("");

// What gathering adds stands at a table's end: put in the order in which questions read, of one
// state, pair or person the newest first, so that the first rows of a list end its search.
#define PUT_IN_ORDER(table, order)                                                   \
  "CREATE OR REPLACE TEMP TABLE in_order AS SELECT * FROM " table " ORDER BY " order \
  "; DELETE FROM " table "; INSERT INTO " table " SELECT * FROM in_order; DROP TABLE in_order;"
#define ORDER_OF_GATHERED                                                     \
  PUT_IN_ORDER("document_states", "state, day DESC, document DESC")           \
  PUT_IN_ORDER("pair_documents", "state_a, state_b, day DESC, document DESC") \
  PUT_IN_ORDER("person_mentions", "country, name, day DESC, document, actor") \
  PUT_IN_ORDER("quote_states", "state, day DESC, document DESC, quote")
const char* const kOrderGathered = ORDER_OF_GATHERED;
const char* const kOrderAll = ORDER_OF_GATHERED PUT_IN_ORDER("acts", "day DESC, act")
    PUT_IN_ORDER("act_pairs", "state_a, state_b, day DESC, act")
        PUT_IN_ORDER("act_states", "state, day DESC, act")
            PUT_IN_ORDER("act_people", "name, day DESC, act")
                PUT_IN_ORDER("relations", "state_a, state_b, field, month")
                    PUT_IN_ORDER("pair_months", "state_a, state_b, month")
                        PUT_IN_ORDER("state_months", "state, field, month")
                            PUT_IN_ORDER("persons", "country, name, office, code");

// The words of a batch as a run of its own; runs are merged by tiers, so that a posting is written
// some four times, and no merge is of more than a million documents and the runs of one tier.
const char* const kTakeWords =
    "INSERT INTO words SELECT word, part, (SELECT max(document) FROM new_words), list(document "
    "ORDER BY document) FROM new_words GROUP BY word, part ORDER BY word, part;"
    "INSERT INTO word_runs SELECT max(document), CASE WHEN count(DISTINCT document) < 4096 THEN 0 "
    "ELSE 1 END, count(DISTINCT document) FROM new_words HAVING count(*) > 0;"
    "DELETE FROM new_words";
const char* const kTierToMerge =
    "SELECT tier FROM word_runs WHERE tier < 3 GROUP BY tier HAVING sum(documents) >= "
    "4096 * CAST(power(16, tier) AS BIGINT) ORDER BY tier LIMIT 1";
#define MERGE_WORDS(tier)                                                                      \
  "CREATE OR REPLACE TEMP TABLE merged AS SELECT word, part, flatten(list(documents ORDER BY"  \
  " run)) AS documents FROM words WHERE run IN (SELECT run FROM word_runs WHERE tier = " tier  \
  ") GROUP BY word, part;"                                                                     \
  "DELETE FROM words WHERE run IN (SELECT run FROM word_runs WHERE tier = " tier               \
  ");"                                                                                         \
  "INSERT INTO words SELECT word, part, (SELECT max(run) FROM word_runs WHERE tier = " tier    \
  "), documents FROM merged ORDER BY word, part; DROP TABLE merged;"                           \
  "CREATE OR REPLACE TEMP TABLE merged AS SELECT max(run) AS run, sum(documents) AS documents" \
  " FROM word_runs WHERE tier = " tier "; DELETE FROM word_runs WHERE tier = " tier            \
  "; INSERT INTO word_runs SELECT run, " tier " + 1, documents FROM merged; DROP TABLE merged"
const char* const kMergeWords[3] = {MERGE_WORDS("0"), MERGE_WORDS("1"), MERGE_WORDS("2")};

const char* const kCountUnsorted = "UPDATE upkeep SET unsorted = unsorted + CAST($1 AS BIGINT)";
const char* const kIsUnsorted =
    "SELECT unsorted > greatest(50000, (SELECT count(*) FROM documents) // 4) FROM upkeep";
const char* const kForgetUnsorted = "UPDATE upkeep SET unsorted = 0";

const char* const kForgetTodo =
    "DELETE FROM fold_todo; DELETE FROM touched; DELETE FROM parties_todo; DELETE FROM people_todo";

const char* const kCountTodo =
    "SELECT (SELECT count(*) FROM fold_todo), (SELECT count(*) FROM touched), (SELECT count(*) "
    "FROM parties_todo)";

#define AGREEMENTS "SELECT party_key, document, agreement, subject, day FROM agreements"
#define BODIES "SELECT party_key, document, commission, name, day FROM commissions"
#define DUE " WHERE party_key IN (SELECT parties FROM parties_todo)"
#define IN_ORDER " ORDER BY 1, 2, 3"
const RegisterSql kAgreementSql = {"agreement_entries",
                                   "DELETE FROM agreement_entries WHERE (document, agreement) IN "
                                   "(SELECT (document, agreement) FROM agreements" DUE ")",
                                   AGREEMENTS DUE IN_ORDER, "DELETE FROM agreement_entries",
                                   AGREEMENTS IN_ORDER};
const RegisterSql kBodySql = {"commission_entries",
                              "DELETE FROM commission_entries WHERE (document, commission) IN "
                              "(SELECT (document, commission) FROM commissions" DUE ")",
                              BODIES DUE IN_ORDER, "DELETE FROM commission_entries",
                              BODIES IN_ORDER};

}  // namespace entente
