#include "entente/lexicon/checks.h"

#include "entente/lexicon/test_tables.h"

namespace entente::lexicon_detail {
namespace {

struct CheckCase {
  const char* name;
  std::string_view names, holders, coded;  // rows, under their headers
  std::string_view errors;                 // "FILE:LINE: MESSAGE" each, `;` after each
};
const CheckCase kCheckCases[] = {
    {"AllGood", "a|b\tX\t1.5\n", "n\t\tX\t-3\t2001-02\t2001-03-01\n",
     "ROU\tGOV\t057\tenergy|trade\tkey\n", ""},
    {"NoForm", "\tX\t\n", "", "", "names/a.tsv:2: column forms: needs at least one form;"},
    {"EmptyForm", "a||b\tX\t\n", "", "",
     "names/a.tsv:2: column forms: form \"\" has no letter and no digit;"},
    {"FormAtTheEndEmpty", "a|\tX\t\n", "", "",
     "names/a.tsv:2: column forms: form \"\" has no letter and no digit;"},
    {"FormOfMarks", "a|...\tX\t\n", "", "",
     "names/a.tsv:2: column forms: form \"...\" has no letter and no digit;"},
    {"FormWithBlank", "a| b\tX\t\n", "", "",
     "names/a.tsv:2: column forms: form \" b\" begins or ends with a blank;"},
    {"FormTwice", "a|b|a\tX\t\n", "", "", "names/a.tsv:2: column forms: form \"a\" stands twice;"},
    {"EmptyWord", "a\t\t\n", "", "", "names/a.tsv:2: column code: must not be empty;"},
    {"BadReal", "a\tX\t1,5\nb\tY\tnan\nc\tZ\t1e5\n", "", "",
     "names/a.tsv:2: column weight: \"1,5\" is no decimal number;"
     "names/a.tsv:3: column weight: \"nan\" is no decimal number;"
     "names/a.tsv:4: column weight: \"1e5\" is no decimal number;"},
    {"BadNumber", "a\tX\t\n", "n\t\tX\t4.5\t\t\nm\t\tX\t99999999999\t\t\n", "",
     "holders.tsv:2: column rank: \"4.5\" is no whole number;"
     "holders.tsv:3: column rank: \"99999999999\" is no whole number;"
     "holders.tsv:3: holds on the same days as holders.tsv:2 (same office);"},
    {"BadDay", "a\tX\t\n", "n\t\tX\t\t2001-02-30\t2002-13\nm\t\tX\t\t01\t\n", "",
     "holders.tsv:2: column from: \"2001-02-30\" is no YYYY, YYYY-MM or YYYY-MM-DD;"
     "holders.tsv:2: column until: \"2002-13\" is no YYYY, YYYY-MM or YYYY-MM-DD;"
     "holders.tsv:3: column from: \"01\" is no YYYY, YYYY-MM or YYYY-MM-DD;"
     "holders.tsv:3: holds on the same days as holders.tsv:2 (same office);"},
    {"EndsBeforeItBegins", "a\tX\t\n", "n\t\tX\t\t2001\t2001\n", "",
     "holders.tsv:2: ends before it begins: days are half-open, [from, until);"},
    {"TouchingDays", "a\tX\t\n", "n\t\tX\t\t2001\t2002\nm\t\tX\t\t2002\t2003\no\t\tX\t\t\t2001\n",
     "", ""},
    {"OverlapBehindAShortOne", "a\tX\t\n",
     "n\t\tX\t\t2001\t2009\nm\t\tX\t\t2002\t2003\no\t\tX\t\t2004\t2005\n", "",
     "holders.tsv:3: holds on the same days as holders.tsv:2 (same office);"
     "holders.tsv:4: holds on the same days as holders.tsv:2 (same office);"},
    {"OtherOffice", "a\tX\t\nb\tY\t\n", "n\t\tX\t\t2001\t2009\nm\t\tY\t\t2002\t2003\n", "", ""},
    {"RepeatedKey", "a\tX\t\nb\tX\t\n", "", "", "names/a.tsv:3: repeats code of names/a.tsv:2;"},
    {"UnknownReference", "a\tX\t\n", "n\t\tY\t\t\t\n", "",
     "holders.tsv:2: column office: \"Y\" is no names.code;"},
    {"UnknownCodes", "", "", "XXX\tGVO\t99\ttrade|gold\tnokey\n",
     "coded.tsv:2: column country: \"XXX\" is no known country;"
     "coded.tsv:2: column sector: \"GVO\" is no known sector;"
     "coded.tsv:2: column cameo: \"99\" is no known CAMEO code;"
     "coded.tsv:2: column fields: \"gold\" is no known field of cooperation;"
     "coded.tsv:2: column source: \"nokey\" is no known source (a key of SOURCES.tsv);"},
    {"EmptyCodes", "", "", "\t\t\t\t\n", "coded.tsv:2: column source: must not be empty;"},
    {"NonstateIsACountry", "", "", "UNO\t\t\t\tkey\n", ""},
};
class ChecksTest : public testing::TestWithParam<CheckCase> {};
TEST_P(ChecksTest, NamesEveryBadLine) {
  const auto text = [](std::string_view head, std::string_view rows) {
    return std::string(head) + std::string(rows);
  };
  TestFolder folder;
  folder.write("names/a.tsv", text("# forms\tcode\tweight\n", GetParam().names))
      .write("holders.tsv",
             text("# name\taliases\toffice\trank\tfrom\tuntil\n", GetParam().holders))
      .write("coded.tsv", text("# country\tsector\tcameo\tfields\tsource\n", GetParam().coded))
      .write("countries.tsv", "# code\nROU\n")
      .write("nonstate.tsv", "# code\nUNO\n")
      .write("sectors.tsv", "# code\nGOV\n")
      .write("cameo.tsv", "# code\n057\n")
      .write("fields.tsv", "# field\ntrade\nenergy\n")
      .write("SOURCES.tsv", "# key\nkey\n");
  const CompileOutcome outcome = compile_sample(folder.path());
  std::string errors;
  for (const Error& error : outcome.errors) errors += describe(error) + ";";
  const std::string prefix = folder.path() + "/";
  for (std::size_t at; (at = errors.find(prefix)) != std::string::npos;)
    errors.erase(at, prefix.size());
  EXPECT_EQ(errors, GetParam().errors);
  EXPECT_EQ(outcome.image.empty(), !outcome.errors.empty());
}
INSTANTIATE_TEST_SUITE_P(Lexicon, ChecksTest, testing::ValuesIn(kCheckCases),
                         [](const auto& test) { return std::string(test.param.name); });

}  // namespace
}  // namespace entente::lexicon_detail
