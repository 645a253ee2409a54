// Between which states an event lies is decided here and nowhere else (event_pairs). Which tellings
// are of one event is fold/'s: here a telling gets the act that it has when nothing else tells of
// it; index_folding.cc gives it the right one in the same transaction. Tested by store_test.cc.
#include "entente/store/rows.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

#include "entente/base/hash.h"
#include "entente/base/utf8.h"
#include "entente/fold/tellings.h"
#include "entente/store/words.h"

namespace entente {
namespace {

// PLOVER's quadrants, by type, in the order of EventType. CONCEDE is verbal, RETREAT material
// (manual 2.0, summary table).
constexpr std::array<int, kEventTypeCount> kQuads = {1, 1, 1, 2, 2, 1, 2, 3,
                                                     3, 3, 3, 4, 4, 4, 4, 4};

// Codes that stand for many: no relation can be kept with "some NGO".
bool is_one_party(std::string_view country) {
  if (country.size() != 3) return false;
  for (const std::string_view many : {"IGO", "NGO", "IMG", "ISM", "MNC"})
    if (country == many) return false;
  return true;
}

// The first day of "2022-02-16", "2022-02" or "2022"; nothing for what is none of these.
std::optional<Day> first_day(std::string_view value) {
  std::string text(value);
  if (text.size() == 4) text += "-01";
  if (text.size() == 7) text += "-01";
  return parse_day(text);
}

std::optional<Day> counted_day(const EventDate& date, const Document& document) {
  const auto day = first_day(date.value);
  return day ? day : document.date;
}

using Names = std::set<std::string>;

// The states that the actors stand for; a plural stands for its members.
void add_states(const Resolution& resolution, const std::vector<std::uint32_t>& actors,
                Names& out) {
  for (const std::uint32_t id : actors) {
    const Actor& actor = resolution.actors[id];
    if (is_one_party(actor.country)) out.insert(actor.country);
    for (const std::uint32_t member : actor.members)
      if (is_one_party(resolution.actors[member].country))
        out.insert(resolution.actors[member].country);
  }
}

DayKind day_kind(const EventDate& date) {
  if (!first_day(date.value)) return DayKind::kPublished;
  return date.value.size() == 4   ? DayKind::kYear
         : date.value.size() == 7 ? DayKind::kMonth
                                  : DayKind::kStated;
}

std::string joined(const std::vector<std::string>& parties) {
  std::string out;
  for (const std::string& party : Names(parties.begin(), parties.end()))
    out += (out.empty() ? "" : "+") + party;
  return out;
}

void field_names(FieldSet set, std::vector<std::string>& out) {
  out.clear();
  for (std::size_t i = 0; i < kFieldNames.size(); ++i)
    if ((set >> i & 1) != 0) out.emplace_back(kFieldNames[i]);
}

}  // namespace

const std::array<const char*, RowWriter::kTableCount> RowWriter::kNames = {
    "versions",        "documents",
    "document_states", "pair_documents",
    "person_mentions", "quote_states",
    "sentences",       "actors",
    "mentions",        "places",
    "times",           "events",
    "event_keys",      "event_actors",
    "event_pairs",     "quotes",
    "agreements",      "agreement_parties",
    "commissions",     "commission_parties",
    "visits",          "new_words"};

Result<RowWriter> RowWriter::open(Database& database) {
  RowWriter writer;
  for (const char* const name : kNames) {
    ENTENTE_TRY(Appender appender, database.appender(name));
    writer.tables_.push_back(std::move(appender));
  }
  return writer;
}

Status RowWriter::flush() {
  for (Appender& table : tables_) ENTENTE_CHECK(table.flush());
  return ok_status();
}

void RowWriter::place(Table table, Span span) {
  const PageMap::Place place = map_.place(span);
  tables_[table].boolean(place.in_title).integer(place.start).integer(place.end);
}

void RowWriter::date(Table table, const EventDate& date, const Document& document) {
  tables_[table].text_or_null(date.value);
  date.value.empty() ? tables_[table].null() : tables_[table].text(to_string(date.precision));
  tables_[table].day_or_null(counted_day(date, document));
}

void RowWriter::add_version(const std::string& id, const std::string& sha256,
                            const JournalPosition& position) {
  row(kVersions, static_cast<std::int64_t>(position.sequence)).text(id).text(sha256).end_row();
}

void RowWriter::add(const Record& record, const JournalPosition& position) {
  const auto document = static_cast<std::int64_t>(position.sequence);
  map_.build(record.document);
  add_version(record.document.id, record.document.sha256, position);
  add_document(record, position);
  add_words(record, document);
  add_resolution(record, document);
  for (std::size_t i = 0; i < record.coding.events.size(); ++i) add_event(record, i, document);
  add_registers(record, document);
}

void RowWriter::add_document(const Record& record, const JournalPosition& position) {
  const Document& document = record.document;
  const auto number = static_cast<std::int64_t>(position.sequence);
  Appender& out = row(kDocuments, number);
  out.text(document.id)
      .text(document.sha256)
      .day_or_null(document.date)
      .day_or_null(document.collected);
  out.text_or_null(document.title())
      .text_or_null(document.url)
      .text_or_null(document.source)
      .text_or_null(document.lang);
  out.text(record.coder)
      .integer(static_cast<std::int64_t>(count_code_points(document.body())))
      .texts(document.warnings);
  out.integer(position.segment)
      .integer(static_cast<std::int64_t>(position.begin))
      .unsigned_integer(hash64(document.id))
      .end_row();
  for (std::size_t i = 0; i < record.sentences.size(); ++i) {
    const Span span = record.sentences[i].span;
    row(kSentences, number).integer(static_cast<std::int64_t>(i));
    place(kSentences, span);
    tables_[kSentences].text(document.piece(span)).end_row();
  }
}

// Each word once for each part of the document that has it.
void RowWriter::add_words(const Record& record, std::int64_t document) {
  const auto take = [&](std::string_view text) {
    each_word(text, [&](std::string_view word) {
      if (words_.find(word) == words_.end()) words_.emplace(word);
    });
  };
  const auto write = [&](std::string_view part) {
    for (const std::string& word : words_) {
      tables_[kNewWords].text(word).text(part).integer(document);
      tables_[kNewWords].end_row();
    }
    words_.clear();
  };
  take(record.document.title());
  write("title");
  take(record.document.body());
  write("text");
  for (const Quote& quote : record.coding.quotes) take(record.document.piece(quote.span));
  write("quote");
}

void RowWriter::add_resolution(const Record& record, std::int64_t document) {
  const Resolution& resolution = record.resolution;
  for (std::size_t i = 0; i < resolution.actors.size(); ++i) {
    const Actor& actor = resolution.actors[i];
    row(kActors, document)
        .integer(static_cast<std::int64_t>(i))
        .text(actor.name)
        .text_or_null(actor.code);
    tables_[kActors]
        .text_or_null(actor.country)
        .text_or_null(actor.sector)
        .text_or_null(actor.title);
    tables_[kActors].text(to_string(actor.kind)).end_row();
  }
  // Each state once, with the name that the document has for the state itself.
  std::map<std::string_view, std::string_view> states;
  for (const Actor& actor : resolution.actors) {
    if (actor.country.empty()) continue;
    std::string_view& name = states[actor.country];
    if (name.empty() && actor.kind == ActorKind::kCountry && actor.sector.empty())
      name = actor.name;
  }
  for (const auto& [state, name] : states) {
    row(kDocumentStates, document).text(state).day_or_null(record.document.date);
    tables_[kDocumentStates].text_or_null(name).end_row();
  }
  for (auto a = states.begin(); a != states.end(); ++a)
    for (auto b = std::next(a); b != states.end(); ++b) {
      row(kPairDocuments, document).text(a->first).text(b->first);
      tables_[kPairDocuments].day_or_null(record.document.date).end_row();
    }
  for (std::size_t i = 0; i < resolution.actors.size(); ++i) {
    const Actor& actor = resolution.actors[i];
    if (actor.kind != ActorKind::kPerson) continue;
    row(kPersonMentions, document).integer(static_cast<std::int64_t>(i)).text(actor.country);
    tables_[kPersonMentions].text(actor.name).text(actor.title).text(actor.code);
    tables_[kPersonMentions].day_or_null(record.document.date).end_row();
  }
  for (const Mention& mention : resolution.mentions) {
    row(kMentions, document).integer(mention.actor).text(to_string(mention.kind));
    place(kMentions, mention.span);
    tables_[kMentions].text(record.document.piece(mention.span)).end_row();
  }
  for (std::size_t i = 0; i < resolution.places.size(); ++i) {
    const Place& one = resolution.places[i];
    row(kPlaces, document)
        .integer(static_cast<std::int64_t>(i))
        .text(one.name)
        .text_or_null(one.country);
    tables_[kPlaces].real_or_null(one.lat).real_or_null(one.lon);
    one.geonameid != 0 ? tables_[kPlaces].integer(one.geonameid) : tables_[kPlaces].null();
    tables_[kPlaces].text(std::string_view(&one.feature, 1)).text(to_string(one.precision));
    place(kPlaces, one.span);
    tables_[kPlaces].end_row();
  }
  for (std::size_t i = 0; i < resolution.times.size(); ++i) {
    const Timex& time = resolution.times[i];
    row(kTimes, document)
        .integer(static_cast<std::int64_t>(i))
        .text(to_string(time.type))
        .text(time.value);
    place(kTimes, time.span);
    tables_[kTimes].end_row();
  }
}

void RowWriter::add_event(const Record& record, std::size_t index, std::int64_t document) {
  const Event& event = record.coding.events[index];
  const auto number = static_cast<std::int64_t>(index);
  Appender& out = row(kEvents, document).integer(number).integer(event.sentence);
  field_names(event.fields, fields_);
  out.text(to_string(event.type))
      .text_or_null(event.mode)
      .texts(event.contexts)
      .texts(fields_)
      .text_or_null(event.cameo);
  out.integer(kQuads[static_cast<std::size_t>(event.type)])
      .real(event.goldstein)
      .text(to_string(event.status));
  out.integer_or_null(event.reporter);
  date(kEvents, event.date, record.document);
  out.integer_or_null(event.place);
  place(kEvents, event.trigger);
  Telling telling{static_cast<std::uint64_t>(document),
                  event.sentence,
                  counted_day(event.date, record.document),
                  day_kind(event.date),
                  0,
                  {},
                  0};
  const std::uint64_t family = family_of(event, record.resolution);
  people_of(event, record.resolution, telling.people);
  fold_tellings(family, {&telling, 1});
  out.real(event.confidence).unsigned_integer(telling.act).end_row();
  std::string people;
  for (const std::uint64_t person : telling.people)
    people += (people.empty() ? "" : " ") + std::to_string(person);
  row(kEventKeys, document).integer(number).unsigned_integer(family).day_or_null(telling.day);
  tables_[kEventKeys].integer(static_cast<int>(telling.kind)).text(people).end_row();

  const auto add_actors = [&](const std::vector<std::uint32_t>& actors, std::string_view role) {
    for (const std::uint32_t id : actors) {
      const Actor& actor = record.resolution.actors[id];
      row(kEventActors, document)
          .integer(number)
          .text(role)
          .integer(id)
          .text_or_null(actor.code)
          .text_or_null(actor.country);
      tables_[kEventActors].end_row();
    }
  };
  add_actors(event.sources, "source");
  add_actors(event.targets, "target");

  Names sources, targets;
  add_states(record.resolution, event.sources, sources);
  add_states(record.resolution, event.targets, targets);
  const auto add_pair = [&](const std::string& a, const std::string& b, int direction) {
    row(kEventPairs, document).integer(number).text(a).text(b).integer(direction).end_row();
  };
  if (event.targets.empty()) {
    for (auto a = sources.begin(); a != sources.end(); ++a)
      for (auto b = std::next(a); b != sources.end(); ++b) add_pair(*a, *b, 0);
    return;
  }
  for (const std::string& source : sources)
    for (const std::string& target : targets) {
      if (source < target)
        add_pair(source, target, targets.count(source) && sources.count(target) ? 0 : 1);
      // The same two on both sides would give the pair twice.
      if (target < source && !(targets.count(source) && sources.count(target)))
        add_pair(target, source, -1);
    }
}

void RowWriter::add_registers(const Record& record, std::int64_t document) {
  const Coding& coding = record.coding;
  const std::vector<Actor>& actors = record.resolution.actors;
  for (std::size_t i = 0; i < coding.quotes.size(); ++i) {
    const Quote& quote = coding.quotes[i];
    row(kQuotes, document).integer(static_cast<std::int64_t>(i)).integer_or_null(quote.speaker);
    tables_[kQuotes]
        .text_or_null(quote.speaker ? actors[*quote.speaker].country : std::string())
        .boolean(quote.direct);
    place(kQuotes, quote.span);
    tables_[kQuotes].text(record.document.piece(quote.span)).end_row();
    const Actor* const speaker = quote.speaker ? &actors[*quote.speaker] : nullptr;
    const std::uint64_t who = speaker != nullptr ? hash64(speaker->name) : 0;
    row(kQuoteStates, document).integer(static_cast<std::int64_t>(i));
    tables_[kQuoteStates].text(speaker != nullptr ? speaker->country : std::string());
    tables_[kQuoteStates].day_or_null(record.document.date).unsigned_integer(who);
    tables_[kQuoteStates]
        .unsigned_integer(hash64(record.document.piece(quote.span), who))
        .end_row();
  }
  const auto add_parties = [&](Table table, std::size_t index,
                               const std::vector<std::string>& parties) {
    for (const std::string& party : Names(parties.begin(), parties.end()))
      row(table, document).integer(static_cast<std::int64_t>(index)).text(party).end_row();
  };
  for (std::size_t i = 0; i < coding.agreements.size(); ++i) {
    const Agreement& agreement = coding.agreements[i];
    field_names(agreement.fields, fields_);
    row(kAgreements, document)
        .integer(static_cast<std::int64_t>(i))
        .text(to_string(agreement.stage))
        .text(agreement.subject);
    tables_[kAgreements].texts(fields_);
    date(kAgreements, agreement.date, record.document);
    tables_[kAgreements].integer(agreement.sentence);
    place(kAgreements, agreement.span);
    tables_[kAgreements].text(joined(agreement.parties)).end_row();
    add_parties(kAgreementParties, i, agreement.parties);
  }
  for (std::size_t i = 0; i < coding.commissions.size(); ++i) {
    const Commission& commission = coding.commissions[i];
    row(kCommissions, document).integer(static_cast<std::int64_t>(i)).integer(commission.actor);
    tables_[kCommissions].text(actors[commission.actor].name).integer_or_null(commission.areas);
    tables_[kCommissions]
        .text(to_string(commission.activity))
        .day_or_null(record.document.date)
        .integer(commission.sentence);
    tables_[kCommissions].text(joined(commission.parties)).end_row();
    add_parties(kCommissionParties, i, commission.parties);
  }
  for (std::size_t i = 0; i < coding.visits.size(); ++i) {
    const Visit& visit = coding.visits[i];
    const Actor& visitor = actors[visit.visitor];
    row(kVisits, document)
        .integer(static_cast<std::int64_t>(i))
        .integer(visit.visitor)
        .text(visitor.name);
    tables_[kVisits]
        .text_or_null(visitor.country)
        .text_or_null(visit.host)
        .integer_or_null(visit.place);
    tables_[kVisits].text(to_string(visit.stage));
    date(kVisits, visit.date, record.document);
    tables_[kVisits].integer(visit.sentence).end_row();
  }
}

}  // namespace entente
