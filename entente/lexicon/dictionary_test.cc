// Dictionaries of TABARI and PETRARCH: what is read, and the reason for each line that is not.
#include <gtest/gtest.h>

#include "entente/lexicon/dictionary_reader.h"

namespace entente::lexicon_detail {
namespace {

using Reader = void (*)(std::string_view, DictionaryDraft&);

struct Read {
  Dictionaries out;
  std::string unused;  // "LINE: REASON;" each
};
Read read(Reader reader, std::string_view text) {
  Read result;
  result.out.files.push_back("a.txt");
  std::vector<Error> unused;
  DictionaryDraft draft{result.out, unused, 0};
  reader(text, draft);
  finish_dictionaries(result.out);
  for (const Error& error : unused)
    result.unused += std::to_string(error.offset) + ": " + error.message + ";";
  return result;
}

// "CODE CODE@from-until ..." of each actor, and how many names there are.
std::string dump_actors(const Dictionaries& dictionaries) {
  std::string text;
  for (const DictionaryActor& actor : dictionaries.actors) {
    text += (&actor == dictionaries.actors.data() ? "" : " | ") + actor.otherwise;
    for (const DictionaryActor::Code& code : actor.dated) {
      text += " " + code.code + "@";
      if (code.from != kDayMin) text += format_day(code.from);
      text += "-";
      if (code.until != kDayMax) text += format_day(code.until);
    }
  }
  return text + " names " + std::to_string(dictionaries.actor_phrases.size());
}

struct TextCase {
  const char* name;
  std::string_view text, dump, unused;
};
void PrintTo(const TextCase& one, std::ostream* out) { *out << one.name; }

const TextCase kActors[] = {
    {"Plain", "GONDOR [GON]\n+MINAS_TIRITH\n\nELROND\t[ELF] # a comment\n", "GON | ELF names 3",
     ""},
    {"Dates",
     "SAM [HOB]\n\t[HOBCIV <20080120]\n\t[HOBMIL 20080120-121109]\n\t[HOBELI > 20130119]\n",
     "HOB HOBCIV@-2008-01-21 HOBMIL@2008-01-20-2012-11-10 HOBELI@2013-01-19- names 1", ""},
    {"CodesOnOneLine", "USSR [USR <911226][RUS]\n", "RUS USR@-1991-12-27 names 1", ""},
    {"BadDay", "ANNAN [UNO >1920030320]\n+KOFI\n", " names 2",
     "1: \"1920030320\" is no day (YYYYMMDD or YYMMDD);"},
    {"EndsFirst", "A [B 20010101-20000101]\n", " names 1",
     "1: \"20010101-20000101\" ends before it begins;"},
    {"NoCode", "A\n+B\nC [---]\n", " |  names 3", "1: an actor without a [CODE] is never coded;"},
    {"SynonymFirst", "+A\n\t[B]\nC [D]\n", "D names 1",
     "1: a synonym above any actor;2: a code above any actor;"},
    {"Comments", "<!-- one\n A [B]\n-->\n<! two\n; three\nC [###] ; four\n", "### names 1", ""},
    {"OpenComment", "A [B]\n<!-- for ever\nC [D]\n", "B names 1",
     "2: a comment begins here and never ends: nothing after it is read;"},
    {"OpenBracket", "A [B\nC [D] E\n", " | D names 2",
     "1: a code without its closing bracket;2: \"E\" after the code is not used;"},
    {"NoName", "... [B]\n", "B names 0",
     "1: no name: neither letter nor digit, or too many words;"},
    {"NotUtf8", "A\xff [B]\nC [D]\n", "D names 1", "1: is not UTF-8;"},
};
class Actors : public testing::TestWithParam<TextCase> {};
TEST_P(Actors, AreRead) {
  const Read read_text = read(read_actors, GetParam().text);
  EXPECT_EQ(dump_actors(read_text.out), GetParam().dump);
  EXPECT_EQ(read_text.unused, GetParam().unused);
}
INSTANTIATE_TEST_SUITE_P(All, Actors, testing::ValuesIn(kActors),
                         [](const auto& one) { return std::string(one.param.name); });

const TextCase kAgents[] = {
    {"Plural", "MINISTRY [~GOV]\n", "GOV 2", ""},
    {"NoPlural", "POLICE {} [ ~COP]\nHUMAN_RIGHTS_BODY [NGO~]\n", "COP NGO~ 3", ""},
    {"Irregular", "ATTORNEY_GENERAL {ATTORNEYS_GENERAL} [~GOV]\n", "GOV 2", ""},
    {"Set", "!PERSON! = MAN, WOMAN\nCONGRESS!PERSON! [~LEG]\n", "LEG 2", ""},
    {"Bad", "A\nB [C]\nD!E! [~F]\n!G = H\n", " 0",
     "1: an agent without a [CODE];2: \"C\" is neither ~CODE nor CODE~;3: no set !E! above it;"
     "4: a set needs a name between `!` and its members after `=`;"},
};
class Agents : public testing::TestWithParam<TextCase> {};
TEST_P(Agents, AreRead) {
  const Read read_text = read(read_agents, GetParam().text);
  std::string dump;
  for (const DictionaryAgent& agent : read_text.out.agents)
    dump += agent.code + (agent.before ? "~ " : " ");
  if (dump.empty()) dump = " ";
  EXPECT_EQ(dump + std::to_string(read_text.out.agent_phrases.size()), GetParam().dump);
  EXPECT_EQ(read_text.unused, GetParam().unused);
}
INSTANTIATE_TEST_SUITE_P(All, Agents, testing::ValuesIn(kAgents),
                         [](const auto& one) { return std::string(one.param.name); });

// "forms N sets M; CODE:BACK items" of each pattern: w word, s set, * verb, the marks; _ closed.
std::string dump_verbs(const Dictionaries& dictionaries) {
  std::string text = std::to_string(dictionaries.forms.size()) + " forms, " +
                     std::to_string(dictionaries.sets.size()) + " sets";
  for (const VerbBlock& block : dictionaries.blocks) {
    text += " | " + block.codes.forth + (block.codes.back.empty() ? "" : ":" + block.codes.back);
    for (const VerbPattern& pattern : block.patterns) {
      text += ", ";
      for (const PatternItem& item : pattern.items)
        text +=
            "ws*$+%^"[static_cast<std::size_t>(item.kind)] + std::string(item.closed ? "_" : "");
      text += " " + pattern.codes.forth;
      if (!pattern.codes.back.empty()) text += ":" + pattern.codes.back;
    }
  }
  return text;
}

const TextCase kVerbs[] = {
    {"Block", "--- ADMIT [013:012] ---\nADMIT\n- WERE * TO [064] # tony\n",
     "4 forms, 0 sets | 013:012, w*w 064", ""},
    {"Irregular", "--- BREAK [1717] ---\nBREAK { BROKE BROKEN }\n+BREAK_DOWN {+BROKE_DOWN}\n",
     "5 forms, 0 sets | 1717", ""},
    {"Connectors", "--- A [---] ---\nA\n- *_UP COMMITTEE [082:082]\n- ANTI- + * [111]\n",
     "4 forms, 0 sets | , *_ww 082:082, w+* 111", ""},
    {"LongestFirst", "--- A [1] ---\nA\n- * B [2]\n- * B C [3]\n- % * [4]\n",
     "4 forms, 0 sets | 1, *ww 3, *w 2, %* 4", ""},
    {"Sets",
     "--- A [1] ---\nA\n- * &MONEY [2]\n- * &COIN_ [3]\n&MONEY\n+DOLLAR\n+&COIN\n&COIN\n+YEN\n",
     "4 forms, 2 sets | 1, *s 2, *s 3", ""},
    {"Petrarch2", "--- RUSH [---] ---\nRUSH\n- * {ARMS SHIPMENT} [072]\n- * (TO BORDER) $ [:173]\n",
     "4 forms, 0 sets | , *ww$ :173, *ww 072", ""},
    {"Bad",
     "B\n- * [1]\n--- A ---\nA {B\n- C [1]\n- * * [1]\n- * {a | b} [1]\n- * &NO [1]\n- * D\n- * E "
     "[1 2]\n"
     "~ a (b . ATTACK) SAY = a b 112\n",
     "0 forms, 0 sets | ",
     "1: a verb above any block (--- NAME [CODE] ---);2: a pattern above any block (--- NAME "
     "[CODE] "
     "---);3: no [CODE];4: forms without their closing brace;5: a pattern needs * where its verb "
     "stands;6: a pattern has one * alone;7: alternatives ({a | b}) are not used;8: no set &NO;9: "
     "no "
     "[CODE];10: \"1 2\" is no code;11: transformations are not used;"},
};
class Verbs : public testing::TestWithParam<TextCase> {};
TEST_P(Verbs, AreRead) {
  const Read read_text = read(read_verbs, GetParam().text);
  EXPECT_EQ(dump_verbs(read_text.out), GetParam().dump);
  EXPECT_EQ(read_text.unused, GetParam().unused);
}
INSTANTIATE_TEST_SUITE_P(All, Verbs, testing::ValuesIn(kVerbs),
                         [](const auto& one) { return std::string(one.param.name); });

TEST(Filters, DiscardsAndIssues) {
  const Read discards = read(read_discards, "# note\n+World Golf\nBASEBALL   \n+...\n");
  ASSERT_EQ(discards.out.discards.size(), 2u);
  EXPECT_TRUE(discards.out.discards[0].document);
  EXPECT_FALSE(discards.out.discards[1].document);
  EXPECT_EQ(discards.unused, "4: no phrase to discard by: neither letter nor digit;");
  const Read issues = read(read_issues,
                           "lost\n<ISSUE CATEGORY=\"AID\">\nn:refugee camp\na+b [X]\n~~football\n"
                           "</ISSUE>\n<ISSUE>\n");
  ASSERT_EQ(issues.out.issues.size(), 3u);
  EXPECT_EQ(issues.out.issues[0].code, "AID");
  EXPECT_EQ(issues.out.issues[1].code, "X");
  EXPECT_TRUE(issues.out.issues[2].cancels && issues.out.issues[2].document);
  EXPECT_EQ(issues.out.issue_phrases.size(), 4u);
  EXPECT_EQ(issues.unused,
            "1: an issue outside <ISSUE CATEGORY=\"NAME\">, without a [CODE];"
            "7: <ISSUE> without CATEGORY=\"NAME\";");
}

TEST(ActorCode, FirstFittingLineThenTheUndated) {
  const Read gollum = read(read_actors, "GOLLUM\n[HOB <950601]\n[GOV 950601-990815]\n[ANY]\n");
  const auto on = [&](std::string_view day) {
    const Day value = *parse_day(day);
    return std::string(gollum.out.actors[0].code(&value));
  };
  EXPECT_EQ(on("1995-05-31"), "HOB");
  EXPECT_EQ(on("1995-06-01"), "HOB");  // the limits are inclusive, and the first line wins
  EXPECT_EQ(on("1999-08-15"), "GOV");
  EXPECT_EQ(on("1999-08-16"), "ANY");
  EXPECT_EQ(gollum.out.actors[0].code(nullptr), "ANY");
}

}  // namespace
}  // namespace entente::lexicon_detail
