// A table as text (RFC 4180: quotes doubled inside quotes, line ends inside quotes), parted by
// commas, semicolons or tabs. The first row names the columns; a document a row. Tested by
// csv_test.cc.
#include <algorithm>

#include "entente/base/unicode.h"
#include "entente/base/utf8.h"
#include "entente/ingest/article.h"
#include "entente/ingest/charset.h"
#include "entente/ingest/dates.h"
#include "entente/ingest/source.h"

namespace entente {
namespace {

constexpr std::size_t kMaxColumns = 4096;

// What exports call their columns, where --map does not say: lower case, blanks and hyphens as
// underscores.
struct Usual {
  std::vector<std::string> FieldNames::*field;
  std::initializer_list<std::string_view> names;
};
const Usual kUsual[] = {
    {&FieldNames::id,
     {"id", "doc_id", "document_id", "article_id", "story_id", "guid", "uuid", "accession_number",
      "an"}},
    {&FieldNames::text,
     {"text", "body", "content", "full_text", "fulltext", "article", "article_text", "story",
      "maintext", "hlead"}},
    {&FieldNames::title, {"title", "headline", "heading", "hd"}},
    {&FieldNames::date,
     {"date", "published", "publication_date", "pub_date", "pubdate", "published_at",
      "publish_date", "date_published", "load_date", "pd"}},
    {&FieldNames::url, {"url", "link", "uri", "web_url", "address"}},
    {&FieldNames::source,
     {"source", "publication", "publisher", "newspaper", "outlet", "source_name", "sn"}},
    {&FieldNames::author, {"author", "authors", "byline", "by"}},
    {&FieldNames::lang, {"lang", "language", "la"}},
    {&FieldNames::collected, {"collected", "date_download", "crawled"}},
};

std::string column_key(std::string_view name) {
  std::string key = lower(name);
  while (!key.empty() && (key.front() == ' ' || key.front() == '\t')) key.erase(0, 1);
  while (!key.empty() && (key.back() == ' ' || key.back() == '\t')) key.pop_back();
  std::replace_if(
      key.begin(), key.end(), [](char c) { return c == ' ' || c == '-'; }, '_');
  return key;
}

// Rows of a ByteSource. Memory: a row.
class CsvRows {
 public:
  CsvRows(ByteSource bytes, char separator) : bytes_(std::move(bytes)), separator_(separator) {}

  struct Row {
    std::vector<std::string> cells;
    bool too_long = false, open_quote = false, end = false;
  };
  Result<Row> next() {
    Row row;
    std::string cell;
    bool quoted = false, any = false;
    std::uint64_t size = 0;
    for (;;) {
      if (block_.empty()) {
        ENTENTE_TRY(block_, bytes_.read());
        if (block_.empty()) {
          row.end = !any;
          row.open_quote = quoted;
          break;
        }
        if (!std::exchange(started_, true)) begin();
        if (block_.empty()) continue;
      }
      const char c = block_[0];
      block_.remove_prefix(1);
      any = true;
      if (quote_pending_) {  // a quote inside quotes: doubled, or the end
        quote_pending_ = false;
        if (c == '"') {
          cell += '"';
          continue;
        }
        quoted = false;
      } else if (quoted) {
        if (c == '"')
          quote_pending_ = true;
        else if (++size > kMaxLineBytes)
          row.too_long = true;
        else
          cell += c;
        continue;
      }
      if (c == '"' && cell.empty()) {
        quoted = true;
      } else if (c == separator_) {
        if (row.cells.size() < kMaxColumns) row.cells.push_back(std::move(cell));
        cell.clear();
      } else if (c == '\n') {
        break;
      } else if (++size > kMaxLineBytes) {
        row.too_long = true;
      } else {
        cell += c;
      }
    }
    quote_pending_ = false;
    if (cell.ends_with('\r')) cell.pop_back();
    if (!row.end) row.cells.push_back(std::move(cell));
    return row;
  }

  const std::string& name() const { return bytes_.name(); }
  std::uint64_t position() const { return bytes_.position(); }

 private:
  // A mark of UTF-8 is dropped; "sep=;" is Excel's; else the header shows which mark parts it.
  void begin() {
    if (block_.starts_with("\xEF\xBB\xBF")) block_.remove_prefix(3);
    const std::string_view line = block_.substr(0, block_.find('\n'));
    if (line.starts_with("sep=") && line.size() >= 5) {
      separator_ = line[4];
      block_.remove_prefix(std::min(line.size() + 1, block_.size()));
    } else if (separator_ == ',') {
      const auto count = [&](char mark) { return std::count(line.begin(), line.end(), mark); };
      if (count(';') > count(',')) separator_ = ';';
      if (count('\t') > count(separator_)) separator_ = '\t';
    }
  }

  ByteSource bytes_;
  std::string_view block_;
  char separator_;
  bool started_ = false, quote_pending_ = false;
};

class CsvSource : public PieceSource {
 public:
  CsvSource(ByteSource bytes, SourceContext& context, char separator)
      : context_(context), rows_(std::move(bytes), separator) {}

  DocumentStream::PieceItem next() override {
    for (;;) {
      if (ended_) return std::monostate();
      auto row = rows_.next();
      ended_ = !row || row->end;
      if (!row) return std::move(row).error();
      if (row->end) return std::monostate();
      ++number_;
      if (row->open_quote) return error(ErrorCode::kBadInput, "a quote that is not closed");
      if (row->too_long)
        return error(ErrorCode::kLimit,
                     "a row of more than " + std::to_string(kMaxLineBytes >> 20) + " MiB");
      if (row->cells.size() == 1 && row->cells[0].empty()) continue;  // a blank line
      if (columns_.empty()) {
        if (auto wrong = read_header(row->cells)) return *std::move(wrong);
        continue;
      }
      return document_of(*row);
    }
  }

  std::uint64_t position() const override { return rows_.position(); }

 private:
  static constexpr std::size_t kNone = SIZE_MAX;

  Error error(ErrorCode code, std::string message) const {
    return Error{code, std::move(message), rows_.name(), number_};
  }

  std::optional<Error> read_header(const std::vector<std::string>& cells) {
    for (const std::string& cell : cells) columns_.push_back(column_key(decoded(cell)));
    const FieldNames standard;
    for (const Usual& usual : kUsual) {
      const std::vector<std::string>& asked = context_.options.names.*usual.field;
      std::size_t at = kNone;
      if (asked != standard.*usual.field) {
        for (const std::string& name : asked) at = std::min(at, column(column_key(name)));
        if (at == kNone) return refuse_header("no column `" + asked.front() + "`");
      }
      for (const std::string_view name : usual.names)
        if (at == kNone) at = column(name);
      at_.push_back(at);
    }
    if (cell_of(&FieldNames::text) == kNone)
      return refuse_header(
          "no column is called text, body or content: --map text=COLUMN says which it is");
    return std::nullopt;
  }

  Error refuse_header(const std::string& why) {
    ended_ = true;
    std::string names;
    for (std::size_t i = 0; i < std::min<std::size_t>(columns_.size(), 12); ++i)
      names += (i == 0 ? "" : ", ") + columns_[i].substr(0, 40);
    return error(ErrorCode::kBadInput, why + "; there are " + names);
  }

  std::size_t column(std::string_view name) const {
    const auto found = std::find(columns_.begin(), columns_.end(), name);
    return found == columns_.end() ? kNone : static_cast<std::size_t>(found - columns_.begin());
  }

  std::size_t cell_of(std::vector<std::string> FieldNames::*field) const {
    for (std::size_t i = 0; i < std::size(kUsual); ++i)
      if (kUsual[i].field == field) return at_[i];
    return kNone;
  }

  static std::string decoded(std::string cell) {
    return is_valid_utf8(cell) ? cell : decode_text(std::move(cell), "windows-1252").text;
  }

  Piece document_of(CsvRows::Row& row) {
    const auto cell = [&](std::vector<std::string> FieldNames::*field) {
      const std::size_t at = cell_of(field);
      return at < row.cells.size() ? decoded(row.cells[at]) : std::string();
    };
    Piece piece;
    piece.origin = {rows_.name(), number_};
    Document& document = piece.document;
    document.id = cell(&FieldNames::id);
    if (document.id.empty()) document.id = rows_.name() + ":" + std::to_string(number_);
    document.url = cell(&FieldNames::url);
    document.source = cell(&FieldNames::source);
    document.author = cell(&FieldNames::author);
    document.lang = cell(&FieldNames::lang);
    if (document.lang.size() > 3 && document.lang.find('-') == std::string::npos)
      document.lang.clear();  // "English": guessed
    const std::string date = cell(&FieldNames::date);
    document.date = find_day(date);
    if (!document.date && !date.empty())
      document.warnings.push_back("`" + date.substr(0, 40) +
                                  "` is no day that can be told: left out");
    document.collected = find_day(cell(&FieldNames::collected));
    std::string title = cell(&FieldNames::title), text = cell(&FieldNames::text);
    if (looks_like_html(text)) text = text_of_html(text);
    if (title.size() + text.size() > kMaxDocumentBytes) {
      document.readable = false;
      document.warnings.push_back("longer than " + std::to_string(kMaxDocumentBytes >> 20) +
                                  " MiB: not read");
      title.clear(), text.clear();
    }
    document.set_text(title, text);
    return piece;
  }

  SourceContext& context_;
  CsvRows rows_;
  std::vector<std::string> columns_;
  std::vector<std::size_t> at_;  // by kUsual: the column
  std::uint64_t number_ = 0;
  bool ended_ = false;
};

}  // namespace

SourcePtr csv_source(ByteSource bytes, SourceContext& context, char separator) {
  return std::make_unique<CsvSource>(std::move(bytes), context, separator);
}

}  // namespace entente
