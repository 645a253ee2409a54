// The act's own auxiliaries, adverbs and marks come first, then each clause or noun above it,
// outward, until something that is not part of the same assertion: a relative clause, an adverbial
// one, the top. "Had" makes background only where no verb of saying in the past stands over it:
// "Poland had expelled him" is background, "said that it had expelled him" is the news. Tested by
// status_test.cc.
#include "entente/code/status.h"

#include <algorithm>
#include <array>

namespace entente {
namespace {

constexpr int kMaxSteps = 16;
constexpr std::size_t kFewSentences = 3;
constexpr std::array<std::string_view, 8> kEffectNames = {
    "negated", "future", "obligation", "possible", "conditional", "planned", "denied", "past"};
constexpr std::array<std::string_view, 5> kWhereNames = {"aux", "adverb", "mark", "over",
                                                         "modifier"};

// Is it the head of its sentence, or joined to it?
bool token_is_main(const Analysis& analysis, std::uint32_t token) {
  while (analysis.tokens.head[token] != kNoToken && analysis.tokens.deprel[token] == Deprel::kConj)
    token = analysis.tokens.head[token];
  return analysis.tokens.head[token] == kNoToken;
}

bool starts_upper(std::string_view form) {
  return !form.empty() && form[0] >= 'A' && form[0] <= 'Z';
}

bool finite(const Analysis& analysis, std::uint32_t verb) {
  for (const std::uint32_t c : children(analysis, verb))
    if (analysis.tokens.deprel[c] == Deprel::kNsubj || analysis.tokens.deprel[c] == Deprel::kAux)
      return true;
  return false;
}

template <std::size_t N>
bool find_in(const std::array<std::string_view, N>& names, std::string_view text,
             std::size_t& index) {
  index = static_cast<std::size_t>(std::find(names.begin(), names.end(), text) - names.begin());
  return index < N;
}

}  // namespace

EventStatus Stance::status() const {
  if (denied || negated) return EventStatus::kDenied;
  if (conditional || possible) return EventStatus::kConditional;
  if (planned || future || obligation) return EventStatus::kPlanned;
  return past ? EventStatus::kPast : EventStatus::kAsserted;
}

Result<StatusReader> StatusReader::load(const Lexicons& lexicons, Vocabulary& vocabulary,
                                        const WordSets& sets) {
  StatusReader out;
  ENTENTE_TRY(const TableView table, lexicons.table("code.status"));
  out.table_ = table;
  const std::uint32_t lemmas = table.column("lemmas"), place = table.column("place"),
                      effect = table.column("effect");
  for (std::uint32_t row = 0; row < table.rows(); ++row) {
    std::size_t where = 0, what = 0;
    if (!find_in(kWhereNames, table.text(row, place), where) ||
        !find_in(kEffectNames, table.text(row, effect), what))
      return Error{ErrorCode::kBadModel, "no such place or effect", table.place(row), 0};
    std::string_view rest = table.text(row, lemmas);
    while (!rest.empty()) {
      const std::size_t cut = rest.find('|');
      const WordId word = vocabulary.add(rest.substr(0, cut));
      if (out.of_word_.size() <= word) out.of_word_.resize(word + 1);
      out.of_word_[word].push_back({static_cast<Where>(where), static_cast<Effect>(what), row});
      rest.remove_prefix(cut == std::string_view::npos ? rest.size() : cut + 1);
    }
  }
  if (SetId say = 0; sets.find("&SAY", say)) out.say_.set(say);
  out.be_ = vocabulary.add("be");
  out.have_ = vocabulary.add("have");
  out.to_ = vocabulary.add("to");
  out.earlier_ = vocabulary.add("earlier");
  return out;
}

const StatusReader::Rule* StatusReader::find(WordId word, Where where) const {
  if (word >= of_word_.size()) return nullptr;
  for (const Rule& rule : of_word_[word])
    if (rule.where == where) return &rule;
  return nullptr;
}

void StatusReader::apply(const Rule& rule, Stance& stance) {
  bool* const flags[] = {&stance.negated,     &stance.future,  &stance.obligation, &stance.possible,
                         &stance.conditional, &stance.planned, &stance.denied,     &stance.past};
  *flags[static_cast<std::size_t>(rule.effect)] = true;
  if (stance.reason == UINT32_MAX) stance.reason = rule.row;
}

// "is to sign", "are to meet": a form of "be" and "to" beside one verb.
bool StatusReader::is_be_to(const Analysis& analysis, const DocumentWords& words,
                            const Clauses& clauses, std::uint32_t token) const {
  if (!clauses.has_mark(token, to_)) return false;
  const std::uint32_t head = analysis.tokens.head[token];
  if (analysis.tokens.deprel[token] == Deprel::kAcl && head != kNoToken &&
      analysis.tokens.head[head] == kNoToken && !clauses.is_clause(head))
    return true;  // a headline: "A to visit B"
  for (const std::uint32_t c : children(analysis, token)) {
    const Deprel deprel = analysis.tokens.deprel[c];
    if (deprel == Deprel::kMark && words.lemma(c) == to_) break;  // "to be fired" is no "is to"
    if ((deprel == Deprel::kAux || deprel == Deprel::kCop) && words.lemma(c) == be_) return true;
  }
  const std::uint32_t above = analysis.tokens.head[token];
  return analysis.tokens.deprel[token] == Deprel::kXcomp && above != kNoToken &&
         words.lemma(above) == be_;
}

void StatusReader::read_children(const Analysis& analysis, const DocumentWords& words,
                                 std::uint32_t token, Stance& stance) const {
  const TokenTable& tokens = analysis.tokens;
  for (const std::uint32_t c : children(analysis, token)) {
    const Rule* rule = nullptr;
    // "Earlier" is no form of the adverb "early" here.
    const WordId word = analysis.lower(c) == "earlier" ? earlier_ : words.lemma(c);
    switch (tokens.deprel[c]) {
      case Deprel::kNsubj:  // "neither A nor B accepts", "no country recognised"
        for (const std::uint32_t d : children(analysis, c))
          if (tokens.deprel[d] == Deprel::kCc || tokens.deprel[d] == Deprel::kDet) {
            const Rule* none = find(words.lemma(d), Where::kAdverb);
            if (none != nullptr && none->effect == Effect::kNegated && d < c) rule = none;
          }
        break;
      case Deprel::kAux:
      case Deprel::kCop:
        // Theresa May is no auxiliary.
        if (c == 0 || tokens.sentence[c - 1] != tokens.sentence[c] ||
            !starts_upper(analysis.form(c)))
          rule = find(words.lemma(c), Where::kAux);
        break;
      case Deprel::kCase:  // "after talks", "because of fighting": a noun's case says what a
                           // clause's mark says
      case Deprel::kMark:
        rule = find(words.lemma(c), Where::kMark);
        // "After welcoming him, A said": told as news; "after A was bombed, B said": as its reason.
        if (rule != nullptr && rule->effect == Effect::kPast && analysis.lower(c) == "after" &&
            (tokens.deprel[c] == Deprel::kCase || !finite(analysis, token)))
          rule = nullptr;
        break;
      case Deprel::kAmod:
      case Deprel::kCompound:
        rule = find(word, Where::kModifier);
        break;
      case Deprel::kAdvmod:
      case Deprel::kDet:
      case Deprel::kCc:
      case Deprel::kObl:
      case Deprel::kNmod:
        rule = find(word, Where::kAdverb);
        if (rule == nullptr && tokens.deprel[c] == Deprel::kAdvmod) rule = find(word, Where::kMark);
        break;
      default:
        break;
    }
    if (rule != nullptr) apply(*rule, stance);
  }
}

bool StatusReader::negated(const Analysis& analysis, const DocumentWords& words,
                           std::uint32_t predicate) const {
  Stance stance;
  read_children(analysis, words, predicate, stance);
  return stance.negated;
}

Stance StatusReader::read(const Analysis& analysis, const DocumentWords& words,
                          const Clauses& clauses, std::uint32_t predicate) const {
  const TokenTable& tokens = analysis.tokens;
  Stance stance;
  bool pluperfect = false, perfect = false, own_clause = true;
  std::uint32_t token = predicate;
  for (int step = 0; step < kMaxSteps; ++step) {
    if (own_clause) {
      read_children(analysis, words, token, stance);
      stance.future |= is_be_to(analysis, words, clauses, token);
      for (const std::uint32_t c : children(analysis, token)) {
        perfect |= tokens.deprel[c] == Deprel::kAux && words.lemma(c) == have_ &&
                   analysis.lower(c) == "have";
        pluperfect |= tokens.deprel[c] == Deprel::kAux && words.lemma(c) == have_ &&
                      analysis.lower(c) == "had";
        if ((tokens.deprel[c] == Deprel::kParataxis && (words.sets(c) & say_).any()) ||
            (tokens.deprel[c] == Deprel::kConj && clauses.inverted_speaker(c) != kNoToken))
          stance.reporting_verb = c;
      }
    }
    const std::uint32_t above = clauses.governor(token);
    if (above == kNoToken) break;
    if (const std::uint32_t verb = clauses.speech_over(token); verb != kNoToken) {
      if (stance.reporting_verb == kNoToken) stance.reporting_verb = verb;
      break;
    }
    const Deprel deprel = tokens.deprel[token];
    const bool moved = above != tokens.head[token];  // beside the verb of speech, not below it
    if (deprel == Deprel::kAcl && tokens.subtype[token] == Subtype::kRelcl) break;
    if (const Rule* rule = find(words.lemma(above), Where::kOver);
        rule != nullptr && deprel != Deprel::kConj &&
        (deprel != Deprel::kAdvcl || clauses.has_mark(token, to_)) && deprel != Deprel::kNsubj &&
        deprel != Deprel::kParataxis)
      apply(*rule, stance);
    const bool says = (words.sets(above) & say_).any();
    if ((deprel == Deprel::kCcomp || deprel == Deprel::kParataxis) && says) {
      if (stance.reporting_verb == kNoToken) stance.reporting_verb = above;
      break;
    }
    // The same assertion goes on upward where this word is a noun in the clause above, an
    // infinitive of it, or shares its auxiliaries.
    if (deprel == Deprel::kConj)
      own_clause = !moved && clauses.child(token, Deprel::kNsubj) == kNoToken &&
                   clauses.child(token, Deprel::kAux) == kNoToken;
    else if (deprel == Deprel::kAdvcl || deprel == Deprel::kCcomp || deprel == Deprel::kObl ||
             deprel == Deprel::kNmod)
      own_clause = false;
    else
      own_clause = true;
    token = above;
  }
  if (stance.future && perfect) stance.conditional = true;  // "would have sent"
  // Where the document tells nothing else, what "had" happened is the news.
  const bool alone =
      token_is_main(analysis, predicate) && analysis.sentences.size() < kFewSentences;
  if (pluperfect && stance.reporting_verb == kNoToken && !alone) stance.past = true;
  return stance;
}

std::string StatusReader::place(std::uint32_t row) const {
  if (row == UINT32_MAX) return {};
  return table_.place(row) + " " + std::string(table_.text(row, table_.column("lemmas")));
}

}  // namespace entente
