// entente show, explain, query and rebuild: what asks.
#include <algorithm>
#include <cstdio>

#include "entente/base/file.h"
#include "entente/base/output.h"
#include "entente/cli/commands.h"
#include "entente/cli/terminal.h"
#include "entente/lexicon/lexicon.h"
#include "entente/pipeline/pipeline.h"
#include "entente/show/show.h"
#include "entente/store/store.h"

namespace entente::cli {
namespace {

constexpr std::uint64_t kMaxExplainedBytes = 1u << 20;

ShowOptions show_options(const Options& options) {
  ShowOptions show;
  show.width = terminal_width();
  show.colour = use_colour(options);
  show.json = options.table == TableForm::kJson;
  show.filter.since = options.since;
  show.filter.until = options.until;
  show.filter.field = options.field;
  if (options.limit != 0) show.filter.limit = options.limit;
  return show;
}

int print(std::string_view text) {
  auto output = Output::open("-");
  if (!output) return complain(output.error()), kExitFailed;
  Status written = output->write(text);
  if (written) written = output->finish();
  if (written || output->is_broken_pipe()) return kExitOk;
  return complain(written.error()), kExitFailed;
}

// "ven", "Venezuela", "Venezuelan" -> "VEN"; what the lexicon does not know stays, in capitals.
std::string state_code(const Options& options, const std::string& name) {
  std::string capitals = name;
  for (char& c : capitals)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
  if (name.size() == 3) return capitals;
  const auto lexicons = open_lexicons(options);
  if (!lexicons) return complain(lexicons.error()), capitals;
  const auto names = lexicons->phrases("actors");
  if (!names) return capitals;
  for (const PhraseEntry& entry : names->lookup(name)) {
    const TableView table = lexicons->table(entry.table);
    if (table.name() == "actors.countries")
      return std::string(table.text(entry.row, table.column("country")));
  }
  return capitals;
}

Result<Store> open_database(const Options& options, Store::Mode mode, OpenReport& found) {
  auto store = Store::open(database_folder(options), mode, found);
  for (const std::string& note : found.notes) complain(note);
  return store;
}

// A question's fault as DuckDB draws it: the place marked below the line.
void complain_in_lines(const Error& error) {
  const std::string text = describe(error);
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    if (end > at) complain(std::string_view(text).substr(at, end - at));
    at = end + 1;
  }
}

// A text to explain, whole: the argument, or standard input for "-".
Result<std::string> text_to_explain(const Options& options) {
  std::string text;
  for (const std::string& argument : options.arguments) {
    if (argument == "-") return read_file("/dev/stdin", kMaxExplainedBytes);
    if (!text.empty()) text += ' ';
    text += argument;
  }
  return text;
}

}  // namespace

int run_show(const Options& options) {
  if (options.arguments.size() > 2) return complain("show takes no state, one or two"), kExitFailed;
  OpenReport found;
  const auto store = open_database(options, Store::Mode::kRead, found);
  if (!store) return complain(store.error()), kExitFailed;
  const ShowOptions show = show_options(options);
  std::vector<std::string> states;
  for (const std::string& name : options.arguments) states.push_back(state_code(options, name));
  std::string page;
  const Result<bool> known = states.empty() ? show_overview(*store, show, page)
                             : states.size() == 1
                                 ? show_state(*store, states[0], show, page)
                                 : show_pair(*store, states[0], states[1], show, page);
  if (!known) return complain(known.error()), kExitFailed;
  const int printed = print(page);
  if (printed != kExitOk) return printed;
  return *known && !found.journal_damaged ? kExitOk : kExitBadInput;
}

int run_explain(const Options& options) {
  if (options.arguments.empty())
    return complain("explain needs a sentence; - reads standard input"), kExitFailed;
  const auto text = text_to_explain(options);
  if (!text) return complain(text.error()), kExitFailed;
  const auto pipeline = open_pipeline(options);
  if (!pipeline) return complain(pipeline.error()), kExitFailed;
  Document document;
  document.id = "explained";
  document.lang = "en";
  document.date = options.date;
  document.set_text({}, *text);
  Pipeline::Work work;
  Trace trace;
  pipeline->code(document, work, &trace);
  std::string page;
  render_explanation(document, work.analysis, work.resolution, work.coding, trace,
                     show_options(options), page);
  return print(page);
}

int run_query(const Options& options) {
  if (options.arguments.size() != 1)
    return complain("query needs one SELECT, in quotes"), kExitFailed;
  OpenReport found;
  const auto store = open_database(options, Store::Mode::kRead, found);
  if (!store) return complain(store.error()), kExitFailed;
  constexpr std::uint32_t kDefaultRows = 1000;
  const std::uint32_t rows = options.limit != 0 ? options.limit : kDefaultRows;
  const auto table = store->query(options.arguments[0], rows);
  if (!table) return complain_in_lines(table.error()), kExitFailed;
  if (options.limit == 0 && table->rows.size() == kDefaultRows)
    complain("the first " + std::to_string(kDefaultRows) + " rows; --limit asks for more");
  const TableFormat format = options.table == TableForm::kCsv    ? TableFormat::kCsv
                             : options.table == TableForm::kJson ? TableFormat::kJsonLines
                                                                 : TableFormat::kText;
  std::string out;
  render_table(*table, format, show_options(options), out);
  return print(out);
}

int run_rebuild(const Options& options) {
  if (!options.arguments.empty())
    return complain("rebuild takes no argument; --db names the database"), kExitFailed;
  OpenReport found;
  auto store = open_database(options, Store::Mode::kWrite, found);
  if (!store) return complain(store.error()), kExitFailed;
  if (const Status done = store->rebuild(); !done) return complain(done.error()), kExitFailed;
  return print("the index of " + database_folder(options) + " was made again from its journal\n") !=
                 kExitOk
             ? kExitFailed
         : found.journal_damaged ? kExitBadInput
                                 : kExitOk;
}

}  // namespace entente::cli
