#include "entente/lexicon/image.h"

#include <cstring>

#include "entente/base/hash.h"
#include "entente/lexicon/test_tables.h"

namespace entente::lexicon_detail {
namespace {

class ImageTest : public testing::Test {
 protected:
  void SetUp() override {
    TestFolder folder;
    write_sample(folder);
    image_ = compile_sample(folder.path()).image;
    ASSERT_FALSE(image_.empty());
  }
  std::string image_;
};

// Whatever an image that opens holds, everything in it can be read.
void read_everything(const Lexicons& lexicons) {
  std::size_t bytes = lexicons.revision().size();
  for (const char* name : {"names", "holders"}) {
    const auto table = lexicons.table(name);
    if (!table) continue;
    for (std::uint32_t row = 0; row < table->rows(); ++row) bytes += table->place(row).size();
  }
  const auto index = lexicons.phrases("who");
  if (!index) return;
  for (const char* text : {"Ivory Coast", "united states of america", "beta", "al assad", "zz"})
    for (const PhraseEntry& entry : index->lookup(text))
      bytes += entry.form.size() + lexicons.table(entry.table).place(entry.row).size();
  const std::uint32_t begin[] = {0, 6, 12}, end[] = {5, 11, 20};
  PieceTable pieces;
  lexicons.make_pieces("Ivory Coast al-Assad", begin, end, pieces);
  std::vector<PhraseHit> hits;
  for (std::uint32_t at = 0; at < 3; ++at) index->find(pieces, at, hits);
  for (const PhraseHit& hit : hits) bytes += index->entry_count(hit.phrase);
  EXPECT_GT(bytes, 0u);
}

TEST_F(ImageTest, EveryFlippedBitIsFound) {
  for (std::size_t at = 0; at < image_.size(); ++at) {
    image_[at] = static_cast<char>(image_[at] ^ (1 << at % 8));
    const auto opened = Lexicons::from_bytes(image_, "damaged.img");
    ASSERT_FALSE(opened) << "byte " << at;
    EXPECT_EQ(opened.error().code, ErrorCode::kBadModel);
    EXPECT_EQ(opened.error().source, "damaged.img");
    image_[at] = static_cast<char>(image_[at] ^ (1 << at % 8));
  }
  EXPECT_TRUE(Lexicons::from_bytes(image_, "whole"));
}

TEST_F(ImageTest, EveryCutIsFound) {
  for (std::size_t size = 0; size < image_.size(); ++size) {
    const std::string cut = image_.substr(0, size);  // of exact size: a read too far is seen
    const auto opened = Lexicons::from_bytes(cut, "cut");
    ASSERT_FALSE(opened) << size;
    EXPECT_EQ(opened.error().code, ErrorCode::kBadModel);
  }
}

// A wrong number under a right checksum: either refused with its byte, or harmless. The sanitizers
// watch.
TEST_F(ImageTest, WrongNumbersLeadNowhere) {
  std::size_t refused = 0;
  for (std::size_t at = 16; at + 4 <= image_.size(); at += 4) {
    std::uint32_t old;
    std::memcpy(&old, image_.data() + at, 4);
    for (const std::uint32_t wrong :
         {0u, old + 1, old - 1, old ^ 0x80000000u, UINT32_MAX, 0x10000u}) {
      std::string bad = image_;
      std::memcpy(bad.data() + at, &wrong, 4);
      const std::uint32_t checksum = crc32c(std::string_view(bad).substr(16));
      std::memcpy(bad.data() + 12, &checksum, 4);
      const auto opened = Lexicons::from_bytes(bad, "bad");
      if (opened)
        read_everything(*opened);
      else
        ++refused;
      if (!opened) {
        EXPECT_LE(opened.error().offset, bad.size());
      }
    }
  }
  EXPECT_GT(refused,
            image_.size() / 4);  // most numbers are followed, so most wrong ones are refused
}

TEST_F(ImageTest, OtherFilesAreNamedAsSuch) {
  const auto error_of = [](std::string bytes) {
    bytes.resize(400);
    return Lexicons::from_bytes(bytes, "x").error().message;
  };
  EXPECT_EQ(error_of("PK\003\004"), "no lexicon image: wrong magic");
  EXPECT_EQ(error_of(std::string("ENTLEX\r\n\x63\0\0\0", 12)),
            "lexicon image of another format version; compile it again");
  EXPECT_EQ(Lexicons::open("/nonexistent.img").error().code, ErrorCode::kNotFound);
}

// A probe that no longer finds its phrase stands for Unicode tables that cut names otherwise.
TEST_F(ImageTest, SelfTestFails) {
  std::string bad = image_;
  std::uint64_t at;
  std::memcpy(&at, bad.data() + 40 + 16 * static_cast<std::size_t>(Section::kProbes), 8);
  const std::uint32_t phrase = 0x7777;
  std::memcpy(bad.data() + at + 8, &phrase, 4);
  const std::uint32_t checksum = crc32c(std::string_view(bad).substr(16));
  std::memcpy(bad.data() + 12, &checksum, 4);
  const auto opened = Lexicons::from_bytes(bad, "x");
  ASSERT_FALSE(opened);
  EXPECT_TRUE(opened.error().message.starts_with("self-test failed")) << opened.error().message;
  EXPECT_EQ(opened.error().offset, at);
}

}  // namespace
}  // namespace entente::lexicon_detail
