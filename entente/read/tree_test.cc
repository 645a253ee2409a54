// Trees from scores: against a search of all trees on small sentences, and for being trees on large
// ones.
#include "entente/read/tree.h"

#include <gtest/gtest.h>

#include <limits>
#include <string>

#include "entente/base/hash.h"

namespace entente {
namespace {

std::vector<float> random_scores(std::size_t n, std::uint64_t seed) {
  std::vector<float> scores((n + 1) * n);
  for (std::size_t i = 0; i < scores.size(); ++i)
    scores[i] = static_cast<float>(mix64(seed * 1000003 + i) >> 40) / 16777216.0f;
  return scores;
}

bool is_tree(const std::vector<std::uint16_t>& heads) {
  std::size_t roots = 0;
  for (std::size_t v = 0; v < heads.size(); ++v) {
    roots += heads[v] == kRootHead;
    std::size_t steps = 0;
    for (std::size_t u = v; u != kRootHead && steps <= heads.size(); u = heads[u]) ++steps;
    if (steps > heads.size()) return false;
  }
  return roots == 1;
}

double total(const std::vector<float>& scores, const std::vector<std::uint16_t>& heads) {
  const std::size_t n = heads.size();
  double sum = 0;
  for (std::size_t d = 0; d < n; ++d) sum += scores[(heads[d] == kRootHead ? n : heads[d]) * n + d];
  return sum;
}

// The best tree with this root, by trying every assignment of heads.
double best_total(const std::vector<float>& scores, std::size_t n, std::size_t root) {
  double best = -std::numeric_limits<double>::infinity();
  std::size_t count = 1;
  for (std::size_t i = 1; i < n; ++i) count *= n;
  for (std::size_t code = 0; code < count; ++code) {
    std::vector<std::uint16_t> heads(n);
    std::size_t rest = code;
    for (std::size_t d = 0; d < n; ++d) {
      if (d == root) {
        heads[d] = kRootHead;
        continue;
      }
      heads[d] = static_cast<std::uint16_t>(rest % n), rest /= n;
    }
    if (is_tree(heads)) best = std::max(best, total(scores, heads));
  }
  return best;
}

TEST(Tree, IsTheBestUnderItsRoot) {
  TreeScratch scratch;
  for (std::size_t n = 1; n <= 5; ++n)
    for (std::uint64_t seed = 0; seed < 60; ++seed) {
      const auto scores = random_scores(n, seed);
      std::vector<std::uint16_t> heads(n);
      decode_tree(scores.data(), n, n, scratch, heads.data());
      ASSERT_TRUE(is_tree(heads)) << n << " words, seed " << seed;
      const std::size_t root = static_cast<std::size_t>(
          std::find(heads.begin(), heads.end(), kRootHead) - heads.begin());
      ASSERT_NEAR(total(scores, heads), best_total(scores, n, root), 1e-5)
          << n << " words, seed " << seed;
    }
}

TEST(Tree, StaysATreeWhenLong) {
  TreeScratch scratch;
  for (const std::size_t n : {2, 17, 64, 131}) {
    const auto scores = random_scores(n, n);
    std::vector<std::uint16_t> heads(n);
    decode_tree(scores.data(), n, n, scratch, heads.data());
    EXPECT_TRUE(is_tree(heads)) << n;
  }
}

TEST(Tree,
     TiesAndRingsOfRings) {  // all equal; and pairs that choose each other, then pairs of pairs
  TreeScratch scratch;
  std::vector<float> scores(9 * 8, 1.0f);
  std::vector<std::uint16_t> heads(8);
  decode_tree(scores.data(), 8, 8, scratch, heads.data());
  EXPECT_TRUE(is_tree(heads));
  for (std::size_t h = 0; h < 8; ++h)
    for (std::size_t d = 0; d < 8; ++d)
      scores[h * 8 + d] = h / 2 == d / 2   ? 9.0f
                          : h / 4 == d / 4 ? 5.0f
                                           : 1.0f + static_cast<float>(h) * 0.01f;
  decode_tree(scores.data(), 8, 8, scratch, heads.data());
  EXPECT_TRUE(is_tree(heads));
}

// What a long sentence left in the scratch once named a slot that a short one does not have: read
// past the end of a vector, seen by the checked library on running news (issue 2).
TEST(Tree, AShortSentenceAfterALongOneLooksAtNothingOfIt) {
  TreeScratch scratch;
  for (std::uint64_t seed = 0; seed < 200; ++seed)
    for (const std::size_t n : {60u, 3u, 5u, 9u}) {
      std::vector<std::uint16_t> heads(n);
      decode_tree(random_scores(n, seed).data(), n, n, scratch, heads.data());
      EXPECT_TRUE(is_tree(heads)) << seed << " " << n;
    }
}

}  // namespace
}  // namespace entente
