// Private to ingest/: a source gives pieces one after the other; each kind of file has one.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "entente/base/byte_source.h"
#include "entente/ingest/ingest.h"

namespace entente {

// What all sources of a stream share.
struct SourceContext {
  IngestOptions options;
  DocumentReader reader{options.names};
  std::map<std::string, std::uint64_t> passed_over;

  explicit SourceContext(IngestOptions given) : options(std::move(given)) {}
  void pass_over(const std::string& kind) {
    constexpr std::size_t kMaxKinds = 200;  // kinds are named by outside bytes
    ++passed_over[passed_over.size() < kMaxKinds || passed_over.contains(kind) ? kind : "other"];
  }
};

class PieceSource {
 public:
  virtual ~PieceSource() = default;
  virtual DocumentStream::PieceItem next() = 0;  // nothing at its end
  virtual std::uint64_t position() const { return 0; }
};
using SourcePtr = std::unique_ptr<PieceSource>;

// The source for what `raw` holds (gzip not yet taken off). `named`: it lies in a folder or an
// archive, where files of unknown kinds are passed over. `depth`: archives around it. Null: passed
// over.
inline constexpr int kMaxArchiveDepth = 3;
inline constexpr std::uint64_t kMaxArchiveEntries = 2'000'000;
Result<SourcePtr> open_source(ByteSource raw, SourceContext& context, std::uint64_t start,
                              int depth);

// Whether a file of this name is one that a folder is read for.
bool is_known_name(std::string_view name);

SourcePtr json_source(ByteSource bytes, SourceContext& context, bool array);
SourcePtr feed_source(ByteSource bytes);
SourcePtr csv_source(ByteSource bytes, SourceContext& context, char separator);
SourcePtr archive_source(ByteSource raw, SourceContext& context, int depth);
SourcePtr warc_source(ByteSource raw, SourceContext& context, std::uint64_t start);

// A file that is one document. The format is kText or kHtml.
SourcePtr whole_source(ByteSource bytes, InputFormat format);

// All bytes, at most `max_bytes`: kLimit.
Result<std::string> read_all(ByteSource& bytes, std::uint64_t max_bytes);

// "a.json.zst" -> "a.json".
std::string_view without_packing(std::string_view name);

// "folder/page.html.gz" -> "page".
std::string id_of_page(std::string_view name);

// The document of a page: its article.
Result<Document> document_of_page(Piece piece);

}  // namespace entente
