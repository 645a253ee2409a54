// Is a name that the gazetteer knows a place where it stands? The words around it, its capitals and
// the reader's entities decide.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "entente/record/analysis.h"
#include "entente/record/document.h"
#include "entente/resolve/gazetteer.h"

namespace entente {

// Why a name is or is not taken; to_string gives the words of `entente explain`.
enum class PlaceVerdict : std::uint8_t {
  kTaken,
  kWeak,      // taken if its place fits the document
  kCase,      // written otherwise
  kOrdinary,  // an ordinary word, or an abbreviation out of its place
  kPerson,    // part of a person's name
  kName,      // part of the name of an organization, a street, a team
  kDemonym,   // who or what, not where
  kUnlikely,  // a small town of which nothing here speaks
};
std::string_view to_string(PlaceVerdict verdict);

// A name found: tokens [first, last), the form by which the table knows it, and the best-known
// place that bears it.
struct NameAt {
  std::uint32_t first = 0, last = 0;
  std::string_view text, form;
  PlaceRow best;
  bool after_place = false;  // "Miss." in "Tupelo, Miss."
};

class PlaceContext {
 public:
  // `entity_of[token]`: its entity or UINT32_MAX; `surnames`: the last words, in lower case, of the
  // persons of the document, sorted. All must outlive it.
  PlaceContext(const Document& document, const Analysis& analysis, const Gazetteer& gazetteer,
               const std::vector<std::uint32_t>& entity_of, const std::vector<StringId>& surnames);

  // Does `text`, as it stands, agree with the form's capitals and dots?
  bool agrees(std::string_view text, std::string_view form, std::uint32_t end) const;
  PlaceVerdict judge(const NameAt& name) const;

 private:
  bool capital(std::uint32_t token) const;
  bool is(std::uint32_t token, PlaceWord kind) const {
    return inside(token) && gazetteer_.is(analysis_.lower(token), kind);
  }
  bool inside(std::uint32_t token) const { return token < analysis_.tokens.size(); }
  bool same_sentence(std::uint32_t a, std::uint32_t b) const;
  bool sentence_start(std::uint32_t token) const;
  bool headline(std::uint32_t token) const;
  const Entity* entity(std::uint32_t token) const;
  bool beside_office(const NameAt& name, const Entity& entity) const;
  PlaceVerdict in_entity(const NameAt& name, const Entity& entity) const;
  PlaceVerdict demonym(const NameAt& name) const;
  PlaceVerdict by_words(const NameAt& name) const;
  bool person_beside(const NameAt& name) const;

  const Document& document_;
  const Analysis& analysis_;
  const Gazetteer& gazetteer_;
  const std::vector<std::uint32_t>& entity_of_;
  const std::vector<StringId>& surnames_;
};

}  // namespace entente
