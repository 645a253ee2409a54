// A reader made from APPNOTE.TXT: end record, central directory, head, data, descriptor.
#include "entente/base/zip_writer.h"

#include <gtest/gtest.h>
#include <zlib.h>

namespace entente {
namespace {

std::uint32_t number(const std::string& bytes, std::size_t at, std::size_t size) {
  std::uint32_t value = 0;
  for (std::size_t i = size; i-- > 0;)
    value = value << 8 | static_cast<unsigned char>(bytes.at(at + i));
  return value;
}

std::string inflated(const std::string& bytes, std::size_t at, std::size_t packed,
                     std::size_t size) {
  std::string out(size, '\0');
  z_stream stream{};
  if (inflateInit2(&stream, -15) != Z_OK) return "cannot begin";
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data() + at));
  stream.avail_in = static_cast<uInt>(packed);
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(size);
  const int state = inflate(&stream, Z_FINISH);
  inflateEnd(&stream);
  return state == Z_STREAM_END ? out : "damaged";
}

std::string archive_of(const std::vector<std::string>& pieces) {
  std::string bytes;
  auto zip =
      ZipWriter::open([&](std::string_view more) { return bytes += more, ok_status(); }, "a.CSV");
  EXPECT_TRUE(zip);
  for (const std::string& piece : pieces) EXPECT_TRUE(zip->write(piece));
  EXPECT_TRUE(zip->finish());
  return bytes;
}

TEST(Zip, ReadsBackThroughEveryRecord) {
  std::string text, line;
  for (int i = 0; i < 60000; ++i) text += std::to_string(i * 7919) + "\tNOR\tSWE\n";
  for (const std::vector<std::string>& pieces :
       {std::vector<std::string>{}, {"short"}, {text.substr(0, 10), text.substr(10)}}) {
    std::string whole;
    for (const std::string& piece : pieces) whole += piece;
    const std::string bytes = archive_of(pieces);
    const std::size_t end = bytes.size() - 22;
    ASSERT_EQ(number(bytes, end, 4), 0x06054b50u);
    EXPECT_EQ(number(bytes, end + 10, 2), 1u);
    const std::size_t entry = number(bytes, end + 16, 4);
    ASSERT_EQ(number(bytes, entry, 4), 0x02014b50u);
    EXPECT_EQ(entry + number(bytes, end + 12, 4), end);
    const std::size_t packed = number(bytes, entry + 20, 4), size = number(bytes, entry + 24, 4);
    EXPECT_EQ(size, whole.size());
    EXPECT_EQ(bytes.substr(entry + 46, 5), "a.CSV");
    ASSERT_EQ(number(bytes, 0, 4), 0x04034b50u);
    EXPECT_EQ(number(bytes, 26, 2), 5u);
    const std::size_t data = 30 + 5;
    EXPECT_EQ(inflated(bytes, data, packed, size), whole);
    const std::size_t descriptor = data + packed;
    EXPECT_EQ(number(bytes, descriptor, 4), 0x08074b50u);
    EXPECT_EQ(number(bytes, descriptor + 4, 4), number(bytes, entry + 16, 4));
    EXPECT_EQ(
        number(bytes, descriptor + 4, 4),
        crc32(0, reinterpret_cast<const Bytef*>(whole.data()), static_cast<uInt>(whole.size())));
    EXPECT_EQ(descriptor + 16, entry);
  }
}

TEST(Zip, TellsWhatItsSinkTells) {
  int calls = 0;
  auto zip = ZipWriter::open(
      [&](std::string_view) -> Status {
        if (++calls > 1) return Error{ErrorCode::kIo, "no space left on the device", "disk", 0};
        return ok_status();
      },
      "a.CSV");
  ASSERT_TRUE(zip);
  static_cast<void>(zip->write("x").has_value());
  const Status done = zip->finish();
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code, ErrorCode::kIo);
}

}  // namespace
}  // namespace entente
