// How sure and how done an act is as its sentence puts it: negation, modality, tense, conditions,
// the verbs above it, and who is said to have said it. The words that decide stand in
// data/en/status.tsv; how people decide, in docs/coding.md.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "entente/code/clauses.h"
#include "entente/code/words.h"
#include "entente/record/event.h"

namespace entente {

// What a word of status.tsv does to the act at which it stands.
enum class Effect : std::uint8_t {
  kNegated,      // "not", "never", "no"
  kFuture,       // "will", "is to", "going to": to come, as an intention or an announcement
  kObligation,   // "must", "should", "need to": what somebody wants done
  kPossible,     // "may", "could"
  kConditional,  // "if", "unless", "whether", "consider"
  kPlanned,      // "is expected to", "planned"
  kDenied,       // "denied that", "failed to"
  kPast,         // "previously", "last year", "ago"
};

// How an act stands in its sentence.
struct Stance {
  bool negated = false, future = false, obligation = false;
  bool possible = false, conditional = false, planned = false, denied = false, past = false;
  std::uint32_t reason = UINT32_MAX;        // row of status.tsv that decided; UINT32_MAX: none
  std::uint32_t reporting_verb = kNoToken;  // "said", over the act's clause or beside it
  EventStatus status() const;
};

class StatusReader {
 public:
  // kNotFound: a table is missing; kBadModel: a line names no effect or place.
  static Result<StatusReader> load(const Lexicons& lexicons, Vocabulary& vocabulary,
                                   const WordSets& sets);

  // The stance of the act whose word is `predicate`, read from it up to the top of its sentence: a
  // step a clause, at most 16.
  Stance read(const Analysis& analysis, const DocumentWords& words, const Clauses& clauses,
              std::uint32_t predicate) const;
  // Is the clause of `predicate` itself negated?
  bool negated(const Analysis& analysis, const DocumentWords& words, std::uint32_t predicate) const;

  std::string place(std::uint32_t row) const;  // "data/en/status.tsv:14 deny"; "" for UINT32_MAX

 private:
  enum class Where : std::uint8_t { kAux, kAdverb, kMark, kOver, kModifier };
  struct Rule {
    Where where;
    Effect effect;
    std::uint32_t row;
  };
  const Rule* find(WordId word, Where where) const;
  static void apply(const Rule& rule, Stance& stance);
  void read_children(const Analysis& analysis, const DocumentWords& words, std::uint32_t token,
                     Stance& stance) const;
  bool is_be_to(const Analysis& analysis, const DocumentWords& words, const Clauses& clauses,
                std::uint32_t token) const;

  TableView table_;
  std::vector<std::vector<Rule>> of_word_;  // by WordId
  SetMask say_;
  WordId be_ = kNoWord, have_ = kNoWord, to_ = kNoWord, earlier_ = kNoWord;
};

}  // namespace entente
