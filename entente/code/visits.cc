// A visit is found by one of four shapes, each a part of data/en/visits.tsv:
//   goes      "Borisov arrived in Caracas", "Macron is to visit Benin": the subject travels, the
//   object or place says where receives  "Tebboune hosted Maduro", "was received by": the host's
//   country is where, whoever else is a person travelled noun      "his visit to Algeria", "paid a
//   visit", "cancelled his trip": owner, or the subject of the verb that it stands with meets
//   "Geremek, Martonyi and Kavan signed in Independence": who does something in a place of another
//   country is visiting
// The host is a country that is not the visitor's own; a capital, a city, a palace stand for
// theirs. A tour is a visit to each country that its sentence names. Ambassadors live where they
// are seen; telephones bring nobody anywhere.
//
// One journey told of several times is one entry (same visitor, same host, dates that do not
// contradict), at its furthest stage. Tested by visits_test.cc.
#include "entente/code/visits.h"

#include <algorithm>
#include <array>

#include "entente/base/date.h"
#include "entente/code/travellers.h"

namespace entente {
namespace {

struct StageName {
  std::string_view name;
  VisitStage stage;
};
constexpr StageName kStages[] = {{"announced", VisitStage::kAnnounced},
                                 {"arrived", VisitStage::kArrived},
                                 {"held", VisitStage::kHeld},
                                 {"ended", VisitStage::kEnded},
                                 {"cancelled", VisitStage::kCancelled}};
constexpr int kOneJourneyDays = 12;

bool is_travel_preposition(std::string_view word) {
  return word == "to" || word == "in" || word == "at" || word == "of" || word == "into" ||
         word == "through" || word == "across" || word == "around";
}

}  // namespace

bool parse_visit_stage(std::string_view text, VisitStage& out) {
  for (const StageName& stage : kStages)
    if (stage.name == text) {
      out = stage.stage;
      return true;
    }
  return false;
}

class VisitSearch {
 public:
  VisitSearch(const LemmaTable& table, const RegisterScene& scene, VisitScratch& scratch,
              std::vector<Visit>& out, Trace* trace)
      : table_(table),
        scene_(scene),
        a_(scene.analysis),
        r_(scene.resolution),
        s_(scratch),
        people_(scene, scratch.actors),
        out_(out),
        trace_(trace),
        from_(out.size()) {}

  void run() {
    for (std::uint32_t t = 0; t < a_.tokens.size(); ++t) {
      const Upos upos = a_.tokens.upos[t];
      if (upos == Upos::kVerb)
        verb(t);
      else if (upos == Upos::kNoun)
        noun(t);
      if (a_.lower(t) == "visiting") visiting(t);
      if (child_of(a_, t, Deprel::kCop) != kNoToken) stays(t);
      if (upos == Upos::kAdj && table_.find(a_.lemma(t), "awaited") != nullptr) awaited(t);
    }
  }

 private:
  // ---------------------------------------------------------------- verbs
  void verb(std::uint32_t token) {
    if (is_negated(a_, token) || by_phone(token)) return;
    for (const LemmaRow& row : table_.rows(a_.lemma(token))) {
      VisitStage stage = VisitStage::kHeld;
      parse_visit_stage(row.value, stage);
      if (row.part == "goes")
        goes(token, row, stage);
      else if (row.part == "receives")
        receives(token, row, stage);
      else if (row.part == "meets")
        meets(token);
      else if (row.part == "awaited")
        awaited(token);
    }
  }

  bool by_phone(std::uint32_t token) const {
    for (std::uint32_t t = scene_.extents.first(token); t < scene_.extents.last(token); ++t) {
      const std::string_view lemma = a_.lemma(t);
      if (lemma == "phone" || lemma == "telephone" || lemma == "video" ||
          lemma == "videoconference" || lemma == "virtual" || lemma == "virtually" ||
          lemma == "online" || lemma == "teleconference")
        return true;
    }
    return false;
  }

  void goes(std::uint32_t token, const LemmaRow& row, VisitStage stage) {
    std::uint32_t who = agent_of(a_, token);
    // "X landed in Minsk", which trees may take for a passive: what nobody can be done to is done
    if (who == kNoToken && !row.words.empty() && child_of(a_, token, Deprel::kAux) == kNoToken)
      who = child_of(a_, token, Deprel::kNsubj);
    if (who == kNoToken) return;
    people_.find(who);
    if (s_.actors.empty()) return note(token, "nobody travels");
    bool any = false;
    for (const std::uint32_t child : children(a_, token)) {
      const Deprel deprel = a_.tokens.deprel[child];
      const std::string_view preposition = case_of(a_, child);
      const bool there =
          row.words.empty()
              ? deprel == Deprel::kObj
              : (deprel == Deprel::kObl || deprel == Deprel::kXcomp || deprel == Deprel::kNmod) &&
                    std::find(row.words.begin(), row.words.end(), preposition) != row.words.end();
      if (there) any |= destinations(token, child, stage_at(token, stage));
      if (there || row.words.empty() || deprel != Deprel::kObl) continue;
      for (const std::uint32_t below : children(a_, child))  // "left on Sunday for Paris"
        if (a_.tokens.deprel[below] == Deprel::kNmod &&
            std::find(row.words.begin(), row.words.end(), case_of(a_, below)) != row.words.end())
          any |= destinations(token, below, stage_at(token, stage));
    }
    // "arrived on Wednesday in", hung deeper; "visited on Monday": the only foreign country of the
    // clause
    if (!any && is_passive(a_, token)) return;
    if (!any && stage == VisitStage::kArrived) {
      const std::uint32_t place = place_in(token);
      if (place != kNoToken) enter_all(token, place, stage_at(token, stage));
    }
  }

  // "X is in Beijing for a visit", "was in Lisbon from Friday": a person of state, by name.
  void stays(std::uint32_t token) {
    const std::string_view preposition = case_of(a_, token);
    const std::uint32_t who = child_of(a_, token, Deprel::kNsubj);
    if ((preposition != "in" && preposition != "at") || !is_place(token) || who == kNoToken ||
        is_negated(a_, token))
      return;
    people_.find(who);
    keep_named();
    enter_all(token, token, stage_at(token, VisitStage::kHeld));
  }

  // "X is expected in Kigali", "is due in Kigali".
  void awaited(std::uint32_t token) {
    const std::uint32_t who = child_of(a_, token, Deprel::kNsubj);
    const std::uint32_t place = place_in(token);
    if (who == kNoToken || place == kNoToken) return;
    people_.find(who);
    keep_named();
    enter_all(token, place, VisitStage::kAnnounced);
  }

  // "The visiting minister told reporters in Maputo", "received visiting minister X".
  void visiting(std::uint32_t token) {
    std::uint32_t guest = child_of(a_, token, Deprel::kObj);  // trees take it for a verb, too
    if (guest == kNoToken || !people_only(guest)) {
      guest = a_.tokens.deprel[token] == Deprel::kAmod ? a_.tokens.head[token] : kNoToken;
      if (guest == kNoToken || !people_only(guest)) return;
    }
    std::uint32_t clause = clause_of(a_, guest);
    if (clause == token && a_.tokens.head[token] != kNoToken)
      clause = clause_of(a_, a_.tokens.head[token]);
    if (clause == kNoToken) return;
    std::uint32_t place = place_in(clause);
    if (place == kNoToken) place = place_in(token);
    if (place == kNoToken) place = place_in(guest);
    std::string home = place == kNoToken ? std::string() : std::string(scene_.countries.at(place));
    const std::uint32_t host = agent_of(a_, clause);
    if (home.empty() && host != kNoToken && host != guest) home = country_of(host);
    for (const std::uint32_t actor : s_.actors) enter(token, actor, home, place, VisitStage::kHeld);
  }

  bool people_only(std::uint32_t token) {
    people_.find(token);
    std::erase_if(s_.actors, [&](std::uint32_t actor) {
      return r_.actors[actor].kind != ActorKind::kPerson &&
             r_.actors[actor].kind != ActorKind::kOrganization;
    });
    return !s_.actors.empty();
  }

  void keep_named() {
    std::erase_if(s_.actors, [&](std::uint32_t actor) {
      return people_.is_nameless(actor) || r_.actors[actor].kind != ActorKind::kPerson;
    });
  }

  // Enters a visit of s_.actors to each country that the phrase names.
  bool destinations(std::uint32_t token, std::uint32_t phrase, VisitStage stage) {
    bool any = enter_all(token, phrase, stage);
    for (const std::uint32_t child : children(a_, phrase))
      if (a_.tokens.deprel[child] == Deprel::kConj) any |= enter_all(token, child, stage);
    if (!any)  // "visited the French city of Brest", "arrived in the Black Sea resort of Sochi"
      for (const std::uint32_t child : children(a_, phrase)) {
        const Deprel deprel = a_.tokens.deprel[child];
        if (deprel == Deprel::kNmod || deprel == Deprel::kAmod || deprel == Deprel::kAppos ||
            deprel == Deprel::kCompound)
          any = enter_all(token, child, stage) || any;
        if (any) break;
      }
    return any;
  }

  void receives(std::uint32_t token, const LemmaRow& row, VisitStage stage) {
    if (!row.words.empty()) {
      bool with = false;
      for (const std::uint32_t child : children(a_, token))
        with |= std::find(row.words.begin(), row.words.end(), a_.lemma(child)) != row.words.end();
      if (!with) return;
    }
    const std::uint32_t guest = patient_of(a_, token), host = agent_of(a_, token);
    if (guest == kNoToken) return;
    people_.find(guest);
    if (s_.actors.empty()) return;
    std::string home;
    if (host != kNoToken) home = country_of(host);
    if (host != kNoToken && people_.is_ambassador_phrase(host)) return;
    std::uint32_t place = place_in(token);
    if (place != kNoToken && !home.empty() && scene_.countries.at(place) != home) {
      // a capital named for where they met: theirs; another country's: there
      home = scene_.countries.at(place);
    }
    if (home.empty() && place != kNoToken) home = scene_.countries.at(place);
    for (const std::uint32_t actor : s_.actors)
      enter(token, actor, home, place, stage_at(token, stage));
  }

  // People who do something together in a place.
  void meets(std::uint32_t token) {
    const std::uint32_t place = place_in(token);
    if (place == kNoToken) return;
    const std::string home(scene_.countries.at(place));
    if (!DocumentCountries::is_party(home)) return;
    const std::uint32_t who = agent_of(a_, token);
    if (who == kNoToken || !near_clause(who, token)) return;
    people_.find(who);
    for (const std::uint32_t child : children(a_, token)) {
      const std::string_view preposition = case_of(a_, child);
      if (a_.tokens.deprel[child] == Deprel::kObj ||
          (a_.tokens.deprel[child] == Deprel::kObl &&
           (preposition == "with" || preposition == "by")))
        people_.add(child);
    }
    const VisitStage stage = is_future(a_, token) || is_conditional(a_, token)
                                 ? VisitStage::kAnnounced
                                 : VisitStage::kHeld;
    for (const std::uint32_t actor : s_.actors)
      if (r_.actors[actor].kind == ActorKind::kPerson) enter(token, actor, home, place, stage);
  }

  bool near_clause(std::uint32_t who, std::uint32_t verb) const {
    return a_.tokens.sentence[who] == a_.tokens.sentence[verb];
  }

  // ---------------------------------------------------------------- nouns
  void noun(std::uint32_t token) {
    const LemmaRow* row = table_.find(a_.lemma(token), "noun");
    const LemmaRow* reception = table_.find(a_.lemma(token), "noun_receives");
    if (row == nullptr && reception == nullptr) return;
    if (reception != nullptr && row == nullptr) return received(token);
    VisitStage stage = VisitStage::kHeld;
    parse_visit_stage(row->value, stage);
    const std::uint32_t clause = clause_above(token);
    owners(token, clause);
    if (s_.actors.empty()) return note(token, "nobody travels");
    stage = noun_stage(token, clause, stage);
    bool any = false;
    for (const std::uint32_t child : children(a_, token))
      if (a_.tokens.deprel[child] == Deprel::kNmod && is_travel_preposition(case_of(a_, child)))
        any |= destinations(token, child, stage);
    if (is_tour(token)) any |= whole_sentence(token, stage);
    if (!any && clause != kNoToken)
      for (const std::uint32_t child : children(a_, clause))
        if (a_.tokens.deprel[child] == Deprel::kObl && child > token &&
            is_travel_preposition(case_of(a_, child)))
          any |= destinations(token, child, stage);
    // "his Paris visit"
    if (!any)
      for (const std::uint32_t child : children(a_, token))
        if (a_.tokens.deprel[child] == Deprel::kCompound) any |= enter_all(token, child, stage);
    if (!any) note(token, "nowhere");
  }

  bool is_tour(std::uint32_t token) const {
    return a_.lemma(token) == "tour" || a_.lemma(token) == "stop";
  }

  std::uint32_t clause_above(std::uint32_t token) const {
    const std::uint32_t head = a_.tokens.head[token];
    return head == kNoToken ? kNoToken : clause_of(a_, head);
  }

  // Whose visit it is, into s_.actors.
  void owners(std::uint32_t token, std::uint32_t clause) {
    s_.actors.clear();
    // "Upon his arrival, President Sisi was welcomed": the pronoun means who comes after it
    const std::uint32_t subject =
        clause == kNoToken ? kNoToken : child_of(a_, clause, Deprel::kNsubj);
    const std::uint32_t owner = child_of(a_, token, Deprel::kNmod);
    if (subject != kNoToken && subject > token && owner != kNoToken &&
        a_.tokens.upos[owner] == Upos::kPron) {
      people_.find(subject);
      if (!s_.actors.empty()) return;
    }
    for (const std::uint32_t child : children(a_, token)) {
      const Deprel deprel = a_.tokens.deprel[child];
      const std::string_view preposition = case_of(a_, child);
      if ((deprel == Deprel::kNmod && (a_.tokens.subtype[child] == Subtype::kPoss ||
                                       preposition == "by" || preposition == "of")) ||
          (deprel == Deprel::kAmod && s_.actors.empty()))
        people_.add(child);
    }
    people_.drop_others();
    if (!s_.actors.empty() || clause == kNoToken) return;
    const std::uint32_t who = agent_of(a_, clause);
    if (who == kNoToken || who == token) return;
    // "Maduro's visit to Algeria follows a visit in Turkey"
    if (table_.find(a_.lemma(who), "noun") != nullptr) {
      owners(who, kNoToken);
      return;
    }
    people_.find(who);
  }

  VisitStage noun_stage(std::uint32_t token, std::uint32_t clause, VisitStage stage) const {
    const std::uint32_t head = a_.tokens.head[token];
    if (head != kNoToken && a_.tokens.upos[head] == Upos::kVerb) {
      const Deprel deprel = a_.tokens.deprel[token];
      const bool patient =
          deprel == Deprel::kObj || (deprel == Deprel::kNsubj && is_passive(a_, head));
      const bool particle = child_with_lemma(a_, head, Deprel::kCompound, "off") != kNoToken;
      if (patient && a_.lemma(head) == "call" && particle) return VisitStage::kCancelled;
      if (const LemmaRow* row = table_.find(a_.lemma(head), "light"); row != nullptr && patient) {
        VisitStage said = stage;
        parse_visit_stage(row->value, said);
        if (said == VisitStage::kEnded && later(head)) return VisitStage::kAnnounced;
        if (said == VisitStage::kCancelled || said == VisitStage::kAnnounced ||
            said == VisitStage::kEnded)
          return said;
      }
      const std::string_view preposition = case_of(a_, token);
      if (deprel == Deprel::kObl && (preposition == "after" || preposition == "following"))
        return VisitStage::kEnded;
      if (deprel == Deprel::kObl && (preposition == "before" || preposition == "ahead"))
        return VisitStage::kAnnounced;
    }
    for (const std::uint32_t child : children(a_, token)) {
      const std::string_view lower = a_.lower(child);
      if (lower == "upcoming" || lower == "planned" || lower == "forthcoming" ||
          lower == "proposed" || lower == "expected" || lower == "next")
        return VisitStage::kAnnounced;
      if (lower == "cancelled" || lower == "canceled" || lower == "postponed")
        return VisitStage::kCancelled;
    }
    return clause == kNoToken ? stage : stage_at(clause, stage);
  }

  // "a reception for the visiting minister in Hanoi"
  void received(std::uint32_t token) {
    std::uint32_t guest = kNoToken;
    for (const std::uint32_t child : children(a_, token))
      if (a_.tokens.deprel[child] == Deprel::kNmod && case_of(a_, child) == "for") guest = child;
    if (guest == kNoToken) return;
    people_.find(guest);
    const std::uint32_t clause = clause_above(token);
    const std::uint32_t place = clause == kNoToken ? kNoToken : place_in(clause);
    std::string home;
    if (place != kNoToken)
      home = scene_.countries.at(place);
    else if (clause != kNoToken && agent_of(a_, clause) != kNoToken)
      home = country_of(agent_of(a_, clause));
    for (const std::uint32_t actor : s_.actors) enter(token, actor, home, place, VisitStage::kHeld);
  }

  // A tour: every foreign country that the sentence names by its own name or a city of it.
  bool whole_sentence(std::uint32_t token, VisitStage stage) {
    const Sentence& sentence = a_.sentences[a_.tokens.sentence[token]];
    bool any = false;
    for (std::uint32_t t = sentence.first; t < sentence.last; ++t) {
      if (a_.tokens.upos[t] != Upos::kPropn || a_.tokens.deprel[t] == Deprel::kAmod) continue;
      const std::uint32_t mention = r_.mention_of[t];
      const bool country = mention != Resolution::kNone &&
                           r_.actors[r_.mentions[mention].actor].kind == ActorKind::kCountry;
      if (country || scene_.countries.place_at(t) != Resolution::kNone)
        any |= enter_all(token, t, later(t) ? VisitStage::kAnnounced : stage);
    }
    return any;
  }

  // "followed by Benin", "and then ending the trip in": still to come.
  bool later(std::uint32_t token) const {
    const std::uint32_t head = a_.tokens.head[token];
    if (head != kNoToken && a_.lemma(head) == "follow" && is_passive(a_, head)) return true;
    if (token >= 2 && a_.lower(token - 1) == "by" && a_.lower(token - 2) == "followed") return true;
    const std::uint32_t clause = clause_of(a_, token);
    return clause != kNoToken &&
           (is_future(a_, clause) ||
            child_with_lemma(a_, clause, Deprel::kAdvmod, "then") != kNoToken);
  }

  // ---------------------------------------------------------------- places
  std::string country_of(std::uint32_t token) const {
    std::vector<std::uint32_t>& actors = s_.others;
    actors.clear();
    actors_of(a_, r_, token, actors);
    for (const std::uint32_t actor : actors)
      if (DocumentCountries::is_party(r_.actors[actor].country)) return r_.actors[actor].country;
    return std::string(scene_.countries.at(token));
  }

  // The head word of a place in the clause of `token`: "in Algiers", "at the Élysée in Paris".
  std::uint32_t place_in(std::uint32_t token) const {
    for (const std::uint32_t child : children(a_, token)) {
      const Deprel deprel = a_.tokens.deprel[child];
      if (deprel != Deprel::kObl && deprel != Deprel::kNmod && deprel != Deprel::kObj &&
          deprel != Deprel::kXcomp)
        continue;
      const std::string_view preposition = case_of(a_, child);
      if (preposition == "in" || preposition == "at") {
        const std::uint32_t topic = child_of(a_, token, Deprel::kObj);
        if (topic != kNoToken && topic < child && is_topic(token, topic, "") &&
            child_of(a_, child, Deprel::kCase) == topic + 1)
          continue;  // the tree may hang "in Gaza" on "discussed"
        if (const std::uint32_t found = place_under(child, 3); found != kNoToken) return found;
      } else if (!is_topic(token, child, preposition)) {
        for (const std::uint32_t below : children(a_, child)) {
          const std::string_view inner = case_of(a_, below);
          if (a_.tokens.deprel[below] == Deprel::kNmod && (inner == "in" || inner == "at"))
            if (const std::uint32_t found = place_under(below, 2); found != kNoToken) return found;
        }
      }
    }
    return kNoToken;
  }

  // "Discussed the war in Gaza", "talks on the fighting in Sudan": nobody was there.
  bool is_topic(std::uint32_t token, std::uint32_t child, std::string_view preposition) const {
    if (preposition == "on" || preposition == "about" || preposition == "over" ||
        preposition == "regarding")
      return true;
    constexpr std::array<std::string_view, 9> kTopicVerbs = {"discuss", "review",   "address",
                                                             "examine", "debate",   "consider",
                                                             "raise",   "exchange", "condemn"};
    return a_.tokens.deprel[child] == Deprel::kObj &&
           std::find(kTopicVerbs.begin(), kTopicVerbs.end(), a_.lemma(token)) != kTopicVerbs.end();
  }

  std::uint32_t place_under(std::uint32_t token, int depth) const {
    if (is_place(token)) return token;
    if (depth == 0) return kNoToken;
    for (const std::uint32_t child : children(a_, token)) {
      const Deprel deprel = a_.tokens.deprel[child];
      if (deprel != Deprel::kNmod && deprel != Deprel::kAppos && deprel != Deprel::kCompound &&
          deprel != Deprel::kFlat)
        continue;
      if (const std::uint32_t found = place_under(child, depth - 1); found != kNoToken)
        return found;
    }
    return kNoToken;
  }

  bool is_place(std::uint32_t token) const {
    if (scene_.countries.place_at(token) != Resolution::kNone &&
        !scene_.countries.at(token).empty())
      return true;
    const std::uint32_t mention = r_.mention_of[token];
    if (mention == Resolution::kNone) return false;
    const Actor& actor = r_.actors[r_.mentions[mention].actor];
    return actor.kind == ActorKind::kCountry && !actor.country.empty() && actor.members.empty();
  }

  VisitStage stage_at(std::uint32_t verb, VisitStage stage) const {
    if (stage == VisitStage::kCancelled) return stage;
    if (is_future(a_, verb) || is_conditional(a_, verb)) return VisitStage::kAnnounced;
    // "is likely to visit", "plans to visit", "was invited to visit"
    if (child_with_lemma(a_, verb, Deprel::kMark, "to") != kNoToken &&
        (a_.tokens.deprel[verb] != Deprel::kAdvcl ||
         a_.tokens.upos[a_.tokens.head[verb]] == Upos::kAdj))  // "is due to visit"
      return VisitStage::kAnnounced;
    return stage;
  }

  // ---------------------------------------------------------------- entries
  bool enter_all(std::uint32_t token, std::uint32_t phrase, VisitStage stage) {
    const std::string home(is_place(phrase) ? scene_.countries.at(phrase) : std::string_view());
    if (!DocumentCountries::is_party(home)) return false;
    for (const std::uint32_t actor : s_.actors) enter(token, actor, home, phrase, stage);
    return true;
  }

  void enter(std::uint32_t token, std::uint32_t actor, const std::string& home, std::uint32_t place,
             VisitStage stage) {
    if (!DocumentCountries::is_party(home) || home == "UNO" || home == "IGO" || home == "EUR")
      return;
    if (r_.actors[actor].country == home || !people_.travels(actor)) return;
    // "his counterpart, Recep Tayyip Erdoğan" is one man where the tree makes two
    if (people_.is_nameless(actor))
      for (const std::uint32_t other : s_.actors)
        if (!people_.is_nameless(other) && r_.actors[other].country == r_.actors[actor].country)
          return;
    Visit visit;
    visit.visitor = actor;
    visit.host = home;
    if (place != kNoToken && scene_.countries.place_at(place) != Resolution::kNone)
      visit.place = scene_.countries.place_at(place);
    visit.stage = stage;
    visit.date = stated_date(scene_, token);
    visit.sentence = a_.tokens.sentence[token];
    note(token, to_string(stage));
    merge(visit);
  }

  void merge(const Visit& visit) {
    for (std::size_t i = from_; i < out_.size(); ++i) {
      Visit& kept = out_[i];
      if (kept.visitor != visit.visitor || kept.host != visit.host ||
          !one_journey(kept.date.value, visit.date.value))
        continue;
      if (visit.stage > kept.stage) kept.stage = visit.stage;
      if (kept.date.value.size() < visit.date.value.size()) kept.date = visit.date;
      if (!kept.place) kept.place = visit.place;
      return;
    }
    if (out_.size() - from_ < VisitFinder::kMaxEntries) out_.push_back(visit);
  }

  // Dates that do not contradict: one unknown, one inside the other, or days close by.
  static bool one_journey(std::string_view a, std::string_view b) {
    if (a.empty() || b.empty() || a.starts_with(b) || b.starts_with(a)) return true;
    const std::optional<Day> x = parse_day(a), y = parse_day(b);
    return x && y && *x - *y <= kOneJourneyDays && *y - *x <= kOneJourneyDays;
  }

  void note(std::uint32_t token, std::string_view what) const {
    if (trace_ != nullptr)
      trace_->lines.push_back({"visits", a_.tokens.sentence[token],
                               std::string(a_.form(token)) + ": " + std::string(what)});
  }

  const LemmaTable& table_;
  const RegisterScene& scene_;
  const Analysis& a_;
  const Resolution& r_;
  VisitScratch& s_;
  Travellers people_;
  std::vector<Visit>& out_;
  Trace* trace_;
  std::size_t from_;
};

Result<VisitFinder> VisitFinder::open(const Lexicons& lexicons) {
  VisitFinder finder;
  ENTENTE_TRY(const TableView table, lexicons.table("en.visits"));
  finder.table_.load(table, "stage", "with");
  for (const LemmaRow& row : finder.table_.all()) {
    VisitStage stage;
    if (!parse_visit_stage(row.value, stage))
      return Error{ErrorCode::kBadModel, "unknown stage \"" + row.value + "\"", row.place, 0};
  }
  return finder;
}

void VisitFinder::find(const RegisterScene& scene, VisitScratch& scratch, std::vector<Visit>& out,
                       Trace* trace) const {
  VisitSearch(table_, scene, scratch, out, trace).run();
}

}  // namespace entente
