// A record is read whole, some 0.2 ms, where a question to DuckDB for a few rows of wide columns
// decompresses a hundred thousand neighbours of each. Tested by answers_map_test.cc.
#include "entente/store/evidence.h"

#include <algorithm>
#include <cstdlib>
#include <unordered_map>
#include <utility>

#include "entente/base/utf8.h"
#include "entente/record/json_out.h"
#include "entente/store/answers_map_sql.h"

namespace entente {
namespace {

using Cell = std::optional<std::string>;
using Row = Database::Row;

std::uint64_t number(const Cell& text) {
  return text ? std::strtoull(text->c_str(), nullptr, 10) : 0;
}

// A pick's columns: document, number, segment, begin_byte, those of its list, the three of its
// place.
constexpr std::size_t kNumber = 1, kSegment = 2, kBegin = 3, kFirst = 4, kMaxOwn = 15, kOrders = 3;

// A row that grows, and the columns, the first time.
class RowBuilder {
 public:
  RowBuilder(Store::Table& table, const Record& record, const PageMap& map)
      : table_(table), record_(record), map_(map), with_columns_(table.columns.empty()) {
    table_.rows.emplace_back();
  }

  RowBuilder& cell(const char* name, const char* type, Cell value) {
    if (with_columns_) table_.columns.push_back({name, type});
    table_.rows.back().push_back(std::move(value));
    return *this;
  }
  RowBuilder& text(const char* name, std::string_view value) {
    return cell(name, "VARCHAR", value.empty() ? Cell() : Cell(std::string(value)));
  }
  RowBuilder& whole(const char* name, std::uint64_t value) {
    return cell(name, "BIGINT", std::to_string(value));
  }
  RowBuilder& day(const char* name, std::optional<Day> value) {
    return cell(name, "DATE", value ? Cell(format_day(*value)) : Cell());
  }
  template <class Strings>
  RowBuilder& texts(const char* name, const Strings& values) {
    std::string json = "[";
    for (const auto& value : values) {
      if (json.size() > 1) json += ", ";
      append_json_string(json, value);
    }
    return cell(name, "VARCHAR[]", json + "]");
  }
  RowBuilder& fields(FieldSet set) {
    std::vector<std::string_view> names;
    for (std::size_t i = 0; i < kFieldNames.size(); ++i)
      if ((set >> i & 1) != 0) names.push_back(kFieldNames[i]);
    return texts("fields", names);
  }
  RowBuilder& date(const EventDate& value) {
    text("date", value.value);
    return text("date_precision", value.value.empty() ? "" : to_string(value.precision));
  }
  RowBuilder& span(Span span) {
    const PageMap::Place place = map_.place(span);
    cell("in_title", "BOOLEAN", place.in_title ? "true" : "false");
    return whole("start_char", place.start).whole("end_char", place.end);
  }
  RowBuilder& report() {
    const Document& document = record_.document;
    text("document", document.id).text("title", document.title());
    return text("publisher", document.source)
        .day("published", document.date)
        .text("url", document.url);
  }
  // The sentence that says so; a record of a sentence that is not there has none.
  RowBuilder& evidence(std::uint64_t sentence) {
    const Span span =
        sentence < record_.sentences.size() ? record_.sentences[sentence].span : Span{};
    text("text", record_.document.piece(span));
    return this->span(span).report();
  }
  RowBuilder& place(const std::optional<std::uint32_t>& index) {
    const auto& places = record_.resolution.places;
    return text("place", index && *index < places.size() ? places[*index].name : "");
  }

 private:
  Store::Table& table_;
  const Record& record_;
  const PageMap& map_;
  bool with_columns_;
};

std::vector<std::string_view> members_of(const Record& record,
                                         const std::vector<std::uint32_t>& actors,
                                         std::string Actor::*member) {
  std::vector<std::uint32_t> ascending = actors;
  std::sort(ascending.begin(), ascending.end());
  std::vector<std::string_view> out;
  for (const std::uint32_t id : ascending) out.push_back(record.resolution.actors[id].*member);
  return out;
}

std::vector<std::string> parties_of(const Cell& key) {
  std::vector<std::string> out;
  const std::string text = key.value_or("");
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('+', at), text.size());
    out.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return out;
}

std::string key_of(const Row& pick) { return *pick[0] + "-" + *pick[kNumber]; }

// What each list shows of a pick. `at` is the pick's number within its document.
bool add_event(RowBuilder& row, const Record& record, const Row& pick, std::size_t at) {
  if (at >= record.coding.events.size()) return false;
  const Event& event = record.coding.events[at];
  const std::uint64_t quad = number(pick[kFirst + 3]);
  row.cell("day", "DATE", pick[kFirst]).date(event.date).cell("type", "VARCHAR", pick[kFirst + 1]);
  row.text("mode", event.mode).cell("cameo", "VARCHAR", pick[kFirst + 2]);
  row.text("side", quad <= 2 ? "cooperation" : "conflict");
  row.cell("goldstein", "DECIMAL(4,1)", pick[kFirst + 4]);
  row.cell("status", "VARCHAR", pick[kFirst + 5]).cell("fields", "VARCHAR[]", pick[kFirst + 6]);
  row.texts("contexts", event.contexts);
  row.texts("sources", members_of(record, event.sources, &Actor::name));
  row.texts("source_codes", members_of(record, event.sources, &Actor::code));
  row.texts("targets", members_of(record, event.targets, &Actor::name));
  row.texts("target_codes", members_of(record, event.targets, &Actor::code)).place(event.place);
  row.cell("told", "INTEGER", pick[kFirst + 7]).cell("reports", "INTEGER", pick[kFirst + 8]);
  row.cell("confidence", "DOUBLE", pick[kFirst + 9]).whole("number", at);
  return true;
}

bool add_agreement(RowBuilder& row, const Record& record, const Row& pick, std::size_t at) {
  if (at >= record.coding.agreements.size()) return false;
  const Agreement& one = record.coding.agreements[at];
  row.text("key", key_of(pick)).cell("day", "DATE", pick[kFirst]).date(one.date);
  row.text("stage", to_string(one.stage)).cell("subject", "VARCHAR", one.subject);
  row.texts("parties", parties_of(pick[kFirst + 1])).fields(one.fields);
  row.cell("told", "BIGINT", pick[kFirst + 2]).evidence(one.sentence);
  return true;
}

bool add_body(RowBuilder& row, const Record& record, const Row& pick, std::size_t at) {
  if (at >= record.coding.commissions.size()) return false;
  const Commission& one = record.coding.commissions[at];
  row.text("key", key_of(pick)).cell("day", "DATE", pick[kFirst]);
  row.text("activity", to_string(one.activity));
  row.cell("name", "VARCHAR", record.resolution.actors[one.actor].name);
  row.cell("areas", "INTEGER", one.areas ? Cell(std::to_string(*one.areas)) : Cell());
  row.texts("parties", parties_of(pick[kFirst + 1])).cell("told", "BIGINT", pick[kFirst + 2]);
  row.evidence(one.sentence);
  return true;
}

bool add_visit(RowBuilder& row, const Record& record, const Row& pick, std::size_t at) {
  if (at >= record.coding.visits.size()) return false;
  const Visit& one = record.coding.visits[at];
  const Actor& visitor = record.resolution.actors[one.visitor];
  row.cell("day", "DATE", pick[kFirst]).date(one.date).text("stage", to_string(one.stage));
  row.text("visitor", visitor.name).text("visitor_kind", to_string(visitor.kind));
  row.text("office", visitor.title).text("visitor_country", visitor.country);
  row.text("host", one.host).place(one.place).cell("told", "BIGINT", pick[kFirst + 1]);
  row.evidence(one.sentence);
  return true;
}

bool add_quote(RowBuilder& row, const Record& record, std::size_t at) {
  if (at >= record.coding.quotes.size()) return false;
  const Quote& one = record.coding.quotes[at];
  const Actor none;
  const Actor& speaker = one.speaker ? record.resolution.actors[*one.speaker] : none;
  row.text("speaker", speaker.name);
  row.text("speaker_kind", one.speaker ? to_string(speaker.kind) : std::string_view());
  row.text("office", speaker.title).text("speaker_country", speaker.country);
  row.cell("direct", "BOOLEAN", one.direct ? "true" : "false");
  row.cell("text", "VARCHAR", std::string(record.document.piece(one.span))).span(one.span).report();
  return true;
}

void add_document(RowBuilder& row, const Record& record, std::uint64_t characters) {
  const Document& one = record.document;
  row.text("document", one.id).text("title", one.title()).text("publisher", one.source);
  row.day("published", one.date).text("url", one.url).text("lang", one.lang);
  row.whole("characters", characters).whole("events", record.coding.events.size());
  row.texts("warnings", one.warnings);
}

// One of everything and nothing in it: gives a list its columns, and stands for a record that the
// journal has lost.
Record nothing() {
  Record record;
  record.document.set_text("", "");
  record.sentences.emplace_back();
  record.resolution.actors.emplace_back();
  record.coding.events.emplace_back();
  record.coding.quotes.emplace_back();
  record.coding.agreements.emplace_back();
  record.coding.commissions.emplace_back();
  record.coding.visits.emplace_back();
  return record;
}

bool has_evidence(MapList list) {
  switch (list) {
    case MapList::kEvents:
    case MapList::kAgreements:
    case MapList::kSameAgreement:
    case MapList::kVisits:
    case MapList::kBodies:
    case MapList::kSameBody:
    case MapList::kQuotes:
    case MapList::kDocuments:
    case MapList::kSentences:
    case MapList::kLatest:
    case MapList::kTellings:
      return true;
    default:
      return false;
  }
}

bool add_row(MapList list, const Record& record, const PageMap& map, const Row& pick,
             std::size_t at, Store::Table& table) {
  RowBuilder row(table, record, map);
  bool whole = true;
  switch (list) {
    case MapList::kEvents:
    case MapList::kTellings:
    case MapList::kLatest:
      whole = add_event(row, record, pick, at);
      if (whole) {
        const PageMap::Place trigger = map.place(record.coding.events[at].trigger);
        row.whole("trigger_start", trigger.start).whole("trigger_end", trigger.end);
        row.evidence(record.coding.events[at].sentence);
        if (list == MapList::kLatest) {
          row.cell("field", "VARCHAR", pick[kFirst + 10]);
          row.cell("cooperation", "BIGINT", pick[kFirst + 11]);
          row.cell("conflict", "BIGINT", pick[kFirst + 12]);
          row.cell("planned", "BIGINT", pick[kFirst + 13]);
          row.cell("field_goldstein", "DOUBLE", pick[kFirst + 14]);
        }
      }
      break;
    case MapList::kAgreements:
    case MapList::kSameAgreement:
      whole = add_agreement(row, record, pick, at);
      break;
    case MapList::kVisits:
      whole = add_visit(row, record, pick, at);
      break;
    case MapList::kBodies:
    case MapList::kSameBody:
      whole = add_body(row, record, pick, at);
      break;
    case MapList::kQuotes:
      whole = add_quote(row, record, at);
      break;
    case MapList::kDocuments:
      add_document(row, record, count_code_points(record.document.body()));
      break;
    default:
      row.whole("sentence", at).evidence(at);
  }
  if (!whole) return table.rows.pop_back(), false;
  const char* const types[] = {"DATE", "BIGINT", "BIGINT"};
  const std::string names[] = {"order_1", "order_2", "order_3"};
  for (std::size_t i = 0; i < kOrders; ++i)
    row.cell(names[i].c_str(), types[i], pick[pick.size() - kOrders + i]);
  return true;
}

}  // namespace

Status ListReader::read_record(const Journal& journal, const Row& pick) {
  const std::string place = pick[kSegment].value_or("") + ":" + pick[kBegin].value_or("");
  if (place == place_) return ok_status();  // one report tells of many things
  place_.clear();
  ENTENTE_TRY(const auto lines, journal.read_at(static_cast<std::uint32_t>(number(pick[kSegment])),
                                                number(pick[kBegin])));
  ENTENTE_CHECK(reader_.read(lines.first, lines.second, record_));
  map_.build(record_.document);
  place_ = place;
  return ok_status();
}

// An act's best evidence may be a telling that does not name the field for which it is shown: then
// another telling, which does, takes its place in `pick`, whose record has been read.
Status ListReader::find_naming(const Database& database, const std::string& field,
                               Row& pick) const {
  std::size_t index = 0;
  const std::size_t at = number(pick[kNumber]);
  if (!parse_field(field, index) || at >= record_.coding.events.size() ||
      (record_.coding.events[at].fields >> index & 1) != 0)
    return ok_status();
  const std::string values[] = {pick[0].value_or(""), pick[kNumber].value_or(""), field};
  ENTENTE_TRY(Store::Table found, database.query(kTellingOfField, values, 1));
  if (!found.rows.empty())
    std::move(found.rows[0].begin(), found.rows[0].end(), pick.begin());  // to kBegin
  return ok_status();
}

namespace {

// Of what is looked into for words: what is shown of a pick.
std::string_view text_of(MapList list, const Record& record, std::size_t at) {
  const Document& document = record.document;
  const auto sentence = [&](std::size_t of) {
    return of < record.sentences.size() ? document.piece(record.sentences[of].span)
                                        : std::string_view();
  };
  switch (list) {
    case MapList::kEvents:
      return at < record.coding.events.size() ? sentence(record.coding.events[at].sentence) : "";
    case MapList::kQuotes:
      return at < record.coding.quotes.size() ? document.piece(record.coding.quotes[at].span) : "";
    case MapList::kDocuments:
      return document.title();
    default:
      return sentence(at);
  }
}

bool looks_into_texts(MapList list, const MapFilter& filter) {
  return list == MapList::kSentences ||
         (!filter.text.empty() &&
          (list == MapList::kEvents || list == MapList::kQuotes || list == MapList::kDocuments));
}

constexpr std::uint32_t kFirstCandidates = 32, kCandidates = 320;  // records read at a time
constexpr int kRounds = 4;
constexpr std::uint64_t kCommon = 50'000;  // documents that it is quicker to look into

}  // namespace

// The words that few documents have, to find those that have all: a common word beside them would
// cost much and leave out little.
Result<std::vector<WordQuery::Range>> ListReader::rarest(const Database& database,
                                                         const WordQuery& query) {
  std::vector<WordQuery::Range> words = query.words();
  if (words.size() < 2) return words;
  // Of many words the longest are hardly the common ones.
  std::sort(words.begin(), words.end(), [](const auto& a, const auto& b) {
    return a.first.size() != b.first.size() ? a.first.size() > b.first.size() : a.first < b.first;
  });
  if (words.size() > kMaxCountedWords) words.resize(kMaxCountedWords);
  std::vector<std::string> values;
  for (const WordQuery::Range& word : words) values.insert(values.end(), {word.first, word.last});
  ENTENTE_TRY(const Store::Table table, database.query(kCountWords[words.size()], values, 1));
  std::vector<std::pair<std::uint64_t, std::size_t>> counts;
  for (std::size_t i = 0; i < words.size(); ++i)
    counts.emplace_back(number(table.rows.at(0)[i]), i);
  std::sort(counts.begin(), counts.end());
  std::vector<WordQuery::Range> rare;
  for (const auto& [documents, i] : counts)
    if (rare.empty() || (rare.size() < kMaxListedWords && documents < kCommon))
      rare.push_back(words[i]);
  return rare;
}

// Documents that have the words, from the newest on, until enough of their texts have them all.
Status ListReader::ask_texts(const Database& database, const Journal& journal, MapList list,
                             const MapFilter& filter, Store::Table& table) {
  const WordQuery query(filter.text);
  ENTENTE_TRY(const auto words, rarest(database, query));
  MapFilter asked = filter;
  const std::size_t limit = std::min(filter.limit, kMaxMapRows);
  for (int round = 0; round < kRounds && table.rows.size() < limit; ++round) {
    asked.limit = round == 0 ? kFirstCandidates : kCandidates;
    const MapStatement statement = map_statement(list, asked, words);
    ENTENTE_TRY(Store::Table picks, database.query(statement.sql, statement.values, kMaxMapRows));
    ENTENTE_CHECK(find_places(database, std::span(&picks, 1)));
    for (Row& pick : picks.rows) {
      if (table.rows.size() >= limit) break;
      if (!read_record(journal, pick)) continue;
      const auto add = [&](std::size_t at) {
        if (table.rows.size() < limit && query.is_found_in(text_of(list, record_, at)))
          add_row(list, record_, map_, pick, at, table);
      };
      if (list != MapList::kSentences) {
        add(number(pick[kNumber]));
        continue;
      }
      const bool again = pick[pick.size() - 2] == filter.after[1];
      for (std::size_t i = again ? number(filter.after[2]) + 1 : 0; i < record_.sentences.size();
           ++i) {
        pick.back() = std::to_string(i);
        add(i);
      }
    }
    if (picks.rows.size() < asked.limit) break;
    const Row& last = picks.rows.back();
    for (std::size_t i = 0; i < kOrders; ++i)
      asked.after[i] = last[last.size() - kOrders + i].value_or("");
    if (list == MapList::kSentences) asked.after[2] = "2147483647";
  }
  return ok_status();
}

Result<Store::Table> ListReader::pick(const Database& database, const MapQuestion& question) {
  const MapFilter& filter = question.filter;
  if (looks_into_texts(question.list, filter)) return Store::Table();
  const auto ask = [&](bool newest) {
    const MapStatement statement = map_statement(question.list, filter, {}, newest);
    return database.query(statement.sql, statement.values, kMaxMapRows);
  };
  const bool from_beginning = filter.after[0].empty() && filter.after[1].empty();
  if (question.list == MapList::kQuotes && !filter.state.empty() && !filter.with.empty() &&
      from_beginning) {
    auto newest = ask(true);
    if (!newest || newest->rows.size() >= filter.limit) return newest;
  }
  return ask(false);
}

Status ListReader::find_places(const Database& database, std::span<Store::Table> picks) {
  std::vector<std::uint64_t> documents;
  const auto each = [&](auto visit) {
    for (Store::Table& table : picks)
      if (table.columns.size() > kBegin && table.columns[kBegin].name == "begin_byte")
        for (Row& row : table.rows) visit(row);
  };
  each([&](const Row& row) { documents.push_back(number(row[0])); });
  if (documents.empty()) return ok_status();
  std::sort(documents.begin(), documents.end());
  documents.erase(std::unique(documents.begin(), documents.end()), documents.end());
  std::string list;
  for (const std::uint64_t document : documents)
    list += (list.empty() ? "[" : ", ") + std::to_string(document);
  const std::string values[] = {list + "]"};
  ENTENTE_TRY(const Store::Table places,
              database.query(kPlacesOfDocuments, values, documents.size()));
  std::unordered_map<std::uint64_t, const Row*> of;
  for (const Row& place : places.rows) of.emplace(number(place[0]), &place);
  each([&](Row& row) {
    const auto found = of.find(number(row[0]));
    if (found == of.end()) return;
    row[kSegment] = (*found->second)[1];
    row[kBegin] = (*found->second)[2];
  });
  return ok_status();
}

Result<Store::Table> ListReader::read(const Database& database, const Journal& journal,
                                      const MapQuestion& question, Store::Table picks) {
  const MapList list = question.list;
  if (!has_evidence(list)) return picks;
  const Record lost = nothing();
  PageMap lost_map;
  lost_map.build(lost.document);
  Store::Table table;
  add_row(list, lost, lost_map, Row(kFirst + kMaxOwn + kOrders, "0"), 0, table);
  table.rows.clear();
  place_.clear();  // of another journal, perhaps
  if (looks_into_texts(list, question.filter)) {
    ENTENTE_CHECK(ask_texts(database, journal, list, question.filter, table));
    return table;
  }
  for (Row& pick : picks.rows) {
    bool read = read_record(journal, pick).has_value();
    if (read && list == MapList::kLatest) {
      ENTENTE_CHECK(find_naming(database, pick[kFirst + 10].value_or(""), pick));
      read = read_record(journal, pick).has_value();
    }
    const bool added = read && add_row(list, record_, map_, pick, number(pick[kNumber]), table);
    if (!added) add_row(list, lost, lost_map, pick, 0, table);
  }
  return table;
}

Result<Store::Table> ListReader::ask(const Database& database, const Journal& journal, MapList list,
                                     const MapFilter& filter) {
  const MapQuestion question{list, filter};
  ENTENTE_TRY(Store::Table picks, pick(database, question));
  if (has_evidence(list)) ENTENTE_CHECK(find_places(database, std::span(&picks, 1)));
  return read(database, journal, question, std::move(picks));
}

}  // namespace entente
