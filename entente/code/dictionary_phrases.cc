// Tested by dictionary_coder_test.cc.
#include "entente/code/dictionary_phrases.h"

#include <algorithm>

namespace entente {
namespace {

// Tags whose words stand inside a noun phrase.
bool is_nominal(const Analysis& analysis, std::uint32_t token) {
  switch (analysis.tokens.upos[token]) {
    case Upos::kNoun:
    case Upos::kPropn:
    case Upos::kNum:
    case Upos::kAdj:
    case Upos::kDet:
    case Upos::kPron:
    case Upos::kSym:
    case Upos::kX:
      return true;
    case Upos::kVerb:  // "the state-run television"
      return analysis.tokens.deprel[token] == Deprel::kAmod ||
             analysis.tokens.deprel[token] == Deprel::kCompound;
    default:
      return false;
  }
}

bool is_possessive_mark(const Analysis& analysis, std::uint32_t token) {
  const std::string_view form = analysis.lower(token);
  return form == "'s" || form == "’s" || form == "'" || form == "’";
}

// "very" before "senior", "and" between "awful" and "evil", a hyphen within a word.
bool bridges(const Analysis& analysis, std::uint32_t token, std::uint32_t last) {
  if (token + 1 >= last) return false;
  const Upos next = analysis.tokens.upos[token + 1];
  switch (analysis.tokens.upos[token]) {
    case Upos::kAdv:
      return next == Upos::kAdj && analysis.tokens.deprel[token] == Deprel::kAdvmod;
    case Upos::kCconj:
      return token > 0 && next == Upos::kAdj && analysis.tokens.upos[token - 1] == Upos::kAdj;
    case Upos::kPunct:
      return analysis.lower(token) == "-" && analysis.tokens.space_after[token] == 0;
    default:
      return false;
  }
}

bool starts_phrase(const Analysis& analysis, std::uint32_t token) {
  const Upos upos = analysis.tokens.upos[token];
  return (upos == Upos::kDet || upos == Upos::kPron) && !is_possessive_mark(analysis, token);
}

bool is_conjunction(const Analysis& analysis, std::uint32_t token) {
  return analysis.tokens.upos[token] == Upos::kCconj;
}

// What may part the conjuncts of a list: a comma, "and", both. `conjunction`: one was seen.
bool is_link(const Analysis& analysis, std::uint32_t from, std::uint32_t to, bool& conjunction) {
  conjunction = false;
  if (from >= to || to - from > 2) return false;
  for (std::uint32_t t = from; t < to; ++t) {
    if (is_conjunction(analysis, t))
      conjunction = true;
    else if (analysis.lower(t) != "," || conjunction)
      return false;
  }
  return true;
}

}  // namespace

void add_agent_code(const DictionaryAgent& agent, std::string& code) {
  for (std::size_t at = 0; at + agent.code.size() <= code.size(); at += 3)
    if (std::string_view(code).substr(at, agent.code.size()) == agent.code) return;
  agent.before ? code.insert(0, agent.code) : code.append(agent.code);
}

void PhraseCoder::find_names(const Analysis& analysis, const DictionaryPieces& pieces,
                             std::uint32_t begin, std::uint32_t end,
                             std::vector<Found>& out) const {
  out.clear();
  const auto may_skip = [&](std::uint32_t piece) {
    const std::uint32_t token = pieces.token[piece];
    return pieces.word[piece] != kBreakWord && is_nominal(analysis, token) &&
           analysis.tokens.upos[token] != Upos::kPron;
  };
  for (std::uint32_t at = begin; at < end;) {
    Found best;
    for (const bool agent : {false, true}) {
      const PhraseTable& table = agent ? dictionaries_.agent_phrases : dictionaries_.actor_phrases;
      if (pieces.word[at] >= kBreakWord) break;
      for (const PhraseTable::Entry& entry : table.at(pieces.word[at])) {
        const std::uint32_t last = match_phrase(entry.phrase, pieces, at, end, may_skip);
        if (last == 0) continue;
        if (last > best.last) best = {at, last, entry.id, agent};
        break;  // longest first
      }
    }
    if (best.last == 0) {
      ++at;
      continue;
    }
    out.push_back(best);
    at = best.last;
  }
}

// "former officials" are elites (ELI) as CAMEO has it, whatever they were.
void PhraseCoder::compose(const DictionaryPieces& pieces, const std::vector<Found>& found,
                          const Day* day, CodedPhrase& phrase) const {
  const auto begin = pieces.word.begin() + phrase.first_piece;
  const auto former = static_cast<std::uint32_t>(
      std::find(begin, pieces.word.begin() + phrase.last_piece, former_) - pieces.word.begin());
  const DictionaryAgent elite{"ELI", false, {}};
  std::string_view actor;
  for (const Found& one : found)
    if (!one.agent && actor.empty() && one.first >= phrase.first_piece &&
        one.first < phrase.last_piece)
      actor = dictionaries_.actors[one.id].code(day);
  phrase.has_actor = !actor.empty();
  bool agents = false;
  for (std::string_view rest = actor.empty() ? "---" : actor; !rest.empty();) {
    const std::size_t slash = rest.find('/');
    std::string code(rest.substr(0, slash)), stem = code;
    for (const Found& one : found) {
      if (!one.agent || one.first < phrase.first_piece || one.first >= phrase.last_piece) continue;
      agents = true;
      const DictionaryAgent& agent = former < one.first ? elite : dictionaries_.agents[one.id];
      add_agent_code(agent, code);
      if (one.last < phrase.last_piece) add_agent_code(agent, stem);
    }
    if (phrase.codes.empty()) phrase.stem = stem;
    phrase.codes.push_back(std::move(code));
    rest.remove_prefix(slash == std::string_view::npos ? rest.size() : slash + 1);
  }
  if (!phrase.has_actor && !agents) phrase.codes.clear();
}

// "Danish media and government": a conjunct without actor and article has the first one's.
void PhraseCoder::join_conjuncts(const Analysis& analysis, std::vector<CodedPhrase>& phrases) {
  for (std::size_t i = 0; i < phrases.size();) {
    std::size_t end = i + 1;  // one past the last conjunct
    bool conjunction = false;
    for (std::size_t at = i + 1; at < phrases.size(); ++at) {
      if (!is_link(analysis, phrases[at - 1].last, phrases[at].first, conjunction)) break;
      if (conjunction) end = at + 1;
    }
    for (std::size_t k = i; k < end; ++k) {
      phrases[k].group = static_cast<std::uint32_t>(i);
      if (k == i || !phrases[i].has_actor || phrases[k].has_actor || phrases[k].determined ||
          phrases[k].codes.empty())
        continue;
      for (std::string& code : phrases[k].codes)
        if (const std::size_t at = code.find("---"); at != std::string::npos)
          code.replace(at, 3, phrases[i].stem);
    }
    i = end;
  }
}

// "soldiers from Gondor", "the ambassadors of Arnor, Osgiliath and Gondor": agents without an actor
// take those of their complement.
void PhraseCoder::join_complements(const Analysis& analysis, std::vector<CodedPhrase>& phrases) {
  for (std::size_t i = 0; i + 1 < phrases.size(); ++i) {
    CodedPhrase& phrase = phrases[i];
    if (phrase.has_actor || phrase.codes.empty()) continue;
    const CodedPhrase& next = phrases[i + 1];
    if (next.first != phrase.last + 1 || !next.has_actor) continue;
    const std::string_view preposition = analysis.lower(phrase.last);
    if (preposition != "of" && preposition != "in" && preposition != "from" && preposition != "at")
      continue;
    std::vector<std::string> codes;
    for (std::size_t k = i + 1; k < phrases.size() && phrases[k].group == next.group; ++k) {
      if (!phrases[k].has_actor || (k > i + 1 && phrases[k].determined)) continue;
      for (const std::string& country : phrases[k].codes)
        for (const std::string& agent : phrase.codes) {
          const std::size_t at = agent.find("---");
          if (at == std::string::npos) continue;
          std::string code = country;
          if (agent.size() > at + 3) add_agent_code({agent.substr(at + 3), false, {}}, code);
          if (at > 0) add_agent_code({agent.substr(0, at), true, {}}, code);
          codes.push_back(std::move(code));
        }
    }
    if (!codes.empty()) phrase.codes = std::move(codes);
  }
}

void PhraseCoder::code(const Analysis& analysis, const DictionaryPieces& pieces,
                       const std::vector<std::uint8_t>& verbs, std::uint32_t first,
                       std::uint32_t last, const Day* day, std::vector<CodedPhrase>& out) const {
  out.clear();
  std::vector<Found> found;
  find_names(analysis, pieces, pieces.first[first], pieces.first[last], found);
  std::vector<std::uint8_t> named(last - first, 0);
  for (const Found& one : found)
    for (std::uint32_t p = one.first; p < one.last; ++p)
      named[pieces.token[p] - first] = p == one.first ? 1 : 2;
  for (std::uint32_t t = first; t < last;) {
    if (verbs[t] != 0 || (named[t - first] == 0 && !is_nominal(analysis, t))) {
      ++t;
      continue;
    }
    CodedPhrase phrase;
    phrase.first = t;
    bool noun = false;
    for (; t < last; ++t) {
      const bool name = named[t - first] != 0;
      if (verbs[t] != 0) break;
      if (t > phrase.first && named[t - first] != 2 && starts_phrase(analysis, t)) break;
      if (!name && !is_nominal(analysis, t) && !is_possessive_mark(analysis, t) &&
          !(t > phrase.first && bridges(analysis, t, last)))
        break;
      const Upos upos = analysis.tokens.upos[t];
      noun = noun || name || (upos != Upos::kAdj && upos != Upos::kDet);
    }
    phrase.last = t;
    phrase.determined = starts_phrase(analysis, phrase.first);
    phrase.first_piece = pieces.first[phrase.first];
    phrase.last_piece = pieces.first[phrase.last];
    if (!noun || phrase.first_piece == phrase.last_piece) continue;
    compose(pieces, found, day, phrase);
    out.push_back(std::move(phrase));
  }
  join_conjuncts(analysis, out);
  join_complements(analysis, out);
  for (CodedPhrase& phrase : out)  // "NGO---": an NGO of no country is NGO
    for (std::string& code : phrase.codes)
      if (const std::size_t at = code.find("---"); at != std::string::npos && at > 0)
        code.erase(at, 3);
}

}  // namespace entente
