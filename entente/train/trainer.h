// `entente-train reader`: corpora and a configuration to a model file.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "entente/base/result.h"
#include "entente/train/net.h"

namespace entente::train {

// The configuration, one "key = value" a line, # for comments; models/en-reader.conf names every
// key.
struct ReaderConfig {
  struct Corpus {
    float share = 1;   // of its sentences, others each epoch; 2: all of them twice
    std::string path;  // CoNLL-U
  };
  std::vector<Corpus> train;  // "train = PATH", "train = 0.5 PATH"; may stand often, as `dev` may
  std::vector<std::string> dev;
  std::string gazetteer;  // words of lists of names, "" for none
  std::string classes;    // words and the classes that a dictionary gives them, "" for none
  std::string out, revision = "en-0";
  std::vector<std::string> self_tests;  // `self_test`, words parted by spaces
  std::uint64_t seed = 1;
  std::uint32_t embed = 128, hidden = 128, layers = 3, arc = 128, label = 128, entity = 64;
  std::uint32_t min_word = 2, min_affix = 3, max_words = 150;
  std::uint32_t epochs = 20, batch_words = 600, warmup = 200, dev_every = 5;
  float rate = 2e-3f, beta1 = 0.9f, beta2 = 0.98f, max_norm = 5, decay = 0;
  float upper = 0.04f, lower = 0.04f, title = 0.03f;  // shares of sentences that are read recased
  Dropout dropout;
  LossWeights weights;
};

// kBadInput names the line.
Result<ReaderConfig> read_config(const std::string& path);

// Trains and writes config.out (and what it has so far each `dev_every` epochs). `log` gets a line
// now and then.
Status train_reader(const ReaderConfig& config, const std::function<void(const std::string&)>& log);

}  // namespace entente::train
