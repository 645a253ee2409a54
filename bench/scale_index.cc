// How the index answers when it is large: multiplies a database's index, tables and all, to the
// asked number of events, spreads the copies over twenty years, folds anew, and times each page's
// question.
//
//   scale_index DATABASE EVENTS [STATE STATE]      DATABASE/index.duckdb is changed: give a copy
//
// Tables are copied with new document numbers and days, not generated: their columns keep the
// spread of values that real records have. The journal is not multiplied; nothing here reads it.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <string>
#include <vector>

#include "entente/store/database.h"
#include "entente/store/index_folding_sql.h"
#include "entente/store/store.h"
#include "entente/store/tables.h"

namespace {

using entente::Database;
using Clock = std::chrono::steady_clock;
constexpr long kCopiesAtOnce = 24;

// Processor time of all threads: what a loaded machine does not change.
double cpu_ms() { return 1000.0 * static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

double ms_since(Clock::time_point start) {
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

std::string only(const Database& database, const std::string& sql) {
  const auto table = database.query(sql, {}, 1);
  if (!table) {
    std::fprintf(stderr, "%s\n%s\n", sql.c_str(), table.error().message.c_str());
    std::exit(1);
  }
  return table->rows.empty() ? "" : table->rows[0][0].value_or("");
}

void run(Database& database, const std::string& sql) {
  const auto done = database.run(sql);
  if (done) return;
  std::fprintf(stderr, "%s\n%s\n", sql.c_str(), done.error().message.c_str());
  std::exit(1);
}

// The columns of `table` for copy `copies.k`: numbers of documents, days and keys moved on.
std::string moved_columns(const Database& database, const std::string& table) {
  const std::string shift = " + INTERVAL (hash(copies.k, t.document) % 7300) DAY AS DATE)";
  std::string out;
  const auto columns =
      database.query("SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = '" +
                         table + "' ORDER BY column_index",
                     {}, 100);
  for (const auto& row : columns->rows) {
    const std::string& name = *row[0];
    out += out.empty() ? "" : ", ";
    if (name == "document" || name == "report")
      out += "t." + name + " + copies.k * copies.n";
    else if (name == "id")
      out += "t.id || '-' || copies.k";
    else if (name == "id_key")
      out += "hash(t.id_key, copies.k)";
    else if (*row[1] == "DATE" && name != "collected" && name != "since")
      out += "CAST(t." + name + shift;
    else if (name == "act")
      out += "hash(t.act, copies.k)";
    else
      out += "t." + name;
  }
  return out;
}

// Postings as gathering and merging would have left them: runs of a million documents. Of the words
// that one document alone has, a quarter are each copy's own, as new names are.
void multiply_words(Database& database, long copies) {
  const std::string n = "(SELECT max(document) FROM base)";
  const long at_once = std::max(
      1L,
      1'048'576 / std::strtol(only(database, "SELECT count(*) FROM base").c_str(), nullptr, 10));
  run(database,
      "CREATE TEMP TABLE base_words AS SELECT *, hash(word) % 4 = 0 AND len(documents) = 1 AS own "
      "FROM words");
  for (long k = 1; k < copies; k += at_once) {
    const std::string from = std::to_string(k), to = std::to_string(std::min(k + at_once, copies));
    const std::string last = n + " * " + to;
    run(database,
        "INSERT INTO words SELECT * FROM (SELECT word, part, " + last +
            " AS run, flatten(list_transform(range(" + from + ", " + to +
            "), k -> list_transform(documents, d -> d + k * getvariable('n')))) FROM base_words "
            "WHERE NOT own UNION ALL SELECT word || k, part, " +
            last +
            ", list_transform(documents, d -> d + k * getvariable('n')) FROM base_words, (SELECT "
            "range AS k FROM range(" +
            from + ", " + to + ")) WHERE own) ORDER BY word, part");
    run(database, "INSERT INTO word_runs VALUES (" + last + ", 3, (" + to + " - " + from +
                      ") * (SELECT count(*) FROM base))");
  }
}

// Copies beside what is there, some at a time: what they sort then fits in memory, and stands in
// the order of gathering.
void multiply_tables(Database& database, long copies) {
  run(database, "CREATE TEMP TABLE copies (k BIGINT, n BIGINT)");
  const std::string last = only(database, "SELECT max(document) FROM base");
  for (long k = 1; k < copies; k += kCopiesAtOnce) {
    run(database, "BEGIN TRANSACTION; DELETE FROM copies; INSERT INTO copies SELECT range, " +
                      last + " FROM range(" + std::to_string(k) + ", " +
                      std::to_string(std::min(k + kCopiesAtOnce, copies)) + ")");
    for (const char* const* table = entente::kTablesOfDocuments; *table != nullptr; ++table)
      run(database, std::string("INSERT INTO ") + *table + " SELECT " +
                        moved_columns(database, *table) + " FROM copies, (SELECT * FROM " + *table +
                        " WHERE document <= " + last + ") t ORDER BY copies.k, t.document");
    run(database, "COMMIT");
  }
}

void fold(Database& database) {
  for (const char* const all : {entente::kOrderGathered, entente::kNameStates,
                                entente::kMakeAllPersons, entente::kMakeAllActs})
    run(database, all);
}

void multiply(Database& database, long copies) {
  const auto start = Clock::now();
  run(database,
      "SET memory_limit = '4GB'; CREATE TEMP TABLE base AS SELECT document FROM documents");
  run(database, "SET VARIABLE n = (SELECT max(document) FROM base)");
  multiply_words(database, copies);
  multiply_tables(database, copies);
  std::printf("copied in %.1f s\n", ms_since(start) / 1000);
  fold(database);
  run(database, "CHECKPOINT");
}

template <class Question>
void time_it(const char* name, Question ask) {
  std::vector<double> times, cpu;
  for (int i = 0; i < 7; ++i) {
    const auto start = Clock::now();
    const double before = cpu_ms();
    if (!ask()) std::exit(1);
    times.push_back(ms_since(start));
    cpu.push_back(cpu_ms() - before);
  }
  const double first = times[0];
  std::sort(times.begin(), times.end());
  std::sort(cpu.begin(), cpu.end());
  std::printf("%-20s first %7.1f ms   median of 7: %7.1f ms, of processor time %7.1f ms\n", name,
              first, times[3], cpu[3]);
}

}  // namespace

int main(int argc, char** argv) {
  std::setvbuf(stdout, nullptr, _IOLBF, 0);
  if (argc < 3)
    return std::fprintf(stderr, "usage: scale_index DATABASE EVENTS [STATE STATE]\n"), 2;
  const std::string folder = argv[1], index = folder + "/index.duckdb";
  const std::string a = argc > 4 ? std::min<std::string>(argv[3], argv[4]) : "RUS",
                    b = argc > 4 ? std::max<std::string>(argv[3], argv[4]) : "VEN";
  {
    auto database = Database::open(index, Database::Access::kWrite);
    if (!database) return std::fprintf(stderr, "%s\n", database.error().message.c_str()), 1;
    const double have =
        std::strtod(only(*database, "SELECT count(*) FROM events").c_str(), nullptr);
    const auto copies = static_cast<long>(std::strtod(argv[2], nullptr) / std::max(have, 1.0));
    const auto start = Clock::now();
    if (copies > 1) multiply(*database, copies);
    std::printf("made in %.1f s\n", ms_since(start) / 1000);
    const double events =
        std::strtod(only(*database, "SELECT count(*) FROM events").c_str(), nullptr);
    std::printf("%.0f events, %s documents, %s acts, %s of %s-%s, %s sentences\n", events,
                only(*database, "SELECT count(*) FROM documents").c_str(),
                only(*database, "SELECT count(*) FROM acts").c_str(),
                only(*database, "SELECT count(*) FROM act_pairs WHERE state_a = '" + a +
                                    "' AND state_b = '" + b + "'")
                    .c_str(),
                a.c_str(), b.c_str(), only(*database, "SELECT count(*) FROM sentences").c_str());
    std::printf("index: %.0f bytes an event\n",
                static_cast<double>(std::filesystem::file_size(index)) / events);
  }
  time_it("open", [&] {
    entente::OpenReport report;
    return entente::Store::open(folder, entente::Store::Mode::kRead, report).has_value();
  });
  entente::OpenReport report;
  const auto store = entente::Store::open(folder, entente::Store::Mode::kRead, report);
  for (const std::string& note : report.notes) std::printf("%s\n", note.c_str());
  time_it("overview", [&] { return entente::ask_overview(*store, {}).has_value(); });
  time_it("state", [&] { return entente::ask_state(*store, b, {}).has_value(); });
  time_it("pair", [&] { return entente::ask_pair(*store, a, b, {}).has_value(); });
  entente::AnswerFilter year;
  year.since = entente::parse_day("2030-01-01"), year.until = entente::parse_day("2030-12-31");
  time_it("pair, one year", [&] { return entente::ask_pair(*store, a, b, year).has_value(); });
  time_it("overview, one year", [&] { return entente::ask_overview(*store, year).has_value(); });
  return 0;
}
