// Learns models/LANG-tokenizer.bin from treebanks: `entente-train tokenizer --config FILE`.
#pragma once

#include <cstdint>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "entente/base/result.h"
#include "entente/train/tokenizer_data.h"
#include "entente/train/verbs.h"

namespace entente::train {

struct TokenizerTrainConfig {
  std::vector<std::string> train, dev;  // CoNLL-U, plain or gzip
  std::string out;                      // the model file
  std::string revision = "en-1";
  std::uint32_t epochs = 8, seed = 1;
  std::uint32_t gap_row_bits = 14, sentence_row_bits = 16;
  float gap_rate = 0.05f, sentence_rate = 0.05f, dropout = 0.1f;
  float sentence_shift = 0;  // added to the score of "a sentence ends"
  VaryRates vary;
};

// Reads "key = value" lines (`#` a comment; lists parted by blanks). kBadInput names the line of an
// unknown key or bad value.
Result<TokenizerTrainConfig> read_tokenizer_config(const std::string& path);

// Trains, writes the model, and logs the figures on `dev` after each epoch. The same config, the
// same bytes.
Status train_tokenizer(const TokenizerTrainConfig& config, std::ostream& log);

// The verb: --config FILE. Returns the exit status.
int run_tokenizer(const Options& options);

}  // namespace entente::train
