#include "entente/ingest/charset.h"

#include <gtest/gtest.h>

namespace entente {
namespace {

struct CharsetCase {
  const char* name;
  std::string_view bytes, declared, dump;  // dump: CHARSET MALFORMED TEXT
};
using namespace std::string_view_literals;
const CharsetCase kCases[] = {
    {"Ascii", "plain", "", "utf-8 0 plain"},
    {"Utf8", "Malm\xC3\xB6", "", "utf-8 0 Malmö"},
    {"Utf8ThatIsCalledLatin", "Malm\xC3\xB6", "iso-8859-1", "utf-8 0 Malmö"},
    {"Mark",
     "\xEF\xBB\xBF"
     "caf\xC3\xA9",
     "windows-1251", "utf-8 0 café"},
    {"Latin", "caf\xE9 \x93x\x94", "ISO-8859-1", "windows-1252 0 café “x”"},
    {"LatinByMeta", "<meta charset='latin1'>caf\xE9", "",
     "windows-1252 0 <meta charset='latin1'>café"},
    {"LatinByContentType",
     "<meta http-equiv=Content-Type content=\"text/html; charset=windows-1250\">\xB3\xF3", "",
     "windows-1250 0 <meta http-equiv=Content-Type content=\"text/html; charset=windows-1250\">łó"},
    {"LatinThatIsCalledUtf8", "d\xE9j\xE0 vu, dit-il \xE0 la France enti\xE8re", "utf-8",
     "windows-1252 0 déjà vu, dit-il à la France entière"},
    {"OneBrokenCharacter",
     "Malm\xC3\xB6, Malm\xC3\xB6, Malm\xC3\xB6, Malm\xC3\xB6, Malm\xC3\xB6, Malm\xC3", "",
     "utf-8 1 Malmö, Malmö, Malmö, Malmö, Malmö, Malm\uFFFD"},
    {"Utf16",
     "\xFF\xFE"
     "a\0\xE9\0"sv,
     "", "utf-16le 0 aé"},
    {"Utf16Big", "\xFE\xFF\0a\0\xE9"sv, "utf-8", "utf-16be 0 aé"},
    {"ShiftJis", "\x93\xFA\x96\x7B", "shift_jis", "cp932 0 日本"},
    {"Gb2312IsGb18030", "\xD6\xD0\xB9\xFA", "gb2312", "gb18030 0 中国"},
    {"EucKr", "\xC7\xD1\xB1\xB9", "euc-kr", "cp949 0 한국"},
    {"GuessedCyrillic", "\xCF\xF0\xE5\xE7\xE8\xE4\xE5\xED\xF2 \xD0\xEE\xF1\xF1\xE8\xE8 \xE2", "",
     "windows-1251 0 Президент России в"},
    {"GuessedKoi8", "\xF0\xD2\xC5\xDA\xC9\xC4\xC5\xCE\xD4 \xF2\xCF\xD3\xD3\xC9\xC9 \xD7", "",
     "koi8-r 0 Президент России в"},
    {"UnknownLabel", "caf\xE9 au lait", "x-nonsense", "windows-1252 0 café au lait"},
    {"LabelOfIconvAlone", "caf\xE9 au lait", "ebcdic-us", "windows-1252 0 café au lait"},
    {"CutPair", "\xD6\xD0\xB9", "gbk", "gb18030 1 中\uFFFD"},
};
class Charset : public testing::TestWithParam<CharsetCase> {};
TEST_P(Charset, Dump) {
  const DecodedText text = decode_text(std::string(GetParam().bytes), GetParam().declared);
  EXPECT_EQ(text.charset + " " + std::to_string(text.malformed) + " " + text.text, GetParam().dump);
}
INSTANTIATE_TEST_SUITE_P(Ingest, Charset, testing::ValuesIn(kCases),
                         [](const auto& test) { return std::string(test.param.name); });

}  // namespace
}  // namespace entente
