#include "entente/store/words.h"

#include <gtest/gtest.h>

namespace entente {
namespace {

std::string words_of(std::string_view text) {
  std::string out;
  each_word(text, [&](std::string_view word) { (out += out.empty() ? "" : "|") += word; });
  return out;
}

TEST(Words, Fold) {
  EXPECT_EQ(words_of("Nicolás Maduro, 2-day visit: \xE2\x80\x9Cyes\xE2\x80\x9D"),
            "nicolas|maduro|2|day|visit|yes");
  EXPECT_EQ(words_of("Łódź’s CÔTE d'Ivoire"), "lodz|s|cote|d|ivoire");
  EXPECT_EQ(words_of("北京 said"), "北|京|said");
  EXPECT_EQ(words_of("Москва́!"), "москва");
  EXPECT_EQ(words_of(" ... "), "");
  EXPECT_EQ(words_of(std::string(1000, 'a')), std::string(kMaxWordBytes, 'a'));
}

struct FoundCase {
  const char *query, *text;
  bool found;
};
TEST(Words, Found) {
  const FoundCase cases[] = {
      {"treaty", "The TREATY was signed.", true},
      {"treaty gas", "Gas: a treaty", true},
      {"treaty oil", "a treaty on gas", false},
      {"agree", "an agreement", true},         // the beginning of a word
      {"us", "she used it", false},            // too short to be one
      {"agree gas", "agreement, gas", false},  // only the last word may be one
      {"nicolas", "Nicolás", true},
      {"", "anything", true},
  };
  for (const FoundCase& one : cases)
    EXPECT_EQ(WordQuery(one.query).is_found_in(one.text), one.found) << one.query;
  std::string many;
  for (int i = 0; i < 100; ++i) many += "w" + std::to_string(i) + " ";
  EXPECT_EQ(WordQuery(many).words().size(), WordQuery::kMaxWords);
}

}  // namespace
}  // namespace entente
