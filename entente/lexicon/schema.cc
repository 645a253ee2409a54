// The list of tables. One entry a table, by folder; a table's columns stand just above it.
// docs/formats/lexicon.md tells people the same. Tested by schema_test.cc.
#include "entente/lexicon/schema.h"

namespace entente {
namespace {

using enum ColumnKind;

constexpr ColumnSchema kSources[] = {
    {"key", kWord}, {"name", kWord}, {"licence", kWord}, {"where", kText}};

// data/tables/: the code lists that everything else is held against.
constexpr ColumnSchema kCountries[] = {
    {"code", kWord},        {"name", kWord},    {"iso2", kWord},        {"iso3", kWord},
    {"iso_numeric", kText}, {"fips", kText},    {"cameo_gdelt", kText}, {"petrarch", kText},
    {"cow", kNumber},       {"cow_abb", kText}, {"geonameid", kNumber}, {"source", kSource}};
constexpr ColumnSchema kNonstate[] = {{"code", kWord}, {"name", kWord}, {"source", kSource}};
constexpr ColumnSchema kRegions[] = {{"code", kWord}, {"name", kWord}, {"source", kSource}};
constexpr ColumnSchema kKnownGroups[] = {{"code", kWord}, {"name", kWord}, {"source", kSource}};
constexpr ColumnSchema kSectors[] = {
    {"code", kWord}, {"plover", kText}, {"cameo_gdelt", kText}, {"source", kSource}};
constexpr ColumnSchema kCameoCodes[] = {{"code", kWord},         {"name", kWord},
                                        {"parent", kCameo},      {"quad", kNumber},
                                        {"quad_gdelt", kNumber}, {"source", kSource}};
constexpr ColumnSchema kGoldstein[] = {{"code", kCameo},
                                       {"score", kReal},
                                       {"score_gdelt", kText},
                                       {"score_icews", kText},
                                       {"source", kSource}};
constexpr ColumnSchema kPloverTypes[] = {
    {"type", kWord},        {"quad", kNumber}, {"quad_name", kWord}, {"score", kReal},
    {"recipient", kNumber}, {"note", kText},   {"source", kSource}};
constexpr ColumnSchema kPloverModes[] = {{"type", kWord, "tables.plover_types.type"},
                                         {"mode", kWord},
                                         {"score", kText},
                                         {"source", kSource}};
constexpr ColumnSchema kPloverContexts[] = {
    {"context", kWord}, {"gloss", kWord}, {"source", kSource}};
constexpr ColumnSchema kCameoToPlover[] = {{"code", kCameo},
                                           {"type", kWord, "tables.plover_types.type"},
                                           {"mode", kText, "tables.plover_modes.mode"},
                                           {"contexts", kText, "tables.plover_contexts.context"},
                                           {"source", kSource}};
constexpr ColumnSchema kFieldTable[] = {{"field", kWord}, {"gloss", kWord}, {"source", kSource}};

// data/LANG/time.tsv: the vocabulary of times, read whole by resolve/timex_words.cc.
constexpr ColumnSchema kTimes[] = {
    {"forms", kWord}, {"class", kWord}, {"value", kNumber}, {"code", kText}, {"source", kSource}};

// data/LANG/: what coreference weighs (resolve/antecedents.h), made by
// scripts/train_coreference.py; given names.
constexpr ColumnSchema kCoreference[] = {
    {"feature", kWord}, {"weight", kReal}, {"source", kSource}};
constexpr ColumnSchema kGivenNames[] = {{"names", kWord}, {"gender", kWord}, {"source", kSource}};
constexpr ColumnSchema kNouns[] = {{"noun", kWord},
                                   {"class", kWord},
                                   {"gender", kText},
                                   {"kinds", kText},
                                   {"source", kSource}};

// data/places/: one shape for all tables of the gazetteer; scripts/make_places.py makes them.
constexpr ColumnSchema kPlaces[] = {
    {"forms", kForms},     {"name", kWord},         {"class", kWord},       {"code", kWord},
    {"country", kCountry}, {"admin1", kText},       {"admin2", kText},      {"lat", kReal},
    {"lon", kReal},        {"population", kNumber}, {"geonameid", kNumber}, {"source", kSource}};

// data/en/: what code/ finds beside events: quotes, agreements, visits, joint bodies, fields.
constexpr ColumnSchema kFieldPhrases[] = {
    {"forms", kForms}, {"fields", kFields}, {"use", kWord}, {"source", kSource}};
constexpr ColumnSchema kReporting[] = {
    {"lemma", kWord}, {"part", kWord}, {"takes", kText}, {"source", kSource}};
constexpr ColumnSchema kAgreements[] = {
    {"lemma", kWord}, {"part", kWord}, {"stage", kText}, {"with", kText}, {"source", kSource}};
constexpr ColumnSchema kVisits[] = {
    {"lemma", kWord}, {"part", kWord}, {"stage", kText}, {"with", kText}, {"source", kSource}};
constexpr ColumnSchema kCommissions[] = {
    {"lemma", kWord}, {"part", kWord}, {"activity", kText}, {"source", kSource}};

// data/en/: the lexicon of events (docs/coding.md). The compiler checks cells; what a frame means
// is checked when code/ loads it.
constexpr ColumnSchema kFrames[] = {{"lemmas", kWord},   {"pos", kWord},  {"frame", kText},
                                    {"code", kWord},     {"type", kText}, {"status", kText},
                                    {"fields", kFields}, {"note", kText}, {"source", kSource}};
constexpr ColumnSchema kWordSets[] = {
    {"set", kWord}, {"words", kWord}, {"note", kText}, {"source", kSource}};
constexpr ColumnSchema kCompose[] = {
    {"operator", kWord}, {"inner", kWord}, {"result", kWord}, {"note", kText}, {"source", kSource}};
constexpr ColumnSchema kRefine[] = {
    {"code", kCameo}, {"words", kWord}, {"result", kCameo}, {"note", kText}, {"source", kSource}};
constexpr ColumnSchema kConfidence[] = {
    {"feature", kWord}, {"weight", kReal}, {"note", kText}, {"source", kSource}};
constexpr ColumnSchema kStatusWords[] = {
    {"lemmas", kWord}, {"place", kWord}, {"effect", kWord}, {"note", kText}, {"source", kSource}};
constexpr ColumnSchema kEventTypes[] = {{"code", kCameo},
                                        {"type", kWord, "tables.plover_types.type"},
                                        {"mode", kText, "tables.plover_modes.mode"},
                                        {"note", kText},
                                        {"source", kSource}};

// data/actors/: names of all kinds enter one index, so that the longest wins; resolve/knowledge.h
// reads them.
constexpr ColumnSchema kActorCountries[] = {
    {"country", kCountry}, {"kind", kWord}, {"forms", kForms},  {"sector", kSector},
    {"from", kDay},        {"until", kDay}, {"source", kSource}};
constexpr ColumnSchema kActorOffices[] = {
    {"forms", kForms}, {"kind", kWord}, {"sector", kSector}, {"class", kText}, {"source", kSource}};
constexpr ColumnSchema kActorPeople[] = {
    {"name", kWord},       {"forms", kForms},   {"surname", kText},
    {"country", kCountry}, {"sector", kSector}, {"title", kText},
    {"from", kDay},        {"until", kDay},     {"source", kSource}};
constexpr ColumnSchema kActorOrganizations[] = {
    {"name", kWord}, {"forms", kForms}, {"country", kCountry}, {"sector", kSector},
    {"kind", kWord}, {"from", kDay},    {"until", kDay},       {"source", kSource}};
constexpr ColumnSchema kActorAmbiguous[] = {{"name", kWord},      {"country", kCountry},
                                            {"prior", kNumber},   {"with", kLemmas},
                                            {"without", kLemmas}, {"source", kSource}};
constexpr ColumnSchema kActorMetonymy[] = {{"use", kWord}, {"lemmas", kWord}, {"source", kSource}};

constexpr ColumnSchema kPlaceWords[] = {{"word", kWord}, {"kind", kWord}, {"source", kSource}};

// clang-format off: one line a table
constexpr TableSchema kTables[] = {
    // name                     path                          index  columns          unique dated
    {"sources", "SOURCES.tsv", "", kSources, "key", ""},
    {"tables.countries", "tables/countries.tsv", "", kCountries, "code", ""},
    {"tables.nonstate", "tables/nonstate.tsv", "", kNonstate, "code", ""},
    {"tables.cameo_regions", "tables/cameo_regions.tsv", "", kRegions, "code", ""},
    {"tables.cameo_groups", "tables/cameo_groups.tsv", "", kKnownGroups, "code name", ""},
    {"tables.sectors", "tables/sectors.tsv", "", kSectors, "code", ""},
    {"tables.cameo_codes", "tables/cameo_codes.tsv", "", kCameoCodes, "code", ""},
    {"tables.goldstein", "tables/goldstein.tsv", "", kGoldstein, "code", ""},
    {"tables.plover_types", "tables/plover_types.tsv", "", kPloverTypes, "type", ""},
    {"tables.plover_modes", "tables/plover_modes.tsv", "", kPloverModes, "type mode", ""},
    {"tables.plover_contexts", "tables/plover_contexts.tsv", "", kPloverContexts, "context", ""},
    {"tables.cameo_to_plover", "tables/cameo_to_plover.tsv", "", kCameoToPlover, "code", ""},
    {"tables.fields", "tables/fields.tsv", "", kFieldTable, "field", ""},
    {"actors.countries", "actors/countries.tsv", "actors", kActorCountries, "", "",
     "forms kind = country sector"},
    {"actors.offices", "actors/offices.tsv", "actors", kActorOffices, "", "",
     "forms = kind sector class"},
    {"actors.organizations", "actors/organizations.tsv", "actors", kActorOrganizations, "",
     "name country"},
    {"actors.people", "actors/people*.tsv", "actors", kActorPeople, "", "",
     "name country = sector"},
    {"actors.ambiguous", "actors/ambiguous.tsv", "actor_words", kActorAmbiguous, "name country",
     ""},
    {"actors.metonymy", "actors/metonymy.tsv", "", kActorMetonymy, "use lemmas", ""},
    {"en.fields", "en/fields.tsv", "fields", kFieldPhrases, "", ""},
    {"en.reporting", "en/reporting.tsv", "", kReporting, "lemma part", ""},
    {"en.agreements", "en/agreements.tsv", "", kAgreements, "lemma part with", ""},
    {"en.visits", "en/visits.tsv", "", kVisits, "lemma part with", ""},
    {"en.commissions", "en/commissions.tsv", "", kCommissions, "lemma part", ""},
    {"code.compose", "en/compose.tsv", "", kCompose, "operator inner", ""},
    {"code.confidence", "en/confidence.tsv", "", kConfidence, "feature", ""},
    {"code.frames", "en/frames*.tsv", "", kFrames, "", ""},
    {"code.refine", "en/refine.tsv", "", kRefine, "", ""},
    {"code.sets", "en/sets.tsv", "", kWordSets, "", ""},
    {"code.status", "en/status.tsv", "", kStatusWords, "", ""},
    {"code.types", "tables/event_types.tsv", "", kEventTypes, "code", ""},
    {"en.coreference", "en/coreference.tsv", "", kCoreference, "feature", ""},
    {"en.given_names", "en/given_names.tsv", "", kGivenNames, "", ""},
    {"en.nouns", "en/nouns.tsv", "", kNouns, "noun", ""},
    {"en.time", "en/time.tsv", "", kTimes, "", ""},
    {"places.cities", "places/cities.tsv", "places", kPlaces, "", ""},
    {"places.countries", "places/countries.tsv", "places", kPlaces, "", ""},
    {"places.demonyms", "places/demonyms.tsv", "places", kPlaces, "", ""},
    {"places.districts", "places/districts.tsv", "places", kPlaces, "", ""},
    {"places.features", "places/features.tsv", "places", kPlaces, "", ""},
    {"places.regions", "places/regions.tsv", "places", kPlaces, "", ""},
    {"places.words", "places/words.tsv", "", kPlaceWords, "word kind", ""},
};
// clang-format on

}  // namespace

std::span<const TableSchema> table_schemas() { return kTables; }

}  // namespace entente
