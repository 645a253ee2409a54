// Trees, and who is the subject and object of a word in them.
#include "entente/code/clauses.h"

#include <gtest/gtest.h>

#include "entente/record/conllu.h"

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
    {"Participle",
     "deal NOUN 0 root\nsigned VERB 1 acl sign Tense=Past|VerbForm=Part\nby ADP 4 case\nA PROPN 2 "
     "obl",
     "signed", "A", "deal"},
    {"OwnerOfAnOffer",
     "A PROPN 3 nmod:poss\n's PART 1 case\noffer NOUN 0 root\nto PART 5 mark\ntalk VERB 3 acl talk "
     "VerbForm=Inf",
     "talk", "A", ""},
    {"NobodyAtAll", "Leave VERB 0 root leave", "Leave", "", ""},
};

class Arguments : public testing::TestWithParam<ClauseCase> {};

TEST_P(Arguments, SubjectAndObject) {
  Document document;
  Analysis analysis;
  ASSERT_TRUE(read_tree(GetParam().tree, document, analysis).has_value());
  Vocabulary vocabulary;
  const FunctionWords function_words(vocabulary);
  DocumentWords words;
  words.reset(vocabulary, WordSets(), analysis);
  Clauses clauses;
  clauses.reset(analysis, words, function_words, {});
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
