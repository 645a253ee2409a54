// Tested by cli_test.cc, which tries every entry.
#include "entente/cli/flags.h"

#include <algorithm>
#include <charconv>
#include <vector>

#include "entente/record/event.h"

namespace entente::cli {
namespace {

template <class Number>
bool read_number(std::string_view text, Number low, Number high, Number& out) {
  Number value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value < low || value > high)
    return false;
  out = value;
  return true;
}

std::string set_day(std::optional<Day>& out, std::string_view value) {
  out = parse_day(value);
  return out ? "" : "a day, YYYY-MM-DD";
}

std::string add_file(std::vector<std::string>& files, std::string_view value) {
  if (value.empty()) return "a file";
  files.emplace_back(value);
  return {};
}

std::string set_from(Options& options, std::string_view value) {
  if (value == "json") return options.from = InputFormat::kJson, "";
  if (value == "text") return options.from = InputFormat::kText, "";
  if (value == "html") return options.from = InputFormat::kHtml, "";
  if (value == "warc") return options.from = InputFormat::kWarc, "";
  if (value == "csv") return options.from = InputFormat::kCsv, "";
  if (value == "tsv") return options.from = InputFormat::kTsv, "";
  return "json, text, html, warc, csv or tsv";
}

std::string set_colour(Options& options, std::string_view value) {
  if (value == "auto") return options.colour = Colour::kAuto, "";
  if (value == "always") return options.colour = Colour::kAlways, "";
  if (value == "never") return options.colour = Colour::kNever, "";
  return "auto, always or never";
}

std::string set_field(Options& options, std::string_view value) {
  std::size_t index = 0;
  if (parse_field(value, index)) return options.field = value, "";
  std::string expected = "one of";
  for (const std::string_view name : kFieldNames) expected.append(" ").append(name);
  return expected;
}

// "text=body,date=published": a list of the program's names and the input's.
std::string set_names(Options& options, std::string_view value) {
  const std::pair<std::string_view, std::vector<std::string>*> known[] = {
      {"id", &options.names.id},
      {"text", &options.names.text},
      {"title", &options.names.title},
      {"date", &options.names.date},
      {"url", &options.names.url},
      {"source", &options.names.source},
      {"author", &options.names.author},
      {"lang", &options.names.lang},
      {"collected", &options.names.collected}};
  while (!value.empty()) {
    const std::string_view pair = value.substr(0, value.find(','));
    value.remove_prefix(std::min(pair.size() + 1, value.size()));
    const std::size_t equals = pair.find('=');
    const auto* field = std::find_if(std::begin(known), std::end(known), [&](const auto& one) {
      return one.first == pair.substr(0, equals);
    });
    if (equals == std::string_view::npos || equals + 1 == pair.size() || field == std::end(known))
      return "NAME=COLUMN,... with NAME one of id text title date url source author lang collected";
    *field->second = {std::string(pair.substr(equals + 1))};
  }
  return {};
}

std::string set_after(Options& options, std::string_view value) {
  const std::size_t colon = value.rfind(':'), plus = value.find('+', std::min(colon, value.size()));
  Origin origin;
  if (colon == std::string_view::npos || colon == 0 ||
      !read_number<std::uint64_t>(value.substr(colon + 1, plus - colon - 1), 0, UINT64_MAX,
                                  origin.offset) ||
      (plus != std::string_view::npos &&
       !read_number<std::uint64_t>(value.substr(plus + 1), 0, UINT64_MAX, origin.index)))
    return "SOURCE:OFFSET, as a run that ended early prints it";
  origin.source = value.substr(0, colon);
  return options.after = std::move(origin), "";
}

// "15m", "90s", "2h", "1d": seconds.
std::string set_every(Options& options, std::string_view value) {
  const char unit = value.empty() ? ' ' : value.back();
  const std::uint32_t scale = unit == 's'   ? 1
                              : unit == 'm' ? 60
                              : unit == 'h' ? 3600
                              : unit == 'd' ? 86400
                                            : 0;
  std::uint32_t number = 0;
  if (scale == 0 ||
      !read_number<std::uint32_t>(value.substr(0, value.size() - 1), 1, 86400, number) ||
      number > 30u * 86400 / scale)
    return "a time like 90s, 15m, 2h, 1d";
  return options.every_s = number * scale, "";
}

std::string add_port(Options& options, std::string_view value) {
  std::uint16_t port = 0;
  if (!read_number<std::uint16_t>(value, 1, 65535, port)) return "a number from 1 to 65535";
  return options.ports.push_back(port), "";
}

// "AGREE,CONSULT" -> its parts, each of which `known` must take.
template <class Known>
bool set_list(std::vector<std::string>& out, std::string_view value, Known known) {
  while (!value.empty()) {
    const std::string_view one = value.substr(0, value.find(','));
    value.remove_prefix(std::min(one.size() + 1, value.size()));
    if (!known(one)) return false;
    out.emplace_back(one);
  }
  return !out.empty();
}

std::string set_export_format(Options& options, std::string_view value) {
  if (parse_export_format(value, options.exports.format)) return {};
  // A panel is a table; without another word it goes to CSV.
  if (value != "panel")
    return "gdelt, gdelt-mentions, polecat, phoenix, keds, records, csv, parquet, jsonl, stata or "
           "panel";
  options.exports.format = ExportFormat::kCsv;
  if (options.exports.filter.period.empty()) options.exports.filter.period = "month";
  return {};
}

std::string set_period(Options& options, std::string_view value) {
  for (const std::string_view one : {"day", "week", "month", "year"})
    if (one == value) return options.exports.filter.period = value, "";
  return "day, week, month or year";
}

std::string set_confidence(Options& options, std::string_view value) {
  return read_number<double>(value, 0.0, 1.0, options.exports.filter.confidence)
             ? ""
             : "a number from 0 to 1";
}

constexpr std::uint32_t kReaders = kCode | kParse | kGather | kDedup | kExtract;

constexpr Flag kFlags[] = {
    {"from", 0, "FORMAT", kReaders, "INPUT",
     "json, text, html, warc, csv or tsv; guessed if left out",
     "json: JSON Lines, an object a line with `id` and `text`. text: a document a file. html: the "
     "article on a page a file. "
     "warc: an archive of pages. csv, tsv: a row a document. Without it the ending of the name "
     "decides (.jsonl .ndjson .json, .txt, .html, .warc, each also "
     "with .gz), then the first bytes.",
     set_from},
    {"map", 0, "NAME=COLUMN,...", kReaders, "INPUT",
     "what the input calls id, text, title, date, url, source ...",
     "Members of JSON, columns of CSV: --map text=body,date=published. Columns with usual names "
     "are found without it.",
     set_names},
    {"after", 0, "SOURCE:OFFSET", kReaders, "INPUT",
     "go on after this place, as a run that ended early printed it", "", set_after},
    {"lang", 0, "TAG", kReaders | kWatch, "INPUT", "language of documents too short to guess (en)",
     "BCP 47. A document's own `lang` comes first, a guess second, this last.",
     [](Options& o, std::string_view v) {
       return o.lang = v, v.empty() ? "a BCP 47 tag" : std::string();
     }},
    {"date", 0, "DAY", kReaders | kExplain, "INPUT", "day of publication of documents without one",
     "YYYY-MM-DD. \"On Wednesday\" is counted from it.",
     [](Options& o, std::string_view v) { return set_day(o.date, v); }},
    {"conllu-in", 0, "", kParse, "INPUT", "the input is CoNLL-U: keep its tokens",
     "Sentences and tokens stay as given; tags, lemmas, trees and entities are predicted anew.",
     [](Options& o, std::string_view) { return o.tokens_given = true, std::string(); }},
    {"lexicon", 0, "FOLDER",
     kCode | kParse | kGather | kExplain | kWho | kWhere | kWatch | kRecode | kShow | kExport,
     "INPUT", "tables of your own, which add to data/ or override it",
     "In the form of data/: FOLDER/actors/people.tsv and so on, as few lines as you like. A bad "
     "line ends the run, by file and line. "
     "May be given more than once; later ones win. docs/formats/lexicon.md has an example.",
     [](Options& o, std::string_view v) {
       return o.lexicon.emplace_back(v), v.empty() ? "a folder" : std::string();
     }},
    {"on", 0, "DAY", kWho, "CHOICE", "who bore the name on this day",
     "YYYY-MM-DD. Without it every day counts alike.",
     [](Options& o, std::string_view v) { return set_day(o.on, v); }},
    {"every", 0, "TIME", kWatch, "FEEDS", "how often a feed is looked at (15m)",
     "90s, 15m, 2h, 1d. After a failure it is left alone for twice as long each time, at most a "
     "day; what a site says (Retry-After, robots.txt) "
     "counts for more.",
     set_every},
    {"once", 0, "", kWatch, "FEEDS", "end when all that is due is done", "",
     [](Options& o, std::string_view) { return o.once = true, std::string(); }},
    {"feed-text", 0, "", kWatch, "FEEDS", "what the feeds say of their items; fetch no pages", "",
     [](Options& o, std::string_view) { return o.feed_text = true, std::string(); }},
    {"allow-port", 0, "N", kWatch, "FEEDS", "a port beside 80 and 443; may be given again", "",
     add_port},
    {"allow-private", 0, "", kWatch, "FEEDS", "addresses of this machine and of local networks too",
     "Without it a feed cannot make the program ask what stands behind a firewall.",
     [](Options& o, std::string_view) { return o.allow_private = true, std::string(); }},
    {"strict", 0, "", kReaders, "INPUT", "exit with 1 if anything could not be read", "",
     [](Options& o, std::string_view) { return o.strict = true, std::string(); }},

    {"actors", 0, "DICTIONARY", kCode | kExplain, "DICTIONARIES",
     "actors of TABARI or PETRARCH; may be given again",
     "Phrases with codes that depend on the day, and synonyms. The dictionaries are read as they "
     "are; each line that cannot "
     "be used is named on standard error. docs/formats/dictionaries.md tells what is used how. "
     "Needs --verbs.",
     [](Options& o, std::string_view v) { return add_file(o.dictionaries.actors, v); }},
    {"agents", 0, "DICTIONARY", kCode | kExplain, "DICTIONARIES",
     "agents that join actors (police, minister); needs --verbs", "",
     [](Options& o, std::string_view v) { return add_file(o.dictionaries.agents, v); }},
    {"verbs", 0, "DICTIONARY", kCode | kExplain, "DICTIONARIES",
     "verbs and patterns: the events are theirs, as PETRARCH's",
     "In place of the program's own frames. Quotes, agreements, visits and joint bodies stay as "
     "they are. Needs --actors.",
     [](Options& o, std::string_view v) { return add_file(o.dictionaries.verbs, v); }},
    {"discards", 0, "DICTIONARY", kCode | kExplain, "DICTIONARIES",
     "phrases whose sentence or document has no events", "",
     [](Options& o, std::string_view v) { return add_file(o.dictionaries.discards, v); }},
    {"issues", 0, "DICTIONARY", kCode | kExplain, "DICTIONARIES",
     "phrases to count; the record gains `issues`", "",
     [](Options& o, std::string_view v) { return add_file(o.dictionaries.issues, v); }},

    {"output", 'o', "FILE", kCode | kParse | kDedup | kExtract | kExport, "OUTPUT",
     "standard output if left out",
     "The file appears when it is whole: an interrupted run leaves none, or the old one.",
     [](Options& o, std::string_view v) {
       return o.output = v, v.empty() ? "a file" : std::string();
     }},
    {"dedup", 0, "", kCode, "OUTPUT", "say in a record which earlier one it repeats, and how",
     "A member `duplicate`: {\"of\": its id, \"as\": copy, shorter, longer or revised}. Nothing is "
     "left out.",
     [](Options& o, std::string_view) { return o.dedup = true, std::string(); }},
    {"conllu", 0, "", kParse, "OUTPUT", "CoNLL-U: tokens, tags, lemmas, trees (the default)", "",
     [](Options& o, std::string_view) { return o.form = ParseForm::kConllu, std::string(); }},
    {"entities", 0, "", kParse, "OUTPUT", "named entities, a JSON line a document", "",
     [](Options& o, std::string_view) { return o.form = ParseForm::kEntities, std::string(); }},
    {"chains", 0, "", kParse, "OUTPUT", "coreference chains, a JSON line a document", "",
     [](Options& o, std::string_view) { return o.form = ParseForm::kChains, std::string(); }},
    {"chain-features", 0, "", kParse, "OUTPUT",
     "what --chains weighs, for scripts/train_coreference.py", "",
     [](Options& o, std::string_view) {
       return o.form = ParseForm::kChainFeatures, std::string();
     }},
    {"json", 0, "", kShow | kQuery | kSources, "OUTPUT", "JSON instead of a page or table", "",
     [](Options& o, std::string_view) { return o.table = TableForm::kJson, std::string(); }},
    {"csv", 0, "", kQuery | kSources, "OUTPUT", "CSV instead of a table", "",
     [](Options& o, std::string_view) { return o.table = TableForm::kCsv, std::string(); }},
    {"format", 0, "KIND", kExport, "OUTPUT",
     "csv parquet jsonl stata panel gdelt gdelt-mentions polecat phoenix keds records",
     "csv if left out; records is the whole database, texts too, for gather to read again; panel "
     "is csv with --panel month. With -o FOLDER/ a file a table, of GDELT a "
     "zip a day, of POLECAT a file a "
     "year; -o NAME.zip zips GDELT.",
     set_export_format},
    {"table", 0, "TABLE,...", kExport, "OUTPUT",
     "events, dyads, mentions, documents, agreements, visits, bodies, quotes, panel",
     "Of csv, parquet, jsonl and stata; all but the panel if left out.",
     [](Options& o, std::string_view v) {
       return set_list(o.exports.tables, v, [](std::string_view one) { return !one.empty(); })
                  ? ""
                  : std::string("tables, parted by commas");
     }},
    {"panel", 0, "PERIOD", kExport, "OUTPUT",
     "a row for each pair of states and day, week, month or year", "", set_period},
    {"codebook", 0, "", kExport, "OUTPUT", "what each column means, instead of rows", "",
     [](Options& o, std::string_view) { return o.codebook = true, std::string(); }},
    {"exact", 0, "", kExport, "OUTPUT", "CSV cells as they are, formulas too",
     "Otherwise a text that a spreadsheet would take for a formula (it begins with = + - @) gets a "
     "' before it.",
     [](Options& o, std::string_view) { return o.exports.exact = true, std::string(); }},
    {"polecat-intensity-name", 0, "NAME", kExport, "OUTPUT",
     "name of POLECAT's fifth column (Event Intensity)", "Some of its releases call it Intensity.",
     [](Options& o, std::string_view v) {
       return o.exports.polecat_intensity = v, v.empty() ? "a name" : std::string();
     }},
    {"colour", 0, "WHEN", kShow | kExplain, "OUTPUT", "auto, always or never",
     "auto: on a terminal, unless NO_COLOR is set.", set_colour},

    {"types", 0, "TYPE,...", kExport, "CHOICE", "of these PLOVER types alone (AGREE, CONSULT, ...)",
     "",
     [](Options& o, std::string_view v) {
       EventType type{};
       return set_list(o.exports.filter.types, v,
                       [&](std::string_view one) { return parse_event_type(one, type); })
                  ? ""
                  : std::string("PLOVER types, parted by commas");
     }},
    {"fields", 0, "FIELD,...", kExport, "CHOICE", "of these fields alone (trade, energy, ...)", "",
     [](Options& o, std::string_view v) {
       std::size_t field = 0;
       return set_list(o.exports.filter.fields, v,
                       [&](std::string_view one) { return parse_field(one, field); })
                  ? ""
                  : std::string("fields, parted by commas");
     }},
    {"confidence", 0, "NUMBER", kExport, "CHOICE", "events at least so sure, 0 to 1", "",
     set_confidence},
    {"all-status", 0, "", kExport, "CHOICE", "also events planned, denied or conditional", "",
     [](Options& o, std::string_view) {
       return o.exports.filter.all_status = true, std::string();
     }},
    {"since", 0, "DAY", kShow | kExport, "CHOICE", "from this day on", "",
     [](Options& o, std::string_view v) { return set_day(o.since, v); }},
    {"until", 0, "DAY", kShow | kExport, "CHOICE", "until this day, which is in", "",
     [](Options& o, std::string_view v) { return set_day(o.until, v); }},
    {"field", 0, "FIELD", kShow, "CHOICE",
     "one field of cooperation alone (trade, energy, military...)", "", set_field},
    {"limit", 'n', "N", kShow | kQuery | kWho | kWhere, "CHOICE", "at most N lines of a kind", "",
     [](Options& o, std::string_view v) {
       return read_number<std::uint32_t>(v, 1, 1000000, o.limit) ? std::string()
                                                                 : "a number from 1 to 1000000";
     }},

    {"threads", 'j', "N", kReaders | kRecode | kWatch, "WORK",
     "one per core if left out; same output for any N", "",
     [](Options& o, std::string_view v) {
       return read_number<unsigned>(v, 1, 256, o.threads) ? std::string()
                                                          : "a number from 1 to 256";
     }},
    {"db", 0, "FOLDER",
     kGather | kWatch | kShow | kQuery | kRebuild | kCheck | kRecode | kSources | kServe | kExport,
     "WORK", "the database ($ENTENTE_DB, else ./entente.db)", "",
     [](Options& o, std::string_view v) {
       return o.db = v, v.empty() ? "a folder" : std::string();
     }},
    {"share", 0, "FOLDER",
     kCode | kWatch | kParse | kGather | kExplain | kShow | kRecode | kServe | kWho | kWhere |
         kExport,
     "WORK", "where lexicon.img and models/ lie",
     "Found beside the program if left out: share/entente, ../share/entente; $ENTENTE_SHARE comes "
     "before both.",
     [](Options& o, std::string_view v) {
       return o.share = v, v.empty() ? "a folder" : std::string();
     }},
    {"stats", 0, "", kReaders | kWatch, "WORK",
     "at the end, a JSON line of counts and times on standard error", "",
     [](Options& o, std::string_view) { return o.stats = true, std::string(); }},
    {"deep", 0, "", kCheck, "WORK", "make the index again in memory and compare every table", "",
     [](Options& o, std::string_view) { return o.deep = true, std::string(); }},
    {"all", 0, "", kRecode, "WORK", "also what this coder made", "",
     [](Options& o, std::string_view) { return o.all = true, std::string(); }},
    {"quiet", 'q', "", kReaders | kWatch, "WORK", "no progress on a terminal", "",
     [](Options& o, std::string_view) { return o.quiet = true, std::string(); }},
    {"listen", 0, "ADDRESS", kServe, "NETWORK",
     "the address to listen on (127.0.0.1: this machine alone)",
     "IPv4 or IPv6, in numbers. 0.0.0.0 or :: listens on all: whoever reaches the machine can then "
     "read the database.",
     [](Options& o, std::string_view v) {
       return o.listen = v, v.empty() ? "an address" : std::string();
     }},
    {"port", 0, "N", kServe, "NETWORK", "the port (8765); 0 takes one that is free", "",
     [](Options& o, std::string_view v) {
       return read_number<std::uint16_t>(v, 0, 65535, o.port) ? std::string()
                                                              : "a number from 0 to 65535";
     }},
    {"pages", 0, "FOLDER", kServe, "NETWORK", "where the built pages lie",
     "Found beside the program if left out, as web/ in the folder of --share. Without them the API "
     "answers alone.",
     [](Options& o, std::string_view v) {
       return o.pages = v, v.empty() ? "a folder" : std::string();
     }},
    {"open", 0, "", kServe, "NETWORK", "open the page in the browser", "By xdg-open.",
     [](Options& o, std::string_view) { return o.open_browser = true, std::string(); }},
    {"help", 'h', "", kAllVerbs, "HELP", "this, on one screen; --help tells all", "", nullptr},
};

const Flag* find_flag(const VerbInfo& verb, std::string_view name, char letter) {
  for (const Flag& flag : kFlags)
    if ((flag.verbs & verb.verb) != 0 && (letter != 0 ? flag.letter == letter : flag.name == name))
      return &flag;
  return nullptr;
}

std::string unknown_flag(const VerbInfo& verb, std::string_view argument) {
  std::vector<std::string_view> names;
  for (const Flag& flag : kFlags)
    if ((flag.verbs & verb.verb) != 0) names.push_back(flag.name);
  const std::size_t start = argument.find_first_not_of('-');
  const std::string_view word = argument.substr(start, argument.find('=') - start);
  const std::string_view near = nearest(word, names);
  std::string line = "no such flag: " + std::string(argument);
  if (!near.empty()) line += " (did you mean --" + std::string(near) + "?)";
  return line + "; entente " + std::string(verb.name) + " -h lists them";
}

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t change = diagonal + (a[i - 1] != b[j - 1]);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, change});
    }
  }
  return row[b.size()];
}

}  // namespace

std::span<const Flag> all_flags() { return kFlags; }

std::string_view nearest(std::string_view word, std::span<const std::string_view> names) {
  if (word.size() > 40) return {};
  std::string_view best;
  std::size_t distance = std::max<std::size_t>(2, word.size() / 3) + 1;
  for (const std::string_view name : names)
    if (const std::size_t d = edit_distance(word, name); d < distance) best = name, distance = d;
  return best;
}

std::string parse_arguments(const VerbInfo& verb, std::span<const std::string_view> arguments,
                            Options& options) {
  bool flags_end = false;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string_view argument = arguments[i];
    if (flags_end || argument.size() < 2 || argument[0] != '-') {
      options.arguments.emplace_back(argument);
      continue;
    }
    if (argument == "--") {
      flags_end = true;
      continue;
    }
    if (argument == "-h" || argument == "--help") {
      options.help = true;
      options.long_help = options.long_help || argument == "--help";
      continue;
    }
    const bool is_long = argument[1] == '-';
    const std::size_t equals = is_long ? argument.find('=') : std::string_view::npos;
    const Flag* flag =
        is_long ? find_flag(
                      verb,
                      argument.substr(2, equals == std::string_view::npos ? equals : equals - 2), 0)
                : find_flag(verb, {}, argument[1]);
    if (flag == nullptr || flag->set == nullptr) return unknown_flag(verb, argument);
    const std::string shown = "--" + std::string(flag->name);
    std::string_view value;
    if (flag->value.empty()) {
      if (equals != std::string_view::npos || (!is_long && argument.size() > 2))
        return shown + " takes no value";
    } else if (equals != std::string_view::npos) {
      value = argument.substr(equals + 1);
    } else if (!is_long && argument.size() > 2) {
      value = argument.substr(2);
    } else if (++i < arguments.size()) {
      value = arguments[i];
    } else {
      return shown + " needs a value: " + std::string(flag->value);
    }
    if (const std::string expected = flag->set(options, value); !expected.empty())
      return shown + " '" + std::string(value) + "': expected " + expected;
  }
  return {};
}

}  // namespace entente::cli
