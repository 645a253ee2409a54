// Title, date, author, address and language are what the page says of itself, in the order of how
// often each is right: JSON-LD, then Open Graph and other metas, then elements, then the address.
// Tested by html_test.cc.
#include "entente/ingest/article.h"

#include <algorithm>
#include <cstdlib>

#include "entente/base/unicode.h"
#include "entente/base/utf8.h"
#include "entente/ingest/dates.h"
#include "entente/ingest/language.h"

namespace entente {
namespace {

std::string decoded(std::string_view text) {
  std::string out;
  append_html_text(out, text);
  return out;
}

// The content of the first <meta> whose name, property or itemprop is `key`.
std::string meta(const HtmlPage& page, std::string_view key) {
  for (const HtmlMeta& meta : page.metas)
    if (!meta.content.empty() && (meta.property == key || meta.name == key || meta.itemprop == key))
      return decoded(meta.content);
  return {};
}

std::string first_meta(const HtmlPage& page, std::initializer_list<std::string_view> keys) {
  for (const std::string_view key : keys)
    if (std::string value = meta(page, key); !value.empty()) return value;
  return {};
}

// A string member of JSON-LD by its name, wherever it stands: the scripts are small, often broken,
// and differ in how they nest.
std::string json_ld(const HtmlPage& page, std::string_view member) {
  const std::string key = "\"" + std::string(member) + "\"";
  for (const std::string_view script : page.json_ld) {
    std::size_t at = script.find(key);
    if (at == std::string_view::npos) continue;
    at = script.find_first_not_of(" \t\r\n:", at + key.size());
    if (at == std::string_view::npos || script[at] != '"') continue;
    const std::size_t end = script.find('"', at + 1);
    if (end != std::string_view::npos) return std::string(script.substr(at + 1, end - at - 1));
  }
  return {};
}

// The first "name" behind "author".
std::string json_ld_author(const HtmlPage& page) {
  constexpr std::size_t kWithinBytes = 300, kMaxNameBytes = 100;
  for (const std::string_view script : page.json_ld) {
    const std::size_t author = script.find("\"author\"");
    if (author == std::string_view::npos) continue;
    const std::string_view near = script.substr(author, kWithinBytes);
    std::size_t at = near.find("\"name\"");
    if (at == std::string_view::npos) continue;
    at = near.find('"', near.find_first_of(':', at));
    const std::size_t end = at == std::string_view::npos ? at : near.find('"', at + 1);
    if (end == std::string_view::npos || end - at > kMaxNameBytes) continue;
    const std::string_view name = near.substr(at + 1, end - at - 1);
    if (name.find('\\') == std::string_view::npos) return decoded(name);
  }
  return {};
}

// "2019-11-19T05:00:19.000Z", "2019/11/19", "20191119": the day at the start of `text`.
std::optional<Day> leading_day(std::string_view text) {
  std::string digits;
  for (const char c : text.substr(0, 10)) {
    if (c >= '0' && c <= '9')
      digits += c;
    else if (c != '-' && c != '/')
      break;
  }
  if (digits.size() < 8) return std::nullopt;
  return parse_day(digits.substr(0, 4) + "-" + digits.substr(4, 2) + "-" + digits.substr(6, 2));
}

// "/2019/11/19/", "/2019/11/8/", "/2019/nov/19/", "/2019-11-19-", "/20191119/": a day in the
// address.
std::optional<Day> day_of_address(std::string_view url) {
  for (std::size_t at = 0; at + 8 <= url.size(); ++at) {
    if (at > 0 && url[at - 1] >= '0' && url[at - 1] <= '9') continue;
    if (url.substr(at, 2) != "19" && url.substr(at, 2) != "20") continue;
    if (const auto day = leading_day(url.substr(at, 10))) return day;
    const bool parts = at + 4 < url.size() && (url[at + 4] == '/' || url[at + 4] == '-');
    if (const auto day = find_day(url.substr(at, 11)); parts && day) return day;
  }
  return std::nullopt;
}

// What the page says of itself: a day, and whether its text gives the hour of some place rather
// than the day of the reader's.
struct Stated {
  std::optional<Day> day;
  bool universal = false;  // in UTC: the day of publication may be the one before or after
};
Stated stated(std::string_view text) {
  constexpr Day kFirst = 7305;  // 1990-01-01; "0001-01-01" is what programs write for nothing
  Stated out;
  out.day = leading_day(text);
  if (!out.day) out.day = find_day(text);
  if (out.day && *out.day < kFirst) out.day.reset();
  const bool hour = text.size() > 11 && text.find(':') != std::string_view::npos;
  out.universal = hour && (text.ends_with('Z') || text.ends_with("+00:00") ||
                           text.ends_with("+0000") || text.find('+') == std::string_view::npos);
  if (hour && text.size() > 19 && text.substr(19).find('-') != std::string_view::npos)
    out.universal = false;
  return out;
}

Stated stated_day(const HtmlPage& page) {
  if (const Stated day = stated(json_ld(page, "datePublished")); day.day) return day;
  for (const std::string_view key : {"article:published_time",
                                     "og:article:published_time",
                                     "datePublished",
                                     "pubdate",
                                     "publishdate",
                                     "publish-date",
                                     "parsely-pub-date",
                                     "sailthru.date",
                                     "article.published",
                                     "article:published",
                                     "dc.date.issued",
                                     "DC.date.issued",
                                     "dcterms.created",
                                     "cXenseParse:recs:publishtime",
                                     "publication_date",
                                     "originalpublicationdate",
                                     "date",
                                     "ptime",
                                     "DC.date",
                                     "uploadDate"})
    if (const Stated day = stated(meta(page, key)); day.day) return day;
  for (const std::string_view attributes : page.times)
    if (const Stated day = stated(html_attribute(attributes, "datetime").value); day.day)
      return day;
  return {};
}

// The day that readers are shown: in a short line from the headline to the first paragraph, or
// where a byline stands. Of "Updated Nov 19; Posted Nov 18" the second.
struct Shown {
  std::optional<Day> day;
  bool updated = false;
};
Shown shown_in(std::string_view line) {
  std::string low = lower(line);
  for (const std::string_view word :
       {"published", "posted", "publicado", "publié", "first published"})
    if (const std::size_t at = low.find(word); at != std::string::npos)
      if (const auto day = find_day(std::string_view(low).substr(at))) return {day, false};
  return {find_day(low),
          low.find("updat") != std::string::npos || low.find("modif") != std::string::npos};
}

Shown shown_day(const HtmlPage& page, std::uint32_t first_of_body) {
  constexpr std::size_t kMaxLineBytes = 160, kMaxLines = 25;
  std::size_t begin = first_of_body > kMaxLines ? first_of_body - kMaxLines : 0;
  for (std::size_t i = begin; i < first_of_body && i < page.blocks.size(); ++i)
    if (page.nodes[page.blocks[i].node].tag == Tag::kH1) begin = i;
  Shown updated;
  const auto look = [&](const HtmlBlock& block) -> Shown {
    if (block.end - block.begin > kMaxLineBytes) return {};
    return shown_in(page.block_text(block));
  };
  for (std::size_t i = begin; i < page.blocks.size() && i < std::max<std::size_t>(first_of_body, 1);
       ++i) {
    const Shown found = look(page.blocks[i]);
    if (found.day && !found.updated) return found;
    if (found.day && !updated.day) updated = found;
  }
  for (const HtmlBlock& block : page.blocks) {
    if (updated.day) break;
    if ((page.nodes[block.node].inherited &
         (kHintByline | kHintTeaser | kHintComments | kHintChrome)) != kHintByline)
      continue;
    if (const Shown found = look(block); found.day) return found;
  }
  return updated;
}

// Three witnesses: what the page says to machines, what it shows, its address. A stamp in UTC may
// name the neighbouring day: then the two others know better which day it was where the paper is.
// What is shown and lies further off is something else (an event, a photo).
std::optional<Day> date_of(const HtmlPage& page, std::string_view url,
                           std::uint32_t first_of_body) {
  const Stated said = stated_day(page);
  const Shown shown = shown_day(page, first_of_body);
  const auto address = day_of_address(url);
  const auto near = [&](std::optional<Day> day) { return day && std::abs(*day - *said.day) <= 1; };
  if (!said.day) return shown.day && !shown.updated ? shown.day : address ? address : shown.day;
  if (near(shown.day) && (!shown.updated || said.universal)) return shown.day;
  if (said.universal && near(address)) return address;
  return said.day;
}

std::string heading(const HtmlPage& page) {
  for (const HtmlBlock& block : page.blocks)
    if (page.nodes[block.node].tag == Tag::kH1) return std::string(page.block_text(block));
  return {};
}

std::string one_line(std::string text) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  const std::size_t first = text.find_first_not_of(" \t\r");
  if (first == std::string::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

// The first h1, if the page's other titles agree with it; else what is written for sharing; else
// <title> without the site's name.
std::string title_of(const HtmlPage& page) {
  const std::string shared = one_line(first_meta(page, {"og:title", "twitter:title"}));
  const std::string h1 = one_line(heading(page)), title = one_line(page.title);
  if (!h1.empty() && (title.find(h1) != std::string::npos || shared.find(h1) != std::string::npos))
    return h1;
  if (!shared.empty()) return shared;
  for (const char* bar : {" | ", " - ", " – ", " — "})
    if (const std::size_t at = title.rfind(bar); at != std::string::npos && at > 15)
      return title.substr(0, at);
  return title.empty() ? h1 : title;
}

std::string canonical(const HtmlPage& page) {
  for (const HtmlMeta& meta : page.metas)
    if (meta.rel == "canonical") return decoded(meta.href);
  return meta(page, "og:url");
}

std::string language_of(const HtmlPage& page) {
  for (const HtmlMeta& meta : page.metas)
    if (!meta.lang.empty() && meta.rel.empty())
      if (std::string tag = primary_language(meta.lang); !tag.empty()) return tag;
  return primary_language(meta(page, "og:locale"));
}

}  // namespace

Article extract_article(std::string_view html, std::string_view url) {
  HtmlPage page;
  read_html(html, page);
  Article article;
  article.title = title_of(page);
  article.url = canonical(page);
  if (!article.url.starts_with("http")) article.url = url;
  article.lang = language_of(page);
  article.site = meta(page, "og:site_name");
  article.author = first_meta(page, {"author", "article:author", "parsely-author", "byl"});
  if (article.author.empty()) article.author = json_ld_author(page);
  std::size_t kept = 0;
  const std::vector<std::uint32_t> blocks = article_blocks(page);
  article.date = date_of(page, article.url, blocks.empty() ? 0 : blocks.front());
  for (const std::uint32_t index : blocks) {
    const std::string_view text = page.block_text(page.blocks[index]);
    if (article.body.empty() && text == article.title) continue;
    if (!article.body.empty()) article.body += "\n\n";
    article.body += text;
    kept += text.size();
  }
  article.kept =
      page.text.empty() ? 0 : static_cast<double>(kept) / static_cast<double>(page.text.size());
  article.doubtful = kept < 400 || article.kept < 0.05;
  return article;
}

std::string text_of_html(std::string_view html) {
  HtmlPage page;
  read_html(html, page);
  std::string out;
  for (const HtmlBlock& block : page.blocks) {
    if (!out.empty()) out += "\n\n";
    out += page.block_text(block);
  }
  return out;
}

bool looks_like_html(std::string_view text) {
  for (const std::string_view tag :
       {"<p>", "<p ", "<br", "<div", "</a>", "</p>", "<P>", "<BR", "</A>"})
    if (text.find(tag) != std::string_view::npos) return true;
  return false;
}

}  // namespace entente
