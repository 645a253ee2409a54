// The network's parts: what it sees of words, the file it lives in, names from tags. reader_test.cc
// reads real text with it.
#include "entente/read/network.h"

#include <gtest/gtest.h>

#include "entente/base/file.h"
#include "entente/base/unicode.h"
#include "entente/read/features.h"
#include "entente/read/name_vote.h"

namespace entente {
namespace {

std::vector<std::string_view> words(std::string_view text) {
  std::vector<std::string_view> out;
  while (!text.empty()) {
    const std::size_t space = std::min(text.find(' '), text.size());
    if (space > 0) out.push_back(text.substr(0, space));
    text.remove_prefix(std::min(space + 1, text.size()));
  }
  return out;
}

struct CaseCase {
  std::string_view text;
  SentenceCase want;
};
const CaseCase kCases[] = {
    {"Iran and Iraq signed a pact .", SentenceCase::kMixed},
    {"IRAN AND IRAQ SIGN PACT", SentenceCase::kUpper},
    {"iran and iraq signed", SentenceCase::kLower},
    {"Iran And Iraq Sign Pact", SentenceCase::kTitle},
    {"12 %", SentenceCase::kMixed},
    {"Iran Iraq", SentenceCase::kMixed},
    {"I", SentenceCase::kMixed},
    {"ÖSTERREICH ÄNDERT", SentenceCase::kUpper},
};

TEST(Features, SentenceCaseIsSeen) {
  for (const CaseCase& c : kCases) EXPECT_EQ(sentence_case(words(c.text)), c.want) << c.text;
}

TEST(Features, KeysShareWhatWordsShare) {
  std::string scratch;
  const auto keys = [&](std::string_view form, SentenceCase letters = SentenceCase::kMixed) {
    std::array<std::uint32_t, kFeatureKinds> out;
    feature_keys(form, letters, scratch, out);
    return out;
  };
  const auto at = [](FeatureKind kind) { return static_cast<std::size_t>(kind); };
  const auto a = keys("Signed"), b = keys("designed"), year = keys("1999"), other = keys("2024"),
             e = keys("é"), empty = keys("");
  EXPECT_EQ(a[at(FeatureKind::kSuffix4)], b[at(FeatureKind::kSuffix4)]);
  EXPECT_NE(a[at(FeatureKind::kPrefix1)], b[at(FeatureKind::kPrefix1)]);
  EXPECT_NE(a[at(FeatureKind::kShape)], b[at(FeatureKind::kShape)]);
  EXPECT_EQ(a[at(FeatureKind::kWord)], keys("SIGNED")[at(FeatureKind::kWord)]);
  EXPECT_NE(keys("UN")[at(FeatureKind::kShape)],
            keys("UN", SentenceCase::kUpper)[at(FeatureKind::kShape)]);
  EXPECT_EQ(year, other) << "digits are all one";
  EXPECT_EQ(e[at(FeatureKind::kSuffix1)], keys("café")[at(FeatureKind::kSuffix1)])
      << "affixes count letters, not bytes";
  for (const std::uint32_t key : empty) EXPECT_NE(key, 0u);
}

TEST(ModelFile, ReadsWhatWasWrittenAndNamesTheDamagedByte) {
  ModelWriter writer("TESTTEST", 3, "en-9");
  std::vector<std::int32_t> numbers(5000);
  for (std::size_t i = 0; i < numbers.size(); ++i) numbers[i] = static_cast<std::int32_t>(i * i);
  writer.put(numbers);
  writer.put_strings(std::vector<std::string>{"one", "", "three"});
  const std::string bytes = writer.finish();
  Result<ModelReader> reader = ModelReader::open(bytes, "TESTTEST", 3, "file");
  ASSERT_TRUE(reader) << describe(reader.error());
  EXPECT_EQ(reader->revision(), "en-9");
  const auto got = reader->take<std::int32_t>(5000);
  ASSERT_TRUE(got);
  EXPECT_TRUE(std::equal(got->begin(), got->end(), numbers.begin()));
  const auto strings = reader->take_strings(3);
  ASSERT_TRUE(strings);
  EXPECT_EQ(*strings, (std::vector<std::string>{"one", "", "three"}));
  EXPECT_FALSE(reader->take<char>(1));
  EXPECT_EQ(ModelReader::open(bytes, "OTHERONE", 3, "file").error().offset, 0u);
  EXPECT_EQ(ModelReader::open(bytes, "TESTTEST", 4, "file").error().offset, 8u);
  std::string damaged;
  for (std::size_t at = 0; at < bytes.size();
       at += 61) {  // a flipped bit anywhere is found, and its block named
    damaged = bytes;
    damaged[at] = static_cast<char>(damaged[at] ^ 4);
    const Result<ModelReader> bad = ModelReader::open(damaged, "TESTTEST", 3, "file");
    ASSERT_FALSE(bad) << at;
    EXPECT_EQ(bad.error().code, ErrorCode::kBadModel);
    EXPECT_LE(bad.error().offset, at);
    EXPECT_LT(at, bad.error().offset + kModelBlockBytes);
  }
  for (std::size_t size = 0; size < bytes.size(); size += 997)
    EXPECT_FALSE(ModelReader::open(std::string_view(bytes).substr(0, size), "TESTTEST", 3, "file"))
        << size;
}

TEST(Entities, TagsSpellNames) {
  const EntityTag per = begin_tag(EntityType::kPer), org = begin_tag(EntityType::kOrg),
                  in_org = org + 1;
  const EntityTag tags[] = {per, 0, org, in_org, org, in_org, in_org};
  const float scores[] = {0.9f, 1, 0.8f, 0.7f, 0.6f, 0.9f, 0.5f};
  std::vector<Entity> out;
  append_entities(tags, scores, 10, 7, out);
  std::string dump;
  for (const Entity& e : out)
    dump += std::string(to_string(e.type)) + " " + std::to_string(e.first) + "-" +
            std::to_string(e.last) + "; ";
  EXPECT_EQ(dump, "PER 10-11; ORG 12-14; ORG 14-17; ");
  EXPECT_FLOAT_EQ(out[2].score, 0.5f);
}

TEST(Entities, NoInsideWithoutItsBeginning) {
  EntityScratch scratch;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    std::vector<float> scores(6 * kEntityColumns);
    std::uint64_t state = seed;
    for (float& s : scores)
      s = static_cast<float>((state = state * 6364136223846793005u + 1442695040888963407u) >> 40) /
          4e6f;
    EntityTag tags[6];
    float probabilities[6];
    decode_entities(scores.data(), 6, scratch, tags, probabilities);
    for (std::size_t i = 0; i < 6; ++i) {
      EXPECT_TRUE(!is_inside(tags[i]) ||
                  (i > 0 && (tags[i - 1] == tags[i] || tags[i - 1] + 1 == tags[i])))
          << seed;
      EXPECT_GE(probabilities[i], 0.0f);
      EXPECT_LE(probabilities[i], 1.0f);
    }
  }
}

// Names one after another, each of one or more words; the dump shows the types after the vote.
std::string vote(std::initializer_list<std::tuple<std::string_view, EntityType, float>> names) {
  Analysis a;
  NameVoteScratch scratch;
  for (const auto& [text, type, score] : names) {
    const std::uint32_t first = a.tokens.size();
    for (const std::string_view word : words(text)) {
      a.tokens.resize(a.tokens.size() + 1);
      a.tokens.form.back() = a.strings.intern(word);
      a.tokens.lower.back() = a.strings.intern(lower(word));
    }
    a.entities.push_back({first, a.tokens.size(), type, score});
  }
  vote_on_types(scratch, a);
  std::string dump;
  for (const Entity& e : a.entities)
    dump += std::string(dump.empty() ? "" : " ") + std::string(to_string(e.type));
  return dump;
}

TEST(NameVote, OneNameHasOneType) {
  using enum EntityType;
  EXPECT_EQ(vote({{"Enron", kLoc, 0.5f}, {"Enron", kOrg, 0.9f}, {"ENRON", kLoc, 0.3f}}),
            "ORG ORG ORG");
  EXPECT_EQ(vote({{"New York", kLoc, 0.9f}, {"New York Times", kOrg, 0.9f}}), "LOC ORG");
  EXPECT_EQ(vote({{"Kari Holm", kPer, 0.9f}, {"Holm", kLoc, 0.5f}}), "PER PER");
  EXPECT_EQ(vote({{"George Washington", kPer, 0.9f}, {"Washington", kLoc, 0.95f}}), "PER LOC");
  EXPECT_EQ(vote({{"http://a.org", kOrg, 0.9f}, {"Oslo", kLoc, 0.9f}}), "LOC");
  EXPECT_EQ(vote({}), "");
}

// The shipped network: every path of the kernels says the same, alone or together with other
// sentences.
TEST(Network, EveryPathAndEveryBatchSaysTheSame) {
  const std::string path = ENTENTE_SOURCE_DIR "/models/en-reader.bin";
  const Result<MappedFile> file = MappedFile::open(path);
  ASSERT_TRUE(file) << describe(file.error());
  const Result<Network> network = Network::open(file->bytes(), path);
  ASSERT_TRUE(network) << describe(network.error());
  const std::string_view texts[] = {
      "The foreign ministers of Norway and Kenya met in Oslo on Monday to discuss a fisheries "
      "treaty .",
      "Nobody signed .", "TROOPS LEAVE",
      "He said that the talks , which began in 1998 , had failed because neither side would yield "
      "."};
  std::vector<std::string_view> forms;
  std::vector<std::uint32_t> begin{0};
  for (int copies = 0; copies < 3; ++copies)
    for (const std::string_view text : texts) {
      for (const std::string_view word : words(text)) forms.push_back(word);
      begin.push_back(static_cast<std::uint32_t>(forms.size()));
    }
  NetworkScratch scratch;
  NetworkOutput want, got;
  network->read(forms, begin, scratch, want, plain_kernels());
  for (const Kernels* kernels : {avx2_kernels(), avx512_kernels()}) {
    if (kernels == nullptr) continue;
    network->read(forms, begin, scratch, got, *kernels);
    EXPECT_EQ(want.upos, got.upos) << kernels->name;
    EXPECT_EQ(want.feats, got.feats) << kernels->name;
    EXPECT_EQ(want.head, got.head) << kernels->name;
    EXPECT_EQ(want.label, got.label) << kernels->name;
    EXPECT_EQ(want.tag_score, got.tag_score) << kernels->name;
  }
  for (std::size_t s = 0; s + 1 < begin.size(); ++s) {
    const std::uint32_t one[2] = {0, begin[s + 1] - begin[s]};
    network->read(std::span(forms).subspan(begin[s], one[1]), one, scratch, got);
    for (std::uint32_t i = 0; i < one[1]; ++i) {
      EXPECT_EQ(got.head[i], want.head[begin[s] + i]) << s << " " << i;
      EXPECT_EQ(got.tag_score[i], want.tag_score[begin[s] + i]) << s << " " << i;
    }
  }
}

}  // namespace
}  // namespace entente
