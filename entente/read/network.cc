// Embeddings of word, affixes and shape are summed (Bojanowski et al. 2017); layers of forward and
// backward LSTM read them; on their shared vectors stand a scorer of arcs between all pairs of
// words (biaffine, Dozat and Manning 2017), a small network that names the relation of each chosen
// arc, and classes for parts of speech, features and names.
//
// Cost: almost all is products of 8-bit matrices. Their weights are shared by many rows: sentences
// are sorted by length and read in batches, so that a step of the recurrence advances many
// sentences at once, and no row is padding: at step t the sentences longer than t are the first
// ones. What each number stands for: a byte b of an activation is (b - 128) times its row's scale;
// hidden states lie in (-1, 1) and need no scale of their own (1/127).
// Tested by network_test.cc.
#include "entente/read/network.h"

#include <algorithm>
#include <numeric>

#include "entente/base/hash.h"

namespace entente {
namespace {

constexpr std::size_t kBatchWords = 1024;
constexpr std::size_t kStepRows = 48;
constexpr float kStateScale = 1.0f / 127.0f;

// Bounds on what a file may claim, so that no product of sizes overflows.
bool plausible(const NetworkDims& d) {
  const auto width = [](std::uint32_t n) { return n > 0 && n <= 1024 && n % 16 == 0; };
  return width(d.embed) && width(d.hidden) && width(d.arc) && width(d.label) && width(d.entity) &&
         d.layers > 0 && d.layers <= 8 && d.feats > 0 && d.feats <= 4096 && d.labels > 0 &&
         d.labels <= 512 && d.rows > 0 && d.rows <= (1u << 20) && d.slots > d.rows &&
         d.slots <= (1u << 22) && (d.slots & (d.slots - 1)) == 0;
}

Result<Layer> take_layer(ModelReader& in, std::uint32_t k, std::uint32_t n) {
  ENTENTE_TRY(const auto weights, in.take<std::int8_t>(std::size_t{k} * n));
  ENTENTE_TRY(const auto start, in.take<std::int32_t>(n));
  ENTENTE_TRY(const auto scales, in.take<float>(n));
  ENTENTE_TRY(const auto bias, in.take<float>(n));
  return Layer{{k, n, weights.data(), start.data()}, scales.data(), bias.data()};
}

template <class T>
std::size_t top_of(const T* values, std::size_t n) {
  return static_cast<std::size_t>(std::max_element(values, values + n) - values);
}

}  // namespace

Result<Network> Network::open(std::string_view bytes, const std::string& source) {
  ENTENTE_TRY(ModelReader in, ModelReader::open(bytes, kNetworkMagic, kNetworkVersion, source));
  Network network;
  network.revision_ = in.revision();
  network.checksum_ = in.checksum();
  ENTENTE_TRY(const auto dims, in.take<NetworkDims>(1));
  network.dims_ = dims[0];
  if (!plausible(network.dims_)) return in.error("sizes that no network has");
  ENTENTE_CHECK(network.read_classes(in));
  ENTENTE_CHECK(network.read_layers(in));
  ENTENTE_CHECK(network.self_test(in));
  return network;
}

Status Network::read_classes(ModelReader& in) {
  ENTENTE_TRY(const auto labels, in.take_strings(512));
  ENTENTE_TRY(const auto feats, in.take_strings(4096));
  if (labels.size() != dims_.labels || feats.size() != dims_.feats)
    return in.error("the lists of classes have other lengths");
  bool root = false;
  for (const std::string& name : labels) {
    Label label{};
    if (!parse_deprel(name, label.deprel, label.subtype)) return in.error("no relation: " + name);
    if (label.deprel == Deprel::kRoot)
      root_label_ = static_cast<std::uint16_t>(labels_.size()), root = true;
    labels_.push_back(label);
  }
  if (!root) return in.error("no relation is root");
  std::size_t parts = 0;                    // of speech, each with a run of its own
  for (const std::string& entry : feats) {  // "NOUN Number=Sing"
    const std::size_t space = entry.find(' ');
    Upos upos{};
    if (space == std::string::npos || !parse_upos(std::string_view(entry).substr(0, space), upos))
      return in.error("no part of speech: " + entry);
    const auto part = static_cast<std::size_t>(upos);
    if (part != parts && part + 1 != parts) return in.error("features out of order: " + entry);
    if (part == parts) feats_begin_[parts++] = static_cast<std::uint16_t>(feats_.size());
    feats_.push_back(entry.substr(space + 1));
  }
  if (parts != kUposCount) return in.error("a part of speech has no features");
  feats_begin_[kUposCount] = static_cast<std::uint16_t>(feats_.size());
  return ok_status();
}

Status Network::read_layers(ModelReader& in) {
  const NetworkDims& d = dims_;
  ENTENTE_TRY(const auto keys, in.take<std::uint32_t>(d.slots));
  ENTENTE_TRY(const auto values, in.take<std::uint32_t>(d.slots));
  if (std::any_of(values.begin(), values.end(), [&](std::uint32_t row) { return row >= d.rows; }))
    return in.error("the index names a row that is not there");
  if (std::count(keys.begin(), keys.end(), 0u) == 0) return in.error("the index has no free slot");
  ENTENTE_TRY(const auto table, in.take<std::int8_t>(std::size_t{d.rows} * d.embed));
  ENTENTE_TRY(const auto table_scales, in.take<float>(d.rows));
  keys_ = keys.data(), values_ = values.data(), table_ = table.data(),
  table_scales_ = table_scales.data();
  for (std::size_t k = 0; k < kFeatureKinds; ++k)
    unknown_[k] = row_of(unknown_key(static_cast<FeatureKind>(k)), 0);
  for (std::uint32_t layer = 0; layer < d.layers; ++layer)
    for (int direction = 0; direction < 2; ++direction) {
      ENTENTE_TRY(const Layer input,
                  take_layer(in, layer == 0 ? d.embed : 2 * d.hidden, 4 * d.hidden));
      ENTENTE_TRY(const Layer state, take_layer(in, d.hidden, 4 * d.hidden));
      inputs_.push_back(input), states_.push_back(state);
    }
  ENTENTE_TRY(heads_, take_layer(in, 2 * d.hidden, HeadColumns(d).end));
  ENTENTE_TRY(arc_, take_layer(in, d.arc, d.arc));
  ENTENTE_TRY(label_, take_layer(in, d.label, padded(d.labels)));
  ENTENTE_TRY(entity_, take_layer(in, d.entity, kEntityColumns));
  ENTENTE_TRY(const auto root, in.take<float>(d.arc));
  root_.resize(d.arc);
  root_scale_ = plain_kernels().quantize(root.data(), d.arc, root_.data());
  return ok_status();
}

Status Network::self_test(ModelReader& in) const {
  ENTENTE_TRY(const auto pairs, in.take_strings(64));
  for (std::size_t i = 0; i + 1 < pairs.size(); i += 2)
    if (const std::string got = describe(pairs[i]); got != pairs[i + 1])
      return in.error("the self-test failed on \"" + pairs[i] + "\": expected\n" + pairs[i + 1] +
                      "found\n" + got);
  return ok_status();
}

std::uint32_t Network::row_of(std::uint32_t key, std::uint32_t otherwise) const {
  const std::uint32_t mask = dims_.slots - 1;
  for (std::uint32_t slot = key & mask;; slot = (slot + 1) & mask) {
    if (keys_[slot] == key) return values_[slot];
    if (keys_[slot] == 0) return otherwise;
  }
}

// One batch: sentences [0, count) by falling length, their words in rows begin[i] .. begin[i] +
// length[i].
struct Network::Batch {
  const Kernels& kernels;
  NetworkScratch& s;
  NetworkOutput& out;
  std::span<const std::string_view> forms;
  std::span<const std::uint32_t> sentence_begin;
  std::span<const std::uint32_t> sentences;  // indices into sentence_begin
  std::size_t words = 0;
};

void Network::read(std::span<const std::string_view> forms,
                   std::span<const std::uint32_t> sentence_begin, NetworkScratch& s,
                   NetworkOutput& out, const Kernels& kernels) const {
  out.upos.resize(forms.size()), out.feats.resize(forms.size()), out.head.resize(forms.size());
  out.label.resize(forms.size()), out.tag.resize(forms.size()), out.tag_score.resize(forms.size());
  if (forms.empty()) return;
  const std::size_t count = sentence_begin.size() - 1;
  const auto length = [&](std::uint32_t i) { return sentence_begin[i + 1] - sentence_begin[i]; };
  s.order.resize(count);
  std::iota(s.order.begin(), s.order.end(), 0u);
  std::sort(s.order.begin(), s.order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return length(a) != length(b) ? length(a) > length(b) : a < b;
  });
  for (std::size_t first = 0; first < count;) {
    std::size_t last = first, words = 0;
    while (last < count && (last == first || words + length(s.order[last]) <= kBatchWords))
      words += length(s.order[last++]);
    Batch batch{
        kernels, s, out, forms, sentence_begin, std::span(s.order).subspan(first, last - first),
        words};
    embed(batch);
    encode(batch);
    heads(batch);
    first = last;
  }
}

void Network::embed(Batch& b) const {
  NetworkScratch& s = b.s;
  s.begin.clear(), s.length.clear(), s.row_token.resize(b.words);
  s.embedding.resize(dims_.embed),
      s.input.resize(b.words * std::max(dims_.embed, 2 * dims_.hidden));
  s.input_scales.resize(b.words);
  std::uint32_t row = 0;
  for (const std::uint32_t sentence : b.sentences) {
    const std::uint32_t first = b.sentence_begin[sentence], last = b.sentence_begin[sentence + 1];
    s.begin.push_back(row), s.length.push_back(last - first);
    const SentenceCase letters = sentence_case(b.forms.subspan(first, last - first));
    for (std::uint32_t token = first; token < last; ++token, ++row) {
      s.row_token[row] = token;
      s.input_scales[row] = embed_word(b.forms[token], letters, b.kernels, s,
                                       s.input.data() + std::size_t{row} * dims_.embed);
    }
  }
}

// Half the words of a text are among a few hundred: what they come to is kept from document to
// document.
float Network::embed_word(std::string_view form, SentenceCase letters, const Kernels& kernels,
                          NetworkScratch& s, std::uint8_t* to) const {
  WordCache& cache = s.words;
  if (const std::uint64_t owner = checksum_ | std::uint64_t{1} << 32; cache.owner != owner) {
    cache.owner = owner;
    cache.keys.assign(WordCache::kSlots, {});
    cache.scales.resize(WordCache::kSlots), cache.bytes.resize(WordCache::kSlots * dims_.embed);
  }
  const auto tag = static_cast<std::uint8_t>(letters);
  const std::size_t slot = hash64(form, tag) % WordCache::kSlots;
  WordCache::Key& key = cache.keys[slot];
  std::uint8_t* kept = cache.bytes.data() + slot * dims_.embed;
  if (!form.empty() && key.length == form.size() && key.letters == tag &&
      std::memcmp(key.form, form.data(), form.size()) == 0) {
    std::memcpy(to, kept, dims_.embed);
    return cache.scales[slot];
  }
  std::uint32_t keys[kFeatureKinds], rows[kFeatureKinds];
  feature_keys(form, letters, s.word, keys);
  for (std::size_t k = 0; k < kFeatureKinds; ++k) rows[k] = row_of(keys[k], unknown_[k]);
  kernels.embed(table_, table_scales_, rows, kFeatureKinds, dims_.embed, s.embedding.data());
  const float scale = kernels.quantize(s.embedding.data(), dims_.embed, to);
  if (form.size() <= WordCache::kMaxForm) {
    key.length = static_cast<std::uint8_t>(form.size()), key.letters = tag;
    std::memcpy(key.form, form.data(), form.size());
    std::memcpy(kept, to, dims_.embed);
    cache.scales[slot] = scale;
  }
  return scale;
}

void Network::encode(Batch& b) const {
  NetworkScratch& s = b.s;
  s.output.resize(b.words * 2 * dims_.hidden);
  for (std::size_t layer = 0; layer < dims_.layers; ++layer) {
    step(b, layer, false);
    step(b, layer, true);
    std::swap(s.input, s.output);
    s.output.resize(b.words * 2 * dims_.hidden);
    if (layer == 0) std::fill(s.input_scales.begin(), s.input_scales.end(), kStateScale);
  }
}

// The products of the words that the next steps read, from step `t` on, in the order in which they
// read them: as many steps as leave products and weights in the second-level cache.
void Network::multiply_inputs(Batch& b, const Layer& input, std::uint32_t t, std::size_t rows,
                              bool backward) const {
  NetworkScratch& s = b.s;
  const std::size_t k = input.matrix.k;
  s.token.clear(), s.gathered.clear();
  for (; t < s.length[0]; ++t) {
    while (rows > 0 && s.length[rows - 1] <= t) --rows;
    if (!s.token.empty() && s.token.size() + rows > kStepRows) break;
    for (std::size_t r = 0; r < rows; ++r) {
      s.token.push_back(s.begin[r] + (backward ? s.length[r] - 1 - t : t));
      const std::uint8_t* from = s.input.data() + s.token.back() * k;
      s.gathered.insert(s.gathered.end(), from, from + k);
    }
  }
  s.products.resize(std::max(s.products.size(), s.token.size() * input.matrix.n));
  b.kernels.multiply(s.gathered.data(), k, s.token.size(), input.matrix, s.products.data(),
                     input.matrix.n);
}

// One direction of one layer over the whole batch.
void Network::step(Batch& b, std::size_t layer, bool backward) const {
  NetworkScratch& s = b.s;
  const std::size_t h = dims_.hidden, gates = 4 * h, sentences = s.length.size();
  const Layer& input = inputs_[2 * layer + backward];
  const Layer& state = states_[2 * layer + backward];
  s.states.resize(sentences * gates);
  s.cells.assign(sentences * h, 0.0f);
  s.state.assign(sentences * h, 128);
  std::size_t rows = sentences, done = 0;
  for (std::uint32_t t = 0; t < s.length[0]; ++t) {
    if (done == s.token.size() || t == 0) {
      multiply_inputs(b, input, t, rows, backward);
      done = 0;
    }
    while (rows > 0 && s.length[rows - 1] <= t) --rows;
    b.kernels.multiply(s.state.data(), h, rows, state.matrix, s.states.data(), gates);
    b.kernels.lstm_step(
        {static_cast<std::uint32_t>(rows), dims_.hidden, s.products.data() + done * gates,
         s.input_scales.data(), s.token.data() + done, s.states.data(), input.scales, state.scales,
         input.bias, s.cells.data(), s.state.data(), s.output.data() + (backward ? h : 0), 2 * h});
    done += rows;
  }
}

void Network::heads(Batch& b) const {
  NetworkScratch& s = b.s;
  const NetworkDims& d = dims_;
  const HeadColumns at(d);
  const std::size_t n = b.words;
  s.products.resize(std::max(s.products.size(), kStepRows * at.end)),
      s.numbers.resize(std::max({at.end, d.arc, padded(d.labels)}));
  s.hidden.resize(n * d.arc), s.hidden_scales.resize(n);
  s.arc_dep.resize(n * d.arc), s.arc_head.resize(n * d.arc), s.dep_scales.resize(n),
      s.head_scales.resize(n);
  s.label_dep.resize(n * d.label), s.label_head.resize(n * d.label);
  s.entity.resize(n * d.entity), s.entity_scales.resize(n);
  for (std::size_t i = 0; i < n; ++i) {
    const std::size_t row = i % kStepRows;  // of the products: those of kStepRows words at a time
    if (row == 0)
      b.kernels.multiply(s.input.data() + i * 2 * d.hidden, 2 * d.hidden,
                         std::min(kStepRows, n - i), heads_.matrix, s.products.data(), at.end);
    const std::int32_t* products = s.products.data() + row * at.end;
    const auto relu = [&](std::uint32_t column, std::uint32_t width, std::uint8_t* bytes) {
      b.kernels.scale_relu(products + column, kStateScale, heads_.scales + column,
                           heads_.bias + column, width, s.numbers.data());
      return b.kernels.quantize(s.numbers.data(), width, bytes);
    };
    s.hidden_scales[i] = relu(at.arc_dep, d.arc, s.hidden.data() + i * d.arc);
    s.head_scales[i] = relu(at.arc_head, d.arc, s.arc_head.data() + i * d.arc);
    s.entity_scales[i] = relu(at.entity, d.entity, s.entity.data() + i * d.entity);
    for (const auto& [column, to] :
         {std::pair{at.label_dep, s.label_dep.data()}, {at.label_head, s.label_head.data()}})
      b.kernels.scale(products + column, kStateScale, heads_.scales + column, heads_.bias + column,
                      d.label, to + i * d.label);
    tags(b, s.row_token[i], products);
  }
  s.states.resize(n * std::max(d.arc, padded(kEntityColumns)));
  b.kernels.multiply(s.hidden.data(), d.arc, n, arc_.matrix, s.states.data(), d.arc);
  for (std::size_t i = 0; i < n; ++i) {
    b.kernels.scale(s.states.data() + i * d.arc, s.hidden_scales[i], arc_.scales, arc_.bias, d.arc,
                    s.numbers.data());
    s.dep_scales[i] = b.kernels.quantize(s.numbers.data(), d.arc, s.arc_dep.data() + i * d.arc);
  }
  b.kernels.multiply(s.entity.data(), d.entity, n, entity_.matrix, s.states.data(), kEntityColumns);
  for (std::size_t i = 0; i < s.length.size(); ++i) {
    const std::size_t first = s.begin[i], words = s.length[i];
    s.scores.resize(std::max(s.scores.size(), words * kEntityColumns));
    for (std::size_t w = 0; w < words; ++w)
      b.kernels.scale(s.states.data() + (first + w) * kEntityColumns, s.entity_scales[first + w],
                      entity_.scales, entity_.bias, kEntityColumns,
                      s.scores.data() + w * kEntityColumns);
    const std::uint32_t token = s.row_token[first];
    decode_entities(s.scores.data(), words, s.entities, b.out.tag.data() + token,
                    b.out.tag_score.data() + token);
  }
  for (std::size_t i = 0; i < s.length.size(); ++i) parse(b, i);
  for (std::size_t i = 0; i < s.length.size(); ++i) label(b, i);
}

void Network::tags(Batch& b, std::uint32_t token, const std::int32_t* products) const {
  NetworkScratch& s = b.s;
  const HeadColumns at(dims_);
  const auto scores = [&](std::uint32_t first, std::uint32_t n) {
    b.kernels.scale(products + first, kStateScale, heads_.scales + first, heads_.bias + first, n,
                    s.numbers.data());
    return s.numbers.data();
  };
  const std::size_t upos = top_of(scores(at.upos, padded(kUposCount)), kUposCount);
  const std::uint32_t first = feats_begin_[upos], last = feats_begin_[upos + 1],
                      line = first / 16 * 16;
  const float* feats = scores(at.feats + line, padded(last - line));
  b.out.upos[token] = static_cast<Upos>(upos);
  b.out.feats[token] =
      static_cast<std::uint16_t>(first + top_of(feats + (first - line), last - first));
}

// Scores of all arcs of one sentence: its dependents' vectors become a matrix, its words' vectors
// as heads the rows.
void Network::parse(Batch& b, std::size_t sentence) const {
  NetworkScratch& s = b.s;
  const std::size_t n = s.length[sentence], first = s.begin[sentence], k = dims_.arc,
                    width = padded(static_cast<std::uint32_t>(n));
  s.packed.resize(k * width + 64), s.start.assign(width, 0), s.column_scales.assign(width, 0),
      s.zeros.resize(width);
  auto* packed =
      s.packed.data() + (64 - reinterpret_cast<std::uintptr_t>(s.packed.data()) % 64) % 64;
  std::fill_n(packed, k * width, std::int8_t{0});
  for (std::size_t d = 0; d < n; ++d) {
    const std::uint8_t* row = s.arc_dep.data() + (first + d) * k;
    std::int8_t* to = packed + d / 16 * 16 * k + d % 16 * 4;
    std::int32_t sum = 0;
    for (std::size_t i = 0; i < k; i += 4, to += 64)
      for (std::size_t j = 0; j < 4; ++j)
        to[j] = static_cast<std::int8_t>(row[i + j] - 128), sum += to[j];
    s.start[d] = -128 * sum;
    s.column_scales[d] = s.dep_scales[first + d];
  }
  const PackedMatrix matrix{dims_.arc, static_cast<std::uint32_t>(width), packed, s.start.data()};
  s.states.resize(std::max(s.states.size(), (n + 1) * width)),
      s.scores.resize(std::max(s.scores.size(), (n + 1) * width));
  b.kernels.multiply(s.arc_head.data() + first * k, k, n, matrix, s.states.data(), width);
  b.kernels.multiply(root_.data(), k, 1, matrix, s.states.data() + n * width, width);
  for (std::size_t h = 0; h <= n; ++h)
    b.kernels.scale(s.states.data() + h * width, h < n ? s.head_scales[first + h] : root_scale_,
                    s.column_scales.data(), s.zeros.data(), width, s.scores.data() + h * width);
  decode_tree(s.scores.data(), width, n, s.tree, b.out.head.data() + s.row_token[first]);
}

void Network::label(Batch& b, std::size_t sentence) const {
  NetworkScratch& s = b.s;
  const std::size_t n = s.length[sentence], first = s.begin[sentence], k = dims_.label,
                    width = label_.matrix.n;
  const std::uint16_t* head = b.out.head.data() + s.row_token[first];
  s.bytes.resize(std::max(s.bytes.size(), n * k)),
      s.states.resize(std::max(s.states.size(), n * width));
  for (std::size_t i = 0; i < n; ++i) {
    const std::size_t governor = head[i] == kRootHead ? i : head[i];
    b.kernels.add_relu(s.label_dep.data() + (first + i) * k,
                       s.label_head.data() + (first + governor) * k, k, s.numbers.data());
    s.hidden_scales[i] = b.kernels.quantize(s.numbers.data(), k, s.bytes.data() + i * k);
  }
  b.kernels.multiply(s.bytes.data(), k, n, label_.matrix, s.states.data(), width);
  for (std::size_t i = 0; i < n; ++i) {
    b.kernels.scale(s.states.data() + i * width, s.hidden_scales[i], label_.scales, label_.bias,
                    width, s.numbers.data());
    s.numbers[root_label_] = -1e30f;
    b.out.label[s.row_token[first + i]] =
        head[i] == kRootHead ? root_label_
                             : static_cast<std::uint16_t>(top_of(s.numbers.data(), dims_.labels));
  }
}

std::string Network::describe(std::string_view sentence) const {
  std::vector<std::string_view> forms;
  while (!sentence.empty()) {
    const std::size_t space = std::min(sentence.find(' '), sentence.size());
    if (space > 0) forms.push_back(sentence.substr(0, space));
    sentence.remove_prefix(std::min(space + 1, sentence.size()));
  }
  if (forms.empty() || forms.size() > kMaxNetworkSentence) return "";
  NetworkScratch scratch;
  NetworkOutput out;
  const std::uint32_t begin[2] = {0, static_cast<std::uint32_t>(forms.size())};
  read(forms, begin, scratch, out);
  std::string text;
  for (std::size_t i = 0; i < forms.size(); ++i) {
    const Label label = labels_[out.label[i]];
    text += std::string(forms[i]) + ' ' + std::string(to_string(out.upos[i])) + ' ' +
            feats_[out.feats[i]] + ' ' +
            std::to_string(out.head[i] == kRootHead ? 0 : out.head[i] + 1) + ' ' +
            std::string(to_string(label.deprel)) +
            (label.subtype == Subtype::kNone ? "" : ":" + std::string(to_string(label.subtype))) +
            ' ' + std::to_string(out.tag[i]) + '\n';
  }
  return text;
}

}  // namespace entente
