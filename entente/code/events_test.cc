// Sentences as trees, and the events that the lexicon makes of them.
#include "entente/code/events.h"

#include "entente/code/events_test_scene.h"

namespace entente {
namespace {

struct CodingCase {
  const char* name;
  std::string_view tree, events;  // a dump reads CODE SOURCE>TARGET STATUS, or CODE A+B STATUS
                                  // where both sides act alike
};

const CodingCase kCases[] = {
    {"BothSign", R"(
      Hungary PROPN 4 nsubj
      and CCONJ 3 cc
      Romania PROPN 1 conj
      signed VERB 0 root sign Tense=Past|VerbForm=Fin
      a DET 6 det
      treaty NOUN 4 obj
      on ADP 8 case
      Tuesday PROPN 4 obl)",
     "057 HUN+ROU asserted"},
    {"SignedWith", R"(
      Hungary PROPN 2 nsubj
      signed VERB 0 root sign Tense=Past|VerbForm=Fin
      a DET 4 det
      pact NOUN 2 obj
      with ADP 6 case
      Romania PROPN 4 nmod)",
     "057 HUN+ROU asserted"},
    {"LeadersOfTwoStates", R"(
      The DET 2 det
      leaders NOUN 6 nsubj leader Number=Plur
      of ADP 4 case
      Hungary PROPN 2 nmod
      Romania PROPN 4 conj
      signed VERB 0 root sign Tense=Past|VerbForm=Fin
      a DET 8 det
      treaty NOUN 6 obj)",
     "057 HUNGOV+ROU asserted"},
    {"PassiveWithAgent", R"(
      The DET 2 det
      treaty NOUN 4 nsubj:pass
      was AUX 4 aux:pass be
      signed VERB 0 root sign Tense=Past|VerbForm=Part|Voice=Pass
      by ADP 6 case
      Hungary PROPN 4 obl
      and CCONJ 8 cc
      Romania PROPN 6 conj)",
     "057 HUN+ROU asserted"},
    {"VerbsShareTheirSubject", R"(
      Hungary PROPN 2 nsubj
      condemned VERB 0 root condemn Tense=Past|VerbForm=Fin
      Iran PROPN 2 obj
      and CCONJ 5 cc
      thanked VERB 2 conj thank Tense=Past|VerbForm=Fin
      Poland PROPN 5 obj)",
     "111 HUN>IRN asserted; 051 HUN>POL asserted"},
    {"AgreedToIsNoDeed", R"(
      Hungary PROPN 2 nsubj
      agreed VERB 0 root agree Tense=Past|VerbForm=Fin
      to PART 4 mark
      cooperate VERB 2 xcomp cooperate VerbForm=Inf
      with ADP 6 case
      Romania PROPN 4 obl)",
     "031 HUN>ROU asserted"},
    {"CalledOnToWithdraw", R"(
      France PROPN 2 nsubj
      called VERB 0 root call Tense=Past|VerbForm=Fin
      on ADP 4 case
      Libya PROPN 2 obl
      to PART 6 mark
      withdraw VERB 2 xcomp withdraw VerbForm=Inf
      its PRON 8 nmod:poss its Poss=Yes
      troops NOUN 6 obj troop
      from ADP 10 case
      Chad PROPN 6 obl)",
     "0256 FRA>LBY asserted"},
    {"AccusedOfBombing", R"(
      Syria PROPN 2 nsubj
      accused VERB 0 root accuse Tense=Past|VerbForm=Fin
      Israel PROPN 2 obj
      of SCONJ 5 mark
      bombing VERB 2 advcl bomb VerbForm=Ger
      a DET 7 det
      factory NOUN 5 obj)",
     "1123 SYR>ISR asserted"},
    {"DeniedThatItHadExpelled", R"(
      Iran PROPN 2 nsubj
      denied VERB 0 root deny Tense=Past|VerbForm=Fin
      that SCONJ 6 mark
      it PRON 6 nsubj
      had AUX 6 aux have
      expelled VERB 2 ccomp expel Tense=Past|VerbForm=Part
      the DET 9 det
      Polish ADJ 9 amod
      envoy NOUN 6 obj)",
     "161 IRN>POL denied"},
    {"WillVisit", R"(
      Turkey PROPN 3 nsubj
      will AUX 3 aux
      visit VERB 0 root visit VerbForm=Inf
      Romania PROPN 3 obj)",
     "036 TUR>ROU planned"},
    {"WillNotSupport", R"(
      Hungary PROPN 2 nsubj
      said VERB 0 root say Tense=Past|VerbForm=Fin
      it PRON 6 nsubj
      would AUX 6 aux
      not PART 6 advmod
      support VERB 2 ccomp support VerbForm=Inf
      Egypt PROPN 6 obj)",
     "120 IRN>EGY asserted"},
    {"MustInSomebodysMouth", R"(
      France PROPN 2 nsubj
      said VERB 0 root say Tense=Past|VerbForm=Fin
      Libya PROPN 5 nsubj
      must AUX 5 aux
      release VERB 2 ccomp release VerbForm=Inf
      the DET 7 det
      hostages NOUN 5 obj hostage)",
     "1053 FRA>LBY asserted"},
    {"ThreatenedSanctions", R"(
      Turkey PROPN 2 nsubj
      threatened VERB 0 root threaten Tense=Past|VerbForm=Fin
      to PART 4 mark
      impose VERB 2 xcomp impose VerbForm=Inf
      sanctions NOUN 4 obj sanction
      on ADP 7 case
      Iran PROPN 4 obl)",
     "1312 TUR>IRN asserted"},
    {"RefusedToWithdraw", R"(
      Libya PROPN 2 nsubj
      refused VERB 0 root refuse Tense=Past|VerbForm=Fin
      to PART 4 mark
      withdraw VERB 2 xcomp withdraw VerbForm=Inf
      troops NOUN 4 obj troop
      from ADP 7 case
      Chad PROPN 4 obl)",
     "1246 LBY>TCD asserted"},
    {"HeldTalks", R"(
      Norway PROPN 2 nsubj
      held VERB 0 root hold Tense=Past|VerbForm=Fin
      talks NOUN 2 obj talk
      with ADP 5 case
      Turkey PROPN 3 nmod
      in ADP 7 case
      Oslo PROPN 2 obl)",
     "046 NOR+TUR asserted"},
    {"TalksBetween", R"(
      Talks NOUN 6 nsubj talk
      between ADP 3 case
      Norway PROPN 1 nmod
      and CCONJ 5 cc
      Turkey PROPN 3 conj
      ended VERB 0 root end Tense=Past|VerbForm=Fin)",
     "046 NOR+TUR asserted"},
    {"NominalAttack", R"(
      Israel PROPN 3 nmod:poss
      's PART 1 case
      attack NOUN 6 nsubj attack
      on ADP 5 case
      Syria PROPN 3 nmod
      began VERB 0 root begin Tense=Past|VerbForm=Fin)",
     "190 ISR>SYR asserted"},
    {"RussianSupport", R"(
      Russian ADJ 2 amod
      support NOUN 5 nsubj
      for ADP 4 case
      Syria PROPN 2 nmod
      continued VERB 0 root continue Tense=Past|VerbForm=Fin)",
     "051 RUS>SYR asserted"},
    {"RelativeClause", R"(
      Qatar PROPN 7 nsubj
      , PUNCT 4 punct
      which PRON 4 nsubj which PronType=Rel
      mediated VERB 1 acl:relcl mediate Tense=Past|VerbForm=Fin
      between ADP 6 case
      Israel PROPN 4 obl
      left VERB 0 root leave Tense=Past|VerbForm=Fin)",
     "045 QAT>ISR asserted"},
    {"NominalNeedsBothSides", R"(
      The DET 2 det
      attack NOUN 4 nsubj
      on ADP 1 case
      began VERB 0 root begin Tense=Past|VerbForm=Fin)",
     ""},
    {"ExpelledItsEnvoy", R"(
      Norway PROPN 2 nsubj
      expelled VERB 0 root expel Tense=Past|VerbForm=Fin
      two NUM 5 nummod
      Russian ADJ 5 amod
      diplomats NOUN 2 obj diplomat)",
     "161 NOR>RUS asserted"},
    {"Conditional", R"(
      If SCONJ 3 mark
      Israel PROPN 3 nsubj
      attacks VERB 6 advcl attack Tense=Pres|VerbForm=Fin
      Syria PROPN 3 obj
      prices NOUN 6 nsubj price
      rise VERB 0 root rise Tense=Pres|VerbForm=Fin)",
     "190 ISR>SYR conditional"},
    {"Headline", R"(
      France PROPN 2 nsubj
      accuses VERB 0 root accuse Tense=Pres|VerbForm=Fin
      Iran PROPN 2 obj)",
     "112 FRA>IRN asserted"},
    {"AttackBelongsToItsOwner", R"(
      France PROPN 2 nsubj
      condemned VERB 0 root condemn Tense=Past|VerbForm=Fin
      Israel PROPN 5 nmod:poss
      's PART 3 case
      attack NOUN 2 obj
      on ADP 7 case
      Syria PROPN 5 nmod)",
     "111 FRA>ISR asserted"},
    {"PlannedVisit", R"(
      Turkey PROPN 2 nsubj
      plans VERB 0 root plan Tense=Pres|VerbForm=Fin
      to PART 4 mark
      visit VERB 2 xcomp visit VerbForm=Inf
      Romania PROPN 4 obj)",
     "036 TUR>ROU planned"},
    {"EndedSanctions", R"(
      France PROPN 2 nsubj
      lifted VERB 0 root lift Tense=Past|VerbForm=Fin
      sanctions NOUN 2 obj sanction
      against ADP 5 case
      Iran PROPN 3 nmod)",
     "085 FRA>IRN asserted"},
    {"GreenLightStyle", R"(
      Norway PROPN 2 nsubj
      offered VERB 0 root offer Tense=Past|VerbForm=Fin
      mediation NOUN 2 obj
      between ADP 5 case
      Israel PROPN 3 nmod
      and CCONJ 7 cc
      Syria PROPN 5 conj)",
     "039 NOR>ISR+SYR asserted"},
};

class Coding : public testing::TestWithParam<CodingCase> {};

TEST_P(Coding, Events) {
  TestScene scene(GetParam().tree);
  Trace trace;
  const auto events = code_events(scene, &trace);
  std::string why;
  for (const Trace::Line& line : trace.lines) why += line.text + "\n";
  EXPECT_EQ(dump(scene, events), GetParam().events) << why;
}

INSTANTIATE_TEST_SUITE_P(Lexicon, Coding, testing::ValuesIn(kCases),
                         [](const auto& test) { return test.param.name; });

TEST(Coding, EveryEventNamesTheLineThatDecided) {
  TestScene scene(kCases[0].tree);
  const auto events = code_events(scene);
  ASSERT_EQ(events.size(), 1u);
  EXPECT_TRUE(events[0].frame.starts_with("data/en/frames_cooperation.tsv:")) << events[0].frame;
  EXPECT_EQ(events[0].type, EventType::kSupport);
  EXPECT_EQ(scene.document.piece(events[0].trigger), "signed a treaty");
  EXPECT_GT(events[0].confidence, 0.5F);
}

TEST(Coding, TracesSayWhyAFrameWasRefused) {
  TestScene scene(kCases[18].tree);
  Trace trace;
  code_events(scene, &trace);
  ASSERT_FALSE(trace.lines.empty());
  EXPECT_NE(trace.lines[0].text.find("refused"), std::string::npos) << trace.lines[0].text;
}

}  // namespace
}  // namespace entente
