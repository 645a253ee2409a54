// Tested by gradient_test.cc.
#include <cstdint>
#include <cstring>

#include "entente/train/float_kernels.h"

#if defined(__AVX2__) && defined(__FMA__)
namespace entente::train {
namespace {

constexpr int kTileRows = 2;
#include "entente/train/float_kernels.inc"

}  // namespace

const FloatKernels* avx2_float_kernels() {
  static constexpr FloatKernels kKernels = {"avx2", multiply_panels, lstm_forward, lstm_backward,
                                            adam};
  return __builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("fma") != 0 ? &kKernels
                                                                                   : nullptr;
}

}  // namespace entente::train
#else
namespace entente::train {
const FloatKernels* avx2_float_kernels() { return nullptr; }
}  // namespace entente::train
#endif
