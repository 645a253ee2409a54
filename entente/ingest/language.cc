// CLD2 for all that is long enough. On a line or two its guesses are noise ("Iran denied visas to
// Russian diplomats." was Latvian): there the words that hold every sentence together are counted,
// each for the languages that have it (they make a third of running text: Zipf's head), and where
// they speak clearly they win. Scripts that one language writes decide for texts too short even for
// that. Tested by language_test.cc.
#include "entente/ingest/language.h"

#include <cld2/public/compact_lang_det.h>

#include <algorithm>
#include <array>
#include <cstdint>

#include "entente/base/unicode.h"
#include "entente/base/utf8.h"

namespace entente {
namespace {

constexpr std::size_t kGuessBytes = 8 * 1024;
constexpr std::size_t kShortBytes = 200;  // above, CLD2 alone decides
constexpr int kMinTextBytes = 40;         // of letters, as CLD2 counts

struct Words {
  std::string_view lang, words;  // between blanks
};
constexpr Words kWords[] = {
    {"en",
     " the of and to in that for on with was is as by at from has have had said his her its it he "
     "they their be been will would an are were after before over who which not but this about "
     "against between than into more or you we i my me our your us she him them do does did no so "
     "if can could may what when where there these those all any how out up also just only a "},
    {"es",
     " el la los las de que en y del se con por una un para su sus al como más fue ha han lo no "
     "pero este esta entre sobre tras hoy es son está contra sin ser desde también ya cuando "
     "hasta muy fueron había era dos a "},
    {"fr",
     " le la les des de du et en un une dans que qui pour par sur au aux est sont avec pas ce "
     "cette "
     "il elle ils se son sa ses ont été plus leur contre entre après mais ou où même cela sans "
     "nous vous je a "},
    {"de",
     " der die das und in den von zu zum zur mit dem im des auf für ist sind nicht sich eine einen "
     "einer ein als auch nach wird werden bei hat haben aus über gegen vor wurde "},
    {"it",
     " il lo di che la le gli i e ed del dello della dei delle in per un una non con sono da dal "
     "al "
     "alla nel nella è ha hanno si come più sul contro tra dopo "},
    {"pt",
     " o a os as de do da dos das que em no na nos nas um uma para com por ao aos à às não se mais "
     "mas foi é são ser pelo pela pelos pelas seu sua seus sobre entre após contra já também até "
     "ele ela tem há quem e "},
    {"nl",
     " de het een van en in op dat is te voor met zijn niet aan door er ook om bij naar werd wordt "
     "heeft hebben uit over tegen na "},
    {"sv", " och i att det som på en är av för med den till inte har ett om från efter mot vid "},
    {"da", " og i at det som på en er af for med den til ikke har et om fra efter mod ved der "},
    {"pl", " w i z na do się nie że jest o po za przez od jak oraz dla ze ma są "},
    {"ro", " și de la în a cu pe din care pentru nu este că mai o au fost un "},
    {"id", " yang dan di dengan untuk pada dari ini itu dalam akan tidak oleh telah ke adalah "},
    {"tr", " ve bir bu için ile de da olarak olan gibi daha çok ise sonra kadar ama "},
};

// How much the words of `text` speak for each language of kWords: a word that three have counts a
// third.
std::array<double, std::size(kWords)> votes_of(std::string_view text) {
  std::array<double, std::size(kWords)> votes{};
  std::string word;
  const auto count = [&] {
    word += ' ';
    std::uint32_t have = 0;
    for (std::size_t i = 0; i < std::size(kWords); ++i)
      if (kWords[i].words.find(word) != std::string_view::npos) have |= 1u << i;
    for (std::size_t i = 0; i < std::size(kWords); ++i)
      if ((have >> i & 1) != 0) votes[i] += 1.0 / __builtin_popcount(have);
  };
  bool in_address = false;  // "com" of an address is no Portuguese
  word = " ";
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = code_point_at(text, at);
    at += c.bytes;
    if (is_letter(c.value)) {
      append_utf8(word, to_lower(c.value));
      continue;
    }
    if (word.size() > 1 && !in_address) count();
    word = " ";
    in_address = c.value == '.' || c.value == '@' || c.value == '/' || c.value == '_';
  }
  if (word.size() > 1 && !in_address) count();
  return votes;
}

// The language of a script that hardly another one uses; of several, the one with most letters.
std::string language_of_script(std::string_view text) {
  struct Script {
    char32_t first, last;
    std::string_view lang;
    std::uint32_t letters = 0;
  };
  std::array<Script, 9> scripts = {{{0x370, 0x3FF, "el"},
                                    {0x400, 0x4FF, "ru"},
                                    {0x590, 0x5FF, "he"},
                                    {0x600, 0x6FF, "ar"},
                                    {0x900, 0x97F, "hi"},
                                    {0xE00, 0xE7F, "th"},
                                    {0x3040, 0x30FF, "ja"},
                                    {0x4E00, 0x9FFF, "zh"},
                                    {0xAC00, 0xD7AF, "ko"}}};
  std::uint32_t latin = 0;
  bool kana = false, ukrainian = false, persian = false;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = code_point_at(text, at);
    at += c.bytes;
    latin += c.value < 0x250 && is_letter(c.value);
    kana = kana || (c.value >= 0x3040 && c.value <= 0x30FF);
    ukrainian = ukrainian || c.value == U'і' || c.value == U'ї' || c.value == U'є';
    persian = persian || c.value == U'پ' || c.value == U'چ' || c.value == U'گ';
    for (Script& script : scripts)
      script.letters += c.value >= script.first && c.value <= script.last;
  }
  const auto most =
      std::max_element(scripts.begin(), scripts.end(),
                       [](const Script& a, const Script& b) { return a.letters < b.letters; });
  if (most->letters <= latin) return {};
  if (most->lang == "zh" && kana) return "ja";
  if (most->lang == "ru" && ukrainian) return "uk";
  if (most->lang == "ar" && persian) return "fa";
  return std::string(most->lang);
}

struct Guess {
  std::string lang;
  bool sure = false;
};

Guess guess_of_cld2(std::string_view text) {
  bool reliable = false;
  int text_bytes = 0, percents[3] = {};
  CLD2::Language languages[3] = {};
  CLD2::DetectLanguageSummary(text.data(), static_cast<int>(text.size()), /*is_plain_text=*/true,
                              languages, percents, &text_bytes, &reliable);
  if (languages[0] == CLD2::UNKNOWN_LANGUAGE) return {};
  return {primary_language(CLD2::LanguageCode(languages[0])),
          reliable && text_bytes >= kMinTextBytes && percents[0] >= 60};
}

}  // namespace

std::string guess_language(std::string_view text) {
  text = text.substr(0, kGuessBytes);
  // A cut must not leave half a character.
  while (!text.empty() && (static_cast<unsigned char>(text.back()) & 0xC0) == 0x80)
    text.remove_suffix(1);
  if (!text.empty() && static_cast<unsigned char>(text.back()) >= 0xC0) text.remove_suffix(1);
  Guess guess = guess_of_cld2(text);
  if (text.size() > kShortBytes) return guess.sure ? guess.lang : std::string();

  const auto votes = votes_of(text);
  const std::size_t best =
      static_cast<std::size_t>(std::max_element(votes.begin(), votes.end()) - votes.begin());
  double second = 0, own = 0;
  for (std::size_t i = 0; i < votes.size(); ++i) {
    if (i != best) second = std::max(second, votes[i]);
    if (kWords[i].lang == guess.lang) own = votes[i];
  }
  const bool clear = votes[best] >= 1 && votes[best] >= second + 0.5;
  if (guess.lang.empty() || votes[best] >= own + (guess.sure ? 1 : 0.5))
    if (clear) return std::string(kWords[best].lang);
  if (guess.sure) return guess.lang;
  if (own > 0 && own >= votes[best]) return guess.lang;
  return language_of_script(text);
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
