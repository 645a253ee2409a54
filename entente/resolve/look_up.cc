// Tested by look_up_test.cc.
#include "entente/resolve/look_up.h"

#include <algorithm>
#include <array>

#include "entente/resolve/gazetteer.h"
#include "entente/resolve/knowledge.h"
#include "entente/resolve/people.h"
#include "entente/resolve/place_ranking.h"

namespace entente {
namespace {

// Fills in where a row stands and what its source is called.
class Sources {
 public:
  static Result<Sources> open(const Lexicons& lexicons) {
    Sources out(lexicons);
    ENTENTE_TRY(out.table_, lexicons.table("sources"));
    return out;
  }
  void fill(std::uint32_t table, std::uint32_t row, KnownName& known) const {
    const TableView view = lexicons_->table(table);
    known.place = view.place(row);
    known.source = view.text(row, view.column("source"));
    const std::uint32_t key = table_.column("key");
    for (std::uint32_t r = 0; r < table_.rows(); ++r) {
      if (table_.text(r, key) != known.source) continue;
      known.source_name = table_.text(r, table_.column("name"));
      known.licence = table_.text(r, table_.column("licence"));
      known.source_where = table_.text(r, table_.column("where"));
    }
  }

 private:
  explicit Sources(const Lexicons& lexicons) : lexicons_(&lexicons) {}
  const Lexicons* lexicons_;
  TableView table_;
};

struct SortEntry {
  std::string_view name;
  double weight;  // the order in which names.cc takes them
};
constexpr std::array<SortEntry, 8> kSorts = {{{"country", 800},
                                              {"adjective", 700},
                                              {"people", 690},
                                              {"capital", 400},
                                              {"seat of power", 450},
                                              {"office", 200},
                                              {"organization", 500},
                                              {"person", 300}}};

KnownName actor_of(const Knowledge& knowledge, const Candidate& c, std::optional<Day> date) {
  const SortEntry& sort = kSorts[static_cast<std::size_t>(c.sort)];
  KnownName known;
  known.sort = sort.name;
  known.form = c.form;
  known.score = sort.weight;
  const std::string_view country = knowledge.country(c), sector = knowledge.sector(c);
  known.code = std::string(country.empty() ? "---" : country) + std::string(sector);
  if (c.sort == Sort::kOffice) {
    known.name = c.form;
    known.title = knowledge.office_class(c);
    known.why = "an office: whose, the text says";
    return known;
  }
  const Day from = knowledge.from(c), until = knowledge.until(c);
  if (from != kDayMin) known.from = from;
  if (until != kDayMax) known.until = until;
  known.holds = !date || (from <= *date && *date < until);
  known.why = known.from || known.until ? known.holds ? date ? "holds on the day" : "no day given"
                                          : *date < from ? "not yet"
                                                         : "no longer"
                                        : "holds at all times";
  if (const std::uint32_t row = knowledge.ambiguous_row(c); row != Knowledge::kNoRow)
    known.why += "; in a text the words of " + knowledge.ambiguous_place(row) + " decide";
  if (c.sort != Sort::kPerson) {
    known.name =
        c.sort == Sort::kOrganization ? knowledge.name(c) : knowledge.country_name(country);
    if (c.sort == Sort::kOrganization) known.title = knowledge.organization_kind(c);
    known.score += known.holds ? 0 : -1000;
    return known;
  }
  known.name = knowledge.name(c);
  known.title = knowledge.title(c);
  const DayFit fit = fit_day(from, until, date);
  const int rank = rank_of_class(title_class(known.title));
  known.score += fit.score + rank + (fit.in_office ? 0 : -1000);
  known.why += ", days " + std::to_string(fit.score) + ", rank " + std::to_string(rank);
  if (!known.holds && fit.in_office) known.why += " (within three years: counts as in office)";
  if (!fit.in_office && fit.after) known.why += "; has left it: ELI";
  return known;
}

constexpr std::array<std::string_view, kPlaceSortCount> kPlaceSorts = {
    "city", "country", "people's country", "district", "feature", "region"};
constexpr std::array<std::string_view, kPlaceSortCount> kPlaceTables = {
    "places.cities",    "places.countries", "places.demonyms",
    "places.districts", "places.features",  "places.regions"};

// Among equals the later row, as in people.h.
void sort_by_score(std::vector<KnownName>& names) {
  std::reverse(names.begin(), names.end());
  std::stable_sort(names.begin(), names.end(),
                   [](const KnownName& a, const KnownName& b) { return a.score > b.score; });
}

}  // namespace

Result<std::vector<KnownName>> look_up_actor(const Lexicons& lexicons, std::string_view name,
                                             std::optional<Day> date) {
  ENTENTE_TRY(const Knowledge knowledge, Knowledge::open(lexicons));
  ENTENTE_TRY(const Sources sources, Sources::open(lexicons));
  std::vector<KnownName> out;
  for (const PhraseEntry& entry : knowledge.names().lookup(name)) {
    KnownName known = actor_of(knowledge, knowledge.candidate(entry), date);
    sources.fill(entry.table, entry.row, known);
    const bool again = std::any_of(out.begin(), out.end(),
                                   [&](const KnownName& x) { return x.place == known.place; });
    if (!again) out.push_back(std::move(known));
  }
  sort_by_score(out);
  return out;
}

Result<std::vector<KnownName>> look_up_place(const Lexicons& lexicons, std::string_view name) {
  ENTENTE_TRY(const Gazetteer gazetteer, Gazetteer::open(lexicons));
  ENTENTE_TRY(const Sources sources, Sources::open(lexicons));
  std::vector<KnownName> out;
  for (const PlaceRow& row : gazetteer.where(name)) {
    ENTENTE_TRY(const TableView table,
                lexicons.table(kPlaceTables[static_cast<std::size_t>(row.sort)]));
    KnownName known;
    known.sort = kPlaceSorts[static_cast<std::size_t>(row.sort)];
    known.name = known.form = row.name;
    known.code = row.country;
    known.title = std::string(1, row.feature) + " " + std::string(row.code);
    if (row.has_point) known.lat = row.lat, known.lon = row.lon;
    known.population = row.population;
    known.within = row.admin1;
    known.geonameid = row.geonameid;
    known.score = renown(row);
    known.why = row.population > 0 ? "by kind and population" : "by kind; no population known";
    sources.fill(table.id(), row.row, known);
    out.push_back(std::move(known));
  }
  sort_by_score(out);
  return out;
}

}  // namespace entente
