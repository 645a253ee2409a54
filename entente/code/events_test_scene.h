// For the tests of events: a document from hand-written trees (record/conllu.h), actors by their
// words alone, the real lexicon.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "entente/code/events.h"
#include "entente/record/conllu.h"

namespace entente {

struct NamedActor {
  std::string_view word, code;
};

// Words of the tests' sentences that are actors; a word not listed is nobody.
inline constexpr NamedActor kTestActors[] = {
    {"Hungary", "HUN"},     {"Hungarian", "HUN"},
    {"Romania", "ROU"},     {"Romanian", "ROU"},
    {"Iran", "IRN"},        {"Iranian", "IRN"},
    {"Poland", "POL"},      {"Polish", "POL"},
    {"Norway", "NOR"},      {"Turkey", "TUR"},
    {"Ankara", "TURGOV"},   {"France", "FRA"},
    {"French", "FRA"},      {"Egypt", "EGY"},
    {"Egyptian", "EGY"},    {"Israel", "ISR"},
    {"Syria", "SYR"},       {"Russia", "RUS"},
    {"Russian", "RUS"},     {"Chad", "TCD"},
    {"rebels", "SYRREB"},   {"Libya", "LBY"},
    {"Qatar", "QAT"},       {"it", "IRN"},  // "it": as coreference would have it
    {"leaders", "HUNGOV"},  {"Turkish", "TUR"},
    {"officials", "TURGOV"}};

// A document of the sentences of `tree`, with the actors of its words.
struct TestScene {
  Document document;
  Analysis analysis;
  Resolution resolution;

  explicit TestScene(std::string_view tree) {
    const Status status = read_tree(tree, document, analysis);
    EXPECT_TRUE(status.has_value()) << (status ? "" : describe(status.error()));
    document.date = parse_day("2020-05-20");
    resolution.mention_of.assign(analysis.tokens.size(), Resolution::kNone);
    for (std::uint32_t token = 0; token < analysis.tokens.size(); ++token)
      for (const NamedActor& named : kTestActors)
        if (analysis.form(token) == named.word) add(token, named.code);
  }

  void add(std::uint32_t token, std::string_view code) {
    std::uint32_t id = 0;
    while (id < resolution.actors.size() && resolution.actors[id].code != code) ++id;
    if (id == resolution.actors.size()) {
      Actor actor;
      actor.name = actor.code = code;
      actor.country = code.substr(0, 3);
      actor.sector = code.substr(3);
      actor.kind = ActorKind::kCountry;
      resolution.actors.push_back(actor);
    }
    resolution.mention_of[token] = static_cast<std::uint32_t>(resolution.mentions.size());
    resolution.mentions.push_back(
        {analysis.span(token), token, token + 1, token, id, MentionKind::kName});
  }
};

// The lexicon that the build made. Opened once.
inline const Lexicons& test_lexicons() {
  static const Result<Lexicons> lexicons =
      Lexicons::open(ENTENTE_BINARY_DIR "/share/entente/lexicon.img");
  EXPECT_TRUE(lexicons.has_value()) << (lexicons ? "" : describe(lexicons.error()));
  return *lexicons;
}

inline const EventCoder& test_event_coder() {
  static const Result<EventCoder> coder = EventCoder::load(test_lexicons());
  EXPECT_TRUE(coder.has_value()) << (coder ? "" : describe(coder.error()));
  return *coder;
}

inline std::vector<Event> code_events(TestScene& scene, Trace* trace = nullptr) {
  std::vector<Event> events;
  EventCoder::Workspace workspace;
  Extents extents;
  extents.build(scene.analysis);
  FieldMarks fields;
  DocumentCountries countries;
  countries.build(scene.analysis, scene.resolution);
  AddedActors added;
  added.reset(scene.analysis.tokens.size());
  fields.of.assign(scene.analysis.tokens.size(), 0);
  test_event_coder().code(scene.document, scene.analysis, scene.resolution, extents, fields,
                          countries, added, workspace, events, trace);
  return events;
}

// "057 HUN+ROU asserted; 112 IRN>POL denied"
inline std::string dump(const TestScene& scene, const std::vector<Event>& events) {
  std::string out;
  for (const Event& event : events) {
    if (!out.empty()) out += "; ";
    out += event.cameo + " ";
    for (std::size_t i = 0; i < event.sources.size(); ++i)
      out += (i == 0 ? "" : "+") + scene.resolution.actors[event.sources[i]].code;
    if (event.sources.size() < 2 || !event.targets.empty()) out += ">";
    for (std::size_t i = 0; i < event.targets.size(); ++i)
      out += (i == 0 ? "" : "+") + scene.resolution.actors[event.targets[i]].code;
    out += " " + std::string(to_string(event.status));
  }
  return out;
}

}  // namespace entente
