// Who is the subject of what: a predicate with its arguments, read off a Universal Dependencies
// tree. Voice, coordination, control and raising, relative and participial clauses are undone here,
// so that the frames of the lexicon see one thing: "signed by A", "A, which signed", "A wants to
// sign", "A met B and signed" all have A as the subject of "sign".
#pragma once

#include <cstdint>
#include <vector>

#include "entente/code/words.h"
#include "entente/record/analysis.h"

namespace entente {

// The kinds of argument that a frame can name (docs/formats/frames.md).
enum class ArgKind : std::uint8_t {
  kSubj,  // who does it: the deep subject, "by A" of a passive included
  kObj,   // whom it is done to: the deep object, the subject of a passive included
  kIobj,
  kComp,     // an infinitive it takes: xcomp, the infinitive of a noun or adjective
  kThat,     // a whole clause it takes: ccomp
  kPurpose,  // "to ...", "...ing" beside it
  kPoss,     // "A's", "their"
  kMod,      // an adjective or noun before a noun: "Russian", "peace"
  kPrt,      // a particle or adverb: "off" in "call off"
  kPrep,     // anything under a preposition
};

struct Argument {
  ArgKind kind = ArgKind::kSubj;
  WordId word = kNoWord;      // of kPrep and kPrt: the preposition or particle
  std::uint32_t token = 0;    // the argument's head word
  bool clausal = false;       // a clause, not a name or noun
  std::uint8_t distance = 0;  // 0 the predicate's own; more: found through so many other clauses
};

// Words of grammar that this file must know by name.
struct FunctionWords {
  WordId at, by, in, to, of, with, between, and_, who, which, that, whom, if_, unless, whether, be,
      from, have, not_, never, no, call, on, upon, for_;
  explicit FunctionWords(Vocabulary& vocabulary);
};

// Word sets that this file must know.
struct ClauseSets {
  SetMask subject_control;  // "promised A to leave": he who promised leaves
  SetMask say;              // verbs of speech, behind which a speaker may stand
  SetMask document;         // "a letter demanding ...": he demands whose letter it is
  SetMask active;           // "travelled to B", "promised to leave": no passive without "was"
};

class Clauses {
 public:
  // All but `sets` must outlive the next reset(). Costs nothing.
  void reset(const Analysis& analysis, const DocumentWords& words,
             const FunctionWords& function_words, const ClauseSets& sets);

  // The arguments of a verb, noun or adjective, in the order of the text but for those of other
  // clauses, which come last. `out` is cleared. Linear in the children of `predicate` and of at
  // most eight clauses above it.
  void arguments(std::uint32_t predicate, std::vector<Argument>& out) const;

  // The deep subject alone: kNoToken where there is none to be found.
  std::uint32_t subject(std::uint32_t predicate) const;

  // Is it the head of a clause: a verb, or a noun or adjective with a copula or subject?
  bool is_clause(std::uint32_t token) const;
  bool is_passive(std::uint32_t verb) const;
  // "..., assured this Wednesday the president, after ...": who stands behind a verb of speech that
  // has nobody before it; trees take him for its object. kNoToken: nobody.
  std::uint32_t inverted_speaker(std::uint32_t verb) const;
  // The word that `token` hangs on; of "lodged" in "said that B was playing with fire and lodged a
  // protest", which trees join to "playing", "said".
  std::uint32_t governor(std::uint32_t token) const;
  // "Said in a statement that B must go": the verb of speech over the statement that the clause
  // hangs on; kNoToken: none.
  std::uint32_t speech_over(std::uint32_t clause) const;
  // "the charge that A is arming B": the clause that says what a noun is; kNoToken: none.
  std::uint32_t content_of(std::uint32_t noun) const;
  // The first case marker's lemma of an oblique or modifier; the mark of a clause. kNoWord: none,
  // or none of the lexicon.
  WordId preposition(std::uint32_t token) const;
  std::uint32_t child(std::uint32_t token, Deprel deprel) const;  // the first one, kNoToken: none
  bool has_mark(std::uint32_t token, WordId word) const;

 private:
  struct Subject {
    std::uint32_t token = kNoToken;
    bool passive = false;  // it is what the act is done to
    std::uint8_t distance = 0;
  };
  Subject find_subject(std::uint32_t predicate, int depth) const;
  Subject own_subject(std::uint32_t predicate) const;
  Subject subject_of_adverbial(std::uint32_t predicate, std::uint32_t above, int depth) const;
  Subject subject_of_modifier(std::uint32_t predicate, int depth) const;
  Subject controller(std::uint32_t predicate, int depth) const;
  std::uint32_t antecedent(std::uint32_t token) const;
  bool counts(std::uint32_t token) const;
  bool is_epithet(std::uint32_t token) const;
  Subject subject_hung_above(std::uint32_t predicate) const;
  bool stands_aside(std::uint32_t verb) const;
  bool reads_active(std::uint32_t verb) const;
  bool says_for_another(std::uint32_t noun) const;
  bool is_content(std::uint32_t clause) const;
  std::uint32_t particle_of(std::uint32_t token) const;
  bool is_object_behind_particle(std::uint32_t token, WordId preposition) const;
  std::uint32_t loose_particle(std::uint32_t token) const;
  void add_child(std::uint32_t child, bool passive, std::vector<Argument>& out) const;
  void lend_of_noun(std::uint32_t noun, std::vector<Argument>& out) const;
  void arguments_of_copula(std::uint32_t be, std::vector<Argument>& out) const;
  void lend_of_object(std::uint32_t predicate, std::uint32_t noun,
                      std::vector<Argument>& out) const;
  void add_shared_object(std::uint32_t predicate, std::vector<Argument>& out) const;
  void add_distant_infinitive(std::uint32_t verb, std::vector<Argument>& out) const;
  void add_of_object(std::uint32_t predicate, std::vector<Argument>& out) const;
  void add_said(std::uint32_t verb, std::vector<Argument>& out) const;
  std::uint32_t name_given(std::uint32_t object) const;
  std::uint32_t name_before(std::uint32_t object) const;
  void set_time_given(std::uint32_t verb, std::vector<Argument>& out) const;

  const Analysis* analysis_ = nullptr;
  const DocumentWords* words_ = nullptr;
  const FunctionWords* function_words_ = nullptr;
  ClauseSets sets_;
};

}  // namespace entente
