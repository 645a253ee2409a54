// Tested by purposes_test.cc.
#include "entente/code/purposes.h"

#include <algorithm>
#include <string_view>

#include "entente/code/tree.h"

namespace entente {
namespace {

constexpr std::string_view kDone[] = {"first", "second", "third", "last", "latest",
                                      "late",  "only",   "use",   "fire", "attempt",
                                      "lead",  "prompt", "cause", "push", "drive"};

}  // namespace

bool is_aim(const Analysis& analysis, std::uint32_t token) {
  const std::string_view lemma = analysis.lemma(token);
  return (lemma == "bid" || lemma == "attempt" || lemma == "effort") &&
         analysis.tokens.deprel[token] == Deprel::kObl && case_of(analysis, token) == "in";
}

bool is_purpose(const Analysis& analysis, const Clauses& clauses, const Act& act, WordId to) {
  const TokenTable& tokens = analysis.tokens;
  const Deprel deprel = tokens.deprel[act.verb];
  const bool loose = deprel == Deprel::kAdvcl ||
                     (deprel == Deprel::kAcl && tokens.subtype[act.verb] != Subtype::kRelcl);
  if (!loose || tokens.upos[act.verb] != Upos::kVerb || !clauses.has_mark(act.verb, to))
    return false;
  const int root = act.code.root();
  if (root == 2 || root == 4 || root == 14 || act.code.starts_with("057")) return false;
  for (const std::uint32_t c : children(analysis, act.verb))
    if (tokens.deprel[c] == Deprel::kAux && analysis.lower(c) == "have") return false;
  const std::uint32_t above = tokens.head[act.verb];
  const auto done = [&](std::uint32_t token) {
    return std::find(std::begin(kDone), std::end(kDone), analysis.lemma(token)) != std::end(kDone);
  };
  const auto below = children(analysis, above);
  return !done(above) && std::none_of(below.begin(), below.end(), done);
}

}  // namespace entente
