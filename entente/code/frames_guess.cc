// Whom a clause below speaks of and whether it asks at all; and the sides that do not stand where a
// frame says: looked for in the clause, below it, in what it is the occasion of, and in places.
// Tested by frames_test.cc and events_test.cc.
#include <algorithm>

#include "entente/code/frames.h"
#include "entente/code/side_lists.h"
#include "entente/code/tree.h"

namespace entente {

// "Warned that the storm could bring a flood": of a thing that nobody threatens with.
bool FrameMatcher::is_forecast(std::uint32_t clause) const {
  const std::uint32_t subject = c_.clauses->subject(clause);
  if (subject == kNoToken || c_.analysis->tokens.upos[subject] == Upos::kPron) return false;
  const auto menaces = [&](std::uint32_t token) {
    return (c_.words->sets(token) & c_.menace).any();
  };
  std::vector<std::uint32_t> who;  // "that NATO's expansion would lead to ..."
  if (c_.participants->find(subject, who) || menaces(subject) || menaces(clause)) return false;
  return std::none_of(children(*c_.analysis, clause).begin(), children(*c_.analysis, clause).end(),
                      menaces);
}

// "B plays with fire", whoever says so: a line that names no source.
bool FrameMatcher::is_by_speaker(const Frame& frame) {
  const auto of_subject = [](const Slot& s) {
    return s.role == Role::kTarget && (s.kinds & (1U << static_cast<int>(ArgKind::kSubj))) != 0;
  };
  return std::any_of(frame.slots.begin(), frame.slots.end(), of_subject) &&
         std::none_of(frame.slots.begin(), frame.slots.end(), [](const Slot& s) {
           return s.role == Role::kSource || s.role == Role::kBoth || s.role == Role::kInner;
         });
}

// "Suggested that the plan had failed", "claimed that attacks were fewer", "warned that winter is
// near": what kind of clause stands below decides if anything is asked, charged or threatened.
bool FrameMatcher::only_states(const Frame& frame, const Slot& slot, std::uint32_t clause,
                               bool known, bool of_another) const {
  const Analysis& analysis = *c_.analysis;
  const Deprel below = analysis.tokens.deprel[clause];
  if (below != Deprel::kCcomp && below != Deprel::kParataxis) return false;
  const int root = c_.table->compose(frame.op, {}, false).root();
  bool past =
      analysis.has_feat(clause, "Tense", "Past") && analysis.has_feat(clause, "VerbForm", "Fin");
  // "Demanded that Iran stop" asks, whatever person or tense the reader sees in "stop".
  if (root == 10 && analysis.lemma(analysis.tokens.head[clause]) == "demand") return false;
  const std::string_view verb = analysis.lower(clause);
  const bool inflected = verb != analysis.lemma(clause) && verb.ends_with("s");
  if (root == 2 || root == 10)
    past &= verb.ends_with("ed") || verb == "went" || verb == "took" || verb == "had";
  bool told = past || (inflected && analysis.has_feat(clause, "Person", "3")), may = false;
  bool perhaps = false;  // "a clash suggested it might be drawn in"
  for (const std::uint32_t c : children(analysis, clause)) {
    const Deprel deprel = analysis.tokens.deprel[c];
    const std::string_view form = analysis.lower(c);
    if (deprel == Deprel::kMark && (form == "if" || form == "whether") && root != 2 && root != 10)
      return false;
    // "Asked if the rule would stay": a question
    if (deprel == Deprel::kMark && (form == "if" || form == "whether") && root == 2) return true;
    if (deprel != Deprel::kAux && deprel != Deprel::kCop) continue;
    if (form == "be" && !may) return false;  // "demanded that he be freed"
    if (form == "must" || form == "should" || form == "ought") {
      if (root != 11) return false;
      may = true;
    }
    if (form == "will" || form == "would" || form == "could" || form == "can" || form == "may" ||
        form == "might" || form == "shall" || form == "'ll" || form == "wo")
      may = true;
    perhaps |= form == "may" || form == "might";
    told = true;
  }
  if (!told) return false;
  // "Suggested they could return", "insisted he would stay"
  const std::string_view speech = analysis.lemma(analysis.tokens.head[clause]);
  perhaps |= may && (speech == "suggest" || (speech == "insist" && !of_another));
  switch (root) {
    case 2:
    case 3:
    case 10:
      return !may || perhaps;
    case 11: {
      const bool addressed = std::any_of(frame.slots.begin(), frame.slots.end(),
                                         [](const Slot& s) { return s.role == Role::kTarget; });
      return !known && !addressed && slot.fillers.empty() && slot.sets.none();
    }
    case 13:
      if (may) return is_forecast(clause) && (!known || !c_.clauses->is_passive(clause));
      // "Warned that A is still a threat" speaks of what A does.
      return (!known || of_another) && slot.fillers.empty() && slot.sets.none();
    default:
      return false;
  }
}

// "Agreed that Iran should not have the bomb": what somebody else is not to do, no refusal.
bool FrameMatcher::is_of_another(const Argument& argument, const Act& act) const {
  if (argument.kind != ArgKind::kThat) return false;
  const std::uint32_t subject = c_.clauses->subject(argument.token);
  if (subject == kNoToken || c_.analysis->tokens.upos[subject] == Upos::kPron) return false;
  std::vector<std::uint32_t> others;
  c_.participants->find(subject, others);
  return std::none_of(others.begin(), others.end(),
                      [&](std::uint32_t side) { return has(act.sources, side); });
}

// "A says B shelters rebels" charges B, "A says the drought will undermine growth" nobody: where
// the line wants a state to charge, what it says must be of another state.
bool FrameMatcher::is_of_other_state(const Frame& frame, std::uint32_t clause,
                                     const Act& out) const {
  if (!asks(frame) || c_.table->compose(frame.op, {}, false).root() != 11) return true;
  const bool wants = std::any_of(frame.slots.begin(), frame.slots.end(), [](const Slot& s) {
    return s.role == Role::kSource && s.must_be_state;
  });
  if (!wants) return true;
  const std::uint32_t subject = c_.clauses->subject(clause);
  std::vector<std::uint32_t> who;
  if (subject == kNoToken || !c_.participants->is_state(subject) ||
      !c_.participants->find(subject, who, true) || out.sources.empty())
    return false;
  return !c_.participants->same_country(who[0], out.sources[0]);
}

// "Rejects Chinese renaming of places in A", "a French demand for ...": who the thing refused comes
// from stands before it, what it is about behind.
bool FrameMatcher::take_owner_of_object(const Slot& slot, int depth, Act& out) const {
  constexpr std::uint16_t kBefore =
      (1U << static_cast<int>(ArgKind::kPoss)) | (1U << static_cast<int>(ArgKind::kMod));
  if ((slot.kinds & kBefore) != kBefore || out.frame->op == kNoOperator) return false;
  const bool speaks_of_object =
      std::any_of(out.frame->slots.begin(), out.frame->slots.end(), [](const Slot& s) {
        return s.role == Role::kInner && (s.kinds & (1U << static_cast<int>(ArgKind::kObj))) != 0;
      });
  if (!speaks_of_object) return false;
  for (const Argument& argument : pool_[depth]) {
    if (argument.kind != ArgKind::kObj || argument.clausal) continue;
    for (const std::uint32_t c : children(*c_.analysis, argument.token)) {
      const bool before = c_.analysis->tokens.subtype[c] == Subtype::kPoss ||
                          c_.analysis->tokens.deprel[c] == Deprel::kAmod ||
                          c_.analysis->tokens.deprel[c] == Deprel::kCompound;
      if (!before || c_.analysis->tokens.upos[c] == Upos::kPron || !c_.participants->is_actor(c))
        continue;
      c_.participants->find(c, out.targets, true);
    }
    std::erase_if(out.targets, [&](std::uint32_t side) {
      return !c_.participants->has_country(side) ||
             std::any_of(out.sources.begin(), out.sources.end(), [&](std::uint32_t source) {
               return c_.participants->same_country(side, source);
             });
    });
  }
  return !out.targets.empty();
}

// A finite verb whose subject the tree has lost: the first actor before it in its own clause.
void FrameMatcher::guess_source(Act& out) const {
  if (!out.sources.empty() || c_.clauses->is_passive(out.verb)) return;
  if (c_.clauses->subject(out.verb) != kNoToken) return;
  switch (c_.analysis->tokens.deprel[out.verb]) {
    case Deprel::kRoot:
    case Deprel::kCcomp:
    case Deprel::kParataxis:
      break;
    default:
      return;
  }
  const std::uint32_t actor = c_.participants->first_before(out.verb);
  if (actor == Participants::kNone || has(out.targets, actor)) return;
  out.sources.push_back(actor);
  out.guessed = true;
}

// "A bomb claimed by A", "mines laid by rebels", "rockets fired by A", "an attack blamed on A": who
// did what the noun names, where the frame's own places name nobody.
void FrameMatcher::take_doer(int depth, Act& out) const {
  static constexpr std::string_view kDone[] = {
      "claim",      "lay",      "plant",    "launch", "fire", "carry", "conduct", "stage",
      "mount",      "set",      "commit",   "throw",  "hurl", "drop",  "lob",     "detonate",
      "perpetrate", "organise", "organize", "lead",   "call", "fly",   "operate", "wage"};
  if (!out.sources.empty() || out.symmetric) return;
  const TokenTable& tokens = c_.analysis->tokens;
  const auto look_at = [&](std::uint32_t noun) {
    if (noun == kNoToken || tokens.upos[noun] != Upos::kNoun || !out.sources.empty()) return;
    for (const std::uint32_t verb : children(*c_.analysis, noun)) {
      if (tokens.deprel[verb] != Deprel::kAcl || tokens.upos[verb] != Upos::kVerb) continue;
      const std::string_view lemma = c_.analysis->lemma(verb);
      const bool done = std::find(std::begin(kDone), std::end(kDone), lemma) != std::end(kDone);
      for (const std::uint32_t who : children(*c_.analysis, verb)) {
        const std::string_view how = case_of(*c_.analysis, who);
        if (tokens.deprel[who] == Deprel::kObl &&
            ((done && how == "by") || (lemma == "blame" && how == "on") ||
             (lemma == "attribute" && how == "to")))
          c_.participants->find(who, out.sources, true);
      }
    }
    std::erase_if(out.sources, [&](std::uint32_t side) { return has(out.targets, side); });
  };
  look_at(out.predicate);
  for (const std::uint32_t noun : out.used) look_at(noun);
  for (const Argument& argument : pool_[depth])
    if (argument.kind == ArgKind::kSubj) look_at(argument.token);
}

// "Was arrested in Lebanon": where nobody is said to act, and the act is one of those in authority,
// it is whoever rules the place.
void FrameMatcher::guess_ruler(int root, int depth, Act& out) const {
  if (!out.sources.empty() || !c_.clauses->is_passive(out.verb)) return;
  if (root != 8 && root != 9 && root != 11 && root != 15 && root != 16 && root != 17) return;
  for (const Argument& argument : pool_[depth]) {
    if (argument.kind != ArgKind::kPrep || argument.word != c_.in || argument.distance > 0)
      continue;
    if (!c_.participants->find_place(argument.token, out.sources)) continue;
    if (root == 15)  // "Troops were deployed in Harare"
      std::erase_if(out.targets, [&](std::uint32_t side) { return has(out.sources, side); });
    std::erase_if(out.sources, [&](std::uint32_t side) { return has(out.targets, side); });
    out.guessed = true;
    return;
  }
  if (root != 8) return;
  // "A journalist held in Norway was released"
  const TokenTable& tokens = c_.analysis->tokens;
  for (const Argument& argument : pool_[depth]) {
    if (argument.kind != ArgKind::kObj) continue;
    for (const std::uint32_t held : children(*c_.analysis, argument.token))
      for (const std::uint32_t where : children(*c_.analysis, held))
        if (tokens.deprel[held] == Deprel::kAcl && tokens.deprel[where] == Deprel::kObl &&
            c_.clauses->preposition(where) == c_.in && out.sources.empty())
          c_.participants->find_place(where, out.sources);
  }
  std::erase_if(out.sources, [&](std::uint32_t side) { return has(out.targets, side); });
  out.guessed |= !out.sources.empty();
}

// The side that is not where the frame says: somebody else in the clause, then in the clauses below
// it, then the country of the place where it is done.
void FrameMatcher::guess_target(const Frame& frame, Act& out) const {
  if (out.symmetric ? out.sources.size() > 1 : !out.targets.empty()) return;
  std::vector<std::uint32_t>& side = out.symmetric ? out.sources : out.targets;
  // "Urged Europe to wait", "asked the court to stop B": he who is asked is said, and unknown.
  if (out.unknown_target && is_speech(frame) && !out.symmetric) return;
  const int root = frame.op != kNoOperator ? out.code.root() : frame.code.root();
  // "Scrambled jets", "froze assets": what the frame asks for is the means, not whom it is meant
  // for.
  std::vector<std::uint32_t> known = out.sources;
  if (root == 15)
    for (const std::uint32_t token : out.used) c_.participants->find(token, known);
  std::uint32_t other = c_.participants->other_in_clause(out.verb, known, false);
  // Nobody meets or agrees with his own ministry.
  if (out.symmetric && other != Participants::kNone && !out.sources.empty() &&
      c_.participants->same_country(other, out.sources[0]))
    other = Participants::kNone;
  // "A and B agreed to reopen their embassies": with each other.
  if (other != Participants::kNone && root <= 9 && out.sources.size() > 1 &&
      std::any_of(out.sources.begin(), out.sources.end(), [&](std::uint32_t source) {
        return c_.participants->same_country(other, source);
      }))
    other = Participants::kNone;
  // "Returned the statue that was stolen from a temple in Cambodia", "for those hit in Yemen".
  const bool gives = root == 7 || frame.code.view() == "045" || frame.code.starts_with("084") ||
                     frame.code.starts_with("055");
  if (other == Participants::kNone && root > 14 && !out.symmetric &&
      c_.participants->find_place_in_clause(out.verb, false, side, is_force(frame))) {
    out.guessed = true;
    return;
  }
  // "Agreed to set up a centre in Tokyo", "is ready to help people in Somalia"; not "to meet in
  // Geneva".
  const bool offers = root == 3 && frame.op != kNoOperator && !out.symmetric &&
                      !out.code.starts_with("036") && !out.code.starts_with("039");
  if (other == Participants::kNone && (gives || offers || root >= 10)) {
    other = c_.participants->other_in_clause(out.verb, out.sources, true, root > 14);
    if ((offers || out.symmetric) && other != Participants::kNone && !out.sources.empty() &&
        c_.participants->same_country(other, out.sources[0]))
      other = Participants::kNone;
  }
  if (other != Participants::kNone)
    side.push_back(other);
  else if (offers) {
    if (!c_.participants->find_place_in_clause(out.verb, true, side)) return;
  } else if (root < 7 || root == 9 || (root >= 10 && root <= 13) ||
             !c_.participants->find_place_in_clause(out.verb, root == 7, side, is_force(frame))) {
    if (gives) guess_receiver(out);
    return;
  }
  out.guessed = true;
  if (!gives || out.sources.empty() || !c_.clauses->is_passive(out.verb)) return;
  // "Was donated by Norway": the giver's own country is not where it went.
  std::erase_if(side, [&](std::uint32_t s) {
    return !c_.participants->is_own_force(s, out.sources[0]) &&
           c_.participants->same_country(s, out.sources[0]);
  });
  if (side.empty()) guess_receiver(out);
}

// "Food donated by A arrived in B", "fight with rifles supplied by A": to whom stands in the clause
// that the thing given is in.
void FrameMatcher::guess_receiver(Act& out) const {
  const TokenTable& tokens = c_.analysis->tokens;
  if (tokens.deprel[out.verb] != Deprel::kAcl || out.sources.empty() || out.symmetric) return;
  const std::uint32_t thing = tokens.head[out.verb];
  const std::uint32_t verb = tokens.head[thing];
  if (verb == kNoToken || tokens.upos[verb] != Upos::kVerb) return;
  std::vector<std::uint32_t> who;
  if (tokens.deprel[thing] != Deprel::kNsubj)
    if (const std::uint32_t subject = c_.clauses->subject(verb); subject != kNoToken)
      c_.participants->find(subject, who, true);
  if (who.empty()) c_.participants->find_place_in_clause(verb, false, who);
  std::erase_if(who, [&](std::uint32_t side) {
    return !c_.participants->has_country(side) ||
           c_.participants->same_country(side, out.sources[0]);
  });
  if (who.empty()) return;
  out.targets.assign(1, who[0]);
  out.guessed = true;
}

// "The killing of three students set off riots": told as news where it is what the clause is about.
bool FrameMatcher::names_victim(const Frame& frame, const Act& act) const {
  if (act.targets.empty() || (frame.code.root() != 18 && frame.code.root() != 20)) return false;
  const TokenTable& tokens = c_.analysis->tokens;
  const std::uint32_t verb = tokens.head[act.predicate];
  return tokens.deprel[act.predicate] == Deprel::kNsubj && verb != kNoToken &&
         tokens.upos[verb] == Upos::kVerb && tokens.deprel[verb] == Deprel::kRoot;
}

// "After talks with his Finnish counterpart, X said ...", "during a visit to Tbilisi, X met ...":
// the side that is not named is who acts in the clause whose occasion it is.
void FrameMatcher::guess_side_of_occasion(const Frame& frame, Act& out) const {
  const TokenTable& tokens = c_.analysis->tokens;
  const std::uint32_t verb = tokens.head[out.predicate];
  // "The premier, on a visit to B, ...": he.
  const bool of_noun = verb != kNoToken && tokens.deprel[out.predicate] == Deprel::kNmod &&
                       c_.participants->is_actor(verb);
  if (frame.op != kNoOperator || frame.code.root() != 4 || verb == kNoToken ||
      (!of_noun &&
       (tokens.deprel[out.predicate] != Deprel::kObl || tokens.upos[verb] != Upos::kVerb)))
    return;
  if (out.symmetric ? out.sources.size() != 1 : !out.sources.empty() || out.targets.empty()) return;
  const std::string_view how = case_of(*c_.analysis, out.predicate);
  if (how != "after" && how != "during" && how != "in" && how != "at" && how != "on" &&
      how != "following")
    return;
  const std::uint32_t subject = of_noun ? verb : c_.clauses->subject(verb);
  if (subject == kNoToken) return;
  const std::uint32_t known = out.symmetric ? out.sources[0] : out.targets[0];
  std::vector<std::uint32_t> who;
  c_.participants->find(subject, who, true);
  std::erase_if(who, [&](std::uint32_t side) {
    return !c_.participants->has_country(side) || c_.participants->same_country(side, known);
  });
  for (const std::uint32_t side : who) add_new(out.sources, side);
}

// "Thanked Russia for its help": the help was to whoever thanks.
void FrameMatcher::guess_helped(const Frame& frame, Act& out) const {
  const TokenTable& tokens = c_.analysis->tokens;
  const std::uint32_t verb = tokens.head[out.predicate];
  if (frame.op != kNoOperator || frame.code.root() != 7 || out.sources.empty() ||
      !out.targets.empty() || verb == kNoToken || c_.analysis->lemma(verb) != "thank")
    return;
  const std::uint32_t subject = c_.clauses->subject(verb);
  if (subject != kNoToken) c_.participants->find(subject, out.targets, true);
  std::erase_if(out.targets, [&](std::uint32_t side) {
    return c_.participants->same_country(side, out.sources[0]);
  });
}

// "Launched an effort between A and B in the Kashmir crisis": A and B, wherever the place stands.
bool FrameMatcher::names_sides_after(const Slot& slot, std::size_t i, int depth) const {
  return std::any_of(pool_[depth].begin() + static_cast<std::ptrdiff_t>(i) + 1, pool_[depth].end(),
                     [&](const Argument& argument) {
                       if (argument.kind != ArgKind::kPrep || !accepts(slot, argument) ||
                           !c_.participants->is_actor(argument.token))
                         return false;
                       return joins_sides(case_of(*c_.analysis, argument.token));
                     });
}

}  // namespace entente
