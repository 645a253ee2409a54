// Tested by feed_test.cc.
#include "entente/ingest/feed.h"

#include <algorithm>
#include <pugixml.hpp>

#include "entente/base/utf8.h"
#include "entente/ingest/article.h"
#include "entente/ingest/charset.h"
#include "entente/ingest/dates.h"
#include "entente/ingest/fetch.h"
#include "entente/ingest/source.h"

namespace entente {
namespace {

using pugi::xml_node;

std::string_view local_name(const xml_node& node) {
  const std::string_view name = node.name();
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

// All characters of a node, CDATA and text, markup inside (Atom's xhtml) as it stands.
std::string content_of(const xml_node& node) {
  struct Writer : pugi::xml_writer {
    std::string out;
    void write(const void* data, std::size_t size) override {
      out.append(static_cast<const char*>(data), size);
    }
  } writer;
  for (const xml_node& child : node.children()) {
    if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata)
      writer.out += child.value();
    else if (child.type() == pugi::node_element)
      child.print(writer, "", pugi::format_raw, pugi::encoding_utf8);
  }
  return std::move(writer.out);
}

std::string trimmed(std::string text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (first == std::string::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

// One line: tags and references (titles are escaped twice as often as once) taken out.
std::string line_of(const std::string& markup) {
  std::string text = trimmed(text_of_html(markup));
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

std::string paragraphs_of(const std::string& markup) { return trimmed(text_of_html(markup)); }

xml_node child_of(const xml_node& node, std::string_view name) {
  for (const xml_node& child : node.children())
    if (local_name(child) == name) return child;
  return {};
}

std::string link_of(const xml_node& item) {
  std::string other;
  for (const xml_node& child : item.children()) {
    if (local_name(child) != "link") continue;
    const std::string href = child.attribute("href").value(), rel = child.attribute("rel").value();
    if (!href.empty() && (rel.empty() || rel == "alternate")) return trimmed(href);
    if (href.empty() && rel.empty()) return trimmed(content_of(child));
    if (other.empty() && rel != "self" && rel != "enclosure" && rel != "replies") other = href;
  }
  const xml_node guid = child_of(item, "guid");
  const std::string id = trimmed(content_of(guid));
  if (guid && std::string_view(guid.attribute("isPermaLink").as_string("true")) != "false" &&
      id.starts_with("http"))
    return id;
  return trimmed(other);
}

FeedItem item_of(const xml_node& node, std::string_view feed_url) {
  FeedItem item;
  item.url = resolve_url(feed_url, link_of(node));
  for (const char* name : {"guid", "id"})
    if (item.id.empty()) item.id = trimmed(content_of(child_of(node, name)));
  item.title = line_of(content_of(child_of(node, "title")));
  for (const char* name : {"encoded", "content", "description", "summary"})
    if (std::string text = paragraphs_of(content_of(child_of(node, name)));
        text.size() > item.text.size())
      item.text = std::move(text);
  const xml_node author = child_of(node, "author");
  item.author = line_of(content_of(child_of(author, "name") ? child_of(author, "name") : author));
  if (item.author.empty()) item.author = line_of(content_of(child_of(node, "creator")));
  for (const char* name : {"pubDate", "published", "date", "issued", "updated", "modified"})
    if (!item.date) item.date = find_day(content_of(child_of(node, name)));
  return item;
}

Result<Feed> parse_xml(const std::string& text, std::string_view url) {
  pugi::xml_document document;
  const auto parsed =
      document.load_buffer(text.data(), text.size(), pugi::parse_default, pugi::encoding_utf8);
  Feed feed;
  feed.cut = !parsed;
  // Items lie in rss/channel, beside rdf:RDF's channel, or in Atom's feed: never deeper.
  for (const xml_node& root : document.children()) {
    const std::string_view name = local_name(root);
    if (name != "rss" && name != "RDF" && name != "feed") continue;
    std::vector<xml_node> holders = {root};
    for (const xml_node& child : root.children())
      if (local_name(child) == "channel") holders.push_back(child);
    for (const xml_node& holder : holders) {
      if (feed.title.empty()) feed.title = line_of(content_of(child_of(holder, "title")));
      if (feed.lang.empty()) feed.lang = trimmed(content_of(child_of(holder, "language")));
      if (feed.lang.empty()) feed.lang = holder.attribute("xml:lang").value();
      for (const xml_node& child : holder.children())
        if (local_name(child) == "item" || local_name(child) == "entry") {
          if (feed.items.size() < kMaxFeedItems)
            feed.items.push_back(item_of(child, url));
          else
            ++feed.left_out;
        }
    }
    return feed;
  }
  return Error{
      ErrorCode::kBadInput,
      parsed ? "no feed: neither RSS nor Atom" : std::string("no feed: ") + parsed.description(),
      std::string(url), static_cast<std::uint64_t>(std::max<std::ptrdiff_t>(parsed.offset, 0))};
}

// The objects of "items", read as the contract's documents with other names.
Result<Feed> parse_json(const std::string& text, std::string_view url) {
  const std::size_t items = text.find("\"items\"");
  if (items == std::string::npos)
    return Error{ErrorCode::kBadInput, "no feed: JSON without `items`", std::string(url), 0};
  IngestOptions options;
  options.names.id = {"id", "url"}, options.names.url = {"url", "external_url"},
  options.names.date = {"date_published", "date_modified"};
  options.names.text = {"content_html", "content_text", "summary", "title"};
  options.names.id_needed = false;
  SourceContext context(std::move(options));
  std::string_view rest = std::string_view(text).substr(
      text.find('[', items) == std::string::npos ? text.size() : text.find('[', items));
  const auto source = json_source(
      ByteSource::over([&rest]() -> Result<std::string_view> { return std::exchange(rest, {}); },
                       "feed"),
      context, /*array=*/true);
  Feed feed;
  for (auto item = source->next();
       !std::holds_alternative<std::monostate>(item) && feed.items.size() < kMaxFeedItems;
       item = source->next()) {
    const auto* piece = std::get_if<Piece>(&item);
    if (piece == nullptr) {
      feed.cut = true;
      continue;
    }
    const Document& document = piece->document;
    FeedItem one;
    one.id = document.id;
    one.url = resolve_url(url, document.url);
    one.title = std::string(document.title());
    one.text = paragraphs_of(std::string(document.body()));
    one.author = document.author;
    one.date = document.date;
    feed.items.push_back(std::move(one));
  }
  return feed;
}

}  // namespace

Result<Feed> parse_feed(std::string bytes, std::string_view charset, std::string_view url) {
  if (bytes.size() > kMaxFeedBytes)
    return Error{ErrorCode::kLimit, "a feed of more than 16 MiB", std::string(url), kMaxFeedBytes};
  const std::string text = decode_text(std::move(bytes), charset).text;
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (first != std::string::npos && text[first] == '{') return parse_json(text, url);
  return parse_xml(text, url);
}

bool looks_like_feed(std::string_view first) {
  const std::size_t at = first.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  if (at == std::string_view::npos) return false;
  if (first[at] == '{') return first.find("jsonfeed.org/version") != std::string_view::npos;
  if (first[at] != '<') return false;
  for (const std::string_view root : {"<rss", "<feed", "<rdf:RDF"})
    if (first.find(root) != std::string_view::npos) return true;
  return false;
}

std::vector<std::string> feeds_of_list(const std::string& text) {
  std::vector<std::string> feeds;
  pugi::xml_document document;
  if (text.find("<opml") != std::string::npos) {
    document.load_buffer(text.data(), text.size());
    std::vector<xml_node> open = {document};  // no recursion: an outline may be deep
    while (!open.empty()) {
      const xml_node node = open.back();
      open.pop_back();
      if (const std::string url = trimmed(node.attribute("xmlUrl").value()); !url.empty())
        feeds.push_back(url);
      std::vector<xml_node> children(node.begin(), node.end());
      open.insert(open.end(), children.rbegin(), children.rend());
    }
    return feeds;
  }
  for (std::string_view rest = text; !rest.empty();) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    std::string line = trimmed(std::string(rest.substr(0, end)));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (!line.empty() && line[0] != '#') feeds.push_back(line.substr(0, line.find_first_of(" \t")));
  }
  return feeds;
}

namespace {

class FeedSource : public PieceSource {
 public:
  explicit FeedSource(ByteSource bytes) : bytes_(std::move(bytes)) {}

  DocumentStream::PieceItem next() override {
    if (!read_) {
      read_ = true;
      auto all = read_all(bytes_, kMaxFeedBytes);
      if (!all) return std::move(all).error();
      auto feed = parse_feed(*std::move(all), {}, {});
      if (!feed) {
        Error error = std::move(feed).error();
        error.source = bytes_.name();
        return error;
      }
      feed_ = *std::move(feed);
      if (feed_.cut)
        return Error{ErrorCode::kBadInput, "a damaged feed: read up to the damage", bytes_.name(),
                     0};
    }
    if (at_ == feed_.items.size()) {
      const std::size_t left_out = std::exchange(feed_.left_out, 0);
      if (left_out == 0) return std::monostate();
      return Error{ErrorCode::kLimit,
                   std::to_string(left_out) + " items left out: a feed may have " +
                       std::to_string(kMaxFeedItems),
                   bytes_.name(), at_};
    }
    Piece piece;
    piece.document = document_of_item(feed_.items[at_], feed_);
    piece.origin = {bytes_.name(), ++at_};
    return piece;
  }

 private:
  ByteSource bytes_;
  Feed feed_;
  std::size_t at_ = 0;
  bool read_ = false;
};

}  // namespace

Document document_of_item(const FeedItem& item, const Feed& feed) {
  Document document;
  document.url = item.url;
  document.id = item.url.empty() ? item.id : item.url;
  document.source = feed.title;
  document.author = item.author;
  document.lang = feed.lang;
  document.date = item.date;
  document.set_text(item.title, item.text);
  if (document.id.empty()) document.id = document.sha256;
  return document;
}

SourcePtr feed_source(ByteSource bytes) { return std::make_unique<FeedSource>(std::move(bytes)); }

}  // namespace entente
