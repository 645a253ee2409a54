// GDELT 2.0 Events and Mentions. What the coder does not know (tone, places of actors, ethnic and
// religious parts) stays empty. Tested by export_test.cc.
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>

#include "entente/base/unicode.h"
#include "entente/base/utf8.h"
#include "entente/show/export_cells.h"
#include "entente/show/export_shapes.h"

namespace entente {
namespace {

namespace side {
enum : std::size_t {
  kDocument,
  kEvent,
  kPair,
  kDay,
  kCameo,
  kGoldstein,
  kMentions,
  kPublishers,
  kDocuments,
  kInLead,
  kAdded,
  kUrl,
  kReport,
  kSourceCode,
  kSourceName,
  kSourceCountry,
  kTargetCode,
  kTargetName,
  kTargetCountry,
  kPlace,
  kPlaceCountry,
  kLat,
  kLon,
  kFeature,
  kPrecision,
  kGeonameid
};
}  // namespace side

namespace told {
enum : std::size_t {
  kDocument,
  kEvent,
  kPair,
  kAdded,
  kMentioned,
  kUrl,
  kReport,
  kPublisher,
  kInTitle,
  kSentence,
  kSourceAt,
  kTargetAt,
  kTriggerStart,
  kConfidence,
  kCharacters
};
}  // namespace told

std::string upper(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = code_point_at(text, at);
    append_utf8(out, to_upper(c.value));
    at += c.bytes;
  }
  return out;
}

// CAMEO's actor, from PLOVER's. Roles that are PLOVER's alone are left out; MED is health there and
// media here.
struct CameoActor {
  std::string code, country, group, types[3];
};

CameoActor cameo_actor(const ExportLookup& lookup, std::string_view code,
                       std::string_view country) {
  CameoActor out;
  const ActorParts parts = actor_parts(code, country);
  std::size_t used = 0;
  const auto add_type = [&](std::string_view type) {
    if (used < 3) out.types[used++] = type;
    out.code += type;
  };
  if (parts.country == "UNO") {
    add_type("IGO"), out.group = "UNO", out.code += "UNO";
  } else if (parts.country == "EUR") {
    add_type("IGO"), out.group = "EEC", out.country = "EUR", out.code += "EUREEC";
  } else if (parts.country == "ISM") {
    add_type("NGM");
  } else if (const CountryCodes* const known = lookup.country(parts.country); known != nullptr) {
    out.country = known->gdelt, out.code += known->gdelt;
  } else if (!parts.country.empty()) {
    add_type(parts.country);  // IGO, NGO, IMG, MNC
  }
  for (const std::string_view role : parts.roles) {
    const std::string_view cameo = role == "JRN" ? "MED" : role == "MED" ? "HLH" : role;
    if (lookup.is_cameo_role(cameo)) add_type(cameo);
  }
  return out;
}

void add_actor(RowBuilder& row, const ExportLookup& lookup, const std::string& code,
               const std::string& name, const std::string& country) {
  const CameoActor actor = cameo_actor(lookup, code, country);
  row.text(actor.code).text(upper(name)).text(actor.country).text(actor.group).none(3);
  for (const std::string& type : actor.types) row.text(type);
}

void add_place(RowBuilder& out, const ExportLookup& lookup, const ExportRow& row) {
  const std::string &name = cell(row, side::kPlace), &precision = cell(row, side::kPrecision);
  const CountryCodes* const country = lookup.country(cell(row, side::kPlaceCountry));
  if (name.empty()) {
    out.number(0).none(7);
    return;
  }
  const bool american = cell(row, side::kPlaceCountry) == "USA";
  const std::string fips = country != nullptr ? country->fips : std::string();
  const bool whole = precision == "country";
  const bool division = precision == "region" && cell(row, side::kFeature) == "A";
  out.number(whole ? 1 : division ? (american ? 2 : 5) : american ? 3 : 4);
  out.text(country == nullptr || (whole && country->name.empty()) ? name
           : whole                                                ? country->name
                                                                  : name + ", " + country->name);
  out.text(fips).text(whole ? fips : "").none();
  out.text(cell(row, side::kLat)).text(cell(row, side::kLon)).text(whole ? fips : "");
}

int quad_class(std::string_view cameo) {
  const int root = std::atoi(std::string(code_start(cameo, 2)).c_str());
  return root <= 5 ? 1 : root <= 9 ? 2 : root <= 14 ? 3 : 4;
}

void add_days(RowBuilder& out, std::optional<Day> day) {
  if (!day) {
    out.none(4);
    return;
  }
  const CivilDate date = to_civil(*day);
  const std::string text = compact_day(day);
  char fraction[32];
  std::snprintf(fraction, sizeof fraction, "%.4f",
                date.year + ((date.month - 1) * 30 + date.day) / 365.0);
  out.text(text).text(text.substr(0, 6)).text(text.substr(0, 4)).text(fraction);
}

std::string step_of(std::optional<Day> day) { return day ? compact_day(day) + "000000" : ""; }

// "https://www.example.org/x" -> "example.org"; "" for what is no address.
std::string_view domain_of(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme == std::string_view::npos || url.substr(0, 4) != "http") return {};
  std::string_view host = url.substr(scheme + 3);
  host = host.substr(0, host.find_first_of("/?#"));
  if (const std::size_t at = host.rfind('@'); at != std::string_view::npos)
    host.remove_prefix(at + 1);
  host = host.substr(0, host.find(':'));
  return host.substr(0, 4) == "www." ? host.substr(4) : host;
}

}  // namespace

std::span<const std::string_view> gdelt_source() {
  static constexpr std::array<std::string_view, side::kGeonameid + 1> kNames = {"document",
                                                                                "event",
                                                                                "pair",
                                                                                "day",
                                                                                "cameo",
                                                                                "goldstein",
                                                                                "mentions",
                                                                                "publishers",
                                                                                "documents",
                                                                                "in_lead",
                                                                                "added",
                                                                                "url",
                                                                                "report",
                                                                                "source_code",
                                                                                "source_name",
                                                                                "source_country",
                                                                                "target_code",
                                                                                "target_name",
                                                                                "target_country",
                                                                                "place",
                                                                                "place_country",
                                                                                "lat",
                                                                                "lon",
                                                                                "feature",
                                                                                "precision",
                                                                                "geonameid"};
  return kNames;
}

std::span<const std::string_view> gdelt_mention_source() {
  static constexpr std::array<std::string_view, told::kCharacters + 1> kNames = {
      "document",  "event",     "pair",          "added",      "mentioned",
      "url",       "report",    "publisher",     "in_title",   "sentence",
      "source_at", "target_at", "trigger_start", "confidence", "characters"};
  return kNames;
}

bool gdelt_row(const ExportLookup& lookup, const ExportRow& row, ExportRow& cells) {
  const auto number = pair_number(row, side::kDocument, side::kEvent, side::kPair);
  if (!number) return false;
  RowBuilder out(cells);
  out.number(*number);
  add_days(out, day_cell(row, side::kDay));
  add_actor(out, lookup, cell(row, side::kSourceCode), cell(row, side::kSourceName),
            cell(row, side::kSourceCountry));
  add_actor(out, lookup, cell(row, side::kTargetCode), cell(row, side::kTargetName),
            cell(row, side::kTargetCountry));
  const std::string& cameo = cell(row, side::kCameo);
  out.number(cell(row, side::kInLead) == "true" ? 1 : 0).text(cameo);
  out.text(code_start(cameo, 3)).text(code_start(cameo, 2)).number(quad_class(cameo));
  out.text(cell(row, side::kGoldstein)).text(cell(row, side::kMentions));
  out.text(cell(row, side::kPublishers)).text(cell(row, side::kDocuments)).none();
  out.number(0).none(7).number(0).none(7);
  add_place(out, lookup, row);
  const std::string& url = cell(row, side::kUrl);
  out.text(step_of(day_cell(row, side::kAdded))).text(url.empty() ? cell(row, side::kReport) : url);
  return true;
}

bool gdelt_mention_row(const ExportLookup&, const ExportRow& row, ExportRow& cells) {
  const auto number = pair_number(row, told::kDocument, told::kEvent, told::kPair);
  if (!number) return false;
  RowBuilder out(cells);
  const std::string& url = cell(row, told::kUrl);
  const std::string_view domain = domain_of(url);
  out.number(*number).text(step_of(day_cell(row, told::kAdded)));
  out.text(step_of(day_cell(row, told::kMentioned))).number(domain.empty() ? 2 : 1);
  out.text(domain.empty() ? cell(row, told::kPublisher) : domain);
  out.text(domain.empty() ? cell(row, told::kReport) : url);
  const bool in_title = cell(row, told::kInTitle) == "true";
  const auto offset = [&](std::size_t column) {
    return in_title || !row[column] ? std::string("-1") : *row[column];
  };
  out.text(in_title ? "1" : cell(row, told::kSentence));
  out.text(offset(told::kSourceAt)).text(offset(told::kTargetAt)).text(offset(told::kTriggerStart));
  out.number(1).number(
      std::lround(std::strtod(cell(row, told::kConfidence).c_str(), nullptr) * 10) * 10);
  out.text(cell(row, told::kCharacters)).none(3);
  return true;
}

}  // namespace entente
