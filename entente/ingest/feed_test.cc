// Feeds of every kind, and lists of them; robots.txt.
#include "entente/ingest/feed.h"

#include <gtest/gtest.h>

#include <chrono>

#include "entente/ingest/robots.h"

namespace entente {
namespace {

// "TITLE: URL|TITLE|TEXT|DATE|AUTHOR" a line each; "cut" where it is; or the error.
std::string dump(std::string_view bytes, std::string_view url = "https://p.example/feeds/a.xml") {
  const auto feed = parse_feed(std::string(bytes), "", url);
  if (!feed) return feed.error().message;
  std::string out = feed->title + (feed->cut ? " (cut):" : ":");
  for (const FeedItem& item : feed->items)
    out += "\n" + item.url + "|" + item.title + "|" + item.text + "|" +
           (item.date ? format_day(*item.date) : "-") + "|" + item.author;
  return out;
}

struct FeedCase {
  const char* name;
  std::string_view bytes, dump;
};
const FeedCase kCases[] = {
    {"Rss2",
     R"(<?xml version="1.0"?><rss version="2.0" xmlns:content="c" xmlns:dc="d"><channel><title>Paper &amp; Co</title>
<link>https://p.example/</link><item><title><![CDATA[A <b>visit</b>]]></title><link>https://p.example/1</link>
<description>Short.</description><content:encoded><![CDATA[<p>One.</p><p>Two &amp; three.</p>]]></content:encoded>
<pubDate>Tue, 19 Nov 2019 07:09:00 GMT</pubDate><dc:creator>A. Writer</dc:creator></item></channel></rss>)",
     "Paper & Co:\nhttps://p.example/1|A visit|One.\n\nTwo & three.|2019-11-19|A. Writer"},
    {"Rss091",
     R"(<rss version="0.91"><channel><title>T</title><item><title>A</title><link>/rel</link><description>B &lt;i&gt;c&lt;/i&gt;</description></item></channel></rss>)",
     "T:\nhttps://p.example/rel|A|B c|-|"},
    {"Rdf",
     R"(<rdf:RDF xmlns:rdf="r" xmlns="http://purl.org/rss/1.0/" xmlns:dc="d"><channel><title>T</title></channel>
<item rdf:about="x"><title>A</title><link>https://p.example/a</link><dc:date>2019-11-19T07:09Z</dc:date></item></rdf:RDF>)",
     "T:\nhttps://p.example/a|A||2019-11-19|"},
    {"Atom",
     R"(<feed xmlns="http://www.w3.org/2005/Atom"><title type="text">T</title><entry><title type="html">A &amp;amp; B</title>
<link rel="self" href="/self"/><link rel="alternate" href="/entry"/><id>tag:x</id><updated>2019-11-20T00:00:00Z</updated><published>2019-11-19T00:00:00Z</published>
<author><name>A. Writer</name></author><content type="xhtml"><div xmlns="h"><p>One</p><p>Two</p></div></content></entry></feed>)",
     "T:\nhttps://p.example/entry|A & B|One\n\nTwo|2019-11-19|A. Writer"},
    {"GuidAsLink",
     R"(<rss><channel><title>T</title><item><guid>https://p.example/g</guid><title>A</title></item><item><guid isPermaLink="false">urn:1</guid><title>B</title></item></channel></rss>)",
     "T:\nhttps://p.example/g|A||-|\n|B||-|"},
    {"JsonFeed",
     R"({"version": "https://jsonfeed.org/version/1.1", "title": "T", "items": [{"id": "1", "url": "https://p.example/1",
"title": "A", "content_html": "<p>One</p><p>Two</p>", "date_published": "2019-11-19T07:09:00Z"}, {"id": 2}, {"id": "3", "content_text": "x", "url": "b"}]})",
     " (cut):\nhttps://p.example/1|A|One\n\nTwo|2019-11-19|\nhttps://p.example/feeds/b||x|-|"},
    {"Latin",
     "<?xml version='1.0' "
     "encoding='iso-8859-1'?><rss><channel><title>Caf\xE9</title></channel></rss>",
     "Café:"},
    {"NoScriptLinks",
     R"(<rss><channel><title>T</title><item><link>javascript:alert(1)</link><title>A</title></item></channel></rss>)",
     "T:\n|A||-|"},
    {"CutOff",
     "<rss><channel><title>T</title><item><title>A</title><link>/1</link></item><item><title>B",
     "T (cut):\nhttps://p.example/1|A||-|\n|B||-|"},
    {"Html", "<!DOCTYPE html><html><body>404</body></html>", "no feed: neither RSS nor Atom"},
    {"Nothing", "", "no feed: No document element found"},
    {"BillionLaughs",
     R"(<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;&lol;">]><rss><channel><title>a &lol2; b</title></channel></rss>)",
     "a &lol2; b:"},
    {"ExternalEntity",
     R"(<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><rss><channel><title>&e;</title></channel></rss>)",
     "&e;:"},
};
class Feeds : public testing::TestWithParam<FeedCase> {};
TEST_P(Feeds, Dump) { EXPECT_EQ(dump(GetParam().bytes), GetParam().dump); }
INSTANTIATE_TEST_SUITE_P(Ingest, Feeds, testing::ValuesIn(kCases),
                         [](const auto& test) { return std::string(test.param.name); });

TEST(Feed, DeepAndLongOnesTakeLinearTime) {
  std::string deep = "<rss><channel><title>", many = "<rss><channel>";
  for (int i = 0; i < 100000; ++i) deep += "<a>";
  for (int i = 0; i < 30000; ++i) many += "<item><title>x</title></item>";
  const auto start = std::chrono::steady_clock::now();
  dump(deep);
  const auto feed = parse_feed(many + "</channel></rss>", "", "");
  ASSERT_TRUE(feed);
  EXPECT_EQ(feed->items.size(), kMaxFeedItems);
  EXPECT_LT(std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count(), 10);
}

TEST(Feed, Lists) {
  const std::vector<std::string> both = {"https://a.example/f", "https://b.example/g"};
  EXPECT_EQ(feeds_of_list("# mine\nhttps://a.example/f  Paper A\r\n\nhttps://b.example/g"), both);
  EXPECT_EQ(
      feeds_of_list(
          R"(<opml version="2.0"><body><outline text="x"><outline xmlUrl="https://a.example/f"/></outline><outline xmlUrl="https://b.example/g"/></body></opml>)"),
      both);
}

TEST(RobotsTxt, RulesOfRfc9309) {
  const auto allows = [](std::string_view text, std::string_view path) {
    return Robots::parse(text, "entente").allows(path);
  };
  constexpr std::string_view kText =
      "User-agent: other\nDisallow: /\n\nUser-agent: *\nDisallow: /private\nAllow: "
      "/private/open\nDisallow: /*.pdf$\nCrawl-delay: 99\n";
  EXPECT_TRUE(allows(kText, "/news"));
  EXPECT_FALSE(allows(kText, "/private/a"));
  EXPECT_TRUE(allows(kText, "/private/open/a"));
  EXPECT_FALSE(allows(kText, "/a/b.pdf"));
  EXPECT_TRUE(allows(kText, "/a/b.pdf?x"));
  EXPECT_EQ(Robots::parse(kText, "entente").crawl_delay_s(), 30u);
  EXPECT_FALSE(allows(
      "User-agent: Entente/1.0\nUser-agent: x\nDisallow: /\n\nUser-agent: *\nAllow: /\n", "/a"));
  EXPECT_TRUE(allows("User-agent: *\nDisallow:\n", "/a"));
  EXPECT_TRUE(allows("", "/a"));
  EXPECT_TRUE(allows("<html>not found</html>", "/a"));
  EXPECT_FALSE(Robots::refuse_all().allows("/a"));
  const std::string stars = "User-agent: *\nDisallow: /" + std::string(500, '*') + "x\n";
  EXPECT_TRUE(allows(stars, "/" + std::string(2000, 'a')));
}

}  // namespace
}  // namespace entente
