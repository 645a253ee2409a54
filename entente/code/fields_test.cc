#include "entente/code/fields.h"

#include <gtest/gtest.h>

#include "entente/code/register_test_scene.h"

namespace entente {
namespace {

// A flat tree over the words of `text`: fields need words and lemmas, and the first word as the
// root.
std::string fields_in(std::string_view text) {
  std::string tree;
  for (std::size_t at = 0, row = 1; at < text.size(); ++row) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    const std::string word(text.substr(at, end - at));
    const bool punctuation = word == "," || word == ".";
    const char* upos = punctuation                                    ? "PUNCT"
                       : word == "and"                                ? "CCONJ"
                       : word == "of" || word == "in" || word == "on" ? "ADP"
                                                                      : "NOUN";
    tree += word + " " + upos + (row == 1 ? " 0 root\n" : " 1 dep\n");
    at = end + 1;
  }
  RegisterTest test(tree);
  const RegisterScene scene = test.scene();
  return field_names(scene.fields.in(0, test.analysis.tokens.size()));
}

struct FieldCase {
  std::string_view text, fields;
};
const FieldCase kCases[] = {
    {"aspects of trade , energy , financial , in the field of health , culture , education , "
     "military",
     "trade|energy|finance|health|education|culture|military"},
    {"economic cooperation", "trade"},
    {"military cooperation with Russia", "military"},
    {"the UN Security Council", ""},
    {"a press conference", ""},
    {"maritime security", "security"},
    {"nuclear energy", "energy|nuclear"},
    {"nuclear warheads", "nuclear"},
    {"COVID-19 pandemic", "health"},
    {"direct flights between the capitals", "transport"},
    {"severed diplomatic relations", "diplomacy"},
    {"a friendship treaty", "diplomacy"},
    {"extradition of a fugitive", "justice"},
    {"oil and gas", "energy"},
    {"the field of research and water", "science|environment"},
    {"the research shows", ""},
    {"training plans", ""},
    {"cooperation in training", "education"},
    {"a ministry of health official", ""},
    {"the Paris climate agreement", "environment"},
    {"visa-free travel", "migration"},
    {"satellite launch", "space"},
    {"a space of two years", ""},
    {"joint exercises of the two navies", "military"},
    {"intelligence sharing", "intelligence"},
    {"Olympic Games", "sport"},
    {"tourists and students", "education|tourism"},
    {"election observers", "elections"},
    {"human rights", "rights"},
    {"grain exports", "trade|agriculture"},
    {"a railway and a bridge over the river", "infrastructure|transport|environment"},
};
TEST(Fields, OfWords) {
  for (const FieldCase& c : kCases) EXPECT_EQ(fields_in(c.text), c.fields) << c.text;
}

TEST(Fields, OfAnActAreThoseOfItsOwnClause) {
  RegisterTest test(R"(
    Iran      PROPN  2   nsubj
    signed    VERB   0   root   sign
    a         DET    5   det
    trade     NOUN   5   compound
    pact      NOUN   2   obj
    after     SCONJ  9   mark
    its       PRON   8   nmod:poss
    troops    NOUN   9   nsubj
    left      VERB   2   advcl  leave
    .         PUNCT  2   punct
  )");
  const RegisterScene scene = test.scene();
  EXPECT_EQ(field_names(fields_of_act(scene.analysis, scene.extents, scene.fields, 1)), "trade");
  EXPECT_EQ(field_names(fields_of_act(scene.analysis, scene.extents, scene.fields, 8)), "military");
  EXPECT_EQ(field_names(fields_of_subtree(scene.extents, scene.fields, 1)), "trade|military");
}

TEST(Fields, ParseOfATable) {
  EXPECT_EQ(field_names(parse_fields("trade|energy")), "trade|energy");
  EXPECT_EQ(parse_fields(""), 0u);
}

}  // namespace
}  // namespace entente
