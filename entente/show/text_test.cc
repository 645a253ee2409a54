#include "entente/show/text.h"

#include <gtest/gtest.h>

#include "entente/base/display.h"
#include "entente/base/utf8.h"

namespace entente {
namespace {

struct CleanCase {
  const char* name;
  std::string_view text, cleaned;
};
const CleanCase kCleanCases[] = {
    {"Plain", "Nicolás Maduro", "Nicolás Maduro"},
    {"LinesAndTabs", " a\n\tb \r\n c ", "a b c"},
    {"Colour", "\x1b[31mred\x1b[0m", "[31mred[0m"},
    {"Title", "\x1b]0;owned\x07text", "]0;ownedtext"},
    {"C1",
     "a\xC2\x9B"
     "31mb",
     "a31mb"},
    {"NulAndDelete",
     std::string_view("a\0b\x7F"
                      "c",
                      5),
     "abc"},
    {"RightToLeftOverride", "evil\xE2\x80\xAEtxt.exe", "eviltxt.exe"},
    {"Isolates", "\xE2\x81\xA6x\xE2\x81\xA9", "x"},
    {"ArabicLetterMark",
     "a\xD8\x9C"
     "b",
     "ab"},
    {"ZeroWidthSpace",
     "a\xE2\x80\x8B"
     "b",
     "ab"},
    {"JoinersStay", "\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x9A\x80",
     "\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x9A\x80"},
    {"Tags",
     "a\xF3\xA0\x81\x81"
     "b",
     "ab"},
    {"ByteOrderMark", "\xEF\xBB\xBFx", "x"},
    {"LineSeparator",
     "a\xE2\x80\xA8"
     "b",
     "a b"},
    {"NoBreakSpace",
     "a\xC2\xA0"
     "b",
     "a b"},
    {"Invalid",
     "a\xFF"
     "b",
     "a\xEF\xBF\xBD"
     "b"},
    {"CutSequence", "a\xE2\x80", "a\xEF\xBF\xBD"},
    {"RightToLeftTextStays", "שלום", "שלום"},
    {"Empty", "", ""},
};
class Clean : public testing::TestWithParam<CleanCase> {};
TEST_P(Clean, Text) { EXPECT_EQ(clean(GetParam().text), GetParam().cleaned); }
INSTANTIATE_TEST_SUITE_P(Text, Clean, testing::ValuesIn(kCleanCases),
                         [](const auto& one) { return one.param.name; });

// No control character and no mark that turns a line gets through, whatever stands around it.
TEST(Text, NothingHarmfulGetsThrough) {
  for (char32_t c = 0; c < 0x3000; ++c) {
    if (c >= 0xD800 && c < 0xE000) continue;
    std::string text = "a";
    append_utf8(text, c);
    const std::string cleaned = clean(text + "b");
    for (std::size_t at = 0; at < cleaned.size();) {
      const CodePoint point = code_point_at(cleaned, at);
      at += point.bytes;
      EXPECT_FALSE(point.value < 0x20 || (point.value >= 0x7F && point.value < 0xA0) ||
                   (point.value >= 0x202A && point.value <= 0x202E) ||
                   (point.value >= 0x2066 && point.value <= 0x2069))
          << static_cast<unsigned>(c);
    }
  }
}

TEST(Text, CutsAndPadsByColumns) {
  EXPECT_EQ(cut("Venezuela", 9), "Venezuela");
  EXPECT_EQ(cut("Venezuela", 5), "Vene…");
  EXPECT_EQ(cut("中国外交部", 7), "中国外…");
  EXPECT_EQ(cut("中国外交部", 6), "中国…");
  EXPECT_EQ(cut("x", 0), "");
  EXPECT_EQ(pad("中国", 6) + "|", "中国  |");
  EXPECT_EQ(pad_left("7", 3), "  7");
  EXPECT_EQ(display_width("e\xCC\x81"), 1u);
}

TEST(Text, Wraps) {
  std::string out;
  Printer page(out, 40, false);
  page.wrapped("The quick brown fox jumps over the lazy dog and runs away", 4, "1");
  EXPECT_EQ(out, "1   The quick brown fox jumps over the\n    lazy dog and runs away\n");
  out.clear();
  page.wrapped(std::string(80, 'x'), 4, "");
  EXPECT_EQ(out, "    " + std::string(36, 'x') + "\n    " + std::string(36, 'x') + "\n    " +
                     std::string(8, 'x') + "\n");
}

TEST(Text, ColoursOnlyWhereWanted) {
  std::string out;
  EXPECT_EQ(Printer(out, 80, false).styled("x", Style::kBad), "x");
  EXPECT_EQ(Printer(out, 80, true).styled("x", Style::kBad), "\x1b[31mx\x1b[0m");
}

TEST(Text, Bars) {
  EXPECT_EQ(bar(0, 10, 10), "");
  EXPECT_EQ(bar(10, 10, 4), "████");
  EXPECT_EQ(bar(5, 10, 3), "█▌");
  EXPECT_EQ(bar(1, 1000, 4), "▏");
}

}  // namespace
}  // namespace entente
