// Learns models/LANG-lemmas.bin from treebanks: `entente-train lemmas --config FILE`.
#pragma once

#include <ostream>
#include <string>
#include <vector>

#include "entente/base/result.h"
#include "entente/train/verbs.h"

namespace entente::train {

struct LemmaTrainConfig {
  std::vector<std::string> train, dev;  // CoNLL-U, plain or gzip
  std::string out;                      // FOLDER/LANG-lemmas.bin
  std::string revision = "en-1";
  std::uint32_t min_types = 2;  // a suffix needs this many different words that follow its rule
};

// Reads "key = value" lines (`#` a comment; lists parted by blanks). kBadInput names the line.
Result<LemmaTrainConfig> read_lemma_config(const std::string& path);

// Learns, writes the model, logs its size and its share of right lemmas (given gold tags) on `dev`.
// Deterministic.
Status train_lemmas(const LemmaTrainConfig& config, std::ostream& log);

// The verb: --config FILE. Returns the exit status.
int run_lemmas(const Options& options);

}  // namespace entente::train
