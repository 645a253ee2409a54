// Names asked of the tables that ship: the first answer, and that each names its line and source.
#include "entente/resolve/look_up.h"

#include <gtest/gtest.h>

#include "entente/resolve/test_text.h"

namespace entente {
namespace {

std::string first(const Result<std::vector<KnownName>>& found) {
  if (!found) return describe(found.error());
  if (found->empty()) return "nobody";
  const KnownName& k = found->front();
  return k.sort + " " + k.name + " " + k.code + (k.title.empty() ? "" : " " + k.title);
}
std::string who(std::string_view name, std::string_view date = {}) {
  return first(
      look_up_actor(built_lexicons(), name, date.empty() ? std::nullopt : parse_day(date)));
}

TEST(LookUpActor, TheBestComesFirst) {
  EXPECT_EQ(who("Venezuela"), "country Venezuela VEN");
  EXPECT_EQ(who("the nobody of nowhere"), "nobody");
  EXPECT_EQ(who("Angela Merkel", "2015-06-01"), "person Angela Merkel DEUGOV chancellor");
  EXPECT_EQ(who("Zaire", "1990-01-01").substr(0, 8), "country ");
}

TEST(LookUpActor, ADayChoosesAmongHoldersOfOneName) {
  const auto then = look_up_actor(built_lexicons(), "Bush", parse_day("1991-01-01"));
  ASSERT_TRUE(then && !then->empty());
  EXPECT_TRUE(then->front().holds) << then->front().name;
  EXPECT_NE(then->front().name.find("Bush"), std::string::npos);
}

TEST(LookUpActor, EachNamesItsLineAndSource) {
  const auto found = look_up_actor(built_lexicons(), "Georgia", std::nullopt);
  ASSERT_TRUE(found && !found->empty());
  for (const KnownName& known : *found) {
    EXPECT_NE(known.place.find(".tsv:"), std::string::npos);
    EXPECT_FALSE(known.source_name.empty()) << known.source;
    EXPECT_FALSE(known.why.empty());
  }
}

TEST(LookUpPlace, TheBestComesFirst) {
  const auto paris = look_up_place(built_lexicons(), "Paris");
  ASSERT_TRUE(paris && paris->size() > 1);
  EXPECT_EQ(paris->front().code, "FRA");
  EXPECT_EQ(paris->front().geonameid, 2988507u);
  for (std::size_t i = 1; i < paris->size(); ++i)
    EXPECT_GE((*paris)[i - 1].score, (*paris)[i].score);
}

}  // namespace
}  // namespace entente
