// The heads of train/net.h: classes, names, arcs and relations on the shared vectors, each with its
// loss and the way back. Tested by gradient_test.cc.
#include <algorithm>
#include <cstring>

#include "entente/train/net.h"

namespace entente::train {

void Net::forward_heads(const Dropout& dropout, Random* random) {
  const std::size_t width = 2 * dims.hidden;
  top_ = layers_.back().output;
  mask(top_mask_, width, dropout.layer, random);
  if (!top_mask_.empty())
    for (std::size_t w = 0; w < words_; ++w)
      for (std::size_t i = 0; i < width; ++i)
        top_[w * width + i] *= top_mask_[sentence_of_[w] * width + i];
  heads_out_.resize(words_ * at.end);
  for (std::size_t w = 0; w < words_; ++w)
    std::memcpy(heads_out_.data() + w * at.end, data(heads_bias), at.end * sizeof(float));
  panels_.pack(data(heads), width, at.end, at.end);
  multiply(top_.data(), width, words_, panels_, heads_out_.data(), at.end, true);
  // Rectified where read/network.cc does it: both sides of arcs, and names. Dropout masks cover
  // these and the relations' sides.
  mask(heads_mask_, at.upos, dropout.heads, random);
  for (std::size_t w = 0; w < words_; ++w) {
    float* row = heads_out_.data() + w * at.end;
    for (std::size_t i = 0; i < at.upos; ++i) {
      if (i < at.label_dep || i >= at.entity) row[i] = std::max(row[i], 0.0f);
      if (!heads_mask_.empty()) row[i] *= heads_mask_[sentence_of_[w] * at.upos + i];
    }
  }
  d_heads_.assign(words_ * at.end, 0.0f);
}

void Net::backward_heads() {
  const std::size_t width = 2 * dims.hidden;
  for (std::size_t w = 0; w < words_; ++w) {
    float* d = d_heads_.data() + w * at.end;
    const float* row = heads_out_.data() + w * at.end;
    for (std::size_t i = 0; i < at.upos; ++i) {
      if (!heads_mask_.empty()) d[i] *= heads_mask_[sentence_of_[w] * at.upos + i];
      if ((i < at.label_dep || i >= at.entity) && row[i] <= 0) d[i] = 0;
    }
  }
  add_product(top_.data(), width, d_heads_.data(), at.end, words_, grad(heads), width, at.end);
  add_columns(d_heads_.data(), words_, at.end, at.end, grad(heads_bias));
  std::vector<float>& below = layers_.back().d_output;
  below.resize(words_ * width);
  panels_.pack(data(heads), at.end, width, at.end, true);
  multiply(d_heads_.data(), at.end, words_, panels_, below.data(), width, false);
  if (!top_mask_.empty())
    for (std::size_t w = 0; w < words_; ++w)
      for (std::size_t i = 0; i < width; ++i)
        below[w * width + i] *= top_mask_[sentence_of_[w] * width + i];
}

// Parts of speech; and features among those that the gold part of speech has.
void Net::learn_tags(std::span<const Example> batch, const LossWeights& weights) {
  for (std::size_t s = 0; s < batch.size(); ++s) {
    if (!batch[s].sentence->has_tree()) continue;
    for (std::size_t i = 0; i < length_[s]; ++i) {
      if (batch[s].sentence->upos[i] == kOpenUpos) continue;
      const std::size_t row = (begin_[s] + i) * at.end;
      const auto upos = static_cast<std::size_t>(batch[s].sentence->upos[i]);
      std::memcpy(d_heads_.data() + row + at.upos, heads_out_.data() + row + at.upos,
                  kUposCount * sizeof(float));
      cross_entropy(d_heads_.data() + row + at.upos, kUposCount, upos, weights.upos);
      const std::size_t first = classes.feats_begin[upos],
                        n = classes.feats_begin[upos + 1] - first;
      std::memcpy(d_heads_.data() + row + at.feats + first,
                  heads_out_.data() + row + at.feats + first, n * sizeof(float));
      cross_entropy(d_heads_.data() + row + at.feats + first, n, batch[s].feats_ids[i] - first,
                    weights.feats);
    }
  }
}

void Net::learn_names(std::span<const Example> batch, const LossWeights& weights) {
  scores_.assign(words_ * kEntityColumns, 0.0f);
  for (std::size_t w = 0; w < words_; ++w)
    std::memcpy(scores_.data() + w * kEntityColumns, data(entity_bias),
                kEntityColumns * sizeof(float));
  panels_.pack(data(entity), dims.entity, kEntityColumns, kEntityColumns);
  multiply(heads_out_.data() + at.entity, at.end, words_, panels_, scores_.data(), kEntityColumns,
           true);
  for (std::size_t s = 0; s < batch.size(); ++s)
    for (std::size_t i = 0; i < length_[s]; ++i) {
      float* row = scores_.data() + (begin_[s] + i) * kEntityColumns;
      const std::uint8_t gold = batch[s].sentence->has_names() ? batch[s].sentence->tag[i] : kNoTag;
      if (gold == kNoTag) {
        std::fill_n(row, kEntityColumns, 0.0f);
        continue;
      }
      if (gold == kAnyBegin || gold == kAnyInside)
        cross_entropy_of_any(row, kEntityTags, gold == kAnyBegin ? 1 : 2, 2, weights.names);
      else
        cross_entropy(row, kEntityTags, gold, weights.names);
      std::fill(row + kEntityTags, row + kEntityColumns, 0.0f);
    }
  add_product(heads_out_.data() + at.entity, dims.entity, scores_.data(), kEntityColumns, words_,
              grad(entity), at.end, kEntityColumns);
  add_columns(scores_.data(), words_, kEntityColumns, kEntityColumns, grad(entity_bias));
  panels_.pack(data(entity), kEntityColumns, dims.entity, kEntityColumns, true);
  multiply(scores_.data(), kEntityColumns, words_, panels_, d_heads_.data() + at.entity, at.end,
           true);
}

// score(head, dependent) = (arc dep + bias) . head, the root's vector last; a softmax over the
// heads of each word.
void Net::learn_arcs(std::span<const Example> batch, const LossWeights& weights) {
  const std::size_t k = dims.arc;
  arc_dep_.resize(words_ * k), d_arc_dep_.assign(words_ * k, 0.0f);
  for (std::size_t w = 0; w < words_; ++w)
    std::memcpy(arc_dep_.data() + w * k, data(arc_bias), k * sizeof(float));
  panels_.pack(data(arc), k, k, k);
  multiply(heads_out_.data() + at.arc_dep, at.end, words_, panels_, arc_dep_.data(), k, true);
  for (std::size_t s = 0; s < batch.size(); ++s) {
    if (!batch[s].sentence->has_tree()) continue;
    const std::size_t n = length_[s], first = begin_[s], columns = n + 1;
    packed_rows_.resize(columns * k), d_rows_.assign(columns * k, 0.0f),
        scores_.resize(n * columns);
    for (std::size_t i = 0; i < n; ++i)
      std::memcpy(packed_rows_.data() + i * k,
                  heads_out_.data() + (first + i) * at.end + at.arc_head, k * sizeof(float));
    std::memcpy(packed_rows_.data() + n * k, data(root), k * sizeof(float));
    panels_.pack(packed_rows_.data(), k, columns, k, true);
    multiply(arc_dep_.data() + first * k, k, n, panels_, scores_.data(), columns, false);
    for (std::size_t i = 0; i < n; ++i) {
      const std::uint16_t head = batch[s].sentence->head[i];
      if (head == kOpenHead) {
        std::fill_n(scores_.data() + i * columns, columns, 0.0f);
        continue;
      }
      scores_[i * columns + i] = -1e9f;
      cross_entropy(scores_.data() + i * columns, columns, head == kRootHead ? n : head,
                    weights.arc);
    }
    panels_.pack(packed_rows_.data(), columns, k, k);
    multiply(scores_.data(), columns, n, panels_, d_arc_dep_.data() + first * k, k, false);
    add_product(scores_.data(), columns, arc_dep_.data() + first * k, k, n, d_rows_.data(), columns,
                k);
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = 0; j < k; ++j)
        d_heads_[(first + i) * at.end + at.arc_head + j] += d_rows_[i * k + j];
    for (std::size_t j = 0; j < k; ++j) grad(root)[j] += d_rows_[n * k + j];
  }
  add_product(heads_out_.data() + at.arc_dep, k, d_arc_dep_.data(), k, words_, grad(arc), at.end,
              k);
  add_columns(d_arc_dep_.data(), words_, k, k, grad(arc_bias));
  panels_.pack(data(arc), k, k, k, true);
  multiply(d_arc_dep_.data(), k, words_, panels_, d_heads_.data() + at.arc_dep, at.end, true);
}

// The relation of each gold arc: max(0, dependent's side + head's side) through one matrix. The
// root's is not learned: it is known.
void Net::learn_labels(std::span<const Example> batch, const LossWeights& weights) {
  const std::size_t k = dims.label, width = padded(dims.labels);
  std::vector<float>& hidden = packed_rows_;
  hidden.assign(words_ * k, 0.0f), scores_.resize(words_ * width), d_rows_.resize(words_ * k);
  for (std::size_t s = 0; s < batch.size(); ++s)
    for (std::size_t i = 0; i < length_[s] && batch[s].sentence->has_tree(); ++i) {
      const std::uint16_t head = batch[s].sentence->head[i];
      if (head >= kOpenHead) continue;
      const float* a = heads_out_.data() + (begin_[s] + i) * at.end + at.label_dep;
      const float* b = heads_out_.data() + (begin_[s] + head) * at.end + at.label_head;
      for (std::size_t j = 0; j < k; ++j)
        hidden[(begin_[s] + i) * k + j] = std::max(a[j] + b[j], 0.0f);
    }
  for (std::size_t w = 0; w < words_; ++w)
    std::memcpy(scores_.data() + w * width, data(label_bias), width * sizeof(float));
  panels_.pack(data(label), k, width, width);
  multiply(hidden.data(), k, words_, panels_, scores_.data(), width, true);
  for (std::size_t s = 0; s < batch.size(); ++s)
    for (std::size_t i = 0; i < length_[s]; ++i) {
      float* row = scores_.data() + (begin_[s] + i) * width;
      if (!batch[s].sentence->has_tree() || batch[s].sentence->head[i] >= kOpenHead) {
        std::fill_n(row, width, 0.0f);
        continue;
      }
      cross_entropy(row, dims.labels, batch[s].label_ids[i], weights.label);
      std::fill(row + dims.labels, row + width, 0.0f);
    }
  add_product(hidden.data(), k, scores_.data(), width, words_, grad(label), k, width);
  add_columns(scores_.data(), words_, width, width, grad(label_bias));
  panels_.pack(data(label), width, k, width, true);
  multiply(scores_.data(), width, words_, panels_, d_rows_.data(), k, false);
  for (std::size_t s = 0; s < batch.size(); ++s)
    for (std::size_t i = 0; i < length_[s] && batch[s].sentence->has_tree(); ++i) {
      const std::uint16_t head = batch[s].sentence->head[i];
      if (head >= kOpenHead) continue;
      const std::size_t w = begin_[s] + i;
      for (std::size_t j = 0; j < k; ++j) {
        if (hidden[w * k + j] <= 0) continue;
        d_heads_[w * at.end + at.label_dep + j] += d_rows_[w * k + j];
        d_heads_[(begin_[s] + head) * at.end + at.label_head + j] += d_rows_[w * k + j];
      }
    }
}

}  // namespace entente::train
