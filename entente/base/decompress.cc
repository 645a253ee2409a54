// Tested by decompress_test.cc.
#include "entente/base/decompress.h"

#include <zlib.h>
#include <zstd.h>

#include <algorithm>

namespace entente {
namespace {
constexpr int kMaxWindowLog = 27;  // 128 MiB, zstd's own default: a frame may ask for 2 GiB
}

struct Decompressor::Impl {
  Codec codec = Codec::kGzip;
  z_stream zlib{};
  bool zlib_open = false, at_start = true;
  ZSTD_DCtx* zstd = nullptr;

  ~Impl() {
    if (zlib_open) ::inflateEnd(&zlib);
    ZSTD_freeDCtx(zstd);
  }

  bool open_zlib(int window) {
    if (zlib_open) return ::inflateReset2(&zlib, window) == Z_OK;
    zlib_open = ::inflateInit2(&zlib, window) == Z_OK;
    return zlib_open;
  }

  State step_zlib(std::string_view& in, std::string& out, std::size_t max_bytes) {
    if (at_start) {
      if (in.empty()) return State::kMore;
      // A header of zlib (RFC 1950): method 8, and a multiple of 31 with the next byte; else raw.
      const auto first = static_cast<unsigned char>(in[0]);
      const bool raw = codec == Codec::kDeflate && (first & 0x0F) != 8;
      if (!open_zlib(codec == Codec::kGzip ? 15 + 16 : raw ? -15 : 15)) return State::kDamaged;
      at_start = false;
    }
    const std::size_t before = out.size();
    out.resize(before + max_bytes);
    zlib.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(in.data()));
    zlib.avail_in = static_cast<uInt>(std::min<std::size_t>(in.size(), 1u << 30));
    const uInt given = zlib.avail_in;
    zlib.next_out = reinterpret_cast<Bytef*>(out.data() + before);
    zlib.avail_out = static_cast<uInt>(max_bytes);
    const int code = ::inflate(&zlib, Z_NO_FLUSH);
    in.remove_prefix(given - zlib.avail_in);
    out.resize(before + max_bytes - zlib.avail_out);
    if (code == Z_STREAM_END) return State::kEnd;
    return code == Z_OK || code == Z_BUF_ERROR ? State::kMore : State::kDamaged;
  }

  State step_zstd(std::string_view& in, std::string& out, std::size_t max_bytes) {
    if (zstd == nullptr) return State::kDamaged;
    const std::size_t before = out.size();
    out.resize(before + max_bytes);
    ZSTD_inBuffer from{in.data(), in.size(), 0};
    ZSTD_outBuffer to{out.data() + before, max_bytes, 0};
    std::size_t code = 1;
    while (from.pos < from.size || to.pos == 0) {
      const std::size_t read = from.pos, written = to.pos;
      code = ZSTD_decompressStream(zstd, &to, &from);
      if (ZSTD_isError(code) != 0 || code == 0 || to.pos == to.size) break;
      if (from.pos == read && to.pos == written) break;
    }
    in.remove_prefix(from.pos);
    out.resize(before + to.pos);
    if (ZSTD_isError(code) != 0) return State::kDamaged;
    return code == 0 ? State::kEnd : State::kMore;
  }
};

Decompressor::Decompressor(Codec codec) : impl_(std::make_unique<Impl>()) {
  impl_->codec = codec;
  if (codec != Codec::kZstd) return;
  impl_->zstd = ZSTD_createDCtx();
  if (impl_->zstd != nullptr)
    ZSTD_DCtx_setParameter(impl_->zstd, ZSTD_d_windowLogMax, kMaxWindowLog);
}
Decompressor::Decompressor(Decompressor&&) noexcept = default;
Decompressor& Decompressor::operator=(Decompressor&&) noexcept = default;
Decompressor::~Decompressor() = default;

void Decompressor::restart() {
  impl_->at_start = true;
  if (impl_->zstd != nullptr) ZSTD_DCtx_reset(impl_->zstd, ZSTD_reset_session_only);
}

Status Decompressor::set_dictionary(std::string_view bytes) {
  if (impl_->zstd == nullptr ||
      ZSTD_isError(ZSTD_DCtx_loadDictionary(impl_->zstd, bytes.data(), bytes.size())) != 0)
    return Error{ErrorCode::kBadInput, "no dictionary of Zstandard", "", 0};
  return ok_status();
}

Decompressor::State Decompressor::step(std::string_view& in, std::string& out,
                                       std::size_t max_bytes) {
  max_bytes = std::min<std::size_t>(max_bytes, 1u << 30);
  return impl_->codec == Codec::kZstd ? impl_->step_zstd(in, out, max_bytes)
                                      : impl_->step_zlib(in, out, max_bytes);
}

Status decompress(Codec codec, std::string_view in, std::uint64_t max_bytes, std::string& out) {
  constexpr std::size_t kStepBytes = 64 * 1024;
  Decompressor decompressor(codec);
  const std::size_t start = out.size();
  for (;;) {
    const std::size_t before = out.size(), left = in.size();
    const auto state = decompressor.step(in, out, kStepBytes);
    if (out.size() - start > max_bytes)
      return Error{ErrorCode::kLimit, "more than " + std::to_string(max_bytes) + " bytes unpacked",
                   "", 0};
    if (state == Decompressor::State::kEnd) return ok_status();
    if (state == Decompressor::State::kDamaged)
      return Error{ErrorCode::kBadInput, "damaged compression", "", 0};
    if (out.size() == before && in.size() == left)
      return Error{ErrorCode::kBadInput, "compressed bytes end early", "", 0};
  }
}

}  // namespace entente
