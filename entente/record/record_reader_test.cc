#include "entente/record/record_reader.h"

#include <gtest/gtest.h>

#include "entente/record/record_writer.h"

namespace entente {
namespace {

constexpr std::string_view kDocument =
    R"({"id": "d1", "title": "Île signs", "text": "Élan 😀 met Nō in Bern.\n\nThey signed.", "date": "2020-02-29", "source": "us"})";
// Code points: title 9, text 36.
constexpr std::string_view kRecord =
    R"({"id": "d1", "lang": "en", "date": "2020-02-29", "collected": null, "sha256": "aa", "coder": "entente 0.1.0 en-1",
"sentences": [{"start": 0, "end": 9, "in": "title"}, {"start": 0, "end": 22}, {"start": 24, "end": 36}],
"actors": [{"id": 0, "name": "Élan", "code": "FRAGOV", "country": "FRA", "sector": "GOV", "title": "envoy", "kind": "person",
 "mentions": [{"start": 0, "end": 4, "kind": "name"}, {"start": 24, "end": 28, "kind": "pronoun"}]},
 {"id": 1, "name": "both", "code": null, "country": null, "sector": null, "title": null, "kind": "group", "members": [0], "mentions": []}],
"places": [{"start": 17, "end": 21, "name": "Bern", "country": "CHE", "lat": 46.94809, "lon": 7.44744, "geonameid": 2661552,
 "feature": "P", "feature_code": "PPLC", "precision": "point"}],
"times": [{"start": 17, "end": 21, "type": "DATE", "value": "2020"}],
"events": [{"sentence": 1, "type": "CONSULT", "mode": "visit", "contexts": ["diplomatic"], "fields": ["trade", "diplomacy"],
 "cameo": "042", "goldstein": 1.9, "status": "planned", "sources": [0], "targets": [1], "reporter": 0, "date": "2020-02",
 "date_precision": "month", "place": 0, "trigger": {"start": 7, "end": 10}, "confidence": 0.75}],
"quotes": [{"start": 5, "end": 6, "speaker": 0, "cue": {"start": 7, "end": 10}, "direct": false}],
"agreements": [{"parties": ["FRA", "CHE"], "stage": "in_force", "subject": "x", "fields": ["trade"], "date": null,
 "date_precision": null, "sentence": 2, "start": 24, "end": 36}],
"commissions": [{"actor": 1, "parties": ["FRA"], "areas": 20, "activity": "reviewed", "sentence": 2}],
"visits": [{"visitor": 0, "host": "CHE", "place": null, "stage": "ended", "date": "2020-02-29", "date_precision": "day", "sentence": 1}],
"warnings": ["w"]})";

TEST(RecordReader, ReadsEveryMember) {
  RecordReader reader;
  Record record;
  const Status status = reader.read(kDocument, kRecord, record);
  ASSERT_TRUE(status) << describe(status.error());
  const Document& document = record.document;
  EXPECT_EQ(document.sha256, "aa");
  EXPECT_EQ(document.lang, "en");
  EXPECT_EQ(record.coder, "entente 0.1.0 en-1");
  ASSERT_EQ(record.sentences.size(), 3u);
  EXPECT_TRUE(record.sentences[0].in_title);
  EXPECT_EQ(document.piece(record.sentences[0].span), "Île signs");
  EXPECT_EQ(document.piece(record.sentences[2].span), "They signed.");
  const Resolution& resolution = record.resolution;
  EXPECT_EQ(resolution.actors[1].members, std::vector<std::uint32_t>{0});
  EXPECT_EQ(document.piece(resolution.mentions[0].span), "Élan");
  EXPECT_EQ(resolution.mentions[1].kind, MentionKind::kPronoun);
  EXPECT_EQ(document.piece(resolution.places[0].span), "Bern");
  const Event& event = record.coding.events[0];
  EXPECT_EQ(document.piece(event.trigger), "met");
  EXPECT_EQ(event.status, EventStatus::kPlanned);
  EXPECT_EQ(event.date.precision, DatePrecision::kMonth);
  EXPECT_EQ(document.piece(record.coding.quotes[0].span), "😀");
  EXPECT_FALSE(record.coding.quotes[0].direct);
  EXPECT_EQ(record.coding.agreements[0].stage, AgreementStage::kInForce);
  EXPECT_EQ(record.coding.commissions[0].areas, 20u);
  EXPECT_EQ(record.coding.visits[0].stage, VisitStage::kEnded);
}

// What was written reads back, and writes the same bytes.
TEST(RecordReader, WritesBackTheSameBytes) {
  RecordReader reader;
  Record record;
  ASSERT_TRUE(reader.read(kDocument, kRecord, record));
  const auto write = [](const Record& one) {
    Analysis analysis;
    analysis.sentences = one.sentences;
    std::string line;
    RecordWriter().write(one.document, analysis, one.resolution, one.coding, one.coder, line);
    return line;
  };
  const std::string once = write(record);
  std::string document_line;
  write_document(record.document, document_line);
  ASSERT_TRUE(reader.read(document_line, once, record));
  EXPECT_EQ(write(record), once);
}

struct BadRecord {
  const char* name;
  std::string_view from, to;  // in kRecord
  std::string_view complaint;
};
const BadRecord kBadRecords[] = {
    {"OtherDocument", R"("id": "d1")", R"("id": "d2")", "`id`: not that of the document"},
    {"SpanPastTheTitle", R"("end": 9, "in")", R"("end": 10, "in")",
     "`start`: a span outside its text"},
    {"SpanPastTheText", R"("start": 24, "end": 36}])", R"("start": 24, "end": 37}])",
     "`start`: a span outside its text"},
    {"SpanBackwards", R"("start": 7, "end": 10}, "confidence")",
     R"("start": 10, "end": 7}, "confidence")", "`start`: a span outside its text"},
    {"NegativeStart", R"("start": 17)", R"("start": -1)", "`start`: no whole number of 32 bits"},
    {"HugeStart", R"("start": 17)", R"("start": 99999999999)",
     "`start`: no whole number of 32 bits"},
    {"NoSuchActor", R"("sources": [0])", R"("sources": [2])",
     "`sources`: names a row that is not there"},
    {"NoSuchMember", R"("members": [0])", R"("members": [2])",
     "`members`: names a row that is not there"},
    {"NoSuchSentence", R"("sentence": 1, "type")", R"("sentence": 3, "type")",
     "`sentence`: names a row that is not there"},
    {"NoSuchPlace", R"("place": 0)", R"("place": 1)", "`place`: names a row that is not there"},
    {"ActorsOutOfOrder", R"({"id": 1)", R"({"id": 7)", "`id`: actors are not numbered from 0"},
    {"UnknownType", R"("CONSULT")", R"("INSULT")", "`type`: unknown value"},
    {"UnknownField", R"("fields": ["trade", "diplomacy"])", R"("fields": ["trad"])",
     "`fields`: unknown field"},
    {"StringForNumber", R"("goldstein": 1.9)", R"("goldstein": "1.9")", "`goldstein`: no number"},
    {"NumberForString", R"("cameo": "042")", R"("cameo": 42)", "`cameo`: no string"},
    {"ObjectForArray", R"("warnings": ["w"])", R"("warnings": {})", "`warnings`: no array"},
    {"StringInList", R"("sentences": [)", R"("sentences": ["x", )",
     "`sentences`: holds what is no object"},
};

TEST(RecordReader, NamesWhatIsWrong) {
  RecordReader reader;
  Record record;
  for (const BadRecord& bad : kBadRecords) {
    std::string line(kRecord);
    const std::size_t at = line.find(bad.from);
    ASSERT_NE(at, std::string::npos) << bad.name;
    line.replace(at, bad.from.size(), bad.to);
    const Status status = reader.read(kDocument, line, record);
    ASSERT_FALSE(status) << bad.name;
    EXPECT_EQ(status.error().message, bad.complaint) << bad.name;
    EXPECT_EQ(status.error().source, "d1") << bad.name;
  }
}

TEST(RecordReader, RefusesWhatIsNoRecord) {
  RecordReader reader;
  Record record;
  for (const std::string_view line : {"", "[]", "3", "{", "null", "{\"id\": \"d1\"} x"}) {
    EXPECT_FALSE(reader.read(kDocument, line, record)) << line;
    EXPECT_FALSE(reader.read(line, kRecord, record)) << line;
  }
  EXPECT_TRUE(reader.read(kDocument, R"({"id": "d1"})", record)) << "absent members are empty";
  EXPECT_TRUE(record.coding.events.empty());
}

// Every cut of a record is refused, none is read past its end (ASan watches).
TEST(RecordReader, RefusesEveryCut) {
  RecordReader reader;
  Record record;
  for (std::size_t cut = 0; cut < kRecord.size(); ++cut) {
    const std::string piece(kRecord.substr(0, cut));
    EXPECT_FALSE(reader.read(kDocument, piece, record)) << cut;
  }
}

}  // namespace
}  // namespace entente
