// From a word in the tree to the actors it means. Actors come from resolve/ alone; what is found
// here is which of them stands at a place: the head word itself, its coordinates ("A and B"), or,
// where the head is a thing ("Israel's attack", "Russian gas", "an envoy of France"), the one it
// belongs to.
#pragma once

#include <cstdint>
#include <vector>

#include "entente/code/added_actors.h"
#include "entente/code/clauses.h"
#include "entente/code/register_scene.h"
#include "entente/record/actor.h"
#include "entente/record/analysis.h"

namespace entente {

class Participants {
 public:
  // All must outlive the next reset().
  struct Scene {
    const Document* document = nullptr;
    const Analysis* analysis = nullptr;
    Resolution* resolution = nullptr;
    const DocumentCountries* countries = nullptr;
    AddedActors* added = nullptr;
    const DocumentWords* words = nullptr;
    SetMask sides;  // &SIDES: side, country, leader, ...
  };
  void reset(const Scene& scene);

  // Appends the actors that the phrase of head word `token` means, each once, in the order of the
  // text. A plural that stands for several ("both countries") gives its members. At most
  // kMaxActors; looks at most kMaxDepth words down. `acts`: who acts is wanted, and what stands
  // in a place is not the place's ("a blast in Kabul"). False: none.
  bool find(std::uint32_t token, std::vector<std::uint32_t>& out, bool acts = false) const;

  // Does the phrase name a state, its government or another institution, not people of it?
  bool is_state(std::uint32_t token) const;
  bool is_person(std::uint32_t token) const;  // one man or woman
  bool is_named(std::uint32_t token) const;   // an actor, or a place
  // Is it a word of an expression of time?
  bool is_time(std::uint32_t token) const;

  // Is the head word, a coordinate or an apposition of it itself an actor: not only the owner of a
  // thing?
  bool is_actor(std::uint32_t token) const;

  // The actor who stands nearest after the predicate in its own clause (`deep`: or in one below it)
  // and is none of `others`, one of another country first; kNone.
  // `aims`: of those below, only in what it is done for or by ("used gas to disperse B").
  std::uint32_t other_in_clause(std::uint32_t predicate, const std::vector<std::uint32_t>& others,
                                bool deep, bool aims = false) const;
  // The first actor before the predicate in its own clause; kNone.
  std::uint32_t first_before(std::uint32_t predicate) const;

  // The country of the place that the phrase of head word `token` names, as an actor: "arrived in
  // Amman" is to Jordan. It joins the document's actors if it is not among them. `of_force`: what
  // is done to a town by force is done to its people ("imposed a curfew in Cizre"). False: no
  // place.
  bool find_place(std::uint32_t token, std::vector<std::uint32_t>& out,
                  bool of_force = false) const;
  // The same for the first place after the predicate in its own clause; `deep`: or in one below it.
  bool find_place_in_clause(std::uint32_t predicate, bool deep, std::vector<std::uint32_t>& out,
                            bool of_force = false) const;
  // The people of the town or village that the phrase of head word `token` is, where its country is
  // said: what force is used against. False: it is no such phrase.
  bool find_settlement(std::uint32_t token, std::vector<std::uint32_t>& out) const;

  // Somebody whose country is but the document's guess.
  bool is_guess(std::uint32_t actor) const;
  // Such a one, hit or helped by `other`, whose country he was given: where a place in the
  // predicate's clause, or else (in a relative clause) whoever acts above, is of another country,
  // he is of that one.
  void place(std::uint32_t actor, std::uint32_t other, std::uint32_t predicate);

  void forget_country(std::uint32_t actor);

  // The other of the two states that the document is about, for a side whose country is one of
  // them; kNone. Documents of fewer than kFewSentences sentences are about nothing in particular.
  std::uint32_t partner_of(const std::vector<std::uint32_t>& sides) const;
  static constexpr std::size_t kFewSentences = 3;

  // Is `actor` a force of the side's own state, and that side its state, a part of it, or another
  // such force?
  bool is_own_force(std::uint32_t actor, std::uint32_t side) const;
  // The state of an actor: itself if it is named, or else the first who acts for it. kNone: no
  // state.
  std::uint32_t state_of(std::uint32_t actor) const;

  // Do both have the same country?
  bool same_country(std::uint32_t a, std::uint32_t b) const;
  bool has_country(std::uint32_t actor) const {
    return !resolution_->actors[actor].country.empty();
  }
  // Is his country or his part in public life known?
  bool is_known(std::uint32_t actor) const {
    return has_country(actor) || !resolution_->actors[actor].sector.empty();
  }
  // Its own or a part of another's mention at `token`, kNone if nobody.
  std::uint32_t actor_at(std::uint32_t token) const;

  static constexpr std::uint32_t kNone = UINT32_MAX;
  static constexpr std::size_t kMaxActors = 16;
  static constexpr int kMaxDepth = 4;

 private:
  template <class Use>
  void walk_clause(std::uint32_t predicate, bool deep, bool aims, Use use) const;
  void add(std::uint32_t actor, std::vector<std::uint32_t>& out) const;
  std::uint32_t named_for(std::uint32_t token, std::uint32_t own) const;
  std::uint32_t actor_of_phrase(std::uint32_t token) const;
  bool is_guess(const std::vector<std::uint32_t>& sides, std::size_t before) const;
  bool find_below(std::uint32_t token, int depth, bool acts, std::vector<std::uint32_t>& out) const;
  void add_other_owners(std::uint32_t token, std::uint32_t own,
                        std::vector<std::uint32_t>& out) const;
  std::uint32_t joined_by_comma(std::uint32_t token) const;
  void add_coordinates(std::uint32_t token, int depth, bool acts,
                       std::vector<std::uint32_t>& out) const;

  std::uint32_t actor_of_country(std::string_view country) const;
  bool may_own(std::uint32_t token) const;
  bool is_aim(std::uint32_t clause) const;
  bool is_in_organization(std::uint32_t token) const;
  bool is_own(std::uint32_t token, std::uint32_t actor,
              const std::vector<std::uint32_t>& sides) const;
  std::uint32_t speaker_meant(std::uint32_t token) const;
  bool means_both(std::uint32_t token) const;
  bool is_about_pair() const;

  const Analysis* analysis_ = nullptr;
  Resolution* resolution_ = nullptr;
  const Document* document_ = nullptr;
  AddedActors* added_ = nullptr;
  const DocumentWords* words_ = nullptr;
  SetMask sides_;
  std::vector<std::uint32_t> pair_;      // actors of the two states that the document names most
  bool pair_alone_ = false;              // ... and it hardly names a third
  std::vector<std::uint32_t> place_of_;  // by token: into Resolution::places, kNone
};

}  // namespace entente
