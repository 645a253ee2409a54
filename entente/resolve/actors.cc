// Four passes. Names are found (names.cc). The countries that the document names are counted: its focus. Then each noun phrase becomes a
// draft: a state, a capital if it acts (metonymy.cc), a person with the title before or after the name, an organisation, a body or
// people ("Israeli troops", "police in Oaxaca": roles.cc), a pronoun. At last the drafts become actors (coreference.cc).
//
// Tested by actors_test.cc.
#include "entente/resolve/actors.h"

#include <algorithm>
#include <array>
#include <vector>

#include "entente/resolve/coreference.h"
#include "entente/resolve/draft.h"
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
  std::vector<std::uint32_t> owner;     // by hit: the draft of the person whose title it is, or kNone
  std::vector<std::uint8_t> used;       // by token: inside a person's or organisation's name
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

namespace {

constexpr std::uint32_t kTitleReach = 14;  // tokens from a title to its name: "the president of the Bolivarian Republic of X, Y"

struct PronounRow {
  std::string_view word;
  char gender;  // m f n p(lural) s(peaker)
};
constexpr std::array<PronounRow, 27> kPronouns = {
    {{"he", 'm'},     {"him", 'm'},    {"his", 'm'},    {"himself", 'm'},  {"she", 'f'},    {"her", 'f'},   {"hers", 'f'},
     {"herself", 'f'}, {"it", 'n'},    {"its", 'n'},    {"itself", 'n'},   {"they", 'p'},   {"them", 'p'},  {"their", 'p'},
     {"theirs", 'p'}, {"themselves", 'p'}, {"i", 's'},  {"me", 's'},       {"my", 's'},     {"we", 's'},    {"us", 's'},
     {"our", 's'},    {"ours", 's'},   {"ourselves", 's'}, {"myself", 's'}, {"each", 0},     {"mine", 's'}}};

constexpr std::array<std::string_view, 14> kFemaleWords = {"queen", "princess", "empress", "spokeswoman", "congresswoman", "chairwoman", "mrs.",
                                                           "ms.",   "mrs",      "ms",      "lady",        "actress",       "businesswoman", "madame"};
constexpr std::array<std::string_view, 14> kMaleWords = {"king", "prince", "emperor", "spokesman", "congressman", "chairman", "mr.",
                                                         "mr",   "sir",    "lord",    "emir",      "sultan",      "businessman", "pope"};
constexpr std::array<std::string_view, 6> kSideNouns = {"country", "nation", "side", "state", "government", "party"};
// Words that put a noun beyond any one country: its country is not guessed.
constexpr std::array<std::string_view, 19> kManyCountries = {"western", "european", "arab",   "african",  "asian",        "foreign", "international",
                                                             "regional", "latin",   "world",  "global",   "neighbouring", "neighboring", "several",
                                                             "various",  "many",    "allied", "coalition", "multinational"};
// Bodies of a government that are not the government itself.
constexpr std::array<std::string_view, 16> kOffices = {"ministry", "department", "embassy", "consulate", "council",  "commission", "agency", "bank",
                                                       "delegation", "mission",  "palace",  "office",    "team",     "side",       "service", "authority"};
constexpr std::array<std::string_view, 11> kGroupNouns = {"group", "organization", "organisation", "movement", "union", "alliance", "bloc", "network",
                                                         "association", "agency", "front"};
constexpr std::array<std::string_view, 10> kJoint = {"intergovernmental", "inter-governmental", "joint", "bilateral", "trilateral", "international",
                                                    "mixed", "world", "global", "binational"};
constexpr std::array<std::string_view, 5> kCountryNouns = {"country", "nation", "homeland", "motherland", "fatherland"};

template <std::size_t N>
bool one_of(const std::array<std::string_view, N>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

class Drafter {
 public:
  Drafter(const Knowledge& knowledge, const Document& document, const Analysis& analysis, const NameHits& names, Focus& focus,
          const Resolution& found, std::vector<std::uint32_t>& place_at, std::vector<std::uint32_t>& owner,
          std::vector<std::uint8_t>& used, std::vector<Draft>& drafts)
      : k_(knowledge), document_(document), a_(analysis), names_(names), focus_(focus), places_(found.places), place_at_(place_at),
        owner_(owner), used_(used), drafts_(drafts), roles_(knowledge, analysis, names, found.places, place_at) {}

  void run();

 private:
  void index_places();
  void count_countries();
  void draft_persons();
  void draft_person(std::uint32_t first, std::uint32_t last, const NameHit* hit);
  std::uint32_t title_before(std::uint32_t first) const;
  std::uint32_t title_after(std::uint32_t first, std::uint32_t last, std::uint32_t head) const;
  std::uint32_t title_apposed(std::uint32_t first, std::uint32_t head) const;
  void draft_organizations();
  bool is_described(const Entity& entity) const;
  bool is_place(const Entity& entity) const;
  void draft_organization(const Entity& entity);
  void draft_hits();
  void draft_state(const NameHit& hit);
  void draft_people(const NameHit& hit);
  void draft_capital(const NameHit& hit);
  void draft_known_organization(const NameHit& hit);
  void draft_office(std::uint32_t id);
  bool draft_special(const NameHit& hit, const Description& d);
  bool counts_two(std::uint32_t first, std::uint32_t last) const;
  void draft_plain_nouns();
  void draft_pronouns();

  Draft base(std::uint32_t first, std::uint32_t last, std::uint32_t head) const;
  bool is_plural(std::uint32_t token) const { return a_.has_feat(token, "Number", "Plur"); }
  bool is_definite(std::uint32_t begin, std::uint32_t head) const;
  char gender_of(std::uint32_t first, std::uint32_t last) const;
  void guess_country(Draft& d) const;
  bool is_title(const NameHit& hit) const {
    return hit.meaning.sort == Sort::kOffice && k_.office_kind(hit.meaning) != OfficeKind::kBody;
  }

  const Knowledge& k_;
  const Document& document_;
  const Analysis& a_;
  const NameHits& names_;
  Focus& focus_;
  const std::vector<Place>& places_;
  std::vector<std::uint32_t>& place_at_;
  std::vector<std::uint32_t>& owner_;
  std::vector<std::uint8_t>& used_;
  std::vector<Draft>& drafts_;
  Roles roles_;
};

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
    for (std::uint32_t t = places_[p].first; t < places_[p].last && t < place_at_.size(); ++t) place_at_[t] = p;
}

void Drafter::count_countries() {
  focus_.clear();
  for (std::uint32_t t = 0; t < a_.tokens.size(); ++t) {
    const std::uint32_t id = names_.hit_at[t];
    const std::uint32_t sentence = a_.tokens.sentence[t];
    if (id == kNone) {
      if (place_at_[t] != kNone && places_[place_at_[t]].first == t) focus_.add(sentence, t, places_[place_at_[t]].country);
      continue;
    }
    const NameHit& hit = names_.hits[id];
    if (hit.first == t && hit.meaning.sort != Sort::kPerson && hit.qualifies) focus_.add(sentence, t, roles_.country_of(hit));
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
    if (word == "the" || word == "this" || word == "that" || word == "these" || word == "those") return true;
    if (a_.tokens.subtype[t] == Subtype::kPoss && a_.tokens.upos[t] == Upos::kPron) return true;
    if (a_.tokens.upos[t] == Upos::kPart) return true;  // "Romania's president"
    if (word == "a" || word == "an" || word == "another" || word == "any" || word == "no" || word == "every") return false;
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

void Drafter::guess_country(Draft& d) const {
  if (!d.country.empty()) return;
  for (std::uint32_t t = d.first; t < d.name_first; ++t)
    if (one_of(kManyCountries, a_.lower(t))) return;
  const bool summit = d.office_class == "fm" || d.office_class == "dm" || d.office_class == "head" || d.office_class == "pm" ||
                      d.office_class == "leader" || d.office_class == "minister";
  if (d.plural && summit && !d.definite) return;  // "foreign ministers met in Brussels"
  d.country = focus_.guess(a_, d.head);
  d.guessed_country = true;
  if (!d.country.empty()) d.evidence = "the document's focus";
}

// ---- persons ----

// The title hit that ends where the name begins: "Vice President Yuri Borisov".
std::uint32_t Drafter::title_before(std::uint32_t first) const {
  if (first == 0 || a_.tokens.sentence[first - 1] != a_.tokens.sentence[first]) return kNone;
  const std::uint32_t id = names_.hit_at[first - 1];
  if (id == kNone || !is_title(names_.hits[id])) return kNone;
  return id;
}

// "X, the Chinese ambassador to Y", "X, president of Z": an apposition, by the tree or by the comma.
std::uint32_t Drafter::title_after(std::uint32_t first, std::uint32_t last, std::uint32_t head) const {
  for (const std::uint32_t child : children(a_, head)) {
    if (child < last || a_.tokens.deprel[child] != Deprel::kAppos) continue;
    const std::uint32_t id = names_.hit_at[child];
    if (id != kNone && is_title(names_.hits[id])) return id;
  }
  if (last + 1 >= a_.tokens.size() || a_.form(last) != ",") return kNone;
  const std::uint32_t sentence = a_.tokens.sentence[first];
  for (std::uint32_t t = last + 1; t < a_.tokens.size() && t < last + 7 && a_.tokens.sentence[t] == sentence; ++t) {
    const std::uint32_t id = names_.hit_at[t];
    if (id != kNone && is_title(names_.hits[id]) && names_.hits[id].first == t) {
      const std::uint32_t title_head = names_.hits[id].head;
      if (a_.tokens.deprel[title_head] == Deprel::kNsubj || a_.tokens.deprel[title_head] == Deprel::kConj) return kNone;
      const std::uint32_t next = names_.hits[id].last;  // "X, President Y": another's title
      if (next < a_.tokens.size() && names_.entity_at[next] != kNone && a_.entities[names_.entity_at[next]].type == EntityType::kPer)
        return kNone;
      return id;
    }
    const Upos upos = a_.tokens.upos[t];
    if (upos == Upos::kVerb || upos == Upos::kPunct || upos == Upos::kCconj || upos == Upos::kAdp || upos == Upos::kPron) return kNone;
  }
  return kNone;
}

// "the president of the Bolivarian Republic of Venezuela, Nicolás Maduro": the name is in apposition to the title.
std::uint32_t Drafter::title_apposed(std::uint32_t first, std::uint32_t head) const {
  const std::uint32_t governor = a_.tokens.head[head];
  if (governor != kNoToken && governor < first &&
      (a_.tokens.deprel[head] == Deprel::kAppos || a_.tokens.deprel[head] == Deprel::kFlat)) {
    const std::uint32_t id = names_.hit_at[governor];
    if (id != kNone && is_title(names_.hits[id])) return id;
  }
  if (first < 2) return kNone;
  const bool comma = a_.form(first - 1) == ",";
  bool crossed = false;
  const std::uint32_t sentence = a_.tokens.sentence[first];
  for (std::uint32_t t = comma ? first - 1 : first; t-- > 0 && first - t < kTitleReach && a_.tokens.sentence[t] == sentence;) {
    const std::uint32_t id = names_.hit_at[t];
    if (id != kNone && is_title(names_.hits[id])) {
      const std::uint32_t before = names_.hits[id].first;
      // Without a comma only over a preposition: "vice president for the economic area X", but not "General Counsel X".
      return owner_[id] != kNone || before == first || (!comma && !crossed) ? kNone : id;
    }
    const Upos upos = a_.tokens.upos[t];
    const bool name_word = upos == Upos::kPropn || upos == Upos::kNoun || upos == Upos::kAdj || upos == Upos::kDet || upos == Upos::kPart;
    const bool joins = upos == Upos::kAdp && (a_.lower(t) == "of" || a_.lower(t) == "for" || a_.lower(t) == "to");
    if (!name_word && !joins) return kNone;
    crossed |= joins;
    if (names_.entity_at[t] != kNone && a_.entities[names_.entity_at[t]].type == EntityType::kPer) return kNone;
  }
  return kNone;
}

void Drafter::draft_persons() {
  std::uint32_t next_hit = 0;
  std::uint32_t e = 0;
  // Entities and hits both ascend: walk them together.
  while (e < a_.entities.size() || next_hit < names_.hits.size()) {
    while (next_hit < names_.hits.size() && names_.hits[next_hit].meaning.sort != Sort::kPerson) ++next_hit;
    while (e < a_.entities.size() && a_.entities[e].type != EntityType::kPer) ++e;
    const bool has_hit = next_hit < names_.hits.size(), has_entity = e < a_.entities.size();
    if (!has_hit && !has_entity) break;
    if (has_hit && (!has_entity || names_.hits[next_hit].last <= a_.entities[e].first)) {
      const NameHit& hit = names_.hits[next_hit++];
      draft_person(hit.first, hit.last, &hit);
      continue;
    }
    if (!has_hit || a_.entities[e].last <= names_.hits[next_hit].first) {
      draft_person(a_.entities[e].first, a_.entities[e].last, nullptr);
      ++e;
      continue;
    }
    const NameHit& hit = names_.hits[next_hit++];
    draft_person(std::min(hit.first, a_.entities[e].first), std::max(hit.last, a_.entities[e].last), &hit);
    const std::uint32_t end = a_.entities[e++].last;
    while (next_hit < names_.hits.size() && names_.hits[next_hit].first < end) ++next_hit;
  }
}

void Drafter::draft_person(std::uint32_t first, std::uint32_t last, const NameHit* hit) {
  // The reader may count title and adjective to the name: "President Maduro", "Russian Vice President Yuri Borisov".
  for (std::uint32_t t = first; t < last;) {
    const std::uint32_t id = names_.hit_at[t];
    if (id == kNone || names_.hits[id].last >= last) break;
    const Sort sort = names_.hits[id].meaning.sort;
    if (sort != Sort::kOffice && sort != Sort::kAdjective && sort != Sort::kCountry) break;
    t = first = names_.hits[id].last;
  }
  while (last > first + 1 && (a_.tokens.upos[last - 1] == Upos::kAdp || a_.tokens.upos[last - 1] == Upos::kPunct) && a_.form(last - 1) != ".")
    --last;
  for (std::uint32_t t = first + 1; t < last; ++t)  // "King Hassan of Morocco" is named Hassan
    if (a_.tokens.upos[t] == Upos::kAdp && a_.lower(t) == "of") last = t;
  if (first >= last || used_[first] != 0) return;
  if (hit == nullptr && names_.hit_at[first] != kNone && names_.hits[names_.hit_at[first]].last >= last)
    return;  // "Miraflores", "Hamas": the tables know better
  for (std::uint32_t t = first; t < last; ++t) used_[t] = 1;
  Draft d = base(first, last, head_of(a_, first, last));
  d.link = Link::kPerson;
  d.kind = ActorKind::kPerson;
  d.plural = false;
  d.name = std::string(document_.piece({a_.tokens.begin[first], a_.tokens.end[last - 1]}));

  const auto id = static_cast<std::uint32_t>(drafts_.size());
  std::uint32_t title = title_before(first);
  const bool before = title != kNone;
  if (!before) title = title_after(first, last, d.head);
  if (title == kNone) title = title_apposed(first, d.head);
  RoleWords words;
  std::string_view sector, office_class;
  const NameHit* office = title == kNone ? nullptr : &names_.hits[title];
  const bool courtesy = office != nullptr && k_.office_class(office->meaning) == "none";  // "Mr."
  if (office != nullptr) owner_[title] = id;
  const std::uint32_t core_first = before ? office->first : first;
  const Description role = office == nullptr || courtesy ? roles_.describe(core_first, last, d.head, nullptr)
                           : before                      ? roles_.describe(office->first, last, d.head, &office->meaning)
                                                         : roles_.describe(office->first, office->last, office->head, &office->meaning);
  words.country = role.country;
  words.former = role.former;
  d.former = role.former;
  d.possessor = role.possessor;
  if (office != nullptr && !courtesy) {
    sector = role.sector;
    office_class = role.office_class;
    words.office_class = office_class;
    d.title = std::string(document_.piece({a_.tokens.begin[office->first], a_.tokens.end[office->last - 1]}));
    if (role.country.empty() && before) {  // what the name's own tree holds may hang on the title instead
      const Description again = roles_.describe(office->first, office->last, office->head, &office->meaning);
      words.country = again.country;
      words.former |= again.former;
      if (again.sector != sector && !again.sector.empty()) sector = again.sector;
    }
  }
  if (before) {
    d.first = core_first;
    const std::uint32_t begin = role.first;
    d.first = begin;
    while (d.first < core_first && (a_.tokens.upos[d.first] == Upos::kDet || a_.tokens.upos[d.first] == Upos::kNum)) ++d.first;
  }
  d.gender = gender_of(d.first, last);
  d.country = words.country;
  d.sector = sector;
  d.office_class = office_class;
  if (!role.evidence.empty()) d.evidence = role.evidence + (d.title.empty() ? "" : " " + d.title);

  PersonChoice choice;
  const std::span<const Candidate> rows =
      hit == nullptr ? std::span<const Candidate>()
                     : std::span(names_.people).subspan(hit->people_begin, hit->people_end - hit->people_begin);
  if (!rows.empty()) {
    const bool alone = hit->last - hit->first == 1 && last - first == 1 && rows.front().form == k_.surname(rows.front());
    d.surname_alone = alone;
    choice = choose_person(k_, rows, document_.date, words, alone && office == nullptr,
                           [&](std::string_view country) { return focus_.count(country); });
  }
  if (choice.index != kNone) {
    const Candidate& c = rows[choice.index];
    d.table = c.table;
    d.row = c.row;
    d.name = std::string(k_.name(c));
    if (d.country.empty()) d.country = k_.country(c);
    if (d.sector.empty()) d.sector = choice.in_office ? k_.sector(c) : choice.after ? "ELI" : "";
    // A rank is no office: "Lt. Gen. Prosper Avril" was president, "Ayatollah Khamenei" leads a state.
    const bool rank = d.office_class == "mil" || d.office_class == "rel" || d.office_class == "bus" || d.office_class == "soc" ||
                      d.sector == "LEG";
    if (rank && k_.sector(c) == "GOV" && choice.in_office && !d.former) d.sector = "GOV";
    if (d.former && d.sector == "GOV") d.sector = "ELI";
    if (d.title.empty() && choice.in_office) d.title = std::string(k_.title(c));
    if (d.office_class.empty()) d.office_class = title_class(k_.title(c));
    d.evidence = k_.place(c) + (d.evidence.empty() ? "" : "; " + d.evidence);
  } else if (office != nullptr && !courtesy && d.country.empty() && d.possessor == kNone) {
    guess_country(d);
  }
  drafts_.push_back(std::move(d));
}

// ---- organisations that no table knows ----

void Drafter::draft_organizations() {
  for (const Entity& e : a_.entities)
    if (e.type == EntityType::kOrg || e.type == EntityType::kMisc) draft_organization(e);
}

// "northern Iraq", "Brussels": the gazetteer has it whole.
bool Drafter::is_place(const Entity& entity) const {
  const std::uint32_t place = place_at_[entity.first];
  if (place != kNone && places_[place].last >= entity.last && names_.hit_at[entity.first] == kNone) return true;
  const std::uint32_t id = names_.hit_at[entity.last - 1];
  return id != kNone && names_.hits[id].meaning.sort == Sort::kCountry && entity.last - entity.first == 2 &&
         a_.lower(entity.first).ends_with("ern");
}

// "Venezuelan Head of State", "Russian Government": no name, but a title or a body with its country; draft_office() says it better.
bool Drafter::is_described(const Entity& entity) const {
  const std::uint32_t id = names_.hit_at[entity.last - 1];
  if (id == kNone) return false;
  if (names_.hits[id].meaning.sort == Sort::kDemonym && is_plural(names_.hits[id].head)) return true;  // "Young Algerians"
  if (names_.hits[id].meaning.sort != Sort::kOffice) return false;
  if (names_.hits[id].last > entity.last) return true;
  for (std::uint32_t t = entity.first; t < names_.hits[id].first; ++t) {
    const Upos upos = a_.tokens.upos[t];
    if (names_.hit_at[t] == kNone && upos != Upos::kDet && upos != Upos::kPart && upos != Upos::kPunct) return false;
  }
  return true;
}

// "Israel Aerospace Union", "the Nigerian Bar Association": its country is that of the adjective or place in its name or beside it,
// its sector that of the noun in it ("Court", "Police").
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
    if (hit.meaning.sort == Sort::kOrganization || hit.meaning.sort == Sort::kOffice) sector = k_.sector(hit.meaning);
    if (hit.meaning.sort == Sort::kOffice && k_.office_kind(hit.meaning) == OfficeKind::kWeak && hit.last != entity.last) sector = {};
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
      case Sort::kPerson: break;
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
  d.mention = hit.meaning.sort == Sort::kAdjective || hit.inside ? MentionKind::kDemonym : MentionKind::kName;
  if (hit.meaning.sort == Sort::kAdjective && !hit.qualifies && a_.tokens.upos[hit.head] != Upos::kPropn) return;
  // "the French": the adjective stands for the people.
  const Deprel deprel = a_.tokens.deprel[hit.head];
  const bool heads_phrase = deprel == Deprel::kNsubj || deprel == Deprel::kObj || deprel == Deprel::kObl || deprel == Deprel::kIobj;
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
  if (d.plural && !around.country.empty()) d.country = around.country;  // "the Albanians of southern Serbia"
  if (!hit.qualifies && around.country.empty()) {                      // "ethnic Albanians": people of where they are
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
  d.office_class = d.sector == "LEG" ? "parliament" : d.sector == "MIL" ? "military" : d.sector == "SPY" ? "intelligence" : "government";
  drafts_.push_back(std::move(d));
}

void Drafter::draft_known_organization(const NameHit& hit) {
  // "Hamas leader", "UN peacekeepers": it qualifies a noun that is a draft itself, and still is a mention.
  Draft d = base(hit.first, hit.last, hit.head);
  d.table = hit.meaning.table;
  d.row = hit.meaning.row;
  d.country = k_.country(hit.meaning);
  d.sector = k_.sector(hit.meaning);
  d.name = std::string(k_.name(hit.meaning));
  d.evidence = k_.place(hit.meaning);
  d.kind = k_.organization_kind(hit.meaning) == "group" ? ActorKind::kGroup : ActorKind::kOrganization;
  d.link = Link::kOrganization;
  d.gender = 'n';
  d.plural = false;
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
  if (upos != Upos::kNoun && upos != Upos::kPropn && hit.last - hit.first == 1) return;
  const OfficeKind kind = k_.office_kind(hit.meaning);
  const std::uint32_t owner = owner_[id];
  if (owner != kNone && contains({drafts_[owner].first, drafts_[owner].last}, {hit.first, hit.last})) return;
  const Deprel deprel = a_.tokens.deprel[hit.head];
  const bool modifier = deprel == Deprel::kCompound || (deprel == Deprel::kNmod && a_.tokens.subtype[hit.head] == Subtype::kDesc);
  if (modifier && a_.tokens.head[hit.head] > hit.head) {
    const std::uint32_t governor = a_.tokens.head[hit.head];
    const std::uint32_t other = names_.hit_at[governor];
    if (other != kNone && names_.hits[other].meaning.sort == Sort::kOffice) return;  // "opposition group": the group's draft says it
    if (kind == OfficeKind::kTitle || kind == OfficeKind::kWeak) return;             // "president X" without a known name, "unit cost"
  }
  if (hit.last + 1 < a_.tokens.size() && a_.form(hit.last) == "-" && a_.tokens.end[hit.last] == a_.tokens.begin[hit.last + 1])
    return;  // "rebel-held"
  const Description role = roles_.describe(hit.first, hit.last, hit.head, &hit.meaning);
  if (draft_special(hit, role)) return;
  Draft d = base(role.first, hit.last, hit.head);
  d.name_first = hit.first;
  d.mention = MentionKind::kNominal;
  d.definite = is_definite(role.first, hit.head);
  d.country = role.country;
  d.sector = role.sector;
  d.office_class = role.office_class;
  d.former = role.former;
  d.possessor = role.possessor;
  d.evidence = k_.place(hit.meaning) + (role.evidence.empty() ? "" : "; " + role.evidence);
  d.table = hit.meaning.table;
  d.row = hit.meaning.row;
  const bool bare = role.first == hit.first && !d.plural && upos == Upos::kNoun && d.country.empty();
  if (kind == OfficeKind::kBody && bare && (d.sector == "GOV" || d.sector == "MIL" || d.sector == "SPY")) return;  // "trade, health, military"
  if (kind == OfficeKind::kWeak && d.sector.empty()) {  // "a group": of nobody knows what; "the group": one named before
    if (!d.definite || d.plural || !one_of(kGroupNouns, a_.lemma(hit.head))) return;
    d.link = Link::kGroupNoun;
    d.row = kNone;
    drafts_.push_back(std::move(d));
    return;
  }
  if (d.plural && d.country.empty() && kind == OfficeKind::kTitle && counts_two(role.first, hit.first)) {
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
    d.title = std::string(document_.piece({a_.tokens.begin[hit.first], a_.tokens.end[hit.last - 1]}));
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
    const bool our = possessor != kNone && (a_.lower(possessor) == "our" || a_.lower(possessor) == "their");
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
    const auto it = std::find_if(kPronouns.begin(), kPronouns.end(), [&](const PronounRow& row) { return row.word == a_.lower(t); });
    if (it == kPronouns.end() || it->gender == 0) continue;
    Draft d = base(t, t + 1, t);
    d.mention = MentionKind::kPronoun;
    d.link = Link::kPronoun;
    d.gender = it->gender;
    drafts_.push_back(std::move(d));
  }
}

}  // namespace

void ActorFinder::find(const Document& document, const Analysis& analysis, const PieceTable& pieces, ActorScratch& scratch,
                       Resolution& out, Trace* trace) const {
  ActorScratch::State& s = *scratch.state_;
  find_names(state_->knowledge, document, analysis, pieces, s.names, trace);
  Drafter(state_->knowledge, document, analysis, s.names, s.focus, out, s.place_at, s.owner, s.used, s.drafts).run();
  link_mentions(state_->knowledge, state_->chains, document, analysis, s.drafts, s.memory, out, trace);
}

}  // namespace entente
