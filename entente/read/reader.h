// The door of read/: a document's text to sentences, tokens, tags, lemmas, trees and named
// entities, with the models of one language (models/LANG-*.bin, made by entente-train). How it
// works and what was measured: docs/decisions/reader.md.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "entente/base/result.h"
#include "entente/record/analysis.h"
#include "entente/record/document.h"

namespace entente {

// Immutable once open; threads may share it.
class Reader {
 public:
  // What one thread needs while it reads; its memory is kept from document to document.
  class Workspace {
   public:
    Workspace();
    ~Workspace();
    Workspace(Workspace&&) noexcept;
    Workspace& operator=(Workspace&&) noexcept;

   private:
    friend class Reader;
    struct State;
    std::unique_ptr<State> state_;
  };

  // Maps the models of `lang` under `models_dir` and tries their self-tests. kNotFound: no such
  // language; kBadModel: file and byte.
  static Result<Reader> open(const std::string& models_dir, std::string_view lang);
  Reader(Reader&&) noexcept;
  Reader& operator=(Reader&&) noexcept;
  ~Reader();

  // Reads `document` (readable, valid UTF-8) into `out`, which is cleared first and keeps its
  // memory; children are indexed. Time linear in the text; a sentence longer than
  // kMaxSentenceTokens is cut there and `warnings` says so. Never fails: what cannot be understood
  // still becomes tokens.
  void read(const Document& document, Workspace& workspace, Analysis& out,
            std::vector<std::string>& warnings) const;
  // The same for tokens that are given: out.strings, out.tokens (begin, end, form, space_after,
  // mwt, sentence) and out.sentences stand already; tags, lemmas, trees and entities are added.
  void read_tokens(const Document& document, Workspace& workspace, Analysis& out) const;

  // "en-1": language and revision of the models; part of the record's `coder`.
  std::string_view revision() const;

 private:
  Reader();
  struct Models;
  std::unique_ptr<Models> models_;
};

inline constexpr std::uint32_t kMaxSentenceTokens = 400;

}  // namespace entente
