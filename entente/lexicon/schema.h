// The tables of data/: where they stand, what their columns hold, and what a line must satisfy. To
// add a table: a row here, a file there. The compiler checks each line against this;
// docs/formats/lexicon.md is the same for people.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace entente {

enum class ColumnKind : std::uint8_t {
  kText,     // anything
  kWord,     // not empty
  kForms,    // phrases parted by `|`, at least one: indexed
  kLemmas,   // the same, but may be empty: indexed too
  kNumber,   // a whole number, empty: 0
  kReal,     // a decimal number, empty: 0
  kDay,      // YYYY, YYYY-MM or YYYY-MM-DD (the first day of it), empty: since or until ever
  kCountry,  // ISO alpha-3 of data/tables/countries.tsv, or a code of nonstate.tsv; may be empty
  kSector,   // a code of data/tables/sectors.tsv; may be empty
  kCameo,    // a code of data/tables/cameo_codes.tsv; may be empty
  kFields,   // fields of cooperation parted by `|`; may be empty
  kSource,   // a key of data/SOURCES.tsv
};

struct ColumnSchema {
  std::string_view name;
  ColumnKind kind;
  // "TABLE.COLUMN" whose values alone may stand here, several parted by `|` or none; "" no such
  // rule.
  std::string_view refers = {};
};

struct TableSchema {
  std::string_view name;  // "actors.people"
  std::string_view
      path;  // under data/: "actors/people.tsv"; a `*` takes every file that fits, sorted
  std::string_view index;  // the phrase index that its forms enter, "" none
  std::span<const ColumnSchema> columns;
  std::string_view
      unique;  // columns parted by blanks whose values together must not repeat, "" none
  // Rows with equal values in these columns must not overlap in [from, until), "" none: one office,
  // two holders on a day.
  std::string_view dated;
  // "KEYS = VALUES", columns parted by blanks, "" none: rows with equal KEYS that hold on a common
  // day (always, without days) must have equal VALUES: one name, one code. Of a column of forms
  // each form is a key.
  std::string_view agree = {};
};

// The most bytes that a table's file, and a cell of it, may have.
inline constexpr std::uint64_t kMaxTableBytes = std::uint64_t{256} << 20;
inline constexpr std::uint64_t kMaxCellBytes = 64 << 10;

std::span<const TableSchema> table_schemas();

}  // namespace entente
