// Acts of force that two clauses tell, things that kill, aims, victims that a noun names, and acts
// that fall on the own country.
#include <gtest/gtest.h>

#include "entente/code/events_test_scene.h"

namespace entente {
namespace {

struct ForceCase {
  const char* name;
  const char* tree;
  const char* events;
};

void PrintTo(const ForceCase& c, std::ostream* out) { *out << c.name; }

class Force : public testing::TestWithParam<ForceCase> {};

TEST_P(Force, IsToldOnce) {
  TestScene scene(GetParam().tree);
  EXPECT_EQ(dump(scene, code_events(scene)), GetParam().events);
}

const ForceCase kForce[] = {
    {"ClausesOfOneAct", R"(
      Russia PROPN 2 nsubj
      shelled VERB 0 root shell Tense=Past|VerbForm=Fin
      Romania PROPN 2 obj
      wounding VERB 2 advcl wound Tense=Pres|VerbForm=Part
      five NUM 7 nummod
      Romanian ADJ 7 amod
      civilians NOUN 4 obj civilian Number=Plur)",
     "194 RUS>ROU asserted"},
    {"RainKillsNobody", R"(
      Rain NOUN 2 nsubj rain
      killed VERB 0 root kill Tense=Past|VerbForm=Fin
      two NUM 5 nummod
      Syria PROPN 5 compound
      villagers NOUN 2 obj villager Number=Plur
      with ADP 7 case
      mud NOUN 2 obl)",
     ""},
    {"ABombDoes", R"(
      A DET 2 det
      bomb NOUN 3 nsubj
      killed VERB 0 root kill Tense=Past|VerbForm=Fin
      two NUM 6 nummod
      Polish ADJ 6 amod
      soldiers NOUN 3 obj soldier Number=Plur)",
     "183 >POL asserted"},
    {"AnAimIsNotTold", R"(
      Iran PROPN 2 nsubj
      condemned VERB 0 root condemn Tense=Past|VerbForm=Fin
      Poland PROPN 2 obj
      in ADP 6 case
      a DET 6 det
      bid NOUN 2 obl
      to PART 8 mark
      attack VERB 6 acl attack VerbForm=Inf
      Norway PROPN 8 obj)",
     "111 IRN>POL asserted"},
    {"VictimsThatANounNames", R"(
      The DET 2 det
      assassination NOUN 6 nsubj
      of ADP 5 case
      Norway PROPN 5 compound
      minister NOUN 2 nmod
      caused VERB 0 root cause Tense=Past|VerbForm=Fin
      outrage NOUN 6 obj)",
     "186 >NOR asserted"},
    {"AProtestAtHome", R"(
      Polish ADJ 2 amod
      miners NOUN 3 nsubj miner Number=Plur
      demonstrated VERB 0 root demonstrate Tense=Past|VerbForm=Fin
      on ADP 5 case
      Tuesday PROPN 3 obl)",
     "141 POL>POL asserted"},
    {"ANounWithSubjectAndObject", R"(
      Iranian ADJ 2 amod
      police NOUN 3 nsubj
      arrest NOUN 0 root
      a DET 6 det
      Polish ADJ 6 amod
      student NOUN 3 obj)",
     "173 IRN>POL asserted"},
    {"NobodyAccusesHimself", R"(
      rebels NOUN 2 nsubj rebel Number=Plur
      claimed VERB 0 root claim Tense=Past|VerbForm=Fin
      that SCONJ 6 mark
      rebels NOUN 6 nsubj rebel Number=Plur
      had AUX 6 aux have
      attacked VERB 2 ccomp attack Tense=Past|VerbForm=Part
      Israel PROPN 6 obj)",
     ""},
};

INSTANTIATE_TEST_SUITE_P(Conflict, Force, testing::ValuesIn(kForce),
                         [](const auto& param) { return std::string(param.param.name); });

}  // namespace
}  // namespace entente
