// At each token the longest phrase that some row fits wins; the rows of one form are then told
// apart by what the reader saw there (a person's name, a place, a modifier), by days, and for the
// names of ambiguous.tsv ("Georgia", "Jordan", "Washington") by the words of the whole document.
//
// Tested by actors_test.cc.
#include "entente/resolve/names.h"

#include <algorithm>
#include <array>
#include <string>

#include "entente/resolve/tree.h"

namespace entente {
namespace {

constexpr std::uint32_t kContextCap = 3;  // words of each sort that count in ambiguous.tsv

template <std::size_t N>
bool one_of(const std::array<std::string_view, N>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// Words that make another place of a country's name: "New Mexico", "the Gulf of Oman", "Niger
// Delta".
constexpr std::array<std::string_view, 6> kRules = {"administration", "government", "regime",
                                                    "cabinet",        "presidency", "junta"};
constexpr std::array<std::string_view, 34> kOtherPlace = {
    "new",    "gulf",       "sea",       "strait",  "straits", "bay",     "river",
    "lake",   "university", "island",    "islands", "ocean",   "channel", "city",
    "county", "street",     "avenue",    "airport", "square",  "desert",  "mountains",
    "canal",  "delta",      "peninsula", "plains",  "coast",   "road",    "park",
    "hotel",  "stadium",    "trench",    "basin",   "valley",  "hills"};
constexpr std::array<std::string_view, 16> kDistancing = {
    "pro",  "anti",       "backed", "occupied", "born",     "trained", "supported", "sponsored",
    "held", "controlled", "funded", "made",     "speaking", "armed",   "non",       "educated"};

constexpr std::array<std::string_view, 9> kPartsOfAmerica = {
    "latin", "central", "south", "north", "native", "inter", "pan", "ibero", "meso"};

struct Finder {
  const Knowledge& k;
  const Document& document;
  const Analysis& a;
  const PieceTable& pieces;
  NameHits& out;
  Trace* trace;

  void run();
  bool plain_punctuation(const PhraseHit& hit) const;
  bool take(const PhraseHit& hit);
  bool choose(NameHit& hit);
  bool choose_country(NameHit& hit, const Candidate& c);
  bool fits_entity(const NameHit& hit, const Candidate& c) const;
  bool office_follows(std::uint32_t token) const;
  bool modifies(std::uint32_t token) const;
  bool valid_on_day(const Candidate& c) const;
  bool distanced(const NameHit& hit) const;
  bool of_a_continent(const NameHit& hit) const;
  int score(const Candidate& c);
  void count_context();
  const Entity* entity_of(const NameHit& hit) const {
    return hit.entity == kNone ? nullptr : &a.entities[hit.entity];
  }
};

void Finder::run() {
  const std::uint32_t n = a.tokens.size();
  out.hits.clear();
  out.people.clear();
  out.context.clear();
  out.hit_at.assign(n, kNone);
  out.entity_at.assign(n, kNone);
  for (std::uint32_t e = 0; e < a.entities.size(); ++e)
    for (std::uint32_t t = a.entities[e].first; t < a.entities[e].last; ++t) out.entity_at[t] = e;
  for (std::uint32_t at = 0; at < n;) {
    out.found.clear();
    if (pieces.first_piece[at] != pieces.first_piece[at + 1]) k.names().find(pieces, at, out.found);
    std::uint32_t next = at + 1;
    const std::vector<PhraseHit>& found = out.found;
    for (std::size_t i = found.size(); i-- > 0;) {
      if (!take(found[i])) continue;
      next = std::max(next, found[i].last);
      break;
    }
    at = next;
  }
}

// Phrases run across tokens without letters; of those only what stands in names may lie inside a
// hit.
bool Finder::plain_punctuation(const PhraseHit& hit) const {
  if (a.tokens.sentence[hit.first] != a.tokens.sentence[hit.last - 1]) return false;
  for (std::uint32_t t = hit.first; t < hit.last; ++t) {
    if (a.tokens.upos[t] != Upos::kPunct && a.tokens.upos[t] != Upos::kSym) continue;
    const std::string_view form = a.form(t);
    if (form == "-" || form == "'" || form == "." || form == "&" || form == "/" || form == "’" ||
        form == "‘")
      continue;
    if (form == "," && t + 1 < hit.last && a.lower(t + 1).starts_with("d"))
      continue;  // "Washington, D.C."
    return false;
  }
  return true;
}

bool Finder::take(const PhraseHit& found) {
  if (!plain_punctuation(found)) return false;
  out.candidates.clear();
  const Span span{a.tokens.begin[found.first], a.tokens.end[found.last - 1]};
  const std::string_view text = document.piece(span);
  const std::uint32_t entries = k.names().entry_count(found.phrase);
  for (std::uint32_t i = 0; i < entries; ++i) {
    const PhraseEntry entry = k.names().entry(found.phrase, i);
    if (case_fits(entry.form, text)) out.candidates.push_back(k.candidate(entry));
  }
  if (out.candidates.empty()) return false;
  NameHit hit;
  hit.first = found.first;
  hit.last = found.last;
  hit.head = head_of(a, found.first, found.last);
  hit.entity = out.entity_at[hit.head];
  if (of_a_continent(hit) || !choose(hit)) return false;
  hit.qualifies = !distanced(hit);
  const auto id = static_cast<std::uint32_t>(out.hits.size());
  for (std::uint32_t t = hit.first; t < hit.last; ++t) out.hit_at[t] = id;
  out.hits.push_back(hit);
  return true;
}

// "pro-Russian", "Russian-backed", "non-European": the country is not whose the noun is.
bool Finder::distanced(const NameHit& hit) const {
  const std::uint32_t n = a.tokens.size();
  const auto word_before = [&](std::uint32_t t) -> std::string_view {
    if (t == 0) return {};
    if (a.form(t - 1) == "-" && t >= 2) return a.lower(t - 2);
    return a.lower(t - 1);
  };
  const std::string_view before = word_before(hit.first);
  if (before == "pro" || before == "anti" || before == "non" || before == "ethnic") return true;
  if (hit.last + 1 < n && a.form(hit.last) == "-" && one_of(kDistancing, a.lower(hit.last + 1)))
    return true;
  // One token: "Russian-backed"; the pieces matched only a part, so such a hit never gets here
  // whole.
  return hit.last < n && !a.lower(hit.last).empty() && a.lower(hit.last).front() == '-' &&
         one_of(kDistancing, a.lower(hit.last).substr(1));
}

// "Latin American", "Native Americans": not the United States.
bool Finder::of_a_continent(const NameHit& hit) const {
  const std::string_view word = a.lower(hit.last - 1);
  if (!word.starts_with("america") || hit.first == 0) return false;
  const bool hyphen = a.form(hit.first - 1) == "-";
  if (hyphen && hit.first == 1) return false;
  return one_of(kPartsOfAmerica, a.lower(hit.first - (hyphen ? 2 : 1)));
}

bool Finder::valid_on_day(const Candidate& c) const {
  if (!document.date) return true;
  return k.from(c) <= *document.date && *document.date < k.until(c);
}

// Does the token stand before a noun that it qualifies ("Russian troops", "Israel army")?
bool Finder::modifies(std::uint32_t token) const {
  const std::uint32_t governor = a.tokens.head[token];
  if (governor == kNoToken || governor < token) return false;
  const Deprel deprel = a.tokens.deprel[token];
  return (deprel == Deprel::kAmod || deprel == Deprel::kCompound || deprel == Deprel::kNmod ||
          deprel == Deprel::kFlat) &&
         !is_possessive(a, token);
}

void Finder::count_context() {
  out.context.assign(1, 0);
  std::vector<std::uint32_t> with, without;
  std::vector<PhraseHit> found;
  const auto bump = [](std::vector<std::uint32_t>& counts, std::uint32_t row) {
    if (counts.size() <= row) counts.resize(row + 1, 0);
    ++counts[row];
  };
  for (std::uint32_t at = 0; at < a.tokens.size(); ++at) {
    found.clear();
    if (pieces.first_piece[at] != pieces.first_piece[at + 1])
      k.context_words().find(pieces, at, found);
    for (const PhraseHit& hit : found) {
      const std::string_view text =
          document.piece({a.tokens.begin[hit.first], a.tokens.end[hit.last - 1]});
      for (std::uint32_t i = 0; i < k.context_words().entry_count(hit.phrase); ++i) {
        const PhraseEntry entry = k.context_words().entry(hit.phrase, i);
        if (case_fits(entry.form, text))
          bump(k.ambiguous_effect(entry) > 0 ? with : without, entry.row);
      }
    }
  }
  out.context.assign(std::max(with.size(), without.size()) + 1, 0);
  for (std::size_t row = 0; row < with.size(); ++row)
    out.context[row] += static_cast<int>(std::min(with[row], kContextCap));
  for (std::size_t row = 0; row < without.size(); ++row)
    out.context[row] -= static_cast<int>(std::min(without[row], kContextCap));
}

// Above zero: the name is that country's. Names that ambiguous.tsv does not list have 1.
int Finder::score(const Candidate& c) {
  const std::uint32_t row = k.ambiguous_row(c);
  if (row == Knowledge::kNoRow) return 1;
  if (out.context.empty()) count_context();
  const int words = row < out.context.size() ? out.context[row] : 0;
  const int total = k.ambiguous_prior(row) + words;
  if (trace != nullptr)
    trace->lines.push_back({"resolve", 0,
                            std::string(c.form) + " as " + std::string(k.country(c)) + ": " +
                                k.ambiguous_place(row) + " prior " +
                                std::to_string(k.ambiguous_prior(row)) + ", words " +
                                std::to_string(words) + (total > 0 ? ": taken" : ": refused")});
  return total;
}

// Does an office or a body begin at the token ("President", "administration")?
bool Finder::office_follows(std::uint32_t token) const {
  if (token >= a.tokens.size() || pieces.first_piece[token] == pieces.first_piece[token + 1])
    return false;
  const std::size_t mark = out.ahead.size();
  k.names().find(pieces, token, out.ahead);
  bool found = false;
  for (std::size_t i = mark; i < out.ahead.size() && !found; ++i)
    for (std::uint32_t n = 0; n < k.names().entry_count(out.ahead[i].phrase) && !found; ++n)
      found = k.candidate(k.names().entry(out.ahead[i].phrase, n)).sort == Sort::kOffice;
  out.ahead.resize(mark);
  return found;
}

// What the reader's entity lets stand: a country's name inside a person's ("Michael Jordan") is
// none.
bool Finder::fits_entity(const NameHit& hit, const Candidate& c) const {
  const Entity* e = entity_of(hit);
  const bool one_token = hit.last - hit.first == 1;
  const bool capital_letters = case_fits("X", a.form(hit.first).substr(0, 1));
  if (c.sort == Sort::kPerson) {
    // "The Trump administration", whatever the reader takes "Trump" for
    if (one_token && hit.last < a.tokens.size() && one_of(kRules, a.lower(hit.last)) &&
        a.tokens.upos[hit.first] == Upos::kPropn)
      return true;
    if (e == nullptr) return !one_token;
    if (e->first >= hit.first && e->last <= hit.last && !one_token) return true;
    if (e->type != EntityType::kPer)
      return e->type == EntityType::kOrg && one_token &&
             office_follows(hit.last);  // "Clinton Administration"
    for (std::uint32_t t = hit.last; t < e->last && a.tokens.upos[t] != Upos::kAdp;
         ++t)  // "King Hassan of Morocco"
      if (is_noun(a, t)) return false;
    for (std::uint32_t t = e->first; t < hit.first;
         ++t)  // "President Bush", but not "Abdelaziz Bouteflika" for an Abdelaziz
      if (out.hit_at[t] == kNone || out.hits[out.hit_at[t]].meaning.sort == Sort::kPerson)
        return false;
    return true;
  }
  if (c.sort == Sort::kOffice)
    return is_noun(a, hit.head) || a.tokens.upos[hit.head] == Upos::kX ||
           a.tokens.upos[hit.head] == Upos::kNum || hit.last - hit.first > 1;
  if (e == nullptr)
    return c.sort != Sort::kOrganization || !one_token || a.tokens.upos[hit.head] != Upos::kVerb ||
           !capital_letters;
  const bool longer = e->first < hit.first || e->last > hit.last;
  if (e->type == EntityType::kPer && longer)  // "Kiribati President X", but not "Jordan Henderson"
    return e->first == hit.first && (c.sort == Sort::kAdjective || office_follows(hit.last));
  if (e->type == EntityType::kPer && c.sort == Sort::kOrganization && one_token) {
    // A party's or a movement's name that the reader took for a person's, unless a person bears it
    // too ("Rafael").
    const std::string_view kind = k.organization_kind(c);
    return kind == "group" || kind == "igo" ||
           (hit.first > 0 && out.hit_at[hit.first - 1] != kNone);
  }
  if (e->type == EntityType::kLoc && longer && c.sort != Sort::kAdjective &&
      c.sort != Sort::kDemonym) {
    for (std::uint32_t t = e->first; t < e->last; ++t) {
      if (t >= hit.first && t < hit.last) continue;
      if (one_of(kOtherPlace, a.lower(t))) return false;
    }
  }
  return true;
}

bool Finder::choose_country(NameHit& hit, const Candidate& c) {
  if (score(c) <= 0) return false;
  hit.meaning = c;
  return true;
}

bool Finder::choose(NameHit& hit) {
  const Entity* e = entity_of(hit);
  const bool named_person =
      e != nullptr && e->type == EntityType::kPer && e->first == hit.first && e->last == hit.last;
  hit.people_begin = static_cast<std::uint32_t>(out.people.size());
  const Candidate* best[8] = {};
  for (const Candidate& c : out.candidates) {
    if (!fits_entity(hit, c)) continue;
    if (c.sort == Sort::kPerson) out.people.push_back(c);
    const Candidate*& slot = best[static_cast<std::size_t>(c.sort)];
    if (slot == nullptr || (!valid_on_day(*slot) && valid_on_day(c))) slot = &c;
  }
  hit.people_end = static_cast<std::uint32_t>(out.people.size());
  hit.inside = e != nullptr &&
               (e->type == EntityType::kOrg || e->type == EntityType::kMisc ||
                e->type == EntityType::kPer) &&
               (e->first < hit.first || e->last > hit.last);
  const auto at = [&](Sort sort) { return best[static_cast<std::size_t>(sort)]; };

  const Candidate* person = at(Sort::kPerson);
  // "Paris agreed to forgive the debts": a surname alone gives way to a capital, unless it has a
  // title before it.
  const bool capital = at(Sort::kCapital) != nullptr && hit.last - hit.first == 1 &&
                       (hit.first == 0 || out.hit_at[hit.first - 1] == kNone ||
                        out.hits[out.hit_at[hit.first - 1]].meaning.sort != Sort::kOffice);
  if (person != nullptr && !capital && (named_person || hit.last - hit.first > 1) &&
      at(Sort::kCountry) == nullptr) {
    hit.meaning = *person;
    return true;
  }
  if (at(Sort::kCountry) != nullptr && choose_country(hit, *at(Sort::kCountry))) return true;
  const Candidate *adjective = at(Sort::kAdjective), *demonym = at(Sort::kDemonym);
  if (adjective != nullptr && (demonym == nullptr || modifies(hit.head))) {
    hit.meaning = *adjective;
    return true;
  }
  if (demonym != nullptr) {
    hit.meaning = *demonym;
    return true;
  }
  if (at(Sort::kOrganization) != nullptr) {
    hit.meaning = *at(Sort::kOrganization);
    return true;
  }
  if (at(Sort::kSeat) != nullptr) {
    hit.meaning = *at(Sort::kSeat);
    return true;
  }
  if (at(Sort::kCapital) != nullptr && choose_country(hit, *at(Sort::kCapital))) return true;
  if (person != nullptr) {
    hit.meaning = *person;
    return true;
  }
  if (at(Sort::kOffice) != nullptr) {
    hit.meaning = *at(Sort::kOffice);
    return true;
  }
  return false;
}

}  // namespace

void find_names(const Knowledge& knowledge, const Document& document, const Analysis& analysis,
                const PieceTable& pieces, NameHits& out, Trace* trace) {
  Finder{knowledge, document, analysis, pieces, out, trace}.run();
}

}  // namespace entente
