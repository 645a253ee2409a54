// What all dictionaries share: lines and their comments, phrases and plurals, days.
// Tested by dictionary_test.cc; fuzz/dictionary_fuzz.cc feeds it.
#include <algorithm>

#include "entente/base/utf8.h"
#include "entente/lexicon/dictionary_reader.h"
#include "entente/lexicon/pieces.h"

namespace entente::lexicon_detail {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }
bool is_ascii_digit(char c) { return c >= '0' && c <= '9'; }
bool is_ascii_letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

// The part of a line before a comment: `#` and `;` inside brackets belong to a code ("[###]").
std::string_view without_comment(std::string_view line) {
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '#' || line[i] == ';') return line.substr(0, i);
    if (line[i] != '[') continue;
    const std::size_t close = line.find_first_of("[] \t", i + 1);
    if (close != std::string_view::npos && line[close] == ']') i = close;
  }
  return line;
}

}  // namespace

void DictionaryDraft::complain(std::uint32_t line, std::string message) {
  unused.push_back({ErrorCode::kBadInput, std::move(message), out.files[file], line});
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

std::vector<DictionaryLine> dictionary_lines(std::string_view text, DictionaryDraft& draft) {
  std::vector<DictionaryLine> out;
  std::uint32_t number = 0, comment_from = 0;
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    ++number;
    if (comment_from != 0) {
      if (line.find("-->") != std::string_view::npos) comment_from = 0;
      continue;
    }
    const bool indented = !line.empty() && is_blank(line[0]);
    line = trimmed(line);
    if (line.starts_with("<!")) {
      if (line.starts_with("<!--") && line.find("-->") == std::string_view::npos)
        comment_from = number;
      continue;
    }
    line = trimmed(without_comment(line));
    if (line.empty()) continue;
    if (line.size() > kMaxLineBytes) {
      draft.complain(number, "longer than " + std::to_string(kMaxLineBytes) + " bytes");
    } else if (!is_valid_utf8(line)) {
      draft.complain(number, "is not UTF-8");
    } else {
      out.push_back({line, number, indented});
    }
  }
  if (comment_from != 0)
    draft.complain(comment_from, "a comment begins here and never ends: nothing after it is read");
  return out;
}

bool read_phrase(std::string_view text, DictionaryWords& words, DictionaryPhrase& out) {
  out.clear();
  std::string key;
  while (!text.empty()) {
    const std::size_t cut = text.find_first_of("_ \t");
    const std::size_t first = out.size();
    for_each_piece(text.substr(0, cut), key, [&](std::string_view run) {
      out.push_back({words.add(run), true});
    });
    const bool blank = cut != std::string_view::npos && text[cut] != '_';
    if (!out.empty() && (blank || cut == std::string_view::npos)) out.back().closed = false;
    // "A_ B": the blank decides.
    if (out.size() == first && !out.empty() && blank) out.back().closed = false;
    text.remove_prefix(cut == std::string_view::npos ? text.size() : cut + 1);
  }
  if (!out.empty()) out.back().closed = false;
  return !out.empty() && out.size() <= kMaxPhraseWords;
}

std::string regular_plural(std::string_view text) {
  std::string out(text);
  if (out.empty()) return out;
  if (out.back() == 'Y') return out.replace(out.size() - 1, 1, "IES");
  return out += out.back() == 'S' ? "ES" : "S";
}

bool is_code(std::string_view text) {
  if (text.empty() || text.size() > 64) return false;
  return std::all_of(text.begin(), text.end(), [](char c) {
    return is_ascii_letter(c) || is_ascii_digit(c) ||
           std::string_view("-+*?#/~:").find(c) != std::string_view::npos;
  });
}

bool read_dictionary_day(std::string_view text, Day& out) {
  if (text.size() != 6 && text.size() != 8) return false;
  if (!std::all_of(text.begin(), text.end(), is_ascii_digit)) return false;
  const auto number = [&](std::size_t at, std::size_t digits) {
    int value = 0;
    for (const char c : text.substr(at, digits)) value = value * 10 + (c - '0');
    return value;
  };
  const std::size_t year_digits = text.size() - 4;
  int year = number(0, year_digits);
  if (year_digits == 2) year += year <= 30 ? 2000 : 1900;
  const int month = number(year_digits, 2), day = number(year_digits + 2, 2);
  if (month < 1 || month > 12 || day < 1 || day > days_in_month(year, month)) return false;
  out = to_day({year, static_cast<std::uint8_t>(month), static_cast<std::uint8_t>(day)});
  return true;
}

void read_discards(std::string_view text, DictionaryDraft& draft) {
  DictionaryPhrase phrase;
  for (const DictionaryLine& line : dictionary_lines(text, draft)) {
    DictionaryFilter filter;
    filter.place = {draft.file, line.number};
    filter.document = line.text.starts_with('+');
    const std::string_view words = line.text.substr(filter.document ? 1 : 0);
    if (!read_phrase(words, draft.out.words, phrase)) {
      draft.complain(line.number, "no phrase to discard by: neither letter nor digit");
      continue;
    }
    for (DictionaryWord& word : phrase) word.closed = true;
    phrase.back().closed = false;
    draft.out.discard_phrases.add(phrase, static_cast<std::uint32_t>(draft.out.discards.size()));
    draft.out.discards.push_back(std::move(filter));
  }
}

namespace {

// The forms that "n:" and "v:" ask for: a noun's numbers, a verb's endings.
std::vector<std::string> issue_forms(std::string_view text, char kind) {
  std::vector<std::string> forms{std::string(text)};
  std::string upper(text);
  for (char& c : upper)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  if (kind == 'n') forms.push_back(regular_plural(upper));
  if (kind != 'v') return forms;
  const bool e = upper.ends_with('E');
  forms.push_back(upper + "S");
  forms.push_back(upper + (e ? "D" : "ED"));
  forms.push_back((e ? upper.substr(0, upper.size() - 1) : upper) + "ING");
  return forms;
}

}  // namespace

void read_issues(std::string_view text, DictionaryDraft& draft) {
  std::string category;
  DictionaryPhrase phrase;
  for (const DictionaryLine& line : dictionary_lines(text, draft)) {
    std::string_view rest = line.text;
    if (rest.starts_with("<ISSUE") || rest.starts_with("</ISSUE")) {
      const std::size_t open = rest.find('"');
      const std::size_t close = open == std::string_view::npos ? open : rest.find('"', open + 1);
      category = close == std::string_view::npos ? "" : rest.substr(open + 1, close - open - 1);
      if (rest[1] != '/' && category.empty())
        draft.complain(line.number, "<ISSUE> without CATEGORY=\"NAME\"");
      continue;
    }
    DictionaryFilter filter;
    filter.place = {draft.file, line.number};
    filter.code = category;
    if (rest.starts_with('~')) {
      filter.cancels = true;
      filter.document = rest.starts_with("~~");
      rest.remove_prefix(filter.document ? 2 : 1);
    }
    if (const std::size_t open = rest.find('['); open != std::string_view::npos) {
      const std::size_t close = rest.find(']', open);
      if (close == std::string_view::npos) {
        draft.complain(line.number, "a code without its closing bracket");
        continue;
      }
      filter.code = trimmed(rest.substr(open + 1, close - open - 1));
      rest = trimmed(rest.substr(0, open));
    }
    const bool typed = rest.size() > 2 && rest[1] == ':' && (rest[0] == 'n' || rest[0] == 'v');
    const char kind = typed ? rest[0] : ' ';
    if (typed) rest.remove_prefix(2);
    if (filter.code.empty() && !filter.cancels) {
      draft.complain(line.number, "an issue outside <ISSUE CATEGORY=\"NAME\">, without a [CODE]");
      continue;
    }
    std::string plain(trimmed(rest));
    std::replace(plain.begin(), plain.end(), '+', '_');
    const auto id = static_cast<std::uint32_t>(draft.out.issues.size());
    bool read = false;
    for (const std::string& form : issue_forms(plain, kind)) {
      if (!read_phrase(form, draft.out.words, phrase)) break;
      for (DictionaryWord& word : phrase) word.closed = true;
      phrase.back().closed = false;
      draft.out.issue_phrases.add(phrase, id);
      read = true;
    }
    if (read)
      draft.out.issues.push_back(std::move(filter));
    else
      draft.complain(line.number, "no phrase: neither letter nor digit");
  }
}

}  // namespace entente::lexicon_detail
