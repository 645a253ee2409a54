// Rows to bytes: CSV, JSON Lines, the tab-separated formats, Stata. Private to show/.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string_view>

#include "entente/base/result.h"
#include "entente/show/export_columns.h"
#include "entente/show/export_shapes.h"

namespace entente {

// Takes the bytes of a file, in order.
using ByteSink = std::function<Status(std::string_view)>;

// One table to one file. begin(), rows, finish().
class TableWriter {
 public:
  virtual ~TableWriter() = default;
  virtual Status begin(std::span<const ExportColumn> columns) = 0;
  // As many values as columns; nothing for NULL.
  virtual Status row(const ExportRow& row) = 0;
  virtual Status finish() = 0;
};

// RFC 4180: a header, lines that end with CR LF; NULL is empty, an empty text "". Unless `exact`, a
// text that a spreadsheet would take for a formula (it begins with = + - @, a tab or a line end)
// gets a ' before it; numbers are left as they are.
std::unique_ptr<TableWriter> csv_writer(ByteSink sink, bool exact);
// An object a line; numbers and truth values bare, NULL is null.
std::unique_ptr<TableWriter> json_lines_writer(ByteSink sink);
// Tab-separated, nothing quoted: control characters become one space each run, leading quotation
// marks are cut. `header`: the names first.
std::unique_ptr<TableWriter> tab_writer(ByteSink sink, bool header);
// Stata's .dta, release 118 (Stata 14 and later). Rows go to a nameless file under $TMPDIR first:
// widths, their number and places stand at the head of the format. `label`: of the data, at most 80
// bytes.
std::unique_ptr<TableWriter> stata_writer(ByteSink sink, std::string_view label);

}  // namespace entente
