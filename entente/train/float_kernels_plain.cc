// Tested by gradient_test.cc.
#include <cstdint>
#include <cstring>

#include "entente/train/float_kernels.h"

namespace entente::train {
namespace {

constexpr int kTileRows = 2;
#include "entente/train/float_kernels.inc"

}  // namespace

const FloatKernels& plain_float_kernels() {
  static constexpr FloatKernels kKernels = {"plain", multiply_panels, lstm_forward, lstm_backward,
                                            adam};
  return kKernels;
}

const FloatKernels& float_kernels() {
  static const FloatKernels& best = avx512_float_kernels() != nullptr ? *avx512_float_kernels()
                                    : avx2_float_kernels() != nullptr ? *avx2_float_kernels()
                                                                      : plain_float_kernels();
  return best;
}

void Panels::pack(const float* b, std::size_t k, std::size_t n, std::size_t stride,
                  bool transposed) {
  k_ = k, n_ = n;
  if (n % 32 == 0)
    data_.resize(n * k);
  else
    data_.assign((n + 31) / 32 * 32 * k, 0.0f);
  float* to = data_.data();
  for (std::size_t column = 0; column < n; column += 32) {
    const std::size_t width = n - column < 32 ? n - column : 32;
    if (!transposed)
      for (std::size_t i = 0; i < k; ++i)
        std::memcpy(to + 32 * i, b + i * stride + column, width * sizeof(float));
    else
      for (std::size_t i = 0; i < k;
           i += 16)  // a piece of 16 inputs at a time: both sides stay in the first cache
        for (std::size_t j = 0; j < width; ++j)
          for (std::size_t l = i; l < k && l < i + 16; ++l)
            to[32 * l + j] = b[(column + j) * stride + l];
    to += 32 * k;
  }
}

}  // namespace entente::train
