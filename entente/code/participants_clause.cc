// Who else stands in the clause of an act, and where it is done: the sides that a frame did not
// name. Tested by events_test.cc and frames_test.cc.
#include <algorithm>
#include <array>

#include "entente/code/confidence.h"
#include "entente/code/participants.h"
#include "entente/code/tree.h"

namespace entente {
namespace {

constexpr std::uint32_t kMaxClauseTokens = 80;

bool opens_clause(const TokenTable& tokens, std::uint32_t c) {
  switch (tokens.deprel[c]) {
    case Deprel::kCcomp:
    case Deprel::kCsubj:
    case Deprel::kParataxis:
      return true;
    case Deprel::kAcl:
      return true;
    case Deprel::kConj:
      return tokens.upos[c] == Upos::kVerb;
    case Deprel::kAdvcl:
      return true;
    default:
      return false;
  }
}

// "Demanded elections after a court had cleared him", "hands over two men suspected of blowing up
// an airliner of B": the court and the airliner have no part in the act.
bool is_another_matter(const Analysis& analysis, std::uint32_t clause) {
  if (analysis.tokens.deprel[clause] == Deprel::kAcl) {
    const std::string_view lemma = analysis.lemma(clause);
    return lemma == "suspect" || lemma == "accuse" || lemma == "charge" || lemma == "convict" ||
           lemma == "want";
  }
  if (analysis.tokens.deprel[clause] != Deprel::kAdvcl) return false;
  for (const std::uint32_t c : children(analysis, clause)) {
    if (analysis.tokens.deprel[c] != Deprel::kMark && analysis.tokens.deprel[c] != Deprel::kAdvmod)
      continue;
    const std::string_view form = analysis.lower(c);
    if (form == "after" || form == "before" || form == "when" || form == "while" ||
        form == "since" || form == "until" || form == "once")
      return true;
  }
  return false;
}

}  // namespace

// "To disperse B": a clause of purpose.
bool Participants::is_aim(std::uint32_t clause) const {
  if (analysis_->tokens.deprel[clause] != Deprel::kAdvcl) return false;
  for (const std::uint32_t c : children(*analysis_, clause))
    if (analysis_->tokens.deprel[c] == Deprel::kMark) return analysis_->lower(c) == "to";
  return false;
}

// Calls `use` for each word of the predicate's own clause but its subject's; `deep`: of the clauses
// below it too, not of those beside.
template <class Use>
void Participants::walk_clause(std::uint32_t predicate, bool deep, bool aims, Use use) const {
  const TokenTable& tokens = analysis_->tokens;
  std::uint32_t stack[kMaxClauseTokens];
  std::uint32_t size = 0, seen = 0;
  stack[size++] = predicate;
  while (size > 0 && seen++ < kMaxClauseTokens) {
    const std::uint32_t token = stack[--size];
    use(token);
    for (const std::uint32_t c : children(*analysis_, token)) {
      const Deprel deprel = tokens.deprel[c];
      if (deprel == Deprel::kParataxis ||
          (deprel == Deprel::kConj && tokens.upos[c] == Upos::kVerb))
        continue;
      if (!deep && (opens_clause(tokens, c) || deprel == Deprel::kNsubj)) continue;
      if (aims && opens_clause(tokens, c) && !is_aim(c)) continue;
      if (is_another_matter(*analysis_, c)) continue;
      if (size < kMaxClauseTokens) stack[size++] = c;
    }
  }
}

bool Participants::is_own_force(std::uint32_t actor, std::uint32_t side) const {
  if (!same_country(actor, side)) return false;
  const std::string& force = resolution_->actors[actor].sector;
  const std::string& of = resolution_->actors[side].sector;
  return (force == "MIL" || force == "COP" || force == "SPY") &&
         (of.empty() || of == "GOV" || of == "LEG" || of == "MIL" || of == "COP" || of == "SPY");
}

// "Mobilised its reserves", "sent teams of its agents", "said his country ...": what a side has is
// not whom it acts on.
bool Participants::is_own(std::uint32_t token, std::uint32_t actor,
                          const std::vector<std::uint32_t>& sides) const {
  // "Recalls US forces": the state of who acts for it.
  const auto own = [&](std::uint32_t side) {
    const std::string& of = resolution_->actors[side].sector;
    return is_own_force(actor, side) || (resolution_->actors[actor].kind == ActorKind::kCountry &&
                                         same_country(actor, side) && (of == "GOV" || of == "MIL"));
  };
  if (std::any_of(sides.begin(), sides.end(), own)) return true;
  for (const std::uint32_t c : children(*analysis_, token)) {
    if (analysis_->tokens.subtype[c] != Subtype::kPoss || analysis_->tokens.upos[c] != Upos::kPron)
      continue;
    const std::uint32_t whose = actor_at(c);
    if (std::find(sides.begin(), sides.end(), whose) != sides.end() && same_country(whose, actor))
      return true;
  }
  return false;
}

std::uint32_t Participants::other_in_clause(std::uint32_t predicate,
                                            const std::vector<std::uint32_t>& others, bool deep,
                                            bool aims) const {
  std::uint32_t best = kNone, best_token = kNoToken, domestic = kNone, domestic_token = kNoToken;
  walk_clause(predicate, deep, aims, [&](std::uint32_t token) {
    const std::uint32_t actor = actor_of_phrase(token);
    if (actor == kNone || token < predicate || !has_country(actor) ||
        !resolution_->actors[actor].members.empty())
      return;
    if (std::find(others.begin(), others.end(), actor) != others.end()) return;
    if (is_own(token, actor, others)) return;
    const bool same = std::any_of(others.begin(), others.end(),
                                  [&](std::uint32_t o) { return same_country(o, actor); });
    std::uint32_t& nearest = same ? domestic_token : best_token;
    if (token >= nearest) return;
    nearest = token;
    (same ? domestic : best) = actor;
  });
  return best != kNone ? best : domestic;
}

std::uint32_t Participants::first_before(std::uint32_t predicate) const {
  std::uint32_t best = kNone, best_token = predicate;
  walk_clause(predicate, false, false, [&](std::uint32_t token) {
    const std::uint32_t actor = actor_of_phrase(token);
    if (actor == kNone || token >= best_token || !has_country(actor)) return;
    best = actor;
    best_token = token;
  });
  return best;
}

// "Retook a village in western Cambodia": the people of the place that the noun names.
bool Participants::find_settlement(std::uint32_t token, std::vector<std::uint32_t>& out) const {
  static constexpr std::array<std::string_view, 12> kSettlements = {
      "town",     "city",    "village",       "hamlet",     "suburb",  "neighborhood",
      "township", "enclave", "neighbourhood", "settlement", "capital", "quarter"};
  if (actor_at(token) != kNone || std::find(kSettlements.begin(), kSettlements.end(),
                                            analysis_->lemma(token)) == kSettlements.end())
    return false;
  std::vector<std::uint32_t> whose;
  if (!find_below(token, 0, false, whose) && !find_place(token, whose)) return false;
  const std::string country = resolution_->actors[whose[0]].country;
  if (country.empty()) return false;
  std::uint32_t first = token;
  for (const std::uint32_t c : children(*analysis_, token)) first = std::min(first, c);
  const std::uint32_t actor = added_->actor_at(*document_, *analysis_, *resolution_, token, first,
                                               token + 1, ActorKind::kGeneric);
  Actor& made = resolution_->actors[actor];
  if (made.country.empty()) {
    made.country = country;
    made.sector = "CVL";
    made.code = country + "CVL";
    made.evidence = std::string(analysis_->lemma(token)) + " of " + country;
  }
  add(actor, out);
  return true;
}

// "A member of the Commonwealth": the reader sees a body that no table knows, and the gazetteer a
// town of that name.
bool Participants::is_in_organization(std::uint32_t token) const {
  const auto entity = std::partition_point(analysis_->entities.begin(), analysis_->entities.end(),
                                           [&](const Entity& one) { return one.last <= token; });
  return entity != analysis_->entities.end() && entity->first <= token &&
         entity->type == EntityType::kOrg;
}

bool Participants::find_place(std::uint32_t token, std::vector<std::uint32_t>& out,
                              bool of_force) const {
  std::uint32_t at = token;
  if (place_of_[at] == kNone) {  // "the town of Cizre", "the Bosnian enclave"
    for (const std::uint32_t c : children(*analysis_, token))
      if (place_of_[c] != kNone && may_own(c)) at = c;
    if (place_of_[at] == kNone) return false;
  }
  const Place& place = resolution_->places[place_of_[at]];
  if (place.country.empty() || is_in_organization(at)) return false;
  const bool people = of_force && place.feature == 'P';
  for (std::uint32_t actor = 0; actor < resolution_->actors.size() && !people; ++actor) {
    if (resolution_->actors[actor].code != place.country) continue;
    if (actor_at(at) == kNone)  // where it stands for its country it is a mention of it
      added_->add_mention(
          {{analysis_->tokens.begin[place.first], analysis_->tokens.end[place.last - 1]},
           place.first,
           place.last,
           at,
           actor,
           MentionKind::kCapital});
    return add(actor, out), true;
  }
  const std::uint32_t actor =
      added_->actor_at(*document_, *analysis_, *resolution_, at, place.first, place.last,
                       people ? ActorKind::kGeneric : ActorKind::kCountry);
  Actor& made = resolution_->actors[actor];
  if (made.country.empty()) {
    made.code = made.country = place.country;
    if (people) made.code += made.sector = "CVL";
    made.evidence = "the place " + place.name;
  }
  add(actor, out);
  return true;
}

bool Participants::find_place_in_clause(std::uint32_t predicate, bool deep,
                                        std::vector<std::uint32_t>& out, bool of_force) const {
  std::uint32_t best = kNoToken;
  walk_clause(predicate, deep, false, [&](std::uint32_t token) {
    if (token > predicate && token < best && place_of_[token] != kNone) best = token;
  });
  return best != kNoToken && find_place(best, out, of_force);
}

bool Participants::is_guess(std::uint32_t actor) const {
  return resolution_->actors[actor].kind == ActorKind::kGeneric &&
         resolution_->actors[actor].evidence == "the document's focus";
}

void Participants::place(std::uint32_t actor, std::uint32_t other, std::uint32_t predicate) {
  const TokenTable& tokens = analysis_->tokens;
  const std::string& own = resolution_->actors[other].country;
  std::string country, why;
  std::uint32_t best = kNoToken;
  walk_clause(predicate, false, false, [&](std::uint32_t token) {
    if (token <= predicate || token >= best || place_of_[token] == kNone) return;
    const Place& there = resolution_->places[place_of_[token]];
    const std::string_view how = case_of(*analysis_, token);
    if (there.country.empty() || there.country == own ||
        (how != "in" && how != "at" && how != "near" && how != "outside" && how != "across"))
      return;
    best = token;
    country = there.country;
    why = "the place " + there.name;
  });
  for (std::uint32_t t = predicate; country.empty() && t != kNoToken; t = tokens.head[t]) {
    if (tokens.deprel[t] != Deprel::kAcl || tokens.subtype[t] != Subtype::kRelcl) continue;
    std::uint32_t above = tokens.head[t];
    while (above != kNoToken && tokens.upos[above] != Upos::kVerb) above = tokens.head[above];
    if (above == kNoToken) return;
    for (const std::uint32_t c : children(*analysis_, above)) {
      const std::uint32_t who = tokens.deprel[c] == Deprel::kNsubj ? actor_at(c) : kNone;
      if (who == kNone || resolution_->actors[who].country == own || state_of(who) == kNone)
        continue;
      country = resolution_->actors[who].country;
      why = "the other side of the sentence";
    }
    break;
  }
  if (country.empty()) return;
  Actor& it = resolution_->actors[actor];
  it.country = country;
  it.code = country + it.sector;
  it.evidence = why;
}

void Participants::forget_country(std::uint32_t actor) {
  Actor& it = resolution_->actors[actor];
  it.country.clear();
  it.code = "---" + it.sector;
  it.evidence = "its own words";
}

}  // namespace entente
