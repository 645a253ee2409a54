// Trees come from a network or a test and need not be trees: whatever cannot be reached from the
// sentence's one root is hung on that root before it is written, so that every reader of CoNLL-U
// takes the file.
//
// Tested by conllu_test.cc.
#include "entente/base/unicode.h"
#include "entente/base/utf8.h"
#include "entente/record/conllu.h"

namespace entente {
namespace {

// Heads of one sentence, counted from 0 in it; kNoToken for the root alone. One pass down each
// chain: linear.
class Tree {
 public:
  void build(const TokenTable& tokens, const Sentence& sentence) {
    const std::uint32_t n = sentence.last - sentence.first;
    head_.assign(n, kNoToken);
    std::uint32_t root = kNoToken;
    for (std::uint32_t i = 0; i < n; ++i) {
      const std::uint32_t head = tokens.head[sentence.first + i];
      const bool inside =
          head >= sentence.first && head < sentence.last && head != sentence.first + i;
      if (inside)
        head_[i] = head - sentence.first;
      else if (root == kNoToken)
        root = i;
    }
    if (root == kNoToken) root = 0;
    root_ = root;
    hang_on_root();
  }
  std::uint32_t head(std::uint32_t i) const { return head_[i]; }
  bool is_root(std::uint32_t i) const { return i == root_; }

 private:
  enum State : std::uint8_t { kNew, kOnPath, kGood };

  void hang_on_root() {
    head_[root_] = kNoToken;
    state_.assign(head_.size(), kNew);
    state_[root_] = kGood;
    for (std::uint32_t i = 0; i < head_.size(); ++i) {
      std::uint32_t at = i;
      while (state_[at] == kNew) {
        state_[at] = kOnPath;
        if (head_[at] == kNoToken || state_[head_[at]] == kOnPath) head_[at] = root_;
        at = head_[at];
      }
      for (at = i; state_[at] == kOnPath; at = head_[at]) state_[at] = kGood;
    }
  }

  std::vector<std::uint32_t> head_;
  std::vector<std::uint8_t> state_;
  std::uint32_t root_ = 0;
};

// A column: blanks that would break the line become plain ones; an empty one is "_".
void append_column(std::string_view text, std::string& out) {
  if (text.empty()) out += '_';
  for (const char c : text) out += c == '\t' || c == '\n' || c == '\r' ? ' ' : c;
}

// The page's piece on one line: line breaks, tabs and other controls become blanks.
void append_text(std::string_view text, std::string& out) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool control = static_cast<unsigned char>(text[i]) < 0x20 || text[i] == 0x7F;
    if (!control)
      out += text[i];
    else if (!out.ends_with(' '))
      out += ' ';
  }
}

struct Writer {
  const Document& document;
  const Analysis& analysis;
  std::string& out;
  Tree tree{};

  const TokenTable& tokens() const { return analysis.tokens; }

  // Inside a paragraph the next sentence follows without a blank only if it begins where the last
  // one ends.
  void misc(std::uint32_t last_word) {
    const bool at_end = last_word + 1 == tokens().size();
    out += tokens().space_after[last_word] || at_end ? "_\n" : "SpaceAfter=No\n";
  }

  void range(std::uint32_t first, const Sentence& sentence) {
    std::uint32_t last = first;
    while (last + 1 < sentence.last && tokens().mwt[last]) ++last;
    if (last == first) return;
    out += std::to_string(first - sentence.first + 1) + '-' +
           std::to_string(last - sentence.first + 1) + '\t';
    append_column(document.piece({tokens().begin[first], tokens().end[last]}), out);
    out += "\t_\t_\t_\t_\t_\t_\t_\t";
    misc(last);
  }

  void relation(std::uint32_t i, std::uint32_t token) {
    if (tree.is_root(i)) {
      out += "0\troot\t_\t";
      return;
    }
    out += std::to_string(tree.head(i) + 1) + '\t';
    const Deprel deprel = tokens().deprel[token];
    out += to_string(deprel == Deprel::kRoot ? Deprel::kDep : deprel);
    const Subtype subtype = tokens().subtype[token];
    if (subtype != Subtype::kNone && subtype != Subtype::kOther) (out += ':') += to_string(subtype);
    out += "\t_\t";
  }

  void word(std::uint32_t token, const Sentence& sentence) {
    const bool goes_on = token > sentence.first && tokens().mwt[token - 1];
    if (!goes_on) range(token, sentence);
    out += std::to_string(token - sentence.first + 1) + '\t';
    append_column(analysis.form(token), out);
    out += '\t';
    append_column(analysis.lemma(token), out);
    (out += '\t') += to_string(tokens().upos[token]);
    out += "\t_\t";
    append_column(analysis.feats(token), out);
    out += '\t';
    relation(token - sentence.first, token);
    const bool inside_mwt = goes_on || tokens().mwt[token];
    if (inside_mwt)
      out += "_\n";
    else
      misc(token);
  }

  void sentence(std::uint32_t index) {
    const Sentence& s = analysis.sentences[index];
    if (s.first == s.last) return;
    tree.build(tokens(), s);
    if (s.paragraph_start) out += "# newpar\n";
    if (s.in_title) out += "# in_title = yes\n";
    out += "# sent_id = " + std::to_string(index + 1) + "\n# text = ";
    append_text(document.piece(s.span), out);
    out += '\n';
    for (std::uint32_t t = s.first; t < s.last; ++t) word(t, s);
    out += '\n';
  }
};

}  // namespace

void append_conllu(const Document& document, const Analysis& analysis, std::string& out) {
  if (!document.id.empty()) {
    out += "# newdoc id = ";
    append_text(document.id, out);
    out += '\n';
  }
  Writer writer{document, analysis, out};
  for (std::uint32_t i = 0; i < analysis.sentences.size(); ++i) writer.sentence(i);
}

}  // namespace entente
