#include "entente/base/zstd.h"

#include <gtest/gtest.h>

namespace entente {
namespace {

std::string sample() {
  std::string text;
  for (int i = 0; i < 300; ++i)
    text += "The two ministers signed " + std::to_string(i * i) + " agreements. ";
  return text;
}

TEST(Zstd, ReadsBackWhatItWrote) {
  for (const std::string& text : {std::string(), std::string("x"), sample()}) {
    std::string frame = "before", back;
    ASSERT_TRUE(zstd_append(text, 3, frame));
    EXPECT_EQ(frame.substr(0, 6), "before");
    ASSERT_TRUE(zstd_expand(std::string_view(frame).substr(6), text.size(), back));
    EXPECT_EQ(back, text);
  }
}

TEST(Zstd, RefusesEveryCutAndEveryWrongLength) {
  const std::string text = sample();
  std::string frame, back;
  ASSERT_TRUE(zstd_append(text, 3, frame));
  for (std::size_t cut = 1; cut < frame.size(); ++cut)
    EXPECT_FALSE(zstd_expand(std::string_view(frame).substr(0, cut), text.size(), back)) << cut;
  EXPECT_FALSE(zstd_expand(frame, text.size() - 1, back));
  EXPECT_FALSE(zstd_expand(frame, text.size() + 1, back));
  EXPECT_FALSE(zstd_expand(frame + "x", text.size(), back));
}

}  // namespace
}  // namespace entente
