// The lexicon of events, compiled: data/en/frames*.tsv (who does what to whom, by verb, noun and
// adjective), compose.tsv (what becomes of an act that is promised, demanded, refused, threatened
// ...) and refine.tsv (the finer code that words beside an act call for). The format, by example:
// docs/formats/frames.md; the sense: docs/coding.md.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "entente/code/clauses.h"
#include "entente/code/words.h"
#include "entente/record/event.h"

namespace entente {

// Up to four digits, "" none. A value: no allocation where codes are composed.
struct CameoCode {
  char digits[4] = {};
  std::uint8_t length = 0;
  static CameoCode of(std::string_view text);  // longer text is cut
  std::string_view view() const& { return {digits, length}; }
  bool empty() const { return length == 0; }
  bool starts_with(std::string_view prefix) const { return view().starts_with(prefix); }
  int root() const { return length < 2 ? 0 : (digits[0] - '0') * 10 + (digits[1] - '0'); }
  bool operator==(const CameoCode& other) const { return view() == other.view(); }
};

enum class Role : std::uint8_t {
  kCheck,   // must be there, is nobody
  kSource,  // S
  kTarget,  // T
  kBoth,    // B: one of the sides of a symmetric act
  kInner,   // X: the act that this one speaks of
};

// What must, or may, stand at one place around a word: "T=obj|on:&TOWN?".
struct Slot {
  Role role = Role::kCheck;
  std::uint16_t kinds = 0;  // bit i: ArgKind i is accepted (not kPrep and kPrt, which are by word)
  std::vector<WordId> words;     // prepositions and particles, in the order of the line
  SetMask sets;                  // the head word must be of one of these ...
  std::vector<WordId> fillers;   // ... or one of these words; neither given: anything
  bool must_be_actor = false;    // ":actor"
  bool must_be_act = false;      // ":act", of an inner one: a word that some line knows
  bool must_be_state = false;    // ":state": a state, its government or another institution
  bool must_be_person = false;   // ":person": a single man or woman
  bool must_be_foreign = false;  // ":foreign": of another country than the source
  bool optional = false;         // "?"
  bool absent = false;           // "!": nothing may stand there
  bool unlike = false;           // ":!&SET": the head word must not be of the set
};

using OperatorId = std::uint8_t;
inline constexpr OperatorId kNoOperator = 255;

struct Frame {
  std::uint32_t table = 0, row = 0;   // for FrameTable::place
  std::uint8_t pos = 0;               // bits kVerb kNoun kAdjective
  std::uint8_t weight = 0;            // how much it asks for: the heavier are tried first
  CameoCode code;                     // of a plain act
  OperatorId op = kNoOperator;        // of an act about an act
  std::optional<EventType> type;      // where it differs from that of the code
  std::optional<EventStatus> status;  // where the word itself decides ("plan")
  FieldSet fields = 0;
  bool symmetric = false;  // has a B
  std::vector<Slot> slots;

  static constexpr std::uint8_t kVerb = 1, kNoun = 2, kAdjective = 4;
};

class FrameTable {
 public:
  // kNotFound: a table is missing. kBadModel: a line that cannot be understood, by file and line.
  static Result<FrameTable> load(const Lexicons& lexicons, Vocabulary& vocabulary,
                                 const WordSets& sets);

  // Frames of a lemma, the heaviest first.
  std::span<const Frame> frames(WordId lemma) const;
  std::string place(const Frame& frame) const;      // "data/en/frames_verbs.tsv:120"
  std::string_view text(const Frame& frame) const;  // its third column

  // What an act of code `inner` becomes under `op`; `negated`: it is spoken of as not to be done.
  // An empty code: nothing. An empty `inner`: an act of no code of its own.
  CameoCode compose(OperatorId op, CameoCode inner, bool negated) const;
  std::optional<OperatorId> find_operator(std::string_view name) const;
  std::string_view operator_name(OperatorId op) const { return operators_[op]; }

  // The finest code that the words around the act call for.
  CameoCode refine(CameoCode code, const SetMask& words) const;

 private:
  struct ComposeRow {
    OperatorId op;
    bool negated;
    std::string inner;   // a prefix of codes, "" any
    std::string result;  // a code, "=" the inner one, "-" nothing
  };
  struct RefineRow {
    std::string code;
    SetMask all;  // the words of each of these sets must be there
    CameoCode result;
  };
  Status load_compose(const TableView& table);
  Status load_refine(const TableView& table, const WordSets& sets);
  Status load_frames(const TableView& table, Vocabulary& vocabulary, const WordSets& sets);
  Status parse_code(const TableView& table, std::uint32_t row, Frame& frame) const;

  TableView table_;
  std::vector<std::string> operators_;
  std::vector<ComposeRow> compose_;  // longest inner first
  std::vector<RefineRow> refine_;
  std::vector<Frame> frames_;
  std::vector<std::uint32_t> first_of_;  // by WordId, and one past: into frames_
};

// Reads the text of a frame ("S=subj T=obj|on:&TOWN? prt:off"). nullopt and a reason where it
// cannot be read.
std::optional<std::vector<Slot>> parse_slots(std::string_view text, Vocabulary& vocabulary,
                                             const WordSets& sets, std::string& reason);

}  // namespace entente
