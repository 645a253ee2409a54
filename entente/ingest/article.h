// A page of HTML to the article on it: title, body in paragraphs, date, address, language, and how
// sure that is.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "entente/base/date.h"
#include "entente/ingest/html_blocks.h"

namespace entente {

struct Article {
  std::string title,
      body;  // paragraphs of the body parted by a blank line; "" when the page holds no article
  std::optional<Day> date;  // of publication: JSON-LD, meta, <time>, address, in that order
  std::string url, lang, site, author;
  double kept = 0;        // share of the page's text that the body is
  bool doubtful = false;  // little text, or much of it left outside
};

// `html` valid UTF-8; `url` where it came from, "" unknown. Linear.
Article extract_article(std::string_view html, std::string_view url);

// A fragment of HTML (a feed's, a column's) as plain paragraphs, parted by blank lines.
std::string text_of_html(std::string_view html);
bool looks_like_html(
    std::string_view text);  // it has tags of paragraphs, breaks, links or divisions

// The blocks of a page that are its article's body, in order: indexes into page.blocks.
std::vector<std::uint32_t> article_blocks(const HtmlPage& page);

}  // namespace entente
