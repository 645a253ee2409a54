// The door of ingest/: bytes to documents. Paths, folders and standard input become a stream of Document, one at a time: memory is
// bounded by the longest document, not by the input.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "entente/base/result.h"
#include "entente/record/document.h"

namespace entente {

enum class InputFormat : std::uint8_t {
  kGuess,  // by the name's ending, else by the first byte
  kJson,   // JSON Lines
  kText,   // one document a file
  kHtml,   // a page a file: its article
};

struct IngestOptions {
  InputFormat format = InputFormat::kGuess;
  std::string lang = "en";   // of documents that name none and are too short to guess
  std::optional<Day> date;   // of documents that have none; never guessed
};

inline constexpr std::uint64_t kMaxLineBytes = 2 * kMaxDocumentBytes;  // JSON Lines: escapes make text longer

// Reads `paths` in order; a folder's files in the order of their names, folders below after it. Files may be gzip. Kinds:
//   .jsonl .ndjson .json   JSON Lines (contract.md)
//   .html .htm             a page: the article on it (article.h); its id is the file's name without its endings
//   .txt, anything else    a document of plain text; its id is the path. A first line without a final stop before a
//                          blank line is the title. "2022-02-17…" at the start of a file's name is its date.
// In a folder, files of other endings are passed over and counted. "-" is standard input.
class DocumentStream {
 public:
  DocumentStream(std::vector<std::string> paths, IngestOptions options);
  DocumentStream(DocumentStream&&) noexcept;
  DocumentStream& operator=(DocumentStream&&) noexcept;
  ~DocumentStream();

  // A document, or what could not become one, or nothing at the end. After an error the stream goes on with the next piece.
  using Item = std::variant<std::monostate, Document, Error>;
  Item next();

  std::uint64_t passed_over() const;  // files of unknown kinds in folders
  std::uint64_t bytes() const;        // of documents' text given out so far

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace entente
