// Folding in the index: what it makes of many reports, and that the order of gathering, the size of
// the batches and a rebuild are nothing to it.
#include "entente/store/index_folding.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "entente/base/test_folder.h"
#include "entente/record/test_records.h"
#include "entente/store/store.h"

namespace entente {
namespace {

std::string dump(const Store& store, std::string_view sql) {
  const auto table = store.query(sql, 100'000);
  if (!table) return "error: " + table.error().message;
  std::string out;
  for (const auto& row : table->rows) {
    for (std::size_t i = 0; i < row.size(); ++i) out += (i > 0 ? "|" : "") + row[i].value_or("-");
    out += "\n";
  }
  return out;
}

// All that folding says, by what documents are called and not by their numbers.
std::string dump_folded(const Store& store) {
  std::string out;
  for (const char* sql :
       {"SELECT d.id, o.id, r.likeness, r.since, r.name FROM reports r JOIN documents d USING "
        "(document) JOIN documents o ON "
        "o.document = r.report ORDER BY ALL",
        "SELECT d.id, e.event, e.act FROM events e JOIN documents d USING (document) ORDER BY ALL",
        "SELECT COLUMNS(a.* EXCLUDE (document)), d.id FROM acts a JOIN documents d USING "
        "(document) ORDER BY ALL",
        "SELECT COLUMNS(* EXCLUDE (document)) FROM act_pairs ORDER BY ALL",
        "SELECT COLUMNS(* EXCLUDE (document)) FROM act_states ORDER BY ALL",
        "SELECT COLUMNS(* EXCLUDE (document)) FROM act_people ORDER BY ALL",
        "SELECT COLUMNS(* EXCLUDE (latest_document)) FROM relations ORDER BY ALL",
        "SELECT * FROM pair_months ORDER BY ALL", "SELECT * FROM state_months ORDER BY ALL",
        "SELECT COLUMNS(* EXCLUDE (last_document)) FROM persons ORDER BY ALL",
        "SELECT * FROM state_names ORDER BY ALL",
        "SELECT d.id, n.agreement, n.entry FROM agreement_entries n JOIN documents d USING "
        "(document) ORDER BY ALL",
        "SELECT d.id, n.commission, n.entry FROM commission_entries n JOIN documents d USING "
        "(document) ORDER BY ALL",
        "SELECT COLUMNS(* EXCLUDE (document)) FROM visit_register ORDER BY ALL"})
    out += dump(store, sql) + "\n";
  return out;
}

// Reports of one month: few states, persons and subjects, so that much of it is told again; some
// texts are versions of others.
std::vector<RecordBuilder> some_news(unsigned seed, int n) {
  std::mt19937 random(seed);
  const auto pick = [&](std::uint64_t below) { return static_cast<int>(random() % below); };
  const char* const names[] = {"Norland", "Sudria", "Ostia"};
  const char* const codes[] = {"NOR", "SWE", "FIN"};
  const char* const people[] = {"Ana Ruiz", "Ola Berg"};
  std::vector<RecordBuilder> news;
  std::vector<std::string> bodies;
  for (int i = 0; i < n; ++i) {
    std::string body;
    if (i > 3 && pick(3) == 0) {
      body = "Update of the hour.\n" + bodies[static_cast<std::size_t>(pick(bodies.size()))];
    } else {
      const int a = pick(3), b = (a + 1 + pick(2)) % 3;
      body = std::string(names[a]) + " met " + names[b] + (pick(2) ? " and Ana Ruiz" : "") +
             (pick(3) == 0 ? " with Ola Berg" : "") + ".\n";
      for (int w = 0; w < 40; ++w) body += "word" + std::to_string(i * 100 + w) + " ";
    }
    bodies.push_back(body);
    const std::string day =
        "2021-03-" + std::string(i % 11 < 9 ? "0" : "") + std::to_string(i % 11 + 1);
    RecordBuilder& r =
        news.emplace_back("r" + std::to_string(i), pick(12) == 0 ? "" : day, "", body);
    std::vector<std::uint32_t> sides;
    for (std::size_t k = 0; k < 3; ++k)
      if (body.find(names[k]) != std::string::npos) sides.push_back(r.actor(names[k], codes[k]));
    for (const char* person : people)
      if (body.find(person) != std::string::npos)
        sides.push_back(r.actor(person, "NORGOV", ActorKind::kPerson, "president"));
    Event& met = r.event(pick(2) ? EventType::kConsult : EventType::kAccuse, "040", 1.0f, "met",
                         {sides[0]}, {sides[1]}, pick(2) ? "trade" : "energy");
    met.targets.insert(met.targets.end(), sides.begin() + 2, sides.end());
    met.confidence = 0.5f + 0.01f * static_cast<float>(pick(40));
    if (pick(2)) met.date = {day, DatePrecision::kDay};
    if (pick(8) == 0) met.status = EventStatus::kPast;
    if (pick(3) == 0)
      r.coding.agreements.push_back({{"NOR", "SWE"},
                                     pick(2) ? AgreementStage::kSigned : AgreementStage::kRatified,
                                     pick(2)   ? "gas pipeline"
                                     : pick(2) ? "the gas pipeline treaty"
                                               : "agreement",
                                     0,
                                     {day, DatePrecision::kDay},
                                     0,
                                     r.find("met")});
    if (pick(4) == 0)
      r.coding.commissions.push_back(
          {sides[0], {"NOR", "FIN"}, std::nullopt, CommissionActivity::kMet, 0});
  }
  return news;
}

void gather(const std::string& path, const std::vector<RecordBuilder>& news,
            const std::vector<std::size_t>& order, std::uint64_t batch) {
  OpenReport report;
  auto store = Store::open(path, Store::Mode::kWrite, report,
                           {.segment_bytes = 1u << 20, .index_every = batch});
  ASSERT_TRUE(store);
  for (std::size_t i = 0; i < order.size(); ++i) {
    const std::string document = news[order[i]].document_line(),
                      record = news[order[i]].record_line();
    ASSERT_TRUE(store->append({document, record}));
    if (i % batch == batch - 1) {
      ASSERT_TRUE(store->commit());
    }
  }
  ASSERT_TRUE(store->commit());
  const Status refreshed = store->refresh();
  ASSERT_TRUE(refreshed) << describe(refreshed.error());
}

TEST(IndexFolding, AnyOrderAndAnyBatchGiveTheSame) {
  const TestFolder folder;
  const std::vector<RecordBuilder> news = some_news(5, 60);
  std::vector<std::size_t> order(news.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::string expected;
  std::mt19937 random(9);
  int round = 0;
  for (const std::uint64_t batch : {100u, 17u}) {
    const std::string path = folder.path() + "/db" + std::to_string(round);
    gather(path, news, order, batch);
    OpenReport report;
    auto store = Store::open(path, Store::Mode::kWrite, report);
    ASSERT_TRUE(store);
    if (round == 0) expected = dump_folded(*store);
    EXPECT_EQ(dump_folded(*store), expected) << batch;
    if (round > 0) {  // the first was one batch
      ASSERT_TRUE(store->rebuild());
      EXPECT_EQ(dump_folded(*store), expected) << "rebuilt, " << batch;
    }
    EXPECT_EQ(
        dump(*store, "SELECT count(*) < (SELECT count(*) FROM events) AND count(*) > 5 FROM acts"),
        "true\n");
    EXPECT_EQ(dump(*store, "SELECT count(*) > 5 FROM reports WHERE report <> document"), "true\n");
    std::shuffle(order.begin(), order.end(), random);
    ++round;
  }
}

// Some documents come again with another text: as if the old ones had never been.
TEST(IndexFolding, ReplacedDocumentsLeaveNothing) {
  const TestFolder folder;
  const std::vector<RecordBuilder> old = some_news(6, 40), fresh = some_news(7, 40);
  std::vector<std::size_t> all, some, rest;
  for (std::size_t i = 0; i < old.size(); ++i)
    (i % 3 == 0 ? some : rest).push_back(i), all.push_back(i);
  gather(folder.path() + "/both", old, all, 16);
  gather(folder.path() + "/both", fresh, some, 5);
  gather(folder.path() + "/once", old, rest, 100);
  gather(folder.path() + "/once", fresh, some, 100);
  OpenReport report;
  const auto both = Store::open(folder.path() + "/both", Store::Mode::kRead, report);
  const auto once = Store::open(folder.path() + "/once", Store::Mode::kRead, report);
  ASSERT_TRUE(both && once);
  EXPECT_EQ(dump_folded(*both), dump_folded(*once));
}

// What each() hands out, handed to another database, gives the same: nothing is lost on the way.
TEST(IndexFolding, OneDatabaseIntoAnotherGivesTheSame) {
  const TestFolder folder;
  const std::vector<RecordBuilder> news = some_news(8, 30);
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < news.size(); ++i) order.push_back(i);
  gather(folder.path() + "/from", news, order, 100);
  OpenReport report;
  auto from = Store::open(folder.path() + "/from", Store::Mode::kRead, report);
  auto into = Store::open(folder.path() + "/into", Store::Mode::kWrite, report);
  ASSERT_TRUE(from && into);
  std::string lines, again;
  ASSERT_TRUE(from->each([&](Store::Kept& kept) {
    lines += kept.document + kept.record;
    return into->append({kept.document, kept.record}).has_value();
  }));
  ASSERT_TRUE(into->commit());
  EXPECT_EQ(dump_folded(*into), dump_folded(*from));
  ASSERT_TRUE(into->each([&](Store::Kept& kept) {
    again += kept.document + kept.record;
    return true;
  }));
  EXPECT_EQ(again, lines);
}

}  // namespace
}  // namespace entente
