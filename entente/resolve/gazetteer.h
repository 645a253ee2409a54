// The gazetteer: data/places/ behind one phrase index. What a name may be, where each lies, what
// contains it.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "entente/base/hash.h"
#include "entente/base/result.h"
#include "entente/lexicon/lexicon.h"

namespace entente {

// The table that a row stands in.
enum class PlaceSort : std::uint8_t { kCity, kCountry, kDemonym, kDistrict, kFeature, kRegion };
inline constexpr std::size_t kPlaceSortCount = 6;

// One row. Views are lent by the image.
struct PlaceRow {
  PlaceSort sort = PlaceSort::kCity;
  std::uint32_t row = 0;
  std::string_view name, code, country, admin1,
      admin2;  // code: "PPLC", "ADM1"; country: ISO alpha-3 or ""
  char feature = 'P';
  bool has_point = false;
  double lat = 0, lon = 0;
  std::int32_t population = 0;
  std::uint32_t geonameid = 0;
};

// Does `outer` hold `inner`, as "Texas" holds "Paris" (US.TX)? By codes alone: a continent or a sea
// holds nothing.
bool contains(const PlaceRow& outer, const PlaceRow& inner);
// Great-circle kilometres, mean radius; both have a point.
double kilometres(const PlaceRow& a, const PlaceRow& b);

// What a word does to a place beside it: the kinds of data/places/words.tsv.
enum class PlaceWord : std::uint8_t {
  kWord,
  kStreet,
  kTitle,
  kInstitution,
  kTeam,
  kFeature,
  kPlaceWord,
  kDirection,
  kAilment
};
inline constexpr std::size_t kPlaceWordCount = 9;

// Immutable; threads may share it. Lives no longer than the Lexicons.
class Gazetteer {
 public:
  // kNotFound: a table or the index "places" is missing; kBadModel: a word of no known kind.
  static Result<Gazetteer> open(const Lexicons& lexicons);

  const PhraseIndex& index() const { return index_; }
  PlaceRow row(PlaceSort sort, std::uint32_t row) const;
  // "data/places/cities.tsv:120"
  std::string source(const PlaceRow& row) const {
    return tables_[static_cast<std::size_t>(row.sort)].place(row.row);
  }
  // The row behind an entry of the index; false if its table is none of ours.
  bool find_row(const PhraseEntry& entry, PlaceRow& out) const;
  // All rows of a name, whatever its case: `entente where`.
  std::vector<PlaceRow> where(std::string_view name) const;

  // Is `lower` of that kind?
  bool is(std::string_view lower, PlaceWord kind) const;

 private:
  struct Columns {
    std::uint32_t name, feature, code, country, admin1, admin2, lat, lon, population, geonameid;
  };
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view word) const { return hash64(word); }
  };
  std::array<TableView, kPlaceSortCount> tables_;
  std::vector<std::uint8_t> sort_of_table_;  // by table id; kPlaceSortCount: none of ours
  Columns columns_{};
  PhraseIndex index_;
  std::unordered_map<std::string, std::uint16_t, Hash, std::equal_to<>>
      words_;  // a bit a kind; asked by key alone
};

}  // namespace entente
