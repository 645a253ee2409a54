#include "entente/ingest/ingest.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "entente/ingest/language.h"

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
  // One line a document, "NAME|TITLE|BODY|DATE", or "error NAME:OFFSET MESSAGE"; folders cut from names.
  std::string read(std::vector<std::string> paths, IngestOptions options = {}) {
    DocumentStream stream(std::move(paths), std::move(options));
    std::string out;
    for (;;) {
      const auto item = stream.next();
      if (std::holds_alternative<std::monostate>(item)) break;
      if (const auto* error = std::get_if<Error>(&item)) {
        out += "error " + fs::path(error->source).filename().string() + ":" + std::to_string(error->offset) + " " +
               error->message + "\n";
        continue;
      }
      const auto& document = std::get<Document>(item);
      out += fs::path(document.id).filename().string() + "|" + std::string(document.title()) + "|" +
             std::string(document.body()) + "|" + (document.date ? format_day(*document.date) : "-");
      for (const std::string& warning : document.warnings) out += "|" + warning;
      out += "\n";
    }
    passed_over_ = stream.passed_over();
    return out;
  }
  fs::path root_ = fs::temp_directory_path() / ("entente_ingest_" + std::to_string(::getpid()));
  std::uint64_t passed_over_ = 0;
};

TEST_F(Ingest, JsonLinesWithBadOnesAmong) {
  const std::string path = write("a.jsonl", "{\"id\": \"1\", \"text\": \"One.\"}\nnonsense\n\n{\"id\": \"2\"}\n{\"id\": \"3\", \"text\": \"\"}");
  EXPECT_EQ(read({path}),
            "1||One.|-\n"
            "error a.jsonl:2 not JSON: Problem while parsing an atom starting with the letter 'n'\n"
            "error a.jsonl:4 no `text`: `2`\n"
            "3|||-|no text\n");
}

TEST_F(Ingest, PlainTextTakesTitleAndDateFromWhatItShows) {
  const std::string dated = write("2022-02-17-visit.txt", "A visit ends\r\n\r\nThe guest left.\r\n");
  EXPECT_EQ(read({dated}), "2022-02-17-visit.txt|A visit ends|The guest left.\r\n|2022-02-17\n");
  EXPECT_EQ(read({write("b.txt", "One sentence.\n\nAnother.")}), "b.txt||One sentence.\n\nAnother.|-\n");
  EXPECT_EQ(read({write("c.txt", "\xEF\xBB\xBFNo end")}), "c.txt||No end|-\n");
  EXPECT_EQ(read({write("d.txt", "")}), "d.txt|||-|no text\n");
  EXPECT_EQ(read({write("e.txt", "bad \xFF here")}), "e.txt||bad \uFFFD here|-|malformed UTF-8 at byte 4: not read\n");
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

TEST_F(Ingest, WhatIsAbsentIsNamedAndTheRestIsRead) {
  const std::string good = write("good.txt", "Good.");
  EXPECT_EQ(read({(root_ / "none.txt").string(), good}),
            "error none.txt:0 cannot open: No such file or directory\ngood.txt||Good.|-\n");
}

TEST_F(Ingest, FormatIsGuessedByTheFirstByte) {
  EXPECT_EQ(read({write("unnamed", "  {\"id\": \"1\", \"text\": \"One.\"}\n")}), "1||One.|-\n");
  EXPECT_EQ(read({write("unnamed2", "Plain.")}), "unnamed2||Plain.|-\n");
  EXPECT_EQ(read({write("unnamed3", "[\n{\"id\": \"1\", \"text\": \"One.\"}\n")}).substr(0, 26), "error unnamed3:1 not JSON:");
  EXPECT_EQ(read({write("f.txt", "{\"id\": \"1\", \"text\": \"x\"}")}, {.format = InputFormat::kJson}), "1||x|-\n");
}

TEST(Language, GuessesWhenItCan) {
  EXPECT_EQ(guess_language("The two governments signed an agreement on trade in the capital on Wednesday."), "en");
  EXPECT_EQ(guess_language("El presidente recibió en el palacio al ministro de relaciones exteriores de Rusia."), "es");
  EXPECT_EQ(guess_language("OK"), "");
  EXPECT_EQ(primary_language("en-US"), "en");
  EXPECT_EQ(primary_language("PT_br"), "pt");
  EXPECT_EQ(primary_language("english"), "");
}

}  // namespace
}  // namespace entente
