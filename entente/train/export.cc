// Tested by train_test.cc.
#include "entente/train/export.h"

#include <cmath>
#include <cstring>

namespace entente::train {
namespace {

struct Quantized {
  std::vector<std::int8_t> weights;
  std::vector<std::int32_t> start;
  std::vector<float> scales;
};

std::int8_t rounded(float x, float scale) {
  return scale == 0 ? std::int8_t{0} : static_cast<std::int8_t>(std::lrint(x / scale));
}

// Row-major k x n to the layout of PackedMatrix.
Quantized quantize(const float* w, std::size_t k, std::size_t n) {
  Quantized q{std::vector<std::int8_t>(k * n), std::vector<std::int32_t>(n), std::vector<float>(n)};
  for (std::size_t c = 0; c < n; ++c) {
    float top = 0;
    for (std::size_t i = 0; i < k; ++i) top = std::max(top, std::fabs(w[i * n + c]));
    q.scales[c] = top / 127.0f;
    for (std::size_t i = 0; i < k; ++i) {
      const std::int8_t b = rounded(w[i * n + c], q.scales[c]);
      q.weights[c / 16 * 16 * k + i / 4 * 64 + c % 16 * 4 + i % 4] = b;
      q.start[c] -= 128 * b;
    }
  }
  return q;
}

class Exporter {
 public:
  Exporter(const Net& net, std::string_view revision)
      : net_(net), out_(kNetworkMagic, kNetworkVersion, revision) {}

  std::string run(std::span<const std::string> pairs) {
    NetworkDims dims = net_.dims;
    dims.slots = 1;
    while (2 * dims.slots < 3 * net_.classes.rows.size()) dims.slots *= 2;
    out_.put(std::span<const NetworkDims>(&dims, 1));
    out_.put_strings(net_.classes.labels);
    out_.put_strings(net_.classes.feats);
    index(dims.slots);
    table();
    for (std::size_t i = 0; i < net_.input_weights.size(); ++i) {
      layer(net_.input_weights[i], &net_.bias[i], 1.0f);
      layer(net_.state_weights[i], nullptr, 1.0f / 127.0f);
    }
    layer(net_.heads, &net_.heads_bias, 1.0f);
    layer(net_.arc, &net_.arc_bias, 1.0f);
    layer(net_.label, &net_.label_bias, 1.0f);
    layer(net_.entity, &net_.entity_bias, 1.0f);
    out_.put(std::span<const float>(net_.value.data() + net_.root.offset, net_.root.size()));
    out_.put_strings(pairs);
    return out_.finish();
  }

 private:
  void index(std::uint32_t slots) {
    std::vector<std::uint32_t> keys(slots), values(slots);
    for (const auto& [key, row] : net_.classes.rows) {
      std::uint32_t slot = key & (slots - 1);
      while (keys[slot] != 0) slot = (slot + 1) & (slots - 1);
      keys[slot] = key, values[slot] = row;
    }
    out_.put(keys), out_.put(values);
  }

  void table() {
    const std::size_t n = net_.dims.embed;
    std::vector<std::int8_t> bytes(net_.table.size());
    std::vector<float> scales(net_.dims.rows);
    for (std::size_t r = 0; r < net_.dims.rows; ++r) {
      const float* row = net_.value.data() + net_.table.offset + r * n;
      float top = 0;
      for (std::size_t i = 0; i < n; ++i) top = std::max(top, std::fabs(row[i]));
      scales[r] = top / 127.0f;
      for (std::size_t i = 0; i < n; ++i) bytes[r * n + i] = rounded(row[i], scales[r]);
    }
    out_.put(bytes), out_.put(scales);
  }

  void layer(const Param& weights, const Param* bias, float extra) {
    Quantized q = quantize(net_.value.data() + weights.offset, weights.rows, weights.columns);
    for (float& s : q.scales) s *= extra;
    out_.put(q.weights), out_.put(q.start), out_.put(q.scales);
    out_.put(bias == nullptr
                 ? std::vector<float>(weights.columns)
                 : std::vector<float>(net_.value.begin() + bias->offset,
                                      net_.value.begin() + bias->offset + bias->size()));
  }

  const Net& net_;
  ModelWriter out_;
};

}  // namespace

AlignedBytes::AlignedBytes(std::string_view bytes)
    : memory_(bytes.size() + 64, '\0'), size_(bytes.size()) {
  char* begin = memory_.data() + (64 - reinterpret_cast<std::uintptr_t>(memory_.data()) % 64) % 64;
  std::memcpy(begin, bytes.data(), bytes.size());
  begin_ = begin;
}

Result<std::string> export_model(const Net& net, std::string_view revision,
                                 std::span<const std::string> self_tests) {
  const AlignedBytes plain(Exporter(net, revision).run({}));
  ENTENTE_TRY(const Network network, Network::open(plain.view(), "new model"));
  std::vector<std::string> pairs;
  for (const std::string& sentence : self_tests)
    pairs.push_back(sentence), pairs.push_back(network.describe(sentence));
  return Exporter(net, revision).run(pairs);
}

}  // namespace entente::train
