// The tables of data/places/ share one shape, so that a row is read the same from each; nothing is
// copied out of the image.
//
// Tested by places_test.cc.
#include "entente/resolve/gazetteer.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "entente/base/unicode.h"

namespace entente {
namespace {

constexpr std::array<std::string_view, kPlaceSortCount> kTableNames = {
    "places.cities",    "places.countries", "places.demonyms",
    "places.districts", "places.features",  "places.regions"};
constexpr std::array<std::string_view, kPlaceWordCount> kKinds = {
    "word",    "street",     "title",     "institution", "team",
    "feature", "place_word", "direction", "ailment"};
constexpr double kEarthRadiusKm = 6371.0088;

}  // namespace

bool contains(const PlaceRow& outer, const PlaceRow& inner) {
  if (outer.country.empty() || outer.country != inner.country || outer.sort == PlaceSort::kDemonym)
    return false;
  if (outer.sort == PlaceSort::kCountry) return inner.sort != PlaceSort::kCountry;
  if (outer.sort == PlaceSort::kRegion)
    return outer.admin1 == inner.admin1 && inner.sort != PlaceSort::kCountry &&
           inner.sort != PlaceSort::kRegion && !inner.admin1.empty();
  if (outer.sort == PlaceSort::kDistrict)
    return outer.admin1 == inner.admin1 && outer.admin2 == inner.admin2 &&
           inner.sort == PlaceSort::kCity;
  return false;
}

double kilometres(const PlaceRow& a, const PlaceRow& b) {
  constexpr double kRadians = std::numbers::pi / 180;
  const double dlat = std::sin((b.lat - a.lat) * kRadians / 2),
               dlon = std::sin((b.lon - a.lon) * kRadians / 2);
  const double h =
      dlat * dlat + std::cos(a.lat * kRadians) * std::cos(b.lat * kRadians) * dlon * dlon;
  return 2 * kEarthRadiusKm * std::asin(std::min(1.0, std::sqrt(h)));
}

Result<Gazetteer> Gazetteer::open(const Lexicons& lexicons) {
  Gazetteer out;
  ENTENTE_TRY(out.index_, lexicons.phrases("places"));
  for (std::size_t i = 0; i < kPlaceSortCount; ++i) {
    ENTENTE_TRY(out.tables_[i], lexicons.table(kTableNames[i]));
    const std::uint32_t id = out.tables_[i].id();
    if (out.sort_of_table_.size() <= id)
      out.sort_of_table_.resize(id + 1, static_cast<std::uint8_t>(kPlaceSortCount));
    out.sort_of_table_[id] = static_cast<std::uint8_t>(i);
  }
  const TableView& shape = out.tables_[0];
  out.columns_ = {shape.column("name"),     shape.column("class"),  shape.column("code"),
                  shape.column("country"),  shape.column("admin1"), shape.column("admin2"),
                  shape.column("lat"),      shape.column("lon"),    shape.column("population"),
                  shape.column("geonameid")};
  ENTENTE_TRY(const TableView words, lexicons.table("places.words"));
  const std::uint32_t word = words.column("word"), kind = words.column("kind");
  for (std::uint32_t row = 0; row < words.rows(); ++row) {
    const auto it = std::find(kKinds.begin(), kKinds.end(), words.text(row, kind));
    if (it == kKinds.end())
      return Error{ErrorCode::kBadModel,
                   "no such kind of word: " + std::string(words.text(row, kind)), words.place(row)};
    out.words_[std::string(words.text(row, word))] |=
        static_cast<std::uint16_t>(1u << (it - kKinds.begin()));
  }
  return out;
}

PlaceRow Gazetteer::row(PlaceSort sort, std::uint32_t row) const {
  const TableView& table = tables_[static_cast<std::size_t>(sort)];
  PlaceRow out;
  out.sort = sort;
  out.row = row;
  out.name = table.text(row, columns_.name);
  out.code = table.text(row, columns_.code);
  out.country = table.text(row, columns_.country);
  out.admin1 = table.text(row, columns_.admin1);
  out.admin2 = table.text(row, columns_.admin2);
  const std::string_view feature = table.text(row, columns_.feature);
  out.feature = feature.empty() ? 'P' : feature.front();
  out.lat = table.real(row, columns_.lat);
  out.lon = table.real(row, columns_.lon);
  out.has_point =
      out.lat != 0 ||
      out.lon != 0;  // an empty cell reads as 0; nothing of ours lies in the Gulf of Guinea's zero
  out.population = table.number(row, columns_.population);
  out.geonameid = static_cast<std::uint32_t>(std::max(table.number(row, columns_.geonameid), 0));
  return out;
}

bool Gazetteer::find_row(const PhraseEntry& entry, PlaceRow& out) const {
  if (entry.table >= sort_of_table_.size() || sort_of_table_[entry.table] >= kPlaceSortCount)
    return false;
  out = row(static_cast<PlaceSort>(sort_of_table_[entry.table]), entry.row);
  return true;
}

std::vector<PlaceRow> Gazetteer::where(std::string_view name) const {
  std::vector<PlaceRow> out;
  for (const PhraseEntry& entry : index_.lookup(name)) {
    PlaceRow found;
    if (find_row(entry, found)) out.push_back(found);
  }
  return out;
}

bool Gazetteer::is(std::string_view lower, PlaceWord kind) const {
  const auto it = words_.find(lower);
  return it != words_.end() && (it->second >> static_cast<unsigned>(kind) & 1u) != 0;
}

}  // namespace entente
