// Tested by agreements_test.cc, quotes_test.cc and visits_test.cc, through what the registers find
// with it.
#include "entente/code/tree.h"

#include <algorithm>
#include <string>

#include "entente/base/date.h"

namespace entente {
namespace {

constexpr int kMaxClimb = 12;  // steps from verb to verb in search of a subject

bool is_clausal(Deprel deprel) {
  return deprel == Deprel::kAcl || deprel == Deprel::kAdvcl || deprel == Deprel::kCcomp ||
         deprel == Deprel::kXcomp || deprel == Deprel::kConj || deprel == Deprel::kParataxis ||
         deprel == Deprel::kCsubj;
}

bool is_relative_pronoun(const Analysis& analysis, std::uint32_t token) {
  const std::string_view lower = analysis.lower(token);
  return lower == "who" || lower == "which" || lower == "whom" ||
         (lower == "that" && analysis.tokens.upos[token] == Upos::kPron);
}

bool has_mark(const Analysis& analysis, std::uint32_t verb, std::string_view lemma) {
  return child_with_lemma(analysis, verb, Deprel::kMark, lemma) != kNoToken;
}

void add_actor(const Resolution& resolution, std::uint32_t actor, std::vector<std::uint32_t>& out) {
  if (actor >= resolution.actors.size()) return;
  const Actor& it = resolution.actors[actor];
  if (!it.members.empty()) {
    for (const std::uint32_t member : it.members)
      if (std::find(out.begin(), out.end(), member) == out.end()) out.push_back(member);
    return;
  }
  if (std::find(out.begin(), out.end(), actor) == out.end()) out.push_back(actor);
}

bool is_calendar(const Timex& time) {
  const std::string& v = time.value;
  if (time.type != TimexType::kDate && time.type != TimexType::kTime) return false;
  if (v.size() < 4 ||
      !std::all_of(v.begin(), v.begin() + 4, [](char c) { return c >= '0' && c <= '9'; }))
    return false;
  return v.size() == 4 || v[4] == '-';
}

// "2022-02-16T09:00" -> "2022-02-16"; "2022-W07" -> "2022-02".
std::string calendar_value(const std::string& value) {
  const auto digits = [&](std::size_t at) {
    return at + 1 < value.size() && value[at] >= '0' && value[at] <= '9' && value[at + 1] >= '0' &&
           value[at + 1] <= '9';
  };
  if (value.size() >= 10 && digits(5) && value[7] == '-' && digits(8)) return value.substr(0, 10);
  if (value.size() >= 7 && digits(5)) return value.substr(0, 7);
  if (value.size() >= 8 && value[5] == 'W' && digits(6))
    if (const auto fourth = parse_day(value.substr(0, 4) + "-01-04")) {
      // The month of the week's Thursday (ISO 8601: 4 January lies in the year's first week).
      const Day thursday = *fourth - weekday(*fourth) + 3 + 7 * (std::stoi(value.substr(6, 2)) - 1);
      return format_day(thursday).substr(0, 7);
    }
  return value.substr(0, 4);
}

bool follows_since(const Analysis& analysis, std::uint32_t token, std::uint32_t begin) {
  for (std::uint32_t t = token; t > begin && t + 4 > token; --t)
    if (analysis.lower(t - 1) == "since") return true;
  return false;
}

// "WASHINGTON - Israel signed": many trees take the dateline for the subject and hang the true one
// on it. The first nominal behind the dash that hangs on nothing else behind it; the token itself
// where it is no dateline.
std::uint32_t past_dateline(const Analysis& analysis, std::uint32_t token, std::uint32_t verb) {
  const Sentence& sentence = analysis.sentences[analysis.tokens.sentence[token]];
  if (token > sentence.first + 5) return token;
  std::uint32_t dash = kNoToken;
  for (std::uint32_t t = token + 1;
       t < sentence.last && t < sentence.first + 9 && t < verb && dash == kNoToken; ++t) {
    const std::string_view form = analysis.form(t);
    if (form == "-" || form == "--" || form == "–" || form == "—") dash = t;
  }
  if (dash == kNoToken || analysis.tokens.space_after[dash] == 0 ||
      analysis.tokens.space_after[dash - 1] == 0)
    return token;
  // "RIYADH - Upon the directives of ...": what follows is no subject
  if (dash + 1 >= sentence.last || analysis.tokens.upos[dash + 1] == Upos::kAdp) return token;
  for (std::uint32_t t = dash + 1; t < sentence.last && t < verb; ++t) {
    const Upos upos = analysis.tokens.upos[t];
    const std::uint32_t head = analysis.tokens.head[t];
    if ((upos == Upos::kNoun || upos == Upos::kPropn || upos == Upos::kPron) &&
        (head == kNoToken || head < dash || head == verb))
      return t;
  }
  return token;
}

}  // namespace

void Extents::build(const Analysis& analysis) {
  const std::uint32_t n = analysis.tokens.size();
  first_.resize(n), last_.resize(n);
  for (std::uint32_t t = 0; t < n; ++t) first_[t] = t, last_[t] = t + 1;
  for (std::uint32_t t = 0; t < n; ++t)
    for (std::uint32_t up = analysis.tokens.head[t]; up != kNoToken;
         up = analysis.tokens.head[up]) {
      if (first_[up] <= t && t < last_[up]) break;  // then so do all above it
      first_[up] = std::min(first_[up], t);
      last_[up] = std::max(last_[up], t + 1);
    }
}

std::uint32_t child_of(const Analysis& analysis, std::uint32_t token, Deprel deprel) {
  for (const std::uint32_t child : children(analysis, token))
    if (analysis.tokens.deprel[child] == deprel) return child;
  return kNoToken;
}

std::uint32_t child_with_lemma(const Analysis& analysis, std::uint32_t token, Deprel deprel,
                               std::string_view lemma) {
  for (const std::uint32_t child : children(analysis, token))
    if (analysis.tokens.deprel[child] == deprel && analysis.lemma(child) == lemma) return child;
  return kNoToken;
}

std::string_view case_of(const Analysis& analysis, std::uint32_t token) {
  const std::uint32_t found = child_of(analysis, token, Deprel::kCase);
  return found == kNoToken ? std::string_view() : analysis.lower(found);
}

std::uint32_t oblique(const Analysis& analysis, std::uint32_t token, std::string_view lemma) {
  for (const std::uint32_t child : children(analysis, token)) {
    const Deprel deprel = analysis.tokens.deprel[child];
    if ((deprel == Deprel::kNmod || deprel == Deprel::kObl) && case_of(analysis, child) == lemma)
      return child;
  }
  return kNoToken;
}

bool is_under(const Analysis& analysis, std::uint32_t token, std::uint32_t ancestor) {
  const std::uint32_t n = analysis.tokens.size();
  for (std::uint32_t up = token, steps = 0; up != kNoToken && steps <= n;
       up = analysis.tokens.head[up], ++steps)
    if (up == ancestor) return true;
  return false;
}

std::uint32_t clause_of(const Analysis& analysis, std::uint32_t token) {
  const std::uint32_t n = analysis.tokens.size();
  for (std::uint32_t up = token, steps = 0; up != kNoToken && steps <= n;
       up = analysis.tokens.head[up], ++steps)
    if (analysis.tokens.upos[up] == Upos::kVerb ||
        child_of(analysis, up, Deprel::kCop) != kNoToken ||
        child_of(analysis, up, Deprel::kNsubj) != kNoToken)
      return up;
  return kNoToken;
}

bool is_passive(const Analysis& analysis, std::uint32_t verb) {
  for (const std::uint32_t child : children(analysis, verb))
    if (analysis.tokens.subtype[child] == Subtype::kPass) return true;
  // "the treaty signed in Paris", "relations severed by Iran"
  return analysis.tokens.deprel[verb] == Deprel::kAcl &&
         analysis.tokens.subtype[verb] != Subtype::kRelcl &&
         (analysis.has_feat(verb, "VerbForm", "Part") && !analysis.lower(verb).ends_with("ing"));
}

bool is_negated(const Analysis& analysis, std::uint32_t verb) {
  for (const std::uint32_t child : children(analysis, verb)) {
    const std::string_view lower = analysis.lower(child);
    if (lower == "not" || lower == "n't" || lower == "n’t" || lower == "never") return true;
  }
  return false;
}

bool is_future(const Analysis& analysis, std::uint32_t verb) {
  // "appears to have been averted" is no future
  if (child_with_lemma(analysis, verb, Deprel::kAux, "have") != kNoToken &&
      has_mark(analysis, verb, "to"))
    return false;
  for (const std::uint32_t child : children(analysis, verb)) {
    if (analysis.tokens.deprel[child] != Deprel::kAux) continue;
    const std::string_view lower = analysis.lower(child);
    if (lower == "will" || lower == "shall" || lower == "'ll" || lower == "’ll" || lower == "wo" ||
        lower == "would" || lower == "must")
      return true;
  }
  // "is to visit", "plans to visit", "is expected to": the infinitive of a verb, or of "be"
  if (!has_mark(analysis, verb, "to")) return false;
  for (const std::uint32_t child : children(analysis, verb))
    if (analysis.tokens.deprel[child] == Deprel::kAux && analysis.lemma(child) == "be" &&
        child + 1 < verb)
      return true;
  return analysis.tokens.deprel[verb] == Deprel::kXcomp;
}

bool is_conditional(const Analysis& analysis, std::uint32_t verb) {
  for (const std::uint32_t child : children(analysis, verb)) {
    const std::string_view lower = analysis.lower(child);
    if (analysis.tokens.deprel[child] == Deprel::kAux &&
        (lower == "could" || lower == "might" || lower == "may" || lower == "should" ||
         lower == "can"))
      return true;
    if (analysis.tokens.deprel[child] == Deprel::kMark &&
        (lower == "if" || lower == "whether" || lower == "unless"))
      return true;
  }
  return false;
}

std::uint32_t agent_of(const Analysis& analysis, std::uint32_t verb) {
  std::uint32_t at = verb;
  for (int step = 0; step < kMaxClimb && at != kNoToken; ++step) {
    const bool passive = is_passive(analysis, at);
    if (passive && step == 0) {
      for (const std::uint32_t child : children(analysis, at))
        if (analysis.tokens.deprel[child] == Deprel::kObl &&
            (analysis.tokens.subtype[child] == Subtype::kAgent || case_of(analysis, child) == "by"))
          return child;
      return kNoToken;
    }
    const std::uint32_t subject = child_of(analysis, at, Deprel::kNsubj);
    if (subject != kNoToken) {
      if (!is_relative_pronoun(analysis, subject)) return past_dateline(analysis, subject, at);
      const std::uint32_t noun = analysis.tokens.head[at];
      return analysis.tokens.deprel[at] == Deprel::kAcl && noun != kNoToken ? noun : kNoToken;
    }
    const std::uint32_t governor = analysis.tokens.head[at];
    if (governor == kNoToken || !is_clausal(analysis.tokens.deprel[at])) return kNoToken;
    if (analysis.tokens.deprel[at] == Deprel::kAcl)
      return governor;  // "the minister visiting Paris"
    if (analysis.tokens.deprel[at] == Deprel::kXcomp) {
      const std::uint32_t object = child_of(analysis, governor, Deprel::kObj);
      if (object != kNoToken && object < at) return object;  // "urged him to go"
    }
    at = governor;
  }
  return kNoToken;
}

std::uint32_t patient_of(const Analysis& analysis, std::uint32_t verb) {
  const std::uint32_t object = child_of(analysis, verb, Deprel::kObj);
  if (object != kNoToken) return object;
  if (!is_passive(analysis, verb)) return kNoToken;
  const std::uint32_t subject = child_of(analysis, verb, Deprel::kNsubj);
  if (subject != kNoToken) {
    if (!is_relative_pronoun(analysis, subject)) return subject;
    return analysis.tokens.head[verb];
  }
  if (analysis.tokens.deprel[verb] == Deprel::kAcl) return analysis.tokens.head[verb];
  if (analysis.tokens.deprel[verb] == Deprel::kConj && analysis.tokens.head[verb] != kNoToken)
    return child_of(analysis, analysis.tokens.head[verb], Deprel::kNsubj);
  return kNoToken;
}

std::uint32_t mention_at(const Analysis& analysis, const Resolution& resolution,
                         std::uint32_t token) {
  if (token >= resolution.mention_of.size()) return Resolution::kNone;
  const std::uint32_t own = resolution.mention_of[token];
  const auto is_name = [&](std::uint32_t mention) {
    return resolution.mentions[mention].kind == MentionKind::kName;
  };
  if (own != Resolution::kNone && is_name(own)) return own;
  for (const std::uint32_t child : children(analysis, token)) {
    const Deprel deprel = analysis.tokens.deprel[child];
    const std::uint32_t mention = resolution.mention_of[child];
    if ((deprel != Deprel::kAppos && deprel != Deprel::kFlat) || mention == Resolution::kNone)
      continue;
    if (own == Resolution::kNone || is_name(mention)) return mention;
  }
  return own;
}

void actors_of(const Analysis& analysis, const Resolution& resolution, std::uint32_t token,
               std::vector<std::uint32_t>& out) {
  // Breadth first over the phrase: a list that grows while it is walked; at most as many as the
  // phrase has words.
  std::uint32_t list[64] = {token};
  std::size_t count = 1;
  const auto push = [&](std::uint32_t next) {
    if (count < 64) list[count++] = next;
  };
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint32_t at = list[i];
    const std::uint32_t mention = mention_at(analysis, resolution, at);
    const bool named = mention != Resolution::kNone;
    if (named) add_actor(resolution, resolution.mentions[mention].actor, out);
    for (const std::uint32_t child : children(analysis, at)) {
      const Deprel deprel = analysis.tokens.deprel[child];
      if (deprel == Deprel::kConj) {
        push(child);
      } else if (!named && (deprel == Deprel::kNmod || deprel == Deprel::kAmod ||
                            deprel == Deprel::kCompound)) {
        const std::string_view preposition = case_of(analysis, child);
        if (preposition.empty() || preposition == "of" || preposition == "from" ||
            preposition == "'s" || preposition == "’s" || preposition == "'" ||
            preposition == "’" || preposition == "between")
          push(child);
      }
    }
  }
}

void add_country(const Resolution& resolution, std::uint32_t actor, std::vector<std::string>& out) {
  if (actor >= resolution.actors.size()) return;
  const std::string& country = resolution.actors[actor].country;
  if (country.empty() || country == "NGO" || country == "IMG" || country == "ISM" ||
      country == "MNC")
    return;
  if (std::find(out.begin(), out.end(), country) == out.end()) out.push_back(country);
}

NearDate date_near(const Analysis& analysis, const Resolution& resolution, std::uint32_t token) {
  const std::uint32_t sentence = analysis.tokens.sentence[token];
  const Sentence& bounds = analysis.sentences[sentence];
  const std::uint32_t clause = clause_of(analysis, token);
  const Timex* best = nullptr;
  std::uint32_t best_cost = UINT32_MAX, dates = 0;
  bool best_in_other = false;
  auto it = std::lower_bound(resolution.times.begin(), resolution.times.end(), bounds.span.begin,
                             [](const Timex& t, std::uint32_t at) { return t.span.begin < at; });
  for (; it != resolution.times.end() && it->span.begin < bounds.span.end; ++it) {
    if (!is_calendar(*it) || it->first >= it->last || it->last > bounds.last) continue;
    if (follows_since(analysis, it->first, bounds.first)) continue;  // "the first visit since 1928"
    ++dates;
    // Its head: the word of it that hangs outside.
    std::uint32_t head = it->last - 1;
    for (std::uint32_t t = it->first; t < it->last; ++t)
      if (analysis.tokens.head[t] == kNoToken || analysis.tokens.head[t] < it->first ||
          analysis.tokens.head[t] >= it->last)
        head = t;
    std::uint32_t cost = 0, up = analysis.tokens.head[head];
    // "A 1999 accord" says how old the accord is, not when it was invoked.
    if (it->value.size() == 4 && up != kNoToken && up > head && up != token &&
        analysis.tokens.upos[up] != Upos::kVerb)
      continue;
    bool in_other = false;  // a clause with its own subject stands between
    for (std::uint32_t steps = 0; up != kNoToken && steps < 6;
         ++steps, up = analysis.tokens.head[up]) {
      if (up == token) break;
      if (up == clause) {
        cost += 1;
        break;
      }
      cost += analysis.tokens.upos[up] == Upos::kVerb ? 4 : 1;
      in_other |= child_of(analysis, up, Deprel::kNsubj) != kNoToken;
    }
    if (up != token && up != clause) cost += 100;
    if (cost < best_cost) best = &*it, best_cost = cost, best_in_other = in_other;
  }
  NearDate out;
  if (best == nullptr || (best_cost >= 100 && dates > 1)) return out;
  out.value = calendar_value(best->value);
  out.of_clause = best_cost < 100 && !best_in_other;
  out.direct = best_cost < 4;
  return out;
}

}  // namespace entente
