// Tested by charset_test.cc.
#include "entente/ingest/charset.h"

#include <iconv.h>

#include <algorithm>
#include <array>
#include <cerrno>

#include "entente/base/utf8.h"

namespace entente {
namespace {

std::string lower_ascii(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return out;
}

// Labels whose encoding has another name with iconv, or is read as a larger one (the standard's
// section 4.2). Sorted.
struct Label {
  std::string_view label, name;
};
constexpr Label kLabels[] = {
    {"ansi_x3.4-1968", "windows-1252"},
    {"ascii", "windows-1252"},
    {"big5", "big5-hkscs"},
    {"big5-hkscs", "big5-hkscs"},
    {"cp1250", "windows-1250"},
    {"cp1251", "windows-1251"},
    {"cp1252", "windows-1252"},
    {"cp866", "cp866"},
    {"cp932", "cp932"},
    {"euc-jp", "euc-jp"},
    {"euc-kr", "cp949"},
    {"gb18030", "gb18030"},
    {"gb2312", "gb18030"},
    {"gbk", "gb18030"},
    {"iso-2022-jp", "iso-2022-jp"},
    {"iso-8859-1", "windows-1252"},
    {"iso-8859-11", "cp874"},
    {"iso-8859-9", "windows-1254"},
    {"iso8859-1", "windows-1252"},
    {"koi8-r", "koi8-r"},
    {"koi8-u", "koi8-u"},
    {"ks_c_5601-1987", "cp949"},
    {"ksc5601", "cp949"},
    {"latin1", "windows-1252"},
    {"ms_kanji", "cp932"},
    {"shift-jis", "cp932"},
    {"shift_jis", "cp932"},
    {"sjis", "cp932"},
    {"tis-620", "cp874"},
    {"us-ascii", "windows-1252"},
    {"utf-16", "utf-16le"},
    {"utf-16be", "utf-16be"},
    {"utf-16le", "utf-16le"},
    {"utf-8", "utf-8"},
    {"utf8", "utf-8"},
    {"windows-949", "cp949"},
    {"windows-1252", "windows-1252"},
    {"x-euc-jp", "euc-jp"},
    {"x-gbk", "gb18030"},
    {"x-sjis", "cp932"},
};

// The encoding of a label, or "": only names that are listed above, iso-8859-N and windows-125N
// reach iconv.
std::string encoding_of(std::string_view label) {
  const std::string key = lower_ascii(label);
  for (const Label& known : kLabels)
    if (known.label == key) return std::string(known.name);
  const bool iso = key.starts_with("iso-8859-") && key.size() <= 11,
             windows = key.starts_with("windows-125") && key.size() == 12;
  return iso || windows ? key : std::string();
}

// Converts all that can be; what cannot becomes U+FFFD and is counted. False: iconv does not know
// the encoding.
bool convert(std::string_view bytes, const std::string& encoding, std::string& out,
             std::size_t& malformed) {
  const iconv_t converter = ::iconv_open("UTF-8", encoding.c_str());
  if (converter == reinterpret_cast<iconv_t>(-1)) return false;  // NOLINT: iconv's own way
  std::array<char, 16 * 1024> buffer{};
  char* in = const_cast<char*>(bytes.data());
  std::size_t left = bytes.size();
  while (left > 0) {
    char* to = buffer.data();
    std::size_t space = buffer.size();
    const std::size_t code = ::iconv(converter, &in, &left, &to, &space);
    const int failure = errno;
    out.append(buffer.data(), buffer.size() - space);
    if (code != static_cast<std::size_t>(-1) || failure == E2BIG) continue;
    append_utf8(out, kReplacement);  // EILSEQ, or EINVAL: cut at the end
    ++malformed;
    ++in, --left;
    ::iconv(converter, nullptr, nullptr, nullptr, nullptr);
  }
  ::iconv_close(converter);
  return true;
}

// How well `bytes` follow the lead and trail bytes of a two-byte encoding: 1 all, 0 none. `kana`
// its share of pairs in which a text of that language abounds.
template <class Lead, class Trail>
double pairs(std::string_view bytes, Lead lead, Trail trail) {
  std::size_t good = 0, bad = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const auto a = static_cast<unsigned char>(bytes[i]);
    if (a < 0x80) continue;
    const auto b = i + 1 < bytes.size() ? static_cast<unsigned char>(bytes[i + 1]) : 0;
    if (lead(a) && trail(b))
      ++good, ++i;
    else
      ++bad;
  }
  return good + bad == 0 ? 0 : static_cast<double>(good) / static_cast<double>(good + bad);
}

// Without a label, and no UTF-8. Cyrillic is told by how many letters lie in the upper half; the
// two-byte encodings by how they pair.
std::string guess_encoding(std::string_view bytes) {
  bytes = bytes.substr(0, 64 * 1024);
  std::size_t high = 0, ascii = 0, low_1251 = 0, low_koi = 0;
  bool in_tag = false;
  for (const char c : bytes) {
    const auto b = static_cast<unsigned char>(c);
    if (b == '<') in_tag = true;
    if (b == '>') in_tag = false;
    if (b >= 0x80) ++high;
    if (!in_tag && ((b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z'))) ++ascii;
    low_1251 += b >= 0xE0;
    low_koi += b >= 0xC0 && b < 0xE0;
  }
  if (high * 4 < ascii) return "windows-1252";
  const auto range = [](int low, int top) {
    return [low, top](int b) { return b >= low && b <= top; };
  };
  const double euc = pairs(bytes, range(0xA1, 0xFE), range(0xA1, 0xFE));
  const double sjis = pairs(
      bytes, [](int b) { return (b >= 0x81 && b <= 0x9F) || (b >= 0xE0 && b <= 0xFC); },
      [](int b) { return b >= 0x40 && b <= 0xFC && b != 0x7F; });
  const double kana_euc = pairs(bytes, range(0xA4, 0xA5), range(0xA1, 0xF6));
  const double kana_sjis = pairs(bytes, range(0x82, 0x83), range(0x40, 0xF1));
  const double hangul = pairs(bytes, range(0xB0, 0xC8), range(0xA1, 0xFE));
  if (sjis > 0.98 && kana_sjis > 0.2) return "cp932";
  if (euc > 0.98 && kana_euc > 0.2) return "euc-jp";
  // Words of Cyrillic are mostly lower case, and of every length: an odd number of bytes between
  // blanks breaks the pairs.
  if (euc > 0.99) return hangul > 0.8 ? "cp949" : "gb18030";
  if (low_koi > low_1251) return "koi8-r";
  return "windows-1251";
}

bool looks_like_utf8(std::string_view bytes, std::size_t invalid_at) {
  // One broken character in a page of thousands: UTF-8 all the same.
  std::size_t good = 0, bad = 0;
  for (std::size_t at = 0; at < bytes.size();) {
    const auto lead = static_cast<unsigned char>(bytes[at]);
    if (lead < 0x80) {
      ++at;
      continue;
    }
    const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead >= 0xC2 && find_invalid_utf8(bytes.substr(at, length)) == std::string_view::npos)
      ++good, at += length;
    else
      ++bad, ++at;
  }
  return invalid_at == std::string_view::npos || good > 4 * bad;
}

}  // namespace

std::string_view charset_of_page(std::string_view html) {
  const std::string_view head = html.substr(0, 4096);
  for (const std::string_view key : {"charset=", "encoding="}) {
    for (std::size_t at = head.find(key); at != std::string_view::npos;
         at = head.find(key, at + 1)) {
      std::string_view rest = head.substr(at + key.size());
      if (key == "encoding=" && !html.starts_with("<?xml")) break;
      while (!rest.empty() && (rest[0] == '"' || rest[0] == '\'' || rest[0] == ' '))
        rest.remove_prefix(1);
      const std::string_view label = rest.substr(0, rest.find_first_of("\"'; />?\r\n\t"));
      if (!encoding_of(label).empty()) return label;
    }
  }
  return {};
}

DecodedText decode_text(std::string bytes, std::string_view declared) {
  DecodedText out;
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.erase(0, 3), declared = "utf-8";
  if (bytes.starts_with("\xFF\xFE"))
    bytes.erase(0, 2), out.charset = "utf-16le";
  else if (bytes.starts_with("\xFE\xFF"))
    bytes.erase(0, 2), out.charset = "utf-16be";
  if (out.charset.empty()) {
    const std::string label =
        encoding_of(declared).empty() ? encoding_of(charset_of_page(bytes)) : encoding_of(declared);
    const std::size_t invalid = find_invalid_utf8(bytes);
    if (label == "iso-2022-jp" ||
        (label.starts_with("utf-16") && bytes.find('\0') != std::string::npos)) {
      out.charset = label;
    } else if (invalid == std::string::npos) {
      out.charset = "utf-8";
      out.text = std::move(bytes);
      return out;
    } else if (looks_like_utf8(bytes, invalid)) {
      out.charset = "utf-8";
    } else {
      out.charset = label.empty() || label == "utf-8" ? guess_encoding(bytes) : label;
    }
  }
  if (out.charset != "utf-8" && convert(bytes, out.charset, out.text, out.malformed)) {
    if (!is_valid_utf8(out.text)) out.text = repair_utf8(out.text);
    return out;
  }
  out.charset = "utf-8";
  out.text = repair_utf8(bytes);
  for (std::size_t at = out.text.find("\xEF\xBF\xBD"); at != std::string::npos;
       at = out.text.find("\xEF\xBF\xBD", at + 3))
    ++out.malformed;
  return out;
}

}  // namespace entente
