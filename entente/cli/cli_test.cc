// The flags: each is tried, and each help names it. What verbs do is tested on the program itself,
// in tests/.
#include <gtest/gtest.h>

#include "entente/cli/flags.h"
#include "entente/cli/help.h"

namespace entente::cli {
namespace {

const VerbInfo& verb(std::string_view name) {
  for (const VerbInfo& one : all_verbs())
    if (one.name == name) return one;
  ADD_FAILURE() << "no verb " << name;
  return all_verbs()[0];
}

std::string parse(std::string_view name, std::vector<std::string_view> arguments,
                  Options& options) {
  return parse_arguments(verb(name), arguments, options);
}
std::string parse(std::string_view name, std::vector<std::string_view> arguments) {
  Options options;
  return parse(name, std::move(arguments), options);
}

// A value that the flag takes, by what it is called.
std::string_view good_value(const Flag& flag) {
  if (flag.value == "DAY") return "2022-02-16";
  if (flag.value == "N") return "3";
  if (flag.value == "FORMAT") return "json";
  if (flag.value == "WHEN") return "never";
  if (flag.value == "FIELD") return "energy";
  if (flag.value == "NAME=COLUMN,...") return "text=body";
  if (flag.value == "SOURCE:OFFSET") return "a.jsonl:7";
  if (flag.value == "TIME") return "15m";
  if (flag.value == "TYPE,...") return "AGREE,CONSULT";
  if (flag.value == "FIELD,...") return "trade,energy";
  if (flag.value == "PERIOD") return "month";
  if (flag.value == "NUMBER") return "0.5";
  if (flag.value == "KIND") return "csv";
  return "x";
}

TEST(Flags, EachIsTakenByItsVerbsAndByNoOther) {
  for (const Flag& flag : all_flags()) {
    if (flag.set == nullptr) continue;
    const std::string shown = "--" + std::string(flag.name);
    for (const VerbInfo& one : all_verbs()) {
      std::vector<std::string_view> arguments = {shown};
      if (!flag.value.empty()) arguments.push_back(good_value(flag));
      const std::string wrong = parse(one.name, arguments);
      EXPECT_EQ(wrong.empty(), (flag.verbs & one.verb) != 0)
          << one.name << " " << shown << ": " << wrong;
    }
  }
}

TEST(Flags, EachThatTakesAValueAsksForIt) {
  for (const Flag& flag : all_flags()) {
    const std::string shown = "--" + std::string(flag.name);
    for (const VerbInfo& one : all_verbs()) {
      if ((flag.verbs & one.verb) == 0 || flag.value.empty()) continue;
      EXPECT_EQ(parse(one.name, {shown}), shown + " needs a value: " + std::string(flag.value));
    }
  }
}

TEST(Flags, Forms) {
  Options options;
  EXPECT_EQ(parse("code", {"-j4", "--from=json", "-o", "out.jsonl", "a", "-", "--", "-b"}, options),
            "");
  EXPECT_EQ(options.threads, 4u);
  EXPECT_EQ(options.from, InputFormat::kJson);
  EXPECT_EQ(options.output, "out.jsonl");
  EXPECT_EQ(options.arguments, (std::vector<std::string>{"a", "-", "-b"}));
}

TEST(Flags, WrongOnesAreToldWhatIsRight) {
  EXPECT_EQ(parse("code", {"--thread", "4"}),
            "no such flag: --thread (did you mean --threads?); entente code -h lists them");
  EXPECT_EQ(parse("code", {"--zzzzzz"}), "no such flag: --zzzzzz; entente code -h lists them");
  EXPECT_EQ(parse("code", {"-j", "0"}), "--threads '0': expected a number from 1 to 256");
  EXPECT_EQ(parse("code", {"-j", "4x"}), "--threads '4x': expected a number from 1 to 256");
  EXPECT_EQ(parse("code", {"--strict=1"}), "--strict takes no value");
  EXPECT_EQ(parse("code", {"--date", "2022-02-30"}),
            "--date '2022-02-30': expected a day, YYYY-MM-DD");
  EXPECT_EQ(parse("show", {"--field", "weather"}).substr(0, 40),
            "--field 'weather': expected one of trade");
}

TEST(Help, ShortOneFitsAScreenAndNamesEachFlag) {
  for (const VerbInfo& one : all_verbs()) {
    const std::string brief = verb_help(one, false), whole = verb_help(one, true);
    EXPECT_LE(std::count(brief.begin(), brief.end(), '\n'), 24) << one.name;
    EXPECT_LE(brief.size(), whole.size());
    for (const Flag& flag : all_flags()) {
      if ((flag.verbs & one.verb) == 0) continue;
      EXPECT_NE(brief.find("--" + std::string(flag.name)), std::string::npos)
          << one.name << " " << flag.name;
      EXPECT_FALSE(flag.brief.empty());
    }
    EXPECT_NE(program_help().find(one.name), std::string::npos);
    EXPECT_NE(man_page().find(one.name), std::string::npos);
    EXPECT_NE(bash_completion().find(one.name), std::string::npos);
  }
}

TEST(Help, LinesAreNotTooWide) {
  for (const VerbInfo& one : all_verbs()) {
    std::string_view text;
    const std::string whole = verb_help(one, true);
    for (text = whole; !text.empty();
         text.remove_prefix(std::min(text.find('\n') + 1, text.size())))
      EXPECT_LE(text.substr(0, text.find('\n')).size(), 120u) << text.substr(0, text.find('\n'));
  }
}

}  // namespace
}  // namespace entente::cli
