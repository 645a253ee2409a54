// A record line (docs/formats/record.md) back to the shapes that it was written from: what store/,
// exports and scorers of our own walk instead of JSON. The reverse of record_writer.h: code points
// become bytes of the page again.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "entente/base/result.h"
#include "entente/record/actor.h"
#include "entente/record/analysis.h"
#include "entente/record/document.h"
#include "entente/record/event.h"

namespace entente {

// One document's record. Tokens are not in a record: every `first`, `last` and `head` is 0, and
// `mention_of` is empty.
struct Record {
  Document document;  // with the record's language, sha256 and warnings
  std::string coder;
  std::vector<Sentence> sentences;
  Resolution resolution;  // mentions by span, longer first
  Coding coding;
};

// Keeps the parser's memory from line to line. One a thread.
class RecordReader {
 public:
  RecordReader();
  ~RecordReader();
  RecordReader(RecordReader&&) noexcept;
  RecordReader& operator=(RecordReader&&) noexcept;

  // Fills `out` from the document's input line and its record's line. kBadInput: one of them is no
  // JSON object, they name different documents, a value has the wrong type or is unknown, a span
  // lies outside its text, an id names nothing. Members that are unknown are passed over, members
  // that are absent or null are empty. Linear in the two lines.
  Status read(std::string_view document_line, std::string_view record_line, Record& out);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace entente
