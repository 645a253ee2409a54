// Quotation marks paired: which stretches of a page stand between marks, whatever their style.
// Needs letters only, no tokens, so that it can be tested and fuzzed alone; quotes.h decides which
// stretches are somebody's words.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "entente/record/document.h"

namespace entente {

// The families of marks. A mark is closed by its own family only.
enum class MarkFamily : std::uint8_t { kStraight, kCurly, kTicks, kGuillemets, kSingle };

// A stretch between marks that lies in no other one.
struct MarkedSpan {
  Span inside;  // without its marks, blanks at its ends cut off; never empty
  Span whole;   // with its marks, as far as they exist
  MarkFamily family = MarkFamily::kStraight;
  bool no_open = false;   // its opening mark is missing: it begins with its paragraph
  bool no_close = false;  // its closing mark is missing: it ends with its paragraph or its sentence
  bool goes_on = false;   // the next paragraph continues it
  bool continues = false;  // it continues the previous paragraph's
};

// Memory kept from page to page.
struct MarkScratch {
  struct Mark {
    std::uint32_t at, bytes;
    MarkFamily family;
    bool can_open, can_close;
    bool strong;        // a single mark that surely closes: punctuation stands before it
    bool closes_later;  // a single mark: a sure closing mark follows before the next opening one
  };
  struct Open {
    std::uint32_t at, bytes;
    MarkFamily family;
  };
  struct Closed {
    Span inside, whole;
    MarkFamily family;
  };
  std::vector<Mark> marks;
  std::vector<Open> open;
  std::vector<Closed> closed;
};

// Appends to `out` (cleared first) the stretches of `page`, ascending, not overlapping, none across
// a blank line.
//   page      valid UTF-8
// Linear in page.size(), whatever the marks; never fails.
void find_marked_spans(std::string_view page, MarkScratch& scratch, std::vector<MarkedSpan>& out);

}  // namespace entente
