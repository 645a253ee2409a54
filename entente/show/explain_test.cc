#include <gtest/gtest.h>

#include "entente/record/conllu.h"
#include "entente/show/show.h"
#include "entente/show/tree.h"

namespace entente {
namespace {

constexpr std::string_view kSentence = R"(
  Hungary   PROPN  4  nsubj
  and       CCONJ  3  cc
  Romania   PROPN  1  conj
  signed    VERB   0  root   sign
  a         DET    6  det
  treaty    NOUN   4  obj
  .         PUNCT  4  punct
)";

TEST(Tree, Draws) {
  Document document;
  Analysis analysis;
  ASSERT_TRUE(read_tree(kSentence, document, analysis));
  const std::vector<std::string> lines = draw_tree(analysis, 0, 12);
  std::string out;
  for (const std::string& line : lines) out += line + "|\n";
  EXPECT_EQ(out,
            "  ┌─┬───▸|\n"
            "  │ │ ┌─▸|\n"
            "  │ └─┴─▸|\n"
            "┌─┴─┬────|\n"
            "│   │ ┌─▸|\n"
            "│   └─┴─▸|\n"
            "└───────▸|\n");
}

// Whatever the tree: a line a token, all equally wide, an arrow at each dependent and at no root.
TEST(Tree, PropertiesOfRandomTrees) {
  std::uint64_t state = 1;
  const auto random = [&](std::uint32_t n) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    return static_cast<std::uint32_t>((state >> 33) % n);
  };
  for (int round = 0; round < 300; ++round) {
    Analysis analysis;
    const std::uint32_t n = random(60) + 1;
    analysis.tokens.resize(n);
    const std::uint32_t root = random(n);
    for (std::uint32_t t = 0; t < n; ++t)
      analysis.tokens.head[t] = t == root ? kNoToken : random(n);
    analysis.sentences.push_back({0, n, {}, false, false});
    const auto lines = draw_tree(analysis, 0, 10);
    ASSERT_EQ(lines.size(), n);
    for (std::uint32_t t = 0; t < n; ++t) {
      EXPECT_EQ(lines[t].find("▸") != std::string::npos, t != root);
      EXPECT_LE(lines[t].size(), 3u * 21u);
    }
  }
}

TEST(Tree, PathsGoUpAndDown) {
  Document document;
  Analysis analysis;
  ASSERT_TRUE(read_tree(kSentence, document, analysis));  // Hungary and Romania signed a treaty .
  EXPECT_EQ(tree_path(analysis, 3, 0).text, "signed ↓nsubj Hungary");
  EXPECT_EQ(tree_path(analysis, 2, 5).text, "Romania ↑conj Hungary ↑nsubj signed ↓obj treaty");
  EXPECT_EQ(tree_path(analysis, 2, 5).steps, 3u);
  EXPECT_EQ(tree_path(analysis, 3, 3).text, "signed");
  analysis.tokens.head[3] = 0;  // a ring of heads ends all the same
  EXPECT_EQ(tree_path(analysis, 3, 0).steps, 1u);
  analysis.tokens.head = {kNoToken, kNoToken, kNoToken, kNoToken, kNoToken, kNoToken, kNoToken};
  EXPECT_EQ(tree_path(analysis, 3, 0).text, "");
}

TEST(Explain, ShowsEachStageAndItsReasons) {
  Document document;
  Analysis analysis;
  ASSERT_TRUE(read_tree(kSentence, document, analysis));
  analysis.entities.push_back({0, 1, EntityType::kLoc, 0.97f});
  Resolution resolution;
  resolution.actors.push_back(
      {"Hungary", "HUN", "HUN", "", "", ActorKind::kCountry, {}, "data/tables/countries.tsv:97"});
  resolution.actors.push_back(
      {"Romania", "ROU", "ROU", "", "", ActorKind::kCountry, {}, "data/tables/countries.tsv:180"});
  resolution.mentions.push_back({{0, 7}, 0, 1, 0, 0, MentionKind::kName});
  Coding coding;
  Event& event = coding.events.emplace_back();
  event.type = EventType::kAgree, event.cameo = "057", event.goldstein = 8, event.sources = {0, 1},
  event.confidence = 0.91f;
  event.trigger = analysis.span(3);
  event.frame = "data/en/frames.tsv:120 sign";
  event.status_reason = "past tense";
  event.date = {"2022-02-16", DatePrecision::kDay};
  Trace trace;
  trace.lines.push_back({"frames", 0, "treaty \x1b[31m: no subject"});
  ShowOptions options;
  options.width = 90;
  std::string out;
  render_explanation(document, analysis, resolution, coding, trace, options, out);
  for (const char* piece :
       {"0   Hungary and Romania signed a treaty.\n", "signed   sign     VERB   root",
        "Hungary  Hungary  PROPN  nsubj         ← signed\n", "entities        Hungary LOC 0.97\n",
        "ACTORS\n0   Hungary  HUN  country\n    named       Hungary (name)\n",
        "    because     data/tables/countries.tsv:97\n",
        "EVENTS\n0   AGREE 057  HUN+ROU  asserted  Goldstein 8  confidence 0.91\n    trigger     "
        "signed\n",
        "    frame       data/en/frames.tsv:120 sign\n    status      asserted, because past "
        "tense\n    sources     Hungary (0), Romania (1)\n",
        "                signed ↓nsubj Hungary\n                Romania: not in this sentence\n",
        "    date        2022-02-16 (day)\n",
        "WHAT WAS TRIED\n0   frames: treaty [31m: no subject\n"})
    EXPECT_NE(out.find(piece), std::string::npos) << piece << "\n--- in\n" << out;
  EXPECT_EQ(out.find('\x1b'), std::string::npos);
}

TEST(Explain, NothingFound) {
  std::string out;
  render_explanation({}, {}, {}, {}, {}, {}, out);
  EXPECT_EQ(out, "\nEVENTS\n    none\n");
}

}  // namespace
}  // namespace entente
