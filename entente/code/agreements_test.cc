#include "entente/code/agreements.h"

#include <gtest/gtest.h>

#include "entente/code/register_test_scene.h"

namespace entente {
namespace {

// "HUN+ROU signed trade 1991-05-02 'trade treaty'; ..."
std::string dump(RegisterTest& test) {
  auto finder = AgreementFinder::open(register_test_lexicons());
  if (!finder) return describe(finder.error());
  AgreementScratch scratch;
  std::vector<Agreement> agreements;
  finder->find(test.scene(), scratch, agreements, nullptr);
  std::string out;
  for (const Agreement& agreement : agreements) {
    out += out.empty() ? "" : "; ";
    out += join(agreement.parties, "+") + " " + std::string(to_string(agreement.stage)) + " " +
           field_names(agreement.fields) + " " + agreement.date.value + " '" + agreement.subject +
           "'";
  }
  return out;
}

TEST(Agreements, SubjectsSign) {
  RegisterTest test(R"(
    Hungary PROPN 4 nsubj
    and     CCONJ 3 cc
    Romania PROPN 1 conj
    signed  VERB  0 root sign
    a       DET   7 det
    trade   NOUN  7 compound
    treaty  NOUN  4 obj
    on      ADP   9 case
    Tuesday PROPN 4 obl
    .       PUNCT 4 punct
  )");
  test.state("Hungary", "HUN").state("Romania", "ROU").time("Tuesday", "1991-05-07");
  EXPECT_EQ(dump(test), "HUN+ROU signed trade 1991-05-07 'trade treaty'");
}

TEST(Agreements, OneSidedSuspensionWithB) {
  RegisterTest test(R"(
    Algeria    PROPN 2 nsubj
    suspended  VERB  0 root suspend
    the        DET   5 det
    friendship NOUN  5 compound
    treaty     NOUN  2 obj
    with       ADP   7 case
    Spain      PROPN 5 nmod
    .          PUNCT 2 punct
  )");
  test.state("Algeria", "DZA").state("Spain", "ESP");
  EXPECT_EQ(dump(test), "ESP+DZA suspended diplomacy  'friendship treaty with Spain'");
}

TEST(Agreements, NegatedIsNone) {
  RegisterTest test(R"(
    Algeria    PROPN 4 nsubj
    had        AUX   4 aux have
    never      ADV   4 advmod
    suspended  VERB  0 root suspend
    the        DET   6 det
    treaty     NOUN  4 obj
    with       ADP   8 case
    Spain      PROPN 6 nmod
    .          PUNCT 4 punct
  )");
  test.state("Algeria", "DZA").state("Spain", "ESP");
  EXPECT_EQ(dump(test), "");
}

TEST(Agreements, WillSignIsProposed) {
  RegisterTest test(R"(
    Iran  PROPN 3 nsubj
    will  AUX   3 aux
    sign  VERB  0 root
    a     DET   5 det
    pact  NOUN  3 obj
    with  ADP   7 case
    Iraq  PROPN 5 nmod
    .     PUNCT 3 punct
  )");
  test.state("Iran", "IRN").state("Iraq", "IRQ");
  EXPECT_EQ(dump(test), "IRQ+IRN proposed   'pact with Iraq'");
}

TEST(Agreements, BothCountriesFromTheDocument) {
  RegisterTest test(R"(
    Russia     PROPN 2 nsubj
    met        VERB  0 root meet
    Venezuela  PROPN 2 obj
    .          PUNCT 2 punct

    The        DET   2 det
    sides      NOUN  3 nsubj side
    signed     VERB  0 root sign
    agreements NOUN  3 obj agreement
    .          PUNCT 3 punct
  )");
  test.state("Russia", "RUS").state("Venezuela", "VEN");
  EXPECT_EQ(dump(test), "RUS+VEN signed   'agreements'");
}

TEST(Agreements, FirmsThatNobodyKnowsGetNoStatesInTheirPlace) {
  RegisterTest test(R"(
    Russia     PROPN 2 nsubj
    met        VERB  0 root meet
    Venezuela  PROPN 2 obj
    .          PUNCT 2 punct

    Acme       PROPN 2 nsubj
    signed     VERB  0 root sign
    a          DET   4 det
    contract   NOUN  2 obj
    .          PUNCT 2 punct
  )");
  test.state("Russia", "RUS").state("Venezuela", "VEN");
  EXPECT_EQ(dump(test), "");
}

TEST(Agreements, FurthestStageOfOne) {
  RegisterTest test(R"(
    Iran     PROPN 2 nsubj
    signed   VERB  0 root sign
    a        DET   4 det
    treaty   NOUN  2 obj
    with     ADP   6 case
    Iraq     PROPN 4 nmod
    .        PUNCT 2 punct

    Iran     PROPN 2 nsubj
    ratified VERB  0 root ratify
    the      DET   4 det
    treaty   NOUN  2 obj
    with     ADP   6 case
    Iraq     PROPN 4 nmod
    .        PUNCT 2 punct
  )");
  test.state("Iran", "IRN").state("Iraq", "IRQ");
  EXPECT_EQ(dump(test), "IRQ+IRN ratified   'treaty with Iraq'");
}

TEST(Agreements, EntersIntoForce) {
  RegisterTest test(R"(
    The      DET   2 det
    treaty   NOUN  7 nsubj
    between  ADP   4 case
    Iran     PROPN 2 nmod
    and      CCONJ 6 cc
    Iraq     PROPN 4 conj
    entered  VERB  0 root enter
    into     ADP   9 case
    force    NOUN  7 obl
    .        PUNCT 7 punct
  )");
  test.state("Iran", "IRN").state("Iraq", "IRQ");
  EXPECT_EQ(dump(test), "IRN+IRQ in_force   'treaty between Iran and Iraq'");
}

TEST(Agreements, TheSigningOf) {
  RegisterTest test(R"(
    Iran     PROPN 2 nsubj
    hailed   VERB  0 root hail
    the      DET   4 det
    signing  NOUN  2 obj
    of       ADP   7 case
    a        DET   7 det
    pact     NOUN  4 nmod
    with     ADP   9 case
    Iraq     PROPN 7 nmod
    .        PUNCT 2 punct
  )");
  test.state("Iran", "IRN").state("Iraq", "IRQ");
  EXPECT_EQ(dump(test), "IRQ+IRN signed   'pact with Iraq'");
}

TEST(Agreements, ADealBetweenTwoWasStruck) {
  RegisterTest test(R"(
    A        DET   2 det
    deal     NOUN  7 nsubj
    between  ADP   4 case
    Iran     PROPN 2 nmod
    and      CCONJ 6 cc
    Iraq     PROPN 4 conj
    ended    VERB  0 root end
    it       PRON  7 obj
    .        PUNCT 7 punct
  )");
  test.state("Iran", "IRN").state("Iraq", "IRQ");
  EXPECT_EQ(dump(test), "IRN+IRQ signed   'deal between Iran and Iraq'");
}

TEST(Agreements, SignedBehindTheTreatyWhereTheTreeHasItAbove) {
  RegisterTest test(R"(
    Under     ADP   2 case
    Treaty    PROPN 3 obl
    signed    VERB  8 advcl sign
    between   ADP   5 case
    Hungary   PROPN 3 obl
    and       CCONJ 7 cc
    Romania   PROPN 5 conj
    allocated VERB  0 root allocate
  )");
  test.state("Hungary", "HUN").state("Romania", "ROU");
  EXPECT_EQ(dump(test), "HUN+ROU signed   'Treaty'");
}

}  // namespace
}  // namespace entente
