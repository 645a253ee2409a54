// Sentences of our own, as short as headlines and first lines are: none was looked at while the
// words of language.cc were chosen.
#include "entente/ingest/language.h"

#include <gtest/gtest.h>

namespace entente {
namespace {

struct Short {
  std::string_view lang, text;
};
constexpr Short kShort[] = {
    {"en", "Iran denied visas to Russian diplomats."},
    {"en", "Norway recalls ambassador."},
    {"en", "Kenya and Somalia reopen border."},
    {"en", "Serbia rejects Kosovo plan."},
    {"en", "Peru's president visits Beijing."},
    {"en", "Turkey shelled Kurdish positions in Syria."},
    {"en", "Manila protests over reef collision."},
    {"en", "Oil minister meets Saudi envoy in Vienna."},
    {"en", "Georgia expelled two Russian attaches."},
    {"en", "Malta signs gas deal with Algeria."},
    {"en", "Hanoi sends aid to Laos."},
    {"en", "Rebels seize Goma airport."},
    {"en", "Lima police arrest protesters."},
    {"en", "Ankara summons Dutch envoy."},
    {"en", "Mali junta suspends party activities."},
    {"en", "Estonia to host NATO drills in May."},
    {"en", "India, Pakistan exchange fire."},
    {"en", "Sudan accepts ceasefire offer."},
    {"en", "The two sides met."},
    {"en", "He resigned on Monday."},
    {"es", "Perú y Chile firmaron un acuerdo."},
    {"es", "El canciller viajó a Moscú."},
    {"es", "Bolivia expulsa al embajador."},
    {"es", "La ministra se reunió con su par ruso."},
    {"es", "México envía ayuda a Cuba."},
    {"es", "Hoy hubo protestas en Quito."},
    {"es", "Los rebeldes atacaron la aldea."},
    {"fr", "Le Mali rompt avec Paris."},
    {"fr", "La France condamne l'attaque."},
    {"fr", "Le ministre est arrivé à Alger."},
    {"fr", "Les deux pays ont signé un traité."},
    {"fr", "Un accord a été trouvé."},
    {"fr", "Des soldats français au Niger."},
    {"de", "Der Kanzler reist nach Kiew."},
    {"de", "Polen weist Diplomaten aus."},
    {"de", "Die Außenminister trafen sich in Genf."},
    {"de", "Berlin verurteilt den Angriff."},
    {"de", "Das Parlament stimmt dem Vertrag zu."},
    {"de", "Ungarn und Serbien bauen eine Pipeline."},
    {"pt", "O ministro chegou a Luanda."},
    {"pt", "Brasil e China assinam acordo."},
    {"pt", "A Rússia condenou o ataque."},
    {"pt", "As tropas deixaram o país."},
    {"pt", "Os dois presidentes não se reuniram."},
    {"pt", "Greve geral para Lisboa."},
    {"it", "Il premier vola a Tripoli."},
    {"it", "La Farnesina convoca l'ambasciatore."},
    {"it", "Gli studenti protestano a Roma."},
    {"it", "Accordo sul gas con l'Algeria."},
    {"it", "Il governo non ha ancora deciso."},
    {"it", "Due soldati sono morti nella valle."},
    {"ru", "Посол прибыл в Каракас."},
    {"ru", "Москва выслала дипломатов."},
    {"ru", "Переговоры прошли в Астане."},
    {"ru", "Договор подписан."},
    {"ru", "Протесты в Минске."},
    {"nl", "De minister reist naar Jakarta."},
    {"nl", "Het kabinet is gevallen."},
    {"nl", "België en Rusland ruziën over gas."},
    {"nl", "Er zijn drie doden bij een aanslag."},
    {"nl", "Het leger trekt zich terug uit de stad."},
};

// English where nothing is known is what `code` assumes, so "" counts as right there.
TEST(Language, ShortSentences) {
  std::size_t wrong = 0;
  std::string list;
  for (const Short& one : kShort) {
    const std::string got = guess_language(one.text);
    if (got == one.lang || (one.lang == "en" && got.empty())) continue;
    ++wrong;
    ((list += got) += ": ") += std::string(one.text) + "\n";
  }
  EXPECT_LE(wrong, 3u) << list << std::size(kShort);
}

TEST(Language, GuessesWhenItCan) {
  EXPECT_EQ(guess_language(
                "The two governments signed an agreement on trade in the capital on Wednesday."),
            "en");
  EXPECT_EQ(
      guess_language(
          "El presidente recibió en el palacio al ministro de relaciones exteriores de Rusia."),
      "es");
  EXPECT_EQ(guess_language("OK"), "");
  EXPECT_NE(guess_language("someone@mail.example.com www.example.com"), "pt");
  EXPECT_EQ(guess_language("東京で会談"), "ja");
  EXPECT_EQ(guess_language("Київ чекає"), "uk");
  EXPECT_EQ(primary_language("en-US"), "en");
  EXPECT_EQ(primary_language("PT_br"), "pt");
  EXPECT_EQ(primary_language("english"), "");
}

}  // namespace
}  // namespace entente
