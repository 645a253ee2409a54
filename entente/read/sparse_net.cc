// Tested by tokenizer_test.cc.
#include "entente/read/sparse_net.h"

#include <algorithm>

namespace entente {

Result<SparseNet> SparseNet::read(ModelReader& in) {
  SparseNet net;
  ENTENTE_TRY(const auto head, in.take<std::uint32_t>(3));
  const std::uint32_t width = head[1], classes = head[2];
  net.row_bits_ = head[0];
  if (width != kNetWidth || net.row_bits_ < 1 || net.row_bits_ > 24 || classes < 2 ||
      classes > kMaxNetClasses)
    return in.error("a network of " + std::to_string(width) + " units, 2^" +
                    std::to_string(net.row_bits_) + " rows and " + std::to_string(classes) +
                    " classes");
  ENTENTE_TRY(net.table_, in.take<std::int8_t>((std::size_t{1} << net.row_bits_) * width));
  ENTENTE_TRY(net.hidden_bias_, in.take<std::int16_t>(width));
  ENTENTE_TRY(net.weights_, in.take<std::int16_t>(classes * width));
  ENTENTE_TRY(net.bias_, in.take<std::int32_t>(classes));
  // A hidden unit is at most 2^15, a weight too: 32 of their products overflow 32 bits unless the
  // weights are small.
  std::int64_t largest = 0;
  for (const std::int16_t w : net.weights_)
    largest = std::max<std::int64_t>(largest, w < 0 ? -w : w);
  for (const std::int32_t b : net.bias_)
    if (b > (1 << 28) || b < -(1 << 28)) return in.error("a bias out of bounds");
  for (const std::int16_t b : net.hidden_bias_)
    if (b > (1 << 13) || b < -(1 << 13)) return in.error("a hidden bias out of bounds");
  if (largest > 1024) return in.error("a weight out of bounds");
  return net;
}

void SparseNet::write(ModelWriter& out, std::uint32_t row_bits, std::span<const std::int8_t> table,
                      std::span<const std::int16_t> hidden_bias,
                      std::span<const std::int16_t> weights, std::span<const std::int32_t> bias) {
  const std::uint32_t head[3] = {row_bits, kNetWidth, static_cast<std::uint32_t>(bias.size())};
  out.put(std::span<const std::uint32_t>(head));
  out.put(table);
  out.put(hidden_bias);
  out.put(weights);
  out.put(bias);
}

void SparseNet::scores(std::span<const std::uint64_t> hashes,
                       std::array<std::int32_t, kMaxNetClasses>& out) const {
  alignas(64) std::int16_t hidden[kNetWidth];
  std::copy_n(hidden_bias_.data(), kNetWidth, hidden);
  for (const std::uint64_t hash : hashes) {
    const std::int8_t* row = table_.data() + static_cast<std::size_t>(row_of(hash)) * kNetWidth;
    for (std::uint32_t j = 0; j < kNetWidth; ++j)
      hidden[j] = static_cast<std::int16_t>(hidden[j] + row[j]);
  }
  for (std::uint32_t j = 0; j < kNetWidth; ++j) hidden[j] = std::max<std::int16_t>(hidden[j], 0);
  for (std::uint32_t k = 0; k < classes(); ++k) {
    const std::int16_t* w = weights_.data() + k * kNetWidth;
    std::int32_t sum = 0;
    for (std::uint32_t j = 0; j < kNetWidth; ++j) sum += hidden[j] * w[j];
    out[k] = sum + bias_[k];
  }
}

std::uint32_t SparseNet::classify(std::span<const std::uint64_t> hashes) const {
  std::array<std::int32_t, kMaxNetClasses> all;
  scores(hashes, all);
  return static_cast<std::uint32_t>(std::max_element(all.begin(), all.begin() + classes()) -
                                    all.begin());
}

}  // namespace entente
