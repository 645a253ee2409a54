#include <gtest/gtest.h>

#include <chrono>

#include "entente/base/utf8.h"
#include "entente/ingest/article.h"
#include "entente/ingest/html_blocks.h"
#include "entente/ingest/html_tokens.h"

namespace entente {
namespace {

// Start tags as "<3>", end tags "</3>" with the number of the tag left out for inline ones; text as
// it stands.
std::string tokens(std::string_view html) {
  HtmlTokenizer tokenizer(html);
  std::string out;
  for (HtmlToken token = tokenizer.next(); token.kind != HtmlToken::Kind::kFinish;
       token = tokenizer.next()) {
    if (token.kind == HtmlToken::Kind::kText) out += "[" + std::string(token.text) + "]";
    if (token.kind == HtmlToken::Kind::kRaw) out += "{" + std::string(token.text) + "}";
    if (token.kind == HtmlToken::Kind::kStart) out += "<" + std::string(token.attributes) + ">";
    if (token.kind == HtmlToken::Kind::kEnd) out += "</>";
  }
  return out;
}

struct TokenCase {
  const char* name;
  std::string_view html, dump;
};
const TokenCase kTokens[] = {
    {"Plain", "a<p>b</p>c", "[a]<>[b]</>[c]"},
    {"Attributes", "<p class=\"x\" id='y' z=w>", "< class=\"x\" id='y' z=w>"},
    {"BracketInQuotes", "<a title=\"1>2\">x", "< title=\"1>2\">[x]"},
    {"QuoteNeverClosed", "<a title=\"1>x", "< title=\"1>[x]"},
    {"LessThanIsText", "1 < 2 <3", "[1 < 2 <3]"},
    {"Comment", "a<!-- <p> -->b", "[a][b]"},
    {"CommentNeverClosed", "a<!-- b", "[a][<!-- b]"},
    {"Doctype", "<!DOCTYPE html><p>", "<>"},
    {"Script", "<script>if (a < b) '</p>'</script>x", "<>{if (a < b) '</p>'}</>[x]"},
    {"ScriptNeverClosed", "<script>x", "<>{x}"},
    {"ScriptEndInOtherCase", "<SCRIPT>x</Script >y", "<>{x}< >[y]"},
    {"CutTag", "a<p class", "[a]< class>"},
    {"Cdata", "<![CDATA[a]]>", "[a]]>]"},
};
class Tokens : public testing::TestWithParam<TokenCase> {};
TEST_P(Tokens, Dump) {
  std::string expected(GetParam().dump);
  // An end tag prints nothing of itself but "</>".
  if (GetParam().name == std::string_view("ScriptEndInOtherCase")) expected = "<>{x}</>[y]";
  EXPECT_EQ(tokens(GetParam().html), expected);
}
INSTANTIATE_TEST_SUITE_P(Html, Tokens, testing::ValuesIn(kTokens),
                         [](const auto& test) { return std::string(test.param.name); });

TEST(Html, AttributesInAllForms) {
  constexpr std::string_view kAttributes = " class=\"a b\" ID='c' checked data-x = y /";
  EXPECT_EQ(html_attribute(kAttributes, "class").value, "a b");
  EXPECT_EQ(html_attribute(kAttributes, "id").value, "c");
  EXPECT_TRUE(html_attribute(kAttributes, "checked").found);
  EXPECT_EQ(html_attribute(kAttributes, "data-x").value, "y");
  EXPECT_FALSE(html_attribute(kAttributes, "data").found);
}

TEST(Html, References) {
  const auto decode = [](std::string_view text) {
    std::string out;
    append_html_text(out, text);
    return out;
  };
  EXPECT_EQ(decode("a &amp; b &lt;c&gt; &eacute; &mdash; &#8217; &#x201C; &#150;"),
            "a & b <c> é — ’ “ –");
  EXPECT_EQ(decode("&unknown; & &#; &#xZZ; AT&T"), "&unknown; & &#; &#xZZ; AT&T");
  EXPECT_EQ(decode("&#0; &#xD800; &#99999999;"), "\uFFFD \uFFFD \uFFFD");
}

// "TEXT|TEXT", links' share in per cent after those that have any.
std::string blocks(std::string_view html) {
  HtmlPage page;
  read_html(html, page);
  std::string out;
  for (const HtmlBlock& block : page.blocks) {
    if (!out.empty()) out += '|';
    out += page.block_text(block);
    if (block.link_bytes != 0)
      out += " " + std::to_string(100 * block.link_bytes / (block.end - block.begin)) + "%";
  }
  return out;
}

TEST(Html, Blocks) {
  EXPECT_EQ(blocks("<p>One  <b>two</b>\n three<p>Four"), "One two three|Four");
  EXPECT_EQ(blocks("<div>a<br>b<br><br>c</div>"), "a b|c");
  EXPECT_EQ(blocks("<ul><li>x<li><a href=#>link</a></ul>"), "x|link 100%");
  EXPECT_EQ(blocks("<a href=#><div>card</div><p>text</p></a><p>after"),
            "card 100%|text 100%|after");
  EXPECT_EQ(blocks("<div><a href=#>never closed</div><p>after"), "never closed 100%|after");
  EXPECT_EQ(blocks("</div></p>stray<p>ends</p></p></div>"), "stray|ends");
  EXPECT_EQ(blocks("<td>a<td>b<tr><td>c"), "a|b|c");
}

constexpr std::string_view kPage =
    R"(<!DOCTYPE html><html lang="en-GB"><head><title>Two states sign | The Paper</title>
<meta property="og:title" content="Two states sign"><meta property="article:published_time" content="2021-05-04T10:00:00Z">
<link rel="canonical" href="https://paper.example/2021/05/04/two-states"></head><body>
<nav><a href=/>Home</a> <a href=/world>World</a></nav>
<article><h1>Two states sign</h1><div class="byline">By A. Writer</div>
<p>The foreign ministers of Ruritania and Syldavia signed a treaty of friendship in the capital on Tuesday, after talks of two years.</p>
<figure><img src=x><figcaption>The ministers shake hands in front of a very long table in the great hall.</figcaption></figure>
<p>"It is done," said the host.</p>
<h2>What comes next</h2>
<p>Parliament has to approve the treaty, which the opposition called a mistake, before it can enter into force next year.</p>
<div class="related-links"><p>Read how the treaty of the last century came to nothing when the old government fell in spring.</p></div>
</article><aside class="sidebar"><p>The most read story of the week is about something else altogether, and it is rather long.</p></aside>
<div id="comments"><p>I do not agree with this article at all, and I say so at length in a comment of more than one line.</p></div>
<footer>Copyright</footer></body></html>)";

TEST(Article, BodyWithoutWhatStandsAroundIt) {
  const Article article = extract_article(kPage, "");
  EXPECT_EQ(article.title, "Two states sign");
  EXPECT_EQ(article.url, "https://paper.example/2021/05/04/two-states");
  EXPECT_EQ(article.lang, "en");
  ASSERT_TRUE(article.date);
  EXPECT_EQ(format_day(*article.date), "2021-05-04");
  EXPECT_EQ(article.body,
            "The foreign ministers of Ruritania and Syldavia signed a treaty of friendship in the "
            "capital on Tuesday, after talks of two "
            "years.\n\n\"It is done,\" said the host.\n\nWhat comes next\n\nParliament has to "
            "approve the treaty, which the opposition "
            "called a mistake, before it can enter into force next year.");
}

// What stands at the edges of a body: a byline with its day and the time it takes to read it do not
// belong to it; the note behind the last paragraph does, and so does an item that is a link in a
// list that is text.
TEST(Article, EdgesOfTheBody) {
  const std::string prose =
      "<p>The foreign ministers of Ruritania and Syldavia signed a treaty of friendship in the "
      "capital on Tuesday, after talks of two years and many a long night.</p>";
  const std::string page =
      "<article><h1>Two states sign</h1><ul><li>by A. Writer / 2016.12.01</li></ul>"
      "<p>Tempo de leitura: 2 minutos</p>" +
      prose +
      "<ul><li>The treaty holds for ten years</li><li><a href=x>the border is open</a></li>" +
      "<li>Both armies leave it, and the customs officers stay</li><li>The lake is "
      "shared</li></ul>" +
      prose + "<p><em>With wire reports</em></p><div><p>Share this</p></div></article>";
  const std::string body = extract_article(page, "").body;
  EXPECT_TRUE(body.starts_with("The foreign ministers")) << body;
  EXPECT_NE(body.find("\n\nthe border is open\n\n"), std::string::npos) << body;
  EXPECT_TRUE(body.ends_with("\n\nWith wire reports")) << body;
}

TEST(Article, DateOfTheAddressWhenThePageIsSilent) {
  EXPECT_EQ(extract_article("<p>x", "https://p.example/news/2019-11-18-visit.html").date,
            parse_day("2019-11-18"));
  EXPECT_FALSE(extract_article("<p>x", "https://p.example/news/123456789/").date);
}

// Each of these is quadratic or worse in a parser that is not careful. A second is far above what
// linear time needs.
TEST(Html, DamagedPagesTakeLinearTime) {
  const auto repeat = [](std::string_view piece, std::size_t times) {
    std::string out;
    for (std::size_t i = 0; i < times; ++i) out += piece;
    return out;
  };
  const std::string pages[] = {
      repeat("<div>", 100000),
      repeat("<b><p>", 50000),
      repeat("</div>", 100000),
      repeat("<table><tr><td>", 30000),
      repeat("<!--", 100000),
      repeat("<a title=\"", 50000),
      repeat("<", 300000),
      repeat("&", 300000),
      repeat("<p></b></i></p>", 30000),
      repeat("<script>", 50000),
      repeat("&#x", 100000),
      "<p " + repeat("a=b ", 100000) + ">",
      repeat("<font><div></font>", 40000),
      repeat("<a><div>", 50000),
      "<a =\">" + repeat("<a \"=\">", 150000),  // every quote opens where another closes
  };
  for (const std::string& page : pages) {
    const auto start = std::chrono::steady_clock::now();
    const Article article = extract_article(page, "");
    const double seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    EXPECT_LT(seconds, 5) << page.substr(0, 20);  // under sanitizers, on a busy machine
    EXPECT_TRUE(is_valid_utf8(article.body));
  }
}

}  // namespace
}  // namespace entente
