// Fetching and polling, against a server that misbehaves.
#include "entente/ingest/fetch.h"

#include <archive.h>
#include <archive_entry.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/wait.h>

#include <chrono>
#include <cstring>
#include <fstream>

#include "entente/base/test_folder.h"
#include "entente/ingest/poller.h"
#include "entente/ingest/test_server.h"

namespace entente {
namespace {

// 127.0.0.1 alone: 127.0.0.2 plays the address that must not be reached.
bool is_test_address(const sockaddr& address) {
  sockaddr_in v4{};
  std::memcpy(&v4, &address, sizeof v4);
  return address.sa_family == AF_INET && ntohl(v4.sin_addr.s_addr) == 0x7F000001;
}

FetchOptions options_for(const TestServer& server) {
  FetchOptions options;
  options.allow_address = is_test_address;
  options.ports = {server.port()};
  options.max_bytes = 1u << 20;
  options.timeout_ms = 2000;
  return options;
}

std::string get(const TestServer& server, const std::string& url, FetchOptions options) {
  (void)server;
  Fetcher fetcher(std::move(options));
  const auto fetched = fetcher.get(url);
  if (!fetched) return fetched.error().message;
  return std::to_string(fetched->status) + " " + fetched->content_type + " " + fetched->charset +
         " " + fetched->body.substr(0, 40);
}
std::string get(const TestServer& server, const std::string& path) {
  return get(server, server.url(path), options_for(server));
}

std::string gzip_of(const std::string& bytes) {
  std::string out(bytes.size() / 100 + 4096, '\0');
  std::size_t used = 0;
  archive* writer = ::archive_write_new();
  ::archive_write_set_format_raw(writer);
  ::archive_write_add_filter_gzip(writer);
  ::archive_write_open_memory(writer, out.data(), out.size(), &used);
  archive_entry* entry = ::archive_entry_new();
  ::archive_entry_set_filetype(entry, AE_IFREG);
  ::archive_write_header(writer, entry);
  ::archive_write_data(writer, bytes.data(), bytes.size());
  ::archive_entry_free(entry);
  ::archive_write_free(writer);
  out.resize(used);
  return out;
}

TEST(Fetch, AddressesThatAreNotPublicInEverySpelling) {
  TestServer server;
  server.text("/", "reached");
  FetchOptions options = options_for(server);
  options.allow_address = nullptr;
  const std::string port = ":" + std::to_string(server.port()) + "/";
  for (const char* host :
       {"127.0.0.1", "127.1", "2130706433", "0x7f000001", "0x7f.0.0.1", "0177.0.0.1",
        "017700000001", "localhost", "0.0.0.0", "0", "[::1]", "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]", "[0:0:0:0:0:ffff:7f00:1]", "[::]", "127.0.0.1.", "127.255.255.254"}) {
    const std::string got = get(server, "http://" + std::string(host) + port, options);
    EXPECT_EQ(got.find("reached"), std::string::npos) << host;
  }
  EXPECT_EQ(server.connections(), 0);
  // Connected to nowhere, whatever answers there: cloud metadata, private networks, embedded IPv4.
  for (const char* host : {"169.254.169.254", "10.0.0.1", "172.31.0.1", "192.168.1.1", "100.64.0.1",
                           "[fe80::1]", "[fd00::1]", "[64:ff9b::a00:1]", "[2002:7f00:1::]",
                           "224.0.0.1", "255.255.255.255", "[ff02::1]"})
    EXPECT_EQ(get(server, "http://" + std::string(host) + "/", options),
              "an address that is not public")
        << host;
}

TEST(Fetch, SchemesPortsAndNames) {
  TestServer server;
  server.text("/", "reached");
  FetchOptions options = options_for(server);
  EXPECT_EQ(get(server, "/").substr(0, 20), "200 text/html  reach");
  EXPECT_EQ(get(server, "file:///etc/passwd", options), "neither http nor https");
  EXPECT_EQ(get(server, "gopher://127.0.0.1/", options), "neither http nor https");
  EXPECT_EQ(
      get(server, "http://user:secret@127.0.0.1:" + std::to_string(server.port()) + "/", options),
      "an address with a user's name");
  options.ports.clear();
  EXPECT_EQ(get(server, server.url("/"), options),
            "port " + std::to_string(server.port()) + " is not allowed");
  EXPECT_EQ(get(server, "http://", options), "no address");
  EXPECT_EQ(get(server, "http://127.0.0.1/" + std::string(10000, 'a'), options),
            "an address of more than 8 KiB");
}

TEST(Fetch, ServersThatMisbehave) {
  TestServer server;
  const std::string port = std::to_string(server.port());
  const auto redirect = [&](const std::string& path, const std::string& to) {
    server.text(path, "", "text/html", "Location: " + to + "\r\n", "302 Found");
  };
  redirect("/loop", "/loop");
  redirect("/private", "http://127.0.0.2:" + port + "/secret");
  redirect("/file", "file:///etc/passwd");
  redirect("/nowhere", "");
  redirect("/good", "/page");
  server.text("/secret", "secret");
  server.text("/page", "page", "Text/HTML; charset=\"latin1\"");
  server.text("/bomb", gzip_of(std::string(40u << 20, 'x')), "text/html",
              "Content-Encoding: gzip\r\n");
  server.text("/notgzip", "plain", "text/html", "Content-Encoding: gzip\r\n");
  server.on("/endless", [&](int socket, const std::string&) {
    TestServer::send(socket, "HTTP/1.1 200 OK\r\n\r\n");
    while (!server.stopping() && TestServer::send(socket, std::string(65536, 'x'))) {
    }
  });
  server.on("/head", [&](int socket, const std::string&) {
    TestServer::send(socket, "HTTP/1.1 200 OK\r\n");
    for (int i = 0;
         i < 5000 && TestServer::send(socket, "X-Filler: " + std::string(90, 'x') + "\r\n"); ++i) {
    }
  });
  server.on("/slow", [&](int socket, const std::string&) {
    TestServer::send(socket, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
    for (int i = 0; i < 40 && !server.stopping() && TestServer::send(socket, "x"); ++i)
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
  });
  server.on("/silent", [&](int, const std::string&) {
    for (int i = 0; i < 40 && !server.stopping(); ++i)
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
  });
  server.on("/short", [](int socket, const std::string&) {
    TestServer::send(socket, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nx");
  });
  server.on("/reset", [](int socket, const std::string&) {
    const linger hard{1, 0};
    ::setsockopt(socket, SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
  });
  server.on("/nonsense",
            [](int socket, const std::string&) { TestServer::send(socket, "SSH-2.0-x\r\n"); });
  EXPECT_EQ(get(server, "/good"), "200 text/html latin1 page");
  EXPECT_EQ(get(server, "/loop"), "more than 5 redirects");
  EXPECT_EQ(get(server, "/private"), "an address that is not public");
  EXPECT_EQ(server.hits("/secret"), 0);
  EXPECT_EQ(get(server, "/file"), "a redirect to nowhere");
  EXPECT_EQ(get(server, "/nowhere"), "a redirect to nowhere");
  EXPECT_EQ(get(server, "/bomb"), "more than 1 MiB");
  EXPECT_EQ(get(server, "/endless"), "more than 1 MiB");
  EXPECT_EQ(get(server, "/head"), "more than 1 MiB");
  FetchOptions hasty = options_for(server);
  hasty.timeout_ms = 400;
  EXPECT_EQ(get(server, server.url("/slow"), hasty), "too slow");
  EXPECT_EQ(get(server, server.url("/silent"), hasty), "too slow");
  for (const char* path : {"/short", "/reset", "/nonsense", "/notgzip"})
    EXPECT_NE(get(server, path).substr(0, 3), "200") << path;
  FetchOptions stopped = options_for(server);
  stopped.stopped = [] { return true; };
  EXPECT_EQ(get(server, server.url("/silent"), stopped), "stopped");
}

TEST(Fetch, CertificatesAreChecked) {
  const TestFolder folder;
  const std::string make = "cd " + folder.path() +
                           " && openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj "
                           "/CN=localhost -keyout k -out c >/dev/null 2>&1";
  if (std::system(make.c_str()) != 0) GTEST_SKIP() << "no openssl";
  const std::string port = std::to_string(20000 + ::getpid() % 20000);
  const pid_t child = ::fork();
  if (child == 0) {
    (void)!::freopen("/dev/null", "w", stdout);
    (void)!::freopen("/dev/null", "w", stderr);
    ::execlp("openssl", "openssl", "s_server", "-accept", port.c_str(), "-cert",
             (folder.path() + "/c").c_str(), "-key", (folder.path() + "/k").c_str(), "-www",
             "-quiet", nullptr);
    ::_exit(1);
  }
  FetchOptions options;
  options.allow_address = is_test_address;
  options.ports = {static_cast<std::uint16_t>(std::stoi(port))};
  options.timeout_ms = 3000;
  std::string got;
  for (int i = 0; i < 150; ++i) {  // a busy machine starts it late
    Fetcher fetcher(options);
    const auto fetched = fetcher.get("https://127.0.0.1:" + port + "/");
    got = fetched ? "reached" : fetched.error().message;
    if (got.find("connect") == std::string::npos) break;
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  ::kill(child, SIGTERM);
  ::waitpid(child, nullptr, 0);
  EXPECT_NE(got.find("certificate"), std::string::npos) << got;
}

class Polling : public testing::Test {
 protected:
  Polling() {
    server_.on("/feed", [this](int socket, const std::string& head) {
      if (head.find("If-None-Match: \"v1\"") != std::string::npos) {
        TestServer::send(socket, "HTTP/1.1 304 Not Modified\r\n\r\n");
        return;
      }
      const std::string body = "<rss><channel><title>Paper</title>" + items_ + "</channel></rss>";
      TestServer::send(socket,
                       "HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nETag: "
                       "\"v1\"\r\nContent-Length: " +
                           std::to_string(body.size()) + "\r\n\r\n" + body);
    });
    server_.text("/1", "<html><head><title>One</title></head><body><article><p>" + prose_ +
                           "</p></article></body></html>");
    server_.text("/3", "\x89PNG", "image/png");
    server_.text("/hidden/4", "<p>never</p>");
    server_.text("/robots.txt", "User-agent: *\nDisallow: /hidden/\n", "text/plain");
  }
  static std::string item(const std::string& url) {
    return "<item><title>T" + url + "</title><link>" + url +
           "</link><description>From the feed.</description></item>";
  }
  Poller open(bool pages = true) {
    PollOptions options;
    options.state_path = folder_.path() + "/watch.state";
    options.host_pause_ms = 0;
    options.pages = pages;
    options.fetch = options_for(server_);
    options.fetch.stopped = [this] { return stopped_.load(); };
    auto poller = Poller::open({server_.url("/feed")}, options);
    EXPECT_TRUE(poller);
    return *std::move(poller);
  }
  // Paths of pieces, "+" for a page and "-" for the feed's own text; "!" for an error; then what it
  // waits for.
  std::string poll(Poller& poller, std::int64_t now) {
    std::string out;
    for (int i = 0; i < 1000; ++i) {
      auto step = poller.next(now);
      if (const auto* piece = std::get_if<Piece>(&step)) {
        out += piece->document.url.substr(server_.url("").size()) + (piece->is_page ? "+ " : "- ");
        last_ = *piece;
      } else if (const auto* error = std::get_if<Error>(&step)) {
        out += "! ";
        last_error_ = error->message;
      } else if (const std::uint64_t ms = std::get<Poller::Wait>(step).ms; ms > 100) {
        return out + std::to_string(ms / 1000);
      }
    }
    return out + "never waits";
  }
  const std::string prose_ =
      "The foreign minister signed a treaty of friendship with the neighbour on the other side of "
      "the river, after years of talks about it.";
  TestFolder folder_;
  TestServer server_;
  std::string items_ = item("/1") + item("/2") + item("/3") + item("/hidden/4");
  Piece last_;
  std::string last_error_;
  std::atomic<bool> stopped_ = false;
};

TEST_F(Polling, NewItemsOnceAcrossRestarts) {
  {
    Poller poller = open();
    EXPECT_EQ(poll(poller, 1000), "/1+ /2- /3- /hidden/4- 900");
    EXPECT_EQ(
        last_.document.warnings,
        std::vector<std::string>{"robots.txt asks to leave the page alone: the feed's own text"});
    EXPECT_EQ(server_.hits("/hidden/4"), 0);
    EXPECT_EQ(poll(poller, 1900), "900");  // 304
    EXPECT_EQ(poller.counts().unchanged, 1u);
    ASSERT_TRUE(poller.save());
  }
  Poller again = open();
  EXPECT_EQ(poll(again, 2000), "800");
  EXPECT_EQ(server_.hits("/feed"), 2);
  EXPECT_EQ(poll(again, 2800), "900");
  EXPECT_EQ(server_.hits("/1"), 1);
}

TEST_F(Polling, WhatWasNotKeptIsMetAgain) {
  {
    Poller poller = open();
    ASSERT_TRUE(std::holds_alternative<Piece>(poller.next(1000)));
    ASSERT_TRUE(poller.save());  // one kept, three in the queue
  }
  Poller again = open();
  EXPECT_EQ(poll(again, 1001), "/2- /3- /hidden/4- 900");
}

TEST_F(Polling, TheFeedsOwnTextAlone) {
  Poller poller = open(false);
  EXPECT_EQ(poll(poller, 1000), "/1- /2- /3- /hidden/4- 900");
  EXPECT_EQ(server_.hits("/1"), 0);
  EXPECT_EQ(last_.document.body(), "From the feed.");
  EXPECT_EQ(last_.document.source, "Paper");
}

TEST_F(Polling, PausesGrowAndSitesAreHeard) {
  server_.text("/feed", "", "text/plain", "", "500 Oops");
  Poller poller = open();
  EXPECT_EQ(poll(poller, 0), "! 1800");
  EXPECT_EQ(poll(poller, 1800), "! 3600");
  EXPECT_EQ(poll(poller, 5400), "! 7200");
  server_.text("/feed", "", "text/plain", "Retry-After: 50000\r\n", "503 Busy");
  EXPECT_EQ(poll(poller, 12600), "! 50000");
  server_.text("/feed", "<html>moved", "text/html");
  EXPECT_EQ(poll(poller, 62600), "! 28800");
  EXPECT_EQ(last_error_.substr(0, 7), "no feed");
  server_.text("/feed", "<rss><channel><title>T</title></channel></rss>", "text/xml");
  EXPECT_EQ(poll(poller, 162600), "900") << last_error_;
}

TEST_F(Polling, RobotsTxtOfTheFeedAndOfABrokenServer) {
  server_.text("/robots.txt", "User-agent: *\nDisallow: /\n", "text/plain");
  Poller poller = open();
  EXPECT_EQ(poll(poller, 0), "! 86400");
  EXPECT_EQ(server_.hits("/feed"), 0);
  server_.text("/robots.txt", "", "text/plain", "", "500 Oops");
  EXPECT_EQ(poll(poller, 200000), "! 3600");
  EXPECT_EQ(last_error_, "its host's robots.txt cannot be had: HTTP status 500");
  EXPECT_EQ(server_.hits("/feed"), 0);
}

TEST_F(Polling, StopsWhenAsked) {
  Poller poller = open();
  stopped_ = true;
  const auto step = poller.next(1000);
  ASSERT_TRUE(std::holds_alternative<Poller::Wait>(step));
  EXPECT_EQ(std::get<Poller::Wait>(step).ms, 0u);
}

TEST_F(Polling, ADamagedStateIsToldAndLeft) {
  std::ofstream(folder_.path() + "/watch.state") << "# entente watch, state 1\nnonsense\n";
  PollOptions options;
  options.state_path = folder_.path() + "/watch.state";
  const auto poller = Poller::open({server_.url("/feed")}, options);
  ASSERT_FALSE(poller);
  EXPECT_EQ(poller.error().message, "a damaged line");
}

}  // namespace
}  // namespace entente
