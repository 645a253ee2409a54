// Which blocks are the article. Each block is weighed: running text counts for its length, links, labels and what stands in chrome
// count against. The body is the element whose blocks weigh most together: one pass over prefix sums, in the spirit of maximum
// subsequence segmentation (Pasternack and Roth 2009) but bounded by the page's own elements. Inside it, what is neither
// running text nor a short paragraph or heading between such is left out.
// Tested by html_test.cc.
#include <algorithm>
#include <cstdint>

#include "entente/base/unicode.h"
#include "entente/base/utf8.h"
#include "entente/ingest/article.h"

namespace entente {
namespace {

constexpr std::uint16_t kNever = kHintHidden;
constexpr std::uint16_t kOutside = kHintChrome | kHintTeaser | kHintComments | kHintCaption | kHintByline;

bool ends_a_sentence(std::string_view text) {
  while (!text.empty()) {
    const std::size_t last = previous_code_point(text, text.size());
    const char32_t c = code_point_at(text, last).value;
    if (c == '.' || c == '!' || c == '?' || c == U'…' || c == U'。' || c == U'！' || c == U'？' || c == U'।') return true;
    if (c != '"' && c != '\'' && c != U'”' && c != U'’' && c != ')' && c != U'»' && c != U'」' && c != ']') return false;
    text = text.substr(0, last);
  }
  return false;
}

// Sentences that pages print beside every article, by how they begin (lower case, ASCII).
constexpr std::string_view kBoilerplate[] = {
    "this website uses cookies", "this site uses cookies", "we use cookies", "by continuing to use", "by using this site",
    "necessary cookies are", "any cookies that may not be", "all rights reserved", "copyright ", "\xC2\xA9", "sign up for", "sign up to",
    "subscribe to", "subscribe now", "follow us on", "follow @", "like us on facebook", "join our ", "read more:", "read also", "also read",
    "read next", "see also:", "click here to", "get the latest", "want more stories", "this material may not be published",
    "your email address will not be published", "this document is subject to copyright", "note: we are temporarily moderating",
    "related:", "watch:", "more:", "advertisement", "please enable javascript", "you have reached your limit", "explore further",
    "download our app", "download the", "this article was originally published", "let us know in the comments",
};

bool is_boilerplate(std::string_view text) {
  constexpr std::size_t kMaxBytes = 400;  // longer ones are somebody's own words
  if (text.size() > kMaxBytes) return false;
  std::string start(text.substr(0, 48));
  for (char& c : start) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return std::any_of(std::begin(kBoilerplate), std::end(kBoilerplate),
                     [&](std::string_view phrase) { return std::string_view(start).starts_with(phrase); });
}

bool is_heading(Tag tag) { return tag >= Tag::kH1 && tag <= Tag::kH6; }

class Weigher {
 public:
  explicit Weigher(const HtmlPage& page) : page_(page) { forgive_large(); }

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
      if (total > 0 && total >= best_weight * 0.999) best = i, best_weight = std::max(total, best_weight);
    }
    if (best_weight < 100) return {};
    return blocks_of(page_.nodes[best]);
  }

 private:
  // Hints are guesses from names: an element that holds most of the page's running text is no side bar, whatever it is called.
  void forgive_large() {
    const std::size_t n = page_.blocks.size();
    std::vector<double> prose(n + 1, 0);
    for (std::size_t i = 0; i < n; ++i) {
      const HtmlBlock& block = page_.blocks[i];
      prose[i + 1] = prose[i] + (is_prose(block) ? static_cast<double>(block.end - block.begin) : 0);
    }
    hints_.resize(page_.nodes.size());
    for (std::size_t i = 0; i < page_.nodes.size(); ++i) {
      const HtmlNode& node = page_.nodes[i];
      const bool large = prose[node.last_block] - prose[node.first_block] > 0.4 * prose[n];
      const auto own = static_cast<std::uint16_t>(large ? node.hints & ~(kOutside | kNever) : node.hints);
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
    if (is_heading(page_.nodes[block.node].tag)) return -5;
    return -10 - 0.5 * bytes * link_share(block);
  }

  std::vector<std::uint32_t> blocks_of(const HtmlNode& body) const {
    std::vector<std::uint32_t> out;
    std::uint32_t after_prose = 0;  // entries of `out` up to and with the last one of prose
    for (std::uint32_t i = body.first_block; i < body.last_block; ++i) {
      const HtmlBlock& block = page_.blocks[i];
      if ((hints_[block.node] & (kNever | kOutside)) != 0 || is_boilerplate(page_.block_text(block))) continue;
      const bool prose = is_prose(block);
      if (!prose && !belongs(block, out.empty())) continue;
      out.push_back(i);
      if (prose || is_closing(block)) after_prose = static_cast<std::uint32_t>(out.size());
    }
    out.resize(after_prose);  // headings and scraps after the last paragraph lead elsewhere
    return out;
  }

  // A short paragraph, an item of a list, a heading between paragraphs.
  bool belongs(const HtmlBlock& block, bool nothing_yet) const {
    const Tag tag = page_.nodes[block.node].tag;
    if (link_share(block) > 0.6) return false;
    if (tag == Tag::kP || tag == Tag::kBlockquote || tag == Tag::kLi || tag == Tag::kPre) return true;
    if (is_heading(tag)) return !nothing_yet && tag != Tag::kH1;
    return ends_a_sentence(page_.block_text(block));
  }

  // Short, but as good as prose at the end: a paragraph that ends a sentence.
  bool is_closing(const HtmlBlock& block) const {
    const Tag tag = page_.nodes[block.node].tag;
    return (tag == Tag::kP || tag == Tag::kBlockquote || tag == Tag::kLi) && link_share(block) < 0.3 &&
           ends_a_sentence(page_.block_text(block));
  }

  const HtmlPage& page_;
  std::vector<std::uint16_t> hints_;  // by node, with those of its ancestors, forgiven where wrong
};

}  // namespace

std::vector<std::uint32_t> article_blocks(const HtmlPage& page) { return Weigher(page).choose(); }

}  // namespace entente
