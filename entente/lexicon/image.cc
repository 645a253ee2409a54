// The image file, little-endian throughout:
//
//   0   magic "ENTLEX\r\n"          8   format version        12  CRC-32C of all bytes from 16 on
//   16  length of the file (u64)   24  revision, 12 digits   36  number of sections
//   40  for each section: offset (u64), bytes (u64); each begins at a multiple of 8
//
// A checksum finds damage; it does not find an image made wrong or made to mislead. So each number
// that is followed later (a string's begin, a cell, an edge) is held against its bound here, once,
// and the readers behind trust it. Linear in the image: 20 MB take about 15 ms, half of it the
// checksum (release build; image_test.cc has the bound).
//
// Last the image is asked questions whose answers it carries (kProbes): a program whose Unicode
// tables cut names otherwise than the compiler's would find nothing and say nothing. Tested by
// image_test.cc.
#include "entente/lexicon/image.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <utility>

#include "entente/base/hash.h"
#include "entente/base/utf8.h"
#include "entente/lexicon/pieces.h"
#include "entente/lexicon/schema.h"

namespace entente::lexicon_detail {
namespace {

constexpr std::size_t kChecksumAt = 12, kSizeAt = 16, kRevisionAt = 24, kCountAt = 36,
                      kDirectoryAt = 40, kCheckedFrom = 16;
constexpr std::size_t kHeaderBytes = kDirectoryAt + 16 * kSectionCount;

static_assert(std::endian::native == std::endian::little, "images are little-endian");

template <class T>
T load(std::string_view bytes, std::size_t at) {
  T value;
  std::memcpy(&value, bytes.data() + at, sizeof value);
  return value;
}

// What of the image has been found wrong; the first thing counts.
class Checker {
 public:
  Checker(std::string_view bytes, const std::string& name) : bytes_(bytes), name_(name) {}

  void fail(const char* message, std::uint64_t offset) {
    if (!error_) error_ = Error{ErrorCode::kBadModel, message, name_, offset};
  }
  bool good() const { return !error_; }
  Error error() const { return *error_; }
  std::uint64_t offset_of(const void* p) const {
    return static_cast<std::uint64_t>(static_cast<const char*>(p) - bytes_.data());
  }

  // Every word is below `limit`, or kNone where `none` says that it may be.
  void below(Words words, std::uint64_t limit, const char* message, bool none = false) {
    for (const std::uint32_t& word : words)
      if (word >= limit && !(none && word == kNone)) return fail(message, offset_of(&word));
  }
  // Begins at 0, never falls, ends at `end`.
  void ladder(Words words, std::uint64_t end, const char* message) {
    std::uint32_t last = 0;
    if (words.empty() || words.front() != 0)
      return fail(message, words.empty() ? 0 : offset_of(words.data()));
    for (const std::uint32_t& word : words) {
      if (word < last) return fail(message, offset_of(&word));
      last = word;
    }
    if (last != end) fail(message, offset_of(&words.back()));
  }

 private:
  std::string_view bytes_;
  std::string name_;
  std::optional<Error> error_;
};

// Takes the parts of a section in turn; a part that is not there is an error.
class Cutter {
 public:
  Cutter(Words words, Checker& checker) : words_(words), checker_(checker) {}
  Words take(std::uint64_t count) {
    if (count > words_.size()) {
      checker_.fail("section too short", checker_.offset_of(words_.data()));
      return {};
    }
    const Words part = words_.first(count);
    words_ = words_.subspan(count);
    return part;
  }

 private:
  Words words_;
  Checker& checker_;
};

Words words_of(std::string_view bytes) {
  return {reinterpret_cast<const std::uint32_t*>(bytes.data()), bytes.size() / 4};
}

template <class Record>
std::span<const Record> records_of(std::string_view bytes, Checker& checker) {
  static_assert(sizeof(Record) % 4 == 0 && alignof(Record) == 4);
  if (bytes.size() % sizeof(Record) != 0)
    checker.fail("section of a wrong length", checker.offset_of(bytes.data()));
  return {reinterpret_cast<const Record*>(bytes.data()), bytes.size() / sizeof(Record)};
}

// Checks the header and cuts the file into its sections.
std::array<std::string_view, kSectionCount> cut_sections(std::string_view bytes, Checker& checker) {
  std::array<std::string_view, kSectionCount> sections{};
  const auto fail = [&](const char* message, std::uint64_t offset) {
    checker.fail(message, offset);
    return std::array<std::string_view, kSectionCount>{};
  };
  if (bytes.size() < kHeaderBytes) return fail("too short for a lexicon image", bytes.size());
  if (!bytes.starts_with(kMagic)) return fail("no lexicon image: wrong magic", 0);
  if (load<std::uint32_t>(bytes, kMagic.size()) != kFormatVersion)
    return fail("lexicon image of another format version; compile it again", kMagic.size());
  if (load<std::uint64_t>(bytes, kSizeAt) != bytes.size())
    return fail("lexicon image cut short or grown", kSizeAt);
  if (load<std::uint32_t>(bytes, kChecksumAt) != crc32c(bytes.substr(kCheckedFrom)))
    return fail("lexicon image damaged: wrong checksum", kChecksumAt);
  if (load<std::uint32_t>(bytes, kCountAt) != kSectionCount)
    return fail("wrong number of sections", kCountAt);
  for (std::size_t i = 0; i < kSectionCount; ++i) {
    const std::size_t at = kDirectoryAt + 16 * i;
    const auto offset = load<std::uint64_t>(bytes, at), size = load<std::uint64_t>(bytes, at + 8);
    if (offset % 8 != 0 || offset > bytes.size() || size > bytes.size() - offset)
      return fail("section outside of the image", at);
    if (size % 4 != 0 && static_cast<Section>(i) != Section::kBlob)
      return fail("section of a broken length", at + 8);
    sections[i] = bytes.substr(offset, size);
  }
  return sections;
}

void check_strings(const Image& image, Checker& checker) {
  checker.ladder(image.strings, image.blob.size(), "strings out of order");
  if (const std::size_t bad = find_invalid_utf8(image.blob); bad != std::string_view::npos)
    checker.fail("text is no UTF-8", checker.offset_of(image.blob.data()) + bad);
  if (!checker.good()) return;
  for (const std::uint32_t& begin : image.strings)
    if (begin < image.blob.size() && (static_cast<unsigned char>(image.blob[begin]) & 0xC0) == 0x80)
      return checker.fail("string begins inside a character", checker.offset_of(&begin));
}

void check_column(const Image& image, const TableRecord& table, const ColumnRecord& column,
                  std::uint64_t strings, Checker& checker) {
  const auto kind = static_cast<ColumnKind>(column.kind);
  const std::uint64_t words = (kind == ColumnKind::kReal ? 2u : 1u) * std::uint64_t{table.rows};
  if (column.name >= strings || column.kind > static_cast<std::uint32_t>(ColumnKind::kSource) ||
      column.cells > image.cells.size() || words > image.cells.size() - column.cells)
    return checker.fail("column outside of the image", checker.offset_of(&column));
  if (kind != ColumnKind::kReal && kind != ColumnKind::kNumber && kind != ColumnKind::kDay)
    checker.below(image.cells.subspan(column.cells, words), strings, "cell names no string");
}

void check_tables(const Image& image, Checker& checker) {
  const std::uint64_t strings = image.strings.size() - 1;
  checker.below(image.files, strings, "file names no string");
  for (const TableRecord& table : image.tables) {
    if (table.name >= strings || table.first_column > image.columns.size() ||
        table.columns > image.columns.size() - table.first_column ||
        table.places > image.cells.size() ||
        std::uint64_t{table.rows} * 2 > image.cells.size() - table.places)
      return checker.fail("table outside of the image", checker.offset_of(&table));
    checker.below(image.cells.subspan(table.places, table.rows), image.files.size(),
                  "row of no file");
    for (std::uint32_t i = 0; i < table.columns; ++i)
      check_column(image, table, image.columns[table.first_column + i], strings, checker);
  }
}

void check_vocabulary(const Image& image, Checker& checker) {
  const std::uint64_t pieces = image.pieces.size();
  checker.below(image.pieces, image.strings.size() - 1, "piece names no string");
  const std::size_t slots = image.slots.size() / 2;
  if (image.slots.size() % 2 != 0 || !std::has_single_bit(slots) || slots <= pieces)
    return checker.fail("vocabulary of a wrong size", checker.offset_of(image.slots.data()));
  std::uint64_t used = 0;
  for (std::size_t i = 0; i < slots; ++i) {
    if (image.slots[2 * i] > pieces)
      return checker.fail("slot names no piece", checker.offset_of(&image.slots[2 * i]));
    used += image.slots[2 * i] != 0;
  }
  if (used != pieces) checker.fail("vocabulary incomplete", checker.offset_of(image.slots.data()));
}

void check_edges(const Trie& trie, std::uint64_t nodes, std::uint64_t pieces, Checker& checker) {
  checker.below(trie.edge_piece, pieces, "edge by no piece");
  checker.below(trie.edge_target, nodes, "edge to no node");
  for (std::uint32_t node = 0; node < nodes; ++node)
    for (std::uint32_t e = trie.edge_begin[node]; e < trie.edge_begin[node + 1]; ++e) {
      const bool sorted = e == trie.edge_begin[node] || trie.edge_piece[e - 1] < trie.edge_piece[e];
      if (!sorted || trie.edge_target[e] <= node)
        return checker.fail("edges out of order", checker.offset_of(&trie.edge_piece[e]));
    }
}

void check_entries(const Image& image, const Trie& trie, Checker& checker) {
  checker.below(trie.entry_table, image.tables.size(), "entry of no table");
  checker.below(trie.entry_form, image.strings.size() - 1, "entry names no string");
  if (!checker.good()) return;
  for (std::size_t i = 0; i < trie.entry_row.size(); ++i)
    if (trie.entry_row[i] >= image.tables[trie.entry_table[i]].rows)
      return checker.fail("entry of no row", checker.offset_of(&trie.entry_row[i]));
}

// Cuts the arrays of one trie out of kTries and checks them.
Trie make_trie(const Image& image, const IndexRecord& record, Words tries, Checker& checker) {
  Trie trie;
  if (record.nodes == 0 || record.offset > tries.size() ||
      record.name >= image.strings.size() - 1) {
    checker.fail("index outside of the image", checker.offset_of(&record));
    return trie;
  }
  Cutter cut(tries.subspan(record.offset), checker);
  trie.name = record.name;
  trie.edge_begin = cut.take(std::uint64_t{record.nodes} + 1);
  trie.edge_piece = cut.take(record.edges);
  trie.edge_target = cut.take(record.edges);
  trie.node_phrase = cut.take(record.nodes);
  trie.entry_begin = cut.take(std::uint64_t{record.phrases} + 1);
  trie.entry_table = cut.take(record.entries);
  trie.entry_row = cut.take(record.entries);
  trie.entry_form = cut.take(record.entries);
  if (!checker.good()) return trie;
  checker.ladder(trie.edge_begin, record.edges, "edges of a trie out of order");
  checker.ladder(trie.entry_begin, record.entries, "entries of a trie out of order");
  checker.below(trie.node_phrase, record.phrases, "node of no phrase", true);
  if (checker.good()) check_edges(trie, record.nodes, image.pieces.size(), checker);
  if (checker.good()) check_entries(image, trie, checker);
  return trie;
}

void check_roots(const Image& image, Checker& checker) {
  const std::size_t pieces = image.pieces.size();
  if (image.roots.size() < pieces + 1 || (image.roots.size() - pieces - 1) % 2 != 0)
    return checker.fail("roots of a wrong length", checker.offset_of(image.roots.data()));
  const Words pairs = image.roots.subspan(pieces + 1);
  checker.ladder(image.roots.first(pieces + 1), pairs.size() / 2, "roots out of order");
  for (std::size_t i = 0; i + 1 < pairs.size(); i += 2)
    if (pairs[i] >= image.tries.size() || pairs[i + 1] >= image.tries[pairs[i]].node_phrase.size())
      return checker.fail("root to no node", checker.offset_of(&pairs[i]));
}

void try_probes(const Image& image, Checker& checker) {
  for (const ProbeRecord& probe : image.probes) {
    if (probe.index >= image.tries.size() || probe.text >= image.strings.size() - 1)
      return checker.fail("self-test outside of the image", checker.offset_of(&probe));
    if (image.phrase(probe.index, image.string(probe.text)) != probe.phrase)
      return checker.fail("self-test failed: made with other Unicode tables; compile it again",
                          checker.offset_of(&probe));
  }
}

}  // namespace

std::uint32_t Trie::step(std::uint32_t node, std::uint32_t piece) const {
  const auto first = edge_piece.begin() + edge_begin[node];
  const auto last = edge_piece.begin() + edge_begin[node + 1];
  const auto it = std::lower_bound(first, last, piece);
  return it != last && *it == piece ? edge_target[static_cast<std::size_t>(it - edge_piece.begin())]
                                    : kNone;
}

std::uint32_t Image::piece(std::string_view key) const {
  const std::uint64_t hash = hash64(key);
  const auto tag = static_cast<std::uint32_t>(hash >> 32);
  const std::size_t mask = slots.size() / 2 - 1;
  for (std::size_t i = hash & mask;; i = (i + 1) & mask) {  // a free slot ends it: slots > pieces
    const std::uint32_t id = slots[2 * i];
    if (id == 0) return kNone;
    if (slots[2 * i + 1] == tag && string(pieces[id - 1]) == key) return id - 1;
  }
}

std::uint32_t Image::root_step(std::uint32_t index, std::uint32_t piece) const {
  const Words pairs = roots.subspan(pieces.size() + 1);
  for (std::uint32_t i = roots[piece]; i < roots[piece + 1]; ++i)
    if (pairs[2 * i] == index) return pairs[2 * i + 1];
  return kNone;
}

std::uint32_t Image::phrase(std::uint32_t index, std::string_view text) const {
  std::string key;
  std::uint32_t node = 0;  // the root: no phrase ends there
  for_each_piece(text, key, [&](std::string_view run) {
    if (node == kNone) return;
    const std::uint32_t id = piece(run);
    if (id == kNone)
      node = kNone;
    else
      node = node == 0 ? root_step(index, id) : tries[index].step(node, id);
  });
  return node == kNone || node == 0 ? kNone : tries[index].node_phrase[node];
}

Result<Image> Image::open(std::string_view bytes, const std::string& name) {
  Checker checker(bytes, name);
  const auto sections = cut_sections(bytes, checker);
  if (!checker.good()) return checker.error();
  const auto section = [&](Section s) { return sections[static_cast<std::size_t>(s)]; };
  Image image;
  image.revision = bytes.substr(kRevisionAt, kRevisionDigits);
  image.blob = section(Section::kBlob);
  image.strings = words_of(section(Section::kStrings));
  image.files = words_of(section(Section::kFiles));
  image.cells = words_of(section(Section::kCells));
  image.pieces = words_of(section(Section::kPieces));
  image.slots = words_of(section(Section::kSlots));
  image.roots = words_of(section(Section::kRoots));
  image.tables = records_of<TableRecord>(section(Section::kTables), checker);
  image.columns = records_of<ColumnRecord>(section(Section::kColumns), checker);
  image.probes = records_of<ProbeRecord>(section(Section::kProbes), checker);
  check_strings(image, checker);
  if (checker.good()) check_tables(image, checker);
  if (checker.good()) check_vocabulary(image, checker);
  if (!checker.good()) return checker.error();
  for (const auto& record : records_of<IndexRecord>(section(Section::kIndexes), checker)) {
    image.tries.push_back(make_trie(image, record, words_of(section(Section::kTries)), checker));
    if (!checker.good()) return checker.error();
  }
  for (const TableRecord& table : image.tables)
    if (table.index != kNone && table.index >= image.tries.size())
      checker.fail("table of no index", checker.offset_of(&table));
  check_roots(image, checker);
  if (checker.good()) try_probes(image, checker);
  if (!checker.good()) return checker.error();
  return image;
}

std::string write_image(std::string_view revision,
                        const std::array<std::string_view, kSectionCount>& sections) {
  std::string out(kHeaderBytes, '\0');
  const auto put = [&](std::size_t at, auto value) {
    std::memcpy(out.data() + at, &value, sizeof value);
  };
  std::memcpy(out.data(), kMagic.data(), kMagic.size());
  std::memcpy(out.data() + kRevisionAt, revision.data(), kRevisionDigits);
  put(kMagic.size(), kFormatVersion);
  put(kCountAt, static_cast<std::uint32_t>(kSectionCount));
  for (std::size_t i = 0; i < kSectionCount; ++i) {
    out.resize((out.size() + 7) / 8 * 8);
    put(kDirectoryAt + 16 * i, static_cast<std::uint64_t>(out.size()));
    put(kDirectoryAt + 16 * i + 8, static_cast<std::uint64_t>(sections[i].size()));
    out += sections[i];
  }
  put(kSizeAt, static_cast<std::uint64_t>(out.size()));
  put(kChecksumAt, crc32c(std::string_view(out).substr(kCheckedFrom)));
  return out;
}

}  // namespace entente::lexicon_detail
