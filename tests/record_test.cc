// Properties of the record, through the built program: spans count code points and lie inside, ids
// that are named exist, one thread and eight write the same bytes, and the golden records stand.
#include <algorithm>
#include <functional>
#include <regex>

#include "entente/base/utf8.h"
#include "tests/program.h"

namespace entente::testing_house {
namespace {

namespace dom = simdjson::dom;

// The list under `name`; a failed test where there is none.
std::vector<dom::element> list_of(const dom::element& element, std::string_view name) {
  std::vector<dom::element> items;
  dom::array array;
  EXPECT_EQ(element[name].get_array().get(array), simdjson::SUCCESS) << name;
  if (element[name].is_array())
    for (const dom::element item : array) items.push_back(item);
  return items;
}

// Calls visit(start, end, in_title) for every object that has a `start` and an `end`, at any depth.
void for_each_span(const dom::element& element,
                   const std::function<void(std::uint64_t, std::uint64_t, bool)>& visit) {
  dom::array array;
  if (element.get_array().get(array) == simdjson::SUCCESS)
    for (const dom::element item : array) for_each_span(item, visit);
  dom::object object;
  if (element.get_object().get(object) != simdjson::SUCCESS) return;
  std::uint64_t start = 0, end = 0;
  if (element["start"].get_uint64().get(start) == simdjson::SUCCESS &&
      element["end"].get_uint64().get(end) == simdjson::SUCCESS) {
    std::string_view in;
    visit(start, end, element["in"].get_string().get(in) == simdjson::SUCCESS && in == "title");
  }
  for (const auto& member : object) for_each_span(member.value, visit);
}

struct SpanPrefix {
  const char* name;
  std::string_view text;
};
const SpanPrefix kPrefixes[] = {
    {"Ascii", "The weather was fine."},
    {"Emoji", "🎉 The 👩‍👩‍👧‍👦 weather 🇮🇷 was fine."},
    {"Chinese", "The weather (天气很好) was fine."},
    {"Arabic", "The weather (الطقس جميل) was fine."},
    {"Combining", "The we\u0301a\u0300the\u0308r was fi\u0303ne."},
    {"HighPlanes", "The 𝒜𠀀 weather was fine."},
    {"Accents", "El señor Núñez vio el águila."},
    {"ZeroWidth", "The wea\u200Bther was\u00AD fine."},
};
constexpr std::string_view kBody =
    "The presidents of Iran and Iraq signed a trade agreement in Baghdad on Monday. “We are "
    "neighbours,” the Iraqi president said.";

std::vector<std::uint64_t> spans_of(const Record& record, std::uint64_t from) {
  std::vector<std::uint64_t> spans;
  for_each_span(record.root(), [&](std::uint64_t start, std::uint64_t end, bool) {
    if (start < from) return;
    spans.push_back(start - from);
    spans.push_back(end - from);
  });
  std::sort(spans.begin(), spans.end());
  return spans;
}

// What stands before a paragraph moves its spans by exactly its code points.
TEST(Offsets, CountCodePoints) {
  std::string input;
  for (const SpanPrefix& prefix : kPrefixes)
    input += document_line(prefix.name, std::string(prefix.text) + "\n\n" + std::string(kBody));
  const Finished run = entente({"code", "-j1"}, {input}, {.timeout_s = 120});
  ASSERT_EQ(run.status, 0) << run.err;
  const auto lines = lines_of(run.out);
  ASSERT_EQ(lines.size(), std::size(kPrefixes));
  const auto spans = [&](std::size_t i) {
    return spans_of(Record(lines[i]), count_code_points(kPrefixes[i].text) + 2);
  };
  EXPECT_GT(spans(0).size(), 10u);
  for (std::size_t i = 1; i < std::size(kPrefixes); ++i)
    EXPECT_EQ(spans(i), spans(0)) << kPrefixes[i].name;
}

std::uint64_t length_of(const Record& document, std::string_view member) {
  std::string_view text;
  return document.root()[member].get_string().get(text) == simdjson::SUCCESS
             ? count_code_points(text)
             : 0;
}

std::uint64_t number(const dom::element& element, std::string_view name, std::uint64_t otherwise) {
  std::uint64_t value = otherwise;
  if (element[name].get_uint64().get(value) != simdjson::SUCCESS) return otherwise;
  return value;
}

// Every id and index of `record` names something that is there.
void check_references(const Record& record) {
  const std::size_t actors = record.count("actors"), sentences = record.count("sentences"),
                    places = record.count("places");
  for (const dom::element& event : list_of(record.root(), "events")) {
    EXPECT_LT(number(event, "sentence", 0), sentences);
    EXPECT_LT(number(event, "reporter", 0), std::max<std::size_t>(actors, 1));
    EXPECT_LT(number(event, "place", 0), std::max<std::size_t>(places, 1));
    double confidence = -1;
    EXPECT_EQ(event["confidence"].get_double().get(confidence), simdjson::SUCCESS);
    EXPECT_TRUE(confidence >= 0 && confidence <= 1) << confidence;
    for (const char* side : {"sources", "targets"})
      for (const dom::element& id : list_of(event, side)) {
        std::uint64_t actor = actors;
        EXPECT_EQ(id.get_uint64().get(actor), simdjson::SUCCESS);
        EXPECT_LT(actor, actors);
      }
  }
  for (const dom::element& visit : list_of(record.root(), "visits")) {
    EXPECT_LT(number(visit, "visitor", actors), actors);
    EXPECT_LT(number(visit, "sentence", 0), sentences);
  }
}

void check_record(const std::string& input_line, const std::string& line) {
  const Record document(input_line), record(line);
  EXPECT_EQ(record.text("id"), document.text("id"));
  const std::uint64_t text = length_of(document, "text"), title = length_of(document, "title");
  for_each_span(record.root(), [&](std::uint64_t start, std::uint64_t end, bool in_title) {
    EXPECT_LE(start, end);
    EXPECT_LE(end, in_title ? title : text) << line.substr(0, 300);
  });
  for (const char* member : {"sentences", "actors", "places", "times", "events", "quotes",
                             "agreements", "commissions", "visits", "warnings"})
    list_of(record.root(), member);
  check_references(record);
}

// The coder's name holds the revision of models and tables, and reasons the line of a table: both
// change with every new line of the lexicon, the record need not. scripts/update-golden leaves out
// the same.
std::string without_revisions(const std::string& line) {
  static const std::regex coder("\"coder\": ?\"[^\"]*\""), table_line("[.]tsv:[0-9]+");
  return std::regex_replace(std::regex_replace(line, coder, "\"coder\": \"\""), table_line, ".tsv");
}

std::vector<std::filesystem::path> golden_inputs() {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(kSource + "/tests/golden"))
    if (entry.path().extension() == ".jsonl" &&
        entry.path().string().find(".expected.") == std::string::npos)
      files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

class Golden : public testing::TestWithParam<std::filesystem::path> {};
TEST_P(Golden, RecordsStand) {
  const std::filesystem::path input = GetParam();
  std::filesystem::path expected = input;
  expected.replace_extension(".expected.jsonl");
  const Finished one = entente({"code", "-j1", input.string()}, {}, {.timeout_s = 300});
  ASSERT_EQ(one.status, 0) << one.err;
  const Finished eight = entente({"code", "-j8", input.string()}, {}, {.timeout_s = 300});
  EXPECT_EQ(one.out, eight.out) << "one thread and eight disagree";
  const auto inputs = lines_of(read_whole(input)), want = lines_of(read_whole(expected)),
             have = lines_of(one.out);
  ASSERT_EQ(have.size(), inputs.size());
  ASSERT_EQ(have.size(), want.size()) << "scripts/update-golden writes the expected records";
  for (std::size_t i = 0; i < have.size(); ++i) {
    check_record(inputs[i], have[i]);
    EXPECT_EQ(without_revisions(have[i]), without_revisions(want[i]))
        << "if this is meant: scripts/update-golden, and say why";
  }
}
INSTANTIATE_TEST_SUITE_P(Records, Golden, testing::ValuesIn(golden_inputs()), [](const auto& test) {
  std::string name = test.param.stem().string();
  std::replace_if(
      name.begin(), name.end(), [](char c) { return !((c | 0x20) >= 'a' && (c | 0x20) <= 'z'); },
      '_');
  return name;
});

// The corpora beside the repository, where they are: a slice of each goes through whole, one record
// a line.
TEST(Corpora, EveryDocumentHasItsRecord) {
  const std::filesystem::path corpora = kSource + "/../shared/data/text";
  if (!std::filesystem::exists(corpora)) GTEST_SKIP() << "../shared/data/text is not there";
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(corpora)) {
    if (!entry.path().string().ends_with(".jsonl.gz")) continue;
    const Finished unpacked =
        run_program({"/bin/sh", "-c", "gzip -dc '" + entry.path().string() + "' | head -n 40"});
    const auto inputs = lines_of(unpacked.out);
    const Finished run = entente({"code", "-j2"}, {unpacked.out}, {.timeout_s = 600});
    ASSERT_EQ(run.status, 0) << entry.path() << run.err.substr(0, 2000);
    const auto records = lines_of(run.out);
    ASSERT_EQ(records.size(), inputs.size()) << entry.path();
    for (std::size_t i = 0; i < records.size(); ++i) check_record(inputs[i], records[i]);
    ++files;
  }
  EXPECT_GT(files, 0u);
}

}  // namespace
}  // namespace entente::testing_house
