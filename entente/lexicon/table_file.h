// The text of a table: tab-separated lines under comments, one of which names the columns.
// Private to lexicon/.
#pragma once

#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "entente/base/result.h"
#include "entente/lexicon/schema.h"

namespace entente::lexicon_detail {

// A file of a table: where it lies, and how the program's reasons name it.
struct TableFile {
  std::string path;         // "/home/me/entente/data/actors/heads.tsv"
  std::string name;         // "data/actors/heads.tsv"
  std::string relative;     // "actors/heads.tsv"
  std::uint32_t layer = 0;  // 0: data_dir; 1...: the user's folders, which win
};

// The rows of a table, from all its files, as text.
struct TextTable {
  const TableSchema* schema = nullptr;
  std::vector<std::string_view> cells;  // rows * columns
  std::vector<std::uint32_t> file;      // of each row, an index into the list of files
  std::vector<std::uint32_t> line;      // of each row, from 1
  std::deque<std::string> owned;        // cells that were rewritten

  std::uint32_t rows() const { return static_cast<std::uint32_t>(line.size()); }
  std::uint32_t columns() const { return static_cast<std::uint32_t>(schema->columns.size()); }
  std::string_view cell(std::uint32_t row, std::uint32_t column) const {
    return cells[std::size_t{row} * columns() + column];
  }
};

// Every bad line, in the order in which they were found.
class ErrorList {
 public:
  explicit ErrorList(std::vector<Error>& errors) : errors_(errors) {}
  void add(const TableFile& file, std::uint32_t line, std::string message) {
    errors_.push_back({ErrorCode::kBadInput, std::move(message), file.path, line});
  }

 private:
  std::vector<Error>& errors_;
};

// The tables' files under `data_dir`, then under each of `extra_dirs`: every *.tsv, sorted by
// relative name within its layer. Folders that cannot be read are errors; links are followed, once.
std::vector<TableFile> find_table_files(const std::string& data_dir,
                                        std::span<const std::string> extra_dirs,
                                        std::vector<Error>& errors);

// Does `relative` fit the schema's path, in which one `*` stands for anything but a slash?
bool fits_path(std::string_view pattern, std::string_view relative);

// Reads `text` (the bytes of files[file], which must outlive `table`) into rows of `table`. Bad
// lines are reported and left out.
void read_table(const std::vector<TableFile>& files, std::uint32_t file, std::string_view text,
                TextTable& table, ErrorList& errors);

// "a|b" -> a, b. An empty cell has no parts.
template <class Part>
void for_each_part(std::string_view cell, Part&& part) {
  while (!cell.empty()) {
    const std::size_t bar = cell.find('|');
    part(cell.substr(0, bar));
    if (bar == std::string_view::npos) return;
    cell.remove_prefix(bar + 1);
    if (cell.empty()) part(cell);  // "a|" ends with an empty part
  }
}

}  // namespace entente::lexicon_detail
