// Every noun, name and pronoun that heads a phrase gives one. The extent of each subtree is
// gathered bottom-up in one pass; a phrase is its head, what hangs before it but prepositions and
// the like, and what hangs after it but conjuncts, appositions and punctuation. The whole of "Iran
// and Syria" is a phrase beside its two halves.
//
// Tested by chains_test.cc.
#include "entente/resolve/noun_phrases.h"

#include <algorithm>
#include <array>
#include <tuple>

#include "entente/base/unicode.h"
#include "entente/base/utf8.h"
#include "entente/resolve/tree.h"

namespace entente {
namespace {

struct PronounEntry {
  std::string_view word;
  PhraseForm form;
};
constexpr std::array<PronounEntry, 37> kPronouns = {{
    {"he", PhraseForm::kHe},
    {"him", PhraseForm::kHe},
    {"his", PhraseForm::kHe},
    {"himself", PhraseForm::kHe},
    {"she", PhraseForm::kShe},
    {"her", PhraseForm::kShe},
    {"hers", PhraseForm::kShe},
    {"herself", PhraseForm::kShe},
    {"it", PhraseForm::kIt},
    {"its", PhraseForm::kIt},
    {"itself", PhraseForm::kIt},
    {"they", PhraseForm::kThey},
    {"them", PhraseForm::kThey},
    {"their", PhraseForm::kThey},
    {"theirs", PhraseForm::kThey},
    {"themselves", PhraseForm::kThey},
    {"themself", PhraseForm::kThey},
    {"'em", PhraseForm::kThey},
    {"i", PhraseForm::kI},
    {"me", PhraseForm::kI},
    {"my", PhraseForm::kI},
    {"mine", PhraseForm::kI},
    {"myself", PhraseForm::kI},
    {"we", PhraseForm::kWe},
    {"us", PhraseForm::kWe},
    {"our", PhraseForm::kWe},
    {"ours", PhraseForm::kWe},
    {"ourselves", PhraseForm::kWe},
    {"you", PhraseForm::kYou},
    {"your", PhraseForm::kYou},
    {"yours", PhraseForm::kYou},
    {"yourself", PhraseForm::kYou},
    {"yourselves", PhraseForm::kYou},
    {"this", PhraseForm::kThis},
    {"that", PhraseForm::kThis},
    {"these", PhraseForm::kThis},
    {"those", PhraseForm::kThis},
}};

constexpr std::array<std::string_view, 26> kFemale = {
    "woman",       "women",       "girl",       "mother", "wife",         "daughter", "sister",
    "queen",       "princess",    "lady",       "aunt",   "niece",        "widow",    "actress",
    "grandmother", "nun",         "mrs",        "mrs.",   "ms",           "ms.",      "miss",
    "girlfriend",  "spokeswoman", "chairwoman", "mom",    "congresswoman"};
constexpr std::array<std::string_view, 27> kMale = {
    "man",       "men",      "boy",   "father",      "husband", "son",      "brother",
    "king",      "prince",   "uncle", "nephew",      "widower", "actor",    "grandfather",
    "monk",      "mr",       "mr.",   "sir",         "lord",    "pope",     "boyfriend",
    "spokesman", "chairman", "dad",   "congressman", "guy",     "gentleman"};
constexpr std::array<std::string_view, 3> kPeople = {"family", "people", "someone"};

template <std::size_t N>
bool one_of(const std::array<std::string_view, N>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

struct Finder {
  const GivenNames& names;
  const Nouns& nouns;
  const Analysis& a;
  PhraseScratch& s;

  void run() {
    s.phrases.clear();
    measure();
    mark_entities();
    mark_quotes();
    for (std::uint32_t t = 0; t < a.tokens.size(); ++t) look_at(t);
    std::sort(s.phrases.begin(), s.phrases.end(), [](const Phrase& x, const Phrase& y) {
      return std::tuple(x.first, ~x.last, x.head) < std::tuple(y.first, ~y.last, y.head);
    });
    const auto same = [](const Phrase& x, const Phrase& y) {
      return x.first == y.first && x.last == y.last;
    };
    s.phrases.erase(std::unique(s.phrases.begin(), s.phrases.end(), same), s.phrases.end());
  }

  // left[t], right[t]: the tokens of the subtree of t lie in [left, right). Children before
  // parents.
  void measure() {
    const std::uint32_t n = a.tokens.size();
    s.left.resize(n), s.right.resize(n);
    s.order.clear();
    for (std::uint32_t t = 0; t < n; ++t) {
      s.left[t] = t, s.right[t] = t + 1;
      if (a.tokens.head[t] == kNoToken) s.order.push_back(t);
    }
    for (std::size_t i = 0; i < s.order.size() && s.order.size() <= n; ++i)
      for (const std::uint32_t child : children(a, s.order[i])) s.order.push_back(child);
    for (std::size_t i = s.order.size(); i-- > 0;) {
      const std::uint32_t t = s.order[i], governor = a.tokens.head[t];
      if (governor == kNoToken) continue;
      s.left[governor] = std::min(s.left[governor], s.left[t]);
      s.right[governor] = std::max(s.right[governor], s.right[t]);
    }
  }

  void mark_entities() {
    s.entity_at.assign(a.tokens.size(), kNoPhrase);
    for (std::uint32_t e = 0; e < a.entities.size(); ++e)
      for (std::uint32_t t = a.entities[e].first; t < a.entities[e].last; ++t) s.entity_at[t] = e;
  }

  void mark_quotes() {
    s.quote_at.assign(a.tokens.size(), 0);
    s.paragraph_of.assign(a.sentences.size(), 0);
    std::uint32_t open = 0, count = 0, paragraph = 0, sentence = kNoPhrase;
    for (std::uint32_t t = 0; t < a.tokens.size(); ++t) {
      if (a.tokens.sentence[t] != sentence) {
        sentence = a.tokens.sentence[t];
        if (a.sentences[sentence].paragraph_start) open = 0, ++paragraph;
        s.paragraph_of[sentence] = paragraph;
      }
      const std::string_view form = a.form(t);
      const bool begins = form == "“" || form == "``", ends = form == "”" || form == "''";
      if (begins || (form == "\"" && open == 0))
        open = ++count;
      else if (ends || form == "\"")
        open = 0;
      s.quote_at[t] = open;
    }
  }

  bool is_relative(std::uint32_t t) const {
    const std::string_view word = a.lower(t);
    if (a.has_feat(t, "PronType", "Rel") || a.has_feat(t, "PronType", "Int")) return true;
    return word == "who" || word == "whom" || word == "whose" || word == "which" ||
           word == "what" || word == "there";
  }

  void look_at(std::uint32_t t) {
    const Upos upos = a.tokens.upos[t];
    const Deprel deprel = a.tokens.deprel[t];
    if (deprel == Deprel::kFlat || deprel == Deprel::kFixed || deprel == Deprel::kGoeswith ||
        deprel == Deprel::kExpl)
      return;
    const bool noun = upos == Upos::kNoun || upos == Upos::kPropn, pronoun = upos == Upos::kPron;
    const bool argument = deprel == Deprel::kNsubj || deprel == Deprel::kObj ||
                          deprel == Deprel::kObl || deprel == Deprel::kIobj ||
                          deprel == Deprel::kNmod || deprel == Deprel::kAppos;
    if (pronoun && is_relative(t)) return;
    if (!noun && !pronoun &&
        !((upos == Upos::kNum || upos == Upos::kDet || upos == Upos::kAdj) && argument))
      return;
    if (upos == Upos::kAdj && !has_determiner(t)) return;
    const bool inner = deprel == Deprel::kCompound || deprel == Deprel::kAmod;
    if (inner) {  // "the Crown prosecutor", "crop yields": of its own inside of another's phrase,
                  // but not a name's part
      const std::uint32_t entity = s.entity_at[t], outer = a.tokens.head[t];
      if (!noun || outer == kNoToken || (entity != kNoPhrase && s.entity_at[outer] == entity))
        return;
      if (upos == Upos::kPropn && a.tokens.upos[outer] == Upos::kPropn && entity == kNoPhrase)
        return;
      if (entity == kNoPhrase && s.entity_at[outer] != kNoPhrase &&
          a.entities[s.entity_at[outer]].type == EntityType::kPer)
        return;  // "Professor Eastman"
    }
    Phrase p;
    p.head = t;
    bound(p);
    describe(p);
    s.phrases.push_back(p);
    join(p);
  }

  bool has_determiner(std::uint32_t t) const {
    for (const std::uint32_t child : children(a, t))
      if (a.tokens.deprel[child] == Deprel::kDet) return true;
    return false;
  }

  static bool never_inside(Deprel deprel) {
    switch (deprel) {
      case Deprel::kCc:
      case Deprel::kMark:
      case Deprel::kCop:
      case Deprel::kAux:
      case Deprel::kNsubj:
      case Deprel::kCsubj:
      case Deprel::kExpl:
      case Deprel::kConj:
      case Deprel::kAppos:
      case Deprel::kParataxis:
      case Deprel::kAdvcl:
      case Deprel::kDiscourse:
      case Deprel::kVocative:
      case Deprel::kDislocated:
      case Deprel::kPunct:
      case Deprel::kOrphan:
      case Deprel::kReparandum:
      case Deprel::kCcomp:
      case Deprel::kXcomp:
      case Deprel::kObj:
      case Deprel::kIobj:
        return true;
      default:
        return false;
    }
  }

  void bound(Phrase& p) {
    const std::uint32_t t = p.head, entity = s.entity_at[t];
    std::uint32_t copula = kNoToken;
    for (const std::uint32_t child : children(a, t))
      if (a.tokens.deprel[child] == Deprel::kCop) copula = child;
    p.first = t, p.last = t + 1;
    for (const std::uint32_t child : children(a, t)) {
      const Deprel deprel = a.tokens.deprel[child];
      const bool in_name = entity != kNoPhrase && s.entity_at[child] == entity;
      if (deprel == Deprel::kNsubj && copula == kNoToken && child < t) p.predicate_of = kNoToken;
      if (deprel == Deprel::kNsubj && copula != kNoToken) p.predicate_of = child;
      if (deprel == Deprel::kCase) {
        if (child > t) p.last = std::max(p.last, child + 1);  // 's
        continue;
      }
      if (never_inside(deprel) &&
          !(in_name && (deprel == Deprel::kConj || deprel == Deprel::kAppos)))
        continue;
      if (child < t) {
        if (copula != kNoToken && child < copula) continue;
        const bool adverb = deprel == Deprel::kAdvmod || deprel == Deprel::kObl;
        if (adverb) continue;
        p.first = std::min(
            p.first, std::max(s.left[child], copula == kNoToken || copula > t ? 0 : copula + 1));
      } else {
        if (copula != kNoToken && (deprel == Deprel::kObl || deprel == Deprel::kAdvmod)) continue;
        p.last = std::max(p.last, s.right[child]);
      }
    }
    if (entity != kNoPhrase && a.entities[entity].first < p.first &&
        a.entities[entity].last >= p.last)
      p.first = a.entities[entity].first;
    close(p);
    while (p.first < t &&
           (a.tokens.upos[p.first] == Upos::kPunct || a.tokens.deprel[p.first] == Deprel::kCase ||
            a.tokens.deprel[p.first] == Deprel::kCc))
      ++p.first;
  }

  // Takes punctuation off the end, but what closes a quotation or bracket of its own: 'the name
  // "X"'.
  void close(Phrase& p) const {
    const std::uint32_t sentence_last = a.sentences[a.tokens.sentence[p.head]].last;
    while (p.last > p.head + 1 && a.tokens.upos[p.last - 1] == Upos::kPunct) --p.last;
    int quotes = 0, brackets = 0;
    for (std::uint32_t t = p.first; t < p.last; ++t) {
      const std::string_view form = a.form(t);
      quotes += form == "\"" ? (quotes > 0 ? -1 : 1) : form == "“" ? 1 : form == "”" ? -1 : 0;
      brackets += form == "(" ? 1 : form == ")" ? -1 : 0;
    }
    if (p.last == sentence_last) return;
    const std::string_view next = a.form(p.last);
    if ((quotes > 0 && (next == "\"" || next == "”")) || (brackets > 0 && next == ")")) ++p.last;
  }

  // "Iran and Syria": the whole, from the first conjunct to the end of the last.
  void join(const Phrase& p) {
    std::uint32_t end = p.last;
    bool joined = false;
    for (const std::uint32_t child : children(a, p.head)) {
      if (a.tokens.deprel[child] != Deprel::kConj || child < p.last) continue;
      const Upos upos = a.tokens.upos[child];
      if (upos != Upos::kNoun && upos != Upos::kPropn && upos != Upos::kPron) return;
      bool with_and = false;
      for (const std::uint32_t word : children(a, child))
        with_and |= a.tokens.deprel[word] == Deprel::kCc && a.lower(word) != "or";
      joined |= with_and;
      end = s.right[child];
    }
    if (!joined) return;
    Phrase whole = p;
    whole.last = end;
    close(whole);
    if (whole.last <= p.last) return;
    whole.kind = PhraseKind::kNominal;
    whole.form = PhraseForm::kBare;
    whole.number = 'p';
    whole.joint = true;
    whole.actor = kNoPhrase;
    if (whole.gender == 'm' || whole.gender == 'f') whole.gender = 'h';
    s.phrases.push_back(whole);
  }

  void describe(Phrase& p) {
    const std::uint32_t t = p.head;
    p.quote = s.quote_at[t];
    p.paragraph = s.paragraph_of[a.tokens.sentence[t]];
    p.role = role_of(t, p.predicate_of != kNoToken);
    p.actor = s.actor_at[t];
    p.number = a.has_feat(t, "Number", "Plur") ? 'p' : a.has_feat(t, "Number", "Sing") ? 's' : 0;
    p.core_first = p.first, p.core_last = t + 1;
    while (p.core_first < t && (a.tokens.upos[p.core_first] == Upos::kDet ||
                                a.tokens.subtype[p.core_first] == Subtype::kPoss ||
                                a.tokens.upos[p.core_first] == Upos::kPart))
      ++p.core_first;
    if (a.tokens.upos[t] == Upos::kPron) return describe_pronoun(p);
    if (a.tokens.upos[t] == Upos::kPropn || s.entity_at[t] != kNoPhrase) return describe_name(p);
    p.form = form_of(p);
    p.noun = nouns.find(a.lemma(t));
    p.sort = nouns.sort(p.noun);
    p.gender = gender_of_noun(p);
  }

  static PhraseRole role_of_relation(Deprel deprel) {
    switch (deprel) {
      case Deprel::kNsubj:
      case Deprel::kCsubj:
        return PhraseRole::kSubject;
      case Deprel::kObj:
      case Deprel::kIobj:
        return PhraseRole::kObject;
      case Deprel::kObl:
        return PhraseRole::kOblique;
      case Deprel::kNmod:
        return PhraseRole::kModifier;
      case Deprel::kCompound:
      case Deprel::kAmod:
        return PhraseRole::kCompound;
      case Deprel::kAppos:
        return PhraseRole::kApposition;
      case Deprel::kConj:
        return PhraseRole::kJoined;
      default:
        return PhraseRole::kOther;
    }
  }
  PhraseRole role_of(std::uint32_t t, bool predicate) const {
    if (predicate) return PhraseRole::kPredicate;
    if (a.tokens.subtype[t] == Subtype::kPoss) return PhraseRole::kPossessor;
    return role_of_relation(a.tokens.deprel[t]);
  }

  void describe_pronoun(Phrase& p) {
    p.kind = PhraseKind::kPronoun;
    p.form = PhraseForm::kOtherPronoun;
    const std::string_view word = a.lower(p.head);
    p.reflexive = word.ends_with("self") || word.ends_with("selves");
    for (const PronounEntry& entry : kPronouns)
      if (entry.word == word) p.form = entry.form;
    switch (p.form) {
      case PhraseForm::kHe:
        p.gender = 'm', p.number = 's';
        break;
      case PhraseForm::kShe:
        p.gender = 'f', p.number = 's';
        break;
      case PhraseForm::kIt:
        p.gender = 'n', p.number = 's';
        break;
      case PhraseForm::kThey:
        p.number = 'p';
        break;
      case PhraseForm::kI:
        p.gender = 'h', p.number = 's';
        break;
      case PhraseForm::kWe:
        p.gender = 'h', p.number = 'p';
        break;
      case PhraseForm::kYou:
        p.gender = 'h', p.number = 0;
        break;
      case PhraseForm::kThis:
        p.gender = 'n', p.number = word == "these" || word == "those" ? 'p' : 's';
        break;
      default:
        break;
    }
    const bool other =
        p.form == PhraseForm::kOtherPronoun || (p.form == PhraseForm::kThis && p.last > p.head + 1);
    if (other) p.kind = PhraseKind::kNominal;  // "everyone", "those who stayed"
    if (other) p.form = PhraseForm::kQuantity;
  }

  void describe_name(Phrase& p) {
    p.kind = PhraseKind::kName;
    const std::uint32_t e = s.entity_at[p.head];
    if (e != kNoPhrase)
      p.core_first = std::max(p.core_first, a.entities[e].first),
      p.core_last = std::max(p.core_last, a.entities[e].last);
    p.core_last = std::min(p.core_last, p.last);
    for (std::uint32_t t = p.head + 1; t < p.last && a.tokens.deprel[t] == Deprel::kFlat; ++t)
      p.core_last = std::max(p.core_last, t + 1);
    while (p.core_last > p.core_first + 1 && a.tokens.upos[p.core_last - 1] == Upos::kPart)
      --p.core_last;
    const EntityType type = e == kNoPhrase ? EntityType::kMisc : a.entities[e].type;
    p.form = type == EntityType::kPer   ? PhraseForm::kPerson
             : type == EntityType::kOrg ? PhraseForm::kOrganization
             : type == EntityType::kLoc ? PhraseForm::kLocation
                                        : PhraseForm::kOtherName;
    p.sort = to_string(p.form);
    if (p.form == PhraseForm::kOtherName) {  // "the Study", "the Ministry"
      p.noun = nouns.find(a.lower(p.core_last - 1));
      if (p.noun != Nouns::kNone) p.sort = nouns.sort(p.noun);
    }
    if (p.form != PhraseForm::kPerson) {
      p.gender = p.form == PhraseForm::kOtherName ? 0 : 'n';
      if (a.tokens.upos[p.head] == Upos::kNoun) p.gender = gender_of_noun(p);
      return;
    }
    p.number = p.number == 'p' ? 'p' : 's';
    p.gender = 'h';
    for (std::uint32_t t = p.first; t < p.core_last; ++t) {
      if (one_of(kFemale, a.lower(t))) p.gender = 'f';
      if (one_of(kMale, a.lower(t))) p.gender = 'm';
      if (p.gender != 'h') return;
    }
    if (const char known = names.gender(a.lower(p.core_first)); known != 0) p.gender = known;
  }

  PhraseForm form_of(const Phrase& p) const {
    if (p.first == p.head) return PhraseForm::kBare;
    for (const std::uint32_t child : children(a, p.head)) {
      if (child > p.head) break;
      if (a.tokens.subtype[child] == Subtype::kPoss) return PhraseForm::kPossessive;
      if (a.tokens.deprel[child] == Deprel::kNummod) return PhraseForm::kQuantity;
      if (a.tokens.deprel[child] != Deprel::kDet) continue;
      const std::string_view word = a.lower(child);
      if (word == "the") return PhraseForm::kThe;
      if (word == "this" || word == "that" || word == "these" || word == "those" || word == "such")
        return PhraseForm::kThat;
      if (word == "a" || word == "an" || word == "another") return PhraseForm::kIndefinite;
      return PhraseForm::kQuantity;
    }
    return PhraseForm::kBare;
  }

  char gender_of_noun(const Phrase& p) const {
    const std::string_view lemma = a.lemma(p.head);
    if (one_of(kFemale, lemma)) return 'f';
    if (one_of(kMale, lemma)) return 'm';
    if (const char known = nouns.gender(p.noun); known != 0) return known;
    if (one_of(kPeople, lemma) || p.sort == "person" || p.sort == "people") return 'h';
    if (s.gender_at[p.head] != 0) return s.gender_at[p.head];
    return p.sort.empty() || p.sort == "group" || p.sort == "organization" ? '\0' : 'n';
  }
};

}  // namespace

std::string_view to_string(PhraseForm form) {
  constexpr std::array<std::string_view, 19> kForms = {
      "he",  "she", "it",   "they", "i",    "we",   "you", "this", "pron", "person",
      "org", "loc", "name", "the",  "poss", "that", "a",   "some", "bare"};
  return kForms[static_cast<std::size_t>(form)];
}

std::string_view to_string(PhraseRole role) {
  constexpr std::array<std::string_view, 10> kRoles = {"subj", "obj",   "obl",  "mod",  "comp",
                                                       "poss", "appos", "conj", "pred", "other"};
  return kRoles[static_cast<std::size_t>(role)];
}

char gender_of(ActorKind kind) {
  return kind == ActorKind::kCountry || kind == ActorKind::kOrganization ? 'n' : 'h';
}

void find_phrases(const GivenNames& names, const Nouns& nouns, const Analysis& analysis,
                  PhraseScratch& scratch) {
  Finder{names, nouns, analysis, scratch}.run();
}

}  // namespace entente
