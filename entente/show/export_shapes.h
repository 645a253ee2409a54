// From rows of the database to rows of other tools' formats, column by column. Private to show/.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "entente/show/export.h"

namespace entente {

using ExportRow = ExportDatabase::Row;

// The code lists, ready to be asked.
class ExportLookup {
 public:
  explicit ExportLookup(const ExportCodes& codes);
  const CountryCodes* country(std::string_view code) const;  // nullptr: no state
  bool is_cameo_role(std::string_view role) const;
  // PLOVER's score; "" for none. Of conflict it is never above zero: docs/formats/exports.md.
  std::string score(const std::string& type, const std::string& mode) const;
  const std::string& version() const { return version_; }

 private:
  std::map<std::string, CountryCodes, std::less<>> countries_;
  std::vector<std::string> roles_;
  std::string version_;
  std::map<std::string, std::string, std::less<>> scores_;
};

// What stands for the country in a record's actor code, and its roles of three letters.
struct ActorParts {
  std::string_view country;
  std::vector<std::string_view> roles;
};
ActorParts actor_parts(std::string_view code, std::string_view country);

// A row of the sheet from one of the database, whose columns are those of …_source(). False: there
// is no number for it (GDELT's), the row is to be left out. `out` keeps its memory.
bool gdelt_row(const ExportLookup& lookup, const ExportRow& row, ExportRow& out);
bool gdelt_mention_row(const ExportLookup& lookup, const ExportRow& row, ExportRow& out);
bool polecat_row(const ExportLookup& lookup, const ExportRow& row, ExportRow& out);
bool phoenix_row(const ExportLookup& lookup, const ExportRow& row, ExportRow& out);
bool keds_row(const ExportLookup& lookup, const ExportRow& row, ExportRow& out);

// The columns that each takes for granted, in order: a test holds them against the database.
std::span<const std::string_view> gdelt_source();
std::span<const std::string_view> gdelt_mention_source();
std::span<const std::string_view> polecat_source();
std::span<const std::string_view> phoenix_source();
std::span<const std::string_view> keds_source();

}  // namespace entente
