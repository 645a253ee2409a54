// AVX-512 with VNNI: one instruction multiplies 64 bytes and adds them by fours. Eight rows share
// each load of weights. Tested by kernels_test.cc.
#include "entente/read/kernels.h"

#if defined(__AVX512VNNI__) && defined(__AVX512BW__)
#include <immintrin.h>

#include <cstring>

namespace entente {
namespace {

#include "entente/read/kernels_float.inc"

template <int kRows, int kBlocks>
ENTENTE_INLINE void tile(const std::uint8_t* a, std::size_t a_stride, const std::int8_t* w,
                         std::size_t k, const std::int32_t* start, std::int32_t* out,
                         std::size_t out_stride) {
  __m512i sum[kRows][kBlocks];
  for (int b = 0; b < kBlocks; ++b) {
    const __m512i s = _mm512_loadu_si512(start + 16 * b);
    for (int r = 0; r < kRows; ++r) sum[r][b] = s;
  }
  for (std::size_t i = 0; i < k; i += 4) {
    __m512i weights[kBlocks];
    for (int b = 0; b < kBlocks; ++b) weights[b] = _mm512_load_si512(w + 16 * (k * b + i));
    for (int r = 0; r < kRows; ++r) {
      std::int32_t four;
      std::memcpy(&four, a + r * a_stride + i, 4);
      const __m512i x = _mm512_set1_epi32(four);
      for (int b = 0; b < kBlocks; ++b) sum[r][b] = _mm512_dpbusd_epi32(sum[r][b], x, weights[b]);
    }
  }
  for (int r = 0; r < kRows; ++r)
    for (int b = 0; b < kBlocks; ++b) _mm512_storeu_si512(out + r * out_stride + 16 * b, sum[r][b]);
}

template <int kBlocks>
ENTENTE_INLINE void column(const std::uint8_t* a, std::size_t a_stride, std::size_t rows,
                           const std::int8_t* w, std::size_t k, const std::int32_t* start,
                           std::int32_t* out, std::size_t out_stride) {
  std::size_t r = 0;
  for (; r + 8 <= rows; r += 8)
    tile<8, kBlocks>(a + r * a_stride, a_stride, w, k, start, out + r * out_stride, out_stride);
  const auto rest = [&]<int kRows>() __attribute__((always_inline)) {
    tile<kRows, kBlocks>(a + r * a_stride, a_stride, w, k, start, out + r * out_stride, out_stride);
  };
  switch (rows - r) {
    case 7:
      return rest.template operator()<7>();
    case 6:
      return rest.template operator()<6>();
    case 5:
      return rest.template operator()<5>();
    case 4:
      return rest.template operator()<4>();
    case 3:
      return rest.template operator()<3>();
    case 2:
      return rest.template operator()<2>();
    case 1:
      return rest.template operator()<1>();
    default:
      return;
  }
}

void multiply(const std::uint8_t* a, std::size_t a_stride, std::size_t rows, const PackedMatrix& m,
              std::int32_t* out, std::size_t out_stride) {
  const std::size_t k = m.k;
  std::size_t n = 0;
  for (; n + 32 <= m.n; n += 32)
    column<2>(a, a_stride, rows, m.weights + n * k, k, m.start + n, out + n, out_stride);
  if (n < m.n) column<1>(a, a_stride, rows, m.weights + n * k, k, m.start + n, out + n, out_stride);
}

}  // namespace

const Kernels* avx512_kernels() {
  static constexpr Kernels kKernels = {"avx512", multiply, lstm_step,  embed,
                                       quantize, scale,    scale_relu, add_relu};
  static const bool able =
      __builtin_cpu_supports("avx512f") != 0 && __builtin_cpu_supports("avx512bw") != 0 &&
      __builtin_cpu_supports("avx512vl") != 0 && __builtin_cpu_supports("avx512dq") != 0 &&
      __builtin_cpu_supports("avx512vnni") != 0;
  return able ? &kKernels : nullptr;
}

}  // namespace entente
#else
namespace entente {
const Kernels* avx512_kernels() { return nullptr; }
}  // namespace entente
#endif
