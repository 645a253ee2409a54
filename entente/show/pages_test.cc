#include <gtest/gtest.h>

#include "entente/base/display.h"
#include "entente/base/test_folder.h"
#include "entente/record/test_records.h"
#include "entente/show/show.h"

namespace entente {
namespace {

class Pages : public testing::Test {
 protected:
  void SetUp() override {
    OpenReport report;
    auto opened = Store::open(folder_.path() + "/db", Store::Mode::kWrite, report);
    ASSERT_TRUE(opened) << describe(opened.error());
    store_.emplace(*std::move(opened));
  }
  void add(const RecordBuilder& record) {
    const Status added = store_->append({record.document_line(), record.record_line()});
    ASSERT_TRUE(added) << describe(added.error());
  }
  void fill() {
    for (const RecordBuilder& record : small_world()) add(record);
    ASSERT_TRUE(store_->commit());
  }
  const TestFolder folder_;
  std::optional<Store> store_;
};

std::uint32_t widest(const std::string& text) {
  std::uint32_t width = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    width = std::max(width, display_width(std::string_view(text).substr(at, end - at)));
    at = end + 1;
  }
  return width;
}

TEST_F(Pages, Overview) {
  fill();
  std::string out;
  EXPECT_TRUE(*show_overview(*store_, {}, out));
  EXPECT_EQ(out,
            "3 reports, 2019-03-05 to 2019-05-20\n"
            "10 sentences, 5 acts, 2 states in relation; 1 mention of agreements, 1 of visits, 1 "
            "of joint bodies, 1 quote\n"
            "\n"
            "MOST ACTIVE PAIRS\n"
            "pair          cooperation  conflict  planned  Goldstein      latest\n"
            "NOR – SWE               2         1        1       +2.0  2019-05-20\n");
}

TEST_F(Pages, Pair) {
  fill();
  std::string out;
  EXPECT_TRUE(*show_pair(*store_, "SWE", "NOR", {}, out));
  EXPECT_EQ(out,
            "Norland (NOR) and Sudria (SWE)\n"
            "3 reports name both\n"
            "2 acts of cooperation, 1 of conflict, 1 planned; Goldstein mean +2.0\n"
            "\n"
            "RELATION BY FIELD     cooperation  conflict  planned  Goldstein\n"
            "(no field named)                1         0        1       +1.9\n"
            "    2019-03-05  CONSULT 042  Ana Ruiz → Norland\n"
            "    President Ana Ruiz arrived in Norholm on Monday.\n"
            "    n1 · Agency · 2019-03-05 · Norland and Sudria sign energy treaty\n"
            "diplomacy                       0         1        0       -4.0\n"
            "    2019-05-20  SANCTION 161  Sudria → Norland\n"
            "    Sudria expelled the envoy of Norland.\n"
            "    n3 · Agency · 2019-05-20 · Sudria expels envoy\n"
            "energy                          1         0        0       +8.0\n"
            "    2019-03-05  AGREE 057  Norland, Sudria\n"
            "    The treaty that Norland and Sudria signed is about gas.\n"
            "    n2 · Daily · 2019-03-06\n"
            "trade                           1         0        0       +8.0\n"
            "    2019-03-05  AGREE 057  Norland, Sudria\n"
            "    The treaty that Norland and Sudria signed is about gas.\n"
            "    n2 · Daily · 2019-03-06\n"
            "\n"
            "AGREEMENTS\n"
            "2019-03-05  signed  treaty on gas  (NOR, SWE)  energy\n"
            "    Norland and Sudria signed a treaty on gas on Tuesday.\n"
            "    n1 · Agency · 2019-03-05 · Norland and Sudria sign energy treaty\n"
            "\n"
            "VISITS\n"
            "2019-03-04  arrived  Ana Ruiz, president  SWE → NOR  (Norholm)\n"
            "    President Ana Ruiz arrived in Norholm on Monday.\n"
            "    n1 · Agency · 2019-03-05 · Norland and Sudria sign energy treaty\n"
            "\n"
            "JOINT BODIES\n"
            "2019-05-20  reviewed  Norland-Sudria Commission  (NOR, SWE)  12 areas of work\n"
            "    The Norland-Sudria Commission reviewed 12 areas.\n"
            "    n3 · Agency · 2019-05-20 · Sudria expels envoy\n"
            "\n"
            "QUOTES\n"
            "Ana Ruiz, president  (SWE)\n"
            "    \"Our friendship is deep\"\n"
            "    n1 · Agency · 2019-03-05 · Norland and Sudria sign energy treaty\n"
            "\n"
            "ACTS BY MONTH                                            conflict\n"
            "2019-03       2 ██████████████████████████████████████\n"
            "2019-04\n"
            "2019-05                                                    1 ███████████████████\n"
            "\n"
            "LATEST EVENTS\n"
            "2019-05-20  SANCTION 161  Sudria → Norland\n"
            "    Sudria expelled the envoy of Norland.\n"
            "    n3 · Agency · 2019-05-20 · Sudria expels envoy\n"
            "2019-05-20  CONSULT 036  Norland → Sudria  [planned]\n"
            "    Norland will hold talks with Sudria next week.\n"
            "    n3 · Agency · 2019-05-20 · Sudria expels envoy\n"
            "2019-05-20  THREATEN 130  Sudria → Norland  [denied]\n"
            "    Sudria did not threaten Norland.\n"
            "    n3 · Agency · 2019-05-20 · Sudria expels envoy\n"
            "2019-03-05  AGREE 057  Norland, Sudria  (told 2 times)\n"
            "    The treaty that Norland and Sudria signed is about gas.\n"
            "    n2 · Daily · 2019-03-06\n"
            "2019-03-05  CONSULT 042  Ana Ruiz → Norland\n"
            "    President Ana Ruiz arrived in Norholm on Monday.\n"
            "    n1 · Agency · 2019-03-05 · Norland and Sudria sign energy treaty\n");
}

TEST_F(Pages, State) {
  fill();
  std::string out;
  EXPECT_TRUE(*show_state(*store_, "SWE", {}, out));
  EXPECT_EQ(out.substr(0, out.find("\nAGREEMENTS")),
            "Sudria (SWE)\n"
            "named in 3 reports\n"
            "\n"
            "RELATIONS\n"
            "with      cooperation  conflict  planned  Goldstein      latest\n"
            "NOR                 2         1        1       +2.0  2019-05-20\n"
            "\n"
            "PEOPLE\n"
            "Ana Ruiz, president  SWEGOV  1 report\n");
}

TEST_F(Pages, NothingKnown) {
  std::string out;
  EXPECT_FALSE(*show_overview(*store_, {}, out));
  fill();
  EXPECT_FALSE(*show_state(*store_, "CHE", {}, out));
  EXPECT_FALSE(*show_pair(*store_, "CHE", "NOR", {}, out));
}

TEST_F(Pages, Json) {
  fill();
  ShowOptions options;
  options.json = true;
  std::string out;
  EXPECT_TRUE(*show_pair(*store_, "NOR", "SWE", options, out));
  EXPECT_EQ(
      out.rfind(
          R"({"a": "NOR", "b": "SWE", "name_a": "Norland", "name_b": "Sudria", "documents": 3, "cooperation": 2, "conflict": 1, )"
          R"("planned": 1, "goldstein": 1.97, "fields": [{"field": null, "cooperation": 1, "conflict": 0, "planned": 1, )",
          0),
      0u)
      << out;
  EXPECT_NE(
      out.find(
          R"("months": [{"month": "2019-03", "cooperation": 2, "conflict": 0}, {"month": "2019-05", "cooperation": 0, "conflict": 1}])"),
      std::string::npos);
  EXPECT_EQ(out.back(), '\n');
  out.clear();
  EXPECT_TRUE(*show_overview(*store_, options, out));
  EXPECT_TRUE(*show_state(*store_, "NOR", options, out));
}

TEST_F(Pages, FitEveryWidth) {
  fill();
  RecordBuilder longer("a very long identifier of a document, longer than a narrow terminal",
                       "2020-01-01",
                       "中国和挪威签署了一项关于贸易的协定中国和挪威签署了一项关于贸易的协定",
                       "Norland praised Sudria " + std::string(200, 'x') + ".");
  const auto nor = longer.actor("Norland", "NOR"), sud = longer.actor("Sudria", "SWE");
  longer.event(EventType::kSupport, "051", 3.4f, "praised", {nor}, {sud}, "trade");
  add(longer);
  ASSERT_TRUE(store_->commit());
  for (const unsigned width : {72u, 80u, 100u, 200u}) {
    ShowOptions options;
    options.width = width;
    std::string out;
    EXPECT_TRUE(*show_pair(*store_, "NOR", "SWE", options, out));
    EXPECT_LE(widest(out), width);
  }
}

// A document cannot reach the terminal with anything but text.
TEST_F(Pages, HostileTextIsHarmless) {
  const std::string evil = "\x1b[2J\x1b]0;x\x07\xE2\x80\xAE\xC2\x9B";
  RecordBuilder record("id" + evil, "2020-01-01", "title" + evil, "Norland praised Sudria" + evil,
                       "source" + evil);
  const auto nor = record.actor("Norland", "NOR"), sud = record.actor("Sudria", "SWE");
  record.resolution.actors[nor].name += evil;
  record.event(EventType::kSupport, "051", 3.4f, "praised", {nor}, {sud}, "trade");
  record.coding.agreements.push_back({{"NOR", "SWE"},
                                      AgreementStage::kSigned,
                                      "subject" + evil,
                                      0,
                                      {},
                                      0,
                                      record.find("praised")});
  record.coding.quotes.push_back({record.find("praised"), nor, std::nullopt, true});
  add(record);
  ASSERT_TRUE(store_->commit());
  std::string out;
  EXPECT_TRUE(*show_overview(*store_, {}, out));
  EXPECT_TRUE(*show_pair(*store_, "NOR", "SWE", {}, out));
  EXPECT_TRUE(*show_state(*store_, "NOR", {}, out));
  const auto table = store_->query("SELECT * FROM documents", 10);
  ASSERT_TRUE(table);
  render_table(*table, TableFormat::kText, {}, out);
  EXPECT_EQ(out.find('\x1b'), std::string::npos);
  EXPECT_EQ(out.find('\x07'), std::string::npos);
  EXPECT_EQ(out.find("\xE2\x80\xAE"), std::string::npos);
  EXPECT_EQ(out.find("\xC2\x9B"), std::string::npos);
}

const Store::Table kTable = {
    {{"id", "VARCHAR"}, {"n", "BIGINT"}, {"x", "DOUBLE"}, {"list", "VARCHAR[]"}, {"ok", "BOOLEAN"}},
    {{"a,\"b\"", "7", "0.5", "[\"x\", null]", "true"},
     {"", std::nullopt, "inf", std::nullopt, "false"}}};

TEST(Table, Text) {
  std::string out;
  render_table(kTable, TableFormat::kText, {}, out);
  EXPECT_EQ(out,
            "id     n    x  list         ok\n─────  ─  ───  ───────────  ─────\na,\"b\"  7  0.5  "
            "[\"x\", null]  true\n          inf               false\n");
}
TEST(Table, TextIsCutToTheWidth) {
  std::string out;
  ShowOptions options;
  options.width = 50;
  render_table({{{"a", "VARCHAR"}, {"b", "VARCHAR"}, {"c", "INTEGER"}},
                {{std::string(100, 'x'), std::string(30, 'y'), "123456"}}},
               TableFormat::kText, options, out);
  EXPECT_EQ(widest(out), 50u);
  EXPECT_NE(out.find("123456"), std::string::npos) << "the narrow stay whole";
}
TEST(Table, Csv) {
  std::string out;
  render_table(kTable, TableFormat::kCsv, {}, out);
  EXPECT_EQ(out,
            "id,n,x,list,ok\n\"a,\"\"b\"\"\",7,0.5,\"[\"\"x\"\", null]\",true\n\"\",,inf,,false\n");
}
TEST(Table, JsonLines) {
  std::string out;
  render_table(kTable, TableFormat::kJsonLines, {}, out);
  EXPECT_EQ(out, R"({"id": "a,\"b\"", "n": 7, "x": 0.5, "list": ["x", null], "ok": true})"
                 "\n"
                 R"({"id": "", "n": null, "x": null, "list": null, "ok": false})"
                 "\n");
}

}  // namespace
}  // namespace entente
