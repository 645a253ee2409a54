// Properties come from utf8proc (Unicode 15). ASCII, which is most of news, is answered before the
// table is asked. Tested by unicode_test.cc.
#include "entente/base/unicode.h"

#include <utf8proc.h>

#include "entente/base/utf8.h"

namespace entente {
namespace {

utf8proc_category_t category(char32_t c) {
  return utf8proc_category(static_cast<utf8proc_int32_t>(c));
}

// Letters that NFKD leaves whole but newspapers write without their stroke, and typographic marks.
std::string_view plain_form(char32_t c) {
  switch (c) {
    case U'ø':
    case U'Ø':
      return "o";
    case U'ł':
    case U'Ł':
      return "l";
    case U'đ':
    case U'Đ':
    case U'ð':
    case U'Ð':
      return "d";
    case U'ħ':
    case U'Ħ':
      return "h";
    case U'ı':
      return "i";
    case U'ŋ':
    case U'Ŋ':
      return "n";
    case U'ŧ':
    case U'Ŧ':
      return "t";
    case U'æ':
    case U'Æ':
      return "ae";
    case U'œ':
    case U'Œ':
      return "oe";
    case U'ß':
    case U'ẞ':
      return "ss";
    case U'þ':
    case U'Þ':
      return "th";
    case U'ə':
    case U'Ə':
      return "a";
    case U'\u2018':
    case U'\u2019':
    case U'\u02BC':
    case U'\u02BB':
    case U'\u02BF':
    case U'\u02BE':
    case U'`':
    case U'\u00B4':
      return "'";
    case U'\u201C':
    case U'\u201D':
      return "\"";
    case U'\u2010':
    case U'\u2011':
    case U'\u2012':
    case U'\u2013':
    case U'\u2014':
    case U'\u2212':
      return "-";
    case U'\u00A0':
    case U'\u2009':
    case U'\u202F':
      return " ";
    case U'\u200B':
    case U'\u200C':
    case U'\u200D':
    case U'\u2060':
    case U'\uFEFF':
    case U'\u00AD':
      return "";
    default:
      return {nullptr, 0};
  }
}

}  // namespace

bool is_letter(char32_t c) {
  if (c < 0x80) return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
  const auto k = category(c);
  return k >= UTF8PROC_CATEGORY_LU && k <= UTF8PROC_CATEGORY_LO;
}
bool is_upper(char32_t c) {
  if (c < 0x80) return c >= 'A' && c <= 'Z';
  const auto k = category(c);
  return k == UTF8PROC_CATEGORY_LU || k == UTF8PROC_CATEGORY_LT;
}
bool is_lower(char32_t c) {
  if (c < 0x80) return c >= 'a' && c <= 'z';
  return category(c) == UTF8PROC_CATEGORY_LL;
}
bool is_digit(char32_t c) {
  if (c < 0x80) return c >= '0' && c <= '9';
  return category(c) == UTF8PROC_CATEGORY_ND;
}
bool is_space(char32_t c) {
  if (c < 0x80) return c == ' ' || (c >= 9 && c <= 13);
  return c == 0x85 || category(c) == UTF8PROC_CATEGORY_ZS || c == 0x2028 || c == 0x2029;
}
bool is_punctuation(char32_t c) {
  if (c < 0x80) return c > ' ' && c < 0x7F && !is_letter(c) && !is_digit(c);
  const auto k = category(c);
  return k >= UTF8PROC_CATEGORY_PC && k <= UTF8PROC_CATEGORY_SO;
}
bool is_mark(char32_t c) {
  if (c < 0x300) return false;
  const auto k = category(c);
  return k >= UTF8PROC_CATEGORY_MN && k <= UTF8PROC_CATEGORY_ME;
}
char32_t to_lower(char32_t c) {
  if (c < 0x80) return c >= 'A' && c <= 'Z' ? c + 32 : c;
  return static_cast<char32_t>(utf8proc_tolower(static_cast<utf8proc_int32_t>(c)));
}
char32_t to_upper(char32_t c) {
  if (c < 0x80) return c >= 'a' && c <= 'z' ? c - 32 : c;
  return static_cast<char32_t>(utf8proc_toupper(static_cast<utf8proc_int32_t>(c)));
}

void append_lower(std::string& out, std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = code_point_at(text, at);
    append_utf8(out, to_lower(c.value));
    at += c.bytes;
  }
}

std::string lower(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  append_lower(out, text);
  return out;
}

void append_name_key(std::string& out, std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = code_point_at(text, at);
    at += c.bytes;
    if (c.value < 0x80 && c.value != '`') {
      out.push_back(static_cast<char>(to_lower(c.value)));
      continue;
    }
    if (const std::string_view plain = plain_form(c.value); plain.data() != nullptr) {
      out += plain;
      continue;
    }
    utf8proc_int32_t parts[24];
    int boundary = 0;
    const auto count = utf8proc_decompose_char(
        static_cast<utf8proc_int32_t>(c.value), parts, 24,
        static_cast<utf8proc_option_t>(UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD),
        &boundary);
    for (utf8proc_ssize_t i = 0; i < count && i < 24; ++i)
      if (!is_mark(static_cast<char32_t>(parts[i])))
        append_utf8(out, static_cast<char32_t>(parts[i]));
  }
}

std::string name_key(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  append_name_key(out, text);
  return out;
}

}  // namespace entente
