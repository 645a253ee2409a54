// A sentence is walked from its root down, so that "agreed to withdraw" is seen before "withdraw"
// and speaks for it: a word used by an act above is no act of its own. What a frame found then
// passes the stance of its clause: "will" turns an act into the intention to do it, "will not" into
// its refusal, "must" in somebody's mouth into a demand of his. Which code that gives is said by
// compose.tsv under the operators `future`, `reject` and `demand`.
// Tested by events_test.cc.
#include "entente/code/events.h"

#include <algorithm>
#include <cmath>

#include "entente/code/purposes.h"
#include "entente/code/same_act.h"
#include "entente/code/side_lists.h"

namespace entente {
namespace {

constexpr int kMaxTries = 4;   // frames of a word that may be refused before it is no act
constexpr Day kNewsDays = 60;  // an act this long before the report is background

bool is_noun(Upos upos) { return upos == Upos::kNoun || upos == Upos::kPropn; }

bool is_number(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return (c >= '0' && c <= '9') || c == '-'; });
}

// The noun that "during", "after" at `t` opens: "agreed to share data during talks with B" tells
// the talks, though they stand below what was agreed. kNoToken: no such word.
std::uint32_t occasion_at(const Analysis& analysis, std::uint32_t top, std::uint32_t t) {
  if (analysis.tokens.deprel[t] != Deprel::kCase) return kNoToken;
  const std::string_view form = analysis.lower(t);
  if (form != "during" && form != "after" && form != "following") return kNoToken;
  const std::uint32_t noun = analysis.tokens.head[t];
  return noun != kNoToken && noun != top && analysis.tokens.deprel[noun] == Deprel::kObl ? noun
                                                                                         : kNoToken;
}

}  // namespace

EventCoder::EventCoder(Vocabulary vocabulary, WordSets sets)
    : vocabulary_(std::move(vocabulary)), sets_(std::move(sets)), function_words_(vocabulary_) {}

Result<EventCoder> EventCoder::load(const Lexicons& lexicons) {
  Vocabulary vocabulary;
  WordSets sets;
  ENTENTE_TRY(const TableView set_table, lexicons.table("code.sets"));
  ENTENTE_CHECK(sets.load(set_table, vocabulary));
  EventCoder out(std::move(vocabulary), std::move(sets));
  ENTENTE_TRY(out.status_, StatusReader::load(lexicons, out.vocabulary_, out.sets_));
  ENTENTE_TRY(out.plover_, Plover::load(lexicons));
  ENTENTE_TRY(out.confidence_, ConfidenceModel::load(lexicons, out.sets_));
  ENTENTE_TRY(out.frames_, FrameTable::load(lexicons, out.vocabulary_, out.sets_));
  const auto set_of = [&](std::string_view name, SetMask& mask) {
    SetId id = 0;
    if (out.sets_.find(name, id)) mask.set(id);
  };
  set_of("&SUPPORT_VERB", out.support_);
  set_of("&TRANSPARENT", out.transparent_);
  set_of("&MENACE", out.menace_);
  set_of("&SIDES", out.sides_);
  set_of("&SUBJECT_CONTROL", out.clause_sets_.subject_control);
  set_of("&SAY", out.clause_sets_.say);
  set_of("&DOCUMENT", out.clause_sets_.document);
  set_of("&ACTIVE", out.clause_sets_.active);
  set_of("&TOPIC", out.topic_);
  for (const char* kind :
       {"&CITIZENS", "&LEADER", "&TROOPS", "&BOMB", "&AIR", "&HEAVY", "&GUN", "&ATTACK", "&DRONE",
        "&CHEMICAL", "&ARMS", "&SUICIDE", "&ROADSIDE", "&CAR_BOMB", "&PROTEST", "&COURT", "&SIDES"})
    set_of(kind, out.doers_);
  const auto operator_of = [&](std::string_view name) {
    return out.frames_.find_operator(name).value_or(kNoOperator);
  };
  out.must_ = out.frames_.frames(out.vocabulary_.find("@must"));
  out.future_ = operator_of("future");
  out.demand_ = operator_of("demand");
  out.reject_ = operator_of("reject");
  if (out.future_ == kNoOperator || out.demand_ == kNoOperator || out.reject_ == kNoOperator)
    return Error{ErrorCode::kBadModel,
                 "compose.tsv must have the operators future, demand and reject",
                 "data/en/compose.tsv", 0};
  return out;
}

void EventCoder::note(const Scene& scene, std::uint32_t token, std::string text) const {
  if (scene.trace == nullptr) return;
  scene.trace->lines.push_back({"code", scene.analysis.tokens.sentence[token], std::move(text)});
}

void EventCoder::code(const Document& document, const Analysis& analysis, Resolution& resolution,
                      const Extents& extents, const FieldMarks& fields,
                      const DocumentCountries& countries, AddedActors& added, Workspace& workspace,
                      std::vector<Event>& out, Trace* trace) const {
  workspace.words.reset(vocabulary_, sets_, analysis);
  workspace.clauses.reset(analysis, workspace.words, function_words_, clause_sets_);
  workspace.participants.reset(
      {&document, &analysis, &resolution, &countries, &added, &workspace.words, sides_});
  workspace.matcher.reset({&frames_, &analysis, &workspace.words, &workspace.clauses,
                           &workspace.participants, &status_, support_, transparent_, menace_,
                           function_words_.of, function_words_.in, function_words_.on, trace});
  workspace.used.assign(analysis.tokens.size(), 0);
  confidence_.read_document(document, analysis, resolution, workspace.words, workspace.cues);
  const Scene scene{document, analysis, resolution, extents, fields, workspace, trace};
  for (std::uint32_t sentence = 0; sentence < analysis.sentences.size(); ++sentence)
    code_sentence(scene, sentence, out);
}

void EventCoder::code_sentence(const Scene& scene, std::uint32_t sentence,
                               std::vector<Event>& out) const {
  const Sentence& span = scene.analysis.sentences[sentence];
  std::vector<std::uint32_t>& order = scene.workspace.order;
  order.clear();
  for (std::uint32_t token = span.first; token < span.last; ++token)
    if (scene.analysis.tokens.head[token] == kNoToken) order.push_back(token);
  for (std::size_t i = 0; i < order.size(); ++i)
    for (const std::uint32_t child : children(scene.analysis, order[i])) order.push_back(child);
  const std::size_t before = out.size();
  for (const std::uint32_t token : order) {
    if (scene.workspace.used[token] != 0) continue;
    Event event;
    scene.workspace.first_of_sentence = out.size() == before;
    if (!find_event(scene, sentence, token, event)) continue;
    mark_used(scene, scene.workspace.act);
    share_target(scene, std::span(out).subspan(before), event);
    const auto known = std::find_if(
        out.begin() + static_cast<std::ptrdiff_t>(before), out.end(), [&](const Event& e) {
          if (e.type != event.type) return false;
          return (e.status == event.status && same_sides(e, event)) ||
                 (scene.workspace.names_again &&
                  same_countries(scene.resolution.actors, e, event)) ||
                 (!scene.workspace.veto && tells_more(scene.resolution.actors, e, event));
        });
    if (known != out.end()) {
      if (!scene.workspace.veto) add_details(event, *known);
      note(scene, token, "the same act between the same sides stands in this sentence already");
    } else if (scene.workspace.veto) {
      note(scene, token, "dropped: hardly an event of politics");
    } else {
      out.push_back(std::move(event));
    }
  }
  std::stable_sort(
      out.begin() + static_cast<std::ptrdiff_t>(before), out.end(),
      [](const Event& a, const Event& b) { return a.trigger.begin < b.trigger.begin; });
}

// "Protested against A's dam and requested a revision": of A, who the verb before was aimed at.
void EventCoder::share_target(const Scene& scene, std::span<const Event> told, Event& event) const {
  const TokenTable& tokens = scene.analysis.tokens;
  const Act& act = scene.workspace.act;
  const int root = act.code.root();
  if (!event.targets.empty() || act.symmetric || tokens.deprel[act.verb] != Deprel::kConj ||
      (root != 2 && (root < 10 || root > 13)))
    return;
  const std::uint32_t joined = tokens.head[act.verb];
  for (const Event& e : told) {
    if (e.targets.empty() || e.sources != event.sources || e.trigger.begin > tokens.begin[joined] ||
        e.trigger.end <= tokens.begin[joined])
      continue;
    event.targets = e.targets;
    return;
  }
}

// CAMEO's 01: something is said, nothing is done, and what it speaks of is not told either.
bool EventCoder::is_statement(const Act& act) const {
  return act.code.root() == 1 && plover_.find(act.code.view()) == nullptr;
}

// The first of the word's frames whose act has the sides and the stance that an event needs.
bool EventCoder::find_event(const Scene& scene, std::uint32_t sentence, std::uint32_t token,
                            Event& event) const {
  if (is_aim(scene.analysis, token)) {
    for (std::uint32_t t = scene.extents.first(token); t < scene.extents.last(token); ++t)
      scene.workspace.used[t] = 1;
    return false;
  }
  if (!frames_.frames(scene.workspace.words.lemma(token)).empty()) {
    std::size_t next = 0;
    for (int tries = 0; tries < kMaxTries; ++tries) {
      if (!scene.workspace.matcher.match_next(token, next, scene.workspace.act)) break;
      event = Event{};
      if (is_statement(scene.workspace.act)) {  // "declined to comment on the attack"
        note(scene, token, frames_.place(*scene.workspace.act.frame) + ": a statement, no event");
        mark_used(scene, scene.workspace.act);
        return false;
      }
      if (make_event(scene, sentence, event)) return true;
    }
  }
  event = Event{};
  return match_obligation(scene, token) && make_event(scene, sentence, event);
}

// Any verb of a reported clause under "must", "should", "need to": the frame of the word `@must`.
bool EventCoder::match_obligation(const Scene& scene, std::uint32_t token) const {
  const TokenTable& tokens = scene.analysis.tokens;
  if (tokens.upos[token] != Upos::kVerb || must_.empty()) return false;
  if (tokens.deprel[token] != Deprel::kCcomp && tokens.deprel[token] != Deprel::kConj &&
      tokens.deprel[token] != Deprel::kRoot && tokens.deprel[token] != Deprel::kParataxis &&
      tokens.deprel[token] != Deprel::kXcomp &&
      scene.workspace.clauses.speech_over(token) == kNoToken)
    return false;
  // "Needs to do more": the obligation is the verb above.
  const bool by_verb = tokens.deprel[token] == Deprel::kXcomp;
  if (by_verb) {
    const std::string_view above = scene.analysis.lemma(tokens.head[token]);
    if (above != "need" && above != "have" && above != "ought") return false;
  }
  if (!by_verb && scene.workspace.clauses.child(token, Deprel::kAux) == kNoToken) return false;
  const Stance stance =
      status_.read(scene.analysis, scene.workspace.words, scene.workspace.clauses, token);
  if (!stance.obligation || stance.conditional || stance.reporting_verb == kNoToken) return false;
  Act& act = scene.workspace.act;
  act.clear();
  act.frame = &must_.front();
  act.predicate = act.verb = token;
  const std::uint32_t subject = scene.workspace.clauses.subject(token);
  return subject != kNoToken && scene.workspace.participants.find(subject, act.sources);
}

// "Must" in a report: whoever is reported demands it of whoever must. False: nobody is said to want
// it.
bool EventCoder::ask_of_subject(const Scene& scene, const Stance& stance, Act& act) const {
  if (stance.reporting_verb == kNoToken) return false;
  const std::uint32_t speaker = scene.workspace.clauses.subject(stance.reporting_verb);
  std::vector<std::uint32_t> speakers;
  if (speaker == kNoToken || !scene.workspace.participants.find(speaker, speakers)) return false;
  if (!act.sources.empty()) act.targets = act.sources;
  act.sources = std::move(speakers);
  std::erase_if(act.targets, [&](std::uint32_t t) {
    return std::find(act.sources.begin(), act.sources.end(), t) != act.sources.end();
  });
  act.code = frames_.compose(demand_, act.code, false);
  act.symmetric = false;
  act.type.reset();
  return !act.code.empty();
}

// "accept S=subj prt:not X=obj": the line itself says that it is not done.
bool EventCoder::consumes_negation(const Frame& frame) const {
  return std::any_of(frame.slots.begin(), frame.slots.end(), [&](const Slot& slot) {
    return !slot.absent && !slot.optional &&
           std::find(slot.words.begin(), slot.words.end(), function_words_.not_) !=
               slot.words.end();
  });
}

bool EventCoder::apply_stance(const Scene& scene, Act& act, Stance& stance, Event& event) const {
  event.status_reason = status_.place(stance.reason);
  const bool own_status = act.status.has_value();
  if (stance.obligation && !stance.conditional && !own_status && act.code.root() != 10 &&
      act.code.root() != 2) {
    if (!ask_of_subject(scene, stance, act)) {
      note(scene, act.predicate, "refused: an obligation that nobody is said to call for");
      return false;
    }
    event.status = stance.denied ? EventStatus::kDenied : EventStatus::kAsserted;
    return true;
  }
  if (stance.future && stance.negated && !own_status) {
    act.code = frames_.compose(reject_, act.code, false);
    act.type.reset();
    act.symmetric = false;
    event.status = stance.conditional ? EventStatus::kConditional : EventStatus::kAsserted;
    return !act.code.empty();
  }
  if (stance.negated && refuses(scene, act)) {
    act.code = frames_.compose(reject_, act.code, false);
    act.type.reset();
    act.status.reset();
    act.symmetric = false;
    event.status = stance.conditional ? EventStatus::kConditional : EventStatus::kAsserted;
    return !act.code.empty();
  }
  if (stance.future || stance.planned) {
    const CameoCode code = frames_.compose(future_, act.code, stance.negated);
    if (code.empty()) return false;
    if (!(code == act.code)) act.type.reset();
    act.code = code;
  }
  event.status = stance.status();
  if (own_status && event.status == EventStatus::kAsserted) event.status = *act.status;
  return true;
}

// "Has no intention of meeting B": under an operator of intent, "no" beside what is had.
bool EventCoder::has_no_mind(const Scene& scene, const Act& act) const {
  if (act.frame->op == kNoOperator || frames_.operator_name(act.frame->op) != "intent" ||
      scene.analysis.lemma(act.verb) != "have")
    return false;
  const std::uint32_t object = scene.workspace.clauses.child(act.verb, Deprel::kObj);
  return object != kNoToken && status_.negated(scene.analysis, scene.workspace.words, object);
}

// "Is not ready to talk", "does not intend to sign": who is not willing refuses. "Did not agree",
// on the other hand, says what did not happen.
bool EventCoder::refuses(const Scene& scene, const Act& act) const {
  if (act.frame->op == kNoOperator) {
    // "Does not accept", "does not recognise" is a stand, too.
    const std::string_view verb = scene.analysis.lemma(act.verb);
    if ((act.code.root() != 5 && act.code.root() != 8) || act.symmetric || act.targets.empty() ||
        scene.analysis.tokens.subtype[act.verb] == Subtype::kRelcl ||
        (verb != "accept" && verb != "recognise" && verb != "recognize" && verb != "support" &&
         verb != "back" && verb != "endorse" && verb != "condone"))
      return false;
  } else {
    const std::string_view op = frames_.operator_name(act.frame->op);
    if ((act.code.root() != 3 && act.code.root() != 8) || (op != "intent" && op != "accept"))
      return false;
  }
  if (has_no_mind(scene, act)) return true;
  for (const std::uint32_t c : children(scene.analysis, act.verb)) {
    const Deprel deprel = scene.analysis.tokens.deprel[c];
    if (deprel != Deprel::kAux && deprel != Deprel::kCop) continue;
    const std::string_view form = scene.analysis.lower(c);
    if (form == "do" || form == "does" || form == "is" || form == "are" || form == "was" ||
        form == "were")
      return true;
  }
  return false;
}

// A passive that tells an act, no state ("is opposed to").
bool EventCoder::was_done(const Scene& scene, std::uint32_t verb) const {
  if (!scene.workspace.clauses.is_passive(verb)) return false;
  for (const std::uint32_t c : children(scene.analysis, verb)) {
    if (scene.analysis.tokens.deprel[c] != Deprel::kAux) continue;
    const std::string_view form = scene.analysis.lower(c);
    if (form == "been" || form == "being" || form == "be" || form == "was" || form == "were")
      return true;
  }
  return false;
}

// "Will be sent, A said", "A said that the envoy had been summoned": where a passive names nobody
// who acts, and the act is one of governments, it is theirs who announce it.
void EventCoder::take_speaker(const Scene& scene, const Stance& stance, Act& act) const {
  if (!act.sources.empty() || act.symmetric || stance.reporting_verb == kNoToken) return;
  const bool open = std::none_of(act.frame->slots.begin(), act.frame->slots.end(),
                                 [](const Slot& slot) { return slot.role == Role::kSource; });
  if (!open && !was_done(scene, act.verb)) return;
  switch (act.code.root()) {
    case 2:
    case 3:
    case 7:
    case 8:
    case 10:
    case 11:
    case 12:
    case 13:
    case 16:
      break;
    default:
      return;
  }
  const Participants& participants = scene.workspace.participants;
  const std::uint32_t speaker = scene.workspace.clauses.subject(stance.reporting_verb);
  if (speaker == kNoToken || !participants.find(speaker, act.sources)) return;
  const bool own = std::any_of(act.sources.begin(), act.sources.end(), [&](std::uint32_t source) {
    return !acts_in_politics(scene.resolution.actors[source]) ||
           std::any_of(act.targets.begin(), act.targets.end(), [&](std::uint32_t target) {
             return target == source || participants.same_country(target, source);
           });
  });
  if (own) act.sources.clear();
  act.guessed |= !act.sources.empty();
}

void EventCoder::set_type(const Act& act, Event& event) const {
  event.cameo = act.code.view();
  event.goldstein = plover_.goldstein(event.cameo);
  if (const Plover::Entry* entry = plover_.find(event.cameo)) {
    event.type = entry->type;
    event.mode = entry->mode;
    event.contexts = entry->contexts;
  }
  if (act.type && *act.type != event.type) {
    event.type = *act.type;
    event.mode.clear();
  }
}

void EventCoder::set_date(const Scene& scene, const Act& act, Event& event) const {
  const NearDate near = date_near(scene.analysis, scene.resolution, act.verb);
  if (!near.value.empty() && is_number(near.value)) {
    event.date.value = near.value;
    event.date.precision = near.value.size() >= 10  ? DatePrecision::kDay
                           : near.value.size() >= 7 ? DatePrecision::kMonth
                                                    : DatePrecision::kYear;
  } else if (scene.document.date && event.status == EventStatus::kAsserted) {
    event.date.value = format_day(*scene.document.date);
  }
  if (event.date.precision == DatePrecision::kDocument || !scene.document.date || !near.of_clause)
    return;
  // "Demanded that power be handed over by December": the demand is made today.
  if (act.frame->op != kNoOperator && !near.direct) return;
  const bool day = event.date.precision == DatePrecision::kDay;
  const auto first = parse_day(
      day ? event.date.value
          : event.date.value + (event.date.precision == DatePrecision::kMonth ? "-01" : "-01-01"));
  if (!first || event.status != EventStatus::kAsserted) return;
  const Day span = day ? 0 : event.date.precision == DatePrecision::kMonth ? 31 : 366;
  if (*first + span + kNewsDays < *scene.document.date)
    event.status = EventStatus::kPast;
  else if (*first > *scene.document.date + 1)
    event.status = EventStatus::kPlanned;
  if (event.status != EventStatus::kAsserted)
    event.status_reason = "the date of the act, " + event.date.value;
}

// The place that hangs nearest on the act, under a preposition of place.
void EventCoder::set_place(const Scene& scene, const Act& act, Event& event) const {
  const TokenTable& tokens = scene.analysis.tokens;
  const Sentence& span = scene.analysis.sentences[event.sentence];
  int best = 5;
  const auto begin =
      std::partition_point(scene.resolution.places.begin(), scene.resolution.places.end(),
                           [&](const Place& p) { return p.first < span.first; });
  for (auto place = begin; place != scene.resolution.places.end() && place->first < span.last;
       ++place) {
    std::uint32_t token = place->first;
    while (tokens.head[token] >= place->first && tokens.head[token] < place->last)
      token = tokens.head[token];
    const std::string_view preposition = case_of(scene.analysis, token);
    if (preposition != "in" && preposition != "at" && preposition != "near" &&
        preposition != "to" && preposition != "on" && preposition != "outside" &&
        preposition != "around")
      continue;
    int distance = 0;
    for (; token != kNoToken && token != act.verb && token != act.predicate; ++distance) {
      if (distance > 0 && tokens.upos[token] == Upos::kVerb) distance += 3;
      token = tokens.head[token];
    }
    if (token == kNoToken || distance >= best) continue;
    best = distance;
    event.place = static_cast<std::uint32_t>(place - scene.resolution.places.begin());
  }
}

// Words inside a promise, demand, refusal or threat, and the object of a charge, are spoken of, not
// told.
void EventCoder::mark_used(const Scene& scene, const Act& act) const {
  const auto mark_below = [&](std::uint32_t token) {
    for (std::uint32_t t = scene.extents.first(token); t < scene.extents.last(token);) {
      const std::uint32_t occasion = occasion_at(scene.analysis, token, t);
      if (occasion != kNoToken && scene.extents.last(occasion) > t)
        t = scene.extents.last(occasion);
      else
        scene.workspace.used[t++] = 1;
    }
  };
  scene.workspace.used[act.predicate] = 1;
  for (const std::uint32_t token : act.used) {
    if (act.frame->op != kNoOperator || act.code.root() == 1 || act.code.root() == 3)
      mark_below(token);
    scene.workspace.used[token] = 1;
  }
  // What an act is meant for is not told as done; what is demanded on the street belongs to the
  // protest.
  const int root = act.code.root();
  for (const std::uint32_t child : children(scene.analysis, act.verb)) {
    const bool aim = scene.workspace.clauses.has_mark(child, function_words_.to);
    if (scene.analysis.tokens.deprel[child] != Deprel::kAdvcl || (root != 14 && !aim)) continue;
    // "Fired gas to disperse students who had blocked the road": the students' act is told; "met B
    // to discuss the war in C": what they talk about is no third side.
    const bool topic = root == 4 && (scene.workspace.words.sets(child) & topic_).any();
    if (act.code.starts_with("175") || topic)
      scene.workspace.used[child] = 1;
    else if (root != 4)
      mark_below(child);
  }
  if (root < 9 || root > 13) return;
  // "Blamed A for sending arms", "looks into reports that A attacked B"
  for (const std::uint32_t child : children(scene.analysis, act.predicate)) {
    const Deprel deprel = scene.analysis.tokens.deprel[child];
    if (deprel == Deprel::kAdvcl && scene.workspace.clauses.has_mark(child, function_words_.for_))
      mark_below(child);
    // "Rejected an offer from B for talks", which trees hang on the verb
    if (deprel == Deprel::kObl && root == 12 && case_of(scene.analysis, child) == "for")
      mark_below(child);
    if (deprel == Deprel::kObl)
      if (const std::uint32_t content = scene.workspace.clauses.content_of(child);
          content != kNoToken)
        mark_below(content);
    if (deprel == Deprel::kCcomp && child > act.predicate) mark_below(child);
    // "Threatened A with tariffs unless it ...": what is threatened for is not told
    if (root == 13 && deprel == Deprel::kAdvcl &&
        (scene.workspace.clauses.has_mark(child, function_words_.unless) ||
         scene.workspace.clauses.has_mark(child, function_words_.if_)))
      mark_below(child);
  }
  const std::uint32_t object = scene.workspace.clauses.child(act.predicate, Deprel::kObj);
  if (object != kNoToken) mark_below(object);
}

// "weighed 0.71 ACCUSE 112 asserted USA > RUS: bias main first ...", which
// scripts/train_confidence.py reads.
void EventCoder::note_weight(const Scene& scene, const Act& act, const Event& event,
                             const FeatureMask& features) const {
  const auto codes = [&](const std::vector<std::uint32_t>& side) {
    std::string text;
    for (const std::uint32_t id : side)
      text += (text.empty() ? "" : "+") + scene.resolution.actors[id].code;
    return text.empty() ? std::string("-") : text;
  };
  std::string weight = std::to_string(std::lround(event.confidence * 100));
  if (weight.size() < 2) weight.insert(0, 1, '0');
  note(scene, act.predicate, event.frame + ": holds");
  note(scene, act.predicate,
       "weighed 0." + weight + " " + std::string(to_string(event.type)) + " " + event.cameo + " " +
           std::string(to_string(event.status)) + " " + codes(event.sources) + " > " +
           codes(event.targets) + ": " + confidence_.describe(features));
}

// "Reneged on his commitment": the words that carry an act end before a pronoun that means a side.
bool EventCoder::names_side_between(const Scene& scene, const Act& act) const {
  const std::uint32_t from = std::max(act.predicate, act.verb);
  for (std::uint32_t t = from + 1; t < act.last; ++t) {
    if (scene.analysis.tokens.upos[t] != Upos::kPron) continue;
    const std::uint32_t who = scene.workspace.participants.actor_at(t);
    if (who != Participants::kNone && (has(act.sources, who) || has(act.targets, who))) return true;
  }
  return false;
}

bool EventCoder::make_event(const Scene& scene, std::uint32_t sentence, Event& event) const {
  Act& act = scene.workspace.act;
  event.sentence = sentence;
  Stance stance =
      status_.read(scene.analysis, scene.workspace.words, scene.workspace.clauses, act.verb);
  if (act.verb != act.predicate &&
      status_.negated(scene.analysis, scene.workspace.words, act.predicate))
    stance.negated = true;
  for (const std::uint32_t token : act.used)  // "No agreement was signed"
    if (act.frame->op == kNoOperator && is_noun(scene.analysis.tokens.upos[token]) &&
        status_.negated(scene.analysis, scene.workspace.words, token))
      stance.negated = true;
  if (has_no_mind(scene, act)) stance.negated = true;
  if (consumes_negation(*act.frame)) stance.negated = stance.future = false;
  if (is_purpose(scene.analysis, scene.workspace.clauses, act, function_words_.to)) {
    note(scene, act.predicate, frames_.place(*act.frame) + ": refused, an aim");
    return false;
  }
  if (!apply_stance(scene, act, stance, event)) return false;
  take_speaker(scene, stance, act);
  if (plover_.find(act.code.view()) == nullptr && !act.type) return false;
  set_type(act, event);
  place_people(scene, act, event.type);
  fill_partner(scene, act, event.type);
  fill_domestic(scene, act, event.type);
  if (!has_sides(scene, act, event.type)) {
    note(scene, act.predicate,
         frames_.place(*act.frame) + ": refused, nobody who acts, or on whom, is known");
    return false;
  }
  drop_unknown(scene, act);
  event.sources = act.sources;
  event.targets = act.symmetric ? std::vector<std::uint32_t>{} : act.targets;
  const TokenTable& tokens = scene.analysis.tokens;
  std::uint32_t first = std::min(act.predicate, act.verb), last = std::max(act.predicate, act.verb);
  if (act.last != kNoToken && tokens.sentence[act.last] == sentence &&
      !names_side_between(scene, act)) {
    first = std::min(first, act.last);
    last = std::max(last, act.last);
  }
  for (const std::uint32_t child : children(scene.analysis, act.verb))  // "will not visit"
    if (tokens.deprel[child] == Deprel::kAux && child < first) first = child;
  event.trigger = {tokens.begin[first], tokens.end[last]};
  event.fields =
      act.fields | fields_of_act(scene.analysis, scene.extents, scene.fields, act.predicate);
  if (stance.reporting_verb != kNoToken) {
    std::vector<std::uint32_t> speakers;
    const std::uint32_t speaker = scene.workspace.clauses.subject(stance.reporting_verb);
    if (speaker != kNoToken && scene.workspace.participants.find(speaker, speakers) &&
        std::find(event.sources.begin(), event.sources.end(), speakers.front()) ==
            event.sources.end())
      event.reporter = speakers.front();
  }
  set_date(scene, act, event);
  set_place(scene, act, event);
  const FeatureMask features =
      confidence_.features(scene.analysis, scene.resolution, scene.workspace.cues, act, event,
                           scene.workspace.first_of_sentence);
  event.confidence = confidence_.weigh(features);
  scene.workspace.veto = confidence_.is_veto(features);
  scene.workspace.names_again = act.verb == act.predicate && is_noun(tokens.upos[act.predicate]);
  event.frame = frames_.place(*act.frame) + " " + std::string(scene.analysis.lemma(act.predicate)) +
                " " + std::string(frames_.text(*act.frame));
  if (scene.trace != nullptr) note_weight(scene, act, event, features);
  return true;
}

}  // namespace entente
