// The reader allocates nothing for a document that is no longer than one it has read before: its
// memory lies in the Workspace and the Analysis, and is kept (docs/architecture.md). Every operator
// new of this program is counted.
#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <new>
#include <string>
#include <vector>

#include "entente/read/lemmatizer.h"
#include "entente/read/reader.h"
#include "entente/read/tokenizer.h"

// The compiler inlines these and then misses the `new` that the `free` belongs to.
#pragma GCC diagnostic ignored "-Wmismatched-new-delete"

namespace {
std::atomic<std::uint64_t> allocations{0};
}

void* operator new(std::size_t size) {
  allocations.fetch_add(1, std::memory_order_relaxed);
  if (void* p = std::malloc(size == 0 ? 1 : size); p != nullptr) return p;
  std::abort();
}
void* operator new(std::size_t size, std::align_val_t alignment) {
  allocations.fetch_add(1, std::memory_order_relaxed);
  const std::size_t align = static_cast<std::size_t>(alignment);
  if (void* p = std::aligned_alloc(align, (size + align - 1) / align * align); p != nullptr)
    return p;
  std::abort();
}
void operator delete(void* p) noexcept { std::free(p); }
void operator delete(void* p, std::size_t) noexcept { std::free(p); }
void operator delete(void* p, std::align_val_t) noexcept { std::free(p); }
void operator delete(void* p, std::size_t, std::align_val_t) noexcept { std::free(p); }

namespace entente {
namespace {

const std::string kModels = ENTENTE_SOURCE_DIR "/models";

// Paragraphs of different words and lengths; `size` of them.
std::string report(std::size_t size) {
  std::string text;
  for (std::size_t i = 0; i < size; ++i)
    text +=
        "BUDAPEST, Feb. " + std::to_string(1 + i % 28) +
        " (Xinhua) -- The foreign ministers of Hungary and Romania met on day " +
        std::to_string(i) + ". They didn't sign the treaty; “we can’t accept it,” Gen. Smith said" +
        (i % 3 == 0 ? ", adding that talks about trade, energy and transport would go on next week"
                    : "") +
        ".\n\n";
  return text;
}

// Allocations of `work` on a short and a long document, once it has seen the long one twice.
template <class Work>
void expect_none(Work work) {
  Document small, large;
  small.set_text("Ministers meet", report(3));
  large.set_text("Ministers of both countries meet again", report(40));
  for (int warm_up = 0; warm_up < 2; ++warm_up) work(large);
  for (const Document* document : {&small, &large}) {
    const std::uint64_t before = allocations.load();
    work(*document);
    EXPECT_EQ(allocations.load() - before, 0u) << document->page().size() << " bytes";
  }
}

TEST(Allocations, CountsAtAll) {
  const std::uint64_t before = allocations.load();
  const std::vector<int> numbers(100);
  EXPECT_EQ(allocations.load() - before, 1u);
  EXPECT_EQ(numbers.size(), 100u);
}

TEST(Allocations, TokenizerAndLemmas) {
  const auto tokenizer = Tokenizer::open(kModels, "en");
  const auto lemmatizer = Lemmatizer::open(kModels, "en");
  ASSERT_TRUE(tokenizer && lemmatizer);
  Tokenizer::Workspace workspace;
  Analysis analysis;
  std::vector<std::string> warnings;
  expect_none([&](const Document& document) {
    tokenizer->tokenize(document, workspace, analysis, warnings);
    lemmatizer->lemmatize(analysis);
  });
  EXPECT_GT(analysis.tokens.size(), 1000u);
}

TEST(Allocations, Reader) {
  const auto reader = Reader::open(kModels, "en");
  ASSERT_TRUE(reader);
  Reader::Workspace workspace;
  Analysis analysis;
  std::vector<std::string> warnings;
  expect_none(
      [&](const Document& document) { reader->read(document, workspace, analysis, warnings); });
  EXPECT_GT(analysis.tokens.size(), 1000u);
}

}  // namespace
}  // namespace entente
