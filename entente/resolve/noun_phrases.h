// The noun phrases of a document as coreference takes them: what may be mentioned again. Spans
// follow GUM's guidelines (wiki.gucorpling.org/gum/entities): the whole phrase with its relative
// clauses, without the preposition before it, its appositions and what it is joined to by "and".
// Private to resolve/.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "entente/record/actor.h"
#include "entente/record/analysis.h"
#include "entente/resolve/given_names.h"
#include "entente/resolve/nouns.h"

namespace entente {

enum class PhraseKind : std::uint8_t { kName, kNominal, kPronoun };

// How a phrase begins, or what sort of name it is: the first half of how it behaves.
enum class PhraseForm : std::uint8_t {
  kHe,
  kShe,
  kIt,
  kThey,
  kI,
  kWe,
  kYou,
  kThis,
  kOtherPronoun,  // pronouns, any case of them
  kPerson,
  kOrganization,
  kLocation,
  kOtherName,  // names
  kThe,
  kPossessive,
  kThat,
  kIndefinite,
  kQuantity,
  kBare,  // nominals: "the", "his", "this"
};
std::string_view to_string(PhraseForm form);

// What hangs the phrase in its clause.
enum class PhraseRole : std::uint8_t {
  kSubject,
  kObject,
  kOblique,
  kModifier,
  kCompound,
  kPossessor,
  kApposition,
  kJoined,
  kPredicate,
  kOther
};
std::string_view to_string(PhraseRole role);

inline constexpr std::uint32_t kNoPhrase = UINT32_MAX;

struct Phrase {
  std::uint32_t first = 0, last = 0, head = 0;  // tokens
  PhraseKind kind = PhraseKind::kNominal;
  PhraseForm form = PhraseForm::kBare;
  PhraseRole role = PhraseRole::kOther;
  char number = 0;  // 's', 'p', 0 not known
  char gender = 0;  // 'm', 'f', 'n' (a thing), 'h' (somebody), 0 not known
  bool reflexive = false;
  bool joint = false;       // "Iran and Syria", whole; its head is that of "Iran"
  std::uint32_t quote = 0;  // 0: outside of quotation marks; else the how-manieth quotation
  std::uint32_t paragraph = 0;
  std::uint32_t core_first = 0, core_last = 0;  // without determiner and what follows the head
  std::uint32_t actor = kNoPhrase;              // of the mention with this head word
  std::uint32_t predicate_of = kNoToken;        // the subject's head word: "X is a doctor"
  std::uint32_t noun = Nouns::kNone;            // row of the head word's noun
  std::string_view sort;                        // Nouns::sort(), or of a name what the reader says
};

// What one thread needs; memory is kept.
struct PhraseScratch {
  std::vector<std::uint32_t> left, right, order, entity_at, quote_at, paragraph_of;
  std::vector<std::uint32_t> actor_at;  // by head word, what is known of actors: kNoPhrase none
  std::vector<char> gender_at;          // by head word: as Phrase::gender
  std::vector<Phrase> phrases;          // by first token, the longer first

  void clear_actors(std::uint32_t tokens) {
    actor_at.assign(tokens, kNoPhrase);
    gender_at.assign(tokens, 0);
  }
};

// 'h' for persons and groups of them, 'n' for countries and organisations.
char gender_of(ActorKind kind);

// Fills scratch.phrases, with what scratch.actor_at and gender_at say. Linear, beside a sort.
void find_phrases(const GivenNames& names, const Nouns& nouns, const Analysis& analysis,
                  PhraseScratch& scratch);

}  // namespace entente
