// The journal is the truth, so everything here follows one line: a record is kept once
// Journal::sync() has returned, and the index is whatever can be made of the journal at the moment.
// A writer has the index open only while it adds to it, so that readers in other processes can look
// in between; what they keep it from adding, it adds the next time. Tested by store_test.cc and
// store_torture_test.cc.
#include "entente/store/store.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <random>
#include <thread>

#include "entente/base/file.h"
#include "entente/base/hash.h"
#include "entente/record/record_reader.h"
#include "entente/store/answers_map_sql.h"
#include "entente/store/database.h"
#include "entente/store/evidence.h"
#include "entente/store/format.h"
#include "entente/store/index.h"
#include "entente/store/journal.h"
#include "entente/store/known.h"
#include "entente/store/lock_file.h"

namespace entente {
namespace {

// Of a database of two million documents and more the index is no further behind than this.
constexpr std::uint64_t kMostBehind = 65'536;
constexpr auto kWaitForWriter = std::chrono::seconds(30);

bool is_read_only(const std::string& folder) {
  return ::access(folder.c_str(), W_OK) != 0 && (errno == EROFS || errno == EACCES);
}

}  // namespace

struct Store::State {
  std::string folder;
  Mode mode = Mode::kRead;
  StoreLimits limits;
  std::optional<LockFile> lock;
  std::optional<Journal> journal;
  JournalPosition indexed;   // how far the index is known to have come
  bool may_replace = false;  // among what it lacks may be a new version of a document that it has
  std::uint64_t behind = 0;  // documents that it lacks
  RecordReader reader;
  Record scratch;
  std::optional<KnownVersions> known, ids;  // a writer's; `ids` with empty digests
  std::optional<IndexFolding> folding;      // what the next catching up goes on from
  std::vector<std::string> notes, told;
  mutable std::optional<Database> answers;  // open for reading
  ListReader lists;

  std::string index_path() const { return folder + "/index.duckdb"; }

  void note(const std::string& text) {
    if (std::find(told.begin(), told.end(), text) != told.end()) return;
    told.push_back(text);
    notes.push_back(text);
  }
  void take_findings(JournalFindings& findings, OpenReport& report) {
    for (std::string& text : findings.notes)
      if (std::find(report.notes.begin(), report.notes.end(), text) == report.notes.end())
        report.notes.push_back(text);
    report.journal_damaged |= findings.damaged;
    findings = {};
  }

  Status open_to_write(OpenReport& report);
  Status open_to_read(OpenReport& report);
  void make_index_good(OpenReport& report, bool load_known);
  Status know_the_rest(OpenReport& report);
  void know(std::string_view id, std::string_view sha256);
  Status append(const StoredRecord& record, bool known_too);
  std::uint64_t may_be_behind() const {
    return std::max(limits.index_every, std::min<std::uint64_t>(ids->size() / 32, kMostBehind));
  }
  Status update_index();
  void recover_as_writer(OpenReport& report);
  std::string notes_line() const { return told.empty() ? "it lags" : told.back(); }
  Status answer_from_memory(OpenReport& report, const std::string& why);
  Result<const Database*> database() const;
  bool set_index_aside(const Error& error);
  template <class Ask>
  auto ask(Ask ask) -> decltype(ask(std::declval<const Database&>()));
};

// --- Opening ---

Status Store::State::open_to_write(OpenReport& report) {
  Status format = check_format(folder);
  const bool is_new = !format && format.error().code == ErrorCode::kNotFound;
  if (!format && !is_new) return format;
  if (is_new) ENTENTE_CHECK(make_database_folder(folder));
  ENTENTE_TRY(LockFile held, LockFile::take(folder + "/lock"));
  lock.emplace(std::move(held));
  ENTENTE_CHECK(make_database_folder(folder));
  if (is_new) ENTENTE_CHECK(write_format(folder));
  JournalFindings findings;
  ENTENTE_TRY(Journal opened,
              Journal::open(folder + "/journal", true, limits.segment_bytes, findings));
  journal.emplace(std::move(opened));
  take_findings(findings, report);
  std::random_device random;
  const std::uint64_t seed = std::uint64_t{random()} << 32 | random();
  known.emplace(seed);
  ids.emplace(seed);
  make_index_good(report, true);
  return know_the_rest(report);
}

void Store::State::know(std::string_view id, std::string_view sha256) {
  known->add(id, sha256);
  if (!ids->add(id, {})) may_replace = true;
}

// Index trouble is never a reason not to open: the journal is there. `load_known`: also takes from
// it which versions it has.
void Store::State::make_index_good(OpenReport& report, bool load_known) {
  JournalFindings findings;
  OpenedIndex index = open_index(index_path(), Database::Access::kWrite, *journal);
  if (index.state == IndexState::kGood && index.position != journal->end()) {
    const Status caught =
        catch_up(*index.database, *journal, index.position, true, findings, folding);
    if (caught) {
      index.position = journal->end();
    } else if (is_damage(caught.error())) {
      index.database.reset();
      index.state = IndexState::kBad;
      index.why = caught.error().message;
    } else {
      note("the index stays behind the journal for now: " + describe(caught.error()));
    }
  }
  if (index.state == IndexState::kLocked) {
    note("the index stays behind the journal while another process reads it");
    if (load_known) index = open_index(index_path(), Database::Access::kRead, *journal);
  } else if (index.state != IndexState::kGood) {
    const bool bad = index.state == IndexState::kBad;
    if (index.state == IndexState::kOld)
      report.notes.push_back("made the index again from the journal: " + index.why);
    if (bad)
      report.notes.push_back("set aside the index, to make it again from the journal: " +
                             index.why);
    const bool is_empty = journal->end().segment == 0;
    if (const Status made = rebuild_index(index_path(), *journal, bad, findings); made) {
      report.index_rebuilt = bad || index.state == IndexState::kOld || !is_empty;
      if (load_known && !is_empty)
        index = open_index(index_path(), Database::Access::kRead, *journal);
      index.position = journal->end();
    } else {
      note("the index cannot be made for now: " + describe(made.error()));
    }
  }
  indexed = index.position;
  const auto add = [&](std::string_view id, std::string_view sha256) { know(id, sha256); };
  if (load_known && index.database && !each_version(*index.database, add))
    indexed = {};  // then the journal tells
  may_replace = false;
  take_findings(findings, report);
}

// The versions that the index lacks.
Status Store::State::know_the_rest(OpenReport& report) {
  if (indexed == journal->end()) return ok_status();
  JournalFindings findings;
  ENTENTE_CHECK(journal->read(indexed, findings, [&](const Journal::Entry& entry) -> Status {
    if (reader.read(entry.document, entry.record, scratch))
      know(scratch.document.id, scratch.document.sha256);
    ++behind;
    return ok_status();
  }));
  take_findings(findings, report);
  return ok_status();
}

Status Store::State::open_to_read(OpenReport& report) {
  if (Status format = check_format(folder); !format) {
    if (format.error().code == ErrorCode::kNotFound)
      return Error{ErrorCode::kNotFound, "no database here: `entente gather --db` makes one",
                   folder, 0};
    return format;
  }
  const auto until = std::chrono::steady_clock::now() + kWaitForWriter;
  for (int mended = 0;;) {
    JournalFindings findings;
    ENTENTE_TRY(Journal opened,
                Journal::open(folder + "/journal", false, limits.segment_bytes, findings));
    journal.emplace(std::move(opened));
    take_findings(findings, report);
    OpenedIndex index = open_index(index_path(), Database::Access::kRead, *journal);
    const bool has_writer = LockFile::holder(folder + "/lock") != 0;
    if (index.state == IndexState::kGood && (index.position == journal->end() || has_writer)) {
      indexed = index.position;
      answers = std::move(index.database);
      return ok_status();
    }
    index.database.reset();
    if (index.state != IndexState::kLocked && !has_writer) {
      if (is_read_only(folder)) return answer_from_memory(report, "the disk cannot be written to");
      if (mended++ == 2)
        return answer_from_memory(report, index.why.empty() ? notes_line() : index.why);
      recover_as_writer(report);
      continue;
    }
    if (std::chrono::steady_clock::now() > until) {
      if (index.state != IndexState::kLocked) return answer_from_memory(report, index.why);
      return Error{ErrorCode::kStore,
                   "the index is being written to by another process; try again in a moment",
                   index_path(), 0};
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
}

// With no writer alive, a reader brings the database in order as one would, as far as it can.
void Store::State::recover_as_writer(OpenReport& report) {
  auto held = LockFile::take(folder + "/lock");
  if (!held) return;  // somebody was quicker
  JournalFindings findings;
  auto opened = Journal::open(folder + "/journal", true, limits.segment_bytes, findings);
  if (!opened) return;
  journal.emplace(*std::move(opened));
  take_findings(findings, report);
  make_index_good(report, false);
}

Status Store::State::answer_from_memory(OpenReport& report, const std::string& why) {
  JournalFindings findings;
  ENTENTE_TRY(Database memory, index_in_memory(*journal, findings));
  answers.emplace(std::move(memory));
  indexed = journal->end();
  take_findings(findings, report);
  report.notes.push_back("the index is not good and cannot be mended (" + why +
                         "): answering from one in memory");
  return ok_status();
}

Result<Store> Store::open(const std::string& folder, Mode mode, OpenReport& report,
                          const StoreLimits& limits) {
  Store store;
  store.state_ = std::make_unique<State>();
  State& state = *store.state_;
  state.folder = folder;
  while (state.folder.size() > 1 && state.folder.back() == '/') state.folder.pop_back();
  state.mode = mode;
  state.limits = limits;
  ENTENTE_CHECK(mode == Mode::kWrite ? state.open_to_write(report) : state.open_to_read(report));
  return store;
}

Store::Store() = default;
Store::Store(Store&&) noexcept = default;
Store& Store::operator=(Store&&) noexcept = default;
Store::~Store() {
  if (state_ != nullptr && state_->mode == Mode::kWrite && state_->journal && state_->known)
    static_cast<void>(
        state_->update_index().has_value());  // what it lacks is added at the next opening
}

// --- Writing ---

bool Store::has(std::string_view id, std::string_view sha256) const {
  if (state_->known) return state_->known->has(id, sha256);
  const std::string values[] = {std::string(id), std::string(sha256)};
  const auto table = query("SELECT 1 FROM versions WHERE id = $1 AND sha256 = $2", 1, values);
  return table && !table->rows.empty();
}

Status Store::State::append(const StoredRecord& record, bool known_too) {
  if (mode != Mode::kWrite) return Error{ErrorCode::kStore, "opened for reading", folder, 0};
  const auto line = [](std::string_view text) {
    return text.substr(0, text.find_last_not_of("\r\n") + 1);
  };
  const std::string_view document = line(record.document), coded = line(record.record);
  ENTENTE_CHECK(reader.read(document, coded, scratch));
  const Document& read = scratch.document;
  if (!known_too && known->has(read.id, read.sha256)) return ok_status();
  ENTENTE_TRY(const std::uint64_t sequence, journal->add(document, coded));
  static_cast<void>(sequence);
  known->add(read.id, read.sha256);
  if (!ids->add(read.id, {})) may_replace = true;
  ++behind;
  return ok_status();
}

Status Store::append(const StoredRecord& record) { return state_->append(record, false); }
Status Store::replace(const StoredRecord& record) { return state_->append(record, true); }

std::uint64_t Store::pending_bytes() const { return state_->journal->pending_bytes(); }

Status Store::commit() {
  if (state_->mode != Mode::kWrite)
    return Error{ErrorCode::kStore, "opened for reading", state_->folder, 0};
  ENTENTE_CHECK(state_->journal->sync());
  if (state_->behind < state_->may_be_behind()) return ok_status();
  if (const Status updated = state_->update_index(); !updated)
    state_->note("the index stays behind the journal for now: " + describe(updated.error()));
  return ok_status();
}

Status Store::refresh() {
  return state_->mode == Mode::kWrite ? state_->update_index() : ok_status();
}

Status Store::State::update_index() {
  if (indexed == journal->end()) return ok_status();
  answers.reset();
  JournalFindings findings;
  OpenReport report;
  OpenedIndex index = open_index(index_path(), Database::Access::kWrite, *journal);
  if (index.state == IndexState::kLocked)
    return Error{ErrorCode::kStore, "another process reads it", index_path(), 0};
  if (index.state == IndexState::kGood) {
    const Status caught =
        catch_up(*index.database, *journal, index.position, may_replace, findings, folding);
    index.database.reset();
    if (!caught && !set_index_aside(caught.error())) return caught;
  } else {
    note("the index is made again: " + (index.why.empty() ? "it is gone" : index.why));
    ENTENTE_CHECK(rebuild_index(index_path(), *journal, index.state == IndexState::kBad, findings));
  }
  for (const std::string& text : findings.notes) note(text);
  indexed = journal->end();
  if (journal->pending_bytes() == 0) {
    behind = 0;
    may_replace = false;
  }
  return ok_status();
}

std::vector<std::string> Store::take_notes() { return std::exchange(state_->notes, {}); }

Status Store::rebuild() {
  if (state_->mode != Mode::kWrite)
    return Error{ErrorCode::kStore, "opened for reading", state_->folder, 0};
  state_->answers.reset();
  JournalFindings findings;
  ENTENTE_CHECK(rebuild_index(state_->index_path(), *state_->journal, false, findings));
  for (const std::string& text : findings.notes) state_->note(text);
  state_->indexed = state_->journal->end();
  return ok_status();
}

// --- Asking ---

// The index, open for reading; a writer's is first brought up to the journal.
Result<const Database*> Store::State::database() const {
  if (!answers) {
    OpenedIndex index = open_index(index_path(), Database::Access::kRead, *journal);
    if (!index.database)
      return Error{ErrorCode::kStore, "the index cannot be asked: " + index.why, index_path(), 0};
    answers = std::move(index.database);
  }
  return &*answers;
}

// An index that opened and then lacks what it should hold (a power cut inside a checkpoint, a bad
// disk) goes the way of one that does not open, unless a writer is at work on it.
bool Store::State::set_index_aside(const Error& error) {
  if (!is_damage(error) || indexed.segment == 0) return false;
  std::optional<LockFile> held;
  if (mode == Mode::kRead) {
    auto taken = LockFile::take(folder + "/lock");
    if (!taken) return false;
    held.emplace(*std::move(taken));
  }
  answers.reset();
  folding.reset();
  JournalFindings findings;
  const Status made = rebuild_index(index_path(), *journal, true, findings);
  note(made ? "set aside the index, and made it again from the journal: " + error.message
            : "the index is damaged and cannot be made for now: " + describe(made.error()));
  if (made) indexed = journal->end();
  return made.has_value();
}

template <class Ask>
auto Store::State::ask(Ask ask) -> decltype(ask(std::declval<const Database&>())) {
  ENTENTE_TRY(const Database* database, this->database());
  auto answer = ask(*database);
  if (answer || !set_index_aside(answer.error())) return answer;
  ENTENTE_TRY(database, this->database());
  return ask(*database);
}

Result<Store::Table> Store::query(std::string_view sql, std::uint64_t max_rows,
                                  std::span<const std::string> values) const {
  if (state_->mode == Mode::kWrite)
    if (const Status updated = state_->update_index(); !updated)
      state_->note("the index stays behind the journal for now: " + describe(updated.error()));
  return state_->ask(
      [&](const Database& database) { return database.query(sql, values, max_rows); });
}

Result<Store::Table> Store::list(MapList list, const MapFilter& filter) const {
  if (state_->mode == Mode::kWrite) ENTENTE_CHECK(state_->update_index());
  return state_->ask([&](const Database& database) {
    return state_->lists.ask(database, *state_->journal, list, filter);
  });
}

// Two threads, a connection each; where their records stand is asked once for all lists.
Result<std::vector<Store::Table>> Store::lists(std::span<const MapQuestion> questions) const {
  if (state_->mode == Mode::kWrite) ENTENTE_CHECK(state_->update_index());
  return state_->ask([&](const Database& database) -> Result<std::vector<Table>> {
    ENTENTE_TRY(const Database second, database.connect());
    std::vector<Table> tables(questions.size());
    ListReader others;
    const auto each = [&](auto answer) -> Status {
      std::atomic<std::size_t> next = 0;
      const auto work = [&](const Database& connection, ListReader& reader) -> Status {
        for (std::size_t i = next++; i < questions.size(); i = next++) {
          ENTENTE_TRY(tables[i], answer(connection, reader, i));
        }
        return ok_status();
      };
      Status one = ok_status(), other = ok_status();
      {
        const std::jthread thread([&] { other = work(second, others); });
        one = work(database, state_->lists);
      }
      return one ? other : one;
    };
    ENTENTE_CHECK(each([&](const Database& connection, ListReader&, std::size_t i) {
      return ListReader::pick(connection, questions[i]);
    }));
    ENTENTE_CHECK(ListReader::find_places(database, tables));
    ENTENTE_CHECK(each([&](const Database& connection, ListReader& reader, std::size_t i) {
      return reader.read(connection, *state_->journal, questions[i], std::move(tables[i]));
    }));
    return tables;
  });
}

Status Store::each_row(std::string_view sql, std::span<const std::string> values,
                       const std::function<bool(Row&)>& visit) const {
  if (state_->mode == Mode::kWrite) ENTENTE_CHECK(state_->update_index());
  ENTENTE_TRY(const Database* const database, state_->database());
  std::vector<Column> columns;
  return database->each_row(sql, values, columns, visit);
}

Status Store::each(const std::function<bool(Kept&)>& visit, std::string_view not_by) {
  struct At {
    std::uint64_t begin;
    std::uint32_t segment;
  };
  std::vector<At> places;  // first all: what `visit` adds closes the index
  const std::string values[] = {std::string(not_by)};
  ENTENTE_CHECK(each_row(
      "SELECT segment, begin_byte FROM documents WHERE coder <> $1 ORDER BY document", values,
      [&](Row& row) {
        places.push_back(
            {std::strtoull(row[1].value_or("").c_str(), nullptr, 10),
             static_cast<std::uint32_t>(std::strtoul(row[0].value_or("").c_str(), nullptr, 10))});
        return true;
      }));
  for (const At& place : places) {
    auto lines = state_->journal->read_at(place.segment, place.begin);
    if (!lines) {
      state_->note(describe(lines.error()));
      continue;
    }
    Kept kept{std::move(lines->first), std::move(lines->second)};
    if (!visit(kept)) break;
  }
  return ok_status();
}

Result<Store::Kept> Store::find(std::string_view id) const {
  const std::string values[] = {std::to_string(hash64(id)), std::string(id)};
  ENTENTE_TRY(const Table table, query(kPlaceOfDocument, 1, values));
  if (table.rows.empty())
    return Error{ErrorCode::kNotFound, "no such document", std::string(id), 0};
  const auto number = [&](std::size_t column) {
    return std::strtoull(table.rows[0][column].value_or("0").c_str(), nullptr, 10);
  };
  ENTENTE_TRY(auto lines,
              state_->journal->read_at(static_cast<std::uint32_t>(number(0)), number(1)));
  return Kept{std::move(lines.first), std::move(lines.second)};
}

}  // namespace entente
