// What makes an event surer, and what is dropped.
#include "entente/code/confidence.h"

#include <gtest/gtest.h>

#include "entente/code/events_test_scene.h"

namespace entente {
namespace {

constexpr std::string_view kMain = R"(
      Hungary PROPN 2 nsubj
      attacked VERB 0 root attack Tense=Past|VerbForm=Fin
      Romania PROPN 2 obj)";
constexpr std::string_view kRelative = R"(
      Hungary PROPN 5 nsubj
      which PRON 3 nsubj
      attacked VERB 1 acl:relcl attack Tense=Past|VerbForm=Fin
      Romania PROPN 3 obj
      slept VERB 0 root sleep)";

std::vector<Event> events_of(std::string_view tree, Trace* trace = nullptr) {
  TestScene scene(tree);
  return code_events(scene, trace);
}

TEST(Confidence, MainClausesAreSurerThanRelativeOnes) {
  const auto main = events_of(kMain), relative = events_of(kRelative);
  ASSERT_EQ(main.size(), 1U);
  ASSERT_EQ(relative.size(), 1U);
  EXPECT_GT(main[0].confidence, relative[0].confidence);
  EXPECT_LE(main[0].confidence, 0.99F);
}

TEST(Confidence, TheTraceNamesEveryFeature) {
  Trace trace;
  events_of(kMain, &trace);
  const auto weighed = std::find_if(trace.lines.begin(), trace.lines.end(), [](const auto& line) {
    return line.text.starts_with("weighed ");
  });
  ASSERT_NE(weighed, trace.lines.end());
  EXPECT_NE(weighed->text.find("ASSAULT 190 asserted HUN > ROU: bias"), std::string::npos)
      << weighed->text;
  EXPECT_NE(weighed->text.find(" main first"), std::string::npos) << weighed->text;
  EXPECT_NE(weighed->text.find(" official"), std::string::npos) << weighed->text;
}

TEST(Confidence, ActorsOfPolitics) {
  Actor actor;
  actor.country = "HUN";
  EXPECT_TRUE(acts_in_politics(actor));  // the state
  actor.sector = "MIL";
  EXPECT_TRUE(acts_in_politics(actor));
  actor.sector = "EDU";
  EXPECT_FALSE(acts_in_politics(actor));
  actor.country = "UNO";
  EXPECT_TRUE(acts_in_politics(actor));
}

TEST(Confidence, ImpossibleWeightsAreClamped) {
  const auto model = ConfidenceModel::load(test_lexicons(), WordSets{});
  ASSERT_TRUE(model.has_value());
  FeatureMask all;
  all.set();
  const float chance = model->weigh(all);
  EXPECT_GE(chance, 0.01F);
  EXPECT_LE(chance, 0.99F);
  EXPECT_FALSE(model->describe(FeatureMask{}.set(0)).empty());
}

}  // namespace
}  // namespace entente
