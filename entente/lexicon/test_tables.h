// For tests: tables written to a folder of their own, and a small schema. Private to lexicon/'s
// tests.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "entente/lexicon/compile.h"

namespace entente::lexicon_detail {

// A folder that goes when the test ends.
class TestFolder {
 public:
  TestFolder() {
    std::string pattern =
        (std::filesystem::temp_directory_path() / "entente-lexicon-XXXXXX").string();
    path_ = ::mkdtemp(pattern.data()) == nullptr ? "" : pattern;
  }
  TestFolder(const TestFolder&) = delete;
  TestFolder& operator=(const TestFolder&) = delete;
  ~TestFolder() { std::filesystem::remove_all(path_); }

  TestFolder& write(const std::string& relative, std::string_view text) {
    const auto file = std::filesystem::path(path_) / relative;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << text;
    return *this;
  }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

inline constexpr ColumnSchema kNameColumns[] = {
    {"forms", ColumnKind::kForms}, {"code", ColumnKind::kWord}, {"weight", ColumnKind::kReal}};
inline constexpr ColumnSchema kHolderColumns[] = {{"name", ColumnKind::kWord},
                                                  {"aliases", ColumnKind::kLemmas},
                                                  {"office", ColumnKind::kWord, "names.code"},
                                                  {"rank", ColumnKind::kNumber},
                                                  {"from", ColumnKind::kDay},
                                                  {"until", ColumnKind::kDay}};
inline constexpr ColumnSchema kCodeColumns[] = {{"code", ColumnKind::kWord}};
inline constexpr ColumnSchema kCodedColumns[] = {{"country", ColumnKind::kCountry},
                                                 {"sector", ColumnKind::kSector},
                                                 {"cameo", ColumnKind::kCameo},
                                                 {"fields", ColumnKind::kFields},
                                                 {"source", ColumnKind::kSource}};
inline constexpr ColumnSchema kFieldColumns[] = {{"field", ColumnKind::kWord}};
inline constexpr ColumnSchema kKeyColumns[] = {{"key", ColumnKind::kWord}};

inline constexpr TableSchema kTestSchema[] = {
    {"names", "names/*.tsv", "who", kNameColumns, "code", ""},
    {"holders", "holders.tsv", "who", kHolderColumns, "", "office"},
    {"coded", "coded.tsv", "", kCodedColumns, "", ""},
    {"tables.countries", "countries.tsv", "", kCodeColumns, "code", ""},
    {"tables.nonstate", "nonstate.tsv", "", kCodeColumns, "code", ""},
    {"tables.sectors", "sectors.tsv", "", kCodeColumns, "code", ""},
    {"tables.cameo_codes", "cameo.tsv", "", kCodeColumns, "code", ""},
    {"tables.fields", "fields.tsv", "", kFieldColumns, "field", ""},
    {"sources", "SOURCES.tsv", "", kKeyColumns, "key", ""},
};

// Two small tables that share an index.
inline void write_sample(TestFolder& folder) {
  folder.write("names/a.tsv",
               "# Names.\n# forms\tcode\tweight\n"
               "Côte d’Ivoire|Ivory Coast\tCIV\t0.25\n"
               "U.S.|United States|United States of America\tUSA\t-1.5\n"
               "Al-Assad\tSYR\t\n");
  folder.write("holders.tsv",
               "# name\taliases\toffice\trank\tfrom\tuntil\n"
               "Anna Beta\tBeta\tUSA\t3\t2001\t2009-01-20\n"
               "Carl Delta\t\tUSA\t-4\t2009-01-20\t\n"
               "Ivory King\tIvory Coast\tCIV\t\t\t2000-06\n");
}

inline CompileOutcome compile_sample(const std::string& dir, std::vector<std::string> extra = {}) {
  return compile_tables(kTestSchema, dir, extra);
}

}  // namespace entente::lexicon_detail
