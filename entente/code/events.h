// Events: every act that the frames find in a document, with its status, reporter, date, place,
// fields and confidence.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "entente/base/result.h"
#include "entente/code/confidence.h"
#include "entente/code/fields.h"
#include "entente/code/frames.h"
#include "entente/code/plover.h"
#include "entente/code/status.h"
#include "entente/record/event.h"

namespace entente {

class EventCoder {
 public:
  // What one thread needs; memory is kept from document to document.
  struct Workspace {
    DocumentWords words;
    Clauses clauses;
    Participants participants;
    FrameMatcher matcher;
    Act act;
    DocumentCues cues;
    bool first_of_sentence = true;     // no event of the sentence in hand has been found yet
    bool names_again = false;          // ... and a noun by itself
    bool veto = false;                 // the last event made is hardly one of politics
    std::vector<std::uint8_t> used;    // by token: another act has spoken for it
    std::vector<std::uint32_t> order;  // the tokens of a sentence, from the root down
  };

  // kNotFound: a table is missing; kBadModel: a line that cannot be understood, by file and line.
  static Result<EventCoder> load(const Lexicons& lexicons);

  // Appends the events of the document, by sentence and word. Linear in the text but for the
  // arguments of words with frames. A country that only the place of an act names joins
  // `resolution` through `added`.
  void code(const Document& document, const Analysis& analysis, Resolution& resolution,
            const Extents& extents, const FieldMarks& fields, const DocumentCountries& countries,
            AddedActors& added, Workspace& workspace, std::vector<Event>& out, Trace* trace) const;

 private:
  struct Scene {  // one document's things, to hand around
    const Document& document;
    const Analysis& analysis;
    const Resolution& resolution;
    const Extents& extents;
    const FieldMarks& fields;
    Workspace& workspace;
    Trace* trace;
  };
  EventCoder(Vocabulary vocabulary, WordSets sets);
  void code_sentence(const Scene& scene, std::uint32_t sentence, std::vector<Event>& out) const;
  bool find_event(const Scene& scene, std::uint32_t sentence, std::uint32_t token,
                  Event& event) const;
  bool is_statement(const Act& act) const;
  bool is_done_by_thing(const Scene& scene, const Act& act) const;
  bool make_event(const Scene& scene, std::uint32_t sentence, Event& event) const;
  bool apply_stance(const Scene& scene, Act& act, Stance& stance, Event& event) const;
  void share_target(const Scene& scene, std::span<const Event> told, Event& event) const;
  bool refuses(const Scene& scene, const Act& act) const;
  bool has_no_mind(const Scene& scene, const Act& act) const;
  bool consumes_negation(const Frame& frame) const;
  bool was_done(const Scene& scene, std::uint32_t verb) const;
  void take_speaker(const Scene& scene, const Stance& stance, Act& act) const;
  bool match_obligation(const Scene& scene, std::uint32_t token) const;
  bool ask_of_subject(const Scene& scene, const Stance& stance, Act& act) const;
  void fill_partner(const Scene& scene, Act& act, EventType type) const;
  void place_people(const Scene& scene, const Act& act, EventType type) const;
  void fill_domestic(const Scene& scene, Act& act, EventType type) const;
  bool only_describes(const Scene& scene, const Act& act) const;
  bool has_sides(const Scene& scene, const Act& act, EventType type) const;
  bool names_side_between(const Scene& scene, const Act& act) const;
  void drop_unknown(const Scene& scene, Act& act) const;
  void set_type(const Act& act, Event& event) const;
  void set_date(const Scene& scene, const Act& act, Event& event) const;
  void set_place(const Scene& scene, const Act& act, Event& event) const;
  void mark_used(const Scene& scene, const Act& act) const;
  void note_weight(const Scene& scene, const Act& act, const Event& event,
                   const FeatureMask& features) const;
  void note(const Scene& scene, std::uint32_t token, std::string text) const;

  Vocabulary vocabulary_;
  WordSets sets_;
  FunctionWords function_words_;
  FrameTable frames_;
  StatusReader status_;
  Plover plover_;
  ConfidenceModel confidence_;
  SetMask support_, transparent_, menace_, sides_, topic_;
  ClauseSets clause_sets_;
  SetMask doers_;                // people, weapons, violence: what can assault
  std::span<const Frame> must_;  // of the word "@must"; lies in frames_, whose memory a move keeps
  OperatorId future_ = kNoOperator, demand_ = kNoOperator, reject_ = kNoOperator;
};

}  // namespace entente
