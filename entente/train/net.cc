// Forwards as read/network.cc does it, keeping what the way back needs. Rows are words, sentences
// by falling length, none padded. Dropout is the variational kind (Gal and Ghahramani 2016): one
// mask a sentence, shared by its words. Tested by gradient_test.cc.
#include "entente/train/net.h"

#include <algorithm>
#include <cmath>

#include "entente/base/hash.h"

namespace entente::train {

std::uint64_t Random::mix(std::uint64_t x) { return mix64(x); }

Param Net::add(std::size_t rows, std::size_t columns) {
  const Param p{value.size(), rows, columns};
  value.resize(value.size() + p.size());
  return p;
}

void Net::fill(const Param& p, float size, Random& random) {
  for (std::size_t i = 0; i < p.size(); ++i)
    value[p.offset + i] = (2 * random.uniform() - 1) * size;
}

Net::Net(const NetworkDims& d, const Classes& c, std::uint64_t seed) : dims(d), classes(c), at(d) {
  Random random(seed);
  const auto glorot = [&](const Param& p) {
    fill(p, std::sqrt(6.0f / static_cast<float>(p.rows + p.columns)), random);
  };
  table = add(dims.rows, dims.embed);
  fill(table, 0.25f, random);
  root = add(1, dims.arc);
  fill(root, 0.5f, random);
  for (std::uint32_t layer = 0; layer < dims.layers; ++layer)
    for (int direction = 0; direction < 2; ++direction) {
      input_weights.push_back(add(layer == 0 ? dims.embed : 2 * dims.hidden, 4 * dims.hidden));
      state_weights.push_back(add(dims.hidden, 4 * dims.hidden));
      bias.push_back(add(1, 4 * dims.hidden));
      for (const Param& p : {input_weights.back(), state_weights.back()})
        fill(p, 1.0f / std::sqrt(static_cast<float>(dims.hidden)), random);
      std::fill_n(data(bias.back()) + dims.hidden, dims.hidden,
                  1.0f);  // remember at first (Gers 2000)
    }
  heads = add(2 * dims.hidden, at.end), heads_bias = add(1, at.end);
  arc = add(dims.arc, dims.arc), arc_bias = add(1, dims.arc);
  label = add(dims.label, padded(dims.labels)), label_bias = add(1, padded(dims.labels));
  entity = add(dims.entity, kEntityColumns), entity_bias = add(1, kEntityColumns);
  for (const Param& p : {heads, arc, label, entity}) glorot(p);
  gradient.resize(value.size()), m_.resize(value.size()), v_.resize(value.size());
  is_touched_.resize(dims.rows);
  layers_.resize(dims.layers);
}

// to[a_width x d_width] += a^T d.
void Net::add_product(const float* a, std::size_t a_width, const float* d, std::size_t d_width,
                      std::size_t rows, float* to, std::size_t a_stride, std::size_t d_stride) {
  panels_.pack(d, rows, d_width, d_stride);
  multiply_transposed(a, a_stride, a_width, panels_, to, d_width);
}

void Net::add_columns(const float* d, std::size_t rows, std::size_t width, std::size_t stride,
                      float* to) {
  for (std::size_t r = 0; r < rows; ++r)
    for (std::size_t i = 0; i < width; ++i) to[i] += d[r * stride + i];
}

// Scores become their gradient: softmax less the gold one.
double Net::cross_entropy(float* scores, std::size_t n, std::size_t gold, float weight) {
  const float top = *std::max_element(scores, scores + n);
  double sum = 0;
  const float gold_score = scores[gold];
  for (std::size_t i = 0; i < n; ++i) scores[i] = std::exp(scores[i] - top), sum += scores[i];
  const float factor = static_cast<float>(weight * per_word_ / sum);
  for (std::size_t i = 0; i < n; ++i) scores[i] *= factor;
  scores[gold] -= weight * per_word_;
  const double loss = weight * per_word_ * (std::log(sum) + top - gold_score);
  loss_ += loss;
  return loss;
}

// The same where any of first, first + step, ... is right: all of them together should be likely,
// in whichever shares.
void Net::cross_entropy_of_any(float* scores, std::size_t n, std::size_t first, std::size_t step,
                               float weight) {
  const float top = *std::max_element(scores, scores + n);
  double sum = 0, right = 0;
  for (std::size_t i = 0; i < n; ++i) scores[i] = std::exp(scores[i] - top), sum += scores[i];
  for (std::size_t i = first; i < n; i += step) right += scores[i];
  right = std::max(right, 1e-30);
  const double factor = weight * per_word_;
  loss_ += factor * (std::log(sum) - std::log(right));
  for (std::size_t i = 0; i < n; ++i) {
    const bool good = i >= first && (i - first) % step == 0;
    scores[i] = static_cast<float>(factor * (scores[i] / sum - (good ? scores[i] / right : 0)));
  }
}

void Net::layout(std::span<const Example> batch) {
  begin_.clear(), length_.clear(), sentence_of_.clear();
  words_ = 0;
  for (std::uint32_t i = 0; i < batch.size(); ++i) {
    const auto n = static_cast<std::uint32_t>(batch[i].sentence->forms.size());
    begin_.push_back(static_cast<std::uint32_t>(words_));
    length_.push_back(n);
    sentence_of_.insert(sentence_of_.end(), n, i);
    words_ += n;
  }
  per_word_ = 1.0f / static_cast<float>(words_);
  loss_ = 0;
}

// A mask of `width` units for each sentence; empty where nothing is dropped.
void Net::mask(std::vector<float>& out, std::size_t width, float drop, Random* random) {
  out.clear();
  if (random == nullptr || drop <= 0) return;
  out.resize(begin_.size() * width);
  for (float& x : out) x = random->uniform() < drop ? 0.0f : 1.0f / (1.0f - drop);
}

void Net::embed(std::span<const Example> batch, const Dropout& dropout, Random* random) {
  rows_.clear();
  for (const Example& example : batch)
    rows_.insert(rows_.end(), example.rows.begin(), example.rows.end());
  if (random != nullptr)
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      const std::size_t kind = i % kFeatureKinds;
      const float rare = 1.0f / (1.0f + static_cast<float>(classes.counts[rows_[i]]));
      if (random->uniform() <
          (kind == 0 ? dropout.word + (dropout.word > 0 ? rare : 0) : dropout.feature))
        rows_[i] = classes.unknown[kind];
    }
  std::vector<float>& x = layers_[0].input;
  x.assign(words_ * dims.embed, 0.0f);
  for (std::size_t w = 0; w < words_; ++w)
    for (std::size_t k = 0; k < kFeatureKinds; ++k) {
      const float* row = data(table) + std::size_t{rows_[w * kFeatureKinds + k]} * dims.embed;
      for (std::size_t i = 0; i < dims.embed; ++i) x[w * dims.embed + i] += row[i];
    }
}

double Net::learn(std::span<const Example> batch, const Dropout& dropout,
                  const LossWeights& weights, Random* random) {
  layout(batch);
  embed(batch, dropout, random);
  for (std::size_t layer = 0; layer < dims.layers; ++layer) forward_layer(layer, dropout, random);
  forward_heads(dropout, random);
  learn_tags(batch, weights);
  learn_names(batch, weights);
  learn_arcs(batch, weights);
  learn_labels(batch, weights);
  backward_heads();
  for (std::size_t layer = dims.layers; layer-- > 0;) backward_layer(layer);
  for (std::size_t w = 0; w < words_; ++w)
    for (std::size_t k = 0; k < kFeatureKinds; ++k) {
      const std::uint32_t row = rows_[w * kFeatureKinds + k];
      if (is_touched_[row] == 0) is_touched_[row] = 1, touched_.push_back(row);
      float* g = grad(table) + std::size_t{row} * dims.embed;
      for (std::size_t i = 0; i < dims.embed; ++i) g[i] += d_input_[w * dims.embed + i];
    }
  return loss_;
}

double Net::loss(std::span<const Example> batch, const LossWeights& weights) {
  const std::vector<float> keep = gradient;
  const double result = learn(batch, Dropout(), weights, nullptr);
  gradient = keep;
  return result;
}

void Net::update(float rate, float beta1, float beta2, float max_norm, float decay) {
  ++steps_;
  double norm = 0;
  const std::size_t dense = table.offset + table.size(), end = value.size();
  for (std::size_t i = dense; i < end; ++i) norm += static_cast<double>(gradient[i]) * gradient[i];
  for (const std::uint32_t row : touched_)
    for (std::size_t i = 0; i < dims.embed; ++i) {
      const float g = grad(table)[std::size_t{row} * dims.embed + i];
      norm += static_cast<double>(g) * g;
    }
  norm = std::sqrt(norm);
  const float scale = norm > max_norm ? static_cast<float>(max_norm / norm) : 1.0f;
  const double t = static_cast<double>(steps_);
  const float corrected =
      rate * static_cast<float>(std::sqrt(1 - std::pow(static_cast<double>(beta2), t)) /
                                (1 - std::pow(static_cast<double>(beta1), t)));
  const auto step = [&](std::size_t offset, std::size_t n) {
    float_kernels().adam(n, corrected, beta1, beta2, 1e-8f, rate * decay, gradient.data() + offset,
                         scale, m_.data() + offset, v_.data() + offset, value.data() + offset);
    std::fill_n(gradient.data() + offset, n, 0.0f);
  };
  step(dense, end - dense);
  std::sort(touched_.begin(), touched_.end());
  for (const std::uint32_t row : touched_)
    step(table.offset + std::size_t{row} * dims.embed, dims.embed), is_touched_[row] = 0;
  touched_.clear();
}

}  // namespace entente::train
