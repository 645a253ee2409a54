// Mentions that mean somebody only by what stands before: pronouns, "the two sides", "his
// counterpart", "the country", "the group". Each looks back a bounded number of mentions. "He",
// "it" and "they" are decided by rules of agreement and syntax, with a weight for what the ranking
// of all phrases (antecedents.h) makes of them: it knows the nouns that are no actors.
//
// Tested by actors_test.cc and chains_test.cc.
#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "entente/resolve/linker.h"

namespace entente {

// I, we, our: whoever is said to speak; the country behind "we" is the reader's of the record to
// see.
std::uint32_t Linker::speaker(const Draft& d) {
  if (m.quoted[d.head] == 0) return kNobody;
  std::uint32_t t = d.head;
  for (int steps = 0; steps < 12 && t != kNoToken; ++steps, t = a.tokens.head[t]) {
    const Deprel deprel = a.tokens.deprel[t];
    if (deprel != Deprel::kCcomp && deprel != Deprel::kParataxis && deprel != Deprel::kRoot)
      continue;
    const std::uint32_t verb = deprel == Deprel::kRoot ? t : a.tokens.head[t];
    if (verb == kNoToken) break;
    for (const std::uint32_t child : children(a, verb)) {
      if (a.tokens.deprel[child] != Deprel::kNsubj && a.tokens.deprel[child] != Deprel::kParataxis)
        continue;
      const std::uint32_t draft = m.draft_at[child];
      if (m.quoted[child] == 0 && draft != kNobody && m.actor_of[draft] != kNobody)
        return m.actor_of[draft];
    }
  }
  std::size_t looked = 0;  // else the person who was a subject outside the quotation last
  for (std::size_t i = m.done.size(); i-- > 0 && looked < kLookBack; ++looked) {
    const Draft& c = drafts[m.done[i]];
    if (sentence(d) - sentence(c) > kPronounSentences) break;
    if (m.quoted[c.head] == 0 && out.actors[m.actor_of[m.done[i]]].kind == ActorKind::kPerson &&
        is_subject(a, c.head))
      return m.actor_of[m.done[i]];
  }
  return kNobody;
}

// What the drafts say of their head words, for the ranking of pronouns.
void Linker::begin_chains() {
  PhraseScratch& phrases = m.chains.phrases;
  phrases.clear_actors(a.tokens.size());
  m.draft_of_phrase = m.draft_at;
  for (std::uint32_t i = 0; i < drafts.size(); ++i) {
    const Draft& d = drafts[i];
    if (d.link == Link::kPronoun) continue;
    std::uint32_t head =
        d.head;  // "President Yuri Borisov", whose head word may be any of the three
    for (int steps = 0;
         steps < 4 && (a.tokens.deprel[head] == Deprel::kFlat ||
                       (a.tokens.deprel[head] == Deprel::kCompound && d.link == Link::kPerson));
         ++steps)
      head = a.tokens.head[head];
    if (std::uint32_t& at = m.draft_of_phrase[head]; at == kNobody || d.link == Link::kPerson)
      at = i;
    phrases.gender_at[head] = gender_of(d.kind);
  }
  chains.begin(a, m.chains);
}

bool Linker::is_time(std::uint32_t token) const {
  const auto after =
      std::upper_bound(out.times.begin(), out.times.end(), a.tokens.begin[token],
                       [](std::uint32_t at, const Timex& x) { return at < x.span.begin; });
  return after != out.times.begin() && std::prev(after)->span.end > a.tokens.begin[token];
}

// Gives the phrases before `phrase` their chains: an actor's have one, what has the same words has
// one.
void Linker::follow_chains(std::uint32_t phrase) {
  const std::vector<Phrase>& phrases = m.chains.phrases.phrases;
  RankScratch& ranking = m.chains.ranking;
  for (std::uint32_t& p = m.chains.linked; p < phrase; ++p) {
    if (p < ranking.chain.size() && ranking.chain[p] != kNoPhrase) continue;  // a pronoun's
    std::uint32_t draft = phrases[p].joint ? kNobody : m.draft_of_phrase[phrases[p].head];
    if (draft == kNobody &&
        phrases[p].role == PhraseRole::kApposition)  // "the NUT, the umbrella union of ..."
      draft = m.draft_of_phrase[a.tokens.head[phrases[p].head]];
    if (draft == kNobody && phrases[p].predicate_of != kNoToken)
      draft = m.draft_of_phrase[phrases[p].predicate_of];
    const std::uint32_t actor = draft == kNobody ? kNobody : m.actor_of[draft];
    std::uint32_t chain = kNoPhrase;
    if (actor != kNobody) {
      if (m.chains.chain_of_actor.size() <= actor)
        m.chains.chain_of_actor.resize(actor + 1, kNoPhrase);
      chain = m.chains.chain_of_actor[actor];
    } else if (const std::uint32_t before = ranking.previous_with_head[p];
               before != kNoPhrase && ranking.of[before].text == ranking.of[p].text) {
      chain = ranking.chain[before];
    }
    if (chain == kNoPhrase) {
      chain = static_cast<std::uint32_t>(m.chains.actor_of_chain.size());
      m.chains.actor_of_chain.push_back(actor == kNobody && is_time(phrases[p].head) ? kTime
                                                                                     : actor);
      if (actor != kNobody) m.chains.chain_of_actor[actor] = chain;
    }
    AntecedentRanker::set_chain(phrases, p, chain, ranking);
  }
}

// "he", "it", "they": the rules of pronoun() and the ranking of all phrases together. What the
// ranking is sure is no actor ("the factory ... it") is nobody.
std::uint32_t Linker::ranked_pronoun(const Draft& d) {
  const std::uint32_t phrase = m.chains.phrase_at[d.head];
  m.shares.clear();
  if (phrase == kNoPhrase) return pronoun(d);
  follow_chains(phrase);
  std::uint32_t chain = chains.choose(a, phrase, m.chains);
  bool nobody = false;
  for (const RankScratch::Share& share : m.chains.ranking.shares) {
    const std::uint32_t actor = m.chains.actor_of_chain[share.chain];
    if (actor == kTime) continue;
    if (actor != kNobody)
      m.shares.push_back({actor, share.mass});
    else
      nobody |= share.mass > kNoActorShare && d.gender == 'n';
  }
  const std::uint32_t actor = nobody ? kNobody : pronoun(d);
  if (trace != nullptr) {
    std::string line(a.form(d.head));
    for (const RankScratch::Share& share : m.shares)
      if (share.mass >= 0.05)
        line += ", " + out.actors[share.chain].name + " " +
                std::to_string(static_cast<int>(100 * share.mass)) + " %";
    if (nobody) line += ", something that is no actor";
    if (line.size() > a.form(d.head).size())
      trace->lines.push_back({"resolve", sentence(d), "ranked for " + line});
  }
  if (actor != kNobody) {
    if (m.chains.chain_of_actor.size() <= actor)
      m.chains.chain_of_actor.resize(actor + 1, kNoPhrase);
    chain = m.chains.chain_of_actor[actor];
    if (chain == kNoPhrase) {
      chain = m.chains.chain_of_actor[actor] =
          static_cast<std::uint32_t>(m.chains.actor_of_chain.size());
      m.chains.actor_of_chain.push_back(actor);
    }
  }
  if (chain != kNoPhrase)
    AntecedentRanker::set_chain(m.chains.phrases.phrases, phrase, chain, m.chains.ranking);
  return actor;
}

std::uint32_t Linker::pronoun(const Draft& d) {
  const bool possessive = a.tokens.subtype[d.head] == Subtype::kPoss;
  const bool reflexive = a.lower(d.head).find("sel") != std::string_view::npos;
  std::uint32_t best = kNobody;
  double best_score = 0;
  std::size_t looked = 0;
  const auto log_share = [&](std::uint32_t actor) {
    for (const RankScratch::Share& share : m.shares)
      if (share.chain == actor) return std::max(std::log(share.mass), -3.0) + 1.5;
    return m.shares.empty() ? 0.0 : -1.5;
  };
  for (std::size_t i = m.done.size(); i-- > 0 && looked < kLookBack; ++looked) {
    const Draft& c = drafts[m.done[i]];
    const std::uint32_t actor = m.actor_of[m.done[i]];
    const Memory::Known& known = m.known[actor];
    const std::uint32_t distance = sentence(d) - sentence(c);
    if (distance > kPronounSentences) break;
    if (a.sentences[sentence(c)].in_title != a.sentences[sentence(d)].in_title && distance > 1)
      continue;
    const ActorKind kind = out.actors[actor].kind;
    const bool plural = known.plural || known.link == Link::kPair;
    int score = 0;
    if (d.gender == 'm' || d.gender == 'f') {
      if (kind != ActorKind::kPerson || plural) continue;
      if (known.gender != 0 && known.gender != d.gender) continue;
      score = 10 + (known.gender == d.gender ? 3 : 0);
    } else if (d.gender == 'n') {
      if (plural || kind == ActorKind::kPerson || kind == ActorKind::kGroup ||
          known.link == Link::kGeneric)
        continue;
      if (c.mention == MentionKind::kDemonym) continue;
      score = 8;
    } else {
      if (!plural && kind == ActorKind::kPerson) continue;
      score = plural ? 10 : 5;
      if (!plural && c.mention == MentionKind::kDemonym) continue;
    }
    if (!reflexive && !possessive && a.tokens.head[c.head] == a.tokens.head[d.head] &&
        a.tokens.head[c.head] != kNoToken)
      continue;  // one clause's subject and object are two
    if (possessive && a.tokens.head[d.head] == c.head) continue;  // "his government" is not his
    if (m.quoted[d.head] != 0 && m.quoted[c.head] == 0 && distance == 0 && is_subject(a, c.head))
      continue;  // who speaks says "I"
    score -= 4 * static_cast<int>(distance);
    if (is_subject(a, c.head)) score += 4;
    if (c.mention == MentionKind::kPronoun) score += 1;
    score -= static_cast<int>(std::min<std::size_t>(looked, 12)) / 4;
    const double whole = score + kRankingWeight * log_share(actor);
    if (whole > best_score) {
      best = actor;
      best_score = whole;
    }
  }
  const int needed = d.gender == 'n' && !possessive ? 7 : 3;
  return best_score >= needed ? best : kNobody;
}

std::uint32_t Linker::pair_of(std::vector<std::uint32_t> members, const Draft& d) {
  std::sort(members.begin(), members.end());
  const auto [it, fresh] = m.by_key.try_emplace(
      "2:" + std::to_string(members[0]) + "," + std::to_string(members[1]), kNobody);
  if (!fresh) return it->second;
  Draft both;
  both.link = Link::kPair;
  both.kind = ActorKind::kGroup;
  both.plural = true;
  both.name = out.actors[members[0]].name + " and " + out.actors[members[1]].name;
  both.evidence = document.piece({a.tokens.begin[d.first], a.tokens.end[d.last - 1]});
  it->second = create(both);
  out.actors[it->second].members = std::move(members);
  return it->second;
}

// "the two leaders": the two persons of different countries named last.
std::uint32_t Linker::pair_of_persons(const Draft& d) {
  std::vector<std::uint32_t> persons;
  std::size_t looked = 0;
  for (std::size_t i = m.done.size(); i-- > 0 && looked < kLookBack; ++looked) {
    const Draft& c = drafts[m.done[i]];
    if (sentence(d) - sentence(c) > kPairSentences) break;
    const std::uint32_t actor = m.actor_of[m.done[i]];
    if (out.actors[actor].kind != ActorKind::kPerson || out.actors[actor].country.empty()) continue;
    if (!persons.empty() && out.actors[persons[0]].country == out.actors[actor].country) continue;
    persons.push_back(actor);
    if (persons.size() == 2) return pair_of(std::move(persons), d);
  }
  return kNobody;
}

// "Ruritania urged both sides to talk": who urges is none of the two.
static bool acts_on(const Analysis& a, std::uint32_t who, std::uint32_t both) {
  const Deprel role = a.tokens.deprel[both];
  return (role == Deprel::kObj || role == Deprel::kIobj || role == Deprel::kObl) &&
         a.tokens.deprel[who] == Deprel::kNsubj && a.tokens.head[who] != kNoToken &&
         a.tokens.head[who] == a.tokens.head[both];
}

// The two states named last before "both countries", in the order of the text.
std::uint32_t Linker::pair(const Draft& d) {
  if (!d.office_class.empty()) {
    if (const std::uint32_t persons = pair_of_persons(d); persons != kNobody) return persons;
  }
  std::vector<std::uint32_t> states;
  const auto add = [&](std::string_view code) {
    if (code.size() != 3 || code == "NGO" || code == "IMG" || code == "ISM" || code == "MNC")
      return;
    const std::uint32_t actor = state(code);
    if (std::find(states.begin(), states.end(), actor) == states.end()) states.push_back(actor);
  };
  std::size_t looked = 0;
  bool third = false;
  int beside = 0;  // states of the same sentence
  for (std::size_t i = m.done.size(); i-- > 0 && looked < kLookBack && states.size() < 2;
       ++looked) {
    const Draft& c = drafts[m.done[i]];
    if (sentence(d) - sentence(c) > kPairSentences) break;
    if (acts_on(a, c.head, d.head)) {
      third = true;
      continue;
    }
    const std::uint32_t actor = m.actor_of[m.done[i]];
    if (m.known[actor].link == Link::kPair && out.actors[actor].members.size() == 2) {
      if (states.empty()) return actor;
      continue;
    }
    const std::size_t had = states.size();
    add(m.known[actor].country);
    if (states.size() > had && sentence(c) == sentence(d)) ++beside;
  }
  if (third && beside == 2) prefer_main_pair(d, states);
  if (states.size() < 2) return kNobody;
  return pair_of(std::move(states), d);
}

// What a third party does to "both countries" it does to the two that the text is about, rather
// than to others that the same sentence names beside it ("Britain and France sent envoys, and
// Germany stopped arms for both countries"). `states` changes where two are named three times
// and more, each oftener than what stands in it.
void Linker::prefer_main_pair(const Draft& d, std::vector<std::uint32_t>& states) {
  std::vector<std::pair<std::uint32_t, std::string>> counts;  // times, country
  const std::size_t first = m.done.size() - std::min(m.done.size(), kMainPairMentions);
  for (std::size_t i = first; i < m.done.size(); ++i) {
    if (acts_on(a, drafts[m.done[i]].head, d.head)) continue;
    const std::string_view country = m.known[m.actor_of[m.done[i]]].country;
    if (country.size() != 3) continue;
    auto it = std::find_if(counts.begin(), counts.end(),
                           [&](const auto& count) { return count.second == country; });
    if (it == counts.end()) it = counts.insert(it, {0, std::string(country)});
    ++it->first;
  }
  if (counts.size() < 3) return;
  std::stable_sort(counts.begin(), counts.end(),
                   [](const auto& x, const auto& y) { return x.first > y.first; });
  std::uint32_t most = 0;
  for (const std::uint32_t actor : states)
    for (const auto& [times, country] : counts)
      if (country == m.known[actor].country) most = std::max(most, times);
  if (counts[1].first < 3 || counts[1].first <= most) return;
  states = {state(counts[0].second), state(counts[1].second)};
}

// "his Chinese counterpart" holds the possessor's office in another country.
std::uint32_t Linker::counterpart(Draft& d) {
  std::uint32_t owner = kNobody;
  if (d.possessor != kNobody && m.draft_at[d.possessor] != kNobody)
    owner = m.actor_of[m.draft_at[d.possessor]];
  std::size_t looked = 0;
  for (std::size_t i = m.done.size(); i-- > 0 && owner == kNobody && looked < 12; ++looked) {
    const std::uint32_t actor = m.actor_of[m.done[i]];
    if (out.actors[actor].kind == ActorKind::kPerson && out.actors[actor].country != d.country)
      owner = actor;
  }
  if (owner != kNobody) {
    d.sector = m.known[owner].sector;
    d.office_class = m.known[owner].office_class;
    d.title = out.actors[owner].title;
  }
  if (d.country.empty()) return kNobody;
  return title(d);
}

std::uint32_t Linker::country_noun(const Draft& d) {
  if (d.possessor != kNobody && m.draft_at[d.possessor] != kNobody) {
    const std::uint32_t owner = m.actor_of[m.draft_at[d.possessor]];
    if (owner != kNobody && m.known[owner].country.size() == 3)
      return state(m.known[owner].country);
  }
  if (!d.definite) return kNobody;
  std::size_t looked = 0;
  for (std::size_t i = m.done.size(); i-- > 0 && looked < kLookBack; ++looked) {
    const Draft& c = drafts[m.done[i]];
    if (sentence(d) - sentence(c) > kPronounSentences) break;
    const std::uint32_t actor = m.actor_of[m.done[i]];
    if (is_state(actor) && c.mention != MentionKind::kDemonym) return actor;
  }
  return kNobody;
}

// "the group": the organisation or armed group spoken of last, a named one.
std::uint32_t Linker::group_noun(const Draft& d) {
  std::size_t looked = 0;
  for (std::size_t i = m.done.size(); i-- > 0 && looked < kLookBack; ++looked) {
    if (sentence(d) - sentence(drafts[m.done[i]]) > kPronounSentences) break;
    const std::uint32_t actor = m.actor_of[m.done[i]];
    if (m.known[actor].link == Link::kOrganization) return actor;
  }
  return kNobody;
}

}  // namespace entente
