#include "entente/read/dateline.h"

#include <algorithm>

#include "entente/base/unicode.h"
#include "entente/base/utf8.h"

namespace entente {
namespace {

constexpr std::uint32_t kMaxDateline = 16;  // tokens: city, state, day, agency, dash
constexpr std::uint32_t kMinRest = 4;       // tokens of a sentence behind it
constexpr std::uint32_t kMinCapitals = 4;   // letters: "NATO" may be, "UN - EU talks" is none

struct Letters {
  std::uint32_t upper = 0, lower = 0;
  bool upper_first = false;
};

Letters letters_of(std::string_view form) {
  Letters found;
  for (std::size_t at = 0; at < form.size();) {
    const auto [c, bytes] = code_point_at(form, at);
    if (is_upper(c)) ++found.upper, found.upper_first |= at == 0;
    if (is_lower(c)) ++found.lower;
    at += bytes;
  }
  return found;
}

bool is_dash(const Analysis& analysis, std::uint32_t t) {
  const std::string_view form = analysis.form(t);
  if (form == "—") return true;
  return (form == "-" || form == "--" || form == "–") && t > 0 &&
         analysis.tokens.space_after[t - 1] != 0 && analysis.tokens.space_after[t] != 0;
}

bool begins_sentence(const Analysis& analysis, std::uint32_t t) {
  const std::string_view form = analysis.form(t);
  return letters_of(form).upper_first || form == "\"" || form == "“" || form == "''" ||
         form == "``";
}

}  // namespace

std::uint32_t dateline_length(const Analysis& analysis, const Sentence& sentence) {
  if (sentence.in_title || sentence.last - sentence.first < kMinRest + 2) return 0;
  const Letters begin = letters_of(analysis.form(sentence.first));
  if (!begin.upper_first) return 0;
  const bool capitals = begin.lower == 0 && begin.upper >= kMinCapitals;
  std::uint32_t dash = sentence.first;
  bool in_brackets = false, agency = false;
  for (const std::uint32_t end = std::min(sentence.last, sentence.first + kMaxDateline);
       ++dash < end;) {
    const std::string_view form = analysis.form(dash);
    if (is_dash(analysis, dash)) break;
    agency = form == ")" && in_brackets;
    if (form == "(" || form == ")") in_brackets = form == "(";
    const Letters word = letters_of(form);
    if (!in_brackets && word.lower > 0 && !word.upper_first && form.size() > 3) return 0;
  }
  if (dash + kMinRest >= sentence.last || !is_dash(analysis, dash)) return 0;
  if (!agency && !capitals) return 0;
  if (!begins_sentence(analysis, dash + 1)) return 0;  // "NATO - an alliance - agreed"
  for (std::uint32_t t = dash + 1; t < sentence.last; ++t)
    if (letters_of(analysis.form(t)).lower > 0) return dash + 1 - sentence.first;
  return 0;  // a headline in capitals
}

}  // namespace entente
