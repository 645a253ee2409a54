// Words to lemmas by rules that treebanks teach: "cut 3 letters, add y" for a suffix, a part of
// speech and features, the longest known suffix deciding (Mikheev's and TnT's suffix tries put to
// lemmas), and whole words where the suffix is wrong ("went"). models/LANG-lemmas.bin, made by
// entente-train lemmas.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "entente/base/result.h"
#include "entente/record/analysis.h"

namespace entente {

// Immutable once open; threads may share one.
class Lemmatizer {
 public:
  // Maps `models_dir`/`lang`-lemmas.bin and tries its self-test. kNotFound: no such language;
  // kBadModel: file and byte.
  static Result<Lemmatizer> open(const std::string& models_dir, std::string_view lang);
  Lemmatizer(Lemmatizer&&) noexcept;
  Lemmatizer& operator=(Lemmatizer&&) noexcept;
  ~Lemmatizer();

  // Sets tokens.lemma from form, lower, upos and feats of the tokens [first, last), one sentence:
  // where all of it is written in capitals, capitals say nothing of a word. Linear; allocates only
  // where the string pool grows. Safe from several threads, each with its own Analysis.
  void lemmatize(Analysis& analysis, std::uint32_t first, std::uint32_t last) const;
  // All sentences.
  void lemmatize(Analysis& analysis) const;

  // The lemma of one word, for tests and self-tests. "banks", NOUN, "Number=Plur" -> "bank".
  std::string lemma(std::string_view form, Upos upos, std::string_view feats) const;

 private:
  struct Model;
  explicit Lemmatizer(std::unique_ptr<Model> model);
  std::unique_ptr<Model> model_;
};

}  // namespace entente
