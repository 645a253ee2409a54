// Small questions to a dependency tree, all bounded. Private to resolve/.
#pragma once

#include <cstdint>
#include <string_view>

#include "entente/record/analysis.h"

namespace entente {

// Does `token` hang, over at most `steps` governors, on a token of [first, last)?
inline bool hangs_on(const Analysis& a, std::uint32_t token, std::uint32_t first,
                     std::uint32_t last, int steps = 5) {
  for (; steps > 0 && token != kNoToken; --steps) {
    token = a.tokens.head[token];
    if (token != kNoToken && token >= first && token < last) return true;
  }
  return false;
}

// The token of [first, last) whose governor lies outside: the phrase's head word. The last one if
// there are several.
inline std::uint32_t head_of(const Analysis& a, std::uint32_t first, std::uint32_t last) {
  std::uint32_t head = last - 1;
  if (a.tokens.deprel[head] == Deprel::kAux) head = first;
  for (std::uint32_t t = first; t < last; ++t) {
    const std::uint32_t governor = a.tokens.head[t];
    if (governor != kNoToken && governor >= first && governor < last) continue;
    const Deprel deprel = a.tokens.deprel[t];
    if (a.tokens.upos[t] == Upos::kPunct || deprel == Deprel::kCase) continue;
    if (deprel == Deprel::kAux && t > first) continue;  // "Theresa May will": no verb of hers
    head = t;
  }
  return head;
}

inline bool is_noun(const Analysis& a, std::uint32_t t) {
  return a.tokens.upos[t] == Upos::kNoun || a.tokens.upos[t] == Upos::kPropn;
}

// The lower-cased preposition of `token` ("with" in "with Moscow"), "" none; the last one if there
// are several.
inline std::string_view preposition(const Analysis& a, std::uint32_t token) {
  std::string_view found;
  for (const std::uint32_t child : children(a, token)) {
    if (a.tokens.deprel[child] != Deprel::kCase) continue;
    if (a.tokens.upos[child] == Upos::kPart) continue;  // 's
    found = a.lower(child);
  }
  return found;
}

inline bool is_possessive(const Analysis& a, std::uint32_t token) {
  if (a.tokens.subtype[token] == Subtype::kPoss) return true;
  for (const std::uint32_t child : children(a, token))
    if (a.tokens.deprel[child] == Deprel::kCase && a.tokens.upos[child] == Upos::kPart) return true;
  return false;
}

// The first conjunct that `token` is joined to: where the tree attaches them all.
inline std::uint32_t first_conjunct(const Analysis& a, std::uint32_t token) {
  for (int steps = 0;
       steps < 12 && a.tokens.deprel[token] == Deprel::kConj && a.tokens.head[token] != kNoToken;
       ++steps)
    token = a.tokens.head[token];
  return token;
}

// The end of what hangs on `token`, at most `reach` tokens after it and inside its sentence.
inline std::uint32_t reach_of(const Analysis& a, std::uint32_t token, std::uint32_t sentence_last,
                              std::uint32_t reach) {
  std::uint32_t end = token + 1;
  const std::uint32_t limit = sentence_last - token > reach ? token + reach : sentence_last;
  while (end < limit && hangs_on(a, end, token, end, 12)) ++end;
  return end;
}

}  // namespace entente
