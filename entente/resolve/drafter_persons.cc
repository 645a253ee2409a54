// Persons: the name, the title before or after it, and which row of people.tsv it is.
//
// Tested by actors_test.cc.
#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <vector>

#include "entente/resolve/drafter.h"
#include "entente/resolve/people.h"
#include "entente/resolve/tree.h"

namespace entente {

// ---- persons ----

// The title hit that ends where the name begins: "Vice President Yuri Borisov".
std::uint32_t Drafter::title_before(std::uint32_t first) const {
  if (first == 0 || a_.tokens.sentence[first - 1] != a_.tokens.sentence[first]) return kNone;
  const std::uint32_t id = names_.hit_at[first - 1];
  if (id == kNone || !is_title(names_.hits[id])) return kNone;
  return id;
}

// "X, the Chinese ambassador to Y", "X, president of Z": an apposition, by the tree or by the
// comma.
std::uint32_t Drafter::title_after(std::uint32_t first, std::uint32_t last,
                                   std::uint32_t head) const {
  for (const std::uint32_t child : children(a_, head)) {
    if (child < last || a_.tokens.deprel[child] != Deprel::kAppos) continue;
    const std::uint32_t id = names_.hit_at[child];
    if (id != kNone && is_title(names_.hits[id])) return id;
  }
  if (last + 1 >= a_.tokens.size() || a_.form(last) != ",") return kNone;
  const std::uint32_t sentence = a_.tokens.sentence[first];
  for (std::uint32_t t = last + 1;
       t < a_.tokens.size() && t < last + 7 && a_.tokens.sentence[t] == sentence; ++t) {
    const std::uint32_t id = names_.hit_at[t];
    if (id != kNone && is_title(names_.hits[id]) && names_.hits[id].first == t) {
      const std::uint32_t title_head = names_.hits[id].head;
      if (a_.tokens.deprel[title_head] == Deprel::kNsubj ||
          a_.tokens.deprel[title_head] == Deprel::kConj)
        return kNone;
      const std::uint32_t next = names_.hits[id].last;  // "X, President Y": another's title
      if (next < a_.tokens.size() && names_.entity_at[next] != kNone &&
          a_.entities[names_.entity_at[next]].type == EntityType::kPer)
        return kNone;
      return id;
    }
    const Upos upos = a_.tokens.upos[t];
    if (upos == Upos::kVerb || upos == Upos::kPunct || upos == Upos::kCconj || upos == Upos::kAdp ||
        upos == Upos::kPron)
      return kNone;
  }
  return kNone;
}

// "the president of the Bolivarian Republic of Venezuela, Nicolás Maduro": the name is in
// apposition to the title.
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
  for (std::uint32_t t = comma ? first - 1 : first;
       t-- > 0 && first - t < kTitleReach && a_.tokens.sentence[t] == sentence;) {
    const std::uint32_t id = names_.hit_at[t];
    if (id != kNone && is_title(names_.hits[id])) {
      const std::uint32_t before = names_.hits[id].first;
      // Without a comma only over a preposition: "vice president for the economic area X", but not
      // "General Counsel X".
      return owner_[id] != kNone || before == first || (!comma && !crossed) ? kNone : id;
    }
    const Upos upos = a_.tokens.upos[t];
    const bool name_word = upos == Upos::kPropn || upos == Upos::kNoun || upos == Upos::kAdj ||
                           upos == Upos::kDet || upos == Upos::kPart;
    const bool joins =
        upos == Upos::kAdp && (a_.lower(t) == "of" || a_.lower(t) == "for" || a_.lower(t) == "to");
    if (!name_word && !joins) return kNone;
    crossed |= joins;
    if (names_.entity_at[t] != kNone && a_.entities[names_.entity_at[t]].type == EntityType::kPer)
      return kNone;
  }
  return kNone;
}

void Drafter::draft_persons() {
  std::uint32_t next_hit = 0;
  std::uint32_t e = 0;
  // Entities and hits both ascend: walk them together.
  while (e < a_.entities.size() || next_hit < names_.hits.size()) {
    while (next_hit < names_.hits.size() && names_.hits[next_hit].meaning.sort != Sort::kPerson)
      ++next_hit;
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
    draft_person(std::min(hit.first, a_.entities[e].first), std::max(hit.last, a_.entities[e].last),
                 &hit);
    const std::uint32_t end = a_.entities[e++].last;
    while (next_hit < names_.hits.size() && names_.hits[next_hit].first < end) ++next_hit;
  }
}

// For explain: the rows that bear the name, the best first, and what each scored.
void Drafter::tell_candidates(const Draft& d, std::span<const Candidate> rows,
                              const RoleWords& words, std::uint32_t chosen) const {
  constexpr std::size_t kTold = 4;
  std::vector<std::pair<int, std::uint32_t>> scored;
  for (std::uint32_t i = 0; i < rows.size(); ++i)
    scored.emplace_back(
        score_person(k_, rows[i], document_.date, words, focus_.count(k_.country(rows[i]))), i);
  std::stable_sort(scored.begin(), scored.end(),
                   [](const auto& x, const auto& y) { return x.first > y.first; });
  for (std::size_t i = 0; i < scored.size() && i < kTold; ++i) {
    const Candidate& c = rows[scored[i].second];
    trace_->lines.push_back(
        {"resolve", a_.tokens.sentence[d.head],
         std::string(
             document_.piece({a_.tokens.begin[d.name_first], a_.tokens.end[d.name_last - 1]})) +
             " may be " + std::string(k_.name(c)) + " " + std::string(k_.country(c)) +
             std::string(k_.sector(c)) + ", " + std::string(k_.title(c)) + ": " +
             std::to_string(scored[i].first) + " (" + k_.place(c) + ")" +
             (scored[i].second == chosen ? ", chosen" : "")});
  }
}

// "Russian President Vladimir Putin's offer": the tree may hang "Russian" on the offer.
void Drafter::take_adjective_before(Draft& d) const {
  if (d.first == 0 || d.title.empty() || d.first == d.name_first) return;
  const std::uint32_t before = d.first - 1, id = names_.hit_at[before];
  if (id == kNone || a_.tokens.sentence[before] != a_.tokens.sentence[d.first]) return;
  const NameHit& hit = names_.hits[id];
  const bool says_whose =
      hit.meaning.sort == Sort::kAdjective ||
      (hit.meaning.sort == Sort::kCountry && a_.tokens.upos[before] == Upos::kPropn);
  if (!says_whose || !hit.qualifies || a_.tokens.deprel[hit.head] == Deprel::kObl ||
      a_.tokens.deprel[hit.head] == Deprel::kNsubj || a_.tokens.deprel[hit.head] == Deprel::kObj)
    return;
  if (!d.country.empty() && d.country != k_.country(hit.meaning)) return;
  d.country = k_.country(hit.meaning);
  d.first = hit.first;
}

void Drafter::draft_person(std::uint32_t first, std::uint32_t last, const NameHit* hit) {
  // The reader may count title and adjective to the name: "President Maduro", "Russian Vice
  // President Yuri Borisov".
  for (std::uint32_t t = first; t < last;) {
    const std::uint32_t id = names_.hit_at[t];
    if (id == kNone || names_.hits[id].last >= last) break;
    const Sort sort = names_.hits[id].meaning.sort;
    if (sort != Sort::kOffice && sort != Sort::kAdjective && sort != Sort::kCountry) break;
    t = first = names_.hits[id].last;
  }
  while (last > first + 1 &&
         (a_.tokens.upos[last - 1] == Upos::kAdp || a_.tokens.upos[last - 1] == Upos::kPunct) &&
         a_.form(last - 1) != ".")
    --last;
  for (std::uint32_t t = first + 1; t < last; ++t)  // "King Hassan of Morocco" is named Hassan
    if (a_.tokens.upos[t] == Upos::kAdp && a_.lower(t) == "of") last = t;
  if (first >= last || used_[first] != 0) return;
  if (hit == nullptr && names_.hit_at[first] != kNone &&
      names_.hits[names_.hit_at[first]].last >= last)
    return;  // "Miraflores", "Hamas": the tables know better
  if (hit == nullptr && title_before(first) == kNone && place_at_[first] != kNone &&
      places_[place_at_[first]].first <= first && places_[place_at_[first]].last >= last)
    return;  // "the town of Samarra": places.cc has weighed the reader's "person" already
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
  const Description role =
      office == nullptr || courtesy ? roles_.describe(core_first, last, d.head, nullptr)
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
    d.title = std::string(
        document_.piece({a_.tokens.begin[office->first], a_.tokens.end[office->last - 1]}));
    if (role.country.empty() &&
        before) {  // what the name's own tree holds may hang on the title instead
      const Description again =
          roles_.describe(office->first, office->last, office->head, &office->meaning);
      words.country = again.country;
      words.former |= again.former;
      if (again.sector != sector && !again.sector.empty()) sector = again.sector;
    }
  }
  if (before) {
    d.first = core_first;
    const std::uint32_t begin = role.first;
    d.first = begin;
    while (d.first < core_first &&
           (a_.tokens.upos[d.first] == Upos::kDet || a_.tokens.upos[d.first] == Upos::kNum))
      ++d.first;
  }
  d.gender = gender_of(d.first, last);
  d.country = words.country;
  d.sector = sector;
  d.office_class = office_class;
  if (!role.evidence.empty()) d.evidence = role.evidence + (d.title.empty() ? "" : " " + d.title);

  PersonChoice choice;
  const std::span<const Candidate> rows =
      hit == nullptr ? std::span<const Candidate>()
                     : std::span(names_.people)
                           .subspan(hit->people_begin, hit->people_end - hit->people_begin);
  if (!rows.empty()) {
    const bool alone = hit->last - hit->first == 1 && last - first == 1 &&
                       rows.front().form == k_.surname(rows.front());
    d.surname_alone = alone;
    choice = choose_person(k_, rows, document_.date, words, alone && office == nullptr,
                           [&](std::string_view country) { return focus_.count(country); });
  }
  if (trace_ != nullptr && rows.size() > 1) tell_candidates(d, rows, words, choice.index);
  if (choice.index != kNone) {
    const Candidate& c = rows[choice.index];
    d.table = c.table;
    d.row = c.row;
    d.name = std::string(k_.name(c));
    if (d.country.empty()) d.country = k_.country(c);
    if (d.sector.empty()) d.sector = choice.in_office ? k_.sector(c) : choice.after ? "ELI" : "";
    // A rank is no office: "Lt. Gen. Prosper Avril" was president, "Ayatollah Khamenei" leads a
    // state.
    const bool rank = d.office_class == "mil" || d.office_class == "rel" ||
                      d.office_class == "bus" || d.office_class == "soc" || d.sector == "LEG";
    if (rank && k_.sector(c) == "GOV" && choice.in_office && !d.former) d.sector = "GOV";
    if (d.former && d.sector == "GOV") d.sector = "ELI";
    if (d.title.empty() && choice.in_office) d.title = std::string(k_.title(c));
    if (d.office_class.empty()) d.office_class = title_class(k_.title(c));
    d.evidence = k_.place(c) + (d.evidence.empty() ? "" : "; " + d.evidence);
  } else if (office != nullptr && !courtesy && d.country.empty() && d.possessor == kNone) {
    guess_country(d);
  }
  take_adjective_before(d);
  drafts_.push_back(std::move(d));
}

}  // namespace entente
