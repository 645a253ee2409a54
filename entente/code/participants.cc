// Which part of a phrase is its owner: "A's", then an adjective or noun before ("Russian"), then
// "by A", "of A", "from A", then any other modifier. All of one kind count ("French and German
// troops"), the next kind only where the last gave nobody. Tested by clauses_test.cc.
#include "entente/code/participants.h"

#include <algorithm>

#include "entente/code/confidence.h"
#include "entente/code/tree.h"

namespace entente {
namespace {

constexpr std::ptrdiff_t kOneInBoth = 3;  // share of sentences on a pair that name both, inverted

// 0 first; -1: never looked at. `acts`: who does it is looked for, not to whom.
int preference(const Analysis& analysis, std::uint32_t c, bool acts) {
  const TokenTable& tokens = analysis.tokens;
  switch (tokens.deprel[c]) {
    case Deprel::kNmod: {
      // "Their Greek colleagues" are Greece's.
      if (tokens.subtype[c] == Subtype::kPoss) return tokens.upos[c] == Upos::kPron ? 2 : 0;
      if (tokens.subtype[c] == Subtype::kTmod) return -1;
      const std::string_view how = case_of(analysis, c);
      if (how == "by") return 2;  // "the invasion of A by B" is B's
      if (how == "of" || how == "from") return 3;
      if (acts) return how == "with" || how == "between" || how == "among" ? 4 : -1;
      const bool beside = how == "outside" || how == "near" || how == "along" || how == "against" ||
                          how == "before" || how == "after" || how == "during";
      return beside ? 5 : 4;
    }
    case Deprel::kAmod:
    case Deprel::kCompound:
    case Deprel::kFlat:
    case Deprel::kDet:
      return 1;
    case Deprel::kAppos:  // "the biggest bank of Italy, UniCredit" is UniCredit
      return tokens.upos[c] == Upos::kPropn ? 0 : 5;
    case Deprel::kNummod:
      return 5;
    default:
      return -1;
  }
}
constexpr int kPreferences = 6;

bool has_beside(const Analysis& analysis, std::uint32_t token) {
  for (const std::uint32_t c : children(analysis, token))
    if (analysis.tokens.deprel[c] == Deprel::kConj) return true;
  return false;
}

bool is_possessive(const TokenTable& tokens, std::uint32_t c) {
  return tokens.subtype[c] == Subtype::kPoss;
}

// "The use of the Russian language" is no matter of Russia's.
bool is_of_people(std::string_view noun) {
  return noun == "language" || noun == "dialect" || noun == "alphabet" || noun == "literature" ||
         noun == "cuisine" || noun == "descent";
}

// "Damascus's Russian ally" is Russia.
bool is_beside_its_owner(std::string_view noun) {
  return noun == "ally" || noun == "partner" || noun == "rival" || noun == "neighbor" ||
         noun == "neighbour" || noun == "enemy" || noun == "foe" || noun == "backer" ||
         noun == "sponsor";
}

}  // namespace

void Participants::reset(const Scene& scene) {
  document_ = scene.document;
  analysis_ = scene.analysis;
  resolution_ = scene.resolution;
  added_ = scene.added;
  words_ = scene.words;
  sides_ = scene.sides;
  place_of_.assign(analysis_->tokens.size(), kNone);
  for (std::uint32_t i = 0; i < resolution_->places.size(); ++i)
    for (std::uint32_t t = resolution_->places[i].first;
         t < resolution_->places[i].last && t < place_of_.size(); ++t)
      place_of_[t] = i;
  pair_.clear();
  for (const std::string& country : scene.countries->main_pair())
    if (const std::uint32_t actor = actor_of_country(country); actor != kNone)
      pair_.push_back(actor);
  if (pair_.size() != 2) pair_.clear();
  pair_alone_ = !pair_.empty() && scene.countries->names_two() && is_about_pair();
}

// The state itself if it is named, or else the first who acts for it.
std::uint32_t Participants::actor_of_country(std::string_view country) const {
  std::uint32_t best = kNone;
  for (std::uint32_t actor = 0; actor < resolution_->actors.size(); ++actor) {
    if (resolution_->actors[actor].code == country) return actor;
    if (best == kNone && resolution_->actors[actor].country == country &&
        resolution_->actors[actor].members.empty())
      best = actor;
  }
  return best;
}

std::uint32_t Participants::state_of(std::uint32_t actor) const {
  const std::string& country = resolution_->actors[actor].country;
  const bool nobody = country.empty() || country == "UNO" || country == "EUR" || country == "IGO" ||
                      country == "NGO" || country == "IMG" || country == "MNC";
  return nobody ? kNone : actor_of_country(country);
}

// Of the sentences that name one of the pair, a report about the two names both often enough.
bool Participants::is_about_pair() const {
  std::vector<std::uint8_t> named(analysis_->sentences.size(), 0);
  for (const Mention& mention : resolution_->mentions) {
    if (mention.head >= analysis_->tokens.size()) continue;
    std::uint8_t& mask = named[analysis_->tokens.sentence[mention.head]];
    const Actor& actor = resolution_->actors[mention.actor];
    if (!actor.members.empty()) mask |= 3;
    for (std::size_t i = 0; i < pair_.size(); ++i)
      if (same_country(mention.actor, pair_[i])) mask |= static_cast<std::uint8_t>(1U << i);
  }
  const auto any = std::count_if(named.begin(), named.end(), [](auto mask) { return mask != 0; });
  const auto both = std::count(named.begin(), named.end(), 3);
  return both * kOneInBoth >= any;
}

std::uint32_t Participants::partner_of(const std::vector<std::uint32_t>& sides) const {
  if (!pair_alone_ || sides.empty() || analysis_->sentences.size() < kFewSentences) return kNone;
  const bool first = same_country(sides[0], pair_[0]), second = same_country(sides[0], pair_[1]);
  if (first == second) return kNone;
  for (const std::uint32_t side : sides)
    if (!same_country(side, pair_[first ? 0 : 1])) return kNone;
  return pair_[first ? 1 : 0];
}

// "Both sides", "the two countries", where resolve/ has not said which: the two that the document
// is about.
bool Participants::means_both(std::uint32_t token) const {
  if (pair_.empty() || (words_->sets(token) & sides_).none()) return false;
  for (const std::uint32_t c : children(*analysis_, token)) {
    const std::string_view form = analysis_->lower(c);
    if (form == "both" || form == "two") return true;
  }
  return false;
}

std::uint32_t Participants::actor_at(std::uint32_t token) const {
  if (token >= resolution_->mention_of.size()) return kNone;
  const std::uint32_t mention = resolution_->mention_of[token];
  return mention == Resolution::kNone ? kNone : resolution_->mentions[mention].actor;
}

// "Algerian" in "Algerian security forces" is who those are: the forces stand there, not Algeria.
std::uint32_t Participants::actor_of_phrase(std::uint32_t token) const {
  const TokenTable& tokens = analysis_->tokens;
  std::uint32_t best = actor_at(token);
  for (int step = 0; step < kMaxDepth; ++step) {
    const std::uint32_t above = tokens.head[token];
    if (above == kNoToken || above < token) break;
    const int kind = preference(*analysis_, token, false);
    if (kind != 0 && kind != 1 && tokens.subtype[token] != Subtype::kDesc) break;
    token = above;
    if (const std::uint32_t actor = actor_at(token); actor != kNone && has_country(actor))
      best = actor;
  }
  return best;
}

void Participants::add(std::uint32_t actor, std::vector<std::uint32_t>& out) const {
  const auto add_one = [&](std::uint32_t id) {
    if (out.size() < kMaxActors && std::find(out.begin(), out.end(), id) == out.end())
      out.push_back(id);
  };
  const std::vector<std::uint32_t>& members = resolution_->actors[actor].members;
  if (members.empty()) return add_one(actor);
  for (const std::uint32_t member : members) add_one(member);
}

// "Norway, Kenya sign pact": what a headline joins by a comma, trees leave beside. kNoToken:
// nothing.
std::uint32_t Participants::joined_by_comma(std::uint32_t token) const {
  const TokenTable& tokens = analysis_->tokens;
  if (tokens.deprel[token] != Deprel::kNsubj) return kNoToken;
  std::uint32_t left = token;
  for (const std::uint32_t c : children(*analysis_, token)) left = std::min(left, c);
  const std::uint32_t begin = analysis_->sentences[tokens.sentence[token]].first;
  if (left != begin + 2 || analysis_->form(begin + 1) != "," ||
      tokens.head[begin] != tokens.head[token] || actor_at(begin) == kNone)
    return kNoToken;
  const Deprel how = tokens.deprel[begin];
  return how == Deprel::kParataxis || how == Deprel::kNsubj || how == Deprel::kVocative ||
                 how == Deprel::kDislocated
             ? begin
             : kNoToken;
}

void Participants::add_coordinates(std::uint32_t token, int depth, bool acts,
                                   std::vector<std::uint32_t>& out) const {
  // "A, along with B and C, condemned ..."
  const auto joins = [&](std::uint32_t c) {
    if (analysis_->tokens.deprel[c] != Deprel::kNmod || c < token) return false;
    const std::uint32_t marker = child_of(*analysis_, c, Deprel::kCase);
    if (marker == kNoToken || marker + 1 >= analysis_->tokens.size()) return false;
    const std::string_view how = analysis_->lower(marker);
    return (how == "along" || how == "together") && analysis_->lower(marker + 1) == "with";
  };
  for (const std::uint32_t c : children(*analysis_, token))
    if ((analysis_->tokens.deprel[c] == Deprel::kConj &&
         analysis_->tokens.upos[c] != Upos::kVerb) ||
        joins(c) ||
        (c + 2 == token && analysis_->tokens.deprel[c] == Deprel::kAmod &&
         analysis_->form(c + 1) == "-"))  // "Turkish-Russian exercises"
      find_below(c, depth + 1, acts, out);
  if (const std::uint32_t first = joined_by_comma(token); depth == 0 && first != kNoToken)
    find_below(first, depth + 1, acts, out);
}

// "The leaders of France and Germany", "Russian and Turkish officials" are one actor to resolve/,
// of one of the countries: those beside it own them as much.
void Participants::add_other_owners(std::uint32_t token, std::uint32_t own,
                                    std::vector<std::uint32_t>& out) const {
  const std::vector<Actor>& actors = resolution_->actors;  // may grow below
  if (!analysis_->has_feat(token, "Number", "Plur")) return;
  for (const std::uint32_t owner : children(*analysis_, token)) {
    const int kind = preference(*analysis_, owner, false);
    if (kind < 0 || kind > 4) continue;
    std::uint32_t group[kMaxActors] = {owner};
    std::size_t size = 1;
    for (const std::uint32_t beside : children(*analysis_, owner))
      if (analysis_->tokens.deprel[beside] == Deprel::kConj && size < kMaxActors)
        group[size++] = beside;
    // "Egyptian, Greek and Cypriot warships": the first stands by itself in many trees.
    for (const std::uint32_t beside : children(*analysis_, token))
      if (beside + 2 == owner && analysis_->lower(beside + 1) == "," && size < kMaxActors &&
          preference(*analysis_, beside, false) == 1)
        group[size++] = beside;
    const bool of_own = std::any_of(group, group + size, [&](std::uint32_t t) {
      return actor_at(t) != kNone && same_country(actor_at(t), own);
    });
    for (std::size_t i = 0; of_own && i < size; ++i) {
      const std::uint32_t other = actor_at(group[i]);
      if (other != kNone && actors[other].kind == ActorKind::kCountry && !same_country(other, own))
        add(added_->actor_beside(*document_, *analysis_, *resolution_, group[i], other, own), out);
    }
  }
}

bool Participants::is_state(std::uint32_t token) const {
  std::vector<std::uint32_t> who;
  return find(token, who) && std::all_of(who.begin(), who.end(), [&](std::uint32_t actor) {
           const Actor& one = resolution_->actors[actor];
           // a foreign fighter travels for himself
           return acts_in_politics(one) &&
                  (one.kind != ActorKind::kPerson || one.sector != "REB") &&
                  (one.kind == ActorKind::kCountry || !one.sector.empty() ||
                   one.kind == ActorKind::kOrganization);
         });
}

bool Participants::is_person(std::uint32_t token) const {
  const std::uint32_t actor = actor_at(token);
  return actor != kNone && resolution_->actors[actor].kind == ActorKind::kPerson;
}

bool Participants::is_named(std::uint32_t token) const {
  return is_actor(token) || place_of_[token] != kNone;
}

bool Participants::is_time(std::uint32_t token) const {
  const auto time = std::partition_point(resolution_->times.begin(), resolution_->times.end(),
                                         [&](const Timex& one) { return one.last <= token; });
  return time != resolution_->times.end() && time->first <= token;
}

bool Participants::is_actor(std::uint32_t token) const {
  if (actor_at(token) != kNone) return true;
  for (const std::uint32_t c : children(*analysis_, token)) {
    const Deprel deprel = analysis_->tokens.deprel[c];
    if ((deprel == Deprel::kConj || deprel == Deprel::kAppos || deprel == Deprel::kFlat) &&
        actor_at(c) != kNone)
      return true;
  }
  return false;
}

bool Participants::is_guess(const std::vector<std::uint32_t>& sides, std::size_t before) const {
  return sides.size() > before && std::all_of(sides.begin() + static_cast<std::ptrdiff_t>(before),
                                              sides.end(), [&](std::uint32_t side) {
                                                const Actor& actor = resolution_->actors[side];
                                                return actor.kind == ActorKind::kGeneric &&
                                                       actor.evidence == "the document's focus";
                                              });
}

// "Human rights watchdog Amnesty International": the body that is named, where only the document
// says of which country the noun is.
std::uint32_t Participants::named_for(std::uint32_t token, std::uint32_t own) const {
  if (own == kNone || !is_guess(own)) return own;
  for (const std::uint32_t c : children(*analysis_, token)) {
    if (analysis_->tokens.deprel[c] != Deprel::kAppos || c < token ||
        analysis_->tokens.upos[c] != Upos::kPropn)
      continue;
    const std::uint32_t name = actor_at(c);
    if (name != kNone && has_country(name) &&
        resolution_->actors[name].kind == ActorKind::kOrganization)
      return name;
  }
  return own;
}

bool Participants::find_below(std::uint32_t token, int depth, bool acts,
                              std::vector<std::uint32_t>& out) const {
  const std::size_t before = out.size();
  const std::uint32_t own = named_for(token, actor_at(token));
  if (own != kNone && has_country(own)) add(own, out), add_other_owners(token, own, out);
  if (own != kNone && !resolution_->actors[own].members.empty()) add(own, out);
  const bool known =
      (own != kNone && has_country(own)) || (own == kNone && is_of_people(analysis_->lemma(token)));
  // "The family home of a Palestinian": whose country the text says, before "family", whose country
  // is only what the document is about.
  std::vector<std::uint32_t> guessed;
  const bool of_another = is_beside_its_owner(analysis_->lemma(token));
  for (int wanted = 0; out.size() == before && !known && depth < kMaxDepth && wanted < kPreferences;
       ++wanted) {
    for (const std::uint32_t c : children(*analysis_, token))
      if (preference(*analysis_, c, acts) == wanted &&
          (wanted != 0 || !of_another || !is_possessive(analysis_->tokens, c)))
        find_below(c, depth + 1, acts, out);
    if (guessed.empty() && is_guess(out, before)) {
      guessed.assign(out.begin() + static_cast<std::ptrdiff_t>(before), out.end());
      out.resize(before);
    }
  }
  if (out.size() == before) out.insert(out.end(), guessed.begin(), guessed.end());
  if (out.size() == before && own != kNone) add(own, out);  // somebody, of no country that is known
  if (depth < kMaxDepth) add_coordinates(token, depth, acts, out);
  return out.size() > before;
}

// "A said it would withdraw": where resolve/ does not know who "it" is, it is whoever speaks.
std::uint32_t Participants::speaker_meant(std::uint32_t token) const {
  const TokenTable& tokens = analysis_->tokens;
  const std::uint32_t known = actor_at(token);
  if (tokens.upos[token] != Upos::kPron) return kNoToken;
  const std::string_view form = analysis_->lower(token);
  const bool many = form == "they" || form == "we";
  if (known != kNone && !many) return kNoToken;
  if (!many && form != "it" && form != "he" && form != "she" && form != "i") return kNoToken;
  std::uint32_t verb = tokens.head[token];
  for (int step = 0; step < kMaxDepth && verb != kNoToken; ++step) {
    const std::uint32_t above = tokens.head[verb];
    if (above == kNoToken) break;
    if (tokens.deprel[verb] == Deprel::kCcomp)
      for (const std::uint32_t c : children(*analysis_, above))
        if (tokens.deprel[c] == Deprel::kNsubj && c != token &&
            (known == kNone
                 ? !many || analysis_->has_feat(c, "Number", "Plur") || has_beside(*analysis_, c)
                 : known == actor_at(c) && has_beside(*analysis_, c)))
          return c;
    verb = above;
  }
  return kNoToken;
}

bool Participants::find(std::uint32_t token, std::vector<std::uint32_t>& out, bool acts) const {
  const std::size_t before = out.size();
  if (const std::uint32_t speaker = speaker_meant(token); speaker != kNoToken) token = speaker;
  // Of people ("workers at a mine in Peru") the place does say whose they are.
  const bool found = find_below(token, 0, acts && actor_at(token) == kNone, out);
  if (out.size() - before > 1 || !means_both(token)) return found;
  for (const std::uint32_t actor : pair_) add(actor, out);
  return true;
}

bool Participants::may_own(std::uint32_t token) const {
  return preference(*analysis_, token, false) >= 0;
}

bool Participants::same_country(std::uint32_t a, std::uint32_t b) const {
  const std::string& left = resolution_->actors[a].country;
  return !left.empty() && left == resolution_->actors[b].country;
}

}  // namespace entente
