// Fields are found by phrases alone: a table of some three thousand names of goods, trades, offices
// and quarrels, longest first. Three uses tell them apart. "any" counts wherever it stands. "none"
// blocks the shorter phrases inside it ("press conference", "ministry of health"). "context" is a
// word of many meanings ("research", "water", "training"): it counts where the text lists fields of
// cooperation ("in the fields of water and training") or sets it beside a word such as
// "cooperation" or "agreement". Tested by fields_test.cc.
#include "entente/code/fields.h"

#include <algorithm>
#include <array>

namespace entente {
namespace {

constexpr std::uint32_t kListReach =
    25;  // tokens from "in the fields of" to the last item of a list
constexpr std::uint32_t kAfterReach = 8;  // from an item to "sectors"

// Words beside which a word of many meanings names a field: "water cooperation", "agreement on
// water".
constexpr std::array<std::string_view, 26> kBeside = {
    "cooperation", "co-operation", "collaboration", "agreement", "treaty",     "pact",
    "deal",        "accord",       "convention",    "protocol",  "memorandum", "dialogue",
    "talks",       "ties",         "tie",           "relations", "relation",   "partnership",
    "project",     "programme",    "program",       "exchange",  "dispute",    "policy",
    "assistance",  "ministry"};
constexpr std::array<std::string_view, 8> kFieldWords = {"field",  "area",   "sector", "sphere",
                                                         "domain", "aspect", "issue",  "matter"};

template <std::size_t N>
bool is_one_of(std::string_view word, const std::array<std::string_view, N>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// "signed a pact to build a dam": what it is done for belongs to it.
bool is_purpose(const Analysis& analysis, std::uint32_t verb) {
  return child_with_lemma(analysis, verb, Deprel::kMark, "to") != kNoToken;
}

// Children whose clause stands beside the act, not in it.
bool stands_beside(const Analysis& analysis, std::uint32_t child) {
  switch (analysis.tokens.deprel[child]) {
    case Deprel::kAdvcl:
      return !is_purpose(analysis, child);
    case Deprel::kParataxis:
    case Deprel::kVocative:
    case Deprel::kDiscourse:
      return true;
    case Deprel::kConj:
      return analysis.tokens.upos[child] == Upos::kVerb;
    case Deprel::kAcl:
      return analysis.tokens.subtype[child] == Subtype::kRelcl;
    default:
      return false;
  }
}

}  // namespace

FieldSet parse_fields(std::string_view text) {
  FieldSet out = 0;
  while (!text.empty()) {
    const std::size_t bar = text.find('|');
    std::size_t index = 0;
    if (parse_field(text.substr(0, bar), index)) out |= FieldSet{1} << index;
    text = bar == std::string_view::npos ? std::string_view() : text.substr(bar + 1);
  }
  return out;
}

Result<FieldFinder> FieldFinder::open(const Lexicons& lexicons) {
  FieldFinder finder;
  ENTENTE_TRY(finder.index_, lexicons.phrases("fields"));
  ENTENTE_TRY(const TableView table, lexicons.table("en.fields"));
  const std::uint32_t fields = table.column("fields"), use = table.column("use");
  finder.rows_.resize(table.rows());
  for (std::uint32_t row = 0; row < table.rows(); ++row) {
    finder.rows_[row].fields = parse_fields(table.text(row, fields));
    const std::string_view word = table.text(row, use);
    if (word == "context")
      finder.rows_[row].use = Use::kContext;
    else if (word == "none")
      finder.rows_[row].use = Use::kNone;
    else if (word != "any")
      return Error{ErrorCode::kBadModel,
                   "`use` is any, context or none, not \"" + std::string(word) + "\"",
                   table.place(row), 0};
  }
  return finder;
}

bool FieldFinder::in_context(const Analysis& analysis, const FieldMarks& marks,
                             PhraseHit hit) const {
  const std::uint32_t sentence = analysis.tokens.sentence[hit.first];
  const Sentence& bounds = analysis.sentences[sentence];
  // "water cooperation", "water and energy sectors"
  for (std::uint32_t t = hit.last, steps = 0; t < bounds.last && steps < kAfterReach;
       ++t, ++steps) {
    const std::string_view lemma = analysis.lemma(t);
    if (is_one_of(lemma, kFieldWords) || (steps == 0 && is_one_of(lemma, kBeside))) return true;
    const Upos upos = analysis.tokens.upos[t];
    if (upos != Upos::kCconj && upos != Upos::kPunct && upos != Upos::kNoun && upos != Upos::kAdj &&
        upos != Upos::kPropn)
      break;
  }
  // "in the fields of energy, trade and water"; "cooperation on water"
  bool listed = false;
  for (std::uint32_t t = hit.first, steps = 0; t > bounds.first && steps < kListReach; ++steps) {
    --t;
    const std::string_view lemma = analysis.lemma(t);
    if (steps < 4 && is_one_of(lemma, kBeside)) return true;
    if (is_one_of(lemma, kFieldWords)) return true;
    if (analysis.tokens.upos[t] == Upos::kVerb) break;
    listed |= marks.of[t] != 0;
  }
  // a list whose other items are fields: "trade, culture and training"
  return listed && hit.first > bounds.first &&
         (analysis.tokens.upos[hit.first - 1] == Upos::kCconj ||
          analysis.tokens.upos[hit.first - 1] == Upos::kPunct) &&
         hit.first >= 2 && marks.of[hit.first - 2] != 0;
}

void FieldFinder::mark(const Analysis& analysis, const Resolution& resolution,
                       const PieceTable& pieces, FieldMarks& out) const {
  const std::uint32_t n = analysis.tokens.size();
  out.of.assign(n, 0);
  std::uint32_t named_until = 0;  // tokens before it lie in the name or title of a person
  std::size_t next = 0;
  for (std::uint32_t at = 0; at < n;) {
    while (next < resolution.mentions.size() && resolution.mentions[next].first <= at) {
      const Mention& mention = resolution.mentions[next++];
      if (mention.actor < resolution.actors.size() &&
          resolution.actors[mention.actor].kind == ActorKind::kPerson &&
          (mention.kind == MentionKind::kName || mention.kind == MentionKind::kTitle))
        named_until = std::max(named_until, mention.last);
    }
    out.hits.clear();
    if (at >= named_until) index_.find(pieces, at, out.hits);
    if (out.hits.empty()) {
      ++at;
      continue;
    }
    const PhraseHit hit = out.hits.back();
    const Row& row = rows_[index_.entry(hit.phrase, 0).row];
    if (row.use == Use::kAny || (row.use == Use::kContext && in_context(analysis, out, hit)))
      for (std::uint32_t t = hit.first; t < hit.last; ++t) out.of[t] = row.fields;
    at = std::max(hit.last, at + 1);
  }
}

FieldSet fields_of_subtree(const Extents& extents, const FieldMarks& marks, std::uint32_t token) {
  return marks.in(extents.first(token), extents.last(token));
}

FieldSet fields_of_act(const Analysis& analysis, const Extents& extents, const FieldMarks& marks,
                       std::uint32_t trigger) {
  const auto own = [&](std::uint32_t token) {
    FieldSet fields = marks.of[token];
    for (const std::uint32_t child : children(analysis, token))
      if (!stands_beside(analysis, child)) fields |= fields_of_subtree(extents, marks, child);
    return fields;
  };
  const FieldSet fields = own(trigger);
  if (fields != 0 || analysis.tokens.upos[trigger] == Upos::kVerb) return fields;
  const std::uint32_t clause = clause_of(analysis, trigger);
  return clause == kNoToken ? 0 : own(clause);
}

}  // namespace entente
