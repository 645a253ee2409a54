// Tested by pages_test.cc.
#include <algorithm>

#include "entente/base/display.h"
#include "entente/record/json_out.h"
#include "entente/show/show.h"
#include "entente/show/text.h"

namespace entente {
namespace {

bool is_number(const std::string& type) {
  for (const char* one : {"TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT",
                          "UINTEGER", "UBIGINT", "HUGEINT", "FLOAT", "DOUBLE", "DECIMAL"})
    if (type == one) return true;
  return false;
}
bool is_nested(const std::string& type) {
  return type == "STRUCT" || (type.size() > 2 && type.substr(type.size() - 2) == "[]");
}

void render_text(const Store::Table& table, const ShowOptions& options, std::string& out) {
  const std::size_t columns = table.columns.size();
  if (columns == 0) return;
  std::vector<std::uint32_t> widths(columns);
  std::vector<std::vector<std::string>> cells(table.rows.size() + 1);
  for (std::size_t c = 0; c < columns; ++c) cells[0].push_back(clean(table.columns[c].name));
  for (std::size_t r = 0; r < table.rows.size(); ++r)
    for (const auto& value : table.rows[r]) cells[r + 1].push_back(value ? clean(*value) : "");
  for (const auto& row : cells)
    for (std::size_t c = 0; c < columns; ++c)
      widths[c] = std::max(widths[c], display_width(row[c]));
  // What is too wide together is taken from the widest columns, evenly.
  const auto gaps = static_cast<std::uint32_t>(2 * (columns - 1));
  const std::uint32_t room = options.width > gaps + 4 * columns
                                 ? options.width - gaps
                                 : static_cast<std::uint32_t>(4 * columns);
  std::uint32_t limit = *std::max_element(widths.begin(), widths.end());
  const auto total = [&](std::uint32_t most) {
    std::uint64_t sum = 0;
    for (const std::uint32_t width : widths) sum += std::min(width, most);
    return sum;
  };
  if (total(limit) > room) {
    std::uint32_t low = 1;
    while (low < limit) {  // the widest bound that fits
      const std::uint32_t middle = (low + limit + 1) / 2;
      total(middle) <= room ? low = middle : limit = middle - 1;
    }
  }
  Printer page(out, options.width, options.colour);
  for (std::size_t r = 0; r < cells.size(); ++r) {
    std::string line;
    for (std::size_t c = 0; c < columns; ++c) {
      const std::uint32_t width = std::min(widths[c], limit);
      const std::string cell = cut(cells[r][c], width);
      if (c > 0) line += "  ";
      line += is_number(table.columns[c].type) ? pad_left(cell, width) : pad(cell, width);
    }
    page.line(r == 0 ? page.styled(line, Style::kBold) : line);
    if (r != 0) continue;
    std::string rule;
    for (std::size_t c = 0; c < columns; ++c) {
      for (std::uint32_t i = 0; i < std::min(widths[c], limit); ++i) rule += "─";
      if (c + 1 < columns) rule += "  ";
    }
    page.line(page.styled(rule, Style::kDim));
  }
}

// RFC 4180, with line ends of one byte; NULL is empty, an empty text is "".
void append_csv_cell(std::string& out, const std::optional<std::string>& value) {
  if (!value) return;
  if (!value->empty() && value->find_first_of(",\"\r\n") == std::string::npos) {
    out += *value;
    return;
  }
  out += '"';
  for (const char c : *value) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

void render_csv(const Store::Table& table, std::string& out) {
  for (std::size_t c = 0; c < table.columns.size(); ++c) {
    if (c > 0) out += ',';
    append_csv_cell(out, table.columns[c].name);
  }
  out += '\n';
  for (const auto& row : table.rows) {
    for (std::size_t c = 0; c < row.size(); ++c) {
      if (c > 0) out += ',';
      append_csv_cell(out, row[c]);
    }
    out += '\n';
  }
}

void render_json(const Store::Table& table, std::string& out) {
  for (const auto& row : table.rows) {
    out += '{';
    for (std::size_t c = 0; c < row.size(); ++c) {
      if (c > 0) out += ", ";
      append_json_string(out, table.columns[c].name);
      out += ": ";
      const std::string& type = table.columns[c].type;
      const bool is_finite =
          row[c] && row[c]->find_first_of("in") == std::string::npos;  // no inf, no nan
      if (!row[c] || (is_number(type) && !is_finite))
        out += "null";
      else if (is_number(type) || type == "BOOLEAN" || is_nested(type))
        out += *row[c];
      else
        append_json_string(out, *row[c]);
    }
    out += "}\n";
  }
}

}  // namespace

void render_table(const Store::Table& table, TableFormat format, const ShowOptions& options,
                  std::string& out) {
  switch (format) {
    case TableFormat::kText:
      return render_text(table, options, out);
    case TableFormat::kCsv:
      return render_csv(table, out);
    case TableFormat::kJsonLines:
      return render_json(table, out);
  }
}

}  // namespace entente
