// For each frame of a word, the heaviest first: what must be there is looked for (checks first,
// since a noun that is checked lends its own arguments: in "held talks with Iran" the "with" hangs
// on either word), then the act inside, then the sides. The first frame that holds wins. A noun is
// an act by itself only where both sides stand beside it ("talks between A and B"); under a light
// verb ("A held talks", "A launched an attack") the verb's subject is its source. Tested by
// frames_test.cc.
#include "entente/code/frames.h"

#include <algorithm>

#include "entente/code/side_lists.h"
#include "entente/code/tree.h"

namespace entente {
namespace {

constexpr int kRefineDepth = 6;

constexpr std::uint16_t bit(ArgKind kind) {
  return static_cast<std::uint16_t>(1u << static_cast<int>(kind));
}

std::uint8_t pos_of(Upos upos) {
  switch (upos) {
    case Upos::kVerb:
    case Upos::kAux:
      return Frame::kVerb;
    case Upos::kNoun:
    case Upos::kPropn:
      return Frame::kNoun;
    case Upos::kAdj:
      return Frame::kAdjective;
    default:
      return 0;
  }
}

// "Will not make gains, despite the bombardment": a setting of the verb, no act that it lends a
// subject to.
bool is_setting(const Analysis& analysis, std::uint32_t noun) {
  if (analysis.tokens.deprel[noun] != Deprel::kObl) return false;
  const std::string_view how = case_of(analysis, noun);
  return how == "despite" || how == "after" || how == "before" || how == "during" ||
         how == "without" || how == "than" || how == "amid" || how == "following" ||
         how == "since" || how == "because" || how == "like" || how == "as";
}

// "Are killing themselves", "distanced itself from B": not done to another.
bool is_reflexive(const Analysis& analysis, std::uint32_t token) {
  const std::string_view form = analysis.lower(token);
  return analysis.tokens.upos[token] == Upos::kPron &&
         (form.ends_with("self") || form.ends_with("selves"));
}

// "Called the charges false", "called B a threat": what a thing is called is no act spoken of.
bool is_description(const Analysis& analysis, const Argument& argument) {
  const std::uint32_t token = argument.token;
  if (argument.kind != ArgKind::kComp || analysis.tokens.deprel[token] != Deprel::kXcomp ||
      analysis.tokens.upos[token] == Upos::kVerb)
    return false;
  for (const std::uint32_t c : children(analysis, token))
    if (analysis.tokens.deprel[c] == Deprel::kMark || analysis.tokens.deprel[c] == Deprel::kCop)
      return false;
  return true;
}

}  // namespace

void Act::clear() {
  frame = nullptr;
  code = {};
  type.reset();
  status.reset();
  fields = 0;
  predicate = verb = last = kNoToken;
  sources.clear();
  targets.clear();
  symmetric = guessed = unknown_target = partner = false;
  depth = 0;
  used.clear();
}

void FrameMatcher::reset(const Context& context) { c_ = context; }

void FrameMatcher::refuse(const Frame& frame, std::uint32_t predicate, const char* why,
                          const Slot* slot) const {
  if (c_.trace == nullptr) return;
  std::string text = c_.table->place(frame) + " " + std::string(c_.analysis->lemma(predicate)) +
                     " " + std::string(c_.table->text(frame)) + ": refused, " + why;
  if (slot != nullptr) {  // the line's slots stand apart by blanks
    std::string_view rest = c_.table->text(frame);
    for (auto skip = slot - frame.slots.data(); skip > 0; --skip)
      rest.remove_prefix(std::min(rest.find(' ') + 1, rest.size()));
    text += " \"" + std::string(rest.substr(0, rest.find(' '))) + "\"";
  }
  c_.trace->lines.push_back({"code", c_.analysis->tokens.sentence[predicate], std::move(text)});
}

// "a series of talks": the talks.
std::uint32_t FrameMatcher::through(std::uint32_t token) const {
  for (int step = 0; step < 3 && (c_.words->sets(token) & c_.transparent).any(); ++step) {
    std::uint32_t below = kNoToken;
    for (const std::uint32_t child : children(*c_.analysis, token))
      if (below == kNoToken && c_.analysis->tokens.deprel[child] == Deprel::kNmod &&
          c_.clauses->preposition(child) == c_.of)
        below = child;
    if (below == kNoToken) break;
    token = below;
  }
  return token;
}

bool FrameMatcher::fits(const Slot& slot, std::uint32_t token) const {
  if (slot.must_be_state && c_.participants->is_state(token) == slot.unlike) return false;
  if (slot.must_be_person && c_.participants->is_person(token) == slot.unlike) return false;
  const bool asks = slot.sets.any() || !slot.fillers.empty();
  if (!asks) return true;
  const auto one = [&](std::uint32_t t) {
    // "That Iran was behind the attack": such a clause is known by its preposition too.
    if (c_.clauses->child(t, Deprel::kCop) != kNoToken &&
        std::find(slot.fillers.begin(), slot.fillers.end(), c_.clauses->preposition(t)) !=
            slot.fillers.end())
      return true;
    return (c_.words->sets(t) & slot.sets).any() ||
           std::find(slot.fillers.begin(), slot.fillers.end(), c_.words->lemma(t)) !=
               slot.fillers.end();
  };
  bool like = one(token) || one(through(token));
  for (const std::uint32_t child : children(*c_.analysis, token))  // "photographs and intelligence"
    like |= c_.analysis->tokens.deprel[child] == Deprel::kConj && one(child);
  return slot.unlike ? !like : like;
}

bool FrameMatcher::accepts(const Slot& slot, const Argument& argument) const {
  if (argument.kind == ArgKind::kPrep) {
    if (std::find(slot.words.begin(), slot.words.end(), argument.word) == slot.words.end())
      return false;
  } else if (argument.kind == ArgKind::kPrt) {
    if ((slot.kinds & bit(ArgKind::kPrt)) == 0) return false;
    return std::find(slot.words.begin(), slot.words.end(), argument.word) != slot.words.end();
  } else if ((slot.kinds & bit(argument.kind)) == 0) {
    return false;
  }
  if (slot.role == Role::kTarget && is_reflexive(*c_.analysis, argument.token)) return false;
  return fits(slot, argument.token);
}

bool FrameMatcher::fill(const Slot& slot, const Frame& frame, int depth, Act& out) {
  if (slot.role == Role::kInner) return fill_inner(slot, frame, depth, out);
  if (slot.role != Role::kCheck) return fill_sides(slot, depth, out);
  for (std::size_t i = 0; i < pool_[depth].size(); ++i) {
    const Argument argument = pool_[depth][i];
    if (!accepts(slot, argument)) continue;
    if (slot.absent && argument.kind == ArgKind::kPrep && argument.distance > 0) continue;
    // "In March, children began ...": no march.
    if (c_.analysis->tokens.upos[argument.token] == Upos::kPropn &&
        c_.participants->is_time(argument.token))
      continue;
    if (slot.must_be_actor && !c_.participants->is_named(argument.token) &&
        !c_.participants->is_named(through(argument.token)))
      continue;
    if (slot.absent) return false;
    // "Urged B not to join": what is not to be done
    if (argument.clausal && !slot.fillers.empty() &&
        c_.status->negated(*c_.analysis, *c_.words, argument.token))
      continue;
    const bool noun = argument.kind == ArgKind::kObj || argument.kind == ArgKind::kSubj ||
                      argument.kind == ArgKind::kPrep;
    if (noun && (slot.sets.any() || !slot.fillers.empty()) && !slot.unlike) {
      const std::uint32_t token = through(argument.token);
      add_new(out.used, token);
      if (out.last == kNoToken && argument.kind != ArgKind::kSubj) out.last = token;
      c_.clauses->arguments(token, more_[depth]);
      for (Argument lent : more_[depth])
        if (lent.kind != ArgKind::kSubj) {
          lent.distance = 1;
          pool_[depth].push_back(lent);
        }
    }
    if (argument.clausal && !slot.fillers.empty()) {
      add_new(out.used, argument.token);
      c_.clauses->arguments(argument.token, more_[depth]);  // "offered to mediate between A and B"
      for (Argument lent : more_[depth])
        if (lent.kind == ArgKind::kPrep && joins_sides(case_of(*c_.analysis, lent.token))) {
          lent.distance = 1;
          pool_[depth].push_back(lent);
        }
    }
    if (argument.clausal && frame.code.root() == 1) add_new(out.used, argument.token);
    if (argument.kind == ArgKind::kPrt) out.last = argument.token;
    return true;
  }
  return slot.optional || slot.absent;
}

// "Recalled its envoy", "ordered the envoy of A home": `sides` from `before` on, all of the country
// of those who act.
bool FrameMatcher::is_home(const std::vector<std::uint32_t>& others,
                           const std::vector<std::uint32_t>& sides, std::size_t before) const {
  return std::all_of(sides.begin() + static_cast<std::ptrdiff_t>(before), sides.end(),
                     [&](std::uint32_t side) {
                       return std::any_of(others.begin(), others.end(), [&](std::uint32_t other) {
                         return side == other || c_.participants->same_country(side, other);
                       });
                     });
}

// Appends the sides that stand at a slot. A subject or an optional place may be empty; finish()
// decides if enough is known.
bool FrameMatcher::fill_sides(const Slot& slot, int depth, Act& out) {
  std::vector<std::uint32_t>& sides = slot.role == Role::kTarget ? out.targets : out.sources;
  const std::vector<std::uint32_t>& others = slot.role == Role::kTarget ? out.sources : out.targets;
  bool there = false;
  // Who acts is the subject, wherever else the line would look; pool_ has it last.
  const bool subject_first = slot.role == Role::kSource && (slot.kinds & bit(ArgKind::kSubj)) != 0;
  const std::size_t size = pool_[depth].size();
  if (slot.role == Role::kTarget && take_owner_of_object(slot, depth, out)) return true;
  std::vector<std::uint32_t> own;  // "an apology from B for insults to A": from B
  for (std::size_t n = 0; n < (subject_first ? 2 * size : size); ++n) {
    const std::size_t i = !subject_first ? n : n < size ? size - 1 - n : n - size;
    const Argument& argument = pool_[depth][i];
    if (subject_first && (n < size) != (argument.kind == ArgKind::kSubj)) continue;
    const bool lent_subject =
        argument.kind == ArgKind::kSubj && slot.role != Role::kTarget && supported_ && depth == 0;
    if (!accepts(slot, argument) && !lent_subject) continue;
    // "Would be deposed by Christmas"
    if (argument.kind == ArgKind::kPrep && c_.participants->is_time(argument.token)) continue;
    if (slot.role != Role::kBoth && !sides.empty()) return true;
    if (slot.must_be_actor && !c_.participants->is_actor(argument.token) &&
        !c_.participants->is_actor(through(argument.token))) {
      there = false;
      continue;
    }
    // "Expressed concern over the fighting": what a statement speaks of is not told.
    if (slot.role == Role::kTarget && out.frame->code.root() == 1)
      add_new(out.used, argument.token);
    const std::size_t before = sides.size();
    // "Is happy that France agreed": with France.
    std::uint32_t who = argument.token;
    if (argument.clausal && slot.role == Role::kTarget)
      if (const std::uint32_t subject = c_.clauses->subject(who); subject != kNoToken)
        who = subject;
    if (slot.role != Role::kTarget || !is_force(*out.frame) ||
        !c_.participants->find_settlement(who, sides))
      c_.participants->find(who, sides, slot.role == Role::kSource);
    // "Committed a million to rebuilding B"
    if (argument.clausal && slot.role == Role::kTarget && sides.size() == before)
      if (const std::uint32_t object = c_.clauses->child(argument.token, Deprel::kObj);
          object != kNoToken)
        c_.participants->find(object, sides);
    // "Looks into reports that A tortured prisoners": A.
    if (slot.role == Role::kTarget && !argument.clausal && sides.size() == before)
      if (const std::uint32_t content = c_.clauses->content_of(who); content != kNoToken)
        if (const std::uint32_t subject = c_.clauses->subject(content); subject != kNoToken)
          c_.participants->find(subject, sides);
    if (slot.role != Role::kSource && argument.kind == ArgKind::kPrep) {
      const bool place_may_be = slot.role != Role::kBoth || sides.size() < 2;
      if (sides.size() == before && place_may_be && !names_sides_after(slot, i, depth))
        c_.participants->find_place(argument.token, sides, is_force(*out.frame));
      // "A and B withdrew their patrols from the Bay of Piran", which is theirs
      if (slot.role == Role::kTarget && others.size() > 1 && !is_force(*out.frame) &&
          !c_.participants->is_actor(argument.token))
        sides.erase(std::remove_if(sides.begin() + static_cast<std::ptrdiff_t>(before), sides.end(),
                                   [&](std::uint32_t side) {
                                     return std::any_of(
                                         others.begin(), others.end(), [&](std::uint32_t other) {
                                           return c_.participants->same_country(other, side);
                                         });
                                   }),
                    sides.end());
      for (const std::uint32_t beside : children(*c_.analysis, argument.token))
        if (c_.analysis->tokens.deprel[beside] == Deprel::kConj &&
            !c_.participants->is_actor(beside))
          c_.participants->find_place(beside, sides,
                                      is_force(*out.frame));  // "to Riyadh, Abu Dhabi and Doha"
    }
    if (slot.must_be_foreign && is_home(others, sides, before)) {
      sides.resize(before);
      continue;
    }
    if (slot.role == Role::kTarget)
      sides.erase(std::remove_if(sides.begin() + static_cast<std::ptrdiff_t>(before), sides.end(),
                                 [&](std::uint32_t side) { return has(others, side); }),
                  sides.end());
    there = true;
    if (slot.role == Role::kTarget && sides.size() == before && argument.kind == ArgKind::kObj &&
        !argument.clausal && c_.analysis->tokens.upos[who] == Upos::kPropn)
      out.unknown_target = true;
    if (slot.role == Role::kTarget && argument.kind == ArgKind::kPrep && !sides.empty() &&
        !others.empty() && is_speech(*out.frame) &&
        std::all_of(sides.begin(), sides.end(), [&](std::uint32_t side) {
          return c_.participants->same_country(side, others[0]);
        })) {
      if (own.empty()) own = sides;
      sides.clear();
    }
  }
  if (sides.empty()) sides = std::move(own);
  // Of an act inside another, who does it is often said outside: "ordered the arrest of B".
  const bool may_be_outside = depth > 0 && slot.role != Role::kTarget;
  // A subject may be missing, but one that the line describes must be what it says.
  const bool asks = slot.sets.any() || !slot.fillers.empty() || slot.must_be_actor ||
                    slot.must_be_state || slot.must_be_foreign || slot.must_be_person;
  const bool may_be_missing = (slot.kinds & bit(ArgKind::kSubj)) != 0 && !asks;
  // "Is willing to send material": to whom an act inside another is done may be left open.
  const bool may_be_open = depth > 0 && !asks && slot.kinds == 0;
  // "Spoke on television": the other side, "with ...", must be there as any other.
  const bool side_is_known = sides.size() > (slot.role == Role::kBoth ? 1U : 0U);
  return there || slot.optional || (may_be_outside && !asks) || may_be_missing || may_be_open ||
         side_is_known;
}

bool FrameMatcher::fill_inner(const Slot& slot, const Frame& frame, int depth, Act& out) {
  if (depth >= kMaxNesting) return false;
  for (std::size_t i = 0; i < pool_[depth].size(); ++i) {
    const Argument argument = pool_[depth][i];
    if (!accepts(slot, argument)) continue;
    if (argument.clausal && !is_of_other_state(frame, argument.token, out)) continue;
    const std::uint32_t token = through(argument.token);
    if (is_description(*c_.analysis, argument)) continue;
    Act& inner = inner_[depth + 1];
    const bool known = match_at(token, depth + 1, inner);
    if (slot.must_be_act && !known) continue;
    const bool negated =
        c_.status->negated(*c_.analysis, *c_.words, token) && !is_of_another(argument, out);
    out.code = c_.table->compose(frame.op, known ? inner.code : CameoCode{}, negated);
    if (out.code.empty()) continue;
    if (argument.clausal && only_states(frame, slot, token, known, is_of_another(argument, out)))
      out.code = CameoCode::of("010");
    add_new(out.used, token);

    // "Claimed that they had attacked": nobody accuses himself.
    const bool own = known && argument.kind == ArgKind::kThat && !inner.sources.empty() &&
                     out.code.root() == 11 && asks(frame) &&
                     std::all_of(inner.sources.begin(), inner.sources.end(),
                                 [&](std::uint32_t side) { return has(out.sources, side); });
    if (own) out.code = CameoCode::of("010");
    if (known) {
      for (const std::uint32_t used : inner.used) add_new(out.used, used);
      // "That Iran was behind the killing": Iran, whoever was killed where.
      if (asks(frame) && c_.clauses->child(token, Deprel::kCop) != kNoToken)
        take_sides_of_words(frame, argument, token, out);
      out.fields |= inner.fields;
      out.depth = inner.depth + 1;
      if (!argument.clausal) take_owner(token, out);
      take_sides_of_inner(frame, inner, out);
    } else if (!argument.clausal && out.last == kNoToken) {
      out.last = token;
    }
    if (out.targets.empty()) take_sides_of_words(frame, argument, token, out);
    return true;
  }
  return slot.optional;
}

// "Rejected Trump's decision to recognise B": whose it is, before what it is about.
void FrameMatcher::take_owner(std::uint32_t token, Act& out) const {
  if (!out.targets.empty()) return;
  for (const std::uint32_t child : children(*c_.analysis, token))
    if (c_.analysis->tokens.subtype[child] == Subtype::kPoss &&
        c_.analysis->tokens.upos[child] != Upos::kPron)
      c_.participants->find(child, out.targets, true);
  std::erase_if(out.targets, [&](std::uint32_t side) { return has(out.sources, side); });
}

// "A asked B to free C": whom an appeal, demand or charge is addressed to is who would act; whom a
// promise, refusal or threat is meant for is whom the act would be done to.
void FrameMatcher::take_sides_of_inner(const Frame& frame, const Act& inner, Act& out) const {
  const auto take_from = [&](const std::vector<std::uint32_t>& from) {
    if (!out.targets.empty()) return;
    for (const std::uint32_t side : from)
      if (!has(out.sources, side)) add_new(out.targets, side);
  };
  const bool asked = asks(frame);
  take_from(asked ? inner.sources : inner.targets);
  take_from(asked ? inner.targets : inner.sources);
}

// Of an act that has no frame: whom a demand is addressed to is its subject, or whoever the thing
// demanded belongs to.
void FrameMatcher::take_sides_of_words(const Frame& frame, const Argument& argument,
                                       std::uint32_t token, Act& out) const {
  std::vector<std::uint32_t>& found = out.targets;
  if (!argument.clausal) {
    c_.participants->find(token, found);
  } else if (asks(frame)) {
    const std::uint32_t subject = c_.clauses->subject(token);
    if (subject != kNoToken) c_.participants->find(subject, found);
  }
  // "Rejected a call for its own peacekeepers to go to B"
  std::erase_if(found, [&](std::uint32_t side) {
    return std::any_of(out.sources.begin(), out.sources.end(), [&](std::uint32_t source) {
      return side == source || c_.participants->is_own_force(side, source);
    });
  });
}

bool FrameMatcher::is_speech(const Frame& frame) const {
  const int root =
      frame.op == kNoOperator ? frame.code.root() : c_.table->compose(frame.op, {}, false).root();
  return root == 2 || (root >= 9 && root <= 13);
}

bool FrameMatcher::asks(const Frame& frame) const {
  const int root = c_.table->compose(frame.op, {}, false).root();
  return root == 2 || root == 10 || root == 11;
}

void FrameMatcher::collect_words(std::uint32_t token, int depth, SetMask& words) const {
  if (depth >= 0) words |= c_.words->sets(token);
  if (depth >= kRefineDepth) return;
  for (const std::uint32_t child : children(*c_.analysis, token)) {
    const Deprel deprel = c_.analysis->tokens.deprel[child];
    if (deprel == Deprel::kNsubj || deprel == Deprel::kParataxis || deprel == Deprel::kPunct)
      continue;
    if (deprel == Deprel::kConj && c_.analysis->tokens.upos[child] == Upos::kVerb) continue;
    if (deprel == Deprel::kCcomp && depth <= 0 && c_.analysis->tokens.upos[child] == Upos::kVerb &&
        child < token)
      continue;
    collect_words(child, std::max(depth, 0) + 1, words);
  }
}

// The words that may call for a finer code: all below the act and its light verb but the subject,
// and what the subject of a passive or the kind of doer adds.
SetMask FrameMatcher::words_around(const Act& act, std::uint32_t subject) const {
  SetMask words;
  // "Dismissed an offer of talks": what an operator does is none of what it speaks of.
  const bool speaks = act.frame != nullptr && act.frame->op != kNoOperator &&
                      c_.analysis->tokens.upos[act.predicate] == Upos::kVerb;
  collect_words(act.predicate, speaks ? -1 : 0, words);
  if (act.verb != kNoToken && act.verb != act.predicate) collect_words(act.verb, 1, words);
  if (subject != kNoToken) collect_words(subject, kRefineDepth - 1, words);
  return words;
}

bool FrameMatcher::finish(const Frame& frame, int depth, Act& out) {
  // "B's plan is a non-starter, A said": told of its subject, by whoever says it.
  const bool told = c_.clauses->child(out.predicate, Deprel::kCop) != kNoToken &&
                    std::all_of(frame.slots.begin(), frame.slots.end(), [](const Slot& s) {
                      return s.role != Role::kSource && s.role != Role::kBoth;
                    });
  const bool noun = !told && out.verb == out.predicate && pos_at(out.predicate) == Frame::kNoun;
  const bool wants_target = frame.op != kNoOperator ||
                            std::any_of(frame.slots.begin(), frame.slots.end(), [](const Slot& s) {
                              return s.role == Role::kTarget || s.role == Role::kBoth;
                            });
  if (depth == 0) take_doer(depth, out);
  // "Is likely to stir up unrest": said by nobody
  if (is_by_speaker(frame) && (depth > 0 || out.targets.empty())) return false;
  if (depth == 0 && !noun) guess_source(out);
  if (depth == 0 && !noun && frame.op == kNoOperator) guess_ruler(frame.code.root(), depth, out);
  if (wants_target && !noun && (depth == 0 || !out.symmetric)) guess_target(frame, out);
  if (depth == 0 && noun) guess_side_of_occasion(frame, out), guess_helped(frame, out);
  const bool one_is_enough =
      frame.op != kNoOperator && !(out.sources.empty() && out.targets.empty());
  const bool only_said = frame.op == kNoOperator && frame.code.root() == 1;
  if (depth == 0 && noun && !one_is_enough && !only_said &&
      (out.symmetric ? out.sources.size() < 2 : out.sources.empty() || out.targets.empty()) &&
      !names_victim(frame, out))
    return false;
  if (frame.op == kNoOperator) {
    std::uint32_t subject = kNoToken;
    for (const Argument& argument : pool_[depth])
      if (frame.code.root() >= 15 &&
          (argument.kind == ArgKind::kSubj || argument.kind == ArgKind::kObj))
        subject = argument.token;
    out.code = frame.code;
    out.code = c_.table->refine(out.code, words_around(out, subject));
  } else {
    if (out.code.empty())
      out.code = c_.table->compose(frame.op, {}, false);  // "accused A", and of nothing
    out.code = c_.table->refine(out.code, words_around(out, kNoToken));
    if (out.code.empty()) return false;
  }
  out.type = frame.type;
  out.status = frame.status;
  out.fields |= frame.fields;
  join_sides(frame, depth, out);
  return true;
}

// "A and B agreed to meet", "A and B plan to cooperate": each with the other, whatever else stands
// in the clause.
void FrameMatcher::join_sides(const Frame& frame, int depth, Act& out) const {
  if (out.symmetric || frame.op == kNoOperator || out.sources.size() < 2) return;
  const int root = out.code.root();
  if (root < 3 || root > 6) return;
  const bool two = std::any_of(out.sources.begin() + 1, out.sources.end(), [&](std::uint32_t side) {
    return c_.participants->has_country(side) && c_.participants->has_country(out.sources[0]) &&
           !c_.participants->same_country(side, out.sources[0]);
  });
  const bool inner_is = out.depth > 0 && inner_[depth + 1].symmetric;
  if (!two || (!inner_is && !out.guessed && !out.targets.empty())) return;
  out.symmetric = true;
  out.targets.clear();
}

bool FrameMatcher::try_frame(const Frame& frame, std::uint32_t predicate, int depth, Act& out) {
  const std::uint32_t verb = out.verb;
  out.clear();
  out.frame = &frame;
  out.predicate = predicate;
  out.verb = verb;
  out.symmetric = frame.symmetric;
  pool_[depth].resize(own_[depth]);
  // Checks, then the sides (an inner act's own are weighed against them), then the act inside.
  for (const Role pass : {Role::kCheck, Role::kSource, Role::kInner}) {
    for (const Slot& slot : frame.slots) {
      const bool side =
          slot.role == Role::kSource || slot.role == Role::kTarget || slot.role == Role::kBoth;
      if (pass == Role::kSource ? !side : slot.role != pass) continue;
      if (fill(slot, frame, depth, out)) continue;
      if (depth == 0)
        refuse(frame, predicate,
               slot.absent ? "something stands where nothing may" : "nothing fits", &slot);
      return false;
    }
  }
  if (finish(frame, depth, out)) return true;
  if (depth == 0) refuse(frame, predicate, "a noun by itself must have both sides beside it");
  return false;
}

// The arguments of the word itself and, for a noun under a light verb, those of the verb.
void FrameMatcher::gather(std::uint32_t predicate, int depth, Act& out) {
  const TokenTable& tokens = c_.analysis->tokens;
  c_.clauses->arguments(predicate, pool_[depth]);
  out.verb = predicate;
  if (depth == 0) supported_ = false;
  const std::uint32_t above = tokens.head[predicate];
  if (tokens.deprel[predicate] == Deprel::kCop) out.verb = above;  // whose tense it carries
  if (pos_of(tokens.upos[predicate]) == Frame::kNoun && above != kNoToken &&
      (c_.words->sets(above) & c_.support).any() && !is_setting(*c_.analysis, predicate)) {
    const Deprel deprel = tokens.deprel[predicate];
    if (deprel == Deprel::kObj || deprel == Deprel::kObl ||
        (deprel == Deprel::kNsubj && tokens.subtype[predicate] == Subtype::kPass)) {
      c_.clauses->arguments(above, more_[depth]);
      for (const Argument& argument : more_[depth])
        if (argument.token != predicate && argument.kind != ArgKind::kObj)
          pool_[depth].push_back(argument);
      out.verb = above;
      if (depth == 0) supported_ = true;
    }
  }
  // "Told reporters on Tuesday": a day is nothing that a word speaks of.
  std::erase_if(pool_[depth], [&](const Argument& argument) {
    return argument.kind == ArgKind::kPrep && argument.word == c_.on &&
           c_.participants->is_time(argument.token);
  });
  if (pos_of(tokens.upos[predicate]) == Frame::kNoun) lend_doer(predicate, depth);
  own_[depth] = pool_[depth].size();
}

// "The arrest of the leader by police": trees hang the police on the leader.
void FrameMatcher::lend_doer(std::uint32_t predicate, int depth) {
  for (const std::uint32_t below : children(*c_.analysis, predicate))
    if (c_.analysis->tokens.deprel[below] == Deprel::kNmod &&
        c_.clauses->preposition(below) == c_.of)
      for (const std::uint32_t c : children(*c_.analysis, below))
        if (c_.analysis->tokens.deprel[c] == Deprel::kNmod && case_of(*c_.analysis, c) == "by")
          pool_[depth].push_back({ArgKind::kPrep, c_.clauses->preposition(c), c, false, 1});
}

bool FrameMatcher::match_next(std::uint32_t predicate, std::size_t& next, Act& out) {
  return match_from(predicate, 0, next, out);
}

bool FrameMatcher::match_at(std::uint32_t predicate, int depth, Act& out) {
  std::size_t first = 0;
  return match_from(predicate, depth, first, out);
}

// "Police arrest a man": a noun, says the reader, though it has a subject and an object.
std::uint8_t FrameMatcher::pos_at(std::uint32_t token) const {
  const std::uint8_t pos = pos_of(c_.analysis->tokens.upos[token]);
  if (pos != Frame::kNoun || c_.clauses->child(token, Deprel::kNsubj) == kNoToken ||
      c_.clauses->child(token, Deprel::kObj) == kNoToken)
    return pos;
  return Frame::kVerb;
}

bool FrameMatcher::match_from(std::uint32_t predicate, int depth, std::size_t& next, Act& out) {
  const auto frames = c_.table->frames(c_.words->lemma(predicate));
  const std::uint8_t pos = pos_at(predicate);
  if (frames.empty() || pos == 0) return false;
  if (pos == Frame::kVerb && c_.analysis->tokens.deprel[predicate] == Deprel::kAmod)
    return false;  // "proposed changes"
  out.clear();
  gather(predicate, depth, out);
  for (; next < frames.size(); ++next) {
    if ((frames[next].pos & pos) == 0 || !try_frame(frames[next], predicate, depth, out)) continue;
    ++next;
    return true;
  }
  return false;
}

}  // namespace entente
