#include "entente/record/parse_json.h"

#include <gtest/gtest.h>

#include "entente/record/conllu.h"

namespace entente {
namespace {

// "Maduro arrives" / "Nicolás Maduro met him ."
void read_sample(Document& d, Analysis& a) {
  ASSERT_TRUE(read_tree(
      "# newdoc id = x\"1\n# in_title = yes\nMaduro PROPN 2 nsubj\narrives VERB 0 root\n\n"
      "Nicolás PROPN 3 nsubj\nMaduro PROPN 1 flat\nmet VERB 0 root\nhim PRON 3 obj\n",
      d, a));
}

TEST(ParseJson, EntitiesInCodePoints) {
  Document d;
  Analysis a;
  read_sample(d, a);
  a.entities = {{0, 1, EntityType::kPer, 1}, {2, 4, EntityType::kPer, 1}};
  std::string out;
  write_entities(d, a, out);
  EXPECT_EQ(out,
            "{\"id\": \"x\\\"1\", \"entities\": [{\"start\": 0, \"end\": 14, \"type\": \"PER\"}], "
            "\"title_entities\": [{\"start\": 0, \"end\": 6, \"type\": \"PER\"}]}\n");
}

TEST(ParseJson, NoEntities) {
  Document d;
  Analysis a;
  read_sample(d, a);
  std::string out;
  write_entities(d, a, out);
  EXPECT_EQ(out, "{\"id\": \"x\\\"1\", \"entities\": []}\n");
}

TEST(ParseJson, ASpanStandsInOneChain) {
  Document d;
  Analysis a;
  read_sample(d, a);
  Resolution r;
  const auto mention = [&](std::uint32_t first, std::uint32_t last, std::uint32_t chain,
                           MentionKind kind) {
    r.chains.push_back({{a.tokens.begin[first], a.tokens.end[last - 1]}, chain, kind});
  };
  mention(5, 6, 1, MentionKind::kPronoun);
  mention(2, 4, 0, MentionKind::kName);
  mention(2, 4, 1, MentionKind::kName);
  mention(3, 4, 0, MentionKind::kName);
  std::string out;
  write_chains(d, a, r, out);
  EXPECT_EQ(out,
            "{\"id\": \"x\\\"1\", \"mentions\": [{\"start\": 0, \"end\": 14, \"chain\": 0, "
            "\"kind\": \"name\"}, "
            "{\"start\": 8, \"end\": 14, \"chain\": 0, \"kind\": \"name\"}, "
            "{\"start\": 19, \"end\": 22, \"chain\": 1, \"kind\": \"pronoun\"}]}\n");
}

}  // namespace
}  // namespace entente
