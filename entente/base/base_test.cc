#include <gtest/gtest.h>

#include <filesystem>

#include "entente/base/date.h"
#include "entente/base/file.h"
#include "entente/base/hash.h"
#include "entente/base/output.h"
#include "entente/base/result.h"
#include "entente/base/string_pool.h"

namespace entente {
namespace {

Result<int> half(int n) {
  if (n % 2 != 0) return Error{ErrorCode::kBadInput, "odd", "n", 3};
  return n / 2;
}
Result<int> quarter(int n) {
  ENTENTE_TRY(const int once, half(n));
  return half(once);
}

TEST(Result, ErrorsPassThrough) {
  EXPECT_EQ(*quarter(8), 2);
  ASSERT_FALSE(quarter(6));
  EXPECT_EQ(describe(quarter(6).error()), "n:3: odd");
}

TEST(Hash, KnownAnswers) {
  EXPECT_EQ(crc32c("123456789"), 0xE3069283u);  // RFC 3720, B.4 style check value
  EXPECT_EQ(crc32c("6789", crc32c("12345")), 0xE3069283u);
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_NE(hash64("a"), hash64("b"));
  EXPECT_NE(hash64("", 1), hash64("", 2));
}

TEST(StringPool, InternsOnceAndKeepsViews) {
  StringPool pool;
  EXPECT_EQ(pool.intern(""), 0u);
  const StringId a = pool.intern("Caracas");
  const std::string_view view = pool.view(a);
  for (int i = 0; i < 5000; ++i) pool.intern("word" + std::to_string(i));
  EXPECT_EQ(pool.intern("Caracas"), a);
  EXPECT_EQ(view, "Caracas");
  EXPECT_EQ(pool.view(pool.intern(std::string(100000, 'x'))).size(), 100000u);
  pool.clear();
  EXPECT_EQ(pool.size(), 1u);
  EXPECT_EQ(pool.view(pool.intern("again")), "again");
}

TEST(Date, EveryDayOfFourCenturiesReadsBack) {
  for (Day day = *parse_day("1800-01-01"); day < *parse_day("2200-01-01"); ++day) {
    const CivilDate date = to_civil(day);
    ASSERT_EQ(to_day(date), day);
    ASSERT_EQ(parse_day(format_day(day)), day);
  }
  EXPECT_EQ(weekday(*parse_day("2022-02-16")), 2);  // a Wednesday
  EXPECT_EQ(weekday(*parse_day("1912-06-23")), 6);  // a Sunday, before 1970
}

TEST(Hash, ChecksumByInstructionIsThatByTables) {
  std::string bytes;
  for (unsigned i = 0; i < 300; ++i) bytes += static_cast<char>(mix64(i));
  for (std::size_t size = 0; size < 80; ++size)
    for (std::size_t at = 0; at < 16; ++at) {
      const std::string_view piece = std::string_view(bytes).substr(at, size);
      const auto seed = static_cast<std::uint32_t>(mix64(size));
      ASSERT_EQ(crc32c(piece, seed), hash_detail::crc32c_plain(piece, seed))
          << size << " at " << at;
    }
}

TEST(Date, RefusesWhatIsNone) {
  for (const char* text : {"", "2022-2-16", "2022-02-30", "2021-02-29", "2022-13-01", "2022-00-10",
                           "20220216", "2022-02-1x"})
    EXPECT_FALSE(parse_day(text)) << text;
  EXPECT_TRUE(parse_day("2020-02-29"));
  EXPECT_EQ(format_day(*parse_day("0000-01-01")), "0000-01-01");
}

TEST(File, WritesWholeAndReadsBack) {
  const std::string path =
      (std::filesystem::temp_directory_path() / "entente_base_test_file").string();
  ASSERT_TRUE(write_file_atomic(path, "first"));
  ASSERT_TRUE(write_file_atomic(path, "second"));
  EXPECT_EQ(*read_file(path, 100), "second");
  EXPECT_EQ(read_file(path, 3).error().code, ErrorCode::kLimit);
  const auto mapped = MappedFile::open(path);
  ASSERT_TRUE(mapped);
  EXPECT_EQ(mapped->bytes(), "second");
  std::filesystem::remove(path);
  EXPECT_EQ(MappedFile::open(path).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(read_file(path, 3).error().code, ErrorCode::kNotFound);
}

TEST(Output, AFileAppearsWholeOrNotAtAll) {
  const std::string path =
      (std::filesystem::temp_directory_path() / "entente_base_test_output").string();
  {
    auto out = Output::open(path);
    ASSERT_TRUE(out);
    ASSERT_TRUE(out->write(std::string(1 << 20, 'x')));
    EXPECT_FALSE(std::filesystem::exists(path));
  }
  EXPECT_FALSE(std::filesystem::exists(path));
  auto out = Output::open(path);
  ASSERT_TRUE(out->write("whole"));
  ASSERT_TRUE(out->finish());
  EXPECT_EQ(*read_file(path, 100), "whole");
  std::filesystem::remove(path);
  auto full = Output::open("/dev/full");
  ASSERT_TRUE(full);
  EXPECT_TRUE(full->write("x"));
  EXPECT_EQ(full->finish().error().message, "cannot write: No space left on device");
  EXPECT_FALSE(Output::open("/nowhere/file"));
}

}  // namespace
}  // namespace entente
