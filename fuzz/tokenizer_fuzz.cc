// Any text to tokens and sentences: they lie in the page in order, cover all that is no blank, keep
// their bounds, come out the same the second time, and can be written as CoNLL-U. The first line of
// the input is the title.
#include <vector>

#include "entente/base/utf8.h"
#include "entente/read/lemmatizer.h"
#include "entente/read/reader.h"
#include "entente/read/text_blocks.h"
#include "entente/read/tokenizer.h"
#include "entente/record/conllu.h"
#include "fuzz/fuzz.h"

namespace {

using namespace entente;

template <class Model>
const Model& english() {
  static const Result<Model> model = Model::open(ENTENTE_SOURCE_DIR "/models", "en");
  if (!model) std::fprintf(stderr, "%s\n", describe(model.error()).c_str());
  FUZZ_CHECK(model);
  return *model;
}

void check_only_blanks(std::string_view page, std::uint32_t begin, std::uint32_t end) {
  while (begin < end) {
    const CodePoint c = code_point_at(page, begin);
    FUZZ_CHECK(classify(c.value).kind == CharKind::kSpace);
    begin += c.bytes;
  }
}

void check(const Document& document, const Analysis& a) {
  const TokenTable& t = a.tokens;
  std::uint32_t end = 0;
  for (std::uint32_t i = 0; i < t.size(); ++i) {
    FUZZ_CHECK(t.begin[i] >= end && t.begin[i] < t.end[i] &&
               t.end[i] - t.begin[i] <= kMaxTokenBytes);
    check_only_blanks(document.page(), end, t.begin[i]);
    end = t.end[i];
    FUZZ_CHECK(is_valid_utf8(a.form(i)) && a.form(i) == document.piece(a.span(i)));
    FUZZ_CHECK(document.in_title(a.span(i)) == a.sentences[t.sentence[i]].in_title);
  }
  check_only_blanks(document.page(), end, static_cast<std::uint32_t>(document.page().size()));
  std::uint32_t next = 0;
  for (const Sentence& s : a.sentences) {
    FUZZ_CHECK(s.first == next && s.first < s.last && s.last - s.first <= kMaxSentenceTokens + 8);
    next = s.last;
  }
  FUZZ_CHECK(next == t.size());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text = repair_utf8(fuzz::as_text(data, size));
  const std::size_t line = text.find('\n');
  Document document;
  if (line == std::string::npos)
    document.set_text("", text);
  else
    document.set_text(std::string_view(text).substr(0, line),
                      std::string_view(text).substr(line + 1));
  Tokenizer::Workspace workspace;
  Analysis a, b;
  std::vector<std::string> warnings;
  english<Tokenizer>().tokenize(document, workspace, a, warnings);
  check(document, a);
  english<Tokenizer>().tokenize(document, workspace, b, warnings);
  FUZZ_CHECK(a.tokens.begin == b.tokens.begin && a.tokens.end == b.tokens.end &&
             a.tokens.sentence == b.tokens.sentence);
  for (std::uint32_t i = 0; i < a.tokens.size(); ++i)
    a.tokens.upos[i] = static_cast<Upos>(i % kUposCount);
  english<Lemmatizer>().lemmatize(a);
  for (std::uint32_t i = 0; i < a.tokens.size(); ++i)
    FUZZ_CHECK(!a.lemma(i).empty() && is_valid_utf8(a.lemma(i)));
  std::string written;
  append_conllu(document, a, written);
  FUZZ_CHECK(read_conllu(written, document, b));
  FUZZ_CHECK(b.tokens.size() == a.tokens.size());
  return 0;
}
