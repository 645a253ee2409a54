// Words around a verb, and the status that they give its act.
#include "entente/code/status.h"

#include <gtest/gtest.h>

#include "entente/code/events_test_scene.h"

namespace entente {
namespace {

struct StatusCase {
  const char* name;
  std::string_view tree, word, status;
};

const StatusCase kCases[] = {
    {"Told", "A PROPN 2 nsubj\nleft VERB 0 root leave", "left", "asserted"},
    {"Negated", "A PROPN 4 nsubj\ndid AUX 4 aux do\nnot PART 4 advmod\nleave VERB 0 root leave",
     "leave", "denied"},
    {"Future", "A PROPN 3 nsubj\nwill AUX 3 aux\nleave VERB 0 root leave", "leave", "planned"},
    {"Possible", "A PROPN 3 nsubj\nmay AUX 3 aux\nleave VERB 0 root leave", "leave", "conditional"},
    {"TheresaMay", "Theresa PROPN 3 nsubj\nMay AUX 3 aux may\nleft VERB 0 root leave", "left",
     "asserted"},
    {"If",
     "If SCONJ 3 mark if\nA PROPN 3 nsubj\nleaves VERB 5 advcl leave\nB PROPN 5 nsubj\nwins VERB 0 "
     "root win",
     "leaves", "conditional"},
    {"Expected",
     "A PROPN 3 nsubj:pass\nis AUX 3 aux:pass be\nexpected VERB 0 root expect\nto PART 5 "
     "mark\nleave VERB 3 xcomp leave",
     "leave", "planned"},
    {"Denied", "A PROPN 2 nsubj\ndenied VERB 0 root deny\nit PRON 4 nsubj\nleft VERB 2 ccomp leave",
     "left", "denied"},
    {"Background",
     "A PROPN 5 nsubj\nwho PRON 4 nsubj who\nhad AUX 4 aux have\nleft VERB 1 acl:relcl leave\nwon "
     "VERB 0 root win",
     "left", "past"},
    {"PluperfectAloneIsNews", "A PROPN 3 nsubj\nhad AUX 3 aux have\nleft VERB 0 root leave", "left",
     "asserted"},
    {"ReportedPerfectIsNews",
     "A PROPN 2 nsubj\nsaid VERB 0 root say\nB PROPN 5 nsubj\nhad AUX 5 aux have\nleft VERB 2 "
     "ccomp leave",
     "left", "asserted"},
    {"EarlierIsBackground",
     "A PROPN 4 nsubj\nhad AUX 4 aux have\nearlier ADV 4 advmod early\nleft VERB 0 root leave",
     "left", "past"},
    {"NeitherLeft",
     "Neither CCONJ 2 cc neither\nA PROPN 5 nsubj\nnor CCONJ 4 cc nor\nB PROPN 2 conj\nleft VERB "
     "0 root leave",
     "left", "denied"},
    {"ExpectedOnMonday",
     "A PROPN 3 nsubj:pass\nis AUX 3 aux:pass be\nexpected VERB 0 root expect\non ADP 5 "
     "case\nMonday PROPN 3 obl\nto PART 7 mark to\nleave VERB 3 advcl leave",
     "leave", "planned"},
    {"PlannedTalks", "planned ADJ 2 amod plan\ntalks NOUN 3 nsubj talk\nfailed VERB 0 root fall",
     "talks", "planned"},
};

class Stances : public testing::TestWithParam<StatusCase> {};

TEST_P(Stances, Status) {
  Document document;
  Analysis analysis;
  ASSERT_TRUE(read_tree(GetParam().tree, document, analysis).has_value());
  Vocabulary vocabulary;
  WordSets sets;
  ASSERT_TRUE(sets.load(*test_lexicons().table("code.sets"), vocabulary).has_value());
  const FunctionWords function_words(vocabulary);
  const auto reader = StatusReader::load(test_lexicons(), vocabulary, sets);
  ASSERT_TRUE(reader.has_value());
  DocumentWords words;
  words.reset(vocabulary, sets, analysis);
  Clauses clauses;
  clauses.reset(analysis, words, function_words, {});
  std::uint32_t predicate = 0;
  while (analysis.form(predicate) != GetParam().word) ++predicate;
  const Stance stance = reader->read(analysis, words, clauses, predicate);
  EXPECT_EQ(to_string(stance.status()), GetParam().status) << reader->place(stance.reason);
}

INSTANTIATE_TEST_SUITE_P(Trees, Stances, testing::ValuesIn(kCases),
                         [](const auto& test) { return test.param.name; });

}  // namespace
}  // namespace entente
