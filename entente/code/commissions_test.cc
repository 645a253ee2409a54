#include "entente/code/commissions.h"

#include <gtest/gtest.h>

#include "entente/code/register_test_scene.h"

namespace entente {
namespace {

// "Joint Commission: DZA+VEN established 20"
std::string dump(RegisterTest& test) {
  auto finder = CommissionFinder::open(register_test_lexicons());
  if (!finder) return describe(finder.error());
  CommissionScratch scratch;
  std::vector<Commission> commissions;
  finder->find(test.scene(), scratch, commissions, nullptr);
  test.added.join(test.resolution);
  std::string out;
  for (const Commission& commission : commissions) {
    out += out.empty() ? "" : "; ";
    out += test.resolution.actors[commission.actor].name + ": " + join(commission.parties, "+") +
           " " + std::string(to_string(commission.activity));
    if (commission.areas) out += " " + std::to_string(*commission.areas);
  }
  return out;
}

TEST(Commissions, ReviewedTwentyAreas) {
  RegisterTest test(R"(
    Russia      PROPN 4  nsubj
    and         CCONJ 3  cc
    Venezuela   PROPN 1  conj
    verified    VERB  0  root  verify
    progress    NOUN  4  obj
    in          ADP   11 case
    more        ADJ   9  advmod
    than        ADP   7  fixed
    20          NUM   11 nummod
    work        NOUN  11 compound
    areas       NOUN  5  nmod  area
    established VERB  11 acl  establish VerbForm=Part
    by          ADP   17 case
    the         DET   17 det
    High-Level  ADJ   17 amod
    Intergovernmental ADJ 17 amod
    Commission  PROPN 12 obl:agent
    .           PUNCT 4  punct
  )");
  test.state("Russia", "RUS").state("Venezuela", "VEN");
  EXPECT_EQ(dump(test), "High-Level Intergovernmental Commission: RUS+VEN reviewed 20");
}

TEST(Commissions, EstablishedByAgreement) {
  RegisterTest test(R"(
    Iran      PROPN 4 nsubj
    and       CCONJ 3 cc
    Iraq      PROPN 1 conj
    agreed    VERB  0 root agree
    to        PART  6 mark
    establish VERB  4 xcomp
    a         DET   9 det
    joint     ADJ   9 amod
    committee NOUN  6 obj
    .         PUNCT 4 punct
  )");
  test.state("Iran", "IRN").state("Iraq", "IRQ");
  EXPECT_EQ(dump(test), "joint committee: IRN+IRQ established");
}

TEST(Commissions, NoMarkNoPairNoBody) {
  RegisterTest test(R"(
    Iran      PROPN 2 nsubj
    met       VERB  0 root meet
    the       DET   4 det
    committee NOUN  2 obj
    .         PUNCT 2 punct
  )");
  test.state("Iran", "IRN");
  EXPECT_EQ(dump(test), "");
}

TEST(Commissions, Counts) {
  const std::pair<std::string_view, std::uint32_t> kCases[] = {
      {"20", 20},   {"twenty", 20}, {"twenty-one", 21}, {"dozen", 12},        {"nineteen", 19},
      {"1990x", 0}, {"", 0},        {"99999999999", 0}, {"twenty-twenty", 0}, {"ninety-", 0}};
  for (const auto& [word, count] : kCases) EXPECT_EQ(parse_count(word), count) << word;
}

}  // namespace
}  // namespace entente
