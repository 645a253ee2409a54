#include "entente/store/answers_map.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <thread>

#include "entente/base/test_folder.h"
#include "entente/record/test_records.h"

namespace entente {
namespace {

void gather(const std::string& folder, const std::vector<RecordBuilder>& records) {
  OpenReport report;
  auto store = Store::open(folder, Store::Mode::kWrite, report);
  ASSERT_TRUE(store) << describe(store.error());
  for (const RecordBuilder& record : records) {
    const std::string document = record.document_line(), line = record.record_line();
    ASSERT_TRUE(store->append({document, line}));
  }
  ASSERT_TRUE(store->commit());
}

MapDatabase open_map(const std::string& folder) {
  OpenReport report;
  // A machine that is busy with other tests is no fault.
  const MapLimits patient{.answer = std::chrono::minutes(1), .wait = std::chrono::minutes(1)};
  auto map = MapDatabase::open(folder, report, patient);
  EXPECT_TRUE(map) << describe(map.error());
  return *std::move(map);
}

// The named columns of a list's rows, "a|b" a line; NULL is "-".
std::string dump(const MapDatabase& map, MapList list, const MapFilter& filter,
                 const std::vector<std::string>& columns) {
  const auto table = map.ask(list, filter);
  if (!table) return "error: " + describe(table.error());
  std::string out;
  for (const auto& row : table->rows) {
    for (const std::string& name : columns) {
      std::size_t c = 0;
      while (c < table->columns.size() && table->columns[c].name != name) ++c;
      out += (name == columns[0] ? "" : "|") +
             (c < row.size() ? row[c].value_or("-") : "no column " + name);
    }
    out += "\n";
  }
  return out;
}

class Map : public testing::Test {
 protected:
  void SetUp() override { gather(folder(), small_world()); }
  std::string folder() const { return folder_.path() + "/db"; }
  TestFolder folder_;
};

TEST_F(Map, ListsSayWhatIsKnown) {
  const MapDatabase map = open_map(folder());
  EXPECT_EQ(dump(map, MapList::kSummary, {},
                 {"documents", "states", "agreements", "visits", "bodies", "quotes", "first_day"}),
            "3|2|1|1|1|1|2019-03-05\n");
  EXPECT_EQ(dump(map, MapList::kStates, {},
                 {"state", "name", "documents", "cooperation", "conflict", "planned", "partners"}),
            "NOR|Norland|3|2|1|1|1\nSWE|Sudria|3|2|1|1|1\n");
  EXPECT_EQ(
      dump(map, MapList::kPairs, {},
           {"state_a", "state_b", "cooperation", "conflict", "planned", "first_day", "last_day"}),
      "NOR|SWE|2|1|1|2019-03-05|2019-05-20\n");
  EXPECT_EQ(dump(map, MapList::kMonths, {}, {"month", "cooperation", "conflict", "planned"}),
            "2019-03|2|0|0\n2019-05|0|1|1\n");
  EXPECT_EQ(
      dump(map, MapList::kFields, {}, {"field", "month", "cooperation", "conflict"}),
      "|2019-03|1|0\n|2019-05|0|0\ndiplomacy|2019-05|0|1\nenergy|2019-03|1|0\ntrade|2019-03|1|0\n");
  EXPECT_EQ(dump(map, MapList::kEvents, {},
                 {"day", "cameo", "side", "status", "sources", "targets", "told", "document"}),
            "2019-05-20|161|conflict|asserted|[\"Sudria\"]|[\"Norland\"]|1|n3\n"
            "2019-05-20|036|cooperation|planned|[\"Norland\"]|[\"Sudria\"]|1|n3\n"
            "2019-05-20|130|conflict|denied|[\"Sudria\"]|[\"Norland\"]|1|n3\n"
            "2019-03-05|057|cooperation|asserted|[\"Norland\", \"Sudria\"]|[]|2|n2\n"
            "2019-03-05|042|cooperation|asserted|[\"Ana Ruiz\"]|[\"Norland\"]|1|n1\n");
  EXPECT_EQ(dump(map, MapList::kTellings, {.document = "n2", .key = "0-0"},
                 {"document", "number", "told", "text"}),
            "n2|0|1|The treaty that Norland and Sudria signed is about gas.\n"
            "n1|0|1|Norland and Sudria signed a treaty on gas on Tuesday.\n");
  EXPECT_EQ(dump(map, MapList::kTellings, {.document = "n2", .key = "0-99"}, {"document"}), "");
  EXPECT_EQ(dump(map, MapList::kAgreements, {},
                 {"key", "day", "stage", "subject", "parties", "document", "text"}),
            "1-0|2019-03-05|signed|treaty on gas|[\"NOR\", \"SWE\"]|n1|Norland and Sudria signed a "
            "treaty on gas on Tuesday.\n");
  EXPECT_EQ(dump(map, MapList::kSameAgreement, {.key = "1-0"}, {"key"}), "1-0\n");
  EXPECT_EQ(dump(map, MapList::kVisits, {},
                 {"day", "stage", "visitor", "office", "visitor_country", "host", "place"}),
            "2019-03-04|arrived|Ana Ruiz|president|SWE|NOR|Norholm\n");
  EXPECT_EQ(dump(map, MapList::kBodies, {}, {"key", "activity", "name", "areas"}),
            "3-0|reviewed|Norland-Sudria Commission|12\n");
  EXPECT_EQ(dump(map, MapList::kSameBody, {.key = "3-0"}, {"key"}), "3-0\n");
  EXPECT_EQ(
      dump(map, MapList::kQuotes, {.state = "SWE", .with = "NOR"}, {"speaker", "office", "text"}),
      "Ana Ruiz|president|\"Our friendship is deep\"\n");
  EXPECT_EQ(dump(map, MapList::kDocuments, {}, {"document", "publisher", "events"}),
            "n3|Agency|3\nn2|Daily|1\nn1|Agency|2\n");
  EXPECT_EQ(dump(map, MapList::kPeople, {}, {"name", "office", "code", "documents"}),
            "Ana Ruiz|president|SWEGOV|1\n");
  EXPECT_EQ(dump(map, MapList::kSentences, {.text = "TREATY"}, {"document", "text"}),
            "n2|The treaty that Norland and Sudria signed is about gas.\n"
            "n1|Norland and Sudria sign energy treaty\nn1|Norland and Sudria signed a treaty on "
            "gas on Tuesday.\n");
  EXPECT_EQ(dump(map, MapList::kLatest, {.state = "NOR", .with = "SWE"},
                 {"field", "cooperation", "conflict", "planned", "day", "cameo"}),
            "diplomacy|0|1|0|2019-05-20|161\nenergy|1|0|0|2019-03-05|057\n"
            "trade|1|0|0|2019-03-05|057\n|1|0|1|2019-03-05|042\n");
  EXPECT_EQ(dump(map, MapList::kFindStates, {.text = "norl"}, {"state", "name"}), "NOR|Norland\n");
}

// All words, in any order; the last may be the beginning of one.
TEST_F(Map, FindsByWords) {
  const MapDatabase map = open_map(folder());
  const auto found = [&](MapList list, const char* text) {
    return dump(map, list, {.text = text, .limit = 2}, {"document"});
  };
  EXPECT_EQ(found(MapList::kSentences, "gas, TREATY"), "n2\nn1\n");
  EXPECT_EQ(found(MapList::kSentences, "norland sudr"), "n3\nn3\n");
  EXPECT_EQ(found(MapList::kSentences, "treaty on oil"), "");
  EXPECT_EQ(found(MapList::kSentences, "reaty"), "");
  EXPECT_EQ(found(MapList::kSentences, "...!"), "");
  EXPECT_EQ(found(MapList::kDocuments, "energy"), "n1\n");
  EXPECT_EQ(found(MapList::kQuotes, "friendship deep"), "n1\n");
  EXPECT_EQ(found(MapList::kQuotes, "treaty"), "");
  EXPECT_EQ(found(MapList::kEvents, "signed gas"), "n2\n");
  EXPECT_EQ(dump(map, MapList::kSentences, {.state = "DEU", .text = "treaty"}, {"document"}), "");
}

TEST_F(Map, FiltersLeaveOut) {
  const MapDatabase map = open_map(folder());
  const auto cameo = [&](const MapFilter& filter) {
    return dump(map, MapList::kEvents, filter, {"cameo"});
  };
  EXPECT_EQ(cameo({.since = parse_day("2019-04-01"), .status = "asserted"}), "161\n");
  EXPECT_EQ(cameo({.until = parse_day("2019-04-01"), .field = "trade"}), "057\n");
  EXPECT_EQ(cameo({.side = "conflict"}), "161\n130\n");
  EXPECT_EQ(cameo({.type = "CONSULT"}), "036\n042\n");
  EXPECT_EQ(cameo({.person = "Ana Ruiz"}), "042\n");
  EXPECT_EQ(cameo({.text = "threaten"}), "130\n");
  EXPECT_EQ(cameo({.document = "n2"}), "057\n");
  EXPECT_EQ(cameo({.confidence = 0.95}), "");
  EXPECT_EQ(cameo({.state = "NOR", .with = "DEU"}), "");
  EXPECT_EQ(cameo({.state = "SWE", .with = "NOR", .status = "planned"}), "036\n");
  EXPECT_EQ(dump(map, MapList::kDocuments, {.publisher = "Daily"}, {"document"}), "n2\n");
  EXPECT_EQ(dump(map, MapList::kAgreements, {.stage = "ratified"}, {"key"}), "");
}

// The sentence shown for a field names it, also where the act's best evidence does not.
TEST(MapEvidence, OfAFieldIsATellingThatNamesIt) {
  std::vector<RecordBuilder> world = small_world();
  world[0].coding.events[0].fields = RecordBuilder::field_set("energy trade");
  world[1].coding.events[0].fields = RecordBuilder::field_set("energy");
  world[1].coding.events[0].confidence = 0.95f;
  const TestFolder folder;
  gather(folder.path() + "/db", world);
  const MapDatabase map = open_map(folder.path() + "/db");
  EXPECT_EQ(dump(map, MapList::kEvents, {.field = "energy"}, {"document"}), "n2\n");
  EXPECT_EQ(dump(map, MapList::kEvents, {.field = "trade"}, {"document", "number", "told"}),
            "n1|0|2\n");
  const std::string latest =
      dump(map, MapList::kLatest, {.state = "NOR", .with = "SWE"}, {"field", "document"});
  EXPECT_NE(latest.find("energy|n2\n"), std::string::npos) << latest;
  EXPECT_NE(latest.find("trade|n1\n"), std::string::npos) << latest;
}

TEST(MapPeople, AnOfficeIsOneHoweverItIsSpelled) {
  std::vector<RecordBuilder> world = small_world(), more = small_world();
  world.push_back(std::move(more[0]));
  world.back().document.id = "n9";
  world.back().resolution.actors[2].title = "President";
  const TestFolder folder;
  gather(folder.path() + "/db", world);
  const MapDatabase map = open_map(folder.path() + "/db");
  for (const MapFilter& filter : {MapFilter{.state = "SWE"}, MapFilter{.person = "Ana Ruiz"}})
    EXPECT_EQ(dump(map, MapList::kPeople, filter, {"name", "office", "documents"}),
              "Ana Ruiz|president|2\n");
}

// Page by page: the same rows in the same order, none twice, none left out.
TEST_F(Map, PagesJoin) {
  const MapDatabase map = open_map(folder());
  for (int list = 1; list <= static_cast<int>(MapList::kSameBody); ++list) {
    MapFilter filter{.key = "1-0"};
    const auto kind = static_cast<MapList>(list);
    if (kind == MapList::kFindStates) filter.text = "r";
    const auto whole = map.ask(kind, filter);
    ASSERT_TRUE(whole) << list << ": " << describe(whole.error());
    std::vector<std::vector<std::optional<std::string>>> joined;
    filter.limit = 1;
    for (int page = 0; page < 20; ++page) {
      const auto one = map.ask(kind, filter);
      ASSERT_TRUE(one) << list << ": " << describe(one.error());
      if (one->rows.empty()) break;
      const auto& row = one->rows[0];
      joined.push_back(row);
      for (std::size_t i = 0; i < 3; ++i) filter.after[i] = row[row.size() - 3 + i].value_or("");
    }
    EXPECT_EQ(joined, whole->rows) << list;
  }
}

// No value is ever a part of a statement.
TEST_F(Map, ValuesAreData) {
  const MapDatabase map = open_map(folder());
  const auto members = {&MapFilter::state,    &MapFilter::with,     &MapFilter::field,
                        &MapFilter::type,     &MapFilter::status,   &MapFilter::side,
                        &MapFilter::stage,    &MapFilter::person,   &MapFilter::text,
                        &MapFilter::document, &MapFilter::publisher};
  const auto ask = [&](MapList list, const MapFilter& filter) {
    const auto table = map.ask(list, filter);
    EXPECT_TRUE(table) << static_cast<int>(list) << ": " << describe(table.error());
  };
  for (const char* value : {"'", "$1", "%_\\🙂", "') UNION SELECT 1 --"}) {
    MapFilter filter;
    for (const auto member : members) filter.*member = value;
    for (int list = 0; list <= static_cast<int>(MapList::kSameBody); ++list)
      ask(static_cast<MapList>(list), filter);
  }
  for (const auto member : members) {
    MapFilter filter;
    filter.*member = "''; DROP TABLE events; --";
    for (const MapList list : {MapList::kEvents, MapList::kQuotes, MapList::kPairs})
      ask(list, filter);
  }
  EXPECT_EQ(dump(map, MapList::kSummary, {}, {"documents"}), "3\n");
}

TEST_F(Map, DocumentIsWhatWasKept) {
  const MapDatabase map = open_map(folder());
  const auto kept = map.document("n2");
  ASSERT_TRUE(kept);
  EXPECT_NE(kept->document.find("\"Daily\""), std::string::npos);
  EXPECT_NE(kept->record.find("\"057\""), std::string::npos);
  EXPECT_EQ(map.document("nobody").error().code, ErrorCode::kNotFound);
}

TEST_F(Map, CopiesLeaveNoName) {
  const MapDatabase map = open_map(folder());
  for (const auto& entry : std::filesystem::directory_iterator(folder()))
    EXPECT_NE(entry.path().filename().string().rfind(".map-", 0), 0U) << entry.path();
}

// Another process gathers while this one reads: it is never kept from its index, each answer is of
// one state, and in the end all of it is seen. It is forked before this one has threads.
TEST_F(Map, ReadsWhileAnotherWrites) {
  int begin[2];
  ASSERT_EQ(::pipe(begin), 0);
  const pid_t child = ::fork();
  if (child == 0) {
    char go = 0;
    if (::read(begin[0], &go, 1) != 1) ::_exit(3);
    OpenReport report;
    StoreLimits limits;
    limits.index_every = 1;
    auto store = Store::open(folder(), Store::Mode::kWrite, report, limits);
    int bad = store ? 0 : 1;
    for (int i = 0; i < 3 && bad == 0; ++i) {
      RecordBuilder record("w" + std::to_string(i), "2019-06-01", "", "Norland met Sudria.");
      record.event(EventType::kConsult, "040", 1.0f, "met",
                   {record.actor("Norland", "NOR"), record.actor("Sudria", "SWE")}, {});
      const std::string document = record.document_line(), line = record.record_line();
      bad = store->append({document, line}) && store->commit() ? 0 : 2;
    }
    ::_exit(bad);  // without the last words of a Store: as if killed
  }
  MapDatabase map = open_map(folder());
  const std::string first = map.generation();
  ASSERT_EQ(::write(begin[1], "g", 1), 1);
  int status = 0;
  bool alive = true;
  while (alive) {
    alive = ::waitpid(child, &status, WNOHANG) == 0;
    const auto changed = map.refresh();
    ASSERT_TRUE(changed) << describe(changed.error());
    const auto rows = map.ask(MapList::kDocuments, {});
    ASSERT_TRUE(rows) << describe(rows.error());
    EXPECT_EQ(dump(map, MapList::kSummary, {}, {"documents"}),
              std::to_string(rows->rows.size()) + "\n");
  }
  EXPECT_EQ(WEXITSTATUS(status), 0);
  ASSERT_TRUE(map.refresh());
  EXPECT_EQ(dump(map, MapList::kSummary, {}, {"documents"}), "6\n");
  EXPECT_NE(map.generation(), first);
  EXPECT_EQ(map.generation(), open_map(folder()).generation());
  EXPECT_FALSE(*map.refresh());
}

TEST_F(Map, ThreadsShareOne) {
  const MapDatabase map = open_map(folder());
  std::vector<std::thread> threads;
  std::atomic<int> failed = 0;
  for (int t = 0; t < 8; ++t)
    threads.emplace_back([&] {
      for (int i = 0; i < 5; ++i)
        failed += dump(map, MapList::kEvents, {.side = "conflict"}, {"cameo"}) != "161\n130\n";
    });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(failed, 0);
}

TEST(MapDatabase, NoDatabase) {
  const TestFolder folder;
  OpenReport report;
  const auto map = MapDatabase::open(folder.path() + "/none", report);
  ASSERT_FALSE(map);
  EXPECT_EQ(map.error().code, ErrorCode::kNotFound);
}

}  // namespace
}  // namespace entente
