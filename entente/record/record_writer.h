// The record: one JSON line a document, as docs/formats/record.md (the contract) has it. Here, and
// only here, bytes of the page become code points of the title or of the text.
#pragma once

#include <string>
#include <string_view>

#include "entente/base/utf8.h"
#include "entente/record/actor.h"
#include "entente/record/analysis.h"
#include "entente/record/document.h"
#include "entente/record/event.h"

namespace entente {

// Turns bytes of a document's page to code points of its title or its body. Memory is kept from
// document to document.
class PageMap {
 public:
  void build(const Document& document);
  struct Place {
    std::uint32_t start = 0, end = 0;  // code points
    bool in_title = false;
  };
  Place place(Span span) const;

 private:
  OffsetMap page_;
  std::uint32_t body_begin_ = 0, body_start_ = 0, title_end_ = 0;
  bool has_title_ = false;
};

// One a thread.
class RecordWriter {
 public:
  // Appends the line, its line end included. `coder` names program, models and lexicons.
  void write(const Document& document, const Analysis& analysis, const Resolution& resolution,
             const Coding& coding, std::string_view coder, std::string& out);

 private:
  PageMap map_;
};

// Appends the document as an input line of `entente code`, its line end included; `with_warnings`:
// and what is wrong with it.
void write_document(const Document& document, std::string& out, bool with_warnings = false);

}  // namespace entente
