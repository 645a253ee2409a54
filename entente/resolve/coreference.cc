// Mentions are taken in the order of their head words. Names go by tables of keys: a state by its
// code, a body by country, sector and class ("the army", "Israeli troops"), an organisation by its
// row or name, a person by the words of the name, folded so that spellings agree; the shorter
// name's words must all stand in the longer's. What has no name looks back a bounded distance for
// the nearest actor that agrees: a title by class and country, a pronoun by gender and number with
// a weight for subjects (after the centering rule that the subject stays in the middle of
// attention: Grosz, Joshi and Weinstein 1995), a pair by the two states named last. What finds none
// becomes an actor of its own, or, a pronoun, nothing.
//
// Tested by actors_test.cc.
#include "entente/resolve/coreference.h"

#include <algorithm>
#include <tuple>

#include "entente/base/unicode.h"
#include "entente/base/utf8.h"
#include "entente/resolve/linker.h"
#include "entente/resolve/mention_extents.h"
#include "entente/resolve/people.h"
#include "entente/resolve/tree.h"

namespace entente {
namespace {

bool subset(const std::vector<std::string>& shorter, const std::vector<std::string>& longer) {
  return std::all_of(shorter.begin(), shorter.end(), [&](const std::string& w) {
    return std::find(longer.begin(), longer.end(), w) != longer.end();
  });
}

// Two to ten letters, all capitals.
bool is_acronym(std::string_view form) {
  if (form.size() < 2 || form.size() > 10) return false;
  for (std::size_t at = 0; at < form.size();) {
    const CodePoint c = code_point_at(form, at);
    if (!is_upper(c.value)) return false;
    at += c.bytes;
  }
  return true;
}

}  // namespace

void Linker::mark_quotes() {
  m.quoted.assign(a.tokens.size(), 0);
  bool open = false;
  std::uint32_t sentence = kNobody;
  for (std::uint32_t t = 0; t < a.tokens.size(); ++t) {
    if (a.tokens.sentence[t] != sentence) {
      sentence = a.tokens.sentence[t];
      if (a.sentences[sentence].paragraph_start) open = false;
    }
    const std::string_view form = a.form(t);
    if (form == "“" || form == "``") open = true;
    if (form == "”" || form == "''") open = false;
    if (form == "\"") open = !open;
    m.quoted[t] = open ? 1 : 0;
  }
}

void Linker::run() {
  m.known.clear();
  m.done.clear();
  m.persons.clear();
  m.bodies.clear();
  m.by_key.clear();
  m.by_word.clear();
  m.actor_of.assign(drafts.size(), kNobody);
  m.draft_at.assign(a.tokens.size(), kNobody);
  mark_quotes();
  m.order.resize(drafts.size());
  for (std::uint32_t d = 0; d < drafts.size(); ++d) {
    m.order[d] = d;
    if (std::uint32_t& at = m.draft_at[drafts[d].head];
        at == kNobody || drafts[at].last - drafts[at].first < drafts[d].last - drafts[d].first)
      at = d;
  }
  std::stable_sort(m.order.begin(), m.order.end(), [&](std::uint32_t x, std::uint32_t y) {
    return drafts[x].head < drafts[y].head;
  });
  begin_chains();
  for (const std::uint32_t d : m.order) link(d);
  emit();
}

void Linker::link(std::uint32_t d, int depth) {
  if (m.actor_of[d] != kNobody) return;
  const std::uint32_t same = drafts[d].same_as;
  if (same != kNobody && depth < 4) {
    link(same, depth + 1);
    m.actor_of[d] = m.actor_of[same];
  } else {
    m.actor_of[d] = decide(d);
  }
  if (m.actor_of[d] == kNobody) return;
  absorb(m.actor_of[d], drafts[d]);
  m.done.push_back(d);
}

// A draft whose country is its possessor's: "his government", "their troops".
void Linker::take_possessor(Draft& d) {
  if (!d.country.empty() && !d.guessed_country) return;
  // "Laurent Fabius and a group of deputies": of his country, before the document's focus.
  if (d.possessor == kNobody && d.guessed_country) {
    const std::uint32_t first = first_conjunct(a, d.head);
    if (first == d.head || m.draft_at[first] == kNobody) return;
    const std::uint32_t beside = m.actor_of[m.draft_at[first]];
    if (beside == kNobody || out.actors[beside].kind != ActorKind::kPerson ||
        out.actors[beside].country.empty() || m.known[beside].guessed_country)
      return;
    d.country = m.known[beside].country;
    d.evidence = std::string(a.form(first)) + " beside it";
    return;
  }
  if (d.possessor == kNobody || m.draft_at[d.possessor] == kNobody) return;
  const std::uint32_t owner = m.actor_of[m.draft_at[d.possessor]];
  if (owner == kNobody || out.actors[owner].country.empty()) return;
  d.country = m.known[owner].country;
  d.guessed_country = false;
  d.evidence = std::string(a.form(d.possessor)) + " = " + out.actors[owner].name;
}

std::uint32_t Linker::decide(std::uint32_t id) {
  Draft& d = drafts[id];
  if (d.link == Link::kBody || d.link == Link::kTitle || d.link == Link::kGeneric ||
      d.link == Link::kPerson)
    take_possessor(d);
  switch (d.link) {
    case Link::kState:
      return state(d.country);
    case Link::kPeople:
      return keyed("p:" + std::string(d.country) + std::string(d.sector), d);
    case Link::kBody:
      return body(d);
    case Link::kPerson:
      return person(d);
    case Link::kTitle:
      return title(d);
    case Link::kGeneric:
      return generic(d);
    case Link::kOrganization:
      return organization(d);
    case Link::kPronoun:
      return d.gender == 's' ? speaker(d) : ranked_pronoun(d);
    case Link::kPair:
      return pair(d);
    case Link::kCounterpart:
      return counterpart(d);
    case Link::kCountryNoun:
      return country_noun(d);
    case Link::kGroupNoun:
      return group_noun(d);
  }
  return kNobody;
}

std::uint32_t Linker::create(const Draft& d) {
  const auto id = static_cast<std::uint32_t>(out.actors.size());
  Actor actor;
  actor.name =
      d.name.empty()
          ? std::string(document.piece({a.tokens.begin[d.first], a.tokens.end[d.last - 1]}))
          : d.name;
  actor.country = d.country;
  actor.sector = d.sector;
  actor.title = d.title;
  actor.kind = d.kind;
  actor.evidence = d.evidence;
  out.actors.push_back(std::move(actor));
  Memory::Known known;
  known.link = d.link;
  known.office_class = d.office_class;
  known.country = d.country;
  known.sector = d.sector;
  known.gender = d.gender;
  known.plural = d.plural;
  known.guessed_country = d.guessed_country;
  m.known.push_back(std::move(known));
  if (d.kind == ActorKind::kPerson) m.persons.push_back(id);
  if (d.link == Link::kBody) m.bodies.push_back(id);
  return id;
}

// What a further mention adds to its actor.
void Linker::absorb(std::uint32_t actor, const Draft& d) {
  Memory::Known& known = m.known[actor];
  Actor& x = out.actors[actor];
  known.last_sentence = sentence(d);
  if (d.gender == 'm' || d.gender == 'f')
    if (known.gender == 0) known.gender = d.gender;
  if (d.link != Link::kPerson && d.link != Link::kTitle) return;
  if (known.office_class.empty()) known.office_class = d.office_class;
  if (!d.country.empty() && (x.country.empty() || (known.guessed_country && !d.guessed_country))) {
    x.country = d.country;
    known.country = d.country;
    known.guessed_country = d.guessed_country;
    if (!d.evidence.empty()) x.evidence = d.evidence;
  }
  if (!d.sector.empty() && (x.sector.empty() || x.sector == "CVL")) {
    x.sector = d.sector;
    known.sector = d.sector;
  }
  if (x.title.empty()) x.title = d.title;
  if (d.link == Link::kPerson && !d.name.empty() &&
      (!known.named || (d.name.size() > x.name.size() && d.row == kNobody))) {
    if (!known.named || x.evidence.find(".tsv:") == std::string::npos) x.name = d.name;
    known.named = true;
  }
}

std::uint32_t Linker::keyed(const std::string& key, const Draft& d) {
  const auto [it, fresh] = m.by_key.try_emplace(key, kNobody);
  if (fresh) it->second = create(d);
  return it->second;
}

std::uint32_t Linker::state(std::string_view country) {
  const auto [it, fresh] = m.by_key.try_emplace("s:" + std::string(country), kNobody);
  if (!fresh) return it->second;
  Draft d;
  d.link = Link::kState;
  d.kind = ActorKind::kCountry;
  d.country = country;
  d.name = knowledge.country_name(country);
  d.gender = 'n';
  it->second = create(d);
  return it->second;
}

std::uint32_t Linker::body(Draft& d) {
  if (d.guessed_country ||
      d.country.empty()) {  // "the government": the one spoken of, before the focus of the document
    std::size_t looked = 0;
    for (std::size_t i = m.bodies.size(); i-- > 0 && looked < kLookBack; ++looked) {
      const std::uint32_t actor = m.bodies[i];
      if (m.known[actor].office_class == d.office_class && out.actors[actor].sector == d.sector &&
          sentence(d) - m.known[actor].last_sentence <= kTitleSentences)
        return actor;
    }
  }
  return keyed("b:" + std::string(d.country) + std::string(d.sector) + std::string(d.office_class),
               d);
}

std::vector<std::string> Linker::words_of(const Draft& d) const {
  std::vector<std::string> words;
  for (std::uint32_t t = d.name_first; t < d.name_last; ++t) {
    if (a.tokens.upos[t] == Upos::kPunct || a.tokens.upos[t] == Upos::kPart) continue;
    std::string word = fold_name_word(a.form(t));
    if (word.size() > 1 && word != "al" && word != "el") words.push_back(std::move(word));
  }
  return words;
}

std::uint32_t Linker::person(Draft& d) {
  const std::vector<std::string> words = words_of(d);
  if (d.row != kNobody) {
    const auto it = m.by_key.find("r:" + d.name);
    if (it != m.by_key.end()) return it->second;
  }
  std::uint32_t found = kNobody;
  for (std::size_t i = words.size(); i-- > 0 && found == kNobody;) {
    const auto it = m.by_word.find(words[i]);
    if (it == m.by_word.end()) continue;
    const std::vector<std::string>& known = m.known[it->second].words;
    const bool agrees = words.size() <= known.size() ? subset(words, known) : subset(known, words);
    const bool one_word = known.size() == 1 || words.size() == 1;
    const bool country_differs =
        !d.country.empty() && !d.guessed_country && !out.actors[it->second].country.empty() &&
        !m.known[it->second].guessed_country && d.country != out.actors[it->second].country;
    // "Xi" after "Xi Jinping", but not "Kim Dae-jung" for "Kim Jong Il".
    if (agrees && (!country_differs || !one_word)) found = it->second;
  }
  if (found != kNobody && d.surname_alone &&
      out.actors[found].name != d.name) {  // "Sánchez" after another Sánchez
    d.country = d.sector = d.office_class = {};
    d.title.clear();
    d.name.clear();
    d.row = kNobody;
    d.evidence = "named before";
  }
  if (found == kNobody) found = create(d);
  std::vector<std::string>& known = m.known[found].words;
  for (const std::string& w : words) {
    if (std::find(known.begin(), known.end(), w) == known.end()) known.push_back(w);
    m.by_word[w] = found;
  }
  if (d.row != kNobody) m.by_key.try_emplace("r:" + d.name, found);
  return found;
}

// "the president", "the Venezuelan head of state": the person of that title and country spoken of
// last.
std::uint32_t Linker::title(const Draft& d) {
  std::size_t looked = 0;
  const std::uint32_t owner = d.possessor == kNobody || m.draft_at[d.possessor] == kNobody
                                  ? kNobody
                                  : m.actor_of[m.draft_at[d.possessor]];
  if (!d.plural && d.definite) {
    std::uint32_t best = kNobody;
    std::uint32_t best_sentence = 0;
    for (std::size_t i = m.persons.size(); i-- > 0 && looked < kLookBack; ++looked) {
      const std::uint32_t actor = m.persons[i];
      const Memory::Known& known = m.known[actor];
      if (actor == owner) continue;  // "his lawyer" is not he
      if (sentence(d) - known.last_sentence > kTitleSentences || known.plural) continue;
      if (!classes_agree(known.office_class, d.office_class)) continue;
      if (!d.country.empty() && !d.guessed_country && !out.actors[actor].country.empty() &&
          out.actors[actor].country != d.country)
        continue;
      const bool exact = known.office_class == d.office_class;
      const std::uint32_t near = known.last_sentence * 2 + (exact ? 1 : 0) + (known.named ? 1 : 0);
      if (best == kNobody || near > best_sentence) {
        best = actor;
        best_sentence = near;
      }
    }
    if (best != kNobody) return best;
  }
  return create(d);
}

std::string Linker::key_of_text(const Draft& d) const {
  std::string key;
  for (std::uint32_t t = d.name_first; t < d.name_last; ++t) {
    if (a.tokens.upos[t] == Upos::kPunct || a.tokens.deprel[t] == Deprel::kDet) continue;
    key += fold_name_word(a.form(t));
    key += ' ';
  }
  return key;
}

std::uint32_t Linker::organization(const Draft& d) {
  std::string key =
      d.row != kNobody ? "o:" + std::to_string(d.table) + ":" + d.name : "o:" + key_of_text(d);
  if (const auto it = m.by_key.find("o:" + key_of_text(d)); it != m.by_key.end()) return it->second;
  if (d.row == kNobody &&
      d.name_last - d.name_first == 1) {  // the reader took a person's surname for an organisation
    const auto person = m.by_word.find(fold_name_word(a.form(d.name_first)));
    if (person != m.by_word.end()) return person->second;
  }
  const std::uint32_t actor = keyed(key, d);
  m.by_key.try_emplace("o:" + key_of_text(d), actor);
  // "the Movement for Democratic Change (MDC)": the letters in brackets name it from here on.
  const std::uint32_t after = d.last;
  if (after + 2 < a.tokens.size() && a.form(after) == "(" && a.form(after + 2) == ")") {
    const std::string_view form = a.form(after + 1);
    if (is_acronym(form)) m.by_key.try_emplace("o:" + fold_name_word(form) + " ", actor);
  }
  return actor;
}

std::uint32_t Linker::generic(const Draft& d) {
  const std::string key = "g:" + std::string(d.country) + std::string(d.sector) +
                          std::string(a.lemma(d.head)) + (d.plural ? "+" : "");
  if (d.plural || d.definite) return keyed(key, d);
  const std::uint32_t actor = create(d);
  m.by_key[key] = actor;
  return actor;
}

void Linker::emit() {
  for (std::uint32_t d = 0; d < drafts.size(); ++d) {
    if (m.actor_of[d] == kNobody) continue;
    const Draft& x = drafts[d];
    // "The Mexican president Enrique Peña Nieto": the tree attaches all of it at "president".
    const std::uint32_t head = x.link == Link::kPerson ? head_of(a, x.first, x.last) : x.head;
    out.mentions.push_back({whole_phrase(a, x), x.first, x.last, head, m.actor_of[d], x.mention});
  }
  std::stable_sort(
      out.mentions.begin(), out.mentions.end(), [](const Mention& x, const Mention& y) {
        return std::tuple(x.span.begin, ~x.span.end) < std::tuple(y.span.begin, ~y.span.end);
      });
  out.mention_of.assign(a.tokens.size(), Resolution::kNone);
  for (std::uint32_t i = 0; i < out.mentions.size(); ++i) {
    std::uint32_t& at = out.mention_of[out.mentions[i].head];
    if (at == Resolution::kNone || out.mentions[at].span.size() < out.mentions[i].span.size())
      at = i;
  }
  for (Actor& actor : out.actors) {
    const bool pair = !actor.members.empty();
    actor.code = pair ? "" : (actor.country.empty() ? "---" : actor.country) + actor.sector;
  }
  if (trace == nullptr) return;
  for (std::uint32_t d = 0; d < drafts.size(); ++d) {
    const Draft& x = drafts[d];
    std::string line(document.piece({a.tokens.begin[x.first], a.tokens.end[x.last - 1]}));
    if (m.actor_of[d] == kNobody) {
      trace->lines.push_back({"resolve", a.tokens.sentence[x.head], line + ": no actor"});
      continue;
    }
    const Actor& actor = out.actors[m.actor_of[d]];
    line += " -> " + std::to_string(m.actor_of[d]) + " " + actor.name + " " + actor.code;
    if (!x.evidence.empty()) line += " (" + x.evidence + ")";
    trace->lines.push_back({"resolve", a.tokens.sentence[x.head], line});
  }
}

std::string fold_name_word(std::string_view word) {
  std::string key = name_key(word), folded;
  if (key.size() > 4 && key.back() == 's' && key[key.size() - 2] == '\'')
    key.resize(key.size() - 2);
  for (std::size_t i = 0; i < key.size(); ++i) {
    char c = key[i];
    if (c == '-' || c == '\'' || c == '.') continue;
    if (c == 'y') c = 'i';
    if (c == 'o' && i + 1 < key.size() && key[i + 1] == 'u') continue;
    if (c == 'd' && i + 1 < key.size() && key[i + 1] == 'j') continue;
    if (!folded.empty() && folded.back() == c) continue;
    folded += c;
  }
  return folded;
}

void link_mentions(const Knowledge& knowledge, const ChainFinder& chains, const Document& document,
                   const Analysis& analysis, std::vector<Draft>& drafts, Memory& memory,
                   Resolution& out, Trace* trace) {
  Linker{knowledge, chains, document, analysis, drafts, memory, out, trace}.run();
}

}  // namespace entente
