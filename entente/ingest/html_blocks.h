// A page as blocks of text under a tree of block elements: what the extractor of articles judges.
// Built in one pass over the tokens; inline elements leave no node, only how much of a block is
// link.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "entente/ingest/html_tokens.h"

namespace entente {

// What the name, class, id and role of an element say it is.
enum Hint : std::uint16_t {
  kHintNone = 0,
  kHintChrome = 1,  // navigation, footer, side bar, menu
  kHintTeaser = 2,  // related, recommended, most read, newsletter, promotion, advertisement
  kHintComments = 4,
  kHintCaption = 8,  // of a picture, video or table; credits
  kHintByline = 16,  // author, date, share buttons
  kHintHidden = 32,  // hidden from readers
  kHintBody = 64,    // itemprop articleBody and the like
  kHintArticle = 128,
};

struct HtmlNode {
  std::uint32_t parent = 0;
  Tag tag = Tag::kOther;
  std::uint16_t hints = 0;                        // its own
  std::uint16_t inherited = 0;                    // its own and its ancestors'
  std::uint32_t first_block = 0, last_block = 0;  // blocks inside, in order
};

struct HtmlBlock {
  std::uint32_t node = 0;            // the nearest block element
  std::uint32_t begin = 0, end = 0;  // bytes of HtmlPage::text: blanks made one, entities decoded
  std::uint32_t link_bytes = 0;      // of them inside links
  std::uint32_t emphasis_bytes = 0;  // inside strong, b, em, i
};

// What the head says, as it stands (entities not decoded); "" what is absent.
struct HtmlMeta {
  std::string_view property, name, itemprop, content, rel, href, lang;
};

struct HtmlPage {
  std::string text;
  std::vector<HtmlNode> nodes;  // [0] is the page itself
  std::vector<HtmlBlock> blocks;
  std::string title;                      // <title>
  std::vector<std::string_view> json_ld;  // contents of application/ld+json scripts, as they stand
  std::vector<HtmlMeta> metas;            // <meta>, <link>, <html>, at most 400
  std::vector<std::string_view> times;    // attributes of <time>, at most 50

  std::string_view block_text(const HtmlBlock& block) const& {
    return std::string_view(text).substr(block.begin, block.end - block.begin);
  }
};

inline constexpr std::size_t kMaxHtmlNodes = 1u << 20;
inline constexpr std::size_t kMaxHtmlDepth = 512;  // deeper elements are read as if at this depth

// `html` must outlive `out` (json_ld, metas and times lie in it). Valid UTF-8. Linear.
void read_html(std::string_view html, HtmlPage& out);

}  // namespace entente
