// data/actors/ as resolve/ asks it: what a form found in the text may be. Rows are light views into
// the mapped image.
#pragma once

#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "entente/base/date.h"
#include "entente/base/result.h"
#include "entente/lexicon/lexicon.h"

namespace entente {

enum class Sort : std::uint8_t {
  kCountry,
  kAdjective,
  kDemonym,
  kCapital,
  kSeat,
  kOffice,
  kOrganization,
  kPerson
};

enum class OfficeKind : std::uint8_t { kTitle, kPerson, kBody, kWeak };

// One row that a form may mean.
struct Candidate {
  Sort sort = Sort::kCountry;
  std::uint32_t table = 0, row = 0;
  std::string_view form;
};

class Knowledge {
 public:
  // kNotFound: the image lacks a table of data/actors/. `lexicons` must outlive it.
  static Result<Knowledge> open(const Lexicons& lexicons);

  PhraseIndex names() const { return names_; }
  PhraseIndex context_words() const { return context_; }

  // The candidate that an entry of names() is.
  Candidate candidate(const PhraseEntry& entry) const;

  std::string_view country(const Candidate& c) const;
  std::string_view sector(const Candidate& c) const;
  std::string_view name(const Candidate& c) const;   // of a person, an organization
  std::string_view title(const Candidate& c) const;  // of a person
  std::string_view surname(const Candidate& c) const;
  std::string_view office_class(const Candidate& c) const;
  std::string_view organization_kind(const Candidate& c) const;
  OfficeKind office_kind(const Candidate& c) const;
  Day from(const Candidate& c) const;
  Day until(const Candidate& c) const;
  std::string place(const Candidate& c) const {
    return lexicons_->table(c.table).place(c.row);
  }  // "data/actors/people.tsv:12"

  std::string_view country_name(std::string_view code)
      const;  // "VEN" -> "Venezuela"; the code itself for one that no table names

  // The line of ambiguous.tsv for a country under this form, or kNoRow.
  static constexpr std::uint32_t kNoRow = UINT32_MAX;
  std::uint32_t ambiguous_row(const Candidate& c) const;
  int ambiguous_prior(std::uint32_t row) const;
  std::string ambiguous_place(std::uint32_t row) const;
  // Does the word raise (+1) or lower (-1) the row's score?
  int ambiguous_effect(const PhraseEntry& entry) const;

  // The words of metonymy.tsv: is `lemma` listed for `use`?
  enum class Use : std::uint8_t {
    kAt,
    kDative,
    kObject,
    kPlaceNoun,
    kPlaceObject,
    kPlaceSubject,
    kWith
  };
  bool has_use(Use use, std::string_view lemma) const;

 private:
  Knowledge() = default;

  const Lexicons* lexicons_ = nullptr;
  PhraseIndex names_, context_;
  TableView countries_, offices_, organizations_, people_, ambiguous_;
  std::uint32_t countries_id_ = 0, offices_id_ = 0,
                organizations_id_ = 0;   // as entries of names() give them
  std::vector<Sort> country_sort_;       // by row of actors.countries
  std::vector<OfficeKind> office_kind_;  // by row of actors.offices
  std::unordered_map<std::string_view, std::uint32_t>
      uses_;  // lemma -> a bit a use; looked up, never walked
  struct Ambiguous {
    std::string_view name, country;
  };
  std::vector<Ambiguous> ambiguous_names_;
  std::unordered_map<std::string_view, std::string_view> country_names_;  // looked up, never walked
  struct Columns {
    std::uint32_t country_code, country_sector, country_from, country_until;
    std::uint32_t office_sector, office_class;
    std::uint32_t org_name, org_country, org_sector, org_kind, org_from, org_until;
    std::uint32_t person_name, person_surname, person_country, person_sector, person_title,
        person_from, person_until;
    std::uint32_t ambiguous_prior, ambiguous_with;
  } columns_ = {};
};

// Does `text` keep the capitals of `form`? "US" is not "us", "Polish" not "polish", "president" may
// be "President"; a text all in capitals (a headline) keeps any.
bool case_fits(std::string_view form, std::string_view text);

}  // namespace entente
