// Organisations that no table knows, offices and bodies, "both countries", pronouns.
//
// Tested by actors_test.cc.
#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <vector>

#include "entente/resolve/drafter.h"
#include "entente/resolve/tree.h"

namespace entente {

// ---- organisations that no table knows ----

void Drafter::draft_organizations() {
  for (const Entity& e : a_.entities)
    if (e.type == EntityType::kOrg || e.type == EntityType::kMisc) draft_organization(e);
}

// "northern Iraq", "Brussels": the gazetteer has it whole.
bool Drafter::is_place(const Entity& entity) const {
  const std::uint32_t place = place_at_[entity.first];
  if (place != kNone && places_[place].last >= entity.last && names_.hit_at[entity.first] == kNone)
    return true;
  const std::uint32_t id = names_.hit_at[entity.last - 1];
  return id != kNone && names_.hits[id].meaning.sort == Sort::kCountry &&
         entity.last - entity.first == 2 && a_.lower(entity.first).ends_with("ern");
}

// "Venezuelan Head of State", "Russian Government": no name, but a title or a body with its
// country; draft_office() says it better.
bool Drafter::is_described(const Entity& entity) const {
  const std::uint32_t id = names_.hit_at[entity.last - 1];
  if (id == kNone) return false;
  if (names_.hits[id].meaning.sort == Sort::kDemonym && is_plural(names_.hits[id].head))
    return true;  // "Young Algerians"
  if (names_.hits[id].meaning.sort != Sort::kOffice) return false;
  if (names_.hits[id].last > entity.last) return true;
  for (std::uint32_t t = entity.first; t < names_.hits[id].first; ++t) {
    const Upos upos = a_.tokens.upos[t];
    if (names_.hit_at[t] == kNone && upos != Upos::kDet && upos != Upos::kPart &&
        upos != Upos::kPunct)
      return false;
  }
  return true;
}

// "Israel Aerospace Union", "the Nigerian Bar Association": its country is that of the adjective or
// place in its name or beside it, its sector that of the noun in it ("Court", "Police").
void Drafter::draft_organization(const Entity& entity) {
  if (is_described(entity) || is_place(entity)) return;
  std::string_view country, sector;
  std::string evidence;
  bool office_inside = false;
  for (std::uint32_t t = entity.first; t < entity.last; ++t) {
    if (used_[t] != 0) return;
    const std::uint32_t id = names_.hit_at[t];
    if (id == kNone) {
      if (country.empty() && place_at_[t] != kNone) country = places_[place_at_[t]].country;
      continue;
    }
    const NameHit& hit = names_.hits[id];
    if (hit.first <= entity.first && hit.last >= entity.last) return;  // the tables know it whole
    if (country.empty()) {
      country = roles_.country_of(hit);
      if (!country.empty()) evidence = std::string(a_.form(hit.first));
    }
    if (hit.meaning.sort == Sort::kOrganization || hit.meaning.sort == Sort::kOffice)
      sector = k_.sector(hit.meaning);
    if (hit.meaning.sort == Sort::kOffice && k_.office_kind(hit.meaning) == OfficeKind::kWeak &&
        hit.last != entity.last)
      sector = {};
    office_inside |= hit.meaning.sort == Sort::kOffice && hit.last == entity.last;
  }
  if (entity.type == EntityType::kMisc) return;  // treaties, wars, prizes
  const std::uint32_t head = head_of(a_, entity.first, entity.last);
  Draft d = base(entity.first, entity.last, head);
  const Description beside = roles_.describe(entity.first, entity.last, head, nullptr);
  d.link = Link::kOrganization;
  d.kind = ActorKind::kOrganization;
  d.gender = 'n';
  d.plural = false;
  d.country = country.empty() ? beside.country : country;
  d.sector = sector;
  d.evidence = evidence.empty() ? beside.evidence : evidence;
  if (d.sector.empty() || d.country.empty()) {  // "X, a human rights group in Y"
    for (const std::uint32_t child : children(a_, head)) {
      if (a_.tokens.deprel[child] != Deprel::kAppos || names_.hit_at[child] == kNone) continue;
      const NameHit& hit = names_.hits[names_.hit_at[child]];
      if (hit.meaning.sort != Sort::kOffice) continue;
      const Description apposed = roles_.describe(hit.first, hit.last, hit.head, &hit.meaning);
      if (d.sector.empty()) d.sector = apposed.sector;
      if (d.country.empty()) d.country = apposed.country;
    }
  }
  bool joint = false;  // "High Level Intergovernmental Commission" is of no one country
  for (std::uint32_t t = entity.first; t < entity.last; ++t) joint |= one_of(kJoint, a_.lower(t));
  if (joint && d.country.empty()) d.sector = {};
  if (d.country.empty() && office_inside && !joint && !d.sector.empty()) guess_country(d);
  for (std::uint32_t t = entity.first; t < entity.last; ++t) used_[t] = 2;
  drafts_.push_back(std::move(d));
}

bool Drafter::draft_special(const NameHit& hit, const Description& role) {
  const std::string_view lemma = a_.lemma(hit.head);
  if (lemma != "counterpart") return false;
  Draft d = base(role.first, hit.last, hit.head);
  d.name_first = hit.first;
  d.mention = MentionKind::kNominal;
  d.kind = ActorKind::kPerson;
  d.link = Link::kCounterpart;
  d.definite = true;
  d.country = role.country;
  d.possessor = role.possessor;
  d.sector = "GOV";
  d.evidence = role.evidence;
  drafts_.push_back(std::move(d));
  return true;
}

void Drafter::draft_office(std::uint32_t id) {
  const NameHit& hit = names_.hits[id];
  const Upos upos = a_.tokens.upos[hit.head];
  const bool noun = upos == Upos::kNoun || upos == Upos::kPropn || upos == Upos::kNum;
  if (!noun && hit.last - hit.first == 1) return;  // a rare noun may look like a number
  const OfficeKind kind = k_.office_kind(hit.meaning);
  const std::uint32_t owner = owner_[id];
  if (owner != kNone &&
      contains({drafts_[owner].first, drafts_[owner].last}, {hit.first, hit.last}))
    return;
  const Deprel deprel = a_.tokens.deprel[hit.head];
  const bool modifier = deprel == Deprel::kCompound ||
                        (deprel == Deprel::kNmod && a_.tokens.subtype[hit.head] == Subtype::kDesc);
  if (modifier && a_.tokens.head[hit.head] > hit.head) {
    const std::uint32_t governor = a_.tokens.head[hit.head];
    const std::uint32_t other = names_.hit_at[governor];
    // "Opposition group": the group's draft says it; but not a name's for what is outside of it.
    const std::uint32_t entity = names_.entity_at[hit.head];
    const bool named = entity != kNone && a_.entities[entity].type == EntityType::kOrg &&
                       a_.entities[entity].last == hit.last && names_.entity_at[governor] != entity;
    if (other != kNone && names_.hits[other].meaning.sort == Sort::kOffice && !named) return;
    if (kind == OfficeKind::kTitle || kind == OfficeKind::kWeak)
      return;  // "president X" without a known name, "unit cost"
  }
  if (hit.last + 1 < a_.tokens.size() && a_.form(hit.last) == "-" &&
      a_.tokens.end[hit.last] == a_.tokens.begin[hit.last + 1])
    return;  // "rebel-held"
  const Description role = roles_.describe(hit.first, hit.last, hit.head, &hit.meaning);
  if (draft_special(hit, role)) return;
  Draft d = base(role.first, hit.last, hit.head);
  d.name_first = hit.first;
  d.mention = MentionKind::kNominal;
  d.definite = is_definite(role.first, hit.head);
  d.country = role.country;
  // "The Obama administration": whose he is was settled with the person.
  if (kind == OfficeKind::kBody && hit.first > 0 && used_[hit.first - 1] == 1)
    for (const Draft& person : drafts_)
      if (person.link == Link::kPerson && person.last == hit.first && !person.country.empty())
        d.country = person.country;
  d.sector = role.sector;
  d.office_class = role.office_class;
  d.former = role.former;
  d.possessor = role.possessor;
  d.evidence = k_.place(hit.meaning) + (role.evidence.empty() ? "" : "; " + role.evidence);
  d.table = hit.meaning.table;
  d.row = hit.meaning.row;
  const bool bare =
      role.first == hit.first && !d.plural && upos == Upos::kNoun && d.country.empty();
  if (kind == OfficeKind::kBody && bare &&
      (d.sector == "GOV" || d.sector == "MIL" || d.sector == "SPY"))
    return;  // "trade, health, military"
  const std::string_view lemma = a_.lemma(hit.head);
  if (d.country.empty() && (lemma == "neighbor" || lemma == "neighbour"))
    return;  // "its neighbour" is none of its own people
  if (kind == OfficeKind::kWeak &&
      d.sector.empty()) {  // "a group": of nobody knows what; "the group": one named before
    if (!d.definite || d.plural || !one_of(kGroupNouns, a_.lemma(hit.head))) return;
    d.link = Link::kGroupNoun;
    d.row = kNone;
    drafts_.push_back(std::move(d));
    return;
  }
  bool described = hit.last - hit.first > 1;  // "two opposition parties" are not both sides
  for (std::uint32_t t = role.first; t < hit.first; ++t) described |= names_.hit_at[t] != kNone;
  if (!described && one_of(kSideNouns, lemma) && d.plural && d.country.empty() &&
      counts_two(role.first, hit.first))
    return;  // "the two sides": draft_plain_nouns says it
  if (d.plural && d.country.empty() && kind == OfficeKind::kTitle &&
      counts_two(role.first, hit.first)) {
    d.link = Link::kPair;  // "the two leaders"
    d.kind = ActorKind::kGroup;
    d.row = kNone;
    drafts_.push_back(std::move(d));
    return;
  }
  if (owner != kNone) {
    d.same_as = owner;
    d.link = Link::kTitle;
    d.kind = ActorKind::kPerson;
    d.mention = MentionKind::kTitle;
    d.row = kNone;
    drafts_.push_back(std::move(d));
    return;
  }
  d.row = kNone;
  if (kind == OfficeKind::kTitle && !d.plural) {
    d.link = Link::kTitle;
    d.kind = ActorKind::kPerson;
    d.mention = MentionKind::kTitle;
    d.title =
        std::string(document_.piece({a_.tokens.begin[hit.first], a_.tokens.end[hit.last - 1]}));
    d.gender = gender_of(hit.first, hit.last);
  } else if (kind == OfficeKind::kBody) {
    d.link = Link::kBody;
    d.kind = ActorKind::kOrganization;
    d.gender = d.plural ? 'p' : 'n';
    if (one_of(kOffices, a_.lemma(hit.head))) d.office_class = a_.lemma(hit.head);
  } else {
    d.link = Link::kGeneric;
    d.kind = ActorKind::kGeneric;
    d.gender = d.plural ? 'p' : 0;
  }
  if (d.country.empty() && d.possessor == kNone) guess_country(d);
  if (d.country.empty() && d.possessor != kNone) d.guessed_country = true;
  drafts_.push_back(std::move(d));
}

bool Drafter::counts_two(std::uint32_t first, std::uint32_t last) const {
  for (std::uint32_t t = first; t < last; ++t)
    if (const std::string_view word = a_.lower(t); word == "both" || word == "two") return true;
  return false;
}

// "both countries", "the two sides", "our country": nouns that no table of offices holds.
void Drafter::draft_plain_nouns() {
  for (std::uint32_t t = 0; t < a_.tokens.size(); ++t) {
    if (a_.tokens.upos[t] != Upos::kNoun) continue;
    const std::string_view lemma = a_.lemma(t);
    const bool side = one_of(kSideNouns, lemma), country = one_of(kCountryNouns, lemma);
    if (!side && !country) continue;
    const std::uint32_t begin = roles_.phrase_begin(t, t + 1);
    bool both = false, named = false;
    std::uint32_t possessor = kNone;
    for (std::uint32_t w = begin; w < t; ++w) {
      const std::string_view word = a_.lower(w);
      both |= word == "both" || word == "two" || word == "2";
      if (a_.tokens.upos[w] == Upos::kPron && a_.tokens.subtype[w] == Subtype::kPoss) possessor = w;
      named |= names_.hit_at[w] != kNone;
    }
    const bool our =
        possessor != kNone && (a_.lower(possessor) == "our" || a_.lower(possessor) == "their");
    Draft d = base(begin, t + 1, t);
    d.mention = MentionKind::kNominal;
    d.definite = is_definite(begin, t);
    d.possessor = possessor;
    if (is_plural(t) && !named && (both || our)) {
      d.link = Link::kPair;
      d.kind = ActorKind::kGroup;
      drafts_.push_back(std::move(d));
    } else if (country && !is_plural(t) && !named) {
      d.link = Link::kCountryNoun;
      d.kind = ActorKind::kCountry;
      drafts_.push_back(std::move(d));
    }
  }
}

void Drafter::draft_pronouns() {
  for (std::uint32_t t = 0; t < a_.tokens.size(); ++t) {
    if (a_.tokens.upos[t] != Upos::kPron || a_.tokens.deprel[t] == Deprel::kExpl) continue;
    const auto it = std::find_if(kPronouns.begin(), kPronouns.end(),
                                 [&](const PronounRow& row) { return row.word == a_.lower(t); });
    if (it == kPronouns.end() || it->gender == 0) continue;
    Draft d = base(t, t + 1, t);
    d.mention = MentionKind::kPronoun;
    d.link = Link::kPronoun;
    d.gender = it->gender;
    drafts_.push_back(std::move(d));
  }
}

}  // namespace entente
