// Text to tokens and sentences. What a token and a sentence is, English UD treebanks say (EWT and
// GUM, from which models/LANG-tokenizer.bin is learned): "don't" is one token of two words, "U.S."
// and "Gen." keep their full stop, "12-year" is three tokens. Two small networks decide: one at
// each gap between characters where a token may end, one behind each token whether the sentence
// ends there. Paragraphs are found by rule: a blank line, or a line break that is no line wrap.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "entente/base/result.h"
#include "entente/record/analysis.h"
#include "entente/record/document.h"

namespace entente {

inline constexpr std::uint32_t kMaxTokenBytes =
    1000;  // a longer one is cut there, between code points

// Immutable once open; threads may share one.
class Tokenizer {
 public:
  // What one thread needs while it tokenizes; its memory is kept from document to document.
  class Workspace {
   public:
    Workspace();
    ~Workspace();
    Workspace(Workspace&&) noexcept;
    Workspace& operator=(Workspace&&) noexcept;

   private:
    friend class Tokenizer;
    struct State;
    std::unique_ptr<State> state_;
  };

  // Maps `models_dir`/`lang`-tokenizer.bin and tries its self-test. kNotFound: no such language;
  // kBadModel: file and byte.
  static Result<Tokenizer> open(const std::string& models_dir, std::string_view lang);
  Tokenizer(Tokenizer&&) noexcept;
  Tokenizer& operator=(Tokenizer&&) noexcept;
  ~Tokenizer();

  // Splits the page of `document` (valid UTF-8).
  //   out           cleared first. Filled: strings,
  //   tokens.{begin,end,sentence,space_after,mwt,form,lower} and sentences whole
  //                 (title sentences first; a paragraph always ends a sentence). Other columns
  //                 stand as resize() leaves them.
  //   warnings      gains a line where sentences were cut at kMaxSentenceTokens, or tokens at
  //   kMaxTokenBytes
  // Linear; allocates nothing once workspace and `out` have grown to their documents. Never fails.
  void tokenize(const Document& document, Workspace& workspace, Analysis& out,
                std::vector<std::string>& warnings) const;

  // The words of `text`, parted by " ", by "+" inside a multiword token, and sentences by " / ".
  // For self-tests and tests.
  std::string dump(std::string_view text) const;

 private:
  struct Model;
  explicit Tokenizer(std::unique_ptr<Model> model);
  std::unique_ptr<Model> model_;
};

}  // namespace entente
