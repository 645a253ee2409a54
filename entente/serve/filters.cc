// Tested by serve_test.cc.
#include "entente/serve/filters.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <vector>

#include "entente/base/utf8.h"
#include "entente/record/event.h"

namespace entente {
namespace {

constexpr std::size_t kMaxWords = 200, kMaxId = 2000;

bool is_number(std::string_view text) {
  return !text.empty() && text.size() <= 18 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

template <class Number>
std::optional<Number> number_of(std::string_view text) {
  Number value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// Each setter takes a value, or says what was expected.
using Setter = std::string (*)(MapFilter& filter, std::string_view value);

template <std::string MapFilter::*member>
std::string set_state(MapFilter& filter, std::string_view value) {
  std::string code(value);
  for (char& c : code)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
  const bool good = code.size() == 3 && std::all_of(code.begin(), code.end(),
                                                    [](char c) { return c >= 'A' && c <= 'Z'; });
  filter.*member = code;
  return good ? "" : "three letters, as VEN";
}

template <std::optional<Day> MapFilter::*member>
std::string set_day(MapFilter& filter, std::string_view value) {
  filter.*member = parse_day(value);
  return filter.*member ? "" : "a day, YYYY-MM-DD";
}

template <std::string MapFilter::*member, std::size_t longest>
std::string set_words(MapFilter& filter, std::string_view value) {
  filter.*member = value;
  return !value.empty() && value.size() <= longest ? ""
                                                   : "1 to " + std::to_string(longest) + " bytes";
}

// A word of the record's vocabulary: letters and _.
template <std::string MapFilter::*member>
std::string set_word(MapFilter& filter, std::string_view value) {
  const auto is_letter = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  };
  filter.*member = value;
  return !value.empty() && value.size() <= 30 && std::all_of(value.begin(), value.end(), is_letter)
             ? ""
             : "a word";
}

std::string set_field(MapFilter& filter, std::string_view value) {
  std::size_t index = 0;
  filter.field = value;
  if (parse_field(value, index)) return "";
  std::string expected = "one of";
  for (const std::string_view name : kFieldNames) expected.append(" ").append(name);
  return expected;
}

std::string set_side(MapFilter& filter, std::string_view value) {
  filter.side = value;
  return value == "cooperation" || value == "conflict" ? "" : "cooperation or conflict";
}

std::string set_confidence(MapFilter& filter, std::string_view value) {
  filter.confidence = number_of<double>(value);
  return filter.confidence && std::isfinite(*filter.confidence) && *filter.confidence >= 0 &&
                 *filter.confidence <= 1
             ? ""
             : "a number from 0 to 1";
}

std::string set_limit(MapFilter& filter, std::string_view value) {
  const auto limit = number_of<std::uint32_t>(value);
  filter.limit = limit.value_or(0);
  return limit && *limit >= 1 && *limit <= kMaxMapRows
             ? ""
             : "a number from 1 to " + std::to_string(kMaxMapRows);
}

std::string take_anything(MapFilter&, std::string_view) { return ""; }

struct Parameter {
  std::string_view name;
  Setter set;
};
constexpr Parameter kParameters[] = {
    {"state", set_state<&MapFilter::state>},
    {"with", set_state<&MapFilter::with>},
    {"since", set_day<&MapFilter::since>},
    {"until", set_day<&MapFilter::until>},
    {"field", set_field},
    {"type", set_word<&MapFilter::type>},
    {"status", set_word<&MapFilter::status>},
    {"side", set_side},
    {"stage", set_word<&MapFilter::stage>},
    {"person", set_words<&MapFilter::person, kMaxWords>},
    {"q", set_words<&MapFilter::text, kMaxWords>},
    {"document", set_words<&MapFilter::document, kMaxId>},
    {"publisher", set_words<&MapFilter::publisher, kMaxWords>},
    {"confidence", set_confidence},
    {"limit", set_limit},
    {"cursor", take_anything},  // read last, by read_cursor
    {"format", take_anything},  // read by the API
};

bool has_word(std::string_view words, std::string_view word) {
  for (std::size_t at = 0; at <= words.size();) {
    const std::size_t end = std::min(words.find(' ', at), words.size());
    if (words.substr(at, end - at) == word) return true;
    at = end + 1;
  }
  return false;
}

// What the three parts of a row's place are, as MapDatabase orders the list.
enum class RowOrder : std::uint8_t { kNewest, kMost, kText };
RowOrder order_of(MapList list) {
  switch (list) {
    case MapList::kStates:
    case MapList::kPairs:
    case MapList::kPeople:
    case MapList::kFindStates:
      return RowOrder::kMost;
    case MapList::kMonths:
    case MapList::kFields:
      return RowOrder::kText;
    default:
      return RowOrder::kNewest;
  }
}

int digit_of(char c) {
  return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

}  // namespace

Result<MapFilter> read_filter(const Target& target, std::string_view allowed, MapList list) {
  MapFilter filter;
  for (const auto& [name, value] : target.parameters) {
    const auto* const parameter =
        std::find_if(std::begin(kParameters), std::end(kParameters),
                     [&, &wanted = name](const Parameter& one) { return one.name == wanted; });
    if (parameter == std::end(kParameters) || !has_word(allowed, name))
      return Error{ErrorCode::kBadInput,
                   "no parameter `" + name + "` here; there are: " + std::string(allowed), "", 0};
    if (const std::string expected = parameter->set(filter, value); !expected.empty())
      return Error{ErrorCode::kBadInput, "`" + name + "` is no good: expected " + expected, "", 0};
  }
  if (filter.state.empty() && !filter.with.empty())
    return Error{ErrorCode::kBadInput, "`with` needs `state` beside it", "", 0};
  if (const auto cursor = target.find("cursor")) ENTENTE_CHECK(read_cursor(*cursor, list, filter));
  return filter;
}

// Hexadecimal of "LIST SEPARATOR a SEPARATOR b SEPARATOR c": short enough, and nobody is tempted to
// write one by hand.
std::string write_cursor(const std::vector<std::optional<std::string>>& row) {
  constexpr char kHex[] = "0123456789abcdef";
  std::string text, out;
  for (std::size_t i = row.size() - 3; i < row.size(); ++i) {
    if (i > row.size() - 3) text += '\x1F';
    text += row[i].value_or("");
  }
  for (const char c : text)
    (out += kHex[static_cast<unsigned char>(c) >> 4]) += kHex[static_cast<unsigned char>(c) & 15];
  return out;
}

Status read_cursor(std::string_view cursor, MapList list, MapFilter& filter) {
  const Error bad{ErrorCode::kBadInput, "`cursor` is no good: take it from `next`", "", 0};
  if (cursor.empty() || cursor.size() % 2 != 0) return bad;
  std::size_t part = 0;
  for (std::size_t i = 0; i < cursor.size(); i += 2) {
    const int high = digit_of(cursor[i]), low = digit_of(cursor[i + 1]);
    if (high < 0 || low < 0) return bad;
    const char c = static_cast<char>(high * 16 + low);
    if (c == '\x1F' && ++part == 3) return bad;
    if (c != '\x1F') filter.after[part] += c;
  }
  if (part != 2) return bad;
  for (const std::string& text : filter.after)
    if (!is_valid_utf8(text) || text.find('\0') != std::string::npos) return bad;
  const RowOrder order = order_of(list);
  const auto& after = filter.after;
  const bool good = order == RowOrder::kNewest
                        ? parse_day(after[0]) && is_number(after[1]) && is_number(after[2])
                    : order == RowOrder::kMost ? is_number(after[0])
                                               : true;
  if (!good) return bad;
  return ok_status();
}

bool is_key(std::string_view key) {
  const std::size_t dash = std::min(key.find('-'), key.size());
  return dash < key.size() && is_number(key.substr(0, dash)) && is_number(key.substr(dash + 1)) &&
         key.size() - dash < 10;
}

}  // namespace entente
