// entente extract and watch through the built program: formats in, documents out; feeds of a server
// of ours into a database.
#include <sys/wait.h>

#include <csignal>
#include <thread>

#include "entente/ingest/test_server.h"
#include "tests/program.h"

namespace entente::testing_house {
namespace {

class Watching : public testing::Test {
 protected:
  Watching() {
    std::string items;
    for (int i = 1; i <= 3; ++i) {
      const std::string path = "/2022/02/1" + std::to_string(i) + "/visit";
      items += "<item><title>Report " + std::to_string(i) + "</title><link>" + path +
               "</link><description>Short.</description></item>";
      server_.text(
          path,
          "<html lang=en><head><title>Report " + std::to_string(i) +
              "</title></head><body><article><p>Hungary and Romania signed a treaty of friendship "
              "on Tuesday, after talks that had taken "
              "several years and many meetings of their ministers.</p></article></body></html>");
    }
    server_.text("/feed", "<rss><channel><title>Paper</title>" + items + "</channel></rss>",
                 "text/xml");
  }
  std::vector<std::string> arguments(std::vector<std::string> more) const {
    std::vector<std::string> out = {"watch",
                                    server_.url("/feed"),
                                    "--db",
                                    folder_.path() + "/db",
                                    "--allow-private",
                                    "--allow-port",
                                    std::to_string(server_.port()),
                                    "-j1"};
    out.insert(out.end(), more.begin(), more.end());
    return out;
  }
  std::string documents() const {
    return entente({"query", "SELECT count(*) AS n, min(date) AS d FROM documents", "--csv", "--db",
                    folder_.path() + "/db"})
        .out;
  }
  Folder folder_;
  TestServer server_;
};

TEST_F(Watching, OnceThenAgainThenWithoutLeave) {
  const Finished first = entente(arguments({"--once"}));
  EXPECT_EQ(first.status, 0) << first.err;
  EXPECT_NE(first.out.find("3 documents gathered"), std::string::npos) << first.out;
  EXPECT_NE(documents().find("3,2022-02-11"), std::string::npos) << documents();
  const Finished again = entente(arguments({"--once"}));
  EXPECT_NE(again.out.find("0 documents gathered"), std::string::npos) << again.out;
  EXPECT_EQ(server_.hits("/feed"), 1);  // not due yet
  const Finished refused =
      entente({"watch", server_.url("/feed"), "--db", folder_.path() + "/other", "--allow-port",
               std::to_string(server_.port()), "--once"});
  EXPECT_NE(refused.err.find("an address that is not public"), std::string::npos) << refused.err;
}

TEST_F(Watching, ASignalEndsItCleanly) {
  const std::string db = folder_.path() + "/db", port = std::to_string(server_.port()),
                    url = server_.url("/feed");
  const pid_t child = ::fork();
  if (child == 0) {
    (void)!::freopen("/dev/null", "w", stdout);
    ::execl(kProgram.c_str(), "entente", "watch", url.c_str(), "--db", db.c_str(),
            "--allow-private", "--allow-port", port.c_str(), "-j1", nullptr);
    ::_exit(1);
  }
  for (int i = 0; i < 600 && server_.hits("/2022/02/13/visit") == 0; ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  const std::string meanwhile = documents();  // the index is kept up while it runs
  EXPECT_NE(meanwhile.find(",2022"), std::string::npos) << meanwhile;
  ::kill(child, SIGTERM);
  int status = -1;
  ::waitpid(child, &status, 0);
  EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << status;
  EXPECT_NE(documents().find("3,"), std::string::npos) << documents();
}

TEST(Extracting, WhatItWritesIsWhatCodeReads) {
  const Folder folder;
  folder.write(
      "page.html",
      "<html lang=en><title>A visit</title><article><p>Hungary and Romania signed a treaty of "
      "friendship on Tuesday, after talks that had taken several years.</p></article>");
  folder.write("rows.csv",
               "headline,body,date\nT,\"Iran denied it, said the minister.\",2022-02-17\n");
  const Finished extracted = entente({"extract", folder.path()});
  EXPECT_EQ(extracted.status, 0);
  EXPECT_NE(extracted.out.find("\"id\": \"page\""), std::string::npos) << extracted.out;
  EXPECT_NE(extracted.out.find("\"kept\": "), std::string::npos);
  EXPECT_NE(extracted.out.find("\"date\": \"2022-02-17\""), std::string::npos);
  EXPECT_EQ(entente({"extract"}, {.bytes = extracted.out}).out, extracted.out);
}

TEST(Extracting, SaysWhereToGoOn) {
  const Folder folder;
  std::string lines;
  for (int i = 1; i <= 50; ++i)
    lines += "{\"id\": \"" + std::to_string(i) + "\", \"text\": \"One sentence.\"}\n";
  const std::string path = folder.write("a.jsonl", lines);
  const Finished rest = entente({"extract", path, "--after", path + ":48", "--stats"});
  EXPECT_EQ(lines_of(rest.out).size(), 2u);
  EXPECT_NE(rest.err.find("\"offset\": 50"), std::string::npos) << rest.err;
}

}  // namespace
}  // namespace entente::testing_house
