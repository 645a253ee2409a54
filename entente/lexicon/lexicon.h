// The door of lexicon/: checked text tables (data/**.tsv) compiled to one image, mapped when the
// program runs.
//
// A table is a tab-separated file that a political scientist can read and change
// (docs/formats/lexicon.md); schema.h lists the tables, their columns and checks. Columns of the
// kind "forms" hold phrases parted by `|` and enter a phrase index; several tables may share one
// index, so that the longest name wins whatever table it stands in.
//
// Matching is by pieces: a phrase and a text are both cut into runs of letters and digits, each
// under its name_key()
// ("Côte d’Ivoire" -> cote d ivoire; "al-Assad" -> al assad; "U.S." -> u s), so that hyphens,
// accents, apostrophes and the tokenizer's taste do not matter. Case is the caller's to check: a
// hit gives back the form as the table writes it.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "entente/base/date.h"
#include "entente/base/result.h"

namespace entente {

namespace lexicon_detail {
struct Image;
}

// The id of a piece in the image's vocabulary; kNoPiece: no phrase of any index holds it.
using PieceId = std::uint32_t;
inline constexpr PieceId kNoPiece = UINT32_MAX;

// The pieces of a document's tokens, made once a document; memory is kept.
struct PieceTable {
  std::vector<PieceId> piece;        // all pieces in order
  std::vector<std::uint32_t> token;  // the token of each
  std::vector<std::uint32_t>
      first_piece;  // of each token, and one past the last: tokens + 1 entries
  std::string key;  // scratch: the name_key of the token at hand
  void clear();
};

// One table of the image. A light view: copy it. Valid while its Lexicons lives.
class TableView {
 public:
  std::uint32_t rows() const;
  std::string_view name() const;
  std::uint32_t id() const { return table_; }  // PhraseEntry::table
  // The column's index; asserts that it exists: names are literals of ours, held against the schema
  // by a test.
  std::uint32_t column(std::string_view name) const;
  std::string_view text(std::uint32_t row,
                        std::uint32_t column) const;  // "" where the file leaves it empty
  // Kinds number and day. An empty day is kDayMin, in a column named `until` kDayMax.
  std::int32_t number(std::uint32_t row, std::uint32_t column) const;
  double real(std::uint32_t row, std::uint32_t column) const;  // kind real
  // Where it stands: "data/actors/heads.tsv:120".
  std::string place(std::uint32_t row) const;

 private:
  friend class Lexicons;
  const lexicon_detail::Image* image_ = nullptr;
  std::uint32_t table_ = 0;
};

// An entry of a phrase index: a row of a table, and the form by which it was found. A row stands
// there once for each of its forms that is cut into these pieces ("COTE D'IVOIRE|Côte d'Ivoire":
// twice). Entries go by table, row and column.
struct PhraseEntry {
  std::uint32_t table = 0;  // for Lexicons::table(id)
  std::uint32_t row = 0;
  std::string_view form;  // as the table writes it: for checks of case
};

struct PhraseHit {
  std::uint32_t first = 0, last = 0;  // tokens [first, last)
  std::uint32_t phrase = 0;           // for PhraseIndex::entries
};

// A trie of phrases. A light view: copy it.
class PhraseIndex {
 public:
  // Appends the phrases that begin with token `at`, shortest first; each begins and ends with a
  // token. Linear in the longest phrase that goes on matching, whatever the size of the tables.
  void find(const PieceTable& pieces, std::uint32_t at, std::vector<PhraseHit>& out) const;
  // The phrase of exactly these pieces, e.g. of a lemma; none: an empty span of entries.
  std::vector<PhraseEntry> lookup(std::string_view phrase) const;
  std::uint32_t entry_count(std::uint32_t phrase) const;
  PhraseEntry entry(std::uint32_t phrase, std::uint32_t i) const;

 private:
  friend class Lexicons;
  const lexicon_detail::Image* image_ = nullptr;
  std::uint32_t index_ = 0;
};

// The image. Immutable; all threads may share it.
class Lexicons {
 public:
  // Maps an image file and checks magic, version, checksum and every offset. kBadModel names file
  // and byte.
  static Result<Lexicons> open(const std::string& path);
  // The same from bytes that must outlive it (tests, embedding); 8-byte aligned.
  static Result<Lexicons> from_bytes(std::string_view bytes, const std::string& name);

  // The tables under `data_dir` and those of `extra_dirs`, compiled in memory (about half a
  // second): a user's --lexicon. Each bad line is added to `bad`, by file and line; kBadInput says
  // how many there were.
  static Result<Lexicons> compile(const std::string& data_dir,
                                  std::span<const std::string> extra_dirs, std::vector<Error>& bad);

  Lexicons(Lexicons&&) noexcept;
  Lexicons& operator=(Lexicons&&) noexcept;
  ~Lexicons();

  // kNotFound for an image that lacks it. The views stay valid when this object is moved.
  Result<TableView> table(std::string_view name) const&;
  Result<TableView> table(std::string_view name) const&& = delete;
  TableView table(std::uint32_t id) const&;
  TableView table(std::uint32_t id) const&& = delete;
  Result<PhraseIndex> phrases(std::string_view index) const&;
  Result<PhraseIndex> phrases(std::string_view index) const&& = delete;
  // The data's revision: the first 12 hexadecimal digits of the SHA-256 of all tables; part of the
  // record's `coder`.
  std::string_view revision() const&;
  std::string_view revision() const&& = delete;

  // Cuts tokens into pieces. begin/end: bytes of `page`, as many as there are tokens. Tokens
  // without a letter or digit have no piece, and phrases run across them ("al - Assad").
  void make_pieces(std::string_view page, std::span<const std::uint32_t> begin,
                   std::span<const std::uint32_t> end, PieceTable& out) const;
  PieceId piece_id(std::string_view key) const;

 private:
  Lexicons();
  std::unique_ptr<lexicon_detail::Image> image_;
};

// Reads, checks and compiles the tables under `data_dir` (and `extra_dirs`, the user's, same
// relative names, whose rows come after and win where a key is unique) to an image. Every bad line
// is reported, not only the first: all errors, by file and line.
struct CompileOutcome {
  std::string image;
  std::vector<Error> errors;  // empty: the image is good
};
CompileOutcome compile_lexicons(const std::string& data_dir,
                                std::span<const std::string> extra_dirs);

}  // namespace entente
