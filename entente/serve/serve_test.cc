#include "entente/serve/serve.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <simdjson.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <optional>
#include <set>
#include <thread>

#include "entente/base/test_folder.h"
#include "entente/record/test_records.h"
#include "entente/serve/api.h"
#include "entente/serve/filters.h"
#include "entente/serve/pages.h"
#include "entente/serve/table_formats.h"
#include "entente/serve/target.h"

namespace entente {
namespace {

using namespace std::chrono_literals;

// What a hostile report may hold: markup, scripts, formulas, controls, directions.
constexpr const char* kHostile[] = {
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "=HYPERLINK(\"http://evil\")",
    "'; DROP TABLE events; --",
    "\u202Egnp.exe",
    "</title><svg onload=alert(1)>",
    "javascript:alert(1)",
    "{{constructor.constructor('alert(1)')()}}",
    "%3Cscript%3E",
    "\\u003cscript\\u003e",
};

std::vector<RecordBuilder> hostile_world() {
  std::vector<RecordBuilder> world = small_world();
  int i = 0;
  for (const char* text : kHostile) {
    RecordBuilder& r =
        world.emplace_back(std::string("h") + std::to_string(i++) + text, "2020-01-01", text,
                           std::string("Norland met Sudria, said ") + text + ".", text);
    r.document.url = text;
    const auto nor = r.actor("Norland", "NOR"), sud = r.actor("Sudria", "SWE");
    const auto person = r.actor(text, "NORGOV", ActorKind::kPerson, text);
    r.event(EventType::kConsult, "040", 1.0f, "met", {nor, sud, person}, {}, "trade");
    r.coding.quotes.push_back({r.find(text), person, std::nullopt, true});
    r.coding.agreements.push_back({{"NOR", "SWE"},
                                   AgreementStage::kSigned,
                                   text,
                                   0,
                                   {"2020-01-01", DatePrecision::kDay},
                                   0,
                                   {}});
  }
  return world;
}

void gather(const std::string& folder, const std::vector<RecordBuilder>& records) {
  OpenReport report;
  auto store = Store::open(folder, Store::Mode::kWrite, report);
  ASSERT_TRUE(store) << describe(store.error());
  for (const RecordBuilder& record : records) {
    const std::string document = record.document_line(), line = record.record_line();
    const Status added = store->append({document, line});
    ASSERT_TRUE(added) << describe(added.error());
  }
  ASSERT_TRUE(store->commit());
}

// --- Targets, filters, tables ---

struct TargetCase {
  const char* target;
  const char* expected;  // path, then " name=value"; or "!" and a piece of the message
};
class Targets : public testing::TestWithParam<TargetCase> {};
TEST_P(Targets, Parse) {
  const auto target = parse_target(GetParam().target);
  std::string shown;
  if (target) {
    shown = target->path;
    for (const auto& [name, value] : target->parameters) shown += " " + name + "=" + value;
    EXPECT_EQ(shown, GetParam().expected);
  } else {
    EXPECT_EQ(GetParam().expected[0], '!') << target.error().message;
    EXPECT_NE(target.error().message.find(GetParam().expected + 1), std::string::npos)
        << target.error().message;
  }
}
INSTANTIATE_TEST_SUITE_P(
    All, Targets,
    testing::Values(TargetCase{"/", "/"}, TargetCase{"/a%2Fb", "/a/b"},
                    TargetCase{"/a?b=c+d&e=%2B", "/a b=c d e=+"}, TargetCase{"/a?b", "/a b="},
                    TargetCase{"/a?&&b=1&", "/a b=1"},
                    TargetCase{"/%C3%A9?q=%F0%9F%99%82", "/é q=🙂"}, TargetCase{"/a+b", "/a+b"},
                    TargetCase{"", "!slash"}, TargetCase{"*", "!slash"},
                    TargetCase{"http://x/", "!slash"}, TargetCase{"/%", "!percent"},
                    TargetCase{"/%4", "!percent"}, TargetCase{"/%zz", "!percent"},
                    TargetCase{"/%00", "!control"}, TargetCase{"/a?b=%0A", "!control"},
                    TargetCase{"/%C0%AF", "!UTF-8"}, TargetCase{"/%ED%A0%80", "!UTF-8"},
                    TargetCase{"/a?b=1&b=2", "!twice"}));

TEST(Targets, Bounds) {
  EXPECT_EQ(parse_target("/" + std::string(kMaxTargetBytes, 'a')).error().code, ErrorCode::kLimit);
  std::string many = "/?";
  for (std::size_t i = 0; i <= kMaxParameters; ++i) many += "a" + std::to_string(i) + "=&";
  EXPECT_EQ(parse_target(many).error().code, ErrorCode::kLimit);
  const std::string all = "/é ?&=+%#\"<>";
  EXPECT_EQ(parse_target("/" + percent_encode(all))->path, "/" + all);
}

TEST(Tables, CsvIsSafeInSpreadsheets) {
  Store::Table table;
  table.columns = {
      {"text", "VARCHAR"}, {"number", "DECIMAL"}, {"list", "VARCHAR[]"}, {"hidden", "BIGINT"}};
  for (const char* text : {"=1+1", "+1", "-1", "@SUM", "\tx", "\rx", "plain", "a,b", "a\"b", ""})
    table.rows.push_back({text, "-4.0", R"(["=x", "y\"z"])", "1"});
  table.rows.push_back({std::nullopt, std::nullopt, "[]", "1"});
  std::string csv;
  append_csv(table, 1, csv);
  EXPECT_EQ(csv,
            "text,number,list\r\n"
            "\"'=1+1\",-4.0,\"'=x; y\"\"z\"\r\n\"'+1\",-4.0,\"'=x; y\"\"z\"\r\n\"'-1\",-4.0,\"'=x; "
            "y\"\"z\"\r\n"
            "\"'@SUM\",-4.0,\"'=x; y\"\"z\"\r\n\"'\tx\",-4.0,\"'=x; "
            "y\"\"z\"\r\n\"'\rx\",-4.0,\"'=x; y\"\"z\"\r\n"
            "plain,-4.0,\"'=x; y\"\"z\"\r\n\"a,b\",-4.0,\"'=x; y\"\"z\"\r\n\"a\"\"b\",-4.0,\"'=x; "
            "y\"\"z\"\r\n\"\",-4.0,\"'=x; y\"\"z\"\r\n"
            ",,\"\"\r\n");
}

// --- The API, without sockets ---

class ApiTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = new TestFolder;
    gather(folder_->path() + "/db", hostile_world());
    OpenReport report;
    auto opened = MapDatabase::open(folder_->path() + "/db", report);
    ASSERT_TRUE(opened) << describe(opened.error());
    database_ = new MapDatabase(*std::move(opened));
    api_ = new Api(*database_);
  }
  static void TearDownTestSuite() {
    delete api_;
    delete database_;
    delete folder_;
  }
  static Answer ask(const std::string& target, RequestHead head = {}) {
    const auto parsed = parse_target(target);
    return parsed ? api_->answer(*parsed, target, head) : problem(400, parsed.error().message);
  }
  static simdjson::dom::element parse(const Answer& answer) {
    static simdjson::dom::parser parser;
    simdjson::dom::element element;
    const auto error = parser.parse(*answer.body).get(element);
    EXPECT_EQ(error, simdjson::SUCCESS) << *answer.body;
    return element;
  }
  static TestFolder* folder_;
  static MapDatabase* database_;
  static Api* api_;
};
TestFolder* ApiTest::folder_ = nullptr;
MapDatabase* ApiTest::database_ = nullptr;
Api* ApiTest::api_ = nullptr;

std::set<std::string> keys_of(simdjson::dom::object object) {
  std::set<std::string> keys;
  for (const auto member : object) keys.emplace(member.key);
  return keys;
}

// The schema of a list's rows, from its path in openapi.json.
std::string row_schema(simdjson::dom::element schema) {
  std::string_view reference = schema["properties"]["data"]["items"]["$ref"];
  return std::string(reference.substr(reference.rfind('/') + 1));
}

TEST_F(ApiTest, IsWhatOpenapiSays) {
  simdjson::dom::parser parser;
  const simdjson::padded_string text(openapi_text());
  const simdjson::dom::element openapi = parser.parse(text);
  const simdjson::dom::object paths = openapi["paths"], schemas = openapi["components"]["schemas"];
  std::set<std::string> served = {
      "/summary",      "/search",  "/documents/{id}", "/agreements/{key}",
      "/bodies/{key}", "/changes", "/openapi.json",   "/events/{document}/{number}"};
  for (const Endpoint& endpoint : endpoints()) {
    const std::string path = "/" + std::string(endpoint.name);
    served.insert(path);
    simdjson::dom::element operation;
    ASSERT_EQ(paths[path]["get"].get(operation), simdjson::SUCCESS) << path;
    std::string parameters;
    for (const auto parameter : operation["parameters"].get_array()) {
      const std::string_view reference = parameter["$ref"];
      parameters +=
          (parameters.empty() ? "" : " ") + std::string(reference.substr(reference.rfind('/') + 1));
    }
    EXPECT_EQ(parameters, std::string(endpoint.parameters) + " " + std::string(kListParameters))
        << path;
    const Answer answer = ask("/api/v1" + path);
    ASSERT_EQ(answer.status, 200) << path << *answer.body;
    const auto schema =
        row_schema(operation["responses"]["200"]["content"]["application/json"]["schema"]);
    const std::set<std::string> expected = keys_of(schemas[schema]["properties"]);
    std::size_t rows = 0;
    for (const auto row : parse(answer)["data"].get_array()) {
      EXPECT_EQ(keys_of(row), expected) << path;
      ++rows;
    }
    EXPECT_GT(rows, 0U) << path;
  }
  EXPECT_EQ(keys_of(paths), served);
  EXPECT_EQ(keys_of(parse(ask("/api/v1/summary"))), keys_of(schemas["Summary"]["properties"]));
  const Answer found = ask("/api/v1/search?q=nor");
  ASSERT_EQ(found.status, 200) << *found.body;
  const simdjson::dom::object parts = paths["/search"]["get"]["responses"]["200"]["content"]
                                           ["application/json"]["schema"]["properties"];
  EXPECT_EQ(keys_of(parse(found)), keys_of(parts));
  for (const char* path : {"/api/v1/agreements/1-0", "/api/v1/bodies/3-0", "/api/v1/documents/n1",
                           "/api/v1/events/n2/0", "/api/v1/openapi.json"})
    EXPECT_EQ(ask(path).status, 200) << path;
}

struct RefusalCase {
  const char* target;
  int status;
  const char* says;
};
TEST_F(ApiTest, RefusesWithReasons) {
  const RefusalCase cases[] = {
      {"/api/v1/events?since=yesterday", 400, "`since` is no good: expected a day"},
      {"/api/v1/events?since=2022-02-30", 400, "`since`"},
      {"/api/v1/events?state=Venezuela", 400, "three letters"},
      {"/api/v1/events?with=VEN", 400, "`with` needs `state`"},
      {"/api/v1/events?field=gas", 400, "one of trade"},
      {"/api/v1/events?limit=0", 400, "1 to 1000"},
      {"/api/v1/events?limit=1001", 400, "1 to 1000"},
      {"/api/v1/events?limit=1e3", 400, "1 to 1000"},
      {"/api/v1/events?confidence=nan", 400, "0 to 1"},
      {"/api/v1/events?side=both", 400, "cooperation or conflict"},
      {"/api/v1/events?stage=signed", 400, "no parameter `stage` here"},
      {"/api/v1/events?sql=SELECT", 400, "no parameter `sql` here"},
      {"/api/v1/events?cursor=zz", 400, "`cursor`"},
      {"/api/v1/events?cursor=27201F31", 400, "`cursor`"},
      {"/api/v1/events?cursor=61 1f", 400, "`cursor`"},
      {"/api/v1/events?format=xml", 400, "json or csv"},
      {"/api/v1/agreements/1", 400, "two numbers"},
      {"/api/v1/agreements/1-99", 404, "nothing of that name"},
      {"/api/v1/agreements/99999999999999999999-0", 400, "two numbers"},
      {"/api/v1/documents/none", 404, "no such document"},
      {"/api/v1/search", 400, "`q` is missing"},
      {"/api/v1/none", 404, "openapi.json"},
      {"/api/v1/events/n2/99", 404, "nothing of that name"},
      {"/api/v1/events/n2", 400, "DOCUMENT/NUMBER"},
      {"/api/v1/", 404, "openapi.json"},
  };
  for (const RefusalCase& one : cases) {
    const Answer answer = ask(one.target);
    EXPECT_EQ(answer.status, one.status) << one.target;
    EXPECT_EQ(answer.type, "application/problem+json; charset=utf-8") << one.target;
    EXPECT_NE(answer.body->find(one.says), std::string::npos) << one.target << ": " << *answer.body;
    EXPECT_EQ(std::int64_t(parse(answer)["status"]), one.status);
  }
}

TEST_F(ApiTest, PagesJoin) {
  for (const Endpoint& endpoint : endpoints()) {
    const std::string path = "/api/v1/" + std::string(endpoint.name);
    std::vector<std::string> whole, joined;
    for (const auto row : parse(ask(path + "?limit=1000"))["data"].get_array())
      whole.push_back(simdjson::minify(row));
    std::string cursor;
    for (int page = 0; page < 40; ++page) {
      const auto answer =
          parse(ask(path + "?limit=3" + (cursor.empty() ? "" : "&cursor=" + cursor)));
      for (const auto row : answer["data"].get_array()) joined.push_back(simdjson::minify(row));
      std::string_view next;
      if (answer["next"].get(next) != simdjson::SUCCESS) break;
      cursor = next;
    }
    EXPECT_EQ(joined, whole) << path;
  }
}

TEST_F(ApiTest, TagsAreOfStateAndQuestion) {
  const Answer first = ask("/api/v1/pairs"), again = ask("/api/v1/pairs"),
               other = ask("/api/v1/pairs?limit=3");
  EXPECT_FALSE(first.etag.empty());
  EXPECT_EQ(first.etag, again.etag);
  EXPECT_EQ(*first.body, *again.body);
  EXPECT_NE(first.etag, other.etag);
  EXPECT_NE(first.etag, ask("/api/v1/pairs", {.accept = "text/csv"}).etag);
  EXPECT_EQ(ask("/api/v1/pairs", {.if_none_match = first.etag}).status, 304);
  EXPECT_EQ(ask("/api/v1/pairs", {.if_none_match = "\"x\", W/" + first.etag}).status, 304);
  EXPECT_EQ(ask("/api/v1/pairs", {.if_none_match = "\"x\""}).status, 200);
}

TEST_F(ApiTest, CsvHasTheSameRows) {
  const Answer csv = ask("/api/v1/agreements?format=csv");
  EXPECT_EQ(csv.type.rfind("text/csv", 0), 0U);
  EXPECT_EQ(csv.body->rfind("key,day,date,", 0), 0U);
  EXPECT_NE(csv.body->find("\"'=HYPERLINK(\"\"http://evil\"\")\""), std::string::npos) << *csv.body;
  EXPECT_EQ(csv.body->find(",=HYPER"), std::string::npos);
}

// What a report holds goes out as the text that it was, in JSON, under a type that no browser takes
// for a page.
TEST_F(ApiTest, HostileTextIsData) {
  std::set<std::string> titles;
  for (const auto row : parse(ask("/api/v1/documents?limit=1000"))["data"].get_array())
    if (std::string_view title; row["title"].get(title) == simdjson::SUCCESS) titles.emplace(title);
  int i = 0;
  for (const char* text : kHostile) {
    EXPECT_EQ(titles.count(text), 1U) << text;
    const Answer answer =
        ask("/api/v1/documents/" + percent_encode("h" + std::to_string(i++) + text));
    ASSERT_EQ(answer.status, 200) << text;
    EXPECT_EQ(answer.type, "application/json; charset=utf-8");
    EXPECT_EQ(std::string_view(parse(answer)["document"]["source"]), text);
    for (const char* parameter : {"q", "person", "publisher", "document"})
      for (const char* list : {"events", "documents", "quotes", "people"}) {
        const Answer asked =
            ask(std::string("/api/v1/") + list + "?" + parameter + "=" + percent_encode(text));
        EXPECT_TRUE(asked.status == 200 || asked.status == 400)
            << list << parameter << text << *asked.body;
      }
  }
}

// --- The server, over sockets ---

class Server : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = new TestFolder;
    gather(db(), small_world());
    std::filesystem::create_directories(folder_->path() + "/pages/assets");
    std::ofstream(folder_->path() + "/pages/index.html") << "<!doctype html><title>Entente</title>";
    std::ofstream(folder_->path() + "/pages/assets/app-1.js") << "plain";
    std::ofstream(folder_->path() + "/pages/assets/app-1.js.gz") << "zipped";
    std::ofstream(folder_->path() + "/secret.txt") << "secret";
  }
  static void TearDownTestSuite() { delete folder_; }
  static std::string db() { return folder_->path() + "/db"; }

  void start(ServeOptions options = {}) {
    options.port = 0;
    options.pages = folder_->path() + "/pages";
    OpenReport report;
    auto started = MapServer::start(db(), options, report);
    ASSERT_TRUE(started) << describe(started.error());
    server_.emplace(*std::move(started));
    const std::string url = server_->url();
    port_ = static_cast<std::uint16_t>(std::stoi(url.substr(url.rfind(':') + 1)));
  }
  int open_socket() const {
    const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port_);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    timeval patience{20, 0};
    ::setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    EXPECT_EQ(::connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
    return fd;
  }
  // Reads until `enough` is in what came, or the end.
  static std::string read_until(int fd, std::string_view enough) {
    std::string out;
    char buffer[4096];
    while (enough.empty() || out.find(enough) == std::string::npos) {
      const ssize_t got = ::recv(fd, buffer, sizeof buffer, 0);
      if (got <= 0) break;
      out.append(buffer, static_cast<std::size_t>(got));
    }
    return out;
  }
  std::string raw(const std::string& request) const {
    const int fd = open_socket();
    EXPECT_EQ(::send(fd, request.data(), request.size(), MSG_NOSIGNAL),
              static_cast<ssize_t>(request.size()));
    const std::string out = read_until(fd, "");
    ::close(fd);
    return out;
  }
  std::string get(const std::string& target, const std::string& headers = "Host: localhost\r\n",
                  const std::string& method = "GET") const {
    return raw(method + " " + target + " HTTP/1.1\r\n" + headers + "Connection: close\r\n\r\n");
  }

  static TestFolder* folder_;
  std::optional<MapServer> server_;
  std::uint16_t port_ = 0;
};
TestFolder* Server::folder_ = nullptr;

bool has(const std::string& text, std::string_view piece) {
  return text.find(piece) != std::string::npos;
}

TEST_F(Server, AnswersWithItsHeaders) {
  start();
  const std::string answer = get("/api/v1/pairs");
  EXPECT_EQ(answer.rfind("HTTP/1.1 200", 0), 0U) << answer;
  EXPECT_TRUE(has(answer, "\"NOR\""));
  for (const char* header : {"Content-Security-Policy: default-src 'none'; frame-ancestors 'none'",
                             "X-Content-Type-Options: nosniff", "Content-Type: application/json",
                             "ETag: \"", "Cache-Control: no-cache", "Referrer-Policy: no-referrer"})
    EXPECT_TRUE(has(answer, header)) << header << "\n" << answer;
  const std::size_t at = answer.find("ETag: ") + 6;
  const std::string etag = answer.substr(at, answer.find('\r', at) - at);
  EXPECT_EQ(get("/api/v1/pairs", "Host: localhost\r\nIf-None-Match: " + etag + "\r\n")
                .rfind("HTTP/1.1 304", 0),
            0U);
  const std::string head = get("/api/v1/pairs", "Host: localhost\r\n", "HEAD");
  EXPECT_TRUE(has(head, "HTTP/1.1 200") && !has(head, "NOR")) << head;
}

TEST_F(Server, PagesComeFromATable) {
  start();
  for (const char* path : {"/", "/pair/RUS/VEN", "/document/a%2Fb", "/search?q=x", "/index.html"}) {
    const std::string page = get(path);
    EXPECT_TRUE(has(page, "HTTP/1.1 200") && has(page, "<!doctype html>")) << path << page;
    EXPECT_TRUE(has(page, "script-src 'self'") && !has(page, "unsafe")) << page;
  }
  EXPECT_TRUE(has(get("/assets/app-1.js"), "plain"));
  const std::string zipped =
      get("/assets/app-1.js", "Host: localhost\r\nAccept-Encoding: br, gzip\r\n");
  EXPECT_TRUE(has(zipped, "Content-Encoding: gzip") && has(zipped, "zipped") &&
              has(zipped, "immutable"))
      << zipped;
  for (const char* path :
       {"/../secret.txt", "/assets/../../secret.txt", "/%2e%2e/secret.txt",
        "/assets/%2e%2e%2f%2e%2e%2fsecret.txt", "/..%5csecret.txt", "//secret.txt", "/assets/",
        "/assets/app-1.js.gz", "/assets/app-1.js%00.html", "/etc/passwd", "/.git/config",
        "/index.html/", "/assets/./app-1.js"}) {
    const std::string refused = get(path);
    EXPECT_TRUE(has(refused, "HTTP/1.1 404") || has(refused, "HTTP/1.1 400")) << path << refused;
    EXPECT_FALSE(has(refused, "secret\"") || has(refused, "plain")) << path;
  }
}

TEST_F(Server, RefusesWhatIsNoRead) {
  ServeOptions options;
  options.head_time = 700ms;  // what is no request ends then
  start(options);
  for (const char* method : {"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"}) {
    const std::string answer = get("/api/v1/pairs", "Host: localhost\r\n", method);
    EXPECT_TRUE(has(answer, " 405 ") && has(answer, "Allow: GET, HEAD")) << method << answer;
  }
  EXPECT_TRUE(has(raw("POST /api/v1/pairs HTTP/1.1\r\nHost: localhost\r\nContent-Length: "
                      "3\r\nConnection: close\r\n\r\nabc"),
                  " 405 "));
  EXPECT_TRUE(has(raw("GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999\r\n\r\n"),
                  " 413 "));
  EXPECT_TRUE(has(get("/", "Host: localhost\r\nTransfer-Encoding: chunked\r\n"), " 413 "));
  EXPECT_TRUE(has(get("/" + std::string(9000, 'a')), " 414 "));
  const std::string long_head =
      get("/", "Host: localhost\r\nX: " + std::string(60'000, 'a') + "\r\n");
  EXPECT_FALSE(has(long_head, " 200 ")) << long_head.substr(0, 100);
  EXPECT_TRUE(has(get("/api/v1/pairs?limit=0"), " 400 "));
  for (const char* garbage :
       {"\r\n\r\n\r\n", "GET\r\n\r\n", "\x16\x03\x01\x02", "GET / HTTP/9.9\r\n\r\n"})
    raw(std::string(garbage) + "\r\n\r\n");
  EXPECT_TRUE(has(get("/api/v1/pairs"), " 200 "));
}

// A page elsewhere whose name was made to point here cannot read what is here.
TEST_F(Server, KnowsItsNames) {
  start();
  for (const char* host : {"localhost", "localhost:8765", "127.0.0.1:1", "[::1]:80"})
    EXPECT_TRUE(has(get("/api/v1/summary", std::string("Host: ") + host + "\r\n"), " 200 "))
        << host;
  for (const char* host : {"evil.example", "localhost.evil.example", "127.0.0.1.evil.example",
                           "10.0.0.1", "[::2]", ""})
    EXPECT_TRUE(has(get("/api/v1/summary", std::string("Host: ") + host + "\r\n"), " 403 "))
        << host;
}

TEST_F(Server, SlowClientsCostASocket) {
  rlimit files{};  // both ends of each are this process'
  ASSERT_EQ(::getrlimit(RLIMIT_NOFILE, &files), 0);
  files.rlim_cur = std::min<rlim_t>(files.rlim_max, 4096);
  ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &files), 0);
  ServeOptions options;
  options.head_time = 2s;
  options.max_connections = 1500;
  start(options);
  std::vector<int> slow;
  for (int i = 0; i < 1000; ++i) {
    slow.push_back(open_socket());
    EXPECT_GT(::send(slow.back(), "GET / HTTP/1.1\r\nHost: loc", 25, MSG_NOSIGNAL), 0);
  }
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_TRUE(has(get("/api/v1/pairs"), " 200 "));
  EXPECT_LT(std::chrono::steady_clock::now() - begin, 5s);
  // A byte now and then is no request.
  for (int i = 0; i < 8; ++i) {
    ::send(slow[0], "a", 1, MSG_NOSIGNAL);
    std::this_thread::sleep_for(300ms);
  }
  for (const int fd : slow) {
    EXPECT_FALSE(has(read_until(fd, ""), " 200 "));  // the end came
    ::close(fd);
  }
}

// The writer is another process (a process' own lock is none for itself), forked before this one
// has threads.
TEST_F(Server, TellsOfGrowth) {
  int begin[2];
  ASSERT_EQ(::pipe(begin), 0);
  const pid_t child = ::fork();
  if (child == 0) {
    char go = 0;
    if (::read(begin[0], &go, 1) != 1) ::_exit(1);
    std::vector<RecordBuilder> world;
    RecordBuilder& record = world.emplace_back("later", "2021-01-01", "", "Norland met Sudria.");
    record.event(EventType::kConsult, "040", 1.0f, "met",
                 {record.actor("Norland", "NOR"), record.actor("Sudria", "SWE")}, {});
    gather(db(), world);
    ::_exit(0);
  }
  start();
  const int fd = open_socket();
  const std::string request = "GET /api/v1/changes HTTP/1.1\r\nHost: localhost\r\n\r\n";
  ASSERT_GT(::send(fd, request.data(), request.size(), MSG_NOSIGNAL), 0);
  const std::string first = read_until(fd, "\"}");
  EXPECT_TRUE(has(first, "text/event-stream") &&
              has(first, "event: state\ndata: {\"generation\": \"3-"))
      << first;
  ASSERT_EQ(::write(begin[1], "g", 1), 1);
  int status = 0;
  ::waitpid(child, &status, 0);
  const std::string second = read_until(fd, "4-");
  EXPECT_TRUE(has(second, "event: state\ndata: {\"generation\": \"4-")) << second;
  EXPECT_TRUE(has(get("/api/v1/documents"), "\"later\""));
  ::close(fd);
}

TEST_F(Server, EndsWithOpenStreams) {
  start();
  const int fd = open_socket();
  const std::string request = "GET /api/v1/changes HTTP/1.1\r\nHost: localhost\r\n\r\n";
  ASSERT_GT(::send(fd, request.data(), request.size(), MSG_NOSIGNAL), 0);
  read_until(fd, "generation");
  server_.reset();
  ::close(fd);
}

TEST_F(Server, SaysWhyItDoesNotStart) {
  start();
  OpenReport report;
  ServeOptions options;
  options.port = port_;
  EXPECT_EQ(MapServer::start(db(), options, report).error().code, ErrorCode::kIo);
  options.address = "localhost";
  EXPECT_EQ(MapServer::start(db(), options, report).error().code, ErrorCode::kBadInput);
  options = {};
  options.pages = folder_->path();
  EXPECT_EQ(MapServer::start(db(), options, report).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(MapServer::start(folder_->path() + "/none", {}, report).error().code,
            ErrorCode::kNotFound);
}

}  // namespace
}  // namespace entente
