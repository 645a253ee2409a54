// One actor out of many mentions: variants of a name, titles, pronouns, "both countries", "his
// counterpart", acronyms in brackets.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "entente/record/actor.h"
#include "entente/record/analysis.h"
#include "entente/record/document.h"
#include "entente/record/event.h"
#include "entente/resolve/chains.h"
#include "entente/resolve/draft.h"
#include "entente/resolve/knowledge.h"

namespace entente {

// What coreference remembers of a document. A part of the scratch: memory is kept.
struct Memory {
  struct Known {  // beside each actor of Resolution::actors
    Link link = Link::kGeneric;
    std::string_view office_class, country, sector;  // views of the tables
    char gender = 0;
    bool plural = false, guessed_country = false, named = false;
    std::uint32_t last_sentence = 0;
    std::vector<std::string> words;  // of a person's name, folded
  };
  std::vector<Known> known;
  std::vector<std::uint32_t> order;            // drafts by head word
  std::vector<std::uint32_t> actor_of;         // by draft, or UINT32_MAX
  std::vector<std::uint32_t> done;             // drafts linked so far, in that order
  std::vector<std::uint32_t> persons, bodies;  // actors, by first mention
  std::vector<std::uint32_t> draft_at;         // by token: the draft whose head word it is
  std::vector<std::uint32_t>
      draft_of_phrase;               // by token: the draft that a phrase with this head word is
  std::vector<std::uint8_t> quoted;  // by token: between quotation marks
  std::vector<RankScratch::Share> shares;  // of a pronoun: actor, share of probability
  ChainScratch chains;                     // what pronouns may go back to besides actors
  std::unordered_map<std::string, std::uint32_t>
      by_key;  // "s:VEN", "b:VENGOVgovernment", "o:un": looked up, never walked
  std::unordered_map<std::string, std::uint32_t>
      by_word;  // a word of a person's name -> the actor named so last
};

// Gives each draft an actor, and fills out.actors, out.mentions and out.mention_of. Linear but for
// pronouns, titles and pairs, which look back a bounded number of mentions.
void link_mentions(const Knowledge& knowledge, const ChainFinder& chains, const Document& document,
                   const Analysis& analysis, std::vector<Draft>& drafts, Memory& memory,
                   Resolution& out, Trace* trace);

// The key under which spellings of a word of a name agree: no accents, no doubled letters, y as i,
// ou as u ("Yuriy", "Yuri").
std::string fold_name_word(std::string_view word);

}  // namespace entente
