// Tested by pages_test.cc.
#include "entente/show/pages_json.h"

#include "entente/record/json_out.h"

namespace entente {
namespace {

class AnswerJson {
 public:
  explicit AnswerJson(std::string& out) : json(out) {}
  JsonOut json;

  template <class Rows, class Members>
  void list(std::string_view name, const Rows& rows, Members members) {
    json.key(name);
    json.open_array();
    for (const auto& row : rows) {
      json.open_object();
      members(row);
      json.close_object();
    }
    json.close_array();
  }
  void balance(const Balance& balance) {
    json.member("cooperation", balance.cooperation);
    json.member("conflict", balance.conflict);
    json.member("planned", balance.planned);
    json.key("goldstein"), balance.goldstein ? json.real(*balance.goldstein, 2) : json.null();
  }
  void evidence(const Evidence& evidence) {
    json.key("evidence"), json.open_object();
    json.member_or_null("sentence", evidence.sentence);
    json.member("document", evidence.document);
    json.member_or_null("source", evidence.source);
    json.member_or_null("date", evidence.date);
    json.member_or_null("title", evidence.title);
    json.close_object();
  }
  void event(const EventRow& row) {
    json.member_or_null("date", row.day);
    json.member("type", row.type);
    json.member_or_null("cameo", row.cameo);
    json.member("status", row.status);
    json.member("sources", row.sources);
    json.member_or_null("targets", row.targets);
    json.member("told", row.told);
    evidence(row.evidence);
  }
  void pairs(std::string_view name, const std::vector<PairRow>& rows) {
    list(name, rows, [&](const PairRow& row) {
      json.member("a", row.a);
      json.member("b", row.b);
      balance(row.balance);
      json.member_or_null("latest", row.last_day);
    });
  }
  void agreements(const std::vector<AgreementRow>& rows) {
    list("agreements", rows, [&](const AgreementRow& row) {
      json.member_or_null("date", row.day);
      json.member("stage", row.stage);
      json.member("subject", row.subject);
      json.member("parties", row.parties);
      json.member_or_null("fields", row.fields);
      json.member("told", row.told);
      evidence(row.evidence);
    });
  }
  void visits(const std::vector<VisitRow>& rows) {
    list("visits", rows, [&](const VisitRow& row) {
      json.member_or_null("date", row.day);
      json.member("stage", row.stage);
      json.member("visitor", row.visitor);
      json.member_or_null("title", row.title);
      json.member_or_null("country", row.country);
      json.member_or_null("host", row.host);
      json.member_or_null("place", row.place);
      json.member("told", row.told);
      evidence(row.evidence);
    });
  }
  void bodies(const std::vector<BodyRow>& rows) {
    list("bodies", rows, [&](const BodyRow& row) {
      json.member_or_null("date", row.day);
      json.member("activity", row.activity);
      json.member("name", row.name);
      json.member("parties", row.parties);
      json.key("areas"), row.areas ? json.number(*row.areas) : json.null();
      json.member("told", row.told);
      evidence(row.evidence);
    });
  }
  void events(const std::vector<EventRow>& rows) {
    list("events", rows, [&](const EventRow& row) { event(row); });
  }
};

}  // namespace

void write_json(const OverviewAnswer& answer, std::string& out) {
  AnswerJson page(out);
  page.json.open_object();
  page.json.member("documents", answer.documents);
  page.json.member("sentences", answer.sentences);
  page.json.member("acts", answer.acts);
  page.json.member("states", answer.states);
  page.json.member("agreements", answer.agreements);
  page.json.member("visits", answer.visits);
  page.json.member("bodies", answer.bodies);
  page.json.member("quotes", answer.quotes);
  page.json.member_or_null("first_day", answer.first_day);
  page.json.member_or_null("last_day", answer.last_day);
  page.pairs("pairs", answer.pairs);
  page.json.close_object();
  out += '\n';
}

void write_json(const StateAnswer& answer, std::string& out) {
  AnswerJson page(out);
  page.json.open_object();
  page.json.member("state", answer.state);
  page.json.member("name", answer.name);
  page.json.member("documents", answer.documents);
  page.pairs("relations", answer.partners);
  page.list("people", answer.people, [&](const PersonRow& row) {
    page.json.member("name", row.name);
    page.json.member_or_null("title", row.title);
    page.json.member_or_null("code", row.code);
    page.json.member("documents", row.documents);
  });
  page.agreements(answer.agreements);
  page.visits(answer.visits);
  page.bodies(answer.bodies);
  page.events(answer.events);
  page.json.close_object();
  out += '\n';
}

void write_json(const PairAnswer& answer, std::string& out) {
  AnswerJson page(out);
  page.json.open_object();
  page.json.member("a", answer.a);
  page.json.member("b", answer.b);
  page.json.member("name_a", answer.name_a);
  page.json.member("name_b", answer.name_b);
  page.json.member("documents", answer.documents);
  page.balance(answer.balance);
  page.list("fields", answer.fields, [&](const FieldRow& row) {
    page.json.member_or_null("field", row.field);
    page.balance(row.balance);
    page.json.key("latest"), page.json.open_object(), page.event(row.latest),
        page.json.close_object();
  });
  page.agreements(answer.agreements);
  page.visits(answer.visits);
  page.bodies(answer.bodies);
  page.list("quotes", answer.quotes, [&](const QuoteRow& row) {
    page.json.member("speaker", row.speaker);
    page.json.member_or_null("title", row.title);
    page.json.member("country", row.country);
    page.json.member("text", row.text);
    page.json.key("direct"), page.json.boolean(row.direct);
    page.evidence(row.evidence);
  });
  page.list("months", answer.months, [&](const MonthRow& row) {
    page.json.member("month", row.month);
    page.json.member("cooperation", row.cooperation);
    page.json.member("conflict", row.conflict);
  });
  page.events(answer.events);
  page.json.close_object();
  out += '\n';
}

}  // namespace entente
