// The page as the tokenizer walks it: cut into paragraphs, and those into blocks of bounded length
// whose characters are decoded once, with the kind and the plain form that features are made of.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace entente {

enum class CharKind : std::uint8_t {
  kSpace,
  kUpper,
  kLower,
  kLetter,
  kDigit,
  kStop,
  kEnd,
  kComma,
  kColon,
  kApostrophe,
  kQuote,
  kOpenQuote,
  kCloseQuote,
  kOpen,
  kClose,
  kHyphen,
  kDash,
  kSlash,
  kEllipsis,
  kMoney,
  kSymbol,
  kExtend,
};
inline constexpr std::uint8_t kCharKinds = 22;

inline bool is_letter_kind(CharKind k) { return k >= CharKind::kUpper && k <= CharKind::kLetter; }
inline bool is_word_kind(CharKind k) { return k >= CharKind::kUpper && k <= CharKind::kDigit; }

// The kind of a code point, and the one that stands for all that are written for the same thing:
// lower case, ' for every apostrophe, 0 for every digit, an em dash for every long dash.
struct CharClass {
  CharKind kind = CharKind::kSymbol;
  char32_t plain = 0;
};
CharClass classify(char32_t c);

// A block of decoded text. Offsets are bytes of the text handed to load().
struct Block {
  std::vector<CharKind> kind;
  std::vector<char32_t> plain;
  std::vector<std::uint32_t> at;  // size() + 1 of them
  std::uint32_t size() const { return static_cast<std::uint32_t>(kind.size()); }
  void load(std::string_view text, std::uint32_t begin, std::uint32_t end);
};

inline constexpr std::uint32_t kMaxBlockBytes = 1u << 16;

// Walks [begin, end) of a text from block to block. A paragraph ends at a blank line, a form feed
// or paragraph separator, or a line break; where the lines look wrapped (most are as full as they
// can be, the longest of kMin- to kMaxWrapColumns), a break in the middle of a filled line is white
// space. A paragraph longer than kMaxBlockBytes is cut after a full stop, else at a blank, else
// between code points.
class BlockWalker {
 public:
  BlockWalker(std::string_view text, std::uint32_t begin, std::uint32_t end);
  // The next block with something in it: [begin, end) and whether a paragraph begins there. False
  // at the end.
  bool next(std::uint32_t& begin, std::uint32_t& end, bool& paragraph_start);

 private:
  std::uint32_t paragraph_end(std::uint32_t begin) const;
  std::uint32_t cut(std::uint32_t begin, std::uint32_t end) const;
  bool is_wrap(std::uint32_t line_begin, std::uint32_t line_end, std::uint32_t next) const;
  void measure_lines();

  std::string_view text_;
  std::uint32_t at_, end_, paragraph_end_ = 0;
  std::uint32_t wrap_columns_ = 0;  // 0: lines are not wrapped
};

inline constexpr std::uint32_t kMinWrapColumns = 40,
                               kMaxWrapColumns = 132;  // narrower lines are a list

}  // namespace entente
