// Tested by check_test.cc.
#include "entente/store/sayings.h"

namespace entente {
namespace {

constexpr const char* kSayings =
    "WITH chosen AS (SELECT document, id, sha256 FROM documents WHERE id > $1 ORDER BY id LIMIT "
    "CAST($2 AS BIGINT)),"
    " sides AS (SELECT document, event, role, string_agg(coalesce(code, '---'), ',' ORDER BY code) "
    "AS names FROM event_actors"
    "   WHERE document IN (SELECT document FROM chosen) GROUP BY document, event, role),"
    " said AS (SELECT e.document, e.sentence, concat('event ', coalesce(e.cameo, e.type), ' ', "
    "coalesce(s.names, '-'), ' > ',"
    "   coalesce(t.names, '-'), ' ', e.status, ' ', coalesce(e.date, '-'), ' ', "
    "list_aggregate(e.fields, 'string_agg', ',')) AS saying"
    " FROM events e LEFT JOIN sides s ON s.document = e.document AND s.event = e.event AND s.role "
    "= 'source'"
    " LEFT JOIN sides t ON t.document = e.document AND t.event = e.event AND t.role = 'target'"
    " UNION ALL SELECT document, sentence, concat('agreement ', stage, ' ', party_key, ' ', "
    "subject) FROM agreements"
    " UNION ALL SELECT document, sentence, concat('body ', activity, ' ', party_key, ' ', name, ' "
    "', areas) FROM commissions"
    " UNION ALL SELECT document, sentence, concat('visit ', stage, ' ', visitor_name, ' > ', host) "
    "FROM visits"
    " UNION ALL SELECT document, NULL, concat('quote ', coalesce(speaker_country, '-'), ' ', text) "
    "FROM quotes)"
    " SELECT d.id, d.sha256, x.saying, n.text FROM chosen d LEFT JOIN said x USING (document)"
    " LEFT JOIN sentences n ON n.document = x.document AND n.sentence = x.sentence ORDER BY d.id, "
    "x.saying, x.sentence";

constexpr const char* kSources =
    "WITH days AS (SELECT coalesce(source, '') AS source, day, sum(documents) AS documents FROM "
    "source_days WHERE day IS NOT NULL"
    "   GROUP BY ALL),"
    " gaps AS (SELECT source, day, day - lag(day) OVER (PARTITION BY source ORDER BY day) - 1 AS "
    "gap FROM days),"
    " gap AS (SELECT source, sum(gap) AS days_without, max(gap) AS longest_gap FROM gaps GROUP BY "
    "source)"
    " SELECT coalesce(s.source, '') AS source, sum(s.documents) AS documents, min(s.day) AS "
    "first_day, max(s.day) AS last_day,"
    " coalesce(any_value(g.days_without), 0) AS days_without, coalesce(any_value(g.longest_gap), "
    "0) AS longest_gap,"
    " coalesce(sum(s.documents) FILTER (s.day IS NULL), 0) AS undated, sum(s.unread) AS unread, "
    "sum(s.repeats) AS repeats,"
    " sum(s.with_warnings) AS with_warnings, list_sort(list_distinct(list(coalesce(s.lang, '?')))) "
    "AS languages"
    " FROM source_days s LEFT JOIN gap g ON g.source = coalesce(s.source, '') GROUP BY 1 ORDER BY "
    "documents DESC, source";

constexpr const char* kSourceDays =
    "WITH chosen AS (SELECT * FROM source_days WHERE coalesce(source, '') = $1),"
    " days AS (SELECT CAST(unnest(range(min(day), max(day) + 1, INTERVAL 1 DAY)) AS DATE) AS day "
    "FROM chosen WHERE day IS NOT NULL"
    "   UNION ALL SELECT NULL WHERE EXISTS (SELECT 1 FROM chosen WHERE day IS NULL))"
    " SELECT d.day, coalesce(sum(s.documents), 0) AS documents, coalesce(sum(s.repeats), 0) AS "
    "repeats,"
    " coalesce(sum(s.unread), 0) AS unread, coalesce(sum(s.with_warnings), 0) AS with_warnings,"
    " list_sort(list_distinct(list(s.lang) FILTER (s.lang IS NOT NULL))) AS languages"
    " FROM days d LEFT JOIN chosen s ON s.day IS NOT DISTINCT FROM d.day GROUP BY d.day ORDER BY "
    "d.day NULLS FIRST";

constexpr std::uint64_t kMaxRows = 1'000'000;

}  // namespace

Result<std::vector<DocumentSayings>> read_sayings(const Store& store, const std::string& after,
                                                  std::uint64_t limit) {
  std::vector<DocumentSayings> documents;
  const std::string values[] = {after, std::to_string(limit)};
  ENTENTE_CHECK(store.each_row(kSayings, values, [&](Store::Row& row) {
    if (documents.empty() || documents.back().id != *row[0])
      documents.push_back({*row[0], row[1].value_or(""), {}});
    if (row[2]) documents.back().sayings[*row[2]].push_back(row[3].value_or(""));
    return true;
  }));
  return documents;
}

Result<Store::Table> ask_sources(const Store& store) { return store.query(kSources, kMaxRows); }

Result<Store::Table> ask_source_days(const Store& store, const std::string& source) {
  const std::string values[] = {source};
  return store.query(kSourceDays, kMaxRows, values);
}

}  // namespace entente
