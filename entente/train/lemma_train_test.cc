#include "entente/train/lemma_train.h"

#include <gtest/gtest.h>

#include <sstream>

#include "entente/base/file.h"
#include "entente/read/lemmatizer.h"

namespace entente::train {
namespace {

TEST(LemmaTrain, SuffixesForManyWordsForOne) {
  std::string corpus;
  for (const char* word :
       {"talks talk", "pacts pact", "cities city", "duties duty", "treaties treaty", "men man",
        "visits visit", "bans ban", "towns town"}) {
    const std::string pair = word, form = pair.substr(0, pair.find(' ')),
                      lemma = pair.substr(form.size() + 1);
    corpus += "1\t" + form + "\t" + lemma + "\tNOUN\t_\tNumber=Plur\t0\troot\t_\t_\n\n";
  }
  LemmaTrainConfig config;
  config.train = {testing::TempDir() + "/lemmas.conllu"};
  config.out = testing::TempDir() + "/zz-lemmas.bin";
  ASSERT_TRUE(write_file_atomic(config.train[0], corpus));
  std::ostringstream log;
  const Status done = train_lemmas(config, log);
  ASSERT_TRUE(done) << describe(done.error());
  const auto lemmatizer = Lemmatizer::open(testing::TempDir(), "zz");
  ASSERT_TRUE(lemmatizer) << describe(lemmatizer.error());
  const auto lemma = [&](const char* form) {
    return lemmatizer->lemma(form, Upos::kNoun, "Number=Plur");
  };
  EXPECT_EQ(lemma("men"), "man");         // the word
  EXPECT_EQ(lemma("weapons"), "weapon");  // not seen: the suffix of most
  EXPECT_EQ(lemma("parties"), "party");   // not seen: the longer suffix
}

}  // namespace
}  // namespace entente::train
