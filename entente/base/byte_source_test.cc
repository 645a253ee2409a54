#include "entente/base/byte_source.h"

#include <gtest/gtest.h>
#include <unistd.h>
#include <zlib.h>

#include <filesystem>
#include <fstream>

namespace entente {
namespace {

std::string gzip(std::string_view text) {
  z_stream stream{};
  EXPECT_EQ(deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
  std::string out(text.size() + 1024, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  EXPECT_EQ(deflate(&stream, Z_FINISH), Z_STREAM_END);
  out.resize(out.size() - stream.avail_out);
  deflateEnd(&stream);
  return out;
}

class Bytes : public testing::Test {
 protected:
  std::string write(std::string_view bytes) {
    std::ofstream(path_, std::ios::binary) << bytes;
    return path_;
  }
  void TearDown() override { std::filesystem::remove(path_); }

  // "LINE|LINE|", too long as "<long>", an error as "error: MESSAGE".
  std::string lines(std::string_view bytes, std::uint64_t max = 1000) {
    auto source = ByteSource::open(write(bytes));
    if (!source) return "error: " + source.error().message;
    LineSource reader(std::move(*source), max);
    std::string out;
    for (;;) {
      const auto line = reader.next();
      if (!line) return out + "error: " + line.error().message;
      if (line->end) return out;
      out += line->too_long ? "<long>" : std::string(line->text);
      out += '|';
    }
  }
  std::string path_ =
      (std::filesystem::temp_directory_path() / ("entente_bytes_" + std::to_string(::getpid())))
          .string();
};

TEST_F(Bytes, Lines) {
  EXPECT_EQ(lines(""), "");
  EXPECT_EQ(lines("a\nb"), "a|b|");
  EXPECT_EQ(lines("a\r\n\r\nb\n"), "a||b|");
  EXPECT_EQ(lines("\xEF\xBB\xBF"
                  "a\n\xEF\xBB\xBF"
                  "b\n"),
            "a|\xEF\xBB\xBF"
            "b|");
  EXPECT_EQ(lines("short\nmuch too long\nlast", 6), "short|<long>|last|");
  EXPECT_EQ(lines("much too long", 6), "<long>|");
}

TEST_F(Bytes, LongLinesCrossBlocks) {
  std::string text;
  for (int i = 0; i < 3; ++i) text += std::string(400000, static_cast<char>('a' + i)) + "\n";
  auto source = ByteSource::open(write(text));
  LineSource reader(std::move(*source), 1 << 20);
  for (int i = 0; i < 3; ++i)
    EXPECT_EQ(reader.next()->text, std::string(400000, static_cast<char>('a' + i)));
  EXPECT_TRUE(reader.next()->end);
}

TEST_F(Bytes, GzipOfManyMembers) {
  EXPECT_EQ(lines(gzip("one\ntwo\n") + gzip("") + gzip("three")), "one|two|three|");
  EXPECT_EQ(lines(gzip("")), "");
}

TEST_F(Bytes, DamagedGzipIsNamed) {
  const std::string whole = gzip("a line that is long enough to be cut somewhere\n");
  EXPECT_EQ(lines(whole.substr(0, whole.size() - 4)).rfind("a line", 0), 0u);
  for (std::size_t cut = 2; cut < whole.size(); ++cut)
    EXPECT_NE(lines(whole.substr(0, cut)).find("error: damaged gzip"), std::string::npos) << cut;
  EXPECT_NE(lines(whole + "rubbish").find("error: damaged gzip"), std::string::npos);
}

TEST_F(Bytes, AFileThatGrowsIsReadToTheSizeItHad) {
  auto source = ByteSource::open(write("one\ntwo\n"));
  ASSERT_TRUE(source);
  std::ofstream(path_, std::ios::app) << "three\n";
  LineSource reader(*std::move(source), 100);
  std::string out;
  for (auto line = reader.next(); line && !line->end; line = reader.next())
    out += std::string(line->text) + "|";
  EXPECT_EQ(out, "one|two|");
}

TEST_F(Bytes, FoldersAndAbsentFilesAreRefused) {
  EXPECT_EQ(ByteSource::open("/nowhere/at/all").error().code, ErrorCode::kNotFound);
  EXPECT_EQ(ByteSource::open("/tmp").error().message, "is a folder");
}

}  // namespace
}  // namespace entente
