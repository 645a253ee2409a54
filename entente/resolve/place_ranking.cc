// Three rounds: by what is known of the places alone; then twice with the countries, regions and
// neighbours that the round before chose. The weights were set on the dev sets of places (LGL,
// GeoWebNews, GeoVirus; see docs/coding.md, "Places and dates").
//
// Tested by places_test.cc.
#include "entente/resolve/place_ranking.h"

#include <algorithm>
#include <cmath>

namespace entente {
namespace {

constexpr int kRounds = 3;
constexpr std::uint32_t kNeighbours = 12;  // mentions before and after that pull
constexpr float kHeld = 12;                // the text says what holds it
constexpr float kUnheld = -3;              // the text names a holder, and it is another's
constexpr float kCountryFocus = 5.0f, kRegionFocus = 3.5f;
constexpr float kNearness = 2.5f;
constexpr double kNearKm = 150, kFarDegrees = 8;

void add_weight(std::vector<RankingScratch::Weight>& all, std::string_view country,
                std::string_view admin1, float weight) {
  for (RankingScratch::Weight& one : all)
    if (one.key == country && one.admin1 == admin1) {
      one.weight += weight;
      return;
    }
  if (all.size() < 256) all.push_back({country, admin1, weight});
}

// The share of a country or region in the document; `own` is what the name that asks has put in,
// for `own_row`: a name is no witness for itself.
float share(const std::vector<RankingScratch::Weight>& all, std::string_view country,
            std::string_view admin1, float own = 0, const PlaceRow* own_row = nullptr) {
  float sum = own_row ? -own : 0, of_it = 0;
  for (const RankingScratch::Weight& one : all) {
    sum += one.weight;
    if (one.key == country && one.admin1 == admin1) of_it = one.weight;
  }
  if (own_row && own_row->country == country && (admin1.empty() || own_row->admin1 == admin1))
    of_it -= own;
  return sum > 0.01f ? std::clamp(of_it / sum, 0.0f, 1.0f) : 0;
}

// How sure a mention is of its place: few rivals, or a holder that fits.
float certainty(const PlaceMention& mention) {
  if (mention.holder != kNoPlace) return 1;
  const std::uint32_t rivals = mention.candidates_last - mention.candidates_first;
  return rivals <= 1 ? 1.0f : rivals <= 3 ? 0.6f : 0.35f;
}

void weigh_document(const PlaceScene& scene, RankingScratch& scratch) {
  scratch.countries.clear();
  scratch.regions.clear();
  scratch.witness.assign(scene.mentions.size(), kNoPlace);
  scratch.witness_choice.assign(scene.mentions.size(), kNoPlace);
  scratch.witness_weight.assign(scene.mentions.size(), 0);
  for (std::uint32_t m = 0; m < scene.mentions.size(); ++m) {
    const PlaceMention& mention = scene.mentions[m];
    if (mention.chosen == kNoPlace) continue;
    if (mention.name < scene.mentions.size()) {  // a name counts once, however often it stands
      if (scratch.witness[mention.name] != kNoPlace) continue;
      scratch.witness[mention.name] = m;
      scratch.witness_choice[mention.name] = mention.chosen;
      scratch.witness_weight[mention.name] =
          scene.candidates[mention.chosen].row.country.empty() ? 0 : certainty(mention);
    }
    const PlaceRow& row = scene.candidates[mention.chosen].row;
    if (row.country.empty()) continue;
    const float weight = certainty(mention);
    add_weight(scratch.countries, row.country, "", weight);
    if (!row.admin1.empty()) add_weight(scratch.regions, row.country, row.admin1, weight);
  }
}

// The pull of the places around: the nearest few, in the text, that lie near on the map.
float nearness(const PlaceScene& scene, std::uint32_t m, const PlaceRow& row) {
  if (!row.has_point) return 0;
  const auto count = static_cast<std::uint32_t>(scene.mentions.size());
  const std::uint32_t first = m > kNeighbours ? m - kNeighbours : 0,
                      last = std::min(count, m + kNeighbours + 1);
  float pull = 0;
  for (std::uint32_t n = first; n < last; ++n) {
    const PlaceMention& other = scene.mentions[n];
    if (n == m || other.chosen == kNoPlace || other.name == scene.mentions[m].name) continue;
    const PlaceRow& there = scene.candidates[other.chosen].row;
    if (!there.has_point || there.sort == PlaceSort::kCountry || there.sort == PlaceSort::kDemonym)
      continue;
    if (std::abs(row.lat - there.lat) > kFarDegrees)
      continue;  // most are far: no trigonometry for them
    const double km = kilometres(row, there);
    pull += certainty(other) * static_cast<float>(std::exp(-km / kNearKm));
  }
  return std::min(pull, 2.0f);
}

float held(const PlaceScene& scene, const PlaceMention& mention, const PlaceRow& row) {
  if (mention.holder == kNoPlace) return 0;
  const PlaceMention& holder = scene.mentions[mention.holder];
  bool any = false;
  for (std::uint32_t c = holder.candidates_first; c < holder.candidates_last; ++c) {
    if (contains(scene.candidates[c].row, row)) any = true;
  }
  return any ? kHeld : kUnheld;
}

void score_mention(PlaceScene& scene, std::uint32_t m, const RankingScratch& scratch,
                   bool first_round) {
  PlaceMention& mention = scene.mentions[m];
  float own = 0;
  const PlaceRow* own_row = nullptr;
  if (!first_round && mention.name < scratch.witness.size() &&
      scratch.witness[mention.name] != kNoPlace) {
    own = scratch.witness_weight[mention.name];
    own_row = &scene.candidates[scratch.witness_choice[mention.name]].row;
  }
  for (std::uint32_t c = mention.candidates_first; c < mention.candidates_last; ++c) {
    PlaceCandidate& candidate = scene.candidates[c];
    candidate.score = renown(candidate.row) + held(scene, mention, candidate.row);
    if (!first_round) {
      if (!candidate.row.country.empty())
        candidate.score +=
            kCountryFocus * share(scratch.countries, candidate.row.country, "", own, own_row);
      if (!candidate.row.admin1.empty())
        candidate.score += kRegionFocus * share(scratch.regions, candidate.row.country,
                                                candidate.row.admin1, own, own_row);
    }
  }
}

void choose(PlaceScene& scene, std::uint32_t m) {
  PlaceMention& mention = scene.mentions[m];
  mention.chosen = kNoPlace;
  for (std::uint32_t c = mention.candidates_first; c < mention.candidates_last; ++c)
    if (mention.chosen == kNoPlace ||
        scene.candidates[c].score > scene.candidates[mention.chosen].score)
      mention.chosen = c;
}

// "Texas" of "Paris, Texas" is the one that holds a Paris.
void choose_holders(PlaceScene& scene) {
  for (const PlaceMention& mention : scene.mentions) {
    if (mention.holder == kNoPlace || mention.chosen == kNoPlace) continue;
    PlaceMention& holder = scene.mentions[mention.holder];
    std::uint32_t best = kNoPlace;
    for (std::uint32_t c = holder.candidates_first; c < holder.candidates_last; ++c)
      if (contains(scene.candidates[c].row, scene.candidates[mention.chosen].row) &&
          (best == kNoPlace || scene.candidates[c].score > scene.candidates[best].score))
        best = c;
    if (best != kNoPlace) holder.chosen = best;
  }
}

// The first mention of a name that says what holds it settles the others of that name.
void settle_names(PlaceScene& scene, RankingScratch& scratch) {
  const auto count = static_cast<std::uint32_t>(scene.mentions.size());
  scratch.order.assign(count, kNoPlace);
  for (std::uint32_t m = 0; m < count; ++m) {
    const PlaceMention& mention = scene.mentions[m];
    if (mention.holder == kNoPlace || mention.chosen == kNoPlace || mention.name >= count) continue;
    if (held(scene, mention, scene.candidates[mention.chosen].row) <= 0) continue;
    if (scratch.order[mention.name] == kNoPlace) scratch.order[mention.name] = m;
  }
  for (std::uint32_t m = 0; m < count; ++m) {
    PlaceMention& mention = scene.mentions[m];
    if (mention.holder != kNoPlace || mention.name >= count ||
        scratch.order[mention.name] == kNoPlace)
      continue;
    const PlaceMention& settled = scene.mentions[scratch.order[mention.name]];
    const PlaceRow& row = scene.candidates[settled.chosen].row;
    for (std::uint32_t c = mention.candidates_first; c < mention.candidates_last; ++c)
      if (scene.candidates[c].row.sort == row.sort && scene.candidates[c].row.row == row.row)
        mention.chosen = c;
  }
}

}  // namespace

float renown(const PlaceRow& row) {
  const auto people = static_cast<float>(std::log10(std::max(row.population, 1) + 1.0));
  switch (row.sort) {
    case PlaceSort::kCountry:
      return 11;
    case PlaceSort::kDemonym:
      return 10;
    case PlaceSort::kFeature:
      return row.feature == 'L' || row.feature == 'H' ? 8.0f : 7.0f;
    case PlaceSort::kRegion:
      return 3.5f + 0.5f * people + (row.country == "USA" ? 1.5f : 0);
    case PlaceSort::kDistrict:
      return 1.5f + 0.5f * people;
    case PlaceSort::kCity:
      break;
  }
  float score = people;
  if (row.code == "PPLC") score += 3;
  if (row.code == "PPLA") score += 0.6f;
  if (row.code == "PPLX") score -= 0.7f;
  return score;
}

float focus_share(const PlaceRow& row, const RankingScratch& scratch) {
  return row.admin1.empty() ? share(scratch.countries, row.country, "")
                            : share(scratch.regions, row.country, row.admin1);
}

std::string_view dominant_country(const RankingScratch& scratch, float least) {
  float sum = 0;
  const RankingScratch::Weight* most = nullptr;
  for (const RankingScratch::Weight& one : scratch.countries) {
    sum += one.weight;
    if (!most || one.weight > most->weight) most = &one;
  }
  return most && most->weight >= least * sum ? most->key : std::string_view();
}

void rank_places(PlaceScene& scene, RankingScratch& scratch) {
  const auto count = static_cast<std::uint32_t>(scene.mentions.size());
  for (int round = 0; round < kRounds; ++round) {
    if (round > 0) weigh_document(scene, scratch);
    if (round > 0)  // before any choice of this round is made, all pulls come from the last one
      for (std::uint32_t m = 0; m < count; ++m) {
        if (scene.mentions[m].candidates_last - scene.mentions[m].candidates_first < 2) continue;
        for (std::uint32_t c = scene.mentions[m].candidates_first;
             c < scene.mentions[m].candidates_last; ++c)
          scene.candidates[c].pull = nearness(scene, m, scene.candidates[c].row);
      }
    for (std::uint32_t m = 0; m < count; ++m) {
      score_mention(scene, m, scratch, round == 0);
      for (std::uint32_t c = scene.mentions[m].candidates_first;
           c < scene.mentions[m].candidates_last && round > 0; ++c)
        scene.candidates[c].score += kNearness * scene.candidates[c].pull;
    }
    for (std::uint32_t m = 0; m < count; ++m) choose(scene, m);
    choose_holders(scene);
    settle_names(scene, scratch);
  }
}

}  // namespace entente
