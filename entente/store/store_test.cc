#include "entente/store/store.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "entente/base/file.h"
#include "entente/base/hash.h"
#include "entente/base/test_folder.h"
#include "entente/record/test_records.h"
#include "entente/store/known.h"

namespace entente {
namespace {

namespace fs = std::filesystem;

Store open_store(const std::string& folder, Store::Mode mode = Store::Mode::kWrite,
                 OpenReport* report = nullptr) {
  OpenReport own;
  auto store = Store::open(folder, mode, report != nullptr ? *report : own);
  EXPECT_TRUE(store) << describe(store.error());
  return *std::move(store);
}

void add(Store& store, const RecordBuilder& record) {
  const std::string document = record.document_line(), line = record.record_line();
  const Status added = store.append({document, line});
  ASSERT_TRUE(added) << describe(added.error());
}

void fill(Store& store) {
  for (const RecordBuilder& record : small_world()) add(store, record);
  ASSERT_TRUE(store.commit());
}

// Rows as "a|b|c", one a line; NULL is "-".
std::string dump(const Store& store, std::string_view sql) {
  const auto table = store.query(sql, 1000);
  if (!table) return "error: " + table.error().message;
  std::string out;
  for (const auto& row : table->rows) {
    for (std::size_t i = 0; i < row.size(); ++i) out += (i > 0 ? "|" : "") + row[i].value_or("-");
    out += "\n";
  }
  return out;
}

// All that the database answers.
std::string dump_all(const Store& store) {
  std::string out;
  for (const char* table : {"documents",
                            "versions",
                            "sentences",
                            "actors",
                            "mentions",
                            "places",
                            "times",
                            "events",
                            "event_actors",
                            "event_pairs",
                            "event_keys",
                            "reports",
                            "quotes",
                            "agreements",
                            "agreement_parties",
                            "commissions",
                            "commission_parties",
                            "visits",
                            "journal_position",
                            "meta"})
    out += std::string(table) + "\n" + dump(store, std::string("SELECT * FROM ") + table);
  for (const char* table :
       {"document_states", "person_mentions", "quote_states", "acts", "act_pairs", "act_states",
        "act_people", "relations", "pair_months", "state_months", "persons", "state_forms",
        "agreement_entries", "commission_entries", "agreement_register", "joint_bodies",
        "visit_register"})
    out += std::string(table) + "\n" +
           dump(store, std::string("SELECT * FROM ") + table + " ORDER BY ALL");
  return out + dump(store, "SELECT * FROM state_names ORDER BY ALL");
}

TEST(Store, KeepsAndAnswers) {
  const TestFolder folder;
  Store store = open_store(folder.path() + "/db");
  fill(store);
  EXPECT_EQ(
      dump(store, "SELECT document, id, date, title, source, characters, warnings FROM documents"),
      "1|n1|2019-03-05|Norland and Sudria sign energy treaty|Agency|139|[]\n"
      "2|n2|2019-03-06|-|Daily|55|[]\n"
      "3|n3|2019-05-20|Sudria expels envoy|Agency|166|[]\n");
  EXPECT_EQ(dump(store, "SELECT text FROM sentences WHERE document = 2"),
            "The treaty that Norland and Sudria signed is about gas.\n");
  EXPECT_EQ(dump(store,
                 "SELECT document, event, cameo, quad, goldstein, status, fields, day, "
                 "date_precision FROM events"),
            "1|0|057|1|8.0|asserted|[\"energy\"]|2019-03-05|day\n"
            "1|1|042|1|1.9|asserted|[]|2019-03-05|-\n"
            "2|0|057|1|8.0|asserted|[\"trade\", \"energy\"]|2019-03-05|day\n"
            "3|0|161|4|-4.0|asserted|[\"diplomacy\"]|2019-05-20|-\n"
            "3|1|036|1|4.0|planned|[]|2019-05-20|-\n"
            "3|2|130|3|-4.4|denied|[]|2019-05-20|-\n");
  EXPECT_EQ(dump(store, "SELECT document, event, state_a, state_b, direction FROM event_pairs"),
            "1|0|NOR|SWE|0\n1|1|NOR|SWE|-1\n2|0|NOR|SWE|0\n3|0|NOR|SWE|-1\n3|1|NOR|SWE|1\n3|2|NOR|"
            "SWE|-1\n");
  EXPECT_EQ(dump(store, "SELECT count(DISTINCT act) FROM events WHERE cameo = '057'"), "1\n")
      << "one treaty, told twice";
  EXPECT_EQ(dump(store,
                 "SELECT COLUMNS(* EXCLUDE (goldstein_sum, told, latest_day, latest_document, "
                 "latest_event, first_day)) FROM relations ORDER BY field, month"),
            "NOR|SWE||2019-03-01|1|0|0|1.9\nNOR|SWE||2019-05-01|0|0|1|-\nNOR|SWE|diplomacy|2019-05-"
            "01|0|1|0|-4\n"
            "NOR|SWE|energy|2019-03-01|1|0|0|8\nNOR|SWE|trade|2019-03-01|1|0|0|8\n");
  EXPECT_EQ(dump(store, "SELECT party FROM agreement_parties"), "NOR\nSWE\n");
  EXPECT_EQ(dump(store, "SELECT visitor_name, visitor_country, host, stage, day FROM visits"),
            "Ana Ruiz|SWE|NOR|arrived|2019-03-04\n");
  EXPECT_EQ(dump(store, "SELECT name, areas, activity, day FROM commissions"),
            "Norland-Sudria Commission|12|reviewed|2019-05-20\n");
  EXPECT_EQ(dump(store, "SELECT text, speaker_country FROM quotes"),
            "\"Our friendship is deep\"|SWE\n");
  EXPECT_EQ(dump(store, "SELECT name, geonameid, lat, feature FROM places"), "Norholm|42|59.9|P\n");
}

// A span in the index cuts the same words from the text as it does in Python: code points.
TEST(Store, OffsetsAreCodePoints) {
  const TestFolder folder;
  Store store = open_store(folder.path() + "/db");
  RecordBuilder record("e1", "2020-01-01", "Ö 😀 title", "😀 Élan met Nō.");
  record.actor("Nō", "JPN", ActorKind::kPerson);
  add(store, record);
  ASSERT_TRUE(store.commit());
  EXPECT_EQ(dump(store, "SELECT start_char, end_char, text, in_title FROM mentions"),
            "11|13|Nō|false\n");
  EXPECT_EQ(dump(store,
                 "SELECT substr(s.text, m.start_char + 1, m.end_char - m.start_char) FROM mentions "
                 "m JOIN sentences s "
                 "USING (document) WHERE NOT s.in_title"),
            "Nō\n");
}

TEST(Store, TwiceChangesNothing) {
  const TestFolder folder;
  const std::string path = folder.path() + "/db";
  std::string first;
  {
    Store store = open_store(path);
    fill(store);
    first = dump_all(store);
    const std::string sha256 = small_world()[0].document.sha256;
    EXPECT_TRUE(store.has("n1", sha256));
    EXPECT_FALSE(store.has("n1", "other"));
    EXPECT_FALSE(store.has("n9", sha256));
    fill(store);
    EXPECT_EQ(dump_all(store), first);
  }
  Store store = open_store(path);
  fill(store);
  EXPECT_EQ(dump_all(store), first);
}

TEST(Store, AChangedTextReplacesTheOldOne) {
  const TestFolder folder;
  const std::string path = folder.path() + "/db";
  std::string answers;
  {
    Store store = open_store(path);
    fill(store);
    EXPECT_EQ(dump(store, "SELECT count(*) FROM events WHERE document = 1"), "2\n");
    RecordBuilder changed("n1", "2019-03-07", "", "Nothing was signed.");
    add(store, changed);
    // In the same batch, once more.
    RecordBuilder again("n1", "2019-03-08", "", "Nothing at all was signed.");
    add(store, again);
    ASSERT_TRUE(store.commit());
    const Status refreshed = store.refresh();
    ASSERT_TRUE(refreshed) << describe(refreshed.error());
    EXPECT_EQ(dump(store, "SELECT document, id, date FROM documents ORDER BY document"),
              "2|n2|2019-03-06\n3|n3|2019-05-20\n5|n1|2019-03-08\n");
    EXPECT_EQ(dump(store, "SELECT count(*) FROM events WHERE document = 1"), "0\n");
    EXPECT_EQ(dump(store, "SELECT DISTINCT document FROM sentences ORDER BY document"),
              "2\n3\n5\n");
    EXPECT_EQ(store.find("n1")->document,
              again.document_line().substr(0, again.document_line().size() - 1));
    EXPECT_TRUE(store.has("n1", small_world()[0].document.sha256))
        << "an old version that comes again is known";
    answers = dump_all(store);
    ASSERT_TRUE(store.rebuild());
    EXPECT_EQ(dump_all(store), answers);
  }
  fs::remove(path + "/index.duckdb");
  OpenReport report;
  Store store = open_store(path, Store::Mode::kRead, &report);
  EXPECT_TRUE(report.index_rebuilt);
  EXPECT_EQ(dump_all(store), answers);
}

// Small and large batches, a rebuild and a copy made in one go: byte-equal answers.
TEST(Store, RebuildGivesByteEqualAnswers) {
  const TestFolder folder;
  const std::string path = folder.path() + "/db";
  std::string answers;
  {
    OpenReport report;
    auto store =
        Store::open(path, Store::Mode::kWrite, report, {.segment_bytes = 900, .index_every = 3});
    ASSERT_TRUE(store);
    for (int i = 0; i < 25; ++i) {
      RecordBuilder record("d" + std::to_string(i % 20), "2020-01-0" + std::to_string(i % 9 + 1),
                           "Title " + std::to_string(i),
                           "Norland praised Sudria.\nLine " + std::to_string(i));
      const auto nor = record.actor("Norland", "NOR"), sud = record.actor("Sudria", "SWE");
      record.event(EventType::kSupport, "051", 3.4f, "praised", {nor}, {sud},
                   i % 2 == 0 ? "trade" : "");
      add(*store, record);
      if (i % 4 == 0) {
        ASSERT_TRUE(store->commit());
      }
    }
    ASSERT_TRUE(store->commit());
    answers = dump_all(*store);
    ASSERT_TRUE(store->rebuild());
    EXPECT_EQ(dump_all(*store), answers);
    EXPECT_EQ(dump(*store, "SELECT count(*) FROM documents"), "20\n");
  }
  EXPECT_GT(std::distance(fs::directory_iterator(path + "/journal"), {}), 3);
  Store store = open_store(path, Store::Mode::kRead);
  EXPECT_EQ(dump_all(store), answers);
}

TEST(Store, RefusesWhatIsNoRecord) {
  const TestFolder folder;
  Store store = open_store(folder.path() + "/db");
  EXPECT_EQ(store.append({"{}", "{}"}).error().code, ErrorCode::kBadInput);
  EXPECT_EQ(store.append({R"({"id": "a", "text": "x"})", R"({"id": "b"})"}).error().code,
            ErrorCode::kBadInput);
  EXPECT_EQ(store.pending_bytes(), 0u);
  ASSERT_TRUE(store.commit());
  EXPECT_EQ(dump(store, "SELECT count(*) FROM versions"), "0\n");
}

TEST(Store, RefusesWhatIsNoDatabase) {
  const TestFolder folder;
  OpenReport report;
  const auto message = [&](const std::string& path, Store::Mode mode) {
    const auto store = Store::open(path, mode, report);
    return store ? std::string("opened")
                 : std::string(to_string(store.error().code)) + ": " + store.error().message;
  };
  EXPECT_EQ(message(folder.path() + "/none", Store::Mode::kRead),
            "not found: no database here: `entente gather --db` makes one");
  std::ofstream(folder.path() + "/file") << "x";
  EXPECT_EQ(message(folder.path() + "/file", Store::Mode::kWrite),
            "store: a database is a folder, this is none");
  fs::create_directory(folder.path() + "/other");
  std::ofstream(folder.path() + "/other/letter.txt") << "x";
  EXPECT_EQ(message(folder.path() + "/other", Store::Mode::kWrite),
            "store: not a database of Entente: a folder with other things in it");
  EXPECT_EQ(message(folder.path() + "/other", Store::Mode::kRead),
            "store: not a database of Entente: a folder with other things in it");
  EXPECT_FALSE(fs::exists(folder.path() + "/other/lock"))
      << "nothing is written into a stranger's folder";
  fs::create_directory(folder.path() + "/newer");
  std::ofstream(folder.path() + "/newer/FORMAT") << "entente database 7\n";
  EXPECT_EQ(message(folder.path() + "/newer", Store::Mode::kWrite),
            "store: written by a newer version of Entente (format 7; this program knows 1)");
  // Cut short while it was made: made again.
  fs::create_directories(folder.path() + "/begun/journal");
  EXPECT_EQ(message(folder.path() + "/begun", Store::Mode::kWrite), "opened");
}

TEST(Store, ASecondWriterIsToldOfTheFirst) {
  const TestFolder folder;
  const std::string path = folder.path() + "/db";
  Store first = open_store(path);
  OpenReport report;
  const auto second = Store::open(path, Store::Mode::kWrite, report);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().message, "process " + std::to_string(::getpid()) +
                                        " is writing to this database; wait for it or end it");
}

TEST(Store, AReaderSeesWhatWasIndexedWhileAWriterWrites) {
  const TestFolder folder;
  const std::string path = folder.path() + "/db";
  Store writer = open_store(path);
  fill(writer);
  ASSERT_TRUE(writer.refresh());
  Store reader = open_store(path, Store::Mode::kRead);
  EXPECT_EQ(dump(reader, "SELECT count(*) FROM documents"), "3\n");
  EXPECT_EQ(reader.append({"{}", "{}"}).error().message, "opened for reading");
  RecordBuilder more("n4", "2020-01-01", "", "More.");
  add(writer, more);
  ASSERT_TRUE(writer.commit());
  EXPECT_EQ(dump(reader, "SELECT count(*) FROM documents"), "3\n");
}

TEST(Store, AnIndexThatIsNoneIsSetAside) {
  const TestFolder folder;
  const std::string path = folder.path() + "/db";
  std::string answers;
  {
    Store store = open_store(path);
    fill(store);
    answers = dump_all(store);
  }
  const std::string whole = *read_file(path + "/index.duckdb", 1u << 30);
  for (const std::string& damaged :
       {std::string(), std::string("rubbish"), whole.substr(0, 5000),
        std::string(whole.size(), '\0')}) {  // more: store_power_test.cc
    for (const auto mode : {Store::Mode::kRead, Store::Mode::kWrite}) {
      if (mode == Store::Mode::kWrite && damaged.size() > 5000) continue;  // told apart when opened
      std::ofstream(path + "/index.duckdb", std::ios::binary | std::ios::trunc) << damaged;
      OpenReport report;
      Store store = open_store(path, mode, &report);
      EXPECT_EQ(dump_all(store), answers) << damaged.size();
      EXPECT_TRUE(report.index_rebuilt || damaged.empty()) << damaged.size();
    }
  }
  EXPECT_TRUE(fs::exists(path + "/index.duckdb.damaged"));
}

// An index that knows more than the journal (an old journal put back) is not believed.
TEST(Store, AnIndexAheadOfTheJournalIsMadeAgain) {
  const TestFolder folder;
  const std::string path = folder.path() + "/db";
  {
    Store store = open_store(path);
    add(store, small_world()[0]);
    ASSERT_TRUE(store.commit());
  }
  const std::string old = *read_file(path + "/journal/000001.seg", 1u << 30);
  {
    Store store = open_store(path);
    fill(store);
  }
  std::ofstream(path + "/journal/000001.seg", std::ios::binary | std::ios::trunc) << old;
  OpenReport report;
  Store store = open_store(path, Store::Mode::kRead, &report);
  EXPECT_TRUE(report.index_rebuilt);
  ASSERT_EQ(report.notes.size(), 1u);
  EXPECT_EQ(
      report.notes[0],
      "set aside the index, to make it again from the journal: it holds what the journal does not");
  EXPECT_EQ(dump(store, "SELECT id FROM documents"), "n1\n");
}

TEST(Store, DamageInTheJournalIsToldAndTheRestKept) {
  const TestFolder folder;
  const std::string path = folder.path() + "/db";
  {
    Store store = open_store(path);
    fill(store);
  }
  std::string bytes = *read_file(path + "/journal/000001.seg", 1u << 30);
  bytes[200] ^= 1;
  std::ofstream(path + "/journal/000001.seg", std::ios::binary | std::ios::trunc) << bytes;
  fs::remove(path + "/index.duckdb");
  OpenReport report;
  Store store = open_store(path, Store::Mode::kRead, &report);
  EXPECT_TRUE(report.journal_damaged);
  EXPECT_EQ(dump(store, "SELECT id FROM documents"), "n2\nn3\n");
}

TEST(Store, QueriesCannotWriteOrReachFiles) {
  const TestFolder folder;
  const std::string path = folder.path() + "/db";
  Store store = open_store(path);
  fill(store);
  std::ofstream(folder.path() + "/secret.csv") << "a,b\n1,2\n";
  for (const std::string& sql :
       {std::string("DELETE FROM documents"), std::string("DROP TABLE documents"),
        std::string("INSERT INTO meta VALUES ('a', 'b')"),
        "COPY documents TO '" + folder.path() + "/out.csv'",
        "SELECT * FROM read_csv('" + folder.path() + "/secret.csv')",
        "SELECT * FROM '" + folder.path() + "/secret.csv'",
        "ATTACH '" + folder.path() + "/other.db'", std::string("SET enable_external_access = true"),
        std::string("SELECT 1; SELECT 2"), std::string("SELEC"), std::string(),
        std::string("SELECT $1"), std::string("INSTALL httpfs")})
    EXPECT_FALSE(store.query(sql, 10)) << sql;
  EXPECT_FALSE(fs::exists(folder.path() + "/out.csv"));
  EXPECT_EQ(dump(store, "SELECT count(*) FROM documents"), "3\n");
  const std::string values[] = {"' OR 1=1 --"};
  EXPECT_TRUE(store.query("SELECT id FROM documents WHERE id = $1", 10, values)->rows.empty());
}

TEST(Store, ValuesOfEveryKindAreText) {
  const TestFolder folder;
  Store store = open_store(folder.path() + "/db");
  EXPECT_EQ(dump(store,
                 "SELECT true, 1::TINYINT, -2::SMALLINT, 3::INTEGER, 4::BIGINT, 5::UBIGINT, "
                 "0.1::FLOAT, 0.1::DOUBLE, "
                 "1e300, -1.05::DECIMAL(5,2), 12345678901234567890.5::DECIMAL(38,1), sum(7), "
                 "'a\"b', DATE '2020-02-29', "
                 "TIMESTAMP '1969-12-31 23:59:58', [1, NULL, 3], ['x', 'y\"'], {'a': 1, 'b': "
                 "['c']}, NULL"),
            "true|1|-2|3|4|5|0.1|0.1|1e+300|-1.05|12345678901234567890.5|7|a\"b|2020-02-29|1969-12-"
            "31 23:59:58|[1, null, 3]|"
            "[\"x\", \"y\\\"\"]|{\"a\": 1, \"b\": [\"c\"]}|-\n");
  EXPECT_EQ(dump(store, "SELECT INTERVAL 1 DAY AS i"),
            "error: column i has a type that is not shown: CAST it to VARCHAR");
  EXPECT_EQ(store.query("SELECT range FROM range(100000)", 5)->rows.size(), 5u);
}

// Every question of docs/formats/database.md is answered.
TEST(Store, AnswersTheQuestionsOfItsDocument) {
  const TestFolder folder;
  Store store = open_store(folder.path() + "/db");
  fill(store);
  const std::string text = *read_file(ENTENTE_SOURCE_DIR "/docs/formats/database.md", 1u << 20);
  int questions = 0;
  for (std::size_t at = 0; (at = text.find("```sql\n", at)) != std::string::npos;) {
    at += 7;
    const std::string sql = text.substr(at, text.find("```", at) - at);
    const auto table = store.query(sql, 1000);
    ASSERT_TRUE(table) << table.error().message << "\n" << sql;
    EXPECT_FALSE(table->rows.empty()) << sql;
    if (sql.find("AS cut") != std::string::npos) {
      for (const auto& row : table->rows) EXPECT_EQ(row[0], row[1]);
    }
    ++questions;
  }
  EXPECT_GE(questions, 20);
}

TEST(KnownVersions, TellsVersionsApart) {
  KnownVersions known(42);
  for (int i = 0; i < 20000; ++i) EXPECT_TRUE(known.add(std::to_string(i), "a"));
  for (int i = 0; i < 20000; ++i) {
    EXPECT_TRUE(known.has(std::to_string(i), "a"));
    EXPECT_FALSE(known.has(std::to_string(i), "b"));
    EXPECT_FALSE(known.add(std::to_string(i), "a"));
  }
  EXPECT_EQ(known.size(), 20000u);
}

// --- Answers ---

TEST(Answers, Overview) {
  const TestFolder folder;
  Store store = open_store(folder.path() + "/db");
  fill(store);
  const auto answer = ask_overview(store, {});
  ASSERT_TRUE(answer) << describe(answer.error());
  EXPECT_EQ(answer->documents, 3u);
  EXPECT_EQ(answer->states, 2u);
  EXPECT_EQ(answer->first_day, "2019-03-05");
  ASSERT_EQ(answer->pairs.size(), 1u);
  EXPECT_EQ(answer->pairs[0].a + answer->pairs[0].b, "NORSWE");
  EXPECT_EQ(answer->pairs[0].balance.cooperation, 2u) << "the treaty told twice, and the visit";
  EXPECT_EQ(answer->pairs[0].balance.conflict, 1u);
  EXPECT_EQ(answer->pairs[0].balance.planned, 1u);
}

TEST(Answers, Pair) {
  const TestFolder folder;
  Store store = open_store(folder.path() + "/db");
  fill(store);
  const auto answer = ask_pair(store, "SWE", "NOR", {});
  ASSERT_TRUE(answer) << describe(answer.error());
  EXPECT_EQ(answer->a, "NOR");
  EXPECT_EQ(answer->name_b, "Sudria");
  std::string fields;
  for (const FieldRow& row : answer->fields)
    fields += row.field + " " + std::to_string(row.balance.cooperation) + "/" +
              std::to_string(row.balance.conflict) + "/" + std::to_string(row.balance.planned) +
              " " + row.latest.evidence.document + " " + row.latest.evidence.sentence + "\n";
  EXPECT_EQ(fields,
            " 1/0/1 n1 President Ana Ruiz arrived in Norholm on Monday.\n"
            "diplomacy 0/1/0 n3 Sudria expelled the envoy of Norland.\n"
            "energy 1/0/0 n2 The treaty that Norland and Sudria signed is about gas.\n"
            "trade 1/0/0 n2 The treaty that Norland and Sudria signed is about gas.\n");
  ASSERT_EQ(answer->agreements.size(), 1u);
  EXPECT_EQ(answer->agreements[0].parties, "NOR, SWE");
  EXPECT_EQ(answer->agreements[0].evidence.sentence,
            "Norland and Sudria signed a treaty on gas on Tuesday.");
  ASSERT_EQ(answer->visits.size(), 1u);
  EXPECT_EQ(answer->visits[0].place, "Norholm");
  ASSERT_EQ(answer->bodies.size(), 1u);
  EXPECT_EQ(answer->bodies[0].areas, 12u);
  ASSERT_EQ(answer->quotes.size(), 1u);
  EXPECT_EQ(answer->quotes[0].speaker, "Ana Ruiz");
  ASSERT_EQ(answer->months.size(), 2u);
  EXPECT_EQ(answer->months[0].month, "2019-03");
  ASSERT_EQ(answer->events.size(), 5u);
  EXPECT_EQ(answer->events[3].cameo, "057");
  EXPECT_EQ(answer->events[3].told, 2u);
  EXPECT_EQ(answer->events[3].sources, "Norland, Sudria");
}

TEST(Answers, FiltersHold) {
  const TestFolder folder;
  Store store = open_store(folder.path() + "/db");
  fill(store);
  AnswerFilter filter;
  filter.since = parse_day("2019-04-01");
  auto answer = ask_pair(store, "NOR", "SWE", filter);
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->balance.cooperation, 0u);
  EXPECT_EQ(answer->balance.conflict, 1u);
  EXPECT_TRUE(answer->agreements.empty());
  EXPECT_EQ(answer->months.size(), 1u);
  filter = {};
  filter.until = parse_day("2019-04-01");
  filter.field = "energy";
  answer = ask_pair(store, "NOR", "SWE", filter);
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->balance.cooperation, 1u);
  ASSERT_EQ(answer->fields.size(), 1u);
  EXPECT_EQ(answer->fields[0].field, "energy");
  EXPECT_EQ(answer->agreements.size(), 1u);
  filter.limit = 1;
  filter.field = "";
  EXPECT_EQ(ask_pair(store, "NOR", "SWE", filter)->events.size(), 1u);
}

TEST(Answers, State) {
  const TestFolder folder;
  Store store = open_store(folder.path() + "/db");
  fill(store);
  const auto answer = ask_state(store, "SWE", {});
  ASSERT_TRUE(answer) << describe(answer.error());
  EXPECT_EQ(answer->name, "Sudria");
  EXPECT_EQ(answer->documents, 3u);
  ASSERT_EQ(answer->partners.size(), 1u);
  EXPECT_EQ(answer->partners[0].b, "NOR");
  ASSERT_EQ(answer->people.size(), 1u);
  EXPECT_EQ(answer->people[0].title, "president");
  EXPECT_EQ(ask_state(store, "XXX", {})->partners.size(), 0u);
}

TEST(Answers, FindsStatesByCodeAndName) {
  const TestFolder folder;
  Store store = open_store(folder.path() + "/db");
  fill(store);
  EXPECT_EQ(*find_state(store, "SWE"), "SWE");
  EXPECT_EQ(*find_state(store, "swe"), "SWE");
  EXPECT_EQ(*find_state(store, "SUDRIA"), "SWE");
  EXPECT_EQ(find_state(store, "Atlantis").error().code, ErrorCode::kNotFound);
}

}  // namespace
}  // namespace entente
