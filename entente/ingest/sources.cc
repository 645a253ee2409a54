// Which kind of source a file is: by the format that was asked for, by the first bytes where they
// are sure, by the ending of the name, by the first bytes again where they are likely. Tested by
// ingest_test.cc.
#include <algorithm>

#include "entente/base/decompress.h"
#include "entente/ingest/feed.h"
#include "entente/ingest/source.h"

namespace entente {
namespace {

constexpr std::string_view kGzipMagic = "\x1f\x8b";

bool ends_with_any(std::string_view name, std::initializer_list<std::string_view> endings) {
  return std::any_of(endings.begin(), endings.end(),
                     [&](std::string_view ending) { return name.ends_with(ending); });
}

}  // namespace

std::string_view without_packing(std::string_view name) {
  for (const std::string_view ending : {".gz", ".zst", ".xz", ".bz2"})
    if (name.ends_with(ending)) return name.substr(0, name.size() - ending.size());
  return name;
}

namespace {

InputFormat format_of_name(std::string_view name) {
  name = without_packing(name);
  if (ends_with_any(name, {".jsonl", ".ndjson", ".json"})) return InputFormat::kJson;
  if (ends_with_any(name, {".txt"})) return InputFormat::kText;
  if (ends_with_any(name, {".html", ".htm", ".xhtml"})) return InputFormat::kHtml;
  if (ends_with_any(name, {".warc", ".wet"})) return InputFormat::kWarc;
  if (name.ends_with(".csv")) return InputFormat::kCsv;
  if (ends_with_any(name, {".tsv", ".tab"})) return InputFormat::kTsv;
  return InputFormat::kGuess;
}

// By the first bytes, gzip taken off.
bool is_archive(std::string_view block, std::string_view first) {
  constexpr std::string_view kMagics[] = {std::string_view("PK\3\4", 4),
                                          std::string_view("PK\5\6", 4),
                                          "\x28\xb5\x2f\xfd",
                                          std::string_view("\xfd"
                                                           "7zXZ\0",
                                                           6),
                                          "BZh",
                                          "\x04\x22\x4d\x18"};
  const auto starts = [&](std::string_view magic) {
    return block.starts_with(magic) || first.starts_with(magic);
  };
  return first.substr(0, 262).ends_with("ustar") ||
         std::any_of(std::begin(kMagics), std::end(kMagics), starts);
}

// The first bytes, unpacked if they are gzip.
std::string first_bytes(std::string_view block) {
  constexpr std::size_t kSniffBytes = 4096;
  if (!block.starts_with(kGzipMagic)) return std::string(block.substr(0, kSniffBytes));
  std::string out;
  Decompressor(Codec::kGzip).step(block, out, kSniffBytes);
  return out;
}

// By what the bytes say alone.
InputFormat format_of_bytes(std::string_view first) {
  const std::size_t at = first.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  // One bad line at the start must not make a text of a stream of JSON Lines.
  if (at == std::string_view::npos || first[at] == '{' || first[at] == '[' ||
      first.find("\n{") != std::string_view::npos)
    return InputFormat::kJson;
  return first[at] == '<' ? InputFormat::kHtml : InputFormat::kText;
}

// "[" and then an object: an array. Objects that go on over lines: the first line has no end of its
// own.
bool is_array(std::string_view first) {
  std::size_t at = first.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  if (at == std::string_view::npos) return false;
  const bool bracket = first[at] == '[';
  if (bracket) at = first.find_first_not_of(" \t\r\n", at + 1);
  if (at == std::string_view::npos || first[at] != '{') return false;
  const std::size_t line = first.find('\n', at);
  if (bracket) return first.find_first_of(" \t\r\n", at - 1) > at || line > at;
  const std::size_t inside = first.find_first_not_of(" \t\r", at + 1);
  return inside != std::string_view::npos && inside == line;
}

}  // namespace

bool is_known_name(std::string_view name) {
  return format_of_name(name) != InputFormat::kGuess ||
         ends_with_any(without_packing(name),
                       {".rss", ".atom", ".xml", ".zip", ".tar", ".tgz", ".txz", ".tbz2"});
}

Result<SourcePtr> open_source(ByteSource raw, SourceContext& context, std::uint64_t start,
                              int depth) {
  const std::string name = raw.name();
  ENTENTE_TRY(const std::string_view block, raw.peek());
  const std::string first = first_bytes(block);
  InputFormat format = context.options.format;
  if (format == InputFormat::kGuess && first.starts_with("WARC/")) format = InputFormat::kWarc;
  const InputFormat named = format_of_name(name);
  if (format == InputFormat::kWarc ||
      (format == InputFormat::kGuess && named == InputFormat::kWarc))
    return warc_source(std::move(raw), context, start);
  if (is_archive(block, first)) return archive_source(std::move(raw), context, depth);
  if (format == InputFormat::kGuess &&
      (named == InputFormat::kGuess || named == InputFormat::kJson ||
       named == InputFormat::kHtml) &&
      looks_like_feed(first))
    format = InputFormat::kFeed;
  if (format == InputFormat::kGuess) format = named;
  if (format == InputFormat::kGuess) format = format_of_bytes(first);
  ByteSource bytes =
      block.starts_with(kGzipMagic) ? ByteSource::inflated(std::move(raw)) : std::move(raw);
  switch (format) {
    case InputFormat::kJson:
      return json_source(std::move(bytes), context, is_array(first));
    case InputFormat::kFeed:
      return feed_source(std::move(bytes));
    case InputFormat::kCsv:
      return csv_source(std::move(bytes), context, ',');
    case InputFormat::kTsv:
      return csv_source(std::move(bytes), context, '\t');
    case InputFormat::kHtml:
      return whole_source(std::move(bytes), InputFormat::kHtml);
    default:
      return whole_source(std::move(bytes), InputFormat::kText);
  }
}

}  // namespace entente
