#include "entente/train/tokenizer_train.h"

#include <gtest/gtest.h>

#include <array>
#include <sstream>

#include "entente/base/file.h"
#include "entente/train/sparse_trainer.h"

namespace entente::train {
namespace {

const char kCorpus[] =
    "# newdoc id = d\n# newpar\n# text = They don't sign. \"No,\" Mr. Bo said.\n"
    "1\tThey\t_\tX\t_\t_\t_\t_\t_\t_\n2-3\tdon't\t_\t_\t_\t_\t_\t_\t_\t_\n2\tdo\t_\tX\t_\t_\t_\t_"
    "\t_\t_\n"
    "3\tn't\t_\tX\t_\t_\t_\t_\t_\t_\n4\tsign\t_\tX\t_\t_\t_\t_\t_\tSpaceAfter=No\n5\t.\t_\tX\t_\t_"
    "\t_\t_\t_\t_\n"
    "6\t\"\t_\tX\t_\t_\t_\t_\t_\tSpaceAfter=No\n7\tNo\t_\tX\t_\t_\t_\t_\t_\tSpaceAfter=No\n"
    "8\t,\t_\tX\t_\t_\t_\t_\t_\tSpaceAfter=No\n9\t\"\t_\tX\t_\t_\t_\t_\t_\t_\n10\tMr.\t_\tX\t_\t_"
    "\t_\t_\t_\t_\n"
    "11\tBo\t_\tX\t_\t_\t_\t_\t_\t_\n12\tsaid\t_\tX\t_\t_\t_\t_\t_\tSpaceAfter=No\n13\t.\t_\tX\t_"
    "\t_\t_\t_\t_\t_\n\n"
    "# text = Done.\n1\tDone\t_\tX\t_\t_\t_\t_\t_\tSpaceAfter=No\n2\t.\t_\tX\t_\t_\t_\t_\t_\t_\n\n";

std::string corpus_file() {
  const std::string path = testing::TempDir() + "/tokens.conllu";
  EXPECT_TRUE(write_file_atomic(path, kCorpus));
  return path;
}

std::size_t count(const GoldText& text, std::uint8_t bit) {
  std::size_t n = 0;
  for (const GoldChar& c : text) n += (c.ends & bit) != 0;
  return n;
}

TEST(TokenizerData, GoldOfWordsTokensAndSentences) {
  const auto texts = read_gold_texts(corpus_file());
  ASSERT_TRUE(texts && texts->size() == 1);
  EXPECT_EQ(count((*texts)[0], kEndsWord), 15u);
  EXPECT_EQ(count((*texts)[0], kEndsToken), 14u);  // "don't" is one
  EXPECT_EQ(count((*texts)[0], kEndsSentence), 2u);
}

TEST(TokenizerData, ChangesOfLettersKeepTheGold) {
  const auto texts = read_gold_texts(corpus_file());
  ASSERT_TRUE(texts);
  VaryRates rates;
  rates.dateline = 0, rates.end_abbreviation = 0, rates.curly = 1, rates.upper = 0.5;
  std::mt19937_64 random(7);
  std::vector<std::uint32_t> char_of_byte;
  bool curly = false;
  for (int i = 0; i < 200; ++i) {
    const GoldText varied = vary((*texts)[0], rates, random);
    for (const std::uint8_t bit : {kEndsWord, kEndsToken, kEndsSentence})
      ASSERT_EQ(count(varied, bit), count((*texts)[0], bit));
    const std::string text = to_utf8(varied, char_of_byte);
    ASSERT_EQ(char_of_byte.size(), text.size());
    curly |= text.find("“") != std::string::npos && text.find('"') == std::string::npos;
  }
  EXPECT_TRUE(curly);
}

TEST(TokenizerTrain, SameConfigSameBytes) {
  TokenizerTrainConfig config;
  config.train = config.dev = {corpus_file()};
  config.out = testing::TempDir() + "/zz-tokenizer.bin";
  config.epochs = 2, config.gap_row_bits = config.sentence_row_bits = 8;
  std::array<std::string, 2> bytes;
  for (std::string& b : bytes) {
    std::ostringstream log;
    const Status done = train_tokenizer(config, log);
    ASSERT_TRUE(done) << describe(done.error());
    b = *read_file(config.out, 1 << 24);
  }
  EXPECT_EQ(bytes[0], bytes[1]);
}

// A linear model cannot: the class is whether two features agree.
TEST(SparseTrainer, LearnsWhatNeedsPairsOfFeatures) {
  SparseTrainer trainer({10, 2, 0.1f, 0, 0}, 3);
  FeatureList features;
  std::mt19937_64 random(5);
  const auto example = [&](std::uint64_t a, std::uint64_t b) {
    features.clear();
    features.add(0, a), features.add(1, b);
    return features.hashes();
  };
  for (int i = 0; i < 4000; ++i) {
    const std::uint64_t a = random() % 2, b = random() % 2;
    trainer.learn(example(a, b), a == b, 1, 1);
  }
  for (std::uint64_t code = 0; code < 4; ++code) {
    std::array<float, 2> scores;
    trainer.scores(example(code / 2, code % 2), scores);
    EXPECT_EQ(scores[1] > scores[0], code / 2 == code % 2) << code;
  }
}

TEST(TokenizerTrain, ConfigNamesItsBadLine) {
  const std::string path = testing::TempDir() + "/bad.conf";
  ASSERT_TRUE(write_file_atomic(path, "train = a\nout = b\nepoch = 3\n"));
  const auto config = read_tokenizer_config(path);
  ASSERT_FALSE(config);
  EXPECT_EQ(config.error().offset, 3u);
}

}  // namespace
}  // namespace entente::train
