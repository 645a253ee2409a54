// DuckDB behind values and Results: open, run, ask, append. The one place that knows its C
// interface.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "entente/base/date.h"
#include "entente/base/result.h"
#include "entente/store/store.h"

namespace entente {

// Rows to one table, quick. What fails is kept and told by flush(); what follows a failure is
// dropped.
class Appender {
 public:
  Appender(Appender&&) noexcept;
  Appender& operator=(Appender&&) noexcept;
  ~Appender();

  // The values of a row, in the order of the table's columns; end_row() after the last.
  Appender& text(std::string_view value);
  Appender& text_or_null(std::string_view value) { return value.empty() ? null() : text(value); }
  Appender& integer(std::int64_t value);
  Appender& integer_or_null(std::optional<std::uint32_t> value) {
    return value ? integer(*value) : null();
  }
  Appender& unsigned_integer(std::uint64_t value);
  Appender& real(double value);
  Appender& real_or_null(std::optional<double> value) { return value ? real(*value) : null(); }
  Appender& boolean(bool value);
  Appender& day_or_null(std::optional<Day> value);
  Appender& texts(std::span<const std::string> values);
  Appender& null();
  void end_row();

  // Hands the rows to the running transaction. kStore: with DuckDB's words.
  Status flush();

 private:
  friend class Database;
  struct State;
  explicit Appender(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// An open database file and one connection to it. Not for several threads at once.
class Database {
 public:
  enum class Access : std::uint8_t { kRead, kWrite, kExport };
  // Opens `path`; kWrite makes it; kExport reads it, and SQL of ours may write other files, with at
  // most 1 GiB of memory. An empty path: in memory. For kRead no file outside is within SQL's
  // reach. kStore: with DuckDB's words; is_locked() tells another process's hold from damage.
  static Result<Database> open(const std::string& path, Access access);
  Database(Database&&) noexcept;
  Database& operator=(Database&&) noexcept;
  ~Database();  // a writer's closing checkpoints: the file then stands alone

  // Another connection to the same open file: for another thread. Fails only if memory does.
  Result<Database> connect() const;
  // Ends the question that runs on this connection, if any: it fails. From any thread.
  void interrupt() const;

  // Statements without an answer; several, parted by `;`.
  Status run(const std::string& sql);
  // One statement, `values` bound to $1, $2 …; at most `max_rows` rows are fetched.
  Result<Store::Table> query(std::string_view sql, std::span<const std::string> values,
                             std::uint64_t max_rows) const;
  // The same, a row at a time: for answers too long to hold. `visit` says whether to go on.
  using Row = std::vector<std::optional<std::string>>;
  Status each_row(std::string_view sql, std::span<const std::string> values,
                  std::vector<Store::Column>& columns,
                  const std::function<bool(Row&)>& visit) const;
  Result<Appender> appender(const char* table);
  // A file that is small, or open for writing, has one thread; what is done in bulk may have more.
  Status use_all_cores();
  // From now on SQL reaches no file but this database. Cannot be undone.
  Status shut_out_files();

 private:
  struct State;
  explicit Database(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// Is this refusal to open a matter of another process's hold on the file?
bool is_locked(const Error& error);
// Does it say that the file lacks bytes or holds wrong ones? DuckDB finds that where it reads them.
bool is_damage(const Error& error);

}  // namespace entente
