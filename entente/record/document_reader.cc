// simdjson's DOM parser does the reading. Two kinds of line that it refuses as a whole still name a
// document, so they are mended and read once more: malformed UTF-8 (the document is then marked as
// unreadable, as the contract asks), and `\ud800` escapes of half a surrogate pair, which careless
// programs write (each becomes U+FFFD, one code point for one). Tested by record_test.cc.
#include "entente/record/document_reader.h"

#include <simdjson.h>

#include <algorithm>

#include "entente/base/utf8.h"

namespace entente {
namespace {

namespace dom = simdjson::dom;

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// The value of `\uXXXX` at `at`, or -1.
int escape_at(std::string_view text, std::size_t at) {
  if (at + 6 > text.size() || text[at] != '\\' || text[at + 1] != 'u') return -1;
  int value = 0;
  for (std::size_t i = at + 2; i < at + 6; ++i) {
    const int digit = hex_value(text[i]);
    if (digit < 0) return -1;
    value = value * 16 + digit;
  }
  return value;
}

bool is_high(int value) { return value >= 0xD800 && value < 0xDC00; }
bool is_low(int value) { return value >= 0xDC00 && value < 0xE000; }

// Replaces escapes of lone surrogates by \uFFFD; says whether there was one.
bool mend_surrogates(std::string& line) {
  bool found = false;
  for (std::size_t at = 0; at + 1 < line.size(); ++at) {
    if (line[at] != '\\') continue;
    const int value = escape_at(line, at);
    if (is_high(value) && is_low(escape_at(line, at + 6))) {
      at += 11;
    } else if (is_high(value) || is_low(value)) {
      line.replace(at, 6, "\\uFFFD");
      found = true;
      at += 5;
    } else {
      ++at;  // the escaped character itself
    }
  }
  return found;
}

using Names = std::vector<std::string>;

std::optional<std::string_view> string_member(const dom::object& object, const Names& names) {
  std::string_view value;
  for (const std::string& name : names)
    if (object[name].get_string().get(value) == simdjson::SUCCESS) return value;
  return std::nullopt;
}

bool has_member(const dom::object& object, const Names& names) {
  dom::element element;
  return std::any_of(names.begin(), names.end(), [&](const std::string& name) {
    return object[name].get(element) == simdjson::SUCCESS && !element.is_null();
  });
}

void read_day(const dom::object& object, const Names& names, std::optional<Day>& out,
              Document& document) {
  if (!has_member(object, names)) return;
  const std::string& name = names.front();
  const auto text = string_member(object, names);
  // A time of day after the date is common; the contract's form is the first ten characters.
  if (text && text->size() >= 10 &&
      (text->size() == 10 || (*text)[10] == 'T' || (*text)[10] == ' '))
    out = parse_day(text->substr(0, 10));
  if (!out)
    document.warnings.push_back("`" + std::string(name) +
                                "` is no day of the form YYYY-MM-DD: left out");
}

void read_optional(const dom::object& object, const Names& names, std::string& out,
                   Document& document) {
  if (!has_member(object, names)) return;
  if (const auto text = string_member(object, names))
    out = *text;
  else
    document.warnings.push_back("`" + names.front() + "` is no string: left out");
}

// Where the value of the line's own member `name` stands, the last of that name: braces and quotes
// outside strings are counted, nothing is parsed twice. The line is an object and good JSON.
std::string_view raw_member(std::string_view line, std::string_view name) {
  std::string_view found;
  int depth = 0;
  std::size_t string_begin = 0, value_begin = 0;
  bool in_value = false;  // of the member that is looked for
  std::string_view key;
  for (std::size_t at = 0; at < line.size(); ++at) {
    const char c = line[at];
    if (c == '"') {
      string_begin = ++at;
      while (line[at] != '"') at += line[at] == '\\' ? 2 : 1;
      if (depth == 1 && !in_value) key = line.substr(string_begin, at - string_begin);
    } else if (c == '{' || c == '[') {
      ++depth;
    } else if (c == '}' || c == ']' || c == ',') {
      if (depth == 1 && in_value) {
        if (key == name) found = line.substr(value_begin, at - value_begin);
        in_value = false;
      }
      depth -= c != ',';
    } else if (c == ':' && depth == 1 && !in_value) {
      in_value = true, value_begin = at + 1;
    }
  }
  return found;
}

// A record that was made of the document before. Any other member of that name is let be.
void read_record(const dom::object& object, std::string_view line, Document& document) {
  std::string_view text;
  if (object["record"]["coder"].get_string().get(text) != simdjson::SUCCESS ||
      object["record"]["sha256"].get_string().get(text) != simdjson::SUCCESS)
    return;
  const std::string_view raw = raw_member(line, "record");
  const std::size_t begin = raw.find('{'), end = raw.rfind('}');
  if (begin == std::string_view::npos || end == std::string_view::npos) return;
  document.record = raw.substr(begin, end + 1 - begin);
  for (char& c : document.record)
    if (c == '\n' || c == '\r') c = ' ';  // between members: in a string they would be escaped
}

// What an earlier `entente extract` had to say.
void read_notes(const dom::object& object, Document& document) {
  double kept = 0;
  if (object["kept"].get_double().get(kept) == simdjson::SUCCESS) document.kept = kept;
  dom::array warnings;
  if (object["warnings"].get_array().get(warnings) != simdjson::SUCCESS) return;
  for (const dom::element warning : warnings) {
    std::string_view text;
    constexpr std::size_t kMaxWarnings = 20;
    if (document.warnings.size() < kMaxWarnings &&
        warning.get_string().get(text) == simdjson::SUCCESS)
      document.warnings.emplace_back(text);
  }
}

}  // namespace

struct DocumentReader::State {
  FieldNames names;
  dom::parser parser;
  std::string padded;
};

DocumentReader::DocumentReader(FieldNames names) : state_(std::make_unique<State>()) {
  state_->names = std::move(names);
}
DocumentReader::~DocumentReader() = default;
DocumentReader::DocumentReader(DocumentReader&&) noexcept = default;
DocumentReader& DocumentReader::operator=(DocumentReader&&) noexcept = default;

Result<Document> DocumentReader::read(std::string_view line, const std::string& source,
                                      std::uint64_t line_number) {
  const auto refuse = [&](const std::string& why) {
    return Error{ErrorCode::kBadInput, why, source, line_number};
  };
  std::string& padded = state_->padded;
  const auto parse = [&](dom::element& root) {
    padded.reserve(padded.size() + simdjson::SIMDJSON_PADDING);
    return state_->parser.parse(padded.data(), padded.size(), false).get(root);
  };
  padded.assign(line);
  Document document;
  dom::element root;
  auto failure = parse(root);
  if (failure == simdjson::UTF8_ERROR) {
    padded = repair_utf8(padded);
    document.readable = false;
    document.warnings.push_back("malformed UTF-8 at byte " +
                                std::to_string(find_invalid_utf8(line)) + " of the line: not read");
    failure = parse(root);
  }
  if (failure == simdjson::STRING_ERROR && mend_surrogates(padded)) {
    document.warnings.push_back("half a surrogate pair was replaced by U+FFFD");
    failure = parse(root);
  }
  if (failure != simdjson::SUCCESS)
    return refuse(std::string("not JSON: ") + simdjson::error_message(failure));
  dom::object object;
  if (root.get_object().get(object) != simdjson::SUCCESS) return refuse("not a JSON object");

  const FieldNames& names = state_->names;
  document.id = source + ":" + std::to_string(line_number);
  if (const auto id = string_member(object, names.id))
    document.id = *id;
  else if (names.id_needed || has_member(object, names.id))
    return refuse(has_member(object, names.id) ? "`" + names.id.front() + "` is no string"
                                               : "no `" + names.id.front() + "`");
  const auto text = string_member(object, names.text);
  if (!text)
    return refuse((has_member(object, names.text) ? "`" + names.text.front() + "` is no string: `"
                                                  : "no `" + names.text.front() + "`: `") +
                  document.id + "`");
  std::string title;
  read_optional(object, names.title, title, document);
  read_optional(object, names.url, document.url, document);
  read_optional(object, names.source, document.source, document);
  read_optional(object, names.author, document.author, document);
  read_optional(object, names.lang, document.lang, document);
  read_day(object, names.date, document.date, document);
  read_day(object, names.collected, document.collected, document);
  read_notes(object, document);
  read_record(object, padded, document);
  if (title.size() + text->size() > kMaxDocumentBytes) {
    document.readable = false;
    document.warnings.push_back("longer than " + std::to_string(kMaxDocumentBytes >> 20) +
                                " MiB: not read");
    document.set_text({}, {});
    return document;
  }
  document.set_text(title, *text);
  return document;
}

}  // namespace entente
