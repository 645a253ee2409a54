// The order of the questions: capitals, the entity that holds the name, the words beside it, how
// well the place is known.
//
// A label of the reader is believed where it speaks of the name itself; a country or a great region
// outweighs a doubtful label, a town of six thousand does not. Without labels (a text in capitals,
// a model not there) the words beside a name have to do.
//
// Tested by places_test.cc.
#include "entente/resolve/place_context.h"

#include <algorithm>
#include <array>

#include "entente/base/unicode.h"
#include "entente/base/utf8.h"

namespace entente {
namespace {

constexpr std::int32_t kWellKnown = 100000;  // people: a name alone is enough

bool has_lower(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = code_point_at(text, at);
    if (is_lower(c.value)) return true;
    at += c.bytes;
  }
  return false;
}

std::size_t letters(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = code_point_at(text, at);
    count += is_letter(c.value);
    at += c.bytes;
  }
  return count;
}

// Each word that the form begins with a capital begins with one in the text; the two have the same
// pieces.
bool same_capitals(std::string_view text, std::string_view form) {
  std::size_t t = 0, f = 0;
  bool text_in_word = false, form_in_word = false;
  while (f < form.size()) {
    const CodePoint x = code_point_at(form, f);
    f += x.bytes;
    const bool letter = is_letter(x.value) || is_digit(x.value);
    const bool starts = letter && !form_in_word;
    form_in_word = letter || (is_mark(x.value) && form_in_word);
    if (!starts) continue;
    CodePoint y;
    while (t < text.size()) {  // the text's next word
      y = code_point_at(text, t);
      t += y.bytes;
      const bool word = is_letter(y.value) || is_digit(y.value);
      const bool begins = word && !text_in_word;
      text_in_word = word || (is_mark(y.value) && text_in_word);
      if (begins) break;
    }
    if (is_upper(x.value) && !is_upper(y.value)) return false;
  }
  return true;
}

bool strong_row(const PlaceRow& row) {
  return row.sort == PlaceSort::kCountry || row.sort == PlaceSort::kDemonym ||
         row.sort == PlaceSort::kFeature ||
         (row.sort == PlaceSort::kRegion && row.population > 1000000) ||
         row.population >= kWellKnown;
}

}  // namespace

std::string_view to_string(PlaceVerdict verdict) {
  static constexpr std::array<std::string_view, 8> kWords = {
      "taken",
      "taken if it fits",
      "written otherwise",
      "an ordinary word",
      "part of a person's name",
      "part of another name",
      "says who, not where",
      "a small place of which nothing else speaks"};
  return kWords[static_cast<std::size_t>(verdict)];
}

PlaceContext::PlaceContext(const Document& document, const Analysis& analysis,
                           const Gazetteer& gazetteer, const std::vector<std::uint32_t>& entity_of,
                           const std::vector<StringId>& surnames)
    : document_(document),
      analysis_(analysis),
      gazetteer_(gazetteer),
      entity_of_(entity_of),
      surnames_(surnames) {}

bool PlaceContext::capital(std::uint32_t token) const {
  return inside(token) && is_upper(code_point_at(analysis_.form(token), 0).value);
}
bool PlaceContext::same_sentence(std::uint32_t a, std::uint32_t b) const {
  return inside(a) && inside(b) && analysis_.tokens.sentence[a] == analysis_.tokens.sentence[b];
}
bool PlaceContext::sentence_start(std::uint32_t token) const {
  return token == 0 || !same_sentence(token - 1, token);
}
bool PlaceContext::headline(std::uint32_t token) const {
  return inside(token) && analysis_.sentences[analysis_.tokens.sentence[token]].in_title;
}
const Entity* PlaceContext::entity(std::uint32_t token) const {
  return token < entity_of_.size() && entity_of_[token] != UINT32_MAX
             ? &analysis_.entities[entity_of_[token]]
             : nullptr;
}

bool PlaceContext::agrees(std::string_view text, std::string_view form, std::uint32_t end) const {
  const std::string_view page = document_.page();
  if (form.ends_with('.') && !text.ends_with('.') && !(end < page.size() && page[end] == '.'))
    return false;
  if (!has_lower(form) && letters(form) <= 4) {  // "US", "UAE", "D.C.": as they stand
    if (has_lower(text)) return false;
    return text.find('.') == std::string_view::npos || form.find('.') != std::string_view::npos;
  }
  if (form.starts_with("the ")) form.remove_prefix(4), text.remove_prefix(text.size() > 4 ? 4 : 0);
  return same_capitals(text, form);
}

PlaceVerdict PlaceContext::demonym(const NameAt& name) const {
  // "the Turkish border", "Turkish troops" are of the place; "the Turkish Foreign Ministry",
  // "Egyptian President" name an actor
  if (!same_sentence(name.first, name.last)) return PlaceVerdict::kTaken;
  const std::string_view after = analysis_.form(name.last);
  const bool in_name = capital(name.last) && has_lower(after) && !headline(name.first) &&
                       !gazetteer_.is(analysis_.lower(name.last), PlaceWord::kFeature);
  return in_name ? PlaceVerdict::kDemonym : PlaceVerdict::kTaken;
}

bool PlaceContext::person_beside(const NameAt& name) const {
  const bool sole = name.last == name.first + 1;
  if (name.first > 0 && same_sentence(name.first - 1, name.first)) {
    const std::uint32_t before = name.first - 1;
    if (is(before, PlaceWord::kTitle) && capital(before) && sole && !strong_row(name.best))
      return true;
    if (analysis_.form(before) == "." && before > 0 && same_sentence(before - 1, before) &&
        is(before - 1, PlaceWord::kTitle))
      return true;
    const bool given = capital(before) && has_lower(analysis_.form(before)) &&
                       !sentence_start(before) && sole && !headline(before) &&
                       !is(before, PlaceWord::kDirection) && !is(before, PlaceWord::kPlaceWord) &&
                       !is(before, PlaceWord::kFeature);
    if (given && name.best.sort != PlaceSort::kCountry && name.best.sort != PlaceSort::kDemonym)
      return true;
  }
  const std::uint32_t after = name.last;
  if (!same_sentence(name.first, after) || !sole || headline(name.first)) return false;
  const bool surname = capital(after) && has_lower(analysis_.form(after)) &&
                       !is(after, PlaceWord::kFeature) && !is(after, PlaceWord::kInstitution) &&
                       !is(after, PlaceWord::kTeam) && !is(after, PlaceWord::kTitle) &&
                       !is(after, PlaceWord::kWord);
  const bool led = name.first > 0 && is(name.first - 1, PlaceWord::kPlaceWord);
  return surname && !led && name.best.sort == PlaceSort::kCity && name.best.population < 1000000;
}

// "the Minister of Defence of Azerbaijan", "Oklahoma Gov. Mary Fallin": the label runs over an
// office.
bool PlaceContext::beside_office(const NameAt& name, const Entity& e) const {
  if (name.first == e.first) return name.last < e.last && is(name.last, PlaceWord::kTitle);
  const std::string_view before = analysis_.lower(name.first - 1);
  return before == "of" || before == "for" || before == "the";
}

// A label is believed as far as the place is little known: "Paris" alone is a city whatever the
// label says.
PlaceVerdict PlaceContext::in_entity(const NameAt& name, const Entity& e) const {
  const bool whole = e.first == name.first && e.last == name.last;
  const bool strong = strong_row(name.best);
  switch (e.type) {
    case EntityType::kLoc:
    case EntityType::kNorp:
      return PlaceVerdict::kTaken;
    case EntityType::kPer:
      return strong && (whole || beside_office(name, e)) ? by_words(name) : PlaceVerdict::kPerson;
    case EntityType::kOrg:
    case EntityType::kMisc:
      return strong ? PlaceVerdict::kTaken : whole ? by_words(name) : PlaceVerdict::kName;
  }
  return PlaceVerdict::kTaken;
}

PlaceVerdict PlaceContext::by_words(const NameAt& name) const {
  if (person_beside(name)) return PlaceVerdict::kPerson;
  const bool led = name.first > 0 && same_sentence(name.first - 1, name.first) &&
                   is(name.first - 1, PlaceWord::kPlaceWord);
  if (same_sentence(name.first, name.last) && capital(name.last) &&
      is(name.last, PlaceWord::kInstitution) && !strong_row(name.best))
    return PlaceVerdict::kName;
  if (strong_row(name.best)) return PlaceVerdict::kTaken;
  if (led || name.after_place || name.last > name.first + 1) return PlaceVerdict::kTaken;
  return PlaceVerdict::kWeak;
}

PlaceVerdict PlaceContext::judge(const NameAt& name) const {
  const std::string_view lower = analysis_.lower(name.first);
  const bool sole = name.last == name.first + 1;
  const bool led = name.first > 0 && same_sentence(name.first - 1, name.first) &&
                   is(name.first - 1, PlaceWord::kPlaceWord);
  // abbreviations: "Miss." and "IN" after a place alone
  const bool abbreviation =
      (name.form.ends_with('.') && has_lower(name.form)) ||
      (name.best.sort == PlaceSort::kRegion && name.form.size() == 2 && !has_lower(name.form));
  if (abbreviation && !name.after_place && name.form != "DC") return PlaceVerdict::kOrdinary;
  if (same_sentence(name.first, name.last) && capital(name.last) &&
      is(name.last, PlaceWord::kStreet))
    return PlaceVerdict::kName;
  const std::string_view after =
      same_sentence(name.first, name.last) ? analysis_.form(name.last) : std::string_view();
  if (name.text.ends_with('$') || (name.text == "US" && after.starts_with('$')))
    return PlaceVerdict::kOrdinary;
  if (!after.empty() && is(name.last, PlaceWord::kAilment))
    return PlaceVerdict::kName;  // "West Nile virus", "Spanish flu"
  if (sole && !name.after_place &&
      (is(name.first, PlaceWord::kDirection) || is(name.first, PlaceWord::kStreet)))
    return PlaceVerdict::kOrdinary;
  // a seat of government names its holder, unless something happens there
  if (name.best.code == "GOVB" && !led &&
      !(name.first > 1 && analysis_.lower(name.first - 1) == "the" &&
        is(name.first - 2, PlaceWord::kPlaceWord)))
    return PlaceVerdict::kName;
  const bool shouted = sole && !has_lower(name.text) && has_lower(name.form);
  if (shouted && !strong_row(name.best) && !sentence_start(name.first) && !name.after_place)
    return PlaceVerdict::kCase;
  if (name.best.sort == PlaceSort::kDemonym) return demonym(name);
  const Entity* e = entity(name.first);
  if (sole && gazetteer_.is(lower, PlaceWord::kWord) && name.best.sort != PlaceSort::kCountry) {
    const bool located =
        e && e->type == EntityType::kLoc && e->first == name.first && e->last == name.last;
    if (!located && !name.after_place &&
        !(led && !gazetteer_.is(lower, PlaceWord::kDirection) && !sentence_start(name.first - 1) &&
          name.best.population >= kWellKnown))
      return PlaceVerdict::kOrdinary;
  }
  // "Shelton may have cashed": a person of the document
  if (sole && !led && !name.after_place && name.best.sort != PlaceSort::kCountry &&
      name.best.sort != PlaceSort::kFeature &&
      std::binary_search(surnames_.begin(), surnames_.end(), analysis_.tokens.lower[name.first]))
    return PlaceVerdict::kPerson;
  if (e) return in_entity(name, *e);
  return by_words(name);
}

}  // namespace entente
