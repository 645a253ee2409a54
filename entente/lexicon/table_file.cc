// A table's file is read in one pass. Its form is as plain as a form can be, so that a mistake is
// found where it was made: no quotes, no escapes, no defaults. A line is
//   blank             skipped
//   # ...             a comment; the last one before the first row names the columns, parted by
//   tabs anything else     a row: exactly as many cells as there are columns, each without a blank
//   at either end
// Windows line ends and a byte order mark are let pass: spreadsheets leave them.
// Tested by table_file_test.cc.
#include "entente/lexicon/table_file.h"

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "entente/base/utf8.h"

namespace entente::lexicon_detail {
namespace {

namespace fs = std::filesystem;

void find_in_layer(const std::string& dir, const std::string& prefix, std::uint32_t layer,
                   std::vector<TableFile>& files, std::vector<Error>& errors) {
  std::error_code code;
  const std::size_t first = files.size();
  fs::recursive_directory_iterator it(dir, code), end;
  for (; !code && it != end; it.increment(code)) {
    if (it->path().extension() != ".tsv" || !it->is_regular_file(code)) continue;
    const std::string relative = it->path().lexically_relative(dir).generic_string();
    files.push_back({it->path().string(), prefix + "/" + relative, relative, layer});
  }
  if (code) errors.push_back({ErrorCode::kIo, "cannot read the folder: " + code.message(), dir, 0});
  std::sort(files.begin() + static_cast<std::ptrdiff_t>(first), files.end(),
            [](const TableFile& a, const TableFile& b) { return a.relative < b.relative; });
}

// Takes the next line off `text`, without its end.
std::string_view next_line(std::string_view& text) {
  const std::size_t newline = text.find('\n');
  std::string_view line = text.substr(0, newline);
  text.remove_prefix(newline == std::string_view::npos ? text.size() : newline + 1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

void split_cells(std::string_view line, std::vector<std::string_view>& cells) {
  cells.clear();
  for (;;) {
    const std::size_t tab = line.find('\t');
    cells.push_back(line.substr(0, tab));
    if (tab == std::string_view::npos) return;
    line.remove_prefix(tab + 1);
  }
}

std::string names_of(const TableSchema& schema) {
  std::string names;
  for (const ColumnSchema& column : schema.columns) {
    if (!names.empty()) names += ", ";
    names += column.name;
  }
  return names;
}

// Does `comment` name the schema's columns?
bool names_columns(std::string_view comment, const TableSchema& schema) {
  comment.remove_prefix(std::min(comment.find_first_not_of("# "), comment.size()));
  std::vector<std::string_view> names;
  split_cells(comment, names);
  return std::equal(
      names.begin(), names.end(), schema.columns.begin(), schema.columns.end(),
      [](std::string_view name, const ColumnSchema& column) { return name == column.name; });
}

// Nothing if the bytes of `line` can be a row's, otherwise what is wrong with them.
std::string check_bytes(std::string_view line) {
  if (const std::size_t bad = find_invalid_utf8(line); bad != std::string_view::npos)
    return "malformed UTF-8 at byte " + std::to_string(bad + 1) + " of the line";
  for (std::size_t i = 0; i < line.size(); ++i)
    if (static_cast<unsigned char>(line[i]) < 0x20 && line[i] != '\t')
      return "control character at byte " + std::to_string(i + 1) + " of the line";
  return {};
}

std::string check_cells(const std::vector<std::string_view>& cells, const TableSchema& schema) {
  if (cells.size() != schema.columns.size())
    return std::to_string(cells.size()) + " cells, expected " +
           std::to_string(schema.columns.size()) + ": " + names_of(schema);
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const std::string column = "column " + std::string(schema.columns[i].name);
    if (cells[i].starts_with(' ') || cells[i].ends_with(' '))
      return column + " begins or ends with a blank";
    if (cells[i].size() > kMaxCellBytes) return column + " is longer than 64 KiB";
  }
  return {};
}

}  // namespace

std::vector<TableFile> find_table_files(const std::string& data_dir,
                                        std::span<const std::string> extra_dirs,
                                        std::vector<Error>& errors) {
  std::vector<TableFile> files;
  find_in_layer(data_dir, "data", 0, files, errors);
  std::uint32_t layer = 0;
  for (const std::string& dir : extra_dirs) find_in_layer(dir, dir, ++layer, files, errors);
  return files;
}

bool fits_path(std::string_view pattern, std::string_view relative) {
  const std::size_t star = pattern.find('*');
  if (star == std::string_view::npos) return pattern == relative;
  const std::string_view head = pattern.substr(0, star), tail = pattern.substr(star + 1);
  return relative.size() >= head.size() + tail.size() && relative.starts_with(head) &&
         relative.ends_with(tail) &&
         relative.substr(star, relative.size() - head.size() - tail.size()).find('/') ==
             std::string_view::npos;
}

void read_table(const std::vector<TableFile>& files, std::uint32_t file, std::string_view text,
                TextTable& table, ErrorList& errors) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  std::uint32_t comment_line = 1;
  bool header_seen = false;
  std::vector<std::string_view> cells;
  for (std::uint32_t number = 1; !text.empty(); ++number) {
    const std::string_view line = next_line(text);
    if (line.empty()) continue;
    if (line.starts_with('#')) {
      header_seen = header_seen || names_columns(line, *table.schema);
      comment_line = number;
      continue;
    }
    if (!header_seen)
      return errors.add(files[file], comment_line,
                        "no comment before the rows names the columns of " +
                            std::string(table.schema->name) +
                            ", parted by tabs: " + names_of(*table.schema));
    std::string wrong = check_bytes(line);
    if (wrong.empty()) {
      split_cells(line, cells);
      wrong = check_cells(cells, *table.schema);
    }
    if (!wrong.empty()) {
      errors.add(files[file], number, std::move(wrong));
      continue;
    }
    table.cells.insert(table.cells.end(), cells.begin(), cells.end());
    table.file.push_back(file);
    table.line.push_back(number);
  }
}

}  // namespace entente::lexicon_detail
