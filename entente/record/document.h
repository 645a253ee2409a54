// A document as ingest/ leaves it and everything after reads it. The contract's input line,
// docs/formats/record.md.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "entente/base/date.h"

namespace entente {

inline constexpr std::uint64_t kMaxDocumentBytes = 64u << 20;  // title and text together

// A piece of a document's page(): bytes, half-open.
struct Span {
  std::uint32_t begin = 0, end = 0;
  std::uint32_t size() const { return end - begin; }
  bool operator==(const Span&) const = default;
};
inline bool overlap(Span a, Span b) { return a.begin < b.end && b.begin < a.end; }
inline bool contains(Span outer, Span inner) {
  return outer.begin <= inner.begin && inner.end <= outer.end;
}

// Title and body live in one buffer, the page: title, blank line, body. Every span of every stage
// counts bytes of the page; the writer of the record alone turns them into code points of the title
// or of the text.
class Document {
 public:
  std::string id;
  std::optional<Day> date;       // of publication
  std::optional<Day> collected;  // the day it was fetched; never a stand-in for `date`
  std::string url, source, author;
  std::optional<double> kept;         // of a page: the share of its text that the article is
  std::string lang;                   // BCP 47; guessed where the input has none
  std::string sha256;                 // of title, a zero byte, text; hexadecimal
  std::vector<std::string> warnings;  // what a reader of the record must know
  // The line of `entente code` that came with it (`entente export --format records`); "" for none.
  // Only gather/ looks at it, and keeps it once it has been found to be of this very text.
  std::string record;
  bool readable =
      true;  // false: no text, unsupported language, malformed: the stages leave it alone

  // Sets the page from valid UTF-8, and sha256. The two together at most kMaxDocumentBytes.
  void set_text(std::string_view title, std::string_view body);

  std::string_view page() const& { return page_; }
  std::string_view page() const&& = delete;
  std::string_view title() const& { return std::string_view(page_).substr(0, title_bytes_); }
  std::string_view title() const&& = delete;
  std::string_view body() const& { return std::string_view(page_).substr(body_begin_); }
  std::string_view body() const&& = delete;
  std::string_view piece(Span span) const& {
    return std::string_view(page_).substr(span.begin, span.size());
  }
  std::string_view piece(Span span) const&& = delete;
  std::uint32_t body_begin() const { return body_begin_; }
  bool in_title(Span span) const { return span.begin < body_begin_ && title_bytes_ != 0; }

 private:
  std::string page_;
  std::uint32_t title_bytes_ = 0, body_begin_ = 0;
};

}  // namespace entente
