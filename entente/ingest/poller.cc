// A feed is due at a time; a look at it puts its new items into a queue; each item's page is
// fetched when its host may be asked again. An item is remembered by a hash of its address once its
// piece has been given out. The state is text, a line a feed:
//   feed <tab> address <tab> next look <tab> failures <tab> ETag <tab> Last-Modified <tab> hashes
//   of items, parted by blanks
// Tested by fetch_test.cc.
#include "entente/ingest/poller.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <deque>
#include <map>
#include <unordered_set>

#include "entente/base/file.h"
#include "entente/base/hash.h"
#include "entente/base/utf8.h"
#include "entente/ingest/feed.h"
#include "entente/ingest/http_message.h"
#include "entente/ingest/robots.h"

namespace entente {
namespace {

constexpr std::string_view kHeader = "# entente watch, state 1";
constexpr std::size_t kMaxSeen = 4000, kMaxStateBytes = 256u << 20, kMaxListBytes = 16u << 20;
constexpr std::int64_t kDayS = 86'400, kRobotsAgeS = kDayS, kTroubleAgeS = 600,
                       kGoneS = 365 * kDayS;

using Hash = std::string;  // 16 hexadecimal digits
Hash hash_of(std::string_view text) { return sha256_hex(text).substr(0, 16); }

std::int64_t number_of(std::string_view text) {
  std::int64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

std::string cell_of(std::string text) {
  for (char& c : text)
    if (c == '\t' || c == '\n' || c == '\r') c = ' ';
  return text;
}

std::vector<std::string_view> split(std::string_view text, char mark) {
  std::vector<std::string_view> out;
  for (;;) {
    const std::size_t end = text.find(mark);
    out.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return out;
    text.remove_prefix(end + 1);
  }
}

struct FeedState {
  std::string url, etag, last_modified;
  std::int64_t due_s = 0;
  std::uint32_t failures = 0;
  std::deque<Hash> order;  // of items seen, the oldest first
  std::unordered_set<Hash> seen;

  void remember(const Hash& hash) {
    if (!seen.insert(hash).second) return;
    order.push_back(hash);
    if (order.size() <= kMaxSeen) return;
    seen.erase(order.front());
    order.pop_front();
  }
};

struct Host {
  std::int64_t next_ms = 0;  // when it may be asked again
  std::int64_t robots_until_s = -1;
  std::string trouble;  // why robots.txt could not be had; "" it was, or there is none
  Robots robots;
};

struct Item {
  std::size_t feed = 0;
  FeedItem item;
  std::string feed_title, feed_lang;
};

std::int64_t clock_ms() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(
             std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

}  // namespace

struct Poller::State {
  explicit State(PollOptions given) : options(std::move(given)), fetcher(options.fetch) {}

  PollOptions options;
  Fetcher fetcher;
  std::vector<FeedState> feeds;
  std::map<std::string, Host> hosts;  // by origin
  std::deque<Item> items;
  PollCounts counts;
  std::map<std::string, std::string>
      kept_lines;  // of feeds that are not asked for now: their state stays

  using Step = std::variant<Piece, Error, Wait>;

  Status load() {
    auto text = read_file(options.state_path, kMaxStateBytes);
    if (!text)
      return text.error().code == ErrorCode::kNotFound ? ok_status() : Status(text.error());
    std::vector<std::string_view> lines = split(*text, '\n');
    if (lines.front() != kHeader)
      return Error{ErrorCode::kBadInput, "not a state of entente watch, or of another version",
                   options.state_path, 0};
    std::map<std::string_view, FeedState*> by_url;
    for (FeedState& feed : feeds) by_url[feed.url] = &feed;
    for (std::size_t i = 1; i < lines.size(); ++i) {
      if (lines[i].empty()) continue;
      const auto cells = split(lines[i], '\t');
      if (cells.size() != 7 || cells[0] != "feed")
        return Error{ErrorCode::kBadInput, "a damaged line", options.state_path, i + 1};
      const auto found = by_url.find(cells[1]);
      if (found == by_url.end()) {
        kept_lines[std::string(cells[1])] = std::string(lines[i]);
        continue;
      }
      FeedState& feed = *found->second;
      feed.due_s = number_of(cells[2]);
      feed.failures = static_cast<std::uint32_t>(number_of(cells[3]));
      feed.etag = cells[4], feed.last_modified = cells[5];
      for (const std::string_view hash : split(cells[6], ' '))
        if (hash.size() == 16) feed.remember(Hash(hash));
    }
    return ok_status();
  }

  // The next look after a failure: twice as long each time, at most a day; a site's own word counts
  // for more.
  void put_off(FeedState& feed, std::int64_t now_s, std::uint32_t retry_after_s) {
    ++counts.failed;
    feed.failures = std::min<std::uint32_t>(feed.failures + 1, 30);
    const std::int64_t pause =
        std::min<std::int64_t>(kDayS, static_cast<std::int64_t>(options.every_s)
                                          << std::min<std::uint32_t>(feed.failures, 10));
    feed.due_s = now_s + std::max<std::int64_t>(pause, retry_after_s);
  }

  // Whether the host may be asked now, and for this; it is asked for robots.txt first.
  enum class Leave : std::uint8_t { kYes, kNo, kLater };
  Leave may_ask(const std::string& url, std::int64_t now_s) {
    Host& host = hosts[origin_of(url)];
    if (clock_ms() < host.next_ms) return Leave::kLater;
    if (options.robots && host.robots_until_s < now_s) {
      auto fetched = fetcher.get(resolve_url(url, "/robots.txt"));
      host.robots_until_s = now_s + kRobotsAgeS;
      // RFC 9309, 2.3.1: none to be had: all is allowed; a server in trouble: nothing is.
      const bool trouble =
          !fetched ? fetched.error().code == ErrorCode::kIo : fetched->status >= 500;
      host.robots = fetched && fetched->status == 200 ? Robots::parse(fetched->body, "entente")
                    : trouble                         ? Robots::refuse_all()
                                                      : Robots::allow_all();
      host.trouble = !trouble   ? std::string()
                     : !fetched ? fetched.error().message
                                : "HTTP status " + std::to_string(fetched->status);
      if (trouble) host.robots_until_s = now_s + kTroubleAgeS;
      pause(host);
      if (!fetched && fetched.error().code == ErrorCode::kLimit)
        return Leave::kYes;  // the request itself will tell
    }
    return !options.robots || host.robots.allows(path_of(url)) ? Leave::kYes : Leave::kNo;
  }

  void pause(Host& host) {
    host.next_ms = clock_ms() + std::max<std::int64_t>(options.host_pause_ms,
                                                       1000LL * host.robots.crawl_delay_s());
  }

  std::optional<Step> look_at(FeedState& feed, std::size_t index, std::int64_t now_s) {
    switch (may_ask(feed.url, now_s)) {
      case Leave::kLater:
        return std::nullopt;
      case Leave::kNo:
        // A host that is down is no host that says no: it is asked again as after any failure.
        if (const std::string& trouble = hosts[origin_of(feed.url)].trouble; !trouble.empty()) {
          put_off(feed, now_s, 0);
          return Error{ErrorCode::kIo, "its host's robots.txt cannot be had: " + trouble, feed.url,
                       0};
        }
        ++counts.refused_by_robots;
        put_off(feed, now_s, kDayS);
        return Error{ErrorCode::kLimit, "robots.txt asks to leave it alone: tried again in a day",
                     feed.url, 0};
      case Leave::kYes:
        break;
    }
    auto fetched = fetcher.get(feed.url, feed.etag, feed.last_modified);
    pause(hosts[origin_of(feed.url)]);
    if (!fetched) {
      put_off(feed, now_s, 0);
      return std::move(fetched).error();
    }
    counts.bytes += fetched->body.size();
    if (fetched->status == 304) {
      ++counts.unchanged;
      feed.failures = 0, feed.due_s = now_s + options.every_s;
      return std::nullopt;
    }
    if (fetched->status != 200) {
      put_off(feed, now_s, fetched->status == 410 ? kGoneS : fetched->retry_after_s);
      return Error{ErrorCode::kIo, "HTTP status " + std::to_string(fetched->status), feed.url, 0};
    }
    auto parsed = parse_feed(std::move(fetched->body), fetched->charset, fetched->url);
    if (!parsed) {
      put_off(feed, now_s, 0);
      return std::move(parsed).error();
    }
    ++counts.fetched;
    feed.failures = 0,
    feed.due_s = now_s + std::max<std::int64_t>(options.every_s, fetched->retry_after_s);
    feed.etag = cell_of(fetched->etag), feed.last_modified = cell_of(fetched->last_modified);
    for (FeedItem& item : parsed->items) {
      const std::string& key = item.url.empty() ? item.id : item.url;
      if (!feed.seen.contains(hash_of(key)))
        items.push_back({index, std::move(item), parsed->title, parsed->lang});
    }
    return std::nullopt;
  }

  Step give(Item item, std::int64_t now_s, bool page_refused) {
    FeedState& feed = feeds[item.feed];
    Feed around;
    around.title = item.feed_title, around.lang = item.feed_lang;
    Piece piece;
    piece.document = document_of_item(item.item, around);
    piece.document.collected = static_cast<Day>(now_s / kDayS);
    piece.origin = {feed.url, 0};
    feed.remember(hash_of(item.item.url.empty() ? item.item.id : item.item.url));
    ++counts.items;
    if (page_refused)
      piece.document.warnings.push_back(
          "robots.txt asks to leave the page alone: the feed's own text");
    if (!options.pages || item.item.url.empty() || page_refused) return piece;
    auto fetched = fetcher.get(item.item.url);
    pause(hosts[origin_of(item.item.url)]);
    const std::string why = !fetched ? fetched.error().message
                            : fetched->status != 200
                                ? "HTTP status " + std::to_string(fetched->status)
                            : fetched->content_type.find("html") == std::string::npos
                                ? "it is no page but `" + fetched->content_type.substr(0, 60) + "`"
                                : "";
    if (!why.empty()) {
      piece.document.warnings.push_back("the page could not be had (" + why +
                                        "): the feed's own text");
      return piece;
    }
    counts.bytes += fetched->body.size();
    piece.is_page = true;
    piece.page = std::move(fetched->body);
    piece.charset = std::move(fetched->charset);
    return piece;
  }

  Step next(std::int64_t now_s) {
    std::int64_t soonest_ms = INT64_MAX;
    const auto later = [&](const std::string& url) {
      soonest_ms = std::min(soonest_ms, hosts[origin_of(url)].next_ms - clock_ms());
    };
    for (std::size_t i = 0; i < feeds.size(); ++i) {
      FeedState& feed = feeds[i];
      if (feed.due_s > now_s) continue;
      if (options.fetch.stopped && options.fetch.stopped()) return Wait{0};
      if (auto told = look_at(feed, i, now_s)) return *std::move(told);
      if (feed.due_s <= now_s) later(feed.url);
    }
    for (std::size_t i = 0; i < items.size(); ++i) {
      const std::string url = items[i].item.url;
      const Leave leave = !options.pages || url.empty() ? Leave::kYes : may_ask(url, now_s);
      if (leave == Leave::kLater) {
        later(url);
        continue;
      }
      Item item = std::move(items[i]);
      items.erase(items.begin() + static_cast<std::ptrdiff_t>(i));
      counts.refused_by_robots += leave == Leave::kNo;
      return give(std::move(item), now_s, leave == Leave::kNo);
    }
    bool idle = items.empty();
    for (const FeedState& feed : feeds) {
      idle = idle && feed.due_s > now_s;
      if (feed.due_s > now_s) soonest_ms = std::min(soonest_ms, (feed.due_s - now_s) * 1000);
    }
    return Wait{static_cast<std::uint64_t>(std::clamp<std::int64_t>(soonest_ms, 1, kDayS * 1000)),
                idle};
  }
};

Poller::Poller() = default;
Poller::Poller(Poller&&) noexcept = default;
Poller& Poller::operator=(Poller&&) noexcept = default;
Poller::~Poller() = default;

Result<Poller> Poller::open(const std::vector<std::string>& sources, PollOptions options) {
  Poller poller;
  poller.state_ = std::make_unique<State>(std::move(options));
  std::unordered_set<std::string> known;
  const auto add = [&](const std::string& url) {
    if (!known.insert(url).second) return;
    FeedState feed;
    feed.url = cell_of(repair_utf8(url));
    poller.state_->feeds.push_back(std::move(feed));
  };
  for (const std::string& source : sources) {
    if (source.starts_with("http://") || source.starts_with("https://")) {
      add(source);
      continue;
    }
    ENTENTE_TRY(const std::string text, read_file(source, kMaxListBytes));
    for (const std::string& url : feeds_of_list(text)) add(url);
  }
  if (poller.state_->feeds.empty())
    return Error{ErrorCode::kBadInput, "no feed is named", sources.empty() ? "" : sources.front(),
                 0};
  ENTENTE_CHECK(poller.state_->load());
  return poller;
}

std::variant<Piece, Error, Poller::Wait> Poller::next(std::int64_t now_s) {
  return state_->next(now_s);
}

Status Poller::save() {
  std::string text(kHeader);
  text += '\n';
  for (const FeedState& feed : state_->feeds) {
    // Items that are still in the queue have to be met again: their feed is asked without its
    // marks.
    const bool whole =
        std::none_of(state_->items.begin(), state_->items.end(),
                     [&](const Item& item) { return &state_->feeds[item.feed] == &feed; });
    text += "feed\t" + feed.url + "\t" + std::to_string(whole ? feed.due_s : 0) + "\t" +
            std::to_string(feed.failures) + "\t" + (whole ? feed.etag : "") + "\t" +
            (whole ? feed.last_modified : "") + "\t";
    for (std::size_t i = 0; i < feed.order.size(); ++i) text += (i == 0 ? "" : " ") + feed.order[i];
    text += '\n';
  }
  for (const auto& [url, line] : state_->kept_lines) text += line + '\n';
  return write_file_atomic(state_->options.state_path, text);
}

std::size_t Poller::feeds() const { return state_->feeds.size(); }
const PollCounts& Poller::counts() const { return state_->counts; }

}  // namespace entente
