#include "entente/lexicon/schema.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>

#include "entente/lexicon/lexicon.h"

namespace entente {
namespace {

namespace fs = std::filesystem;

bool has_column(const TableSchema& table, std::string_view name) {
  return std::any_of(table.columns.begin(), table.columns.end(),
                     [&](const ColumnSchema& column) { return column.name == name; });
}

TEST(Schema, NamesAreUnique) {
  std::set<std::string_view> names, paths;
  for (const TableSchema& table : table_schemas()) {
    EXPECT_TRUE(names.insert(table.name).second) << table.name;
    EXPECT_TRUE(paths.insert(table.path).second) << table.path;
    std::set<std::string_view> columns;
    for (const ColumnSchema& column : table.columns)
      EXPECT_TRUE(columns.insert(column.name).second) << table.name << "." << column.name;
  }
}

TEST(Schema, RulesNameColumnsThatExist) {
  for (const TableSchema& table : table_schemas()) {
    for (const std::string_view rule : {table.unique, table.dated}) {
      std::istringstream words{std::string(rule)};
      for (std::string word; words >> word;)
        EXPECT_TRUE(has_column(table, word)) << table.name << ": " << word;
    }
    if (!table.dated.empty()) {
      EXPECT_TRUE(has_column(table, "from") && has_column(table, "until")) << table.name;
    }
    for (const ColumnSchema& column : table.columns) {
      const bool forms = column.kind == ColumnKind::kForms || column.kind == ColumnKind::kLemmas;
      EXPECT_FALSE(forms && table.index.empty()) << table.name << ": forms enter no index";
      if (column.refers.empty()) continue;
      const std::size_t dot = column.refers.rfind('.');
      const auto target = std::find_if(
          table_schemas().begin(), table_schemas().end(),
          [&](const TableSchema& other) { return other.name == column.refers.substr(0, dot); });
      ASSERT_NE(target, table_schemas().end()) << column.refers;
      EXPECT_TRUE(has_column(*target, column.refers.substr(dot + 1))) << column.refers;
    }
  }
}

// The literals after `call` in `text`: call "table(\"" finds x in table("x").
std::set<std::string> literals(const std::string& text, const std::string& call) {
  std::set<std::string> found;
  for (std::size_t at = text.find(call); at != std::string::npos; at = text.find(call, at + 1)) {
    const std::size_t begin = at + call.size();
    found.insert(text.substr(begin, text.find('"', begin) - begin));
  }
  return found;
}

// TableView::column asserts, so a name that the schema lacks must not get as far as a run.
TEST(Schema, LiteralsInTheCodeAreKnown) {
  std::set<std::string, std::less<>> tables, columns, indexes;
  for (const TableSchema& table : table_schemas()) {
    tables.emplace(table.name);
    indexes.emplace(table.index);
    for (const ColumnSchema& column : table.columns) columns.emplace(column.name);
  }
  std::size_t files = 0;
  for (const auto& entry :
       fs::recursive_directory_iterator(fs::path(ENTENTE_SOURCE_DIR) / "entente")) {
    const fs::path& path = entry.path();
    const bool test = path.stem().string().ends_with("_test");
    if (path.extension() != ".cc" || test || path.parent_path().filename() == "store") continue;
    std::ostringstream text;
    text << std::ifstream(path).rdbuf();
    ++files;
    for (const auto& name : literals(text.str(), ".table(\""))
      EXPECT_TRUE(tables.contains(name)) << path << ": " << name;
    for (const auto& name : literals(text.str(), ".column(\""))
      EXPECT_TRUE(columns.contains(name)) << path << ": " << name;
    for (const auto& name : literals(text.str(), ".phrases(\""))
      EXPECT_TRUE(indexes.contains(name)) << path << ": " << name;
  }
  EXPECT_GT(files, 10u);
}

// People find each table in docs/formats/lexicon.md, by its file or by the pattern of its folder.
TEST(Schema, EveryTableIsInTheDocumentation) {
  std::ostringstream text;
  text << std::ifstream(ENTENTE_SOURCE_DIR "/docs/formats/lexicon.md").rdbuf();
  const std::string page = text.str();
  for (const TableSchema& table : table_schemas()) {
    const std::string name(table.name), last = name.substr(name.rfind('.') + 1);
    const bool found = page.find("`" + name + "`") != std::string::npos ||
                       page.find("`." + last + "`") != std::string::npos;
    EXPECT_TRUE(found) << name << " is not in the list of docs/formats/lexicon.md";
  }
}

// The shipped tables, as the build has compiled them.
class Shipped : public testing::Test {
 protected:
  Result<Lexicons> lexicons_ = Lexicons::open(ENTENTE_BINARY_DIR "/share/entente/lexicon.img");
};

TEST_F(Shipped, HoldsEveryTable) {
  ASSERT_TRUE(lexicons_) << describe(lexicons_.error());
  for (const TableSchema& schema : table_schemas()) {
    const auto table = lexicons_->table(schema.name);
    ASSERT_TRUE(table) << describe(table.error());
    EXPECT_GT(table->rows(), 0u) << schema.name;
    for (const ColumnSchema& column : schema.columns) table->column(column.name);
  }
}

TEST_F(Shipped, CodeListsAgree) {
  ASSERT_TRUE(lexicons_) << describe(lexicons_.error());
  const TableView codes = *lexicons_->table("tables.cameo_codes");
  const TableView scores = *lexicons_->table("tables.goldstein");
  std::set<std::string_view> scored;
  for (std::uint32_t row = 0; row < scores.rows(); ++row) {
    scored.insert(scores.text(row, scores.column("code")));
    const double score = scores.real(row, scores.column("score"));
    EXPECT_TRUE(score >= -10 && score <= 10) << scores.place(row);
  }
  for (std::uint32_t row = 0; row < codes.rows(); ++row) {
    const std::string_view code = codes.text(row, codes.column("code"));
    EXPECT_TRUE(scored.contains(code)) << code;
    EXPECT_EQ(codes.text(row, codes.column("parent")),
              code.size() == 2 ? "" : code.substr(0, code.size() - 1));
  }
  const TableView modes = *lexicons_->table("tables.plover_modes");
  std::set<std::string> known;
  for (std::uint32_t row = 0; row < modes.rows(); ++row)
    known.insert(std::string(modes.text(row, 0)) + " " + std::string(modes.text(row, 1)));
  const TableView mapped = *lexicons_->table("tables.cameo_to_plover");
  for (std::uint32_t row = 0; row < mapped.rows(); ++row) {
    const std::string_view type = mapped.text(row, mapped.column("type"));
    const std::string_view mode = mapped.text(row, mapped.column("mode"));
    if (!mode.empty()) {
      EXPECT_TRUE(known.contains(std::string(type) + " " + std::string(mode))) << mapped.place(row);
    }
  }
}

}  // namespace
}  // namespace entente
