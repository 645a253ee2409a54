// A phrase goes to the chain whose phrases together have the greatest share of probability, if that
// is more than none's: one look at a chain that holds many near candidates is worth more than at
// its nearest alone (GUM dev, news, 2026-11: CoNLL F1 50.4 to 51.3). A pair's score is the sum of
// the weights of its features; so is the score of "none before it". A feature is a short text
// ("dist he 2 name"): the first word names the template, the rest its values. Scores of a phrase
// are compared with each other alone, so no feature speaks of the phrase by itself but in "none
// before it".
//
// Tested by chains_test.cc.
#include "entente/resolve/antecedents.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

#include "entente/base/hash.h"
#include "entente/resolve/tree.h"

namespace entente {
namespace {

// How the words of two phrases agree.
enum class Match : std::uint8_t { kNone, kSame, kHeadSubset, kHead, kHeadOther, kPart, kAcronym };
constexpr std::array<std::string_view, 7> kMatches = {"none",      "same", "headsub", "head",
                                                      "headother", "part", "acronym"};

// How much the weights, which were learnt for links alone, lean to "none": found on GUM's dev part,
// 2026-11.
constexpr double kBias = 0.5;

constexpr std::array<std::string_view, 9> kDistances = {"0", "1",  "2",  "3",  "4",
                                                        "6", "10", "20", "far"};
std::string_view bucket(std::uint32_t n) {
  return kDistances[n <= 4 ? n : n <= 6 ? 5 : n <= 10 ? 6 : n <= 20 ? 7 : 8];
}

// Writes features one after another into a buffer and hands each on.
template <class Sink>
class Features {
 public:
  Features(const Nouns& nouns, const Analysis& a, const std::vector<Phrase>& phrases,
           RankScratch& s, Sink sink)
      : nouns_(nouns), a_(a), phrases_(phrases), s_(s), sink_(sink) {}

  void pair(std::uint32_t anaphor, std::uint32_t antecedent) {
    const Phrase& m = phrases_[anaphor];
    const Phrase& c = phrases_[antecedent];
    const std::string_view tm = to_string(m.form), tc = c.joint ? "joint" : to_string(c.form);
    const std::uint32_t sentences = a_.tokens.sentence[m.head] - a_.tokens.sentence[c.head];
    const std::string_view distance = bucket(sentences), order = bucket(anaphor - antecedent);
    const std::string_view rc = to_string(c.role), rm = to_string(m.role);
    const std::string_view number = pair_of(m.number, c.number),
                           gender = pair_of(m.gender, c.gender);
    if (anaphor != counted_) counted_ = anaphor, agreeing_ = 0;
    const bool agrees = agree(m, c);
    emit("form", tm, tc);
    emit("dist", tm, distance, kind(c));
    emit("role", tm, rc, sentences == 0 ? "0" : sentences == 1 ? "1" : "2");
    emit("roles", tm, rm, rc);
    emit("number", tm, number);
    emit("gender", tm, gender, kind(c));
    emit("order", tm, order);
    emit("quote", tm, quotes(m, c), kind(c));
    construct(m, c, tm, tc, sentences);
    actors(m, c, tm);
    if (agrees && m.kind == PhraseKind::kPronoun) emit("nth", tm, bucket(agreeing_++), distance);
    if (m.kind == PhraseKind::kPronoun) return pronoun(m, c, antecedent, tm, tc, distance);
    const Match match = match_of(anaphor, antecedent);
    const std::string_view how = kMatches[static_cast<std::size_t>(match)];
    emit("match", tm, how, tc);
    emit("matchdist", m.kind == PhraseKind::kName ? "name" : tm, how, distance);
    emit("matchnumber", how, number);
    emit("matchgender", how, gender);
    if (match == Match::kSame || match == Match::kHeadSubset || match == Match::kHead ||
        match == Match::kHeadOther)
      emit("matchhead", how, head(m));
    else if (m.kind != PhraseKind::kName && c.kind == PhraseKind::kNominal)
      emit("heads", head(m), head(c));
    else if (m.kind != PhraseKind::kName && c.kind == PhraseKind::kName)
      emit("headname", head(m), tc);
    emit("matchquote", how, quotes(m, c));
    const std::string_view kin = match == Match::kNone ? kinship(m, c) : "word";
    const bool name = m.kind == PhraseKind::kName;
    emit("sorts", name ? "name" : tm, sort(m), sort(c), kin);
    emit("kin", name ? "name" : tm, kin, kind(c), distance);
    emit("tails", how, tail(m), tail(c));
    emit("tailsform", tm, how, tail(c));
    if (const std::string_view owners = possessors(m, c); !owners.empty())
      emit("owners", how, kin, owners);
    emit("seenmatch", how, bucket(seen(antecedent)), kind(c));
  }

  // The features of "no antecedent".
  void none(std::uint32_t phrase) {
    const Phrase& m = phrases_[phrase];
    const std::string_view tm = m.joint ? "joint" : to_string(m.form);
    emit("new", tm);
    emit("newhead", tm, head(m));
    emit("newrole", tm, to_string(m.role));
    emit("newplace", tm,
         phrase == 0                       ? "first"
         : a_.tokens.sentence[m.head] == 0 ? "s0"
         : a_.tokens.sentence[m.head] < 3  ? "s2"
                                           : "later");
    emit("newlength", tm, bucket(m.last - m.first));
    emit("newafter", tm,
         m.last > m.head + 1 ? a_.lower(m.head + 1) == "of" ? "of" : "more" : "end");
    emit("newnumber", tm, letter(m.number));
    emit("newgender", tm, letter(m.gender));
    emit("newseen", tm, bucket(seen(phrase)));
    emit("newquote", tm, m.quote != 0 ? "in" : "out");
    if (m.kind == PhraseKind::kPronoun) emit("newgovernor", tm, governor(m));
    if (m.core_first < m.head) emit("newmodifier", tm, a_.lower(m.core_first));
    emit("newsort", tm, sort(m));
    emit("newtail", tm, tail(m));
    emit("newfirst", lower(m.first));
    emit("newbefore", tm, lower(m.first - 1));
    emit("newnext", tm, lower(m.last));
  }

 private:
  // Can both be one thing, by number and gender? Candidates are handed in from the nearest on: the
  // how-manieth that agrees.
  static bool agree(const Phrase& m, const Phrase& c) {
    if (m.number != 0 && c.number != 0 && m.number != c.number) return false;
    if (m.gender == 0 || c.gender == 0 || m.gender == c.gender)
      return m.gender != 'm' && m.gender != 'f' ? true : c.gender != 0;
    return (m.gender == 'h' && c.gender != 'n') || (c.gender == 'h' && m.gender != 'n');
  }

  static std::string_view letter(char c) {
    switch (c) {
      case 's':
        return "s";
      case 'p':
        return "p";
      case 'm':
        return "m";
      case 'f':
        return "f";
      case 'n':
        return "n";
      case 'h':
        return "h";
      default:
        return "?";
    }
  }
  std::string_view pair_of(char x, char y) {
    pair_text_[pair_at_ ^= 1] = {letter(x)[0], letter(y)[0]};
    return {pair_text_[pair_at_].data(), 2};
  }
  static std::string_view kind(const Phrase& p) {
    return p.kind == PhraseKind::kName ? "name" : p.kind == PhraseKind::kPronoun ? "pron" : "noun";
  }
  static std::string_view quotes(const Phrase& m, const Phrase& c) {
    if (m.quote == 0) return c.quote == 0 ? "out" : "outin";
    return c.quote == 0 ? "inout" : c.quote == m.quote ? "same" : "other";
  }
  std::string_view head(const Phrase& p) const { return a_.strings.view(a_.tokens.lemma[p.head]); }
  std::string_view governor(const Phrase& p) const {
    const std::uint32_t g = a_.tokens.head[p.head];
    return g == kNoToken ? "-" : a_.lemma(g);
  }

  static std::string_view sort(const Phrase& p) {
    if (p.joint) return "joint";
    if (!p.sort.empty()) return p.sort;
    return p.kind == PhraseKind::kPronoun ? to_string(p.form) : "?";
  }
  std::string_view lower(std::uint32_t t) const {
    return t < a_.tokens.size() ? a_.lower(t) : std::string_view("-");
  }

  // What follows the head word within the phrase: the first word of it.
  std::string_view tail(const Phrase& p) const {
    const std::uint32_t end = std::max(p.core_last, p.head + 1);
    if (end >= p.last) return "-";
    const Upos upos = a_.tokens.upos[end];
    if (upos == Upos::kAdp) return a_.lower(end) == "of" ? "of" : "prep";
    if (upos == Upos::kPart) return p.last == end + 1 ? "-" : "part";
    return upos == Upos::kPunct ? "punct" : upos == Upos::kVerb ? "verb" : "more";
  }

  // How two head words that differ are akin: is one a kind of the other?
  std::string_view kinship(const Phrase& m, const Phrase& c) const {
    if (m.noun == Nouns::kNone || c.noun == Nouns::kNone) return "?";
    if (nouns_.is_kind_of(c.noun, head(m)))
      return nouns_.is_kind_of(m.noun, head(c)) ? "both" : "above";
    if (nouns_.is_kind_of(m.noun, head(c))) return "below";
    return m.sort == c.sort ? "sort" : "no";
  }

  std::uint32_t possessor(const Phrase& p) const {
    for (const std::uint32_t child : children(a_, p.head))
      if (a_.tokens.subtype[child] == Subtype::kPoss) return child;
    return kNoToken;
  }
  // "his son", "their child": do the possessors' words differ? "" where both have none.
  std::string_view possessors(const Phrase& m, const Phrase& c) const {
    const std::uint32_t x = possessor(m), y = possessor(c);
    if (x == kNoToken) return y == kNoToken ? "" : "that";
    if (y == kNoToken) return "this";
    if (a_.lower(x) == a_.lower(y)) return "same";
    return a_.tokens.upos[x] == Upos::kPron || a_.tokens.upos[y] == Upos::kPron ? "pron" : "differ";
  }

  // How many phrases of the same head word stand before, up to 5.
  std::uint32_t seen(std::uint32_t phrase) const {
    std::uint32_t n = 0;
    for (std::uint32_t p = s_.previous_with_head[phrase]; p != kNoPhrase && n < 5;
         p = s_.previous_with_head[p])
      ++n;
    return n;
  }

  // Appositions, predicates, clause mates, nesting.
  void construct(const Phrase& m, const Phrase& c, std::string_view tm, std::string_view tc,
                 std::uint32_t sentences) {
    if (sentences != 0) return;
    const std::uint32_t gm = a_.tokens.head[m.head], gc = a_.tokens.head[c.head];
    if (gm == c.head && m.role == PhraseRole::kApposition) emit("appos", tm, tc);
    if (m.predicate_of == c.head && m.predicate_of != kNoToken) emit("copula", tm, tc);
    if (m.first >= c.first && m.last <= c.last)
      emit("inside", tm, kind(c), m.head == c.head ? "head" : "other");
    if (c.first >= m.first && c.last <= m.last) emit("around", tm, kind(c));
    const bool mates = gm == gc && gm != kNoToken;
    if (m.kind == PhraseKind::kPronoun || mates)
      emit("mates", tm,
           mates         ? m.reflexive                        ? "self"
                           : m.role == PhraseRole::kPossessor ? "poss"
                                                              : "yes"
           : m.reflexive ? "selfno"
                         : "no",
           to_string(c.role));
    if (gm == c.head) emit("under", tm, to_string(m.role));
    if (gc == m.head) emit("over", tm, to_string(c.role));
    if (gm != kNoToken && gm != gc && gc != kNoToken && a_.tokens.head[gm] == gc)
      emit("clause", tm, to_string(a_.tokens.deprel[gm]), to_string(c.role));
    if (m.role == PhraseRole::kJoined && gm == gc) emit("joined", tm);
    if (gm == c.head && m.role == PhraseRole::kJoined) emit("joined", tm);
  }

  void actors(const Phrase& m, const Phrase& c, std::string_view tm) {
    if (m.kind == PhraseKind::kPronoun || c.kind == PhraseKind::kPronoun) return;
    if (m.actor == kNoPhrase || c.actor == kNoPhrase) return;
    emit("actor", tm, m.actor == c.actor ? "same" : "other", kind(c));
  }

  void pronoun(const Phrase& m, const Phrase& c, std::uint32_t antecedent, std::string_view tm,
               std::string_view tc, std::string_view distance) {
    const bool speaks =
        m.form == PhraseForm::kI || m.form == PhraseForm::kWe || m.form == PhraseForm::kYou;
    if (c.kind == PhraseKind::kNominal) emit("lemma", tm, head(c));
    emit("seen", tm, bucket(seen(antecedent)), kind(c));
    emit("start", tm, c.first == a_.sentences[a_.tokens.sentence[c.head]].first ? "first" : "later",
         distance);
    if (speaks || c.form == PhraseForm::kI || c.form == PhraseForm::kWe ||
        c.form == PhraseForm::kYou) {
      const std::uint32_t gap = m.paragraph - c.paragraph;
      emit("turn", tm, tc, gap == 0 ? "0" : gap == 1 ? "1" : gap % 2 == 0 ? "even" : "odd");
    }
    if (speaks && m.quote != 0 && c.quote == 0 && c.role == PhraseRole::kSubject) {
      emit("speaker", tm, kind(c), distance);
      emit("says", tm, governor(c));
    }
    emit("govern", tm, governor(m), kind(c) == "pron" ? tc : letter(c.gender));
    emit("governsort", governor(m), sort(c), to_string(m.role));
    emit("sorts", tm, sort(c));
    emit("roledist", tm, to_string(c.role), distance, kind(c));
    emit("tailof", tm, tail(c), kind(c));
  }

  std::span<const StringId> words(std::uint32_t p) const {
    return std::span(s_.words).subspan(s_.of[p].core_begin,
                                       s_.of[p].core_end - s_.of[p].core_begin);
  }
  static bool holds(std::span<const StringId> in, std::span<const StringId> all) {
    return std::all_of(all.begin(), all.end(),
                       [&](StringId w) { return std::find(in.begin(), in.end(), w) != in.end(); });
  }

  Match match_of(std::uint32_t anaphor, std::uint32_t antecedent) const {
    const PhraseWords& x = s_.of[anaphor];
    const PhraseWords& y = s_.of[antecedent];
    if (phrases_[antecedent].kind == PhraseKind::kPronoun) return Match::kNone;
    if (phrases_[anaphor].joint != phrases_[antecedent].joint) return Match::kNone;
    if (x.text == y.text) return Match::kSame;
    const auto shorter = words(anaphor), longer = words(antecedent);
    if (x.head == y.head) {
      if (holds(longer, shorter)) return Match::kHeadSubset;
      return holds(shorter, longer) ? Match::kHead : Match::kHeadOther;
    }
    const bool names = phrases_[anaphor].kind == PhraseKind::kName &&
                       phrases_[antecedent].kind == PhraseKind::kName;
    if (!names) return Match::kNone;
    if (holds(longer, shorter) || holds(shorter, longer)) return Match::kPart;
    return is_acronym(shorter, longer) || is_acronym(longer, shorter) ? Match::kAcronym
                                                                      : Match::kNone;
  }

  // "un" for "united nations".
  bool is_acronym(std::span<const StringId> letters, std::span<const StringId> all) const {
    if (letters.size() != 1 || all.size() < 2) return false;
    const std::string_view word = a_.strings.view(letters[0]);
    std::size_t at = 0;
    for (const StringId id : all) {
      const std::string_view w = a_.strings.view(id);
      if (w == "of" || w == "the" || w == "and" || w == "for") continue;
      if (at >= word.size() || w.empty() || w[0] != word[at]) return false;
      ++at;
    }
    return at == word.size() && at > 1;
  }

  template <class... Parts>
  void emit(Parts... parts) {
    s_.key.clear();
    (append(parts), ...);
    s_.key.pop_back();
    sink_(std::string_view(s_.key));
  }
  void append(std::string_view part) {
    s_.key += part;
    s_.key += ' ';
  }

  const Nouns& nouns_;
  const Analysis& a_;
  const std::vector<Phrase>& phrases_;
  RankScratch& s_;
  Sink sink_;
  std::array<std::array<char, 2>, 2> pair_text_{};
  std::size_t pair_at_ = 0;
  std::uint32_t counted_ = kNoPhrase, agreeing_ = 0;
};

// Is the phrase a part of what the other names: "his" in "his father's house"? That is never the
// same. A phrase in a clause that hangs on the other may be: "the man who lost his hat".
bool is_part_of(const Analysis& a, const Phrase& part, const Phrase& whole) {
  if (part.first < whole.first || part.last > whole.last || part.head == whole.head) return false;
  std::uint32_t t = part.head;
  for (int steps = 0; steps < 4 && t != kNoToken && t != whole.head; ++steps) {
    const Deprel deprel = a.tokens.deprel[t];
    if (deprel != Deprel::kNmod && deprel != Deprel::kCompound && deprel != Deprel::kAmod &&
        deprel != Deprel::kConj)
      return false;
    t = a.tokens.head[t];
  }
  return t == whole.head;
}

std::uint32_t mark_of(std::uint64_t hash) { return static_cast<std::uint32_t>(hash >> 32) | 1; }

}  // namespace

Result<AntecedentRanker> AntecedentRanker::open(const Lexicons& lexicons) {
  ENTENTE_TRY(const TableView table, lexicons.table("en.coreference"));
  const std::uint32_t feature = table.column("feature"), weight = table.column("weight");
  ENTENTE_TRY(const Nouns nouns, Nouns::open(lexicons));
  AntecedentRanker out(nouns);
  std::size_t size = 16;
  while (size < std::size_t{table.rows()} * 2) size *= 2;
  out.slots_.resize(size);
  for (std::uint32_t row = 0; row < table.rows(); ++row) {
    const std::uint64_t hash = hash64(table.text(row, feature));
    std::size_t at = hash & (size - 1);
    while (out.slots_[at].mark != 0) at = (at + 1) & (size - 1);
    out.slots_[at] = {mark_of(hash), static_cast<float>(table.real(row, weight))};
  }
  return out;
}

double AntecedentRanker::weight(std::string_view feature) const {
  const std::uint64_t hash = hash64(feature);
  const std::uint32_t mark = mark_of(hash);
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t at = hash & mask; slots_[at].mark != 0; at = (at + 1) & mask)
    if (slots_[at].mark == mark) return slots_[at].weight;
  return 0;
}

void AntecedentRanker::prepare(const Analysis& a, std::vector<Phrase>& phrases,
                               RankScratch& s) const {
  s.words.clear();
  s.chain.clear();
  s.chain_gender.clear();
  s.of.resize(phrases.size());
  s.previous_with_head.assign(phrases.size(), kNoPhrase);
  for (const StringId id : s.heads_seen)
    if (id < s.last_with_head.size()) s.last_with_head[id] = kNoPhrase;
  s.heads_seen.clear();
  for (std::uint32_t i = 0; i < phrases.size(); ++i) {
    Phrase& p = phrases[i];
    PhraseWords& w = s.of[i];
    w.core_begin = static_cast<std::uint32_t>(s.words.size());
    w.text = p.joint ? 1 : 0;
    const std::uint32_t end = p.joint ? p.last : p.core_last;
    for (std::uint32_t t = p.core_first; t < end; ++t) {
      if (a.tokens.upos[t] == Upos::kPunct || a.tokens.upos[t] == Upos::kPart) continue;
      s.words.push_back(t == p.head && p.kind == PhraseKind::kNominal ? a.tokens.lemma[t]
                                                                      : a.tokens.lower[t]);
      w.text = mix64(w.text * 31 + s.words.back());
    }
    w.core_end = static_cast<std::uint32_t>(s.words.size());
    w.head = a.tokens.lower[p.head];
    if (p.kind == PhraseKind::kNominal)
      w.head = a.tokens.lemma[p.head];
    else if (p.kind == PhraseKind::kName && w.core_end > w.core_begin)
      w.head = s.words.back();
    if (p.kind == PhraseKind::kPronoun) continue;
    if (w.head >= s.last_with_head.size()) s.last_with_head.resize(w.head + 1, kNoPhrase);
    s.previous_with_head[i] = s.last_with_head[w.head];
    s.last_with_head[w.head] = i;
    const std::uint32_t before = s.previous_with_head[i];
    if (p.gender == 'h' && before != kNoPhrase && p.kind == phrases[before].kind &&
        (phrases[before].gender == 'm' || phrases[before].gender == 'f'))
      p.gender = phrases[before].gender;
    s.heads_seen.push_back(w.head);
  }
}

void AntecedentRanker::find_candidates(const Analysis& a, const std::vector<Phrase>& phrases,
                                       std::uint32_t phrase, RankScratch& s) const {
  s.candidates.clear();
  const std::uint32_t from = phrase > kWindow ? phrase - kWindow : 0;
  for (std::uint32_t c = phrase; c-- > from;)
    if (!is_part_of(a, phrases[phrase], phrases[c])) s.candidates.push_back(c);
  if (phrases[phrase].kind == PhraseKind::kPronoun) return;
  std::uint32_t taken = 0;
  for (std::uint32_t c = s.previous_with_head[phrase]; c != kNoPhrase && taken < kSameHead;
       c = s.previous_with_head[c]) {
    if (c >= from) continue;
    s.candidates.push_back(c);
    ++taken;
  }
}

std::uint32_t AntecedentRanker::choose(const Analysis& a, const std::vector<Phrase>& phrases,
                                       std::uint32_t phrase, RankScratch& s) const {
  double sum = 0;
  Features features(nouns_, a, phrases, s,
                    [&](std::string_view feature) { sum += weight(feature); });
  find_candidates(a, phrases, phrase, s);
  s.scores.clear();
  features.none(phrase);
  s.scores.push_back(sum);
  for (const std::uint32_t c : s.candidates) {
    sum = 0;
    features.pair(phrase, c);
    s.scores.push_back(sum);
  }
  const double top = *std::max_element(s.scores.begin(), s.scores.end());
  const char gender = phrases[phrase].gender;
  s.shares.clear();
  for (std::size_t i = 0; i < s.candidates.size(); ++i) {
    const std::uint32_t chain = s.chain[s.candidates[i]];
    if (chain == kNoPhrase) continue;
    const char known = s.chain_gender[chain];
    if ((gender == 'm' && known == 'f') || (gender == 'f' && known == 'm')) continue;
    const double mass = std::exp(s.scores[i + 1] - top);
    const auto it = std::find_if(s.shares.begin(), s.shares.end(),
                                 [&](const RankScratch::Share& x) { return x.chain == chain; });
    if (it == s.shares.end())
      s.shares.push_back({chain, mass});
    else
      it->mass += mass;
  }
  double all = std::exp(s.scores[0] - top - kBias);
  for (const RankScratch::Share& share : s.shares) all += share.mass;
  for (RankScratch::Share& share : s.shares) share.mass /= all;
  std::uint32_t best = kNoPhrase;
  double most = std::exp(s.scores[0] - top - kBias) / all;
  for (const RankScratch::Share& share : s.shares)
    if (share.mass > most) best = share.chain, most = share.mass;
  return best;
}

void AntecedentRanker::set_chain(const std::vector<Phrase>& phrases, std::uint32_t phrase,
                                 std::uint32_t chain, RankScratch& s) {
  if (s.chain.size() < phrases.size()) s.chain.resize(phrases.size(), kNoPhrase);
  if (s.chain_gender.size() <= chain) s.chain_gender.resize(chain + 1, 0);
  s.chain[phrase] = chain;
  const char gender = phrases[phrase].gender;
  if ((gender == 'm' || gender == 'f') && s.chain_gender[chain] == 0)
    s.chain_gender[chain] = gender;
}

void AntecedentRanker::rank(const Document& document, const Analysis& a,
                            std::vector<Phrase>& phrases, RankScratch& s, Trace* trace) const {
  prepare(a, phrases, s);
  std::uint32_t chains = 0;
  for (std::uint32_t p = 0; p < phrases.size(); ++p) {
    const std::uint32_t chain = choose(a, phrases, p, s);
    set_chain(phrases, p, chain == kNoPhrase ? chains++ : chain, s);
    if (trace == nullptr || chain == kNoPhrase) continue;
    const Phrase& phrase = phrases[p];
    std::string line(document.piece({a.tokens.begin[phrase.first], a.tokens.end[phrase.last - 1]}));
    trace->lines.push_back(
        {"chains", a.tokens.sentence[phrase.head], line + ": chain " + std::to_string(chain)});
  }
}

namespace {

void append_quoted(std::string& out, std::string_view text) {
  out += '"';
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
  }
  out += '"';
}

}  // namespace

void AntecedentRanker::dump(const Document& document, const Analysis& a,
                            std::vector<Phrase>& phrases, RankScratch& s, std::string& out) const {
  prepare(a, phrases, s);
  out += "{\"id\":";
  append_quoted(out, document.id);
  out += ",\"phrases\":[";
  for (std::uint32_t p = 0; p < phrases.size(); ++p) {
    out += p == 0 ? "" : ",";
    out += "{\"begin\":" + std::to_string(a.tokens.begin[phrases[p].first]) +
           ",\"end\":" + std::to_string(a.tokens.end[phrases[p].last - 1]) + ",\"candidates\":[[-1";
    const auto add = [&](std::string_view feature) {
      out += ',';
      append_quoted(out, feature);
    };
    Features features(nouns_, a, phrases, s, add);
    features.none(p);
    find_candidates(a, phrases, p, s);
    for (const std::uint32_t c : s.candidates) {
      out += "],[" + std::to_string(c);
      features.pair(p, c);
    }
    out += "]]}";
  }
  out += "]}\n";
}

}  // namespace entente
