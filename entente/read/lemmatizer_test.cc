#include "entente/read/lemmatizer.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <iostream>

#include "entente/base/file.h"
#include "entente/read/lemma_rules.h"
#include "entente/record/conllu.h"

namespace entente {
namespace {

const std::string kModels = ENTENTE_SOURCE_DIR "/models";

const Lemmatizer& english() {
  static const Result<Lemmatizer> lemmatizer = Lemmatizer::open(kModels, "en");
  if (!lemmatizer) std::cerr << describe(lemmatizer.error()) << std::endl, std::abort();
  return *lemmatizer;
}

struct LemmaCase {
  std::string_view form;
  Upos upos;
  std::string_view feats, lemma;
};
constexpr std::string_view kPast = "Mood=Ind|Tense=Past|VerbForm=Fin", kGerund = "VerbForm=Ger";
constexpr std::string_view kPasses = "Tense=Past|VerbForm=Part|Voice=Pass",
                           kPresent = "Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin";
const LemmaCase kCases[] = {
    {"signed", Upos::kVerb, kPast, "sign"},
    {"denied", Upos::kVerb, kPast, "deny"},
    {"met", Upos::kVerb, kPast, "meet"},
    {"went", Upos::kVerb, kPast, "go"},
    {"pledged", Upos::kVerb, kPast, "pledge"},
    {"condemned", Upos::kVerb, kPast, "condemn"},
    {"denounced", Upos::kVerb, kPast, "denounce"},
    {"ratified", Upos::kVerb, kPasses, "ratify"},
    {"agreed", Upos::kVerb, kPast, "agree"},
    {"urged", Upos::kVerb, kPast, "urge"},
    {"expelling", Upos::kVerb, kGerund, "expel"},
    {"visiting", Upos::kVerb, kGerund, "visit"},
    {"signing", Upos::kVerb, kGerund, "sign"},
    {"imposing", Upos::kVerb, kGerund, "impose"},
    {"says", Upos::kVerb, kPresent, "say"},
    {"has", Upos::kAux, kPresent, "have"},
    {"is", Upos::kAux, kPresent, "be"},
    {"accuses", Upos::kVerb, kPresent, "accuse"},
    {"left", Upos::kVerb, kPast, "leave"},
    {"withdrew", Upos::kVerb, kPast, "withdraw"},
    {"countries", Upos::kNoun, "Number=Plur", "country"},
    {"parties", Upos::kNoun, "Number=Plur", "party"},
    {"Ministers", Upos::kNoun, "Number=Plur", "minister"},
    {"men", Upos::kNoun, "Number=Plur", "man"},
    {"crises", Upos::kNoun, "Number=Plur", "crisis"},
    {"embassies", Upos::kNoun, "Number=Plur", "embassy"},
    {"Russia", Upos::kPropn, "Number=Sing", "Russia"},
    {"RUSSIA", Upos::kPropn, "Number=Sing", "RUSSIA"},
    {"better", Upos::kAdj, "Degree=Cmp", "good"},
    {"n't", Upos::kPart, "Polarity=Neg", "not"},
    {"", Upos::kX, "", ""},
    {"Łódź", Upos::kPropn, "Number=Sing", "Łódź"},
};

TEST(Lemmatizer, Words) {
  for (const LemmaCase& c : kCases)
    EXPECT_EQ(english().lemma(c.form, c.upos, c.feats), c.lemma) << c.form;
}

TEST(Lemmatizer, CapitalsSayNothingWhereAllIsWrittenInThem) {
  Document document;
  Analysis a;
  ASSERT_TRUE(read_tree(
      "MINISTERS NOUN 2 nsubj _ Number=Plur\nSIGNED VERB 0 root _ Tense=Past|VerbForm=Fin\n"
      "TRADE NOUN 4 compound _ Number=Sing\nTREATIES NOUN 2 obj _ Number=Plur\n",
      document, a));
  english().lemmatize(a);
  EXPECT_EQ(a.lemma(0), "minister");
  EXPECT_EQ(a.lemma(1), "sign");
  EXPECT_EQ(a.lemma(2), "trade");
  EXPECT_EQ(a.lemma(3), "treaty");
}

TEST(Lemmatizer, AnyWordGetsALemma) {
  for (const std::string& form :
       {std::string(1000, 's'), std::string("\u00E9s"), std::string("s\u00E9"), std::string("'")})
    for (std::size_t upos = 0; upos < kUposCount; ++upos)
      for (const char* feats : {"", "Number=Plur", "Tense=Past|VerbForm=Fin", "=|=||"})
        EXPECT_FALSE(english().lemma(form, static_cast<Upos>(upos), feats).empty());
}

TEST(Lemmatizer, Shapes) {
  EXPECT_EQ(letter_shape("war"), LetterShape::kLower);
  EXPECT_EQ(letter_shape("War"), LetterShape::kCapital);
  EXPECT_EQ(letter_shape("UN"), LetterShape::kUpper);
  EXPECT_EQ(letter_shape("McCain"), LetterShape::kMixed);
  EXPECT_EQ(letter_shape("Élysée"), LetterShape::kCapital);
}

TEST(Lemmatizer, DamagedModelIsRefused) {
  const auto whole = read_file(kModels + "/en-lemmas.bin", 1 << 28);
  ASSERT_TRUE(whole);
  const std::string folder = testing::TempDir();
  for (std::size_t at = 0; at < whole->size(); at += 997) {
    std::string damaged = *whole;
    damaged[at] = static_cast<char>(damaged[at] ^ 1);
    ASSERT_TRUE(write_file_atomic(folder + "/yy-lemmas.bin", damaged));
    const auto opened = Lemmatizer::open(folder, "yy");
    if (opened) continue;  // a byte of padding or of the revision may be another without harm
    EXPECT_EQ(opened.error().code, ErrorCode::kBadModel);
  }
}

}  // namespace
}  // namespace entente
