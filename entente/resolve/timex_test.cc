// Tables of sentences and the times that they must give. A dump reads, for each: [words] TYPE
// VALUE.
#include "entente/resolve/timex.h"

#include <gtest/gtest.h>

#include "entente/record/conllu.h"
#include "entente/resolve/test_text.h"

namespace entente {
namespace {

std::string dump(const Document& document, const Resolution& resolution) {
  std::string out;
  for (const Timex& time : resolution.times) {
    if (!out.empty()) out += "; ";
    out += "[" + std::string(document.piece(time.span)) + "] " + std::string(to_string(time.type)) +
           " " + time.value;
  }
  return out;
}

const TimeFinder& finder() {
  static const TimeFinder found = [] {
    auto opened = TimeFinder::open(built_lexicons(), "en");
    if (!opened) ADD_FAILURE() << describe(opened.error());
    return std::move(*opened);
  }();
  return found;
}

struct TimeCase {
  const char* name;
  const char* date;  // of publication, "" none; 2022-02-16 is a Wednesday
  std::string_view text, times;
};

class Times : public testing::TestWithParam<TimeCase> {};

TEST_P(Times, Found) {
  Document document;
  Analysis analysis;
  plain_tokens(GetParam().text, document, analysis);
  document.date = parse_day(GetParam().date);
  TimeScratch scratch;
  Resolution resolution;
  finder().find(document, analysis, scratch, resolution, nullptr);
  EXPECT_EQ(dump(document, resolution), GetParam().times);
  for (const Timex& time : resolution.times) {
    EXPECT_LT(time.first, time.last);
    EXPECT_LE(time.last, analysis.tokens.size());
    EXPECT_GE(time.span.begin, analysis.tokens.begin[time.first]);
  }
}

constexpr TimeCase kTimes[] = {
    {"MonthDay", "2022-02-16", "They met on February 14.", "[February 14] DATE 2022-02-14"},
    {"DayMonthYear", "2022-02-16", "Signed 16 Feb 2022 in Moscow.",
     "[16 Feb 2022] DATE 2022-02-16"},
    {"Ordinal", "2022-02-16", "on the 16th of March, 2021",
     "[the 16th of March, 2021] DATE 2021-03-16"},
    {"Iso", "2022-02-16", "since 2014-03-18 it has", "[2014-03-18] DATE 2014-03-18"},
    {"IsoClock", "", "at 2014-03-18T07:30Z it", "[2014-03-18T07:30Z] TIME 2014-03-18T07:30Z"},
    {"NoSuchDay", "2022-02-16", "on 2021-02-30 nothing", ""},
    {"American", "2022-02-16", "the date, 7/8/07, was", "[7/8/07] DATE 2007-07-08"},
    {"Year", "2022-02-16", "The treaty of 1990 and the 1994 memorandum.",
     "[1990] DATE 1990; [1994] DATE 1994"},
    {"NoYear", "2022-02-16", "He paid $1990 for 2000 troops and 1994 tons.", ""},
    {"Decade", "2022-02-16", "in the 1990s and the '80s",
     "[the 1990s] DATE 199; [the '80s] DATE 198"},
    {"Age", "2022-02-16", "a man in his 30s, 27 years old, a 5-year-old girl", ""},
    {"Century", "2022-02-16", "of the 20th century", "[the 20th century] DATE 19"},
    {"PastWeekday", "2022-02-16", "The minister said on Monday that", "[Monday] DATE 2022-02-14"},
    {"SameWeekday", "2022-02-16", "The minister said Wednesday that",
     "[Wednesday] DATE 2022-02-16"},
    {"ComingWeekday", "2022-02-16", "He will arrive on Friday.", "[Friday] DATE 2022-02-18"},
    {"Until", "2022-02-16", "The markets closed until Friday.", "[Friday] DATE 2022-02-18"},
    {"LastWeekday", "2022-02-16", "He left last Wednesday.", "[last Wednesday] DATE 2022-02-09"},
    {"ThisLower", "2022-02-16", "he arrived this wednesday in Caracas",
     "[this wednesday] DATE 2022-02-16"},
    {"WeekdayDate", "2022-02-16", "on Thursday, Feb. 10, they met",
     "[Thursday, Feb. 10] DATE 2022-02-10"},
    {"Evening", "2022-02-16", "They met Wednesday evening.",
     "[Wednesday evening] TIME 2022-02-16TEV"},
    {"Today", "2022-02-16", "Today the two met; yesterday and tomorrow.",
     "[Today] DATE 2022-02-16; [yesterday] DATE 2022-02-15; [tomorrow] DATE 2022-02-17"},
    {"Tonight", "2022-02-16", "He speaks tonight.", "[tonight] TIME 2022-02-16TNI"},
    {"LastNight", "2022-02-16", "Shells fell last night.", "[last night] TIME 2022-02-15TNI"},
    {"LastWeek", "2022-02-16", "It was said last week and this month.",
     "[last week] DATE 2022-W06; [this month] DATE 2022-02"},
    {"NextYear", "2022-02-16", "early next year", "[early next year] DATE 2023"},
    {"Ago", "2022-02-16", "two days ago and three years ago",
     "[two days ago] DATE 2022-02-14; [three years ago] DATE 2019"},
    {"AgoVague", "2022-02-16", "It fell years ago.", "[years ago] DATE PAST_REF"},
    {"Past", "2022-02-16", "over the past two months", "[the past two months] DURATION P2M"},
    {"PastDecade", "2022-02-16", "the third in the past decade", "[the past decade] DURATION P10Y"},
    {"Duration", "2022-02-16", "a five-year pact, 16-hour talks, two and a half years",
     "[five-year] DURATION P5Y; [16-hour] DURATION PT16H; [two and a half years] DURATION P2.5Y"},
    {"Vague", "2022-02-16", "They waited for years, several weeks.",
     "[years] DURATION PXY; [several weeks] DURATION PXW"},
    {"Quarter", "2022-02-16", "in the third quarter of last year",
     "[the third quarter of last year] DATE 2021-Q3"},
    {"Season", "2022-02-16", "Relations froze last summer and in spring 2014.",
     "[last summer] DATE 2021-SU; [spring 2014] DATE 2014-SP"},
    {"FallIsAVerb", "2022-02-16", "Prices fall as the fall of Kabul shows.", ""},
    {"MayIsAVerb", "2022-02-16", "May we say that it may rain, he may.", ""},
    {"Month", "2022-02-16", "He resigned in November.", "[November] DATE 2021-11"},
    {"MonthAhead", "2022-02-16", "Elections will be held in November.", "[November] DATE 2022-11"},
    {"LastMonthName", "2022-02-16", "since last November", "[last November] DATE 2021-11"},
    {"Mid", "2022-02-16", "until mid-April it was to", "[mid-April] DATE 2022-04"},
    {"End", "2022-02-16", "by the end of 1990", "[the end of 1990] DATE 1990"},
    {"Clock", "2022-02-16", "at 16:08 UTC the index", "[16:08 UTC] TIME 2022-02-16T16:08Z"},
    {"ClockDay", "2022-02-16", "expired 5 p.m. EST Feb. 9 as",
     "[5 p.m. EST Feb. 9] TIME 2022-02-09T17:00"},
    {"Set", "2022-02-16", "every month, each Thursday, 15 a year",
     "[every month] SET P1M; [each Thursday] SET XXXX-WXX-4; [a year] SET P1Y"},
    {"Range", "2022-02-16", "They met from Monday to Friday.",
     "[Monday] DATE 2022-02-14; [Friday] DATE 2022-02-11"},
    {"References", "2022-02-16", "recent talks, now, the future",
     "[recent] DATE PAST_REF; [now] DATE PRESENT_REF; [the future] DATE FUTURE_REF"},
    {"Holiday", "2022-02-16", "He was held on Thanksgiving Day and New Year's Eve.",
     "[Thanksgiving Day] DATE 2021-11-25; [New Year's Eve] DATE 2021-12-31"},
    {"Anchor", "2022-02-16", "It rose in October 2020, more than in the same month a year ago.",
     "[October 2020] DATE 2020-10; [the same month a year ago] DATE 2019-10"},
    {"Undated", "", "On Monday, February 16, and last year; in 1990.",
     "[Monday, February 16] DATE XXXX-02-16; [last year] DATE PAST_REF; [1990] DATE 1990"},
    {"Weekend", "2022-02-16", "over the weekend they said", "[the weekend] DATE 2022-W06-WE"},
    {"Thousands", "2022-02-16", "12,000 years and 1,200 days",
     "[12,000 years] DURATION P12000Y; [1,200 days] DURATION P1200D"},
    {"Curly", "2022-02-16", "this year’s talks", "[this year] DATE 2022"},
    {"Nothing", "2022-02-16", "", ""},
    {"Huge", "2022-02-16", "99999999999999999999 days ago, 9999 years ago", ""},
};
INSTANTIATE_TEST_SUITE_P(Table, Times, testing::ValuesIn(kTimes),
                         [](const auto& one) { return one.param.name; });

TEST(TimesByTree, TenseOfTheClauseDecides) {  // the weekday lies ahead of "arrive", though "said"
                                              // is nearer in words
  Document document;
  Analysis analysis;
  ASSERT_TRUE(read_tree(R"(
    Putin     PROPN  2  nsubj
    said      VERB   0  root   say     Mood=Ind|Tense=Past|VerbForm=Fin
    he        PRON   5  nsubj
    will      AUX    5  aux    will    VerbForm=Fin
    arrive    VERB   2  ccomp  arrive  VerbForm=Inf
    Friday    PROPN  5  obl
    .         PUNCT  2  punct
  )",
                        document, analysis));
  document.date = parse_day("2022-02-16");
  TimeScratch scratch;
  Resolution resolution;
  finder().find(document, analysis, scratch, resolution, nullptr);
  EXPECT_EQ(dump(document, resolution), "[Friday] DATE 2022-02-18");
}

TEST(TimePoints, WrittenAndShifted) {
  const Day day = *parse_day("2021-01-03");  // a Sunday of ISO week 53 of 2020
  EXPECT_EQ(format_point(point_at(Grain::kWeek, day)), "2020-W53");
  EXPECT_EQ(format_point(point_at(Grain::kWeekend, day)), "2020-W53-WE");
  EXPECT_EQ(format_point(point_at(Grain::kQuarter, day)), "2021-Q1");
  EXPECT_EQ(format_point(point_at(Grain::kSeason, day)), "2020-WI");
  EXPECT_EQ(format_point(point_at(Grain::kDecade, day)), "202");
  EXPECT_EQ(format_point(point_at(Grain::kCentury, day)), "20");
  EXPECT_EQ(format_point(shift(point_at(Grain::kMonth, day), -13)), "2019-12");
  EXPECT_EQ(format_point(shift(point_at(Grain::kYear, day), -3000)), "");
  EXPECT_EQ(shift(point_at(Grain::kDay, day), 4000000).grain, Grain::kNone);
}

TEST(TimePoints, ShiftsComeBack) {
  for (const Grain grain : {Grain::kDay, Grain::kWeek, Grain::kMonth, Grain::kQuarter, Grain::kHalf,
                            Grain::kYear, Grain::kDecade})
    for (Day day = -200000; day < 200000; day += 997)
      for (const int count : {1, -7, 400}) {
        const TimePoint point = point_at(grain, day);
        EXPECT_EQ(shift(shift(point, count), -count), point)
            << format_day(day) << " " << static_cast<int>(grain);
      }
}

TEST(TimeWordTable, IsWhole) {
  const auto words = TimeWords::open(built_lexicons(), "en.time");
  ASSERT_TRUE(words);
  for (const std::string_view word : {"monday", "february", "ago", "quarter", "decade", "noon"})
    EXPECT_FALSE(words->find(word).empty()) << word;
  EXPECT_FALSE(TimeWords::open(built_lexicons(), "xx.time"));
}

}  // namespace
}  // namespace entente
