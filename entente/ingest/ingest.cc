// One pending list of paths, last first; a folder is replaced by its sorted entries when its turn comes, so that a tree of any size needs
// only the names of one folder a level. Links to folders are not followed: no loops.
// Tested by ingest_test.cc.
#include "entente/ingest/ingest.h"

#include <algorithm>
#include <filesystem>

#include "entente/base/byte_source.h"
#include "entente/base/file.h"
#include "entente/base/utf8.h"
#include "entente/ingest/article.h"
#include "entente/ingest/language.h"
#include "entente/record/document_reader.h"

namespace entente {
namespace {

namespace fs = std::filesystem;

bool ends_with_any(std::string_view name, std::initializer_list<std::string_view> endings) {
  if (name.ends_with(".gz")) name.remove_suffix(3);
  return std::any_of(endings.begin(), endings.end(), [&](std::string_view ending) { return name.ends_with(ending); });
}

bool is_json_name(std::string_view name) { return ends_with_any(name, {".jsonl", ".ndjson", ".json"}); }
bool is_text_name(std::string_view name) { return ends_with_any(name, {".txt"}); }
bool is_html_name(std::string_view name) { return ends_with_any(name, {".html", ".htm"}); }

// The title's bytes and where the body begins: {0, 0} without a title.
struct Split {
  std::size_t title = 0, body = 0;
};
Split split_title(std::string_view text) {
  constexpr std::size_t kMaxTitleBytes = 300;
  const std::size_t end = text.substr(0, kMaxTitleBytes).find('\n');
  if (end == std::string_view::npos || end == 0) return {};
  std::size_t title = end;
  if (text[title - 1] == '\r') --title;
  std::size_t body = end + 1;
  if (body < text.size() && text[body] == '\r') ++body;
  if (body >= text.size() || text[body] != '\n' || title == 0) return {};
  const char last = text[title - 1];
  if (last == '.' || last == ':' || last == ',' || last == '"') return {};
  while (body < text.size() && (text[body] == '\n' || text[body] == '\r')) ++body;
  return {title, body};
}

}  // namespace

struct DocumentStream::State {
  std::vector<std::string> pending;  // next at the back
  IngestOptions options;
  DocumentReader reader;
  std::optional<LineSource> lines;
  std::uint64_t passed_over = 0, bytes = 0;

  // Puts a folder's entries in the folder's place.
  std::optional<Error> open_folder(const std::string& path) {
    std::error_code code;
    std::vector<std::string> files, folders;
    for (fs::directory_iterator it(path, code), end; !code && it != end; it.increment(code)) {
      const std::string name = it->path().filename().string();
      if (name.starts_with(".")) continue;
      std::error_code kind;
      if (it->is_directory(kind)) {
        if (!it->is_symlink(kind)) folders.push_back(it->path().string());
      } else if (is_json_name(name) || is_text_name(name) || is_html_name(name)) {
        files.push_back(it->path().string());
      } else {
        ++passed_over;
      }
    }
    if (code) return Error{ErrorCode::kIo, "cannot read the folder: " + code.message(), path, 0};
    std::sort(files.begin(), files.end(), std::greater<>());
    std::sort(folders.begin(), folders.end(), std::greater<>());
    for (std::string& folder : folders) pending.push_back(std::move(folder));
    for (std::string& file : files) pending.push_back(std::move(file));
    return std::nullopt;
  }

  // The whole file; malformed UTF-8 is mended, and where it began is told.
  struct Whole {
    std::string text;
    std::size_t malformed_at = std::string::npos;
  };
  Result<Whole> read_whole(ByteSource& source) {
    std::string text;
    for (;;) {
      auto block = source.read();
      if (!block) return std::move(block).error();
      if (block->empty()) break;
      if (text.size() + block->size() > kMaxDocumentBytes)
        return Error{ErrorCode::kLimit, "a text of more than " + std::to_string(kMaxDocumentBytes >> 20) + " MiB",
                     source.name(), kMaxDocumentBytes};
      text.append(*block);
    }
    Whole whole;
    whole.malformed_at = find_invalid_utf8(text);
    whole.text = whole.malformed_at == std::string::npos ? std::move(text) : repair_utf8(text);
    if (whole.text.starts_with("\xEF\xBB\xBF")) whole.text.erase(0, 3);
    return whole;
  }

  Result<Document> text_document(ByteSource& source) {
    ENTENTE_TRY(const Whole whole, read_whole(source));
    const std::string& text = whole.text;
    Document document;
    document.id = repair_utf8(source.name());  // a file may be named by any bytes
    if (whole.malformed_at != std::string::npos) {
      document.readable = false;
      document.warnings.push_back("malformed UTF-8 at byte " + std::to_string(whole.malformed_at) + ": not read");
    }
    const Split split = split_title(text);
    document.set_text(std::string_view(text).substr(0, split.title), std::string_view(text).substr(split.body));
    document.date = parse_day(fs::path(source.name()).filename().string().substr(0, 10));
    return document;
  }

  Result<Document> html_document(ByteSource& source) {
    ENTENTE_TRY(const Whole whole, read_whole(source));
    const Article article = extract_article(whole.text, {});
    Document document;
    const std::string name = fs::path(source.name()).filename().string();
    document.id = name.substr(0, name.find(".htm"));
    document.url = article.url;
    document.source = article.site;
    document.lang = article.lang;
    document.date = article.date;
    document.set_text(article.title, article.body);
    if (whole.malformed_at != std::string::npos)
      document.warnings.push_back("malformed UTF-8 at byte " + std::to_string(whole.malformed_at) + " of the page: mended");
    if (article.doubtful)
      document.warnings.push_back("the article is doubtful: " + std::to_string(static_cast<int>(article.kept * 100)) +
                                  " % of the page's text was kept");
    return document;
  }

  // Opens the next path; a document of plain text is returned whole, JSON Lines are left in `lines`.
  Item open_next() {
    const std::string path = std::move(pending.back());
    pending.pop_back();
    std::error_code code;
    if (path != "-" && fs::is_directory(path, code)) {
      if (auto error = open_folder(path)) return *std::move(error);
      return std::monostate();
    }
    auto source = ByteSource::open(path);
    if (!source) return std::move(source).error();
    InputFormat format = options.format;
    if (format == InputFormat::kGuess && is_json_name(path)) format = InputFormat::kJson;
    if (format == InputFormat::kGuess && is_text_name(path)) format = InputFormat::kText;
    if (format == InputFormat::kGuess && is_html_name(path)) format = InputFormat::kHtml;
    if (format == InputFormat::kJson) {
      lines.emplace(*std::move(source), kMaxLineBytes);
      return std::monostate();
    }
    if (format == InputFormat::kGuess) {
      auto block = source->peek();
      if (!block) return std::move(block).error();
      const std::size_t first = block->find_first_not_of(" \t\r\n\xEF\xBB\xBF");
      // One bad line at the start must not make a text of a stream of JSON Lines.
      if (first == std::string_view::npos || (*block)[first] == '{' || block->find("\n{") != std::string_view::npos) {
        lines.emplace(*std::move(source), kMaxLineBytes);
        return std::monostate();
      }
      if ((*block)[first] == '<') format = InputFormat::kHtml;
    }
    auto document = format == InputFormat::kHtml ? html_document(*source) : text_document(*source);
    if (!document) return std::move(document).error();
    return finish(*std::move(document));
  }

  Item read_line() {
    auto line = lines->next();
    if (!line) {
      lines.reset();
      return std::move(line).error();
    }
    if (line->end) {
      lines.reset();
      return std::monostate();
    }
    if (line->too_long)
      return Error{ErrorCode::kLimit, "a line of more than " + std::to_string(kMaxLineBytes >> 20) + " MiB",
                   lines->name(), line->number};
    if (line->text.find_first_not_of(" \t") == std::string_view::npos) return std::monostate();
    auto document = reader.read(line->text, lines->name(), line->number);
    if (!document) return std::move(document).error();
    return finish(*std::move(document));
  }

  // What every document gets, wherever it came from: a language, a date, and the word that it is empty.
  Document finish(Document document) {
    bytes += document.page().size();
    if (!document.date) document.date = options.date;
    const std::string given = primary_language(document.lang);
    if (!document.lang.empty() && given.empty())
      document.warnings.push_back("`lang` is no BCP 47 tag: guessed instead");
    document.lang = given;
    if (document.readable && document.page().find_first_not_of(" \t\r\n") == std::string_view::npos) {
      document.readable = false;
      document.warnings.push_back("no text");
    }
    if (document.lang.empty()) document.lang = guess_language(document.page());
    if (document.lang.empty()) document.lang = options.lang;
    return document;
  }
};

DocumentStream::DocumentStream(std::vector<std::string> paths, IngestOptions options)
    : state_(std::make_unique<State>()) {
  state_->options = std::move(options);
  std::reverse(paths.begin(), paths.end());
  state_->pending = std::move(paths);
}
DocumentStream::DocumentStream(DocumentStream&&) noexcept = default;
DocumentStream& DocumentStream::operator=(DocumentStream&&) noexcept = default;
DocumentStream::~DocumentStream() = default;

DocumentStream::Item DocumentStream::next() {
  State& state = *state_;
  while (state.lines || !state.pending.empty()) {
    Item item = state.lines ? state.read_line() : state.open_next();
    if (!std::holds_alternative<std::monostate>(item)) return item;
  }
  return std::monostate();
}

std::uint64_t DocumentStream::passed_over() const { return state_->passed_over; }
std::uint64_t DocumentStream::bytes() const { return state_->bytes; }

}  // namespace entente
