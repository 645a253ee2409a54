// Tested by near_duplicates_test.cc.
#include <algorithm>

#include "entente/base/hash.h"
#include "entente/base/unicode.h"
#include "entente/base/utf8.h"
#include "entente/fold/near_duplicates.h"

namespace entente {
namespace {

constexpr std::uint32_t kLongWord = 1u << 31;
constexpr unsigned kLongLetters = 5;
constexpr std::size_t kKeyShingle = 5;

// Scripts that part no words: each sign stands for one.
bool is_word_by_itself(char32_t c) {
  return (c >= 0x3040 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) || c >= 0x20000;
}

class WordReader {
 public:
  explicit WordReader(ReportWords& out) : out_(out) {}

  void read(std::string_view text) {
    for (std::size_t at = 0; at < text.size() && out_.size() < kMaxReportWords;) {
      const CodePoint point = code_point_at(text, at);
      at += point.bytes;
      take(point.value);
    }
    end_word();
  }

 private:
  void take(char32_t c) {
    if (c < 0x80) {
      if (c >= 'A' && c <= 'Z') c += 32;
      if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) return add(c);
      return end_word();
    }
    if (is_mark(c)) return;
    if (!is_letter(c) && !is_digit(c)) return end_word();
    if (is_word_by_itself(c)) {
      end_word();
      add(c);
      return end_word();
    }
    add(to_lower(c));
  }
  void add(char32_t c) {
    hash_ = mix64(hash_ ^ c);
    ++letters_;
  }
  void end_word() {
    if (letters_ == 0 || out_.size() >= kMaxReportWords) return;
    out_.push_back((static_cast<std::uint32_t>(hash_ >> 33) & ~kLongWord) |
                   (letters_ >= kLongLetters ? kLongWord : 0));
    hash_ = kStart;
    letters_ = 0;
  }

  static constexpr std::uint64_t kStart = 0x9E3779B97F4A7C15u;
  ReportWords& out_;
  std::uint64_t hash_ = kStart;
  unsigned letters_ = 0;
};

}  // namespace

void read_report_words(const Document& document, ReportWords& out) {
  out.clear();
  WordReader(out).read(document.body());
  if (out.size() >= 3) return;
  out.clear();
  WordReader(out).read(document.title());
  WordReader(out).read(document.body());
}

void report_keys(std::span<const std::uint32_t> words, std::vector<std::uint32_t>& out) {
  out.clear();
  if (words.empty()) return;
  const std::size_t length = std::min(kKeyShingle, words.size());
  for (std::size_t i = 0; i + length <= words.size(); ++i) {
    std::uint64_t hash = length;
    for (std::size_t k = 0; k < length; ++k) hash = mix64(hash ^ words[i + k]);
    out.push_back(static_cast<std::uint32_t>(hash >> 32));
  }
  const std::size_t some = std::min(out.size(), 2 * kReportKeys);  // some may be there twice
  if (out.size() > 16 * kReportKeys) {
    std::nth_element(out.begin(), out.begin() + static_cast<std::ptrdiff_t>(some - 1), out.end());
    std::vector<std::uint32_t> least(out.begin(), out.begin() + static_cast<std::ptrdiff_t>(some));
    std::sort(least.begin(), least.end());
    least.erase(std::unique(least.begin(), least.end()), least.end());
    if (least.size() >= kReportKeys) {
      least.resize(kReportKeys);
      out = std::move(least);
      return;
    }
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  if (out.size() > kReportKeys) out.resize(kReportKeys);
}

}  // namespace entente
