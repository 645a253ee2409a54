// What an act is about: the fields of cooperation or dispute (record/event.h, kFieldNames) that the
// words of a stretch of text name, after data/en/fields.tsv. The longest phrase wins, so that
// "security council" is not about security.
#pragma once

#include <cstdint>
#include <vector>

#include "entente/base/result.h"
#include "entente/code/tree.h"
#include "entente/lexicon/lexicon.h"
#include "entente/record/actor.h"
#include "entente/record/analysis.h"
#include "entente/record/event.h"

namespace entente {

// The fields that each token of a document names, a phrase's on each of its tokens. A part of a
// workspace: memory is kept.
struct FieldMarks {
  std::vector<FieldSet> of;     // by token
  std::vector<PhraseHit> hits;  // scratch
  // Of the tokens [first, last).
  FieldSet in(std::uint32_t first, std::uint32_t last) const {
    FieldSet fields = 0;
    for (std::uint32_t t = first; t < last && t < of.size(); ++t) fields |= of[t];
    return fields;
  }
};

// Immutable once made; threads may share it.
class FieldFinder {
 public:
  // kNotFound: no table "en.fields" or index "fields"; kBadModel: a `use` that is none of any,
  // context, none.
  static Result<FieldFinder> open(const Lexicons& lexicons);

  // Fills `out` for the whole document. `pieces`: Lexicons::make_pieces of its tokens. Words inside
  // the name and title of a person
  // ("Minister of Energy") say nothing of the act and are passed over. Linear.
  void mark(const Analysis& analysis, const Resolution& resolution, const PieceTable& pieces,
            FieldMarks& out) const;

 private:
  enum class Use : std::uint8_t { kAny, kContext, kNone };
  struct Row {
    FieldSet fields = 0;
    Use use = Use::kAny;
  };
  bool in_context(const Analysis& analysis, const FieldMarks& marks, PhraseHit hit) const;

  PhraseIndex index_;
  std::vector<Row> rows_;
};

// What the act of word `trigger` (a verb, or a noun such as "talks", "treaty") is about: the fields
// named in its clause or phrase, without those of clauses that only stand beside it (adverbial
// clauses, conjoined verbs, asides, reported sentences' frames). A noun that names none takes those
// of the clause that it stands in. Linear in the sentence.
FieldSet fields_of_act(const Analysis& analysis, const Extents& extents, const FieldMarks& marks,
                       std::uint32_t trigger);

// All that the subtree of `token` names.
FieldSet fields_of_subtree(const Extents& extents, const FieldMarks& marks, std::uint32_t token);

// "trade|energy" of a table to a set; unknown names are left out (the lexicon's compiler has
// refused them).
FieldSet parse_fields(std::string_view text);

}  // namespace entente
