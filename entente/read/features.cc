// A word's form says most of what a tagger needs to know of it (Ratnaparkhi 1996): its ending, its
// beginning, its capitals. Values are kept as 32-bit hashes of kind and letters; the model lists
// those that training saw often enough, and everything else of a kind shares one row. Digits all
// read as 0, so that no year is a stranger.
//
// Only the shape carries case, and it carries the case of the sentence with it: in "IRAN AND IRAQ
// SIGN PACT" a capital means nothing, and the network is told so instead of having to find out.
// Tested by network_test.cc.
#include "entente/read/features.h"

#include <algorithm>

#include "entente/base/hash.h"
#include "entente/base/unicode.h"
#include "entente/base/utf8.h"

namespace entente {
namespace {

constexpr std::size_t kMaxWordBytes = 48;  // longer ones differ in no way that matters
constexpr std::size_t kMaxShape = 10;

std::uint32_t key_of(FeatureKind kind, std::string_view value) {
  const std::uint64_t h = hash64(value, static_cast<std::uint64_t>(kind) + 1);
  const auto key = static_cast<std::uint32_t>(h >> 32 ^ h);
  return key == 0 ? 1 : key;
}

char shape_of(char32_t c) {
  if (is_digit(c)) return '0';
  if (is_upper(c)) return 'X';
  if (is_letter(c)) return 'x';
  return c < 0x80 ? static_cast<char>(c) : '~';
}

// Runs of one class are cut to two, "McDonald's" -> "XxXxx'x"; whatever is long ends after
// kMaxShape.
std::size_t append_shape(std::string_view form, std::string& out) {
  const std::size_t start = out.size();
  char last = 0, before = 0;
  for (std::size_t at = 0; at < form.size() && out.size() - start < kMaxShape;) {
    const CodePoint c = code_point_at(form, at);
    at += c.bytes;
    const char s = shape_of(c.value);
    if (s == last && s == before) continue;
    before = last;
    last = s;
    out.push_back(s);
  }
  return out.size() - start;
}

void append_normal(std::string_view form, std::string& out) {
  for (std::size_t at = 0; at < form.size();) {
    const CodePoint c = code_point_at(form, at);
    if (at + c.bytes > kMaxWordBytes) break;
    at += c.bytes;
    append_utf8(out, is_digit(c.value) ? U'0' : to_lower(c.value));
  }
}

}  // namespace

SentenceCase sentence_case(std::span<const std::string_view> forms) {
  std::size_t words = 0, capital = 0, upper = 0, lower = 0;
  for (const std::string_view form : forms) {
    bool first = true;
    for (std::size_t at = 0; at < form.size() && at < kMaxWordBytes;) {
      const CodePoint c = code_point_at(form, at);
      at += c.bytes;
      if (!is_letter(c.value)) continue;
      const bool up = is_upper(c.value);
      if (first) ++words, capital += up;
      first = false;
      up ? ++upper : ++lower;
    }
  }
  if (words == 0) return SentenceCase::kMixed;
  if (lower == 0) return upper > 1 ? SentenceCase::kUpper : SentenceCase::kMixed;
  if (upper == 0) return SentenceCase::kLower;
  if (words >= 4 && capital * 5 >= words * 4) return SentenceCase::kTitle;
  return SentenceCase::kMixed;
}

void feature_keys(std::string_view form, SentenceCase sentence, std::string& scratch,
                  std::span<std::uint32_t, kFeatureKinds> keys) {
  scratch.clear();
  append_normal(form, scratch);
  const std::string_view word = scratch;
  const auto set = [&](FeatureKind kind, std::string_view value) {
    keys[static_cast<std::size_t>(kind)] = key_of(kind, value);
  };
  set(FeatureKind::kWord, word);
  set(FeatureKind::kGazetteer, word);
  set(FeatureKind::kClass, word);
  std::size_t at = 0;
  for (std::size_t i = 0; i < 3; ++i) {
    if (at < word.size()) at += code_point_at(word, at).bytes;
    set(static_cast<FeatureKind>(static_cast<std::size_t>(FeatureKind::kPrefix1) + i),
        word.substr(0, at));
  }
  at = word.size();
  for (std::size_t i = 0; i < 4; ++i) {
    if (at > 0) at = previous_code_point(word, at);
    set(static_cast<FeatureKind>(static_cast<std::size_t>(FeatureKind::kSuffix1) + i),
        word.substr(at));
  }
  scratch.clear();
  append_shape(form, scratch);
  scratch.push_back(static_cast<char>('0' + static_cast<int>(sentence)));
  set(FeatureKind::kShape, scratch);
}

std::uint32_t unknown_key(FeatureKind kind) {
  return key_of(kind, std::string_view("\0unknown", 8));
}

}  // namespace entente
