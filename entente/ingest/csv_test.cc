#include <gtest/gtest.h>

#include <fstream>

#include "entente/base/test_folder.h"
#include "entente/ingest/ingest.h"

namespace entente {
namespace {

class Csv : public testing::Test {
 protected:
  // "ID|TITLE|TEXT|DATE|SOURCE", or "error LINE MESSAGE", a line each.
  std::string read(std::string_view bytes, const std::string& name = "a.csv",
                   IngestOptions options = {}) {
    const std::string path = folder_.path() + "/" + name;
    std::ofstream(path, std::ios::binary) << bytes;
    DocumentStream stream({path}, std::move(options));
    std::string out;
    for (auto item = stream.next(); !std::holds_alternative<std::monostate>(item);
         item = stream.next()) {
      if (const auto* error = std::get_if<Error>(&item)) {
        out += "error " + std::to_string(error->offset) + " " + error->message + "\n";
        continue;
      }
      const auto& document = std::get<Document>(item);
      std::string id = document.id;
      if (id.starts_with(folder_.path())) id.erase(0, folder_.path().size() + 1);
      out += id + "|" + std::string(document.title()) + "|" + std::string(document.body()) + "|" +
             (document.date ? format_day(*document.date) : "-") + "|" + document.source;
      for (const std::string& warning : document.warnings) out += "|" + warning;
      out += "\n";
    }
    return out;
  }
  TestFolder folder_;
};

TEST_F(Csv, QuotesLineEndsAndBlankLines) {
  EXPECT_EQ(read("id,text,title\r\n1,\"a, \"\"b\"\"\nc\",T\r\n\r\n2,plain \"x\",\"\"\r\n3,last"),
            "1|T|a, \"b\"\nc|-|\n2||plain \"x\"|-|\n3||last|-|\n");
}

TEST_F(Csv, UsualColumnsOfExports) {
  EXPECT_EQ(read("\xEF\xBB\xBFHeadline;Publication;Publication Date;Full Text\nT;The "
                 "Paper;November 18, 2019;Body.\n"),
            "a.csv:2|T|Body.|2019-11-18|The Paper\n");
  EXPECT_EQ(read("title\tbody\tdate\nT\tB\t18/11/2019\n", "a.tsv"), "a.tsv:2|T|B|2019-11-18|\n");
  EXPECT_EQ(read("sep=|\nid|text\n1|x,y\n"), "1||x,y|-|\n");
}

TEST_F(Csv, ColumnsThatAreMapped) {
  IngestOptions options;
  options.names.text = {"What was said"}, options.names.date = {"when"};
  EXPECT_EQ(read("n,What Was Said,When,text\n1,x,2019-01-02,no\n", "a.csv", options),
            "a.csv:2||x|2019-01-02|\n");
  EXPECT_EQ(read("n,when\n1,x\n", "a.csv", options),
            "error 1 no column `What was said`; there are n, when\n");
}

TEST_F(Csv, WhatIsWrongIsTold) {
  EXPECT_EQ(read("a,b\n1,2\n"),
            "error 1 no column is called text, body or content: --map text=COLUMN says which it "
            "is; there are a, b\n");
  EXPECT_EQ(read("id,text\n1,\"never closed\n2,x\n"), "error 2 a quote that is not closed\n");
  EXPECT_EQ(read("id,text,date\n1,x,11/12/2019\n"),
            "1||x|-||`11/12/2019` is no day that can be told: left out\n");
  EXPECT_EQ(read("id,text\n1\n"), "1|||-||no text\n");
  EXPECT_EQ(read(""), "");
}

TEST_F(Csv, CellsOfWindowsAndOfHtml) {
  EXPECT_EQ(read("id,text\n1,caf\xE9 \x96 x\n2,<p>One</p><p>Two &amp; three</p>\n"),
            "1||café – x|-|\n2||One\n\nTwo & three|-|\n");
}

}  // namespace
}  // namespace entente
