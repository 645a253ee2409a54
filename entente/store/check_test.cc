#include "entente/store/check.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "entente/base/file.h"
#include "entente/base/test_folder.h"
#include "entente/record/test_records.h"
#include "entente/store/database.h"
#include "entente/store/sayings.h"
#include "entente/store/store.h"

namespace entente {
namespace {

class Check : public testing::Test {
 protected:
  Check() {
    OpenReport report;
    auto store = Store::open(path_, Store::Mode::kWrite, report);
    for (const RecordBuilder& record : small_world())
      EXPECT_TRUE(store->append({record.document_line(), record.record_line()}));
    EXPECT_TRUE(store->commit());
  }
  // The faults, a line each, with `deep` what only a comparison finds.
  std::string faults(bool deep = false) const {
    const auto report = check_database(path_, deep);
    if (!report) return describe(report.error());
    std::string out;
    for (const std::string& fault : report->faults) out += fault + "\n";
    return out;
  }
  void spoil(const char* sql) const {
    auto index = Database::open(path_ + "/index.duckdb", Database::Access::kWrite);
    ASSERT_TRUE(index);
    ASSERT_TRUE(index->run(sql));
  }
  const TestFolder folder_;
  const std::string path_ = folder_.path() + "/db";
};

TEST_F(Check, AWholeDatabaseHasNoFault) {
  const auto report = check_database(path_, true);
  ASSERT_TRUE(report) << describe(report.error());
  EXPECT_EQ(faults(true), "");
  EXPECT_EQ(report->records, 3u);
  EXPECT_EQ(report->documents, 3u);
  EXPECT_EQ(report->indexed, 3u);
  EXPECT_EQ(report->acts, 5u);
  EXPECT_GT(report->relations, 3u);
  EXPECT_EQ(check_database(folder_.path() + "/none", false).error().code, ErrorCode::kNotFound);
}

TEST_F(Check, FindsWhatIsWrong) {
  spoil("DELETE FROM act_pairs WHERE cameo = '057'");
  EXPECT_EQ(faults(),
            "2 relations that do not add up to their acts\n"
            "1 months that do not add up to their acts\n");
  spoil("DELETE FROM acts WHERE cameo = '161'");
  EXPECT_NE(faults().find("rows of events whose acts USING (act) is missing"), std::string::npos)
      << faults();
  spoil("DELETE FROM documents WHERE id = 'n2'");
  EXPECT_NE(faults().find("1 documents of the journal are not in the index"), std::string::npos)
      << faults();
}

TEST_F(Check, ComparesEveryTableWhenAskedTo) {
  spoil(
      "UPDATE sentences SET text = 'Norland and Sudria quarrelled.' WHERE document = 1 AND "
      "sentence = 1");
  EXPECT_EQ(faults(), "");
  EXPECT_EQ(faults(true),
            "table sentences is not what the journal gives: `entente rebuild` makes it again\n");
}

TEST_F(Check, SaysWhereTheJournalIsDamagedAndWritesNothing) {
  const std::string file = path_ + "/journal/000001.seg";
  std::string bytes = *read_file(file, 1u << 30);
  bytes[200] ^= 1;
  std::ofstream(file, std::ios::binary | std::ios::trunc) << bytes;
  EXPECT_NE(faults().find("000001.seg:32: "), std::string::npos) << faults();
  EXPECT_EQ(*read_file(file, 1u << 30), bytes);
  std::filesystem::remove(path_ + "/index.duckdb");
  EXPECT_NE(faults().find("there is no index"), std::string::npos);
  EXPECT_FALSE(std::filesystem::exists(path_ + "/index.duckdb"));
}

// --- What an older program left ---

TEST_F(Check, AnIndexOfOtherTablesIsMadeAgain) {
  spoil("UPDATE meta SET value = '1' WHERE key = 'schema'; DROP TABLE acts");
  EXPECT_EQ(faults(), "the index is not good: its tables are of another version\n");
  OpenReport report;
  { ASSERT_TRUE(Store::open(path_, Store::Mode::kRead, report)); }
  EXPECT_TRUE(report.index_rebuilt);
  ASSERT_EQ(report.notes.size(), 1u);
  EXPECT_EQ(report.notes[0],
            "made the index again from the journal: its tables are of another version");
  EXPECT_FALSE(std::filesystem::exists(path_ + "/index.duckdb.damaged"));
  EXPECT_EQ(faults(true), "");
}

// A journal as the first version wrote it, kept for good: each later one reads it.
TEST(Upgrade, AJournalOfTheFirstFormatOpens) {
  const TestFolder folder;
  std::filesystem::copy(ENTENTE_SOURCE_DIR "/tests/databases/format1", folder.path() + "/db",
                        std::filesystem::copy_options::recursive);
  OpenReport report;
  const auto store = Store::open(folder.path() + "/db", Store::Mode::kWrite, report);
  ASSERT_TRUE(store) << describe(store.error());
  EXPECT_FALSE(report.journal_damaged);
  const auto table = store->query(
      "SELECT id, (SELECT count(*) FROM events e WHERE e.document = d.document) FROM documents d "
      "ORDER BY id",
      10);
  ASSERT_TRUE(table);
  std::string out;
  for (const auto& row : table->rows) out += *row[0] + ":" + *row[1] + " ";
  EXPECT_EQ(out, "n1:2 n2:1 n3:3 ");
}

// --- What recoding changes, and the denominators ---

TEST_F(Check, SayingsNameWhatADocumentTells) {
  OpenReport report;
  const auto store = Store::open(path_, Store::Mode::kRead, report);
  const auto first = read_sayings(*store, "", 1);
  ASSERT_TRUE(first) << describe(first.error());
  ASSERT_EQ(first->size(), 1u);
  EXPECT_EQ(first->at(0).id, "n1");
  const auto& sayings = first->at(0).sayings;
  ASSERT_EQ(sayings.count("event 057 NOR,SWE > - asserted 2019-03-05 energy"), 1u)
      << sayings.begin()->first;
  EXPECT_EQ(sayings.at("agreement signed NOR+SWE treaty on gas")[0],
            "Norland and Sudria signed a treaty on gas on Tuesday.");
  EXPECT_EQ(read_sayings(*store, "n1", 10)->size(), 2u);
  EXPECT_TRUE(read_sayings(*store, "n3", 10)->empty());
}

TEST_F(Check, ARecordCodedAnewReplacesTheOldOne) {
  OpenReport report;
  auto store = Store::open(path_, Store::Mode::kWrite, report);
  std::vector<Store::Kept> kept;
  ASSERT_TRUE(store->each([&](Store::Kept& one) { return kept.push_back(std::move(one)), true; }));
  ASSERT_EQ(kept.size(), 3u);
  ASSERT_TRUE(
      store->each([&](Store::Kept&) { return ADD_FAILURE() << "all are by this coder", false; },
                  "entente test en-1"));
  std::vector<RecordBuilder> world = small_world();
  RecordBuilder& anew = world[1];
  anew.coding.events[0].cameo = "0571";
  ASSERT_TRUE(store->replace({kept[1].document, anew.record_line()}));
  ASSERT_TRUE(store->commit());
  const auto table = store->query(
      "SELECT d.id, e.cameo FROM documents d JOIN events e USING (document) WHERE d.id = 'n2'", 5);
  ASSERT_TRUE(table);
  ASSERT_EQ(table->rows.size(), 1u);
  EXPECT_EQ(table->rows[0][1], "0571");
  EXPECT_TRUE(store->has("n2", small_world()[1].document.sha256));
}

TEST_F(Check, SourcesSayWhatIsMissing) {
  OpenReport report;
  auto store = Store::open(path_, Store::Mode::kWrite, report);
  RecordBuilder late("n4", "2019-03-09", "", "Norland rests.", "Daily"),
      undated("n5", "", "", "Sudria rests.", "Daily");
  for (const RecordBuilder* one : {&late, &undated}) {
    ASSERT_TRUE(store->append({one->document_line(), one->record_line()}));
  }
  ASSERT_TRUE(store->commit());
  const auto sources = ask_sources(*store);
  ASSERT_TRUE(sources) << describe(sources.error());
  ASSERT_EQ(sources->rows.size(), 2u);
  std::string daily;
  for (const auto& cell : sources->rows[0]) daily += cell.value_or("-") + "|";
  EXPECT_EQ(daily, "Daily|3|2019-03-06|2019-03-09|2|2|1|0|0|0|[\"en\"]|");
  const auto days = ask_source_days(*store, "Daily");
  ASSERT_TRUE(days) << describe(days.error());
  std::string listed;
  for (const auto& row : days->rows)
    listed += row[0].value_or("-") + ":" + row[1].value_or("-") + " ";
  EXPECT_EQ(listed, "-:1 2019-03-06:1 2019-03-07:0 2019-03-08:0 2019-03-09:1 ");
}

}  // namespace
}  // namespace entente
