// The stages of reading in a row: tokens and sentences, the network, lemmas. A model file of its
// own for each. Tested by reader_test.cc.
#include "entente/read/reader.h"

#include <algorithm>

#include "entente/base/file.h"
#include "entente/base/unicode.h"
#include "entente/read/dateline.h"
#include "entente/read/lemmatizer.h"
#include "entente/read/name_vote.h"
#include "entente/read/network.h"
#include "entente/read/tokenizer.h"

namespace entente {

struct Reader::Models {
  Models(MappedFile f, Network n, Tokenizer t, Lemmatizer l)
      : file(std::move(f)),
        network(std::move(n)),
        tokenizer(std::move(t)),
        lemmatizer(std::move(l)) {}
  MappedFile file;  // what the network's weights are mapped from
  Network network;
  Tokenizer tokenizer;
  Lemmatizer lemmatizer;
  std::string revision;
};

struct Reader::Workspace::State {
  Tokenizer::Workspace tokenizer;
  NetworkScratch network;
  NetworkOutput output;
  std::vector<std::string_view> forms;
  std::vector<std::uint32_t> begin;  // of each piece that the network reads
  std::vector<StringId> feats;       // of each class of features, once in this document
  NameVoteScratch names;
  std::string lower;
};

Reader::Workspace::Workspace() : state_(std::make_unique<State>()) {}
Reader::Workspace::~Workspace() = default;
Reader::Workspace::Workspace(Workspace&&) noexcept = default;
Reader::Workspace& Reader::Workspace::operator=(Workspace&&) noexcept = default;

Reader::Reader() = default;
Reader::Reader(Reader&&) noexcept = default;
Reader& Reader::operator=(Reader&&) noexcept = default;
Reader::~Reader() = default;

Result<Reader> Reader::open(const std::string& models_dir, std::string_view lang) {
  const std::string path = models_dir + "/" + std::string(lang) + "-reader.bin";
  ENTENTE_TRY(MappedFile file, MappedFile::open(path));
  ENTENTE_TRY(Network network, Network::open(file.bytes(), path));
  ENTENTE_TRY(Tokenizer tokenizer, Tokenizer::open(models_dir, lang));
  ENTENTE_TRY(Lemmatizer lemmatizer, Lemmatizer::open(models_dir, lang));
  Reader reader;
  reader.models_ = std::make_unique<Models>(std::move(file), std::move(network),
                                            std::move(tokenizer), std::move(lemmatizer));
  reader.models_->revision = reader.models_->network.revision();
  return reader;
}

std::string_view Reader::revision() const { return models_->revision; }

void Reader::read(const Document& document, Workspace& workspace, Analysis& out,
                  std::vector<std::string>& warnings) const {
  models_->tokenizer.tokenize(document, workspace.state_->tokenizer, out, warnings);
  read_tokens(document, workspace, out);
}

namespace {

// Sentences become the network's pieces: whole but for a dateline, which is a piece of its own, or
// cut where one is longer than it reads (given tokens only: the tokenizer cuts).
void list_pieces(const Analysis& analysis, std::vector<std::string_view>& forms,
                 std::vector<std::uint32_t>& begin) {
  forms.clear(), begin.clear();
  for (std::uint32_t t = 0; t < analysis.tokens.size(); ++t) forms.push_back(analysis.form(t));
  for (const Sentence& sentence : analysis.sentences) {
    std::uint32_t t = sentence.first;
    if (const std::uint32_t dateline = dateline_length(analysis, sentence); dateline != 0)
      begin.push_back(t), t += dateline;
    for (; t < sentence.last; t += kMaxNetworkSentence) begin.push_back(t);
  }
  begin.push_back(analysis.tokens.size());
}

// The roots of a cut sentence's later pieces hang from the first one's; a dateline hangs from what
// it stands before.
void set_heads(const Network& network, const NetworkOutput& found,
               const std::vector<std::uint32_t>& begin, Analysis& out) {
  std::uint32_t sentence = kNoToken, root = kNoToken, dateline = kNoToken;
  for (std::size_t piece = 0; piece + 1 < begin.size(); ++piece) {
    const std::uint32_t at = out.tokens.sentence[begin[piece]];
    if (at != sentence) {
      root = dateline = kNoToken;
      const bool cut_first = begin[piece + 1] < out.sentences[at].last;
      if (cut_first && dateline_length(out, out.sentences[at]) != 0) dateline = begin[piece];
    }
    const bool is_dateline = at != sentence && dateline != kNoToken;
    sentence = at;
    for (std::uint32_t t = begin[piece]; t < begin[piece + 1]; ++t) {
      const Label label = network.labels()[found.label[t]];
      out.tokens.deprel[t] = label.deprel, out.tokens.subtype[t] = label.subtype;
      if (found.head[t] != kRootHead) {
        out.tokens.head[t] = begin[piece] + found.head[t];
        continue;
      }
      out.tokens.head[t] = root;
      if (is_dateline) dateline = t;
      if (root != kNoToken || is_dateline) out.tokens.deprel[t] = Deprel::kParataxis;
      if (root == kNoToken && !is_dateline) {
        root = t;
        if (dateline != kNoToken) out.tokens.head[dateline] = root;
      }
    }
  }
}

}  // namespace

void Reader::read_tokens(const Document& document, Workspace& workspace, Analysis& out) const {
  (void)document;
  Workspace::State& s = *workspace.state_;
  const Network& network = models_->network;
  const std::uint32_t n = out.tokens.size();
  out.entities.clear();
  list_pieces(out, s.forms, s.begin);
  network.read(s.forms, s.begin, s.network, s.output);
  s.feats.assign(network.feats().size(), 0);
  for (std::uint32_t t = 0; t < n; ++t) {
    const std::size_t feats = s.output.feats[t];
    if (s.feats[feats] == 0) s.feats[feats] = out.strings.intern(network.feats()[feats]);
    out.tokens.upos[t] = s.output.upos[t];
    out.tokens.feats[t] = s.feats[feats];
    if (out.tokens.lower[t] != 0) continue;
    s.lower.clear();
    append_lower(s.lower, out.form(t));
    out.tokens.lower[t] = out.strings.intern(s.lower);
  }
  set_heads(network, s.output, s.begin, out);
  for (std::size_t piece = 0; piece + 1 < s.begin.size(); ++piece)
    append_entities(s.output.tag.data() + s.begin[piece],
                    s.output.tag_score.data() + s.begin[piece], s.begin[piece],
                    s.begin[piece + 1] - s.begin[piece], out.entities);
  vote_on_types(s.names, out);
  models_->lemmatizer.lemmatize(out);
  out.index_children();
}

}  // namespace entente
