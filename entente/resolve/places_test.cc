// Tables of sentences and the places that they must give. A dump reads, for each: [words] NAME
// COUNTRY.ADMIN CODE; "?" where no row bears the name. The text is cut by the test itself, without
// a model: entities stand in the case.
#include "entente/resolve/places.h"

#include <gtest/gtest.h>

#include <cmath>

#include "entente/resolve/test_text.h"

namespace entente {
namespace {

const PlaceFinder& finder() {
  static const PlaceFinder found = [] {
    auto opened = PlaceFinder::open(built_lexicons());
    if (!opened) ADD_FAILURE() << describe(opened.error());
    return std::move(*opened);
  }();
  return found;
}

struct NamedEntity {
  std::string_view text;
  EntityType type;
};
struct PlaceCase {
  const char* name;
  std::string_view text, places;
  std::vector<NamedEntity> entities;
};

void mark(const Document& document, const std::vector<NamedEntity>& names, Analysis& analysis) {
  const TokenTable& t = analysis.tokens;
  for (std::uint32_t first = 0; first < t.size(); ++first)
    for (const NamedEntity& name : names)
      for (std::uint32_t last = first + 1; last <= t.size(); ++last)
        if (document.piece({t.begin[first], t.end[last - 1]}) == name.text)
          analysis.entities.push_back({first, last, name.type, 1});
}

std::string dump(const Document& document, const Resolution& resolution) {
  std::string out;
  for (const Place& place : resolution.places) {
    if (!out.empty()) out += "; ";
    out += "[" + std::string(document.piece(place.span)) + "] ";
    out += place.geonameid == 0 && place.feature_code.empty()
               ? "?"
               : place.name + " " + place.country + " " + place.feature_code;
  }
  return out;
}

Resolution places_of(std::string_view text, const std::vector<NamedEntity>& entities,
                     Document& document, Trace* trace = nullptr) {
  Analysis analysis;
  plain_tokens(text, document, analysis);
  mark(document, entities, analysis);
  PieceTable pieces;
  built_lexicons().make_pieces(document.page(), analysis.tokens.begin, analysis.tokens.end, pieces);
  PlaceScratch scratch;
  Resolution resolution;
  finder().find(document, analysis, pieces, scratch, resolution, trace);
  return resolution;
}

class Places : public testing::TestWithParam<PlaceCase> {};

TEST_P(Places, Found) {
  Document document;
  const Resolution resolution = places_of(GetParam().text, GetParam().entities, document);
  EXPECT_EQ(dump(document, resolution), GetParam().places);
  for (const Place& place : resolution.places) {
    EXPECT_EQ(place.lat.has_value(), place.lon.has_value());
    EXPECT_TRUE(!place.lat || (std::abs(*place.lat) <= 90 && std::abs(*place.lon) <= 180));
    EXPECT_FALSE(place.evidence.empty());
  }
}

const PlaceCase kPlaces[] = {
    {"Capital",
     "He arrived in Caracas from Moscow.",
     "[Caracas] Caracas VEN PPLC; [Moscow] Moscow RUS PPLC",
     {}},
    {"Longest",
     "Talks in New York City and South Sudan.",
     "[New York City] New York City USA PPL; [South Sudan] South Sudan SSD PCLI",
     {}},
    {"Dotted",
     "The U.S. and the US agreed.",
     "[U.S.] United States USA PCLI; [US] United States USA PCLI",
     {}},
    {"UsIsAPronoun", "They told us that it is in us.", "", {}},
    {"Old", "From Kiev to Burma.", "[Kiev] Kyiv UKR PPLC; [Burma] Myanmar MMR PCLI", {}},
    {"Contained",
     "A man from Paris, Texas, was held.",
     "[Paris] Paris USA PPLA2; [Texas] Texas USA ADM1",
     {}},
    {"ContainedAbroad",
     "Police in Oaxaca, Mexico, said so.",
     "[Oaxaca] Oaxaca MEX ADM1; [Mexico] Mexico MEX PCLI",
     {}},
    {"Abbreviated",
     "A man from Tupelo, Miss., was held.",
     "[Tupelo] Tupelo USA PPLA2; [Miss.] Mississippi USA ADM1",
     {}},
    {"Postal",
     "A man from Houston, TX was held.",
     "[Houston] Houston USA PPLA2; [TX] Texas USA ADM1",
     {}},
    {"AbbreviationAlone", "He asked Miss. Jones, OR ELSE.", "", {}},
    {"Settled",
     "A man from Paris, Texas, was held. Paris is small.",
     "[Paris] Paris USA PPLA2; [Texas] Texas USA ADM1; [Paris] Paris USA PPLA2",
     {}},
    {"Unsettled", "Talks were held in Paris.", "[Paris] Paris FRA PPLC", {}},
    {"Focus",
     "In Georgia, between Florida, Alabama and South Carolina, Atlanta and Savannah voted.",
     "[Georgia] Georgia USA ADM1; [Florida] Florida USA ADM1; [Alabama] Alabama USA ADM1; [South "
     "Carolina] South Carolina USA ADM1; "
     "[Atlanta] Atlanta USA PPLA; [Savannah] Savannah USA PPLA2",
     {}},
    {"CountryFocus",
     "In Georgia, Tbilisi and Batumi voted; Armenia and Azerbaijan watched.",
     "[Georgia] Georgia GEO PCLI; [Tbilisi] Tbilisi GEO PPLC; [Batumi] Batumi GEO PPLA; [Armenia] "
     "Armenia ARM PCLI; "
     "[Azerbaijan] Azerbaijan AZE PCLI",
     {}},
    {"Person", "The singer Paris Hilton spoke.", "", {{"Paris Hilton", EntityType::kPer}}},
    {"PersonUnmarked", "Yesterday Samuel Jackson spoke.", "", {}},
    {"Surname", "Ann Shelton spoke. Shelton left.", "", {{"Ann Shelton", EntityType::kPer}}},
    {"Street", "They met on Washington Street.", "", {}},
    {"Ordinary", "Reading is Nice. Mobile phones are of Most use.", "", {}},
    {"OrdinaryMarked",
     "He lives in Reading, England.",
     "[Reading] Reading GBR PPLA2; [England] England GBR ADM1",
     {{"Reading", EntityType::kLoc}}},
    {"Regions",
     "Across the Gulf, the Donbas and the West Bank.",
     "[Gulf] Persian Gulf  GULF; [Donbas] Donbas UKR RGN; [West Bank] West Bank PSE RGN",
     {}},
    {"County",
     "Police in Orange County, California.",
     "[Orange County] Orange County USA ADM2; [California] California USA ADM1",
     {}},
    {"Demonym", "It lies near the Turkish border.", "[Turkish] Turkey TUR PCLI", {}},
    {"DemonymInAName", "He met the Egyptian President.", "", {}},
    {"Seat",
     "The White House declined. He spoke at the White House.",
     "[White House] White House USA GOVB",
     {}},
    {"Shouted",
     "CAIRO (AP) The two met in CAIRO, said NATO and ICE.",
     "[CAIRO] Cairo EGY PPLC; [CAIRO] Cairo EGY PPLC",
     {}},
    {"NoRow",
     "They met in Qwertzhausen, Germany.",
     "[Qwertzhausen] ?; [Germany] Germany DEU PCLI",
     {{"Qwertzhausen", EntityType::kLoc}}},
    {"LongerName",
     "They met at Dallas Love Field.",
     "[Dallas Love Field] ?",
     {{"Dallas Love Field", EntityType::kLoc}}},
    {"Joined",
     "the Venezuela-Russia summit",
     "[Venezuela] Venezuela VEN PCLI; [Russia] Russia RUS PCLI",
     {{"Venezuela-Russia", EntityType::kLoc}}},
    {"Disease", "A case of West Nile virus and Hong Kong flu.", "", {}},
    {"Dollars", "It cost US$ 5.", "", {}},
    {"Possessive",
     "Russia's army and Ukraine’s.",
     "[Russia] Russia RUS PCLI; [Ukraine] Ukraine UKR PCLI",
     {}},
    {"Accents",
     "From Bogotá to São Paulo and Sao Paulo.",
     "[Bogotá] Bogota COL PPLC; [São Paulo] Sao Paulo BRA PPLA; [Sao Paulo] Sao Paulo BRA PPLA",
     {}},
    {"Nothing", "", "", {}},
};
INSTANTIATE_TEST_SUITE_P(Table, Places, testing::ValuesIn(kPlaces),
                         [](const auto& one) { return one.param.name; });

TEST(PlaceTrace, NamesTheRowAndTheRivals) {
  Document document;
  Trace trace;
  const Resolution resolution =
      places_of("A man from Paris, Texas, was held.", {}, document, &trace);
  ASSERT_FALSE(trace.lines.empty());
  EXPECT_NE(trace.lines[0].text.find("-> Paris, USA.TX PPLA2"), std::string::npos)
      << trace.lines[0].text;
  EXPECT_NE(trace.lines[0].text.find("; not Paris, "), std::string::npos) << trace.lines[0].text;
  EXPECT_EQ(resolution.places[0].evidence.rfind("data/places/cities.tsv:", 0), 0u)
      << resolution.places[0].evidence;
}

TEST(GazetteerTables, HoldWhatTheyMust) {
  const Gazetteer& gazetteer = finder().gazetteer();
  EXPECT_GE(gazetteer.where("Springfield").size(), 10u);
  EXPECT_TRUE(gazetteer.where("Qwertzhausen").empty());
  for (const std::string_view name : {"Venezuela", "Miraflores", "Kashmir", "Horn of Africa",
                                      "Black Sea", "Strait of Hormuz", "Kremlin"})
    EXPECT_FALSE(gazetteer.where(name).empty()) << name;
}

TEST(GazetteerTables, Containment) {
  const Gazetteer& gazetteer = finder().gazetteer();
  const auto one = [&](std::string_view name, std::string_view code) {
    for (const PlaceRow& row : gazetteer.where(name))
      if (row.code == code) return row;
    ADD_FAILURE() << name;
    return PlaceRow();
  };
  const PlaceRow texas = one("Texas", "ADM1"), usa = one("United States", "PCLI"),
                 dallas = one("Fort Worth", "PPLA2"), oslo = one("Oslo", "PPLC");
  EXPECT_TRUE(contains(texas, dallas));
  EXPECT_TRUE(contains(usa, texas));
  EXPECT_FALSE(contains(dallas, texas));
  EXPECT_FALSE(contains(texas, oslo));
  EXPECT_NEAR(kilometres(dallas, oslo), 7700, 150);
}

TEST(Ranking, ManyMentionsStayBounded) {  // the neighbours of a mention are the nearest few,
                                          // whatever the document's length
  std::string text;
  for (int i = 0; i < 3000; ++i) text += "In Springfield and Richmond they met.\n";
  Document document;
  EXPECT_EQ(places_of(text, {}, document).places.size(), 6000u);
}

}  // namespace
}  // namespace entente
