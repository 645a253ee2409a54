// For tests: a document from trees written by hand, with the actors, places and dates that resolve/
// would have found, and the tables of data/en/ as they stand. Private to code/'s tests.
#pragma once

#include <gtest/gtest.h>
#include <stdlib.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "entente/code/register_scene.h"
#include "entente/lexicon/lexicon.h"
#include "entente/record/conllu.h"

namespace entente {

// The image of data/en/ and the code lists, compiled once a test program.
inline const Lexicons& register_test_lexicons() {
  static const std::string image = [] {
    namespace fs = std::filesystem;
    std::string pattern = (fs::temp_directory_path() / "entente-registers-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) return std::string();
    const fs::path data = fs::path(ENTENTE_SOURCE_DIR) / "data";
    for (const char* part : {"en", "tables"})
      fs::copy(data / part, fs::path(pattern) / part, fs::copy_options::recursive);
    fs::copy(data / "SOURCES.tsv", fs::path(pattern) / "SOURCES.tsv");
    CompileOutcome outcome = compile_lexicons(pattern, {});
    for (const Error& error : outcome.errors) ADD_FAILURE() << describe(error);
    fs::remove_all(pattern);
    return std::move(outcome.image);
  }();
  static const std::vector<std::uint64_t> aligned = [] {
    std::vector<std::uint64_t> words(image.size() / 8 + 1);
    std::copy(image.begin(), image.end(), reinterpret_cast<char*>(words.data()));
    return words;
  }();
  static const Lexicons lexicons = [] {
    auto opened = Lexicons::from_bytes(
        {reinterpret_cast<const char*>(aligned.data()), image.size()}, "test image");
    if (!opened) ADD_FAILURE() << describe(opened.error());
    return *std::move(opened);
  }();
  return lexicons;
}

class RegisterTest {
 public:
  explicit RegisterTest(std::string_view tree) {
    const Status read = read_tree(tree, document, analysis);
    if (!read) ADD_FAILURE() << describe(read.error());
    resolution.mention_of.assign(analysis.tokens.size(), Resolution::kNone);
  }

  // Every token of this form is a mention of the actor (its only word); several forms are parted by
  // `|`.
  RegisterTest& actor(std::string_view forms, std::string_view country, ActorKind kind,
                      std::string_view title = "") {
    const auto id = static_cast<std::uint32_t>(resolution.actors.size());
    Actor actor;
    actor.name = forms.substr(0, forms.find('|'));
    actor.country = country;
    actor.code = country;
    actor.kind = kind;
    actor.title = title;
    resolution.actors.push_back(actor);
    each_token(forms, [&](std::uint32_t t) {
      Mention mention;
      mention.span = analysis.span(t);
      mention.first = t, mention.last = t + 1, mention.head = t, mention.actor = id;
      resolution.mentions.push_back(mention);
    });
    std::stable_sort(
        resolution.mentions.begin(), resolution.mentions.end(),
        [](const Mention& a, const Mention& b) { return a.span.begin < b.span.begin; });
    for (std::uint32_t m = 0; m < resolution.mentions.size(); ++m)
      resolution.mention_of[resolution.mentions[m].head] = m;
    return *this;
  }
  RegisterTest& state(std::string_view forms, std::string_view country) {
    return actor(forms, country, ActorKind::kCountry);
  }
  RegisterTest& person(std::string_view forms, std::string_view country,
                       std::string_view title = "") {
    return actor(forms, country, ActorKind::kPerson, title);
  }
  // The tokens of these forms stand for the actors named before, all of them: "both countries".
  RegisterTest& both(std::string_view forms) {
    const auto members = static_cast<std::uint32_t>(resolution.actors.size());
    actor(forms, "", ActorKind::kGroup);
    for (std::uint32_t i = 0; i < members; ++i) resolution.actors.back().members.push_back(i);
    return *this;
  }
  RegisterTest& place(std::string_view form, std::string_view country) {
    each_token(form, [&](std::uint32_t t) {
      Place place;
      place.span = analysis.span(t);
      place.first = t, place.last = t + 1;
      place.name = std::string(form);
      place.country = country;
      resolution.places.push_back(place);
    });
    return *this;
  }
  RegisterTest& time(std::string_view form, std::string_view value) {
    each_token(form, [&](std::uint32_t t) {
      Timex time;
      time.span = analysis.span(t);
      time.first = t, time.last = t + 1;
      time.value = value;
      resolution.times.push_back(time);
    });
    return *this;
  }

  // The layers that the finders are handed.
  RegisterScene scene() {
    extents.build(analysis);
    PieceTable pieces;
    register_test_lexicons().make_pieces(document.page(), analysis.tokens.begin,
                                         analysis.tokens.end, pieces);
    auto finder = FieldFinder::open(register_test_lexicons());
    if (!finder)
      ADD_FAILURE() << describe(finder.error());
    else
      finder->mark(analysis, resolution, pieces, fields);
    countries.build(analysis, resolution);
    added.reset(analysis.tokens.size());
    return {document, analysis, extents, fields, countries, resolution, added};
  }

  Document document;
  Analysis analysis;
  Resolution resolution;
  Extents extents;
  FieldMarks fields;
  DocumentCountries countries;
  AddedActors added;

 private:
  template <class Do>
  void each_token(std::string_view forms, Do&& act) {
    while (!forms.empty()) {
      const std::string_view form = forms.substr(0, forms.find('|'));
      bool found = false;
      for (std::uint32_t t = 0; t < analysis.tokens.size(); ++t)
        if (analysis.form(t) == form) found = true, act(t);
      EXPECT_TRUE(found) << form;
      forms = form.size() == forms.size() ? std::string_view() : forms.substr(form.size() + 1);
    }
  }
};

inline std::string join(const std::vector<std::string>& parts, std::string_view between) {
  std::string out;
  for (const std::string& part : parts) {
    if (!out.empty()) out += between;
    out += part;
  }
  return out;
}

// "trade|energy"
inline std::string field_names(FieldSet fields) {
  std::string out;
  for (std::size_t i = 0; i < kFieldNames.size(); ++i)
    if ((fields >> i & 1) != 0) out += (out.empty() ? "" : "|") + std::string(kFieldNames[i]);
  return out;
}

}  // namespace entente
