// The state of one document's linking (coreference.h): what coreference.cc, which links what has a
// name or a noun, and pronouns.cc share. Private to resolve/.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "entente/resolve/coreference.h"
#include "entente/resolve/tree.h"

namespace entente {

inline constexpr std::uint32_t kNobody = UINT32_MAX;
inline constexpr std::uint32_t kTime =
    UINT32_MAX - 1;                           // in ChainScratch::actor_of_chain: "Wednesday"
inline constexpr std::size_t kLookBack = 60;  // mentions, persons or bodies looked at
inline constexpr std::uint32_t kTitleSentences = 30;  // how far a title reaches
inline constexpr std::uint32_t kPronounSentences = 3;
inline constexpr std::uint32_t kPairSentences = 8;
inline constexpr std::size_t kMainPairMentions = 200;  // mentions that say whom the text is about
// How much the ranking of all phrases counts beside the rules for a pronoun, and from which share
// on something that is no actor is what "it" means: found on GUM's dev part and the dev halves of
// quotes and events, 2026-11.
inline constexpr double kRankingWeight = 1.5;
inline constexpr double kNoActorShare = 0.7;

struct Linker {
  const Knowledge& knowledge;
  const ChainFinder& chains;
  const Document& document;
  const Analysis& a;
  std::vector<Draft>& drafts;
  Memory& m;
  Resolution& out;
  Trace* trace;

  void run();
  void mark_quotes();
  void link(std::uint32_t d, int depth = 0);
  std::uint32_t decide(std::uint32_t d);
  std::uint32_t state(std::string_view country);
  std::uint32_t keyed(const std::string& key, const Draft& d);
  std::uint32_t body(Draft& d);
  std::uint32_t person(Draft& d);
  std::uint32_t title(const Draft& d);
  std::uint32_t generic(const Draft& d);
  std::uint32_t organization(const Draft& d);
  std::uint32_t pronoun(const Draft& d);
  std::uint32_t ranked_pronoun(const Draft& d);
  bool is_time(std::uint32_t token) const;
  void begin_chains();
  void follow_chains(std::uint32_t phrase);
  std::uint32_t speaker(const Draft& d);
  std::uint32_t pair(const Draft& d);
  std::uint32_t counterpart(Draft& d);
  std::uint32_t country_noun(const Draft& d);
  std::uint32_t group_noun(const Draft& d);
  std::uint32_t pair_of(std::vector<std::uint32_t> members, const Draft& d);
  std::uint32_t pair_of_persons(const Draft& d);
  void prefer_main_pair(const Draft& d, std::vector<std::uint32_t>& states);
  std::uint32_t create(const Draft& d);
  void absorb(std::uint32_t actor, const Draft& d);
  void take_possessor(Draft& d);
  std::string key_of_text(const Draft& d) const;
  std::vector<std::string> words_of(const Draft& d) const;
  std::uint32_t sentence(const Draft& d) const { return a.tokens.sentence[d.head]; }
  bool is_state(std::uint32_t actor) const { return m.known[actor].link == Link::kState; }
  void emit();
};

inline bool is_subject(const Analysis& a, std::uint32_t token) {
  return a.tokens.deprel[first_conjunct(a, token)] == Deprel::kNsubj;
}

}  // namespace entente
