#include "entente/record/conllu.h"

#include <gtest/gtest.h>

namespace entente {
namespace {

// "form@begin-end/UPOS>head(deprel)", "+" before a word whose token goes on, "|" before a new
// sentence, "¶" a paragraph.
std::string dump(const Analysis& a) {
  std::string out;
  for (const Sentence& s : a.sentences) {
    out += s.in_title ? "T" : s.paragraph_start ? "¶" : "|";
    for (std::uint32_t t = s.first; t < s.last; ++t) {
      out += ' ';
      out += a.form(t);
      out += '@' + std::to_string(a.tokens.begin[t]) + '-' + std::to_string(a.tokens.end[t]);
      if (a.tokens.head[t] != kNoToken) out += '>' + std::to_string(a.tokens.head[t]);
      if (a.tokens.mwt[t]) out += '+';
      if (!a.tokens.space_after[t]) out += '_';
    }
    out += ' ';
  }
  return out;
}

const char kDont[] =
    "# newdoc id = d1\n"
    "# newpar\n"
    "# text = They don't know\u00A0it .\n"
    "1\tThey\tthey\tPRON\tPRP\tCase=Nom\t4\tnsubj\t4:nsubj\t_\n"
    "2-3\tdon't\t_\t_\t_\t_\t_\t_\t_\t_\n"
    "2\tdo\tdo\tAUX\tVBP\t_\t4\taux\t_\t_\n"
    "3\tn't\tnot\tPART\tRB\t_\t4\tadvmod\t_\t_\n"
    "4\tknow\tknow\tVERB\tVB\t_\t0\troot\t_\t_\n"
    "4.1\tmissing\t_\t_\t_\t_\t_\t_\t_\t_\n"
    "5\tit\tit\tPRON\tPRP\t_\t4\tobj\t_\t_\n"
    "6\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\tSpaceAfter=No\n"
    "\n"
    "1-2\tau\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n"
    "1\tà\tà\tADP\t_\t_\t0\troot\t_\t_\n"
    "2\tle\tle\tDET\t_\t_\t1\tnmod:desc\t_\t_\n"
    "3\t!\t!\tPUNCT\t_\t_\t1\tpunct\t_\t_\n"
    "\n";

TEST(Conllu, ReadsWordsTokensAndSpacing) {
  Document d;
  Analysis a;
  const Status read = read_conllu(kDont, d, a);
  ASSERT_TRUE(read) << describe(read.error());
  EXPECT_EQ(d.id, "d1");
  EXPECT_EQ(d.page(), "They don't know\u00A0it .au!");
  EXPECT_EQ(dump(a),
            "¶ They@0-4>3 do@5-7>3+_ n't@7-10>3 know@11-15 it@17-19>3 .@20-21>3_ | à@21-23+_ "
            "le@21-23>6_ !@23-24>6_ ");
  EXPECT_EQ(a.lemma(2), "not");
  EXPECT_TRUE(a.has_feat(0, "Case", "Nom"));
  EXPECT_EQ(a.tokens.subtype[7], Subtype::kDesc);
  EXPECT_EQ(children(a, 3).end() - children(a, 3).begin(), 5);
}

TEST(Conllu, WhatIsWrittenReadsBackTheSame) {
  Document d, d2;
  Analysis a, a2;
  ASSERT_TRUE(read_conllu(kDont, d, a));
  std::string first, second;
  append_conllu(d, a, first);
  const Status read = read_conllu(first, d2, a2);
  ASSERT_TRUE(read) << describe(read.error()) << "\n" << first;
  EXPECT_EQ(dump(a2), dump(a));
  EXPECT_EQ(d2.page(), d.page());
  append_conllu(d2, a2, second);
  EXPECT_EQ(second, first);
  EXPECT_NE(first.find("2-3\tdon't\t_\t_\t_\t_\t_\t_\t_\t_\n"), std::string::npos) << first;
  EXPECT_NE(first.find("1-2\tau\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n"), std::string::npos)
      << first;
}

TEST(Conllu, ShortFormSetsBlanksAsEnglishDoes) {
  Document d;
  Analysis a;
  const Status read = read_tree(R"(
    # in_title = yes
    Envoy    NOUN  2 nsubj
    expelled VERB  0 root   expel  Tense=Past|VerbForm=Part

    # newpar
    "        PUNCT 6 punct
    Iran     PROPN 4 nmod
    's       PART  2 case
    envoy    NOUN  6 nsubj
    did      AUX   6 aux    do
    +n't     PART  0 root   not
    leave    VERB  6 xcomp
    "        PUNCT 6 punct
    (        PUNCT 10 punct
    $        SYM   6 obl
    3        NUM   10 nummod
    )        PUNCT 10 punct
    .        PUNCT 6 punct
  )",
                                d, a);
  ASSERT_TRUE(read) << describe(read.error());
  EXPECT_EQ(d.title(), "Envoy expelled");
  EXPECT_EQ(d.body(), "\"Iran's envoy didn't leave\" ($3).");
  EXPECT_EQ(a.lemma(0), "envoy");
  EXPECT_EQ(a.lemma(3), "Iran");
  EXPECT_EQ(a.lemma(1), "expel");
  EXPECT_TRUE(a.sentences[0].in_title);
  EXPECT_FALSE(a.sentences[1].in_title);
  EXPECT_TRUE(a.sentences[1].paragraph_start);
  EXPECT_EQ(d.piece(a.span(3)), "Iran");
  EXPECT_EQ(d.piece(a.sentences[1].span), d.body());
}

struct BadCase {
  const char* name;
  const char* text;
  const char* message;
};
const BadCase kBad[] = {
    {"Columns", "1\ta\ta\tNOUN\t_\t_\t0\troot\t_\n\n", "line 1: 9 columns instead of 10"},
    {"Control", "1\tI\x11ran\ta\tX\t_\t_\t0\troot\t_\t_\n",
     "line 1: a form with a control character"},
    {"Order", "2\ta\ta\tNOUN\t_\t_\t0\troot\t_\t_\n", "line 1: word \"2\" where 1 is due"},
    {"Tag", "\n1\ta\ta\tNAME\t_\t_\t0\troot\t_\t_\n", "line 2: no part of speech: \"NAME\""},
    {"Relation", "1\ta\ta\tX\t_\t_\t0\tboss\t_\t_\n", "line 1: no relation: \"boss\""},
    {"Head", "1\ta\ta\tX\t_\t_\t7\tdep\t_\t_\n2\ta\ta\tX\t_\t_\t0\troot\t_\t_\n",
     "line 1: head 7 outside the sentence"},
    {"HugeHead", "1\ta\ta\tX\t_\t_\t99999999999\tdep\t_\t_\n", "line 1: no head: \"99999999999\""},
    {"Cycle",
     "1\ta\ta\tX\t_\t_\t0\troot\t_\t_\n2\ta\ta\tX\t_\t_\t3\tdep\t_\t_\n3\ta\ta\tX\t_\t_\t2\tdep\t_"
     "\t_\n",
     "line 2: the heads from here go round in a circle"},
    {"TwoRoots", "1\ta\ta\tX\t_\t_\t0\troot\t_\t_\n2\ta\ta\tX\t_\t_\t0\troot\t_\t_\n",
     "line 2: a second root"},
    {"Text", "# text = b\n1\ta\ta\tX\t_\t_\t0\troot\t_\t_\n",
     "line 2: \"a\" does not follow in # text"},
    {"TextGoesOn", "# text = a b\n1\ta\ta\tX\t_\t_\t0\troot\t_\t_\n",
     "line 2: # text goes on behind the last word"},
    {"Range", "1-3\tab\t_\t_\t_\t_\t_\t_\t_\t_\n1\ta\ta\tX\t_\t_\t0\troot\t_\t_\n",
     "line 2: a multiword token without its words"},
};
class BadConllu : public testing::TestWithParam<BadCase> {};
TEST_P(BadConllu, NamesItsLine) {
  Document d;
  Analysis a;
  const Status read = read_conllu(GetParam().text, d, a);
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().message, GetParam().message);
}
INSTANTIATE_TEST_SUITE_P(All, BadConllu, testing::ValuesIn(kBad),
                         [](const auto& i) { return i.param.name; });

TEST(Conllu, AnyHeadsAreWrittenAsATree) {
  Document d, d2;
  Analysis a, a2;
  ASSERT_TRUE(read_tree("a X 0 root\nb X 1 dep\nc X 1 dep\nd X 1 dep\n", d, a));
  for (std::uint32_t code = 0; code < 6 * 6 * 6 * 6;
       ++code) {  // every way to hang four words, nonsense included
    std::uint32_t rest = code;
    for (std::uint32_t t = 0; t < 4; ++t, rest /= 6)
      a.tokens.head[t] = rest % 6 == 5 ? kNoToken : rest % 6;
    std::string text;
    append_conllu(d, a, text);
    const Status read = read_conllu(text, d2, a2);
    ASSERT_TRUE(read) << describe(read.error()) << "\n" << text;
  }
}

// Found by fuzz/tokenizer_fuzz: the tokenizer takes these for blanks, so # text must be read the
// same way.
TEST(Conllu, UnseenCharactersAreBlanks) {
  Document d, d2;
  Analysis a, a2;
  ASSERT_TRUE(read_conllu(
      "# text = a\u200Bb\u0085c\n1\ta\t_\tX\t_\t_\t0\troot\t_\t_\n2\tb\t_\tX\t_\t_\t1\tdep\t_\t_\n"
      "3\tc\t_\tX\t_\t_\t1\tdep\t_\t_\n",
      d, a));
  std::string text;
  d.set_text("", std::string("a\0b\u0085c", 6));
  for (std::uint32_t t = 0; t < 3; ++t)
    a.tokens.begin[t] = 2 * t + (t == 2), a.tokens.end[t] = a.tokens.begin[t] + 1;
  a.sentences[0].span = {0, 6};
  append_conllu(d, a, text);
  const Status read = read_conllu(text, d2, a2);
  ASSERT_TRUE(read) << describe(read.error()) << text;
  EXPECT_EQ(dump(a2), "¶ a@0-1 b@2-3>0 c@5-6>0_ ");
}

TEST(Conllu, SplitsDocuments) {
  const std::string_view text = "# newdoc id = a\n1\n\n# newdoc id = b\n2\n";
  const auto pieces = split_conllu_documents(text);
  ASSERT_EQ(pieces.size(), 2u);
  EXPECT_EQ(pieces[1], "# newdoc id = b\n2\n");
  EXPECT_EQ(split_conllu_documents("1\n").size(), 1u);
}

TEST(Conllu, WordsWithoutTreeMayStand) {
  Document d;
  Analysis a;
  ASSERT_TRUE(
      read_conllu("1\ta\t_\t_\t_\t_\t_\t_\t_\t_\r\n2\tb\t_\t_\t_\t_\t_\t_\t_\t_\r\n\r\n", d, a));
  EXPECT_EQ(dump(a), "¶ a@0-1 b@2-3_ ");
}

}  // namespace
}  // namespace entente
