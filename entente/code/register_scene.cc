// Tested by agreements_test.cc and visits_test.cc.
#include "entente/code/register_scene.h"

#include <algorithm>

namespace entente {

bool DocumentCountries::is_party(std::string_view country) {
  return !country.empty() && country != "NGO" && country != "IMG" && country != "ISM" &&
         country != "MNC";
}

void DocumentCountries::build(const Analysis& analysis, const Resolution& resolution) {
  analysis_ = &analysis;
  resolution_ = &resolution;
  counts_.clear();
  place_of_.assign(analysis.tokens.size(), Resolution::kNone);
  for (std::uint32_t p = 0; p < resolution.places.size(); ++p)
    for (std::uint32_t t = resolution.places[p].first;
         t < resolution.places[p].last && t < place_of_.size(); ++t)
      if (place_of_[t] == Resolution::kNone) place_of_[t] = p;
  for (const Mention& mention : resolution.mentions) {
    const Actor& actor = resolution.actors[mention.actor];
    if (!is_party(actor.country) || actor.country == "UNO" || actor.country == "IGO") continue;
    auto it = std::find_if(counts_.begin(), counts_.end(),
                           [&](const Count& c) { return c.country == actor.country; });
    if (it == counts_.end())
      it = counts_.insert(counts_.end(), Count{actor.country, 0, mention.first});
    ++it->times;
  }
  std::stable_sort(counts_.begin(), counts_.end(),
                   [](const Count& a, const Count& b) { return a.times > b.times; });
}

std::string_view DocumentCountries::at(std::uint32_t token) const {
  const std::uint32_t mention = mention_at(*analysis_, *resolution_, token);
  if (mention != Resolution::kNone) {
    const Actor& actor = resolution_->actors[resolution_->mentions[mention].actor];
    if (is_party(actor.country)) return actor.country;
  }
  const std::uint32_t place = place_of_[token];
  return place == Resolution::kNone ? std::string_view()
                                    : std::string_view(resolution_->places[place].country);
}

void DocumentCountries::in(std::uint32_t first, std::uint32_t last,
                           std::vector<std::string>& out) const {
  if (first >= last) return;
  const std::uint32_t begin = analysis_->tokens.begin[first], end = analysis_->tokens.end[last - 1];
  auto it = std::lower_bound(resolution_->mentions.begin(), resolution_->mentions.end(), begin,
                             [](const Mention& m, std::uint32_t at) { return m.span.begin < at; });
  for (; it != resolution_->mentions.end() && it->span.begin < end; ++it) {
    if (it->span.end > end) continue;
    const Actor& actor = resolution_->actors[it->actor];
    if (actor.members.empty()) add_country(*resolution_, it->actor, out);
    for (const std::uint32_t member : actor.members) add_country(*resolution_, member, out);
  }
}

std::string_view DocumentCountries::partner_of(std::string_view country) const {
  for (const Count& count : counts_)
    if (count.country != country) return count.country;
  return {};
}

std::vector<std::string> DocumentCountries::main_pair() const {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < counts_.size() && i < 2; ++i) out.push_back(counts_[i].country);
  return out;
}

bool DocumentCountries::names_two() const {
  return counts_.size() < 3 || counts_[2].times * 2 <= counts_[1].times;
}

EventDate stated_date(const RegisterScene& scene, std::uint32_t token) {
  EventDate date;
  date.value = date_near(scene.analysis, scene.resolution, token).value;
  date.precision = date.value.size() == 10  ? DatePrecision::kDay
                   : date.value.size() == 7 ? DatePrecision::kMonth
                   : date.value.size() == 4 ? DatePrecision::kYear
                                            : DatePrecision::kDocument;
  return date;
}

}  // namespace entente
