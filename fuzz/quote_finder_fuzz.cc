// code/quotes over any words in any trees: quotes are in order and inside the page, as are their
// cues; each speaker is an actor, each mention that was added has one. A byte picks a word, the
// next one its tag, relation and governor; the trees are trees, as the reader's are.
#include <cstdlib>
#include <filesystem>

#include "entente/base/test_folder.h"
#include "entente/code/quotes.h"
#include "fuzz/fuzz.h"

namespace {

using namespace entente;

constexpr std::string_view kWords[] = {
    "“",       "”",     "\"",        "''",  "``",      "'",    "said",   "called",
    "accused", "urged", "according", "to",  "that",    "for",  "on",     "as",
    "it",      "he",    "I",         "who", "Borisov", "Miss", "Friday", "talks",
    "claim",   "the",   "(",         ")",   ",",       ".",    ":",      "and"};

const Lexicons& lexicons() {
  static const Lexicons kept = [] {
    const TestFolder folder;
    std::filesystem::create_directories(folder.path() + "/en");
    for (const char* name : {"/SOURCES.tsv", "/en/reporting.tsv"})
      std::filesystem::copy_file(ENTENTE_SOURCE_DIR "/data" + std::string(name),
                                 folder.path() + name);
    static const std::string image = compile_lexicons(folder.path(), {}).image;
    auto opened = Lexicons::from_bytes(image, "quotes");
    if (!opened) std::fprintf(stderr, "%s\n", describe(opened.error()).c_str()), std::abort();
    return *std::move(opened);
  }();
  return kept;
}

// Sentences of up to 12 words, a paragraph for every third of them.
void read(const std::uint8_t* data, std::size_t size, Document& document, Analysis& analysis) {
  const auto words = static_cast<std::uint32_t>(std::min<std::size_t>(size / 2, 4096));
  TokenTable& t = analysis.tokens;
  t.resize(words);
  std::string page;
  for (std::uint32_t i = 0; i < words; ++i) {
    const std::uint32_t sentence = i / 12, first = sentence * 12,
                        last = std::min(first + 12, words);
    if (i == first) {
      if (i > 0) page += sentence % 3 == 0 ? "\n\n" : " ";
      analysis.sentences.push_back({first, last, {}, false, sentence % 3 == 0});
    } else {
      page += ' ';
    }
    const std::string_view word = kWords[data[2 * i] % std::size(kWords)];
    t.begin[i] = static_cast<std::uint32_t>(page.size());
    page += word;
    t.end[i] = static_cast<std::uint32_t>(page.size());
    t.form[i] = t.lower[i] = analysis.strings.intern(word);
    t.lemma[i] = analysis.strings.intern(word == "said"      ? "say"
                                         : word == "called"  ? "call"
                                         : word == "urged"   ? "urge"
                                         : word == "accused" ? "accuse"
                                                             : word);
    t.sentence[i] = sentence;
    const std::uint8_t pick = data[2 * i + 1];
    t.upos[i] = static_cast<Upos>((pick ^ data[2 * i]) % kUposCount);
    t.deprel[i] = static_cast<Deprel>(pick % kDeprelCount);
    t.subtype[i] = static_cast<Subtype>(pick % kSubtypeCount);
    // The root is the first word, or the last one; the others hang on what lies nearer to it.
    const bool from_right = data[2 * first] % 2 == 1;
    const std::uint32_t rank = from_right ? last - 1 - i : i - first;
    const std::uint32_t head = rank == 0 ? 0 : pick % rank;
    t.head[i] = rank == 0 ? kNoToken : from_right ? last - 1 - head : first + head;
  }
  for (Sentence& one : analysis.sentences) one.span = {t.begin[one.first], t.end[one.last - 1]};
  document.set_text({}, page);
  analysis.index_children();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Result<QuoteFinder> finder = QuoteFinder::open(lexicons());
  if (!finder) std::fprintf(stderr, "%s\n", describe(finder.error()).c_str()), std::abort();
  static QuoteScratch scratch;  // as a thread keeps it
  Document document;
  Analysis analysis;
  read(data, size, document, analysis);
  Resolution resolution;
  resolution.mention_of.assign(analysis.tokens.size(), Resolution::kNone);
  Extents extents;
  extents.build(analysis);
  AddedActors added;
  added.reset(analysis.tokens.size());
  std::vector<Quote> quotes;
  finder->find(document, analysis, extents, resolution, added, scratch, quotes);
  added.join(resolution);
  const auto inside = [&](Span span) {
    return span.begin < span.end && span.end <= document.page().size();
  };
  std::uint32_t at = 0;
  for (const Quote& quote : quotes) {
    FUZZ_CHECK(inside(quote.span) && quote.span.begin >= at);
    FUZZ_CHECK(!quote.cue || inside(*quote.cue));
    FUZZ_CHECK(!quote.speaker || *quote.speaker < resolution.actors.size());
    at = quote.span.begin;
  }
  for (const Mention& mention : resolution.mentions)
    FUZZ_CHECK(inside(mention.span) && mention.actor < resolution.actors.size());
  return 0;
}
