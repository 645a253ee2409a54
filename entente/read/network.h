// The reader's network: words to tags, features, heads, relations and names, for many sentences at
// once. Weights are the bytes of a mapped model (docs/decisions/reader.md); the arithmetic is that
// of kernels.h, so every machine gives the same answer.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "entente/base/result.h"
#include "entente/read/entities.h"
#include "entente/read/features.h"
#include "entente/read/kernels.h"
#include "entente/read/model_file.h"
#include "entente/read/tree.h"
#include "entente/record/analysis.h"

namespace entente {

inline constexpr std::string_view kNetworkMagic = "ENTENTER";
inline constexpr std::uint32_t kNetworkVersion = 2;
inline constexpr std::size_t kMaxNetworkSentence = 512;  // words: scores are quadratic in it

// Sizes of a network. Widths are multiples of 16.
struct NetworkDims {
  std::uint32_t embed = 0, hidden = 0,
                layers = 0;  // width of an embedding; of one direction; how many layers
  std::uint32_t arc = 0, label = 0,
                entity = 0;             // widths of the spaces of arcs, relations and names
  std::uint32_t feats = 0, labels = 0;  // classes
  std::uint32_t rows = 0, slots = 0;    // of the embedding table; of its hash index, a power of two
  std::uint32_t reserved[6] = {};
};
constexpr std::uint32_t padded(std::uint32_t n) { return (n + 15) / 16 * 16; }

// Where each head's columns begin in the one matrix that all heads on the shared vectors make up.
struct HeadColumns {
  explicit HeadColumns(const NetworkDims& d)
      : arc_dep(0),
        arc_head(d.arc),
        label_dep(2 * d.arc),
        label_head(label_dep + d.label),
        entity(label_head + d.label),
        upos(entity + d.entity),
        feats(upos + padded(kUposCount)),
        end(feats + padded(d.feats)) {}
  std::uint32_t arc_dep, arc_head, label_dep, label_head, entity, upos, feats, end;
};

// A relation as the model's classes name it.
struct Label {
  Deprel deprel;
  Subtype subtype;
};

// A matrix with what turns its products into numbers.
struct Layer {
  PackedMatrix matrix;
  const float* scales = nullptr;  // n
  const float* bias = nullptr;    // n
};

// Answers, a row a word, in the order of the input.
struct NetworkOutput {
  std::vector<Upos> upos;
  std::vector<std::uint16_t> feats;  // index into feats()
  std::vector<std::uint16_t> head;   // word within the sentence, kRootHead for its root
  std::vector<std::uint16_t> label;  // index into labels()
  std::vector<EntityTag> tag;
  std::vector<float> tag_score;  // 0 to 1
};

// The first layer's input for words met before: bytes and scale by form and case of the sentence. A
// slot a hash; the last word wins.
struct WordCache {
  static constexpr std::size_t kSlots = 4096, kMaxForm = 22;
  struct Key {
    std::uint8_t length = 0, letters = 0;  // length 0: free
    char form[kMaxForm] = {};
  };
  std::uint64_t owner = 0;  // the checksum of the model whose words these are, and 2^32
  std::vector<Key> keys;
  std::vector<float> scales;
  std::vector<std::uint8_t> bytes;
};

// Working memory of one thread, kept from document to document. Bounded by kBatchWords and the
// longest sentence.
struct NetworkScratch {
  std::string word;
  std::vector<std::string_view> forms;
  std::vector<std::uint32_t> order, begin, length, token, row_token;
  std::vector<std::uint32_t> rows;
  std::vector<float> embedding, input_scales, cells, scores, zeros, column_scales;
  std::vector<float> numbers, label_dep, label_head;
  std::vector<std::uint8_t> input, gathered, output, state, arc_dep, arc_head, hidden, entity,
      bytes;
  std::vector<std::int8_t> packed;
  std::vector<std::int32_t> start, products, states;
  std::vector<float> dep_scales, head_scales, hidden_scales, entity_scales;
  WordCache words;
  TreeScratch tree;
  EntityScratch entities;
};

// Immutable; threads may share one.
class Network {
 public:
  // Reads a model whose `bytes` outlive the network (64-byte aligned). kBadModel: where and what;
  // the self-test is tried last.
  static Result<Network> open(std::string_view bytes, const std::string& source);

  // Reads sentences: words [sentence_begin[i], sentence_begin[i + 1]) of `forms` are the i-th; each
  // of 1 to kMaxNetworkSentence valid, non-empty UTF-8 words. `kernels` for tests: any gives the
  // same bits. Linear in words, quadratic in a sentence's.
  void read(std::span<const std::string_view> forms, std::span<const std::uint32_t> sentence_begin,
            NetworkScratch& scratch, NetworkOutput& out,
            const Kernels& kernels = best_kernels()) const;

  // One line a word, "form UPOS feats head deprel tag": what self-tests compare.
  std::string describe(std::string_view sentence) const;

  const std::vector<Label>& labels() const { return labels_; }
  const std::vector<std::string>& feats() const { return feats_; }
  std::string_view revision() const { return revision_; }
  const NetworkDims& dims() const { return dims_; }

 private:
  struct Batch;
  Status read_layers(ModelReader& in);
  Status read_classes(ModelReader& in);
  Status self_test(ModelReader& in) const;
  std::uint32_t row_of(std::uint32_t key, std::uint32_t otherwise) const;
  void embed(Batch& batch) const;
  float embed_word(std::string_view form, SentenceCase letters, const Kernels& kernels,
                   NetworkScratch& scratch, std::uint8_t* to) const;
  void encode(Batch& batch) const;
  void step(Batch& batch, std::size_t layer, bool backward) const;
  void multiply_inputs(Batch& batch, const Layer& input, std::uint32_t t, std::size_t rows,
                       bool backward) const;
  void heads(Batch& batch) const;
  void tags(Batch& batch, std::uint32_t token, const std::int32_t* products) const;
  void parse(Batch& batch, std::size_t sentence) const;
  void label(Batch& batch, std::size_t sentence) const;

  NetworkDims dims_;
  std::string revision_;
  std::uint32_t checksum_ = 0;
  std::vector<Label> labels_;
  std::vector<std::string> feats_;
  std::uint16_t feats_begin_[kUposCount + 1] =
      {};  // those of part of speech u: [feats_begin_[u], feats_begin_[u + 1])
  std::uint32_t unknown_[kFeatureKinds] = {};  // the row of each kind's unknown values
  std::uint16_t root_label_ = 0;
  const std::uint32_t* keys_ = nullptr;    // hash index: key, 0 is free
  const std::uint32_t* values_ = nullptr;  // its row
  const std::int8_t* table_ = nullptr;
  const float* table_scales_ = nullptr;
  std::vector<Layer> inputs_, states_;  // layer by layer, forward then backward
  Layer heads_, arc_, label_, entity_;
  std::vector<std::uint8_t> root_;  // the root's vector in the space of arc heads
  float root_scale_ = 0;
};

}  // namespace entente
