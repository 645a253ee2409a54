// Times in a document: found, and given their TIMEX3 value against the day of publication
// (TimeML 1.2.1; TempEval-3, task A).
//
//   timex_words.h    the vocabulary (data/LANG/time.tsv) and the cutting of atoms
//   timex_grammar.h  which atoms are an expression, and what it says
//   timex_value.h    the calendar
//
// A name of a day or month alone leans by its clause: past with a past verb, to come with "will" or
// "until". Where the tree is not known the words around decide.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "entente/base/result.h"
#include "entente/lexicon/lexicon.h"
#include "entente/record/actor.h"
#include "entente/record/analysis.h"
#include "entente/record/document.h"
#include "entente/record/event.h"
#include "entente/resolve/timex_grammar.h"
#include "entente/resolve/timex_words.h"

namespace entente {

// What one thread needs; its memory is kept from document to document.
struct TimeScratch {
  std::string lower;
  std::vector<TimeAtom> atoms;
};

// What an expression is held against.
struct TimeContext {
  std::optional<Day> published;
  TimeLean lean = TimeLean::kOpen;  // of the clause
  TimePoint anchor;                 // last spoken of; grain kNone: nothing yet
  TimePoint day, quarter;           // the day and the quarter last spoken of
  std::uint32_t sentence = 0, quarter_sentence = 0;
};

// An expression's type and value; `point` is where it lies on the calendar, kNone where nowhere.
struct TimeMeaning {
  TimexType type = TimexType::kDate;
  std::string value;
  TimePoint point;
};
TimeMeaning resolve_time(const TimeForm& form, const TimeContext& context);

// Immutable once open; threads may share it. Lives no longer than the Lexicons.
class TimeFinder {
 public:
  // kNotFound, kBadModel: the table "LANG.time" is not there or not right.
  static Result<TimeFinder> open(const Lexicons& lexicons, std::string_view lang);

  // Fills out.times, by span.begin. Needs tokens and sentences; better with tags and trees. Linear
  // in the document. `trace`, if given, gains a line for each expression.
  void find(const Document& document, const Analysis& analysis, TimeScratch& scratch,
            Resolution& out, Trace* trace) const;

 private:
  explicit TimeFinder(TimeWords words) : words_(std::move(words)) {}
  TimeWords words_;
};

}  // namespace entente
