// Who an act needs on its two sides, and whom it takes when the clause names nobody: the other of
// the two states that a report is about, or the own country. Tested by events_test.cc.
#include <algorithm>

#include "entente/code/events.h"

namespace entente {
namespace {

// Share of sentences that name a state or an institution, from which on a report is about states.
constexpr float kLeastPolitical = 0.4F;

}  // namespace

// Rain, a bus, a shark kill too: where something acts that is neither anybody nor a weapon, there
// is no assault.
bool EventCoder::is_done_by_thing(const Scene& scene, const Act& act) const {
  const TokenTable& tokens = scene.analysis.tokens;
  if (tokens.upos[act.verb] != Upos::kVerb) return false;
  const std::uint32_t subject = scene.workspace.clauses.subject(act.verb);
  if (subject == kNoToken || subject == act.predicate || tokens.upos[subject] != Upos::kNoun ||
      scene.workspace.participants.is_actor(subject))
    return false;
  SetMask kinds = scene.workspace.words.sets(subject);
  for (const std::uint32_t c : children(scene.analysis, subject))
    kinds |= scene.workspace.words.sets(c);
  return (kinds & doers_).none();
}

// A side that only the document supplies: in a report about two states, a promise by one of them is
// to the other.
void EventCoder::fill_partner(const Scene& scene, Act& act, EventType type) const {
  switch (type) {
    case EventType::kProtest:
    case EventType::kMobilize:
    case EventType::kCoerce:
    case EventType::kAssault:
      return;
    default:
      break;
  }
  const Participants& participants = scene.workspace.participants;
  // "He claimed that he had walked": a charge against nobody that the lexicon knows.
  if (act.code.root() == 11 && act.frame->op != kNoOperator && act.depth == 0) return;
  if (scene.workspace.cues.political < kLeastPolitical || act.sources.empty() ||
      !acts_in_politics(scene.resolution.actors[act.sources[0]]))
    return;
  const std::uint32_t partner = participants.partner_of(act.sources);
  if (partner == Participants::kNone) return;
  for (const std::uint32_t target : act.targets)
    if (participants.has_country(target) && !participants.same_country(target, act.sources[0]))
      return;
  if (act.symmetric)
    act.sources.push_back(partner);
  else
    act.targets.assign(1, partner);
  act.guessed = act.partner = true;
}

// Who protests, gives way or is put under a curfew without a word on whom that is aimed at, does so
// at home.
void EventCoder::fill_domestic(const Scene& scene, Act& act, EventType type) const {
  const bool by_words =
      std::any_of(act.frame->slots.begin(), act.frame->slots.end(), [](auto& slot) {
        return slot.role == Role::kCheck &&
               (slot.kinds & (1u << static_cast<int>(ArgKind::kSubj))) != 0;
      });
  if (by_words && act.sources.empty() && act.targets.size() == 1 && type == EventType::kProtest) {
    const std::uint32_t scene_of = scene.workspace.participants.state_of(act.targets[0]);
    if (scene_of != Participants::kNone) act.sources.assign(1, scene_of);  // "protests rocked A"
  }
  if (!act.targets.empty() || act.symmetric || act.sources.empty()) return;
  const bool at_home = type == EventType::kProtest || type == EventType::kConcede ||
                       act.code.starts_with("172") || act.code.starts_with("133");
  const std::uint32_t state = scene.workspace.participants.state_of(act.sources[0]);
  if (!at_home || state == Participants::kNone) return;
  // Where he alone stands for his country he gives way to nobody; a strike or a ban still falls on
  // that country, which a place may name.
  if (state != act.sources[0] || type != EventType::kConcede) act.targets.assign(1, state);
  std::vector<std::uint32_t> place;
  if (state == act.sources[0] &&
      scene.workspace.participants.find_place_in_clause(act.verb, true, place) &&
      scene.workspace.participants.same_country(place[0], state))
    act.targets = std::move(place);
}

// "Bombers of A killed 23 people in B", "B razed the home of a man of A who had stabbed two
// soldiers": people whose country only the document supplies are not the doer's own where the
// sentence has another.
void EventCoder::place_people(const Scene& scene, const Act& act, EventType type) const {
  Participants& participants = scene.workspace.participants;
  if (type == EventType::kProtest) {
    for (const std::uint32_t source : act.sources)
      if (participants.is_guess(source)) participants.place(source, source, act.verb);
    return;
  }
  for (const std::uint32_t target : act.targets) {
    if (!participants.is_guess(target)) continue;
    const Actor& who = scene.resolution.actors[target];
    if (who.sector == "REF" && !act.sources.empty() && !participants.is_guess(act.sources[0]) &&
        participants.same_country(target, act.sources[0])) {  // "accepts no more refugees"
      participants.place(target, act.sources[0], act.verb);
      if (participants.is_guess(target)) participants.forget_country(target);
      continue;
    }
    if (type != EventType::kAssault && type != EventType::kCoerce && type != EventType::kAid)
      continue;
    for (const std::uint32_t source : act.sources)
      if (!participants.is_guess(source) && participants.same_country(source, target)) {
        participants.place(target, source, act.verb);
        break;
      }
  }
}

// "The commission, Ecuador and Chile held talks": two states are enough.
void EventCoder::drop_unknown(const Scene& scene, Act& act) const {
  const Participants& participants = scene.workspace.participants;
  const auto known = std::count_if(act.sources.begin(), act.sources.end(), [&](std::uint32_t side) {
    return participants.has_country(side);
  });
  if (act.symmetric && known > 1)
    std::erase_if(act.sources, [&](std::uint32_t side) { return !participants.has_country(side); });
  // "A's president and a group of its deputies met B's": A did not meet A.
  const bool two = std::any_of(act.sources.begin(), act.sources.end(), [&](std::uint32_t side) {
    return !participants.same_country(side, act.sources[0]);
  });
  if (!act.symmetric || !two) return;
  std::vector<std::uint32_t> each;
  for (const std::uint32_t side : act.sources)
    if (participants.state_of(side) == Participants::kNone ||
        std::none_of(each.begin(), each.end(),
                     [&](std::uint32_t one) { return participants.same_country(one, side); }))
      each.push_back(side);
  act.sources = std::move(each);
}

// "The soldiers captured in Malakal", "refugees detained on Nauru": who these are, not news.
bool EventCoder::only_describes(const Scene& scene, const Act& act) const {
  const TokenTable& tokens = scene.analysis.tokens;
  const std::uint32_t noun = tokens.head[act.verb];
  // "Fighting raged around A": a main clause, taken for a noun with a participle.
  if (noun == kNoToken || tokens.deprel[noun] == Deprel::kRoot) return false;
  return act.code.root() >= 14 && act.sources.empty() && act.verb == act.predicate &&
         tokens.deprel[act.verb] == Deprel::kAcl && tokens.subtype[act.verb] != Subtype::kRelcl &&
         scene.analysis.has_feat(act.verb, "VerbForm", "Part") &&
         !scene.analysis.lower(act.verb).ends_with("ing") && !act.symmetric;
}

bool EventCoder::has_sides(const Scene& scene, const Act& act, EventType type) const {
  if (only_describes(scene, act)) return false;
  const Participants& participants = scene.workspace.participants;
  const auto somebody = [&](const std::vector<std::uint32_t>& side) {
    return std::any_of(side.begin(), side.end(),
                       [&](std::uint32_t actor) { return participants.is_known(actor); });
  };
  const bool source = somebody(act.sources), target = somebody(act.targets);
  if (source && target) return true;
  if (source && act.targets.empty() && act.sources.size() > 1) return true;
  if (source && one_side_is_enough(type)) return true;
  // "345 pilgrims were killed": by whom, or by what, makes it an assault.
  const bool bare = act.code.view() == "190" && act.predicate == act.verb;
  if (!source && target && victim_is_enough(type) && is_done_by_thing(scene, act)) return false;
  return target && ((victim_is_enough(type) && !bare) || !act.sources.empty());
}

}  // namespace entente
