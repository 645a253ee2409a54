// Tested by gradient_test.cc.
#include <cstdint>
#include <cstring>

#include "entente/train/float_kernels.h"

#if defined(__AVX512F__)
namespace entente::train {
namespace {

constexpr int kTileRows = 8;
#include "entente/train/float_kernels.inc"

}  // namespace

const FloatKernels* avx512_float_kernels() {
  static constexpr FloatKernels kKernels = {"avx512", multiply_panels, lstm_forward, lstm_backward,
                                            adam};
  return __builtin_cpu_supports("avx512f") != 0 ? &kKernels : nullptr;
}

}  // namespace entente::train
#else
namespace entente::train {
const FloatKernels* avx512_float_kernels() { return nullptr; }
}  // namespace entente::train
#endif
