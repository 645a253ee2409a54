// The door of fold/ for reports: which of them are one text again - wire copies, updates,
// shortened, re-headlined and reworded versions - and which of a group is the original. Nothing is
// thrown away.
//
// Two reports are compared by their shingles of three words (Broder 1997), exactly, once they share
// one of the kKeys smallest hashes of their shingles of five words: bottom-k MinHash, whose shared
// keys grow with containment, so that a brief finds the long report it was cut from. Linear in the
// words; some 450 bytes are kept a report, and at most kMaxCompared others are looked at for each.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "entente/base/result.h"
#include "entente/record/document.h"

namespace entente {

inline constexpr std::size_t kReportKeys = 32;
inline constexpr std::size_t kMaxReportWords = 4096;  // of longer ones the first are read
inline constexpr std::size_t kMaxCompared = 64;

// What a report is compared by: a hash a word, in order. The top bit marks words of five letters
// and more. Letters' case, marks of quotation and punctuation are nothing; a Han or kana sign is a
// word.
using ReportWords = std::vector<std::uint32_t>;

// Fills `out` from the body, or from the title where the body has no three words. Linear.
void read_report_words(const Document& document, ReportWords& out);

// The keys under which a report is found: at most kReportKeys, ascending.
void report_keys(std::span<const std::uint32_t> words, std::vector<std::uint32_t>& out);

// How a report stands to another.
enum class Likeness : std::uint8_t {
  kNone,     // another text, though it may share a passage, a background or be a round-up of it
  kCopy,     // the same but for a few words
  kShorter,  // cut from it
  kLonger,   // it with something added
  kRevised,  // reworded, updated, reordered
};
std::string_view to_string(Likeness likeness);  // "copy"

// How `report` stands to `other`. Symmetric but for kShorter and kLonger. At most
// linear-logarithmic in their words, which are bounded.
Likeness compare_reports(std::span<const std::uint32_t> report,
                         std::span<const std::uint32_t> other);

// The groups of a growing set of reports. What groups there are does not depend on the order of
// adding, save where more than kMaxCompared reports share a key with one that none of them is like.
// Not for several threads at once.
class NearDuplicates {
 public:
  // Gives the words of a report that was added; false: they cannot be had, it is passed over.
  using Recall = std::function<bool(std::uint64_t number, ReportWords& out)>;
  explicit NearDuplicates(Recall recall);
  NearDuplicates(NearDuplicates&&) noexcept;
  NearDuplicates& operator=(NearDuplicates&&) noexcept;
  ~NearDuplicates();

  // Adds a report under a number of the caller's, and joins the groups that it is like. `rank`: the
  // smallest of a group is its original (the day of publication, then whatever settles ties).
  // Returns those whose original is another now, itself first.
  std::vector<std::uint64_t> add(std::uint64_t number, std::span<const std::uint32_t> words,
                                 std::uint64_t rank);
  // The same for one that an earlier run added and grouped with `original`, which was restored
  // before or is itself.
  void restore(std::uint64_t number, std::span<const std::uint32_t> keys, std::uint64_t rank,
               std::uint64_t original);
  // Takes a report out; what it held together is compared anew. Returns those whose original is
  // another now.
  std::vector<std::uint64_t> forget(std::uint64_t number);

  std::uint64_t original(std::uint64_t number) const;  // itself when it is alone or not known
  std::size_t size() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// The same for a stream of documents: their words go to a file of its own that has no name, so that
// memory grows by the keys alone.
class ReportStream {
 public:
  // kIo: no file can be made in the folder for temporary files.
  static Result<ReportStream> open();
  ReportStream(ReportStream&&) noexcept;
  ReportStream& operator=(ReportStream&&) noexcept;
  ~ReportStream();

  // Adds a report and says its number, counted from 0. kIo: the file cannot be written.
  Result<std::uint64_t> add(std::span<const std::uint32_t> words, std::optional<Day> published);
  std::uint64_t original(std::uint64_t number) const;
  // How it stands to its original; kNone for an original.
  Likeness likeness(std::uint64_t number) const;

 private:
  ReportStream();
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace entente
