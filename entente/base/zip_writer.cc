// Sizes and checksum follow the data (flag 3), so that nothing is held back. Every entry carries
// the same time: the same rows, the same bytes. Tested by zip_writer_test.cc.
#include "entente/base/zip_writer.h"

#include <zlib.h>

#include <algorithm>
#include <utility>

namespace entente {
namespace {

constexpr std::uint64_t kMaxBytes = 0xFFFFFFFE;
constexpr std::uint16_t kVersion = 20, kFlags = 8, kDeflated = 8;
constexpr std::uint16_t kTime = 0, kDate = 0x21;  // 1 January 1980, the format's first day

void put16(std::string& out, std::uint32_t value) {
  out += static_cast<char>(value & 0xFF);
  out += static_cast<char>(value >> 8 & 0xFF);
}
void put32(std::string& out, std::uint32_t value) {
  put16(out, value & 0xFFFF);
  put16(out, value >> 16);
}

}  // namespace

struct ZipWriter::State {
  Sink sink;
  std::string name, buffer;
  z_stream stream{};
  bool open = false;
  std::uint64_t in = 0, out = 0;
  std::uint32_t crc = 0;

  ~State() {
    if (open) deflateEnd(&stream);
  }
  // What both headers share.
  void put_common(std::string& head, std::uint32_t packed, std::uint32_t size) const {
    put16(head, kVersion), put16(head, kFlags), put16(head, kDeflated);
    put16(head, kTime), put16(head, kDate);
    put32(head, crc), put32(head, packed), put32(head, size);
    put16(head, static_cast<std::uint32_t>(name.size())), put16(head, 0);
  }
  Status deflate_some(std::string_view bytes, int flush);
};

ZipWriter::ZipWriter() : state_(std::make_unique<State>()) {}
ZipWriter::ZipWriter(ZipWriter&&) noexcept = default;
ZipWriter& ZipWriter::operator=(ZipWriter&&) noexcept = default;
ZipWriter::~ZipWriter() = default;

Result<ZipWriter> ZipWriter::open(Sink sink, std::string name) {
  ZipWriter zip;
  State& state = *zip.state_;
  state.sink = std::move(sink);
  state.name = std::move(name);
  state.buffer.resize(std::size_t{64} << 10);
  // Without zlib's own head and end: -15.
  if (deflateInit2(&state.stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY) !=
      Z_OK)
    return Error{ErrorCode::kIo, "zlib refuses to begin", state.name, 0};
  state.open = true;
  std::string head;
  put32(head, 0x04034b50);
  state.put_common(head, 0, 0);
  ENTENTE_CHECK(state.sink(head + state.name));
  return zip;
}

Status ZipWriter::State::deflate_some(std::string_view bytes, int flush) {
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  int state = Z_OK;
  do {
    stream.next_out = reinterpret_cast<Bytef*>(buffer.data());
    stream.avail_out = static_cast<uInt>(buffer.size());
    state = deflate(&stream, flush);
    const std::size_t made = buffer.size() - stream.avail_out;
    out += made;
    if (made > 0) ENTENTE_CHECK(sink(std::string_view(buffer).substr(0, made)));
  } while (stream.avail_out == 0 || (flush == Z_FINISH && state != Z_STREAM_END));
  return ok_status();
}

Status ZipWriter::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const std::string_view part = bytes.substr(0, std::size_t{1} << 20);
    bytes.remove_prefix(part.size());
    State& state = *state_;
    state.in += part.size();
    if (state.in > kMaxBytes)
      return Error{ErrorCode::kLimit, "more than 4 GiB in one zip file", state.name, state.in};
    state.crc = static_cast<std::uint32_t>(crc32(
        state.crc, reinterpret_cast<const Bytef*>(part.data()), static_cast<uInt>(part.size())));
    ENTENTE_CHECK(state.deflate_some(part, Z_NO_FLUSH));
  }
  return ok_status();
}

Status ZipWriter::finish() {
  State& state = *state_;
  ENTENTE_CHECK(state.deflate_some({}, Z_FINISH));
  if (state.out > kMaxBytes - 1024)
    return Error{ErrorCode::kLimit, "more than 4 GiB in one zip file", state.name, state.out};
  const auto size = static_cast<std::uint32_t>(state.in),
             packed = static_cast<std::uint32_t>(state.out);
  std::string tail;
  put32(tail, 0x08074b50), put32(tail, state.crc), put32(tail, packed), put32(tail, size);
  const std::size_t directory_at = 30 + state.name.size() + packed + tail.size();
  std::string directory;
  put32(directory, 0x02014b50), put16(directory, kVersion);
  state.put_common(directory, packed, size);
  put16(directory, 0), put16(directory, 0), put16(directory, 0);  // comment, disk, text or not
  put32(directory, 0), put32(directory, 0);                       // attributes, place of the head
  directory += state.name;
  std::string end;
  put32(end, 0x06054b50), put16(end, 0), put16(end, 0), put16(end, 1), put16(end, 1);
  put32(end, static_cast<std::uint32_t>(directory.size()));
  put32(end, static_cast<std::uint32_t>(directory_at)), put16(end, 0);
  return state.sink(tail + directory + end);
}

}  // namespace entente
