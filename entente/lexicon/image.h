// The compiled image as it lies in memory: sections of 32-bit words, all checked when it is opened.
// docs/formats/lexicon.md has the layout byte by byte. Private to lexicon/.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "entente/base/file.h"
#include "entente/base/result.h"

namespace entente::lexicon_detail {

using Words = std::span<const std::uint32_t>;

inline constexpr std::string_view kMagic = "ENTLEX\r\n";
inline constexpr std::uint32_t kFormatVersion = 1;
inline constexpr std::uint32_t kNone = UINT32_MAX;
inline constexpr std::size_t kRevisionDigits = 12;

// The sections, each there once, in this order.
enum class Section : std::uint32_t {
  kStrings,  // begin of each string in the blob, and the blob's end
  kBlob,     // UTF-8
  kFiles,    // strings: "data/actors/heads.tsv"
  kTables,   // TableRecord each
  kColumns,  // ColumnRecord each
  kCells,    // the columns, one after another
  kPieces,   // strings: the vocabulary
  kSlots,    // open addressing over kPieces: id + 1 (0: free), high half of hash64
  kRoots,  // where each piece begins a phrase: begin[pieces + 1], then pairs (index, node) by index
  kIndexes,  // IndexRecord each
  kTries,    // the tries' arrays, one after another
  kProbes,   // self-test: index, string, phrase
};
inline constexpr std::size_t kSectionCount = 12;

// All of these are words only, so that they are read where they lie.
struct TableRecord {
  std::uint32_t name, rows, columns, first_column;
  std::uint32_t index;   // or kNone
  std::uint32_t places;  // in kCells: the file of each row, then the line of each
};
struct ColumnRecord {
  std::uint32_t name, kind;
  std::uint32_t cells;  // in kCells: `rows` words; of kind real, 2 * rows: the low and the high
                        // half of each double
};
struct IndexRecord {
  std::uint32_t name, nodes, edges, phrases, entries;
  std::uint32_t offset;  // in kTries
};
struct ProbeRecord {
  std::uint32_t index, text, phrase;
};

// A trie in CSR form. Node 0 is the root.
struct Trie {
  std::uint32_t name = 0;
  Words edge_begin;   // nodes + 1
  Words edge_piece;   // ascending within a node
  Words edge_target;  // always above the edge's own node
  Words node_phrase;  // or kNone
  Words entry_begin;  // phrases + 1
  Words entry_table, entry_row, entry_form;

  // The node behind `node` by `piece`, or kNone. A binary search in the node's edges.
  std::uint32_t step(std::uint32_t node, std::uint32_t piece) const;
};

// `bytes` must outlive it, or lie in `file`. Immutable once open.
struct Image {
  // Checks everything that is followed later: after this no word of the image can lead outside of
  // it.
  static Result<Image> open(std::string_view bytes, const std::string& name);

  std::string_view string(std::uint32_t id) const {
    return blob.substr(strings[id], strings[id + 1] - strings[id]);
  }
  std::uint32_t piece(std::string_view key) const;  // id or kNone
  // Node of the trie `index` behind its root by `piece`, or kNone.
  std::uint32_t root_step(std::uint32_t index, std::uint32_t piece) const;
  // The phrase of exactly these words, or kNone.
  std::uint32_t phrase(std::uint32_t index, std::string_view text) const;

  std::optional<MappedFile> file;                     // where the bytes lie, if in a file,
  std::unique_ptr<std::vector<std::uint64_t>> owned;  // or here
  std::string_view revision, blob;
  Words strings, files, cells, pieces, slots, roots;
  std::span<const TableRecord> tables;
  std::span<const ColumnRecord> columns;
  std::vector<Trie> tries;
  std::span<const ProbeRecord> probes;
};

// Puts sections into a file: header, directory, checksum. `sections` in the order of Section.
std::string write_image(std::string_view revision,
                        const std::array<std::string_view, kSectionCount>& sections);

}  // namespace entente::lexicon_detail
