// The door: cuts the tokens into pieces once, then asks who, where and when in the order in which
// one answer helps the next. Places come first, for "police in Oaxaca" has its country from there;
// actors and their coreference come last.
//
// Tested by actors_test.cc.
#include "entente/resolve/resolver.h"

#include "entente/resolve/actors.h"
#include "entente/resolve/chains.h"
#include "entente/resolve/places.h"
#include "entente/resolve/timex.h"

namespace entente {

struct Resolver::Workspace::State {
  PieceTable pieces;
  PlaceScratch places;
  TimeScratch times;
  ActorScratch actors;
  ChainScratch chains;
};

Resolver::Workspace::Workspace() : state_(std::make_unique<State>()) {}
Resolver::Workspace::~Workspace() = default;
Resolver::Workspace::Workspace(Workspace&&) noexcept = default;
Resolver::Workspace& Resolver::Workspace::operator=(Workspace&&) noexcept = default;

struct Resolver::State {
  const Lexicons* lexicons;
  PlaceFinder places;
  TimeFinder times;
  ActorFinder actors;
};

Resolver::Resolver() = default;
Resolver::Resolver(Resolver&&) noexcept = default;
Resolver& Resolver::operator=(Resolver&&) noexcept = default;
Resolver::~Resolver() = default;

Result<Resolver> Resolver::open(const Lexicons& lexicons) {
  ENTENTE_TRY(PlaceFinder places, PlaceFinder::open(lexicons));
  ENTENTE_TRY(TimeFinder times, TimeFinder::open(lexicons, "en"));
  ENTENTE_TRY(ActorFinder actors, ActorFinder::open(lexicons));
  Resolver resolver;
  resolver.state_ = std::make_unique<State>(
      State{&lexicons, std::move(places), std::move(times), std::move(actors)});
  return resolver;
}

void Resolver::resolve(const Document& document, const Analysis& analysis, Workspace& workspace,
                       Resolution& out, Trace* trace) const {
  out.clear();
  Workspace::State& w = *workspace.state_;
  state_->lexicons->make_pieces(document.page(), analysis.tokens.begin, analysis.tokens.end,
                                w.pieces);
  state_->places.find(document, analysis, w.pieces, w.places, out, trace);
  state_->times.find(document, analysis, w.times, out, trace);
  state_->actors.find(document, analysis, w.pieces, w.actors, out, trace);
}

void Resolver::find_chains(const Document& document, const Analysis& analysis, Workspace& workspace,
                           Resolution& out, Trace* trace) const {
  state_->actors.chains().find(document, analysis, workspace.state_->chains, out, trace);
}

void Resolver::dump_chains(const Document& document, const Analysis& analysis, Workspace& workspace,
                           const Resolution& resolution, std::string& out) const {
  state_->actors.chains().dump(document, analysis, resolution, workspace.state_->chains, out);
}

}  // namespace entente
