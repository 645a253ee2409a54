// A record's header has a checksum of its own, so that a scan through damage trusts no length that
// it did not check, and stays linear: the mark "ENTR" may stand in a payload by chance, a mark with
// 36 right bytes behind it does not. No line of JSON can hold one: the header has zero bytes.
// Tested by journal_test.cc.
#include "entente/store/segment.h"

#include "entente/base/hash.h"
#include "entente/base/zstd.h"

namespace entente {
namespace {

constexpr std::string_view kSegmentMagic = "ENTJRNL\n";
constexpr std::string_view kRecordMark = "ENTR";
constexpr std::uint8_t kPlain = 0, kZstd = 1;
constexpr std::uint8_t kDocumentAndRecord = 1;
constexpr int kZstdLevel = 3;
constexpr std::size_t kWorthCompressing = 128;  // bytes

void put(std::string& out, std::uint64_t value, int bytes) {
  for (int i = 0; i < bytes; ++i) out += static_cast<char>(value >> (8 * i) & 0xFF);
}

std::uint64_t get(std::string_view bytes, std::size_t at, int count) {
  std::uint64_t value = 0;
  for (int i = 0; i < count; ++i)
    value |= std::uint64_t{static_cast<unsigned char>(bytes[at + i])} << (8 * i);
  return value;
}
std::uint32_t get32(std::string_view bytes, std::size_t at) {
  return static_cast<std::uint32_t>(get(bytes, at, 4));
}

}  // namespace

void append_segment_header(const SegmentHeader& header, std::string& out) {
  const std::size_t at = out.size();
  out += kSegmentMagic;
  put(out, kJournalVersion, 4);
  put(out, header.number, 4);
  put(out, header.first_sequence, 8);
  put(out, 0, 4);
  put(out, crc32c(std::string_view(out).substr(at)), 4);
}

Result<SegmentHeader> parse_segment_header(std::string_view bytes) {
  if (bytes.size() < kSegmentHeaderBytes)
    return Error{ErrorCode::kBadInput, "shorter than a segment's header", "", 0};
  if (bytes.substr(0, 8) != kSegmentMagic)
    return Error{ErrorCode::kBadInput, "does not begin as a segment does", "", 0};
  if (crc32c(bytes.substr(0, 28)) != get32(bytes, 28))
    return Error{ErrorCode::kBadInput, "the segment's header is damaged", "", 0};
  if (const std::uint32_t version = get32(bytes, 8); version != kJournalVersion)
    return Error{ErrorCode::kStore,
                 "the journal has version " + std::to_string(version) +
                     ", this program writes and reads version " + std::to_string(kJournalVersion),
                 "", 8};
  return SegmentHeader{get32(bytes, 12), get(bytes, 16, 8)};
}

Status append_journal_record(std::uint64_t sequence, std::string_view document,
                             std::string_view record, std::string& out) {
  if (document.size() + record.size() > kMaxRecordBytes)
    return Error{ErrorCode::kLimit,
                 "a record longer than " + std::to_string(kMaxRecordBytes >> 20) + " MiB", "", 0};
  std::string payload(document);
  payload += record;
  const std::size_t raw_bytes = payload.size();
  bool compressed = false;
  if (raw_bytes >= kWorthCompressing) {
    std::string frame;
    ENTENTE_CHECK(zstd_append(payload, kZstdLevel, frame));
    compressed = frame.size() < raw_bytes;
    if (compressed) payload = std::move(frame);
  }
  std::string checked;  // bytes 8 to 40
  put(checked, sequence, 8);
  put(checked, payload.size(), 4);
  put(checked, crc32c(payload), 4);
  put(checked, raw_bytes, 4);
  put(checked, document.size(), 4);
  put(checked, compressed ? kZstd : kPlain, 1);
  put(checked, kDocumentAndRecord, 1);
  put(checked, 0, 6);
  out += kRecordMark;
  put(out, crc32c(checked), 4);
  out += checked;
  out += payload;
  return ok_status();
}

std::uint64_t stored_bytes(std::string_view header) {
  if (header.size() < kRecordHeaderBytes || header.substr(0, 4) != kRecordMark) return 0;
  if (crc32c(header.substr(8, kRecordHeaderBytes - 8)) != get32(header, 4)) return 0;
  return get32(header, 16);
}

bool SegmentScanner::good_at(std::size_t at, SegmentRecord& record) const {
  const std::string_view rest = bytes_.substr(at);
  const std::uint64_t stored =
      stored_bytes(rest);  // no record is empty: its two lines are JSON objects
  if (stored == 0 || stored > rest.size() - kRecordHeaderBytes) return false;
  record.begin = base_ + at;
  record.end = record.begin + kRecordHeaderBytes + stored;
  record.sequence = get(rest, 8, 8);
  record.checksum = get32(rest, 20);
  record.raw_bytes = get32(rest, 24);
  record.document_bytes = get32(rest, 28);
  record.compressed = rest[32] == static_cast<char>(kZstd);
  record.payload = rest.substr(kRecordHeaderBytes, stored);
  return crc32c(record.payload) == record.checksum;
}

SegmentScanner::Step SegmentScanner::next(SegmentRecord& record) {
  if (at_ >= bytes_.size()) return Step::kEnd;
  if (good_at(at_, record)) {
    at_ = static_cast<std::size_t>(record.end - base_);
    return Step::kRecord;
  }
  const std::size_t bad = at_;
  std::size_t mark = at_;
  while ((mark = bytes_.find(kRecordMark, mark + 1)) != std::string_view::npos)
    if (good_at(mark, record)) break;
  at_ = mark == std::string_view::npos ? bytes_.size() : mark;
  record = {};
  record.begin = base_ + bad;
  record.end = base_ + at_;
  return mark == std::string_view::npos ? Step::kTail : Step::kDamage;
}

Status open_payload(const SegmentRecord& record, std::string& scratch, std::string_view& document,
                    std::string_view& line) {
  std::string_view raw = record.payload;
  if (record.compressed) {
    if (record.raw_bytes > kMaxRecordBytes)
      return Error{ErrorCode::kLimit, "a record longer than it may be", "", record.begin};
    ENTENTE_CHECK(zstd_expand(record.payload, record.raw_bytes, scratch));
    raw = scratch;
  }
  if (record.document_bytes > raw.size())
    return Error{ErrorCode::kBadInput, "a record's lengths disagree", "", record.begin};
  document = raw.substr(0, record.document_bytes);
  line = raw.substr(record.document_bytes);
  return ok_status();
}

}  // namespace entente
