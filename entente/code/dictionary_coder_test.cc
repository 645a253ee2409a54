// Events by dictionaries of our own making, over trees written by hand.
#include "entente/code/dictionary_coder.h"

#include <gtest/gtest.h>

#include "entente/base/file.h"
#include "entente/base/test_folder.h"
#include "entente/code/events_test_scene.h"

namespace entente {
namespace {

constexpr std::string_view kActors = R"(GONDOR [GON]
+MINAS_TIRITH
MORDOR [MOR]
ROHAN [ROH]
THE_SHIRE [FRO/BIL]
GOLLUM
	[HOB <20200101]
	[HOBGOV >20200101]
)";
constexpr std::string_view kAgents = R"(POLICE {} [~COP]
MINISTER [~GOV]
RIGHTS_BODY [NGO~]
)";
constexpr std::string_view kVerbs = R"(&TALKS
+TALK
+WAR_COUNCIL
--- ATTACK [190] ---
ATTACK
- NOT * [140]
- + WAS * IN $ [183]
--- HOLD [---] ---
HOLD {HOLDS HELD}
- % * &TALKS [040:040]
- * &TALKS WITH % [041]
- * THE_PARADE [017]
--- VISIT [042:043] ---
VISIT
--- BREAK [050] ---
BREAK {BROKE}
+BREAK_DOWN {+BROKE_DOWN} [160]
--- NAP [###] ---
NAP
)";
constexpr std::string_view kDiscards = "VOLLEYBALL\n+BASEBALL\n";
constexpr std::string_view kIssues = "<ISSUE CATEGORY=\"ARMS\">\nn:sword\n~toy\n</ISSUE>\n";

std::shared_ptr<const Dictionaries> test_dictionaries() {
  const TestFolder folder;
  const auto write = [&](const char* name, std::string_view text) {
    const std::string path = folder.path() + "/" + name;
    EXPECT_TRUE(write_file_atomic(path, text).has_value());
    return std::vector<std::string>{path};
  };
  const DictionaryFiles files{write("actors", kActors), write("agents", kAgents),
                              write("verbs", kVerbs), write("discards", kDiscards),
                              write("issues", kIssues)};
  auto outcome = read_dictionaries(files);
  EXPECT_TRUE(outcome.has_value()) << (outcome ? "" : describe(outcome.error()));
  for (const Error& error : outcome->unused) ADD_FAILURE() << describe(error);
  return std::make_shared<const Dictionaries>(std::move(outcome->dictionaries));
}

// "CODE SOURCE>TARGET; ...", then " issues CODE:N".
std::string code(std::string_view tree) {
  static const std::shared_ptr<const Dictionaries> dictionaries = test_dictionaries();
  static const auto coder = DictionaryCoder::open(test_lexicons(), dictionaries);
  EXPECT_TRUE(coder.has_value());
  TestScene scene(tree);
  DictionaryCoder::Workspace workspace;
  AddedActors added;
  added.reset(scene.analysis.tokens.size());
  std::vector<Issue> issues;
  std::vector<Event> events;
  coder->filter(scene.document, scene.analysis, workspace, issues, nullptr);
  coder->code(scene.document, scene.analysis, scene.resolution, added, workspace, events, nullptr);
  std::string out = dump(scene, events);
  for (std::size_t at; (at = out.find(" asserted")) != std::string::npos;) out.erase(at, 9);
  for (const Issue& issue : issues)
    out += " issues " + issue.code + ":" + std::to_string(issue.count);
  return out;
}

struct CodingCase {
  const char* name;
  std::string_view tree, events;
};
void PrintTo(const CodingCase& one, std::ostream* out) { *out << one.name; }

const CodingCase kCases[] = {
    {"OwnCodeOfTheBlock", R"(
      Gondor PROPN 2 nsubj
      attacked VERB 0 root
      Mordor PROPN 2 obj)",
     "190 GON>MOR"},
    {"AgentsJoinTheirActor", R"(
      Minas PROPN 3 compound
      Tirith PROPN 3 compound
      police NOUN 4 nsubj
      attacked VERB 0 root
      ministers NOUN 4 obj
      of ADP 7 case
      Mordor PROPN 5 nmod)",
     "190 GONCOP>MORGOV"},
    {"AgentBeforeItsActor", R"(
      A DET 3 det
      rights NOUN 3 compound
      body NOUN 6 nsubj
      of ADP 5 case
      Rohan PROPN 3 nmod
      attacked VERB 0 root
      police NOUN 6 obj)",
     "190 NGOROH>---COP"},
    {"FormerOfficialsAreElites", R"(
      Gondor PROPN 2 nsubj
      attacked VERB 0 root
      the DET 6 det
      former ADJ 6 amod
      Mordor PROPN 6 compound
      minister NOUN 2 obj)",
     "190 GON>MORELI"},
    {"ConjunctsShareTheActor", R"(
      Gondor PROPN 2 compound
      police NOUN 5 nsubj
      and CCONJ 4 cc
      ministers NOUN 2 conj
      attacked VERB 0 root
      Mordor PROPN 5 obj)",
     "190 GONCOP>MOR; 190 GONGOV>MOR"},
    {"SeveralCodesOfOneName", R"(
      Gondor PROPN 2 nsubj
      attacked VERB 0 root
      the DET 4 det
      Shire PROPN 2 obj)",
     "190 GON>FRO+BIL"},
    {"CodesOfADay", R"(
      Gollum PROPN 2 nsubj
      attacked VERB 0 root
      Mordor PROPN 2 obj)",
     "190 HOBGOV>MOR"},
    {"BothWays", R"(
      Gondor PROPN 2 nsubj
      visited VERB 0 root
      Rohan PROPN 2 obj)",
     "042 GON>ROH; 043 ROH>GON"},
    {"ListIsBothSides", R"(
      Gondor PROPN 4 nsubj
      and CCONJ 3 cc
      Rohan PROPN 1 conj
      held VERB 0 root
      talks NOUN 4 obj)",
     "040 GON>ROH; 040 ROH>GON"},
    {"ListBehindTheVerbIsTheTarget", R"(
      Mordor PROPN 2 nsubj
      held VERB 0 root
      a DET 5 det
      war NOUN 5 compound
      council NOUN 2 obj
      with ADP 7 case
      Gondor PROPN 5 nmod
      and CCONJ 9 cc
      Rohan PROPN 7 conj)",
     "041 MOR>GON+ROH"},
    {"SidesThatThePatternNames", R"(
      Gondor PROPN 3 nsubj:pass
      was AUX 3 aux:pass be
      attacked VERB 0 root
      in ADP 5 case
      Mordor PROPN 3 obl)",
     "183 MOR>GON"},
    {"PassiveWithAgent", R"(
      Gondor PROPN 4 nsubj:pass
      is AUX 4 aux:pass be
      being AUX 4 aux:pass be
      attacked VERB 0 root
      by ADP 6 case
      Mordor PROPN 4 obl:agent)",
     "190 MOR>GON"},
    {"WordsBeforeTheVerb", R"(
      Gondor PROPN 4 nsubj
      did AUX 4 aux do
      not PART 4 advmod
      attack VERB 0 root
      Mordor PROPN 4 obj)",
     "140 GON>MOR"},
    {"ClosedWordsStandTogether", R"(
      Gondor PROPN 2 nsubj
      held VERB 0 root
      the DET 5 det
      grand ADJ 5 amod
      parade NOUN 2 obj
      in ADP 7 case
      Mordor PROPN 2 obl)",
     ""},
    {"VerbOfTwoWords", R"(
      Gondor PROPN 2 nsubj
      broke VERB 0 root
      down ADP 2 compound:prt
      talks NOUN 2 obj
      with ADP 6 case
      Rohan PROPN 4 nmod)",
     "160 GON>ROH"},
    {"CoordinatedVerbsAreCodedNestedOnesNot", R"(
      Gondor PROPN 2 nsubj
      attacked VERB 0 root
      Mordor PROPN 2 obj
      to PART 5 mark
      visit VERB 2 advcl
      Rohan PROPN 5 obj
      and CCONJ 8 cc
      visited VERB 2 conj
      Rohan PROPN 8 obj)",
     "190 GON>MOR; 042 GON>ROH; 043 ROH>GON"},
    {"VerbThatTheTagsCallANoun", R"(
      Gondor PROPN 2 compound
      attacks NOUN 0 root
      Mordor PROPN 2 obj)",
     "190 GON>MOR"},
    {"DropsItsSentence", R"(
      Gondor PROPN 2 nsubj
      naps VERB 0 root
      in ADP 4 case
      Mordor PROPN 2 obl)",
     ""},
    {"DiscardedSentence", R"(
      Gondor PROPN 2 nsubj
      attacked VERB 0 root
      Mordor PROPN 4 compound
      volleyball NOUN 2 obj
      swords NOUN 4 conj)",
     " issues ARMS:1"},
    {"CancelledIssue", R"(
      Toy NOUN 2 compound
      swords NOUN 0 root)",
     ""},
};
class DictionaryCoding : public testing::TestWithParam<CodingCase> {};
TEST_P(DictionaryCoding, Events) { EXPECT_EQ(code(GetParam().tree), GetParam().events); }
INSTANTIATE_TEST_SUITE_P(All, DictionaryCoding, testing::ValuesIn(kCases),
                         [](const auto& one) { return std::string(one.param.name); });

}  // namespace
}  // namespace entente
