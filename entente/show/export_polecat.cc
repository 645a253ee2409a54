// POLECAT: one row an event, its actors in lists parted by "; "; a missing value is the word None.
// Tested by export_test.cc.
#include <algorithm>
#include <array>

#include "entente/show/export_cells.h"
#include "entente/show/export_shapes.h"

namespace entente {
namespace {

enum : std::size_t {
  kDay,
  kType,
  kMode,
  kQuad,
  kContexts,
  kNames,
  kCountries,
  kCows,
  kCodes,
  kTitles,
  kRaws,
  kToNames,
  kToCountries,
  kToCows,
  kToCodes,
  kToTitles,
  kToRaws,
  kPlace,
  kPlaceCountry,
  kLat,
  kLon,
  kFeature,
  kPrecision,
  kGeonameid,
  kPublisher,
  kPublished,
  kPeople,
  kOrganizations,
  kPlaces,
  kLang,
  kCoder,
  kRecord
};

// A row in which "" is None.
class Cells {
 public:
  explicit Cells(ExportRow& out) : out_(out) { out_.clear(); }
  Cells& text(std::string_view value) {
    out_.emplace_back(std::string(value.empty() ? "None" : value));
    return *this;
  }

 private:
  ExportRow& out_;
};

std::vector<std::string_view> list_of(std::string_view text) {
  std::vector<std::string_view> out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find("; "), text.size());
    out.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 2, text.size()));
  }
  return out;
}

// The roles of all actors, each once, in order. Of what is no state its kind is the role: IGO of
// UNO.
std::string sectors_of(const std::string& codes, const std::string& countries) {
  const auto code = list_of(codes), country = list_of(countries);
  std::vector<std::string_view> roles;
  const auto add = [&](std::string_view role) {
    if (std::find(roles.begin(), roles.end(), role) == roles.end()) roles.push_back(role);
  };
  for (std::size_t i = 0; i < code.size(); ++i) {
    const ActorParts parts = actor_parts(code[i], i < country.size() ? country[i] : "");
    for (const std::string_view kind : {"IGO", "NGO", "IMG", "ISM", "MNC"})
      if (parts.country == kind) add(kind);
    if (parts.country == "UNO" || parts.country == "EUR") add("IGO");
    for (const std::string_view role : parts.roles) add(role);
  }
  std::string out;
  for (const std::string_view role : roles) out.append(out.empty() ? "" : "; ").append(role);
  return out;
}

void add_side(Cells& out, const ExportRow& row, std::size_t first) {
  const std::string sectors =
      sectors_of(cell(row, first + kCodes - kNames), cell(row, first + kCountries - kNames));
  out.text(cell(row, first)).text(cell(row, first + kCountries - kNames));
  out.text(cell(row, first + kCows - kNames)).text(sectors.substr(0, sectors.find("; ")));
  out.text(sectors).text(cell(row, first + kTitles - kNames));
  out.text(cell(row, first + kRaws - kNames)).text("");
}

std::string_view quad_name(const std::string& quad) {
  return quad == "1"   ? "VERBAL COOPERATION"
         : quad == "2" ? "MATERIAL COOPERATION"
         : quad == "3" ? "VERBAL CONFLICT"
         : quad == "4" ? "MATERIAL CONFLICT"
                       : "";
}

// The index keeps GeoNames' class, not its code; where the class leaves no doubt, the code follows.
std::string_view feature_type(const ExportRow& row) {
  const std::string& feature = cell(row, kFeature);
  if (cell(row, kPrecision) == "country") return "PCLI";
  return feature == "P" ? "PPL" : feature == "A" ? "ADMD" : "";
}

}  // namespace

std::span<const std::string_view> polecat_source() {
  static constexpr std::array<std::string_view, kRecord + 1> kColumns = {
      "day",           "type",      "mode",     "quad",          "contexts",  "names",
      "countries",     "cows",      "codes",    "titles",        "raws",      "to_names",
      "to_countries",  "to_cows",   "to_codes", "to_titles",     "to_raws",   "place",
      "place_country", "lat",       "lon",      "feature",       "precision", "geonameid",
      "publisher",     "published", "people",   "organizations", "places",    "lang",
      "coder",         "record"};
  return kColumns;
}

bool polecat_row(const ExportLookup& lookup, const ExportRow& row, ExportRow& cells) {
  Cells out(cells);
  const std::string &type = cell(row, kType), &mode = cell(row, kMode);
  out.text(cell(row, kRecord)).text(cell(row, kDay)).text(type).text(mode);
  out.text(lookup.score(type, mode)).text(quad_name(cell(row, kQuad))).text(cell(row, kContexts));
  add_side(out, row, kNames);
  add_side(out, row, kToNames);
  const std::string &place = cell(row, kPlace), &feature = cell(row, kFeature);
  const bool division = feature == "A" && cell(row, kPrecision) == "region";
  out.text(place).text(feature == "P" ? place : "").text("").text(division ? place : "");
  out.text(cell(row, kPlaceCountry)).text(cell(row, kLat)).text(cell(row, kLon));
  out.text(cell(row, kGeonameid)).text(place).text(feature_type(row));
  for (const std::size_t column :
       {kPublisher, kPublished, kPeople, kOrganizations, kPlaces, kLang, kCoder})
    out.text(cell(row, column));
  return true;
}

}  // namespace entente
