// Tested by tokenizer_test.cc.
#include "entente/read/tokenizer.h"

#include <algorithm>

#include "entente/base/unicode.h"
#include "entente/read/reader.h"
#include "entente/read/text_blocks.h"

namespace entente {
namespace {

// A word: characters [first, last) of the block.
struct Piece {
  std::uint32_t first = 0, last = 0;
  bool goes_on = false;  // the next word belongs to the same token
  bool ends_sentence = false;
};

enum class Gap : std::uint8_t { kInside, kToken, kWord };

}  // namespace

struct Tokenizer::Workspace::State {
  Block block;
  std::vector<Piece> pieces;
  std::string lowered;
};

Tokenizer::Workspace::Workspace() : state_(std::make_unique<State>()) {}
Tokenizer::Workspace::~Workspace() = default;
Tokenizer::Workspace::Workspace(Workspace&&) noexcept = default;
Tokenizer::Workspace& Tokenizer::Workspace::operator=(Workspace&&) noexcept = default;

struct Tokenizer::Model {
  Gap gap(const Block& b, std::uint32_t begin, std::uint32_t end, std::uint32_t i) const;
  bool ends_sentence(const Block& b, const std::vector<Piece>& pieces, std::uint32_t i) const;
};

Tokenizer::Tokenizer() : model_(std::make_unique<Model>()) {}
Tokenizer::Tokenizer(Tokenizer&&) noexcept = default;
Tokenizer& Tokenizer::operator=(Tokenizer&&) noexcept = default;
Tokenizer::~Tokenizer() = default;

Result<Tokenizer> Tokenizer::open(const std::string&, std::string_view) { return Tokenizer(); }

// Between character i - 1 and i of the run [begin, end) without blanks.
Gap Tokenizer::Model::gap(const Block& b, std::uint32_t begin, std::uint32_t end, std::uint32_t i) const {
  const CharKind left = b.kind[i - 1], right = b.kind[i];
  if (right == CharKind::kExtend) return Gap::kInside;
  if (is_letter_kind(left) && i + 3 == end && b.plain[i] == U'n' && b.plain[i + 1] == U'\'' && b.plain[i + 2] == U't')
    return Gap::kWord;
  if (is_word_kind(left) && is_word_kind(right)) return Gap::kInside;
  if (right == CharKind::kApostrophe && is_letter_kind(left) && i + 1 < end)
    return b.plain[i + 1] == U't' ? Gap::kInside : Gap::kWord;
  if (left == CharKind::kApostrophe && i - 1 > begin) return Gap::kInside;
  if (right == CharKind::kStop || left == CharKind::kStop || right == CharKind::kComma || left == CharKind::kComma) {
    if (i + 1 < end && is_word_kind(b.kind[i + 1]) && is_word_kind(left)) return Gap::kInside;
    if (is_word_kind(right) && i >= begin + 2 && is_word_kind(b.kind[i - 2])) return Gap::kInside;
    if (right == CharKind::kStop && i + 1 == end && i >= begin + 2 && b.kind[i - 2] == CharKind::kStop) return Gap::kInside;
  }
  if (left == right && b.plain[i] == b.plain[i - 1]) return Gap::kInside;
  return Gap::kToken;
}

bool Tokenizer::Model::ends_sentence(const Block& b, const std::vector<Piece>& pieces, std::uint32_t i) const {
  const Piece& p = pieces[i];
  const CharKind k = b.kind[p.last - 1];
  if (p.last - p.first > 1 || (k != CharKind::kStop && k != CharKind::kEnd)) return false;
  return i + 1 < pieces.size() && b.kind[pieces[i + 1].first] != CharKind::kLower &&
         b.kind[pieces[i + 1].first] != CharKind::kCloseQuote;
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
    t.space_after[row] =
        piece.last == block.size() ? t.end[row] < document.page().size() : block.kind[piece.last] == CharKind::kSpace;
    t.mwt[row] = piece.goes_on;
    const std::string_view form = document.piece({t.begin[row], t.end[row]});
    t.form[row] = out.strings.intern(form);
    bool is_lower = true;
    for (std::uint32_t i = piece.first; i < piece.last; ++i) is_lower &= block.kind[i] != CharKind::kUpper;
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

  void block(const Block& block, const std::vector<Piece>& pieces, bool in_title, bool paragraph_start) {
    bool open = false;
    for (const Piece& piece : pieces) {
      if (!open) open_sentence(in_title, paragraph_start);
      open = true;
      paragraph_start = false;
      token(block, piece);
      const bool full = out.tokens.size() - out.sentences.back().first >= kMaxSentenceTokens && !piece.goes_on;
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
      w.block.load(document.page(), from, to);
      w.pieces.clear();
      const Block& b = w.block;
      for (std::uint32_t i = 0; i < b.size();) {
        if (b.kind[i] == CharKind::kSpace) {
          ++i;
          continue;
        }
        std::uint32_t run = i;
        while (run < b.size() && b.kind[run] != CharKind::kSpace) ++run;
        const std::uint32_t run_begin = i;
        std::uint32_t first = i;
        for (++i; i <= run; ++i) {
          const bool too_long = b.at[i] + 4 - b.at[first] > kMaxTokenBytes && i < run;
          const Gap gap = i == run || too_long ? Gap::kToken : model_->gap(b, run_begin, run, i);
          cut_tokens += too_long;
          if (gap == Gap::kInside) continue;
          w.pieces.push_back({first, i, gap == Gap::kWord, false});
          first = i;
        }
        i = run;
      }
      for (std::uint32_t i = 0; i < w.pieces.size(); ++i)
        if (!w.pieces[i].goes_on) w.pieces[i].ends_sentence = model_->ends_sentence(b, w.pieces, i);
      emit.block(b, w.pieces, in_title, paragraph_start);
    }
  };
  region(0, static_cast<std::uint32_t>(document.title().size()), true);
  region(document.body_begin(), static_cast<std::uint32_t>(document.page().size()), false);
  if (emit.cut_sentences != 0)
    warnings.push_back("sentences longer than " + std::to_string(kMaxSentenceTokens) + " tokens were cut: " +
                       std::to_string(emit.cut_sentences));
  if (cut_tokens != 0)
    warnings.push_back("words longer than " + std::to_string(kMaxTokenBytes) + " bytes were cut: " +
                       std::to_string(cut_tokens));
}

}  // namespace entente
