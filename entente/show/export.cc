// One table after the other: rows from the database through a shape (for other tools' formats) and
// a writer into a file that appears when it is whole. Tested by export_test.cc.
#include "entente/show/export.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <utility>

#include "entente/base/file.h"
#include "entente/base/output.h"
#include "entente/base/zip_writer.h"
#include "entente/show/export_cells.h"
#include "entente/show/export_columns.h"
#include "entente/show/export_shapes.h"
#include "entente/show/export_writers.h"

namespace entente {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 10> kFormats = {
    {{"gdelt", ".export.CSV"},
     {"gdelt-mentions", ".mentions.CSV"},
     {"polecat", ".txt"},
     {"phoenix", ".txt"},
     {"keds", ".txt"},
     {"records", ".jsonl"},
     {"csv", ".csv"},
     {"parquet", ".parquet"},
     {"jsonl", ".jsonl"},
     {"stata", ".dta"}}};

std::string_view name_of(ExportFormat format) {
  return kFormats[static_cast<std::size_t>(format)].first;
}
std::string_view ending_of(ExportFormat format) {
  return kFormats[static_cast<std::size_t>(format)].second;
}
bool is_for_analysis(ExportFormat format) { return format >= ExportFormat::kCsv; }

Error refused(std::string message) {
  return Error{ErrorCode::kBadInput, std::move(message), "", 0};
}

std::string table_names() {
  std::string out;
  for (const ExportSheet& sheet : export_sheets())
    if (sheet.for_analysis) out.append(out.empty() ? "" : ", ").append(sheet.name);
  return out;
}

// The sheets to write.
Result<std::vector<const ExportSheet*>> sheets_of(const ExportOptions& options) {
  std::vector<const ExportSheet*> out;
  const std::string format(name_of(options.format));
  const bool has_period = !options.filter.period.empty();
  if (!is_for_analysis(options.format)) {
    if (!options.tables.empty() || has_period)
      return refused(
          format + " has one table; a panel or another table goes to csv, parquet, jsonl or stata");
    return std::vector<const ExportSheet*>{find_sheet(format)};
  }
  for (const std::string& name : options.tables) {
    const ExportSheet* const sheet = find_sheet(name);
    if (sheet == nullptr || !sheet->for_analysis)
      return refused("no table '" + name + "': there are " + table_names());
    if (sheet->source == ExportTable::kPanel && !has_period)
      return refused("a panel needs a period: --panel day, week, month or year");
    out.push_back(sheet);
  }
  if (!options.tables.empty()) return out;
  for (const ExportSheet& sheet : export_sheets())
    if (sheet.for_analysis && (sheet.source == ExportTable::kPanel) == has_period)
      out.push_back(&sheet);
  return out;
}

bool is_folder(const std::string& path) {
  struct stat info {};
  return path.back() == '/' || (::stat(path.c_str(), &info) == 0 && S_ISDIR(info.st_mode));
}

bool ends_with(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

// One file being written.
class OpenFile {
 public:
  static Result<std::unique_ptr<OpenFile>> open(const ExportOptions& options,
                                                const ExportSheet& sheet, const std::string& path) {
    auto file = std::unique_ptr<OpenFile>(new OpenFile(path));
    ENTENTE_TRY(Output output, Output::open(path));
    file->output_.emplace(std::move(output));
    ByteSink sink = [plain = &*file->output_](std::string_view bytes) {
      return plain->write(bytes);
    };
    if (ends_with(path, ".zip")) {
      std::string inside = std::filesystem::path(path).filename().string();
      inside.resize(inside.size() - 4);
      ENTENTE_TRY(ZipWriter zip, ZipWriter::open(sink, std::move(inside)));
      file->zip_.emplace(std::move(zip));
      sink = [packed = &*file->zip_](std::string_view bytes) { return packed->write(bytes); };
    }
    file->writer_ = make_writer(options, sheet, std::move(sink));
    std::vector<ExportColumn> columns = export_columns(sheet);
    if (sheet.source == ExportTable::kStories) columns[4].name = options.polecat_intensity;
    ENTENTE_CHECK(file->writer_->begin(columns));
    return file;
  }

  Status row(const ExportRow& row) {
    ++file_.rows;
    return writer_->row(row);
  }
  Status finish() {
    ENTENTE_CHECK(writer_->finish());
    if (zip_) ENTENTE_CHECK(zip_->finish());
    return output_->finish();
  }
  const ExportReport::File& file() const { return file_; }
  bool is_broken_pipe() const { return output_->is_broken_pipe(); }

 private:
  explicit OpenFile(const std::string& path) { file_.path = path; }

  static std::unique_ptr<TableWriter> make_writer(const ExportOptions& options,
                                                  const ExportSheet& sheet, ByteSink sink) {
    switch (options.format) {
      case ExportFormat::kCsv:
        return csv_writer(std::move(sink), options.exact);
      case ExportFormat::kJsonLines:
        return json_lines_writer(std::move(sink));
      case ExportFormat::kStata:
        return stata_writer(std::move(sink), sheet.title);
      case ExportFormat::kPolecat:
        return tab_writer(std::move(sink), true);
      default:
        return tab_writer(std::move(sink), false);
    }
  }

  ExportReport::File file_;
  std::optional<Output> output_;
  std::optional<ZipWriter> zip_;
  std::unique_ptr<TableWriter> writer_;
};

using Shape = bool (*)(const ExportLookup&, const ExportRow&, ExportRow&);

Shape shape_of(const ExportSheet& sheet) {
  switch (sheet.source) {
    case ExportTable::kSides:
      return gdelt_row;
    case ExportTable::kSideTold:
      return gdelt_mention_row;
    case ExportTable::kStories:
      return polecat_row;
    case ExportTable::kDaily:
      return phoenix_row;
    case ExportTable::kReported:
      return keds_row;
    default:
      return nullptr;
  }
}

// The file of a folder to which a row belongs: GDELT's of a day, POLECAT's of a year.
std::string file_name(const ExportOptions& options, const ExportSheet& sheet,
                      const ExportRow& row) {
  const std::string ending(ending_of(options.format));
  switch (sheet.source) {
    case ExportTable::kSides:
      return (row[59] ? *row[59] : "undated") + ending + ".zip";
    case ExportTable::kSideTold:
      return (row[2] ? *row[2] : "undated") + ending + ".zip";
    case ExportTable::kStories:
      return "ngecEvents.DV." + (cell(row, 1) == "None" ? "0000" : cell(row, 1).substr(0, 4)) +
             ending;
    default:
      return std::string(sheet.name) + ending;
  }
}

// Writes the rows of a sheet to one file or, of a folder, to as many as their days ask for: rows
// come in the order of those days.
class SheetRun {
 public:
  SheetRun(const ExportOptions& options, const ExportSheet& sheet, ExportReport& report)
      : options_(options),
        sheet_(sheet),
        report_(report),
        folder_(options.output != "-" && is_folder(options.output)) {}

  Status run(const ExportDatabase& database, const ExportLookup& lookup) {
    const Shape shape = shape_of(sheet_);
    Status done = database.each_row(sheet_.source, options_.filter, [&](ExportRow& row) -> Status {
      if (shape == nullptr) return add(row);
      if (shape(lookup, row, shaped_)) return add(shaped_);
      ++report_.unnumbered;
      return ok_status();
    });
    if (done && !file_ && !is_split())
      done = turn_to(ExportRow());  // a table without rows is a file
    if (done) done = close();
    if (!done && file_) report_.broken_pipe = file_->is_broken_pipe();
    return done;
  }

 private:
  bool is_split() const {
    return folder_ &&
           (sheet_.source == ExportTable::kSides || sheet_.source == ExportTable::kSideTold ||
            sheet_.source == ExportTable::kStories);
  }

  Status add(const ExportRow& row) {
    if (!file_ || is_split()) ENTENTE_CHECK(turn_to(row));
    return file_->row(row);
  }
  Status turn_to(const ExportRow& row) {
    std::string path = options_.output;
    if (folder_) path += (path.back() == '/' ? "" : "/") + file_name(options_, sheet_, row);
    if (file_ && file_->file().path == path) return ok_status();
    ENTENTE_CHECK(close());
    ENTENTE_TRY(file_, OpenFile::open(options_, sheet_, path));
    return ok_status();
  }
  Status close() {
    if (!file_) return ok_status();
    ENTENTE_CHECK(file_->finish());
    report_.files.push_back(file_->file());
    file_.reset();
    return ok_status();
  }

  const ExportOptions& options_;
  const ExportSheet& sheet_;
  ExportReport& report_;
  bool folder_;
  ExportRow shaped_;
  std::unique_ptr<OpenFile> file_;
};

// --- Records: the journal's lines, a document's and its record's in one ---

Status write_records(const ExportDatabase& database, const ExportOptions& options,
                     const ExportSheet& sheet, ExportReport& report) {
  ExportReport::File file{options.output, 0};
  if (options.output != "-" && is_folder(options.output))
    file.path += (file.path.back() == '/' ? "" : "/") + file_name(options, sheet, {});
  ENTENTE_TRY(Output output, Output::open(file.path));
  std::string line;
  Status done =
      database.each_record(options.filter, report.found, [&](const StoredRecord& kept) -> Status {
        line.assign(kept.document.substr(0, kept.document.rfind('}')));
        line.append(", \"record\": ").append(kept.record).append("}\n");
        ++file.rows;
        return output.write(line);
      });
  if (done) done = output.finish();
  report.broken_pipe = output.is_broken_pipe();
  if (done) report.files.push_back(file);
  return done;
}

// --- Parquet: DuckDB writes the file, under a name of its own first ---

Status sync_file(const std::string& path) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return system_error("cannot open", path);
  const bool synced = ::fsync(fd) == 0;
  Status done = synced ? ok_status() : Status(system_error("cannot sync", path));
  ::close(fd);
  return done;
}

// A name, and the file that has it, gone at the end.
struct TemporaryName {
  std::string path;
  ~TemporaryName() { ::unlink(path.c_str()); }
};

Status copy_to_output(const std::string& path, ExportReport& report) {
  ENTENTE_TRY(const MappedFile file, MappedFile::open(path));
  ENTENTE_TRY(Output output, Output::open("-"));
  Status done = output.write(file.bytes());
  if (done) done = output.finish();
  report.broken_pipe = output.is_broken_pipe();
  return done;
}

Status write_parquet_file(const ExportDatabase& database, const ExportOptions& options,
                          const ExportSheet& sheet, ExportReport& report) {
  std::string path = options.output;
  const char* const place = std::getenv("TMPDIR");
  if (path == "-")
    path = (place != nullptr && *place != '\0' ? place : std::string("/tmp")) + "/entente-export";
  else if (is_folder(path))
    path += (path.back() == '/' ? "" : "/") + file_name(options, sheet, {});
  const TemporaryName temporary{path + ".tmp" + std::to_string(::getpid())};
  ENTENTE_TRY(const std::uint64_t rows,
              database.write_parquet(sheet.source, options.filter, temporary.path));
  report.files.push_back({options.output == "-" ? "-" : path, rows});
  if (options.output == "-") return copy_to_output(temporary.path, report);
  ENTENTE_CHECK(sync_file(temporary.path));
  if (::rename(temporary.path.c_str(), path.c_str()) != 0)
    return system_error("cannot rename to " + path, temporary.path);
  return ok_status();
}

}  // namespace

bool parse_export_format(std::string_view text, ExportFormat& out) {
  for (std::size_t i = 0; i < kFormats.size(); ++i)
    if (kFormats[i].first == text) return out = static_cast<ExportFormat>(i), true;
  return false;
}

Status run_export(const ExportDatabase& database, const ExportCodes& codes,
                  const ExportOptions& options, ExportReport& report) {
  ENTENTE_TRY(const auto sheets, sheets_of(options));
  if (sheets.size() > 1 && (options.output == "-" || !is_folder(options.output)))
    return refused(std::string(name_of(options.format)) +
                   " is a file a table: name one with --table (" + table_names() +
                   "), or a folder with -o FOLDER/");
  if (options.output != "-" && is_folder(options.output)) {
    std::error_code error;
    std::filesystem::create_directories(options.output, error);
    if (error)
      return Error{ErrorCode::kIo, "cannot make the folder: " + error.message(), options.output, 0};
  }
  const ExportLookup lookup(codes);
  for (const ExportSheet* const sheet : sheets) {
    if (options.format == ExportFormat::kParquet)
      ENTENTE_CHECK(write_parquet_file(database, options, *sheet, report));
    else if (options.format == ExportFormat::kRecords)
      ENTENTE_CHECK(write_records(database, options, *sheet, report));
    else
      ENTENTE_CHECK(SheetRun(options, *sheet, report).run(database, lookup));
  }
  if (is_for_analysis(options.format) || options.format == ExportFormat::kRecords)
    return ok_status();
  ENTENTE_TRY(report.losses, database.losses(options.filter));
  return ok_status();
}

Status render_codebook(const ExportOptions& options, std::string& out) {
  ENTENTE_TRY(const auto sheets, sheets_of(options));
  constexpr std::array<std::string_view, 5> kKinds = {"text", "integer", "real", "day",
                                                      "true or false"};
  out += "table\tcolumn\tkind\tmeaning\tvalues\n";
  for (const ExportSheet* const sheet : sheets) {
    out.append(sheet->name).append("\t\t\ta row: ").append(sheet->title).append("\t\n");
    for (const ExportColumn& column : export_columns(*sheet)) {
      out.append(sheet->name).append("\t").append(column.name).append("\t");
      out.append(kKinds[static_cast<std::size_t>(column.kind)]).append("\t").append(column.label);
      out.append("\t").append(column.values).append("\n");
    }
  }
  return ok_status();
}

}  // namespace entente
