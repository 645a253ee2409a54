#include "entente/store/answers_export.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "entente/base/test_folder.h"
#include "entente/record/test_records.h"
#include "entente/store/database.h"

namespace entente {
namespace {

constexpr ExportTable kAll[] = {
    ExportTable::kEvents, ExportTable::kDyads,  ExportTable::kMentions, ExportTable::kDocuments,
    ExportTable::kVisits, ExportTable::kBodies, ExportTable::kQuotes,   ExportTable::kAgreements,
    ExportTable::kPanel,  ExportTable::kSides,  ExportTable::kSideTold, ExportTable::kDaily,
    ExportTable::kStories};

const std::vector<CountryCodes> kCodes = {{"NOR", "Norway", "NO", "NOR", "NOR", "385"},
                                          {"SWE", "Sweden", "SW", "SWE", "SWE", "380"},
                                          {"ROU", "Romania", "RO", "ROM", "ROU", "360"}};

class Exports : public testing::Test {
 protected:
  void keep(const std::vector<RecordBuilder>& records) {
    OpenReport report;
    auto store = Store::open(folder(), Store::Mode::kWrite, report);
    ASSERT_TRUE(store) << describe(store.error());
    for (const RecordBuilder& record : records) {
      const std::string document = record.document_line(), line = record.record_line();
      ASSERT_TRUE(store->append({document, line}));
    }
    ASSERT_TRUE(store->commit());
  }
  ExportDatabase open() const {
    OpenReport report;
    auto database = ExportDatabase::open(folder(), kCodes, report);
    EXPECT_TRUE(database) << describe(database.error());
    return *std::move(database);
  }
  // The named columns of a table's rows, "a|b" a line; NULL is "-".
  std::string dump(ExportTable table, const ExportFilter& filter,
                   const std::vector<std::string>& names) const {
    const ExportDatabase database = open();
    const auto columns = database.columns(table);
    if (!columns) return describe(columns.error());
    std::string out;
    const Status done = database.each_row(table, filter, [&](ExportDatabase::Row& row) {
      for (const std::string& name : names) {
        std::size_t c = 0;
        while (c < columns->size() && (*columns)[c].name != name) ++c;
        out += (name == names[0] ? "" : "|") +
               (c < row.size() ? row[c].value_or("-") : "no column " + name);
      }
      out += "\n";
      return ok_status();
    });
    return done ? out : describe(done.error());
  }
  std::string folder() const { return folder_.path() + "/db"; }
  TestFolder folder_;
};

TEST_F(Exports, EveryTableIsAskedForAndHasRows) {
  keep(small_world());
  const ExportDatabase database = open();
  for (const ExportTable table : kAll) {
    std::size_t rows = 0;
    const Status done = database.each_row(table, {}, [&](ExportDatabase::Row&) {
      ++rows;
      return ok_status();
    });
    EXPECT_TRUE(done) << static_cast<int>(table) << ": " << describe(done.error());
    EXPECT_GT(rows, 0u) << static_cast<int>(table);
  }
}

TEST_F(Exports, EventsSayWhatTheirBestTellingSays) {
  keep(small_world());
  EXPECT_EQ(dump(ExportTable::kEvents, {},
                 {"event_id", "day", "type", "cameo", "source_codes", "target_codes", "fields",
                  "mentions", "documents", "publishers", "place"}),
            "1-0|2019-03-05|AGREE|057|NOR; SWE|-|energy; trade|2|2|2|-\n"
            "1-1|2019-03-05|CONSULT|042|SWEGOV|NOR|-|1|1|1|Norholm\n"
            "3-0|2019-05-20|SANCTION|161|SWE|NOR|diplomacy|1|1|1|-\n");
  EXPECT_EQ(dump(ExportTable::kSides, {},
                 {"document", "event", "pair", "source_code", "target_code", "in_lead", "report"}),
            "1|0|0|NOR|SWE|true|n1\n1|0|1|SWE|NOR|true|n1\n1|1|0|SWEGOV|NOR|true|n1\n"
            "3|0|0|SWE|NOR|true|n3\n");
}

TEST_F(Exports, FiltersChooseEvents) {
  keep(small_world());
  const auto ids = [&](const ExportFilter& filter) {
    std::string out = dump(ExportTable::kEvents, filter, {"event_id"});
    std::replace(out.begin(), out.end(), '\n', ' ');
    return out;
  };
  ExportFilter filter;
  EXPECT_EQ(ids(filter), "1-0 1-1 3-0 ");
  filter.all_status = true;
  EXPECT_EQ(ids(filter), "1-0 1-1 3-0 3-1 3-2 ");
  filter = {};
  filter.types = {"SANCTION", "CONSULT"};
  EXPECT_EQ(ids(filter), "1-1 3-0 ");
  filter = {};
  filter.fields = {"energy", "sport"};
  EXPECT_EQ(ids(filter), "1-0 ");
  filter = {};
  filter.since = parse_day("2019-05-20");
  EXPECT_EQ(ids(filter), "3-0 ");
  filter = {};
  filter.until = parse_day("2019-05-19");
  EXPECT_EQ(ids(filter), "1-0 1-1 ");
  filter = {};
  filter.states = {"SWE"};
  EXPECT_EQ(ids(filter), "1-0 1-1 3-0 ");
  filter.states = {"ROU"};
  EXPECT_EQ(ids(filter), "");
  filter.states = {"NOR", "ROU"};
  EXPECT_EQ(ids(filter), "");
  filter.states = {"ROU", "NOR", "SWE"};
  EXPECT_EQ(ids(filter), "1-0 1-1 3-0 ");
  filter = {};
  filter.confidence = 0.95;
  EXPECT_EQ(ids(filter), "");
  filter.types = {"' OR 1=1 --"};  // a value, never SQL
  EXPECT_EQ(ids(filter), "");
}

// "Both countries" has no code of its own: the pair says whom it stands for.
TEST_F(Exports, APluralIsTheStatesThatItStandsFor) {
  std::vector<RecordBuilder> world;
  RecordBuilder& r = world.emplace_back("p1", "2020-01-01", "", "Both countries met Romania.");
  const auto nor = r.actor("Norland", "NOR"), sud = r.actor("Sudria", "SWE");
  const auto rou = r.actor("Romania", "ROU");
  const auto both = r.actor("Both countries", "", ActorKind::kGeneric);
  r.resolution.actors[both].members = {nor, sud};
  r.event(EventType::kConsult, "040", 1.0f, "met", {both}, {rou}, "");
  keep(world);
  EXPECT_EQ(dump(ExportTable::kSides, {}, {"pair", "source_code", "source_name", "target_code"}),
            "0|NOR|Norway|ROU\n1|SWE|Sweden|ROU\n");
}

TEST_F(Exports, ParquetIsReadBackColumnByColumn) {
  keep(small_world());
  const ExportDatabase database = open();
  const std::string path = folder() + "/it's.parquet";  // a name is a value too
  ExportFilter filter;
  filter.period = "month";
  for (const ExportTable table : kAll) {
    const auto written = database.write_parquet(table, filter, path);
    ASSERT_TRUE(written) << describe(written.error());
    std::vector<ExportDatabase::Row> rows;
    ASSERT_TRUE(database.each_row(table, filter, [&](ExportDatabase::Row& row) {
      rows.push_back(row);
      return ok_status();
    }));
    EXPECT_EQ(*written, rows.size());
    const auto reader = Database::open("", Database::Access::kWrite);
    ASSERT_TRUE(reader);
    const std::string values[] = {path};
    const auto read = reader->query("SELECT * FROM read_parquet($1)", values, 1000);
    ASSERT_TRUE(read) << describe(read.error());
    EXPECT_EQ(read->rows, rows) << static_cast<int>(table);
    const auto columns = database.columns(table);
    ASSERT_EQ(read->columns.size(), columns->size());
    for (std::size_t c = 0; c < columns->size(); ++c) {
      EXPECT_EQ(read->columns[c].name, (*columns)[c].name);
      EXPECT_EQ(read->columns[c].type, (*columns)[c].type);
    }
  }
  EXPECT_FALSE(database.write_parquet(ExportTable::kEvents, {}, "/nowhere/at/all.parquet"));
}

TEST_F(Exports, AVisitorWhoStopsEndsTheAnswer) {
  keep(small_world());
  int rows = 0;
  const Status done =
      open().each_row(ExportTable::kEvents, {}, [&](ExportDatabase::Row&) -> Status {
        ++rows;
        return Error{ErrorCode::kIo, "no space left", "disk", 0};
      });
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().message, "no space left");
  EXPECT_EQ(rows, 1);
}

TEST_F(Exports, LossesAreCounted) {
  keep(small_world());
  const auto losses = open().losses({});
  ASSERT_TRUE(losses);
  EXPECT_EQ(losses->status, 2u);
  EXPECT_EQ(losses->agreements + losses->visits + losses->bodies + losses->quotes, 4u);
}

}  // namespace
}  // namespace entente
