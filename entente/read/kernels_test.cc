// Every fast path beside the plain one, bit for bit, on matrices of odd numbers of rows and on
// numbers of all sizes.
#include "entente/read/kernels.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <vector>

#include "entente/base/hash.h"

namespace entente {
namespace {

struct Random {
  std::uint64_t state = 1;
  std::uint32_t next() {
    return static_cast<std::uint32_t>(mix64(state += 0x9E3779B97F4A7C15u) >> 32);
  }
  float real(float size) { return (static_cast<float>(next() >> 8) / 8388608.0f - 1.0f) * size; }
};

std::vector<const Kernels*> fast_paths() {
  std::vector<const Kernels*> out;
  for (const Kernels* k : {avx2_kernels(), avx512_kernels()})
    if (k != nullptr) out.push_back(k);
  return out;
}

template <class T>
bool same_bits(const std::vector<T>& a, const std::vector<T>& b) {
  return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(T)) == 0;
}

TEST(Kernels, MultiplyIsExactOnEveryPath) {
  Random random;
  for (const std::uint32_t k : {4u, 12u, 128u, 256u})
    for (const std::uint32_t n : {16u, 48u, 128u})
      for (const std::size_t rows : {1, 2, 3, 5, 8, 13}) {
        alignas(64) static std::int8_t weights[256 * 128];
        std::vector<std::int32_t> start(n);
        std::vector<std::uint8_t> a(rows * k);
        for (auto& w : weights) w = static_cast<std::int8_t>(random.next() % 255);
        for (auto& x : a) x = static_cast<std::uint8_t>(random.next());
        for (auto& s : start) s = static_cast<std::int32_t>(random.next() % 1000);
        const PackedMatrix m{k, n, weights, start.data()};
        std::vector<std::int32_t> want(rows * n);
        for (std::size_t r = 0; r < rows; ++r)
          for (std::size_t c = 0; c < n; ++c) {
            std::int32_t sum = start[c];
            for (std::size_t i = 0; i < k; ++i)
              sum += a[r * k + i] * weights[c / 16 * 16 * k + i / 4 * 64 + c % 16 * 4 + i % 4];
            want[r * n + c] = sum;
          }
        std::vector<std::int32_t> got(rows * n);
        plain_kernels().multiply(a.data(), k, rows, m, got.data(), n);
        ASSERT_TRUE(same_bits(want, got)) << "plain " << k << "x" << n << " rows " << rows;
        for (const Kernels* path : fast_paths()) {
          path->multiply(a.data(), k, rows, m, got.data(), n);
          ASSERT_TRUE(same_bits(want, got))
              << path->name << " " << k << "x" << n << " rows " << rows;
        }
      }
}

// Everything else a path does, on the same random input; the bytes of all results.
std::vector<std::uint8_t> run_floats(const Kernels& kernels, float size) {
  Random random;
  constexpr std::size_t kHidden = 32, kRows = 3, kGates = 4 * kHidden;
  std::vector<std::int32_t> in(kRows * kGates), st(kRows * kGates);
  std::vector<float> in_scales(kRows), wx(kGates), wh(kGates), bias(kGates), cells(kRows * kHidden);
  for (auto& x : in) x = static_cast<std::int32_t>(random.next() % 200000) - 100000;
  for (auto& x : st) x = static_cast<std::int32_t>(random.next() % 200000) - 100000;
  for (auto* v : {&in_scales, &wx, &wh})
    for (auto& x : *v) x = std::fabs(random.real(0.01f)) + 1e-5f;
  for (auto* v : {&bias, &cells})
    for (auto& x : *v) x = random.real(size);
  const std::uint32_t tokens[kRows] = {2, 0, 1};
  std::vector<std::uint8_t> state(kRows * kHidden), output(kRows * kHidden);
  kernels.lstm_step({kRows, kHidden, in.data(), in_scales.data(), tokens, st.data(), wx.data(),
                     wh.data(), bias.data(), cells.data(), state.data(), output.data(), kHidden});
  std::vector<std::int8_t> table(8 * kGates);
  for (auto& x : table) x = static_cast<std::int8_t>(random.next());
  std::vector<float> scales(8), sum(kGates), scaled(kGates), relu(kGates), added(kGates);
  for (auto& x : scales) x = random.real(size);
  const std::uint32_t rows[5] = {7, 0, 3, 3, 1};
  kernels.embed(table.data(), scales.data(), rows, 5, kGates, sum.data());
  std::vector<std::uint8_t> bytes(kGates);
  const float scale = kernels.quantize(sum.data(), kGates, bytes.data());
  kernels.scale(in.data(), scale, wx.data(), bias.data(), kGates, scaled.data());
  kernels.scale_relu(in.data(), scale, wx.data(), bias.data(), kGates, relu.data());
  kernels.add_relu(scaled.data(), sum.data(), kGates, added.data());
  std::vector<std::uint8_t> all;
  const auto put = [&](const auto& v) {
    const auto* p = reinterpret_cast<const std::uint8_t*>(v.data());
    all.insert(all.end(), p, p + v.size() * sizeof(v[0]));
  };
  put(cells), put(state), put(output), put(sum), put(bytes), put(scaled), put(relu), put(added);
  put(std::vector<float>{scale});
  return all;
}

TEST(Kernels, FloatsHaveTheSameBitsOnEveryPath) {
  for (const float size : {0.0f, 1e-3f, 1.0f, 30.0f, 1e6f}) {
    const auto want = run_floats(plain_kernels(), size);
    for (const Kernels* path : fast_paths())
      EXPECT_TRUE(same_bits(want, run_floats(*path, size))) << path->name << " size " << size;
  }
}

TEST(Kernels, GatesAreCloseToTheExactFunctions) {
  for (float x = -12; x <= 12; x += 0.37f) {
    std::vector<std::int32_t> zero(64);
    std::vector<float> scales(64), bias(64, x), cells(16);
    const float one = 0;
    const std::uint32_t token = 0;
    std::vector<std::uint8_t> state(16), output(16);
    plain_kernels().lstm_step({1, 16, zero.data(), &one, &token, zero.data(), scales.data(),
                               scales.data(), bias.data(), cells.data(), state.data(),
                               output.data(), 16});
    const double want = std::tanh(x) / (1 + std::exp(-static_cast<double>(x)));
    EXPECT_NEAR(cells[3], want, 2e-4) << x;
  }
}

}  // namespace
}  // namespace entente
