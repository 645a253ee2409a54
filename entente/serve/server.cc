// libmicrohttpd runs a pool of threads, each with many connections over epoll; a thread that
// computes an answer keeps its other connections waiting for as long as one question may take, and
// no longer. There is a thread more than questions at once, so that what is kept in memory always
// finds one. Tested by serve_test.cc.
#include <arpa/inet.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <sys/resource.h>

#include <algorithm>
#include <cerrno>
#include <condition_variable>
#include <cstring>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include "entente/base/file.h"
#include "entente/record/json_out.h"
#include "entente/serve/api.h"
#include "entente/serve/changes.h"
#include "entente/serve/connections.h"
#include "entente/serve/pages.h"
#include "entente/serve/serve.h"

namespace entente {
namespace {

using Clock = std::chrono::steady_clock;
constexpr std::size_t kMaxHeadBytes = 32u << 10;
constexpr auto kHeartbeat = std::chrono::seconds(15);
constexpr std::string_view kChangesPath = "/api/v1/changes";

// No script, style, font or picture from anywhere else, none inside the page; nothing may frame it;
// DOM sinks take no text as markup.
constexpr const char* kPagePolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src "
    "'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for "
    "'script'; trusted-types 'none'";
constexpr const char* kDataPolicy = "default-src 'none'; frame-ancestors 'none'";

constexpr std::pair<const char*, const char*> kHeaders[] = {
    {"X-Content-Type-Options", "nosniff"},
    {"Referrer-Policy", "no-referrer"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    {"X-Frame-Options", "DENY"},
    {"Permissions-Policy", "camera=(), geolocation=(), microphone=()"},
};

struct Request {
  std::string target;
  bool seen = false;
};

int socket_of(MHD_Connection* connection) {
  const MHD_ConnectionInfo* const info =
      MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
  return info != nullptr ? info->connect_fd : -1;
}

std::string_view header(MHD_Connection* connection, const char* name) {
  const char* const value = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, name);
  return value != nullptr ? value : "";
}

// A host's name without its port: "localhost:8765", "[::1]:8765".
std::string_view name_of_host(std::string_view host) {
  if (!host.empty() && host[0] == '[')
    return host.substr(0, std::min(host.find(']'), host.size() - 1) + 1);
  return host.substr(0, host.find(':'));
}

bool takes_gzip(std::string_view accept) {
  const std::size_t at = accept.find("gzip");
  if (at == std::string_view::npos) return false;
  return accept.substr(at + 4, 4) != ";q=0" || accept.substr(at + 8, 1) == ".";
}

struct Address {
  sockaddr_storage storage{};
  bool v6 = false, loopback = false;
};

Result<Address> parse_address(const std::string& text, std::uint16_t port) {
  Address address;
  auto* const v4 = reinterpret_cast<sockaddr_in*>(&address.storage);
  auto* const v6 = reinterpret_cast<sockaddr_in6*>(&address.storage);
  if (::inet_pton(AF_INET, text.c_str(), &v4->sin_addr) == 1) {
    v4->sin_family = AF_INET;
    v4->sin_port = htons(port);
    address.loopback = (ntohl(v4->sin_addr.s_addr) >> 24) == 127;
    return address;
  }
  if (::inet_pton(AF_INET6, text.c_str(), &v6->sin6_addr) == 1) {
    v6->sin6_family = AF_INET6;
    v6->sin6_port = htons(port);
    address.v6 = true;
    address.loopback = IN6_IS_ADDR_LOOPBACK(&v6->sin6_addr) != 0;
    return address;
  }
  return Error{ErrorCode::kBadInput, "expected an address in numbers, as 127.0.0.1 or ::1", text,
               0};
}

// A socket a connection, and what DuckDB and the journal have open.
void allow_files(std::uint32_t connections) {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  const rlim_t wanted = std::min<rlim_t>(limit.rlim_max, connections + 256);
  if (limit.rlim_cur >= wanted) return;
  limit.rlim_cur = wanted;
  ::setrlimit(RLIMIT_NOFILE, &limit);
}

}  // namespace

struct MapServer::State {
  State(MapDatabase opened, const ServeOptions& asked)
      : options(asked),
        database(std::move(opened)),
        api(database),
        connections(asked.head_time, asked.answer_time) {}
  ~State();

  static MHD_Result on_request(void* self, MHD_Connection* connection, const char* target,
                               const char* method, const char* version, const char* upload,
                               std::size_t* upload_size, void** slot);
  MHD_Result handle(MHD_Connection* connection, const char* method, Request& request);
  MHD_Result send(MHD_Connection* connection, const Answer& answer);
  MHD_Result send_page(MHD_Connection* connection, const Page& page);
  MHD_Result send_changes(MHD_Connection* connection);
  MHD_Result queue(MHD_Connection* connection, unsigned status, MHD_Response* response,
                   const char* policy);
  bool knows_host(std::string_view host) const;
  std::string state_event() const;
  void keep_up(const std::stop_token& stop);

  ServeOptions options;
  bool loopback = true;
  std::string url;
  MapDatabase database;
  Api api;
  std::optional<Pages> pages;
  Connections connections;
  Changes changes;
  MHD_Daemon* daemon = nullptr;
  std::mutex wake_mutex;
  std::condition_variable_any wake;
  std::jthread keeper;
};

namespace {

// --- What libmicrohttpd calls ---

void* on_target(void*, const char* target, MHD_Connection*) { return new Request{target}; }

void on_connection(void* self, MHD_Connection* connection, void**,
                   MHD_ConnectionNotificationCode code) {
  auto& connections = *static_cast<Connections*>(self);
  const int socket = socket_of(connection);
  code == MHD_CONNECTION_NOTIFY_STARTED ? connections.opened(socket) : connections.closing(socket);
}

void on_completed(void* self, MHD_Connection* connection, void** slot,
                  MHD_RequestTerminationCode code) {
  if (code == MHD_REQUEST_TERMINATED_COMPLETED_OK)
    static_cast<Connections*>(self)->answered(socket_of(connection));
  delete static_cast<Request*>(*slot);  // made by on_target for C to carry
  *slot = nullptr;
}

void release_text(void* text) { delete static_cast<std::shared_ptr<const std::string>*>(text); }

// The text is shared, not copied; it lives as long as the response.
MHD_Response* response_of(std::shared_ptr<const std::string> text) {
  auto kept = std::make_unique<std::shared_ptr<const std::string>>(std::move(text));
  char* const bytes =
      const_cast<char*>((*kept)->data());  // the interface has no const; it does not write
  const std::size_t size = (*kept)->size();
  MHD_Response* const response = MHD_create_response_from_buffer_with_free_callback_cls(
      size, bytes, &release_text, kept.get());
  if (response != nullptr) static_cast<void>(kept.release());
  return response;
}

}  // namespace

MHD_Result MapServer::State::queue(MHD_Connection* connection, unsigned status,
                                   MHD_Response* response, const char* policy) {
  if (response == nullptr) return MHD_NO;
  for (const auto& [name, value] : kHeaders) MHD_add_response_header(response, name, value);
  MHD_add_response_header(response, "Content-Security-Policy", policy);
  const MHD_Result queued = MHD_queue_response(connection, status, response);
  MHD_destroy_response(response);
  return queued;
}

MHD_Result MapServer::State::send(MHD_Connection* connection, const Answer& answer) {
  MHD_Response* const response = response_of(answer.body);
  if (response == nullptr) return MHD_NO;
  if (!answer.type.empty()) MHD_add_response_header(response, "Content-Type", answer.type.c_str());
  if (!answer.etag.empty()) MHD_add_response_header(response, "ETag", answer.etag.c_str());
  MHD_add_response_header(response, "Cache-Control", answer.etag.empty() ? "no-store" : "no-cache");
  for (const auto& [name, value] : answer.headers)
    MHD_add_response_header(response, name.c_str(), value.c_str());
  return queue(connection, static_cast<unsigned>(answer.status), response, kDataPolicy);
}

MHD_Result MapServer::State::send_page(MHD_Connection* connection, const Page& page) {
  const bool fresh = header(connection, "If-None-Match") == page.etag;
  const bool zipped = page.gzip != nullptr && takes_gzip(header(connection, "Accept-Encoding"));
  static const auto kNothing = std::make_shared<const std::string>();
  MHD_Response* const response = response_of(fresh ? kNothing : zipped ? page.gzip : page.plain);
  if (response == nullptr) return MHD_NO;
  if (!fresh) MHD_add_response_header(response, "Content-Type", page.type.c_str());
  if (zipped && !fresh) MHD_add_response_header(response, "Content-Encoding", "gzip");
  MHD_add_response_header(response, "Vary", "Accept-Encoding");
  MHD_add_response_header(response, "ETag", page.etag.c_str());
  MHD_add_response_header(response, "Cache-Control",
                          page.lasting ? "public, max-age=31536000, immutable" : "no-cache");
  return queue(connection, fresh ? MHD_HTTP_NOT_MODIFIED : MHD_HTTP_OK, response, kPagePolicy);
}

// The state of the database, as an event.
std::string MapServer::State::state_event() const {
  std::string data;
  JsonOut json(data);
  json.open_object();
  json.member("generation", database.generation());
  json.close_object();
  return "event: state\ndata: " + data + "\n\n";
}

MHD_Result MapServer::State::send_changes(MHD_Connection* connection) {
  MHD_Response* const response = changes.open(connection, state_event());
  if (response == nullptr) return send(connection, problem(503, "too many listen already"));
  connections.streams(socket_of(connection));
  MHD_add_response_header(response, "Content-Type", "text/event-stream");
  MHD_add_response_header(response, "Cache-Control", "no-store");
  return queue(connection, MHD_HTTP_OK, response, kDataPolicy);
}

// On this machine alone, a name that is not this machine's is a page elsewhere that points its own
// name here (DNS rebinding).
bool MapServer::State::knows_host(std::string_view host) const {
  if (!loopback) return true;
  const std::string_view name = name_of_host(host);
  return name == "localhost" || name == "127.0.0.1" || name == "[::1]" || name == options.address;
}

MHD_Result MapServer::State::handle(MHD_Connection* connection, const char* method,
                                    Request& request) {
  const bool reads = std::strcmp(method, "GET") == 0 || std::strcmp(method, "HEAD") == 0;
  if (!reads) {
    Answer refusal = problem(405, "everything here is read-only");
    refusal.headers.emplace_back("Allow", "GET, HEAD");
    return send(connection, refusal);
  }
  const std::string_view length = header(connection, "Content-Length");
  if (!header(connection, "Transfer-Encoding").empty() || (!length.empty() && length != "0"))
    return send(connection, problem(413, "a request here has no body"));
  if (!std::exchange(request.seen, true))
    return MHD_YES;  // the whole head is read; the answer is the next call's
  connections.asked(socket_of(connection));
  if (!knows_host(header(connection, "Host")))
    return send(connection, problem(403, "this server has another name"));
  const auto target = parse_target(request.target);
  if (!target)
    return send(connection, problem(target.error().code == ErrorCode::kLimit ? 414 : 400,
                                    target.error().message));
  if (target->path == kChangesPath) return send_changes(connection);
  if (target->path.rfind(Api::kPrefix, 0) == 0)
    return send(connection,
                api.answer(*target, request.target,
                           {header(connection, "Accept"), header(connection, "If-None-Match")}));
  if (pages)
    if (const Page* const page = pages->find(target->path)) return send_page(connection, *page);
  return send(
      connection,
      problem(404, pages ? "nothing here" : "the pages are not built; the API is under /api/v1/"));
}

MHD_Result MapServer::State::on_request(void* self, MHD_Connection* connection, const char*,
                                        const char* method, const char*, const char*,
                                        std::size_t* upload, void** slot) {
  auto* const request = static_cast<Request*>(*slot);
  if (request == nullptr) return MHD_NO;
  if (*upload != 0) {  // of a request that is refused already
    *upload = 0;
    return MHD_YES;
  }
  return static_cast<State*>(self)->handle(connection, method, *request);
}

// Looks whether the database has grown; a copy that takes long is made the more seldom.
void MapServer::State::keep_up(const std::stop_token& stop) {
  auto next_heartbeat = Clock::now() + kHeartbeat;
  auto pause = std::chrono::milliseconds(1000);
  std::string last_trouble;
  std::unique_lock hold(wake_mutex);
  while (!stop.stop_requested()) {
    wake.wait_for(hold, stop, pause, [] { return false; });
    if (stop.stop_requested()) return;
    const auto begin = Clock::now();
    const auto grown = database.refresh();
    const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - begin);
    pause = std::max(std::chrono::milliseconds(1000), 10 * took);
    if (!grown && grown.error().message != last_trouble) {
      last_trouble = grown.error().message;
      if (options.note)
        options.note("the answers stay as they are for now: " + describe(grown.error()));
    }
    if (grown && *grown) {
      last_trouble.clear();
      changes.send(state_event());
    }
    if (Clock::now() < next_heartbeat) continue;
    changes.send(":\n\n");
    next_heartbeat = Clock::now() + kHeartbeat;
  }
}

MapServer::State::~State() {
  keeper.request_stop();
  if (keeper.joinable()) keeper.join();
  changes.end();
  if (daemon != nullptr) MHD_stop_daemon(daemon);
}

MapServer::MapServer() = default;
MapServer::MapServer(MapServer&&) noexcept = default;
MapServer& MapServer::operator=(MapServer&&) noexcept = default;
MapServer::~MapServer() = default;

Result<MapServer> MapServer::start(const std::string& database, const ServeOptions& options,
                                   OpenReport& report) {
  ENTENTE_TRY(Address address, parse_address(options.address, options.port));
  std::optional<Pages> pages;
  if (!options.pages.empty()) {
    ENTENTE_TRY(Pages read, Pages::read(options.pages));
    pages.emplace(std::move(read));
  }
  MapLimits limits;
  limits.answer = options.question_time;
  ENTENTE_TRY(MapDatabase opened, MapDatabase::open(database, report, limits));
  MapServer server;
  server.state_ = std::make_unique<State>(std::move(opened), options);
  State& state = *server.state_;
  state.pages = std::move(pages);
  state.loopback = address.loopback;
  allow_files(options.max_connections);
  const unsigned threads = std::max(2U, std::thread::hardware_concurrency()) + 1;
  const unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_USE_ITC | MHD_ALLOW_SUSPEND_RESUME |
                         (address.v6 ? MHD_USE_IPv6 : MHD_NO_FLAG);
  errno = 0;
  state.daemon = MHD_start_daemon(
      flags, 0, nullptr, nullptr, &State::on_request, &state, MHD_OPTION_SOCK_ADDR,
      reinterpret_cast<sockaddr*>(&address.storage), MHD_OPTION_THREAD_POOL_SIZE, threads,
      MHD_OPTION_CONNECTION_LIMIT, options.max_connections, MHD_OPTION_CONNECTION_TIMEOUT,
      static_cast<unsigned>(std::max<std::int64_t>(1, options.answer_time.count() / 1000)),
      MHD_OPTION_CONNECTION_MEMORY_LIMIT, kMaxHeadBytes, MHD_OPTION_STRICT_FOR_CLIENT, 1,
      MHD_OPTION_URI_LOG_CALLBACK, &on_target, nullptr, MHD_OPTION_NOTIFY_COMPLETED, &on_completed,
      &state.connections, MHD_OPTION_NOTIFY_CONNECTION, &on_connection, &state.connections,
      MHD_OPTION_END);
  const std::string shown = (address.v6 ? "[" + options.address + "]" : options.address) + ":";
  if (state.daemon == nullptr)
    return system_error("cannot listen", shown + std::to_string(options.port));
  const MHD_DaemonInfo* const bound = MHD_get_daemon_info(state.daemon, MHD_DAEMON_INFO_BIND_PORT);
  state.url =
      "http://" + shown + std::to_string(bound != nullptr ? bound->port : options.port) + "/";
  if (options.watch)
    state.keeper = std::jthread([&state](const std::stop_token& stop) { state.keep_up(stop); });
  return server;
}

std::string MapServer::url() const { return state_->url; }
bool MapServer::has_pages() const { return state_->pages.has_value(); }

}  // namespace entente
