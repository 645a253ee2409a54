// The reader's network in floating point, with its gradients: what read/network.h computes in
// bytes, forwards and backwards.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "entente/read/network.h"
#include "entente/train/corpus.h"
#include "entente/train/float_kernels.h"

namespace entente::train {

// Numbers that come in the same order on every machine (SplitMix64).
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next() { return mix(state_ += 0x9E3779B97F4A7C15u); }
  float uniform() { return static_cast<float>(next() >> 40) / 16777216.0f; }  // [0, 1)
  std::size_t below(std::size_t n) { return static_cast<std::size_t>(next() % n); }
  template <class T>
  void shuffle(std::vector<T>& v) {
    for (std::size_t i = v.size(); i > 1; --i) std::swap(v[i - 1], v[below(i)]);
  }

 private:
  static std::uint64_t mix(std::uint64_t x);
  std::uint64_t state_;
};

// A matrix (or, with one row, a vector) inside the flat arrays of weights, gradients and moments.
struct Param {
  std::size_t offset = 0, rows = 0, columns = 0;
  std::size_t size() const { return rows * columns; }
};

struct Dropout {
  float word = 0, feature = 0;  // share of words, of other features, read as unknown
  float input = 0, layer = 0, state = 0,
        heads = 0;  // shares of units, the same for all words of a sentence
};

struct LossWeights {
  float arc = 1, label = 1, upos = 1, feats = 1, names = 1;
};

// A sentence of a batch, as rows of the embedding table.
struct Example {
  const Sentence* sentence = nullptr;
  std::vector<std::uint32_t> rows;                  // kFeatureKinds a word
  std::vector<std::uint16_t> label_ids, feats_ids;  // trees alone
};

class Net {
 public:
  Net(const NetworkDims& dims, const Classes& classes, std::uint64_t seed);

  // Loss a word and its gradients, for sentences by falling length. Without `random` nothing is
  // dropped.
  double learn(std::span<const Example> batch, const Dropout& dropout, const LossWeights& weights,
               Random* random);

  // One step of Adam along the gradients, which are cleared; their norm is cut at `max_norm`.
  void update(float rate, float beta1, float beta2, float max_norm, float decay);

  // The loss alone, for tests of the gradients.
  double loss(std::span<const Example> batch, const LossWeights& weights);

  const NetworkDims dims;
  const Classes& classes;
  HeadColumns at;  // columns of `heads`; not padded here beyond what HeadColumns pads
  Param table, root;
  std::vector<Param> input_weights, state_weights, bias;  // layer by layer, forward then backward
  Param heads, heads_bias, arc, arc_bias, label, label_bias, entity, entity_bias;
  std::vector<float> value, gradient;

 private:
  struct Direction {
    std::vector<float> gates, d_gates, cell, cell_tanh, state_before, cell_before, state_mask;
    Panels state, state_transposed;
  };
  struct LayerState {
    std::vector<float> input, mask, output, d_output;
    Direction directions[2];
  };

  Param add(std::size_t rows, std::size_t columns);
  void fill(const Param& p, float size, Random& random);
  float* data(const Param& p) { return value.data() + p.offset; }
  float* grad(const Param& p) { return gradient.data() + p.offset; }
  void layout(std::span<const Example> batch);
  void embed(std::span<const Example> batch, const Dropout& dropout, Random* random);
  void mask(std::vector<float>& out, std::size_t width, float drop, Random* random);
  void forward_layer(std::size_t layer, const Dropout& dropout, Random* random);
  void forward_direction(std::size_t layer, int direction);
  void backward_layer(std::size_t layer);
  void backward_direction(std::size_t layer, int direction);
  void forward_heads(const Dropout& dropout, Random* random);
  void backward_heads();
  void learn_tags(std::span<const Example> batch, const LossWeights& weights);
  void learn_names(std::span<const Example> batch, const LossWeights& weights);
  void learn_arcs(std::span<const Example> batch, const LossWeights& weights);
  void learn_labels(std::span<const Example> batch, const LossWeights& weights);
  double cross_entropy(float* scores, std::size_t n, std::size_t gold, float weight);
  void cross_entropy_of_any(float* scores, std::size_t n, std::size_t first, std::size_t step,
                            float weight);
  void add_product(const float* a, std::size_t a_width, const float* d, std::size_t d_width,
                   std::size_t rows, float* to, std::size_t a_stride, std::size_t d_stride);
  void add_columns(const float* d, std::size_t rows, std::size_t width, std::size_t stride,
                   float* to);

  std::vector<float> m_, v_;
  std::uint64_t steps_ = 0;
  std::vector<std::uint32_t> touched_;
  std::vector<std::uint8_t> is_touched_;

  // Of the batch at hand.
  std::vector<std::uint32_t> begin_, length_, sentence_of_, rows_;
  std::size_t words_ = 0;
  double loss_ = 0;
  float per_word_ = 0;
  std::vector<LayerState> layers_;
  std::vector<float> top_, top_mask_, heads_out_, heads_mask_, d_heads_, d_top_;
  std::vector<float> arc_dep_, d_arc_dep_, scores_, d_input_;
  std::vector<float> step_state_, step_gates_, step_d_hidden_, step_d_cell_, packed_rows_, d_rows_;
  Panels panels_;
};

}  // namespace entente::train
