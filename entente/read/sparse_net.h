// A small network over sparse features: each feature names a row of a table, the rows are summed,
// cut at zero, and a linear layer gives a score to each class. It sees conjunctions that a linear
// model would need features for, at nearly its cost. All in integers (rows of 8 bits, sums of 16,
// scores of 32), so the answer is the same on every machine.
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "entente/base/hash.h"
#include "entente/base/result.h"
#include "entente/read/model_file.h"

namespace entente {

inline constexpr std::uint32_t kNetWidth = 32;
inline constexpr std::uint32_t kMaxNetClasses = 8;
inline constexpr std::uint32_t kMaxNetFeatures = 128;  // 128 rows of 8 bits stay within a sum of 16

// Features of one decision, as hashes; a slot says which feature it is, so that equal values of two
// features differ.
class FeatureList {
 public:
  void clear() { count_ = 0; }
  void add(std::uint32_t slot, std::uint64_t value) {
    if (count_ < kMaxNetFeatures)
      hashes_[count_++] = mix64(value ^ (static_cast<std::uint64_t>(slot) << 56));
  }
  std::span<const std::uint64_t> hashes() const { return {hashes_.data(), count_}; }

 private:
  std::uint32_t count_ = 0;
  std::array<std::uint64_t, kMaxNetFeatures> hashes_;
};

// Views into a mapped model; as long-lived as it is.
class SparseNet {
 public:
  // Takes the net's arrays from `in`: kBadModel if a size is out of bounds or the file ends.
  static Result<SparseNet> read(ModelReader& in);
  static void write(ModelWriter& out, std::uint32_t row_bits, std::span<const std::int8_t> table,
                    std::span<const std::int16_t> hidden_bias,
                    std::span<const std::int16_t> weights, std::span<const std::int32_t> bias);

  std::uint32_t classes() const { return static_cast<std::uint32_t>(bias_.size()); }
  std::uint32_t row_of(std::uint64_t hash) const {
    return static_cast<std::uint32_t>(hash >> (64 - row_bits_));
  }

  // The scores of all classes; of classes() numbers the rest are left alone.
  void scores(std::span<const std::uint64_t> hashes,
              std::array<std::int32_t, kMaxNetClasses>& out) const;
  // The best class, the first of equals.
  std::uint32_t classify(std::span<const std::uint64_t> hashes) const;

 private:
  std::uint32_t row_bits_ = 1;
  std::span<const std::int8_t> table_;         // [2^row_bits][kNetWidth]
  std::span<const std::int16_t> hidden_bias_;  // [kNetWidth]
  std::span<const std::int16_t> weights_;      // [classes][kNetWidth]
  std::span<const std::int32_t> bias_;         // [classes]
};

}  // namespace entente
