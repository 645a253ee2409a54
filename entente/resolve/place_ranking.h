// Which of the places that bear a name is meant: Paris in France, or the one in Texas.
//
// Each candidate of each mention is scored by what is known of it (kind, population), by what
// contains it in the text ("Paris, Texas"), by the countries and regions of which the document
// speaks, and by how near it lies to the document's other places; after Leidner (2007, chapters 4
// and 5) and Mordecai. One name means one place throughout a document unless its own words say
// otherwise.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "entente/resolve/gazetteer.h"

namespace entente {

inline constexpr std::uint32_t kMaxCandidates = 24;  // of a name, by population
inline constexpr std::uint32_t kNoPlace = UINT32_MAX;

struct PlaceCandidate {
  PlaceRow row;
  float score = 0, pull = 0;
};

// A name found in the text, and what it may be.
struct PlaceMention {
  std::uint32_t first = 0, last = 0;  // tokens
  std::uint32_t begin = 0, end = 0;   // bytes
  std::uint32_t sentence = 0;
  std::uint32_t candidates_first = 0, candidates_last = 0;  // in PlaceScene::candidates
  std::uint32_t phrase = kNoPlace;  // in the index; kNoPlace: no row bears this name
  std::uint32_t name = kNoPlace;    // equal phrases, equal numbers, from 0
  std::uint32_t holder =
      kNoPlace;  // the mention that is said to hold it: "Texas" of "Paris, Texas"
  std::uint32_t chosen = kNoPlace;  // in candidates
  bool weak = false;                // kept only if its place fits the document
  bool within = false;  // a longer name: the candidates are of a part ("Dallas" of "Dallas Zoo")
};

struct PlaceScene {
  std::vector<PlaceMention> mentions;  // by begin
  std::vector<PlaceCandidate> candidates;
  void clear() { mentions.clear(), candidates.clear(); }
};

// Reused from document to document.
struct RankingScratch {
  struct Weight {
    std::string_view key;  // country, or country and admin1
    std::string_view admin1;
    float weight;
  };
  std::vector<Weight> countries, regions;
  std::vector<std::uint32_t> order;
  // by name: the mention that bore witness for it in the last round, what it had chosen, and with
  // what weight
  std::vector<std::uint32_t> witness, witness_choice;
  std::vector<float> witness_weight;
};

// What speaks for a place before the text is asked: its kind, and people in powers of ten.
float renown(const PlaceRow& row);

// How much of the document speaks of the place's country or region, 0 to 1; after rank_places.
float focus_share(const PlaceRow& row, const RankingScratch& scratch);

// The country of which at least `least` of the document speaks; "" if none.
std::string_view dominant_country(const RankingScratch& scratch, float least);

// Sets `chosen` and the scores. Bounded work a mention: kMaxCandidates times the nearest
// neighbours.
void rank_places(PlaceScene& scene, RankingScratch& scratch);

}  // namespace entente
