// A feed: whatever comes in, what comes out is valid UTF-8, and addresses are http or https.
#include "entente/base/utf8.h"
#include "entente/ingest/feed.h"
#include "entente/ingest/robots.h"
#include "fuzz/fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace entente;
  const fuzz::ExactBytes bytes(fuzz::as_text(data, size));
  const auto feed = parse_feed(std::string(bytes.view()), "", "https://example.org/feed");
  if (feed) {
    FUZZ_CHECK(feed->items.size() <= kMaxFeedItems);
    for (const FeedItem& item : feed->items) {
      FUZZ_CHECK(item.url.empty() || item.url.starts_with("http://") ||
                 item.url.starts_with("https://"));
      FUZZ_CHECK(is_valid_utf8(item.title) && is_valid_utf8(item.text) &&
                 is_valid_utf8(item.author));
    }
  }
  feeds_of_list(std::string(bytes.view()));
  Robots::parse(bytes.view(), "entente").allows("/a/b?c");
  return 0;
}
