// CoNLL-U, full and short form: what is read is written as valid CoNLL-U, and reads back to the
// same bytes.
#include "entente/record/conllu.h"
#include "fuzz/fuzz.h"

namespace {

using namespace entente;

void check_shape(const Document& document, const Analysis& a) {
  const TokenTable& t = a.tokens;
  for (std::uint32_t i = 0; i < t.size(); ++i) {
    FUZZ_CHECK(t.begin[i] <= t.end[i] && t.end[i] <= document.page().size());
    FUZZ_CHECK(t.head[i] == kNoToken ||
               (t.head[i] < t.size() && t.sentence[t.head[i]] == t.sentence[i]));
    for (const std::uint32_t child : children(a, i)) FUZZ_CHECK(t.head[child] == i);
  }
  std::uint32_t next = 0;
  for (const Sentence& s : a.sentences) {
    FUZZ_CHECK(s.first == next && s.first < s.last);
    next = s.last;
  }
  FUZZ_CHECK(next == t.size());
}

void round_trip(const Document& document, const Analysis& analysis) {
  check_shape(document, analysis);
  std::string first, second;
  append_conllu(document, analysis, first);
  Document again;
  Analysis read;
  const Status status = read_conllu(first, again, read);
  if (!status) std::fprintf(stderr, "%s\n%s\n", describe(status.error()).c_str(), first.c_str());
  FUZZ_CHECK(status);
  FUZZ_CHECK(read.tokens.size() == analysis.tokens.size());
  append_conllu(again, read, second);
  if (first != second) std::fprintf(stderr, "%s\n----\n%s\n", first.c_str(), second.c_str());
  FUZZ_CHECK(first == second);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const fuzz::ExactBytes text(fuzz::as_text(data, size));
  Document document;
  Analysis analysis;
  for (const bool full : {true, false}) {
    const Status read = full ? read_conllu(text.view(), document, analysis)
                             : read_tree(text.view(), document, analysis);
    if (read)
      round_trip(document, analysis);
    else
      FUZZ_CHECK(!read.error().message.empty());
  }
  std::size_t bytes = 0;
  for (const std::string_view piece : split_conllu_documents(text.view())) bytes += piece.size();
  FUZZ_CHECK(bytes == size);
  return 0;
}
