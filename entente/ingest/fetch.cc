// Tested by fetch_test.cc against a server of its own that misbehaves.
#include "entente/ingest/fetch.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <netinet/in.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <mutex>

#include "entente/base/utf8.h"
#include "entente/ingest/http_message.h"

namespace entente {
namespace {

constexpr std::size_t kMaxHeadBytes = 64 * 1024, kMaxUrlBytes = 8 * 1024;
constexpr long kConnectTimeoutMs = 10'000, kSlowBytes = 100, kSlowSeconds = 15;

struct Range4 {
  std::uint32_t address;
  int bits;
};
// IANA's registry of special-purpose addresses, and multicast.
constexpr Range4 kNotPublic[] = {
    {0x00000000, 8},  {0x0A000000, 8},  {0x64400000, 10}, {0x7F000000, 8},  {0xA9FE0000, 16},
    {0xAC100000, 12}, {0xC0000000, 24}, {0xC0000200, 24}, {0xC0586300, 24}, {0xC0A80000, 16},
    {0xC6120000, 15}, {0xC6336400, 24}, {0xCB007100, 24}, {0xE0000000, 4},  {0xF0000000, 4},
};

bool is_public4(std::uint32_t address) {
  return std::none_of(std::begin(kNotPublic), std::end(kNotPublic), [&](const Range4& range) {
    return (address ^ range.address) >> (32 - range.bits) == 0;
  });
}

bool is_public6(const unsigned char* bytes) {
  const auto v4_at = [&](int i) {
    return static_cast<std::uint32_t>(bytes[i]) << 24 |
           static_cast<std::uint32_t>(bytes[i + 1]) << 16 |
           static_cast<std::uint32_t>(bytes[i + 2]) << 8 | bytes[i + 3];
  };
  constexpr unsigned char kMapped[12] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
  constexpr unsigned char kNat64[12] = {0, 0x64, 0xFF, 0x9B};
  if (std::memcmp(bytes, kMapped, 12) == 0 || std::memcmp(bytes, kNat64, 12) == 0)
    return is_public4(v4_at(12));
  if ((bytes[0] & 0xE0) != 0x20) return false;  // global unicast is 2000::/3
  if (bytes[0] == 0x20 && bytes[1] == 0x01 && bytes[2] < 0x02)
    return false;  // 2001::/23: Teredo and the like
  if (bytes[0] == 0x20 && bytes[1] == 0x01 && bytes[2] == 0x0D && bytes[3] == 0xB8) return false;
  if (bytes[0] == 0x20 && bytes[1] == 0x02) return is_public4(v4_at(2));  // 6to4
  return true;
}

// curl's addresses, freed.
struct Url {
  CURLU* handle = ::curl_url();
  Url() = default;
  Url(const Url&) = delete;
  Url& operator=(const Url&) = delete;
  ~Url() { ::curl_url_cleanup(handle); }
  bool set(const std::string& text) {
    return ::curl_url_set(handle, CURLUPART_URL, text.c_str(), 0) == CURLUE_OK;
  }
  std::string part(CURLUPart which, unsigned flags = 0) const {
    char* text = nullptr;
    if (::curl_url_get(handle, which, &text, flags) != CURLUE_OK) return {};
    std::string out = text;
    ::curl_free(text);
    return out;
  }
};

void start_curl() {
  static std::once_flag once;
  std::call_once(once, [] { ::curl_global_init(CURL_GLOBAL_DEFAULT); });
}

}  // namespace

struct Fetcher::State {
  FetchOptions options;
  CURL* curl = nullptr;
  std::string body;
  std::size_t head_bytes = 0;
  bool refused_address = false, too_long = false;

  ~State() { ::curl_easy_cleanup(curl); }

  static std::size_t on_body(char* data, std::size_t, std::size_t size, void* self) {
    auto& state = *static_cast<State*>(self);
    state.too_long = state.body.size() + size > state.options.max_bytes;
    if (state.too_long) return 0;
    state.body.append(data, size);
    return size;
  }
  static std::size_t on_head(char*, std::size_t, std::size_t size, void* self) {
    auto& state = *static_cast<State*>(self);
    state.head_bytes += size;
    state.too_long = state.head_bytes > kMaxHeadBytes;
    return state.too_long ? 0 : size;
  }
  static int on_progress(void* self, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
    const auto& stopped = static_cast<State*>(self)->options.stopped;
    return stopped && stopped() ? 1 : 0;
  }
  static curl_socket_t on_socket(void* self, curlsocktype, curl_sockaddr* address) {
    auto& state = *static_cast<State*>(self);
    const auto& allow = state.options.allow_address;
    if (allow ? !allow(address->addr) : !is_public_address(address->addr)) {
      state.refused_address = true;
      return CURL_SOCKET_BAD;
    }
    return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
  }

  Status check(const std::string& url) const {
    const auto refuse = [&](const std::string& why) {
      return Error{ErrorCode::kLimit, why, repair_utf8(url.substr(0, 300)), 0};
    };
    if (url.size() > kMaxUrlBytes) return refuse("an address of more than 8 KiB");
    Url parsed;
    if (!parsed.set(url)) return refuse("no address");
    const std::string scheme = parsed.part(CURLUPART_SCHEME);
    if (scheme != "http" && scheme != "https") return refuse("neither http nor https");
    if (!parsed.part(CURLUPART_USER).empty() || !parsed.part(CURLUPART_PASSWORD).empty())
      return refuse("an address with a user's name");
    const std::string port = parsed.part(CURLUPART_PORT, CURLU_DEFAULT_PORT);
    const auto number = static_cast<std::uint16_t>(std::strtoul(port.c_str(), nullptr, 10));
    const auto& allowed = options.ports;
    if (number != 80 && number != 443 &&
        std::find(allowed.begin(), allowed.end(), number) == allowed.end())
      return refuse("port " + port + " is not allowed");
    return ok_status();
  }

  std::string header(const char* name) const {
    curl_header* found = nullptr;
    if (::curl_easy_header(curl, name, 0, CURLH_HEADER, -1, &found) != CURLHE_OK) return {};
    return repair_utf8(found->value);
  }

  Result<Fetched> once(const std::string& url, const std::string& etag,
                       const std::string& last_modified) {
    body.clear();
    head_bytes = 0;
    refused_address = too_long = false;
    curl_slist* headers =
        ::curl_slist_append(nullptr,
                            "Accept: text/html, application/xhtml+xml, application/rss+xml, "
                            "application/atom+xml, application/xml;q=0.9, */*;q=0.5");
    if (!etag.empty()) headers = ::curl_slist_append(headers, ("If-None-Match: " + etag).c_str());
    if (!last_modified.empty())
      headers = ::curl_slist_append(headers, ("If-Modified-Since: " + last_modified).c_str());
    ::curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
    ::curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
    CURLcode code = ::curl_easy_perform(curl);
    // A kept connection that the server closed meanwhile is no failure of the server: once more,
    // on a new one.
    long connects = 0;
    ::curl_easy_getinfo(curl, CURLINFO_NUM_CONNECTS, &connects);
    const bool died =
        code == CURLE_SEND_ERROR || code == CURLE_RECV_ERROR || code == CURLE_GOT_NOTHING;
    if (died && connects == 0 && body.empty()) {
      ::curl_easy_setopt(curl, CURLOPT_FRESH_CONNECT, 1L);
      code = ::curl_easy_perform(curl);
      ::curl_easy_setopt(curl, CURLOPT_FRESH_CONNECT, 0L);
    }
    ::curl_slist_free_all(headers);
    const auto fail = [&](ErrorCode kind, std::string why) {
      return Error{kind, std::move(why), url, body.size()};
    };
    if (refused_address && code != CURLE_OK)
      return fail(ErrorCode::kLimit, "an address that is not public");
    if (too_long)
      return fail(ErrorCode::kLimit,
                  "more than " + std::to_string(options.max_bytes >> 20) + " MiB");
    if (code == CURLE_OPERATION_TIMEDOUT) return fail(ErrorCode::kLimit, "too slow");
    if (code == CURLE_ABORTED_BY_CALLBACK) return fail(ErrorCode::kIo, "stopped");
    if (code != CURLE_OK) return fail(ErrorCode::kIo, ::curl_easy_strerror(code));
    Fetched out;
    long status = 0;
    ::curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    out.status = static_cast<int>(status);
    out.url = url;
    out.body = std::move(body);
    HttpHead head;
    read_content_type(header("Content-Type"), head);
    out.content_type = std::move(head.content_type);
    out.charset = std::move(head.charset);
    out.etag = header("ETag");
    out.last_modified = header("Last-Modified");
    curl_off_t retry = 0;
    if (::curl_easy_getinfo(curl, CURLINFO_RETRY_AFTER, &retry) == CURLE_OK && retry > 0)
      out.retry_after_s = static_cast<std::uint32_t>(std::min<curl_off_t>(retry, 86'400));
    return out;
  }
};

Fetcher::Fetcher(FetchOptions options) : state_(std::make_unique<State>()) {
  start_curl();
  State& state = *state_;
  state.options = std::move(options);
  state.curl = ::curl_easy_init();
  CURL* curl = state.curl;
  ::curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  ::curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  ::curl_easy_setopt(curl, CURLOPT_PROXY, "");  // a proxy would make the check of addresses void
  ::curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);  // each step is checked here
  ::curl_easy_setopt(curl, CURLOPT_USERAGENT, state.options.user_agent.c_str());
  ::curl_easy_setopt(curl, CURLOPT_ACCEPT_ENCODING, "gzip, deflate");
  ::curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS,
                     std::min<long>(kConnectTimeoutMs, state.options.timeout_ms));
  ::curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(state.options.timeout_ms));
  ::curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, kSlowBytes);
  ::curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, kSlowSeconds);
  ::curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, State::on_body);
  ::curl_easy_setopt(curl, CURLOPT_WRITEDATA, &state);
  ::curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, State::on_head);
  ::curl_easy_setopt(curl, CURLOPT_HEADERDATA, &state);
  ::curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, State::on_socket);
  ::curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, &state);
  ::curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
  ::curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, State::on_progress);
  ::curl_easy_setopt(curl, CURLOPT_XFERINFODATA, &state);
}
Fetcher::Fetcher(Fetcher&&) noexcept = default;
Fetcher& Fetcher::operator=(Fetcher&&) noexcept = default;
Fetcher::~Fetcher() = default;

Result<Fetched> Fetcher::get(const std::string& url, const std::string& etag,
                             const std::string& last_modified) {
  std::string at = url;
  for (std::uint32_t step = 0; step <= state_->options.max_redirects; ++step) {
    ENTENTE_CHECK(state_->check(at));
    auto fetched = state_->once(at, etag, last_modified);
    if (!fetched) return fetched;
    const bool moved = fetched->status == 301 || fetched->status == 302 || fetched->status == 303 ||
                       fetched->status == 307 || fetched->status == 308;
    if (!moved) return fetched;
    const std::string location = resolve_url(at, state_->header("Location"));
    if (location.empty()) return Error{ErrorCode::kIo, "a redirect to nowhere", at, 0};
    at = location;
  }
  return Error{ErrorCode::kLimit,
               "more than " + std::to_string(state_->options.max_redirects) + " redirects", url, 0};
}

bool is_public_address(const sockaddr& address) {
  if (address.sa_family == AF_INET) {
    sockaddr_in v4{};
    std::memcpy(&v4, &address, sizeof v4);
    return is_public4(ntohl(v4.sin_addr.s_addr));
  }
  if (address.sa_family != AF_INET6) return false;
  sockaddr_in6 v6{};
  std::memcpy(&v6, &address, sizeof v6);
  return is_public6(v6.sin6_addr.s6_addr);
}

std::string resolve_url(std::string_view base, std::string_view relative) {
  if (base.empty()) return std::string(relative);
  start_curl();
  Url url;
  if (relative.empty() || relative.size() > kMaxUrlBytes || !url.set(std::string(base)) ||
      !url.set(std::string(relative)))
    return {};
  ::curl_url_set(url.handle, CURLUPART_FRAGMENT, nullptr, 0);
  const std::string scheme = url.part(CURLUPART_SCHEME);
  return scheme == "http" || scheme == "https" ? url.part(CURLUPART_URL) : std::string();
}

std::string origin_of(const std::string& url) {
  Url parsed;
  if (!parsed.set(url)) return {};
  return parsed.part(CURLUPART_SCHEME) + "://" + parsed.part(CURLUPART_HOST) + ":" +
         parsed.part(CURLUPART_PORT, CURLU_DEFAULT_PORT);
}

std::string path_of(const std::string& url) {
  Url parsed;
  if (!parsed.set(url)) return "/";
  const std::string query = parsed.part(CURLUPART_QUERY);
  return parsed.part(CURLUPART_PATH) + (query.empty() ? "" : "?" + query);
}

}  // namespace entente
