// Feeds: RSS 0.9x, 1.0 (RDF), 2.0, Atom, JSON Feed. Only feed.cc knows the XML library. No document
// type is read, no entity is expanded but XML's own five, nothing is fetched.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "entente/base/date.h"
#include "entente/base/result.h"
#include "entente/record/document.h"

namespace entente {

inline constexpr std::uint64_t kMaxFeedBytes = 16u << 20;
inline constexpr std::size_t kMaxFeedItems = 20'000;

struct FeedItem {
  std::string url,
      id;  // address (made whole against the feed's, if that is known); guid or id, "" absent
  std::string title, text,
      author;  // text: plain paragraphs of the fullest text that the feed gives
  std::optional<Day> date;
};

struct Feed {
  std::string title, lang;
  std::vector<FeedItem> items;
  std::size_t left_out = 0;  // items above kMaxFeedItems
  bool cut = false;          // the XML is damaged: items from behind the damage are missing
};

// `bytes` as they came, `charset` as the surroundings declare it, `url` of the feed ("" unknown).
// kBadInput: no feed; kLimit.
Result<Feed> parse_feed(std::string bytes, std::string_view charset, std::string_view url);

// An item as the feed itself tells it; its id is its address.
Document document_of_item(const FeedItem& item, const Feed& feed);

// Whether the first bytes are a feed's, of XML or JSON.
bool looks_like_feed(std::string_view first);

// Addresses of feeds in an OPML file, or in a list, one a line, `#` begins a comment.
std::vector<std::string> feeds_of_list(const std::string& text);

}  // namespace entente
