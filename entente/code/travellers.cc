// Tested by visits_test.cc.
#include "entente/code/travellers.h"

#include <algorithm>

#include "entente/base/unicode.h"
#include "entente/base/utf8.h"

namespace entente {
namespace {

constexpr std::uint32_t kNameReach = 12;  // tokens from the head of a phrase to the name in it

}  // namespace

void Travellers::add(std::uint32_t token) {
  if (!is_ambassador_phrase(token)) actors_of(a_, r_, token, actors_);
}

void Travellers::drop_others() {
  std::erase_if(actors_, [&](std::uint32_t actor) { return !travels(actor); });
}

void Travellers::find(std::uint32_t token) {
  actors_.clear();
  if (is_ambassador_phrase(token)) return;
  add(token);
  drop_others();
  if (!actors_.empty()) return replace_by_leader(token);
  // "ATHENS - Crown Prince ... has left", "the Minister of Defence, Sergey Shoygu": the person is
  // set beside the head
  for (const std::uint32_t child : children(a_, token)) {
    const Deprel deprel = a_.tokens.deprel[child];
    if (deprel == Deprel::kAppos || deprel == Deprel::kParataxis || deprel == Deprel::kFlat ||
        deprel == Deprel::kNmod)
      add(child);
  }
  std::erase_if(actors_, [&](std::uint32_t actor) {
    return !travels(actor) || r_.actors[actor].kind != ActorKind::kPerson;
  });
  // or named somewhere behind it, in the same phrase
  for (std::uint32_t t = token + 1;
       actors_.empty() && t < scene_.extents.last(token) && t < token + kNameReach; ++t) {
    const std::uint32_t mention = r_.mention_of[t];
    if (mention == Resolution::kNone || r_.mentions[mention].kind != MentionKind::kName) continue;
    const std::uint32_t actor = r_.mentions[mention].actor;
    if (r_.actors[actor].kind == ActorKind::kPerson && travels(actor)) actors_.push_back(actor);
  }
}

// "A delegation led by X", "the team, headed by X".
void Travellers::replace_by_leader(std::uint32_t token) {
  if (actors_.size() != 1 || r_.actors[actors_[0]].kind == ActorKind::kPerson) return;
  for (const std::uint32_t child : children(a_, token)) {
    const std::string_view lemma = a_.lemma(child);
    if ((a_.tokens.deprel[child] != Deprel::kAcl && a_.tokens.deprel[child] != Deprel::kAdvcl) ||
        (lemma != "lead" && lemma != "head" && lemma != "chair"))
      continue;
    const std::uint32_t leader = oblique(a_, child, "by");
    if (leader == kNoToken) continue;
    const std::uint32_t group = actors_[0];
    find(leader);
    std::erase_if(actors_,
                  [&](std::uint32_t actor) { return r_.actors[actor].kind != ActorKind::kPerson; });
    if (actors_.empty()) actors_.push_back(group);
    return;
  }
}

bool Travellers::travels(std::uint32_t actor) const {
  const Actor& it = r_.actors[actor];
  if (it.kind == ActorKind::kCountry || it.country.empty() || it.sector == "REB") return false;
  if (it.title.find("mbassador") != std::string::npos ||
      it.name.find("mbassador") != std::string::npos || it.title.find("onsul") != std::string::npos)
    return false;
  if (it.kind == ActorKind::kOrganization) return it.name.find("elegation") != std::string::npos;
  // Whoever is known by words alone must hold an office: patients, students, merchants, reporters
  // visit no state.
  if (!is_nameless(actor) && it.kind == ActorKind::kPerson)
    return it.sector != "JRN" && it.sector != "CVL";
  for (const std::string_view sector : {"GOV", "MIL", "LEG", "JUD", "SPY", "PTY", "COP", "ELI"})
    if (it.sector == sector) return true;
  return false;
}

bool Travellers::is_nameless(std::uint32_t actor) const {
  return is_lower(code_point_at(r_.actors[actor].name, 0).value);
}

bool Travellers::is_ambassador_phrase(std::uint32_t token) const {
  for (std::uint32_t t = scene_.extents.first(token); t < scene_.extents.last(token) && t <= token;
       ++t)
    if (a_.lemma(t) == "ambassador" || a_.lower(t) == "ambassador" || a_.lower(t) == "consul" ||
        a_.lower(t) == "envoy")
      return true;
  return false;
}

}  // namespace entente
