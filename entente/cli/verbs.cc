// The table of verbs.
#include "entente/cli/commands.h"
#include "entente/cli/flags.h"

namespace entente::cli {
namespace {

constexpr std::string_view kReaderExits =
    "0 done, bad lines counted on standard error;  1 some were bad, with --strict;  2 the run "
    "itself failed";

constexpr VerbInfo kVerbs[] = {
    {kCode, "code", "read documents, write who did what to whom, one JSON line each",
     "[FILE ...]   a folder, a file; without FILE, or with -: standard input",
     "A filter: nothing is stored. Input is JSON Lines (id, text, and perhaps title, date, url, "
     "source, lang) or plain text; "
     "output is one record a document, in the order of the input. docs/formats/record.md describes "
     "both.",
     kReaderExits, run_code},
    {kExtract, "extract",
     "take documents out of pages, archives and files of any kind, one JSON line each",
     "[PATH ...]   a folder, a file; without PATH, or with -: standard input",
     "Writes what `code` reads: id, title, text, date, collected, url, source, author, lang, and "
     "of a page the share of its text that was kept "
     "and what is doubtful (kept, warnings). `code` and `gather` take the same paths directly.",
     kReaderExits, run_extract},
    {kGather, "gather", "read documents into a database, skipping what it knows", "PATH ...",
     "Each document is coded and kept in the database folder. One that is there already, with the "
     "same id and text, is not read "
     "again; one that brings its record (entente export --format records) is not coded again. "
     "What was committed survives a crash; Ctrl-C finishes what is in flight.",
     kReaderExits, run_gather},
    {kDedup, "dedup", "which documents are one report again", "[FILE ...]   as for code",
     "Wire copies, updates, shortened, re-headlined and reworded versions. A line a document, in "
     "the order of the input, once all "
     "are read: {\"id\", \"group\"}, the group named by its earliest report, null for a report by "
     "itself; `as` says how a later one "
     "stands to it: copy, shorter, longer, revised.",
     kReaderExits, run_dedup},
    {kWatch, "watch", "keep a database current with feeds",
     "FEED ...   addresses, OPML files, lists of addresses",
     "Looks at each feed in turn, fetches the pages of new items and gathers them like `gather`. "
     "Requests are conditional, polite (robots.txt, a second "
     "between two to a host) and bounded; private addresses are refused. What was seen lies in the "
     "database folder, so a restart goes on. A "
     "signal ends it after what is in flight.",
     "0 ended by a signal or --once;  1 the journal is damaged in places;  2 failed", run_watch},
    {kShow, "show", "what the database knows: of all, of a state, of a pair",
     "[STATE [STATE]]   ISO codes (VEN RUS) or names",
     "Without a state: the pairs that do most with each other. With one: its relations. With two: "
     "the pair field by field, "
     "agreements, visits, joint bodies, quotes and events by month, each with its source and "
     "sentence.",
     "0 shown;  1 nothing known of it;  2 the database cannot be read", run_show},
    {kExplain, "explain", "why a sentence is coded as it is",
     "\"SENTENCE\" ...   or - for standard input",
     "Draws tokens and tree, names entities, actors, places and times, and for each event the line "
     "of the lexicon that decided, "
     "its status and what was tried in vain.",
     "0 explained;  2 failed", run_explain},
    {kParse, "parse", "sentences, tokens, tags, trees, entities or coreference chains",
     "[FILE ...]   as for code; plain text is CoNLL-U's usual source",
     "Reads raw text and writes CoNLL-U (universaldependencies.org/format), or JSON Lines of named "
     "entities or coreference "
     "chains.",
     kReaderExits, run_parse},
    {kWho, "who", "what is known of an actor's name, line by line", "NAME",
     "Countries, peoples, capitals, organizations, offices and people that the tables of "
     "data/actors/ know under the name, the likeliest "
     "first: code, days, what speaks for it, the line that says so and its source. --on asks who "
     "it was on a day.",
     "0 found;  1 nothing is known under that name;  2 failed", run_who},
    {kWhere, "where", "what is known of a place's name, line by line", "NAME",
     "The places of data/places/ that bear the name, the best known first: kind, country, point, "
     "people, GeoNames id, the line and its source.",
     "0 found;  1 nothing is known under that name;  2 failed", run_where},
    {kQuery, "query", "ask the database in SQL, read-only", "\"SELECT ...\"",
     "DuckDB's SQL over the tables of docs/formats/database.md.",
     "0 answered;  2 a bad question or no database", run_query},
    {kServe, "serve", "the map in the browser, and an HTTP API", "",
     "Shows the database on pages at http://127.0.0.1:8765/ and answers under /api/v1/ "
     "(docs/guide.md), read-only, while gather may "
     "write to it: what is new appears within some seconds. Ctrl-C ends it.",
     "0 ended by Ctrl-C;  2 the database cannot be read, or the address is taken", run_serve},
    {kExport, "export", "write the database in formats that other tools read",
     "[STATE ...]   one: all it has part in; several: what is between two of them",
     "gdelt and gdelt-mentions (GDELT 2.0), polecat, phoenix and keds are events as those data "
     "sets have them; records is every document with its text and its record, which gather makes "
     "the same database of; csv, parquet, jsonl and "
     "stata are tables of our own: events, dyads, mentions, documents, agreements, visits, bodies, "
     "quotes, and with --panel a row for "
     "each pair and period, zeros too. docs/formats/exports.md tells each column; so does "
     "--codebook.",
     "0 written, what was left out counted on standard error;  1 the journal is damaged in places; "
     " 2 failed",
     run_export},
    {kRebuild, "rebuild", "make the database's index again from its journal", "",
     "The journal is the truth; the index can be made from it at any time, and answers stay the "
     "same.",
     "0 done;  1 done, but the journal is damaged in places;  2 failed", run_rebuild},
    {kCheck, "check", "is the database whole?", "",
     "Reads the whole journal and holds the index against it: every document there, every row's "
     "references, counts that add up. "
     "Looks only; rebuild mends the index.",
     "0 all is well;  1 faults were found, each on standard error;  2 it cannot be read",
     run_check},
    {kRecode, "recode", "code the stored texts again with today's coder", "",
     "New lexicons and models reach old reports. Documents whose record this coder made are left "
     "alone. The journal keeps the old "
     "records too. To see what changed, keep a copy of the folder and ask diff.",
     "0 done;  1 done, but something could not be read;  2 failed or ended early", run_recode},
    {kDiff, "diff", "what two databases say differently", "A B   two database folders",
     "Document by document: the events, agreements, joint bodies, visits and quotes that A has and "
     "B lacks (-), and the other way "
     "round (+), each with its sentence; at the end how many.",
     "0 they say the same;  1 they differ;  2 one cannot be read", run_diff},
    {kSources, "sources", "the denominators: how much was read of what, and what is missing",
     "[SOURCE]",
     "A line a source: documents, first and last day, days between without one (gaps) and the most "
     "of them in a row (longest), undated, unread and repeated ones, those with warnings, "
     "languages. With "
     "a source: a line a day, empty ones too.",
     "0 shown;  1 nothing there;  2 the database cannot be read", run_sources},
};

}  // namespace

std::span<const VerbInfo> all_verbs() { return kVerbs; }

}  // namespace entente::cli
