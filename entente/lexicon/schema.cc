// The list of tables. One entry a table, by folder; a table's columns stand just above it. docs/formats/lexicon.md tells people
// the same.
// Tested by schema_test.cc.
#include "entente/lexicon/schema.h"

namespace entente {
namespace {

using enum ColumnKind;

constexpr ColumnSchema kSources[] = {
    {"key", kWord}, {"name", kWord}, {"licence", kWord}, {"where", kText}};

// data/tables/: the code lists that everything else is held against.
constexpr ColumnSchema kCountries[] = {
    {"code", kWord},      {"name", kWord},     {"iso2", kWord},      {"iso3", kWord},
    {"iso_numeric", kText}, {"fips", kText},   {"cameo_gdelt", kText}, {"petrarch", kText},
    {"cow", kNumber},     {"cow_abb", kText},  {"geonameid", kNumber}, {"source", kSource}};
constexpr ColumnSchema kNonstate[] = {{"code", kWord}, {"name", kWord}, {"source", kSource}};
constexpr ColumnSchema kRegions[] = {{"code", kWord}, {"name", kWord}, {"source", kSource}};
constexpr ColumnSchema kKnownGroups[] = {{"code", kWord}, {"name", kWord}, {"source", kSource}};
constexpr ColumnSchema kSectors[] = {
    {"code", kWord}, {"plover", kText}, {"cameo_gdelt", kText}, {"source", kSource}};
constexpr ColumnSchema kCameoCodes[] = {{"code", kWord},   {"name", kWord}, {"parent", kCameo},
                                        {"quad", kNumber}, {"quad_gdelt", kNumber}, {"source", kSource}};
constexpr ColumnSchema kGoldstein[] = {{"code", kCameo},       {"score", kReal},
                                       {"score_gdelt", kText}, {"score_icews", kText},
                                       {"source", kSource}};
constexpr ColumnSchema kPloverTypes[] = {{"type", kWord},  {"quad", kNumber},   {"quad_name", kWord},
                                         {"score", kReal}, {"recipient", kNumber}, {"note", kText},
                                         {"source", kSource}};
constexpr ColumnSchema kPloverModes[] = {
    {"type", kWord, "tables.plover_types.type"}, {"mode", kWord}, {"score", kText}, {"source", kSource}};
constexpr ColumnSchema kPloverContexts[] = {{"context", kWord}, {"gloss", kWord}, {"source", kSource}};
constexpr ColumnSchema kCameoToPlover[] = {{"code", kCameo},
                                           {"type", kWord, "tables.plover_types.type"},
                                           {"mode", kText, "tables.plover_modes.mode"},
                                           {"contexts", kText, "tables.plover_contexts.context"},
                                           {"source", kSource}};
constexpr ColumnSchema kFieldTable[] = {{"field", kWord}, {"gloss", kWord}, {"source", kSource}};

// data/places/: one shape for all tables of the gazetteer; scripts/make_places.py makes them.
constexpr ColumnSchema kPlaces[] = {
    {"forms", kForms},   {"name", kWord},   {"class", kWord}, {"code", kWord}, {"country", kCountry},  {"admin1", kText},
    {"admin2", kText},   {"lat", kReal},    {"lon", kReal},   {"population", kNumber}, {"geonameid", kNumber}, {"source", kSource}};

constexpr TableSchema kTables[] = {
    // name                     path                          index  columns          unique       dated
    {"sources",                "SOURCES.tsv",                "",    kSources,        "key",        ""},
    {"tables.countries",       "tables/countries.tsv",       "",    kCountries,      "code",       ""},
    {"tables.nonstate",        "tables/nonstate.tsv",        "",    kNonstate,       "code",       ""},
    {"tables.cameo_regions",   "tables/cameo_regions.tsv",   "",    kRegions,        "code",       ""},
    {"tables.cameo_groups",    "tables/cameo_groups.tsv",    "",    kKnownGroups,    "code name",  ""},
    {"tables.sectors",         "tables/sectors.tsv",         "",    kSectors,        "code",       ""},
    {"tables.cameo_codes",     "tables/cameo_codes.tsv",     "",    kCameoCodes,     "code",       ""},
    {"tables.goldstein",       "tables/goldstein.tsv",       "",    kGoldstein,      "code",       ""},
    {"tables.plover_types",    "tables/plover_types.tsv",    "",    kPloverTypes,    "type",       ""},
    {"tables.plover_modes",    "tables/plover_modes.tsv",    "",    kPloverModes,    "type mode",  ""},
    {"tables.plover_contexts", "tables/plover_contexts.tsv", "",    kPloverContexts, "context",    ""},
    {"tables.cameo_to_plover", "tables/cameo_to_plover.tsv", "",    kCameoToPlover,  "code",       ""},
    {"tables.fields",          "tables/fields.tsv",          "",    kFieldTable,     "field",      ""},
    {"places.cities",           "places/cities.tsv",            "places", kPlaces,    "",           ""},
    {"places.countries",        "places/countries.tsv",         "places", kPlaces,    "",           ""},
    {"places.demonyms",         "places/demonyms.tsv",          "places", kPlaces,    "",           ""},
    {"places.districts",        "places/districts.tsv",         "places", kPlaces,    "",           ""},
    {"places.features",         "places/features.tsv",          "places", kPlaces,    "",           ""},
    {"places.regions",          "places/regions.tsv",           "places", kPlaces,    "",           ""},
};

}  // namespace

std::span<const TableSchema> table_schemas() { return kTables; }

}  // namespace entente
