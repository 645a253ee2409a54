// An agreement is an instrument (a noun: "treaty", "memorandum", "action plan"), something that is
// done to it (a stage: a verb with it as its object or passive subject, a noun it depends on, a
// participle on it), and parties.
//
// Stage. From the instrument upwards, through what only counts or lists ("a number of agreements",
// "a treaty and a protocol"), to a verb or noun of the table. What is only to come ("will sign",
// "agreed to sign") makes a signing a proposal; what is negated is nothing. "A deal between A and
// B" without any verb of the table was struck. Parties. From the instrument's own phrase ("between
// A and B", "with B", "Russian-Turkish"), then from who signs, with whom; one party alone is joined
// by the state that the sentence, or else the document, names beside it. Where the sentence names
// signatories that resolve/ does not know (two firms), nobody is put in their place. One agreement
// told of twice is one entry: the same parties, and the same kind of instrument or a definite "the
// agreement". Tested by agreements_test.cc.
#include "entente/code/agreements.h"

#include <algorithm>

#include "entente/base/unicode.h"

namespace entente {
namespace {

constexpr std::size_t kMaxSubjectBytes = 160;

struct StageName {
  std::string_view name;
  AgreementStage stage;
};
constexpr StageName kStages[] = {
    {"proposed", AgreementStage::kProposed},   {"negotiated", AgreementStage::kNegotiated},
    {"signed", AgreementStage::kSigned},       {"ratified", AgreementStage::kRatified},
    {"in_force", AgreementStage::kInForce},    {"extended", AgreementStage::kExtended},
    {"suspended", AgreementStage::kSuspended}, {"violated", AgreementStage::kViolated},
    {"withdrawn", AgreementStage::kWithdrawn}};

// Words that count or hold instruments: "a number of agreements", "the text of the treaty".
bool is_container(std::string_view lemma) {
  for (const std::string_view word :
       {"number",     "series", "set",     "package",   "text",     "draft", "range",
        "raft",       "batch",  "dozen",   "part",      "total",    "terms", "parameter",
        "parameters", "term",   "version", "framework", "document", "pair"})
    if (lemma == word) return true;
  return false;
}

}  // namespace

bool parse_agreement_stage(std::string_view text, AgreementStage& out) {
  for (const StageName& stage : kStages)
    if (stage.name == text) {
      out = stage.stage;
      return true;
    }
  return false;
}

class AgreementSearch {
 public:
  AgreementSearch(const LemmaTable& table, const RegisterScene& scene, AgreementScratch& scratch,
                  std::vector<Agreement>& out, Trace* trace)
      : table_(table), scene_(scene), a_(scene.analysis), s_(scratch), out_(out), trace_(trace) {}

  void run() {
    s_.known.clear();
    entries_.clear();
    for (std::uint32_t t = 0; t < a_.tokens.size(); ++t)
      if (is_instrument(t)) instrument(t);
    for (Entry& entry : entries_) out_.push_back(std::move(entry.agreement));
  }

 private:
  struct Found {  // what is done to an instrument
    bool any = false;
    AgreementStage stage = AgreementStage::kSigned;
    std::uint32_t word = kNoToken;  // the verb or noun
    bool verb = false;
  };
  struct Entry {
    Agreement agreement;
    std::string_view kind;  // the instrument's lemma
  };

  // ---------------------------------------------------------------- instruments
  std::string_view kind_of(std::uint32_t token) const {
    return a_.tokens.upos[token] == Upos::kPropn ? a_.lower(token) : a_.lemma(token);
  }

  bool is_instrument(std::uint32_t token) {
    const Upos upos = a_.tokens.upos[token];
    if (upos != Upos::kNoun && upos != Upos::kPropn) return false;
    // "treaty obligations", "Agreement Secretariat": the head of its phrase names the thing
    if (a_.tokens.deprel[token] == Deprel::kCompound && a_.tokens.head[token] > token &&
        a_.tokens.head[token] != kNoToken &&
        table_.find(kind_of(a_.tokens.head[token]), "instrument") == nullptr &&
        stage_noun(a_.tokens.head[token]) == nullptr)
      return false;
    const std::string_view kind = kind_of(token);
    for (const LemmaRow& row : table_.rows(kind)) {
      if (row.part != "instrument") continue;
      if (row.words.empty() || has_modifier(token, row.words)) {
        remember(kind);
        return true;
      }
    }
    // "The plan was agreed": a kind that the document has made known
    return std::find(s_.known.begin(), s_.known.end(), kind) != s_.known.end() &&
           is_definite(token);
  }

  void remember(std::string_view kind) {
    if (std::find(s_.known.begin(), s_.known.end(), kind) == s_.known.end() && s_.known.size() < 32)
      s_.known.push_back(kind);
  }

  bool has_modifier(std::uint32_t token, const std::vector<std::string>& words) const {
    for (std::uint32_t t = scene_.extents.first(token);
         t < scene_.extents.last(token) && t < token + 4; ++t) {
      if (t == token || a_.tokens.head[t] != token) continue;
      const std::string_view lemma = kind_of(t), lower = a_.lower(t);
      for (const std::string& word : words)
        if (lemma == word || lower == word) return true;
    }
    return false;
  }

  bool is_definite(std::uint32_t token) const {
    const std::uint32_t det = child_of(a_, token, Deprel::kDet);
    if (det == kNoToken) return false;
    const std::string_view lower = a_.lower(det);
    return lower == "the" || lower == "this" || lower == "that" || lower == "these" ||
           lower == "those";
  }
  bool is_indefinite(std::uint32_t token) const {
    const std::uint32_t det = child_of(a_, token, Deprel::kDet);
    return det != kNoToken && (a_.lower(det) == "a" || a_.lower(det) == "an");
  }

  // ---------------------------------------------------------------- stages
  const LemmaRow* stage_noun(std::uint32_t token) const {
    return table_.find(a_.lemma(token), "noun");
  }

  Found stage_of(std::uint32_t token) const {
    // a participle or relative clause on it says more than the verb above: "the treaty signed in
    // 1960"
    Found own = from_participle(token);
    Found above = from_above(token);
    if (above.any && (!own.any || above.stage >= own.stage)) return above;
    return own.any ? own : from_left(token);
  }

  // "signed on Tuesday an agreement": the tree hung it on the day. The verb shortly before it, if
  // it has no object of its own.
  Found from_left(std::uint32_t token) const {
    const std::uint32_t first = a_.sentences[a_.tokens.sentence[token]].first;
    for (std::uint32_t t = token; t > first && t + 6 > token;) {
      --t;
      if (a_.tokens.upos[t] != Upos::kVerb) continue;
      if (child_of(a_, t, Deprel::kObj) != kNoToken || is_passive(a_, t)) return {};
      return by_verb(t, token, true);
    }
    return {};
  }

  Found from_participle(std::uint32_t token) const {
    for (const std::uint32_t child : children(a_, token)) {
      if (a_.tokens.deprel[child] != Deprel::kAcl || a_.tokens.upos[child] != Upos::kVerb) continue;
      if (child_of(a_, child, Deprel::kMark) != kNoToken)
        continue;  // "an agreement to suspend the tariffs"
      const bool relative = a_.tokens.subtype[child] == Subtype::kRelcl;
      if (relative ? patient_of(a_, child) != token && !is_passive(a_, child) &&
                         !is_relative_object(child)
                   : !is_passive(a_, child))
        continue;
      Found found = by_verb(child, token, true);
      if (found.any) return found;
    }
    // "signed agreements"
    for (const std::uint32_t child : children(a_, token))
      if (a_.tokens.deprel[child] == Deprel::kAmod && a_.tokens.upos[child] == Upos::kVerb) {
        Found found = by_verb(child, token, true);
        if (found.any) return found;
      }
    return {};
  }

  // "a treaty that both countries signed"
  bool is_relative_object(std::uint32_t verb) const {
    const std::uint32_t object = child_of(a_, verb, Deprel::kObj);
    return object != kNoToken && (a_.lower(object) == "that" || a_.lower(object) == "which");
  }

  Found from_above(std::uint32_t token) const {
    std::uint32_t at = token;
    for (int step = 0; step < 6; ++step) {
      const std::uint32_t head = a_.tokens.head[at];
      if (head == kNoToken) return at == token ? Found{} : by_verb(at, token, false);
      const Deprel deprel = a_.tokens.deprel[at];
      if (const LemmaRow* row = stage_noun(head);
          row != nullptr && (deprel == Deprel::kNmod || deprel == Deprel::kCompound))
        if (fits_preposition(*row, at)) return from_noun(*row, head);
      const bool lists = deprel == Deprel::kConj || deprel == Deprel::kAppos ||
                         (deprel == Deprel::kNmod && is_container(a_.lemma(head)));
      if (lists && a_.tokens.upos[head] != Upos::kVerb) {
        at = head;
        continue;
      }
      if (a_.tokens.upos[head] != Upos::kVerb && child_of(a_, head, Deprel::kCop) == kNoToken)
        return {};
      const bool object =
          deprel == Deprel::kObj || (deprel == Deprel::kNsubj && is_passive(a_, head));
      if (object) return by_verb(head, token, true);
      // "Under the treaty signed between A and B": trees take the participle for what is above it.
      if (deprel == Deprel::kObl && head == token + 1 &&
          child_of(a_, head, Deprel::kAux) == kNoToken && !a_.lower(head).ends_with("ing"))
        return by_verb(head, token, true);
      if (deprel == Deprel::kObl) return by_preposition(head, at);
      if (deprel == Deprel::kNsubj) return by_subject(head);
      return {};
    }
    return {};
  }

  bool fits_preposition(const LemmaRow& row, std::uint32_t token) const {
    if (row.words.empty()) return true;
    const std::string_view preposition = case_of(a_, token);
    return std::find(row.words.begin(), row.words.end(), preposition) != row.words.end();
  }

  Found from_noun(const LemmaRow& row, std::uint32_t noun) const {
    Found found;
    found.any = parse_agreement_stage(row.value, found.stage);
    found.word = noun;
    const std::uint32_t clause = clause_of(a_, noun);
    if (clause != kNoToken && found.stage == AgreementStage::kSigned &&
        (is_future(a_, clause) || is_conditional(a_, clause)))
      found.stage = AgreementStage::kProposed;
    return found;
  }

  // The stage of a verb with the instrument as what it is done to.
  Found by_verb(std::uint32_t verb, std::uint32_t instrument, bool patient) const {
    if (!patient) return {};
    for (const LemmaRow& row : table_.rows(a_.lemma(verb)))
      if (row.part == "verb" && row.words.empty()) return settle(row, verb);
    // "put into force", "took effect" with the instrument as subject come by by_subject
    (void)instrument;
    return {};
  }

  Found by_preposition(std::uint32_t verb, std::uint32_t token) const {
    const std::string_view preposition = case_of(a_, token);
    for (const LemmaRow& row : table_.rows(a_.lemma(verb)))
      if (row.part == "verb" &&
          std::find(row.words.begin(), row.words.end(), preposition) != row.words.end())
        return settle(row, verb);
    // "agreed on a plan", "acceded to the convention"
    if (preposition == "on" || preposition == "to")
      for (const LemmaRow& row : table_.rows(a_.lemma(verb)))
        if (row.part == "verb" && row.words.empty() &&
            (a_.lemma(verb) == "agree" || a_.lemma(verb) == "accede"))
          return settle(row, verb);
    // "pulled out of the treaty"
    for (const LemmaRow& row : table_.rows(a_.lemma(verb)))
      if (row.part == "verb" && preposition == "of")
        for (const std::string& word : row.words)
          if (child_with_lemma(a_, verb, Deprel::kCompound, word) != kNoToken ||
              child_with_lemma(a_, verb, Deprel::kAdvmod, word) != kNoToken ||
              child_with_lemma(a_, token, Deprel::kCase, word) != kNoToken)
            return settle(row, verb);
    return {};
  }

  // "the treaty entered into force", "the pact took effect".
  Found by_subject(std::uint32_t verb) const {
    for (const LemmaRow& row : table_.rows(a_.lemma(verb))) {
      if (row.part != "verb" || row.words.empty()) continue;
      for (const std::uint32_t child : children(a_, verb))
        if (std::find(row.words.begin(), row.words.end(), a_.lemma(child)) != row.words.end())
          return settle(row, verb);
    }
    return {};
  }

  Found settle(const LemmaRow& row, std::uint32_t verb) const {
    Found found;
    if (is_negated(a_, verb) || !parse_agreement_stage(row.value, found.stage)) return found;
    // "signed as a witness": no party to it
    if (const std::uint32_t role = oblique(a_, verb, "as");
        role != kNoToken && a_.lemma(role) == "witness")
      return found;
    found.any = true;
    found.verb = true;
    found.word = verb;
    const bool to_come = is_future(a_, verb) || is_conditional(a_, verb);
    if (!to_come) return found;
    if (found.stage == AgreementStage::kSuspended || found.stage == AgreementStage::kWithdrawn) {
      if (is_conditional(a_, verb)) found.any = false;  // "could suspend"
    } else if (found.stage >= AgreementStage::kRatified) {
      found.any = false;  // "will ratify", "is to extend": it stands where it stood
    } else {
      found.stage = AgreementStage::kProposed;
    }
    return found;
  }

  // ---------------------------------------------------------------- parties
  void parties_of(std::uint32_t token, const Found& found, std::vector<std::string>& out,
                  bool& strangers) const {
    phrase_parties(token, out);
    // a list shares its tail: "a treaty and a protocol with France"
    if (found.word == kNoToken) return;
    if (found.verb)
      verb_parties(found.word, out, strangers);
    else
      noun_parties(found.word, out);
  }

  void phrase_parties(std::uint32_t token, std::vector<std::string>& out) const {
    for (const std::uint32_t child : children(a_, token)) {
      const Deprel deprel = a_.tokens.deprel[child];
      if (deprel == Deprel::kAmod || deprel == Deprel::kCompound ||
          (deprel == Deprel::kNmod && a_.tokens.subtype[child] == Subtype::kPoss)) {
        scene_.countries.in(scene_.extents.first(child), scene_.extents.last(child), out);
      } else if (deprel == Deprel::kNmod || deprel == Deprel::kObl) {
        const std::string_view preposition = case_of(a_, child);
        if (preposition == "between" || preposition == "with" || preposition == "among")
          party(child, out);
      } else if (deprel == Deprel::kAcl) {
        for (const std::string_view preposition : {"between", "with"})
          if (const std::uint32_t at = oblique(a_, child, preposition); at != kNoToken)
            party(at, out);
        // "signed by A and B", not "mediated by"
        const LemmaRow* row = table_.find(a_.lemma(child), "verb");
        const std::uint32_t by =
            row == nullptr || a_.lemma(child) == "mediate" || a_.lemma(child) == "broker"
                ? kNoToken
                : oblique(a_, child, "by");
        if (by != kNoToken) party(by, out);
      }
    }
  }

  // The countries of a phrase and its conjuncts.
  void party(std::uint32_t token, std::vector<std::string>& out) const {
    s_.actors.clear();
    actors_of(a_, scene_.resolution, token, s_.actors);
    for (const std::uint32_t actor : s_.actors) add_country(scene_.resolution, actor, out);
    if (s_.actors.empty())
      if (const std::string_view country = scene_.countries.at(token);
          DocumentCountries::is_party(country) &&
          std::find(out.begin(), out.end(), country) == out.end())
        out.emplace_back(country);
  }

  void verb_parties(std::uint32_t verb, std::vector<std::string>& out, bool& strangers) const {
    if (a_.lemma(verb) == "mediate" || a_.lemma(verb) == "broker") {  // who does is no party to it
      if (const std::uint32_t at = oblique(a_, verb, "between"); at != kNoToken) party(at, out);
      return;
    }
    const std::uint32_t agent = agent_of(a_, verb);
    if (agent != kNoToken) {
      const std::size_t before = out.size();
      party(agent, out);
      const Upos upos = a_.tokens.upos[agent];
      strangers = out.size() == before && out.empty() &&
                  (upos == Upos::kPropn || (upos == Upos::kNoun && !is_sides(agent)));
    }
    for (const std::string_view preposition : {"with", "between", "by"})
      if (const std::uint32_t at = oblique(a_, verb, preposition); at != kNoToken) party(at, out);
  }

  bool is_sides(std::uint32_t token) const {
    const std::string_view lemma = a_.lemma(token);
    return lemma == "side" || lemma == "country" || lemma == "party" || lemma == "nation" ||
           lemma == "state" || lemma == "leader" || lemma == "government" || lemma == "minister" ||
           lemma == "president" || lemma == "official" || lemma == "delegation" ||
           lemma == "counterpart" || lemma == "neighbour" || lemma == "neighbor";
  }

  void noun_parties(std::uint32_t noun, std::vector<std::string>& out) const {
    for (const std::string_view preposition : {"between", "by", "with"})
      if (const std::uint32_t at = oblique(a_, noun, preposition); at != kNoToken) party(at, out);
    for (const std::uint32_t child : children(a_, noun))
      if (a_.tokens.deprel[child] == Deprel::kNmod && a_.tokens.subtype[child] == Subtype::kPoss)
        party(child, out);
    if (out.size() >= 2) return;
    const std::uint32_t clause = clause_of(a_, noun);
    if (clause == kNoToken) return;
    if (const std::uint32_t agent = agent_of(a_, clause); agent != kNoToken && agent != noun)
      party(agent, out);
  }

  // A second party where the sentence, or the document, leaves no doubt.
  bool complete(std::uint32_t token, const Found& found, bool strangers,
                std::vector<std::string>& out) const {
    if (out.size() >= 2) return true;
    if (!found.any || strangers) return false;
    const Sentence& sentence = a_.sentences[a_.tokens.sentence[token]];
    std::vector<std::string> named = out;
    scene_.countries.in(sentence.first, sentence.last, named);
    if (named.size() == 2 && (found.verb || out.size() == 1)) {
      out = named;
      return true;
    }
    if (out.size() == 1) {
      if (named.size() > 2 && !found.verb) return false;
      const std::string_view other = scene_.countries.partner_of(out.front());
      if (other.empty()) return false;
      out.emplace_back(other);
      return true;
    }
    if (!found.verb || !named.empty()) return false;
    out = scene_.countries.main_pair();
    return out.size() == 2;
  }

  // ---------------------------------------------------------------- entries
  void instrument(std::uint32_t token) {
    if (const std::uint32_t det = child_of(a_, token, Deprel::kDet);
        det != kNoToken && a_.lower(det) == "no")
      return note(token, "none");
    Found found = stage_of(token);
    std::vector<std::string> parties;
    bool strangers = false;
    parties_of(token, found, parties, strangers);
    if (!found.any) {
      // "a deal between the EU and Libya": it was struck, or there would be none
      if (parties.size() < 2 || !(is_indefinite(token) || a_.tokens.upos[token] == Upos::kPropn) ||
          !names_parties(token))
        return note(token, "no stage");
      found.any = true;
      found.stage = is_indefinite(token) ? AgreementStage::kSigned : AgreementStage::kInForce;
      const std::uint32_t clause = clause_of(a_, token);
      if (clause != kNoToken &&
          (is_future(a_, clause) || is_conditional(a_, clause) || is_negated(a_, clause)))
        return note(token, "not made");
    }
    if (!complete(token, found, strangers, parties)) return note(token, "no two parties");
    if (parties.size() > 12) return note(token, "too many parties");
    Entry entry;
    entry.kind = kind_of(token);
    entry.agreement.parties = std::move(parties);
    entry.agreement.stage = found.stage;
    entry.agreement.sentence = a_.tokens.sentence[token];
    entry.agreement.subject = subject_of(token, entry.agreement.span);
    entry.agreement.fields = fields_of(token, found);
    entry.agreement.date = stated_date(scene_, found.word == kNoToken ? token : found.word);
    note(token, to_string(found.stage));
    merge(std::move(entry), is_definite(token));
  }

  // "between A and B" or "with B" or "A-B" stands in its own phrase.
  bool names_parties(std::uint32_t token) const {
    std::vector<std::string> own;
    phrase_parties(token, own);
    return own.size() >= 2;
  }

  FieldSet fields_of(std::uint32_t token, const Found& found) const {
    FieldSet fields = fields_of_subtree(scene_.extents, scene_.fields, token);
    if (fields == 0 && found.word != kNoToken)
      fields = fields_of_act(a_, scene_.extents, scene_.fields, found.word);
    return fields;
  }

  // The instrument's phrase without its relative clauses, in one line.
  std::string subject_of(std::uint32_t token, Span& span) const {
    std::uint32_t first = scene_.extents.first(token), last = scene_.extents.last(token);
    for (const std::uint32_t child : children(a_, token)) {
      const Deprel deprel = a_.tokens.deprel[child];
      const bool heavy = (deprel == Deprel::kAcl && a_.tokens.subtype[child] == Subtype::kRelcl) ||
                         deprel == Deprel::kParataxis || deprel == Deprel::kConj ||
                         deprel == Deprel::kPunct || deprel == Deprel::kAdvcl;
      if (heavy && child > token) last = std::min(last, scene_.extents.first(child));
    }
    while (first < token && is_frame(first)) ++first;
    for (const Timex& time : scene_.resolution.times)  // "treaty with Spain last Wednesday"
      if (time.first > token && time.first < last && time.type == TimexType::kDate)
        last = time.first;
    if (last <= token) last = token + 1;
    while (last > token + 1 && (is_frame(last - 1) || a_.tokens.upos[last - 1] == Upos::kCconj))
      --last;
    span = {a_.tokens.begin[first], a_.tokens.end[last - 1]};
    std::string out;
    for (std::uint32_t t = first; t < last; ++t) {
      const std::string_view piece = scene_.document.piece(a_.span(t));
      if (out.size() + piece.size() + 1 > kMaxSubjectBytes) break;
      out += piece;
      if (t + 1 < last && a_.tokens.space_after[t] != 0) out += ' ';
    }
    return out;
  }

  // Words that stand before a phrase and are not its matter: "of a", "the", a bracket.
  bool is_frame(std::uint32_t token) const {
    const Upos upos = a_.tokens.upos[token];
    return upos == Upos::kAdp || upos == Upos::kDet || upos == Upos::kPunct || upos == Upos::kPart;
  }

  // One agreement told of twice is one entry, at its furthest stage.
  void merge(Entry entry, bool definite) {
    std::vector<std::string> key = entry.agreement.parties;
    std::sort(key.begin(), key.end());
    for (auto it = entries_.rbegin(); it != entries_.rend(); ++it) {
      std::vector<std::string> other = it->agreement.parties;
      std::sort(other.begin(), other.end());
      if (other != key) continue;
      // What one side alleges says nothing of where the agreement stands.
      if ((it->agreement.stage == AgreementStage::kViolated) !=
          (entry.agreement.stage == AgreementStage::kViolated))
        continue;
      const bool same_kind = it->kind == entry.kind || definite || entry.kind == "document";
      const bool headline =
          a_.sentences[it->agreement.sentence].in_title;  // what it announces, the text tells
      const bool same_matter = headline || it->agreement.fields == 0 ||
                               entry.agreement.fields == 0 ||
                               (it->agreement.fields & entry.agreement.fields) != 0;
      if (!same_kind || !same_matter) continue;
      Agreement& kept = it->agreement;
      if (entry.agreement.stage > kept.stage) {
        kept.stage = entry.agreement.stage;
        if (!entry.agreement.date.value.empty()) kept.date = entry.agreement.date;
        kept.sentence = entry.agreement.sentence;
        kept.span = entry.agreement.span;
      } else if (kept.date.value.empty() && entry.agreement.stage == kept.stage) {
        kept.date = entry.agreement.date;
      }
      kept.fields |= entry.agreement.fields;
      if (entry.agreement.subject.size() > kept.subject.size() && !definite)
        kept.subject = entry.agreement.subject;
      return;
    }
    if (entries_.size() < AgreementFinder::kMaxEntries) entries_.push_back(std::move(entry));
  }

  void note(std::uint32_t token, std::string_view what) const {
    if (trace_ == nullptr) return;
    trace_->lines.push_back({"agreements", a_.tokens.sentence[token],
                             std::string(a_.form(token)) + ": " + std::string(what)});
  }

  const LemmaTable& table_;
  const RegisterScene& scene_;
  const Analysis& a_;
  AgreementScratch& s_;
  std::vector<Agreement>& out_;
  Trace* trace_;
  std::vector<Entry> entries_;
};

Result<AgreementFinder> AgreementFinder::open(const Lexicons& lexicons) {
  AgreementFinder finder;
  ENTENTE_TRY(const TableView table, lexicons.table("en.agreements"));
  finder.table_.load(table, "stage", "with");
  for (const LemmaRow& row : finder.table_.all()) {
    AgreementStage stage;
    if (row.part == "instrument" ? !row.value.empty() : !parse_agreement_stage(row.value, stage))
      return Error{ErrorCode::kBadModel, "unknown stage \"" + row.value + "\"", row.place, 0};
  }
  return finder;
}

void AgreementFinder::find(const RegisterScene& scene, AgreementScratch& scratch,
                           std::vector<Agreement>& out, Trace* trace) const {
  AgreementSearch(table_, scene, scratch, out, trace).run();
}

}  // namespace entente
