#include "entente/fold/near_duplicates.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <string>

namespace entente {
namespace {

ReportWords words_of(std::string_view text, std::string_view title = {}) {
  Document document;
  document.set_text(title, text);
  ReportWords words;
  read_report_words(document, words);
  return words;
}

// A text of made-up words: sentences that no other seed shares.
std::string invented(unsigned seed, int sentences) {
  std::mt19937 random(seed);
  std::vector<std::string> names;
  for (int i = 0; i < 12; ++i) {
    std::string name;
    for (int k = 0; k < 7; ++k) name += static_cast<char>('a' + random() % 26);
    names.push_back(name);
  }
  std::string text;
  for (int s = 0; s < sentences; ++s) {
    for (int w = 0; w < 14; ++w) {
      if (w % 3 == 0)
        text += names[random() % names.size()];
      else
        for (unsigned k = 0; k < 2 + random() % 5; ++k)
          text += static_cast<char>('a' + random() % 26);
      text += w == 13 ? ". " : " ";
    }
  }
  return text;
}

std::string first_sentences(const std::string& text, int n) {
  std::size_t at = 0;
  while (n-- > 0) at = text.find(". ", at) + 2;
  return text.substr(0, at);
}

TEST(ReportWords, TypographyIsNothing) {
  EXPECT_EQ(words_of("“Don’t go,” she said — twice."), words_of("don't go SHE said twice"));
  EXPECT_EQ(words_of("Łódź"), words_of("łódź"));
  EXPECT_EQ(words_of("東京 都").size(), 3u) << "a sign a word";
  EXPECT_EQ(words_of("", "The title stands for an empty body").size(), 7u);
  EXPECT_EQ(words_of(std::string(1u << 20, 'a')).size(), 1u);
  std::string many;
  for (int i = 0; i < 10'000; ++i) many += "w ";
  EXPECT_EQ(words_of(many).size(), kMaxReportWords);
}

struct LikenessCase {
  const char* name;
  std::string report, other;
  Likeness likeness;
};
const std::string kStory = invented(1, 20), kOther = invented(2, 20), kThird = invented(3, 20);
const LikenessCase kLikenesses[] = {
    {"Identical", kStory, kStory, Likeness::kCopy},
    {"Dateline", "PARIS (Agency) - " + kStory, kStory, Likeness::kCopy},
    {"Brief", first_sentences(kStory, 6), kStory, Likeness::kShorter},
    {"Whole", kStory, first_sentences(kStory, 6), Likeness::kLonger},
    {"Boilerplate", kStory + invented(9, 12), kStory, Likeness::kLonger},
    {"NewLead", invented(7, 3) + kStory, kStory, Likeness::kLonger},
    {"Other", kStory, kOther, Likeness::kNone},
    {"Passage", kOther + first_sentences(kStory, 5), kStory, Likeness::kNone},
    {"RoundUpOfBriefs",
     first_sentences(kStory, 5) + first_sentences(kOther, 5) + first_sentences(kThird, 5),
     first_sentences(kStory, 5), Likeness::kNone},
    {"FollowUp", invented(8, 10) + first_sentences(kStory, 11), kStory, Likeness::kNone},
    {"Empty", "", "", Likeness::kNone},
    {"OneWord", "Hello", "Hello", Likeness::kCopy},
};

TEST(CompareReports, Cases) {
  for (const LikenessCase& one : kLikenesses) {
    const ReportWords report = words_of(one.report), other = words_of(one.other);
    EXPECT_EQ(to_string(compare_reports(report, other)), to_string(one.likeness)) << one.name;
    EXPECT_EQ(compare_reports(report, other) == Likeness::kNone,
              compare_reports(other, report) == Likeness::kNone)
        << one.name;
  }
}

// Families of versions among strangers, in any order and with some taken out again.
class Groups : public testing::Test {
 protected:
  Groups() {
    for (unsigned family = 0; family < 12; ++family) {
      const std::string story = invented(100 + family, 16);
      texts_.push_back(words_of(story));
      if (family % 3 == 0) continue;
      texts_.push_back(words_of("Updated. " + story));
      texts_.push_back(words_of(first_sentences(story, 5)));
      texts_.push_back(words_of(invented(500 + family, 2) + story));
    }
  }
  NearDuplicates empty() {
    return NearDuplicates([this](std::uint64_t number, ReportWords& out) {
      out = texts_[number];
      return true;
    });
  }
  std::map<std::uint64_t, std::uint64_t> originals(const NearDuplicates& groups) const {
    std::map<std::uint64_t, std::uint64_t> map;
    for (std::uint64_t i = 0; i < texts_.size(); ++i) map[i] = groups.original(i);
    return map;
  }
  std::vector<ReportWords> texts_;
};

TEST_F(Groups, AnyOrderGivesTheSame) {
  std::vector<std::uint64_t> order(texts_.size());
  for (std::uint64_t i = 0; i < order.size(); ++i) order[i] = i;
  std::map<std::uint64_t, std::uint64_t> expected;
  std::mt19937 random(4);
  for (int round = 0; round < 20; ++round) {
    NearDuplicates groups = empty();
    std::map<std::uint64_t, std::uint64_t>
        told;  // what a caller knows who heeds what add() returns
    for (const std::uint64_t number : order)
      for (const std::uint64_t changed : groups.add(number, texts_[number], number))
        told[changed] = groups.original(changed);
    if (round == 0) expected = originals(groups);
    EXPECT_EQ(originals(groups), expected) << round;
    EXPECT_EQ(told, expected) << round;
    std::shuffle(order.begin(), order.end(), random);
  }
  std::set<std::uint64_t> kinds;
  for (const auto& [number, original] : expected) kinds.insert(original);
  EXPECT_EQ(kinds.size(), 12u);
}

// What is alike with the least shared that may be (every change as far from the next as can be) is
// fetched and compared; what shares a phrase alone is not fetched.
TEST(NearDuplicates, FetchesWhatMayBeAlike) {
  std::size_t alike = 0, fetched = 0;
  for (unsigned seed = 1; seed <= 12; ++seed)
    for (const int sentences : {2, 4, 8, 20, 60})
      for (const std::size_t apart : {7u, 8u, 10u, 16u}) {
        const ReportWords first = words_of(invented(1000 + seed, sentences));
        ReportWords second = first;
        for (std::size_t i = seed % apart; i < second.size(); i += apart) second[i] ^= 0x5A5A5A;
        NearDuplicates groups([&](std::uint64_t, ReportWords& out) { return out = first, true; });
        groups.add(0, first, 0);
        groups.add(1, second, 1);
        if (compare_reports(second, first) == Likeness::kNone) continue;
        ++alike;
        EXPECT_EQ(groups.original(1), 0u) << seed << " " << sentences << " " << apart;
      }
  EXPECT_GT(alike, 200u);
  const std::string phrase =
      "the foreign minister of the country said in a statement on its site. ";
  NearDuplicates groups([&](std::uint64_t, ReportWords&) { return ++fetched, false; });
  for (unsigned i = 0; i < 20; ++i) groups.add(i, words_of(phrase + invented(2000 + i, 30)), i);
  EXPECT_LT(fetched, 60u) << "of 190 pairs";
}

TEST_F(Groups, ForgettingIsNeverHavingKnown) {
  for (const std::uint64_t gone : {1u, 2u, 5u}) {
    NearDuplicates groups = empty(), without = empty();
    for (std::uint64_t i = 0; i < texts_.size(); ++i) {
      groups.add(i, texts_[i], i);
      if (i != gone) without.add(i, texts_[i], i);
    }
    groups.forget(gone);
    EXPECT_EQ(originals(groups), originals(without)) << gone;
  }
}

TEST_F(Groups, RestoredGoesOnAsIfNeverClosed) {
  NearDuplicates groups = empty(), again = empty();
  std::vector<std::uint32_t> keys;
  for (std::uint64_t i = 0; i < texts_.size(); ++i) groups.add(i, texts_[i], i);
  for (std::uint64_t i = 0; i + 7 < texts_.size(); ++i) {
    report_keys(texts_[i], keys);
    again.restore(i, keys, i, groups.original(i));
  }
  for (std::uint64_t i = texts_.size() - 7; i < texts_.size(); ++i) again.add(i, texts_[i], i);
  EXPECT_EQ(originals(again), originals(groups));
}

TEST(ReportStream, KnowsOriginalsAndHowTheyStand) {
  auto stream = ReportStream::open();
  ASSERT_TRUE(stream);
  for (const std::string& text : {first_sentences(kStory, 6), kOther, kStory, std::string()})
    ASSERT_TRUE(stream->add(words_of(text), std::nullopt));
  EXPECT_EQ(stream->original(2), 0u);
  EXPECT_EQ(to_string(stream->likeness(2)), "longer");
  EXPECT_EQ(stream->original(1), 1u);
  EXPECT_EQ(stream->likeness(0), Likeness::kNone);
  ASSERT_TRUE(stream->add(words_of(kStory), Day{10}));
  EXPECT_EQ(stream->original(0), 4u) << "the one with the earliest day";
}

}  // namespace
}  // namespace entente
