// Who travels: the people of a phrase that may be visitors of another state. An ambassador lives
// where he is seen, patients and reporters visit no state, and a delegation that the text says is
// led by somebody is that person.
#pragma once

#include <cstdint>
#include <vector>

#include "entente/code/register_scene.h"

namespace entente {

// Looks at one document; the scene must outlive it, and `actors` is where it leaves what it finds.
class Travellers {
 public:
  Travellers(const RegisterScene& scene, std::vector<std::uint32_t>& actors)
      : scene_(scene), a_(scene.analysis), r_(scene.resolution), actors_(actors) {}

  // Who travels where the phrase of head `token` does, in place of what `actors` held. Bounded by
  // the phrase.
  void find(std::uint32_t token);
  // Appends whomever the phrase names, fit to travel or not.
  void add(std::uint32_t token);
  // Drops those who visit no state.
  void drop_others();

  bool travels(std::uint32_t actor) const;
  // Known by words alone: "his Turkish counterpart".
  bool is_nameless(std::uint32_t actor) const;
  bool is_ambassador_phrase(std::uint32_t token) const;

 private:
  void replace_by_leader(std::uint32_t token);

  const RegisterScene& scene_;
  const Analysis& a_;
  const Resolution& r_;
  std::vector<std::uint32_t>& actors_;
};

}  // namespace entente
