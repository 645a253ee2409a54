// What lends a part of its object must not be asked of a temporary: the part would outlive the
// whole. Each line pairs the proof that the misuse does not compile with the proof that the right
// use does, so that neither can go stale unseen.
#include <gtest/gtest.h>

#include <utility>

#include "entente/base/file.h"
#include "entente/base/string_pool.h"
#include "entente/lexicon/lexicon.h"
#include "entente/record/analysis.h"
#include "entente/record/document.h"

namespace entente {
namespace {

// LENDS(NAME, EXPRESSION of `o`): concept NAME<T> holds if the expression compiles for an `o` of
// type T.
#define LENDS(name, expression)  \
  template <class T>             \
  concept name = requires(T o) { \
    expression;                  \
  }

LENDS(Page, static_cast<T>(o).page());
LENDS(Title, static_cast<T>(o).title());
LENDS(Body, static_cast<T>(o).body());
LENDS(Piece, static_cast<T>(o).piece(Span{}));
LENDS(View, static_cast<T>(o).view(StringId{}));
LENDS(Bytes, static_cast<T>(o).bytes());
LENDS(TableByName, static_cast<T>(o).table("x"));
LENDS(TableById, static_cast<T>(o).table(std::uint32_t{}));
LENDS(Phrases, static_cast<T>(o).phrases("x"));
LENDS(Revision, static_cast<T>(o).revision());
LENDS(ChildrenOf, children(static_cast<T>(o), 0u));

#define ONLY_OF_LASTING(name, type)                                           \
  static_assert(name<const type&>, #type " lends " #name);                    \
  static_assert(!name<type&&>, "a temporary " #type " must not lend " #name); \
  static_assert(!name<const type&&>, "a temporary " #type " must not lend " #name)

ONLY_OF_LASTING(Page, Document);
ONLY_OF_LASTING(Title, Document);
ONLY_OF_LASTING(Body, Document);
ONLY_OF_LASTING(Piece, Document);
ONLY_OF_LASTING(View, StringPool);
ONLY_OF_LASTING(Bytes, MappedFile);
ONLY_OF_LASTING(TableByName, Lexicons);
ONLY_OF_LASTING(TableById, Lexicons);
ONLY_OF_LASTING(Phrases, Lexicons);
ONLY_OF_LASTING(Revision, Lexicons);
ONLY_OF_LASTING(ChildrenOf, Analysis);

TEST(Lending, OfTemporariesDoesNotCompile) { SUCCEED() << "proved by the static_asserts above"; }

}  // namespace
}  // namespace entente
