// Tested by check_test.cc.
#include "entente/store/check.h"

#include <cstdlib>
#include <optional>
#include <unordered_map>

#include "entente/base/hash.h"
#include "entente/record/record_reader.h"
#include "entente/store/format.h"
#include "entente/store/index.h"
#include "entente/store/journal.h"
#include "entente/store/store.h"
#include "entente/store/tables.h"

namespace entente {
namespace {

constexpr std::size_t kMaxFaults = 100;  // told one by one
using Row = Database::Row;

std::uint64_t number(const std::optional<std::string>& text) {
  return text ? std::strtoull(text->c_str(), nullptr, 10) : 0;
}

struct Rule {
  const char *sql, *fault;  // the number of rows at fault
};
#define ORPHANS(table, keys)                          \
  Rule {                                              \
    "SELECT count(*) FROM " table " ANTI JOIN " keys, \
        "rows of " table " whose " keys " is missing" \
  }
constexpr Rule kRules[] = {
    {"SELECT count(*) - count(DISTINCT id) FROM documents",
     "documents with an id that another has"},
    ORPHANS("reports", "documents USING (document)"),
    ORPHANS("sentences", "documents USING (document)"),
    ORPHANS("actors", "documents USING (document)"),
    ORPHANS("mentions", "actors USING (document, actor)"),
    ORPHANS("events", "documents USING (document)"),
    ORPHANS("event_keys", "events USING (document, event)"),
    ORPHANS("event_actors", "events USING (document, event)"),
    ORPHANS("event_pairs", "events USING (document, event)"),
    ORPHANS("quotes", "documents USING (document)"),
    ORPHANS("agreement_parties", "agreements USING (document, agreement)"),
    ORPHANS("agreement_entries", "agreements USING (document, agreement)"),
    ORPHANS("commission_parties", "commissions USING (document, commission)"),
    ORPHANS("commission_entries", "commissions USING (document, commission)"),
    ORPHANS("visits", "documents USING (document)"),
    ORPHANS("documents", "reports USING (document)"),
    ORPHANS("agreements", "agreement_entries USING (document, agreement)"),
    ORPHANS("commissions", "commission_entries USING (document, commission)"),
    ORPHANS("acts", "events USING (act)"),
    ORPHANS("events", "acts USING (act)"),
    ORPHANS("act_pairs", "acts USING (act)"),
    ORPHANS("act_states", "acts USING (act)"),
    ORPHANS("act_people", "acts USING (act)"),
    ORPHANS("person_mentions", "actors USING (document, actor)"),
    ORPHANS("quotes", "quote_states USING (document, quote)"),
    ORPHANS("pair_documents", "documents USING (document)"),
    ORPHANS("words", "word_runs USING (run)"),
    {"SELECT count(*) FROM documents WHERE title <> '' AND regexp_matches(title, '[a-z]') AND "
     "document NOT IN (SELECT unnest(documents) FROM words WHERE part = 'title')",
     "documents that no word of their title finds"},
    {"SELECT count(*) FROM acts a JOIN (SELECT act, count(*) AS n FROM events GROUP BY act) e "
     "USING (act) WHERE a.told <> e.n",
     "acts whose tellings are miscounted"},
    {"SELECT count(*) FROM reports r JOIN reports o ON o.document = r.report WHERE o.report <> "
     "o.document OR o.rank > r.rank",
     "reports whose original is none"},
    {"SELECT count(*) FROM (SELECT state_a, state_b, field, month, sum(n) AS n FROM (SELECT "
     "state_a, state_b, field,"
     " CAST(date_trunc('month', day) AS DATE) AS month, count(*) AS n FROM acts_by_field WHERE "
     "status IN ('asserted', 'past',"
     " 'planned') GROUP BY ALL UNION ALL SELECT state_a, state_b, field, month, -cooperation - "
     "conflict - planned FROM relations)"
     " GROUP BY ALL HAVING sum(n) <> 0)",
     "relations that do not add up to their acts"},
    {"SELECT count(*) FROM (SELECT month, sum(n) AS n FROM (SELECT CAST(date_trunc('month', day) "
     "AS "
     "DATE) AS month, count(DISTINCT act) AS n FROM act_pairs WHERE status IN ('asserted', 'past', "
     "'planned') GROUP BY ALL UNION ALL SELECT month, -cooperation - conflict - planned FROM "
     "state_months WHERE state = '' AND field IS NULL) GROUP BY ALL HAVING sum(n) <> 0)",
     "months that do not add up to their acts"},
    {"SELECT abs(count(DISTINCT (document, name)) - (SELECT count(DISTINCT (document, name)) FROM "
     "actors WHERE kind = 'person')) FROM person_mentions",
     "persons that are not those of the documents"},
};

constexpr const char* kWordsOfDocuments =
    "(SELECT DISTINCT * FROM (SELECT word, part, unnest(documents) AS document FROM words)"
    " SEMI JOIN documents USING (document))";

class Check {
 public:
  Check(std::string folder, CheckReport& report) : folder_(std::move(folder)), report_(report) {}

  Status run(bool deep) {
    JournalFindings findings;
    ENTENTE_TRY(Journal journal,
                Journal::open(folder_ + "/journal", false, Journal::kSegmentBytes, findings));
    ENTENTE_CHECK(read_journal(journal, findings));
    take(findings);
    OpenedIndex index = open_index(folder_ + "/index.duckdb", Database::Access::kRead, journal);
    if (index.state == IndexState::kMissing && report_.records == 0) return ok_status();
    if (index.state == IndexState::kLocked)
      return Error{ErrorCode::kStore,
                   "the index is being written to by another process; try again in a moment",
                   folder_, 0};
    if (index.state != IndexState::kGood) {
      fault(index.state == IndexState::kMissing
                ? "there is no index; any command that reads the database makes it again"
                : "the index is not good: " + index.why);
      return ok_status();
    }
    if (index.position != journal.end())
      report_.notes.push_back("the index has still to take in records after number " +
                              std::to_string(index.position.sequence));
    ENTENTE_CHECK(hold_documents(*index.database, journal, index.position.sequence));
    for (const Rule& rule : kRules) {
      ENTENTE_TRY(const std::uint64_t n, count(*index.database, rule.sql));
      if (n != 0) fault(std::to_string(n) + " " + rule.fault);
    }
    ENTENTE_TRY(report_.acts, count(*index.database, "SELECT count(*) FROM acts"));
    ENTENTE_TRY(report_.relations, count(*index.database, "SELECT count(*) FROM relations"));
    return deep && index.position == journal.end() ? compare(*index.database, journal)
                                                   : ok_status();
  }

 private:
  struct Newest {
    std::uint64_t sequence;
    bool indexed;
  };

  void fault(std::string text) {
    if (report_.faults.size() < kMaxFaults)
      report_.faults.push_back(std::move(text));
    else if (report_.faults.size() == kMaxFaults)
      report_.faults.push_back("and more");
  }
  void take(const JournalFindings& findings) {
    for (const std::string& note : findings.notes)
      findings.damaged ? fault(note) : report_.notes.push_back(note);
  }
  static Result<std::uint64_t> count(const Database& database, const char* sql) {
    ENTENTE_TRY(const Store::Table table, database.query(sql, {}, 1));
    return number(table.rows.at(0)[0]);
  }

  Status read_journal(const Journal& journal, JournalFindings& findings) {
    RecordReader reader;
    Record record;
    return journal.read({}, findings, [&](const Journal::Entry& entry) -> Status {
      ++report_.records;
      if (const Status read = reader.read(entry.document, entry.record, record); !read) {
        fault("record " + std::to_string(entry.position.sequence) + ": " + describe(read.error()));
        return ok_status();
      }
      newest_[hash64(record.document.id, 1)] = {entry.position.sequence, false};
      return ok_status();
    });
  }

  Status hold_documents(const Database& database, const Journal& journal, std::uint64_t last) {
    std::vector<Store::Column> columns;
    ENTENTE_CHECK(database.each_row(
        "SELECT document, id, segment, begin_byte FROM documents", {}, columns, [&](Row& row) {
          ++report_.indexed;
          const std::string& id = row[1].value_or("");
          const auto found = newest_.find(hash64(id, 1));
          if (found == newest_.end())
            return fault("document `" + id + "` of the index is not in the journal"), true;
          found->second.indexed = true;
          if (found->second.sequence != number(row[0]) && found->second.sequence <= last)
            fault("document `" + id + "`: the index has record " + row[0].value_or("-") +
                  ", the newest is " + std::to_string(found->second.sequence));
          if (!journal.read_at(static_cast<std::uint32_t>(number(row[2])), number(row[3])))
            fault("document `" + id + "`: its place in the journal holds no record");
          return true;
        }));
    report_.documents = newest_.size();
    std::uint64_t missing = 0;
    for (const auto& [id, one] : newest_) missing += !one.indexed && one.sequence <= last;
    if (missing != 0)
      fault(std::to_string(missing) + " documents of the journal are not in the index");
    return ok_status();
  }

  // Every table against one made now.
  Status compare(const Database& index, const Journal& journal) {
    JournalFindings findings;
    ENTENTE_TRY(const Database fresh, index_in_memory(journal, findings));
    std::vector<std::string> tables;
    std::vector<Store::Column> columns;
    ENTENTE_CHECK(
        index.each_row("SELECT table_name FROM duckdb_tables() WHERE NOT internal AND table_name "
                       "NOT IN ('upkeep', 'word_runs') "
                       "ORDER BY 1",
                       {}, columns, [&](Row& row) {
                         tables.push_back(row[0].value_or(""));
                         return true;
                       }));
    for (const std::string& table : tables) {
      // The order of gathering says which documents are listed in a row together.
      const std::string flat = table == "words" ? kWordsOfDocuments : table;
      const std::string sql =
          "SELECT count(*) || ' ' || coalesce(sum(CAST(hash(t) AS HUGEINT)), 0) FROM " + flat +
          " t";
      ENTENTE_TRY(const Store::Table is, index.query(sql, {}, 1));
      ENTENTE_TRY(const Store::Table should, fresh.query(sql, {}, 1));
      if (is.rows.at(0) != should.rows.at(0))
        fault("table " + table +
              " is not what the journal gives: `entente rebuild` makes it again");
    }
    return ok_status();
  }

  std::string folder_;
  CheckReport& report_;
  std::unordered_map<std::uint64_t, Newest> newest_;  // by id
};

}  // namespace

Result<CheckReport> check_database(const std::string& folder, bool deep) {
  ENTENTE_CHECK(check_format(folder));
  CheckReport report;
  ENTENTE_CHECK(Check(folder, report).run(deep));
  return report;
}

}  // namespace entente
