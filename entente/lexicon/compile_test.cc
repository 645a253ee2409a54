#include "entente/lexicon/compile.h"

#include <chrono>

#include "entente/lexicon/test_tables.h"

namespace entente::lexicon_detail {
namespace {

TEST(Compile, SameTablesSameBytes) {
  TestFolder one, two;
  write_sample(one);
  write_sample(two);
  EXPECT_EQ(compile_sample(one.path()).image, compile_sample(two.path()).image);
}

TEST(Compile, RevisionFollowsTheData) {
  TestFolder folder;
  write_sample(folder);
  const CompileOutcome before = compile_sample(folder.path());
  folder.write("names/b.tsv", "# forms\tcode\tweight\nBeta\tBET\t\n");
  const CompileOutcome after = compile_sample(folder.path());
  const Lexicons old_lexicons = *Lexicons::from_bytes(before.image, "before");
  const Lexicons new_lexicons = *Lexicons::from_bytes(after.image, "after");
  EXPECT_NE(old_lexicons.revision(), new_lexicons.revision());
  const TableView names = *new_lexicons.table("names");
  EXPECT_EQ(names.rows(), 4u);
  EXPECT_EQ(names.place(3), "data/names/b.tsv:2");
}

TEST(Compile, UserRowsComeAfterAndWin) {
  TestFolder data, user;
  write_sample(data);
  user.write("names/mine.tsv", "# forms\tcode\tweight\nStates\tUSA\t9\nNowhere\tNWH\t\n");
  const CompileOutcome outcome = compile_sample(data.path(), {user.path()});
  ASSERT_TRUE(outcome.errors.empty()) << describe(outcome.errors[0]);
  const Lexicons lexicons = *Lexicons::from_bytes(outcome.image, "user");
  const TableView names = *lexicons.table("names");
  ASSERT_EQ(names.rows(), 4u);
  EXPECT_EQ(names.text(2, names.column("forms")), "States");
  EXPECT_EQ(names.place(2), user.path() + "/names/mine.tsv:2");
  const PhraseIndex index = *lexicons.phrases("who");
  EXPECT_TRUE(index.lookup("United States").empty());
  EXPECT_EQ(index.lookup("states").size(), 1u);
}

TEST(Compile, FileThatNoTableTakes) {
  TestFolder folder;
  write_sample(folder);
  folder.write("nmaes/a.tsv", "# forms\tcode\tweight\n");
  const CompileOutcome outcome = compile_sample(folder.path());
  ASSERT_EQ(outcome.errors.size(), 1u);
  EXPECT_NE(outcome.errors[0].message.find("no table"), std::string::npos);
}

TEST(Compile, FolderThatIsNotThere) {
  const CompileOutcome outcome = compile_sample("/nonexistent-folder");
  ASSERT_EQ(outcome.errors.size(), 1u);
  EXPECT_EQ(outcome.errors[0].source, "/nonexistent-folder");
  EXPECT_TRUE(outcome.image.empty());
}

TEST(Compile, NothingAtAll) {
  TestFolder folder;
  const CompileOutcome outcome = compile_sample(folder.path());
  ASSERT_TRUE(outcome.errors.empty());
  const auto lexicons = Lexicons::from_bytes(outcome.image, "empty");
  ASSERT_TRUE(lexicons) << describe(lexicons.error());
  EXPECT_TRUE(lexicons->phrases("who")->lookup("anybody").empty());
}

// A gazetteer's size: twice the rows must not take much more than twice the time, and few seconds
// under sanitizers.
TEST(Compile, LinearInTheTables) {
  const auto seconds_for = [](int rows) {
    std::string table = "# forms\tcode\tweight\n";
    for (int i = 0; i < rows; ++i) {
      const std::string n = std::to_string(i);
      table += "Place " + n + "|Old Place " + n + "\tP" + n + "\t" + n + ".5\n";
    }
    TestFolder folder;
    folder.write("names/a.tsv", table);
    const auto start = std::chrono::steady_clock::now();
    EXPECT_TRUE(compile_sample(folder.path()).errors.empty());
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  };
  const double half = seconds_for(20'000), whole = seconds_for(40'000);
  EXPECT_LT(whole, 8 * half + 1) << half;
  EXPECT_LT(whole, 20);
}

}  // namespace
}  // namespace entente::lexicon_detail
