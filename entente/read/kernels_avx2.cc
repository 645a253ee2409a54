// AVX2: bytes are widened to 16 bits and multiplied in pairs (vpmaddwd), which is exact; vpmaddubsw
// would saturate. Tested by kernels_test.cc.
#include "entente/read/kernels.h"

#if defined(__AVX2__)
#include <immintrin.h>

#include <cstring>

namespace entente {
namespace {

#include "entente/read/kernels_float.inc"

// 16 outputs for kRows rows. A register holds four outputs as pairs of sums (inputs 0+1, inputs
// 2+3), joined at the end.
template <int kRows>
ENTENTE_INLINE void tile(const std::uint8_t* a, std::size_t a_stride, const std::int8_t* w,
                         std::size_t k, const std::int32_t* start, std::int32_t* out,
                         std::size_t out_stride) {
  __m256i sum[kRows][4];
  for (int r = 0; r < kRows; ++r)
    for (int q = 0; q < 4; ++q) sum[r][q] = _mm256_setzero_si256();
  for (std::size_t i = 0; i < k; i += 4, w += 64) {
    __m256i x[kRows];
    for (int r = 0; r < kRows; ++r) {
      std::int32_t four;
      std::memcpy(&four, a + r * a_stride + i, 4);
      x[r] = _mm256_broadcastq_epi64(_mm_cvtepu8_epi16(_mm_cvtsi32_si128(four)));
    }
    for (int q = 0; q < 4; ++q) {
      const __m256i weights =
          _mm256_cvtepi8_epi16(_mm_load_si128(reinterpret_cast<const __m128i*>(w + 16 * q)));
      for (int r = 0; r < kRows; ++r)
        sum[r][q] = _mm256_add_epi32(sum[r][q], _mm256_madd_epi16(x[r], weights));
    }
  }
  for (int r = 0; r < kRows; ++r)
    for (int h = 0; h < 2;
         ++h) {  // hadd joins pairs but mixes the halves of its operands: 0 1 4 5 2 3 6 7
      const __m256i joined =
          _mm256_permute4x64_epi64(_mm256_hadd_epi32(sum[r][2 * h], sum[r][2 * h + 1]), 0xD8);
      const __m256i s = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(start + 8 * h));
      _mm256_storeu_si256(reinterpret_cast<__m256i*>(out + r * out_stride + 8 * h),
                          _mm256_add_epi32(joined, s));
    }
}

void multiply(const std::uint8_t* a, std::size_t a_stride, std::size_t rows, const PackedMatrix& m,
              std::int32_t* out, std::size_t out_stride) {
  for (std::size_t n = 0; n < m.n; n += 16) {
    const std::int8_t* w = m.weights + n * m.k;
    std::size_t r = 0;
    for (; r + 2 <= rows; r += 2)
      tile<2>(a + r * a_stride, a_stride, w, m.k, m.start + n, out + r * out_stride + n,
              out_stride);
    if (r < rows)
      tile<1>(a + r * a_stride, a_stride, w, m.k, m.start + n, out + r * out_stride + n,
              out_stride);
  }
}

}  // namespace

const Kernels* avx2_kernels() {
  static constexpr Kernels kKernels = {"avx2",   multiply, lstm_step,  embed,
                                       quantize, scale,    scale_relu, add_relu};
  static const bool able = __builtin_cpu_supports("avx2") != 0;
  return able ? &kKernels : nullptr;
}

}  // namespace entente
#else
namespace entente {
const Kernels* avx2_kernels() { return nullptr; }
}  // namespace entente
#endif
