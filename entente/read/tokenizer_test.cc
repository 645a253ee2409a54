#include "entente/read/tokenizer.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <iostream>

#include "entente/base/file.h"
#include "entente/read/reader.h"
#include "entente/read/text_blocks.h"

namespace entente {
namespace {

const std::string kModels = ENTENTE_SOURCE_DIR "/models";

const Tokenizer& english() {
  static const Result<Tokenizer> tokenizer = Tokenizer::open(kModels, "en");
  if (!tokenizer) std::cerr << describe(tokenizer.error()) << std::endl, std::abort();
  return *tokenizer;
}

struct TextCase {
  const char* name;
  std::string_view text, tokens;  // " " parts tokens, "+" words of one token, " / " sentences
};
const TextCase kTexts[] = {
    {"Contractions", "They don't know; we can't say, I'm sure.",
     "They do+n't know ; we ca+n't say , I+'m sure ."},
    {"CurlyContractions", "They don’t know what Iran’s envoy won’t say.",
     "They do+n’t know what Iran+’s envoy wo+n’t say ."},
    {"UpperCaseContraction", "WE DON'T KNOW.", "WE DO+N'T KNOW ."},
    {"Cannot", "It cannot last.", "It can+not last ."},
    {"Gonna", "We're gonna sign.", "We+'re gon+na sign ."},
    {"Plural possessive", "The ministers' meeting ended.", "The ministers+' meeting ended ."},
    {"Abbreviations", "Gen. Smith met Mr. Lee in the U.S. on Feb. 16. They left.",
     "Gen. Smith met Mr. Lee in the U.S. on Feb. 16 . / They left ."},
    {"Initials", "J. R. Smith met George W. Bush. He left.",
     "J. R. Smith met George W. Bush . / He left ."},
    {"Dateline", "CARACAS, Feb. 16 (Xinhua) -- Venezuela and Russia signed a pact on Wednesday.",
     "CARACAS , Feb. 16 ( Xinhua ) -- Venezuela and Russia signed a pact on Wednesday ."},
    {"DatelineWithDash", "MOSCOW (Reuters) - The minister arrived on Monday.",
     "MOSCOW ( Reuters ) - The minister arrived on Monday ."},
    {"QuoteAfterStop", "“We met.” He left.", "“ We met . ” / He left ."},
    {"QuoteAcrossSentences", "“We met today. We will meet again,” he said.",
     "“ We met today . / We will meet again , ” he said ."},
    {"Numbers", "It cost $3.5 million, or 1,250,000 in all.",
     "It cost $ 3.5 million , or 1,250,000 in all ."},
    {"Percent", "Exports rose 3.2% in 2021.", "Exports rose 3.2 % in 2021 ."},
    {"Hyphens", "The 12-year-old pact ended.", "The 12 - year - old pact ended ."},
    {"Url", "See http://www.example.org/a/b_c.html now.",
     "See http://www.example.org/a/b_c.html now ."},
    {"Mail", "Write to press.office@example.org today.",
     "Write to press.office@example.org today ."},
    {"Ellipsis", "He paused... then left.", "He paused ... then left ."},
    {"NoSpaceAfterStop", "They met on Monday.The talks failed.",
     "They met on Monday . / The talks failed ."},
    {"Question", "Will they sign? No!", "Will they sign ? / No !"},
    {"Brackets", "The EU (European Union) agreed.", "The EU ( European Union ) agreed ."},
    {"EndingAbbreviation", "They met at 5 p.m. The talks failed.",
     "They met at 5 p.m. / The talks failed ."},
    {"AllCapitals", "RUSSIA AND CHINA SIGN TREATY. TALKS GO ON.",
     "RUSSIA AND CHINA SIGN TREATY . / TALKS GO ON ."},
    {"MissingFinalStop", "The talks ended", "The talks ended"},
    {"Emoji", "Great news 🇻🇪❤️!", "Great news 🇻🇪❤️ !"},
    {"BlankLineEnds", "The talks\n\nended today", "The talks / ended today"},
    {"ListLines", "Trade\nEnergy\nHealth", "Trade / Energy / Health"},
    {"LinesOfOneWidth", "Iran\nIraq\nOman\nMali\nCuba", "Iran / Iraq / Oman / Mali / Cuba"},
    {"Empty", "", ""},
    {"OnlyBlanks", " \n\t \u00A0 ", ""},
    {"Combining", "Nicola\u0301s met Jose\u0301.", "Nicola\u0301s met Jose\u0301 ."},
};
class TokenizerText : public testing::TestWithParam<TextCase> {};
TEST_P(TokenizerText, Tokens) { EXPECT_EQ(english().dump(GetParam().text), GetParam().tokens); }
INSTANTIATE_TEST_SUITE_P(All, TokenizerText, testing::ValuesIn(kTexts), [](const auto& i) {
  std::string name = i.param.name;
  std::erase(name, ' ');
  return name;
});

TEST(Tokenizer, WrappedLinesAreOneParagraph) {
  const std::string_view wrapped =
      "The foreign ministers of both countries met on Monday in\n"
      "the capital and signed an agreement on trade, energy and\n"
      "transport, the state agency reported, adding that talks\n"
      "would go on next week.\n";
  const std::string dump = english().dump(wrapped);
  EXPECT_EQ(dump.find(" / "), std::string::npos) << dump;
}

// What a caller may rely on, whatever the text.
void check_shape(const Document& document, const Analysis& a) {
  const TokenTable& t = a.tokens;
  std::uint32_t end = 0;
  for (std::uint32_t i = 0; i < t.size(); ++i) {
    ASSERT_GE(t.begin[i], end);
    ASSERT_LT(t.begin[i], t.end[i]);
    ASSERT_LE(t.end[i] - t.begin[i], kMaxTokenBytes);
    end = t.end[i];
    ASSERT_EQ(a.form(i), document.piece(a.span(i)));
  }
  ASSERT_LE(end, document.page().size());
  std::uint32_t next = 0;
  for (std::uint32_t s = 0; s < a.sentences.size(); ++s) {
    ASSERT_EQ(a.sentences[s].first, next);
    ASSERT_LT(a.sentences[s].first, a.sentences[s].last);
    ASSERT_LE(a.sentences[s].last - a.sentences[s].first, kMaxSentenceTokens + 8);
    for (std::uint32_t i = a.sentences[s].first; i < a.sentences[s].last; ++i)
      ASSERT_EQ(t.sentence[i], s);
    next = a.sentences[s].last;
  }
  ASSERT_EQ(next, t.size());
}

struct HardCase {
  const char* name;
  std::string text;
  const char* warning;  // "" none
};
std::string repeated(std::string_view piece, std::size_t times) {
  std::string all;
  for (std::size_t i = 0; i < times; ++i) all += piece;
  return all;
}
TEST(Tokenizer, HardTextsStayLinearAndAreCut) {
  const HardCase cases[] = {
      {"LongWord", repeated("a", 5'000'000), "words longer than"},
      {"LongForeignWord", repeated("éß", 100'000), "words longer than"},
      {"OneBracket", repeated("(", 1 << 17), "sentences longer than"},
      {"Lines", repeated("word\n", 100'000), ""},
      {"NoStop", repeated("word ", 100'000), "sentences longer than"},
      {"Zeros", std::string(100'000, '\0'), ""},
      {"Marks", repeated("\u0301", 10'000), "words longer than"},
      {"Joiners", repeated("👩\u200D", 10'000), "words longer than"},
      {"Apostrophes", repeated("n't", 50'000), "sentences longer than"},
  };
  Tokenizer::Workspace workspace;
  Analysis a;
  for (const HardCase& c : cases) {
    Document document;
    document.set_text("A title", c.text);
    std::vector<std::string> warnings;
    english().tokenize(document, workspace, a, warnings);
    SCOPED_TRACE(c.name);
    check_shape(document, a);
    if (*c.warning == '\0') {
      EXPECT_TRUE(warnings.empty()) << warnings[0];
      continue;
    }
    ASSERT_FALSE(warnings.empty());
    EXPECT_EQ(warnings[0].substr(0, std::string(c.warning).size()), c.warning);
  }
}

TEST(Tokenizer, TitleIsItsOwnSentences) {
  Document document;
  document.set_text("Envoy expelled", "the minister said.");
  Tokenizer::Workspace workspace;
  Analysis a;
  std::vector<std::string> warnings;
  english().tokenize(document, workspace, a, warnings);
  check_shape(document, a);
  ASSERT_EQ(a.sentences.size(), 2u);
  EXPECT_TRUE(a.sentences[0].in_title);
  EXPECT_FALSE(a.sentences[1].in_title);
  EXPECT_TRUE(a.sentences[1].paragraph_start);
  EXPECT_EQ(document.piece(a.sentences[1].span), "the minister said.");
}

TEST(Tokenizer, NoSuchLanguage) {
  const auto none = Tokenizer::open(kModels, "xx");
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().code, ErrorCode::kNotFound);
}

TEST(Tokenizer, DamagedModelNamesItsByte) {
  const auto whole = read_file(kModels + "/en-tokenizer.bin", 1 << 28);
  ASSERT_TRUE(whole);
  const std::string folder = testing::TempDir();
  for (const std::size_t at :
       {std::size_t{0}, std::size_t{9}, std::size_t{70}, whole->size() / 2, whole->size() - 1}) {
    std::string damaged = *whole;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x10);
    ASSERT_TRUE(write_file_atomic(folder + "/xx-tokenizer.bin", damaged));
    const auto opened = Tokenizer::open(folder, "xx");
    ASSERT_FALSE(opened) << at;
    EXPECT_EQ(opened.error().code, ErrorCode::kBadModel);
    EXPECT_LE(opened.error().offset, at);
    EXPECT_GT(opened.error().offset + 4096 + 64, at > whole->size() / 2 - 1 ? at : 0) << at;
  }
  for (const std::size_t size :
       {std::size_t{0}, std::size_t{63}, std::size_t{64}, whole->size() - 1}) {
    ASSERT_TRUE(write_file_atomic(folder + "/xx-tokenizer.bin", whole->substr(0, size)));
    EXPECT_FALSE(Tokenizer::open(folder, "xx")) << size;
  }
}

TEST(TextBlocks, ClassifiesAlike) {
  EXPECT_EQ(classify(U'’').plain, classify(U'\'').plain);
  EXPECT_EQ(classify(U'É').plain, U'é');
  EXPECT_EQ(classify(U'7').plain, U'0');
  EXPECT_EQ(classify(U'\u00A0').kind, CharKind::kSpace);
  EXPECT_EQ(classify(U'\uFE0F').kind, CharKind::kExtend);
}

}  // namespace
}  // namespace entente
