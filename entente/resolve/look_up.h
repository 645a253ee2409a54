// What the knowledge says of a name, outside of any text: `entente who` and `entente where`.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "entente/base/date.h"
#include "entente/base/result.h"
#include "entente/lexicon/lexicon.h"

namespace entente {

// A row that a name may mean. The best comes first; `why` says what put it there.
struct KnownName {
  std::string sort;   // "country", "adjective", "people", "capital", "seat of power", "office",
                      // "organization", "person"; of places "country", "region", "city", ...
  std::string name;   // the fullest, as the table writes it
  std::string form;   // the form that was found
  std::string code;   // actors: "VENGOV"; places: the country's
  std::string title;  // a person's office, an organization's kind; of a place its feature code
  std::optional<Day> from, until;  // half-open; none: since or until ever
  bool holds = true;               // on the day asked for
  std::optional<double> lat, lon;  // places: degrees
  std::int64_t population = 0;     // places: 0 not known
  std::string within;              // places: "US.TX", "" nothing
  std::uint32_t geonameid = 0;
  double score = 0;
  std::string why;
  std::string place;                                       // "data/actors/people.tsv:12"
  std::string source, source_name, licence, source_where;  // of data/SOURCES.tsv
};

// Actors of that name, as names in a text are found: without case and accents; a surname finds its
// people. `date`: the day on which an office must be held, none for any. A country comes before a
// people, an organization, a seat, a capital, a person and an office, as in a text that does not
// say more; what does not hold on the day comes last. kNotFound: the image lacks a table.
Result<std::vector<KnownName>> look_up_actor(const Lexicons& lexicons, std::string_view name,
                                             std::optional<Day> date);
// Places of that name, by renown: kind, and people in powers of ten. What a text adds (what holds
// it, what lies near) is not known here.
Result<std::vector<KnownName>> look_up_place(const Lexicons& lexicons, std::string_view name);

}  // namespace entente
