// The door of resolve/: whom a name means, where a place is, what day "on Wednesday" was.
//
//   actors.h        names, titles, demonyms, capitals for governments -> actors with codes and
//   dated roles metonymy.h      a capital, a seat of power or a people that stands for its
//   government coreference.h   variants, pronouns, "both countries", "his counterpart" -> one actor
//   chains.h        coreference of everything that is mentioned
//   gazetteer.h     places;  timex.h  dates
#pragma once

#include <memory>

#include "entente/base/result.h"
#include "entente/lexicon/lexicon.h"
#include "entente/record/actor.h"
#include "entente/record/analysis.h"
#include "entente/record/document.h"
#include "entente/record/event.h"

namespace entente {

// Immutable once made; threads may share it.
class Resolver {
 public:
  class Workspace {
   public:
    Workspace();
    ~Workspace();
    Workspace(Workspace&&) noexcept;
    Workspace& operator=(Workspace&&) noexcept;

   private:
    friend class Resolver;
    struct State;
    std::unique_ptr<State> state_;
  };

  // `lexicons` must outlive it. kNotFound: the image lacks a table that this stage needs.
  static Result<Resolver> open(const Lexicons& lexicons);
  Resolver(Resolver&&) noexcept;
  Resolver& operator=(Resolver&&) noexcept;
  ~Resolver();

  // Fills `out` (cleared first). `trace`, if given, gains a line for each candidate and why one
  // won. Linear in the document but for coreference, which looks back a bounded distance.
  void resolve(const Document& document, const Analysis& analysis, Workspace& workspace,
               Resolution& out, Trace* trace = nullptr) const;

  // Fills out.chains, after resolve(): chains of all that is mentioned, actors or not. Linear.
  void find_chains(const Document& document, const Analysis& analysis, Workspace& workspace,
                   Resolution& out, Trace* trace = nullptr) const;
  // What scripts/train_coreference.py learns from: a JSON line of the document's phrases, their
  // candidates and features.
  void dump_chains(const Document& document, const Analysis& analysis, Workspace& workspace,
                   const Resolution& resolution, std::string& out) const;

 private:
  Resolver();
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace entente
