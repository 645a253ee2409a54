// From the words of a document to drafts of its mentions (draft.h), before coreference. One class
// in three files: actors.cc runs it and drafts what the tables know; drafter_persons.cc persons
// with their titles; drafter_bodies.cc organisations that no table knows, offices, plain nouns and
// pronouns. Private to resolve/.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "entente/record/document.h"
#include "entente/record/event.h"
#include "entente/resolve/draft.h"
#include "entente/resolve/knowledge.h"
#include "entente/resolve/names.h"
#include "entente/resolve/people.h"
#include "entente/resolve/roles.h"

namespace entente {

inline constexpr std::uint32_t kTitleReach =
    14;  // tokens from a title to its name: "the president of the Bolivarian Republic of X, Y"

struct PronounRow {
  std::string_view word;
  char gender;  // m f n p(lural) s(peaker)
};
inline constexpr std::array<PronounRow, 27> kPronouns = {
    {{"he", 'm'},         {"him", 'm'},  {"his", 'm'},     {"himself", 'm'},   {"she", 'f'},
     {"her", 'f'},        {"hers", 'f'}, {"herself", 'f'}, {"it", 'n'},        {"its", 'n'},
     {"itself", 'n'},     {"they", 'p'}, {"them", 'p'},    {"their", 'p'},     {"theirs", 'p'},
     {"themselves", 'p'}, {"i", 's'},    {"me", 's'},      {"my", 's'},        {"we", 's'},
     {"us", 's'},         {"our", 's'},  {"ours", 's'},    {"ourselves", 's'}, {"myself", 's'},
     {"each", 0},         {"mine", 's'}}};

inline constexpr std::array<std::string_view, 14> kFemaleWords = {
    "queen", "princess", "empress", "spokeswoman", "congresswoman", "chairwoman",    "mrs.",
    "ms.",   "mrs",      "ms",      "lady",        "actress",       "businesswoman", "madame"};
inline constexpr std::array<std::string_view, 14> kMaleWords = {
    "king", "prince", "emperor", "spokesman", "congressman", "chairman",    "mr.",
    "mr",   "sir",    "lord",    "emir",      "sultan",      "businessman", "pope"};
inline constexpr std::array<std::string_view, 6> kSideNouns = {"country", "nation",     "side",
                                                               "state",   "government", "party"};
// Words that put a noun beyond any one country: its country is not guessed.
inline constexpr std::array<std::string_view, 19> kManyCountries = {
    "western",  "european", "arab",   "african",   "asian",        "foreign",     "international",
    "regional", "latin",    "world",  "global",    "neighbouring", "neighboring", "several",
    "various",  "many",     "allied", "coalition", "multinational"};
// Towns where others meet: they say nothing of whom a report is about.
inline constexpr std::array<std::string_view, 6> kMeetingPlaces = {
    "geneva", "davos", "lausanne", "strasbourg", "hague", "astana"};
// Bodies of a government that are not the government itself.
inline constexpr std::array<std::string_view, 16> kOffices = {
    "ministry", "department", "embassy",    "consulate", "council", "commission",
    "agency",   "bank",       "delegation", "mission",   "palace",  "office",
    "team",     "side",       "service",    "authority"};
inline constexpr std::array<std::string_view, 11> kGroupNouns = {
    "group", "organization", "organisation", "movement", "union", "alliance",
    "bloc",  "network",      "association",  "agency",   "front"};
inline constexpr std::array<std::string_view, 10> kJoint = {"intergovernmental",
                                                            "inter-governmental",
                                                            "joint",
                                                            "bilateral",
                                                            "trilateral",
                                                            "international",
                                                            "mixed",
                                                            "world",
                                                            "global",
                                                            "binational"};
inline constexpr std::array<std::string_view, 5> kCountryNouns = {"country", "nation", "homeland",
                                                                  "motherland", "fatherland"};

template <std::size_t N>
bool one_of(const std::array<std::string_view, N>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

class Drafter {
 public:
  Drafter(const Knowledge& knowledge, const Document& document, const Analysis& analysis,
          const NameHits& names, Focus& focus, const Resolution& found,
          std::vector<std::uint32_t>& place_at, std::vector<std::uint32_t>& owner,
          std::vector<std::uint8_t>& used, std::vector<Draft>& drafts, Trace* trace)
      : k_(knowledge),
        document_(document),
        a_(analysis),
        names_(names),
        focus_(focus),
        places_(found.places),
        place_at_(place_at),
        owner_(owner),
        used_(used),
        drafts_(drafts),
        trace_(trace),
        roles_(knowledge, analysis, names, found.places, place_at) {}

  void run();

 private:
  void index_places();
  void count_countries();
  void draft_persons();
  void tell_candidates(const Draft& d, std::span<const Candidate> rows, const RoleWords& words,
                       std::uint32_t chosen) const;
  void draft_person(std::uint32_t first, std::uint32_t last, const NameHit* hit);
  void take_adjective_before(Draft& d) const;
  std::uint32_t title_before(std::uint32_t first) const;
  std::uint32_t title_after(std::uint32_t first, std::uint32_t last, std::uint32_t head) const;
  std::uint32_t title_apposed(std::uint32_t first, std::uint32_t head) const;
  void draft_organizations();
  bool is_described(const Entity& entity) const;
  bool is_place(const Entity& entity) const;
  void draft_organization(const Entity& entity);
  void draft_hits();
  void draft_state(const NameHit& hit);
  void draft_people(const NameHit& hit);
  void draft_capital(const NameHit& hit);
  void draft_known_organization(const NameHit& hit);
  void draft_office(std::uint32_t id);
  bool draft_special(const NameHit& hit, const Description& d);
  bool counts_two(std::uint32_t first, std::uint32_t last) const;
  void draft_plain_nouns();
  void draft_pronouns();

  Draft base(std::uint32_t first, std::uint32_t last, std::uint32_t head) const;
  bool is_plural(std::uint32_t token) const { return a_.has_feat(token, "Number", "Plur"); }
  bool is_definite(std::uint32_t begin, std::uint32_t head) const;
  char gender_of(std::uint32_t first, std::uint32_t last) const;
  std::string_view country_of_subject(const Draft& d) const;
  void guess_country(Draft& d) const;
  bool is_title(const NameHit& hit) const {
    return hit.meaning.sort == Sort::kOffice && k_.office_kind(hit.meaning) != OfficeKind::kBody;
  }

  const Knowledge& k_;
  const Document& document_;
  const Analysis& a_;
  const NameHits& names_;
  Focus& focus_;
  const std::vector<Place>& places_;
  std::vector<std::uint32_t>& place_at_;
  std::vector<std::uint32_t>& owner_;
  std::vector<std::uint8_t>& used_;
  std::vector<Draft>& drafts_;
  Trace* trace_;
  Roles roles_;
};

}  // namespace entente
