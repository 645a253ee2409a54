// The whole reader with the shipped models, on sentences of our own that any reader of use gets
// right.
#include "entente/read/reader.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <new>
#include <thread>

#include "entente/read/dateline.h"

// Every allocation of this program is counted. Not inlined: g++ 12 would warn of a free() behind a
// new it knows.
static std::atomic<std::size_t> allocations{0};
__attribute__((noinline)) void* operator new(std::size_t bytes) {
  ++allocations;
  if (void* memory = std::malloc(bytes == 0 ? 1 : bytes)) return memory;
  throw std::bad_alloc();
}
__attribute__((noinline)) void operator delete(void* memory) noexcept { std::free(memory); }
__attribute__((noinline)) void operator delete(void* memory, std::size_t) noexcept {
  std::free(memory);
}

namespace entente {
namespace {

const Reader& english() {
  static const Result<Reader> reader = Reader::open(ENTENTE_SOURCE_DIR "/models", "en");
  if (!reader) ADD_FAILURE() << describe(reader.error());
  return *reader;
}

Analysis read(std::string_view title, std::string_view text,
              std::vector<std::string>* warnings = nullptr) {
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
    if (std::find(relations.begin(), relations.end(), a.tokens.deprel[t]) == relations.end())
      continue;
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
    {"The ministers signed a treaty on Tuesday.",
     "root(signed) nsubj(signed,ministers) obj(signed,treaty)"},
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

// Text and how many of its first tokens are a dateline.
struct DatelineCase {
  std::string_view text;
  std::uint32_t length;
};
const DatelineCase kDatelines[] = {
    {"WASHINGTON - The United States expelled the envoy.", 2},
    {"BAGHDAD, Iraq (AP) -- Norway did not attack Sweden.", 7},
    {"Oslo, March 3 (Reuters) — The ministers signed a treaty.", 8},
    {"NATO - an alliance of states - agreed on a plan.", 0},
    {"The treaty - Norway signed it - is old.", 0},
    {"MINISTERS AGREE - TALKS GO ON IN OSLO", 0},
};

TEST(Reader, KnowsADatelineByItsForm) {
  for (const DatelineCase& c : kDatelines) {
    const Analysis a = read("", c.text);
    ASSERT_EQ(a.sentences.size(), 1u) << c.text;
    EXPECT_EQ(dateline_length(a, a.sentences[0]), c.length) << c.text;
  }
}

TEST(Reader, ReadsWhatFollowsADatelineAsIfItStoodAlone) {
  const Analysis a = read("", kDatelines[0].text);
  EXPECT_EQ(arcs(a, {Deprel::kRoot, Deprel::kNsubj, Deprel::kObj, Deprel::kParataxis}),
            "parataxis(expelled,WASHINGTON) nsubj(expelled,States) root(expelled) "
            "obj(expelled,envoy)");
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
                          "STRELSAU — The two countries, long at odds, agreed on Monday to share "
                          "data.\n\n\"We won't yield,\" he "
                          "said. ... ( ) ?! 1,000 % 🙂 Ça va.");
  for (const Sentence& s : a.sentences) {
    std::uint32_t roots = 0;
    for (std::uint32_t t = s.first; t < s.last; ++t) {
      roots += a.tokens.head[t] == kNoToken;
      std::uint32_t up = t, steps = 0;
      while (a.tokens.head[up] != kNoToken && steps <= s.last - s.first)
        up = a.tokens.head[up], ++steps;
      EXPECT_LE(steps, s.last - s.first) << "a cycle at " << a.form(t);
      EXPECT_TRUE(a.tokens.head[t] == kNoToken ||
                  (a.tokens.head[t] >= s.first && a.tokens.head[t] < s.last));
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
  for (std::uint32_t t = 0; t < 1300; ++t)
    a.tokens.form[t] = a.strings.intern(t % 7 == 0 ? "walks" : "dog");
  a.sentences.push_back({0, 1300, {0, 1}, false, true});
  Reader::Workspace workspace;
  english().read_tokens(document, workspace, a);
  EXPECT_EQ(std::count(a.tokens.head.begin(), a.tokens.head.end(), kNoToken), 1);
}

const std::string_view kReport =
    "STRELSAU — The foreign ministers of Ruritania and Syldavia met on Monday to review their "
    "fisheries treaty, officials said.\n\n"
    "\"We don't intend to leave the talks,\" said Minister Kari Holm, who had flown in from Oslo. "
    "The two countries, at odds since "
    "1998, agreed to share data on the Western Sea and to reopen both embassies by the end of the "
    "year.\n\n"
    "Borduria, which had warned of consequences, expelled two envoys. The U.N. welcomed the step.";

TEST(Reader, AllocatesNothingOnceWarm) {
  Document document;
  document.set_text("Ruritania and Syldavia Agree on Fish", kReport);
  Reader::Workspace workspace;
  Analysis analysis;
  std::vector<std::string> warnings;
  for (int i = 0; i < 3; ++i) english().read(document, workspace, analysis, warnings);
  const std::size_t before = allocations;
  english().read(document, workspace, analysis, warnings);
  EXPECT_EQ(allocations - before, 0u);
}

std::string dump(const Analysis& a) {
  std::string out;
  for (std::uint32_t t = 0; t < a.tokens.size(); ++t)
    out += std::string(a.form(t)) + " " + std::string(to_string(a.tokens.upos[t])) + " " +
           std::string(a.lemma(t)) + " " + std::string(a.feats(t)) + " " +
           std::to_string(a.tokens.head[t]) + " " + std::string(to_string(a.tokens.deprel[t])) +
           "\n";
  for (const Entity& e : a.entities)
    out += std::to_string(e.first) + "-" + std::to_string(e.last) + " " +
           std::string(to_string(e.type)) + " " + std::to_string(e.score) + "\n";
  return out;
}

// What a document says does not depend on what was read before it, nor on who reads beside.
TEST(Reader, ThreadsAndOrderDoNotMatter) {
  const std::string want = dump(read("", kReport));
  std::vector<std::string> got(4);
  std::vector<std::thread> threads;
  for (std::string& answer : got)
    threads.emplace_back([&answer] {
      Reader::Workspace workspace;
      Analysis analysis;
      std::vector<std::string> warnings;
      Document other, document;
      other.set_text("NATO AND RUSSIA TALK",
                     "nobody came . Everyone left for Oslo, U.S. envoys said.");
      document.set_text("", kReport);
      for (int i = 0; i < 3; ++i) {
        english().read(other, workspace, analysis, warnings);
        english().read(document, workspace, analysis, warnings);
      }
      answer = dump(analysis);
    });
  for (std::thread& thread : threads) thread.join();
  for (const std::string& answer : got) EXPECT_EQ(answer, want);
}

TEST(Reader, NothingIsRead) {
  const Analysis a = read("", " \n\n ");
  EXPECT_EQ(a.tokens.size(), 0u);
  EXPECT_TRUE(a.sentences.empty());
}

}  // namespace
}  // namespace entente
