// Every weight's gradient against finite differences, on a small network; and the fast float
// kernels against the plain ones.
#include <gtest/gtest.h>

#include <cmath>

#include "entente/train/net.h"

namespace entente::train {
namespace {

Sentence tree(std::vector<std::string> forms, std::vector<int> heads,
              std::vector<std::string> deprel) {
  Sentence s;
  s.forms = std::move(forms), s.deprel = std::move(deprel);
  for (const int head : heads)  // -1: open
    s.head.push_back(head == 0  ? kRootHead
                     : head < 0 ? kOpenHead
                                : static_cast<std::uint16_t>(head - 1));
  for (std::size_t i = 0; i < s.forms.size(); ++i) {
    s.upos.push_back(i % 2 == 0 ? Upos::kNoun : Upos::kVerb);
    s.feats.emplace_back(i % 3 == 0 ? "Number=Sing" : "");
  }
  return s;
}

struct World {
  std::vector<Sentence> sentences;
  Classes classes;
  std::vector<Example> examples;
  World() {
    sentences.push_back(
        tree({"the", "envoy", "left", "Rome"}, {2, 3, 0, 3}, {"det", "nsubj", "root", "obj"}));
    sentences.push_back(tree({"Rome", "agreed", "."}, {2, 0, 2}, {"nsubj", "root", "punct"}));
    sentences[1].tag = {5, 0, kNoTag};
    sentences.push_back(tree({"Oslo", "agreed", "too"}, {2, -1, 2}, {"nsubj", "", "advmod"}));
    sentences.back().upos[2] = kOpenUpos;
    Sentence names;
    names.forms = {"Oslo", "City"}, names.tag = {kAnyBegin, kAnyInside};
    sentences.push_back(names);
    classes = collect_classes(sentences, {}, 1, 1);
    for (const Sentence& s : sentences) {
      Example e;
      e.sentence = &s;
      for (std::size_t i = 0; i < s.forms.size() * kFeatureKinds; ++i)
        e.rows.push_back(
            static_cast<std::uint32_t>((i * 7 + s.forms.size()) % classes.counts.size()));
      for (std::size_t i = 0; i < s.deprel.size(); ++i) {
        const bool open = s.upos[i] == kOpenUpos;
        e.label_ids.push_back(s.head[i] == kOpenHead ? 0 : classes.label_ids.at(s.deprel[i]));
        e.feats_ids.push_back(
            open ? 0 : classes.feats_ids.at(std::string(to_string(s.upos[i])) + " " + s.feats[i]));
      }
      examples.push_back(std::move(e));
    }
  }
  NetworkDims dims() const {
    NetworkDims d;
    d.embed = d.hidden = d.arc = d.label = d.entity = 16, d.layers = 2;
    d.feats = static_cast<std::uint32_t>(classes.feats.size()),
    d.labels = static_cast<std::uint32_t>(classes.labels.size());
    d.rows = static_cast<std::uint32_t>(classes.counts.size());
    return d;
  }
};

TEST(Gradients, AgreeWithFiniteDifferences) {
  const World world;
  Net net(world.dims(), world.classes, 7);
  LossWeights weights;
  weights.names = 0.7f;
  Random noise(12);  // large weights: few units stand within a step of the corner at 0
  for (float& x : net.value) x = 3 * x + 0.3f * (noise.uniform() - 0.5f);
  net.learn(world.examples, Dropout(), weights, nullptr);
  std::vector<std::pair<const char*, Param>> params = {
      {"table", net.table},   {"root", net.root},
      {"heads", net.heads},   {"heads bias", net.heads_bias},
      {"arc", net.arc},       {"arc bias", net.arc_bias},
      {"label", net.label},   {"label bias", net.label_bias},
      {"entity", net.entity}, {"entity bias", net.entity_bias}};
  for (std::size_t i = 0; i < net.bias.size(); ++i) {
    params.push_back({"input", net.input_weights[i]});
    params.push_back({"state", net.state_weights[i]});
    params.push_back({"bias", net.bias[i]});
  }
  Random random(3);
  for (const auto& [name, param] : params) {
    double largest = 0;
    for (int sample = 0; sample < 24; ++sample) {
      const std::size_t i = param.offset + random.below(param.size());
      // A long step may cross the corner of a rectified unit, a short one drowns in rounding: the
      // nearest of three counts.
      double want = 0, miss = 1e9;
      const float keep = net.value[i];
      for (const float step : {8e-3f, 4e-3f, 1e-3f}) {
        net.value[i] = keep + step;
        const double up = net.loss(world.examples, weights);
        net.value[i] = keep - step;
        const double down = net.loss(world.examples, weights);
        net.value[i] = keep;
        const double slope = (up - down) / (2 * static_cast<double>(step));
        if (std::fabs(slope - net.gradient[i]) < miss)
          want = slope, miss = std::fabs(slope - net.gradient[i]);
      }
      EXPECT_NEAR(net.gradient[i], want, 5e-4 + 0.01 * std::fabs(want))
          << name << " " << i - param.offset;
      largest = std::max(largest, std::fabs(want));
    }
    EXPECT_GT(largest, 1e-4) << name << " does not matter to the loss";
  }
}

TEST(Gradients, TrainingLearnsTheseSentencesByHeart) {
  const World world;
  Net net(world.dims(), world.classes, 7);
  const double before = net.loss(world.examples, LossWeights());
  for (int i = 0; i < 150; ++i) {
    net.learn(world.examples, Dropout(), LossWeights(), nullptr);
    net.update(0.02f, 0.9f, 0.98f, 5, 0);
  }
  EXPECT_LT(net.loss(world.examples, LossWeights()), 0.05 * before);
}

TEST(Gradients, DropoutIsRepeatable) {
  const World world;
  const Dropout dropout{0.1f, 0.1f, 0.3f, 0.3f, 0.3f, 0.3f};
  std::vector<float> values[2];
  for (auto& v : values) {
    Net net(world.dims(), world.classes, 7);
    Random random(5);
    for (int i = 0; i < 5; ++i)
      net.learn(world.examples, dropout, LossWeights(), &random),
          net.update(0.01f, 0.9f, 0.98f, 5, 0);
    v = net.value;
  }
  EXPECT_EQ(values[0], values[1]);
}

TEST(FloatKernels, FastPathsAgreeWithThePlainOne) {
  Random random(9);
  for (const std::size_t n : {5u, 32u, 70u})
    for (const std::size_t rows : {1u, 7u, 17u}) {
      const std::size_t k = 33;
      std::vector<float> a(rows * k), b(k * n), want(rows * n, 0.5f);
      for (auto* v : {&a, &b})
        for (float& x : *v) x = random.uniform() - 0.5f;
      for (std::size_t r = 0; r < rows; ++r)
        for (std::size_t c = 0; c < n; ++c)
          for (std::size_t i = 0; i < k; ++i) want[r * n + c] += a[r * k + i] * b[i * n + c];
      Panels panels;
      panels.pack(b.data(), k, n, n);
      for (const FloatKernels* path :
           {&plain_float_kernels(), avx2_float_kernels(), avx512_float_kernels()}) {
        if (path == nullptr) continue;
        std::vector<float> got(rows * n, 0.5f);
        path->multiply(a.data(), k, 1, rows, panels.data(), k, n, got.data(), n, true);
        for (std::size_t i = 0; i < got.size(); ++i)
          ASSERT_NEAR(got[i], want[i], 1e-4) << path->name << " " << i;
      }
    }
}

}  // namespace
}  // namespace entente::train
