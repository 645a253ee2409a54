// One document through all that code/ finds: the marks and extents that its parts share are made
// once, here. Tested by coder_test.cc.
#include "entente/code/coder.h"

#include <optional>
#include <vector>

#include "entente/code/added_actors.h"
#include "entente/code/agreements.h"
#include "entente/code/commissions.h"
#include "entente/code/dictionary_coder.h"
#include "entente/code/events.h"
#include "entente/code/fields.h"
#include "entente/code/quotes.h"
#include "entente/code/register_scene.h"
#include "entente/code/visits.h"

namespace entente {

struct Coder::Workspace::State {
  PieceTable pieces;
  Extents extents;
  FieldMarks fields;
  DocumentCountries countries;
  AddedActors added;
  EventCoder::Workspace events;
  DictionaryCoder::Workspace dictionaries;
  QuoteScratch quotes;
  AgreementScratch agreements;
  CommissionScratch commissions;
  VisitScratch visits;
};

struct Coder::State {
  const Lexicons& lexicons;
  EventCoder events;
  FieldFinder fields;
  QuoteFinder quotes;
  AgreementFinder agreements;
  CommissionFinder commissions;
  VisitFinder visits;
  std::optional<DictionaryCoder> dictionaries;
};

Coder::Workspace::Workspace() : state_(std::make_unique<State>()) {}
Coder::Workspace::~Workspace() = default;
Coder::Workspace::Workspace(Workspace&&) noexcept = default;
Coder::Workspace& Coder::Workspace::operator=(Workspace&&) noexcept = default;

Coder::Coder() = default;
Coder::Coder(Coder&&) noexcept = default;
Coder& Coder::operator=(Coder&&) noexcept = default;
Coder::~Coder() = default;

Result<Coder> Coder::open(const Lexicons& lexicons,
                          std::shared_ptr<const Dictionaries> dictionaries) {
  std::optional<DictionaryCoder> dictionary_coder;
  if (dictionaries != nullptr) {
    ENTENTE_TRY(dictionary_coder, DictionaryCoder::open(lexicons, std::move(dictionaries)));
  }
  ENTENTE_TRY(EventCoder events, EventCoder::load(lexicons));
  ENTENTE_TRY(FieldFinder fields, FieldFinder::open(lexicons));
  ENTENTE_TRY(QuoteFinder quotes, QuoteFinder::open(lexicons));
  ENTENTE_TRY(AgreementFinder agreements, AgreementFinder::open(lexicons));
  ENTENTE_TRY(CommissionFinder commissions, CommissionFinder::open(lexicons));
  ENTENTE_TRY(VisitFinder visits, VisitFinder::open(lexicons));
  Coder out;
  out.state_ = std::make_unique<State>(State{
      lexicons, std::move(events), std::move(fields), std::move(quotes), std::move(agreements),
      std::move(commissions), std::move(visits), std::move(dictionary_coder)});
  return out;
}

void Coder::code(const Document& document, const Analysis& analysis, Resolution& resolution,
                 Workspace& workspace, Coding& out, Trace* trace) const {
  out.clear();
  if (analysis.tokens.size() == 0) return;
  Workspace::State& w = *workspace.state_;
  state_->lexicons.make_pieces(document.page(), analysis.tokens.begin, analysis.tokens.end,
                               w.pieces);
  w.extents.build(analysis);
  state_->fields.mark(analysis, resolution, w.pieces, w.fields);
  w.added.reset(analysis.tokens.size());
  // First, for who goes on speaking settles who "he" is.
  state_->quotes.find(document, analysis, w.extents, resolution, w.added, w.quotes, out.quotes);
  w.countries.build(analysis, resolution);
  if (state_->dictionaries)
    state_->dictionaries->filter(document, analysis, w.dictionaries, out.issues, trace);
  if (state_->dictionaries && state_->dictionaries->codes_events()) {
    state_->dictionaries->code(document, analysis, resolution, w.added, w.dictionaries, out.events,
                               trace);
  } else {
    state_->events.code(document, analysis, resolution, w.extents, w.fields, w.countries, w.added,
                        w.events, out.events, trace);
    if (state_->dictionaries)
      std::erase_if(out.events, [&](const Event& event) {
        return state_->dictionaries->drops(w.dictionaries, event.sentence);
      });
  }
  w.countries.build(analysis, resolution);
  const RegisterScene scene{document,    analysis,   w.extents, w.fields,
                            w.countries, resolution, w.added};
  state_->agreements.find(scene, w.agreements, out.agreements, trace);
  state_->commissions.find(scene, w.commissions, out.commissions, trace);
  state_->visits.find(scene, w.visits, out.visits, trace);
  w.added.join(resolution);
}

}  // namespace entente
