// Tables of trees and the actors that they must give. A dump reads, for each actor in order of
// first mention: CODE{mention|mention}; a pair of states reads [CODE CODE]{mention}. The trees are
// written by hand, so that no model is asked; names that the reader would have found stand in
// `entities`.
#include "entente/resolve/actors.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "entente/record/conllu.h"
#include "entente/resolve/coreference.h"
#include "entente/resolve/knowledge.h"
#include "entente/resolve/metonymy.h"

namespace entente {
namespace {

const Lexicons& lexicons() {
  static const auto image = [] {
    auto opened = Lexicons::open(std::string(ENTENTE_BINARY_DIR) + "/share/entente/lexicon.img");
    if (!opened) ADD_FAILURE() << describe(opened.error());
    return std::make_unique<Lexicons>(std::move(*opened));
  }();
  return *image;
}

struct NamedEntity {
  std::string_view text;
  EntityType type;
};

struct ActorCase {
  const char* name;
  const char* date;  // of publication, "" none
  std::string_view tree;
  std::vector<NamedEntity> entities;
  std::string_view actors;
};

// Marks every occurrence of each name, in order of begin.
void add_entities(const Document& document, const std::vector<NamedEntity>& names,
                  Analysis& analysis) {
  const TokenTable& t = analysis.tokens;
  for (std::uint32_t first = 0; first < t.size(); ++first) {
    for (const NamedEntity& name : names) {
      for (std::uint32_t last = first + 1;
           last <= t.size() && t.end[last - 1] - t.begin[first] <= name.text.size(); ++last) {
        if (document.piece({t.begin[first], t.end[last - 1]}) != name.text) continue;
        if (analysis.entities.empty() || analysis.entities.back().last <= first)
          analysis.entities.push_back({first, last, name.type, 1});
      }
    }
  }
}

std::string dump(const Document& document, const Resolution& resolution) {
  std::string out;
  for (std::uint32_t id = 0; id < resolution.actors.size(); ++id) {
    const Actor& actor = resolution.actors[id];
    std::string mentions;
    for (const Mention& m : resolution.mentions) {
      if (m.actor != id) continue;
      if (!mentions.empty()) mentions += '|';
      mentions += document.piece(m.span);
    }
    if (mentions.empty()) continue;  // a member of a pair only
    if (!out.empty()) out += ' ';
    if (actor.members.empty()) {
      out += actor.code;
    } else {
      out += '[';
      for (const std::uint32_t member : actor.members) {
        if (out.back() != '[') out += ' ';
        out += resolution.actors[member].code;
      }
      out += ']';
    }
    out += '{' + mentions + '}';
  }
  return out;
}

std::string actors_of(const ActorCase& c) {
  Document document;
  Analysis analysis;
  if (const Status read = read_tree(c.tree, document, analysis); !read)
    return describe(read.error());
  if (*c.date != '\0') document.date = parse_day(c.date);
  add_entities(document, c.entities, analysis);
  static const ActorFinder finder = std::move(*ActorFinder::open(lexicons()));
  ActorScratch scratch;
  PieceTable pieces;
  lexicons().make_pieces(document.page(), analysis.tokens.begin, analysis.tokens.end, pieces);
  Resolution resolution;
  finder.find(document, analysis, pieces, scratch, resolution, nullptr);
  return dump(document, resolution);
}

using enum EntityType;

const ActorCase kCases[] = {
    {"AnAdministrationIsOfWhoLeadsIt",
     "2019-03-29",
     R"(
      The DET 3 det
      Trump PROPN 3 compound
      administration NOUN 4 nsubj
      threatened VERB 0 root threaten
      Honduras PROPN 4 obj)",
     {{"Honduras", EntityType::kLoc}},
     "USAGOV{Trump} USAGOV{The Trump administration} HND{Honduras}"},
    {"TwoStates",
     "",
     R"(
Hungary PROPN 4 nsubj
and CCONJ 3 cc
Romania PROPN 1 conj
signed VERB 0 root sign
a DET 6 det
treaty NOUN 4 obj
. PUNCT 4 punct
)",
     {},
     "HUN{Hungary} ROU{Romania}"},
    {"RoleInTheTextWinsOverTheTable",
     "2022-02-16",
     R"(
Russian ADJ 3 amod
Vice PROPN 3 compound
President PROPN 4 nmod:desc
Yuri PROPN 6 nsubj
Borisov PROPN 4 flat
arrived VERB 0 root arrive
in ADP 8 case
Caracas PROPN 6 obl
)",
     {{"Yuri Borisov", kPer}, {"Caracas", kLoc}},
     "RUS{Russian} RUSGOV{Russian Vice President Yuri Borisov}"},
    {"UnknownMinisterOfPeru",
     "",
     R"(
Foreign ADJ 2 amod
Minister PROPN 6 nsubj
of ADP 4 case
Peru PROPN 2 nmod
Abelardo PROPN 2 appos
left VERB 0 root leave
)",
     {{"Abelardo", kPer}},
     "PERGOV{Foreign Minister of Peru Abelardo|Abelardo} PER{Peru}"},
    {"AmbassadorAfterTheName",
     "",
     R"(
Tolu PROPN 9 nsubj
, PUNCT 5 punct
the DET 5 det
Chinese ADJ 5 amod
ambassador NOUN 1 appos
to ADP 7 case
Togo PROPN 5 nmod
, PUNCT 5 punct
resigned VERB 0 root resign
)",
     {{"Tolu", kPer}},
     "CHNGOV{Tolu, the Chinese ambassador to Togo|the Chinese ambassador to Togo} CHN{Chinese} "
     "TGO{Togo}"},
    {"FormerMeansElite",
     "",
     R"(
former ADJ 3 amod
Greek ADJ 3 amod
president NOUN 4 nmod:desc
Stamos PROPN 5 nsubj
spoke VERB 0 root speak
)",
     {{"Stamos", kPer}},
     "GRC{Greek} GRCELI{former Greek president Stamos}"},
    {"SectorFromTheNoun",
     "",
     R"(
Israeli ADJ 2 amod
settlers NOUN 3 nsubj settler Number=Plur
met VERB 0 root meet
police NOUN 3 obj police Number=Plur
in ADP 6 case
Peru PROPN 4 nmod
. PUNCT 3 punct
)",
     {},
     "ISR{Israeli} ISRCVL{Israeli settlers} PERCOP{police in Peru} PER{Peru}"},
    {"ACourtOfTheSwiss",
     "",
     R"(
a DET 3 det
Swiss ADJ 3 amod
court NOUN 4 nsubj
freed VERB 0 root free
him PRON 4 obj
)",
     {},
     "CHE{Swiss} CHEJUD{a Swiss court}"},
    {"LeaderOfTheOpposition",
     "",
     R"(
the DET 2 det
leader NOUN 8 nsubj
of ADP 5 case
the DET 5 det
opposition NOUN 2 nmod
in ADP 7 case
Nepal PROPN 5 nmod
resigned VERB 0 root resign
)",
     {},
     "NPLOPP{the leader of the opposition in Nepal} NPL{Nepal}"},
    {"CapitalActs",
     "",
     R"(
Moscow PROPN 2 nsubj
warned VERB 0 root warn
Tehran PROPN 2 obj
in ADP 5 case
Vienna PROPN 2 obl
. PUNCT 2 punct
)",
     {{"Moscow", kLoc}, {"Tehran", kLoc}, {"Vienna", kLoc}},
     "RUSGOV{Moscow} IRNGOV{Tehran}"},
    {"CapitalIsAGoal",
     "",
     R"(
He PRON 2 nsubj
flew VERB 0 root fly
from ADP 4 case
Moscow PROPN 2 obl
to ADP 6 case
Cairo PROPN 2 obl
. PUNCT 2 punct
)",
     {{"Moscow", kLoc}, {"Cairo", kLoc}},
     ""},
    {"BothCountries",
     "",
     R"(
Chile PROPN 3 nsubj
was AUX 3 aux
angry ADJ 0 root
with ADP 5 case
Bolivia PROPN 3 obl
. PUNCT 3 punct

Both DET 2 det
countries NOUN 3 nsubj country Number=Plur
met VERB 0 root meet
. PUNCT 3 punct
)",
     {},
     "CHL{Chile} BOL{Bolivia} [CHL BOL]{Both countries}"},
    {"TitleAndPronounOfOnePerson",
     "2022-02-16",
     R"(
President PROPN 2 nmod:desc
Nicolás PROPN 4 nsubj
Maduro PROPN 2 flat
spoke VERB 0 root speak
. PUNCT 4 punct

The DET 4 det
Venezuelan ADJ 4 amod
Head PROPN 4 compound
State PROPN 5 nsubj
smiled VERB 0 root smile
. PUNCT 5 punct

He PRON 2 nsubj
left VERB 0 root leave
. PUNCT 2 punct
)",
     {{"Nicolás Maduro", kPer}},
     "VENGOV{President Nicolás Maduro|He} VEN{Venezuelan}"},
    {"SpellingsOfOneName",
     "",
     R"(
Yuriy PROPN 2 nsubj
spoke VERB 0 root speak
. PUNCT 2 punct

Yuri PROPN 2 nsubj
left VERB 0 root leave
. PUNCT 2 punct
)",
     {{"Yuriy", kPer}, {"Yuri", kPer}},
     "---{Yuriy|Yuri}"},
    {"AcronymInBrackets",
     "",
     R"(
Friends PROPN 3 compound
Rescue PROPN 3 compound
Fund PROPN 7 nsubj
( PUNCT 5 punct
FRF PROPN 3 appos
) PUNCT 5 punct
met VERB 0 root meet
FRF PROPN 7 obj
)",
     {{"Friends Rescue Fund", kOrg}, {"FRF", kOrg}},
     "---{Friends Rescue Fund (FRF)|FRF|FRF}"},
    {"ProRussianSeparatistsAreNotRussia",
     "",
     R"(
pro ADJ 3 amod
- PUNCT 3 punct
Russian ADJ 4 amod
separatists NOUN 7 nsubj separatist Number=Plur
in ADP 6 case
Ukraine PROPN 4 nmod
met VERB 0 root meet
)",
     {},
     "UKRREB{pro - Russian separatists in Ukraine} UKR{Ukraine}"},
    {"GeorgiaOfTheUnitedStates",
     "",
     R"(
Police NOUN 2 nsubj
left VERB 0 root leave
Atlanta PROPN 2 obj
, PUNCT 5 punct
Georgia PROPN 3 appos
)",
     {{"Atlanta", kLoc}, {"Georgia", kLoc}},
     "---COP{Police}"},
    {"GeorgiaOfTheCaucasus",
     "",
     R"(
Georgia PROPN 2 nsubj
left VERB 0 root leave
Tbilisi PROPN 2 obj
)",
     {{"Tbilisi", kLoc}},
     "GEO{Georgia}"},
    {"SurnameGivesWayToAFullerName",
     "2022-02-16",
     R"(
Ana PROPN 3 nsubj
Sánchez PROPN 1 flat
slept VERB 0 root sleep
. PUNCT 3 punct

Sánchez PROPN 2 nsubj
woke VERB 0 root wake
. PUNCT 2 punct
)",
     {{"Ana Sánchez", kPer}, {"Sánchez", kPer}},
     "---{Ana Sánchez|Sánchez}"},
    {"AcronymWrittenAsAWord",
     "",
     R"(
Nato PROPN 2 nsubj
met VERB 0 root meet
)",
     {{"Nato", kOrg}},
     "IGO{Nato}"},
    {"CounterpartHasTheOfficeOfTheOther",
     "",
     R"(
President PROPN 2 nmod:desc
Vladimir PROPN 4 nsubj
Putin PROPN 2 flat
met VERB 0 root meet
his PRON 7 nmod:poss
Chinese ADJ 7 amod
counterpart NOUN 4 obj
)",
     {{"Vladimir Putin", kPer}},
     "RUSGOV{President Vladimir Putin|his} CHN{Chinese} CHNGOV{his Chinese counterpart}"},
    {"TheTwoLeaders",
     "2022-02-16",
     R"(
Vladimir PROPN 3 nsubj
Putin PROPN 1 flat
met VERB 0 root meet
Xi PROPN 3 obj
Jinping PROPN 4 flat
. PUNCT 3 punct

The DET 3 det
two NUM 3 nummod
leaders NOUN 4 nsubj leader Number=Plur
signed VERB 0 root sign
. PUNCT 4 punct
)",
     {{"Vladimir Putin", kPer}, {"Xi Jinping", kPer}},
     "RUSGOV{Vladimir Putin} CHNGOV{Xi Jinping} [RUSGOV CHNGOV]{The two leaders}"},
    {"TheGroupNamedBefore",
     "",
     R"(
Hezbollah PROPN 2 nsubj
met VERB 0 root meet
. PUNCT 2 punct

The DET 2 det
group NOUN 3 nsubj
left VERB 0 root leave
. PUNCT 3 punct
)",
     {{"Hezbollah", kOrg}},
     "LBNREB{Hezbollah|The group}"},
    {"HolderOnTheDay",
     "2009-01-10",
     R"(
Bush PROPN 2 nsubj
spoke VERB 0 root speak
)",
     {{"Bush", kPer}},
     "USAGOV{Bush}"},
    {"OrganisationsAndTheirSort",
     "",
     R"(
UN PROPN 2 compound
peacekeepers NOUN 3 nsubj peacekeeper Number=Plur
met VERB 0 root meet
Hamas PROPN 5 compound
officials NOUN 3 obj official Number=Plur
)",
     {{"UN", kOrg}, {"Hamas", kOrg}},
     "UNO{UN} UNOMIL{UN peacekeepers} PSEREB{Hamas} PSEREB{Hamas officials}"},
};

class Actors : public testing::TestWithParam<ActorCase> {};
TEST_P(Actors, OfATree) { EXPECT_EQ(actors_of(GetParam()), GetParam().actors); }
INSTANTIATE_TEST_SUITE_P(Cases, Actors, testing::ValuesIn(kCases),
                         [](const auto& c) { return c.param.name; });

TEST(ActorsOpen, MentionOfNamesTheWidest) {
  Document document;
  Analysis analysis;
  ASSERT_TRUE(read_tree(
      "Israeli ADJ 2 amod\nsettlers NOUN 3 nsubj settler Number=Plur\nleft VERB 0 root leave\n",
      document, analysis));
  const ActorFinder finder = std::move(*ActorFinder::open(lexicons()));
  ActorScratch scratch;
  PieceTable pieces;
  lexicons().make_pieces(document.page(), analysis.tokens.begin, analysis.tokens.end, pieces);
  Resolution r;
  Trace trace;
  finder.find(document, analysis, pieces, scratch, r, &trace);
  ASSERT_EQ(r.mention_of.size(), 3u);
  ASSERT_NE(r.mention_of[1], Resolution::kNone);
  EXPECT_EQ(document.piece(r.mentions[r.mention_of[1]].span), "Israeli settlers");
  EXPECT_EQ(r.mention_of[2], Resolution::kNone);
  EXPECT_FALSE(trace.lines.empty());
}

TEST(FoldNameWord, SpellingsAgree) {
  EXPECT_EQ(fold_name_word("Yuriy"), fold_name_word("Yuri"));
  EXPECT_EQ(fold_name_word("Borísov"), fold_name_word("Borisov"));
  EXPECT_EQ(fold_name_word("Mahmoud"), fold_name_word("Mahmud"));
  EXPECT_EQ(fold_name_word("Djindjic"), fold_name_word("Jinjić"));
  EXPECT_NE(fold_name_word("Bush"), fold_name_word("Bash"));
}

TEST(CaseFits, KeepsCapitals) {
  EXPECT_TRUE(case_fits("president", "President"));
  EXPECT_TRUE(case_fits("Côte d'Ivoire", "Cote d'Ivoire"));
  EXPECT_TRUE(case_fits("Russia", "RUSSIA"));
  EXPECT_FALSE(case_fits("US", "us"));
  EXPECT_FALSE(case_fits("Polish", "polish"));
  EXPECT_FALSE(case_fits("AU", "au"));
}

}  // namespace
}  // namespace entente
