// What is only meant, and what is only stated, is not told as done, asked or threatened.
#include <gtest/gtest.h>

#include "entente/code/events_test_scene.h"

namespace entente {
namespace {

struct ToldCase {
  const char* name;
  const char* tree;
  const char* events;
};

void PrintTo(const ToldCase& c, std::ostream* out) { *out << c.name; }

class Told : public testing::TestWithParam<ToldCase> {};

TEST_P(Told, IsAnAct) {
  TestScene scene(GetParam().tree);
  EXPECT_EQ(dump(scene, code_events(scene)), GetParam().events);
}

const ToldCase kTold[] = {
    {"AnAimIsNone", R"(
      Iran PROPN 2 nsubj
      borrowed VERB 0 root borrow Tense=Past|VerbForm=Fin
      money NOUN 2 obj
      to PART 5 mark
      invade VERB 2 advcl invade VerbForm=Inf
      Israel PROPN 5 obj)",
     ""},
    {"WhatIsUsedForItDoesIt", R"(
      Iran PROPN 2 nsubj
      used VERB 0 root use Tense=Past|VerbForm=Fin
      bases NOUN 2 obj
      to PART 5 mark
      invade VERB 2 advcl invade VerbForm=Inf
      Israel PROPN 5 obj)",
     "192 IRN>ISR asserted"},
    {"AStatementAsksNothing", R"(
      Iran PROPN 2 nsubj
      suggested VERB 0 root suggest Tense=Past|VerbForm=Fin
      that SCONJ 6 mark
      Israel PROPN 6 nsubj
      had AUX 6 aux have Tense=Past|VerbForm=Fin
      lost VERB 2 ccomp lose Tense=Past|VerbForm=Part)",
     ""},
    {"WhatShouldBeDoneIsAsked", R"(
      Iran PROPN 2 nsubj
      suggested VERB 0 root suggest Tense=Past|VerbForm=Fin
      that SCONJ 6 mark
      Israel PROPN 6 nsubj
      should AUX 6 aux should VerbForm=Fin
      listen VERB 2 ccomp listen VerbForm=Inf)",
     "020 IRN>ISR asserted"},
    {"AForecastThreatensNobody", R"(
      Iran PROPN 2 nsubj
      warned VERB 0 root warn Tense=Past|VerbForm=Fin
      that SCONJ 5 mark
      winter NOUN 5 nsubj
      was VERB 2 ccomp be Tense=Past|VerbForm=Fin
      near ADV 5 advmod)",
     ""},
};

INSTANTIATE_TEST_SUITE_P(Purposes, Told, testing::ValuesIn(kTold),
                         [](const auto& test) { return std::string(test.param.name); });

}  // namespace
}  // namespace entente
