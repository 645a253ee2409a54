// The frames of the lexicon, held against the tree of a sentence: what act a word stands for, who
// did it to whom, and which words carry it. An act about an act ("refused to withdraw its troops")
// is matched inside out, at most kMaxNesting deep.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "entente/code/clauses.h"
#include "entente/code/frame_table.h"
#include "entente/code/participants.h"
#include "entente/code/status.h"
#include "entente/code/words.h"

namespace entente {

// What a frame found. Status and date are not looked at yet.
struct Act {
  const Frame* frame = nullptr;
  CameoCode code;
  std::optional<EventType> type;  // where the frame, not the code, decides
  std::optional<EventStatus> status;
  FieldSet fields = 0;
  std::uint32_t predicate = kNoToken;  // the word of the lexicon
  std::uint32_t verb =
      kNoToken;  // the word whose tense and negation count: a noun's light verb, or the predicate
  std::uint32_t last = kNoToken;                // the other end of the words that carry the act
  std::vector<std::uint32_t> sources, targets;  // actors
  bool symmetric = false;                       // sources are both sides
  bool guessed =
      false;  // a side was not where the frame says, but is the only other one in the clause
  bool unknown_target = false;  // whom it is done to stands there, and is nobody that is known
  bool partner = false;         // a side is the other of the two states that the document is about
  int depth = 0;                // acts inside
  std::vector<std::uint32_t>
      used;  // words that this act has spoken for: they are no acts of their own
  void clear();
};

class FrameMatcher {
 public:
  static constexpr int kMaxNesting = 4;

  // All must outlive the next reset(). `function_sets`: the word sets that the matcher itself
  // needs.
  struct Context {
    const FrameTable* table = nullptr;
    const Analysis* analysis = nullptr;
    const DocumentWords* words = nullptr;
    const Clauses* clauses = nullptr;
    const Participants* participants = nullptr;
    const StatusReader* status = nullptr;
    SetMask support;                                  // &SUPPORT_VERB: make, hold, launch, ...
    SetMask transparent;                              // &TRANSPARENT: series of, package of, ...
    SetMask menace;                                   // &MENACE: what one is threatened with
    WordId of = kNoWord, in = kNoWord, on = kNoWord;  // these words
    Trace* trace = nullptr;
  };
  void reset(const Context& context);

  // The act that the word at `predicate` stands for. False: the lexicon has none that fits. Linear
  // in the word's frames and the arguments around it.
  bool match(std::uint32_t predicate, Act& out) { return match_at(predicate, 0, out); }
  // The same from the frame number `next` of the word on; `next` becomes the number after the one
  // that held. For acts that the caller refuses, so that a lighter frame may have its turn.
  bool match_next(std::uint32_t predicate, std::size_t& next, Act& out);

 private:
  bool match_at(std::uint32_t predicate, int depth, Act& out);
  bool match_from(std::uint32_t predicate, int depth, std::size_t& next, Act& out);
  bool try_frame(const Frame& frame, std::uint32_t predicate, int depth, Act& out);
  bool fill(const Slot& slot, const Frame& frame, int depth, Act& out);
  bool fill_inner(const Slot& slot, const Frame& frame, int depth, Act& out);
  bool fill_sides(const Slot& slot, int depth, Act& out);
  bool names_sides_after(const Slot& slot, std::size_t i, int depth) const;
  bool is_home(const std::vector<std::uint32_t>& others, const std::vector<std::uint32_t>& sides,
               std::size_t before) const;
  bool accepts(const Slot& slot, const Argument& argument) const;
  bool fits(const Slot& slot, std::uint32_t token) const;
  std::uint32_t through(std::uint32_t token) const;
  std::uint8_t pos_at(std::uint32_t token) const;
  bool names_victim(const Frame& frame, const Act& act) const;
  void lend_doer(std::uint32_t predicate, int depth);
  bool finish(const Frame& frame, int depth, Act& out);
  bool asks(const Frame& frame) const;
  bool is_speech(const Frame& frame) const;
  bool is_of_other_state(const Frame& frame, std::uint32_t clause, const Act& out) const;
  bool is_forecast(std::uint32_t clause) const;
  bool is_of_another(const Argument& argument, const Act& act) const;
  static bool is_by_speaker(const Frame& frame);
  bool only_states(const Frame& frame, const Slot& slot, std::uint32_t clause, bool known,
                   bool of_another) const;
  void join_sides(const Frame& frame, int depth, Act& out) const;
  void take_sides_of_words(const Frame& frame, const Argument& argument, std::uint32_t token,
                           Act& out) const;
  void take_doer(int depth, Act& out) const;
  void guess_source(Act& out) const;
  void guess_ruler(int root, int depth, Act& out) const;
  void guess_target(const Frame& frame, Act& out) const;
  void guess_receiver(Act& out) const;
  void guess_helped(const Frame& frame, Act& out) const;
  void guess_side_of_occasion(const Frame& frame, Act& out) const;
  void take_owner(std::uint32_t token, Act& out) const;
  bool take_owner_of_object(const Slot& slot, int depth, Act& out) const;
  void take_sides_of_inner(const Frame& frame, const Act& inner, Act& out) const;
  // The sets of the words below `token`; of its own too where `depth` is not negative.
  void collect_words(std::uint32_t token, int depth, SetMask& words) const;
  SetMask words_around(const Act& act, std::uint32_t subject) const;
  void gather(std::uint32_t predicate, int depth, Act& out);
  void refuse(const Frame& frame, std::uint32_t predicate, const char* why,
              const Slot* slot = nullptr) const;

  Context c_;
  std::vector<Argument> pool_[kMaxNesting + 1];  // arguments of the word in hand, by nesting
  std::size_t own_[kMaxNesting + 1] =
      {};  // how many of them are there before a frame adds a noun's own
  std::vector<Argument> more_[kMaxNesting + 1];
  Act inner_[kMaxNesting + 1];
  bool supported_ = false;
};

}  // namespace entente
