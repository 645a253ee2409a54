// Dictionaries that people already have: those of TABARI, PETRARCH 1 and PETRARCH 2, read as they
// are. Every line that cannot be used is named with its reason; the rest is used. The formats, and
// what of them is used how: docs/formats/dictionaries.md (after PETRARCH's documentation,
// docs/source/dictionaries.rst of openeventdata/petrarch).
//
// A phrase is cut into pieces as the lexicon's are (lexicon.h): runs of letters and digits under
// their name_key. `_` between two words of a file asks that they stand together, a blank lets other
// words stand between.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "entente/base/date.h"
#include "entente/base/result.h"

namespace entente {

using DictionaryWordId = std::uint32_t;
inline constexpr DictionaryWordId kUnknownWord = UINT32_MAX;    // no dictionary has it
inline constexpr DictionaryWordId kBreakWord = UINT32_MAX - 1;  // a comma, a bracket

// The words of all dictionaries, numbered. Threads may share one that no longer grows.
class DictionaryWords {
 public:
  DictionaryWordId add(std::string_view key);
  DictionaryWordId find(std::string_view key) const;  // kUnknownWord: none
  std::uint32_t size() const { return static_cast<std::uint32_t>(ids_.size()); }

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>()(text);
    }
  };
  std::unordered_map<std::string, DictionaryWordId, Hash, std::equal_to<>> ids_;  // never walked
};

// Where a line stands, for reasons: files[file]:line.
struct DictionaryPlace {
  std::uint32_t file = 0, line = 0;
};

struct DictionaryWord {
  DictionaryWordId word = kUnknownWord;
  bool closed = false;  // the next word follows at once
};
using DictionaryPhrase = std::vector<DictionaryWord>;

// Phrases by their first word, those of more words first, then by the order of the files.
class PhraseTable {
 public:
  struct Entry {
    DictionaryPhrase phrase;
    std::uint32_t id = 0;  // the caller's
  };
  void add(DictionaryPhrase phrase, std::uint32_t id);
  void sort();  // once, before at()
  std::span<const Entry> at(DictionaryWordId first) const&;
  std::size_t size() const { return entries_.size(); }

 private:
  std::vector<Entry> entries_;        // by first word, longest first
  std::vector<std::uint32_t> begin_;  // by word: where its entries begin; one more at the end
};

struct DictionaryActor {
  struct Code {
    std::string code;
    Day from = kDayMin, until = kDayMax;  // half-open
  };
  std::vector<Code> dated;
  std::string otherwise;  // where no dated code fits; "" none
  DictionaryPlace place;
  // The code of `day`; without a day the undated one, else the last dated. "" or "---": none.
  std::string_view code(const Day* day) const&;
};

struct DictionaryAgent {
  std::string code;
  bool before = false;  // "NGO~": stands before the country
  DictionaryPlace place;
};

// What a verb or pattern codes: source to target, and target to source ("[042:043]"). "": nothing.
struct DictionaryCodes {
  std::string forth, back;
  bool discards = false;  // "###": the sentence is dropped
  bool codes() const { return !forth.empty() || !back.empty(); }
};

struct PatternItem {
  enum class Kind : std::uint8_t { kWord, kSet, kVerb, kSource, kTarget, kBoth, kSkip };
  Kind kind = Kind::kWord;
  std::uint32_t id = 0;  // a DictionaryWordId, or an index of `sets`
  bool closed = false;   // the next item follows at once
};

struct VerbPattern {
  std::vector<PatternItem> items;
  std::uint32_t verb = 0;  // index of the item kVerb
  DictionaryCodes codes;
  DictionaryPlace place;
};

struct VerbForm {
  DictionaryPhrase phrase;  // "beef up"
  std::uint32_t verb = 0;   // its word that is the verb
  std::uint32_t block = 0;
  DictionaryCodes codes;  // its own, if own_codes, else its block's
  bool own_codes = false;
  DictionaryPlace place;
};

struct VerbBlock {
  DictionaryCodes codes;
  std::vector<VerbPattern> patterns;  // of more words first, then by the order of the file
  DictionaryPlace place;
};

struct DictionaryFilter {  // discards and issues
  std::string code;        // of an issue
  bool document = false;   // "+PHRASE", "~~phrase": counts for the whole document
  bool cancels = false;    // "~phrase": takes the issues of its sentence back
  DictionaryPlace place;
};

// All dictionaries of a run. Immutable once read; threads may share it.
struct Dictionaries {
  std::vector<std::string> files;
  DictionaryWords words;
  std::vector<DictionaryActor> actors;
  std::vector<DictionaryAgent> agents;
  std::vector<VerbBlock> blocks;
  std::vector<VerbForm> forms;
  std::vector<PhraseTable> sets;  // the words that stand for each other
  std::vector<DictionaryFilter> discards, issues;
  PhraseTable actor_phrases, agent_phrases, discard_phrases, issue_phrases;
  std::vector<std::vector<std::uint32_t>> forms_of;  // by the word that is the verb: into `forms`
  std::string revision;  // 12 hexadecimal digits of the SHA-256 of all files, part of `coder`

  bool codes_events() const { return !blocks.empty(); }
  std::string where(DictionaryPlace place) const;  // "actors.txt:12"
};

// The files of each kind, in the order in which they are read.
struct DictionaryFiles {
  std::vector<std::string> actors, agents, verbs, discards, issues;
  bool empty() const;
};

// One line that could not be used: Error::source is the file, Error::offset its line, from 1.
struct DictionaryOutcome {
  Dictionaries dictionaries;
  std::vector<Error> unused;
};

// kNotFound, kIo, kLimit: a file that cannot be read as a whole (64 MiB each at most). Linear in
// the files but for sorting, and sets that name sets (kMaxSetPhrases).
Result<DictionaryOutcome> read_dictionaries(const DictionaryFiles& files);

// The pieces of a document's tokens. A part of a workspace: memory is kept.
struct DictionaryPieces {
  std::vector<DictionaryWordId> word;
  std::vector<std::uint32_t> token;
  std::vector<std::uint32_t> first;  // of each token, and one past the last
  std::string key;                   // scratch
  // begin/end: bytes of `page`, as many as there are tokens. A token of neither letter nor digit is
  // kBreakWord, unless it only joins words ("-", "'", ".").
  void cut(const DictionaryWords& words, std::string_view page,
           std::span<const std::uint32_t> begin, std::span<const std::uint32_t> end);
};

}  // namespace entente
