// Corpora, configurations and the whole way to a model file, on a treebank of three sentences.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "entente/base/file.h"
#include "entente/train/export.h"
#include "entente/train/score.h"
#include "entente/train/trainer.h"

namespace entente::train {
namespace {

const char kTreebank[] =
    "# text = The envoys didn't sign.\n"
    "1\tThe\tthe\tDET\t_\tDefinite=Def\t2\tdet\t_\tNER=O\n"
    "2\tenvoys\tenvoy\tNOUN\t_\tNumber=Plur\t5\tnsubj\t_\tNER=O\n"
    "3-4\tdidn't\t_\t_\t_\t_\t_\t_\t_\t_\n"
    "3\tdid\tdo\tAUX\t_\t_\t5\taux\t_\tNER=O\n"
    "4\tn't\tnot\tPART\t_\t_\t5\tadvmod\t_\tNER=?\n"
    "5\tsign\tsign\tVERB\t_\t_\t0\troot\t_\tSpaceAfter=No|NER=O\n"
    "5.1\tit\tit\tPRON\t_\t_\t_\t_\t5:obj\t_\n"
    "6\t.\t.\tPUNCT\t_\t_\t5\tpunct\t_\tNER=O\n"
    "\n"
    "1\tOslo\tOslo\tPROPN\t_\tNumber=Sing\t2\tnsubj:pass\t_\t_\r\n"
    "2\tagreed\tagree\tVERB\t_\t_\t0\troot\t_\t_\r\n"
    "\n"
    "# names only\n"
    "1\tNew\t_\t_\t_\t_\t_\t_\t_\tNER=B-LOC\n"
    "2\tYork\t_\t_\t_\t_\t_\t_\t_\tNER=I-LOC\n";

class Folder {
 public:
  Folder() : path_(std::string(ENTENTE_BINARY_DIR) + "/train_test_files") {
    std::filesystem::create_directories(path_);
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  std::string write(const std::string& name, std::string_view text) const {
    std::ofstream(path_ + "/" + name, std::ios::binary) << text;
    return path_ + "/" + name;
  }
  std::string path(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

TEST(Corpus, ReadsWordsTreesAndNames) {
  const Folder folder;
  const auto sentences = read_conllu_corpus(folder.write("a.conllu", kTreebank), 100);
  ASSERT_TRUE(sentences) << describe(sentences.error());
  ASSERT_EQ(sentences->size(), 3u);
  const Sentence& first = (*sentences)[0];
  EXPECT_EQ(first.forms.size(), 6u);
  EXPECT_EQ(first.head, (std::vector<std::uint16_t>{1, 4, 4, 4, kRootHead, 4}));
  EXPECT_EQ(first.tag, (std::vector<std::uint8_t>{0, 0, 0, kNoTag, 0, 0}));
  EXPECT_EQ((*sentences)[1].deprel[0], "nsubj:pass");
  EXPECT_FALSE((*sentences)[1].has_names());
  EXPECT_FALSE((*sentences)[2].has_tree());
  EXPECT_EQ((*sentences)[2].tag, (std::vector<std::uint8_t>{5, 6}));
  EXPECT_EQ(read_conllu_corpus(folder.path("a.conllu"), 2)->size(), 2u)
      << "longer sentences are left out";
}

TEST(Corpus, NamesTheBadLine) {
  const Folder folder;
  const struct {
    std::string_view text;
    std::uint64_t line;
  } cases[] = {
      {"1\tonly\tfour\tcolumns\n", 1},
      {"# a comment\n1\tword\tw\tNOUNY\t_\t_\t0\troot\t_\t_\n", 2},
      {"1\tword\tw\tNOUN\t_\t_\tx\troot\t_\t_\n", 1},
      {"1\tword\tw\tNOUN\t_\t_\t0\tboss\t_\t_\n", 1},
      {"1\tword\tw\tNOUN\t_\t_\t7\tobj\t_\t_\n\n", 2},
  };
  for (const auto& c : cases) {
    const auto result = read_conllu_corpus(folder.write("bad.conllu", c.text), 100);
    ASSERT_FALSE(result) << c.text;
    EXPECT_EQ(result.error().offset, c.line) << c.text;
  }
}

TEST(Corpus, Recases) {
  Sentence s;
  s.forms = {"the", "EU", "'s", "émigré"};
  EXPECT_EQ(recased(s, SentenceCase::kUpper).forms,
            (std::vector<std::string>{"THE", "EU", "'S", "ÉMIGRÉ"}));
  EXPECT_EQ(recased(s, SentenceCase::kLower).forms[1], "eu");
  EXPECT_EQ(recased(s, SentenceCase::kTitle).forms,
            (std::vector<std::string>{"The", "EU", "'S", "Émigré"}));
}

std::string tiny_config(const Folder& folder, const std::string& out) {
  return "train = " + folder.path("a.conllu") + "\ndev = " + folder.path("a.conllu") +
         "\nout = " + folder.path(out) +
         "\nembed = 16\nhidden = 16\narc = 16\nlabel = 16\nentity = 16\nlayers = 2\nmin_word = "
         "1\nmin_affix = 1\nepochs = 120\n"
         "warmup = 5\nrate = 0.02\ndrop_layer = 0.1\nself_test = Oslo agreed\nupper = 0.1  \n";
}

// Learns three sentences by heart, writes them as a model that reads them back, the same bytes each
// time.
TEST(Trainer, MakesTheSameWorkingModelTwice) {
  const Folder folder;
  folder.write("a.conllu", kTreebank);
  std::string bytes[2];
  for (int i = 0; i < 2; ++i) {
    const auto config = read_config(folder.write("c.conf", tiny_config(folder, "m.bin")));
    ASSERT_TRUE(config) << describe(config.error());
    const Status done = train_reader(*config, [](const std::string&) {});
    ASSERT_TRUE(done) << describe(done.error());
    bytes[i] = *read_file(folder.path("m.bin"), 1 << 24);
  }
  EXPECT_TRUE(bytes[0] == bytes[1]);
  const AlignedBytes aligned(bytes[0]);
  const auto network = Network::open(aligned.view(), "m.bin");
  ASSERT_TRUE(network) << describe(network.error());
  const auto sentences = read_conllu_corpus(folder.path("a.conllu"), 100);
  const Score score = score_network(*network, *sentences);
  EXPECT_EQ(score.words, 8u);
  EXPECT_EQ(score.upos, 8u);
  EXPECT_EQ(score.labelled, 8u);
  EXPECT_EQ(score.names_of({EntityType::kLoc}).right, 1u);
}

TEST(Config, NamesTheBadLine) {
  const Folder folder;
  const struct {
    std::string_view text;
    std::uint64_t line;
  } cases[] = {{"train = a\nout = b\nepochs = many\n", 3},
               {"# fine\nno equals\n", 2},
               {"colour = red\n", 1},
               {"out = b\n", 0},
               {"train = x y\nout = b\n", 1}};
  for (const auto& c : cases) {
    const auto config = read_config(folder.write("c.conf", c.text));
    ASSERT_FALSE(config) << c.text;
    EXPECT_EQ(config.error().offset, c.line) << c.text;
  }
  const auto shipped = read_config(ENTENTE_SOURCE_DIR "/models/en-reader.conf");
  EXPECT_TRUE(shipped) << describe(shipped.error());
}

}  // namespace
}  // namespace entente::train
