// From a word in the tree to the actors it means. Actors come from resolve/ alone; what is found here is which of them stands at a
// place: the head word itself, its coordinates ("A and B"), or, where the head is a thing ("Israel's attack", "Russian
// gas", "an envoy of France"), the one it belongs to.
#pragma once

#include <cstdint>
#include <vector>

#include "entente/code/clauses.h"
#include "entente/record/actor.h"
#include "entente/record/analysis.h"

namespace entente {

class Participants {
 public:
  // All must outlive the next reset().
  void reset(const Analysis& analysis, const Resolution& resolution, const Clauses& clauses);

  // Appends the actors that the phrase of head word `token` means, each once, in the order of the text. A plural that stands for
  // several ("both countries") gives its members. At most kMaxActors; looks at most kMaxDepth words down. False: none.
  bool find(std::uint32_t token, std::vector<std::uint32_t>& out) const;

  // Is the head word, a coordinate or an apposition of it itself an actor: not only the owner of a thing?
  bool is_actor(std::uint32_t token) const;

  // The actor who stands nearest after the predicate in its own clause and is none of `others`; kNone.
  std::uint32_t other_in_clause(std::uint32_t predicate, const std::vector<std::uint32_t>& others) const;

  // Do both have the same country?
  bool same_country(std::uint32_t a, std::uint32_t b) const;
  bool has_country(std::uint32_t actor) const { return !resolution_->actors[actor].country.empty(); }
  // Its own or a part of another's mention at `token`, kNone if nobody.
  std::uint32_t actor_at(std::uint32_t token) const;

  static constexpr std::uint32_t kNone = UINT32_MAX;
  static constexpr std::size_t kMaxActors = 16;
  static constexpr int kMaxDepth = 4;

 private:
  void add(std::uint32_t actor, std::vector<std::uint32_t>& out) const;
  bool find_below(std::uint32_t token, int depth, std::vector<std::uint32_t>& out) const;
  void add_coordinates(std::uint32_t token, int depth, std::vector<std::uint32_t>& out) const;

  const Analysis* analysis_ = nullptr;
  const Resolution* resolution_ = nullptr;
  const Clauses* clauses_ = nullptr;
};

}  // namespace entente
