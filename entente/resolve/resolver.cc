// The door: cuts the tokens into pieces once, then asks who, where and when in the order in which one answer helps the next.
// Places come first, for "police in Oaxaca" has its country from there; actors and their coreference come last.
//
// Tested by actors_test.cc.
#include "entente/resolve/resolver.h"

#include "entente/resolve/actors.h"

namespace entente {

struct Resolver::Workspace::State {
  PieceTable pieces;
  ActorScratch actors;
};

Resolver::Workspace::Workspace() : state_(std::make_unique<State>()) {}
Resolver::Workspace::~Workspace() = default;
Resolver::Workspace::Workspace(Workspace&&) noexcept = default;
Resolver::Workspace& Resolver::Workspace::operator=(Workspace&&) noexcept = default;

struct Resolver::State {
  const Lexicons* lexicons;
  ActorFinder actors;
};

Resolver::Resolver() = default;
Resolver::Resolver(Resolver&&) noexcept = default;
Resolver& Resolver::operator=(Resolver&&) noexcept = default;
Resolver::~Resolver() = default;

Result<Resolver> Resolver::open(const Lexicons& lexicons) {
  ENTENTE_TRY(ActorFinder actors, ActorFinder::open(lexicons));
  Resolver resolver;
  resolver.state_ = std::make_unique<State>(State{&lexicons, std::move(actors)});
  return resolver;
}

void Resolver::resolve(const Document& document, const Analysis& analysis, Workspace& workspace, Resolution& out,
                       Trace* trace) const {
  out.clear();
  Workspace::State& w = *workspace.state_;
  state_->lexicons->make_pieces(document.page(), analysis.tokens.begin, analysis.tokens.end, w.pieces);
  // find_places(document, analysis, w.pieces, ..., out, trace)   gazetteer.h
  // find_times(document, analysis, w.pieces, ..., out, trace)    timex.h
  state_->actors.find(document, analysis, w.pieces, w.actors, out, trace);
}

}  // namespace entente
