// Features are yes or no, so that a weight reads as what it is: "a side that had to be guessed
// costs 0.7". The log-odds add up; the least known are those of acts that news tells in passing
// (relative clauses, nouns), the surest those of main clauses with two institutions. Tested by
// confidence_test.cc.
#include "entente/code/confidence.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace entente {
namespace {

enum Feature : std::uint8_t {
  kBias,
  kNoun,       // a noun that tells the act by itself
  kLightVerb,  // a noun under "launch", "hold"
  kAdjective,
  kOperator,    // a promise, demand, refusal, threat
  kAsksLittle,  // the frame names no filler
  kAsksMuch,    // ... or two
  kGuessed,     // a side is not where the frame says
  kNested,      // an act inside
  kMain,
  kReported,
  kJoined,
  kRelative,
  kParticiple,
  kAdverbial,
  kInfinitive,
  kNominal,
  kFirst,
  kSymmetric,
  kSameCountry,
  kPlanned,
  kDenied,
  kConditional,
  kPast,
  kSourceNone,
  kSourceState,
  kSourceInstitution,
  kSourcePublic,
  kSourceUnknown,
  kTargetNone,
  kTargetState,
  kTargetInstitution,
  kTargetPublic,
  kTargetUnknown,
  kSport,
  kMarket,
  kLongPast,
  kApolitical,     // hardly a sentence names a state or an institution
  kHalfPolitical,  // ... or less than half do
  kInterstate,     // its sides are of two countries
  kOfficial,       // ... and both act in politics
  kSubjectPronoun,
  kPresent,         // told in the present: a rule or habit as often as news
  kHistory,         // most years that the document names lie a generation back
  kDomesticPublic,  // citizens of one country among themselves
  kPartner,         // a side is the other state that the document is about
  kFirstType,       // the 16 types follow
};

constexpr std::string_view kNames[] = {"bias",
                                       "noun",
                                       "light_verb",
                                       "adjective",
                                       "operator",
                                       "asks_little",
                                       "asks_much",
                                       "guessed",
                                       "nested",
                                       "main",
                                       "reported",
                                       "joined",
                                       "relative",
                                       "participle",
                                       "adverbial",
                                       "infinitive",
                                       "nominal",
                                       "first",
                                       "symmetric",
                                       "same_country",
                                       "planned",
                                       "denied",
                                       "conditional",
                                       "past",
                                       "source_none",
                                       "source_state",
                                       "source_institution",
                                       "source_public",
                                       "source_unknown",
                                       "target_none",
                                       "target_state",
                                       "target_institution",
                                       "target_public",
                                       "target_unknown",
                                       "sport",
                                       "market",
                                       "long_past",
                                       "apolitical",
                                       "half_political",
                                       "interstate",
                                       "official",
                                       "subject_pronoun",
                                       "present",
                                       "history",
                                       "domestic_public",
                                       "partner"};
static_assert(std::size(kNames) == kFirstType);
constexpr std::size_t kTypes = 16;

constexpr std::string_view kInstitutions[] = {"GOV", "MIL", "LEG", "JUD", "COP",
                                              "SPY", "REB", "OPP", "PTY", "IGO"};
constexpr std::size_t kFewSentences = 3;
constexpr float kFewPolitical = 0.25F, kHalf = 0.5F;
constexpr int kYearsLongPast = 2, kGeneration = 20, kManyYears = 3;

std::string name_of(std::size_t feature) {
  if (feature < kFirstType) return std::string(kNames[feature]);
  return "type:" + std::string(to_string(static_cast<EventType>(feature - kFirstType)));
}

bool is_international(const Actor& actor) {
  return actor.country == "UNO" || actor.country == "EUR" || actor.country == "IGO";
}

bool is_institution(const Actor& actor) {
  if (is_international(actor)) return true;
  const std::string_view sector = std::string_view(actor.sector).substr(0, 3);
  return std::find(std::begin(kInstitutions), std::end(kInstitutions), sector) !=
         std::end(kInstitutions);
}

// Somebody of whom no more than the country is known is no state.
bool is_state(const Actor& actor) {
  return !actor.country.empty() && actor.sector.empty() && actor.kind != ActorKind::kPerson;
}

// 0 nobody, 1 a state, 2 an institution, 3 others of a known country or part, 4 somebody unknown.
int kind_of(const Resolution& resolution, const std::vector<std::uint32_t>& side) {
  int best = 0;
  constexpr int kOrder[] = {0, 3, 4, 2, 1};  // the best known of a side counts
  for (const std::uint32_t id : side) {
    const Actor& actor = resolution.actors[id];
    const int kind = is_institution(actor)                             ? 2
                     : is_state(actor)                                 ? 1
                     : !actor.country.empty() || !actor.sector.empty() ? 3
                                                                       : 4;
    if (kOrder[kind] > kOrder[best]) best = kind;
  }
  return best;
}

Feature position(const Analysis& analysis, const Act& act) {
  std::uint32_t token = act.verb;
  const TokenTable& tokens = analysis.tokens;
  for (int step = 0; step < 8 && token != kNoToken; ++step) {
    switch (tokens.deprel[token]) {
      case Deprel::kRoot:
        return kMain;
      case Deprel::kCcomp:
      case Deprel::kParataxis:
        return kReported;
      case Deprel::kConj:
        return kJoined;
      case Deprel::kAcl:
        return tokens.subtype[token] == Subtype::kRelcl ? kRelative : kParticiple;
      case Deprel::kAdvcl:
        return kAdverbial;
      case Deprel::kXcomp:
      case Deprel::kCsubj:
        return kInfinitive;
      default:
        return kNominal;
    }
  }
  return kNominal;
}

}  // namespace

bool acts_in_politics(const Actor& actor) { return is_institution(actor) || is_state(actor); }

Result<ConfidenceModel> ConfidenceModel::load(const Lexicons& lexicons, const WordSets& sets) {
  ConfidenceModel out;
  ENTENTE_TRY(const TableView table, lexicons.table("code.confidence"));
  const std::uint32_t feature = table.column("feature"), weight = table.column("weight");
  for (std::uint32_t row = 0; row < table.rows(); ++row) {
    const std::string_view name = table.text(row, feature);
    std::size_t id = 0;
    while (id < kFirstType + kTypes && name_of(id) != name) ++id;
    if (id == kFirstType + kTypes)
      return Error{ErrorCode::kBadModel, "no feature " + std::string(name), table.place(row), 0};
    const auto value = static_cast<float>(table.real(row, weight));
    if (!std::isfinite(value))
      return Error{ErrorCode::kBadModel, "a weight that is no number", table.place(row), 0};
    out.weights_[id] = value;
  }
  SetId id = 0;
  if (sets.find("&SPORT", id)) out.sets_.sport.set(id);
  if (sets.find("&MARKET", id)) out.sets_.market.set(id);
  return out;
}

void ConfidenceModel::read_document(const Document& document, const Analysis& analysis,
                                    const Resolution& resolution, const DocumentWords& words,
                                    DocumentCues& out) const {
  const std::size_t n = analysis.sentences.size();
  out.of_sentence.assign(n, 0);
  constexpr std::uint8_t kNamesPower = 8;
  const std::uint32_t size = analysis.tokens.size();
  for (std::uint32_t token = 0; token < size; ++token) {
    std::uint8_t& cues = out.of_sentence[analysis.tokens.sentence[token]];
    if ((words.sets(token) & sets_.sport).any()) cues |= 1;
    if ((words.sets(token) & sets_.market).any()) cues |= 2;
  }
  const int year = document.date ? std::stoi(format_day(*document.date).substr(0, 4)) : 0;
  int old = 0, recent = 0;
  for (const Timex& time : resolution.times) {
    if (time.first >= size || time.value.size() < 4 || time.type == TimexType::kDuration) continue;
    int value = 0;
    const auto end = std::from_chars(time.value.data(), time.value.data() + 4, value);
    if (end.ec != std::errc() || end.ptr != time.value.data() + 4 || year == 0) continue;
    if (value + kYearsLongPast <= year) out.of_sentence[analysis.tokens.sentence[time.first]] |= 4;
    ++(value + kGeneration <= year ? old : recent);
  }
  out.history = old >= kManyYears && old > recent;
  for (const Mention& mention : resolution.mentions) {
    const Actor& actor = resolution.actors[mention.actor];
    if (mention.head < size && mention.kind != MentionKind::kPronoun && acts_in_politics(actor))
      out.of_sentence[analysis.tokens.sentence[mention.head]] |= kNamesPower;
  }
  const auto naming = std::count_if(out.of_sentence.begin(), out.of_sentence.end(),
                                    [](std::uint8_t cues) { return (cues & kNamesPower) != 0; });
  out.political = n == 0 ? 0 : static_cast<float>(naming) / static_cast<float>(n);
}

FeatureMask ConfidenceModel::features(const Analysis& analysis, const Resolution& resolution,
                                      const DocumentCues& cues, const Act& act, const Event& event,
                                      bool first) const {
  FeatureMask out;
  out.set(kBias);
  const Upos upos = analysis.tokens.upos[act.predicate];
  const bool noun = upos == Upos::kNoun || upos == Upos::kPropn;
  out.set(kNoun, noun && act.verb == act.predicate);
  out.set(kLightVerb, noun && act.verb != act.predicate);
  out.set(kAdjective, upos == Upos::kAdj);
  out.set(kOperator, act.frame->op != kNoOperator);
  out.set(kAsksLittle, act.frame->weight <= 5);
  out.set(kAsksMuch, act.frame->weight >= 14);
  out.set(kGuessed, act.guessed && !act.partner);
  out.set(kPartner, act.partner);
  out.set(kNested, act.depth > 0);
  out.set(position(analysis, act));
  out.set(kFirst, first);
  out.set(kSymmetric, act.symmetric);
  out.set(kPlanned, event.status == EventStatus::kPlanned);
  out.set(kDenied, event.status == EventStatus::kDenied);
  out.set(kConditional, event.status == EventStatus::kConditional);
  out.set(kPast, event.status == EventStatus::kPast);
  std::vector<std::uint32_t> sources = event.sources, targets = event.targets;
  if (targets.empty() && sources.size() > 1) {
    targets.assign(sources.begin() + 1, sources.end());
    sources.resize(1);
  }
  const int source = kind_of(resolution, sources), target = kind_of(resolution, targets);
  out.set(static_cast<std::size_t>(kSourceNone + source));
  out.set(static_cast<std::size_t>(kTargetNone + target));
  const auto country = [&](const std::vector<std::uint32_t>& side) {
    return side.empty() ? std::string_view() : std::string_view(resolution.actors[side[0]].country);
  };
  const bool same = !country(sources).empty() && country(sources) == country(targets);
  out.set(kSameCountry, same);
  out.set(kDomesticPublic, source == 3 && (target == 3 || target == 0) && (same || target == 0));
  const std::uint8_t sentence = cues.of_sentence[event.sentence];
  out.set(kSport, (sentence & 1) != 0);
  out.set(kMarket, (sentence & 2) != 0);
  out.set(kLongPast, (sentence & 4) != 0);
  const bool brief = analysis.sentences.size() < kFewSentences;
  out.set(kApolitical, !brief && cues.political < kFewPolitical);
  out.set(kHalfPolitical, !brief && cues.political >= kFewPolitical && cues.political < kHalf);
  const bool two = !same && !country(sources).empty() && !country(targets).empty();
  out.set(kInterstate, two);
  out.set(kOfficial, two && (source == 1 || source == 2) && (target == 1 || target == 2));
  for (const std::uint32_t c : children(analysis, act.verb))
    if (analysis.tokens.deprel[c] == Deprel::kNsubj && analysis.tokens.upos[c] == Upos::kPron)
      out.set(kSubjectPronoun);
  out.set(kPresent, analysis.has_feat(act.verb, "Tense", "Pres") &&
                        analysis.has_feat(act.verb, "VerbForm", "Fin"));
  out.set(kHistory, cues.history);
  out.set(static_cast<std::size_t>(kFirstType) + static_cast<std::size_t>(event.type));
  return out;
}

bool ConfidenceModel::is_veto(const FeatureMask& features) const {
  const bool certain = features[kOfficial] && !features[kGuessed] && !features[kHistory];
  const float least = features[kInterstate] ? kLeastConfidence : kLeastAtHome;
  return weigh(features) < (certain ? kLeastOfOfficials : least);
}

float ConfidenceModel::weigh(const FeatureMask& features) const {
  float sum = 0;
  for (std::size_t id = 0; id < kFirstType + kTypes; ++id)
    if (features[id]) sum += weights_[id];
  return std::clamp(1.0F / (1.0F + std::exp(-sum)), 0.01F, 0.99F);
}

std::string ConfidenceModel::describe(const FeatureMask& features) const {
  std::string out;
  for (std::size_t id = 0; id < kFirstType + kTypes; ++id)
    if (features[id]) out += (out.empty() ? "" : " ") + name_of(id);
  return out;
}

}  // namespace entente
