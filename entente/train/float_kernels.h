// The arithmetic of training in 32-bit floating point: one matrix product and the elementwise work
// of an LSTM and of Adam, for AVX-512, AVX2 and plain C++, chosen at run time. The same machine
// gives the same bits; machines of unlike vector units may differ in the last bit of a sum (fused
// operations are on here, unlike in read/).
#pragma once

#include <cstddef>
#include <vector>

namespace entente::train {

// A k x n matrix in panels of 32 columns, as the product wants it.
class Panels {
 public:
  // b[i * stride + j] is row i, column j; where `transposed`, row j, column i.
  void pack(const float* b, std::size_t k, std::size_t n, std::size_t stride,
            bool transposed = false);
  std::size_t k() const { return k_; }
  std::size_t n() const { return n_; }
  const float* data() const { return data_.data(); }

 private:
  std::size_t k_ = 0, n_ = 0;
  std::vector<float> data_;
};

struct FloatKernels {
  const char* name;
  // c[rows x n] (+)= a[rows x k] * b; row r, column i of `a` is a[r * row_stride + i * k_stride]:
  // one of them is 1.
  void (*multiply)(const float* a, std::size_t row_stride, std::size_t k_stride, std::size_t rows,
                   const float* panels, std::size_t k, std::size_t n, float* c,
                   std::size_t c_stride, bool add);
  // One word of one direction: gates (4 h, in place: input, forget, output, candidate) and the cell
  // before it to the cell, its tanh and the hidden state.
  void (*lstm_forward)(std::size_t h, float* gates, const float* cell_before, float* cell,
                       float* cell_tanh, float* hidden);
  // Backwards: d_hidden and d_cell (updated to that of the word before) to the gradient of the
  // gates before their functions.
  void (*lstm_backward)(std::size_t h, const float* gates, const float* cell_before,
                        const float* cell_tanh, const float* d_hidden, float* d_cell,
                        float* d_gates);
  // One step of Adam (Kingma and Ba 2015) on n values; `rate` holds the correction for the first
  // steps already.
  void (*adam)(std::size_t n, float rate, float beta1, float beta2, float epsilon, float decay,
               const float* gradient, float gradient_scale, float* m, float* v, float* value);
};

const FloatKernels& float_kernels();
const FloatKernels& plain_float_kernels();
const FloatKernels* avx2_float_kernels();
const FloatKernels* avx512_float_kernels();

// c (+)= a * b.
inline void multiply(const float* a, std::size_t a_stride, std::size_t rows, const Panels& b,
                     float* c, std::size_t c_stride, bool add) {
  if (rows != 0)
    float_kernels().multiply(a, a_stride, 1, rows, b.data(), b.k(), b.n(), c, c_stride, add);
}
// c += a^T * b for `a` of b.k() rows and `columns` columns.
inline void multiply_transposed(const float* a, std::size_t a_stride, std::size_t columns,
                                const Panels& b, float* c, std::size_t c_stride) {
  if (columns != 0)
    float_kernels().multiply(a, 1, a_stride, columns, b.data(), b.k(), b.n(), c, c_stride, true);
}

}  // namespace entente::train
