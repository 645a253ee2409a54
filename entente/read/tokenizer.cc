// Tested by tokenizer_test.cc.
#include "entente/read/tokenizer.h"

#include <algorithm>

#include "entente/base/file.h"
#include "entente/base/unicode.h"
#include "entente/read/reader.h"
#include "entente/read/tokenizer_model.h"

namespace entente {

namespace {

Status read_splits(ModelReader& in, SplitTable& splits) {
  ENTENTE_TRY(const auto count, in.take<std::uint32_t>(1));
  ENTENTE_TRY(splits.keys, in.take<std::uint64_t>(count[0]));
  ENTENTE_TRY(splits.letters, in.take<std::uint8_t>(count[0]));
  if (!std::is_sorted(splits.keys.begin(), splits.keys.end()))
    return in.error("words to split out of order");
  for (const std::uint8_t letters : splits.letters)
    if ((letters & ~kAskNetwork) == 0 || (letters & ~kAskNetwork) >= kMaxSplitLetters)
      return in.error("a word to split nowhere");
  return ok_status();
}

}  // namespace

struct Tokenizer::Workspace::State {
  TokenizerScratch scratch;
  std::string lowered;
};

Tokenizer::Workspace::Workspace() : state_(std::make_unique<State>()) {}
Tokenizer::Workspace::~Workspace() = default;
Tokenizer::Workspace::Workspace(Workspace&&) noexcept = default;
Tokenizer::Workspace& Tokenizer::Workspace::operator=(Workspace&&) noexcept = default;

struct Tokenizer::Model {
  MappedFile file;
  TokenizerNets nets;
};

Tokenizer::Tokenizer(std::unique_ptr<Model> model) : model_(std::move(model)) {}
Tokenizer::Tokenizer(Tokenizer&&) noexcept = default;
Tokenizer& Tokenizer::operator=(Tokenizer&&) noexcept = default;
Tokenizer::~Tokenizer() = default;

Result<Tokenizer> Tokenizer::open(const std::string& models_dir, std::string_view lang) {
  const std::string path = models_dir + "/" + std::string(lang) + "-tokenizer.bin";
  ENTENTE_TRY(MappedFile file, MappedFile::open(path));
  auto model = std::make_unique<Model>(Model{std::move(file), {}});
  ENTENTE_TRY(ModelReader in,
              ModelReader::open(model->file.bytes(), kTokenizerMagic, kTokenizerVersion, path));
  ENTENTE_TRY(model->nets.gap, SparseNet::read(in));
  ENTENTE_TRY(model->nets.sentence, SparseNet::read(in));
  if (model->nets.gap.classes() != kGaps || model->nets.sentence.classes() != 2)
    return in.error("networks of another number of classes");
  ENTENTE_CHECK(read_splits(in, model->nets.splits));
  ENTENTE_TRY(const std::vector<std::string> tests, in.take_strings(1000));
  Tokenizer tokenizer(std::move(model));
  for (std::size_t i = 0; i + 1 < tests.size(); i += 2)
    if (const std::string found = tokenizer.dump(tests[i]); found != tests[i + 1])
      return in.error("the self-test \"" + tests[i] + "\" gives \"" + found + "\"");
  return tokenizer;
}

std::string Tokenizer::dump(std::string_view text) const {
  Document document;
  document.set_text("", text);
  Workspace workspace;
  Analysis analysis;
  std::vector<std::string> warnings;
  tokenize(document, workspace, analysis, warnings);
  std::string out;
  for (const Sentence& s : analysis.sentences) {
    if (!out.empty()) out += " / ";
    for (std::uint32_t t = s.first; t < s.last; ++t) {
      out += analysis.form(t);
      if (t + 1 < s.last) out += analysis.tokens.mwt[t] ? '+' : ' ';
    }
  }
  return out;
}

namespace {

struct Emitter {
  const Document& document;
  Analysis& out;
  std::string& lowered;
  std::uint32_t cut_sentences = 0;

  void token(const Block& block, const Piece& piece) {
    TokenTable& t = out.tokens;
    const std::uint32_t row = t.size();
    t.resize(row + 1);
    t.begin[row] = block.at[piece.first];
    t.end[row] = block.at[piece.last];
    t.sentence[row] = static_cast<std::uint32_t>(out.sentences.size()) - 1;
    t.space_after[row] = piece.last == block.size() ? t.end[row] < document.page().size()
                                                    : block.kind[piece.last] == CharKind::kSpace;
    t.mwt[row] = piece.goes_on;
    const std::string_view form = document.piece({t.begin[row], t.end[row]});
    t.form[row] = out.strings.intern(form);
    bool is_lower = true;
    for (std::uint32_t i = piece.first; i < piece.last; ++i)
      is_lower &= block.kind[i] != CharKind::kUpper;
    if (is_lower) {
      t.lower[row] = t.form[row];
      return;
    }
    lowered.clear();
    append_lower(lowered, form);
    t.lower[row] = out.strings.intern(lowered);
  }

  void open_sentence(bool in_title, bool paragraph_start) {
    Sentence s;
    s.first = s.last = out.tokens.size();
    s.in_title = in_title;
    s.paragraph_start = paragraph_start;
    out.sentences.push_back(s);
  }
  void close_sentence() {
    Sentence& s = out.sentences.back();
    s.last = out.tokens.size();
    s.span = {out.tokens.begin[s.first], out.tokens.end[s.last - 1]};
  }

  void block(const Block& block, const std::vector<Piece>& pieces, bool in_title,
             bool paragraph_start) {
    bool open = false;
    for (const Piece& piece : pieces) {
      if (!open) open_sentence(in_title, paragraph_start);
      open = true;
      paragraph_start = false;
      token(block, piece);
      const bool full =
          out.tokens.size() - out.sentences.back().first >= kMaxSentenceTokens && !piece.goes_on;
      const bool last = &piece == &pieces.back();
      if (full && !piece.ends_sentence && !last) ++cut_sentences;
      if (!full && !piece.ends_sentence && !last) continue;
      close_sentence();
      open = false;
    }
  }
};

}  // namespace

void Tokenizer::tokenize(const Document& document, Workspace& workspace, Analysis& out,
                         std::vector<std::string>& warnings) const {
  Workspace::State& w = *workspace.state_;
  out.clear();
  Emitter emit{document, out, w.lowered};
  std::uint32_t cut_tokens = 0;
  const auto region = [&](std::uint32_t begin, std::uint32_t end, bool in_title) {
    BlockWalker walker(document.page(), begin, end);
    bool paragraph_start = false;
    for (std::uint32_t from = 0, to = 0; walker.next(from, to, paragraph_start);) {
      w.scratch.block.load(document.page(), from, to);
      cut_pieces(model_->nets, kMaxTokenBytes, w.scratch, cut_tokens);
      mark_sentences(model_->nets, w.scratch);
      emit.block(w.scratch.block, w.scratch.pieces, in_title, paragraph_start);
    }
  };
  region(0, static_cast<std::uint32_t>(document.title().size()), true);
  region(document.body_begin(), static_cast<std::uint32_t>(document.page().size()), false);
  if (emit.cut_sentences != 0)
    warnings.push_back("sentences longer than " + std::to_string(kMaxSentenceTokens) +
                       " tokens were cut: " + std::to_string(emit.cut_sentences));
  if (cut_tokens != 0)
    warnings.push_back("words longer than " + std::to_string(kMaxTokenBytes) +
                       " bytes were cut: " + std::to_string(cut_tokens));
}

}  // namespace entente
