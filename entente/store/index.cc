// Tested by store_test.cc and store_torture_test.cc.
#include "entente/store/index.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>

#include "entente/base/file.h"
#include "entente/store/rows.h"
#include "entente/store/tables.h"

namespace entente {
namespace {

constexpr std::uint64_t kDocumentsATransaction = 65'536;
constexpr std::uint64_t kBytesATransaction = 64u << 20;

Status sync_path(const std::string& path) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return system_error("cannot open", path);
  Error error;
  const bool synced = ::fsync(fd) == 0;
  if (!synced) error = system_error("cannot sync", path);
  ::close(fd);
  if (!synced) return error;
  return ok_status();
}

std::uint64_t number(const std::optional<std::string>& text) {
  return text ? std::strtoull(text->c_str(), nullptr, 10) : 0;
}

}  // namespace

Result<JournalPosition> index_position(const Database& database) {
  ENTENTE_TRY(const Store::Table meta,
              database.query("SELECT value FROM meta WHERE key = 'schema'", {}, 1));
  if (meta.rows.empty() || meta.rows[0][0] != std::to_string(kIndexSchema))
    return Error{ErrorCode::kNotFound, "its tables are of another version", "", 0};
  ENTENTE_TRY(
      const Store::Table table,
      database.query(
          "SELECT segment, begin_byte, end_byte, sequence, checksum FROM journal_position", {}, 2));
  if (table.rows.size() != 1)
    return Error{ErrorCode::kStore, "it does not say what it holds of the journal", "", 0};
  const auto& row = table.rows[0];
  return JournalPosition{static_cast<std::uint32_t>(number(row[0])), number(row[1]), number(row[2]),
                         number(row[3]), static_cast<std::uint32_t>(number(row[4]))};
}

namespace {

bool is_large(const Journal& journal) { return journal.end().sequence > 10'000; }  // documents

Status create_tables(Database& database) {
  return database.run(std::string("BEGIN TRANSACTION;") + kCreateTables +
                      "INSERT INTO meta VALUES ('schema', '" + std::to_string(kIndexSchema) +
                      "'); COMMIT");
}

Status write_position(Database& database, const JournalPosition& position) {
  const std::string values[] = {std::to_string(position.segment), std::to_string(position.begin),
                                std::to_string(position.end), std::to_string(position.sequence),
                                std::to_string(position.checksum)};
  const auto updated = database.query(
      "UPDATE journal_position SET segment = CAST($1 AS INTEGER), begin_byte = CAST($2 AS BIGINT), "
      "end_byte = CAST($3 AS BIGINT), sequence = CAST($4 AS BIGINT), checksum = CAST($5 AS BIGINT)",
      values, 1);
  if (!updated) return updated.error();
  return ok_status();
}

Status drop_replaced(Database& database, IndexFolding& folding) {
  ENTENTE_CHECK(database.run(kFindReplaced));
  ENTENTE_CHECK(folding.before_replaced(database));
  for (const char* const* table = kTablesOfDocuments; *table != nullptr; ++table)
    ENTENTE_CHECK(database.run(std::string("DELETE FROM ") + *table +
                               " WHERE document IN (SELECT document FROM replaced)"));
  return database.run("DROP TABLE replaced");
}

// One transaction's worth of rows.
class Batch {
 public:
  // `all_later`: folding waits for its end.
  Batch(Database& database, RecordReader& reader, JournalFindings& findings, IndexFolding& folding,
        bool all_later)
      : database_(database),
        reader_(reader),
        findings_(findings),
        folding_(folding),
        all_later_(all_later) {}

  Status begin() {
    ENTENTE_CHECK(database_.run("BEGIN TRANSACTION"));
    ENTENTE_TRY(RowWriter rows, RowWriter::open(database_));
    rows_.emplace(std::move(rows));
    return ok_status();
  }
  bool running() const { return rows_.has_value(); }
  bool full() const { return documents_ >= kDocumentsATransaction || bytes_ >= kBytesATransaction; }

  Status add(const Journal::Entry& entry) {
    if (!running()) ENTENTE_CHECK(begin());
    if (const Status read = reader_.read(entry.document, entry.record, record_); read)
      rows_->add(record_, entry.position), folding_.added(record_, entry.position);
    else
      findings_.note("record " + std::to_string(entry.position.sequence) +
                     " of the journal cannot be read by this program: " + describe(read.error()));
    position_ = entry.position;
    ++documents_;
    bytes_ += entry.document.size() + entry.record.size();
    return ok_status();
  }

  Status commit(bool may_replace) {
    if (!running()) return ok_status();
    ENTENTE_CHECK(rows_->flush());
    rows_.reset();
    if (may_replace) ENTENTE_CHECK(drop_replaced(database_, folding_));
    ENTENTE_CHECK(folding_.fold(database_, all_later_));
    ENTENTE_CHECK(write_position(database_, position_));
    documents_ = bytes_ = 0;
    return database_.run("COMMIT");
  }
  void roll_back() {
    rows_.reset();
    static_cast<void>(database_.run("ROLLBACK").has_value());  // nothing was promised of it
  }

 private:
  Database& database_;
  RecordReader& reader_;
  JournalFindings& findings_;
  IndexFolding& folding_;
  bool all_later_;
  std::optional<RowWriter> rows_;
  Record record_;
  JournalPosition position_;
  std::uint64_t documents_ = 0, bytes_ = 0;
};

}  // namespace

OpenedIndex open_index(const std::string& path, Database::Access access, const Journal& journal) {
  OpenedIndex opened;
  if (::access(path.c_str(), F_OK) != 0 && errno == ENOENT) return opened;
  auto database = Database::open(path, access);
  if (!database) {
    opened.state = is_locked(database.error()) ? IndexState::kLocked : IndexState::kBad;
    opened.why = database.error().message;
    return opened;
  }
  const auto position = index_position(*database);
  opened.state = IndexState::kBad;
  if (!position) {
    opened.why = position.error().message;
    if (position.error().code == ErrorCode::kNotFound) opened.state = IndexState::kOld;
  } else if (!journal.holds(*position)) {
    opened.why = "it holds what the journal does not";
  } else {
    opened.state = IndexState::kGood;
    opened.position = *position;
    opened.database.emplace(*std::move(database));
  }
  return opened;
}

Status catch_up(Database& database, const Journal& journal, JournalPosition from, bool may_replace,
                JournalFindings& findings, std::optional<IndexFolding>& folding, bool in_bulk) {
  if (from == journal.end()) return ok_status();
  if (!folding || folding->position() != from) {
    folding.emplace(journal);
    if (from.segment != 0) ENTENTE_CHECK(folding->load(database, from));
  }
  ENTENTE_CHECK(folding->begin(database));
  RecordReader reader;
  Batch batch(database, reader, findings, *folding, in_bulk);
  Status done = journal.read(from, findings, [&](const Journal::Entry& entry) -> Status {
    ENTENTE_CHECK(batch.add(entry));
    return batch.full() ? batch.commit(may_replace) : ok_status();
  });
  if (done) done = batch.commit(may_replace);
  if (done && in_bulk) {
    done = database.run("BEGIN TRANSACTION");
    if (done) done = folding->fold_all(database);
    if (done) done = database.run("COMMIT");
  }
  if (!done) {
    batch.roll_back();
    folding.reset();
  }
  return done;
}

Status rebuild_index(const std::string& path, const Journal& journal, bool keep_old,
                     JournalFindings& findings) {
  const std::string fresh = path + ".new";
  std::error_code error;
  for (const char* const end : {"", ".wal", ".tmp"})
    std::filesystem::remove_all(fresh + end, error);
  {
    ENTENTE_TRY(Database database, Database::open(fresh, Database::Access::kWrite));
    if (is_large(journal)) ENTENTE_CHECK(database.use_all_cores());
    ENTENTE_CHECK(create_tables(database));
    std::optional<IndexFolding> folding;
    ENTENTE_CHECK(catch_up(database, journal, {}, true, findings, folding, true));
    ENTENTE_CHECK(database.run("CHECKPOINT"));
  }
  ENTENTE_CHECK(sync_path(fresh));
  if (keep_old) {
    if (::rename(path.c_str(), (path + ".damaged").c_str()) != 0 && errno != ENOENT)
      return system_error("cannot set aside", path);
  }
  // A log of the old file must not be taken for one of the new.
  if (::unlink((path + ".wal").c_str()) != 0 && errno != ENOENT)
    return system_error("cannot remove", path + ".wal");
  if (::rename(fresh.c_str(), path.c_str()) != 0)
    return system_error("cannot rename to " + path, fresh);
  return sync_path(std::filesystem::path(path).parent_path().string());
}

Result<Database> index_in_memory(const Journal& journal, JournalFindings& findings) {
  ENTENTE_TRY(Database database, Database::open("", Database::Access::kWrite));
  if (is_large(journal)) ENTENTE_CHECK(database.use_all_cores());
  ENTENTE_CHECK(create_tables(database));
  std::optional<IndexFolding> folding;
  ENTENTE_CHECK(catch_up(database, journal, {}, true, findings, folding, true));
  ENTENTE_CHECK(database.shut_out_files());
  return database;
}

Status each_version(const Database& database,
                    const std::function<void(std::string_view, std::string_view)>& visit) {
  std::vector<Store::Column> columns;
  return database.each_row("SELECT id, sha256 FROM versions", {}, columns, [&](Database::Row& row) {
    visit(row[0].value_or(""), row[1].value_or(""));
    return true;
  });
}

}  // namespace entente
