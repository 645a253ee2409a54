// Fetching from servers that nobody vouches for: http and https alone, public addresses alone
// (checked when the connection is made, so no name can change its mind in between), bounded
// redirects, bytes and time. Only fetch.cc knows libcurl.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "entente/base/result.h"

struct sockaddr;

namespace entente {

struct FetchOptions {
  // Which addresses may be connected to; none given: those that are public.
  std::function<bool(const sockaddr&)> allow_address;
  std::vector<std::uint16_t> ports;     // allowed beside 80 and 443
  std::uint64_t max_bytes = 16u << 20;  // of a body, unpacked
  std::uint32_t timeout_ms = 30'000;    // of one request, redirects apart
  std::uint32_t max_redirects = 5;
  std::string user_agent = "entente/0.1 (news reader)";
  std::function<bool()> stopped;  // optional, asked often: true ends a transfer
};

struct Fetched {
  int status = 0;
  std::string url;                 // after redirects
  std::string body, content_type;  // the type lower case, without parameters
  std::string charset;
  std::string etag, last_modified;  // to send back next time
  std::uint32_t retry_after_s = 0;
};

// One a thread; keeps connections.
class Fetcher {
 public:
  explicit Fetcher(FetchOptions options);
  Fetcher(Fetcher&&) noexcept;
  Fetcher& operator=(Fetcher&&) noexcept;
  ~Fetcher();

  // Whatever status the server gives. `etag`, `last_modified`: of the copy that is here; then 304
  // may come. kLimit: an address, port or scheme that is not allowed, too many redirects, bytes or
  // seconds; kIo: all else that goes wrong on the way.
  Result<Fetched> get(const std::string& url, const std::string& etag = {},
                      const std::string& last_modified = {});

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// A public unicast address of IPv4 or IPv6: not this host, local, shared, reserved, multicast, or
// IPv4 of such a kind inside IPv6.
bool is_public_address(const sockaddr& address);

// `relative` against `base`; "" if it is no address of http or https. Without a base, `relative` as
// it is.
std::string resolve_url(std::string_view base, std::string_view relative);
// "https://host:port" of an address, "" if it has none.
std::string origin_of(const std::string& url);
std::string path_of(const std::string& url);  // with its query

}  // namespace entente
