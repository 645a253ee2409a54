// Learns a SparseNet (read/sparse_net.h): stochastic gradient descent with Adagrad's steps (Duchi
// et al. 2011) on the cross-entropy, one example at a time, in floats; then rounds it to the
// integers that reading uses.
#pragma once

#include <cstdint>
#include <random>
#include <span>
#include <vector>

#include "entente/read/model_file.h"
#include "entente/read/sparse_net.h"

namespace entente::train {

struct SparseTrainerConfig {
  std::uint32_t row_bits = 15, classes = 2;
  float rate = 0.05f;            // Adagrad's step
  float feature_dropout = 0.1f;  // a feature is left out of an example this often
  float decay = 1e-6f;           // of every row used, each time
};

class SparseTrainer {
 public:
  SparseTrainer(const SparseTrainerConfig& config, std::uint64_t seed);

  // One step; returns the loss of the example. `weight` scales the gradient.
  float learn(std::span<const std::uint64_t> hashes, std::uint32_t label, float weight,
              float rate_factor);
  // As a SparseNet would score it, in floats.
  void scores(std::span<const std::uint64_t> hashes, std::span<float> out) const;

  // Adds the weights as they are to the mean that write() rounds (Izmailov et al. 2018, "Averaging
  // weights leads to wider optima"). Without a call write() takes the weights as they are.
  void take_into_mean();

  // Adds `shift` to the score of class 1 when written: moves the balance between precision and
  // recall.
  void write(ModelWriter& out, float shift = 0) const;

 private:
  std::uint32_t row(std::uint64_t hash) const {
    return static_cast<std::uint32_t>(hash >> (64 - config_.row_bits));
  }

  SparseTrainerConfig config_;
  std::mt19937_64 random_;
  std::vector<float> table_, table_sums_;  // [rows][kNetWidth], and Adagrad's sums of squares
  std::vector<float> hidden_bias_, hidden_sums_;  // [kNetWidth]
  std::vector<float> weights_, weight_sums_;      // [classes][kNetWidth]
  std::vector<float> bias_, bias_sums_;           // [classes]
  std::vector<std::uint32_t> used_;
  struct Mean {
    std::vector<float> table, hidden_bias, weights, bias;
    float count = 0;
  } mean_;
};

}  // namespace entente::train
