#include "entente/base/decompress.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include "entente/base/zstd.h"

namespace entente {
namespace {

std::string packed(std::string_view text, int window) {
  z_stream stream{};
  EXPECT_EQ(::deflateInit2(&stream, 6, Z_DEFLATED, window, 8, Z_DEFAULT_STRATEGY), Z_OK);
  std::string out(text.size() + 1000, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  EXPECT_EQ(::deflate(&stream, Z_FINISH), Z_STREAM_END);
  out.resize(stream.total_out);
  ::deflateEnd(&stream);
  return out;
}

std::string sample() {
  std::string text;
  for (int i = 0; i < 5000; ++i) text += "line " + std::to_string(i * i) + "\n";
  return text;
}

TEST(Decompress, EveryCodecInPiecesOfEverySize) {
  const std::string text = sample();
  std::string frame;
  ASSERT_TRUE(zstd_append(text, 3, frame));
  const std::pair<Codec, std::string> cases[] = {{Codec::kGzip, packed(text, 15 + 16)},
                                                 {Codec::kDeflate, packed(text, 15)},
                                                 {Codec::kDeflate, packed(text, -15)},
                                                 {Codec::kZstd, frame}};
  for (const auto& [codec, bytes] : cases) {
    for (const std::size_t piece : {std::size_t{1}, std::size_t{7}, bytes.size()}) {
      Decompressor decompressor(codec);
      std::string out;
      auto state = Decompressor::State::kMore;
      std::size_t at = 0;
      for (int rounds = 0; state == Decompressor::State::kMore && rounds < 1000000; ++rounds) {
        std::string_view in = std::string_view(bytes).substr(at, piece);
        const std::size_t given = in.size();
        state = decompressor.step(in, out, 1000);
        at += given - in.size();
      }
      EXPECT_EQ(state, Decompressor::State::kEnd);
      EXPECT_EQ(out, text);
      EXPECT_EQ(at, bytes.size());
    }
  }
}

TEST(Decompress, DamageAndCutsAreTold) {
  const std::string text = sample(), bytes = packed(text, 15 + 16);
  std::string out;
  EXPECT_TRUE(decompress(Codec::kGzip, bytes, text.size(), out));
  EXPECT_EQ(out, text);
  out.clear();
  EXPECT_EQ(decompress(Codec::kGzip, bytes, text.size() - 1, out).error().code, ErrorCode::kLimit);
  EXPECT_EQ(
      decompress(Codec::kGzip, std::string_view(bytes).substr(0, bytes.size() - 1), 1 << 20, out)
          .error()
          .message,
      "compressed bytes end early");
  std::string flipped = bytes;
  flipped[bytes.size() - 6] ^= 1;  // the checksum
  EXPECT_EQ(decompress(Codec::kGzip, flipped, 1 << 20, out).error().message, "damaged compression");
}

}  // namespace
}  // namespace entente
