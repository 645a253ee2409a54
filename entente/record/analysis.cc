// Tested by record_test.cc.
#include "entente/record/analysis.h"

#include "entente/record/names.h"

namespace entente {
namespace {

constexpr std::array<std::string_view, kUposCount> kUposNames = {
    "ADJ",  "ADP",  "ADV",   "AUX",   "CCONJ", "DET", "INTJ", "NOUN", "NUM",
    "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X"};
constexpr std::array<std::string_view, kDeprelCount> kDeprelNames = {
    "acl",       "advcl",      "advmod",   "amod",     "appos", "aux",      "case",   "cc",
    "ccomp",     "clf",        "compound", "conj",     "cop",   "csubj",    "dep",    "det",
    "discourse", "dislocated", "expl",     "fixed",    "flat",  "goeswith", "iobj",   "list",
    "mark",      "nmod",       "nsubj",    "nummod",   "obj",   "obl",      "orphan", "parataxis",
    "punct",     "reparandum", "root",     "vocative", "xcomp"};
constexpr std::array<std::string_view, kSubtypeCount> kSubtypeNames = {
    "",         "pass",  "outer",   "relcl",  "poss", "prt",     "tmod",
    "unmarked", "agent", "preconj", "predet", "desc", "foreign", "other"};
constexpr std::array<std::string_view, kEntityTypeCount> kEntityNames = {"PER", "ORG", "LOC",
                                                                         "NORP", "MISC"};

}  // namespace

std::string_view to_string(Upos upos) { return name_of(kUposNames, upos); }
std::string_view to_string(Deprel deprel) { return name_of(kDeprelNames, deprel); }
std::string_view to_string(Subtype subtype) { return name_of(kSubtypeNames, subtype); }
std::string_view to_string(EntityType type) { return name_of(kEntityNames, type); }

bool parse_upos(std::string_view text, Upos& out) { return find_name(kUposNames, text, out); }

bool parse_deprel(std::string_view text, Deprel& deprel, Subtype& subtype) {
  const std::size_t colon = text.find(':');
  if (!find_name(kDeprelNames, text.substr(0, colon), deprel)) return false;
  subtype = Subtype::kNone;
  if (colon != std::string_view::npos && !find_name(kSubtypeNames, text.substr(colon + 1), subtype))
    subtype = Subtype::kOther;
  return true;
}

void TokenTable::clear() { resize(0); }

void TokenTable::resize(std::uint32_t rows) {
  begin.resize(rows), end.resize(rows), sentence.resize(rows), space_after.resize(rows),
      mwt.resize(rows);
  form.resize(rows), lower.resize(rows), lemma.resize(rows), feats.resize(rows);
  upos.resize(rows, Upos::kX), head.resize(rows, kNoToken), deprel.resize(rows, Deprel::kDep);
  subtype.resize(rows, Subtype::kNone);
}

void Analysis::clear() {
  strings.clear();
  tokens.clear();
  sentences.clear();
  entities.clear();
  child_begin.clear();
  child_list.clear();
}

void Analysis::index_children() {
  const std::uint32_t n = tokens.size();
  child_begin.assign(n + 2, 0);
  for (std::uint32_t t = 0; t < n; ++t)
    if (tokens.head[t] != kNoToken) ++child_begin[tokens.head[t] + 2];
  for (std::uint32_t t = 2; t < n + 2; ++t) child_begin[t] += child_begin[t - 1];
  child_list.resize(n);
  for (std::uint32_t t = 0; t < n; ++t)
    if (tokens.head[t] != kNoToken) child_list[child_begin[tokens.head[t] + 1]++] = t;
  child_begin.pop_back();
}

bool Analysis::has_feat(std::uint32_t token, std::string_view name, std::string_view value) const {
  std::string_view rest = feats(token);
  while (!rest.empty()) {
    const std::size_t bar = rest.find('|');
    const std::string_view one = rest.substr(0, bar);
    if (one.size() == name.size() + 1 + value.size() && one.substr(0, name.size()) == name &&
        one[name.size()] == '=' && one.substr(name.size() + 1) == value)
      return true;
    rest = bar == std::string_view::npos ? std::string_view() : rest.substr(bar + 1);
  }
  return false;
}

}  // namespace entente
