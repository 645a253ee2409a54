// The LSTM layers of train/net.h, forwards and back through time. At step t of the forward
// direction a sentence is at its word t, of the backward direction at its word length - 1 - t;
// sentences longer than t are the first ones. Tested by gradient_test.cc.
#include <algorithm>
#include <cstring>

#include "entente/train/net.h"

namespace entente::train {

void Net::forward_layer(std::size_t layer, const Dropout& dropout, Random* random) {
  LayerState& s = layers_[layer];
  const std::size_t width = layer == 0 ? dims.embed : 2 * dims.hidden;
  if (layer > 0) s.input = layers_[layer - 1].output;
  mask(s.mask, width, layer == 0 ? dropout.input : dropout.layer, random);
  if (!s.mask.empty())
    for (std::size_t w = 0; w < words_; ++w)
      for (std::size_t i = 0; i < width; ++i)
        s.input[w * width + i] *= s.mask[sentence_of_[w] * width + i];
  s.output.resize(words_ * 2 * dims.hidden);
  for (int direction = 0; direction < 2; ++direction) {
    mask(s.directions[direction].state_mask, dims.hidden, dropout.state, random);
    forward_direction(layer, direction);
  }
}

void Net::forward_direction(std::size_t layer, int direction) {
  LayerState& s = layers_[layer];
  Direction& d = s.directions[direction];
  const std::size_t h = dims.hidden, gates = 4 * h,
                    which = 2 * layer + static_cast<std::size_t>(direction);
  const std::size_t width = layer == 0 ? dims.embed : 2 * h;
  d.gates.resize(words_ * gates), d.cell.resize(words_ * h), d.cell_tanh.resize(words_ * h);
  d.state_before.assign(words_ * h, 0.0f), d.cell_before.assign(words_ * h, 0.0f);
  panels_.pack(data(input_weights[which]), width, gates, gates);
  for (std::size_t w = 0; w < words_; ++w)
    std::memcpy(d.gates.data() + w * gates, data(bias[which]), gates * sizeof(float));
  multiply(s.input.data(), width, words_, panels_, d.gates.data(), gates, true);
  d.state.pack(data(state_weights[which]), h, gates, gates);
  d.state_transposed.pack(data(state_weights[which]), gates, h, gates, true);
  step_state_.assign(begin_.size() * h, 0.0f), step_gates_.resize(begin_.size() * gates);
  std::size_t rows = begin_.size();
  for (std::uint32_t t = 0; t < length_[0]; ++t) {
    while (length_[rows - 1] <= t) --rows;
    if (t > 0) multiply(step_state_.data(), h, rows, d.state, step_gates_.data(), gates, false);
    for (std::size_t r = 0; r < rows; ++r) {
      const std::size_t w = begin_[r] + (direction == 0 ? t : length_[r] - 1 - t);
      float* g = d.gates.data() + w * gates;
      if (t > 0) {
        const std::size_t before = direction == 0 ? w - 1 : w + 1;
        for (std::size_t i = 0; i < gates; ++i) g[i] += step_gates_[r * gates + i];
        std::memcpy(d.state_before.data() + w * h, step_state_.data() + r * h, h * sizeof(float));
        std::memcpy(d.cell_before.data() + w * h, d.cell.data() + before * h, h * sizeof(float));
      }
      float* hidden = s.output.data() + w * 2 * h + static_cast<std::size_t>(direction) * h;
      float_kernels().lstm_forward(h, g, d.cell_before.data() + w * h, d.cell.data() + w * h,
                                   d.cell_tanh.data() + w * h, hidden);
      for (std::size_t i = 0; i < h; ++i)
        step_state_[r * h + i] =
            d.state_mask.empty() ? hidden[i] : hidden[i] * d.state_mask[r * h + i];
    }
  }
}

// From d_output of the layer to that of the one below (or of the embeddings, d_input_), and the
// layer's gradients.
void Net::backward_layer(std::size_t layer) {
  LayerState& s = layers_[layer];
  const std::size_t width = layer == 0 ? dims.embed : 2 * dims.hidden;
  std::vector<float>& below = layer == 0 ? d_input_ : layers_[layer - 1].d_output;
  below.assign(words_ * width, 0.0f);
  for (int direction = 0; direction < 2; ++direction) {
    backward_direction(layer, direction);
    const std::size_t which = 2 * layer + static_cast<std::size_t>(direction);
    Direction& d = s.directions[direction];
    const std::size_t gates = 4 * dims.hidden;
    add_product(s.input.data(), width, d.d_gates.data(), gates, words_, grad(input_weights[which]),
                width, gates);
    add_product(d.state_before.data(), dims.hidden, d.d_gates.data(), gates, words_,
                grad(state_weights[which]), dims.hidden, gates);
    add_columns(d.d_gates.data(), words_, gates, gates, grad(bias[which]));
    panels_.pack(data(input_weights[which]), gates, width, gates, true);
    multiply(d.d_gates.data(), gates, words_, panels_, below.data(), width, true);
  }
  if (!s.mask.empty())
    for (std::size_t w = 0; w < words_; ++w)
      for (std::size_t i = 0; i < width; ++i)
        below[w * width + i] *= s.mask[sentence_of_[w] * width + i];
}

void Net::backward_direction(std::size_t layer, int direction) {
  LayerState& s = layers_[layer];
  Direction& d = s.directions[direction];
  const std::size_t h = dims.hidden, gates = 4 * h;
  d.d_gates.resize(words_ * gates);
  step_d_hidden_.assign(begin_.size() * h, 0.0f), step_d_cell_.assign(begin_.size() * h, 0.0f);
  std::size_t rows = 0;
  for (std::uint32_t t = length_[0]; t-- > 0;) {
    while (rows < length_.size() && length_[rows] > t) ++rows;
    for (std::size_t r = 0; r < rows; ++r) {
      const std::size_t w = begin_[r] + (direction == 0 ? t : length_[r] - 1 - t);
      float* dh = step_d_hidden_.data() + r * h;
      const float* above = s.d_output.data() + w * 2 * h + static_cast<std::size_t>(direction) * h;
      for (std::size_t i = 0; i < h; ++i)
        dh[i] = above[i] + (d.state_mask.empty() ? dh[i] : dh[i] * d.state_mask[r * h + i]);
      float_kernels().lstm_backward(h, d.gates.data() + w * gates, d.cell_before.data() + w * h,
                                    d.cell_tanh.data() + w * h, dh, step_d_cell_.data() + r * h,
                                    d.d_gates.data() + w * gates);
      std::memcpy(step_gates_.data() + r * gates, d.d_gates.data() + w * gates,
                  gates * sizeof(float));
    }
    multiply(step_gates_.data(), gates, rows, d.state_transposed, step_d_hidden_.data(), h, false);
  }
}

}  // namespace entente::train
