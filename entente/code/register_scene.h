// What the registers (agreements, joint bodies, visits) share while one document is coded: its
// layers, and which countries its words and the document as a whole name.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "entente/code/added_actors.h"
#include "entente/code/fields.h"
#include "entente/code/tree.h"
#include "entente/record/actor.h"
#include "entente/record/analysis.h"
#include "entente/record/document.h"
#include "entente/record/event.h"

namespace entente {

// Countries as the registers need them: those that may sign, host and sit on a commission.
class DocumentCountries {
 public:
  // Linear in mentions and places. All arguments must stay.
  void build(const Analysis& analysis, const Resolution& resolution);

  // The country that a nominal head names: of its actor, else of the place there. "" none.
  std::string_view at(std::uint32_t token) const;
  // The index of the place whose words hold `token`, Resolution::kNone: none.
  std::uint32_t place_at(std::uint32_t token) const { return place_of_[token]; }
  // Appends the countries that the tokens [first, last) name, each once, in their order; people's
  // own countries too.
  void in(std::uint32_t first, std::uint32_t last, std::vector<std::string>& out) const;
  // The state that the document names most beside `country`, the first of equals; "" none.
  std::string_view partner_of(std::string_view country) const;
  // The two states that the document names most, or fewer.
  std::vector<std::string> main_pair() const;
  // Is the document about these two, and any third hardly named?
  bool names_two() const;

  static bool is_party(std::string_view country);  // a state or an organisation of states

 private:
  struct Count {
    std::string country;
    std::uint32_t times = 0, first = 0;
  };
  const Analysis* analysis_ = nullptr;
  const Resolution* resolution_ = nullptr;
  std::vector<Count> counts_;            // most named first
  std::vector<std::uint32_t> place_of_;  // by token
};

struct RegisterScene {
  const Document& document;
  const Analysis& analysis;
  const Extents& extents;
  const FieldMarks& fields;
  const DocumentCountries& countries;
  Resolution& resolution;
  AddedActors& added;
};

// The date of what `token` says, with its precision; nothing stated: an empty value, kDocument.
EventDate stated_date(const RegisterScene& scene, std::uint32_t token);

}  // namespace entente
