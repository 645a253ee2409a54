// The database through the built program: gathered once, kept through kills, damage and full disks,
// made again from the journal with the same answers. store/'s own tests go deeper (each byte, each
// sync); these hold what a person sees.
#include <fcntl.h>
#include <sys/file.h>

#include <regex>

#include "tests/program.h"

namespace entente::testing_house {
namespace {

namespace fs = std::filesystem;

const std::string kReports = kSource + "/tests/golden/events.jsonl";
const std::string kRegisters = kSource + "/tests/golden/registers.jsonl";

std::string database(const Folder& folder) { return folder.path() + "/db"; }

Finished gather(const Folder& folder, std::vector<std::string> paths,
                const RunLimits& limits = {}) {
  std::vector<std::string> arguments{"gather", "--db", database(folder), "-j1"};
  arguments.insert(arguments.end(), paths.begin(), paths.end());
  return entente(arguments, {}, limits);
}
Finished ask(const Folder& folder, std::vector<std::string> arguments) {
  arguments.insert(arguments.end(), {"--db", database(folder)});
  return entente(arguments);
}
// The pages of a pair and of all, and some rows: what a user sees of the database.
std::string answers(const Folder& folder) {
  return ask(folder, {"show"}).out + ask(folder, {"show", "HUN", "ROU", "--json"}).out +
         ask(folder, {"query", "SELECT * FROM events ORDER BY ALL", "--csv"}).out;
}
std::string count_documents(const Folder& folder) {
  const auto lines =
      lines_of(ask(folder, {"query", "SELECT count(*) AS n FROM documents", "--csv"}).out);
  return lines.size() == 2 ? lines[1] : "no answer";
}
fs::path only_segment(const Folder& folder) { return database(folder) + "/journal/000001.seg"; }

class DatabaseTest : public testing::Test {
 protected:
  void SetUp() override {
    const Finished run = gather(folder_, {kReports, kRegisters});
    ASSERT_EQ(run.status, 0) << run.err;
    ASSERT_EQ(run.out.substr(0, 12), "23 documents") << run.out;
  }
  Folder folder_;
};

TEST_F(DatabaseTest, TheSameTwiceChangesNothing) {
  const std::string before = answers(folder_);
  const Finished again = gather(folder_, {kReports, kRegisters});
  EXPECT_EQ(again.status, 0) << again.err;
  EXPECT_EQ(again.out.substr(0, 11), "0 documents") << again.out;
  EXPECT_EQ(answers(folder_), before);
}

TEST_F(DatabaseTest, RebuiltIndexAnswersTheSame) {
  const std::string before = answers(folder_);
  ASSERT_NE(before.find("HUN"), std::string::npos) << before;
  EXPECT_EQ(ask(folder_, {"rebuild"}).status, 0);
  EXPECT_EQ(answers(folder_), before);
  fs::remove(database(folder_) + "/index.duckdb");
  EXPECT_EQ(answers(folder_), before) << "an index that is gone is made again";
  std::ofstream(database(folder_) + "/index.duckdb", std::ios::binary) << "no database of DuckDB";
  EXPECT_EQ(answers(folder_), before) << "an index that is none is set aside and made again";
}

TEST_F(DatabaseTest, QueriesOnlyRead) {
  for (const char* sql :
       {"DROP TABLE documents", "DELETE FROM documents", "SELECT * FROM read_csv('/etc/passwd')",
        "COPY documents TO '/tmp/x.csv'", "SELEC 1", ""}) {
    const Finished run = ask(folder_, {"query", sql});
    EXPECT_EQ(run.status, 2) << sql << run.out;
    EXPECT_FALSE(run.err.empty()) << sql;
    EXPECT_EQ(run.err.find("\\x0a"), std::string::npos) << "in lines: " << run.err;
  }
  EXPECT_EQ(count_documents(folder_), "23");
}

TEST_F(DatabaseTest, CheckRecodeDiffAndSources) {
  const Finished whole = ask(folder_, {"check", "--deep"});
  EXPECT_EQ(whole.status, 0) << whole.err << whole.out;
  EXPECT_NE(whole.out.find("23 documents, 23 of them in the index"), std::string::npos)
      << whole.out;
  const std::string before = answers(folder_), old = folder_.path() + "/old";
  fs::copy(database(folder_), old, fs::copy_options::recursive);
  EXPECT_EQ(entente({"diff", old, database(folder_)}).status, 0);
  EXPECT_EQ(ask(folder_, {"recode"}).out.substr(0, 11), "0 documents")
      << "today's coder made them all";
  const Finished again = ask(folder_, {"recode", "--all"});
  EXPECT_EQ(again.status, 0) << again.err;
  EXPECT_EQ(again.out.substr(0, 12), "23 documents") << again.out;
  EXPECT_NE(again.out.find(", 0 records changed"), std::string::npos) << again.out;
  EXPECT_EQ(ask(folder_, {"check", "--deep"}).status, 0);
  EXPECT_EQ(count_documents(folder_), "23");
  std::ofstream(folder_.path() + "/more.jsonl")
      << R"({"id": "more", "date": "2022-02-17", "text": "Hungary and Romania signed a treaty on Tuesday."})"
      << "\n";
  gather(folder_, {folder_.path() + "/more.jsonl"});
  const Finished differs = entente({"diff", old, database(folder_)});
  EXPECT_EQ(differs.status, 1) << differs.err;
  EXPECT_NE(differs.out.find("only in B: more\n"), std::string::npos) << differs.out;
  EXPECT_NE(differs.out.find("23 documents say the same"), std::string::npos) << differs.out;
  const Finished sources = ask(folder_, {"sources", "--csv"});
  EXPECT_EQ(sources.status, 0) << sources.err;
  EXPECT_EQ(sources.out.substr(0, 17), "source,documents,") << sources.out;
}

// gather -> export -> gather -> export: the same bytes, and the same journal to the byte, of which
// all tables are made (RebuiltIndexAnswersTheSame, check --deep).
TEST_F(DatabaseTest, WhatIsExportedIsGatheredAgainAndNothingLost) {
  // Texts with all that JSON escapes; a second version of one; a page's share and author.
  std::ofstream(folder_.path() + "/more.jsonl")
      << R"({"id": "q\"\\/\u0001\u2028", "text": "Tab\there, \"quoted\": \ud83d\ude00 {\"record\": {}}. Hungary and Romania signed a treaty on Tuesday.", "date": "2022-02-17", "url": "http://a.example/?a=1&b={2}", "author": "A, B", "kept": 0.25, "record": "no object"})"
      << "\n"
      << R"({"id": "twice", "text": "Iran expelled the Polish envoy.", "date": "2022-02-17"})"
      << "\n"
      << R"({"id": "twice", "text": "Iran denied that it had expelled the Polish envoy.", "date": "2022-02-18", "record": {"coder": 3}})"
      << "\n{\"id\": \"broken\", \"text\": \"x\xE2\x82y\"}\n";
  ASSERT_EQ(gather(folder_, {folder_.path() + "/more.jsonl"}).status, 0);
  const std::string first = folder_.path() + "/first.jsonl", second = folder_.path() + "/2.jsonl";
  const auto write = [&](const std::string& db, const std::string& to) {
    const Finished run = entente({"export", "--format", "records", "-o", to, "--db", db});
    EXPECT_EQ(run.status, 0) << run.err;
    return read_whole(to);
  };
  const std::string exported = write(database(folder_), first);
  EXPECT_EQ(lines_of(exported).size(), 27u) << "23, one, two versions of one, one unreadable";
  const std::string copy = folder_.path() + "/copy";
  const Finished run = entente({"gather", first, "--db", copy, "-j2"});
  ASSERT_EQ(run.status, 0) << run.err;
  EXPECT_TRUE(read_whole(copy + "/journal/000001.seg") == read_whole(only_segment(folder_)));
  EXPECT_EQ(write(copy, second), exported);
  EXPECT_EQ(entente({"check", "--deep", "--db", copy}).status, 0);
  // Coded again, each version has one record, the newest: what one copy has, the next has too.
  ASSERT_EQ(ask(folder_, {"recode", "--all"}).status, 0);
  const std::string recoded = write(database(folder_), first), third = folder_.path() + "/third";
  ASSERT_EQ(entente({"gather", first, "--db", third}).status, 0);
  EXPECT_EQ(write(third, second), recoded);
  EXPECT_EQ(entente({"diff", database(folder_), third}).status, 0);
  EXPECT_EQ(entente({"gather", first, "--db", third}).out.substr(0, 11), "0 documents");
  // With a choice, what tells of it.
  const Finished some = ask(folder_, {"export", "IRN", "--format", "records", "--all-status"});
  EXPECT_NE(some.out.find("Polish envoy"), std::string::npos) << some.err;
  EXPECT_LT(lines_of(some.out).size(), 27u);
}

// A record that is not of the text that it comes with is not believed: the text is coded.
TEST(Database, AStrangersRecordIsNotKept) {
  const Folder folder;
  ASSERT_EQ(gather(folder, {kRegisters}).status, 0);
  std::string lines = ask(folder, {"export", "--format", "records"}).out;
  const std::size_t text = lines.find("\"text\": \"");
  lines.insert(text + 9, "Another text. ");
  const std::size_t span = lines.find("\"end\": ", lines.find('\n'));
  lines.replace(span + 7, 1, "999999");
  folder.write("forged.jsonl", lines);
  const Folder other;
  const Finished run = gather(other, {folder.path() + "/forged.jsonl"});
  EXPECT_EQ(run.status, 0) << run.err;
  EXPECT_EQ(count_documents(other), count_documents(folder));
  const std::string warned =
      ask(other, {"query", "SELECT unnest(warnings) AS w FROM documents ORDER BY w", "--csv"}).out;
  EXPECT_NE(warned.find("was not kept: it is of another text"), std::string::npos) << warned;
  EXPECT_EQ(lines_of(warned).size(), 3u) << warned;
}

TEST_F(DatabaseTest, NothingKnownIsSaid) {
  EXPECT_EQ(ask(folder_, {"show", "TUV", "NRU"}).status, 1);
  EXPECT_EQ(ask(folder_, {"show", "HUN", "ROU"}).status, 0);
}

TEST_F(DatabaseTest, ASecondWriterIsToldOfTheFirst) {
  const int lock = ::open((database(folder_) + "/lock").c_str(), O_RDWR | O_CLOEXEC);
  ASSERT_GE(lock, 0);
  ASSERT_EQ(::flock(lock, LOCK_EX | LOCK_NB), 0);
  const Finished second = gather(folder_, {kReports});
  EXPECT_EQ(second.status, 2) << second.out;
  EXPECT_TRUE(std::regex_search(second.err, std::regex("[Pp]rocess|pid|held"))) << second.err;
  EXPECT_EQ(ask(folder_, {"show", "HUN", "ROU"}).status, 0) << "readers go on";
  ::close(lock);
  EXPECT_EQ(gather(folder_, {kReports}).status, 0);
}

// A bit of a record in the middle: named, passed over, the rest stands, and the exit status says
// so.
TEST_F(DatabaseTest, DamagedRecordIsNamedAndTheRestStands) {
  std::string bytes = read_whole(only_segment(folder_));
  bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
  std::ofstream(only_segment(folder_), std::ios::binary) << bytes;
  const Finished rebuilt = ask(folder_, {"rebuild"});
  EXPECT_EQ(rebuilt.status, 1) << rebuilt.err;
  EXPECT_NE(rebuilt.err.find("000001.seg"), std::string::npos) << rebuilt.err;
  EXPECT_EQ(count_documents(folder_), "22");
  const Finished mended = gather(folder_, {kReports, kRegisters});
  EXPECT_EQ(mended.out.substr(0, 11), "1 documents") << mended.out << mended.err;
  EXPECT_EQ(count_documents(folder_), "23");
}

TEST_F(DatabaseTest, CutTailIsCutAndSaid) {
  const auto size = fs::file_size(only_segment(folder_));
  fs::resize_file(only_segment(folder_), size - 100);
  const Finished run = gather(folder_, {kReports, kRegisters});
  EXPECT_EQ(run.status, 0) << run.err;
  EXPECT_EQ(run.out.substr(0, 11), "1 documents") << run.out;
  EXPECT_NE(run.err.find("000001.seg"), std::string::npos) << run.err;
  EXPECT_EQ(count_documents(folder_), "23");
}

TEST(Database, KilledAtAnyMomentGoesOn) {
  const Folder folder;
  for (int i = 0; i < 12; ++i) {
    const Finished killed = gather(folder, {kReports, kRegisters}, {.timeout_s = 0.05 + 0.09 * i});
    EXPECT_TRUE(killed.timed_out || killed.status == 0) << killed.err;
  }
  const Finished last = gather(folder, {kReports, kRegisters});
  EXPECT_EQ(last.status, 0) << last.err;
  EXPECT_EQ(count_documents(folder), "23");
  const Folder calm;
  ASSERT_EQ(gather(calm, {kReports, kRegisters}).status, 0);
  EXPECT_EQ(answers(folder), answers(calm));
}

TEST(Database, FullDiskKeepsWhatWasCommitted) {
  const Folder folder;
  ASSERT_EQ(gather(folder, {kRegisters}).status, 0);
  const Finished full = gather(folder, {kReports}, {.max_file_bytes = 8192});
  EXPECT_EQ(full.status, 2) << full.out;
  EXPECT_FALSE(full.err.empty());
  const Finished again = gather(folder, {kReports, kRegisters});
  EXPECT_EQ(again.status, 0) << again.err;
  EXPECT_EQ(count_documents(folder), "23");
}

TEST(Database, WhatIsNoDatabaseIsRefusedAndLeftAlone) {
  const Folder folder;
  folder.write("db/thesis.txt", "my only copy");
  for (const auto& run :
       {gather(folder, {kReports}), ask(folder, {"show"}), ask(folder, {"rebuild"})}) {
    EXPECT_EQ(run.status, 2) << run.out;
    EXPECT_NE(run.err.find("not a database"), std::string::npos) << run.err;
  }
  EXPECT_EQ(std::distance(fs::directory_iterator(database(folder)), fs::directory_iterator()), 1);
  const Folder newer;
  newer.write("db/FORMAT", "entente database 99\n");
  const Finished refused = gather(newer, {kReports});
  EXPECT_EQ(refused.status, 2);
  EXPECT_NE(refused.err.find("newer version"), std::string::npos) << refused.err;
  EXPECT_EQ(ask(Folder(), {"show"}).status, 2);
}

TEST(Explain, DrawsAndNamesTheLineThatDecided) {
  const Finished run = entente({"explain", "Iran denied that it had expelled the Polish envoy."});
  EXPECT_EQ(run.status, 0) << run.err;
  EXPECT_TRUE(std::regex_search(run.out, std::regex("data/en/frames_[a-z]+[.]tsv:[0-9]+")))
      << run.out;
  EXPECT_NE(run.out.find("denied"), std::string::npos);
}

// Text from outside cannot move the cursor, ring the bell or turn the writing direction.
TEST(Explain, StripsWhatATerminalWouldObey) {
  const Finished run =
      entente({"explain", "Iran \x1b[2J\x07 met \u202EIraq\u202C\u0085 \u009B31m on Monday."});
  EXPECT_EQ(run.status, 0) << run.err;
  for (const std::string_view bad : {"\x1b[2J", "\x07", "\u202E", "\u0085", "\u009B"})
    EXPECT_EQ(run.out.find(bad), std::string::npos) << run.out;
}

}  // namespace
}  // namespace entente::testing_house
