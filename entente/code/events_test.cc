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
     "057 HUNGOV+ROUGOV asserted"},
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
    {"PulledOutOf", R"(
      Turkish ADJ 2 amod
      troops NOUN 3 nsubj troop Number=Plur
      pulled VERB 0 root pull Tense=Past|VerbForm=Fin
      out ADP 6 case
      of ADP 6 case
      Libya PROPN 3 obl)",
     "0874 TUR>LBY asserted"},
    {"WhatIsAfterwardsHasNoPart", R"(
      Hungary PROPN 2 nsubj
      demanded VERB 0 root demand Tense=Past|VerbForm=Fin
      elections NOUN 2 obj
      after SCONJ 6 mark
      Libya PROPN 6 nsubj
      stopped VERB 2 advcl stop Tense=Past|VerbForm=Fin)",
     "1041 HUN> asserted"},
    {"NoStateMeetsItself", R"(
      Ankara PROPN 4 nsubj
      and CCONJ 3 cc
      Turkey PROPN 1 conj
      met VERB 0 root meet Tense=Past|VerbForm=Fin
      Norway PROPN 4 obj)",
     "040 TURGOV+NOR asserted"},
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
    {"CoordinatedAdjectives", R"(
      Russian ADJ 4 amod
      and CCONJ 3 cc
      Turkish ADJ 1 conj
      officials NOUN 5 nsubj official Number=Plur
      discussed VERB 0 root discuss Tense=Past|VerbForm=Fin
      the DET 7 det
      crisis NOUN 5 obj)",
     "040 TURGOV+RUSGOV asserted"},
    {"DeclinedToComment", R"(
      Iran PROPN 2 nsubj
      declined VERB 0 root decline Tense=Past|VerbForm=Fin
      to PART 4 mark
      comment VERB 2 xcomp comment VerbForm=Inf
      on ADP 8 case
      Israel PROPN 8 nmod:poss
      's PART 6 case
      attack NOUN 4 obl
      on ADP 10 case
      Syria PROPN 8 nmod)",
     ""},
    {"RejectedAccusations", R"(
      Iran PROPN 2 nsubj
      rejected VERB 0 root reject Tense=Past|VerbForm=Fin
      accusations NOUN 2 obj accusation
      that SCONJ 6 mark
      it PRON 6 nsubj
      bombed VERB 3 acl bomb Tense=Past|VerbForm=Fin
      Syria PROPN 6 obj)",
     ""},
    {"PhrasesOfTheObjectAreTheVerbsToo", R"(
      Norway PROPN 2 nsubj
      returned VERB 0 root return Tense=Past|VerbForm=Fin
      a DET 4 det
      statue NOUN 2 obj
      to ADP 6 case
      Egypt PROPN 4 nmod)",
     "0842 NOR>EGY asserted"},
    {"ParticleOnTheObject", R"(
      Norway PROPN 2 nsubj
      rolled VERB 0 root roll Tense=Past|VerbForm=Fin
      back ADV 4 amod
      tariffs NOUN 2 obj tariff
      on ADP 6 case
      Egypt PROPN 4 nmod)",
     "085 NOR>EGY asserted"},
    {"BothAgreedToMeet", R"(
      Hungary PROPN 4 nsubj
      and CCONJ 3 cc
      Romania PROPN 1 conj
      agreed VERB 0 root agree Tense=Past|VerbForm=Fin
      to PART 6 mark
      meet VERB 4 xcomp meet VerbForm=Inf
      in ADP 8 case
      Poland PROPN 6 obl)",
     "036 HUN+ROU asserted"},
    {"HeIsWhoeverSpeaks", R"(
      Poland PROPN 2 nsubj
      said VERB 0 root say Tense=Past|VerbForm=Fin
      he PRON 5 nsubj
      will AUX 5 aux
      visit VERB 2 ccomp visit VerbForm=Inf
      Romania PROPN 5 obj)",
     "036 POL>ROU planned"},
    {"LetFree", R"(
      Syria PROPN 2 nsubj
      let VERB 0 root let Tense=Past|VerbForm=Fin
      free ADJ 2 xcomp
      the DET 5 det
      rebels NOUN 2 obj rebel)",
     "0841 SYR>SYRREB asserted"},
    {"LemmaOneLetterOff", R"(
      Israel PROPN 2 nsubj
      shelled VERB 0 root shel Tense=Past|VerbForm=Fin
      Syria PROPN 2 obj)",
     "194 ISR>SYR asserted"},
    {"ItIsWilling", R"(
      France PROPN 2 nsubj
      says VERB 0 root say Tense=Pres|VerbForm=Fin
      he PRON 5 expl
      is AUX 5 cop be
      willing ADJ 2 ccomp
      to PART 7 mark
      mediate VERB 5 csubj mediate VerbForm=Inf
      between ADP 9 case
      Israel PROPN 7 obl
      and CCONJ 11 cc
      Syria PROPN 9 conj)",
     "039 FRA>ISR+SYR asserted"},
    {"TheNounNamesItAgain", R"(
      Israel PROPN 2 nsubj
      bombed VERB 0 root bomb Tense=Past|VerbForm=Fin
      Syria PROPN 2 obj
      in ADP 6 case
      its DET 6 det
      war NOUN 2 obl
      with ADP 8 case
      Syria PROPN 6 nmod)",
     "195 ISR>SYR asserted"},
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

// Families of words: "Iran VERB PARTICLE NOUN PREPOSITION Israel", and what act it is.
struct FamilyCase {
  std::string_view verb, particle, noun, preposition, code;
};

const FamilyCase kFamilies[] = {
    {"impose", "", "sanctions", "on", "163 IRN>ISR asserted"},
    {"slap", "", "tariff", "on", "163 IRN>ISR asserted"},
    {"lift", "", "embargo", "against", "085 IRN>ISR asserted"},
    {"cut", "off", "aid", "to", "162 IRN>ISR asserted"},
    {"suspend", "", "aid", "to", "162 IRN>ISR asserted"},
    {"sever", "", "tie", "with", "161 IRN>ISR asserted"},
    {"recall", "", "ambassador", "from", "161 IRN>ISR asserted"},
    {"expel", "", "diplomat", "of", "161 IRN>ISR asserted"},
    {"call", "off", "talks", "with", "164 IRN>ISR asserted"},
    {"break", "off", "negotiation", "with", "164 IRN>ISR asserted"},
    {"boycott", "", "talks", "with", "164 IRN>ISR asserted"},
    {"withdraw", "", "troop", "from", "0874 IRN>ISR asserted"},
    {"pull", "out", "soldier", "from", "0874 IRN>ISR asserted"},
    {"declare", "", "ceasefire", "with", "0871 IRN>ISR asserted"},
    {"lay", "down", "weapon", "to", "0873 IRN>ISR asserted"},
    {"reopen", "", "border", "with", "0872 IRN>ISR asserted"},
    {"release", "", "hostage", "from", "0841 IRN>ISR asserted"},
    {"free", "", "prisoner", "of", "0841 IRN>ISR asserted"},
    {"return", "", "artifact", "to", "0842 IRN>ISR asserted"},
    {"apologize", "", "", "to", "055 IRN>ISR asserted"},
    {"offer", "", "apology", "to", "055 IRN>ISR asserted"},
    {"grant", "", "asylum", "to", "075 IRN>ISR asserted"},
    {"provide", "", "loan", "to", "071 IRN>ISR asserted"},
    {"send", "", "blanket", "to", "073 IRN>ISR asserted"},
    {"supply", "", "missile", "to", "072 IRN>ISR asserted"},
    {"donate", "", "medicine", "to", "073 IRN>ISR asserted"},
    {"share", "", "intelligence", "with", "064 IRN>ISR asserted"},
    {"sign", "", "treaty", "with", "057 IRN+ISR asserted"},
    {"ink", "", "memorandum", "with", "057 IRN+ISR asserted"},
    {"ratify", "", "pact", "with", "057 IRN>ISR asserted"},
    {"hold", "", "talks", "with", "046 IRN+ISR asserted"},
    {"confer", "", "", "with", "040 IRN+ISR asserted"},
    {"phone", "", "", "", "041 IRN+ISR asserted"},
    {"visit", "", "", "", "042 IRN>ISR asserted"},
    {"host", "", "", "", "043 IRN>ISR asserted"},
    {"mediate", "", "", "between", "045 IRN>ISR asserted"},
    {"praise", "", "", "", "051 IRN>ISR asserted"},
    {"thank", "", "", "", "051 IRN>ISR asserted"},
    {"congratulate", "", "", "", "051 IRN>ISR asserted"},
    {"recognize", "", "", "", "054 IRN>ISR asserted"},
    {"condemn", "", "", "", "111 IRN>ISR asserted"},
    {"lambast", "", "", "", "111 IRN>ISR asserted"},
    {"lash", "out", "", "at", "111 IRN>ISR asserted"},
    {"denounce", "", "", "", "111 IRN>ISR asserted"},
    {"express", "", "outrage", "at", "111 IRN>ISR asserted"},
    {"voice", "", "disapproval", "of", "111 IRN>ISR asserted"},
    {"accuse", "", "", "", "112 IRN>ISR asserted"},
    {"file", "", "lawsuit", "against", "115 IRN>ISR asserted"},
    {"lodge", "", "protest", "with", "114 IRN>ISR asserted"},
    {"launch", "", "investigation", "into", "090 IRN>ISR asserted"},
    {"probe", "", "", "", "090 IRN>ISR asserted"},
    {"reject", "", "proposal", "from", "120 IRN>ISR asserted"},
    {"rebuff", "", "offer", "from", "125 IRN>ISR asserted"},
    {"turn", "down", "request", "from", "120 IRN>ISR asserted"},
    {"veto", "", "resolution", "against", "129 IRN>ISR asserted"},
    {"warn", "", "", "", "130 IRN>ISR asserted"},
    {"threaten", "", "", "", "130 IRN>ISR asserted"},
    {"issue", "", "ultimatum", "to", "139 IRN>ISR asserted"},
    {"urge", "", "", "", "020 IRN>ISR asserted"},
    {"protest", "", "", "against", "114 IRN>ISR asserted"},
    {"stage", "", "demonstration", "against", "141 IRN>ISR asserted"},
    {"burn", "", "flag", "of", "141 IRN>ISR asserted"},
    {"mass", "", "troop", "near", "154 IRN>ISR asserted"},
    {"mobilize", "", "army", "against", "154 IRN>ISR asserted"},
    {"invade", "", "", "", "192 IRN>ISR asserted"},
    {"bombard", "", "", "", "195 IRN>ISR asserted"},
    {"fire", "", "rocket", "at", "194 IRN>ISR asserted"},
    {"launch", "", "attack", "on", "190 IRN>ISR asserted"},
    {"open", "", "fire", "on", "193 IRN>ISR asserted"},
    {"occupy", "", "village", "in", "192 IRN>ISRCVL asserted"},
    {"blockade", "", "", "", "191 IRN>ISR asserted"},
    {"seize", "", "ship", "of", "1711 IRN>ISR asserted"},
    {"arrest", "", "citizen", "of", "173 IRN>ISR asserted"},
    {"deport", "", "migrant", "to", "174 IRN>ISR asserted"},
    {"kidnap", "", "soldier", "of", "181 IRN>ISR asserted"},
    {"assassinate", "", "minister", "of", "186 IRN>ISR asserted"},
    {"plant", "", "bomb", "in", "183 IRN>ISR asserted"},
    {"hack", "", "network", "of", "176 IRN>ISR asserted"},
    {"impose", "", "curfew", "in", "1723 IRN>ISR asserted"},
    {"crack", "down", "", "on", "175 IRN>ISR asserted"},
    {"express", "", "concern", "about", ""},
    {"claim", "", "responsibility", "for", ""},
    {"deny", "", "allegation", "by", ""},
    {"express", "", "hope", "for", ""},
};

// "Iran imposed sanctions on Israel" as a tree; without a noun Israel is the object, or with a
// preposition an oblique.
std::string family_tree(const FamilyCase& family) {
  std::string tree = "Iran PROPN 2 nsubj\n" + std::string(family.verb) + " VERB 0 root " +
                     std::string(family.verb) + " Tense=Past|VerbForm=Fin\n";
  int next = 3;
  if (!family.particle.empty()) {
    tree += std::string(family.particle) + " ADP 2 compound:prt\n";
    ++next;
  }
  int head = 2;
  if (!family.noun.empty()) {
    tree += std::string(family.noun) + " NOUN 2 obj\n";
    head = next++;
  }
  const bool oblique = family.noun.empty();
  if (!family.preposition.empty())
    tree += std::string(family.preposition) + " ADP " + std::to_string(next + 1) + " case\n";
  const std::string relation =
      family.preposition.empty() ? (oblique ? "obj" : "iobj") : (oblique ? "obl" : "nmod");
  tree += "Israel PROPN " + std::to_string(family.preposition.empty() && !oblique ? 2 : head) +
          " " + relation + "\n";
  return tree;
}

TEST(Families, EachWordIsItsAct) {
  for (const FamilyCase& family : kFamilies) {
    TestScene scene(family_tree(family));
    EXPECT_EQ(dump(scene, code_events(scene)), family.code) << family_tree(family);
  }
}

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
