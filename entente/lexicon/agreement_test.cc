// Two lines of one name on one day: an error within a layer, the user's right between layers.
#include "entente/lexicon/agreement.h"

#include "entente/lexicon/lexicon.h"
#include "entente/lexicon/test_tables.h"

namespace entente::lexicon_detail {
namespace {

constexpr ColumnSchema kPeople[] = {{"name", ColumnKind::kWord},
                                    {"forms", ColumnKind::kForms},
                                    {"sector", ColumnKind::kWord},
                                    {"from", ColumnKind::kDay},
                                    {"until", ColumnKind::kDay}};
constexpr ColumnSchema kOffices[] = {{"forms", ColumnKind::kForms}, {"sector", ColumnKind::kWord}};
constexpr TableSchema kSchemas[] = {
    {"people", "people*.tsv", "who", kPeople, "", "", "name = sector"},
    {"offices", "offices.tsv", "who", kOffices, "", "", "forms = sector"},
};
constexpr std::string_view kPeopleHead = "# name\tforms\tsector\tfrom\tuntil\n",
                           kOfficesHead = "# forms\tsector\n";

std::string head(std::string_view columns, std::string_view rows) {
  return std::string(columns) + std::string(rows);
}

std::string errors_of(const TestFolder& folder) {
  std::string out;
  for (const Error& error : compile_tables(kSchemas, folder.path(), {}).errors)
    out += describe(error) + ";";
  for (std::size_t at; (at = out.find(folder.path() + "/")) != std::string::npos;)
    out.erase(at, folder.path().size() + 1);
  return out;
}

TEST(AgreementTest, OneNameHasOneCodeOnADay) {
  TestFolder folder;
  folder
      .write("people.tsv",
             head(kPeopleHead,
                  "Ann Lee\tLee\tREB\t1990\t2000\nBob\tBob\tGOV\t\t\nAnn Lee\tLee\tELI\t2005\t\n"))
      .write("people_extra.tsv", head(kPeopleHead, "Ann Lee\tLee\tGOV\t1999-06\t2005\n"))
      .write("offices.tsv", head(kOfficesHead, "envoy|envoys\tGOV\nrebel|envoy\tREB\n"));
  EXPECT_EQ(errors_of(folder),
            "offices.tsv:3: contradicts offices.tsv:2: `envoy` has two values of sector on one day;"
            "people_extra.tsv:2: contradicts people.tsv:2: `Ann Lee` has two values of sector on "
            "one day;");
}

TEST(AgreementTest, DaysThatOnlyTouchAgree) {
  TestFolder folder;
  folder.write("people.tsv",
               head(kPeopleHead, "Ann Lee\tLee\tREB\t1990\t2000\nAnn Lee\tLee\tGOV\t2000\t\n"));
  EXPECT_EQ(errors_of(folder), "");
}

TEST(AgreementTest, ALaterLayerWins) {
  TestFolder base, user;
  base.write("people.tsv", head(kPeopleHead, "Ann Lee\tLee\tREB\t\t\nBob\tBob\tGOV\t\t\n"))
      .write("offices.tsv", head(kOfficesHead, "envoy|envoys\tGOV\n"));
  user.write("people.tsv", head(kPeopleHead, "Ann Lee\tLee\tGOV\t\t\n"))
      .write("offices.tsv", head(kOfficesHead, "envoy\tSPY\n"));
  const std::vector<std::string> extra = {user.path()};
  const CompileOutcome outcome = compile_tables(kSchemas, base.path(), extra);
  ASSERT_TRUE(outcome.errors.empty()) << describe(outcome.errors[0]);
  const auto lexicons = Lexicons::from_bytes(outcome.image, "test");
  ASSERT_TRUE(lexicons) << describe(lexicons.error());
  const PhraseIndex index = *lexicons->phrases("who");
  const auto sectors = [&](std::string_view name) {
    std::string out;
    for (const PhraseEntry& entry : index.lookup(name)) {
      const TableView table = lexicons->table(entry.table);
      out += std::string(table.text(entry.row, table.column("sector"))) + " ";
    }
    return out;
  };
  EXPECT_EQ(sectors("Lee"), "GOV ");
  EXPECT_EQ(sectors("Bob"), "GOV ");
  EXPECT_EQ(sectors("envoy"), "SPY ");
  EXPECT_EQ(sectors("envoys"), "GOV ");
}

}  // namespace
}  // namespace entente::lexicon_detail
