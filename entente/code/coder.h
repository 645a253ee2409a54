// The door of code/: clauses to events, quotes, agreements, joint bodies and visits. Rules by
// example: docs/coding.md.
//
//   frames.h       the lexicon of verbs, nouns and phrases, matched against trees
//   clauses.h      voice, coordination, control, light verbs: who is the subject of what
//   status.h       negation, modality, tense, reported speech -> asserted, planned, denied,
//   conditional, past dictionary_coder.h   events by the dictionaries of TABARI and PETRARCH that a
//   user brings quotes.h       the words quoted and who said them agreements.h visits.h
//   commissions.h fields.h   the registers
#pragma once

#include <memory>

#include "entente/base/result.h"
#include "entente/lexicon/lexicon.h"
#include "entente/record/actor.h"
#include "entente/record/analysis.h"
#include "entente/record/document.h"
#include "entente/record/event.h"

namespace entente {

struct Dictionaries;  // lexicon/dictionary.h

// Immutable once made; threads may share it.
class Coder {
 public:
  class Workspace {
   public:
    Workspace();
    ~Workspace();
    Workspace(Workspace&&) noexcept;
    Workspace& operator=(Workspace&&) noexcept;

   private:
    friend class Coder;
    struct State;
    std::unique_ptr<State> state_;
  };

  // `lexicons` must outlive it. kNotFound: the image lacks a table that this stage needs.
  // `dictionaries`, if given, are shared with the caller: with verbs in them the events are theirs,
  // and not the frames'; their discards drop events, their issues are counted.
  static Result<Coder> open(const Lexicons& lexicons,
                            std::shared_ptr<const Dictionaries> dictionaries = nullptr);
  Coder(Coder&&) noexcept;
  Coder& operator=(Coder&&) noexcept;
  ~Coder();

  // Fills `out` (cleared first). May add actors to `resolution` (a joint body that only the act
  // makes known), never change one. `trace`, if given, gains a line for each frame tried and why it
  // held or not.
  void code(const Document& document, const Analysis& analysis, Resolution& resolution,
            Workspace& workspace, Coding& out, Trace* trace = nullptr) const;

 private:
  Coder();
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace entente
