// A line break inside a paragraph means one thing in mail and wire copy (the line was full) and
// another in lists, verse and the text of web pages (a new paragraph). A filled line shows itself:
// the next line's first word would not have fitted into the longest line. Where at least half of
// the breaks are of that kind the text is taken to be wrapped, and those breaks are blanks.
//
// Tested by tokenizer_test.cc.
#include "entente/read/text_blocks.h"

#include <algorithm>
#include <array>

#include "entente/base/unicode.h"
#include "entente/base/utf8.h"

namespace entente {
namespace {

CharClass classify_ascii(char c) {
  if (c >= 'a' && c <= 'z') return {CharKind::kLower, static_cast<char32_t>(c)};
  if (c >= 'A' && c <= 'Z') return {CharKind::kUpper, static_cast<char32_t>(c + 32)};
  if (c >= '0' && c <= '9') return {CharKind::kDigit, U'0'};
  const char32_t plain = static_cast<char32_t>(c);
  switch (c) {
    case '.':
      return {CharKind::kStop, plain};
    case '!':
    case '?':
      return {CharKind::kEnd, plain};
    case ',':
      return {CharKind::kComma, plain};
    case ':':
    case ';':
      return {CharKind::kColon, plain};
    case '\'':
    case '`':
      return {CharKind::kApostrophe, U'\''};
    case '"':
      return {CharKind::kQuote, plain};
    case '(':
    case '[':
    case '{':
    case '<':
      return {CharKind::kOpen, plain};
    case ')':
    case ']':
    case '}':
    case '>':
      return {CharKind::kClose, plain};
    case '-':
      return {CharKind::kHyphen, plain};
    case '/':
      return {CharKind::kSlash, plain};
    case '$':
      return {CharKind::kMoney, plain};
    default:
      break;
  }
  if (c <= ' ' || c == 0x7F) return {CharKind::kSpace, U' '};
  return {CharKind::kSymbol, plain};
}

const std::array<CharClass, 128>& ascii_classes() {
  static const std::array<CharClass, 128> classes = [] {
    std::array<CharClass, 128> all;
    for (int c = 0; c < 128; ++c) all[c] = classify_ascii(static_cast<char>(c));
    return all;
  }();
  return classes;
}

CharClass classify_other(char32_t c) {
  switch (c) {
    case U'\u2018':
    case U'\u2019':
    case U'\u02BC':
    case U'\u00B4':
    case U'\u2032':
      return {CharKind::kApostrophe, U'\''};
    case U'\u201C':
    case U'\u201E':
    case U'\u00AB':
      return {CharKind::kOpenQuote, U'\u201C'};
    case U'\u201D':
    case U'\u00BB':
      return {CharKind::kCloseQuote, U'\u201D'};
    case U'\u2010':
    case U'\u2011':
    case U'\u00AD':
      return {CharKind::kHyphen, U'-'};
    case U'\u2012':
    case U'\u2013':
    case U'\u2014':
    case U'\u2015':
    case U'\u2212':
      return {CharKind::kDash, U'\u2014'};
    case U'\u2026':
      return {CharKind::kEllipsis, c};
    case U'\u3002':
    case U'\uFF01':
    case U'\uFF1F':
    case U'\u061F':
      return {CharKind::kEnd, c};
    case U'\u060C':
    case U'\u3001':
      return {CharKind::kComma, c};
    case U'\u00A3':
    case U'\u20AC':
    case U'\u00A5':
    case U'\u20B9':
      return {CharKind::kMoney, U'$'};
    case U'\u200B':
    case U'\uFEFF':
    case U'\u2060':
      return {CharKind::kSpace, U' '};
    case U'\u200C':
    case U'\u200D':
      return {CharKind::kExtend, c};
    default:
      break;
  }
  if ((c >= 0xFE00 && c <= 0xFE0F) || (c >= 0x1F3FB && c <= 0x1F3FF) ||
      (c >= 0xE0000 && c <= 0xE01EF))
    return {CharKind::kExtend, c};  // variation selectors, skin tones, tags of flags
  if (c < 0xA0 || is_space(c)) return {CharKind::kSpace, U' '};
  if (is_lower(c)) return {CharKind::kLower, c};
  if (is_upper(c)) return {CharKind::kUpper, to_lower(c)};
  if (is_letter(c)) return {CharKind::kLetter, c};
  if (is_mark(c)) return {CharKind::kExtend, c};
  if (is_digit(c)) return {CharKind::kDigit, U'0'};
  return {CharKind::kSymbol, c};
}

bool is_break(char c) { return c == '\n' || c == '\r' || c == '\f' || c == '\v'; }
bool is_plain_blank(char c) { return c == ' ' || c == '\t'; }

// Behind the line break at `at` (CRLF is one).
std::uint32_t after_break(std::string_view text, std::uint32_t at) {
  return at + (text[at] == '\r' && at + 1 < text.size() && text[at + 1] == '\n' ? 2 : 1);
}

}  // namespace

CharClass classify(char32_t c) { return c < 128 ? ascii_classes()[c] : classify_other(c); }

void Block::load(std::string_view text, std::uint32_t begin, std::uint32_t end) {
  kind.clear(), plain.clear(), at.clear();
  const auto& ascii = ascii_classes();
  while (begin < end) {
    const unsigned char lead = static_cast<unsigned char>(text[begin]);
    const CodePoint c = lead < 0x80 ? CodePoint{lead, 1} : code_point_at(text, begin);
    const CharClass k = lead < 0x80 ? ascii[lead] : classify_other(c.value);
    kind.push_back(k.kind), plain.push_back(k.plain), at.push_back(begin);
    begin += c.bytes;
  }
  at.push_back(end);
}

BlockWalker::BlockWalker(std::string_view text, std::uint32_t begin, std::uint32_t end)
    : text_(text.substr(0, end)), at_(begin), end_(end) {
  measure_lines();
}

void BlockWalker::measure_lines() {
  std::uint32_t longest = 0;
  for (std::uint32_t line = at_, i = at_; i <= end_; ++i) {
    if (i < end_ && !is_break(text_[i])) continue;
    longest = std::max(longest,
                       static_cast<std::uint32_t>(count_code_points(text_.substr(line, i - line))));
    line = i + 1;
  }
  if (longest < kMinWrapColumns || longest > kMaxWrapColumns) return;
  wrap_columns_ = longest;
  std::uint32_t full = 0, breaks = 0;
  for (std::uint32_t line = at_, i = at_; i < end_; ++i) {
    if (!is_break(text_[i])) continue;
    const std::uint32_t next = after_break(text_, i);
    if (i > line && next < end_ && !is_break(text_[next])) ++breaks, full += is_wrap(line, i, next);
    line = next;
    i = next - 1;
  }
  if (full < 3 || full * 2 < breaks) wrap_columns_ = 0;
}

bool BlockWalker::is_wrap(std::uint32_t line_begin, std::uint32_t line_end,
                          std::uint32_t next) const {
  if (wrap_columns_ == 0) return false;
  std::uint32_t word_end = next;
  while (word_end < end_ && !is_break(text_[word_end]) && !is_plain_blank(text_[word_end]))
    ++word_end;
  if (word_end == next) return false;  // an indented line begins something new
  const auto columns = [&](std::uint32_t a, std::uint32_t b) {
    return count_code_points(text_.substr(a, b - a));
  };
  return columns(line_begin, line_end) + 1 + columns(next, word_end) > wrap_columns_;
}

std::uint32_t BlockWalker::paragraph_end(std::uint32_t begin) const {
  for (std::uint32_t line = begin, i = begin; i < end_; ++i) {
    if (text_.compare(i, 3, "\u2029") == 0 || text_.compare(i, 3, "\u2028") == 0) return i;
    if (!is_break(text_[i])) continue;
    const std::uint32_t next = after_break(text_, i);
    if (next >= end_ || text_[i] == '\f' || !is_wrap(line, i, next)) return i;
    line = next;
    i = next - 1;
  }
  return end_;
}

std::uint32_t BlockWalker::cut(std::uint32_t begin, std::uint32_t end) const {
  if (end - begin <= kMaxBlockBytes) return end;
  const std::uint32_t limit = begin + kMaxBlockBytes, middle = begin + kMaxBlockBytes / 2;
  std::uint32_t blank = 0;
  for (std::uint32_t i = limit; i > middle; --i) {
    if (!is_plain_blank(text_[i])) continue;
    if (blank == 0) blank = i;
    if (text_[i - 1] == '.') return i;
  }
  if (blank != 0) return blank;
  std::uint32_t i = limit;
  while ((static_cast<unsigned char>(text_[i]) & 0xC0) == 0x80) --i;
  return i;
}

bool BlockWalker::next(std::uint32_t& begin, std::uint32_t& end, bool& paragraph_start) {
  paragraph_start = false;
  if (at_ >= paragraph_end_) {
    while (at_ < end_) {
      const CodePoint c = code_point_at(text_, at_);
      if (classify(c.value).kind != CharKind::kSpace) break;
      at_ += c.bytes;
    }
    if (at_ >= end_) return false;
    paragraph_end_ = paragraph_end(at_);
    paragraph_start = true;
  }
  begin = at_;
  end = at_ = cut(at_, paragraph_end_);
  return true;
}

}  // namespace entente
