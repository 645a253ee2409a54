// Each format is written to a file from a small database and read back by a reader made from its
// description, column by column. Parquet is read back in store/, where DuckDB is.
#include "entente/show/export.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <map>

#include "entente/base/file.h"
#include "entente/base/test_folder.h"
#include "entente/record/test_records.h"
#include "entente/show/export_columns.h"
#include "entente/show/export_shapes.h"
#include "entente/show/export_writers.h"

namespace entente {
namespace {

ExportCodes codes() {
  return {{{"NOR", "Norway", "NO", "NOR", "NOR", "385"},
           {"SWE", "Sweden", "SW", "SWE", "SWE", "380"},
           {"ROU", "Romania", "RO", "ROM", "ROU", "360"},
           {"KOS", "Kosovo", "KV", "", "KSV", "347"}},
          {"GOV", "MIL", "COP", "IGO", "NGO", "MED", "HLH", "NGM"},
          {{"AGREE", "", "2.5"},
           {"CONSULT", "", "2.5"},
           {"CONSULT", "visit", "4"},
           {"SANCTION", "", "-6"},
           {"ACCUSE", "", "3"}},
          "0.1.0"};
}

// Tab-separated, nothing quoted: a field is what stands between tabs.
std::vector<std::vector<std::string>> read_tabs(const std::string& text) {
  std::vector<std::vector<std::string>> rows(1, {""});
  for (const char c : text) {
    if (c == '\t')
      rows.back().emplace_back();
    else if (c == '\n')
      rows.push_back({""});
    else
      rows.back().back() += c;
  }
  EXPECT_EQ(rows.back(), std::vector<std::string>{""}) << "the last line has no end";
  rows.pop_back();
  return rows;
}

// RFC 4180, section 2.
std::vector<std::vector<std::string>> read_csv(const std::string& text) {
  std::vector<std::vector<std::string>> rows;
  std::vector<std::string> row(1);
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted && c == '"' && i + 1 < text.size() && text[i + 1] == '"') {
      row.back() += text[++i];
    } else if (c == '"') {
      quoted = !quoted;
    } else if (quoted) {
      row.back() += c;
    } else if (c == ',') {
      row.emplace_back();
    } else if (c == '\r' && i + 1 < text.size() && text[i + 1] == '\n') {
      rows.push_back(std::exchange(row, std::vector<std::string>(1)));
      ++i;
    } else {
      EXPECT_TRUE(c != '\r' && c != '\n') << "a line end that is not CR LF";
      row.back() += c;
    }
  }
  EXPECT_FALSE(quoted);
  EXPECT_EQ(row, std::vector<std::string>(1)) << "the last line has no end";
  return rows;
}

// A row as "name=value" of what is not empty.
std::string line_of(const std::vector<std::string>& row, const std::vector<ExportColumn>& columns) {
  std::string out;
  EXPECT_EQ(row.size(), columns.size());
  for (std::size_t c = 0; c < row.size() && c < columns.size(); ++c)
    if (!row[c].empty()) out += (out.empty() ? "" : " ") + columns[c].name + "=" + row[c];
  return out;
}

class Exporting : public testing::Test {
 protected:
  void keep(const std::vector<RecordBuilder>& records) {
    OpenReport report;
    auto store = Store::open(place("db"), Store::Mode::kWrite, report);
    ASSERT_TRUE(store) << describe(store.error());
    for (const RecordBuilder& record : records) {
      const std::string document = record.document_line(), line = record.record_line();
      ASSERT_TRUE(store->append({document, line}));
    }
    ASSERT_TRUE(store->commit());
  }
  Status run(ExportOptions options) {
    OpenReport found;
    auto database = ExportDatabase::open(place("db"), codes().countries, found);
    EXPECT_TRUE(database) << describe(database.error());
    report_ = {};
    return run_export(*database, codes(), options, report_);
  }
  // The file that an export writes.
  std::string written(ExportFormat format, const std::vector<std::string>& tables = {},
                      const ExportFilter& filter = {}) {
    ExportOptions options;
    options.format = format, options.tables = tables, options.filter = filter;
    options.output = place("out");
    const Status done = run(options);
    EXPECT_TRUE(done) << describe(done.error());
    return read_file(place("out"), 1 << 24).value_or("no file");
  }
  std::string place(const std::string& name) const { return folder_.path() + "/" + name; }
  TestFolder folder_;
  ExportReport report_;
};

std::vector<RecordBuilder> hostile() {
  std::vector<RecordBuilder> out;
  RecordBuilder& r =
      out.emplace_back("=cmd|' /C calc'!A0", "2019-03-07", "+SUM(A1)",
                       "\"\tNorland\r met, \"Sudria\".\nNorland and Sudria held talks.", "@agency");
  const auto nor = r.actor("Norland", "NOR"), sud = r.actor("Sudria", "SWE");
  r.event(EventType::kConsult, "046", 7.0f, "talks", {nor}, {sud}, "");
  return out;
}

TEST_F(Exporting, ColumnsAreThoseOfTheDatabase) {
  keep(small_world());
  OpenReport found;
  const auto database = ExportDatabase::open(place("db"), codes().countries, found);
  ASSERT_TRUE(database);
  const std::map<std::string_view, std::span<const std::string_view>> sources = {
      {"gdelt", gdelt_source()},
      {"gdelt-mentions", gdelt_mention_source()},
      {"polecat", polecat_source()},
      {"phoenix", phoenix_source()},
      {"keds", keds_source()}};
  for (const ExportSheet& sheet : export_sheets()) {
    if (sheet.source == ExportTable::kKept) continue;  // it is no table of the index
    const auto answered = database->columns(sheet.source);
    ASSERT_TRUE(answered) << describe(answered.error());
    std::vector<std::string> names, expected;
    for (const Store::Column& column : *answered) names.push_back(column.name);
    if (sheet.for_analysis) {
      const auto columns = export_columns(sheet);
      for (std::size_t c = 0; c < columns.size() && c < answered->size(); ++c) {
        expected.push_back(columns[c].name);
        const std::string& type = (*answered)[c].type;
        const bool real = type == "DOUBLE" || type == "FLOAT" || type == "DECIMAL";
        const ColumnKind kind = type == "VARCHAR"   ? ColumnKind::kText
                                : type == "DATE"    ? ColumnKind::kDay
                                : type == "BOOLEAN" ? ColumnKind::kFlag
                                : real              ? ColumnKind::kReal
                                                    : ColumnKind::kInteger;
        EXPECT_EQ(columns[c].kind, kind) << sheet.name << "." << columns[c].name << " " << type;
      }
      EXPECT_EQ(columns.size(), answered->size()) << sheet.name;
    } else {
      expected.assign(sources.at(sheet.name).begin(), sources.at(sheet.name).end());
    }
    EXPECT_EQ(names, expected) << sheet.name;
    for (const ExportColumn& column : export_columns(sheet)) {
      EXPECT_LE(column.label.size(), 80u) << column.name;
      EXPECT_FALSE(column.label.empty()) << column.name;
      EXPECT_LE(column.name.size(), 32u);
    }
  }
}

TEST_F(Exporting, GdeltHas61ColumnsOfEachOrderedPair) {
  keep(small_world());
  const auto columns = export_columns(*find_sheet("gdelt"));
  ASSERT_EQ(columns.size(), 61u);
  EXPECT_EQ(columns[29].name, "QuadClass");  // by their numbers in the description
  EXPECT_EQ(columns[43].name, "Actor2Geo_Type");
  EXPECT_EQ(columns[60].name, "SOURCEURL");
  const auto rows = read_tabs(written(ExportFormat::kGdelt));
  ASSERT_EQ(rows.size(), 4u);
  EXPECT_EQ(
      line_of(rows[0], columns),
      "GLOBALEVENTID=67108864 SQLDATE=20190305 MonthYear=201903 Year=2019 FractionDate=2019.1781"
      " Actor1Code=NOR Actor1Name=NORLAND Actor1CountryCode=NOR"
      " Actor2Code=SWE Actor2Name=SUDRIA Actor2CountryCode=SWE IsRootEvent=1 EventCode=057"
      " EventBaseCode=057 EventRootCode=05 QuadClass=1 GoldsteinScale=8.0 NumMentions=2"
      " NumSources=2 NumArticles=2 Actor1Geo_Type=0 Actor2Geo_Type=0 ActionGeo_Type=0"
      " DATEADDED=20190305000000 SOURCEURL=n1");
  EXPECT_EQ(rows[1][0], "67108865");
  EXPECT_EQ(rows[1][5] + ">" + rows[1][15], "SWE>NOR");
  EXPECT_EQ(
      line_of(rows[2], columns),
      "GLOBALEVENTID=67125248 SQLDATE=20190305 MonthYear=201903 Year=2019 FractionDate=2019.1781"
      " Actor1Code=SWEGOV Actor1Name=ANA RUIZ Actor1CountryCode=SWE Actor1Type1Code=GOV"
      " Actor2Code=NOR Actor2Name=NORLAND Actor2CountryCode=NOR IsRootEvent=1 EventCode=042"
      " EventBaseCode=042 EventRootCode=04 QuadClass=1 GoldsteinScale=1.9 NumMentions=1"
      " NumSources=1 NumArticles=1 Actor1Geo_Type=0 Actor2Geo_Type=0 ActionGeo_Type=4"
      " ActionGeo_FullName=Norholm, Norway ActionGeo_CountryCode=NO ActionGeo_Lat=59.9"
      " ActionGeo_Long=10.7 DATEADDED=20190305000000 SOURCEURL=n1");
  EXPECT_EQ(rows[3][26] + rows[3][29], "1614");
  EXPECT_EQ(report_.losses.status, 2u);  // a plan and a denial
  EXPECT_EQ(report_.losses.agreements, 1u);
  EXPECT_EQ(report_.losses.quotes, 1u);
}

TEST_F(Exporting, GdeltMentionsAreTheTellings) {
  std::vector<RecordBuilder> world = small_world();
  world[1].document.url = "https://www.daily.example/2019/x?y=1";
  keep(world);
  const auto columns = export_columns(*find_sheet("gdelt-mentions"));
  ASSERT_EQ(columns.size(), 16u);
  const auto rows = read_tabs(written(ExportFormat::kGdeltMentions));
  ASSERT_EQ(rows.size(), 6u);
  EXPECT_EQ(
      line_of(rows[3], columns),
      "GLOBALEVENTID=67108864 EventTimeDate=20190305000000 MentionTimeDate=20190306000000"
      " MentionType=1 MentionSourceName=daily.example"
      " MentionIdentifier=https://www.daily.example/2019/x?y=1 SentenceID=1 Actor1CharOffset=16"
      " Actor2CharOffset=28 ActionCharOffset=35 InRawText=1 Confidence=90 MentionDocLen=55");
  std::map<std::string, int> mentions;
  for (const auto& row : rows) ++mentions[row[0]];
  for (const auto& row : read_tabs(written(ExportFormat::kGdelt)))
    EXPECT_EQ(std::to_string(mentions[row[0]]), row[31]) << row[0];
}

struct ActorCase {
  const char *code, *country, *gdelt, *phoenix;
};
TEST(ExportShapes, ActorsInTheCodesOfOthers) {
  const ActorCase cases[] = {
      // Code Country Group Type1 Type2 | Full Entity Role Attribute
      {"ROUGOVMIL", "ROU", "ROMGOVMIL ROM - GOV MIL", "ROUGOVMIL ROU GOV MIL"},
      {"UNO", "UNO", "IGOUNO - UNO IGO -", "IGOUNO IGO - UNO"},
      {"EUR", "EUR", "IGOEUREEC EUR EEC IGO -", "IGOEUREEC IGO - EUR;EEC"},
      {"KOSGOV", "KOS", "GOV - - GOV -", "KSVGOV KSV GOV -"},
      {"ROUJRN", "ROU", "ROMMED ROM - MED -", "ROUMED ROU MED -"},
      {"ROUMED", "ROU", "ROMHLH ROM - HLH -", "ROUHLH ROU - HLH"},
      {"ROUSOC", "ROU", "ROM ROM - - -", "ROUSOC ROU - SOC"},
      {"ISM", "ISM", "NGM - - NGM -", "ISM - - ISM"},
      {"MIL", "", "MIL - - MIL -", "---MIL - MIL -"},
      {"", "", "- - - - -", "--- - - -"}};
  const ExportLookup lookup(codes());
  const auto shown = [](const ExportRow& row, std::initializer_list<int> columns) {
    std::string out;
    for (const int c : columns) out += (out.empty() ? "" : " ") + row[c].value_or("-");
    return out;
  };
  for (const ActorCase& one : cases) {
    ExportRow raw(gdelt_source().size()), row;
    raw[13] = one.code, raw[15] = one.country;
    ASSERT_TRUE(gdelt_row(lookup, raw, row));
    EXPECT_EQ(shown(row, {5, 7, 8, 12, 13}), one.gdelt) << one.code;
    raw.assign(phoenix_source().size(), std::nullopt);
    raw[4] = one.code, raw[5] = one.country;
    ASSERT_TRUE(phoenix_row(lookup, raw, row));
    EXPECT_EQ(shown(row, {5, 6, 7, 8}), one.phoenix) << one.code;
  }
}

TEST(ExportShapes, ClassesFollowTheRoot) {
  const ExportLookup lookup(codes());
  const std::tuple<const char*, const char*, const char*> cases[] = {
      {"010", "1", "0"},  {"0231", "1", "0"}, {"036", "1", "1"}, {"057", "1", "1"},
      {"0601", "2", "2"}, {"0871", "2", "2"}, {"090", "2", "3"}, {"1246", "3", "3"},
      {"141", "3", "4"},  {"150", "4", "4"},  {"163", "4", "3"}, {"195", "4", "4"}};
  for (const auto& [code, quad, penta] : cases) {
    ExportRow raw(gdelt_source().size()), row;
    raw[4] = code;
    ASSERT_TRUE(gdelt_row(lookup, raw, row));
    EXPECT_EQ(row[29], quad) << code;
    raw.assign(phoenix_source().size(), std::nullopt);
    raw[8] = code;
    ASSERT_TRUE(phoenix_row(lookup, raw, row));
    EXPECT_EQ(row[15], penta) << code;
  }
}

TEST(ExportShapes, WhatHasNoNumberIsLeftOut) {
  ExportRow raw(gdelt_source().size()), row;
  raw[0] = "134217727", raw[1] = "4095", raw[2] = "16383";
  ASSERT_TRUE(gdelt_row(ExportLookup(codes()), raw, row));
  EXPECT_EQ(row[0], "9007199254740991");  // 2^53 - 1
  raw[2] = "16384";
  EXPECT_FALSE(gdelt_row(ExportLookup(codes()), raw, row));
  raw[1] = "4096", raw[2] = "0";
  EXPECT_FALSE(gdelt_row(ExportLookup(codes()), raw, row));
}

TEST_F(Exporting, PolecatHas40NamedColumns) {
  std::vector<RecordBuilder> world = small_world();
  world[0].coding.events[1].mode = "visit";
  keep(world);
  auto rows = read_tabs(written(ExportFormat::kPolecat));
  const auto columns = export_columns(*find_sheet("polecat"));
  ASSERT_EQ(columns.size(), 40u);
  ASSERT_EQ(rows.size(), 4u);
  std::string header;
  for (const std::string& name : rows[0]) header += name + ", ";
  EXPECT_EQ(
      header,
      "Event ID, Event Date, Event Type, Event Mode, Event Intensity, Quad Code, Contexts, "
      "Actor Name, Actor Country, Actor COW, Primary Actor Sector, Actor Sectors, Actor Title, "
      "Actor Name Raw, Wikipedia Actor ID, Recipient Name, Recipient Country, Recipient COW, "
      "Primary Recipient Sector, Recipient Sectors, Recipient Title, Recipient Name Raw, "
      "Wikipedia Recipient ID, Placename, City, District, Province, Country, Latitude, "
      "Longitude, GeoNames ID, Raw Placename, Feature Type, Source, Publication Date, Story "
      "People, Story Organizations, Story Locations, Language, Version, ");
  for (auto& row : rows)
    for (std::string& value : row)
      if (value == "None") value.clear();
  EXPECT_EQ(
      line_of(rows[1], columns),
      "Event ID=n1#0 Event Date=2019-03-05 Event Type=AGREE Event Intensity=2.5"
      " Quad Code=VERBAL COOPERATION Actor Name=Norland; Sudria Actor Country=NOR; SWE"
      " Actor COW=385; 380 Actor Title=None; None Actor Name Raw=Norland; Sudria Source=Agency"
      " Publication Date=2019-03-05 Story People=Ana Ruiz Story Locations=Norholm Language=en"
      " Version=entente test en-1");
  EXPECT_EQ(
      line_of(rows[2], columns),
      "Event ID=n1#1 Event Date=2019-03-05 Event Type=CONSULT Event Mode=visit"
      " Event Intensity=4 Quad Code=VERBAL COOPERATION Actor Name=Ana Ruiz Actor Country=SWE"
      " Actor COW=380 Primary Actor Sector=GOV Actor Sectors=GOV Actor Title=president"
      " Actor Name Raw=Ana Ruiz Recipient Name=Norland Recipient Country=NOR Recipient COW=385"
      " Recipient Name Raw=Norland Placename=Norholm City=Norholm Country=NOR Latitude=59.9"
      " Longitude=10.7 GeoNames ID=42 Raw Placename=Norholm Feature Type=PPL Source=Agency"
      " Publication Date=2019-03-05 Story People=Ana Ruiz Story Locations=Norholm Language=en"
      " Version=entente test en-1");
}

TEST_F(Exporting, PhoenixHasOneRowADayOfEachDyadAndCode) {
  keep(small_world());
  const auto columns = export_columns(*find_sheet("phoenix"));
  ASSERT_EQ(columns.size(), 26u);
  const auto rows = read_tabs(written(ExportFormat::kPhoenix));
  ASSERT_EQ(rows.size(), 4u);
  EXPECT_EQ(line_of(rows[0], columns),
            "EventID=67108864_v0.1.0 Date=20190305 Year=2019 Month=03 Day=05 SourceActorFull=NOR"
            " SourceActorEntity=NOR TargetActorFull=SWE TargetActorEntity=SWE EventCode=057"
            " EventRootCode=05 PentaClass=1 GoldsteinScore=8.0 Issues=ENERGY,2;TRADE,1"
            " SentenceID=1_2;2_1 URLs=n1;n2 NewsSources=Agency;Daily");
  EXPECT_EQ(line_of(rows[2], columns),
            "EventID=67125248_v0.1.0 Date=20190305 Year=2019 Month=03 Day=05 SourceActorFull=SWEGOV"
            " SourceActorEntity=SWE SourceActorRole=GOV TargetActorFull=NOR TargetActorEntity=NOR"
            " EventCode=042 EventRootCode=04 PentaClass=1 GoldsteinScore=1.9 Lat=59.9 Lon=10.7"
            " LocationName=Norholm CountryCode=NOR SentenceID=1_3 URLs=n1 NewsSources=Agency");
}

// PETRARCH2's line, read by position: its url and the tab after it are there or not.
TEST_F(Exporting, KedsHasALineForEachReport) {
  keep(small_world());
  const auto columns = export_columns(*find_sheet("keds"));
  const auto rows = read_tabs(written(ExportFormat::kKeds));
  ASSERT_GE(rows.size(), 4u);
  std::string all;
  for (const auto& row : rows) {
    ASSERT_TRUE(row.size() == columns.size() || row.size() + 1 == columns.size());
    all += row[0] + " " + row[1] + ">" + row[2] + " " + row[3] + " [" + row[4] + "] " + row[5] +
           " " + row.back() + "\n";
  }
  EXPECT_EQ(all,
            "20190305 NOR>SWE 057 [ENERGY,1] 1_2 Agency\n"
            "20190305 SWE>NOR 057 [ENERGY,1] 1_2 Agency\n"
            "20190305 SWEGOV>NOR 042 [] 1_3 Agency\n"
            "20190305 NOR>SWE 057 [ENERGY,1;TRADE,1] 2_1 Daily\n"
            "20190305 SWE>NOR 057 [ENERGY,1;TRADE,1] 2_1 Daily\n"
            "20190520 SWE>NOR 161 [DIPLOMACY,1] 3_2 Agency\n");
}

TEST_F(Exporting, TabsHoldNoTabNoLineEndAndBeginWithNoQuote) {
  keep(hostile());
  for (const ExportFormat format : {ExportFormat::kGdelt, ExportFormat::kGdeltMentions,
                                    ExportFormat::kPolecat, ExportFormat::kPhoenix}) {
    const auto rows = read_tabs(written(format));
    for (const auto& row : rows) {
      EXPECT_EQ(row.size(), rows[0].size());
      for (const std::string& value : row) EXPECT_NE(value.substr(0, 1), "\"");
    }
  }
  std::string out;
  const auto writer =
      tab_writer([&](std::string_view more) { return out += more, ok_status(); }, false);
  ASSERT_TRUE(writer->row({"\"\t\" a\r\n\tb\"", "", {}, "\t", "c\t"}));
  EXPECT_EQ(out, " a b\"\t\t\t\tc\n");
}

TEST_F(Exporting, CsvIsReadBackAndRunsNothingInASpreadsheet) {
  keep(hostile());
  const auto rows = read_csv(written(ExportFormat::kCsv, {"documents"}));
  const auto columns = export_columns(*find_sheet("documents"));
  ASSERT_EQ(rows.size(), 2u);
  for (std::size_t c = 0; c < columns.size(); ++c) EXPECT_EQ(rows[0][c], columns[c].name);
  EXPECT_EQ(rows[1][0], "'=cmd|' /C calc'!A0");
  EXPECT_EQ(rows[1][1], "'@agency");
  EXPECT_EQ(rows[1][5], "'+SUM(A1)");
  ExportOptions exact;
  exact.tables = {"documents"}, exact.exact = true, exact.output = place("exact");
  ASSERT_TRUE(run(exact));
  EXPECT_EQ(read_csv(*read_file(place("exact"), 1 << 20))[1][0], "=cmd|' /C calc'!A0");
  // Numbers below zero stay numbers.
  const auto dyads = read_csv(written(ExportFormat::kCsv, {"dyads"}));
  EXPECT_EQ(dyads[1][8] + " " + dyads[1][13], "1 7.0");
}

TEST(ExportWriters, CsvCells) {
  const std::pair<const char*, const char*> cases[] = {
      {"a", "a"},        {"", "\"\""},  {"a,b", "\"a,b\""}, {"a\"b", "\"a\"\"b\""}, {"-1", "'-1"},
      {"=1+1", "'=1+1"}, {"@x", "'@x"}, {"\tx", "'\tx"},    {"\rx", "\"'\rx\""},    {"a=b", "a=b"}};
  for (const auto& [text, cell] : cases) {
    std::string out;
    const auto writer =
        csv_writer([&](std::string_view more) { return out += more, ok_status(); }, false);
    const ExportColumn columns[] = {{"a", ColumnKind::kText, ""}, {"b", ColumnKind::kReal, ""}};
    ASSERT_TRUE(writer->begin(columns));
    ASSERT_TRUE(writer->row({text, "-1.5"}));
    ASSERT_TRUE(writer->row({{}, {}}));
    EXPECT_EQ(out, "a,b\r\n" + std::string(cell) + ",-1.5\r\n,\r\n");
  }
}

TEST_F(Exporting, JsonLinesHaveTheTypesOfTheirColumns) {
  keep(small_world());
  const std::string text = written(ExportFormat::kJsonLines, {"quotes"});
  EXPECT_EQ(
      text,
      "{\"quote_id\": \"1-0\", \"day\": \"2019-03-05\", \"speaker\": \"Ana Ruiz\", \"office\": "
      "\"president\", \"speaker_country\": \"SWE\", \"speaker_cow\": 380, \"direct\": true, "
      "\"in_title\": false, \"start_char\": 103, \"end_char\": 127, \"document\": \"n1\", "
      "\"publisher\": \"Agency\", \"published\": \"2019-03-05\", \"url\": null, \"quote\": "
      "\"\\\"Our friendship is deep\\\"\"}\n");
}

std::map<std::string, std::string> by_name(const std::vector<std::string>& header,
                                           const std::vector<std::string>& row) {
  std::map<std::string, std::string> out;
  for (std::size_t c = 0; c < header.size(); ++c) out[header[c]] = row.at(c);
  return out;
}

TEST_F(Exporting, APanelHasItsZerosAndSumsToItsEvents) {
  keep(small_world());
  ExportFilter filter;
  filter.since = parse_day("2019-02-01"), filter.until = parse_day("2019-06-30");
  filter.period = "month", filter.states = {"NOR", "SWE", "ROU"};
  const auto panel = read_csv(written(ExportFormat::kCsv, {"panel"}, filter));
  ASSERT_EQ(panel.size(), 1u + 3 * 5);
  const auto dyads = read_csv(written(ExportFormat::kCsv, {"dyads"}, filter));
  std::map<std::string, double> sums, counted;
  for (std::size_t r = 1; r < panel.size(); ++r) {
    const auto row = by_name(panel[0], panel[r]);
    const std::string pair = row.at("state_a") + row.at("state_b") + row.at("period").substr(0, 7);
    for (const auto& [name, value] : row) {
      if (name.find("cooperation") != std::string::npos ||
          name.find("conflict") != std::string::npos || name.find("quad_") == 0 ||
          name == "goldstein_sum" || name == "mentions")
        sums[pair + name] += std::stod(value);
    }
    EXPECT_EQ(row.at("goldstein_mean").empty(),
              row.at("cooperation") == "0" && row.at("conflict") == "0");
    EXPECT_EQ(row.at("cow_b"), row.at("state_b") == "SWE"   ? "380"
                               : row.at("state_b") == "ROU" ? "360"
                                                            : "385");
  }
  for (std::size_t r = 1; r < dyads.size(); ++r) {
    const auto row = by_name(dyads[0], dyads[r]);
    const std::string pair = row.at("state_a") + row.at("state_b") + row.at("day").substr(0, 7);
    const std::string side = row.at("quad") <= "2" ? "cooperation" : "conflict";
    counted[pair + "quad_" + row.at("quad")] += 1;
    counted[pair + side] += 1;
    counted[pair + "goldstein_sum"] += std::stod(row.at("goldstein"));
    counted[pair + "mentions"] += std::stod(row.at("mentions"));
    std::string fields = row.at("fields").empty() ? "no_field" : row.at("fields");
    for (std::size_t at; !fields.empty();
         fields.erase(0, at + 2 > fields.size() ? fields.size() : at + 2)) {
      at = std::min(fields.find("; "), fields.size());
      counted[pair + fields.substr(0, at) + "_" + side] += 1;
    }
  }
  ASSERT_FALSE(counted.empty());
  for (const auto& [name, value] : sums) {
    EXPECT_NEAR(value, counted.count(name) != 0 ? counted[name] : 0.0, 1e-9) << name;
    counted.erase(name);
  }
  EXPECT_TRUE(counted.empty()) << counted.begin()->first;
  const auto march = by_name(panel[0], panel[5 + 2]);  // the second pair's second month
  EXPECT_EQ(march.at("state_a") + march.at("state_b") + march.at("period"), "NORSWE2019-03-01");
  EXPECT_EQ(march.at("all_documents") + " " + march.at("all_events"), "2 2");
}

TEST_F(Exporting, PeriodsBeginWhereCalendarsSay) {
  keep(small_world());
  const std::pair<const char*, const char*> cases[] = {{"day", "77 2019-03-05 2019-05-20"},
                                                       {"week", "12 2019-03-04 2019-05-20"},
                                                       {"month", "3 2019-03-01 2019-05-01"},
                                                       {"year", "1 2019-01-01 2019-01-01"}};
  for (const auto& [period, expected] : cases) {
    ExportFilter filter;
    filter.period = period;
    const auto rows = read_csv(written(ExportFormat::kCsv, {"panel"}, filter));
    const auto first = by_name(rows[0], rows[1]), last = by_name(rows[0], rows.back());
    EXPECT_EQ(std::to_string(rows.size() - 1) + " " + first.at("period") + " " + last.at("period"),
              expected);
  }
}

TEST_F(Exporting, AFolderHasAFileATableOrADay) {
  keep(small_world());
  ExportOptions options;
  options.output = place("tables/");
  ASSERT_TRUE(run(options));
  std::string names;
  for (const ExportReport::File& file : report_.files)
    names += std::filesystem::path(file.path).filename().string() + " " +
             std::to_string(file.rows) + ", ";
  EXPECT_EQ(names,
            "events.csv 3, dyads.csv 3, mentions.csv 4, documents.csv 3, agreements.csv 1, "
            "visits.csv 1, bodies.csv 1, quotes.csv 1, ");
  options.format = ExportFormat::kGdelt, options.output = place("days/");
  ASSERT_TRUE(run(options));
  EXPECT_TRUE(std::filesystem::exists(place("days/20190305000000.export.CSV.zip")));
  EXPECT_TRUE(std::filesystem::exists(place("days/20190520000000.export.CSV.zip")));
  options.format = ExportFormat::kPolecat;
  ASSERT_TRUE(run(options));
  EXPECT_TRUE(std::filesystem::exists(place("days/ngecEvents.DV.2019.txt")));
  for (const auto& entry : std::filesystem::directory_iterator(place("days")))
    EXPECT_EQ(entry.path().string().find(".tmp"), std::string::npos);
}

TEST_F(Exporting, WhatDoesNotGoTogetherIsRefused) {
  keep(small_world());
  ExportOptions options;
  EXPECT_FALSE(run(options));  // eight tables to one output
  options.tables = {"pairs"};
  EXPECT_EQ(run(options).error().message.substr(0, 17), "no table 'pairs':");
  options.tables = {"panel"};
  EXPECT_EQ(run(options).error().message,
            "a panel needs a period: --panel day, week, month or year");
  options.format = ExportFormat::kGdelt;
  EXPECT_FALSE(run(options));
  options.tables = {}, options.output = "/nowhere/at/all.csv";
  EXPECT_EQ(run(options).error().code, ErrorCode::kNotFound);
  options.output = "/dev/full";
  EXPECT_EQ(run(options).error().code, ErrorCode::kIo);
}

TEST(Codebook, NamesEachColumn) {
  ExportOptions options;
  options.filter.period = "month";
  std::string out;
  ASSERT_TRUE(render_codebook(options, out));
  for (const ExportColumn& column : export_columns(*find_sheet("panel")))
    EXPECT_NE(out.find("panel\t" + column.name + "\t"), std::string::npos) << column.name;
  EXPECT_NE(out.find("the field energy"), std::string::npos);
}

}  // namespace
}  // namespace entente
