// Tested by ingest_test.cc.
#include "entente/ingest/language.h"

#include <cld2/public/compact_lang_det.h>

#include <cstdint>

namespace entente {
namespace {
constexpr std::size_t kGuessBytes = 8 * 1024;
constexpr int kMinTextBytes =
    40;  // of letters, as CLD2 counts: below, its guesses on headlines are noise
}  // namespace

std::string guess_language(std::string_view text) {
  text = text.substr(0, kGuessBytes);
  // A cut must not leave half a character.
  while (!text.empty() && (static_cast<unsigned char>(text.back()) & 0xC0) == 0x80)
    text.remove_suffix(1);
  if (!text.empty() && static_cast<unsigned char>(text.back()) >= 0xC0) text.remove_suffix(1);
  bool reliable = false;
  int text_bytes = 0, percents[3] = {};
  CLD2::Language languages[3] = {};
  CLD2::DetectLanguageSummary(text.data(), static_cast<int>(text.size()), /*is_plain_text=*/true,
                              languages, percents, &text_bytes, &reliable);
  if (!reliable || text_bytes < kMinTextBytes || percents[0] < 60 ||
      languages[0] == CLD2::UNKNOWN_LANGUAGE)
    return {};
  return primary_language(CLD2::LanguageCode(languages[0]));
}

std::string primary_language(std::string_view tag) {
  std::string out;
  for (const char c : tag.substr(0, tag.find_first_of("-_"))) {
    const char low = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    if (low < 'a' || low > 'z') return {};
    out += low;
  }
  return out.size() == 2 || out.size() == 3 ? out : std::string();
}

}  // namespace entente
