// Tested by export_test.cc.
#include <utility>

#include "entente/record/json_out.h"
#include "entente/show/export_writers.h"

namespace entente {
namespace {

class CsvWriter final : public TableWriter {
 public:
  CsvWriter(ByteSink sink, bool exact) : sink_(std::move(sink)), exact_(exact) {}

  Status begin(std::span<const ExportColumn> columns) override {
    columns_.assign(columns.begin(), columns.end());
    line_.clear();
    for (const ExportColumn& column : columns_) add(column.name, false);
    return end_line();
  }
  Status row(const ExportRow& row) override {
    line_.clear();
    for (std::size_t c = 0; c < row.size(); ++c) {
      if (c > 0 && !row[c]) line_ += ',';
      if (row[c]) add(*row[c], columns_[c].kind == ColumnKind::kText && !exact_, c > 0);
    }
    return end_line();
  }
  Status finish() override { return ok_status(); }

 private:
  void add(std::string_view text, bool guard) { add(text, guard, !line_.empty()); }
  void add(std::string_view text, bool guard, bool comma) {
    if (comma) line_ += ',';
    const bool formula = guard && !text.empty() &&
                         std::string_view("=+-@\t\r\n").find(text[0]) != std::string_view::npos;
    const bool bare = !text.empty() && text.find_first_of(",\"\r\n") == std::string_view::npos;
    if (!bare) line_ += '"';
    if (formula) line_ += '\'';
    for (const char c : text) {
      if (c == '"') line_ += '"';
      line_ += c;
    }
    if (!bare) line_ += '"';
  }
  Status end_line() {
    line_ += "\r\n";
    return sink_(line_);
  }

  ByteSink sink_;
  bool exact_;
  std::vector<ExportColumn> columns_;
  std::string line_;
};

class JsonLinesWriter final : public TableWriter {
 public:
  explicit JsonLinesWriter(ByteSink sink) : sink_(std::move(sink)) {}

  Status begin(std::span<const ExportColumn> columns) override {
    columns_.assign(columns.begin(), columns.end());
    return ok_status();
  }
  Status row(const ExportRow& row) override {
    line_.assign(1, '{');
    for (std::size_t c = 0; c < row.size(); ++c) {
      if (c > 0) line_ += ", ";
      append_json_string(line_, columns_[c].name);
      line_ += ": ";
      const ColumnKind kind = columns_[c].kind;
      // No number of ours is infinite or none, but JSON has no word for them.
      const bool is_text = kind == ColumnKind::kText || kind == ColumnKind::kDay;
      if (!row[c] ||
          (kind == ColumnKind::kReal && row[c]->find_first_of("in") != std::string::npos))
        line_ += "null";
      else if (is_text)
        append_json_string(line_, *row[c]);
      else
        line_ += *row[c];
    }
    line_ += "}\n";
    return sink_(line_);
  }
  Status finish() override { return ok_status(); }

 private:
  ByteSink sink_;
  std::vector<ExportColumn> columns_;
  std::string line_;
};

class TabWriter final : public TableWriter {
 public:
  TabWriter(ByteSink sink, bool header) : sink_(std::move(sink)), header_(header) {}

  Status begin(std::span<const ExportColumn> columns) override {
    if (!header_) return ok_status();
    line_.clear();
    for (const ExportColumn& column : columns) {
      if (!line_.empty()) line_ += '\t';
      line_ += column.name;
    }
    line_ += '\n';
    return sink_(line_);
  }
  Status row(const ExportRow& row) override {
    line_.clear();
    for (std::size_t c = 0; c < row.size(); ++c) {
      if (c > 0) line_ += '\t';
      if (row[c]) add(*row[c]);
    }
    line_ += '\n';
    return sink_(line_);
  }
  Status finish() override { return ok_status(); }

 private:
  void add(std::string_view text) {
    bool first = true, space = false;
    for (const char c : text) {
      if (static_cast<unsigned char>(c) < 0x20) {
        space = true;
        continue;
      }
      if (first && c == '"') continue;
      if (space && !first) line_ += ' ';
      line_ += c;
      first = space = false;
    }
  }

  ByteSink sink_;
  bool header_;
  std::string line_;
};

}  // namespace

std::unique_ptr<TableWriter> csv_writer(ByteSink sink, bool exact) {
  return std::make_unique<CsvWriter>(std::move(sink), exact);
}
std::unique_ptr<TableWriter> json_lines_writer(ByteSink sink) {
  return std::make_unique<JsonLinesWriter>(std::move(sink));
}
std::unique_ptr<TableWriter> tab_writer(ByteSink sink, bool header) {
  return std::make_unique<TabWriter>(std::move(sink), header);
}

}  // namespace entente
