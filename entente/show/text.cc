// Tested by text_test.cc.
#include "entente/show/text.h"

#include <algorithm>

#include "entente/base/display.h"
#include "entente/base/unicode.h"
#include "entente/base/utf8.h"

namespace entente {
namespace {

// Marks that turn the direction of what follows, or that cannot be seen: a line must read as it is
// written.
bool is_invisible(char32_t c) {
  return c == 0x061C || (c >= 0x200B && c <= 0x200F && c != 0x200C && c != 0x200D) ||
         (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF ||
         (c >= 0xFFF9 && c <= 0xFFFB) || (c >= 0xE0000 && c <= 0xE007F);
}

bool is_control(char32_t c) { return c < 0x20 || (c >= 0x7F && c < 0xA0); }

}  // namespace

std::string clean(std::string_view text) {
  const std::string mended = is_valid_utf8(text) ? std::string() : repair_utf8(text);
  if (!mended.empty()) text = mended;
  std::string out;
  bool blank = false;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = code_point_at(text, at);
    const std::string_view bytes = text.substr(at, c.bytes);
    at += c.bytes;
    const bool space = is_space(c.value) || c.value == '\t' || c.value == '\n' || c.value == '\r' ||
                       c.value == 0x2028 || c.value == 0x2029;
    if (space) {
      blank = !out.empty();
      continue;
    }
    if (is_control(c.value) || is_invisible(c.value)) continue;
    if (blank) out += ' ';
    blank = false;
    out += bytes;
  }
  return out;
}

std::string cut(std::string_view text, std::uint32_t columns) {
  if (display_width(text) <= columns) return std::string(text);
  std::uint32_t width = 0;
  std::size_t at = 0;
  while (at < text.size()) {
    const CodePoint c = code_point_at(text, at);
    const auto wide = static_cast<std::uint32_t>(display_width(c.value));
    if (width + wide + 1 > columns) break;
    width += wide;
    at += c.bytes;
  }
  while (at > 0 && text[at - 1] == ' ') --at;
  return std::string(text.substr(0, at)) + (columns > 0 ? "…" : "");
}

std::string pad(std::string_view text, std::uint32_t columns) {
  const std::uint32_t width = display_width(text);
  return std::string(text) + std::string(width < columns ? columns - width : 0, ' ');
}
std::string pad_left(std::string_view text, std::uint32_t columns) {
  const std::uint32_t width = display_width(text);
  return std::string(width < columns ? columns - width : 0, ' ') + std::string(text);
}

std::string Printer::styled(std::string_view text, Style style) const {
  if (!colour_ || style == Style::kPlain || text.empty()) return std::string(text);
  constexpr const char* kSequences[] = {"",         "\x1b[1m",  "\x1b[2m",
                                        "\x1b[32m", "\x1b[31m", "\x1b[33m"};
  return kSequences[static_cast<std::size_t>(style)] + std::string(text) + "\x1b[0m";
}

void Printer::line(std::string_view text) {
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  out_.append(text).push_back('\n');
}

void Printer::heading(std::string_view text) {
  line();
  line(styled(text, Style::kBold));
}

void Printer::wrapped(std::string_view text, std::uint32_t indent, std::string_view first,
                      Style style) {
  const std::uint32_t room = width_ > indent + 10 ? width_ - indent : 10;
  std::string lead = pad(first, indent);
  std::string now;
  const auto flush = [&] {
    line(lead + styled(now, style));
    lead = std::string(indent, ' ');
    now.clear();
  };
  while (!text.empty()) {
    const std::size_t blank = text.find(' ');
    std::string_view word = text.substr(0, blank);
    text = blank == std::string_view::npos ? std::string_view() : text.substr(blank + 1);
    if (!now.empty() && display_width(now) + 1 + display_width(word) > room) flush();
    while (display_width(word) > room) {  // a word longer than the line is broken where it fills it
      std::size_t at = 0;
      for (std::uint32_t width = 0; at < word.size();) {
        const CodePoint c = code_point_at(word, at);
        const auto wide = static_cast<std::uint32_t>(display_width(c.value));
        if (width + wide > room) break;
        width += wide;
        at += c.bytes;
      }
      now = word.substr(0, at);
      flush();
      word.remove_prefix(at);
    }
    if (!now.empty()) now += ' ';
    now += word;
  }
  if (!now.empty() || !first.empty()) flush();
}

std::string bar(std::uint64_t value, std::uint64_t most, std::uint32_t columns) {
  if (value == 0 || most == 0) return {};
  constexpr const char* kEighths[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
  const auto eighths = static_cast<std::uint64_t>(
      static_cast<double>(std::min(value, most)) / static_cast<double>(most) * columns * 8 + 0.5);
  std::string out;
  for (std::uint64_t i = 0; i < eighths / 8; ++i) out += "█";
  out += kEighths[eighths % 8];
  return out.empty() ? "▏" : out;
}

}  // namespace entente
