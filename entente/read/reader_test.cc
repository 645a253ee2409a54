// The whole reader with the shipped models, on sentences of our own that any reader of use gets right.
#include "entente/read/reader.h"

#include <gtest/gtest.h>

#include <chrono>

namespace entente {
namespace {

const Reader& english() {
  static const Result<Reader> reader = Reader::open(ENTENTE_SOURCE_DIR "/models", "en");
  if (!reader) ADD_FAILURE() << describe(reader.error());
  return *reader;
}

Analysis read(std::string_view title, std::string_view text, std::vector<std::string>* warnings = nullptr) {
  Document document;
  document.set_text(title, text);
  Reader::Workspace workspace;
  Analysis analysis;
  std::vector<std::string> unused;
  english().read(document, workspace, analysis, warnings != nullptr ? *warnings : unused);
  return analysis;
}

// "signed(root) presidents(nsubj>signed) ...": words of the relations asked for, by their heads.
std::string arcs(const Analysis& a, std::initializer_list<Deprel> relations) {
  std::string out;
  for (std::uint32_t t = 0; t < a.tokens.size(); ++t) {
    if (std::find(relations.begin(), relations.end(), a.tokens.deprel[t]) == relations.end()) continue;
    const std::uint32_t head = a.tokens.head[t];
    out += std::string(out.empty() ? "" : " ") + std::string(to_string(a.tokens.deprel[t])) + "(" +
           (head == kNoToken ? "" : std::string(a.form(head)) + ",") + std::string(a.form(t)) + ")";
  }
  return out;
}

struct ArcCase {
  std::string_view text, arcs;
};
const ArcCase kArcs[] = {
    {"The ministers signed a treaty on Tuesday.", "root(signed) nsubj(signed,ministers) obj(signed,treaty)"},
    {"Norway did not attack Sweden.", "nsubj(attack,Norway) root(attack) obj(attack,Sweden)"},
    {"The envoy was expelled by Kenya.", "nsubj(expelled,envoy) root(expelled)"},
};

TEST(Reader, FindsWhoDidWhatToWhom) {
  for (const ArcCase& c : kArcs) {
    const Analysis a = read("", c.text);
    std::string got = arcs(a, {Deprel::kRoot, Deprel::kNsubj, Deprel::kObj});
    std::string want(c.arcs);
    const auto sorted = [](std::string text) {
      std::vector<std::string> parts;
      for (std::size_t at; !text.empty(); text.erase(0, at == std::string::npos ? at : at + 1))
        at = text.find(' '), parts.push_back(text.substr(0, at));
      std::sort(parts.begin(), parts.end());
      return parts;
    };
    EXPECT_EQ(sorted(got), sorted(want)) << c.text;
  }
}

TEST(Reader, FindsNames) {
  const Analysis a = read("", "President Barack Obama met Angela Merkel in Berlin.");
  std::string dump;
  for (const Entity& e : a.entities) {
    dump += std::string(to_string(e.type));
    for (std::uint32_t t = e.first; t < e.last; ++t) dump += " " + std::string(a.form(t));
    dump += "; ";
  }
  EXPECT_EQ(dump, "PER Barack Obama; PER Angela Merkel; LOC Berlin; ");
}

TEST(Reader, EverySentenceIsATree) {
  const Analysis a = read("Ruritania and Syldavia Sign Pact",
                          "STRELSAU — The two countries, long at odds, agreed on Monday to share data.\n\n\"We won't yield,\" he "
                          "said. ... ( ) ?! 1,000 % 🙂 Ça va.");
  for (const Sentence& s : a.sentences) {
    std::uint32_t roots = 0;
    for (std::uint32_t t = s.first; t < s.last; ++t) {
      roots += a.tokens.head[t] == kNoToken;
      std::uint32_t up = t, steps = 0;
      while (a.tokens.head[up] != kNoToken && steps <= s.last - s.first) up = a.tokens.head[up], ++steps;
      EXPECT_LE(steps, s.last - s.first) << "a cycle at " << a.form(t);
      EXPECT_TRUE(a.tokens.head[t] == kNoToken || (a.tokens.head[t] >= s.first && a.tokens.head[t] < s.last));
      EXPECT_EQ(a.tokens.deprel[t] == Deprel::kRoot, a.tokens.head[t] == kNoToken);
    }
    EXPECT_EQ(roots, 1u);
  }
}

TEST(Reader, OneLongSentenceIsCutAndTakesBoundedTime) {
  std::string text;
  for (int i = 0; i < 20000; ++i) text += "word ";
  std::vector<std::string> warnings;
  const Analysis a = read("", text, &warnings);
  EXPECT_EQ(a.tokens.size(), 20000u);
  EXPECT_FALSE(warnings.empty());
}

TEST(Reader, GivenTokensLongerThanASentenceMayBe) {
  Document document;
  document.set_text("", "w");
  Analysis a;
  a.tokens.resize(1300);
  for (std::uint32_t t = 0; t < 1300; ++t) a.tokens.form[t] = a.strings.intern(t % 7 == 0 ? "walks" : "dog");
  a.sentences.push_back({0, 1300, {0, 1}, false, true});
  Reader::Workspace workspace;
  english().read_tokens(document, workspace, a);
  EXPECT_EQ(std::count(a.tokens.head.begin(), a.tokens.head.end(), kNoToken), 1);
}

TEST(Reader, NothingIsRead) {
  const Analysis a = read("", " \n\n ");
  EXPECT_EQ(a.tokens.size(), 0u);
  EXPECT_TRUE(a.sentences.empty());
}

}  // namespace
}  // namespace entente
