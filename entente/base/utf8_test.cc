#include "entente/base/utf8.h"

#include <gtest/gtest.h>

namespace entente {
namespace {

struct InvalidCase {
  const char* name;
  std::string_view text;
  std::size_t at;
};
const InvalidCase kInvalid[] = {
    {"Empty", "", std::string_view::npos},
    {"Ascii", "abcdefghij", std::string_view::npos},
    {"AllLengths", "aé€😀z", std::string_view::npos},
    {"LoneContinuation", "a\x80z", 1},
    {"Overlong", "ab\xC0\xAFz", 2},
    {"OverlongThree", "\xE0\x80\xAF", 0},
    {"Surrogate", "x\xED\xA0\x80", 1},
    {"AboveLast", "\xF4\x90\x80\x80", 0},
    {"Cut", "abcdefgh\xE2\x82", 8},
};

class Invalid : public testing::TestWithParam<InvalidCase> {};
TEST_P(Invalid, Place) { EXPECT_EQ(find_invalid_utf8(GetParam().text), GetParam().at); }
INSTANTIATE_TEST_SUITE_P(Utf8, Invalid, testing::ValuesIn(kInvalid),
                         [](const auto& test) { return std::string(test.param.name); });

TEST(Utf8, RepairReplacesMaximalPieces) {
  EXPECT_EQ(repair_utf8("a\xE2\x82z"), "a\uFFFDz");
  EXPECT_EQ(repair_utf8("\xF0\x9F\x98"), "\uFFFD");
  EXPECT_EQ(repair_utf8("\xED\xA0\x80"), "\uFFFD\uFFFD\uFFFD");
  EXPECT_EQ(repair_utf8("plain"), "plain");
}

TEST(Utf8, CodePointsReadBackWhatWasWritten) {
  for (char32_t value : {U'a', U'\u00e9', U'\u20ac', U'\U0001F600', U'\U0010FFFF'}) {
    std::string text;
    append_utf8(text, value);
    const CodePoint got = code_point_at(text, 0);
    EXPECT_EQ(got.value, value);
    EXPECT_EQ(got.bytes, text.size());
    EXPECT_EQ(previous_code_point(text, text.size()), 0u);
  }
}

TEST(Utf8, OffsetMapAgreesWithCounting) {
  std::string text;
  for (int i = 0; i < 100; ++i) text += i % 3 ? "né€" : "x😀";
  OffsetMap map;
  map.build(text);
  std::uint32_t count = 0;
  for (std::uint32_t byte = 0; byte < text.size(); ++byte) {
    const bool start = (static_cast<unsigned char>(text[byte]) & 0xC0) != 0x80;
    EXPECT_EQ(map.code_points_before(byte), start ? count : count - 1) << byte;
    count += start;
  }
  EXPECT_EQ(map.code_points_before(static_cast<std::uint32_t>(text.size())), count);
}

}  // namespace
}  // namespace entente
