// An input line of `entente code` (docs/formats/record.md, "Input") to a Document.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "entente/base/result.h"
#include "entente/record/document.h"

namespace entente {

// What the members of an object, or the columns of a table, are called: of several names the first
// that is there.
struct FieldNames {
  std::vector<std::string> id = {"id"}, text = {"text"}, title = {"title"}, date = {"date"},
                           url = {"url"}, source = {"source"}, lang = {"lang"},
                           collected = {"collected"}, author = {"author"};
  bool id_needed = true;  // false: one that is absent is made of source and place
};

// Keeps the parser's memory from line to line. One a thread.
class DocumentReader {
 public:
  explicit DocumentReader(FieldNames names = {});
  ~DocumentReader();
  DocumentReader(DocumentReader&&) noexcept;
  DocumentReader& operator=(DocumentReader&&) noexcept;

  // kBadInput: no JSON object, or `id` or `text` missing or no string; the line is to be skipped.
  // What has an id but cannot be read (malformed UTF-8, a text too long, a date that is none)
  // becomes a document with a warning: nothing is lost. `source` and `line_number` name the place
  // in errors.
  Result<Document> read(std::string_view line, const std::string& source,
                        std::uint64_t line_number);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace entente
