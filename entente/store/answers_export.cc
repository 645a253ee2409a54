// Tested by answers_export_test.cc.
#include "entente/store/answers_export.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <thread>
#include <utility>

#include "entente/store/answers_export_sql.h"
#include "entente/store/database.h"
#include "entente/store/journal.h"

namespace entente {
namespace {

constexpr auto kWaitForWriter = std::chrono::seconds(30);

std::string joined(const std::vector<std::string>& list) {
  std::string out;
  for (const std::string& one : list) out.append(out.empty() ? "" : ",").append(one);
  return out;
}

// The parameters of every statement, $1 to $9.
std::vector<std::string> values_of(const ExportFilter& filter, const std::string& crosswalk) {
  const bool bounded = filter.since || filter.until;
  return {joined(filter.states),
          filter.since ? format_day(*filter.since)
          : bounded    ? "0001-01-02"
                       : "0001-01-01",
          filter.until ? format_day(*filter.until) : "9999-12-31",
          joined(filter.types),
          joined(filter.fields),
          std::to_string(filter.confidence),
          filter.all_status ? "1" : "0",
          crosswalk,
          filter.period.empty() ? "month" : filter.period};
}

bool is_no_space(const Error& error) {
  return error.message.find("No space left") != std::string::npos ||
         error.message.find("not enough disk space") != std::string::npos;
}

}  // namespace

struct ExportDatabase::State {
  std::string folder;
  std::string crosswalk;  // a line a state
  std::optional<Database> database;
};

ExportDatabase::ExportDatabase() : state_(std::make_unique<State>()) {}
ExportDatabase::ExportDatabase(ExportDatabase&&) noexcept = default;
ExportDatabase& ExportDatabase::operator=(ExportDatabase&&) noexcept = default;
ExportDatabase::~ExportDatabase() = default;

Result<ExportDatabase> ExportDatabase::open(const std::string& folder,
                                            std::span<const CountryCodes> codes,
                                            OpenReport& report) {
  ExportDatabase out;
  out.state_->folder = folder;
  for (const CountryCodes& one : codes)
    out.state_->crosswalk += one.code + "\t" + one.name + "\t" + one.fips + "\t" + one.cow + "\n";
  const auto until = std::chrono::steady_clock::now() + kWaitForWriter;
  // Whatever is wrong is found, told and mended by the one door for that; it lets go at once.
  if (const auto store = Store::open(folder, Store::Mode::kRead, report); !store)
    return store.error();
  for (;;) {
    auto opened = Database::open(folder + "/index.duckdb", Database::Access::kExport);
    if (opened) {
      out.state_->database.emplace(*std::move(opened));
      return out;
    }
    if (!is_locked(opened.error()) || std::chrono::steady_clock::now() > until)
      return opened.error();
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
}

Status ExportDatabase::each_row(ExportTable table, const ExportFilter& filter,
                                const std::function<Status(Row&)>& visit) const {
  std::vector<Store::Column> columns;
  Status visited = ok_status();
  ENTENTE_CHECK(state_->database->each_row(
      export_statement(table), values_of(filter, state_->crosswalk), columns, [&](Row& row) {
        visited = visit(row);
        return visited.has_value();
      }));
  return visited;
}

Result<std::vector<Store::Column>> ExportDatabase::columns(ExportTable table) const {
  std::vector<Store::Column> columns;
  const std::string sql = "SELECT * FROM (" + std::string(export_statement(table)) + ") LIMIT 0";
  ENTENTE_CHECK(state_->database->each_row(sql, values_of({}, state_->crosswalk), columns,
                                           [](Row&) { return true; }));
  return columns;
}

Result<std::uint64_t> ExportDatabase::write_parquet(ExportTable table, const ExportFilter& filter,
                                                    const std::string& path) const {
  const std::string sql = "COPY (" + std::string(export_statement(table)) +
                          ") TO $10 (FORMAT parquet, COMPRESSION zstd)";
  std::vector<std::string> values = values_of(filter, state_->crosswalk);
  values.push_back(path);
  auto written = state_->database->query(sql, values, 1);
  if (!written) {
    Error error = written.error();
    if (is_no_space(error)) error = {ErrorCode::kIo, "no space left on the device", path, 0};
    return error;
  }
  return written->rows.empty()
             ? 0
             : std::strtoull(written->rows[0][0].value_or("0").c_str(), nullptr, 10);
}

Result<ExportLosses> ExportDatabase::losses(const ExportFilter& filter) const {
  ENTENTE_TRY(const Store::Table table,
              state_->database->query(kExportLosses, values_of(filter, state_->crosswalk), 1));
  const auto at = [&](std::size_t column) {
    return std::strtoull(table.rows[0][column].value_or("0").c_str(), nullptr, 10);
  };
  return ExportLosses{at(0), at(1), at(2), at(3), at(4)};
}

Status ExportDatabase::each_record(const ExportFilter& filter, OpenReport& report,
                                   const std::function<Status(const StoredRecord&)>& visit) const {
  const bool of_events = !filter.states.empty() || !filter.types.empty() ||
                         !filter.fields.empty() || filter.confidence > 0;
  const char* const sql = of_events                      ? kExportTelling
                          : filter.since || filter.until ? kExportPublished
                                                         : kExportVersions;
  std::vector<std::uint64_t> wanted;  // sequence numbers, ascending
  std::vector<Store::Column> columns;
  ENTENTE_CHECK(
      state_->database->each_row(sql, values_of(filter, state_->crosswalk), columns, [&](Row& row) {
        wanted.push_back(std::strtoull(row[0].value_or("").c_str(), nullptr, 10));
        return true;
      }));
  JournalFindings findings;
  ENTENTE_TRY(const Journal journal,
              Journal::open(state_->folder + "/journal", false, Journal::kSegmentBytes, findings));
  auto next = wanted.begin();
  Status done = journal.read({}, findings, [&](const Journal::Entry& entry) -> Status {
    while (next != wanted.end() && *next < entry.position.sequence) ++next;  // a damaged one
    if (next == wanted.end() || *next != entry.position.sequence) return ok_status();
    ++next;
    return visit({entry.document, entry.record});
  });
  for (std::string& note : findings.notes)
    if (std::find(report.notes.begin(), report.notes.end(), note) == report.notes.end())
      report.notes.push_back(std::move(note));
  report.journal_damaged |= findings.damaged;
  return done;
}

}  // namespace entente
