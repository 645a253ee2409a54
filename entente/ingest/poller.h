// Feeds, polled: what is due is fetched, what is new becomes pieces. Sites are treated as they ask:
// conditional requests (ETag, Last-Modified), Retry-After, robots.txt, a second between two
// requests to one host, longer and longer pauses after failures. What was seen lies in a small
// file, so a restart asks for nothing twice. One thread; a second door of ingest/ beside ingest.h.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "entente/base/result.h"
#include "entente/ingest/fetch.h"
#include "entente/ingest/ingest.h"

namespace entente {

struct PollOptions {
  std::string state_path;       // written by save()
  std::uint32_t every_s = 900;  // between two looks at a feed
  bool pages = true;            // fetch the items' pages; false: what the feed itself says
  std::uint32_t host_pause_ms = 1000;
  bool robots = true;
  FetchOptions fetch;
};

struct PollCounts {
  std::uint64_t fetched = 0, unchanged = 0, failed = 0, refused_by_robots = 0, items = 0, bytes = 0;
};

class Poller {
 public:
  // `sources`: addresses of feeds, OPML files, or lists of addresses. kNotFound, kIo: a file;
  // kBadInput: a state that is damaged (it is left as it is), no feed at all.
  static Result<Poller> open(const std::vector<std::string>& sources, PollOptions options);
  Poller(Poller&&) noexcept;
  Poller& operator=(Poller&&) noexcept;
  ~Poller();

  struct Wait {
    std::uint64_t ms = 0;  // until something may be done
    bool idle = false;     // nothing is due: no feed, no page
  };
  // Does what is due, up to the next thing to tell: a piece; an Error to be told (nothing ends by
  // it); a Wait. `now_s`: seconds since 1970.
  std::variant<Piece, Error, Wait> next(std::int64_t now_s);

  // The state as it is now, written whole. Call it when the pieces so far are kept.
  Status save();
  std::size_t feeds() const;
  const PollCounts& counts() const;

 private:
  Poller();
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace entente
