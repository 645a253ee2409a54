// Trees, and who is the subject and object of a word in them.
#include "entente/code/clauses.h"

#include <gtest/gtest.h>

#include "entente/code/events_test_scene.h"

namespace entente {
namespace {

struct ClauseCase {
  const char* name;
  std::string_view tree, word, subject, object;  // forms; "" none
};

const ClauseCase kCases[] = {
    {"Active", "A PROPN 2 nsubj\nmet VERB 0 root meet\nB PROPN 2 obj", "met", "A", "B"},
    {"Passive",
     "B PROPN 3 nsubj:pass\nwas AUX 3 aux:pass be\nseized VERB 0 root seize\nby ADP 5 case\nA "
     "PROPN 3 obl",
     "seized", "A", "B"},
    {"Controlled",
     "A PROPN 2 nsubj\nwants VERB 0 root want\nto PART 4 mark\nleave VERB 2 xcomp leave", "leave",
     "A", ""},
    {"ControlledByObject",
     "A PROPN 2 nsubj\nurged VERB 0 root urge\nB PROPN 2 obj\nto PART 5 mark\nleave VERB 2 xcomp "
     "leave",
     "leave", "B", ""},
    {"Coordinated",
     "A PROPN 2 nsubj\nmet VERB 0 root meet\nB PROPN 2 obj\nand CCONJ 5 cc\nleft VERB 2 conj leave",
     "left", "A", ""},
    {"SharedObject",
     "A PROPN 2 nsubj\nsigned VERB 0 root sign\nand CCONJ 4 cc\nratified VERB 2 conj ratify\nit "
     "PRON 2 obj",
     "ratified", "A", "it"},
    {"Relative",
     "A PROPN 0 root\n, PUNCT 4 punct\nwhich PRON 4 nsubj which PronType=Rel\nleft VERB 1 "
     "acl:relcl leave",
     "left", "A", ""},
    {"RelativeObject",
     "deal NOUN 0 root\nwhich PRON 4 obj which PronType=Rel\nA PROPN 4 nsubj\nsigned VERB 1 "
     "acl:relcl sign",
     "signed", "A", "deal"},
    {"LedToDoIt",
     "A NOUN 2 nsubj\nled VERB 0 root lead\nB PROPN 2 obj\nto PART 5 mark\nleave VERB 2 advcl "
     "leave",
     "leave", "B", ""},
    {"HarmBehindTheSpeaker",
     "A PROPN 2 nsubj\nshelled VERB 4 ccomp shell\nofficials NOUN 4 nsubj\nsaid VERB 0 root say\n"
     "killing VERB 4 advcl kill\nB PROPN 5 obj",
     "killing", "A", "B"},
    {"Participle",
     "deal NOUN 0 root\nsigned VERB 1 acl sign Tense=Past|VerbForm=Part\nby ADP 4 case\nA PROPN 2 "
     "obl",
     "signed", "A", "deal"},
    {"OwnerOfAnOffer",
     "A PROPN 3 nmod:poss\n's PART 1 case\noffer NOUN 0 root\nto PART 5 mark\ntalk VERB 3 acl talk "
     "VerbForm=Inf",
     "talk", "A", ""},
    {"InvertedSpeaker",
     "A PROPN 2 nsubj\nleft VERB 4 ccomp leave\n, PUNCT 4 punct\nassured VERB 0 root "
     "assure\nMonday PROPN 4 obl:unmarked\nB PROPN 4 obj",
     "assured", "B", ""},
    {"AfterAnInvertedSpeaker",
     "A PROPN 2 nsubj\nleft VERB 4 ccomp leave\n, PUNCT 4 punct\nsaid VERB 0 root say\nB PROPN 4 "
     "obj\nafter SCONJ 7 mark\nmeeting VERB 4 advcl meet\nC PROPN 7 obj",
     "meeting", "B", "C"},
    {"ObjectAfterAPause",
     "A PROPN 2 nsubj\nmet VERB 0 root meet Tense=Past\nB PROPN 2 obj\n, PUNCT 5 punct\ndenied "
     "VERB 2 conj "
     "deny\nit PRON 5 obj",
     "denied", "A", "it"},
    {"SpeakerJoinedWithoutAnd",
     "A PROPN 3 nsubj\nmust AUX 3 aux\nleave VERB 0 root leave VerbForm=Inf\n, PUNCT 5 "
     "punct\ninsisted VERB 3 conj insist\nB PROPN 5 obj",
     "insisted", "B", ""},
    {"CallsOnIsNoPassive",
     "A PROPN 2 nsubj:pass\ncalled VERB 0 root call Tense=Past|VerbForm=Part\non ADP 4 case\nB "
     "PROPN 2 obl",
     "called", "A", ""},
    {"ContentOfACharge",
     "charge NOUN 0 root\nthat SCONJ 4 mark\nA PROPN 4 nsubj\narms VERB 1 acl:relcl arm\nB PROPN "
     "4 obj",
     "arms", "A", "B"},
    {"StandsAccused",
     "A PROPN 2 nsubj\nstands VERB 0 root stand\naccused VERB 2 xcomp accuse "
     "Tense=Past|VerbForm=Part\nby ADP 5 case\nB PROPN 3 obl",
     "accused", "B", "A"},
    {"JoinedToTheVerbOfSpeech",
     "A PROPN 2 nsubj\nsaid VERB 0 root say\nB PROPN 5 nsubj\nwas AUX 5 aux be\nplaying VERB 2 "
     "ccomp play VerbForm=Part\nand CCONJ 7 cc\nlodged VERB 5 conj lodge VerbForm=Fin\nprotests "
     "NOUN 7 obj",
     "lodged", "A", "protests"},
    {"StatementDemanding",
     "A PROPN 2 nsubj\nissued VERB 0 root issue\na DET 4 det\nstatement NOUN 2 obj\ndemanding VERB "
     "4 acl demand VerbForm=Ger\ntalks NOUN 5 obj",
     "demanding", "A", "talks"},
    {"BothSubjectsHungOnTheVerbOfSpeech",
     "A PROPN 6 nsubj\nlifted VERB 6 ccomp lift\nsieges NOUN 2 obj\n, PUNCT 2 punct\nB PROPN 6 "
     "nsubj\ntold VERB 0 root tell\nC PROPN 6 iobj",
     "lifted", "A", "sieges"},
    {"VisitingIsNoAct",
     "A PROPN 2 nsubj\nreceived VERB 0 root receive\nvisiting VERB 2 xcomp visit\nB PROPN 3 obj",
     "received", "A", "B"},
    {"AtLeastIsNoPlace",
     "A PROPN 2 nsubj\nfreed VERB 0 root free\nat ADP 4 case\nleast ADJ 5 nmod\n19 NUM 6 "
     "nummod\nmen NOUN 2 obl",
     "freed", "A", "men"},
    {"ParticleBeforeItsObject",
     "A PROPN 2 nsubj\nhanded VERB 0 root hand\nover ADP 4 case\npower NOUN 2 obl", "handed", "A",
     "power"},
    {"NobodyAtAll", "Leave VERB 0 root leave", "Leave", "", ""},
};

class Arguments : public testing::TestWithParam<ClauseCase> {};

TEST_P(Arguments, SubjectAndObject) {
  Document document;
  Analysis analysis;
  ASSERT_TRUE(read_tree(GetParam().tree, document, analysis).has_value());
  Vocabulary vocabulary;
  WordSets sets;
  ASSERT_TRUE(sets.load(*test_lexicons().table("code.sets"), vocabulary).has_value());
  SetId say_set = 0;
  ASSERT_TRUE(sets.find("&SAY", say_set));
  ClauseSets clause_sets;
  clause_sets.say.set(say_set);
  SetId document_set = 0;
  ASSERT_TRUE(sets.find("&DOCUMENT", document_set));
  clause_sets.document.set(document_set);
  const FunctionWords function_words(vocabulary);
  DocumentWords words;
  words.reset(vocabulary, sets, analysis);
  Clauses clauses;
  clauses.reset(analysis, words, function_words, clause_sets);
  std::uint32_t predicate = 0;
  while (analysis.form(predicate) != GetParam().word) ++predicate;
  std::vector<Argument> arguments;
  clauses.arguments(predicate, arguments);
  std::string_view subject, object;
  for (const Argument& argument : arguments) {
    if (argument.kind == ArgKind::kSubj) subject = analysis.form(argument.token);
    if (argument.kind == ArgKind::kObj) object = analysis.form(argument.token);
  }
  EXPECT_EQ(subject, GetParam().subject);
  EXPECT_EQ(object, GetParam().object);
}

INSTANTIATE_TEST_SUITE_P(Trees, Arguments, testing::ValuesIn(kCases),
                         [](const auto& test) { return test.param.name; });

}  // namespace
}  // namespace entente
