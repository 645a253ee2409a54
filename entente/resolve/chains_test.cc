// Trees and the chains that they must give, by phrase: a chain reads {one|two|...}, in order of
// first mention; what is mentioned once is left out. The trees are written by hand; the weights are
// those that ship.
#include "entente/resolve/chains.h"

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "entente/record/conllu.h"
#include "entente/resolve/test_text.h"

namespace entente {
namespace {

const ChainFinder& finder() {
  static const ChainFinder opened = std::move(*ChainFinder::open(built_lexicons()));
  return opened;
}

std::string dump(const Document& document, const Resolution& resolution) {
  std::map<std::uint32_t, std::vector<std::string>> chains;
  for (const ChainMention& m : resolution.chains)
    chains[m.chain].emplace_back(document.piece(m.span));
  std::string out;
  for (const auto& [chain, mentions] : chains) {
    if (mentions.size() < 2) continue;
    out += '{';
    for (const std::string& mention : mentions) out += (out.back() == '{' ? "" : "|") + mention;
    out += '}';
  }
  return out;
}

struct ChainCase {
  const char* name;
  std::string_view tree;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> persons;  // tokens of each
  std::string_view chains, phrases;                              // "*", phrases "": not asked
};

const ChainCase kCases[] = {
    {"NameAndPronoun",
     R"(
Maria PROPN 2 nsubj
slept VERB 0 root sleep
. PUNCT 2 punct

She PRON 2 nsubj she Number=Sing|PronType=Prs
woke VERB 0 root wake
. PUNCT 2 punct
)",
     {{0, 1}},
     "{Maria|She}",
     ""},
    {"GenderTellsWhich",
     R"(
Maria PROPN 2 nsubj
met VERB 0 root meet
Peter PROPN 2 obj
. PUNCT 2 punct

He PRON 2 nsubj he Number=Sing|PronType=Prs
smiled VERB 0 root smile
. PUNCT 2 punct
)",
     {{0, 1}, {2, 3}},
     "{Peter|He}",
     ""},
    {"SameNounSameThing",
     R"(
The DET 2 det
factory NOUN 3 nsubj factory Number=Sing
burned VERB 0 root burn
. PUNCT 3 punct

Nobody PRON 2 nsubj nobody Number=Sing
entered VERB 0 root enter
the DET 4 det
factory NOUN 2 obj factory Number=Sing
. PUNCT 2 punct
)",
     {},
     "{The factory|the factory}",
     ""},
    {"Predicate",
     R"(
Eastman PROPN 4 nsubj
is AUX 4 cop be
a DET 4 det
doctor NOUN 0 root doctor Number=Sing
. PUNCT 4 punct
)",
     {{0, 1}},
     "{Eastman|a doctor}",
     "Eastman; a doctor"},
    {"TitleIsNoPhrase",
     R"(
Professor PROPN 2 compound
Eastman PROPN 3 nsubj
spoke VERB 0 root speak
)",
     {{1, 2}},
     "*",
     "Professor Eastman"},
    {"SpansOfPhrases",
     R"(
the DET 2 det
men NOUN 7 nsubj man Number=Plur
of ADP 4 case
Rome PROPN 2 nmod
and CCONJ 6 cc
Carthage PROPN 4 conj
met VERB 0 root meet
in ADP 11 case
his PRON 10 nmod:poss he
father NOUN 11 nmod:poss father Number=Sing
house NOUN 7 obl house Number=Sing
)",
     {},
     "*",
     "the men of Rome and Carthage; Rome and Carthage; Rome; Carthage; his father house; his "
     "father; "
     "his"},
};

class Chains : public testing::TestWithParam<ChainCase> {};
TEST_P(Chains, OfATree) {
  const ChainCase& c = GetParam();
  Document document;
  Analysis analysis;
  const Status read = read_tree(c.tree, document, analysis);
  ASSERT_TRUE(read) << describe(read.error());
  for (const auto& [first, last] : c.persons)
    analysis.entities.push_back({first, last, EntityType::kPer, 1});
  Resolution resolution;
  resolution.mention_of.assign(analysis.tokens.size(), Resolution::kNone);
  ChainScratch scratch;
  finder().find(document, analysis, scratch, resolution, nullptr);
  if (c.chains != "*") {
    EXPECT_EQ(dump(document, resolution), c.chains);
  }
  if (c.phrases.empty()) return;
  std::string phrases;
  for (const ChainMention& m : resolution.chains)
    phrases += (phrases.empty() ? "" : "; ") + std::string(document.piece(m.span));
  EXPECT_EQ(phrases, c.phrases);
}
INSTANTIATE_TEST_SUITE_P(Cases, Chains, testing::ValuesIn(kCases),
                         [](const auto& c) { return c.param.name; });

// A document twice as long has twice the candidates: each phrase looks back a bounded distance.
TEST(ChainsCost, LinearInTheDocument) {
  const auto line_of = [](int sentences) {
    std::string text;
    for (int i = 0; i < sentences; ++i)
      text +=
          "The DET 2 det\ngroup NOUN 3 nsubj group Number=Sing\nleft VERB 0 root leave\nit PRON 3 "
          "obj it\n\n";
    Document document;
    Analysis analysis;
    EXPECT_TRUE(read_tree(text, document, analysis));
    Resolution resolution;
    ChainScratch scratch;
    resolution.mention_of.assign(analysis.tokens.size(), Resolution::kNone);
    std::string out;
    finder().dump(document, analysis, resolution, scratch, out);
    return out.size();
  };
  const std::size_t once = line_of(200), twice = line_of(400);
  EXPECT_LT(twice, 2.2 * static_cast<double>(once));
}

TEST(NounsTable, SortsGendersKinds) {
  const Nouns nouns = std::move(*Nouns::open(built_lexicons()));
  const std::uint32_t daughter = nouns.find("daughter"), factory = nouns.find("factory");
  EXPECT_EQ(nouns.sort(daughter), "person");
  EXPECT_EQ(nouns.gender(daughter), 'f');
  EXPECT_EQ(nouns.gender(factory), 0);
  EXPECT_TRUE(nouns.is_kind_of(daughter, "child"));
  EXPECT_TRUE(nouns.is_kind_of(factory, "structure"));
  EXPECT_FALSE(nouns.is_kind_of(factory, "child"));
  EXPECT_EQ(nouns.find("xyzzy"), Nouns::kNone);
  EXPECT_EQ(nouns.sort(Nouns::kNone), "");
}

TEST(GivenNamesTable, TellsHeFromShe) {
  const GivenNames names = std::move(*GivenNames::open(built_lexicons()));
  EXPECT_EQ(names.gender("vladimir"), 'm');
  EXPECT_EQ(names.gender("angela"), 'f');
  EXPECT_EQ(names.gender("moscow"), 0);
}

}  // namespace
}  // namespace entente
