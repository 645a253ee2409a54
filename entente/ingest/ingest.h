// The door of ingest/: bytes to documents. Paths, folders, archives and standard input become a
// stream of Document, one at a time: memory is bounded by the longest document, not by the input.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "entente/base/result.h"
#include "entente/record/document.h"
#include "entente/record/document_reader.h"

namespace entente {

enum class InputFormat : std::uint8_t {
  kGuess,  // by the name's ending, else by the first bytes
  kJson,   // JSON Lines, or objects in an array
  kText,   // one document a file
  kHtml,   // a page a file: its article
  kWarc,   // an archive of the web: the articles of its pages
  kCsv,    // a document a row, columns named by the first
  kTsv,    // the same, parted by tabs
  kFeed,   // RSS, Atom, JSON Feed: what the feed itself says of its items
};

struct IngestOptions {
  InputFormat format = InputFormat::kGuess;
  std::string lang = "en";  // of documents that name none and are too short to guess
  std::optional<Day> date;  // of documents that have none; never guessed
  FieldNames names;         // of columns and of JSON's members
};

inline constexpr std::uint64_t kMaxLineBytes =
    2 * kMaxDocumentBytes;  // JSON Lines: escapes make text longer

// Where a document came from: a file (or file/entry of an archive) and a place in it: the line of
// JSON Lines and CSV, the byte of a WARC, the number of an entry, 0 of a file that is one document.
struct Origin {
  std::string source;
  std::uint64_t offset = 0;
  std::uint64_t index =
      0;  // of a WARC's record among those of its member: 0 as archives are published
};

// What a source gives: a document, or a page that finish() makes one of.
struct Piece {
  Document document;
  Origin origin;
  bool is_page = false;
  std::string page;              // bytes as they came
  std::string charset;           // that the surroundings declare
  std::string content_encoding;  // of HTTP, not yet taken off
  bool chunked = false;
};

// Reads `paths` in order; a folder's files in the order of their names, folders below after it.
// Files may be gzip. Kinds:
//   .jsonl .ndjson .json        JSON Lines (docs/formats/record.md), an array of such objects, or
//   JSON Feed .html .htm .xhtml           a page: the article on it (article.h); its id is the
//   file's name without its endings .warc                       an archive (also .zst): the
//   articles of its pages; an id is the page's address .csv .tsv                   a document a row
//   .rss .atom .xml             a feed: a document an item; an id is the item's address
//   .zip .tar .tgz .xz .zst .bz2  what is in them, as if it lay in a folder
//   .txt, anything else         a document of plain text; its id is the path. A first line without
//   a final stop before a
//                               blank line is the title. "2022-02-17…" at the start of a file's
//                               name is its date.
// In a folder, files of other endings are passed over and counted. "-" is standard input.
class DocumentStream {
 public:
  DocumentStream(std::vector<std::string> paths, IngestOptions options);
  DocumentStream(DocumentStream&&) noexcept;
  DocumentStream& operator=(DocumentStream&&) noexcept;
  ~DocumentStream();

  // Leaves out all up to `origin`, which a piece had in an earlier run over the same paths. Before
  // the first next().
  void go_on_after(Origin origin);

  // A document, or what could not become one, or nothing at the end. After an error the stream goes
  // on with the next piece.
  using Item = std::variant<std::monostate, Document, Error>;
  Item next();

  // The same in two steps, for many threads: the pieces from one, and the work on each (unpacking,
  // conversion, extraction) by any, at the same time.
  using PieceItem = std::variant<std::monostate, Piece, Error>;
  PieceItem next_piece();
  Result<Document> finish(Piece piece) const;

  // Files of unknown kinds in folders, records of archives that are no pages: how many of each kind
  // ("warc request", "http 404").
  const std::map<std::string, std::uint64_t>& passed_over() const;
  std::uint64_t position() const;  // bytes of the files read so far

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// Bytes of the files below `paths`, for a progress bar; looks at most at `max_files` of them. 0:
// not known.
std::uint64_t total_bytes(const std::vector<std::string>& paths, std::size_t max_files);

}  // namespace entente
