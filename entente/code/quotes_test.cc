#include "entente/code/quotes.h"

#include <gtest/gtest.h>

#include <chrono>
#include <random>

#include "entente/code/register_test_scene.h"

namespace entente {
namespace {

// ------------------------------------------------------------------ marks
struct MarkCase {
  const char* name;
  std::string_view text, spans;  // spans: what stands between marks, in [ ]; ( before one without
                                 // opening, ) after one without closing
};

std::string dump_marks(std::string_view text) {
  MarkScratch scratch;
  std::vector<MarkedSpan> spans;
  find_marked_spans(text, scratch, spans);
  std::string out;
  for (const MarkedSpan& span : spans) {
    out += out.empty() ? "" : " ";
    if (span.no_open) out += '(';
    out += '[' + std::string(text.substr(span.inside.begin, span.inside.size())) + ']';
    if (span.no_close) out += ')';
  }
  return out;
}

const MarkCase kMarks[] = {
    {"Curly", "“Yes,” he said. “No.”", "[Yes,] [No.]"},
    {"Straight", "\"Yes,\" he said. \"No.\"", "[Yes,] [No.]"},
    {"Ticks", "''Yes,'' he said, and ``no.''", "[Yes,] [no.]"},
    {"Guillemets", "« Oui », dit-il. «Non».", "[Oui] [Non]"},
    {"GuillemetsInside", "»Ja«, sagte er.", "[Ja]"},
    {"Low", "„Ja“, sagte er. „Nein.”", "[Ja] [Nein.]"},
    {"Swedish", "”Ja”, sade han.", "[Ja]"},
    {"MixedEnds", "“Yes,\" he said. \"No.”", "[Yes,] [No.]"},
    {"NestedSingle", "“He called it ‘a mistake’ twice,” she said.",
     "[He called it ‘a mistake’ twice,]"},
    {"NestedStraight", "\"He said 'no' and left,\" she said.", "[He said 'no' and left,]"},
    {"NestedSame", "“The “old” order,” he said.", "[The “old” order,]"},
    {"BritishSingle", "‘We don’t know,’ he said.", "[We don’t know,]"},
    {"Possessive", "‘The ministers’ talks failed,’ he said.", "[The ministers’ talks failed,]"},
    {"ApostropheOnly", "The ministers’ talks and rock ’n’ roll in the ’90s", ""},
    {"Inches", "He is 6'2\" tall and said: \"Yes.\"", "[Yes.]"},
    {"NoOpening", "We will help,” he said. “Soon.”", "([We will help,] [Soon.]"},
    {"NoOpeningStraight", "We will help,\" he said.", "([We will help,]"},
    {"NoClosing", "He said: “We will help. Soon", "[We will help.])"},
    {"NoClosingWholeParagraph", "“We will help. Soon", "[We will help. Soon])"},
    {"TwoParagraphs", "“One.\n\n“Two,” he said.", "[One.]) [Two,]"},
    {"OtherParagraphIsNot", "“One.” He left.\n\nTwo,” she said.", "[One.] ([Two,]"},
    {"LoneMark", "A lone \" in the text", "[in the text])"},
    {"AttributeOfTag", "<tweet id=\"12\" by=\"x\">text", ""},
    {"Empty", "\"\" and “”", ""},
    {"Dash", "He said—“no”—and left", "[no]"},
    {"Parenthesis", "(“no”)", "[no]"},
};
class Marks : public testing::TestWithParam<MarkCase> {};
TEST_P(Marks, Spans) { EXPECT_EQ(dump_marks(GetParam().text), GetParam().spans); }
INSTANTIATE_TEST_SUITE_P(Table, Marks, testing::ValuesIn(kMarks),
                         [](const auto& i) { return i.param.name; });

// Whatever the text, spans ascend, lie inside it and do not overlap.
TEST(MarksProperty, AnyTextGivesOrderedSpans) {
  static constexpr std::string_view kParts[] = {"\"", "'",    "“",  "”",  "„", "‘", "’",
                                                "«",  "»",    "''", "``", " ", "a", "s",
                                                ".",  "\n\n", "<a", ">",  "é", "—"};
  std::mt19937 random(7);
  MarkScratch scratch;
  std::vector<MarkedSpan> spans;
  for (int round = 0; round < 20000; ++round) {
    std::string text;
    for (auto n = random() % 24; n > 0; --n) text += kParts[random() % std::size(kParts)];
    find_marked_spans(text, scratch, spans);
    std::uint32_t at = 0;
    for (const MarkedSpan& span : spans) {
      ASSERT_LE(at, span.whole.begin) << text;
      ASSERT_LE(span.whole.begin, span.inside.begin) << text;
      ASSERT_LT(span.inside.begin, span.inside.end) << text;
      ASSERT_LE(span.inside.end, span.whole.end) << text;
      ASSERT_LE(span.whole.end, text.size()) << text;
      at = span.whole.end;
    }
  }
}

// A million marks of any kind take linear time: twice the marks, not four times the time.
TEST(MarksProperty, AMillionMarksAreLinear) {
  for (const std::string_view mark :
       {"\"", "“", "”", "'", "' ", " 'a", "“a ", "‘a", "s’ ", "\" ", "«»", "\n\n“"}) {
    const auto run = [&](std::size_t count) {
      std::string text;
      for (std::size_t i = 0; i < count; ++i) text += mark;
      MarkScratch scratch;
      std::vector<MarkedSpan> spans;
      const auto start = std::chrono::steady_clock::now();
      find_marked_spans(text, scratch, spans);
      return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    };
    EXPECT_LT(run(1000000), 20.0) << mark;
  }
}

// ------------------------------------------------------------------ quotes
std::string dump_quotes(RegisterTest& test) {
  auto finder = QuoteFinder::open(register_test_lexicons());
  if (!finder) return describe(finder.error());
  const RegisterScene scene = test.scene();
  QuoteScratch scratch;
  std::vector<Quote> quotes;
  finder->find(scene.document, scene.analysis, scene.extents, scene.resolution, scene.added,
               scratch, quotes);
  scene.added.join(scene.resolution);
  std::string out;
  for (const Quote& quote : quotes) {
    out += out.empty() ? "" : " / ";
    out += quote.speaker ? scene.resolution.actors[*quote.speaker].name : "?";
    out += quote.cue ? " " + std::string(scene.document.piece(*quote.cue)) : " -";
    out += quote.direct ? ": " : " that: ";
    out += scene.document.piece(quote.span);
  }
  return out;
}

TEST(Quotes, VerbBehindItsSubjectBehindThat) {
  RegisterTest test(R"(
    "       PUNCT  3   punct
    We      PRON   3   nsubj
    agree   VERB   6   ccomp
    ,       PUNCT  3   punct
    "       PUNCT  3   punct
    said    VERB   0   root   say
    Borisov PROPN  6   nsubj
    .       PUNCT  6   punct
  )");
  test.person("Borisov", "RUS");
  EXPECT_EQ(dump_quotes(test), "Borisov said: We agree,");
}

TEST(Quotes, IndirectWithThat) {
  RegisterTest test(R"(
    Borisov PROPN  2   nsubj
    said    VERB   0   root   say
    that    SCONJ  5   mark
    Russia  PROPN  5   nsubj
    agreed  VERB   2   ccomp  agree
    .       PUNCT  2   punct
  )");
  test.person("Borisov", "RUS").state("Russia", "RUS");
  EXPECT_EQ(dump_quotes(test), "Borisov said that: that Russia agreed");
}

TEST(Quotes, AsideAndAccordingTo) {
  RegisterTest test(R"(
    Russia   PROPN  2   nsubj
    agreed   VERB   0   root   agree
    quickly  ADV    2   advmod
    ,        PUNCT  5   punct
    said     VERB   2   parataxis  say
    Borisov  PROPN  5   nsubj
    .        PUNCT  2   punct

    According VERB  3   case   accord
    to        ADP   1   fixed
    TASS      PROPN 6   obl
    ,         PUNCT 3   punct
    Moscow    PROPN 6   nsubj
    agreed    VERB  0   root   agree
    .         PUNCT 6   punct
  )");
  test.person("Borisov", "RUS")
      .state("Russia|Moscow", "RUS")
      .actor("TASS", "RUS", ActorKind::kOrganization);
  EXPECT_EQ(dump_quotes(test),
            "Borisov said that: Russia agreed quickly / TASS According to that: Moscow agreed");
}

TEST(Quotes, PartOfASentenceIsQuotedAndTheWholeReported) {
  RegisterTest test(R"(
    He        PRON   2   nsubj
    assured   VERB   0   root   assure
    that      SCONJ  7   mark
    relations NOUN   7   nsubj  relation
    are       AUX    7   cop    be
    “         PUNCT  7   punct
    stronger  ADJ    2   ccomp  strong
    than      ADP    9   case
    ever      ADV    7   obl
    .         PUNCT  2   punct
    ”         PUNCT  2   punct
  )");
  test.person("He", "VEN");
  EXPECT_EQ(
      dump_quotes(test),
      "He assured that: that relations are “stronger than ever / He assured: stronger than ever.");
}

// The founding report opens so: the mark that should open its first words is missing.
TEST(Quotes, OpeningMarkMissing) {
  RegisterTest test(R"(
    We       PRON   3   nsubj
    will     AUX    3   aux
    increase VERB   7   ccomp
    cooperation NOUN 3  obj
    ,        PUNCT  3   punct
    ”        PUNCT  3   punct
    assured  VERB   0   root   assure
    Maduro   PROPN  7   nsubj
    .        PUNCT  7   punct
  )");
  test.person("Maduro", "VEN");
  EXPECT_EQ(dump_quotes(test), "Maduro assured: We will increase cooperation,");
}

TEST(Quotes, ASpeakerWithoutAName) {
  RegisterTest test(R"(
    Talks    NOUN   2   nsubj  talk
    failed   VERB   6   ccomp  fail
    ,        PUNCT  2   punct
    a        DET    5   det
    source   NOUN   6   nsubj
    said     VERB   0   root   say
    .        PUNCT  6   punct
  )");
  EXPECT_EQ(dump_quotes(test), "a source said that: Talks failed");
  ASSERT_EQ(test.resolution.actors.size(), 1u);
  EXPECT_EQ(test.resolution.actors[0].kind, ActorKind::kGeneric);
  ASSERT_EQ(test.resolution.mentions.size(), 1u);
  EXPECT_EQ(test.resolution.mention_of[4], 0u);
}

// "The museum, he said, would ...": both sides of the aside are reported.
TEST(Quotes, AsideInsideItsClause) {
  RegisterTest test(R"(
    The     DET    2   det
    accord  NOUN   8   nsubj
    ,       PUNCT  5   punct
    Borisov PROPN  5   nsubj
    said    VERB   8   parataxis  say
    ,       PUNCT  5   punct
    would   AUX    8   aux
    help    VERB   0   root
    Russia  PROPN  8   obj
    .       PUNCT  8   punct
  )");
  test.person("Borisov", "RUS");
  EXPECT_EQ(dump_quotes(test),
            "Borisov said that: The accord / Borisov said that: would help Russia");
}

TEST(Quotes, TwoApostrophesAreMarks) {
  RegisterTest test(R"(
    ''      PUNCT  3   punct
    We      PRON   3   nsubj
    agree   VERB   6   ccomp
    ,       PUNCT  3   punct
    ''      PUNCT  3   punct
    said    VERB   0   root   say
    Borisov PROPN  6   nsubj
  )");
  test.person("Borisov", "RUS");
  EXPECT_EQ(dump_quotes(test), "Borisov said: We agree,");
}

// Whoever spoke goes on speaking, though the pronoun was somebody else's.
TEST(Quotes, HeGoesOnSpeaking) {
  RegisterTest test(R"(
    Borisov PROPN  2   nsubj
    left    VERB   0   root   leave
    Maduro  PROPN  4   nsubj
    said    VERB   2   conj   say
    it      PRON   6   nsubj
    works   VERB   4   ccomp  work
    and     CCONJ  9   cc
    He      PRON   9   nsubj  he
    added   VERB   4   conj   add
    it      PRON   11  nsubj
    lasts   VERB   9   ccomp  last
  )");
  test.person("Borisov|He", "RUS").person("Maduro", "VEN");
  test.resolution.mentions[test.resolution.mention_of[7]].kind = MentionKind::kPronoun;
  EXPECT_EQ(dump_quotes(test), "Maduro said that: it works / Maduro added that: it lasts");
  EXPECT_EQ(test.resolution.mentions[test.resolution.mention_of[7]].actor, 1u);
}

// The tree makes the quoted words' subject the verb's: who stands beside the verb says them.
TEST(Quotes, SpeakerBesideTheVerbBehindTheWords) {
  RegisterTest test(R"(
    Russia  PROPN  9   nsubj
    "       PUNCT  3   punct
    agrees  VERB   9   ccomp  agree
    with    ADP    5   case
    us      PRON   3   obl
    ,       PUNCT  3   punct
    "       PUNCT  3   punct
    Borisov PROPN  9   obj
    said    VERB   0   root   say
    Friday  PROPN  9   obl
  )");
  test.person("Borisov", "RUS").state("Russia", "RUS");
  EXPECT_EQ(dump_quotes(test), "Borisov said: agrees with us,");
}

TEST(Quotes, CalledANameIsQuotedANameIsNot) {
  RegisterTest called(R"(
    He      PRON   2   nsubj
    called  VERB   0   root   call
    her     PRON   2   obj
    "       PUNCT  6   punct
    Miss    PROPN  6   compound
    Piggy   PROPN  2   xcomp
    "       PUNCT  6   punct
    and     CCONJ  10  cc
    "       PUNCT  10  punct
    Dreary  PROPN  6   conj
    "       PUNCT  10  punct
  )");
  called.person("He", "USA");
  EXPECT_EQ(dump_quotes(called),
            "He called that: her \"Miss Piggy\" and \"Dreary / He called: Miss Piggy / He called: "
            "Dreary");
  RegisterTest labelled(R"(
    A        DET    2   det
    user     NOUN   7   nsubj
    labelled VERB   2   acl    label
    "        PUNCT  5   punct
    Anon     PROPN  3   xcomp
    "        PUNCT  5   punct
    left     VERB   0   root   leave
  )");
  EXPECT_EQ(dump_quotes(labelled), "");
}

TEST(Quotes, TitlesAndNicknamesAreNone) {
  RegisterTest test(R"(
    Robert   PROPN  4   nsubj
    "        PUNCT  1   punct
    Bobby    PROPN  1   flat
    saw      VERB   0   root   see
    “        PUNCT  6   punct
    Face     PROPN  4   obj
    the      DET    8   det
    Nation   PROPN  6   flat
    ”        PUNCT  6   punct
    .        PUNCT  4   punct
  )");
  test.person("Robert", "USA");
  EXPECT_EQ(dump_quotes(test), "");
}

}  // namespace
}  // namespace entente
