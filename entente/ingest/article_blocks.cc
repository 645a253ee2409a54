// Which blocks are the article. Each block is weighed: running text counts for its length, links,
// labels and what stands in chrome count against. The body is the element whose blocks weigh most
// together: one pass over prefix sums, in the spirit of maximum subsequence segmentation
// (Pasternack and Roth 2009) but bounded by the page's own elements. Inside it, what is neither
// running text nor a short paragraph or heading between such is left out.
// Tested by html_test.cc.
#include <algorithm>
#include <cstdint>

#include "entente/base/unicode.h"
#include "entente/base/utf8.h"
#include "entente/ingest/article.h"
#include "entente/ingest/dates.h"

namespace entente {
namespace {

constexpr std::uint16_t kNever = kHintHidden;
constexpr std::uint16_t kOutside =
    kHintChrome | kHintTeaser | kHintComments | kHintCaption | kHintByline;

bool ends_a_sentence(std::string_view text) {
  while (!text.empty()) {
    const std::size_t last = previous_code_point(text, text.size());
    const char32_t c = code_point_at(text, last).value;
    if (c == '.' || c == '!' || c == '?' || c == U'…' || c == U'。' || c == U'！' || c == U'？' ||
        c == U'।')
      return true;
    if (c != '"' && c != '\'' && c != U'”' && c != U'’' && c != ')' && c != U'»' && c != U'」' &&
        c != ']')
      return false;
    text = text.substr(0, last);
  }
  return false;
}

// Sentences that pages print beside every article, by how they begin (lower case, ASCII).
constexpr std::string_view kBoilerplate[] = {
    "this website uses cookies",
    "this site uses cookies",
    "we use cookies",
    "by continuing to use",
    "by using this site",
    "necessary cookies are",
    "any cookies that may not be",
    "all rights reserved",
    "copyright ",
    "\xC2\xA9",
    "sign up for",
    "sign up to",
    "subscribe to",
    "subscribe now",
    "follow us on",
    "follow @",
    "like us on facebook",
    "join our ",
    "read more:",
    "read also",
    "also read",
    "read next",
    "see also:",
    "click here to",
    "get the latest",
    "want more stories",
    "this material may not be published",
    "your email address will not be published",
    "this document is subject to copyright",
    "note: we are temporarily moderating",
    "related:",
    "watch:",
    "more:",
    "advertisement",
    "please enable javascript",
    "you have reached your limit",
    "explore further",
    "like this story?",
    "updated at ",
    "last updated",
    "citation: ",
    "(reporting by ",
    "reporting by ",
    "start your day with",
    "there's plenty more where that came from",
    "have a tip?",
    "have something to tell us",
    "got a tip?",
    "support our journalism",
    "download our app",
    "download the",
    "this article was originally published",
    "let us know in the comments",
    "reading time",
    "estimated reading time",
    "tempo de leitura",
    "tiempo de lectura",
    "temps de lecture",
    "lesezeit",
    "tempo di lettura",
    "leestijd",
    "czas czytania",
    "\xD0\xB2\xD1\x80\xD0\xB5\xD0\xBC\xD1\x8F \xD1\x87\xD1\x82\xD0\xB5\xD0\xBD\xD0\xB8\xD1\x8F",
};

bool is_boilerplate(std::string_view text) {
  constexpr std::size_t kMaxBytes = 400;  // longer ones are somebody's own words
  if (text.size() > kMaxBytes) return false;
  std::string start(text.substr(0, 48));
  for (char& c : start) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return std::any_of(
      std::begin(kBoilerplate), std::end(kBoilerplate),
      [&](std::string_view phrase) { return std::string_view(start).starts_with(phrase); });
}

// What stands over a list of other articles, in the languages of the pages that were looked at:
// lower case, as a line begins. After one that comes behind most of the text, nothing is the
// article's.
constexpr std::string_view kElsewhere[] = {
    "you may also like",
    "you might also like",
    "you may like",
    "related",
    "don't miss",
    "more from",
    "more on this",
    "read more",
    "recommended",
    "trending",
    "most popular",
    "most read",
    "more stories",
    "more news",
    "up next",
    "latest news",
    "você pode gostar",
    "veja também",
    "leia também",
    "leia mais",
    "te puede interesar",
    "también te puede",
    "lee también",
    "notas relacionadas",
    "à lire aussi",
    "lire aussi",
    "sur le même",
    "lesen sie auch",
    "mehr zum thema",
    "das könnte",
    "leggi anche",
    "potrebbe interessarti",
    "читайте также",
    "также по теме",
    "самые популярные",
    "baca juga",
    "artikel terkait",
    "関連記事",
    "관련기사",
    "اقرأ أيضا",
    "相关阅读",
    "相关新闻",
    "lees ook",
    "zobacz też",
    "czytaj też",
    "ilgili haberler",
};

bool leads_elsewhere(std::string_view text) {
  constexpr std::size_t kMaxBytes = 60;
  if (text.size() > kMaxBytes) return false;
  const std::string start = lower(text);
  return std::any_of(std::begin(kElsewhere), std::end(kElsewhere),
                     [&](std::string_view phrase) { return start.starts_with(phrase); });
}

bool has_words(std::string_view text) { return std::count(text.begin(), text.end(), ' ') >= 2; }

// Who else wrote: "Jane Doe contributed to this report."
bool is_credit(std::string_view text) {
  constexpr std::size_t kMaxBytes = 300;
  return text.size() <= kMaxBytes &&
         (text.find("contributed to this ") != std::string_view::npos ||
          text.find(" contributed reporting") != std::string_view::npos ||
          text.starts_with("(Reporting by "));
}

// "by A. Writer / 2016.12.01" over the text.
bool is_dated_line(std::string_view text) {
  constexpr std::size_t kMaxBytes = 80;
  return text.size() <= kMaxBytes && !ends_a_sentence(text) && find_day(lower(text));
}

// A summary in points before the text says it all twice.
bool opens_summary(std::string_view text) {
  const std::string line = text.size() < 30 ? lower(text) : std::string();
  return line == "key points" || line == "key takeaways" || line == "story highlights" ||
         line == "highlights";
}

bool is_line(Tag tag) {
  return tag == Tag::kP || tag == Tag::kLi || tag == Tag::kBlockquote || tag == Tag::kPre ||
         tag == Tag::kDd;
}
bool is_cell(Tag tag) { return tag == Tag::kTd || tag == Tag::kTh; }
bool is_heading(Tag tag) { return tag >= Tag::kH1 && tag <= Tag::kH6; }

class Weigher {
 public:
  explicit Weigher(const HtmlPage& page) : page_(page) {
    hints_.resize(page_.nodes.size());
    find_cards();
    forgive_large();
  }

  std::vector<std::uint32_t> choose() {
    const std::size_t n = page_.blocks.size();
    std::vector<double> sum(n + 1, 0);
    for (std::size_t i = 0; i < n; ++i) sum[i + 1] = sum[i] + weight(page_.blocks[i]);
    std::size_t best = 0;
    double best_weight = 0;
    for (std::size_t i = 0; i < page_.nodes.size(); ++i) {
      const HtmlNode& node = page_.nodes[i];
      double total = sum[node.last_block] - sum[node.first_block];
      if ((node.hints & kHintBody) != 0) total *= 2;  // the page says so itself
      // An inner element with the same text is the tighter one: nodes come outer first.
      if (total > 0 && total >= best_weight * 0.999)
        best = i, best_weight = std::max(total, best_weight);
    }
    if (best_weight < 100) return {};
    return blocks_of(page_.nodes[best]);
  }

 private:
  // Other articles come as cards: three or more elements of one kind side by side, each short, each
  // with a line that is all link and some text that is not. Their text is prose, and would be taken
  // for the article's.
  void find_cards() {
    std::vector<std::uint32_t> cards_of(page_.nodes.size(), 0);
    std::vector<bool> is_card(page_.nodes.size(), false);
    for (std::size_t i = 1; i < page_.nodes.size(); ++i) {
      const HtmlNode& node = page_.nodes[i];
      is_card[i] = looks_like_card(node);
      if (is_card[i]) ++cards_of[node.parent];
    }
    for (std::size_t i = 1; i < page_.nodes.size(); ++i)
      if (is_card[i] && cards_of[page_.nodes[i].parent] >= 3) hints_[i] = kHintTeaser;
  }

  bool looks_like_card(const HtmlNode& node) const {
    constexpr std::uint32_t kMaxBlocks = 8, kMaxBytes = 1000, kMinLinkBytes = 15;
    const bool kind = node.tag == Tag::kLi || node.tag == Tag::kArticle || node.tag == Tag::kDiv ||
                      node.tag == Tag::kSection || node.tag == Tag::kTd;
    const std::uint32_t blocks = node.last_block - node.first_block;
    if (!kind || blocks == 0 || blocks > kMaxBlocks) return false;
    bool link = false, text = false;
    std::uint32_t bytes = 0;
    for (std::uint32_t i = node.first_block; i < node.last_block; ++i) {
      const HtmlBlock& block = page_.blocks[i];
      const std::uint32_t size = block.end - block.begin;
      bytes += size;
      const bool all_link = link_share(block) > 0.9 && size >= kMinLinkBytes;
      link = link || (all_link && i < node.first_block + 3);
      text = text || (!all_link && size >= 30);
    }
    // A list of "headline, then its first words" in one line each.
    const HtmlBlock& only = page_.blocks[node.first_block];
    if (blocks == 1 && node.tag == Tag::kLi)
      return only.link_bytes >= 30 && link_share(only) > 0.12 && bytes >= 120 &&
             bytes <= kMaxBytes && cards_only_list(node);
    return link && text && bytes <= kMaxBytes;
  }

  // All items of the list are so.
  bool cards_only_list(const HtmlNode& node) const {
    const HtmlNode& list = page_.nodes[node.parent];
    return list.last_block - list.first_block >= 5;
  }

  // Hints are guesses from names: an element that holds most of the page's running text is no side
  // bar, whatever it is called.
  void forgive_large() {
    const std::size_t n = page_.blocks.size();
    std::vector<double> prose(n + 1, 0);
    for (std::size_t i = 0; i < n; ++i) {
      const HtmlBlock& block = page_.blocks[i];
      prose[i + 1] =
          prose[i] + (is_prose(block) ? static_cast<double>(block.end - block.begin) : 0);
    }
    for (std::size_t i = 0; i < page_.nodes.size(); ++i) {
      const HtmlNode& node = page_.nodes[i];
      const bool large = prose[node.last_block] - prose[node.first_block] > 0.4 * prose[n];
      const auto own = static_cast<std::uint16_t>(large ? node.hints & ~(kOutside | kNever)
                                                        : node.hints | hints_[i]);
      hints_[i] = static_cast<std::uint16_t>(i == 0 ? own : own | hints_[node.parent]);
    }
  }

  double link_share(const HtmlBlock& block) const {
    return static_cast<double>(block.link_bytes) / static_cast<double>(block.end - block.begin);
  }

  bool is_prose(const HtmlBlock& block) const {
    const std::uint32_t bytes = block.end - block.begin;
    if (is_heading(page_.nodes[block.node].tag)) return false;
    const double links = link_share(block);
    if (bytes >= 140) return links < 0.5;
    return bytes >= 40 && links < 0.35 && ends_a_sentence(page_.block_text(block));
  }

  double weight(const HtmlBlock& block) const {
    const double bytes = block.end - block.begin;
    const std::uint16_t hints = hints_[block.node];
    if ((hints & kNever) != 0) return 0;
    if ((hints & (kHintComments | kHintChrome)) != 0) return -bytes;
    if ((hints & kOutside) != 0 || is_boilerplate(page_.block_text(block))) return -0.3 * bytes;
    if (is_prose(block)) return bytes * (1 - link_share(block));
    const Tag tag = page_.nodes[block.node].tag;
    if (is_heading(tag)) return -5;
    // Short lines of running text, items, cells: little, but the article's if they stand among its
    // paragraphs.
    if (is_line(tag) && link_share(block) < 0.3) return 0.2 * bytes;
    if (is_cell(tag) && link_share(block) < 0.3) return 0;
    return -10 - 0.5 * bytes * link_share(block);
  }

  std::vector<std::uint32_t> blocks_of(const HtmlNode& body) const {
    std::vector<std::uint32_t> out;
    std::uint32_t after_prose = 0;  // entries of `out` up to and with the last one of prose
    double prose_bytes = 0, all_prose = 0;
    bool in_summary = false;
    for (std::uint32_t i = body.first_block; i < body.last_block; ++i)
      if (is_prose(page_.blocks[i]) && !is_outside(page_.blocks[i]))
        all_prose += page_.blocks[i].end - page_.blocks[i].begin;
    for (std::uint32_t i = body.first_block; i < body.last_block; ++i) {
      const HtmlBlock& block = page_.blocks[i];
      const std::string_view text = page_.block_text(block);
      if (is_outside(block) || is_boilerplate(text) || is_credit(text)) continue;
      if (out.empty() && is_dated_line(text)) continue;
      in_summary = opens_summary(text) || (in_summary && page_.nodes[block.node].tag == Tag::kLi);
      if (in_summary) continue;
      const bool prose = is_prose(block);
      if (!prose && leads_elsewhere(text)) {
        if (prose_bytes > 0.75 * all_prose) break;
        continue;
      }
      if (!prose && !belongs(block, body, out.empty())) continue;
      out.push_back(i);
      if (prose) prose_bytes += block.end - block.begin;
      if (prose || is_closing(block) || is_postscript(i, out, after_prose))
        after_prose = static_cast<std::uint32_t>(out.size());
    }
    out.resize(after_prose);  // headings and scraps after the last paragraph lead elsewhere
    return out;
  }

  // What is quoted from elsewhere is the article's own, share buttons around it or not.
  bool is_outside(const HtmlBlock& block) const {
    const std::uint16_t hints = hints_[block.node];
    const bool quoted = page_.nodes[block.node].tag == Tag::kBlockquote ||
                        page_.nodes[page_.nodes[block.node].parent].tag == Tag::kBlockquote;
    return (hints & (kNever | kOutside)) != 0 &&
           !(quoted && (hints & (kNever | kOutside)) == kHintByline);
  }

  // A short paragraph, an item of a list, a heading between paragraphs, a cell of a table that
  // stands in the text.
  bool belongs(const HtmlBlock& block, const HtmlNode& body, bool nothing_yet) const {
    const Tag tag = page_.nodes[block.node].tag;
    if (link_share(block) > 0.6) return tag == Tag::kLi && list_is_text(block);
    if (is_line(tag)) return true;
    if (is_cell(tag))
      return body.tag != Tag::kTd && body.tag != Tag::kTr && body.tag != Tag::kTbody &&
             body.tag != Tag::kTable;
    if (is_heading(tag)) return !nothing_yet;
    const std::uint32_t bytes = block.end - block.begin;
    if (block.emphasis_bytes > 0.9 * bytes && bytes < 100 && block.link_bytes == 0)
      return !nothing_yet;  // a heading in bold
    return ends_a_sentence(page_.block_text(block));
  }

  // An item that is a link belongs to a list of which little is link.
  bool list_is_text(const HtmlBlock& block) const {
    const HtmlNode& list = page_.nodes[page_.nodes[block.node].parent];
    std::uint32_t links = 0, bytes = 0;
    for (std::uint32_t i = list.first_block; i < list.last_block; ++i)
      links += page_.blocks[i].link_bytes, bytes += page_.blocks[i].end - page_.blocks[i].begin;
    return links < 0.3 * bytes;
  }

  // Short, but as good as prose at the end: a paragraph that ends a sentence.
  bool is_closing(const HtmlBlock& block) const {
    const Tag tag = page_.nodes[block.node].tag;
    if (is_cell(tag)) return true;
    return is_line(tag) && link_share(block) < 0.3 &&
           (ends_a_sentence(page_.block_text(block)) ||
            (tag == Tag::kLi && has_words(page_.block_text(block))));
  }

  // "With wire reports", "___": a short paragraph without links right behind the last one, beside
  // it in the tree. `out` ends with `index`, and its first `kept` entries stay.
  bool is_postscript(std::uint32_t index, const std::vector<std::uint32_t>& out,
                     std::uint32_t kept) const {
    constexpr std::uint32_t kMaxBytes = 80;
    if (kept == 0 || kept + 1 != out.size() || out[kept - 1] + 1 != index) return false;
    const HtmlBlock &block = page_.blocks[index], &before = page_.blocks[index - 1];
    const HtmlNode &node = page_.nodes[block.node], &last = page_.nodes[before.node];
    return node.tag == Tag::kP && last.tag == Tag::kP && node.parent == last.parent &&
           block.link_bytes == 0 && block.end - block.begin <= kMaxBytes;
  }

  const HtmlPage& page_;
  std::vector<std::uint16_t> hints_;  // by node, with those of its ancestors, forgiven where wrong
};

}  // namespace

std::vector<std::uint32_t> article_blocks(const HtmlPage& page) { return Weigher(page).choose(); }

}  // namespace entente
