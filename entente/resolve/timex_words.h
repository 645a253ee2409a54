// The vocabulary of times (data/LANG/time.tsv) and the atoms that the grammar of times reads:
// words, numbers and marks, cut from the page itself, so that "mid-1990s" and "two-week" read the
// same whatever a tokenizer makes of their hyphens.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "entente/base/hash.h"
#include "entente/base/result.h"
#include "entente/lexicon/lexicon.h"
#include "entente/record/analysis.h"

namespace entente {

// The parts that words play, as column `class` of the table names them.
enum class TimeWord : std::uint8_t {
  kWeekday,
  kWeekdayShort,
  kMonth,
  kMonthShort,
  kUnit,
  kNumber,
  kArticle,
  kSome,
  kOrdinal,
  kSeason,
  kPart,
  kDayWord,
  kDeictic,
  kAgo,
  kEdge,
  kQualifier,
  kPresentRef,
  kPresentAdjective,
  kPastRef,
  kPastAdjective,
  kFutureRef,
  kSetWord,
  kEach,
  kYearContext,
  kZone,
  kHalf,
  kHoliday,
  kSurfaceFuture,
  kSurfacePast,
  kForward,
  kHolidayStart,
  kCountedNoun,
  kOwner,
  kDayFrame,
  kToBe,
  kWish,
};
inline constexpr std::size_t kTimeWordCount = 36;

struct TimeEntry {
  TimeWord word;
  std::int32_t value;
  std::string_view code;  // lent by the image
};

// Immutable; threads may share it. Lives no longer than the Lexicons it was opened on.
class TimeWords {
 public:
  // kNotFound: no table of that name; kBadModel names the row whose class is none of ours.
  static Result<TimeWords> open(const Lexicons& lexicons, std::string_view table);
  // The parts of a word in lower case; empty for most. Constant time.
  std::span<const TimeEntry> find(std::string_view lower) const;

 private:
  struct Range {
    std::uint32_t first = 0, count = 0;
  };
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view word) const { return hash64(word); }
  };
  std::vector<TimeEntry> entries_;
  std::unordered_map<std::string, Range, Hash, std::equal_to<>>
      words_;  // asked by key alone; its order is never seen
};

enum class AtomKind : std::uint8_t { kWord, kNumber, kMark };

struct TimeAtom {
  std::uint32_t begin = 0, end = 0;  // bytes of the page
  std::uint32_t token = 0;           // the token that holds its first byte
  AtomKind kind = AtomKind::kMark;
  char mark = 0;  // kMark: the byte, '-' for any dash, 0 for what is not ASCII
  bool space_before = false;
  bool capital = false;      // kWord: begins with a capital
  std::uint8_t digits = 0;   // kNumber: how many, 255 for more
  std::int32_t number = -1;  // kNumber: its value, -1 above nine digits
  std::span<const TimeEntry> entries;

  bool is(char c) const { return kind == AtomKind::kMark && mark == c; }
  const TimeEntry* as(TimeWord word) const {
    for (const TimeEntry& entry : entries)
      if (entry.word == word) return &entry;
    return nullptr;
  }
};

// Cuts tokens [first, last) of the page into `out`, which is cleared first. `scratch` keeps its
// memory. Linear.
void cut_time_atoms(std::string_view page, const TokenTable& tokens, std::uint32_t first,
                    std::uint32_t last, const TimeWords& words, std::string& scratch,
                    std::vector<TimeAtom>& out);

}  // namespace entente
