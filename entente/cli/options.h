// What a command line asks for: one plain struct for all verbs; flags.h says which verb takes which
// flag.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "entente/base/date.h"
#include "entente/lexicon/dictionary.h"
#include "entente/pipeline/pipeline.h"
#include "entente/show/export.h"

namespace entente::cli {

enum class ParseForm : std::uint8_t { kConllu, kEntities, kChains, kChainFeatures };
enum class TableForm : std::uint8_t { kText, kJson, kCsv };
enum class Colour : std::uint8_t { kAuto, kAlways, kNever };

struct Options {
  std::vector<std::string> arguments;  // what is no flag, in order
  bool help = false, long_help = false, version = false;

  InputFormat from = InputFormat::kGuess;
  std::string lang = "en";
  std::optional<Day> date;
  bool strict = false;
  FieldNames names;             // --map
  std::optional<Origin> after;  // --after
  std::uint32_t every_s = 900;  // watch
  bool once = false, feed_text = false, allow_private = false;
  std::vector<std::uint16_t> ports;  // watch: allowed beside 80 and 443
  bool tokens_given = false;         // --conllu-in

  std::string output = "-";
  ParseForm form = ParseForm::kConllu;
  TableForm table = TableForm::kText;
  Colour colour = Colour::kAuto;
  bool stats = false, quiet = false;
  bool deep = false;   // check: compare with an index made now
  bool all = false;    // recode: also what this coder made
  bool dedup = false;  // records say which earlier one they repeat

  DictionaryFiles dictionaries;  // of TABARI and PETRARCH

  unsigned threads = 0;              // 0: one a core
  std::string db;                    // "": $ENTENTE_DB, else ./entente.db
  std::vector<std::string> lexicon;  // folders of tables of the user's own
  std::optional<Day> on;             // the day that `who` asks for
  std::string share;                 // "": found beside the program

  std::optional<Day> since, until;
  std::string field;
  std::uint32_t limit = 0;  // 0: the verb's own

  ExportOptions exports;  // but for what stands above: output, period, states
  bool codebook = false;  // export: describe the columns instead

  std::string listen = "127.0.0.1";  // serve: numeric address
  std::uint16_t port = 8765;
  std::string pages;  // "": web/ beside what the program reads
  bool open_browser = false;
};

}  // namespace entente::cli
