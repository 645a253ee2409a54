// Rounding: the largest weight of the table becomes 127 (rows beyond 0.999 of them are clipped), so
// a hidden unit counts in steps of one scale; the output layer in steps of another; the score in
// their product. Only the order of scores matters.
//
// Tested by tokenizer_train_test.cc.
#include "entente/train/sparse_trainer.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace entente::train {
namespace {

float uniform(std::mt19937_64& random) {
  return static_cast<float>(static_cast<double>(random() >> 11) * 0x1p-53);
}

void step(float& value, float& sum, float gradient, float rate) {
  sum += gradient * gradient;
  value -= rate * gradient / std::sqrt(sum + 1e-6f);
}

// The size below which `share` of the values lie.
float size_of_share(std::span<const float> values, double share) {
  std::vector<float> sizes;
  for (const float v : values)
    if (v != 0) sizes.push_back(std::abs(v));
  if (sizes.empty()) return 1;
  const auto at =
      sizes.begin() + static_cast<std::ptrdiff_t>(static_cast<double>(sizes.size() - 1) * share);
  std::nth_element(sizes.begin(), at, sizes.end());
  return *at;
}

template <class Int>
Int rounded(float value, float limit) {
  return static_cast<Int>(std::lround(std::clamp(value, -limit, limit)));
}

}  // namespace

SparseTrainer::SparseTrainer(const SparseTrainerConfig& config, std::uint64_t seed)
    : config_(config), random_(seed) {
  const std::size_t rows = std::size_t{1} << config.row_bits;
  table_.resize(rows * kNetWidth);
  table_sums_.assign(rows * kNetWidth, 0.1f);
  hidden_bias_.assign(kNetWidth, 0.1f), hidden_sums_.assign(kNetWidth, 0.1f);
  weights_.resize(config.classes * kNetWidth), weight_sums_.assign(weights_.size(), 0.1f);
  bias_.assign(config.classes, 0), bias_sums_.assign(config.classes, 0.1f);
  for (float& v : table_) v = (uniform(random_) - 0.5f) * 0.02f;
  for (float& v : weights_) v = (uniform(random_) - 0.5f) * 0.6f;
}

float SparseTrainer::learn(std::span<const std::uint64_t> hashes, std::uint32_t label, float weight,
                           float rate_factor) {
  used_.clear();
  std::array<float, kNetWidth> hidden;
  std::copy_n(hidden_bias_.data(), kNetWidth, hidden.data());
  for (const std::uint64_t hash : hashes) {
    if (uniform(random_) < config_.feature_dropout) continue;
    used_.push_back(row(hash));
    const float* r = table_.data() + std::size_t{used_.back()} * kNetWidth;
    for (std::uint32_t j = 0; j < kNetWidth; ++j) hidden[j] += r[j];
  }
  std::array<float, kNetWidth> active, back{};
  for (std::uint32_t j = 0; j < kNetWidth; ++j) active[j] = std::max(hidden[j], 0.0f);

  std::array<float, kMaxNetClasses> p{};
  float largest = -1e30f, total = 0;
  for (std::uint32_t k = 0; k < config_.classes; ++k) {
    p[k] = bias_[k];
    for (std::uint32_t j = 0; j < kNetWidth; ++j) p[k] += active[j] * weights_[k * kNetWidth + j];
    largest = std::max(largest, p[k]);
  }
  for (std::uint32_t k = 0; k < config_.classes; ++k) total += p[k] = std::exp(p[k] - largest);
  const float loss = -std::log(std::max(p[label] / total, 1e-9f));
  const float rate = config_.rate * rate_factor;
  for (std::uint32_t k = 0; k < config_.classes; ++k) {
    const float gradient = (p[k] / total - static_cast<float>(k == label)) * weight;
    step(bias_[k], bias_sums_[k], gradient, rate);
    for (std::uint32_t j = 0; j < kNetWidth; ++j) {
      float& w = weights_[k * kNetWidth + j];
      back[j] += gradient * w;
      step(w, weight_sums_[k * kNetWidth + j], gradient * active[j], rate);
    }
  }
  for (std::uint32_t j = 0; j < kNetWidth; ++j) {
    if (hidden[j] <= 0) back[j] = 0;
    step(hidden_bias_[j], hidden_sums_[j], back[j], rate);
  }
  for (const std::uint32_t r : used_) {
    float* values = table_.data() + std::size_t{r} * kNetWidth;
    float* sums = table_sums_.data() + std::size_t{r} * kNetWidth;
    for (std::uint32_t j = 0; j < kNetWidth; ++j) {
      const float g = back[j] + config_.decay * values[j];
      sums[j] += g * g;
      values[j] -= rate * g / std::sqrt(sums[j]);
    }
  }
  return loss * weight;
}

void SparseTrainer::scores(std::span<const std::uint64_t> hashes, std::span<float> out) const {
  std::array<float, kNetWidth> hidden;
  std::copy_n(hidden_bias_.data(), kNetWidth, hidden.data());
  for (const std::uint64_t hash : hashes)
    for (std::uint32_t j = 0; j < kNetWidth; ++j)
      hidden[j] += table_[std::size_t{row(hash)} * kNetWidth + j];
  for (std::uint32_t k = 0; k < config_.classes; ++k) {
    out[k] = bias_[k];
    for (std::uint32_t j = 0; j < kNetWidth; ++j)
      out[k] += std::max(hidden[j], 0.0f) * weights_[k * kNetWidth + j];
  }
}

void SparseTrainer::take_into_mean() {
  const auto add = [&](std::vector<float>& mean, const std::vector<float>& values) {
    mean.resize(values.size());
    for (std::size_t i = 0; i < values.size(); ++i)
      mean[i] += (values[i] - mean[i]) / (mean_.count + 1);
  };
  add(mean_.table, table_), add(mean_.hidden_bias, hidden_bias_), add(mean_.weights, weights_),
      add(mean_.bias, bias_);
  mean_.count += 1;
}

void SparseTrainer::write(ModelWriter& out, float shift) const {
  const bool mean = mean_.count > 0;
  const std::vector<float>&table_values = mean ? mean_.table : table_,
        &weight_values = mean ? mean_.weights : weights_;
  const std::vector<float>&hidden_values = mean ? mean_.hidden_bias : hidden_bias_,
        &bias_values = mean ? mean_.bias : bias_;
  const float table_scale = 127 / size_of_share(table_values, 0.9995),
              weight_scale = 1000 / size_of_share(weight_values, 1);
  std::vector<std::int8_t> table(table_values.size());
  std::transform(table_values.begin(), table_values.end(), table.begin(),
                 [&](float v) { return rounded<std::int8_t>(v * table_scale, 127); });
  std::vector<std::int16_t> hidden_bias(kNetWidth), weights(weight_values.size());
  for (std::uint32_t j = 0; j < kNetWidth; ++j)
    hidden_bias[j] = rounded<std::int16_t>(hidden_values[j] * table_scale, 8000);
  for (std::size_t i = 0; i < weights.size(); ++i)
    weights[i] = rounded<std::int16_t>(weight_values[i] * weight_scale, 1000);
  std::vector<std::int32_t> bias(config_.classes);
  for (std::uint32_t k = 0; k < config_.classes; ++k)
    bias[k] = rounded<std::int32_t>(
        (bias_values[k] + (k == 1 ? shift : 0)) * table_scale * weight_scale, 1 << 27);
  SparseNet::write(out, config_.row_bits, table, hidden_bias, weights, bias);
}

}  // namespace entente::train
