// An input line to a Document, and the document written as a line again.
#include "entente/record/document_reader.h"
#include "entente/record/record_writer.h"
#include "fuzz/fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace entente;
  const fuzz::ExactBytes line(fuzz::as_text(data, size));
  DocumentReader reader;
  const Result<Document> read = reader.read(line.view(), "fuzz", 1);
  if (!read) {
    FUZZ_CHECK(read.error().code == ErrorCode::kBadInput || read.error().code == ErrorCode::kLimit);
    FUZZ_CHECK(!read.error().message.empty());
    return 0;
  }
  FUZZ_CHECK(is_valid_utf8(read->page()));
  FUZZ_CHECK(is_valid_utf8(read->id));
  FUZZ_CHECK(read->sha256.size() == 64 || !read->readable);
  if (!read->readable) {
    FUZZ_CHECK(!read->warnings.empty());
    return 0;
  }
  std::string written;
  write_document(*read, written);
  const Result<Document> again =
      reader.read(std::string_view(written).substr(0, written.size() - 1), "fuzz", 2);
  FUZZ_CHECK(again);
  FUZZ_CHECK(again->id == read->id && again->title() == read->title() &&
             again->body() == read->body());
  FUZZ_CHECK(again->date == read->date && again->sha256 == read->sha256);
  return 0;
}
