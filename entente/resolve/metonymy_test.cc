// One line a decision: a clause with "Moscow" (or "Kremlin") in it, and whether it stands for the
// government.
#include "entente/resolve/metonymy.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "entente/record/conllu.h"

namespace entente {
namespace {

struct MetonymyCase {
  const char* name;
  std::string_view tree;
  bool government;
};

const MetonymyCase kCases[] = {
    {"SubjectOfSaying", "Moscow PROPN 2 nsubj\nwarned VERB 0 root warn\n", true},
    {"SubjectOfLying", "Moscow PROPN 2 nsubj\nlies VERB 0 root lie\n", false},
    {"SubjectOfBombed", "Moscow PROPN 3 nsubj:pass\nwas AUX 3 aux\nbombed VERB 0 root bomb\n",
     false},
    {"SubjectOfUrged", "Moscow PROPN 3 nsubj:pass\nwas AUX 3 aux\nurged VERB 0 root urge\n", true},
    {"ObjectOfAccuse", "They PRON 2 nsubj\naccused VERB 0 root accuse\nMoscow PROPN 2 obj\n", true},
    {"ObjectOfVisit", "They PRON 2 nsubj\nvisited VERB 0 root visit\nMoscow PROPN 2 obj\n", false},
    {"In", "met VERB 0 root meet\nin ADP 3 case\nMoscow PROPN 1 obl\n", false},
    {"To", "flew VERB 0 root fly\nto ADP 3 case\nMoscow PROPN 1 obl\n", false},
    {"WarningTo", "warning NOUN 0 root\nto ADP 3 case\nMoscow PROPN 1 nmod\n", true},
    {"TiesWith", "ties NOUN 0 root tie\nwith ADP 3 case\nMoscow PROPN 1 nmod\n", true},
    {"DecisionOf", "Moscow PROPN 3 nmod:poss\n's PART 1 case\ndecision NOUN 0 root\n", true},
    {"SuburbsOf", "Moscow PROPN 3 nmod:poss\n's PART 1 case\nsuburbs NOUN 0 root suburb\n", false},
    {"JoinedSubject",
     "Kyiv PROPN 4 nsubj\nand CCONJ 3 cc\nMoscow PROPN 1 conj\nagreed VERB 0 root agree\n", true},
};

class Metonymy : public testing::TestWithParam<MetonymyCase> {};
TEST_P(Metonymy, Moscow) {
  const auto lexicons =
      Lexicons::open(std::string(ENTENTE_BINARY_DIR) + "/share/entente/lexicon.img");
  ASSERT_TRUE(lexicons) << describe(lexicons.error());
  const auto knowledge = Knowledge::open(*lexicons);
  ASSERT_TRUE(knowledge) << describe(knowledge.error());
  Document document;
  Analysis analysis;
  ASSERT_TRUE(read_tree(GetParam().tree, document, analysis));
  for (std::uint32_t t = 0; t < analysis.tokens.size(); ++t) {
    if (analysis.form(t) != "Moscow") continue;
    std::string why;
    EXPECT_EQ(stands_for_government(*knowledge, analysis, t, false, &why), GetParam().government)
        << why;
  }
}
INSTANTIATE_TEST_SUITE_P(Cases, Metonymy, testing::ValuesIn(kCases),
                         [](const auto& c) { return c.param.name; });

}  // namespace
}  // namespace entente
