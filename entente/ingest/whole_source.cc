// A file that is one document: plain text or a page.
// Tested by ingest_test.cc.
#include <filesystem>

#include "entente/base/utf8.h"
#include "entente/ingest/http_message.h"
#include "entente/ingest/source.h"

namespace entente {
namespace {

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

std::string file_name(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return std::string(slash == std::string_view::npos ? path : path.substr(slash + 1));
}

class WholeSource : public PieceSource {
 public:
  WholeSource(ByteSource bytes, InputFormat format) : bytes_(std::move(bytes)), format_(format) {}

  DocumentStream::PieceItem next() override {
    if (done_) return std::monostate();
    done_ = true;
    auto read = read_all(bytes_, format_ == InputFormat::kHtml ? kMaxPageBytes : kMaxDocumentBytes);
    if (!read) return std::move(read).error();
    Piece piece;
    piece.origin = {bytes_.name(), 0};
    if (format_ == InputFormat::kHtml) {
      piece.is_page = true;
      piece.document.id = id_of_page(bytes_.name());
      piece.page = *std::move(read);
    } else {
      read_text(*std::move(read), piece.document);
    }
    return piece;
  }

  std::uint64_t position() const override { return bytes_.position(); }

 private:
  void read_text(std::string text, Document& document) {
    document.id = repair_utf8(bytes_.name());  // a file may be named by any bytes
    if (const std::size_t at = find_invalid_utf8(text); at != std::string::npos) {
      document.readable = false;
      document.warnings.push_back("malformed UTF-8 at byte " + std::to_string(at) + ": not read");
      text = repair_utf8(text);
    }
    if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
    const Split split = split_title(text);
    document.set_text(std::string_view(text).substr(0, split.title),
                      std::string_view(text).substr(split.body));
    document.date = parse_day(file_name(bytes_.name()).substr(0, 10));
  }

  ByteSource bytes_;
  InputFormat format_;
  bool done_ = false;
};

}  // namespace

Result<std::string> read_all(ByteSource& bytes, std::uint64_t max_bytes) {
  std::string text;
  for (;;) {
    ENTENTE_TRY(const std::string_view block, bytes.read());
    if (block.empty()) return text;
    if (text.size() + block.size() > max_bytes)
      return Error{ErrorCode::kLimit,
                   "a text of more than " + std::to_string(max_bytes >> 20) + " MiB", bytes.name(),
                   max_bytes};
    text.append(block);
  }
}

std::string id_of_page(std::string_view name) {
  std::string id = repair_utf8(file_name(name));
  for (const std::string_view ending : {".gz", ".zst", ".xz", ".bz2", ".html", ".htm", ".xhtml"})
    if (id.size() > ending.size() && id.ends_with(ending)) id.resize(id.size() - ending.size());
  return id;
}

SourcePtr whole_source(ByteSource bytes, InputFormat format) {
  return std::make_unique<WholeSource>(std::move(bytes), format);
}

}  // namespace entente
