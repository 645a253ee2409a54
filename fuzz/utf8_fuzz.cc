// base/utf8 and base/unicode on any bytes, held against a plain twin of the checker.
#include "entente/base/unicode.h"
#include "entente/base/utf8.h"
#include "fuzz/fuzz.h"

namespace {

using namespace entente;

// RFC 3629, the table of section 4, written out: bytes of the sequence at `at`, 0 if it is none.
std::size_t plain_length(std::string_view s, std::size_t at) {
  const auto byte = [&](std::size_t i) {
    return at + i < s.size() ? static_cast<unsigned char>(s[at + i]) : 0u;
  };
  const auto within = [&](std::size_t i, unsigned low, unsigned high) {
    return byte(i) >= low && byte(i) <= high;
  };
  const bool tail1 = within(1, 0x80, 0xBF), tail2 = within(2, 0x80, 0xBF),
             tail3 = within(3, 0x80, 0xBF);
  const unsigned b = byte(0);
  if (b <= 0x7F) return 1;
  if (b >= 0xC2 && b <= 0xDF) return tail1 ? 2 : 0;
  if (b == 0xE0) return within(1, 0xA0, 0xBF) && tail2 ? 3 : 0;
  if (b == 0xED) return within(1, 0x80, 0x9F) && tail2 ? 3 : 0;
  if (b >= 0xE1 && b <= 0xEF) return tail1 && tail2 ? 3 : 0;
  if (b == 0xF0) return within(1, 0x90, 0xBF) && tail2 && tail3 ? 4 : 0;
  if (b >= 0xF1 && b <= 0xF3) return tail1 && tail2 && tail3 ? 4 : 0;
  if (b == 0xF4) return within(1, 0x80, 0x8F) && tail2 && tail3 ? 4 : 0;
  return 0;
}

std::size_t plain_invalid(std::string_view s) {
  for (std::size_t at = 0; at < s.size();) {
    const std::size_t length = plain_length(s, at);
    if (length == 0) return at;
    at += length;
  }
  return std::string_view::npos;
}

void check_offsets(std::string_view text) {
  OffsetMap map;
  map.build(text);
  std::uint32_t points = 0;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = code_point_at(text, at);
    FUZZ_CHECK(c.bytes == plain_length(text, at));
    FUZZ_CHECK(map.code_points_before(static_cast<std::uint32_t>(at)) == points);
    at += c.bytes;
    FUZZ_CHECK(previous_code_point(text, at) == at - c.bytes);
    ++points;
  }
  FUZZ_CHECK(map.code_points_before(static_cast<std::uint32_t>(text.size())) == points);
  FUZZ_CHECK(count_code_points(text) == points);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::as_text(data, size);
  FUZZ_CHECK(find_invalid_utf8(text) == plain_invalid(text));
  const std::string repaired = repair_utf8(text);
  FUZZ_CHECK(plain_invalid(repaired) == std::string_view::npos);
  FUZZ_CHECK(repair_utf8(repaired) == repaired);
  if (is_valid_utf8(text)) FUZZ_CHECK(repaired == text);
  check_offsets(repaired);
  const std::string small = lower(repaired), key = name_key(repaired);
  FUZZ_CHECK(is_valid_utf8(small) && is_valid_utf8(key));
  FUZZ_CHECK(count_code_points(small) == count_code_points(repaired));
  return 0;
}
