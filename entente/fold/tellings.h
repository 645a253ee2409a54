// The second door of fold/: which tellings are of one event, and which mentions are of one entry of
// a register. Pure functions of sets: the answer does not depend on the order of what they are
// given, so it does not depend on the order of gathering either.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "entente/base/date.h"
#include "entente/record/actor.h"
#include "entente/record/document.h"
#include "entente/record/event.h"

namespace entente {

// --- Events ---

// What two tellings must share to be of one event: the kind of act (PLOVER's type; whether it
// happened, is planned, denied, conditional, or is undated background) and who has part in it.
// Sides are states, or codes and names of those who are none; which side is which is nothing where
// an act is mutual (AGREE, CONSULT, COOPERATE: a visit is told by the guest's capital and by the
// host's).
std::uint64_t family_of(const Event& event, const Resolution& resolution);

// The surnames of the persons that act in it, as hashes, ascending; empty: none is named.
void people_of(const Event& event, const Resolution& resolution, std::vector<std::uint64_t>& out);

enum class DayKind : std::uint8_t {
  kStated,  // the text says the day
  kMonth,   // or the month, or the year: `day` is its first
  kYear,
  kPublished,  // nothing says it: the day of the report, or of the report that it repeats
};

// One event as one report tells it.
struct Telling {
  std::uint64_t document = 0;
  std::uint32_t event = 0;
  std::optional<Day> day;  // none: neither the text nor the report has one
  DayKind kind = DayKind::kPublished;
  std::uint64_t report =
      0;  // names the report that it repeats, or itself: from content, not from order
  std::vector<std::uint64_t> people;
  std::uint64_t act = 0;  // the event's number: the same number, the same event
};

// How far the day of a telling may lie from that of its event: a report without a day of its own
// tells of what others date to the same day or to one of these before it.
inline constexpr Day kFoldDays = 2;
// A telling's act depends on tellings of its family within so many days of it, and on no other.
inline constexpr Day kFoldReach = 3 * kFoldDays;
// A report repeats one of at most so many days before.
inline constexpr Day kRepeatDays = 7;

// Gives each telling of one family its act. O(n log n).
void fold_tellings(std::uint64_t family, std::span<Telling> tellings);

// --- Registers ---

// Words that name an entry: letters' case, order, articles and the parties' own names are nothing.
std::vector<std::uint64_t> entry_words(std::string_view text);

// A mention of an agreement by its subject, or of a joint body by its name.
struct EntryMention {
  std::vector<std::uint64_t> words;  // entry_words, ascending
  std::optional<Day> day;
  std::uint64_t entry = 0;  // out: the same number, the same entry
};

// Gives each mention between `parties` its entry: mentions whose words are alike (half of them
// shared) are one, transitively. Where no word tells one from another ("agreement", "commission"),
// those of one month are one if `generic_by_month`, else they belong to the entry that most
// mentions are of.
void fold_entries(std::string_view parties, bool generic_by_month,
                  std::span<EntryMention> mentions);

}  // namespace entente
