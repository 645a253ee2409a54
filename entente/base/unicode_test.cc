#include "entente/base/unicode.h"

#include <gtest/gtest.h>

namespace entente {
namespace {

struct KeyCase {
  const char* name;
  std::string_view text, key;
};
const KeyCase kKeys[] = {
    {"Accents", "Nicolás Maduro", "nicolas maduro"},
    {"Apostrophe", "Côte d’Ivoire", "cote d'ivoire"},
    {"Stroke", "Łódź Ørsted", "lodz orsted"},
    {"Dotted", "İstanbul Erdoğan", "istanbul erdogan"},
    {"Dash", "al–Assad", "al-assad"},
    {"ZeroWidth", "Pa\u200Bris", "paris"},
    {"Cyrillic", "ПУТИН", "путин"},
    {"Sharp", "Straße", "strasse"},
};
class Key : public testing::TestWithParam<KeyCase> {};
TEST_P(Key, Folds) { EXPECT_EQ(name_key(GetParam().text), GetParam().key); }
INSTANTIATE_TEST_SUITE_P(Unicode, Key, testing::ValuesIn(kKeys),
                         [](const auto& test) { return std::string(test.param.name); });

TEST(Unicode, Properties) {
  EXPECT_TRUE(is_letter(U'é') && is_letter(U'Ж') && !is_letter(U'1'));
  EXPECT_TRUE(is_upper(U'É') && !is_upper(U'é') && is_lower(U'é'));
  EXPECT_TRUE(is_space(0xA0) && is_space('\n') && !is_space('x'));
  EXPECT_TRUE(is_punctuation(U'“') && is_punctuation('$') && !is_punctuation('a'));
  EXPECT_EQ(lower("ÉCOLE A"), "école a");
}

}  // namespace
}  // namespace entente
