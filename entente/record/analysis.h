// What read/ knows of a document: sentences, tokens, tags, trees, entities. Columns, one vector a
// field: the stages after it walk them without a pointer to chase. Universal Dependencies v2
// (universaldependencies.org) names the values.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "entente/base/string_pool.h"
#include "entente/record/document.h"

namespace entente {

// UD's 17 parts of speech, in the alphabetical order of the guidelines.
enum class Upos : std::uint8_t {
  kAdj,
  kAdp,
  kAdv,
  kAux,
  kCconj,
  kDet,
  kIntj,
  kNoun,
  kNum,
  kPart,
  kPron,
  kPropn,
  kPunct,
  kSconj,
  kSym,
  kVerb,
  kX,
};
inline constexpr std::size_t kUposCount = 17;
std::string_view to_string(Upos upos);  // "ADJ"
bool parse_upos(std::string_view text, Upos& out);

// UD's 37 relations. A subtype ("nsubj:pass") is kept beside it where the stages need it.
enum class Deprel : std::uint8_t {
  kAcl,
  kAdvcl,
  kAdvmod,
  kAmod,
  kAppos,
  kAux,
  kCase,
  kCc,
  kCcomp,
  kClf,
  kCompound,
  kConj,
  kCop,
  kCsubj,
  kDep,
  kDet,
  kDiscourse,
  kDislocated,
  kExpl,
  kFixed,
  kFlat,
  kGoeswith,
  kIobj,
  kList,
  kMark,
  kNmod,
  kNsubj,
  kNummod,
  kObj,
  kObl,
  kOrphan,
  kParataxis,
  kPunct,
  kReparandum,
  kRoot,
  kVocative,
  kXcomp,
};
inline constexpr std::size_t kDeprelCount = 37;
enum class Subtype : std::uint8_t {
  kNone,
  kPass,
  kOuter,
  kRelcl,
  kPoss,
  kPrt,
  kTmod,
  kUnmarked,
  kAgent,
  kPreconj,
  kPredet,
  kDesc,
  kForeign,
  kOther,
};
inline constexpr std::size_t kSubtypeCount = 14;
std::string_view to_string(Deprel deprel);    // "nsubj"
std::string_view to_string(Subtype subtype);  // "pass"; "" for kNone, "other" for kOther
// "nsubj:pass" -> both; an unknown subtype is kOther; false for an unknown relation.
bool parse_deprel(std::string_view text, Deprel& deprel, Subtype& subtype);

// Kinds of named entity that the coder needs. kNorp: nationalities, religions, political groups
// ("Russian", "Kurds").
enum class EntityType : std::uint8_t { kPer, kOrg, kLoc, kNorp, kMisc };
inline constexpr std::size_t kEntityTypeCount = 5;
std::string_view to_string(EntityType type);  // "PER"

inline constexpr std::uint32_t kNoToken = UINT32_MAX;

// A row a syntactic word. Words of a multiword token ("don't" -> do, n't; "au" -> à, le) that
// cannot be cut by their letters share its span; otherwise each has its own part of it.
struct TokenTable {
  std::vector<std::uint32_t> begin, end;  // bytes of the page, half-open; ascending
  std::vector<std::uint32_t> sentence;    // never falling
  std::vector<std::uint8_t> space_after;  // 1: white space follows in the page
  std::vector<std::uint8_t>
      mwt;  // 1 on each word of a multiword token but the last: "same token goes on"
  std::vector<StringId> form, lower, lemma,
      feats;  // in Analysis::strings; feats as CoNLL-U writes them, "" for "_"
  std::vector<Upos> upos;
  std::vector<std::uint32_t> head;  // row of the governor, kNoToken for a root
  std::vector<Deprel> deprel;
  std::vector<Subtype> subtype;

  std::uint32_t size() const { return static_cast<std::uint32_t>(begin.size()); }
  void clear();
  void resize(std::uint32_t rows);  // new rows: kX, kDep, no head
};

// Tokens [first, last) and the bytes from the first one's begin to the last one's end.
struct Sentence {
  std::uint32_t first = 0, last = 0;
  Span span;
  bool in_title = false;
  bool paragraph_start = false;
};

// Tokens [first, last) that name one thing.
struct Entity {
  std::uint32_t first = 0, last = 0;
  EntityType type = EntityType::kMisc;
  float score = 0;  // 0 to 1
};

// The reader's whole answer for one document. Reused from document to document by one thread;
// clear() keeps memory.
struct Analysis {
  StringPool strings;
  TokenTable tokens;
  std::vector<Sentence> sentences;
  std::vector<Entity> entities;  // ascending, not overlapping

  // Children of `token` are child_list[child_begin[token] .. child_begin[token + 1]), ascending.
  // Made by index_children().
  std::vector<std::uint32_t> child_begin, child_list;

  void clear();
  void index_children();  // linear; after heads are set

  std::string_view form(std::uint32_t token) const& { return strings.view(tokens.form[token]); }
  std::string_view lower(std::uint32_t token) const& { return strings.view(tokens.lower[token]); }
  std::string_view lemma(std::uint32_t token) const& { return strings.view(tokens.lemma[token]); }
  std::string_view feats(std::uint32_t token) const& { return strings.view(tokens.feats[token]); }
  // "Tense", "Past" in "Mood=Ind|Tense=Past": true.
  bool has_feat(std::uint32_t token, std::string_view name, std::string_view value) const;
  Span span(std::uint32_t token) const { return {tokens.begin[token], tokens.end[token]}; }
};

// The children of a token, for range-for.
struct Children {
  const std::uint32_t* first;
  const std::uint32_t* last;
  const std::uint32_t* begin() const { return first; }
  const std::uint32_t* end() const { return last; }
};
inline Children children(const Analysis& analysis, std::uint32_t token) {
  return {analysis.child_list.data() + analysis.child_begin[token],
          analysis.child_list.data() + analysis.child_begin[token + 1]};
}
Children children(const Analysis&&, std::uint32_t) = delete;

}  // namespace entente
