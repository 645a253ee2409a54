// Records made by hand, for the tests of store/ and show/: a document, its sentences cut at line
// ends, and what is said of it.
#pragma once

#include <string>
#include <string_view>

#include "entente/record/actor.h"
#include "entente/record/analysis.h"
#include "entente/record/document.h"
#include "entente/record/event.h"
#include "entente/record/record_writer.h"

namespace entente {

class RecordBuilder {
 public:
  // A sentence a line of `body`.
  RecordBuilder(std::string id, std::string_view date, std::string_view title,
                std::string_view body, std::string_view source = "Agency") {
    document.id = std::move(id);
    document.date = parse_day(date);
    document.lang = "en";
    document.source = source;
    document.set_text(title, body);
    const std::string_view page = document.page();
    for (std::size_t at = 0; at < page.size();) {
      const std::size_t end = std::min(page.find('\n', at), page.size());
      if (end > at) {
        Sentence& sentence = analysis.sentences.emplace_back();
        sentence.span = {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)};
        sentence.in_title = document.in_title(sentence.span);
      }
      at = end + 1;
    }
  }

  Span find(std::string_view words) const {
    const std::size_t at = document.page().find(words);
    if (at == std::string_view::npos) return {};
    return {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + words.size())};
  }
  std::uint32_t sentence_of(Span span) const {
    std::uint32_t i = 0;
    while (i + 1 < analysis.sentences.size() && !contains(analysis.sentences[i].span, span)) ++i;
    return i;
  }

  std::uint32_t actor(std::string_view name, std::string_view code,
                      ActorKind kind = ActorKind::kCountry, std::string_view title = {}) {
    Actor& actor = resolution.actors.emplace_back();
    actor.name = name;
    actor.code = code;
    actor.country = code.substr(0, 3);
    actor.sector = code.size() > 3 ? code.substr(3) : std::string_view();
    actor.kind = kind;
    actor.title = title;
    const auto id = static_cast<std::uint32_t>(resolution.actors.size() - 1);
    if (const Span span = find(name); span.size() != 0)
      resolution.mentions.push_back({span, 0, 0, 0, id, MentionKind::kName});
    return id;
  }

  Event& event(EventType type, std::string_view cameo, float goldstein, std::string_view trigger,
               std::vector<std::uint32_t> sources, std::vector<std::uint32_t> targets,
               std::string_view fields = {}) {
    Event& event = coding.events.emplace_back();
    event.type = type;
    event.cameo = cameo;
    event.goldstein = goldstein;
    event.trigger = find(trigger);
    event.sentence = sentence_of(event.trigger);
    event.sources = std::move(sources);
    event.targets = std::move(targets);
    event.fields = field_set(fields);
    event.confidence = 0.9f;
    event.frame = "data/en/verbs.tsv:120 sign";
    return event;
  }

  // "trade energy" -> their bits.
  static FieldSet field_set(std::string_view names) {
    FieldSet set = 0;
    for (std::size_t i = 0; i < kFieldNames.size(); ++i)
      if ((" " + std::string(names) + " ").find(" " + std::string(kFieldNames[i]) + " ") !=
          std::string::npos)
        set |= FieldSet{1} << i;
    return set;
  }

  std::string document_line() const {
    std::string line;
    write_document(document, line);
    return line;
  }
  std::string record_line() const {
    std::string line;
    RecordWriter().write(document, analysis, resolution, coding, "entente test en-1", line);
    return line;
  }

  Document document;
  Analysis analysis;
  Resolution resolution;
  Coding coding;
};

// A small world: two reports of one signing, a visit, a quarrel, a plan, a joint body, a quote.
inline std::vector<RecordBuilder> small_world() {
  std::vector<RecordBuilder> world;
  {
    RecordBuilder& r =
        world.emplace_back("n1", "2019-03-05", "Norland and Sudria sign energy treaty",
                           "Norland and Sudria signed a treaty on gas on Tuesday.\n"
                           "President Ana Ruiz arrived in Norholm on Monday.\n"
                           "\"Our friendship is deep\", said Ruiz.");
    const auto nor = r.actor("Norland", "NOR"), sud = r.actor("Sudria", "SWE");
    const auto ruiz = r.actor("Ana Ruiz", "SWEGOV", ActorKind::kPerson, "president");
    r.event(EventType::kAgree, "057", 8.0f, "signed a treaty", {nor, sud}, {}, "energy").date = {
        "2019-03-05", DatePrecision::kDay};
    r.resolution.places.push_back({r.find("Norholm"), 0, 0, "Norholm", "NOR", 59.9, 10.7, 42, 'P',
                                   "PPLC", Precision::kPoint, ""});
    r.resolution.times.push_back({r.find("Tuesday"), 0, 0, TimexType::kDate, "2019-03-05"});
    r.event(EventType::kConsult, "042", 1.9f, "arrived", {ruiz}, {nor}, "").place = 0;
    r.coding.agreements.push_back({{"NOR", "SWE"},
                                   AgreementStage::kSigned,
                                   "treaty on gas",
                                   RecordBuilder::field_set("energy"),
                                   {"2019-03-05", DatePrecision::kDay},
                                   1,
                                   r.find("treaty on gas")});
    r.coding.visits.push_back(
        {ruiz, "NOR", 0, VisitStage::kArrived, {"2019-03-04", DatePrecision::kDay}, 2});
    r.coding.quotes.push_back({r.find("\"Our friendship is deep\""), ruiz, r.find("said"), true});
  }
  {
    RecordBuilder& r = world.emplace_back(
        "n2", "2019-03-06", "", "The treaty that Norland and Sudria signed is about gas.", "Daily");
    const auto nor = r.actor("Norland", "NOR"), sud = r.actor("Sudria", "SWE");
    r.event(EventType::kAgree, "057", 8.0f, "signed", {nor, sud}, {}, "energy trade").date = {
        "2019-03-05", DatePrecision::kDay};
  }
  {
    RecordBuilder& r = world.emplace_back(
        "n3", "2019-05-20", "Sudria expels envoy",
        "Sudria expelled the envoy of Norland.\nNorland will hold talks with Sudria next week.\n"
        "Sudria did not threaten Norland.\nThe Norland-Sudria Commission reviewed 12 areas.");
    const auto nor = r.actor("Norland", "NOR"), sud = r.actor("Sudria", "SWE");
    r.event(EventType::kSanction, "161", -4.0f, "expelled", {sud}, {nor}, "diplomacy");
    Event& talks = r.event(EventType::kConsult, "036", 4.0f, "talks", {nor}, {sud}, "");
    talks.status = EventStatus::kPlanned;
    r.event(EventType::kThreaten, "130", -4.4f, "threaten", {sud}, {nor}, "").status =
        EventStatus::kDenied;
    const auto body = r.actor("Norland-Sudria Commission", "IGO", ActorKind::kOrganization);
    r.coding.commissions.push_back({body, {"NOR", "SWE"}, 12u, CommissionActivity::kReviewed, 4});
  }
  return world;
}

}  // namespace entente
