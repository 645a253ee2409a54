// Compressed bytes in pieces of any size: a member of gzip (RFC 1952), a body of HTTP (zlib or raw
// deflate, as servers send both under one name), a frame of Zstandard (RFC 8878). What a format of
// files does with many of them in a row is its own affair.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "entente/base/result.h"

namespace entente {

enum class Codec : std::uint8_t { kGzip, kDeflate, kZstd };

class Decompressor {
 public:
  explicit Decompressor(Codec codec);
  Decompressor(Decompressor&&) noexcept;
  Decompressor& operator=(Decompressor&&) noexcept;
  ~Decompressor();

  // The next bytes begin a new member or frame.
  void restart();
  // Frames of Zstandard from now on refer to it.
  Status set_dictionary(std::string_view bytes);

  enum class State : std::uint8_t { kMore, kEnd, kDamaged };
  // Takes from the front of `in` and appends at most `max_bytes` to `out`. kMore: `in` is used up,
  // or `out` is full. kEnd: the member ended, its checksum is right; the rest of `in` is not its
  // own. kDamaged: and nothing more.
  State step(std::string_view& in, std::string& out, std::size_t max_bytes);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// A whole body in one piece. kBadInput: damaged or cut (what was read until then lies in `out`);
// kLimit: more than `max_bytes` come out.
Status decompress(Codec codec, std::string_view in, std::uint64_t max_bytes, std::string& out);

}  // namespace entente
