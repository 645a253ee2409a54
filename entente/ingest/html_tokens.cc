// The cases of the standard that matter to a reader of news: tags in any case, attributes with or
// without quotes (a `>` inside quotes does not end the tag), comments, raw text up to its own end
// tag. What is not closed: a comment that never ends is no comment, a script that never ends takes
// the rest, an open quote in a tag ends with the next `>` after 64 KiB. Each byte is looked at a
// bounded number of times: searches that fail once are not made again. Tested by html_test.cc.
#include "entente/ingest/html_tokens.h"

#include <algorithm>
#include <array>
#include <utility>

#include "entente/base/utf8.h"
#include "entente/ingest/name_table.h"

namespace entente {
namespace {

constexpr std::size_t kMaxTagBytes = 64 * 1024;

using Name = NameTable<Tag>::Entry;
constexpr Name kTags[] = {
    {"a", Tag::kA},
    {"article", Tag::kArticle},
    {"aside", Tag::kAside},
    {"b", Tag::kB},
    {"blockquote", Tag::kBlockquote},
    {"body", Tag::kBody},
    {"br", Tag::kBr},
    {"button", Tag::kButton},
    {"caption", Tag::kCaption},
    {"dd", Tag::kDd},
    {"dialog", Tag::kDialog},
    {"div", Tag::kDiv},
    {"dl", Tag::kDl},
    {"dt", Tag::kDt},
    {"em", Tag::kEm},
    {"fieldset", Tag::kFieldset},
    {"figcaption", Tag::kFigcaption},
    {"figure", Tag::kFigure},
    {"footer", Tag::kFooter},
    {"form", Tag::kForm},
    {"h1", Tag::kH1},
    {"h2", Tag::kH2},
    {"h3", Tag::kH3},
    {"h4", Tag::kH4},
    {"h5", Tag::kH5},
    {"h6", Tag::kH6},
    {"head", Tag::kHead},
    {"header", Tag::kHeader},
    {"hr", Tag::kHr},
    {"html", Tag::kHtml},
    {"i", Tag::kI},
    {"iframe", Tag::kIframe},
    {"img", Tag::kImg},
    {"input", Tag::kInput},
    {"label", Tag::kLabel},
    {"li", Tag::kLi},
    {"link", Tag::kLink},
    {"main", Tag::kMain},
    {"meta", Tag::kMeta},
    {"nav", Tag::kNav},
    {"noscript", Tag::kNoscript},
    {"ol", Tag::kOl},
    {"option", Tag::kOption},
    {"p", Tag::kP},
    {"picture", Tag::kPicture},
    {"pre", Tag::kPre},
    {"script", Tag::kScript},
    {"section", Tag::kSection},
    {"select", Tag::kSelect},
    {"small", Tag::kSmall},
    {"span", Tag::kSpan},
    {"strong", Tag::kStrong},
    {"style", Tag::kStyle},
    {"sub", Tag::kSub},
    {"summary", Tag::kSummary},
    {"sup", Tag::kSup},
    {"svg", Tag::kSvg},
    {"table", Tag::kTable},
    {"tbody", Tag::kTbody},
    {"td", Tag::kTd},
    {"template", Tag::kTemplate},
    {"textarea", Tag::kTextarea},
    {"th", Tag::kTh},
    {"thead", Tag::kThead},
    {"time", Tag::kTime},
    {"title", Tag::kTitle},
    {"tr", Tag::kTr},
    {"u", Tag::kU},
    {"ul", Tag::kUl},
    {"video", Tag::kVideo},
};

constexpr NameTable<Tag> kTagTable(kTags);

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }
bool is_alpha(char c) { return (lower_ascii(c) >= 'a') && (lower_ascii(c) <= 'z'); }

bool same_name(std::string_view a, std::string_view lower) {
  return a.size() == lower.size() && std::equal(a.begin(), a.end(), lower.begin(),
                                                [](char x, char y) { return lower_ascii(x) == y; });
}

std::string_view name_of(Tag tag) {
  for (const Name& name : kTags)
    if (name.value == tag) return name.name;
  return {};
}

bool is_raw(Tag tag) {
  return tag == Tag::kScript || tag == Tag::kStyle || tag == Tag::kTextarea || tag == Tag::kTitle ||
         tag == Tag::kIframe;
}

// The named references that pages use; others stay as they are written.
using Reference = std::pair<std::string_view, char32_t>;
constexpr Reference kReferences[] = {
    // sorted
    {"AElig", 0xC6},    {"Aacute", 0xC1},  {"Acirc", 0xC2},    {"Agrave", 0xC0},
    {"Aring", 0xC5},    {"Atilde", 0xC3},  {"Auml", 0xC4},     {"Ccedil", 0xC7},
    {"Eacute", 0xC9},   {"Ecirc", 0xCA},   {"Egrave", 0xC8},   {"Euml", 0xCB},
    {"Iacute", 0xCD},   {"Icirc", 0xCE},   {"Igrave", 0xCC},   {"Iuml", 0xCF},
    {"Ntilde", 0xD1},   {"Oacute", 0xD3},  {"Ocirc", 0xD4},    {"Ograve", 0xD2},
    {"Oslash", 0xD8},   {"Otilde", 0xD5},  {"Ouml", 0xD6},     {"Scaron", 0x160},
    {"Uacute", 0xDA},   {"Ucirc", 0xDB},   {"Ugrave", 0xD9},   {"Uuml", 0xDC},
    {"Yacute", 0xDD},   {"aacute", 0xE1},  {"acirc", 0xE2},    {"acute", 0xB4},
    {"aelig", 0xE6},    {"agrave", 0xE0},  {"amp", '&'},       {"apos", '\''},
    {"aring", 0xE5},    {"atilde", 0xE3},  {"auml", 0xE4},     {"bdquo", 0x201E},
    {"brvbar", 0xA6},   {"bull", 0x2022},  {"ccedil", 0xE7},   {"cedil", 0xB8},
    {"cent", 0xA2},     {"copy", 0xA9},    {"curren", 0xA4},   {"dagger", 0x2020},
    {"deg", 0xB0},      {"divide", 0xF7},  {"eacute", 0xE9},   {"ecirc", 0xEA},
    {"egrave", 0xE8},   {"emsp", 0x2003},  {"ensp", 0x2002},   {"eth", 0xF0},
    {"euml", 0xEB},     {"euro", 0x20AC},  {"frac12", 0xBD},   {"frac14", 0xBC},
    {"frac34", 0xBE},   {"frasl", 0x2044}, {"gt", '>'},        {"hellip", 0x2026},
    {"iacute", 0xED},   {"icirc", 0xEE},   {"iexcl", 0xA1},    {"igrave", 0xEC},
    {"iquest", 0xBF},   {"iuml", 0xEF},    {"laquo", 0xAB},    {"larr", 0x2190},
    {"ldquo", 0x201C},  {"lrm", 0x200E},   {"lsaquo", 0x2039}, {"lsquo", 0x2018},
    {"lt", '<'},        {"mdash", 0x2014}, {"micro", 0xB5},    {"middot", 0xB7},
    {"minus", 0x2212},  {"nbsp", 0xA0},    {"ndash", 0x2013},  {"ntilde", 0xF1},
    {"oacute", 0xF3},   {"ocirc", 0xF4},   {"oelig", 0x153},   {"ograve", 0xF2},
    {"ordf", 0xAA},     {"ordm", 0xBA},    {"oslash", 0xF8},   {"otilde", 0xF5},
    {"ouml", 0xF6},     {"para", 0xB6},    {"permil", 0x2030}, {"plusmn", 0xB1},
    {"pound", 0xA3},    {"prime", 0x2032}, {"quot", '"'},      {"raquo", 0xBB},
    {"rarr", 0x2192},   {"rdquo", 0x201D}, {"reg", 0xAE},      {"rlm", 0x200F},
    {"rsaquo", 0x203A}, {"rsquo", 0x2019}, {"sbquo", 0x201A},  {"scaron", 0x161},
    {"sect", 0xA7},     {"shy", 0xAD},     {"sup1", 0xB9},     {"sup2", 0xB2},
    {"sup3", 0xB3},     {"szlig", 0xDF},   {"thinsp", 0x2009}, {"thorn", 0xFE},
    {"times", 0xD7},    {"trade", 0x2122}, {"uacute", 0xFA},   {"ucirc", 0xFB},
    {"ugrave", 0xF9},   {"uml", 0xA8},     {"uuml", 0xFC},     {"yacute", 0xFD},
    {"yen", 0xA5},      {"yuml", 0xFF},    {"zwj", 0x200D},    {"zwnj", 0x200C},
};

// What browsers make of the numbers 128 to 159: Windows-1252 (the standard's table of
// section 13.2.5.80).
constexpr char16_t kWindows[32] = {0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                   0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,   0x017D, 0x8F,
                                   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                   0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};

// The reference at `at` (an `&`): its value and length, or length 0.
struct Decoded {
  char32_t value = 0;
  std::size_t bytes = 0;
};
Decoded numeric_reference(std::string_view text, std::size_t at) {
  const bool hex = at + 2 < text.size() && (text[at + 2] | 0x20) == 'x';
  std::size_t end = at + (hex ? 3 : 2);
  const std::size_t first = end;
  std::uint32_t value = 0;
  for (; end < text.size() && end < first + 8; ++end) {
    const char c = lower_ascii(text[end]);
    const int digit = c >= '0' && c <= '9'          ? c - '0'
                      : hex && c >= 'a' && c <= 'f' ? c - 'a' + 10
                                                    : -1;
    if (digit < 0) break;
    value = value * (hex ? 16u : 10u) + static_cast<std::uint32_t>(digit);
  }
  if (end == first) return {};
  if (end < text.size() && text[end] == ';') ++end;
  if (value >= 0x80 && value < 0xA0) value = kWindows[value - 0x80];
  if (value == 0) value = kReplacement;
  return {value, end - at};
}

Decoded reference_at(std::string_view text, std::size_t at) {
  if (at + 1 < text.size() && text[at + 1] == '#') return numeric_reference(text, at);
  std::size_t end = at + 1;
  while (end < text.size() && end < at + 10 &&
         (is_alpha(text[end]) || (text[end] >= '0' && text[end] <= '9')))
    ++end;
  const std::string_view name = text.substr(at + 1, end - at - 1);
  const auto* found =
      std::lower_bound(std::begin(kReferences), std::end(kReferences), name,
                       [](const Reference& r, std::string_view n) { return r.first < n; });
  if (found == std::end(kReferences) || found->first != name) return {};
  return {found->second, end - at + (end < text.size() && text[end] == ';')};
}

}  // namespace

Tag tag_of(std::string_view name) {
  const Tag* const found = kTagTable.find(name);
  return found == nullptr ? Tag::kOther : *found;
}

bool is_void(Tag tag) {
  return tag == Tag::kBr || tag == Tag::kHr || tag == Tag::kImg || tag == Tag::kInput ||
         tag == Tag::kLink || tag == Tag::kMeta;
}

bool is_block(Tag tag) {
  switch (tag) {
    case Tag::kOther:
    case Tag::kA:
    case Tag::kB:
    case Tag::kBr:
    case Tag::kEm:
    case Tag::kI:
    case Tag::kImg:
    case Tag::kInput:
    case Tag::kLabel:
    case Tag::kLink:
    case Tag::kMeta:
    case Tag::kPicture:
    case Tag::kSmall:
    case Tag::kSpan:
    case Tag::kStrong:
    case Tag::kSub:
    case Tag::kSup:
    case Tag::kTime:
    case Tag::kU:
    case Tag::kScript:
    case Tag::kStyle:
    case Tag::kIframe:
    case Tag::kNoscript:
      return false;
    default:
      return true;
  }
}

HtmlToken HtmlTokenizer::next() {
  if (raw_of_ != Tag::kOther) return raw();
  const auto text = [this](std::size_t start, std::size_t end) {
    at_ = end;
    return HtmlToken{
        HtmlToken::Kind::kText, Tag::kOther, false, html_.substr(start, end - start), {}};
  };
  std::size_t start = at_;
  for (std::size_t open = html_.find('<', at_); open != std::string_view::npos;
       open = html_.find('<', at_)) {
    const char after = open + 1 < html_.size() ? html_[open + 1] : ' ';
    const bool end_tag = after == '/' && open + 2 < html_.size() && is_alpha(html_[open + 2]);
    const bool is_tag = is_alpha(after) || end_tag;
    if ((is_tag || after == '!' || after == '?' || after == '/') && open > start)
      return text(start, open);
    at_ = open;
    if (is_tag) return tag(end_tag);
    if (after != ' ' && skip_markup())
      start = at_;
    else
      at_ = open + 1;  // a "<" of the text
  }
  if (start < html_.size()) return text(start, html_.size());
  return {};
}

bool HtmlTokenizer::skip_markup() {
  const std::string_view rest = html_.substr(at_);
  if (rest.starts_with("<!--")) {
    if (comment_never_ends_) return false;
    const std::size_t end = html_.find("-->", at_ + 2);
    comment_never_ends_ = end == std::string_view::npos;
    if (comment_never_ends_) return false;
    at_ = end + 3;
    return true;
  }
  if (rest.starts_with("<![CDATA[")) {
    at_ += 9;  // its text is text; the closing "]]>" does no harm
    return true;
  }
  const char after = rest.size() > 1 ? rest[1] : ' ';
  if (after != '!' && after != '?' && after != '/') return false;
  const std::size_t end = html_.substr(at_, kMaxTagBytes).find('>');
  if (end == std::string_view::npos) return false;
  at_ += end + 1;
  return true;
}

HtmlToken HtmlTokenizer::tag(bool end) {
  std::size_t at = at_ + (end ? 2 : 1);
  const std::size_t name_begin = at;
  while (at < html_.size() && !is_blank(html_[at]) && html_[at] != '>' && html_[at] != '/') ++at;
  HtmlToken token;
  token.kind = end ? HtmlToken::Kind::kEnd : HtmlToken::Kind::kStart;
  token.tag = tag_of(html_.substr(name_begin, at - name_begin));
  const std::size_t attributes = at;
  at = end_of_tag(attributes);
  token.attributes = html_.substr(attributes, at - attributes);
  token.self_closed = token.attributes.ends_with("/");
  at_ = std::min(html_.size(), at + 1);
  if (!end && is_raw(token.tag)) raw_of_ = token.tag;
  return token;
}

// The closing `>`, past quoted values. One that is never found lies at the first `>` after all;
// then tags that begin before the end of that search are not searched for quotes again, or a page
// of such tags would be read once for each (`<a ="><a "="><a "=">`...).
std::size_t HtmlTokenizer::end_of_tag(std::size_t attributes) {
  const std::size_t limit = std::min(html_.size(), attributes + kMaxTagBytes);
  const auto find = [&](char c, std::size_t from) {
    return from + std::min(html_.substr(from, limit - from).find(c), limit - from);
  };
  if (attributes < quotes_fail_until_) return find('>', attributes);
  bool after_equals = false;
  for (std::size_t at = attributes; at < limit; ++at) {
    const char c = html_[at];
    if (c == '>') return at;
    if (after_equals && (c == '"' || c == '\'')) at = find(c, at + 1);
    if (!is_blank(c)) after_equals = c == '=';
  }
  quotes_fail_until_ = limit;
  return find('>', attributes);
}

HtmlToken HtmlTokenizer::raw() {
  const Tag tag = std::exchange(raw_of_, Tag::kOther);
  const std::string_view name = name_of(tag);
  std::size_t end = html_.size();
  for (std::size_t close = html_.find("</", at_); close != std::string_view::npos;
       close = html_.find("</", close + 2)) {
    const std::size_t after = close + 2 + name.size();
    if (!same_name(html_.substr(close + 2, name.size()), name)) continue;
    if (after < html_.size() && !is_blank(html_[after]) && html_[after] != '>' &&
        html_[after] != '/')
      continue;
    end = close;
    break;
  }
  const HtmlToken token{HtmlToken::Kind::kRaw, tag, false, html_.substr(at_, end - at_), {}};
  at_ = end;
  return token;
}

bool HtmlAttributes::next() {
  const auto skip = [this](auto wanted) {
    while (at_ < bytes_.size() && wanted(bytes_[at_])) ++at_;
  };
  skip([](char c) { return is_blank(c) || c == '/'; });
  if (at_ >= bytes_.size()) return false;
  const std::size_t begin = at_;
  if (bytes_[at_] == '=') ++at_;  // a name may begin with one, as the standard has it
  skip([](char c) { return !is_blank(c) && c != '=' && c != '/'; });
  name_ = bytes_.substr(begin, at_ - begin);
  value_ = {};
  skip(is_blank);
  if (at_ >= bytes_.size() || bytes_[at_] != '=') return true;
  ++at_;
  skip(is_blank);
  const char quote = at_ < bytes_.size() ? bytes_[at_] : ' ';
  const bool quoted = quote == '"' || quote == '\'';
  const std::size_t first = quoted ? ++at_ : at_;
  if (quoted)
    at_ = std::min(bytes_.find(quote, at_), bytes_.size());
  else
    skip([](char c) { return !is_blank(c); });
  value_ = bytes_.substr(first, at_ - first);
  if (quoted) at_ = std::min(at_ + 1, bytes_.size());
  return true;
}

HtmlAttribute html_attribute(std::string_view attributes, std::string_view name) {
  for (HtmlAttributes each(attributes); each.next();)
    if (same_name(each.name(), name)) return {true, each.value()};
  return {};
}

void append_html_text(std::string& out, std::string_view text) {
  const auto append_plain = [&out](std::string_view plain) {
    for (std::size_t nul; (nul = plain.find('\0')) != std::string_view::npos;) {
      out.append(plain.substr(0, nul));
      append_utf8(out, kReplacement);
      plain.remove_prefix(nul + 1);
    }
    out.append(plain);
  };
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t reference = std::min(text.find('&', at), text.size());
    append_plain(text.substr(at, reference - at));
    if (reference == text.size()) return;
    const Decoded decoded = reference_at(text, reference);
    if (decoded.bytes == 0)
      out += '&';
    else
      append_utf8(out, decoded.value);
    at = reference + std::max<std::size_t>(decoded.bytes, 1);
  }
}

}  // namespace entente
