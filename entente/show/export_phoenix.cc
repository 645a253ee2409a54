// Phoenix: one row a day for each source, target and code. KEDS: the same in each report by itself,
// as PETRARCH2 writes it. Tested by export_test.cc.
#include <algorithm>
#include <array>
#include <cstdlib>

#include "entente/show/export_cells.h"
#include "entente/show/export_shapes.h"

namespace entente {
namespace {

enum : std::size_t {
  kDocument,
  kEvent,
  kPair,
  kDay,
  kSourceCode,
  kSourceCountry,
  kTargetCode,
  kTargetCountry,
  kCameo,
  kGoldstein,
  kIssues,
  kPlace,
  kPlaceCountry,
  kLat,
  kLon,
  kFeature,
  kPrecision,
  kGeonameid,
  kSentences,
  kUrls,
  kPublishers
};

constexpr std::array<std::string_view, 12> kRoles = {"GOV", "MIL", "REB", "OPP", "PTY", "COP",
                                                     "JUD", "SPY", "MED", "EDU", "BUS", "CRM"};

bool is_role(std::string_view part) {
  return part == "CVL" || std::find(kRoles.begin(), kRoles.end(), part) != kRoles.end();
}

// The code as PETRARCH's dictionaries have it, in its parts of three letters.
std::vector<std::string> petrarch_parts(const ExportLookup& lookup, const std::string& code,
                                        const std::string& country) {
  const ActorParts parts = actor_parts(code, country);
  std::vector<std::string> out;
  if (parts.country == "UNO") {
    out = {"IGO", "UNO"};
  } else if (parts.country == "EUR") {
    out = {"IGO", "EUR", "EEC"};
  } else if (const CountryCodes* const known = lookup.country(parts.country); known != nullptr) {
    out = {known->petrarch.empty() ? known->code : known->petrarch};
  } else {
    out = {parts.country.empty() ? std::string("---") : std::string(parts.country)};
  }
  for (const std::string_view role : parts.roles)
    out.emplace_back(role == "JRN" ? "MED" : role == "MED" ? "HLH" : role);
  return out;
}

void add_actor(RowBuilder& row, const ExportLookup& lookup, const std::string& code,
               const std::string& country) {
  const std::vector<std::string> parts = petrarch_parts(lookup, code, country);
  std::string whole, rest;
  for (const std::string& part : parts) whole += part;
  // A state or one of four kinds; what is neither (ISM) is an attribute.
  const bool has_entity = parts[0] != "---" && parts[0] != "ISM";
  const std::string role = parts.size() > 1 && is_role(parts[1]) ? parts[1] : std::string();
  if (parts[0] == "ISM") rest = parts[0];
  for (std::size_t i = role.empty() ? 1 : 2; i < parts.size(); ++i)
    rest.append(rest.empty() ? "" : ";").append(parts[i]);
  row.text(whole).text(has_entity ? parts[0] : "").text(role).text(rest);
}

int penta_class(std::string_view cameo) {
  const int root = std::atoi(std::string(code_start(cameo, 2)).c_str());
  if (root <= 2) return 0;
  if (root <= 5) return 1;
  if (root <= 8) return 2;
  return root <= 13 || root == 16 ? 3 : 4;
}

}  // namespace

std::span<const std::string_view> phoenix_source() {
  static constexpr std::array<std::string_view, kPublishers + 1> kNames = {
      "document",       "event",       "pair",           "day",       "source_code",
      "source_country", "target_code", "target_country", "cameo",     "goldstein",
      "issues",         "place",       "place_country",  "lat",       "lon",
      "feature",        "precision",   "geonameid",      "sentences", "urls",
      "publishers"};
  return kNames;
}

bool phoenix_row(const ExportLookup& lookup, const ExportRow& row, ExportRow& cells) {
  const auto number = pair_number(row, kDocument, kEvent, kPair);
  if (!number) return false;
  RowBuilder out(cells);
  std::string day_text = compact_day(day_cell(row, kDay));
  day_text.resize(8, ' ');  // it has one: the database leaves out what has none
  const std::string_view day = day_text;
  out.text(std::to_string(*number) + "_v" + lookup.version()).text(day);
  out.text(day.substr(0, 4)).text(day.substr(4, 2)).text(day.substr(6));
  add_actor(out, lookup, cell(row, kSourceCode), cell(row, kSourceCountry));
  add_actor(out, lookup, cell(row, kTargetCode), cell(row, kTargetCountry));
  const std::string& cameo = cell(row, kCameo);
  out.text(cameo).text(code_start(cameo, 2)).number(penta_class(cameo));
  out.text(cell(row, kGoldstein)).text(cell(row, kIssues)).text(cell(row, kLat));
  const bool division = cell(row, kFeature) == "A" && cell(row, kPrecision) == "region";
  out.text(cell(row, kLon)).text(cell(row, kPlace)).text(division ? cell(row, kPlace) : "");
  out.text(cell(row, kPlaceCountry)).text(cell(row, kSentences)).text(cell(row, kUrls));
  out.text(cell(row, kPublishers));
  return true;
}

std::span<const std::string_view> keds_source() {
  static constexpr std::array<std::string_view, 10> kNames = {
      "day", "source_code", "source_country", "target_code", "target_country", "cameo", "issues",
      "ids", "url",         "publisher"};
  return kNames;
}

bool keds_row(const ExportLookup& lookup, const ExportRow& row, ExportRow& cells) {
  const auto whole = [&](std::size_t code) {
    std::string out;
    for (const std::string& part : petrarch_parts(lookup, cell(row, code), cell(row, code + 1)))
      out += part;
    return out;
  };
  RowBuilder out(cells);
  out.text(compact_day(day_cell(row, 0))).text(whole(1)).text(whole(3));
  out.text(cell(row, 5)).text(cell(row, 6)).text(cell(row, 7));
  if (row[8]) out.text(*row[8]);  // PETRARCH2 writes neither it nor its tab where there is none
  out.text(cell(row, 9));
  return true;
}

}  // namespace entente
