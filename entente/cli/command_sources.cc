// entente sources: the denominators. How much was read, of what, on which days, and what is
// missing.
#include "entente/base/output.h"
#include "entente/cli/commands.h"
#include "entente/cli/terminal.h"
#include "entente/show/show.h"
#include "entente/store/sayings.h"

namespace entente::cli {

namespace {

// So that a line fits on a terminal with its days whole; CSV and JSON have the names in full.
void shorten_names(Store::Table& table) {
  constexpr std::pair<std::string_view, std::string_view> kShort[] = {
      {"documents", "docs"},    {"first_day", "first"},     {"last_day", "last"},
      {"days_without", "gaps"}, {"longest_gap", "longest"}, {"with_warnings", "warned"},
      {"languages", "langs"}};
  for (Store::Column& column : table.columns)
    for (const auto& [name, brief] : kShort)
      if (column.name == name) column.name = brief;
}

}  // namespace

int run_sources(const Options& options) {
  if (options.arguments.size() > 1) return complain("sources takes no source, or one"), kExitFailed;
  OpenReport found;
  const auto store = Store::open(database_folder(options), Store::Mode::kRead, found);
  for (const std::string& note : found.notes) complain(note);
  if (!store) return complain(store.error()), kExitFailed;
  auto table = options.arguments.empty() ? ask_sources(*store)
                                         : ask_source_days(*store, options.arguments[0]);
  if (!table) return complain(table.error()), kExitFailed;
  if (table->rows.empty()) {
    complain(options.arguments.empty() ? std::string("no document is in the database")
                                       : "no document of `" + options.arguments[0] + "`");
    return kExitBadInput;
  }
  const TableFormat format = options.table == TableForm::kCsv    ? TableFormat::kCsv
                             : options.table == TableForm::kJson ? TableFormat::kJsonLines
                                                                 : TableFormat::kText;
  if (format == TableFormat::kText) shorten_names(*table);
  ShowOptions show;
  show.width = terminal_width();
  show.colour = use_colour(options);
  std::string out;
  render_table(*table, format, show, out);
  auto output = Output::open("-");
  if (!output) return complain(output.error()), kExitFailed;
  Status written = output->write(out);
  if (written) written = output->finish();
  if (!written && !output->is_broken_pipe()) return complain(written.error()), kExitFailed;
  return kExitOk;
}

}  // namespace entente::cli
