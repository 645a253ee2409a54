// entente export: what the database knows, in files that other tools read.
#include <cstdio>
#include <string>

#include "entente/base/output.h"
#include "entente/cli/commands.h"
#include "entente/cli/terminal.h"
#include "entente/lexicon/lexicon.h"
#include "entente/pipeline/pipeline.h"
#include "entente/show/export.h"

namespace entente::cli {
namespace {

Status add_countries(const Lexicons& lexicons, ExportCodes& out) {
  ENTENTE_TRY(const TableView table, lexicons.table("tables.countries"));
  for (std::uint32_t row = 0; row < table.rows(); ++row) {
    const auto text = [&](std::string_view column) {
      return std::string(table.text(row, table.column(column)));
    };
    const std::int32_t cow = table.number(row, table.column("cow"));  // 0: it has none
    out.countries.push_back({text("code"), text("name"), text("fips"), text("cameo_gdelt"),
                             text("petrarch"), cow > 0 ? std::to_string(cow) : ""});
  }
  return ok_status();
}

Status add_roles_and_scores(const Lexicons& lexicons, ExportCodes& out) {
  ENTENTE_TRY(const TableView sectors, lexicons.table("tables.sectors"));
  for (std::uint32_t row = 0; row < sectors.rows(); ++row)
    if (!sectors.text(row, sectors.column("cameo_gdelt")).empty())
      out.cameo_roles.emplace_back(sectors.text(row, sectors.column("code")));
  ENTENTE_TRY(const TableView types, lexicons.table("tables.plover_types"));
  for (std::uint32_t row = 0; row < types.rows(); ++row) {
    char score[32];
    std::snprintf(score, sizeof score, "%g", types.real(row, types.column("score")));
    out.scores.push_back({std::string(types.text(row, types.column("type"))), "", score});
  }
  ENTENTE_TRY(const TableView modes, lexicons.table("tables.plover_modes"));
  for (std::uint32_t row = 0; row < modes.rows(); ++row)
    out.scores.push_back({std::string(modes.text(row, modes.column("type"))),
                          std::string(modes.text(row, modes.column("mode"))),
                          std::string(modes.text(row, modes.column("score")))});
  return ok_status();
}

// "ven", "Venezuela" -> "VEN"; "" for what no table knows.
std::string state_of(const Lexicons& lexicons, const std::string& name) {
  std::string capitals = name;
  for (char& c : capitals)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
  for (const char* const list : {"tables.countries", "tables.nonstate"}) {
    const auto table = lexicons.table(list);
    if (!table) continue;
    for (std::uint32_t row = 0; row < table->rows(); ++row)
      if (table->text(row, table->column("code")) == capitals ||
          table->text(row, table->column("name")) == name)
        return std::string(table->text(row, table->column("code")));
  }
  const auto names = lexicons.phrases("actors");
  if (!names) return {};
  for (const PhraseEntry& entry : names->lookup(name)) {
    const TableView table = lexicons.table(entry.table);
    if (table.name() == "actors.countries")
      return std::string(table.text(entry.row, table.column("country")));
  }
  return {};
}

std::string counted(std::uint64_t number, std::string_view one, std::string_view many) {
  return std::to_string(number) + " " + std::string(number == 1 ? one : many);
}

// Every drop is counted and named.
void tell_losses(const ExportReport& report) {
  const ExportLosses& lost = report.losses;
  if (lost.status > 0)
    complain("left out: " + counted(lost.status, "event", "events") +
             " planned, denied or conditional; --all-status takes them");
  std::string names;
  const auto add = [&](std::uint64_t number, std::string_view one, std::string_view many) {
    if (number > 0) names += (names.empty() ? "" : ", ") + counted(number, one, many);
  };
  add(lost.agreements, "mention of an agreement", "mentions of agreements");
  add(lost.visits, "mention of a visit", "mentions of visits");
  add(lost.bodies, "mention of a joint body", "mentions of joint bodies");
  add(lost.quotes, "quote", "quotes");
  if (!names.empty()) complain("this format has no column for " + names);
  if (report.unnumbered > 0)
    complain("left out: " + counted(report.unnumbered, "row", "rows") +
             " for which the format's number has no room");
}

int print_codebook(const ExportOptions& exports, const std::string& path) {
  std::string out;
  Status done = render_codebook(exports, out);
  if (done) {
    auto output = Output::open(path);
    done = output ? output->write(out) : Status(output.error());
    if (done) done = output->finish();
    if (output && output->is_broken_pipe()) return kExitOk;
  }
  return done ? kExitOk : (complain(done.error()), kExitFailed);
}

}  // namespace

int run_export(const Options& options) {
  ExportOptions exports = options.exports;
  exports.filter.since = options.since, exports.filter.until = options.until;
  exports.output = options.output;
  if (options.codebook) return print_codebook(exports, options.output);
  const auto lexicons = open_lexicons(options);
  if (!lexicons) return complain(lexicons.error()), kExitFailed;
  ExportCodes codes;
  codes.version = kVersion;
  Status read = add_countries(*lexicons, codes);
  if (read) read = add_roles_and_scores(*lexicons, codes);
  if (!read) return complain(read.error()), kExitFailed;
  for (const std::string& name : options.arguments) {
    exports.filter.states.push_back(state_of(*lexicons, name));
    if (exports.filter.states.back().empty())
      return complain("no state is called '" + name + "': ISO codes (VEN RUS) or names"),
             kExitFailed;
  }
  OpenReport found;
  const auto database = ExportDatabase::open(database_folder(options), codes.countries, found);
  for (const std::string& note : found.notes) complain(note);
  if (!database) return complain(database.error()), kExitFailed;
  ExportReport report;
  const Status done = run_export(*database, codes, exports, report);
  if (!done && report.broken_pipe) return kExitOk;
  if (!done) return complain(done.error()), kExitFailed;
  tell_losses(report);
  for (const std::string& note : report.found.notes) complain(note);
  return found.journal_damaged || report.found.journal_damaged ? kExitBadInput : kExitOk;
}

}  // namespace entente::cli
