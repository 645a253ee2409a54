// Four passes. Names are found (names.cc). The countries that the document names are counted: its
// focus. Then each noun phrase becomes a draft: a state, a capital if it acts (metonymy.cc), a
// person with the title before or after the name, an organisation, a body or people ("Israeli
// troops", "police in Oaxaca": roles.cc), a pronoun. At last the drafts become actors
// (coreference.cc).
//
// Tested by actors_test.cc.
#include "entente/resolve/actors.h"

#include <algorithm>
#include <array>
#include <vector>

#include "entente/resolve/coreference.h"
#include "entente/resolve/draft.h"
#include "entente/resolve/drafter.h"
#include "entente/resolve/knowledge.h"
#include "entente/resolve/metonymy.h"
#include "entente/resolve/names.h"
#include "entente/resolve/people.h"
#include "entente/resolve/roles.h"
#include "entente/resolve/tree.h"

namespace entente {

struct ActorScratch::State {
  NameHits names;
  Focus focus;
  std::vector<std::uint32_t> place_at;  // by token: index in places, or kNone
  std::vector<std::uint32_t> owner;  // by hit: the draft of the person whose title it is, or kNone
  std::vector<std::uint8_t> used;    // by token: inside a person's or organisation's name
  std::vector<Draft> drafts;
  Memory memory;
};

ActorScratch::ActorScratch() : state_(std::make_unique<State>()) {}
ActorScratch::~ActorScratch() = default;
ActorScratch::ActorScratch(ActorScratch&&) noexcept = default;
ActorScratch& ActorScratch::operator=(ActorScratch&&) noexcept = default;

struct ActorFinder::State {
  Knowledge knowledge;
  ChainFinder chains;
};

ActorFinder::ActorFinder() = default;
ActorFinder::ActorFinder(ActorFinder&&) noexcept = default;
ActorFinder& ActorFinder::operator=(ActorFinder&&) noexcept = default;
ActorFinder::~ActorFinder() = default;

Result<ActorFinder> ActorFinder::open(const Lexicons& lexicons) {
  ENTENTE_TRY(Knowledge knowledge, Knowledge::open(lexicons));
  ENTENTE_TRY(ChainFinder chains, ChainFinder::open(lexicons));
  ActorFinder finder;
  finder.state_ = std::make_unique<State>(State{std::move(knowledge), std::move(chains)});
  return finder;
}

const ChainFinder& ActorFinder::chains() const { return state_->chains; }

void Drafter::run() {
  drafts_.clear();
  owner_.assign(names_.hits.size(), kNone);
  used_.assign(a_.tokens.size(), 0);
  index_places();
  count_countries();
  draft_persons();
  draft_organizations();
  draft_hits();
  draft_plain_nouns();
  draft_pronouns();
}

void Drafter::index_places() {
  place_at_.assign(a_.tokens.size(), kNone);
  for (std::uint32_t p = 0; p < places_.size(); ++p)
    for (std::uint32_t t = places_[p].first; t < places_[p].last && t < place_at_.size(); ++t)
      place_at_[t] = p;
}

void Drafter::count_countries() {
  focus_.clear();
  for (std::uint32_t t = 0; t < a_.tokens.size(); ++t) {
    const std::uint32_t id = names_.hit_at[t];
    const std::uint32_t sentence = a_.tokens.sentence[t];
    if (id == kNone) {
      if (place_at_[t] != kNone && places_[place_at_[t]].first == t &&
          !one_of(kMeetingPlaces, a_.lower(t)))
        focus_.add(sentence, t, places_[place_at_[t]].country);
      continue;
    }
    const NameHit& hit = names_.hits[id];
    // "Al Jazeera reported": whose the paper is says nothing of whom the report is about.
    const bool reports = hit.meaning.sort == Sort::kOrganization && k_.sector(hit.meaning) == "JRN";
    if (hit.first == t && hit.meaning.sort != Sort::kPerson && hit.qualifies && !reports)
      focus_.add(sentence, t, roles_.country_of(hit));
  }
}

Draft Drafter::base(std::uint32_t first, std::uint32_t last, std::uint32_t head) const {
  Draft d;
  d.first = d.name_first = first;
  d.last = d.name_last = last;
  d.head = head;
  d.plural = is_plural(head);
  return d;
}

bool Drafter::is_definite(std::uint32_t begin, std::uint32_t head) const {
  for (std::uint32_t t = begin; t < head; ++t) {
    const std::string_view word = a_.lower(t);
    if (word == "the" || word == "this" || word == "that" || word == "these" || word == "those")
      return true;
    if (a_.tokens.subtype[t] == Subtype::kPoss && a_.tokens.upos[t] == Upos::kPron) return true;
    if (a_.tokens.upos[t] == Upos::kPart) return true;  // "Romania's president"
    if (word == "a" || word == "an" || word == "another" || word == "any" || word == "no" ||
        word == "every")
      return false;
  }
  return begin == head && a_.tokens.upos[head] == Upos::kPropn;
}

char Drafter::gender_of(std::uint32_t first, std::uint32_t last) const {
  for (std::uint32_t t = first; t < last; ++t) {
    if (one_of(kFemaleWords, a_.lower(t))) return 'f';
    if (one_of(kMaleWords, a_.lower(t))) return 'm';
  }
  return 0;
}

// "Philippine senators criticised China and asked the president ...": theirs. But "Russia asked the
// government ..." is of another.
std::string_view Drafter::country_of_subject(const Draft& d) const {
  if (d.plural || (d.link != Link::kTitle && d.link != Link::kBody) ||
      (d.sector != "GOV" && d.sector != "LEG" && d.sector != "JUD"))
    return {};
  if (a_.tokens.deprel[d.head] != Deprel::kObj && a_.tokens.deprel[d.head] != Deprel::kIobj &&
      a_.tokens.deprel[d.head] != Deprel::kObl)
    return {};
  constexpr int kMaxSteps = 4;
  std::uint32_t subject = kNoToken, verb = a_.tokens.head[d.head];
  for (int step = 0; step < kMaxSteps && verb != kNoToken && subject == kNoToken; ++step) {
    for (const std::uint32_t c : children(a_, verb))
      if (a_.tokens.deprel[c] == Deprel::kNsubj && a_.tokens.subtype[c] != Subtype::kPass)
        subject = c;
    const Deprel deprel = a_.tokens.deprel[verb];
    if (deprel != Deprel::kConj && deprel != Deprel::kXcomp && deprel != Deprel::kAdvcl) break;
    verb = a_.tokens.head[verb];
  }
  if (subject == kNoToken) return {};
  for (const Draft& person : drafts_)
    if (person.link == Link::kPerson && person.head == subject && !person.guessed_country)
      return person.country;
  const std::uint32_t id = names_.hit_at[subject];
  if (id == kNone || names_.hits[id].meaning.sort != Sort::kOffice) return {};
  const NameHit& hit = names_.hits[id];
  const Description who = roles_.describe(hit.first, hit.last, hit.head, &hit.meaning);
  const bool abroad = who.office_class == "envoy" || who.office_class == "fm";
  return abroad ? std::string_view() : who.country;
}

void Drafter::guess_country(Draft& d) const {
  if (!d.country.empty()) return;
  for (std::uint32_t t = d.first; t < d.name_first; ++t)
    if (one_of(kManyCountries, a_.lower(t))) return;
  const bool summit = d.office_class == "fm" || d.office_class == "dm" ||
                      d.office_class == "head" || d.office_class == "pm" ||
                      d.office_class == "leader" || d.office_class == "minister";
  if (d.plural && summit && !d.definite) return;  // "foreign ministers met in Brussels"
  d.guessed_country = true;
  d.country = country_of_subject(d);
  if (!d.country.empty()) {
    d.evidence = "whoever acts in its clause";
    return;
  }
  d.country = focus_.guess(a_, d.head);
  if (!d.country.empty()) d.evidence = "the document's focus";
}

// ---- what the tables know ----

void Drafter::draft_hits() {
  for (std::uint32_t id = 0; id < names_.hits.size(); ++id) {
    const NameHit& hit = names_.hits[id];
    if (hit.meaning.sort == Sort::kPerson) continue;
    const bool in_name = used_[hit.first] != 0;
    switch (hit.meaning.sort) {
      case Sort::kCountry:
      case Sort::kAdjective:
        if (!in_name || used_[hit.first] == 2) draft_state(hit);
        break;
      case Sort::kDemonym:
        if (!in_name) draft_people(hit);
        break;
      case Sort::kCapital:
      case Sort::kSeat:
        if (!in_name) draft_capital(hit);
        break;
      case Sort::kOrganization:
        if (!in_name) draft_known_organization(hit);
        break;
      case Sort::kOffice:
        if (!in_name) draft_office(id);
        break;
      case Sort::kPerson:
        break;
    }
  }
}

void Drafter::draft_state(const NameHit& hit) {
  Draft d = base(hit.first, hit.last, hit.head);
  d.table = hit.meaning.table;
  d.row = hit.meaning.row;
  d.country = k_.country(hit.meaning);
  d.sector = k_.sector(hit.meaning);
  d.evidence = k_.place(hit.meaning);
  d.gender = 'n';
  d.kind = d.sector.empty() ? ActorKind::kCountry : ActorKind::kOrganization;
  d.link = d.sector.empty() ? Link::kState : Link::kBody;
  if (!d.sector.empty()) d.office_class = "government";
  d.mention = hit.meaning.sort == Sort::kAdjective || hit.inside ? MentionKind::kDemonym
                                                                 : MentionKind::kName;
  if (hit.meaning.sort == Sort::kAdjective && !hit.qualifies &&
      a_.tokens.upos[hit.head] != Upos::kPropn)
    return;
  // "the French": the adjective stands for the people.
  const Deprel deprel = a_.tokens.deprel[hit.head];
  const bool heads_phrase = deprel == Deprel::kNsubj || deprel == Deprel::kObj ||
                            deprel == Deprel::kObl || deprel == Deprel::kIobj;
  const bool the = hit.first > 0 && a_.lower(hit.first - 1) == "the";
  if (hit.meaning.sort == Sort::kAdjective && (d.plural || (heads_phrase && the))) {
    d.link = Link::kPeople;
    d.kind = ActorKind::kGroup;
    d.sector = "CVL";
    d.plural = true;
    d.gender = 'p';
  }
  drafts_.push_back(std::move(d));
}

void Drafter::draft_people(const NameHit& hit) {
  Draft d = base(hit.first, hit.last, hit.head);
  const Description around = roles_.describe(hit.first, hit.last, hit.head, nullptr);
  d.table = hit.meaning.table;
  d.row = hit.meaning.row;
  d.country = k_.country(hit.meaning);
  d.sector = k_.sector(hit.meaning);
  d.evidence = k_.place(hit.meaning);
  d.kind = ActorKind::kGroup;
  d.mention = MentionKind::kDemonym;
  d.link = Link::kPeople;
  d.gender = d.plural ? 'p' : 0;
  if (!hit.qualifies || hit.meaning.sort == Sort::kAdjective) d.sector = "CVL";
  if (d.plural && !around.country.empty())
    d.country = around.country;                    // "the Albanians of southern Serbia"
  if (!hit.qualifies && around.country.empty()) {  // "ethnic Albanians": people of where they are
    d.country = focus_.guess(a_, hit.head);
    if (d.country.empty()) d.country = k_.country(hit.meaning);
  }
  if (!d.plural) d.link = Link::kGeneric;
  drafts_.push_back(std::move(d));
}

void Drafter::draft_capital(const NameHit& hit) {
  const bool seat = hit.meaning.sort == Sort::kSeat;
  std::string why;
  if (hit.inside || !stands_for_government(k_, a_, hit.head, seat, &why)) return;
  Draft d = base(hit.first, hit.last, hit.head);
  d.country = k_.country(hit.meaning);
  d.sector = k_.sector(hit.meaning);
  d.evidence = k_.place(hit.meaning) + "; " + why;
  d.mention = MentionKind::kCapital;
  d.gender = 'n';
  d.plural = false;
  d.kind = ActorKind::kOrganization;
  d.link = Link::kBody;
  if (!seat) d.sector = "GOV";
  d.office_class = d.sector == "LEG"   ? "parliament"
                   : d.sector == "MIL" ? "military"
                   : d.sector == "SPY" ? "intelligence"
                                       : "government";
  drafts_.push_back(std::move(d));
}

void Drafter::draft_known_organization(const NameHit& hit) {
  // "Hamas leader", "UN peacekeepers": it qualifies a noun that is a draft itself, and still is a
  // mention.
  Draft d = base(hit.first, hit.last, hit.head);
  d.table = hit.meaning.table;
  d.row = hit.meaning.row;
  d.country = k_.country(hit.meaning);
  d.sector = k_.sector(hit.meaning);
  d.name = std::string(k_.name(hit.meaning));
  d.evidence = k_.place(hit.meaning);
  d.kind =
      k_.organization_kind(hit.meaning) == "group" ? ActorKind::kGroup : ActorKind::kOrganization;
  d.link = Link::kOrganization;
  d.gender = 'n';
  d.plural = false;
  drafts_.push_back(std::move(d));
}

void ActorFinder::find(const Document& document, const Analysis& analysis, const PieceTable& pieces,
                       ActorScratch& scratch, Resolution& out, Trace* trace) const {
  ActorScratch::State& s = *scratch.state_;
  find_names(state_->knowledge, document, analysis, pieces, s.names, trace);
  Drafter(state_->knowledge, document, analysis, s.names, s.focus, out, s.place_at, s.owner, s.used,
          s.drafts, trace)
      .run();
  link_mentions(state_->knowledge, state_->chains, document, analysis, s.drafts, s.memory, out,
                trace);
}

}  // namespace entente
