// A page of HTML to its article: valid UTF-8 comes out, and blocks lie in the page's text.
#include "entente/base/utf8.h"
#include "entente/ingest/article.h"
#include "fuzz/fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace entente;
  const fuzz::ExactBytes html(repair_utf8(fuzz::as_text(data, size)));
  HtmlPage page;
  read_html(html.view(), page);
  FUZZ_CHECK(is_valid_utf8(page.text));
  for (const HtmlBlock& b : page.blocks) {
    FUZZ_CHECK(b.begin <= b.end && b.end <= page.text.size() && b.node < page.nodes.size());
    FUZZ_CHECK(is_valid_utf8(page.block_text(b)));
  }
  for (const std::uint32_t block : article_blocks(page)) FUZZ_CHECK(block < page.blocks.size());
  const Article article = extract_article(html.view(), "https://example.org/a");
  FUZZ_CHECK(is_valid_utf8(article.title) && is_valid_utf8(article.body) &&
             is_valid_utf8(article.author));
  FUZZ_CHECK(article.kept >= 0 && article.kept <= 1);
  return 0;
}
