// The readers of each kind of dictionary, from text. Private to lexicon/.
#pragma once

#include <string_view>
#include <vector>

#include "entente/lexicon/dictionary.h"

namespace entente::lexicon_detail {

inline constexpr std::uint64_t kMaxDictionaryBytes = 64u << 20;
inline constexpr std::size_t kMaxLineBytes = 4096;  // longer: no line of a dictionary
inline constexpr std::size_t kMaxPhraseWords = 32;
inline constexpr std::size_t kMaxSetPhrases =
    20000;  // of one set, with those of the sets inside it

// What a reader fills and where it complains.
struct DictionaryDraft {
  Dictionaries& out;
  std::vector<Error>& unused;
  std::uint32_t file = 0;  // index of Dictionaries::files
  void complain(std::uint32_t line, std::string message);
};

// A line without comments and without blanks at its ends.
struct DictionaryLine {
  std::string_view text;
  std::uint32_t number = 0;  // from 1
  bool indented = false;     // a blank or tab before it
};

// The lines that say something. `#` and `;` end a line outside brackets; a line that begins with
// `<!` is a comment, and `<!-- ... -->` may span lines; too long a line and a comment without an
// end are complained of. Views into `text`.
std::vector<DictionaryLine> dictionary_lines(std::string_view text, DictionaryDraft& draft);

// "MINAS_TIRITH" -> minas, tirith, the first closed. Words are added. False: no letter, no digit,
// or more than kMaxPhraseWords.
bool read_phrase(std::string_view text, DictionaryWords& words, DictionaryPhrase& out);

// The plural that TABARI and PETRARCH make: Y -> IES, S -> ES, else S.
std::string regular_plural(std::string_view text);

// "~COP" and the like: letters, digits and the marks that codes have. "---" gives "".
bool is_code(std::string_view text);

// "YYYYMMDD" or "YYMMDD", 00 to 30 being 2000 to 2030; anything else is nothing.
bool read_dictionary_day(std::string_view text, Day& out);

std::string_view trimmed(std::string_view text);

void read_actors(std::string_view text, DictionaryDraft& draft);
void read_agents(std::string_view text, DictionaryDraft& draft);
void read_verbs(std::string_view text, DictionaryDraft& draft);
void read_discards(std::string_view text, DictionaryDraft& draft);
void read_issues(std::string_view text, DictionaryDraft& draft);

// Sorts what the readers left; once, after the last.
void finish_dictionaries(Dictionaries& dictionaries);

}  // namespace entente::lexicon_detail
