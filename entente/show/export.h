// Part of show/'s door: what the database knows, in files that other tools read. Formats byte by
// byte: docs/formats/exports.md. Rows are streamed: memory does not grow with them. A file appears
// when it is whole and synced, or not at all.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "entente/store/answers_export.h"

namespace entente {

enum class ExportFormat : std::uint8_t {
  kGdelt,
  kGdeltMentions,
  kPolecat,
  kPhoenix,
  kKeds,
  kRecords,  // documents with texts and records: what `entente gather` makes the database of again
  kCsv,
  kParquet,
  kJsonLines,
  kStata
};
// "gdelt", "gdelt-mentions", "polecat", "phoenix", "keds", "records", "csv", "parquet", "jsonl",
// "stata".
bool parse_export_format(std::string_view text, ExportFormat& out);

// A score of PLOVER: of a type, or of a mode of it ("" none).
struct PloverScore {
  std::string type, mode, score;
};

// The code lists that formats ask for; from the lexicon's tables.
struct ExportCodes {
  std::vector<CountryCodes> countries;
  std::vector<std::string> cameo_roles;  // roles that are CAMEO's too
  std::vector<PloverScore> scores;
  std::string version;  // of the program
};

struct ExportOptions {
  ExportFormat format = ExportFormat::kCsv;
  // csv, parquet, jsonl, stata: "events", "dyads" …; empty: all but the panel, and the panel alone
  // if the filter has a period.
  std::vector<std::string> tables;
  ExportFilter filter;
  // "-": standard output. A folder, one that is there or a name that ends with '/': a file a table
  // in it, a file a day of GDELT and a year of POLECAT. Else one file; GDELT's is zipped if it ends
  // with
  // ".zip".
  std::string output = "-";
  bool exact = false;  // CSV: cells that a spreadsheet takes for a formula stay as they are
  std::string polecat_intensity = "Event Intensity";  // what POLECAT's fifth column is called
};

struct ExportReport {
  struct File {
    std::string path;
    std::uint64_t rows = 0;
  };
  std::vector<File> files;
  ExportLosses losses;           // of the formats without columns for them
  std::uint64_t unnumbered = 0;  // rows left out: GDELT's number has no room for them
  OpenReport found;              // what of the journal could not be read: of kRecords
  bool broken_pipe = false;      // whoever read standard output has gone
};

// kBadInput: options that do not go together. kIo: cannot write, no space. kStore. What was written
// before a failure is in `report`; a file that is not whole is removed.
Status run_export(const ExportDatabase& database, const ExportCodes& codes,
                  const ExportOptions& options, ExportReport& report);

// Appends the columns of the tables that `options` would write: name, kind, meaning, values.
Status render_codebook(const ExportOptions& options, std::string& out);

}  // namespace entente
