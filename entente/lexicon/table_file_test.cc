#include "entente/lexicon/table_file.h"

#include "entente/lexicon/test_tables.h"

namespace entente::lexicon_detail {
namespace {

constexpr std::string_view kHeader = "# forms\tcode\tweight\n";

struct FileCase {
  const char* name;
  std::string text;
  std::string_view rows, errors;  // a row: LINE:CELL,CELL,CELL;  an error: LINE:MESSAGE;
};

std::string header(std::string_view rest) { return std::string(kHeader) + std::string(rest); }

const FileCase kFileCases[] = {
    {"Plain", header("a\tb\tc\n"), "2:a,b,c;", ""},
    {"NoFinalNewline", header("a\tb\tc"), "2:a,b,c;", ""},
    {"CommentsAndBlankLines", "# T.\n\n# forms\tcode\tweight\na\tb\t\n# x\n\nd\te\t\n",
     "4:a,b,;7:d,e,;", ""},
    {"WindowsLineEnds", "# forms\tcode\tweight\r\na\tb\t\r\n", "2:a,b,;", ""},
    {"ByteOrderMark", "\xEF\xBB\xBF" + header("a\tb\tc\n"), "2:a,b,c;", ""},
    {"Empty", "", "", ""},
    {"NoHeader", "a\tb\tc\n", "",
     "1:no comment before the rows names the columns of names, parted by tabs: forms, code, "
     "weight;"},
    {"OtherHeader", "# forms\tcode\n#\na\tb\n", "",
     "2:no comment before the rows names the columns of names, parted by tabs: forms, code, "
     "weight;"},
    {"SectionUnderTheHeader", header("# A\na\tb\t\n# B\nc\td\t\n"), "3:a,b,;5:c,d,;", ""},
    {"HeaderTooLate", "# T\na\tb\t\n# forms\tcode\tweight\nc\td\t\n", "",
     "1:no comment before the rows names the columns of names, parted by tabs: forms, code, "
     "weight;"},
    {"HeaderOrder", "# code\tforms\tweight\na\tb\tc\n", "",
     "1:no comment before the rows names the columns of names, parted by tabs: forms, code, "
     "weight;"},
    {"EveryBadLine", header("a\tb\nc\td\te\nf\tg\th\ti\n"), "3:c,d,e;",
     "2:2 cells, expected 3: forms, code, weight;4:4 cells, expected 3: forms, code, weight;"},
    {"Blanks", header(" a\tb\tc\na\tb \tc\n"), "",
     "2:column forms begins or ends with a blank;3:column code begins or ends with a blank;"},
    {"BadUtf8", header("a\xFF\tb\tc\n"), "", "2:malformed UTF-8 at byte 2 of the line;"},
    {"NulByte", header(std::string("a\0\tb\tc\n", 7)), "",
     "2:control character at byte 2 of the line;"},
    {"LongCell", header(std::string(kMaxCellBytes + 1, 'x') + "\tb\tc\n"), "",
     "2:column forms is longer than 64 KiB;"},
};
class TableFileTest : public testing::TestWithParam<FileCase> {};
TEST_P(TableFileTest, RowsAndErrors) {
  std::vector<Error> found;
  ErrorList errors(found);
  TextTable table;
  table.schema = &kTestSchema[0];
  read_table({{"x.tsv", "data/x.tsv", "x.tsv", 0}}, 0, GetParam().text, table, errors);
  std::string rows, bad;
  for (std::uint32_t row = 0; row < table.rows(); ++row) {
    rows += std::to_string(table.line[row]) + ":";
    for (std::uint32_t c = 0; c < 3; ++c)
      rows += std::string(table.cell(row, c)) + (c < 2 ? "," : ";");
  }
  for (const Error& error : found) {
    EXPECT_EQ(error.source, "x.tsv");
    bad += std::to_string(error.offset) + ":" + error.message + ";";
  }
  EXPECT_EQ(rows, GetParam().rows);
  EXPECT_EQ(bad, GetParam().errors);
}
INSTANTIATE_TEST_SUITE_P(Lexicon, TableFileTest, testing::ValuesIn(kFileCases),
                         [](const auto& test) { return std::string(test.param.name); });

TEST(TableFile, PathsWithAStar) {
  EXPECT_TRUE(fits_path("names/*.tsv", "names/a.tsv"));
  EXPECT_TRUE(fits_path("a.tsv", "a.tsv"));
  EXPECT_FALSE(fits_path("names/*.tsv", "names/deep/a.tsv"));
  EXPECT_FALSE(fits_path("names/a*a.tsv", "names/a.tsv"));
  EXPECT_FALSE(fits_path("a.tsv", "b/a.tsv"));
}

TEST(TableFile, Parts) {
  const auto parts = [](std::string_view cell) {
    std::string dump;
    for_each_part(cell, [&](std::string_view part) { dump += "[" + std::string(part) + "]"; });
    return dump;
  };
  EXPECT_EQ(parts(""), "");
  EXPECT_EQ(parts("a"), "[a]");
  EXPECT_EQ(parts("a|b c"), "[a][b c]");
  EXPECT_EQ(parts("a||b|"), "[a][][b][]");
}

}  // namespace
}  // namespace entente::lexicon_detail
