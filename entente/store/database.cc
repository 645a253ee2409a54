// Tested by store_test.cc.
#include "entente/store/database.h"

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <utility>

#include "entente/store/database_values.h"
#include "entente/store/duckdb_api.h"

namespace entente {
namespace {

constexpr std::uintmax_t kSmallFileBytes = 64u << 20;

Error store_error(const char* words) {
  std::string message = words != nullptr ? words : "DuckDB refused without a word";
  if (const std::size_t end = message.find_last_not_of("\n "); end != std::string::npos)
    message.resize(end + 1);
  return Error{ErrorCode::kStore, message, "", 0};
}

// A result, freed on every way out.
class ResultHolder {
 public:
  explicit ResultHolder(const DuckdbApi& api) : api_(api) {}
  ~ResultHolder() { api_.duckdb_destroy_result(&result); }
  ResultHolder(const ResultHolder&) = delete;
  ResultHolder& operator=(const ResultHolder&) = delete;
  duckdb_result result{};

 private:
  const DuckdbApi& api_;
};

class StatementHolder {
 public:
  explicit StatementHolder(const DuckdbApi& api) : api_(api) {}
  ~StatementHolder() { api_.duckdb_destroy_prepare(&statement); }
  StatementHolder(const StatementHolder&) = delete;
  StatementHolder& operator=(const StatementHolder&) = delete;
  duckdb_prepared_statement statement = nullptr;

 private:
  const DuckdbApi& api_;
};

}  // namespace

struct Appender::State {
  const DuckdbApi* api = nullptr;
  duckdb_appender appender = nullptr;
  duckdb_logical_type text_type = nullptr;
  std::string failure;
  std::vector<duckdb_value> list;

  ~State() {
    api->duckdb_destroy_logical_type(&text_type);
    api->duckdb_appender_destroy(&appender);
  }
  void took(duckdb_state state) {
    if (state != DuckDBError || !failure.empty()) return;
    const char* const words = api->duckdb_appender_error(appender);
    failure = words != nullptr ? words : "an appender refused";
  }
};

Appender::Appender(std::unique_ptr<State> state) : state_(std::move(state)) {}
Appender::Appender(Appender&&) noexcept = default;
Appender& Appender::operator=(Appender&&) noexcept = default;
Appender::~Appender() = default;

Appender& Appender::text(std::string_view value) {
  state_->took(
      state_->api->duckdb_append_varchar_length(state_->appender, value.data(), value.size()));
  return *this;
}
Appender& Appender::integer(std::int64_t value) {
  state_->took(state_->api->duckdb_append_int64(state_->appender, value));
  return *this;
}
Appender& Appender::unsigned_integer(std::uint64_t value) {
  state_->took(state_->api->duckdb_append_uint64(state_->appender, value));
  return *this;
}
Appender& Appender::real(double value) {
  state_->took(state_->api->duckdb_append_double(state_->appender, value));
  return *this;
}
Appender& Appender::boolean(bool value) {
  state_->took(state_->api->duckdb_append_bool(state_->appender, value));
  return *this;
}
Appender& Appender::day_or_null(std::optional<Day> value) {
  if (!value) return null();
  state_->took(state_->api->duckdb_append_date(state_->appender, duckdb_date{*value}));
  return *this;
}
Appender& Appender::texts(std::span<const std::string> values) {
  const DuckdbApi& api = *state_->api;
  state_->list.clear();
  state_->list.reserve(8);  // an empty list too needs an address: DuckDB refuses null
  for (const std::string& value : values)
    state_->list.push_back(api.duckdb_create_varchar_length(value.data(), value.size()));
  duckdb_value list =
      api.duckdb_create_list_value(state_->text_type, state_->list.data(), state_->list.size());
  state_->took(api.duckdb_append_value(state_->appender, list));
  for (duckdb_value& value : state_->list) api.duckdb_destroy_value(&value);
  api.duckdb_destroy_value(&list);
  return *this;
}
Appender& Appender::null() {
  state_->took(state_->api->duckdb_append_null(state_->appender));
  return *this;
}
void Appender::end_row() { state_->took(state_->api->duckdb_appender_end_row(state_->appender)); }

Status Appender::flush() {
  if (state_->failure.empty()) state_->took(state_->api->duckdb_appender_flush(state_->appender));
  if (!state_->failure.empty()) return store_error(state_->failure.c_str());
  return ok_status();
}

// The open file; shared by the connections to it, closed after the last.
struct OpenDatabase {
  const DuckdbApi* api = nullptr;
  duckdb_database database = nullptr;

  ~OpenDatabase() {
    if (database != nullptr) api->duckdb_close(&database);
  }
};

struct Database::State {
  const DuckdbApi* api = nullptr;
  std::shared_ptr<OpenDatabase> open;
  duckdb_connection connection = nullptr;

  ~State() {
    if (connection != nullptr) api->duckdb_disconnect(&connection);
  }
};

Database::Database(std::unique_ptr<State> state) : state_(std::move(state)) {}
Database::Database(Database&&) noexcept = default;
Database& Database::operator=(Database&&) noexcept = default;
Database::~Database() = default;

Result<Database> Database::open(const std::string& path, Access access) {
  auto open = std::make_shared<OpenDatabase>();
  ENTENTE_TRY(open->api, duckdb_api());
  const DuckdbApi& api = *open->api;
  duckdb_config config = nullptr;
  if (api.duckdb_create_config(&config) == DuckDBError)
    return store_error("DuckDB makes no configuration");
  const char* const folder = std::getenv("TMPDIR");
  const std::string spill = (folder != nullptr && *folder != '\0' ? folder : std::string("/tmp")) +
                            "/entente-export-" + std::to_string(::getpid());
  std::vector<std::pair<const char*, const char*>> settings = {
      {"access_mode", access != Access::kWrite && !path.empty() ? "READ_ONLY" : "READ_WRITE"},
      // Nothing leaves this machine, nothing is fetched.
      {"autoinstall_known_extensions", "false"},
      {"autoload_known_extensions", "false"},
      // Closing writes the log into the file: before, only where it would grow large.
      {"checkpoint_threshold", "256MiB"},
  };
  // Threads that wait for each other cost a small file a third of its time and help it nothing; and
  // a writer's would take from those that code (they spin: a tenth of a checkpoint's time).
  std::error_code missing;
  const std::uintmax_t size = path.empty() ? 0 : std::filesystem::file_size(path, missing);
  if (missing || size < kSmallFileBytes || access == Access::kWrite)
    settings.emplace_back("threads", "1");
  // What sorts ten million rows is kept from taking the machine: beyond a bound it goes to files.
  if (access == Access::kExport)
    settings.insert(settings.end(), {{"memory_limit", "1GiB"}, {"temp_directory", spill.c_str()}});
  for (const auto& [name, value] : settings) api.duckdb_set_config(config, name, value);
  char* words = nullptr;
  const duckdb_state opened =
      api.duckdb_open_ext(path.empty() ? nullptr : path.c_str(), &open->database, config, &words);
  api.duckdb_destroy_config(&config);
  if (opened == DuckDBError) {
    Error error = store_error(words);
    error.source = path;
    api.duckdb_free(words);
    return error;
  }
  auto state = std::make_unique<State>();
  state->api = open->api;
  state->open = std::move(open);
  ENTENTE_TRY(Database database, Database(std::move(state)).connect());
  if (access == Access::kRead && !path.empty()) ENTENTE_CHECK(database.shut_out_files());
  return database;
}

Result<Database> Database::connect() const {
  auto state = std::make_unique<State>();
  state->api = state_->api;
  state->open = state_->open;
  if (state->api->duckdb_connect(state->open->database, &state->connection) == DuckDBError)
    return store_error("DuckDB gives no connection");
  return Database(std::move(state));
}

void Database::interrupt() const { state_->api->duckdb_interrupt(state_->connection); }

Status Database::use_all_cores() { return run("RESET threads"); }

Status Database::shut_out_files() {
  return run("SET enable_external_access = false; SET lock_configuration = true");
}

Status Database::run(const std::string& sql) {
  ResultHolder holder(*state_->api);
  if (state_->api->duckdb_query(state_->connection, sql.c_str(), &holder.result) == DuckDBError)
    return store_error(state_->api->duckdb_result_error(&holder.result));
  return ok_status();
}

Result<Store::Table> Database::query(std::string_view sql, std::span<const std::string> values,
                                     std::uint64_t max_rows) const {
  Store::Table table;
  if (max_rows == 0) return table;
  ENTENTE_CHECK(each_row(sql, values, table.columns, [&](Row& row) {
    table.rows.push_back(std::move(row));
    return table.rows.size() < max_rows;
  }));
  return table;
}

Status Database::each_row(std::string_view sql, std::span<const std::string> values,
                          std::vector<Store::Column>& columns,
                          const std::function<bool(Row&)>& visit) const {
  const DuckdbApi& api = *state_->api;
  StatementHolder prepared(api);
  if (api.duckdb_prepare(state_->connection, std::string(sql).c_str(), &prepared.statement) ==
      DuckDBError)
    return store_error(api.duckdb_prepare_error(prepared.statement));
  if (api.duckdb_nparams(prepared.statement) > values.size())
    return store_error("the question has parameters without a value");
  for (idx_t i = 0; i < api.duckdb_nparams(prepared.statement); ++i)
    if (api.duckdb_bind_varchar_length(prepared.statement, i + 1, values[i].data(),
                                       values[i].size()) == DuckDBError)
      return store_error("a value cannot be bound");
  ResultHolder holder(api);
  if (api.duckdb_execute_prepared_streaming(prepared.statement, &holder.result) == DuckDBError)
    return store_error(api.duckdb_result_error(&holder.result));

  std::vector<TypeHolder> types;
  for (idx_t c = 0; c < api.duckdb_column_count(&holder.result); ++c) {
    types.emplace_back(api, api.duckdb_column_logical_type(&holder.result, c));
    columns.push_back(
        {api.duckdb_column_name(&holder.result, c), type_name(api, types.back().get())});
    if (columns.back().type.empty())
      return store_error(
          ("column " + columns.back().name + " has a type that is not shown: CAST it to VARCHAR")
              .c_str());
  }
  Row row;
  bool go_on = true;
  while (go_on) {
    duckdb_data_chunk chunk = api.duckdb_fetch_chunk(holder.result);
    if (chunk == nullptr) break;
    const idx_t rows = api.duckdb_data_chunk_get_size(chunk);
    for (idx_t r = 0; r < rows && go_on; ++r) {
      row.clear();
      for (idx_t c = 0; c < types.size(); ++c)
        row.push_back(
            value_text(api, types[c].get(), api.duckdb_data_chunk_get_vector(chunk, c), r));
      go_on = visit(row);
    }
    api.duckdb_destroy_data_chunk(&chunk);
  }
  const char* const words = go_on ? api.duckdb_result_error(&holder.result) : nullptr;
  if (words != nullptr && *words != '\0') return store_error(words);
  return ok_status();
}

Result<Appender> Database::appender(const char* table) {
  auto state = std::make_unique<Appender::State>();
  state->api = state_->api;
  state->text_type = state_->api->duckdb_create_logical_type(DUCKDB_TYPE_VARCHAR);
  if (state_->api->duckdb_appender_create(state_->connection, nullptr, table, &state->appender) ==
      DuckDBError)
    return store_error(state_->api->duckdb_appender_error(state->appender));
  return Appender(std::move(state));
}

bool is_locked(const Error& error) {
  return error.message.find("Could not set lock on file") != std::string::npos;
}

bool is_damage(const Error& error) {
  for (const char* const words : {"IO Error: Could not read", "Corrupt database file",
                                  "Serialization Error", "INTERNAL Error", "FATAL Error"})
    if (error.message.find(words) != std::string::npos) return true;
  return false;
}

}  // namespace entente
