// A mention on its way: what the words of one noun phrase say, before coreference decides which
// actor it is. Private to resolve/.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "entente/record/actor.h"

namespace entente {

// How a mention finds its actor (coreference.cc has a rule for each).
enum class Link : std::uint8_t {
  kState,         // one actor for each country: its name, adjective, capital
  kPeople,        // "the Russians"
  kBody,          // "the government", "Israeli troops": one for each country, sector and class
  kPerson,        // a name, with or without a title
  kTitle,         // "the president": a person whose title fits
  kGeneric,       // "two soldiers", "a Swiss court"
  kOrganization,  // a name
  kPronoun,
  kPair,         // "both countries", "the two sides"; with a class of office: "the two leaders"
  kCounterpart,  // "his Chinese counterpart"
  kCountryNoun,  // "the country", "our nation"
  kGroupNoun,    // "the group", "the movement": an organisation named before, or nothing
};

struct Draft {
  std::uint32_t first = 0, last = 0, head = 0;  // tokens [first, last), head word
  std::uint32_t name_first = 0, name_last = 0;  // the name alone
  MentionKind mention = MentionKind::kName;
  ActorKind kind = ActorKind::kGeneric;
  Link link = Link::kGeneric;
  bool plural = false, definite = false, former = false;
  bool surname_alone =
      false;  // a row found by the surname: gives way to a fuller name of the document
  bool guessed_country = false;  // from the focus of the document, not from the words beside it
  char gender = 0;               // 'm', 'f', 'n', 'p' (they), 's' (I, we); 0 unknown
  std::uint32_t table = UINT32_MAX, row = UINT32_MAX;  // of data/actors/, if one decided
  std::uint32_t same_as = UINT32_MAX;  // a draft known to mean the same actor ("the president, X")
  std::uint32_t possessor =
      UINT32_MAX;  // token of "his" in "his government", of "Russia" in "Russia's"
  std::string_view country, sector, office_class;
  std::string name, title, evidence;
};

}  // namespace entente
