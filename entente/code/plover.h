// From a CAMEO code to PLOVER's type, mode and contexts, and to its Goldstein score:
// data/tables/cameo_to_plover.tsv, event_types.tsv (where we part from it) and goldstein.tsv, read
// once into a small sorted list. A code that a table lacks takes its parent's line.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "entente/base/result.h"
#include "entente/lexicon/lexicon.h"
#include "entente/record/event.h"

namespace entente {

class Plover {
 public:
  struct Entry {
    std::string code;
    EventType type = EventType::kConsult;
    std::string mode;
    std::vector<std::string> contexts;
    float goldstein = 0;
  };

  // kNotFound: a table is missing; kBadModel: a type that is none of PLOVER's.
  static Result<Plover> load(const Lexicons& lexicons);

  // The entry of `code` or of its nearest ancestor; nullptr: the root is unknown too (01, which is
  // no PLOVER event).
  const Entry* find(std::string_view code) const;
  float goldstein(std::string_view code) const;  // 0 where no ancestor has one

 private:
  std::vector<Entry> entries_;                            // by code
  std::vector<std::pair<std::string, float>> goldstein_;  // by code
};

// Can one side do it alone, so that nobody need be named as its target?
bool one_side_is_enough(EventType type);

// Does its victim alone make an event: may who did it be unknown?
bool victim_is_enough(EventType type);

}  // namespace entente
