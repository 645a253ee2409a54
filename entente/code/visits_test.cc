#include "entente/code/visits.h"

#include <gtest/gtest.h>

#include "entente/code/register_test_scene.h"

namespace entente {
namespace {

// "Maduro>DZA arrived 2022-06-08"
std::string dump(RegisterTest& test) {
  auto finder = VisitFinder::open(register_test_lexicons());
  if (!finder) return describe(finder.error());
  VisitScratch scratch;
  std::vector<Visit> visits;
  finder->find(test.scene(), scratch, visits, nullptr);
  std::string out;
  for (const Visit& visit : visits) {
    out += out.empty() ? "" : "; ";
    out += test.resolution.actors[visit.visitor].name + ">" + visit.host + " " +
           std::string(to_string(visit.stage));
    if (!visit.date.value.empty()) out += " " + visit.date.value;
  }
  return out;
}

TEST(Visits, ArrivesInACapital) {
  RegisterTest test(R"(
    Maduro    PROPN 2 nsubj
    arrived   VERB  0 root arrive
    in        ADP   4 case
    Algiers   PROPN 2 obl
    on        ADP   6 case
    Wednesday PROPN 2 obl
    .         PUNCT 2 punct
  )");
  test.person("Maduro", "VEN").place("Algiers", "DZA").time("Wednesday", "2022-06-08");
  EXPECT_EQ(dump(test), "Maduro>DZA arrived 2022-06-08");
}

TEST(Visits, HostedHisCounterpart) {
  RegisterTest test(R"(
    Tebboune    PROPN 2 nsubj
    hosted      VERB  0 root host
    his         PRON  4 nmod:poss
    counterpart NOUN  2 obj
    Maduro      PROPN 4 appos
    .           PUNCT 2 punct
  )");
  test.person("Tebboune", "DZA").person("Maduro", "VEN");
  EXPECT_EQ(dump(test), "Maduro>DZA held");
}

TEST(Visits, WasReceivedBy) {
  RegisterTest test(R"(
    Maduro   PROPN 3 nsubj:pass
    was      AUX   3 aux:pass be
    received VERB  0 root receive
    by       ADP   5 case
    Tebboune PROPN 3 obl:agent
    .        PUNCT 3 punct
  )");
  test.person("Tebboune", "DZA").person("Maduro", "VEN");
  EXPECT_EQ(dump(test), "Maduro>DZA held");
}

TEST(Visits, IsToVisitTwoCountries) {
  RegisterTest test(R"(
    Macron PROPN 4 nsubj
    is     AUX   4 aux be
    to     PART  4 mark
    visit  VERB  0 root
    Benin  PROPN 4 obj
    and    CCONJ 7 cc
    Togo   PROPN 5 conj
    .      PUNCT 4 punct
  )");
  test.person("Macron", "FRA").state("Benin", "BEN").state("Togo", "TGO");
  EXPECT_EQ(dump(test), "Macron>BEN announced; Macron>TGO announced");
}

TEST(Visits, CancelledHisTrip) {
  RegisterTest test(R"(
    Macron    PROPN 2 nsubj
    cancelled VERB  0 root cancel
    his       PRON  4 nmod:poss
    trip      NOUN  2 obj
    to        ADP   6 case
    Benin     PROPN 4 nmod
    .         PUNCT 2 punct
  )");
  test.person("Macron|his", "FRA").state("Benin", "BEN");
  EXPECT_EQ(dump(test), "Macron>BEN cancelled");
}

TEST(Visits, SignsOnForeignSoil) {
  RegisterTest test(R"(
    Geremek      PROPN 4 nsubj
    and          CCONJ 3 cc
    Kavan        PROPN 1 conj
    signed       VERB  0 root sign
    it           PRON  4 obj
    in           ADP   7 case
    Independence PROPN 4 obl
    .            PUNCT 4 punct
  )");
  test.person("Geremek", "POL").person("Kavan", "CZE").place("Independence", "USA");
  EXPECT_EQ(dump(test), "Geremek>USA held; Kavan>USA held");
}

TEST(Visits, AtHomeOrOnTheTelephoneIsNone) {
  RegisterTest test(R"(
    Macron  PROPN 2 nsubj
    visited VERB  0 root visit
    Paris   PROPN 2 obj
    .       PUNCT 2 punct

    Macron  PROPN 2 nsubj
    spoke   VERB  0 root speak
    with    ADP   4 case
    Biya    PROPN 2 obl
    by      ADP   6 case
    phone   NOUN  2 obl
    in      ADP   8 case
    Yaounde PROPN 2 obl
    .       PUNCT 2 punct
  )");
  test.person("Macron", "FRA").person("Biya", "CMR").place("Paris", "FRA").place("Yaounde", "CMR");
  EXPECT_EQ(dump(test), "");
}

TEST(Visits, AnAmbassadorIsAtHisPost) {
  RegisterTest test(R"(
    Ambassador NOUN  2 compound
    Li         PROPN 3 nsubj
    met        VERB  0 root meet
    Momen      PROPN 3 obj
    in         ADP   6 case
    Dhaka      PROPN 3 obl
    .          PUNCT 3 punct
  )");
  test.person("Li", "CHN", "ambassador").person("Momen", "BGD").place("Dhaka", "BGD");
  EXPECT_EQ(dump(test), "");
}

TEST(Visits, JourneysWithOtherDatesAreOthers) {
  RegisterTest test(R"(
    Sisi    PROPN 2 nsubj
    visited VERB  0 root visit
    France  PROPN 2 obj
    in      ADP   5 case
    July    PROPN 2 obl
    .       PUNCT 2 punct

    Sisi    PROPN 2 nsubj
    visited VERB  0 root visit
    France  PROPN 2 obj
    in      ADP   5 case
    May     PROPN 2 obl
    .       PUNCT 2 punct
  )");
  test.person("Sisi", "EGY").state("France", "FRA").time("July", "2022-07").time("May", "2021-05");
  EXPECT_EQ(dump(test), "Sisi>FRA held 2022-07; Sisi>FRA held 2021-05");
}

TEST(Visits, DelegationIsWhoLeadsIt) {
  RegisterTest test(R"(
    A          DET   2 det
    delegation NOUN  7 nsubj
    led        VERB  2 acl lead
    by         ADP   5 case
    Shoygu     PROPN 3 obl
    ,          PUNCT 7 punct
    arrived    VERB  0 root arrive
    in         ADP   9 case
    Hanoi      PROPN 7 obl
  )");
  test.actor("delegation", "RUS", ActorKind::kOrganization).person("Shoygu", "RUS");
  test.place("Hanoi", "VNM");
  EXPECT_EQ(dump(test), "Shoygu>VNM arrived");
}

TEST(Visits, LandedIsNoPassive) {
  RegisterTest test(R"(
    Mokhber PROPN 2 nsubj:pass
    landed  VERB  0 root land
    in      ADP   4 case
    Minsk   PROPN 2 obl
  )");
  test.person("Mokhber", "IRN").place("Minsk", "BLR");
  EXPECT_EQ(dump(test), "Mokhber>BLR arrived");
}

TEST(Visits, IsInACapital) {
  RegisterTest test(R"(
    Hichilema PROPN 4 nsubj
    is        AUX   4 cop be
    in        ADP   4 case
    Beijing   PROPN 0 root
    for       ADP   6 case
    talks     NOUN  4 nmod talk
  )");
  test.person("Hichilema", "ZMB").place("Beijing", "CHN");
  EXPECT_EQ(dump(test), "Hichilema>CHN held");
}

TEST(Visits, VisitingBeforeTheName) {
  RegisterTest test(R"(
    Xi       PROPN 2 nsubj
    received VERB  0 root receive
    visiting VERB  2 xcomp visit
    Trong    PROPN 3 obj
    in       ADP   6 case
    Beijing  PROPN 3 obl
  )");
  test.person("Xi", "CHN").person("Trong", "VNM").place("Beijing", "CHN");
  EXPECT_EQ(dump(test), "Trong>CHN held");
}

TEST(Visits, LeftForAnotherCapital) {
  RegisterTest test(R"(
    Tinubu PROPN 2 nsubj
    left   VERB  0 root leave
    Abuja  PROPN 2 obj
    on     ADP   5 case
    Sunday PROPN 2 obl
    for    ADP   7 case
    Paris  PROPN 5 nmod
  )");
  test.person("Tinubu", "NGA").place("Abuja", "NGA").place("Paris", "FRA");
  EXPECT_EQ(dump(test), "Tinubu>FRA announced");
}

}  // namespace
}  // namespace entente
