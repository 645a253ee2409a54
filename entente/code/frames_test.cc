// The lexicon's lines: how a slot is read, what an operator makes of a code, which code words call
// for.
#include <gtest/gtest.h>

#include "entente/code/events_test_scene.h"
#include "entente/code/frame_table.h"
#include "entente/code/plover.h"

namespace entente {
namespace {

struct Loaded {
  Vocabulary vocabulary;
  WordSets sets;
  std::optional<FrameTable> table;

  Loaded() {
    const auto set_table = test_lexicons().table("code.sets");
    EXPECT_TRUE(set_table.has_value());
    const Status status = sets.load(*set_table, vocabulary);
    EXPECT_TRUE(status.has_value());
    auto loaded = FrameTable::load(test_lexicons(), vocabulary, sets);
    EXPECT_TRUE(loaded.has_value()) << (loaded ? "" : describe(loaded.error()));
    table = *std::move(loaded);
  }
};

const Loaded& loaded() {
  static const Loaded it;
  return it;
}

struct ComposeCase {
  std::string_view op, inner;
  bool negated;
  std::string_view result;
};

TEST(Compose, ActsAboutActs) {
  const ComposeCase cases[] = {
      {"intent", "071", false, "0331"},   {"intent", "0874", false, "0356"},
      {"intent", "190", true, "0356"},    {"appeal", "0874", false, "0256"},
      {"demand", "081", false, "1051"},   {"reject", "0874", false, "1246"},
      {"reject", "1044", false, "1234"},  {"accept", "1044", false, "0834"},
      {"threaten", "163", false, "1312"}, {"accuse", "195", false, "1123"},
      {"stop", "1723", false, "0813"},    {"stop", "071", false, "1621"},
      {"demand", "", false, "100"},       {"same", "", false, ""},
      {"future", "046", false, "036"}};
  for (const ComposeCase& c : cases) {
    const auto op = loaded().table->find_operator(c.op);
    ASSERT_TRUE(op) << c.op;
    EXPECT_EQ(loaded().table->compose(*op, CameoCode::of(c.inner), c.negated).view(), c.result)
        << c.op << " " << c.inner;
  }
}

TEST(Refine, WordsCallForTheFinerCode) {
  const auto refined = [](std::string_view code, std::string_view set) {
    SetId id = 0;
    EXPECT_TRUE(loaded().sets.find(set, id)) << set;
    SetMask words;
    words.set(id);
    return std::string(loaded().table->refine(CameoCode::of(code), words).view());
  };
  EXPECT_EQ(refined("07", "&HUMANITARIAN"), "073");
  EXPECT_EQ(refined("07", "&MILITARY"), "072");
  EXPECT_EQ(refined("141", "&LEADERSHIP"), "1411");
  EXPECT_EQ(refined("112", "&ESPIONAGE"), "1125");
  EXPECT_EQ(refined("057", "&MILITARY"), "057");
}

TEST(Slots, ReadAsWritten) {
  Vocabulary vocabulary;
  WordSets sets;
  std::string reason;
  const auto slots =
      parse_slots("S=subj T=obj|on:actor? prt:off !iobj X=comp:act", vocabulary, sets, reason);
  ASSERT_TRUE(slots) << reason;
  ASSERT_EQ(slots->size(), 5u);
  EXPECT_EQ((*slots)[0].role, Role::kSource);
  EXPECT_TRUE((*slots)[1].optional);
  EXPECT_TRUE((*slots)[1].must_be_actor);
  EXPECT_EQ((*slots)[1].words.size(), 1u);
  EXPECT_EQ(vocabulary.word((*slots)[2].words.at(0)), "off");
  EXPECT_TRUE((*slots)[3].absent);
  EXPECT_EQ((*slots)[4].role, Role::kInner);
  EXPECT_TRUE((*slots)[4].must_be_act);
}

TEST(Slots, ParticlesAreAListEitherWay) {
  Vocabulary vocabulary;
  WordSets sets;
  std::string reason;
  for (const std::string_view text : {"prt:off|out", "prt:off,out"}) {
    const auto slots = parse_slots(text, vocabulary, sets, reason);
    ASSERT_TRUE(slots) << reason;
    ASSERT_EQ((*slots)[0].words.size(), 2u) << text;
    EXPECT_EQ(vocabulary.word((*slots)[0].words[1]), "out");
  }
}

TEST(Frames, WhatMayBeMissingWeighsNothing) {
  const auto frames = loaded().table->frames(loaded().vocabulary.find("call"));
  ASSERT_FALSE(frames.empty());
  for (std::size_t i = 1; i < frames.size(); ++i)
    EXPECT_GE(frames[i - 1].weight, frames[i].weight);  // the heaviest first
  for (const Frame& frame : frames) {
    int must = 0;
    for (const Slot& slot : frame.slots) must += slot.optional ? 0 : 1;
    if (must > 1) continue;
    EXPECT_LE(frame.weight, 12) << loaded().table->text(frame);
  }
}

TEST(Slots, WhatCannotBeReadIsNamed) {
  Vocabulary vocabulary;
  WordSets sets;
  for (const auto& [text, reason] :
       {std::pair{"Q=subj", "no role Q: S T B X"}, std::pair{"obj:&NOSUCH", "no word set &NOSUCH"},
        std::pair{"T=", "a slot without a place"}}) {
    std::string why;
    EXPECT_FALSE(parse_slots(text, vocabulary, sets, why)) << text;
    EXPECT_EQ(why, reason);
  }
}

TEST(Types, WhereWePartFromTheConversionTable) {
  const auto plover = Plover::load(test_lexicons());
  ASSERT_TRUE(plover.has_value());
  EXPECT_EQ(plover->find("163")->type, EventType::kSanction);
  EXPECT_EQ(plover->find("0231")->type, EventType::kRequest);
  EXPECT_EQ(plover->find("057")->type, EventType::kSupport);
  EXPECT_EQ(plover->find("010"), nullptr);
  EXPECT_FLOAT_EQ(plover->goldstein("057"), 8.0F);
}

}  // namespace
}  // namespace entente
