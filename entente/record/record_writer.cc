// The record's members are written in the contract's order, one function a kind.
// Tested by record_test.cc and by every golden record.
#include "entente/record/record_writer.h"

#include <algorithm>

#include "entente/record/json_out.h"

namespace entente {

void PageMap::build(const Document& document) {
  page_.build(document.page());
  body_begin_ = document.body_begin();
  body_start_ = page_.code_points_before(body_begin_);
  title_end_ = page_.code_points_before(static_cast<std::uint32_t>(document.title().size()));
  has_title_ = !document.title().empty();
}

PageMap::Place PageMap::place(Span span) const {
  const std::uint32_t start = page_.code_points_before(span.begin),
                      end = page_.code_points_before(span.end);
  if (has_title_ && span.begin < body_begin_) return {start, std::min(end, title_end_), true};
  return {start - body_start_, end - body_start_, false};
}

namespace {

class Lines {
 public:
  Lines(const PageMap& map, std::string& out) : map_(map), json_(out) {}

  void head(const Document& document, std::string_view coder) {
    json_.open_object();
    json_.member("id", document.id);
    json_.member_or_null("lang", document.lang);
    day("date", document.date);
    day("collected", document.collected);
    if (!document.url.empty()) json_.member("url", document.url);
    if (!document.source.empty()) json_.member("source", document.source);
    json_.member("sha256", document.sha256);
    json_.member("coder", coder);
  }

  void sentences(const Analysis& analysis) {
    list("sentences", analysis.sentences, [&](const Sentence& sentence) { place(sentence.span); });
  }

  void actors(const Resolution& resolution) {
    // Mentions by actor: counted, then dealt out, so that the text's order stays.
    std::vector<std::vector<const Mention*>> by_actor(resolution.actors.size());
    for (const Mention& mention : resolution.mentions) by_actor[mention.actor].push_back(&mention);
    std::uint64_t id = 0;
    list("actors", resolution.actors, [&](const Actor& actor) {
      json_.member("id", id);
      json_.member("name", actor.name);
      json_.member_or_null("code", actor.code);
      json_.member_or_null("country", actor.country);
      json_.member_or_null("sector", actor.sector);
      json_.member_or_null("title", actor.title);
      json_.member("kind", to_string(actor.kind));
      if (!actor.members.empty()) ids("members", actor.members);
      if (!actor.evidence.empty()) json_.member("evidence", actor.evidence);
      list("mentions", by_actor[id++], [&](const Mention* mention) {
        place(mention->span);
        json_.member("kind", to_string(mention->kind));
      });
    });
  }

  void places(const Resolution& resolution) {
    list("places", resolution.places, [&](const Place& one) {
      place(one.span);
      json_.member("name", one.name);
      json_.member_or_null("country", one.country);
      coordinate("lat", one.lat);
      coordinate("lon", one.lon);
      json_.key("geonameid"), one.geonameid != 0 ? json_.number(one.geonameid) : json_.null();
      json_.member("feature", std::string_view(&one.feature, 1));
      if (!one.feature_code.empty()) json_.member("feature_code", one.feature_code);
      json_.member("precision", to_string(one.precision));
    });
  }

  void times(const Resolution& resolution) {
    list("times", resolution.times, [&](const Timex& time) {
      place(time.span);
      json_.member("type", to_string(time.type));
      json_.member("value", time.value);
    });
  }

  void events(const Coding& coding) {
    list("events", coding.events, [&](const Event& event) {
      json_.member("sentence", event.sentence);
      json_.member_or_null("type", event.typed ? to_string(event.type) : std::string_view());
      json_.member_or_null("mode", event.mode);
      list_of_strings("contexts", event.contexts);
      fields(event.fields);
      json_.member_or_null("cameo", event.cameo);
      json_.key("goldstein"), json_.real(event.goldstein, 1);
      json_.member("status", to_string(event.status));
      ids("sources", event.sources);
      ids("targets", event.targets);
      json_.member_or_null("reporter", event.reporter);
      date(event.date);
      json_.member_or_null("place", event.place);
      json_.key("trigger"), json_.open_object(), place(event.trigger), json_.close_object();
      json_.key("confidence"), json_.real(event.confidence, 3);
      if (!event.frame.empty()) json_.member("frame", event.frame);
    });
  }

  void quotes(const Coding& coding) {
    list("quotes", coding.quotes, [&](const Quote& quote) {
      place(quote.span);
      json_.member_or_null("speaker", quote.speaker);
      json_.key("cue");
      if (quote.cue)
        json_.open_object(), place(*quote.cue), json_.close_object();
      else
        json_.null();
      json_.key("direct"), json_.boolean(quote.direct);
    });
  }

  void registers(const Coding& coding) {
    list("agreements", coding.agreements, [&](const Agreement& agreement) {
      list_of_strings("parties", agreement.parties);
      json_.member("stage", to_string(agreement.stage));
      json_.member("subject", agreement.subject);
      fields(agreement.fields);
      date(agreement.date);
      json_.member("sentence", agreement.sentence);
      place(agreement.span);
    });
    list("commissions", coding.commissions, [&](const Commission& commission) {
      json_.member("actor", commission.actor);
      list_of_strings("parties", commission.parties);
      json_.member_or_null("areas", commission.areas);
      json_.member("activity", to_string(commission.activity));
      json_.member("sentence", commission.sentence);
    });
    list("visits", coding.visits, [&](const Visit& visit) {
      json_.member("visitor", visit.visitor);
      json_.member_or_null("host", visit.host);
      json_.member_or_null("place", visit.place);
      json_.member("stage", to_string(visit.stage));
      date(visit.date);
      json_.member("sentence", visit.sentence);
    });
  }

  void issues(const Coding& coding) {
    if (coding.issues.empty()) return;
    list("issues", coding.issues, [&](const Issue& issue) {
      json_.member("code", issue.code);
      json_.member("count", issue.count);
    });
  }

  void tail(const Document& document) {
    list_of_strings("warnings", document.warnings);
    json_.close_object();
  }

 private:
  template <class Rows, class Members>
  void list(std::string_view name, const Rows& rows, Members members) {
    json_.key(name);
    json_.open_array();
    for (const auto& row : rows) {
      json_.open_object();
      members(row);
      json_.close_object();
    }
    json_.close_array();
  }
  void list_of_strings(std::string_view name, const std::vector<std::string>& values) {
    json_.key(name);
    json_.open_array();
    for (const std::string& value : values) json_.string(value);
    json_.close_array();
  }
  void ids(std::string_view name, const std::vector<std::uint32_t>& values) {
    json_.key(name);
    json_.open_array();
    for (const std::uint32_t value : values) json_.number(value);
    json_.close_array();
  }
  void fields(FieldSet set) {
    json_.key("fields");
    json_.open_array();
    for (std::size_t i = 0; i < kFieldNames.size(); ++i)
      if ((set >> i & 1) != 0) json_.string(kFieldNames[i]);
    json_.close_array();
  }
  void place(Span span) {
    const PageMap::Place place = map_.place(span);
    json_.member("start", place.start);
    json_.member("end", place.end);
    if (place.in_title) json_.member("in", "title");
  }
  void date(const EventDate& date) {
    json_.member_or_null("date", date.value);
    json_.key("date_precision");
    date.value.empty() ? json_.null() : json_.string(to_string(date.precision));
  }
  void day(std::string_view name, std::optional<Day> day) {
    json_.member_or_null(name, day ? format_day(*day) : std::string());
  }
  void coordinate(std::string_view name, std::optional<double> degrees) {
    json_.key(name);
    degrees ? json_.real(*degrees, 5) : json_.null();
  }

  const PageMap& map_;
  JsonOut json_;
};

}  // namespace

void RecordWriter::write(const Document& document, const Analysis& analysis,
                         const Resolution& resolution, const Coding& coding, std::string_view coder,
                         std::string& out) {
  map_.build(document);
  Lines lines(map_, out);
  lines.head(document, coder);
  lines.sentences(analysis);
  lines.actors(resolution);
  lines.places(resolution);
  lines.times(resolution);
  lines.events(coding);
  lines.quotes(coding);
  lines.registers(coding);
  lines.issues(coding);
  lines.tail(document);
  out += '\n';
}

void write_document(const Document& document, std::string& out, bool with_warnings) {
  JsonOut json(out);
  json.open_object();
  json.member("id", document.id);
  if (!document.title().empty()) json.member("title", document.title());
  json.member("text", document.body());
  if (document.date) json.member("date", format_day(*document.date));
  if (document.collected) json.member("collected", format_day(*document.collected));
  if (!document.url.empty()) json.member("url", document.url);
  if (!document.source.empty()) json.member("source", document.source);
  if (!document.author.empty()) json.member("author", document.author);
  if (!document.lang.empty()) json.member("lang", document.lang);
  if (document.kept) json.key("kept"), json.real(*document.kept, 3);
  if (with_warnings) {
    json.key("warnings"), json.open_array();
    for (const std::string& warning : document.warnings) json.string(warning);
    json.close_array();
  }
  json.close_object();
  out += '\n';
}

}  // namespace entente
