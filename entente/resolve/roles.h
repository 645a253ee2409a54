// What the words of a noun phrase say of an actor: "Israeli settlers", "police in Oaxaca", "the
// leader of the opposition", "Romania's new government", "former Socialist prime minister". The
// country comes from adjective, possessive, of-phrase, place, or the document's focus; the sector
// from the noun, or from the words that qualify a weak noun ("opposition group", "Hamas official").
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "entente/record/actor.h"
#include "entente/record/analysis.h"
#include "entente/resolve/knowledge.h"
#include "entente/resolve/names.h"

namespace entente {

// Which countries a document names, and how often. Linear to build; a document names few.
class Focus {
 public:
  void clear();
  void add(std::uint32_t sentence, std::uint32_t token, std::string_view country);
  int count(std::string_view country) const;
  // The country that an actor at `token` most likely belongs to when its words name none: the one
  // of its sentence that the document names most, the nearest before among equals; else the
  // document's first, if it leads clearly. "" none.
  std::string_view guess(const Analysis& analysis, std::uint32_t token) const;

 private:
  struct Named {
    std::uint32_t sentence, token;
    std::uint32_t country;
  };
  std::vector<Named> named_;
  std::vector<std::string_view> countries_;
  std::vector<int> counts_;
};

struct Description {
  std::string_view country, sector, office_class;
  bool former = false;
  std::uint32_t first = 0;          // where the phrase begins, determiner and all
  std::uint32_t possessor = kNone;  // a pronoun: "his government"
  std::string evidence;             // the words that decided
};

class Roles {
 public:
  // All must outlive it. `place_at`: by token, index in places or kNone.
  Roles(const Knowledge& knowledge, const Analysis& analysis, const NameHits& names,
        const std::vector<Place>& places, const std::vector<std::uint32_t>& place_at)
      : k_(knowledge), a_(analysis), names_(names), places_(places), place_at_(place_at) {}

  // Of the phrase whose core is [first, last) with the head word `head`; `office` is its row of
  // offices.tsv, or none (a name). Looks at most two phrases deep.
  Description describe(std::uint32_t first, std::uint32_t last, std::uint32_t head,
                       const Candidate* office, int depth = 0) const;

  // The first token of the noun phrase around the core: determiners and modifiers that hang on it.
  std::uint32_t phrase_begin(std::uint32_t first, std::uint32_t last) const;

  // Whose a hit is: its country, "" none; for people the country of their best row is not asked
  // here.
  std::string_view country_of(const NameHit& hit) const;

 private:
  struct Found {
    std::string_view country, sector;
    std::uint32_t token = kNone;
    bool organization = false;
  };
  Found look_at(std::uint32_t token) const;
  void look_left(std::uint32_t first, Description& d, std::string_view& modifier,
                 Found& from) const;
  void look_right(std::uint32_t last, std::uint32_t head, Description& d,
                  std::string_view& modifier, Found& of, Found& in, int depth) const;

  const Knowledge& k_;
  const Analysis& a_;
  const NameHits& names_;
  const std::vector<Place>& places_;
  const std::vector<std::uint32_t>& place_at_;
};

}  // namespace entente
