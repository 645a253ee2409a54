// Tested by serve_test.cc.
#include "entente/serve/table_formats.h"

#include <algorithm>
#include <string_view>

#include "entente/record/json_out.h"

namespace entente {
namespace {

bool is_number(std::string_view type) {
  constexpr std::string_view kNumbers[] = {"TINYINT",  "SMALLINT",  "INTEGER",  "BIGINT",
                                           "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT",
                                           "HUGEINT",  "FLOAT",     "DOUBLE",   "DECIMAL"};
  return std::any_of(std::begin(kNumbers), std::end(kNumbers),
                     [&](std::string_view one) { return type.rfind(one, 0) == 0; }) &&
         type.find("[]") == std::string_view::npos;
}
bool is_list(std::string_view type) {
  return type.size() > 2 && type.substr(type.size() - 2) == "[]";
}

// A list of the store is JSON: ["a", "b"]. Its elements, unescaped as far as CSV needs it, parted
// by "; ".
std::string join_list(std::string_view json) {
  std::string out;
  bool inside = false;
  for (std::size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    if (!inside) {
      if (c == '"') inside = true;
      if (c == ',') out += "; ";
      if (c != '"' && c != ',' && c != ' ' && c != '[' && c != ']') out += c;
    } else if (c == '\\' && i + 1 < json.size()) {
      ++i;
      out += json[i] == '"' || json[i] == '\\' ? json[i] : ' ';
    } else if (c == '"') {
      inside = false;
    } else {
      out += c;
    }
  }
  return out;
}

void append_csv_cell(std::string_view value, bool text, std::string& out) {
  const bool formula = text && !value.empty() &&
                       std::string_view("=+-@\t\r\n").find(value[0]) != std::string_view::npos;
  const bool quoted =
      formula || value.empty() || value.find_first_of(",\"\r\n") != std::string_view::npos;
  if (!quoted) {
    out += value;
    return;
  }
  out += '"';
  if (formula) out += '\'';
  for (const char c : value) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

}  // namespace

void append_json_row(const Store::Table& table, std::size_t row, std::size_t hidden,
                     std::string& out) {
  out += '{';
  for (std::size_t c = 0; c + hidden < table.columns.size(); ++c) {
    if (c > 0) out += ", ";
    append_json_string(out, table.columns[c].name);
    out += ": ";
    const std::string& type = table.columns[c].type;
    const auto& value = table.rows[row][c];
    const bool number = is_number(type);
    if (!value || (number && value->find_first_of("in") != std::string::npos))
      out += "null";
    else if (number || type == "BOOLEAN" || is_list(type))
      out += *value;
    else
      append_json_string(out, *value);
  }
  out += '}';
}

void append_json_rows(const Store::Table& table, std::size_t hidden, std::string& out) {
  out += '[';
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    if (row > 0) out += ",\n";
    append_json_row(table, row, hidden, out);
  }
  out += ']';
}

void append_csv(const Store::Table& table, std::size_t hidden, std::string& out) {
  const std::size_t columns = table.columns.size() - hidden;
  for (std::size_t c = 0; c < columns; ++c) {
    if (c > 0) out += ',';
    append_csv_cell(table.columns[c].name, false, out);
  }
  out += "\r\n";
  for (const auto& row : table.rows) {
    for (std::size_t c = 0; c < columns; ++c) {
      if (c > 0) out += ',';
      if (!row[c]) continue;
      if (is_list(table.columns[c].type))
        append_csv_cell(join_list(*row[c]), true, out);
      else
        append_csv_cell(*row[c], !is_number(table.columns[c].type), out);
    }
    out += "\r\n";
  }
}

}  // namespace entente
