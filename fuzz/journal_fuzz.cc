// A segment of the journal: any bytes, and a good record among any bytes, which must be found
// again. Steps go forward and end.
#include "entente/store/segment.h"
#include "fuzz/fuzz.h"

namespace {

using namespace entente;

// Walks `bytes`; whether the record (document, record) was met with this sequence number.
bool walk(std::string_view bytes, std::uint64_t sequence, std::string_view document,
          std::string_view record) {
  SegmentScanner scanner(bytes, 0);
  SegmentRecord found;
  std::uint64_t end = 0;
  bool met = false;
  for (std::size_t steps = 0; steps <= bytes.size() + 1; ++steps) {
    const SegmentScanner::Step step = scanner.next(found);
    if (step == SegmentScanner::Step::kEnd || step == SegmentScanner::Step::kTail) return met;
    FUZZ_CHECK(found.begin >= end && found.end > found.begin && found.end <= bytes.size());
    end = found.end;
    if (step == SegmentScanner::Step::kDamage) continue;
    std::string scratch;
    std::string_view first, second;
    const Status opened = open_payload(found, scratch, first, second);
    if (opened)
      FUZZ_CHECK(first.size() == found.document_bytes &&
                 first.size() + second.size() == found.raw_bytes);
    met |= opened && found.sequence == sequence && first == document && second == record;
  }
  FUZZ_CHECK(false);  // more steps than bytes
  return false;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = fuzz::as_text(data, size);
  if (const auto header = parse_segment_header(bytes); header) {
    std::string again;
    append_segment_header(*header, again);
    FUZZ_CHECK(again.size() == kSegmentHeaderBytes && parse_segment_header(again));
  }
  const fuzz::ExactBytes raw(bytes);
  walk(raw.view(), 0, "", "");
  if (size < 2) return 0;
  const std::size_t cut = data[0] * size / 256, half = data[1] * size / 256;
  const std::string_view document = bytes.substr(0, half), record = bytes.substr(half);
  std::string segment(bytes.substr(0, cut));
  FUZZ_CHECK(append_journal_record(7, document, record, segment));
  segment += bytes.substr(cut);
  const fuzz::ExactBytes whole(segment);
  FUZZ_CHECK(walk(whole.view(), 7, document, record));
  return 0;
}
