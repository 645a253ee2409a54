// One walk over the tokens finds the names, longest first; then the whole document helps to say
// which place each name means.
//
// What the reader calls a location and no row names is still a place mention, only without a point;
// where it holds a name that a row has ("Dallas Zoo"), that place's point stands for it.
//
// Tested by places_test.cc.
#include "entente/resolve/places.h"

#include <algorithm>
#include <array>

#include "entente/base/unicode.h"
#include "entente/base/utf8.h"
#include "entente/resolve/place_context.h"

namespace entente {
namespace {

constexpr float kSureLocation = 0.5f;  // the reader's score from which a location without a row is
                                       // a place, where "in" or "near" leads it
constexpr float kCertain = 0.95f;      // and where nothing does
constexpr float kDominant =
    0.5f;  // share of the document from which a nameless place is taken to lie in its country
constexpr float kFits = 0.25f;  // share of the document that must speak of a small town's region
constexpr std::size_t kTraced = 3;  // candidates told of each name

class Finder {
 public:
  Finder(const Document& document, const Analysis& analysis, const PieceTable& pieces,
         const Gazetteer& gazetteer, PlaceScratch& scratch, Trace* trace)
      : document_(document),
        analysis_(analysis),
        pieces_(pieces),
        gazetteer_(gazetteer),
        scratch_(scratch),
        trace_(trace),
        context_(document, analysis, gazetteer, scratch.entity_of, scratch.surnames) {}

  void run(Resolution& out) {
    scratch_.scene.clear();
    map_entities();
    find_names();
    add_locations();
    number_names();
    find_holders();
    rank_places(scratch_.scene, scratch_.ranking);
    write(out);
  }

 private:
  std::string_view text(std::uint32_t first, std::uint32_t last) const {
    return document_.piece({analysis_.tokens.begin[first], analysis_.tokens.end[last - 1]});
  }
  std::string_view form(std::uint32_t token) const { return analysis_.form(token); }

  void map_entities() {
    scratch_.entity_of.assign(analysis_.tokens.size(), kNoPlace);
    for (std::uint32_t e = 0; e < analysis_.entities.size(); ++e)
      for (std::uint32_t t = analysis_.entities[e].first; t < analysis_.entities[e].last; ++t)
        scratch_.entity_of[t] = e;
    scratch_.surnames.clear();
    for (const Entity& entity : analysis_.entities)
      if (entity.type == EntityType::kPer && entity.last > entity.first + 1)
        scratch_.surnames.push_back(analysis_.tokens.lower[entity.last - 1]);
    std::sort(scratch_.surnames.begin(), scratch_.surnames.end());
  }

  void find_names() {
    for (std::uint32_t t = 0; t < analysis_.tokens.size();) {
      scratch_.hits.clear();
      gazetteer_.index().find(pieces_, t, scratch_.hits);
      std::uint32_t next = t + 1;
      for (auto hit = scratch_.hits.rbegin(); hit != scratch_.hits.rend(); ++hit)
        if (take(*hit)) {
          next = std::max(next, scratch_.scene.mentions.back().last);
          break;
        }
      t = next;
    }
  }

  // The rows of the phrase whose form agrees with the text, best known first, into scratch_.rows;
  // the form of the best.
  std::string_view rows_of(const PhraseHit& hit, std::string_view words) {
    scratch_.rows.clear();
    std::string_view best_form;
    float best = -1;
    const std::uint32_t count = gazetteer_.index().entry_count(hit.phrase);
    for (std::uint32_t i = 0; i < count; ++i) {
      const PhraseEntry entry = gazetteer_.index().entry(hit.phrase, i);
      PlaceRow row;
      if (!gazetteer_.find_row(entry, row) ||
          !context_.agrees(words, entry.form, analysis_.tokens.end[hit.last - 1]))
        continue;
      const auto same = [&](const PlaceRow& other) {
        return other.sort == row.sort && other.row == row.row;
      };
      if (std::any_of(scratch_.rows.begin(), scratch_.rows.end(), same)) continue;
      if (renown(row) > best) best = renown(row), best_form = entry.form;
      scratch_.rows.push_back(row);
    }
    std::stable_sort(scratch_.rows.begin(), scratch_.rows.end(),
                     [](const PlaceRow& a, const PlaceRow& b) { return renown(a) > renown(b); });
    if (scratch_.rows.size() > kMaxCandidates) scratch_.rows.resize(kMaxCandidates);
    return best_form;
  }

  bool take(const PhraseHit& hit) {
    if (analysis_.tokens.sentence[hit.first] != analysis_.tokens.sentence[hit.last - 1])
      return false;
    const std::string_view words = text(hit.first, hit.last);
    NameAt name{hit.first, hit.last, words, rows_of(hit, words), {}, false};
    if (scratch_.rows.empty()) return false;
    name.best = scratch_.rows.front();
    name.after_place = after_place(hit.first);
    const PlaceVerdict verdict = context_.judge(name);
    if (verdict != PlaceVerdict::kTaken && verdict != PlaceVerdict::kWeak) {
      refuse(hit.first, words, verdict);
      return false;
    }
    add(hit.first, hit.last, hit.phrase, name.form, verdict == PlaceVerdict::kWeak);
    return true;
  }

  // A mention, with the candidates in scratch_.rows.
  void add(std::uint32_t first, std::uint32_t last, std::uint32_t phrase,
           std::string_view form_found, bool weak) {
    PlaceMention mention;
    mention.first = first, mention.last = last;
    mention.begin = analysis_.tokens.begin[first], mention.end = analysis_.tokens.end[last - 1];
    if (form_found.starts_with("the ") &&
        last > first + 1) {  // "the Gulf": the article helps to know it and is no part of it
      ++mention.first;
      mention.begin = analysis_.tokens.begin[mention.first];
    }
    const std::string_view page = document_.page();
    if (form_found.ends_with('.') && mention.end < page.size() && page[mention.end] == '.' &&
        page[mention.end - 1] != '.')
      ++mention.end;
    mention.sentence = analysis_.tokens.sentence[first];
    mention.phrase = phrase;
    mention.weak = weak;
    mention.candidates_first = static_cast<std::uint32_t>(scratch_.scene.candidates.size());
    for (const PlaceRow& row : scratch_.rows) scratch_.scene.candidates.push_back({row});
    mention.candidates_last = static_cast<std::uint32_t>(scratch_.scene.candidates.size());
    widen(mention);
    scratch_.scene.mentions.push_back(mention);
  }
  // A longer location around the name ("Dallas Zoo", "North Dallas") is one name; "southern Syria"
  // and "Paris, Texas" are not.
  void widen(PlaceMention& mention) const {
    const std::uint32_t e = scratch_.entity_of[mention.first];
    if (e == kNoPlace) return;
    const Entity& entity = analysis_.entities[e];
    if (entity.type != EntityType::kLoc || entity.last < mention.last ||
        (entity.first >= mention.first && entity.last == mention.last))
      return;
    std::uint32_t first = entity.first;
    if (analysis_.lower(first) == "the") ++first;
    const bool country =
        mention.candidates_last > mention.candidates_first &&
        scratch_.scene.candidates[mention.candidates_first].row.sort != PlaceSort::kCity;
    for (std::uint32_t t = first; t < entity.last; ++t) {
      if (t >= mention.first && t < mention.last) continue;
      const std::string_view word = form(t);
      const bool link = word == "of" || word == "the" || word == "de" || word == "la" ||
                        word == "del" || word == "al";
      if (!link && !is_upper(code_point_at(word, 0).value)) return;
      const std::string_view low = analysis_.lower(t);
      if (gazetteer_.is(low, PlaceWord::kTitle) || gazetteer_.is(low, PlaceWord::kInstitution) ||
          gazetteer_.is(low, PlaceWord::kTeam))
        return;
      if (t < mention.first && country) return;  // "southern Syria", "Air Zimbabwe"
    }
    if (first > mention.first || (first == mention.first && entity.last == mention.last)) return;
    mention.first = first, mention.last = entity.last;
    mention.begin = analysis_.tokens.begin[first],
    mention.end = analysis_.tokens.end[entity.last - 1];
    mention.within = true;
    mention.phrase = kNoPlace;
    mention.weak = false;
  }

  bool after_place(std::uint32_t first) const {
    if (scratch_.scene.mentions.empty() || first < 2) return false;
    const PlaceMention& before = scratch_.scene.mentions.back();
    return form(first - 1) == "," &&
           (before.last == first - 1 ||
            document_.piece({before.begin, before.end}).ends_with('.')) &&
           before.last + 1 >= first - 1 && before.sentence == analysis_.tokens.sentence[first];
  }

  // Locations of the reader that no row names.
  void add_locations() {
    std::vector<PlaceMention>& mentions = scratch_.scene.mentions;
    const std::size_t known = mentions.size();
    std::size_t at = 0;
    scratch_.rows.clear();
    for (const Entity& entity : analysis_.entities) {
      if (entity.type != EntityType::kLoc || entity.score < kSureLocation) continue;
      while (at < known && mentions[at].last <= entity.first) ++at;
      if (at < known && mentions[at].first < entity.last) continue;
      std::uint32_t first = entity.first;
      if (analysis_.lower(first) == "the" && entity.last > first + 1) ++first;
      if (!is_upper(code_point_at(form(first), 0).value) || !location_like(first, entity.last))
        continue;
      if (entity.last == first + 1 && entity.score < kCertain && !led(first) &&
          !holder_follows(entity.last, at))
        continue;
      add(first, entity.last, kNoPlace, "", false);
    }
    std::stable_sort(
        mentions.begin(), mentions.end(),
        [](const PlaceMention& a, const PlaceMention& b) { return a.begin < b.begin; });
  }

  bool led(std::uint32_t first) const {
    std::uint32_t before = first;
    if (before > 0 && analysis_.lower(before - 1) == "the") --before;
    return before > 0 &&
           analysis_.tokens.sentence[before - 1] == analysis_.tokens.sentence[first] &&
           gazetteer_.is(analysis_.lower(before - 1), PlaceWord::kPlaceWord);
  }
  // "Kitaakita, Japan": a known place after a comma; `at` is the next known mention.
  bool holder_follows(std::uint32_t last, std::size_t at) const {
    const std::vector<PlaceMention>& mentions = scratch_.scene.mentions;
    return at < mentions.size() && mentions[at].first == last + 1 &&
           last < analysis_.tokens.size() && form(last) == ",";
  }

  // A label alone makes no place of "NATO" or "Mr. Heiden".
  bool location_like(std::uint32_t first, std::uint32_t last) const {
    if (gazetteer_.is(analysis_.lower(first), PlaceWord::kTitle)) return false;
    if (gazetteer_.is(analysis_.lower(last - 1), PlaceWord::kInstitution) && last == first + 1)
      return false;
    const std::string_view word = form(first);
    if (last == first + 1 && word.size() <= 6 &&
        std::none_of(word.begin(), word.end(), [](char c) { return c >= 'a' && c <= 'z'; }))
      return false;
    return true;
  }

  void number_names() {
    std::vector<PlaceMention>& mentions = scratch_.scene.mentions;
    std::vector<std::uint32_t>& order = scratch_.order;
    order.resize(mentions.size());
    for (std::uint32_t m = 0; m < order.size(); ++m) order[m] = m;
    std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
      return mentions[a].phrase < mentions[b].phrase;
    });
    std::uint32_t name = 0;
    for (std::size_t i = 0; i < order.size(); ++i) {
      if (mentions[order[i]].phrase == kNoPlace) break;
      if (i > 0 && mentions[order[i]].phrase != mentions[order[i - 1]].phrase) ++name;
      mentions[order[i]].name = name;
    }
  }

  // "Paris, Texas", "Tupelo, Lee County, Miss.", "Oaxaca (Mexico)", "Paris in Texas", "the Texas
  // town of Paris".
  void find_holders() {
    std::vector<PlaceMention>& mentions = scratch_.scene.mentions;
    for (std::uint32_t m = 0; m < mentions.size(); ++m)
      for (std::uint32_t step = 1;
           step <= 2 && m + step < mentions.size() && mentions[m].holder == kNoPlace; ++step) {
        const std::uint32_t n = m + step;
        if (step == 2 && !parted_by_comma(mentions[m], mentions[m + 1])) break;
        if (linked(mentions[n - 1], mentions[n]) && holds(mentions[n], mentions[m]))
          mentions[m].holder = n;
      }
    for (std::uint32_t m = 1; m < mentions.size(); ++m)
      if (mentions[m].holder == kNoPlace && town_of(mentions[m - 1], mentions[m]) &&
          holds(mentions[m - 1], mentions[m]))
        mentions[m].holder = m - 1;
  }
  bool parted_by_comma(const PlaceMention& a, const PlaceMention& b) const {
    return between(a, b) == ",";
  }
  bool linked(const PlaceMention& a, const PlaceMention& b) const {
    const std::string_view gap = between(a, b);
    return gap == "," || gap == "(" || gap == "in" || gap == "of";
  }
  std::string_view between(const PlaceMention& a, const PlaceMention& b) const {
    if (a.sentence != b.sentence || b.begin < a.end) return "?";
    std::string_view gap = document_.piece({a.end, b.begin});
    while (!gap.empty() && gap.front() == ' ') gap.remove_prefix(1);
    while (!gap.empty() && gap.back() == ' ') gap.remove_suffix(1);
    return gap;
  }
  bool town_of(const PlaceMention& a, const PlaceMention& b) const {
    std::string_view gap = between(a, b);
    if (gap.starts_with("'s ")) gap.remove_prefix(3);
    for (const std::string_view words : {"town of", "city of", "village of", "capital of",
                                         "capital", "province of", "suburb of", "port of"})
      if (gap == words) return true;
    return false;
  }
  bool holds(const PlaceMention& outer, const PlaceMention& inner) const {
    if (inner.candidates_first ==
        inner.candidates_last) {  // a name without a row: any region or country will do
      if (outer.candidates_first == outer.candidates_last) return false;
      const PlaceSort sort = scratch_.scene.candidates[outer.candidates_first].row.sort;
      return sort == PlaceSort::kRegion || sort == PlaceSort::kCountry ||
             sort == PlaceSort::kDistrict;
    }
    for (std::uint32_t o = outer.candidates_first; o < outer.candidates_last; ++o)
      for (std::uint32_t i = inner.candidates_first; i < inner.candidates_last; ++i)
        if (contains(scratch_.scene.candidates[o].row, scratch_.scene.candidates[i].row))
          return true;
    return false;
  }

  // --- out ---
  bool fits(const PlaceMention& mention) const {
    if (!mention.weak || mention.holder != kNoPlace) return true;
    if (mention.chosen == kNoPlace) return false;
    const PlaceCandidate& candidate = scratch_.scene.candidates[mention.chosen];
    return candidate.pull > 0.3f || focus_share(candidate.row, scratch_.ranking) >= kFits;
  }

  void write(Resolution& out) {
    out.places.clear();
    for (const PlaceMention& mention : scratch_.scene.mentions) {
      if (!fits(mention)) {
        refuse(mention.first, document_.piece({mention.begin, mention.end}),
               PlaceVerdict::kUnlikely);
        continue;
      }
      explain(mention);
      out.places.push_back(place_of(mention));
    }
  }

  Place place_of(const PlaceMention& mention) const {
    Place place;
    place.span = {mention.begin, mention.end};
    place.first = mention.first, place.last = mention.last;
    place.name = std::string(document_.piece(place.span));
    if (mention.chosen == kNoPlace) {
      nameless(mention, place);
      return place;
    }
    const PlaceRow& row = scratch_.scene.candidates[mention.chosen].row;
    place.country = std::string(row.country);
    if (row.has_point) place.lat = row.lat, place.lon = row.lon;
    place.evidence = gazetteer_.source(row);
    if (mention.within) return place;
    place.name = std::string(row.name);
    place.geonameid = row.geonameid;
    place.feature = row.feature;
    place.feature_code = std::string(row.code);
    place.precision = row.code == "PCLI" ? Precision::kCountry
                      : row.feature == 'P' || row.feature == 'S' || row.feature == 'R'
                          ? Precision::kPoint
                          : Precision::kRegion;
    return place;
  }

  // No row bears the name: what is said to hold it, or the country of which the document speaks.
  void nameless(const PlaceMention& mention, Place& place) const {
    place.evidence = "the words alone";
    place.precision = Precision::kRegion;
    if (mention.holder != kNoPlace && scratch_.scene.mentions[mention.holder].chosen != kNoPlace) {
      const PlaceRow& row =
          scratch_.scene.candidates[scratch_.scene.mentions[mention.holder].chosen].row;
      place.country = std::string(row.country);
      if (row.has_point && row.sort != PlaceSort::kCountry)
        place.lat = row.lat, place.lon = row.lon;
      place.evidence = "in " + std::string(row.name) + ", " + gazetteer_.source(row);
      return;
    }
    const std::string_view country = dominant_country(scratch_.ranking, kDominant);
    if (country.empty()) return;
    place.country = std::string(country);
    place.precision = Precision::kCountry;
    place.evidence = "the country of which the document speaks";
  }

  void refuse(std::uint32_t token, std::string_view words, PlaceVerdict verdict) {
    if (trace_)
      trace_->lines.push_back(
          {"resolve", analysis_.tokens.sentence[token],
           "place \"" + std::string(words) + "\": no, " + std::string(to_string(verdict))});
  }

  void explain(const PlaceMention& mention) {
    if (!trace_) return;
    std::string line =
        "place \"" + std::string(document_.piece({mention.begin, mention.end})) + "\"";
    if (mention.candidates_first == mention.candidates_last) line += ": no row bears this name";
    std::vector<std::uint32_t> order;
    for (std::uint32_t c = mention.candidates_first; c < mention.candidates_last; ++c)
      order.push_back(c);
    std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
      return (a == mention.chosen) > (b == mention.chosen) ||
             ((b != mention.chosen) &&
              scratch_.scene.candidates[a].score > scratch_.scene.candidates[b].score);
    });
    for (std::size_t i = 0; i < order.size() && i < kTraced; ++i) {
      const PlaceCandidate& candidate = scratch_.scene.candidates[order[i]];
      const int tenths = static_cast<int>(candidate.score * 10 + 0.5f);
      line += std::string(i == 0 ? " -> " : "; not ") + std::string(candidate.row.name) + ", " +
              std::string(candidate.row.country) +
              (candidate.row.admin1.empty() ? "" : "." + std::string(candidate.row.admin1)) + " " +
              std::string(candidate.row.code) + " " + std::to_string(tenths / 10) + "." +
              std::to_string(std::abs(tenths % 10)) + " (" + gazetteer_.source(candidate.row) + ")";
    }
    trace_->lines.push_back({"resolve", mention.sentence, std::move(line)});
  }

  const Document& document_;
  const Analysis& analysis_;
  const PieceTable& pieces_;
  const Gazetteer& gazetteer_;
  PlaceScratch& scratch_;
  Trace* trace_;
  PlaceContext context_;
};

}  // namespace

Result<PlaceFinder> PlaceFinder::open(const Lexicons& lexicons) {
  ENTENTE_TRY(Gazetteer gazetteer, Gazetteer::open(lexicons));
  return PlaceFinder(std::move(gazetteer));
}

void PlaceFinder::find(const Document& document, const Analysis& analysis, const PieceTable& pieces,
                       PlaceScratch& scratch, Resolution& out, Trace* trace) const {
  Finder(document, analysis, pieces, gazetteer_, scratch, trace).run(out);
}

}  // namespace entente
