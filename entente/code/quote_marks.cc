// Pairing quotation marks, a paragraph at a time.
//
// A mark says by its shape (“ opens) or by its neighbours (a straight mark after a blank opens)
// what it may do; where both are possible, it closes what is open and opens otherwise. Open marks
// stand on a stack of bounded depth; a closing mark takes the nearest open one of its family. What
// news really holds decides the rest:
//  - a paragraph that ends inside a quotation whose next paragraph opens with a mark again is one
//  of several paragraphs of speech;
//  - a closing mark with nothing open, before any other mark, closes what began with the paragraph:
//  the opening mark was lost
//    (the report that this project was founded on begins so);
//  - an opening mark that nothing closes runs to the end of its sentence, or of the paragraph where
//  that opens with it;
//  - “ closes what „ opened, and ” may open what ” closes (Swedish, and careless typing);
//  - ’ and ' are apostrophes far more often than marks: they count only where both ends are found,
//  and a ’ after s is a possessive
//    while a surer closing mark follows; inches and feet (6'2") close nothing.
// Every mark is looked at twice (once from the right, for the single ones) and pushed and popped at
// most once: linear. Tested by quotes_test.cc.
#include "entente/code/quote_marks.h"

#include <algorithm>

#include "entente/base/unicode.h"
#include "entente/base/utf8.h"

namespace entente {
namespace {

constexpr std::size_t kMaxDepth = 8;  // deeper marks are left alone

using Mark = MarkScratch::Mark;

bool opens_a_word(char32_t c) {
  return c == 0 || is_space(c) || c == '(' || c == '[' || c == '{' || c == 0x2014 || c == 0x2013 ||
         c == '-' || c == '/' || c == 0x2015 || c == ':' || c == ',' || c == ';';
}

bool is_quote_mark(char32_t c) {
  return c == '"' || c == '\'' || (c >= 0x2018 && c <= 0x201F) || c == 0xAB || c == 0xBB ||
         c == 0x2039 || c == 0x203A || c == '`';
}

bool word_char(char32_t c) { return is_letter(c) || is_digit(c); }

// What the marks of a paragraph are. `begin`, `end`: its bytes.
class MarkReader {
 public:
  MarkReader(std::string_view page, std::uint32_t begin, std::uint32_t end, std::vector<Mark>& out)
      : page_(page), begin_(begin), end_(end), out_(out) {}

  void read() {
    out_.clear();
    char32_t before = 0;
    for (std::uint32_t at = begin_; at < end_;) {
      const CodePoint c = code_point_at(page_, at);
      std::uint32_t bytes = c.bytes;
      // Two apostrophes or grave accents are one double mark.
      if ((c.value == '\'' || c.value == '`' || c.value == 0x2019 || c.value == 0x2018) &&
          next_is(at + c.bytes, c.value))
        bytes *= 2;
      const bool attribute = c.value == '"' && in_tag_;  // of mark-up that was left in the text
      if (c.value == '<') in_tag_ = word_char(at_byte(at + 1)) || at_byte(at + 1) == '/';
      if (c.value == '>') in_tag_ = false;
      if (is_quote_mark(c.value) && !attribute) add(at, bytes, c.value, before, bytes != c.bytes);
      before = c.value;
      at += bytes;
    }
  }

 private:
  bool next_is(std::uint32_t at, char32_t value) const {
    return at < end_ && code_point_at(page_, at).value == value;
  }
  char32_t at_byte(std::uint32_t byte) const {
    return byte < end_ ? code_point_at(page_, byte).value : 0;
  }

  void add(std::uint32_t at, std::uint32_t bytes, char32_t c, char32_t before, bool doubled) {
    const char32_t after = at_byte(at + bytes);
    Mark mark{at, bytes, MarkFamily::kStraight, false, false, false, false};
    const bool left_edge = opens_a_word(before) || is_quote_mark(before);
    const bool right_edge = after == 0 || !word_char(after);
    // A mark with blanks on both sides says nothing by its neighbours.
    const bool afloat = (before == 0 || is_space(before)) && (after == 0 || is_space(after));
    const bool by_place_opens = left_edge && after != 0 && !is_space(after);
    const bool by_place_closes = before != 0 && !is_space(before) && right_edge;
    if (doubled) {
      mark.family = MarkFamily::kTicks;
      mark.can_open = c == '`' || by_place_opens || afloat || c == 0x2018;
      mark.can_close = c != '`' && c != 0x2018 && (by_place_closes || afloat || !mark.can_open);
    } else if (c == '"') {
      mark.can_open = by_place_opens || afloat || (!by_place_closes && !is_digit(before));
      mark.can_close = by_place_closes || afloat || !mark.can_open;
      if (is_digit(before) && right_edge && !left_edge)
        mark.strong = true;  // inches, unless something is open
    } else if (c == 0x201C || c == 0x201D || c == 0x201E || c == 0x201F) {
      mark.family = MarkFamily::kCurly;
      mark.can_open = c != 0x201D || (by_place_opens && !by_place_closes);
      mark.can_close = c == 0x201D || (c == 0x201C && by_place_closes && !by_place_opens);
      if (c == 0x201C) mark.strong = true;  // closes what „ opened
    } else if (c == 0xAB || c == 0xBB) {
      mark.family = MarkFamily::kGuillemets;
      // French sets them apart by blanks («\u00A0oui\u00A0»): the shape decides, the place only
      // where it is clear (»oui«).
      const bool backwards = left_edge && word_char(after) && !by_place_closes;
      mark.can_open = c == 0xAB ? !(by_place_closes && !by_place_opens) : backwards;
      mark.can_close = !mark.can_open;
    } else {
      if (c == 0x2039 || c == 0x203A || c == '`') return;
      mark.family = MarkFamily::kSingle;
      mark.can_open =
          (c == 0x2018 || c == 0x201A || c == '\'' || c == 0x201B) && left_edge && word_char(after);
      mark.can_close = c != 0x201A && before != 0 && !is_space(before) && right_edge;
      mark.strong = mark.can_close && !word_char(before);
      if (!mark.can_open && !mark.can_close) return;  // an apostrophe inside a word
    }
    out_.push_back(mark);
  }

  std::string_view page_;
  std::uint32_t begin_, end_;
  std::vector<Mark>& out_;
  bool in_tag_ = false;
};

Span trimmed(std::string_view page, Span span) {
  while (span.begin < span.end) {
    const CodePoint c = code_point_at(page, span.begin);
    if (!is_space(c.value)) break;
    span.begin += c.bytes;
  }
  while (span.end > span.begin) {
    const std::size_t last = previous_code_point(page, span.end);
    if (!is_space(code_point_at(page, last).value)) break;
    span.end = static_cast<std::uint32_t>(last);
  }
  return span;
}

// The end of the sentence that holds `at`: after the first . ! ? that a blank and no small letter
// follow.
std::uint32_t sentence_end(std::string_view page, std::uint32_t at, std::uint32_t end) {
  for (; at < end; ++at) {
    const char c = page[at];
    if (c != '.' && c != '!' && c != '?') continue;
    if (at + 1 >= end) return end;
    if (page[at + 1] != ' ' && page[at + 1] != '\n') continue;
    std::size_t next = at + 1;
    while (next < end && (page[next] == ' ' || page[next] == '\n')) ++next;
    if (next >= end || !is_lower(code_point_at(page, next).value)) return at + 1;
  }
  return end;
}

class Pairing {
 public:
  Pairing(std::string_view page, MarkScratch& scratch, std::vector<MarkedSpan>& out)
      : page_(page), s_(scratch), out_(out) {}

  // `next_opens`: the next paragraph begins with a mark that opens. Leaves whether this paragraph
  // stays open.
  void paragraph(std::uint32_t begin, std::uint32_t end, bool next_opens) {
    MarkReader(page_, begin, end, s_.marks).read();
    look_ahead_for_singles();
    s_.open.clear();
    s_.closed.clear();
    const bool continued = open_;
    bool any = false;
    for (const Mark& mark : s_.marks) step(mark, begin, any);
    leave(begin, end, next_opens, continued);
  }

 private:
  // For each single mark: does a sure closing mark come before the next opening one? From the
  // right, once.
  void look_ahead_for_singles() {
    bool sure = false;
    for (std::size_t i = s_.marks.size(); i-- > 0;) {
      Mark& mark = s_.marks[i];
      if (mark.family != MarkFamily::kSingle) continue;
      mark.closes_later = sure;
      if (mark.can_open)
        sure = false;
      else if (mark.strong)
        sure = true;
    }
  }

  bool is_open(MarkFamily family) const {
    return std::any_of(s_.open.begin(), s_.open.end(),
                       [&](const auto& o) { return o.family == family; });
  }

  // The family that a closing mark of `family` closes: its own, or else the other of " and “ ”
  // (typing mixes them).
  MarkFamily closes(MarkFamily family) const {
    if (is_open(family)) return family;
    if (family == MarkFamily::kStraight) return MarkFamily::kCurly;
    return family == MarkFamily::kCurly ? MarkFamily::kStraight : family;
  }

  void step(const Mark& mark, std::uint32_t begin, bool& any) {
    const MarkFamily family = closes(mark.family);
    const bool open_now = is_open(family);
    const bool own = family == mark.family;
    if (mark.can_close && open_now &&
        !(mark.family == MarkFamily::kSingle && !mark.strong && mark.closes_later) &&
        !(mark.can_open && (!own || opens_rather(mark)))) {
      close(mark, family);
    } else if (mark.family == MarkFamily::kCurly && mark.strong && open_now && own &&
               opened_low()) {
      close(mark, family);
    } else if (mark.can_open) {
      push(mark);
    } else if (mark.can_close && !any && mark.family != MarkFamily::kSingle && !mark.strong &&
               s_.open.empty()) {
      s_.closed.push_back({{begin, mark.at}, {begin, mark.at + mark.bytes}, mark.family});
      no_open_ = true;
    }
    if (mark.family != MarkFamily::kSingle) any = true;
  }

  // A mark that may do both, while its family is open: it opens only where it has a blank on its
  // left and a word on its right.
  bool opens_rather(const Mark& mark) const {
    const char32_t before =
        mark.at == 0 ? 0 : code_point_at(page_, previous_code_point(page_, mark.at)).value;
    const char32_t after = code_point_at(page_, mark.at + mark.bytes).value;
    return is_space(before) && word_char(after);
  }

  // The nearest open curly mark is „.
  bool opened_low() const {
    for (std::size_t i = s_.open.size(); i-- > 0;)
      if (s_.open[i].family == MarkFamily::kCurly)
        return code_point_at(page_, s_.open[i].at).value == 0x201E;
    return false;
  }

  void push(const Mark& mark) {
    if (s_.open.size() < kMaxDepth) s_.open.push_back({mark.at, mark.bytes, mark.family});
  }

  // Takes the nearest open mark of the family; what was opened inside it stays unclosed and is
  // forgotten, save a double mark in a single one, which wins.
  void close(const Mark& mark, MarkFamily family) {
    std::size_t i = s_.open.size();
    while (s_.open[i - 1].family != family) --i;
    const auto from = s_.open[i - 1];
    if (mark.family == MarkFamily::kSingle && i != s_.open.size()) return;
    s_.open.resize(i - 1);
    s_.closed.push_back(
        {{from.at + from.bytes, mark.at}, {from.at, mark.at + mark.bytes}, mark.family});
  }

  // The end of a paragraph: what is left open, then the outermost of all.
  void leave(std::uint32_t begin, std::uint32_t end, bool next_opens, bool continued) {
    open_ = false;
    std::erase_if(s_.open, [](const auto& o) { return o.family == MarkFamily::kSingle; });
    std::uint32_t open_from = UINT32_MAX;
    bool cut_short = false;
    if (!s_.open.empty()) {
      const auto first = s_.open.front();
      const bool whole = trimmed(page_, {begin, end}).begin == first.at || next_opens;
      std::uint32_t until = whole ? end : sentence_end(page_, first.at + first.bytes, end);
      if (!whole || !next_opens)
        for (const auto& c : s_.closed)
          if (c.whole.begin > first.at && c.family != MarkFamily::kSingle)
            until = std::min(until, c.whole.begin);
      open_from = first.at;
      cut_short = true;
      open_ = whole && until == end && next_opens;
      s_.closed.push_back({{first.at + first.bytes, until}, {first.at, until}, first.family});
    }
    emit(begin, open_from, cut_short, continued);
    no_open_ = false;
  }

  void emit(std::uint32_t begin, std::uint32_t open_from, bool cut_short, bool continued) {
    std::sort(s_.closed.begin(), s_.closed.end(), [](const auto& a, const auto& b) {
      return a.whole.begin != b.whole.begin ? a.whole.begin < b.whole.begin
                                            : a.whole.end > b.whole.end;
    });
    std::uint32_t covered = begin;
    bool first = true;
    for (const auto& c : s_.closed) {
      if (c.whole.begin < covered) continue;
      const Span inside = trimmed(page_, c.inside);
      covered = c.whole.end;
      if (inside.begin >= inside.end) continue;
      MarkedSpan span{inside, c.whole, c.family};
      span.no_open = no_open_ && c.whole.begin == begin && first;
      span.no_close = cut_short && c.whole.begin == open_from;
      span.goes_on = span.no_close && open_;
      span.continues = continued && first;
      out_.push_back(span);
      first = false;
    }
  }

  std::string_view page_;
  MarkScratch& s_;
  std::vector<MarkedSpan>& out_;
  bool open_ = false;     // the paragraph before stayed open
  bool no_open_ = false;  // this one's first stretch has no opening mark
};

// The end of the paragraph that begins at `at`: the next blank line, or the page's end.
std::uint32_t paragraph_end(std::string_view page, std::uint32_t at) {
  for (std::size_t i = at; i < page.size(); ++i) {
    if (page[i] != '\n') continue;
    std::size_t next = i + 1;
    while (next < page.size() && (page[next] == ' ' || page[next] == '\t' || page[next] == '\r'))
      ++next;
    if (next >= page.size() || page[next] == '\n') return static_cast<std::uint32_t>(i);
    i = next - 1;
  }
  return static_cast<std::uint32_t>(page.size());
}

std::uint32_t skip_blanks(std::string_view page, std::uint32_t at) {
  while (at < page.size() &&
         (page[at] == '\n' || page[at] == ' ' || page[at] == '\t' || page[at] == '\r'))
    ++at;
  return at;
}

bool opens_with_mark(std::string_view page, std::uint32_t at) {
  const char32_t c = code_point_at(page, at).value;
  return c == '"' || c == 0x201C || c == 0x201E || c == 0xAB ||
         (c == '\'' && code_point_at(page, at + 1).value == '\'') ||
         (c == '`' && code_point_at(page, at + 1).value == '`');
}

}  // namespace

void find_marked_spans(std::string_view page, MarkScratch& scratch, std::vector<MarkedSpan>& out) {
  out.clear();
  Pairing pairing(page, scratch, out);
  std::uint32_t at = skip_blanks(page, 0);
  while (at < page.size()) {
    const std::uint32_t end = paragraph_end(page, at);
    const std::uint32_t next = skip_blanks(page, end);
    pairing.paragraph(at, end, next < page.size() && opens_with_mark(page, next));
    at = next;
  }
}

}  // namespace entente
