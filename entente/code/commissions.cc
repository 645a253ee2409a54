// A joint body is a noun of the table ("commission", "council") that its phrase marks as one of
// several states: a word such as "joint", "intergovernmental", or the names of two states on it
// ("Saudi-Greek Strategic Partnership Council", "between the two nations"). Bodies of one state or
// with a staff of their own ("the Security Council", "the European Commission") are actors of
// resolve/ with codes of their own, and are left alone.
//
// What it did: established where somebody sets it up, revives it or agrees to; reviewed where a
// review is the verb above it (the founding report: both sides "verified the progress in more than
// 20 work areas established by" it); met otherwise. Tested by commissions_test.cc.
#include "entente/code/commissions.h"

#include <algorithm>
#include <array>

#include "entente/base/unicode.h"
#include "entente/base/utf8.h"

namespace entente {
namespace {

struct ActivityName {
  std::string_view name;
  CommissionActivity activity;
  int weight;  // of two reports of one body the heavier is kept
};
constexpr ActivityName kActivities[] = {{"established", CommissionActivity::kEstablished, 4},
                                        {"met", CommissionActivity::kMet, 1},
                                        {"reviewed", CommissionActivity::kReviewed, 2},
                                        {"suspended", CommissionActivity::kSuspended, 5},
                                        {"dissolved", CommissionActivity::kDissolved, 6}};

int weight_of(CommissionActivity activity) {
  for (const ActivityName& a : kActivities)
    if (a.activity == activity) return a.weight;
  return 0;
}

constexpr std::array<std::string_view, 9> kAreas = {"area", "field", "sector", "sphere", "domain",
                                                    "line", "axis",  "topic",  "project"};
constexpr int kMaxSteps = 8;

}  // namespace

bool parse_commission_activity(std::string_view text, CommissionActivity& out) {
  for (const ActivityName& a : kActivities)
    if (a.name == text) {
      out = a.activity;
      return true;
    }
  return false;
}

std::uint32_t parse_count(std::string_view word) {
  static constexpr std::string_view kSmall[] = {
      "zero",     "one",     "two",     "three",     "four",     "five",    "six",
      "seven",    "eight",   "nine",    "ten",       "eleven",   "twelve",  "thirteen",
      "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"};
  static constexpr std::string_view kTens[] = {"twenty", "thirty",  "forty",  "fifty",
                                               "sixty",  "seventy", "eighty", "ninety"};
  if (word == "dozen") return 12;
  if (word == "score") return 20;
  std::uint32_t number = 0;
  bool digits = !word.empty();
  for (const char c : word) {
    if (c < '0' || c > '9')
      digits = false;
    else if (number <= 1000)
      number = number * 10 + static_cast<std::uint32_t>(c - '0');
  }
  if (digits) return number <= 1000 ? number : 0;
  for (std::uint32_t i = 0; i < std::size(kSmall); ++i)
    if (word == kSmall[i]) return i;
  for (std::uint32_t i = 0; i < std::size(kTens); ++i) {
    const std::string_view ten = kTens[i];
    if (!word.starts_with(ten)) continue;
    if (word.size() == ten.size()) return 20 + 10 * i;
    if (word[ten.size()] != '-') return 0;
    const std::uint32_t unit = parse_count(word.substr(ten.size() + 1));
    return unit > 0 && unit < 10 ? 20 + 10 * i + unit : 0;
  }
  return 0;
}

class CommissionSearch {
 public:
  CommissionSearch(const LemmaTable& table, const RegisterScene& scene, CommissionScratch& scratch,
                   std::vector<Commission>& out, Trace* trace)
      : table_(table),
        scene_(scene),
        a_(scene.analysis),
        s_(scratch),
        out_(out),
        trace_(trace),
        from_(out.size()) {}

  void run() {
    for (std::uint32_t t = 0; t < a_.tokens.size(); ++t) {
      const Upos upos = a_.tokens.upos[t];
      if (upos != Upos::kNoun && upos != Upos::kPropn) continue;
      const std::string_view kind = upos == Upos::kPropn ? a_.lower(t) : a_.lemma(t);
      const bool body = table_.find(kind, "body") != nullptr;
      if (body || table_.find(kind, "weak_body") != nullptr) consider(t, body);
    }
  }

 private:
  std::string_view word(std::uint32_t token) const {
    return a_.tokens.upos[token] == Upos::kPropn ? a_.lower(token) : a_.lemma(token);
  }

  void consider(std::uint32_t token, bool body) {
    // The last word of a name is not always its head: "Joint Commission for ... Cooperation" is,
    // "Commission Member" is not.
    const std::uint32_t head = a_.tokens.head[token];
    if (a_.tokens.deprel[token] == Deprel::kCompound && head != kNoToken && head > token) return;
    if (of_one_side(token)) return;
    const std::uint32_t first = phrase_first(token);
    bool joint = false;
    for (std::uint32_t t = first; t <= token; ++t) joint |= marks(t);
    std::vector<std::string>& parties = s_.parties;
    parties.clear();
    phrase_parties(token, first, parties);
    if (!body && !(joint && parties.size() >= 2)) return;
    if (!joint && parties.size() < 2) return;
    complete(token, parties);
    if (parties.size() < 2 || parties.size() > 12) return note(token, "no two parties");
    CommissionActivity activity;
    if (!activity_of(token, activity)) return note(token, "did nothing");
    add(token, first, parties, activity);
  }

  bool marks(std::uint32_t token) const {
    if (table_.find(a_.lower(token), "mark") != nullptr) return true;
    // "High Level", "High-Level" as one token or as two or three
    return a_.lower(token) == "level" && token > 0 &&
           (a_.lower(token - 1) == "high" || a_.lower(token - 1) == "-");
  }

  // It is an actor that resolve/ knows by a code of its own: the UN's, the EU's, a ministry's.
  bool of_one_side(std::uint32_t token) const {
    const std::uint32_t mention = token < scene_.resolution.mention_of.size()
                                      ? scene_.resolution.mention_of[token]
                                      : Resolution::kNone;
    if (mention == Resolution::kNone) return false;
    const Actor& actor = scene_.resolution.actors[scene_.resolution.mentions[mention].actor];
    return actor.country == "UNO" || actor.country == "EUR" || actor.country == "NGO" ||
           actor.country == "IMG";
  }

  // Where its name begins: the modifiers before it.
  std::uint32_t phrase_first(std::uint32_t token) const {
    const Sentence& sentence = a_.sentences[a_.tokens.sentence[token]];
    std::uint32_t first = token;
    while (first > sentence.first) {
      const std::uint32_t t = first - 1;
      const Upos upos = a_.tokens.upos[t];
      const bool hyphen = a_.lower(t) == "-" || a_.lower(t) == "–";
      if (!hyphen && upos != Upos::kAdj && upos != Upos::kPropn && upos != Upos::kNoun &&
          upos != Upos::kNum)
        break;
      first = t;
    }
    return first;
  }

  void phrase_parties(std::uint32_t token, std::uint32_t first,
                      std::vector<std::string>& out) const {
    scene_.countries.in(first, token + 1, out);
    // "Commission (CIAN) Venezuela-Russia", "Commission between A and B", "of the two countries"
    const Sentence& sentence = a_.sentences[a_.tokens.sentence[token]];
    for (const std::uint32_t child : children(a_, token)) {
      const Deprel deprel = a_.tokens.deprel[child];
      if (child < token) {
        if (deprel == Deprel::kNmod)
          scene_.countries.in(scene_.extents.first(child), scene_.extents.last(child), out);
        continue;
      }
      const std::string_view preposition = case_of(a_, child);
      const bool named =
          deprel == Deprel::kAppos || deprel == Deprel::kFlat || deprel == Deprel::kCompound ||
          (deprel == Deprel::kNmod && (preposition.empty() || preposition == "between" ||
                                       preposition == "of" || preposition == "with"));
      if (named) scene_.countries.in(scene_.extents.first(child), scene_.extents.last(child), out);
      if (deprel == Deprel::kNmod)
        if (const std::uint32_t between = oblique(a_, child, "between"); between != kNoToken)
          scene_.countries.in(scene_.extents.first(between), scene_.extents.last(between), out);
    }
    // names set behind it that the tree hung elsewhere: "Commission (CIAN) Venezuela-Russia"
    std::uint32_t t = token + 1;
    if (t + 2 < sentence.last && a_.lower(t) == "(" && a_.lower(t + 2) == ")") t += 3;
    std::uint32_t end = t;
    while (end < sentence.last && end < t + 4 &&
           (a_.tokens.upos[end] == Upos::kPropn || a_.lower(end) == "-" || a_.lower(end) == "–"))
      ++end;
    scene_.countries.in(t, end, out);
  }

  // The states that the sentence names, or that the document is about.
  void complete(std::uint32_t token, std::vector<std::string>& parties) const {
    if (parties.size() >= 2) return;
    const Sentence& sentence = a_.sentences[a_.tokens.sentence[token]];
    std::vector<std::string>& named = s_.named;
    named = parties;
    scene_.countries.in(sentence.first, sentence.last, named);
    std::erase_if(named, [](const std::string& c) { return c == "UNO" || c == "IGO"; });
    if (named.size() == 2) {
      parties = named;
    } else if (parties.size() == 1) {
      if (const std::string_view other = scene_.countries.partner_of(parties.front());
          !other.empty())
        parties.emplace_back(other);
    } else {
      parties = scene_.countries.main_pair();
    }
  }

  // ---------------------------------------------------------------- what it did
  bool activity_of(std::uint32_t token, CommissionActivity& out) const {
    int best = 0;
    const auto take = [&](const LemmaRow* row) {
      CommissionActivity activity;
      if (row == nullptr || !parse_commission_activity(row->value, activity) ||
          weight_of(activity) <= best)
        return;
      best = weight_of(activity);
      out = activity;
    };
    std::uint32_t at = token;
    bool own = true;  // still what the verb is about, not only what it happens beside
    for (int step = 0; step < kMaxSteps; ++step) {
      const std::uint32_t head = a_.tokens.head[at];
      if (head == kNoToken) break;
      const Deprel deprel = a_.tokens.deprel[at];
      const std::string_view lemma = a_.lemma(head);
      if (a_.tokens.upos[head] == Upos::kNoun) {
        take_fitting(table_.find(lemma, "noun"),
                     deprel == Deprel::kNmod || deprel == Deprel::kCompound, own, take);
      } else if (a_.tokens.upos[head] == Upos::kVerb && !is_negated(a_, head)) {
        const bool patient =
            deprel == Deprel::kObj || (deprel == Deprel::kNsubj && is_passive(a_, head));
        const bool doer = deprel == Deprel::kNsubj && !is_passive(a_, head);
        const LemmaRow* row = table_.find(lemma, "verb");
        if (row != nullptr && is_change(row->value)) {
          if (patient && own) take(row);
        } else if (row != nullptr && (doer || patient || !own || deprel == Deprel::kObl)) {
          take(row);
        }
        if (deprel == Deprel::kObj || deprel == Deprel::kObl) own = false;
      }
      own = own && (deprel == Deprel::kConj || deprel == Deprel::kAppos ||
                    deprel == Deprel::kNmod || deprel == Deprel::kXcomp);
      at = head;
    }
    // "the meeting of the commission held in Caracas"
    if (best == 0)
      for (const std::uint32_t child : children(a_, token))
        if (a_.tokens.deprel[child] == Deprel::kAcl) take(table_.find(a_.lemma(child), "verb"));
    if (best == 0 && sentence_meets(token)) out = CommissionActivity::kMet, best = 1;
    return best != 0;
  }

  template <class Take>
  void take_fitting(const LemmaRow* row, bool hangs, bool own, Take& take) const {
    if (row == nullptr || !hangs) return;
    if (is_change(row->value) && !own) return;
    take(row);
  }

  static bool is_change(std::string_view activity) {
    return activity == "established" || activity == "suspended" || activity == "dissolved";
  }

  bool sentence_meets(std::uint32_t token) const {
    const Sentence& sentence = a_.sentences[a_.tokens.sentence[token]];
    for (std::uint32_t t = sentence.first; t < sentence.last; ++t)
      if (const LemmaRow* row =
              table_.find(a_.lemma(t), a_.tokens.upos[t] == Upos::kVerb ? "verb" : "noun");
          row != nullptr && (row->value == "met" || row->value == "reviewed"))
        return true;
    return false;
  }

  // "more than 20 work areas", anywhere in its sentence.
  std::optional<std::uint32_t> areas_of(std::uint32_t token) const {
    const Sentence& sentence = a_.sentences[a_.tokens.sentence[token]];
    for (std::uint32_t t = sentence.first; t < sentence.last; ++t) {
      if (std::find(kAreas.begin(), kAreas.end(), a_.lemma(t)) == kAreas.end()) continue;
      for (std::uint32_t n = t > sentence.first + 4 ? t - 4 : sentence.first; n < t; ++n) {
        if (a_.tokens.upos[n] != Upos::kNum) continue;
        if (const std::uint32_t count = parse_count(a_.lower(n)); count > 1) return count;
      }
    }
    return std::nullopt;
  }

  // ---------------------------------------------------------------- entries
  void add(std::uint32_t token, std::uint32_t first, const std::vector<std::string>& parties,
           CommissionActivity activity) {
    std::vector<std::string> key = parties;
    std::sort(key.begin(), key.end());
    const std::optional<std::uint32_t> areas = areas_of(token);
    for (std::size_t i = from_; i < out_.size(); ++i) {
      std::vector<std::string> other = out_[i].parties;
      std::sort(other.begin(), other.end());
      if (other != key) continue;
      if (weight_of(activity) > weight_of(out_[i].activity))
        out_[i].activity = activity, out_[i].sentence = a_.tokens.sentence[token];
      if (!out_[i].areas) out_[i].areas = areas;
      return;
    }
    Commission entry;
    entry.actor = scene_.added.actor_at(scene_.document, a_, scene_.resolution, token, first,
                                        name_last(token), ActorKind::kOrganization);
    entry.parties = parties;
    entry.areas = areas;
    entry.activity = activity;
    entry.sentence = a_.tokens.sentence[token];
    out_.push_back(std::move(entry));
    note(token, to_string(activity));
  }

  // Where its name ends: "Commission for Technical, Scientific and Cultural Cooperation",
  // "Commission on Indus Waters".
  std::uint32_t name_last(std::uint32_t token) const {
    for (const std::uint32_t child : children(a_, token)) {
      if (child < token || a_.tokens.deprel[child] != Deprel::kNmod) continue;
      const std::string_view preposition = case_of(a_, child);
      if ((preposition == "for" || preposition == "on" || preposition == "of") &&
          is_upper(code_point_at(a_.form(child), 0).value)) {
        std::uint32_t last = child + 1;
        while (last < scene_.extents.last(child) && is_upper(code_point_at(a_.form(last), 0).value))
          ++last;
        return last;
      }
    }
    return token + 1;
  }

  void note(std::uint32_t token, std::string_view what) const {
    if (trace_ != nullptr)
      trace_->lines.push_back({"commissions", a_.tokens.sentence[token],
                               std::string(a_.form(token)) + ": " + std::string(what)});
  }

  const LemmaTable& table_;
  const RegisterScene& scene_;
  const Analysis& a_;
  CommissionScratch& s_;
  std::vector<Commission>& out_;
  Trace* trace_;
  std::size_t from_;
};

Result<CommissionFinder> CommissionFinder::open(const Lexicons& lexicons) {
  CommissionFinder finder;
  ENTENTE_TRY(const TableView table, lexicons.table("en.commissions"));
  finder.table_.load(table, "activity", "");
  for (const LemmaRow& row : finder.table_.all()) {
    CommissionActivity activity;
    const bool names = row.part == "body" || row.part == "weak_body" || row.part == "mark";
    if (names ? !row.value.empty() : !parse_commission_activity(row.value, activity))
      return Error{ErrorCode::kBadModel, "unknown activity \"" + row.value + "\"", row.place, 0};
  }
  return finder;
}

void CommissionFinder::find(const RegisterScene& scene, CommissionScratch& scratch,
                            std::vector<Commission>& out, Trace* trace) const {
  CommissionSearch(table_, scene, scratch, out, trace).run();
}

}  // namespace entente
