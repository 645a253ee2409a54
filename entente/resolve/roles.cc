// A phrase is read from its head outwards: first the words before it that hang on it, nearest
// first; then what "of" joins; then where "in" puts it. The first country found stands. A noun's
// own sector gives way only if the noun is weak (leader, official, group, member) or the words name
// an armed group ("Taliban forces" are rebels, whatever forces are).
//
// Tested by actors_test.cc.
#include "entente/resolve/roles.h"

#include <algorithm>
#include <array>

#include "entente/resolve/tree.h"

namespace entente {
namespace {

constexpr std::array<std::string_view, 12> kFormer = {
    "former",   "ex",   "ousted",    "deposed", "exiled",   "onetime",
    "one-time", "then", "erstwhile", "ex-",     "fugitive", "toppled"};
constexpr std::array<std::string_view, 10> kWhere = {
    "in", "at", "from", "throughout", "across", "inside", "within", "near", "around", "on"};
constexpr std::uint32_t kReach = 8;  // tokens that a phrase may run to either side

template <std::size_t N>
bool one_of(const std::array<std::string_view, N>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// "then" is a past office only before a title ("then president"), "ex" only before a hyphen: the
// caller has seen the title.
bool is_former(std::string_view word) { return one_of(kFormer, word); }

bool is_weak(const Knowledge& k, const Candidate& office) {
  if (k.office_kind(office) == OfficeKind::kWeak) return true;
  const std::string_view c = k.office_class(office);
  return c == "leader" || c == "official" || c == "spokes" || c == "envoy" || c == "minister";
}

bool overrides(std::string_view sector) {
  return sector == "REB" || sector == "OPP" || sector == "CRM";
}

// Who held an office of the state and no longer does belongs to the elites.
bool of_state(std::string_view sector) {
  return sector == "GOV" || sector == "JUD" || sector == "LEG" || sector == "SPY" ||
         sector == "COP" || sector == "MIL";
}

}  // namespace

void Focus::clear() {
  named_.clear();
  countries_.clear();
  counts_.clear();
}

void Focus::add(std::uint32_t sentence, std::uint32_t token, std::string_view country) {
  if (country.size() != 3) return;
  const auto it = std::find(countries_.begin(), countries_.end(), country);
  const auto id = static_cast<std::uint32_t>(it - countries_.begin());
  if (it == countries_.end()) {
    countries_.push_back(country);
    counts_.push_back(0);
  }
  ++counts_[id];
  named_.push_back({sentence, token, id});
}

int Focus::count(std::string_view country) const {
  const auto it = std::find(countries_.begin(), countries_.end(), country);
  return it == countries_.end() ? 0 : counts_[static_cast<std::size_t>(it - countries_.begin())];
}

std::string_view Focus::guess(const Analysis& analysis, std::uint32_t token) const {
  const auto international = [](std::string_view c) {
    return c == "UNO" || c == "EUR" || c == "IGO" || c == "NGO" || c == "IMG" || c == "ISM" ||
           c == "MNC";
  };
  const std::uint32_t sentence = analysis.tokens.sentence[token];
  const auto begin =
      std::lower_bound(named_.begin(), named_.end(), sentence,
                       [](const Named& n, std::uint32_t s) { return n.sentence < s; });
  std::uint32_t best = kNone;
  int best_count = 0;
  bool best_before = false;
  for (auto it = begin; it != named_.end() && it->sentence == sentence; ++it) {
    if (international(countries_[it->country])) continue;
    const bool before = it->token < token;
    const int count = counts_[it->country];
    if (best == kNone || count > best_count || (count == best_count && (before || !best_before))) {
      best = it->country;
      best_count = count;
      best_before = before;
    }
  }
  if (best != kNone) return countries_[best];
  int total = 0;
  for (std::uint32_t c = 0; c < countries_.size(); ++c) {
    if (international(countries_[c])) continue;
    total += counts_[c];
    if (best == kNone || counts_[c] > counts_[best]) best = c;
  }
  return best != kNone && counts_[best] * 5 >= total * 2 ? countries_[best] : std::string_view();
}

std::string_view Roles::country_of(const NameHit& hit) const {
  return hit.meaning.sort == Sort::kOffice ? std::string_view() : k_.country(hit.meaning);
}

std::uint32_t Roles::phrase_begin(std::uint32_t first, std::uint32_t last) const {
  std::uint32_t begin = first;
  const std::uint32_t sentence = a_.tokens.sentence[first];
  while (begin > 0 && first - begin < kReach) {
    const std::uint32_t t = begin - 1;
    if (a_.tokens.sentence[t] != sentence) break;
    const Upos upos = a_.tokens.upos[t];
    const Deprel deprel = a_.tokens.deprel[t];
    if (upos == Upos::kAdp || upos == Upos::kSconj || upos == Upos::kCconj || upos == Upos::kAux)
      break;
    if (upos == Upos::kVerb && deprel != Deprel::kAmod && deprel != Deprel::kCompound) break;
    if (upos == Upos::kPunct && a_.form(t) != "-" && a_.form(t) != "\"") break;
    if (deprel == Deprel::kCase && upos != Upos::kPart) break;
    if (!hangs_on(a_, t, first, last, 5)) break;
    if (deprel == Deprel::kNsubj || deprel == Deprel::kAdvmod) break;
    --begin;
  }
  while (begin < first &&
         (a_.tokens.upos[begin] == Upos::kPunct || a_.tokens.upos[begin] == Upos::kPart ||
          a_.lower(begin) == "least" || a_.lower(begin) == "than"))
    ++begin;
  return begin;
}

// What a token tells of whose and what its noun is.
Roles::Found Roles::look_at(std::uint32_t token) const {
  Found found;
  found.token = token;
  const std::uint32_t id = names_.hit_at[token];
  if (id != kNone) {
    const NameHit& hit = names_.hits[id];
    if (hit.qualifies) found.country = country_of(hit);
    if (hit.meaning.sort == Sort::kOffice || hit.meaning.sort == Sort::kOrganization ||
        hit.meaning.sort == Sort::kSeat)
      found.sector = k_.sector(hit.meaning);
    found.organization = hit.meaning.sort == Sort::kOrganization;
  } else if (place_at_[token] != kNone) {
    found.country = places_[place_at_[token]].country;
  }
  return found;
}

void Roles::look_left(std::uint32_t first, Description& d, std::string_view& modifier,
                      Found& from) const {
  for (std::uint32_t t = first; t-- > d.first;) {
    if (is_former(a_.lower(t))) d.former = true;
    if (a_.tokens.upos[t] == Upos::kPron && a_.tokens.subtype[t] == Subtype::kPoss) d.possessor = t;
    const Found found = look_at(t);
    if (from.country.empty() && !found.country.empty()) from = found;
    if (modifier.empty() && !found.sector.empty()) modifier = found.sector;
    if (const std::uint32_t id = names_.hit_at[t]; id != kNone && names_.hits[id].first < t)
      t = std::max(names_.hits[id].first, d.first);
  }
}

void Roles::look_right(std::uint32_t last, std::uint32_t head, Description& d,
                       std::string_view& modifier, Found& of, Found& in, int depth) const {
  const std::uint32_t sentence_last = a_.sentences[a_.tokens.sentence[head]].last;
  for (const std::uint32_t child : children(a_, head)) {
    if (child < last || child - head > kReach * 2) continue;
    const Deprel deprel = a_.tokens.deprel[child];
    if (deprel == Deprel::kAcl && names_.hit_at[head] != kNone &&
        k_.office_class(names_.hits[names_.hit_at[head]].meaning) == "pm")
      continue;  // "accused the prime minister of taking bribes from a Chinese company"
    if (deprel == Deprel::kAcl &&
        of.country
            .empty()) {  // "Palestinians living in Gaza", "refugees fleeing the war in Liberia"
      for (std::uint32_t t = child; t < reach_of(a_, child, sentence_last, kReach); ++t)
        if (const Found found = look_at(t); in.country.empty() && !found.country.empty())
          in = found;
      continue;
    }
    if (deprel != Deprel::kNmod && deprel != Deprel::kObl) continue;
    const std::string_view word = preposition(a_, child);
    const bool joins = word == "of" || (word == "for" && !d.office_class.empty());
    const bool where = one_of(kWhere, word);
    if (!joins && !where) continue;
    Found found = look_at(child);
    const std::uint32_t id = names_.hit_at[child];
    if (id != kNone && names_.hits[id].meaning.sort == Sort::kOffice && depth < 2) {
      const NameHit& hit = names_.hits[id];
      const Description inner = describe(hit.first, hit.last, hit.head, &hit.meaning, depth + 1);
      if (found.country.empty()) found.country = inner.country;
      if (found.sector.empty()) found.sector = inner.sector;
    }
    const std::uint32_t child_begin = id == kNone ? child : names_.hits[id].first;
    if (found.country.empty()) {  // "of the Iraqi delegation", "in southern Lebanon"
      const std::uint32_t begin = phrase_begin(child_begin, child + 1);
      for (std::uint32_t t = child_begin; t-- > begin && found.country.empty();)
        found.country = look_at(t).country;
    }
    if (found.country.empty() && depth < 2) {  // "of the town of Gorazde"
      for (const std::uint32_t grandchild : children(a_, child))
        if (grandchild > child && a_.tokens.deprel[grandchild] == Deprel::kNmod &&
            found.country.empty())
          found.country = look_at(grandchild).country;
    }
    if (joins && modifier.empty()) modifier = found.sector;
    Found& slot = joins ? of : in;
    if (slot.country.empty() && !found.country.empty()) slot = found;
  }
}

Description Roles::describe(std::uint32_t first, std::uint32_t last, std::uint32_t head,
                            const Candidate* office, int depth) const {
  Description d;
  d.first = phrase_begin(first, last);
  Found left, of, in;
  std::string_view modifier, joined;
  if (office != nullptr) {
    if (k_.office_kind(*office) != OfficeKind::kWeak) d.sector = k_.sector(*office);
    d.office_class = k_.office_class(*office);
  }
  look_left(first, d, modifier, left);
  look_right(last, head, d, joined, of, in, depth);
  // "A raid on its embassy in Quito": whose it is, not where it stands.
  if (d.possessor != kNone) in = Found{};
  const Found& winner = !left.country.empty() ? left : !of.country.empty() ? of : in;
  d.country = winner.country;
  if (!winner.country.empty() && winner.token != kNone)
    d.evidence = std::string(a_.form(winner.token));
  if (office == nullptr) return d;
  const std::string_view qualified = !modifier.empty() ? modifier : joined;
  if (!qualified.empty()) {
    if (is_weak(k_, *office) && (d.sector.empty() || qualified != "GOV")) d.sector = qualified;
    // "Sudan's Islamist government" governs.
    const bool governs = d.office_class == "government" && qualified == "REB";
    if (overrides(qualified) && !governs &&
        (d.sector == "MIL" || d.sector == "GOV" || d.sector == "PTY" || d.sector == "LEG"))
      d.sector = qualified;
  }
  if (d.former && k_.office_kind(*office) == OfficeKind::kTitle && of_state(d.sector))
    d.sector = "ELI";
  return d;
}

}  // namespace entente
