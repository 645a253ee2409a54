// The arithmetic of the network, three times over: AVX-512 (VNNI), AVX2 and plain C++, chosen once
// at run time. All three give the same bits: products are of 8-bit whole numbers and summed exactly
// in 32 bits; what is left in floating point is done element by element, without fused operations
// (-ffp-contract=off) and with our own sigmoid and tanh.
#pragma once

#include <cstddef>
#include <cstdint>

namespace entente {

// A matrix of k inputs and n outputs (k a multiple of 4, n of 16) as the kernels want it: for 16
// outputs at a time, for 4 inputs at a time, 16 x 4 weights. Inputs are bytes that stand for value
// + 128, so `start` holds -128 times each column's sum.
struct PackedMatrix {
  std::uint32_t k = 0, n = 0;
  const std::int8_t* weights = nullptr;  // k * n, 64-byte aligned
  const std::int32_t* start = nullptr;   // n
};

// One step of a recurrence over `rows` sentences; see lstm_step.
struct LstmStep {
  std::uint32_t rows, hidden;
  const std::int32_t* inputs;        // products of the inputs, a row of 4 * hidden for each row
  const float* input_scales;         // a token each
  const std::uint32_t* tokens;       // which token each row reads now
  const std::int32_t* states;        // products of the state, a row of 4 * hidden for each row
  const float* input_weight_scales;  // 4 * hidden
  const float* state_weight_scales;  // 4 * hidden, 1/127 included
  const float* bias;                 // 4 * hidden: input gate, forget gate, output gate, candidate
  float* cells;                      // rows * hidden, updated
  std::uint8_t* hidden_state;        // rows * hidden, written: round(127 h) + 128
  std::uint8_t* output;              // the same, to output + tokens[row] * output_stride
  std::size_t output_stride;
};

struct Kernels {
  const char* name;
  // out[r][c] = sum over i of (a[r][i] - 128) * w[i][c], exact. `a` has rows of `a_stride` bytes,
  // `out` of `out_stride` numbers.
  void (*multiply)(const std::uint8_t* a, std::size_t a_stride, std::size_t rows,
                   const PackedMatrix& matrix, std::int32_t* out, std::size_t out_stride);
  // Gates from products, cell and hidden state from gates (Hochreiter and Schmidhuber 1997, with
  // the forget gate of Gers 2000).
  void (*lstm_step)(const LstmStep& step);
  // out[0..n) = sum of the embedding rows, each times its scale, in the order given; n a multiple
  // of 16.
  void (*embed)(const std::int8_t* table, const float* scales, const std::uint32_t* rows,
                std::size_t count, std::size_t n, float* out);
  // Bytes of x (n a multiple of 16), round(x * 127 / max|x|) + 128; returns max|x| / 127, or 0
  // where all is 0.
  float (*quantize)(const float* x, std::size_t n, std::uint8_t* out);
  // out[i] = products[i] * (row_scale * column_scales[i]) + bias[i], and max(0, .) of it; n a
  // multiple of 16.
  void (*scale)(const std::int32_t* products, float row_scale, const float* column_scales,
                const float* bias, std::size_t n, float* out);
  void (*scale_relu)(const std::int32_t* products, float row_scale, const float* column_scales,
                     const float* bias, std::size_t n, float* out);
  // out[i] = max(0, a[i] + b[i]).
  void (*add_relu)(const float* a, const float* b, std::size_t n, float* out);
};

// The fastest that this processor runs; the same bits whichever it is.
const Kernels& best_kernels();
const Kernels& plain_kernels();
// Null where the build or the processor has none. For tests and benchmarks.
const Kernels* avx2_kernels();
const Kernels* avx512_kernels();

}  // namespace entente
