// Tested by words_test.cc and answers_map_test.cc.
#include "entente/store/words.h"

#include <algorithm>

#include "entente/base/unicode.h"
#include "entente/base/utf8.h"

namespace entente {
namespace {

constexpr std::size_t kLettersOfPrefix = 4;
constexpr const char* kHighest = "\xF4\x8F\xBF\xBF";  // U+10FFFF: after all that can follow

bool is_word_by_itself(char32_t c) {
  return (c >= 0x3040 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) || c >= 0x20000;
}

class Words {
 public:
  explicit Words(const std::function<void(std::string_view)>& visit) : visit_(visit) {}

  void read(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
      const CodePoint point = code_point_at(text, at);
      take(point.value, text.substr(at, point.bytes));
      at += point.bytes;
    }
    end_word();
  }

 private:
  void take(char32_t c, std::string_view bytes) {
    if (c < 0x80) {
      const bool upper = c >= 'A' && c <= 'Z';
      if (!upper && !(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9')) return end_word();
      if (word_.size() < kMaxWordBytes) word_ += static_cast<char>(upper ? c + 32 : c);
      return;
    }
    if (is_word_by_itself(c)) {
      end_word();
      word_ = bytes;
      return end_word();
    }
    if (!is_letter(c) && !is_digit(c) && !is_mark(c)) return end_word();
    if (word_.size() < kMaxWordBytes) word_ += bytes, plain_ = false;
  }
  void end_word() {
    if (!plain_) fold();
    if (!word_.empty()) visit_(word_);
    word_.clear();
    plain_ = true;
  }
  void fold() {
    folded_.clear();
    append_name_key(folded_, word_);
    while (folded_.size() > kMaxWordBytes)
      folded_.resize(previous_code_point(folded_, folded_.size()));
    word_ = folded_;
  }

  const std::function<void(std::string_view)>& visit_;
  std::string word_, folded_;
  bool plain_ = true;
};

}  // namespace

void each_word(std::string_view text, const std::function<void(std::string_view)>& visit) {
  Words(visit).read(text);
}

WordQuery::WordQuery(std::string_view text) {
  each_word(text, [&](std::string_view word) {
    if (words_.size() < kMaxWords) words_.push_back({std::string(word), std::string(word)});
  });
  if (!words_.empty() && count_code_points(words_.back().first) >= kLettersOfPrefix)
    words_.back().last += kHighest;
}

bool WordQuery::is_found_in(std::string_view text) const {
  std::uint32_t missing = (1u << words_.size()) - 1;
  each_word(text, [&](std::string_view word) {
    for (std::size_t i = 0; i < words_.size(); ++i)
      if (word >= words_[i].first && word <= words_[i].last) missing &= ~(1u << i);
  });
  return missing == 0;
}

}  // namespace entente
