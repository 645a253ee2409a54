// Which records of a WARC are articles' pages: responses of status 200 and resources whose type is
// HTML. A WET file's conversions are plain text. All others are counted by kind. Tested by
// warc_test.cc.
#include <algorithm>

#include "entente/base/utf8.h"
#include "entente/ingest/http_message.h"
#include "entente/ingest/source.h"
#include "entente/ingest/warc_reader.h"

namespace entente {
namespace {

bool is_html(std::string_view type, std::string_view body) {
  if (type == "text/html" || type == "application/xhtml+xml") return true;
  const std::size_t first = body.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  return type.empty() && first != std::string_view::npos && body[first] == '<';
}

// Of a type, as a kind to count: outside bytes, so bounded and made plain.
std::string kind_of(std::string_view type) {
  std::string out(type.substr(0, type.find(';')).substr(0, 60));
  for (char& c : out)
    if (static_cast<unsigned char>(c) < 0x21 || static_cast<unsigned char>(c) > 0x7E) c = '?';
  return out.empty() ? "of no type" : out;
}

class WarcSource : public PieceSource {
 public:
  WarcSource(ByteSource raw, SourceContext& context, std::uint64_t start)
      : context_(context), reader_(std::move(raw), start) {}

  DocumentStream::PieceItem next() override {
    for (;;) {
      auto item = reader_.next();
      if (std::holds_alternative<std::monostate>(item)) return std::monostate();
      if (auto* error = std::get_if<Error>(&item)) return std::move(*error);
      Piece piece;
      if (read(std::get<WarcRecord>(item), piece)) return piece;
    }
  }

  std::uint64_t position() const override { return reader_.position(); }

 private:
  bool pass_over(const std::string& kind) {
    context_.pass_over(kind);
    return false;
  }

  bool read(const WarcRecord& record, Piece& piece) {
    std::string_view body = record.block;
    HttpHead head;
    const bool is_http = record.content_type.starts_with("application/http");
    if (record.type == "response" && (is_http || body.starts_with("HTTP/"))) {
      auto parsed = parse_http_head(body);
      if (!parsed) return pass_over("warc response without HTTP");
      head = *std::move(parsed);
      body.remove_prefix(head.body);
      if (head.status != 200) return pass_over("http " + std::to_string(head.status));
    } else if (record.type == "resource" || record.type == "response" ||
               record.type == "conversion") {
      read_content_type(record.content_type, head);
    } else {
      return pass_over("warc " + kind_of(record.type));
    }
    const bool text = record.type == "conversion" && head.content_type == "text/plain";
    if (!text && !is_html(head.content_type, body)) return pass_over(kind_of(head.content_type));
    if (body.empty()) return pass_over("empty page");
    Document& document = piece.document;
    document.url = repair_utf8(trimmed_uri(record.target_uri));
    document.id = document.url;
    document.collected = parse_day(record.date.substr(0, 10));
    if (record.cut) document.warnings.push_back("the record ends early");
    piece.origin = {reader_.name(), record.offset, record.index};
    if (text) {
      document.set_text({}, repair_utf8(body));
      return true;
    }
    piece.is_page = true;
    piece.page = body;
    piece.charset = std::move(head.charset);
    piece.content_encoding = std::move(head.content_encoding);
    piece.chunked = head.chunked;
    return true;
  }

  // "<http://…>", as early versions of wget wrote it.
  static std::string_view trimmed_uri(std::string_view uri) {
    if (uri.size() > 1 && uri.front() == '<' && uri.back() == '>')
      uri = uri.substr(1, uri.size() - 2);
    return uri;
  }

  SourceContext& context_;
  WarcReader reader_;
};

}  // namespace

SourcePtr warc_source(ByteSource raw, SourceContext& context, std::uint64_t start) {
  return std::make_unique<WarcSource>(std::move(raw), context, start);
}

}  // namespace entente
