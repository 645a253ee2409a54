// The stack holds open block elements alone. An end tag closes the nearest open element of its
// name, and with it what was opened since; if none is open it is passed over: a count of open
// elements by tag answers that without a search, so misnested tags cost no more than nested ones.
// `p`, `li`, `td`, `tr`, `dd`, `dt` and `option` close their like, as the standard has it. Tested
// by html_test.cc.
#include "entente/ingest/html_blocks.h"

#include <algorithm>
#include <array>
#include <utility>

#include "entente/base/unicode.h"
#include "entente/base/utf8.h"
#include "entente/ingest/name_table.h"

namespace entente {
namespace {

// Words of class and id names that tell what an element is. A name is cut at what is no letter and
// where capitals begin.
constexpr NameTable<std::uint16_t>::Entry kHintWords[] = {
    {"ad", kHintTeaser},
    {"ads", kHintTeaser},
    {"advert", kHintTeaser},
    {"advertisement", kHintTeaser},
    {"advertising", kHintTeaser},
    {"aside", kHintChrome},
    {"attribution", kHintCaption},
    {"author", kHintByline},
    {"authors", kHintByline},
    {"banner", kHintTeaser},
    {"bio", kHintByline},
    {"breadcrumb", kHintChrome},
    {"breadcrumbs", kHintChrome},
    {"byline", kHintByline},
    {"caption", kHintCaption},
    {"carousel", kHintTeaser},
    {"comment", kHintComments},
    {"comments", kHintComments},
    {"consent", kHintTeaser},
    {"cookie", kHintTeaser},
    {"cookies", kHintTeaser},
    {"copyright", kHintChrome},
    {"credit", kHintCaption},
    {"credits", kHintCaption},
    {"dateline", kHintByline},
    {"disclaimer", kHintTeaser},
    {"discussion", kHintComments},
    {"disqus", kHintComments},
    {"figcaption", kHintCaption},
    {"follow", kHintByline},
    {"footer", kHintChrome},
    {"footnote", kHintChrome},
    {"gallery", kHintTeaser},
    {"gdpr", kHintTeaser},
    {"headlines", kHintTeaser},
    {"hidden", kHintHidden},
    {"infobox", kHintCaption},
    {"latest", kHintTeaser},
    {"login", kHintTeaser},
    {"masthead", kHintChrome},
    {"menu", kHintChrome},
    {"modal", kHintTeaser},
    {"nav", kHintChrome},
    {"navbar", kHintChrome},
    {"navigation", kHintChrome},
    {"newsletter", kHintTeaser},
    {"newsletters", kHintTeaser},
    {"outbrain", kHintTeaser},
    {"overlay", kHintTeaser},
    {"pagination", kHintChrome},
    {"paywall", kHintTeaser},
    {"poll", kHintTeaser},
    {"popular", kHintTeaser},
    {"popup", kHintTeaser},
    {"printonly", kHintHidden},
    {"promo", kHintTeaser},
    {"promoted", kHintTeaser},
    {"promotion", kHintTeaser},
    {"pullquote", kHintTeaser},
    {"rail", kHintChrome},
    {"rating", kHintComments},
    {"readmore", kHintTeaser},
    {"recirc", kHintTeaser},
    {"recirculation", kHintTeaser},
    {"recommendation", kHintTeaser},
    {"recommendations", kHintTeaser},
    {"recommended", kHintTeaser},
    {"related", kHintTeaser},
    {"replies", kHintComments},
    {"respond", kHintComments},
    {"share", kHintByline},
    {"sharing", kHintByline},
    {"sidebar", kHintChrome},
    {"signup", kHintTeaser},
    {"slideshow", kHintTeaser},
    {"social", kHintByline},
    {"sponsor", kHintTeaser},
    {"sponsored", kHintTeaser},
    {"subscribe", kHintTeaser},
    {"subscription", kHintTeaser},
    {"taboola", kHintTeaser},
    {"tags", kHintByline},
    {"teaser", kHintTeaser},
    {"teasers", kHintTeaser},
    {"timestamp", kHintByline},
    {"toolbar", kHintChrome},
    {"topics", kHintByline},
    {"trending", kHintTeaser},
    {"widget", kHintTeaser},
};

constexpr NameTable<std::uint16_t> kHintTable(kHintWords);

bool is_ascii_letter(char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; }
bool is_upper_ascii(char c) { return c >= 'A' && c <= 'Z'; }

std::uint16_t hints_of_names(std::string_view names) {
  constexpr std::size_t kMaxBytes = 400;
  names = names.substr(0, kMaxBytes);
  std::uint16_t hints = 0;
  for (std::size_t at = 0; at < names.size();) {
    if (!is_ascii_letter(names[at])) {
      ++at;
      continue;
    }
    std::size_t end = at + 1;
    while (end < names.size() && is_ascii_letter(names[end]) &&
           (!is_upper_ascii(names[end]) || is_upper_ascii(names[end - 1])))
      ++end;
    if (end - at >= 2)
      if (const std::uint16_t* hint = kHintTable.find(names.substr(at, end - at))) hints |= *hint;
    at = end;
  }
  return hints;
}

enum class AttributeName : std::uint8_t { kClass, kId, kItemprop, kRole, kHidden, kStyle };
constexpr NameTable<AttributeName>::Entry kAttributeNames[] = {
    {"class", AttributeName::kClass},       {"id", AttributeName::kId},
    {"itemprop", AttributeName::kItemprop}, {"role", AttributeName::kRole},
    {"hidden", AttributeName::kHidden},     {"style", AttributeName::kStyle},
};
constexpr NameTable<AttributeName> kAttributeTable(kAttributeNames);

std::uint16_t hints_of_attribute(AttributeName name, std::string_view value) {
  const auto has = [value](std::string_view piece) {
    return value.find(piece) != std::string_view::npos;
  };
  switch (name) {
    case AttributeName::kClass:
    case AttributeName::kId:
      return hints_of_names(value);
    case AttributeName::kItemprop:
      return has("articleBody") ? kHintBody : kHintNone;
    case AttributeName::kRole:
      return value == "navigation" || value == "complementary" || value == "contentinfo" ||
                     value == "search"
                 ? kHintChrome
                 : kHintNone;
    case AttributeName::kHidden:
      return kHintHidden;
    case AttributeName::kStyle:
      return has("display:none") || has("display: none") ? kHintHidden : kHintNone;
  }
  return kHintNone;
}

std::uint16_t hints_of(const HtmlToken& token) {
  std::uint16_t hints = 0;
  switch (token.tag) {
    case Tag::kNav:
    case Tag::kFooter:
    case Tag::kAside:
    case Tag::kSelect:
    case Tag::kButton:
    case Tag::kDialog:
      hints |= kHintChrome;
      break;
    case Tag::kForm:
    case Tag::kFieldset:
      hints |= kHintTeaser;
      break;
    case Tag::kFigure:
    case Tag::kFigcaption:
    case Tag::kCaption:
    case Tag::kVideo:
      hints |= kHintCaption;
      break;
    case Tag::kTemplate:
    case Tag::kSvg:
      hints |= kHintHidden;
      break;
    case Tag::kArticle:
    case Tag::kMain:
      hints |= kHintArticle;
      break;
    default:
      break;
  }
  for (HtmlAttributes each(token.attributes); each.next();) {
    const AttributeName* const name = kAttributeTable.find(each.name());
    if (name != nullptr) hints |= hints_of_attribute(*name, each.value());
  }
  return hints;
}

// `closes[tag]`: an open element of its own kind ends where another begins.
bool closes_its_like(Tag tag) {
  return tag == Tag::kP || tag == Tag::kLi || tag == Tag::kTd || tag == Tag::kTh ||
         tag == Tag::kTr || tag == Tag::kDd || tag == Tag::kDt || tag == Tag::kOption;
}

class Builder {
 public:
  Builder(std::string_view html, HtmlPage& page) : tokenizer_(html), page_(page) {
    page_.nodes.push_back({});
    stack_.push_back(0);
  }

  void run() {
    for (HtmlToken token = tokenizer_.next(); token.kind != HtmlToken::Kind::kFinish;
         token = tokenizer_.next()) {
      switch (token.kind) {
        case HtmlToken::Kind::kText:
          text(token.text);
          break;
        case HtmlToken::Kind::kStart:
          start(token);
          break;
        case HtmlToken::Kind::kEnd:
          end(token.tag);
          break;
        default:
          raw(token);
          break;
      }
    }
    close_block();
    while (stack_.size() > 1) pop();
    page_.nodes[0].last_block = static_cast<std::uint32_t>(page_.blocks.size());
  }

 private:
  void start(const HtmlToken& token) {
    remember(token);
    if (token.tag == Tag::kA) link_depth_ = stack_.size();  // one link ends where the next begins
    if (token.tag == Tag::kBr) line_break();
    if (token.tag == Tag::kScript)
      json_ld_ = html_attribute(token.attributes, "type").value == "application/ld+json";
    if (is_emphasis(token.tag)) ++emphasis_;
    if (!is_block(token.tag)) return;
    close_block();
    if (is_void(token.tag)) return;
    if (token.tag == Tag::kP || is_block_that_ends_p(token.tag)) close_if_top(Tag::kP);
    if (closes_its_like(token.tag)) close_if_top(token.tag);
    push(token);
  }

  void end(Tag tag) {
    if (tag == Tag::kA) link_depth_ = 0;
    if (is_emphasis(tag) && emphasis_ > 0) --emphasis_;
    if (!is_block(tag)) return;
    close_block();
    if (open_[static_cast<std::size_t>(tag)] == 0) return;
    while (page_.nodes[stack_.back()].tag != tag) pop();
    pop();
  }

  void push(const HtmlToken& token) {
    if (stack_.size() >= kMaxHtmlDepth || page_.nodes.size() >= kMaxHtmlNodes) return;
    const HtmlNode& parent = page_.nodes[stack_.back()];
    HtmlNode node;
    node.parent = stack_.back();
    node.tag = token.tag;
    node.hints = hints_of(token);
    node.inherited = static_cast<std::uint16_t>(parent.inherited | node.hints);
    node.first_block = static_cast<std::uint32_t>(page_.blocks.size());
    stack_.push_back(static_cast<std::uint32_t>(page_.nodes.size()));
    page_.nodes.push_back(node);
    ++open_[static_cast<std::size_t>(token.tag)];
  }

  void pop() {
    HtmlNode& node = page_.nodes[stack_.back()];
    node.last_block = static_cast<std::uint32_t>(page_.blocks.size());
    --open_[static_cast<std::size_t>(node.tag)];
    stack_.pop_back();
    if (stack_.size() < link_depth_)
      link_depth_ = 0;  // a link that is not closed ends with what it stands in
  }

  void close_if_top(Tag tag) {
    if (page_.nodes[stack_.back()].tag == tag) pop();
  }

  static bool is_emphasis(Tag tag) {
    return tag == Tag::kB || tag == Tag::kStrong || tag == Tag::kEm || tag == Tag::kI;
  }
  static bool is_block_that_ends_p(Tag tag) {
    return tag != Tag::kButton && tag != Tag::kVideo && tag != Tag::kSvg && tag != Tag::kOption &&
           tag != Tag::kSelect;
  }

  void text(std::string_view raw) {
    if (raw.find('&') != std::string_view::npos || raw.find('\0') != std::string_view::npos) {
      decoded_.clear();
      append_html_text(decoded_, raw);
      raw = decoded_;
    }
    for (std::size_t at = 0; at < raw.size();) {
      std::size_t end = at;
      while (end < raw.size() && raw[end] > 0x20 && raw[end] < 0x7F) ++end;
      if (end == at) {
        const CodePoint c = code_point_at(raw, at);
        at += c.bytes;
        if (is_blank(c.value)) blank_ = true;
        if (is_blank(c.value) || c.value < 0x20 || c.value == 0xAD) continue;
        end = at;
        at -= c.bytes;
      }
      add(raw.substr(at, end - at));
      at = end;
    }
  }

  // is_space() is a look into tables: few characters need it.
  static bool is_blank(char32_t c) {
    if (c < 0x80) return c == ' ' || (c >= 9 && c <= 13);
    return c == 0x200B || c == 0xFEFF ||
           ((c <= 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x3000)) && is_space(c));
  }

  void add(std::string_view piece) {
    const std::size_t before = page_.text.size();
    if (blank_ && before > begin_) page_.text += ' ';
    blank_ = false;
    page_.text += piece;
    const auto added = static_cast<std::uint32_t>(page_.text.size() - before);
    if (link_depth_ > 0) link_bytes_ += added;
    if (emphasis_ > 0) emphasis_bytes_ += added;
  }

  // One <br> is a blank, two end a paragraph.
  void line_break() {
    if (blank_ && broke_at_ == page_.text.size()) return close_block();
    blank_ = true;
    broke_at_ = page_.text.size();
  }

  void close_block() {
    blank_ = false;
    if (page_.text.size() > begin_) {
      HtmlBlock block;
      block.node = stack_.back();
      block.begin = static_cast<std::uint32_t>(begin_);
      block.end = static_cast<std::uint32_t>(page_.text.size());
      block.link_bytes = link_bytes_;
      block.emphasis_bytes = emphasis_bytes_;
      page_.blocks.push_back(block);
    }
    begin_ = page_.text.size();
    link_bytes_ = emphasis_bytes_ = 0;
  }

  void raw(const HtmlToken& token) {
    if (token.tag == Tag::kTitle && page_.title.empty()) append_html_text(page_.title, token.text);
    if (token.tag == Tag::kScript && json_ld_) page_.json_ld.push_back(token.text);
  }

  static HtmlMeta meta_of(std::string_view attributes) {
    constexpr std::pair<std::string_view, std::string_view HtmlMeta::*> kMembers[] = {
        {"property", &HtmlMeta::property}, {"name", &HtmlMeta::name},
        {"itemprop", &HtmlMeta::itemprop}, {"content", &HtmlMeta::content},
        {"rel", &HtmlMeta::rel},           {"href", &HtmlMeta::href},
        {"lang", &HtmlMeta::lang}};
    HtmlMeta meta;
    for (HtmlAttributes each(attributes); each.next();)
      for (const auto& [name, member] : kMembers)
        if (pack_name(each.name()) == pack_name(name) && (meta.*member).empty())
          meta.*member = each.value();
    return meta;
  }

  void remember(const HtmlToken& token) {
    constexpr std::size_t kMaxMetas = 400, kMaxTimes = 50;
    const bool meta = token.tag == Tag::kMeta || token.tag == Tag::kLink || token.tag == Tag::kHtml;
    if (meta && page_.metas.size() < kMaxMetas) page_.metas.push_back(meta_of(token.attributes));
    if (token.tag == Tag::kTime && page_.times.size() < kMaxTimes)
      page_.times.push_back(token.attributes);
  }

  HtmlTokenizer tokenizer_;
  HtmlPage& page_;
  std::vector<std::uint32_t> stack_;
  std::array<std::uint32_t, 256> open_{};  // by tag
  std::string decoded_;
  std::size_t begin_ = 0, broke_at_ = SIZE_MAX;
  std::size_t link_depth_ = 0;  // of the stack where the open link began, 0 none
  std::uint32_t emphasis_ = 0, link_bytes_ = 0, emphasis_bytes_ = 0;
  bool blank_ = false, json_ld_ = false;
};

}  // namespace

void read_html(std::string_view html, HtmlPage& out) {
  out = HtmlPage();
  Builder(html, out).run();
}

}  // namespace entente
