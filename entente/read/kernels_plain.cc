// Plain C++: what every processor runs, and what the others are held against.
// Tested by kernels_test.cc.
#include <cstring>

#include "entente/read/kernels.h"

namespace entente {
namespace {

#include "entente/read/kernels_float.inc"

void multiply(const std::uint8_t* a, std::size_t a_stride, std::size_t rows, const PackedMatrix& m,
              std::int32_t* out, std::size_t out_stride) {
  for (std::size_t r = 0; r < rows; ++r) {
    const std::int8_t* w = m.weights;
    for (std::size_t block = 0; block < m.n; block += 16) {
      std::int32_t sum[16];
      std::memcpy(sum, m.start + block, sizeof sum);
      const std::uint8_t* x = a + r * a_stride;
      for (std::size_t i = 0; i < m.k; i += 4, w += 64)
        for (std::size_t c = 0; c < 16; ++c)
          sum[c] += x[i] * w[4 * c] + x[i + 1] * w[4 * c + 1] + x[i + 2] * w[4 * c + 2] +
                    x[i + 3] * w[4 * c + 3];
      std::memcpy(out + r * out_stride + block, sum, sizeof sum);
    }
  }
}

}  // namespace

const Kernels& plain_kernels() {
  static constexpr Kernels kKernels = {"plain",  multiply, lstm_step,  embed,
                                       quantize, scale,    scale_relu, add_relu};
  return kKernels;
}

const Kernels& best_kernels() {
  static const Kernels& best = avx512_kernels() != nullptr ? *avx512_kernels()
                               : avx2_kernels() != nullptr ? *avx2_kernels()
                                                           : plain_kernels();
  return best;
}

}  // namespace entente
