#include "entente/ingest/ingest.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace entente {
namespace {

namespace fs = std::filesystem;

class Ingest : public testing::Test {
 protected:
  void SetUp() override { fs::create_directories(root_); }
  void TearDown() override { fs::remove_all(root_); }
  std::string write(const std::string& name, std::string_view bytes) {
    const fs::path path = root_ / name;
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << bytes;
    return path.string();
  }
  // One line a document, "NAME|TITLE|BODY|DATE", or "error NAME:OFFSET MESSAGE"; folders cut from
  // names.
  std::string read(std::vector<std::string> paths, IngestOptions options = {}) {
    DocumentStream stream(std::move(paths), std::move(options));
    std::string out;
    for (;;) {
      const auto item = stream.next();
      if (std::holds_alternative<std::monostate>(item)) break;
      if (const auto* error = std::get_if<Error>(&item)) {
        out += "error " + fs::path(error->source).filename().string() + ":" +
               std::to_string(error->offset) + " " + error->message + "\n";
        continue;
      }
      const auto& document = std::get<Document>(item);
      out += fs::path(document.id).filename().string() + "|" + std::string(document.title()) + "|" +
             std::string(document.body()) + "|" +
             (document.date ? format_day(*document.date) : "-");
      for (const std::string& warning : document.warnings) out += "|" + warning;
      out += "\n";
    }
    passed_over_ = 0;
    for (const auto& [kind, count] : stream.passed_over()) passed_over_ += count;
    return out;
  }
  fs::path root_ = fs::temp_directory_path() / ("entente_ingest_" + std::to_string(::getpid()));
  std::uint64_t passed_over_ = 0;
};

TEST_F(Ingest, JsonLinesWithBadOnesAmong) {
  const std::string path = write("a.jsonl",
                                 "{\"id\": \"1\", \"text\": \"One.\"}\nnonsense\n\n{\"id\": "
                                 "\"2\"}\n{\"id\": \"3\", \"text\": \"\"}");
  EXPECT_EQ(read({path}),
            "1||One.|-\n"
            "error a.jsonl:2 not JSON: Problem while parsing an atom starting with the letter 'n'\n"
            "error a.jsonl:4 no `text`: `2`\n"
            "3|||-|no text\n");
}

TEST_F(Ingest, PlainTextTakesTitleAndDateFromWhatItShows) {
  const std::string dated =
      write("2022-02-17-visit.txt", "A visit ends\r\n\r\nThe guest left.\r\n");
  EXPECT_EQ(read({dated}), "2022-02-17-visit.txt|A visit ends|The guest left.\r\n|2022-02-17\n");
  EXPECT_EQ(read({write("b.txt", "One sentence.\n\nAnother.")}),
            "b.txt||One sentence.\n\nAnother.|-\n");
  EXPECT_EQ(read({write("c.txt", "\xEF\xBB\xBFNo end")}), "c.txt||No end|-\n");
  EXPECT_EQ(read({write("d.txt", "")}), "d.txt|||-|no text\n");
  EXPECT_EQ(read({write("e.txt", "bad \xFF here")}),
            "e.txt||bad \uFFFD here|-|malformed UTF-8 at byte 4: not read\n");
}

TEST_F(Ingest, FoldersAreReadInOrderAndOtherFilesCounted) {
  write("z.txt", "Z.");
  write("b/one.txt", "One.");
  write("a.jsonl", "{\"id\": \"j\", \"text\": \"J.\"}\n");
  write("picture.png", "x");
  write(".hidden.txt", "x");
  EXPECT_EQ(read({root_.string()}), "j||J.|-\nz.txt||Z.|-\none.txt||One.|-\n");
  EXPECT_EQ(passed_over_, 1u);
}

// A pipe in a folder, to which nobody writes, held the run up for ever.
TEST_F(Ingest, PipesAndLoopsOfLinksInAFolderArePassedOver) {
  write("good.txt", "Good.");
  ASSERT_EQ(::mkfifo((root_ / "pipe.txt").c_str(), 0600), 0);
  std::filesystem::create_directory_symlink(".", root_ / "again");
  EXPECT_EQ(read({root_.string()}), "good.txt||Good.|-\n");
  EXPECT_EQ(passed_over_, 1u);
}

TEST_F(Ingest, WhatIsAbsentIsNamedAndTheRestIsRead) {
  const std::string good = write("good.txt", "Good.");
  EXPECT_EQ(read({(root_ / "none.txt").string(), good}),
            "error none.txt:0 cannot open: No such file or directory\ngood.txt||Good.|-\n");
}

TEST_F(Ingest, FormatIsGuessedByTheFirstByte) {
  EXPECT_EQ(read({write("unnamed", "  {\"id\": \"1\", \"text\": \"One.\"}\n")}), "1||One.|-\n");
  EXPECT_EQ(read({write("unnamed2", "Plain.")}), "unnamed2||Plain.|-\n");
  EXPECT_EQ(read({write("unnamed3", "[\n{\"id\": \"1\", \"text\": \"One.\"}\n")}), "1||One.|-\n");
  EXPECT_EQ(
      read({write("f.txt", "{\"id\": \"1\", \"text\": \"x\"}")}, {.format = InputFormat::kJson}),
      "1||x|-\n");
}

TEST_F(Ingest, ObjectsInAnArrayOrOverManyLines) {
  const std::string one = R"({"id": "1", "text": "a } \" {"})", two = R"({
  "id": "2",
  "text": "b", "more": [{"x": [1]}]
})";
  EXPECT_EQ(read({write("a.json", "[" + one + ",\n" + two + "]")}), "1||a } \" {|-\n2||b|-\n");
  EXPECT_EQ(read({write("b.json", two + "\n" + two)}), "2||b|-\n2||b|-\n");
  EXPECT_EQ(read({write("c.json", "[" + one + ", {\"id\": 3}, " + two)}),
            "1||a } \" {|-\nerror c.json:2 `id` is no string\n2||b|-\n");
  EXPECT_EQ(read({write("d.json", "[{\"id\": \"1\"")}),
            "error d.json:1 an object that does not end\n");
}

TEST_F(Ingest, MembersByOtherNames) {
  IngestOptions options;
  options.names.text = {"body"}, options.names.date = {"published"},
  options.names.id_needed = false;
  EXPECT_EQ(read({write("a.jsonl", R"({"body": "x", "published": "2020-01-02"})")}, options),
            "a.jsonl:1||x|2020-01-02\n");
}

TEST_F(Ingest, WhatExtractWroteIsReadBack) {
  EXPECT_EQ(read({write("a.jsonl",
                        R"({"id": "1", "text": "x", "kept": 0.5, "warnings": ["doubtful"]})")}),
            "1||x|-|doubtful\n");
}

TEST_F(Ingest, GoesOnAfterAPlace) {
  write("a/1.txt", "One."),
      write("a/2.jsonl", "{\"id\": \"j1\", \"text\": \"x\"}\n{\"id\": \"j2\", \"text\": \"x\"}\n"),
      write("b/3.txt", "Three.");
  const auto after = [this](const std::string& source, std::uint64_t offset) {
    DocumentStream stream({root_.string()}, {});
    stream.go_on_after({source.empty() ? "" : (root_ / source).string(), offset});
    std::string out;
    for (auto item = stream.next(); !std::holds_alternative<std::monostate>(item);
         item = stream.next())
      out += std::holds_alternative<Error>(item)
                 ? std::get<Error>(item).message
                 : fs::path(std::get<Document>(item).id).filename().string() + " ";
    return out;
  };
  EXPECT_EQ(after("a/1.txt", 0), "j1 j2 3.txt ");
  EXPECT_EQ(after("a/2.jsonl", 1), "j2 3.txt ");
  EXPECT_EQ(after("a/2.jsonl", 2), "3.txt ");
  EXPECT_EQ(after("b/3.txt", 0), "");
  EXPECT_EQ(after("a/4.txt", 0), "the place to go on after was not met");
}

}  // namespace
}  // namespace entente
