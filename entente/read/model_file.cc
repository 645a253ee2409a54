// Head (64 bytes): magic[8], version u32, checksum of head and checksum table u32, bytes of the
// whole file u64, begin of the body u64, revision[32]. Then a CRC-32C for each 4096 bytes of the
// body, then, on a 64-byte line, the body. Tested by network_test.cc.
#include "entente/read/model_file.h"

#include <algorithm>

#include "entente/base/hash.h"

namespace entente {
namespace {

struct Head {
  char magic[8];
  std::uint32_t version;
  std::uint32_t checksum;  // of head (with 0 here) and table
  std::uint64_t file_bytes;
  std::uint64_t body_begin;
  char revision[32];
};
static_assert(sizeof(Head) == 64);

std::size_t aligned(std::size_t n) { return (n + 63) / 64 * 64; }
std::size_t blocks_of(std::size_t bytes) {
  return (bytes + kModelBlockBytes - 1) / kModelBlockBytes;
}

}  // namespace

ModelWriter::ModelWriter(std::string_view magic, std::uint32_t version, std::string_view revision)
    : magic_(magic), revision_(revision), version_(version) {}

void ModelWriter::append(const void* data, std::size_t bytes) {
  body_.append(static_cast<const char*>(data), bytes);
  body_.resize(aligned(body_.size()));
}

void ModelWriter::put_strings(std::span<const std::string> strings) {
  std::string joined;
  for (const std::string& s : strings) joined += s, joined += '\0';
  const std::uint32_t sizes[2] = {static_cast<std::uint32_t>(strings.size()),
                                  static_cast<std::uint32_t>(joined.size())};
  put(std::span<const std::uint32_t>(sizes));
  append(joined.data(), joined.size());
}

std::string ModelWriter::finish() const {
  const std::size_t blocks = blocks_of(body_.size());
  Head head{};
  std::copy_n(magic_.data(), std::min<std::size_t>(8, magic_.size()), head.magic);
  std::copy_n(revision_.data(), std::min<std::size_t>(31, revision_.size()), head.revision);
  head.version = version_;
  head.body_begin = aligned(sizeof head + blocks * 4);
  head.file_bytes = head.body_begin + body_.size();
  std::string out(head.body_begin, '\0');
  for (std::size_t b = 0; b < blocks; ++b) {
    const std::uint32_t crc =
        crc32c(std::string_view(body_).substr(b * kModelBlockBytes, kModelBlockBytes));
    std::memcpy(out.data() + sizeof head + 4 * b, &crc, 4);
  }
  std::memcpy(out.data(), &head, sizeof head);
  head.checksum = crc32c(out);
  std::memcpy(out.data(), &head, sizeof head);
  return out + body_;
}

Result<ModelReader> ModelReader::open(std::string_view bytes, std::string_view magic,
                                      std::uint32_t version, const std::string& source) {
  const auto bad = [&](std::string message, std::uint64_t at) {
    return Error{ErrorCode::kBadModel, std::move(message), source, at};
  };
  Head head;
  if (bytes.size() < sizeof head)
    return bad("a model's head is 64 bytes, the file ends before", bytes.size());
  std::memcpy(&head, bytes.data(), sizeof head);
  if (std::string_view(head.magic, 8) != magic)
    return bad("no model of this kind: it does not begin with " + std::string(magic), 0);
  if (head.version != version)
    return bad("model format " + std::to_string(head.version) + ", this program reads " +
                   std::to_string(version),
               8);
  if (head.file_bytes != bytes.size())
    return bad("the file has " + std::to_string(bytes.size()) + " bytes, its head says " +
                   std::to_string(head.file_bytes),
               16);
  if (head.body_begin < sizeof head || head.body_begin > bytes.size() || head.body_begin % 64 != 0)
    return bad("the head names no place for the body", 24);
  const std::string_view body = bytes.substr(head.body_begin);
  if (aligned(sizeof head + blocks_of(body.size()) * 4) != head.body_begin)
    return bad("the head names no place for the body", 24);
  std::string top(bytes.substr(0, head.body_begin));
  std::memset(top.data() + offsetof(Head, checksum), 0, 4);
  if (crc32c(top) != head.checksum) return bad("the head or the table of checksums is damaged", 0);
  for (std::size_t b = 0; b < blocks_of(body.size()); ++b) {
    std::uint32_t want = 0;
    std::memcpy(&want, bytes.data() + sizeof head + 4 * b, 4);
    if (crc32c(body.substr(b * kModelBlockBytes, kModelBlockBytes)) != want)
      return bad("damaged: the checksum of these 4096 bytes is another",
                 head.body_begin + b * kModelBlockBytes);
  }
  ModelReader reader;
  reader.bytes_ = bytes;
  reader.at_ = head.body_begin;
  const char* revision = bytes.data() + offsetof(Head, revision);
  reader.revision_ = std::string_view(revision, strnlen(revision, 32));
  reader.source_ = source;
  reader.checksum_ = head.checksum;
  return reader;
}

Error ModelReader::error(std::string message) const {
  return Error{ErrorCode::kBadModel, std::move(message), source_, at_};
}

Result<const char*> ModelReader::take_bytes(std::size_t count, std::size_t size) {
  const std::size_t left = bytes_.size() - at_;
  if (count > left / size)
    return error("the model ends inside an array of " + std::to_string(count));
  const char* data = bytes_.data() + at_;
  at_ += std::min(aligned(count * size), left);
  return data;
}

Result<std::vector<std::string>> ModelReader::take_strings(std::size_t max_count) {
  ENTENTE_TRY(const std::span<const std::uint32_t> sizes, take<std::uint32_t>(2));
  if (sizes[0] > max_count)
    return error("a list of " + std::to_string(sizes[0]) + " strings is longer than any model's");
  ENTENTE_TRY(const std::span<const char> letters, take<char>(sizes[1]));
  std::vector<std::string> out;
  out.reserve(sizes[0]);
  std::size_t begin = 0;
  for (std::uint32_t i = 0; i < sizes[0]; ++i) {
    const auto* end = std::find(letters.begin() + begin, letters.end(), '\0').base();
    if (end == letters.data() + letters.size())
      return error("a list of strings ends before its last one");
    out.emplace_back(letters.data() + begin, end);
    begin = static_cast<std::size_t>(end - letters.data()) + 1;
  }
  return out;
}

}  // namespace entente
