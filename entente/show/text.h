// Text for a terminal: outside text made harmless, cut, wrapped and padded by columns; colours
// where wanted. Private to show/.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace entente {

// `text` on one line: runs of white space become one blank, control characters (C0, DEL, C1),
// bidirectional marks and zero-width marks but joiners are left out, what is no valid UTF-8 becomes
// U+FFFD.
std::string clean(std::string_view text);

// At most `columns` wide; what was cut ends in "…". `text` clean.
std::string cut(std::string_view text, std::uint32_t columns);

// `text` padded with blanks to `columns`, after it or, for numbers, before it; longer text stays as
// it is.
std::string pad(std::string_view text, std::uint32_t columns);
std::string pad_left(std::string_view text, std::uint32_t columns);

enum class Style : std::uint8_t { kPlain, kBold, kDim, kGood, kBad, kPlanned };

// Lines to `out`, none wider than `width` unless one character is.
class Printer {
 public:
  Printer(std::string& out, std::uint32_t width, bool colour)
      : out_(out), width_(width < 40 ? 40 : width), colour_(colour) {}

  std::uint32_t width() const { return width_; }
  // `text` in a style: the escape sequences are left out without colour.
  std::string styled(std::string_view text, Style style) const;
  // A line as it is; the caller has fitted it.
  void line(std::string_view text = {});
  // A heading with a blank line before it.
  void heading(std::string_view text);
  // Words of clean text broken at blanks, each line after `indent` blanks, the first after `first`.
  void wrapped(std::string_view text, std::uint32_t indent, std::string_view first,
               Style style = Style::kPlain);

 private:
  std::string& out_;
  std::uint32_t width_;
  bool colour_;
};

// `value` of `most`, drawn in at most `columns` with eighths of a block: "███▌".
std::string bar(std::uint64_t value, std::uint64_t most, std::uint32_t columns);

}  // namespace entente
