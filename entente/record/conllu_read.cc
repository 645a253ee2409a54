// Both forms are read line by line into the rows of one sentence; when it closes, its words are
// laid into the page (along its
// `# text` where there is one, so that offsets are those of the text that people read) and added to
// the Analysis. The page can be set only when all of it is known, so spans count bytes of title or
// body until the end and are moved then.
//
// Tested by conllu_test.cc.
#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "entente/base/unicode.h"
#include "entente/base/utf8.h"
#include "entente/record/conllu.h"

namespace entente {
namespace {

constexpr std::uint32_t kMaxWordsASentence = 1u << 20;

struct Word {
  std::string_view form, lemma, feats;
  Upos upos = Upos::kX;
  Deprel deprel = Deprel::kDep;
  Subtype subtype = Subtype::kNone;
  std::uint32_t head = kNoToken;  // from 0 in the sentence; kNoToken: root, or not known
  bool is_root = false;
  bool lemma_is_lower = false;
  std::uint64_t line = 0;
};

// A surface token: words [first, last), and whether a blank follows.
struct Surface {
  std::string_view form;
  std::uint32_t first = 0, last = 0;
  bool glued = false;  // to the next one
};

bool blank(char c) { return c == ' ' || c == '\t'; }

std::string_view trim(std::string_view text) {
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && (blank(text.back()) || text.back() == '\r')) text.remove_suffix(1);
  return text;
}

// What may stand between tokens of a page: white space, and what people do not see (controls,
// zero-width blanks).
bool is_gap(char32_t c) {
  return is_space(c) || c < 0x20 || (c >= 0x7F && c < 0xA0) || c == U'\u200B' || c == U'\u2060' ||
         c == U'\uFEFF';
}

std::optional<std::uint32_t> parse_number(std::string_view text) {
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc() || end != text.data() + text.size() ||
      value > kMaxWordsASentence)
    return std::nullopt;
  return value;
}

// Controls are blanks of the page: a form that holds one could not be found in it again.
bool has_control(std::string_view form) {
  return std::any_of(form.begin(), form.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
}

bool has_blank_edge(std::string_view form) {
  return is_gap(code_point_at(form, 0).value) ||
         is_gap(code_point_at(form, previous_code_point(form, form.size())).value);
}

std::string without_controls(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (!has_control({&c, 1}))
      out += c;
    else if (!out.ends_with(' '))
      out += ' ';
  }
  return std::string(trim(out));
}

bool misc_has_no_space(std::string_view misc) {
  while (!misc.empty()) {
    const std::size_t bar = misc.find('|');
    if (misc.substr(0, bar) == "SpaceAfter=No") return true;
    misc = bar == std::string_view::npos ? std::string_view() : misc.substr(bar + 1);
  }
  return false;
}

class Builder {
 public:
  Builder(Document& document, Analysis& out) : document_(document), out_(out) { out.clear(); }

  Status take_lines(std::string_view text, Status (Builder::*take_line)(std::string_view));
  Status full_line(std::string_view line);
  Status short_line(std::string_view line);

 private:
  Error bad(std::string message) const {
    return {ErrorCode::kBadInput, "line " + std::to_string(line_) + ": " + std::move(message), "",
            line_};
  }
  void comment(std::string_view line);
  Status word(std::string_view form, std::string_view upos, std::string_view head,
              std::string_view deprel, Word& out);
  Status range(std::string_view id, std::string_view form, bool glued);
  Status close_sentence();
  Status check_tree();
  Status lay_surface(const Surface& surface, std::string& page, std::size_t& at);
  void skip_text_blanks(std::size_t& at) const;
  void add_words(const Surface& surface, std::uint32_t begin, std::uint32_t end);
  void begin_page_sentence(std::string& page);
  Status finish();

  Document& document_;
  Analysis& out_;
  std::string title_, body_, id_;
  std::uint64_t line_ = 0;
  bool previous_glued_ = false, quote_open_ = false;
  // The open sentence.
  std::vector<Word> words_;
  std::vector<Surface> surfaces_;
  std::string_view text_;
  bool new_paragraph_ = false, in_title_ = false;
  std::vector<std::uint8_t> seen_;
};

void Builder::comment(std::string_view line) {
  const std::size_t equals = line.find('=');
  const std::string_view key =
      trim(line.substr(1, equals == std::string_view::npos ? equals : equals - 1));
  const std::string_view value =
      equals == std::string_view::npos ? std::string_view() : trim(line.substr(equals + 1));
  if (key == "text") text_ = value;
  if (key == "in_title") in_title_ = value == "yes";
  if (key == "newdoc id") id_ = without_controls(value);
  const std::string_view first = key.substr(0, key.find(' '));
  if (first == "newpar" || first == "newdoc") new_paragraph_ = true;
}

Status Builder::word(std::string_view form, std::string_view upos, std::string_view head,
                     std::string_view deprel, Word& out) {
  if (form.empty()) return bad("a word without a form");
  if (has_control(form)) return bad("a form with a control character");
  if (has_blank_edge(form)) return bad("a form that begins or ends with a blank");
  if (words_.size() >= kMaxWordsASentence) return bad("a sentence of more than 1,048,576 words");
  out.form = form;
  out.line = line_;
  if (upos != "_" && !parse_upos(upos, out.upos))
    return bad("no part of speech: \"" + std::string(upos) + "\"");
  if (deprel != "_" && !parse_deprel(deprel, out.deprel, out.subtype))
    return bad("no relation: \"" + std::string(deprel) + "\"");
  if (head == "_") return ok_status();
  const auto number = parse_number(head);
  if (!number) return bad("no head: \"" + std::string(head) + "\"");
  out.is_root = *number == 0;
  if (!out.is_root) out.head = *number - 1;
  return ok_status();
}

Status Builder::range(std::string_view id, std::string_view form, bool glued) {
  const std::size_t dash = id.find('-');
  const auto first = parse_number(id.substr(0, dash)), last = parse_number(id.substr(dash + 1));
  const std::uint32_t next = static_cast<std::uint32_t>(words_.size()) + 1;
  if (!first || !last || *first != next || *last <= *first || form.empty() ||
      (!surfaces_.empty() && surfaces_.back().last >= next))
    return bad("a multiword token out of order: \"" + std::string(id) + "\"");
  if (has_control(form)) return bad("a form with a control character");
  if (has_blank_edge(form)) return bad("a form that begins or ends with a blank");
  surfaces_.push_back({form, *first - 1, *last, glued});
  return ok_status();
}

Status Builder::full_line(std::string_view line) {
  std::array<std::string_view, 10> column;
  std::size_t columns = 0, at = 0;
  for (bool more = true; more; ++columns) {
    const std::size_t tab = line.find('\t', at);
    more = tab != std::string_view::npos;
    if (columns < column.size()) column[columns] = line.substr(at, more ? tab - at : tab);
    at = tab + 1;
  }
  if (columns != column.size()) return bad(std::to_string(columns) + " columns instead of 10");
  const std::string_view id = column[0];
  if (id.find('.') != std::string_view::npos) return ok_status();  // an empty node
  const bool glued = misc_has_no_space(column[9]);
  if (id.find('-') != std::string_view::npos) return range(id, column[1], glued);
  if (const auto number = parse_number(id); !number || *number != words_.size() + 1)
    return bad("word \"" + std::string(id) + "\" where " + std::to_string(words_.size() + 1) +
               " is due");
  Word row;
  ENTENTE_CHECK(word(column[1], column[3], column[6], column[7], row));
  if (column[2] != "_" || row.form == "_") row.lemma = column[2];
  if (column[5] != "_") row.feats = column[5];
  const std::uint32_t index = static_cast<std::uint32_t>(words_.size());
  words_.push_back(row);
  if (surfaces_.empty() || surfaces_.back().last <= index)
    surfaces_.push_back({row.form, index, index + 1, glued});
  return ok_status();
}

// What English writes without a blank before it, and after it.
bool closes(std::string_view form) {
  constexpr std::array<std::string_view, 14> kForms = {",", ".", ";", ":", "!", "?", "...",
                                                       "…", ")", "]", "%", "”", "’", "'"};
  return std::find(kForms.begin(), kForms.end(), form) != kForms.end();
}
bool opens(std::string_view form) {
  return form == "(" || form == "[" || form == "“" || form == "‘" || form == "$" || form == "£" ||
         form == "€";
}
bool is_clitic(std::string_view form) {
  return form == "n't" || form == "n’t" || form.starts_with("'") || form.starts_with("’");
}

Status Builder::short_line(std::string_view line) {
  std::array<std::string_view, 6> column = {"", "_", "_", "_", "_", "_"};
  std::size_t columns = 0;
  while (!line.empty()) {
    const auto end = std::find_if(line.begin(), line.end(), blank);
    if (columns == column.size()) return bad("more than 6 columns");
    column[columns++] = line.substr(0, end - line.begin());
    line = trim(line.substr(end - line.begin()));
  }
  if (columns < 4) return bad("\"form upos head deprel [lemma] [feats]\" is due");
  const bool plus = column[0].size() > 1 && column[0].front() == '+';
  const std::string_view form = plus ? column[0].substr(1) : column[0];
  Word row;
  ENTENTE_CHECK(word(form, column[1], column[2], column[3], row));
  row.lemma_is_lower = column[4] == "_" && row.upos != Upos::kPropn;
  row.lemma = column[4] == "_" ? form : column[4];
  if (column[5] != "_") row.feats = column[5];
  const bool quote = form == "\"";
  const bool clitic = is_clitic(form) && row.upos != Upos::kPunct;
  const std::uint32_t index = static_cast<std::uint32_t>(words_.size());
  if (!surfaces_.empty() && (plus || clitic || closes(form) || (quote && quote_open_)))
    surfaces_.back().glued = true;
  words_.push_back(row);
  surfaces_.push_back({form, index, index + 1, opens(form) || (quote && !quote_open_)});
  if (quote) quote_open_ = !quote_open_;
  return ok_status();
}

Status Builder::check_tree() {
  const std::uint32_t n = static_cast<std::uint32_t>(words_.size());
  std::uint32_t roots = 0;
  bool any = false;
  for (const Word& w : words_) {
    line_ = w.line;
    if (w.head != kNoToken && w.head >= n)
      return bad("head " + std::to_string(w.head + 1) + " outside the sentence");
    if (w.is_root && ++roots > 1) return bad("a second root");
    any |= w.is_root || w.head != kNoToken;
  }
  if (any && roots == 0) return bad("a sentence without a root");
  // From each word up until a word is met that is known to be good (2); one of this very walk (1)
  // closes a cycle.
  seen_.assign(n, 0);
  for (std::uint32_t i = 0; i < n; ++i) {
    std::uint32_t at = i;
    for (; at != kNoToken && seen_[at] == 0; at = words_[at].head) seen_[at] = 1;
    line_ = words_[i].line;
    if (at != kNoToken && seen_[at] == 1) return bad("the heads from here go round in a circle");
    for (at = i; at != kNoToken && seen_[at] == 1; at = words_[at].head) seen_[at] = 2;
  }
  return ok_status();
}

void Builder::begin_page_sentence(std::string& page) {
  if (page.empty()) return;
  if (new_paragraph_)
    page += "\n\n";
  else if (!previous_glued_)
    page += ' ';
}

// Puts the token behind what the page holds, or finds it in `# text` (the page's end, from
// text_begin_) from byte `at` on.
Status Builder::lay_surface(const Surface& surface, std::string& page, std::size_t& at) {
  if (text_.empty()) {
    const std::size_t begin = page.size();
    page += surface.form;
    add_words(surface, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(page.size()));
    if (!surface.glued && surface.last < words_.size()) page += ' ';
    return ok_status();
  }
  skip_text_blanks(at);
  if (text_.substr(at, surface.form.size()) != surface.form) {
    line_ = words_[surface.first].line;
    return bad("\"" + std::string(surface.form) + "\" does not follow in # text");
  }
  const std::uint32_t begin = static_cast<std::uint32_t>(page.size() - text_.size() + at);
  at += surface.form.size();
  add_words(surface, begin, begin + static_cast<std::uint32_t>(surface.form.size()));
  return ok_status();
}

void Builder::skip_text_blanks(std::size_t& at) const {
  while (at < text_.size()) {
    const CodePoint c = code_point_at(text_, at);
    if (!is_gap(c.value)) return;
    at += c.bytes;
  }
}

void Builder::add_words(const Surface& surface, std::uint32_t begin, std::uint32_t end) {
  const std::uint32_t base = out_.sentences.back().first;
  TokenTable& t = out_.tokens;
  std::size_t letters = 0;
  for (std::uint32_t i = surface.first; i < surface.last; ++i) letters += words_[i].form.size();
  bool parts = letters == end - begin;
  for (std::size_t i = surface.first, at = 0; parts && i < surface.last;
       at += words_[i++].form.size())
    parts = surface.form.substr(at, words_[i].form.size()) == words_[i].form;
  std::uint32_t at = begin;
  for (std::uint32_t i = surface.first; i < surface.last; ++i) {
    const Word& w = words_[i];
    const std::uint32_t row = t.size();
    t.resize(row + 1);
    t.begin[row] = at;
    t.end[row] = parts ? at + static_cast<std::uint32_t>(w.form.size()) : end;
    if (parts) at = t.end[row];
    t.sentence[row] = static_cast<std::uint32_t>(out_.sentences.size()) - 1;
    t.mwt[row] = i + 1 < surface.last;
    t.form[row] = out_.strings.intern(w.form);
    const std::string lowered = lower(w.form);
    t.lower[row] = out_.strings.intern(lowered);
    t.lemma[row] = w.lemma_is_lower ? t.lower[row] : out_.strings.intern(w.lemma);
    t.feats[row] = out_.strings.intern(w.feats);
    t.upos[row] = w.upos;
    t.head[row] = w.head == kNoToken ? kNoToken : base + w.head;
    t.deprel[row] = w.deprel;
    t.subtype[row] = w.subtype;
  }
}

Status Builder::close_sentence() {
  if (words_.empty()) return ok_status();
  if (!surfaces_.empty() && surfaces_.back().last > words_.size())
    return bad("a multiword token without its words");
  ENTENTE_CHECK(check_tree());
  if (in_title_ && !body_.empty()) return bad("a title sentence after the body began");
  std::string& page = in_title_ ? title_ : body_;
  if (page.size() + text_.size() > kMaxDocumentBytes)
    return Error{ErrorCode::kLimit, "line " + std::to_string(line_) + ": the document is too long",
                 "", line_};
  begin_page_sentence(page);
  Sentence sentence;
  sentence.first = out_.tokens.size();
  sentence.in_title = in_title_;
  sentence.paragraph_start = new_paragraph_ || page.empty();
  out_.sentences.push_back(sentence);
  page += text_;
  std::size_t at = 0;
  for (const Surface& s : surfaces_) ENTENTE_CHECK(lay_surface(s, page, at));
  skip_text_blanks(at);
  if (at != text_.size()) return bad("# text goes on behind the last word");
  if (page.size() > kMaxDocumentBytes)
    return Error{ErrorCode::kLimit, "line " + std::to_string(line_) + ": the document is too long",
                 "", line_};
  out_.sentences.back().last = out_.tokens.size();
  previous_glued_ = surfaces_.back().glued;
  words_.clear(), surfaces_.clear();
  text_ = {};
  new_paragraph_ = in_title_ = quote_open_ = false;
  return ok_status();
}

Status Builder::finish() {
  document_.set_text(title_, body_);
  if (!id_.empty()) document_.id = id_;
  const std::string_view page = document_.page();
  TokenTable& t = out_.tokens;
  for (Sentence& s : out_.sentences) {
    for (std::uint32_t i = s.first; i < s.last; ++i) {
      if (!s.in_title) t.begin[i] += document_.body_begin(), t.end[i] += document_.body_begin();
      t.space_after[i] = t.end[i] < page.size() && is_gap(code_point_at(page, t.end[i]).value);
    }
    s.span = {t.begin[s.first], t.end[s.last - 1]};
  }
  out_.index_children();
  return ok_status();
}

Status Builder::take_lines(std::string_view text, Status (Builder::*take_line)(std::string_view)) {
  if (text.size() > kMaxConlluBytes)
    return Error{ErrorCode::kLimit, "more than 1 GiB of CoNLL-U", "", 0};
  if (const std::size_t at = find_invalid_utf8(text); at != std::string_view::npos)
    return Error{ErrorCode::kBadInput, "not valid UTF-8", "", at};
  std::uint64_t line_number = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    line_ = ++line_number;
    const std::string_view trimmed = trim(line);
    if (trimmed.empty())
      ENTENTE_CHECK(close_sentence());
    else if (trimmed.front() == '#' && words_.empty() && (trimmed.size() < 2 || trimmed[1] == ' '))
      comment(trimmed);
    else
      ENTENTE_CHECK((this->*take_line)(take_line == &Builder::short_line ? trimmed : line));
  }
  ENTENTE_CHECK(close_sentence());
  return finish();
}

}  // namespace

Status read_conllu(std::string_view text, Document& document, Analysis& out) {
  return Builder(document, out).take_lines(text, &Builder::full_line);
}

Status read_tree(std::string_view text, Document& document, Analysis& out) {
  return Builder(document, out).take_lines(text, &Builder::short_line);
}

std::vector<std::string_view> split_conllu_documents(std::string_view text) {
  std::vector<std::string_view> pieces;
  std::size_t start = 0, at = 0;
  while (at < text.size()) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    if (text.substr(at, 8) == "# newdoc" && at != start) {
      pieces.push_back(text.substr(start, at - start));
      start = at;
    }
    at = end + 1;
  }
  if (start < text.size()) pieces.push_back(text.substr(start));
  return pieces;
}

}  // namespace entente
