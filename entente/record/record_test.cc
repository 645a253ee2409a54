#include <gtest/gtest.h>

#include "entente/record/analysis.h"
#include "entente/record/document_reader.h"
#include "entente/record/json_out.h"
#include "entente/record/record_writer.h"

namespace entente {
namespace {

// "ID|TITLE|TEXT|DATE|WARNINGS" or "error: MESSAGE".
std::string dump(const Result<Document>& read) {
  if (!read) return "error: " + read.error().message;
  std::string out = read->id + "|" + std::string(read->title()) + "|" + std::string(read->body()) +
                    "|" + (read->date ? format_day(*read->date) : "-") +
                    (read->readable ? "" : "|unreadable");
  for (const std::string& warning : read->warnings) out += "|" + warning;
  return out;
}

struct LineCase {
  const char* name;
  std::string_view line, dump;
};
const LineCase kLines[] = {
    {"Whole", R"({"id": "a", "title": "T", "text": "Body.", "date": "2022-02-16"})",
     "a|T|Body.|2022-02-16"},
    {"DateWithTime", R"({"id": "a", "text": "x", "date": "2022-02-16T10:00:00Z"})",
     "a||x|2022-02-16"},
    {"BadDate", R"({"id": "a", "text": "x", "date": "16 Feb"})",
     "a||x|-|`date` is no day of the form YYYY-MM-DD: left out"},
    {"NumberForDate", R"({"id": "a", "text": "x", "date": 20220216})",
     "a||x|-|`date` is no day of the form YYYY-MM-DD: left out"},
    {"NullIsAbsent", R"({"id": "a", "text": "x", "date": null, "title": null})", "a||x|-"},
    {"NoId", R"({"text": "x"})", "error: no `id`"},
    {"NumberForId", R"({"id": 7, "text": "x"})", "error: `id` is no string"},
    {"NoText", R"({"id": "a"})", "error: no `text`: `a`"},
    {"ListForText", R"({"id": "a", "text": ["x"]})", "error: `text` is no string: `a`"},
    {"Array", R"(["id"])", "error: not a JSON object"},
    {"WrongTitle", R"({"id": "a", "text": "x", "title": 3})",
     "a||x|-|`title` is no string: left out"},
    {"EmptyText", R"({"id": "a", "text": ""})", "a|||-"},
    {"Emoji", R"({"id": "a", "text": "\ud83d\ude00"})", "a||😀|-"},
    {"LoneSurrogate", R"({"id": "a", "text": "x\ud800y\\ud800"})",
     "a||x\uFFFDy\\ud800|-|half a surrogate pair was replaced by U+FFFD"},
    {"BadUtf8", "{\"id\": \"a\", \"text\": \"x\xE2\x82y\"}",
     "a||x\uFFFDy|-|unreadable|malformed UTF-8 at byte 22 of the line: not read"},
};
class Line : public testing::TestWithParam<LineCase> {};
TEST_P(Line, Reads) {
  DocumentReader reader;
  EXPECT_EQ(dump(reader.read(GetParam().line, "f", 1)), GetParam().dump);
}
INSTANTIATE_TEST_SUITE_P(Document, Line, testing::ValuesIn(kLines),
                         [](const auto& test) { return std::string(test.param.name); });

// What `entente export --format records` puts beside a text comes out byte for byte; nothing else
// that is called `record` does.
TEST(Document, BringsItsRecord) {
  const std::string record =
      R"({"id": "a", "sha256": "x", "coder": "c", "q": ["}", {"\"{": "\\"}]})";
  const auto read = [](const std::string& members) {
    return DocumentReader()
        .read(R"({"id": "a", "text": "x\"}, {", )" + members + "}", "f", 1)
        ->record;
  };
  EXPECT_EQ(read("\"record\": " + record), record);
  EXPECT_EQ(read("\"record\" :\t" + record + " , \"more\": {\"record\": {}}"), record);
  EXPECT_EQ(read("\"record\": {\"coder\": \"c\",\n\"sha256\": \"x\"}"),
            R"({"coder": "c", "sha256": "x"})");
  for (const char* const other :
       {"\"record\": null", "\"record\": \"{}\"", "\"record\": {\"coder\": \"c\"}",
        "\"record\": {\"coder\": 1, \"sha256\": \"x\"}", "\"a\": {\"record\": {}}"})
    EXPECT_EQ(read(other), "") << other;
}

TEST(Document, BrokenJsonNamesSourceAndLine) {
  DocumentReader reader;
  for (const char* line : {"{", "{\"id\": \"a\" \"text\"}", "nothing",
                           "{\"id\": \"a\", \"text\": \"x\", \"n\": 1e999}"}) {
    const auto read = reader.read(line, "news.jsonl", 12);
    ASSERT_FALSE(read) << line;
    EXPECT_EQ(describe(read.error()).substr(0, 24), "news.jsonl:12: not JSON:");
  }
  const std::string deep =
      "{\"id\": \"a\", \"text\": \"x\", \"d\": " + std::string(10000, '[') + "}";
  EXPECT_FALSE(reader.read(deep, "f", 1));
}

TEST(Document, WhatIsWrittenReadsBack) {
  DocumentReader reader;
  Document document;
  document.id = "quote\" and \\ and \x01";
  document.date = parse_day("2020-02-29");
  document.url = "https://example.org/?a=1&b";
  document.set_text("Título 😀",
                    "Line one.\n\nTab\there, control \x1F, NUL " + std::string(1, '\0') + " end.");
  std::string line;
  write_document(document, line);
  const auto again = reader.read(line, "f", 1);
  ASSERT_TRUE(again) << describe(again.error());
  EXPECT_EQ(again->id, document.id);
  EXPECT_EQ(again->page(), document.page());
  EXPECT_EQ(again->sha256, document.sha256);
  EXPECT_EQ(again->date, document.date);
}

TEST(Json, NumbersAreShortAndStable) {
  const auto text = [](double value, int decimals) {
    std::string out;
    append_json_number(out, value, decimals);
    return out;
  };
  EXPECT_EQ(text(10.5, 5), "10.5");
  EXPECT_EQ(text(-66.87919, 5), "-66.87919");
  EXPECT_EQ(text(0.9999, 3), "1");
  EXPECT_EQ(text(-0.0001, 2), "0");
  EXPECT_EQ(text(3, 0), "3");
  EXPECT_EQ(text(1e300 * 1e300, 2), "null");
}

TEST(Analysis, NamesReadBack) {
  for (std::size_t i = 0; i < kUposCount; ++i) {
    Upos upos{};
    EXPECT_TRUE(parse_upos(to_string(static_cast<Upos>(i)), upos));
    EXPECT_EQ(static_cast<std::size_t>(upos), i);
  }
  Deprel deprel{};
  Subtype subtype{};
  EXPECT_TRUE(parse_deprel("nsubj:pass", deprel, subtype));
  EXPECT_EQ(deprel, Deprel::kNsubj);
  EXPECT_EQ(subtype, Subtype::kPass);
  EXPECT_TRUE(parse_deprel("obl:nowhere", deprel, subtype));
  EXPECT_EQ(subtype, Subtype::kOther);
  EXPECT_FALSE(parse_deprel("subject", deprel, subtype));
}

TEST(Analysis, ChildrenAscend) {
  Analysis analysis;
  analysis.tokens.resize(4);
  analysis.tokens.head = {1, kNoToken, 1, 2};
  analysis.index_children();
  const auto of = [&](std::uint32_t token) {
    std::vector<std::uint32_t> list;
    for (const std::uint32_t child : children(analysis, token)) list.push_back(child);
    return list;
  };
  EXPECT_EQ(of(1), (std::vector<std::uint32_t>{0, 2}));
  EXPECT_EQ(of(2), (std::vector<std::uint32_t>{3}));
  EXPECT_TRUE(of(0).empty() && of(3).empty());
}

// A record whose spans lie in title and body, among code points of all lengths.
TEST(Record, SpansAreCodePointsOfTitleOrText) {
  Document document;
  document.id = "d";
  document.lang = "en";
  document.set_text("é😀 Peru", "Ñandú — Chile");
  Analysis analysis;
  Resolution resolution;
  resolution.actors.push_back(
      {.name = "Peru", .code = "PER", .country = "PER", .kind = ActorKind::kCountry});
  const auto find = [&](std::string_view word) {
    const auto at = static_cast<std::uint32_t>(document.page().find(word));
    return Span{at, at + static_cast<std::uint32_t>(word.size())};
  };
  resolution.mentions.push_back({.span = find("Peru")});
  resolution.mentions.push_back({.span = find("Chile"), .kind = MentionKind::kDemonym});
  std::string out;
  RecordWriter().write(document, analysis, resolution, Coding(), "entente test", out);
  EXPECT_NE(
      out.find(
          R"("mentions": [{"start": 3, "end": 7, "in": "title", "kind": "name"}, {"start": 8, "end": 13, "kind": "demonym"}])"),
      std::string::npos)
      << out;
  EXPECT_NE(out.find(R"("warnings": []})"), std::string::npos);
  EXPECT_EQ(out.back(), '\n');
}

}  // namespace
}  // namespace entente
