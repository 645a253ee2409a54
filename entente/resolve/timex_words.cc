// Words of time and the cutting of atoms.
//
// An atom is a run of letters, a run of digits, or one mark. "'s" and "'ll" are words of their own;
// the comma of "12,000" and the dot of "2.5" are marks that the grammar reads. A token boundary
// always parts atoms, and a byte that no token covers is never read.
//
// Tested by timex_test.cc.
#include "entente/resolve/timex_words.h"

#include <algorithm>
#include <array>

#include "entente/base/unicode.h"
#include "entente/base/utf8.h"

namespace entente {
namespace {

constexpr std::array<std::string_view, kTimeWordCount> kClassNames = {
    "weekday",       "weekday_short",
    "month",         "month_short",
    "unit",          "number",
    "article",       "some",
    "ordinal",       "season",
    "part",          "day_word",
    "deictic",       "ago",
    "edge",          "qualifier",
    "present_ref",   "present_adjective",
    "past_ref",      "past_adjective",
    "future_ref",    "set_word",
    "each",          "year_context",
    "zone",          "half",
    "holiday",       "surface_future",
    "surface_past",  "forward",
    "holiday_start", "counted_noun",
    "owner",         "day_frame",
    "to_be",         "wish"};

bool is_dash(char32_t c) { return c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212; }
bool is_apostrophe(char32_t c) { return c == '\'' || c == 0x2019; }

// The end of the run of code points from `at` that `holds` accepts, not past `end`.
template <class Holds>
std::uint32_t run_end(std::string_view page, std::uint32_t at, std::uint32_t end, Holds holds) {
  while (at < end) {
    const CodePoint c = code_point_at(page, at);
    if (!holds(c.value)) break;
    at += c.bytes;
  }
  return std::min(at, end);
}

void read_number(std::string_view digits, TimeAtom& atom) {
  atom.kind = AtomKind::kNumber;
  atom.digits = static_cast<std::uint8_t>(std::min<std::size_t>(digits.size(), 255));
  if (digits.size() > 9) return;
  atom.number = 0;
  for (const char c : digits) atom.number = atom.number * 10 + (c - '0');
}

}  // namespace

Result<TimeWords> TimeWords::open(const Lexicons& lexicons, std::string_view table) {
  ENTENTE_TRY(const TableView view, lexicons.table(table));
  const std::uint32_t forms = view.column("forms"), name = view.column("class"),
                      value = view.column("value"), code = view.column("code");
  std::vector<std::pair<std::string, TimeEntry>> all;
  for (std::uint32_t row = 0; row < view.rows(); ++row) {
    const auto it = std::find(kClassNames.begin(), kClassNames.end(), view.text(row, name));
    if (it == kClassNames.end())
      return Error{ErrorCode::kBadModel,
                   "no such class of times: " + std::string(view.text(row, name)), view.place(row)};
    const TimeEntry entry{static_cast<TimeWord>(it - kClassNames.begin()), view.number(row, value),
                          view.text(row, code)};
    std::string_view rest = view.text(row, forms);
    while (!rest.empty()) {
      const std::size_t bar = std::min(rest.find('|'), rest.size());
      all.emplace_back(std::string(rest.substr(0, bar)), entry);
      rest.remove_prefix(std::min(bar + 1, rest.size()));
    }
  }
  std::stable_sort(all.begin(), all.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  TimeWords words;
  for (const auto& [form, entry] : all) {
    Range& range = words.words_[form];
    if (range.count == 0) range.first = static_cast<std::uint32_t>(words.entries_.size());
    ++range.count;
    words.entries_.push_back(entry);
  }
  return words;
}

std::span<const TimeEntry> TimeWords::find(std::string_view lower) const {
  const auto it = words_.find(lower);
  if (it == words_.end()) return {};
  return {entries_.data() + it->second.first, it->second.count};
}

void cut_time_atoms(std::string_view page, const TokenTable& tokens, std::uint32_t first,
                    std::uint32_t last, const TimeWords& words, std::string& scratch,
                    std::vector<TimeAtom>& out) {
  out.clear();
  std::uint32_t before = 0;  // where the last atom ended
  for (std::uint32_t t = first; t < last; ++t) {
    std::uint32_t at = tokens.begin[t];
    const std::uint32_t end =
        std::min<std::uint32_t>(tokens.end[t], static_cast<std::uint32_t>(page.size()));
    if (at < before) at = before;  // words of one multiword token share its span
    while (at < end) {
      const CodePoint c = code_point_at(page, at);
      TimeAtom atom;
      atom.begin = at;
      atom.token = t;
      atom.space_before = out.empty() || at > before;
      if (is_space(c.value)) {
        at += c.bytes;
        continue;
      }
      const std::uint32_t next = at + c.bytes;
      if (c.value >= '0' && c.value <= '9') {
        atom.end = run_end(page, at, end, [](char32_t x) { return x >= '0' && x <= '9'; });
        read_number(page.substr(at, atom.end - at), atom);
      } else if (is_letter(c.value) || (is_apostrophe(c.value) && next < end &&
                                        is_letter(code_point_at(page, next).value))) {
        atom.end = run_end(page, next, end, [](char32_t x) { return is_letter(x) || is_mark(x); });
        atom.kind = AtomKind::kWord;
        atom.capital = is_upper(c.value);
        if (atom.end - at <= 32) {
          scratch.clear();
          append_lower(scratch, page.substr(at, atom.end - at));
          if (is_apostrophe(c.value)) scratch.replace(0, c.bytes, "'");
          atom.entries = words.find(scratch);
        }
      } else {
        atom.end = next;
        atom.mark = is_dash(c.value)         ? '-'
                    : is_apostrophe(c.value) ? '\''
                    : c.value < 0x80         ? static_cast<char>(c.value)
                                             : '\0';
      }
      at = before = atom.end;
      out.push_back(atom);
    }
  }
}

}  // namespace entente
