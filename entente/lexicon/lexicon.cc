// The door: views over the checked image. All the work was done when it was compiled (compile.cc)
// and opened (image.cc); here a cell is one load, a piece one probe of the vocabulary, and a phrase
// one binary search a piece. The first step of a phrase is the one made at every token, in every
// index, and mostly in vain: it is answered by kRoots, a short list of the few indexes in which a
// piece begins a phrase, instead of a search among a root's hundred thousand edges. Tested by
// lexicon_test.cc.
#include "entente/lexicon/lexicon.h"

#include <bit>
#include <cassert>
#include <cstring>
#include <iterator>
#include <utility>

#include "entente/lexicon/image.h"
#include "entente/lexicon/pieces.h"
#include "entente/lexicon/schema.h"

namespace entente {

using lexicon_detail::Image;
using lexicon_detail::kNone;

static_assert(kNoPiece == kNone);

void PieceTable::clear() {
  piece.clear();
  token.clear();
  first_piece.clear();
}

std::uint32_t TableView::rows() const { return image_->tables[table_].rows; }
std::string_view TableView::name() const { return image_->string(image_->tables[table_].name); }

std::uint32_t TableView::column(std::string_view name) const {
  const auto& table = image_->tables[table_];
  for (std::uint32_t i = 0; i < table.columns; ++i)
    if (image_->string(image_->columns[table.first_column + i].name) == name) return i;
  assert(false && "no such column: see schema.cc");
  return 0;
}

namespace {

const lexicon_detail::ColumnRecord& column_of(const Image& image, std::uint32_t table,
                                              std::uint32_t column) {
  assert(column < image.tables[table].columns);
  return image.columns[image.tables[table].first_column + column];
}

[[maybe_unused]] bool is_kind(const lexicon_detail::ColumnRecord& column, ColumnKind kind) {
  return column.kind == static_cast<std::uint32_t>(kind);
}

}  // namespace

std::string_view TableView::text(std::uint32_t row, std::uint32_t column) const {
  const auto& record = column_of(*image_, table_, column);
  assert(row < rows() && !is_kind(record, ColumnKind::kNumber) &&
         !is_kind(record, ColumnKind::kDay) && !is_kind(record, ColumnKind::kReal));
  return image_->string(image_->cells[record.cells + row]);
}

std::int32_t TableView::number(std::uint32_t row, std::uint32_t column) const {
  const auto& record = column_of(*image_, table_, column);
  assert(row < rows() &&
         (is_kind(record, ColumnKind::kNumber) || is_kind(record, ColumnKind::kDay)));
  return std::bit_cast<std::int32_t>(image_->cells[record.cells + row]);
}

double TableView::real(std::uint32_t row, std::uint32_t column) const {
  const auto& record = column_of(*image_, table_, column);
  assert(row < rows() && is_kind(record, ColumnKind::kReal));
  const std::size_t at = record.cells + std::size_t{2} * row;
  const std::uint64_t bits = image_->cells[at] | std::uint64_t{image_->cells[at + 1]} << 32;
  return std::bit_cast<double>(bits);
}

std::string TableView::place(std::uint32_t row) const {
  const auto& table = image_->tables[table_];
  assert(row < table.rows);
  const std::uint32_t file = image_->cells[table.places + row];
  const std::uint32_t line = image_->cells[std::size_t{table.places} + table.rows + row];
  return std::string(image_->string(image_->files[file])) + ":" + std::to_string(line);
}

void PhraseIndex::find(const PieceTable& pieces, std::uint32_t at,
                       std::vector<PhraseHit>& out) const {
  assert(at + 1 < pieces.first_piece.size());
  std::uint32_t p = pieces.first_piece[at];
  if (p == pieces.first_piece[at + 1] || pieces.piece[p] == kNoPiece) return;
  const lexicon_detail::Trie& trie = image_->tries[index_];
  std::uint32_t node = image_->root_step(index_, pieces.piece[p]);
  while (node != kNone) {
    const std::uint32_t token = pieces.token[p++];
    const bool token_ends = p == pieces.piece.size() || pieces.token[p] != token;
    if (token_ends && trie.node_phrase[node] != kNone)
      out.push_back({at, token + 1, trie.node_phrase[node]});
    if (p == pieces.piece.size() || pieces.piece[p] == kNoPiece) return;
    node = trie.step(node, pieces.piece[p]);
  }
}

std::vector<PhraseEntry> PhraseIndex::lookup(std::string_view phrase) const {
  std::vector<PhraseEntry> entries;
  const std::uint32_t id = image_->phrase(index_, phrase);
  if (id == kNone) return entries;
  for (std::uint32_t i = 0; i < entry_count(id); ++i) entries.push_back(entry(id, i));
  return entries;
}

std::uint32_t PhraseIndex::entry_count(std::uint32_t phrase) const {
  const lexicon_detail::Trie& trie = image_->tries[index_];
  return trie.entry_begin[phrase + 1] - trie.entry_begin[phrase];
}

PhraseEntry PhraseIndex::entry(std::uint32_t phrase, std::uint32_t i) const {
  const lexicon_detail::Trie& trie = image_->tries[index_];
  assert(i < entry_count(phrase));
  const std::uint32_t at = trie.entry_begin[phrase] + i;
  return {trie.entry_table[at], trie.entry_row[at], image_->string(trie.entry_form[at])};
}

Lexicons::Lexicons() = default;
Lexicons::Lexicons(Lexicons&&) noexcept = default;
Lexicons& Lexicons::operator=(Lexicons&&) noexcept = default;
Lexicons::~Lexicons() = default;

Result<Lexicons> Lexicons::open(const std::string& path) {
  ENTENTE_TRY(MappedFile file, MappedFile::open(path));
  ENTENTE_TRY(Lexicons lexicons, from_bytes(file.bytes(), path));
  lexicons.image_->file = std::move(file);
  return lexicons;
}

Result<Lexicons> Lexicons::from_bytes(std::string_view bytes, const std::string& name) {
  assert(reinterpret_cast<std::uintptr_t>(bytes.data()) % 8 == 0);
  ENTENTE_TRY(Image image, Image::open(bytes, name));
  Lexicons lexicons;
  lexicons.image_ = std::make_unique<Image>(std::move(image));
  return lexicons;
}

Result<Lexicons> Lexicons::compile(const std::string& data_dir,
                                   std::span<const std::string> extra_dirs,
                                   std::vector<Error>& bad) {
  CompileOutcome outcome = compile_lexicons(data_dir, extra_dirs);
  if (!outcome.errors.empty()) {
    const std::string count = std::to_string(outcome.errors.size());
    bad.insert(bad.end(), std::move_iterator(outcome.errors.begin()),
               std::move_iterator(outcome.errors.end()));
    return Error{ErrorCode::kBadInput, "bad lines in the tables: " + count,
                 extra_dirs.empty() ? data_dir : extra_dirs.front(), 0};
  }
  auto bytes = std::make_unique<std::vector<std::uint64_t>>((outcome.image.size() + 7) /
                                                            8);  // aligned as an image must be
  std::memcpy(bytes->data(), outcome.image.data(), outcome.image.size());
  ENTENTE_TRY(
      Lexicons lexicons,
      from_bytes({reinterpret_cast<const char*>(bytes->data()), outcome.image.size()}, data_dir));
  lexicons.image_->owned = std::move(bytes);
  return lexicons;
}

Result<TableView> Lexicons::table(std::string_view name) const& {
  for (std::uint32_t i = 0; i < image_->tables.size(); ++i)
    if (image_->string(image_->tables[i].name) == name) return table(i);
  return Error{ErrorCode::kNotFound, "the lexicon image lacks the table " + std::string(name), ""};
}

TableView Lexicons::table(std::uint32_t id) const& {
  assert(id < image_->tables.size());
  TableView view;
  view.image_ = image_.get();
  view.table_ = id;
  return view;
}

Result<PhraseIndex> Lexicons::phrases(std::string_view index) const& {
  for (std::uint32_t i = 0; i < image_->tries.size(); ++i) {
    if (image_->string(image_->tries[i].name) != index) continue;
    PhraseIndex view;
    view.image_ = image_.get();
    view.index_ = i;
    return view;
  }
  return Error{ErrorCode::kNotFound, "the lexicon image lacks the index " + std::string(index), ""};
}

std::string_view Lexicons::revision() const& { return image_->revision; }

PieceId Lexicons::piece_id(std::string_view key) const { return image_->piece(key); }

void Lexicons::make_pieces(std::string_view page, std::span<const std::uint32_t> begin,
                           std::span<const std::uint32_t> end, PieceTable& out) const {
  assert(begin.size() == end.size());
  out.clear();
  for (std::size_t i = 0; i < begin.size(); ++i) {
    out.first_piece.push_back(static_cast<std::uint32_t>(out.piece.size()));
    const std::string_view token = page.substr(begin[i], end[i] - begin[i]);
    lexicon_detail::for_each_piece(token, out.key, [&](std::string_view run) {
      out.piece.push_back(image_->piece(run));
      out.token.push_back(static_cast<std::uint32_t>(i));
    });
  }
  out.first_piece.push_back(static_cast<std::uint32_t>(out.piece.size()));
}

}  // namespace entente
