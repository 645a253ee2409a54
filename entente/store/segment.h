// One file of the journal as bytes: a header, then records, each guarded by its own checksums so
// that the good ones around a bad one are found again. Pure functions of bytes: files are
// journal.h's. Layout byte by byte: docs/formats/database.md.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "entente/base/result.h"

namespace entente {

inline constexpr std::uint32_t kJournalVersion = 1;
inline constexpr std::size_t kSegmentHeaderBytes = 32;
inline constexpr std::size_t kRecordHeaderBytes = 40;
inline constexpr std::uint64_t kMaxRecordBytes =
    1u << 30;  // a document's line and its record's together, uncompressed

struct SegmentHeader {
  std::uint32_t number = 0;          // that of its file name
  std::uint64_t first_sequence = 0;  // of the first record that was to be written to it
};

// Appends the 32 bytes.
void append_segment_header(const SegmentHeader& header, std::string& out);

// kBadInput: shorter, or damaged. kStore: whole, but of a version that this program does not know.
Result<SegmentHeader> parse_segment_header(std::string_view bytes);

// Appends a record: compressed where that makes it smaller. kLimit: longer than kMaxRecordBytes.
Status append_journal_record(std::uint64_t sequence, std::string_view document,
                             std::string_view record, std::string& out);

// A record found in a segment. `payload` points into the bytes that the scanner was given.
struct SegmentRecord {
  std::uint64_t begin = 0, end = 0;  // bytes of the segment
  std::uint64_t sequence = 0;
  std::uint32_t checksum =
      0;  // of the payload: with `sequence` it tells one record from every other
  std::uint32_t raw_bytes = 0, document_bytes = 0;
  bool compressed = false;
  std::string_view payload;
};

// Bytes of the payload that follows this header; 0 if it is none.
std::uint64_t stored_bytes(std::string_view header);

// Walks a segment's records.
class SegmentScanner {
 public:
  // `bytes`: a piece of a segment, from its byte `base` on, where a record begins or is expected.
  SegmentScanner(std::string_view bytes, std::uint64_t base) : bytes_(bytes), base_(base) {}

  enum class Step : std::uint8_t {
    kRecord,  // `record` is good
    kDamage,  // bytes [record.begin, record.end) are no record; a good one follows
    kTail,    // bytes from record.begin to the end are no record, and nothing good follows
    kEnd,     // nothing is left
  };
  // Linear in the bytes passed: a mark is looked at further only if its header's checksum holds.
  Step next(SegmentRecord& record);

 private:
  bool good_at(std::size_t at, SegmentRecord& record) const;
  std::string_view bytes_;
  std::uint64_t base_;
  std::size_t at_ = 0;  // in bytes_
};

// The two lines of a record; `document` and `line` point into `scratch` or into the payload.
// kBadInput: it does not decompress.
Status open_payload(const SegmentRecord& record, std::string& scratch, std::string_view& document,
                    std::string_view& line);

}  // namespace entente
