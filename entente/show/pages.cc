// The pages of `entente show` as text. Each claim is followed by the sentence that makes it and by
// where it was read. Tested by pages_test.cc.
#include <algorithm>
#include <cstdio>

#include "entente/base/display.h"
#include "entente/show/pages_json.h"
#include "entente/show/show.h"
#include "entente/show/text.h"

namespace entente {
namespace {

std::string number(std::uint64_t n) { return std::to_string(n); }

// "1 report", "2 reports"
std::string counted(std::uint64_t n, std::string_view one, std::string_view many) {
  return number(n) + " " + std::string(n == 1 ? one : many);
}

std::string goldstein_text(const std::optional<double>& mean) {
  if (!mean) return "";
  char text[16];
  std::snprintf(text, sizeof text, "%+.1f", *mean);
  return text;
}

std::string or_dash(std::string_view text) { return text.empty() ? "–" : clean(text); }

// "d1 · Agency · 2019-03-05 · The headline"
std::string where_read(const Evidence& evidence) {
  std::string out = clean(evidence.document);
  for (const std::string* part : {&evidence.source, &evidence.date, &evidence.title})
    if (!part->empty()) out += " · " + clean(*part);
  return out;
}

constexpr std::uint32_t kIndent = 4;

void print_evidence(Printer& page, const Evidence& evidence) {
  if (!evidence.sentence.empty()) page.wrapped(clean(evidence.sentence), kIndent, "");
  page.line(std::string(kIndent, ' ') +
            page.styled(cut(where_read(evidence), page.width() - kIndent), Style::kDim));
}

std::string told_text(std::uint64_t told) {
  return told > 1 ? "  (told " + number(told) + " times)" : "";
}

// A row's first line in bold, cut to the page.
void print_claim(Printer& page, const std::string& text, std::uint64_t told) {
  const std::string tail = told_text(told);
  page.line(page.styled(cut(text, page.width() - display_width(tail)), Style::kBold) + tail);
}

// --- Tables of balances ---

std::string balance_head() {
  return pad_left("cooperation", 13) + pad_left("conflict", 10) + pad_left("planned", 9) +
         pad_left("Goldstein", 11);
}
std::string balance_cells(const Printer& page, const Balance& balance) {
  return page.styled(pad_left(number(balance.cooperation), 13),
                     balance.cooperation != 0 ? Style::kGood : Style::kDim) +
         page.styled(pad_left(number(balance.conflict), 10),
                     balance.conflict != 0 ? Style::kBad : Style::kDim) +
         page.styled(pad_left(number(balance.planned), 9),
                     balance.planned != 0 ? Style::kPlanned : Style::kDim) +
         pad_left(goldstein_text(balance.goldstein), 11);
}

void print_pairs(Printer& page, const std::vector<PairRow>& pairs, bool one_side) {
  const std::uint32_t name = one_side ? 8 : 12;
  page.line(pad(one_side ? "with" : "pair", name) + balance_head() + pad_left("latest", 12));
  for (const PairRow& pair : pairs)
    page.line(pad(clean(one_side ? pair.b : pair.a + " – " + pair.b), name) +
              balance_cells(page, pair.balance) + pad_left(pair.last_day, 12));
}

// --- Lists ---

std::string event_text(const EventRow& event) {
  std::string text =
      or_dash(event.day) + "  " + event.type + " " + event.cameo + "  " + clean(event.sources);
  if (!event.targets.empty()) text += " → " + clean(event.targets);
  if (event.status != "asserted") text += "  [" + event.status + "]";
  return text;
}

void print_events(Printer& page, const std::vector<EventRow>& events) {
  if (events.empty()) return;
  page.heading("LATEST EVENTS");
  for (const EventRow& event : events) {
    print_claim(page, event_text(event), event.told);
    print_evidence(page, event.evidence);
  }
}

void print_agreements(Printer& page, const std::vector<AgreementRow>& agreements) {
  if (agreements.empty()) return;
  page.heading("AGREEMENTS");
  for (const AgreementRow& row : agreements) {
    std::string text = or_dash(row.day) + "  " + row.stage + "  " + clean(row.subject) + "  (" +
                       clean(row.parties) + ")";
    if (!row.fields.empty()) text += "  " + row.fields;
    print_claim(page, text, row.told);
    print_evidence(page, row.evidence);
  }
}

void print_visits(Printer& page, const std::vector<VisitRow>& visits) {
  if (visits.empty()) return;
  page.heading("VISITS");
  for (const VisitRow& row : visits) {
    std::string text = or_dash(row.day) + "  " + row.stage + "  " + clean(row.visitor);
    if (!row.title.empty()) text += ", " + clean(row.title);
    text += "  " + or_dash(row.country) + " → " + or_dash(row.host);
    if (!row.place.empty()) text += "  (" + clean(row.place) + ")";
    print_claim(page, text, row.told);
    print_evidence(page, row.evidence);
  }
}

void print_bodies(Printer& page, const std::vector<BodyRow>& bodies) {
  if (bodies.empty()) return;
  page.heading("JOINT BODIES");
  for (const BodyRow& row : bodies) {
    std::string text = or_dash(row.day) + "  " + row.activity + "  " + clean(row.name) + "  (" +
                       clean(row.parties) + ")";
    if (row.areas) text += "  " + counted(*row.areas, "area of work", "areas of work");
    print_claim(page, text, row.told);
    print_evidence(page, row.evidence);
  }
}

void print_quotes(Printer& page, const std::vector<QuoteRow>& quotes) {
  if (quotes.empty()) return;
  page.heading("QUOTES");
  for (const QuoteRow& row : quotes) {
    std::string text = clean(row.speaker);
    if (!row.title.empty()) text += ", " + clean(row.title);
    print_claim(page, text + "  (" + clean(row.country) + ")", 1);
    page.wrapped(clean(row.text), kIndent, "");
    print_evidence(page, row.evidence);
  }
}

void print_fields(Printer& page, const std::vector<FieldRow>& fields) {
  if (fields.empty()) return;
  page.heading(pad("RELATION BY FIELD", 20) + balance_head());
  for (const FieldRow& row : fields) {
    page.line(
        page.styled(pad(row.field.empty() ? "(no field named)" : row.field, 20), Style::kBold) +
        balance_cells(page, row.balance));
    page.line(std::string(kIndent, ' ') + cut(event_text(row.latest), page.width() - kIndent));
    print_evidence(page, row.latest.evidence);
  }
}

int digits(std::string_view text) {
  int value = 0;
  for (const char c : text) value = value * 10 + (c - '0');
  return value;
}

// Months one after the other, empty ones too; years where there are more months than fit.
std::vector<MonthRow> chart_rows(const std::vector<MonthRow>& months) {
  constexpr int kMostRows = 36;
  const auto month_index = [](const MonthRow& row) {
    return digits(row.month.substr(0, 4)) * 12 + digits(row.month.substr(5, 2)) - 1;
  };
  const bool by_year = month_index(months.back()) - month_index(months.front()) >= kMostRows;
  std::vector<MonthRow> rows;
  int last = 0;
  for (const MonthRow& month : months) {
    const int at = by_year ? month_index(month) / 12 : month_index(month);
    if (rows.empty() || at - last > kMostRows) last = at - 1;  // a gap of centuries is not drawn
    while (last < at) {
      ++last;
      char name[24];
      if (by_year)
        std::snprintf(name, sizeof name, "%04d", last);
      else
        std::snprintf(name, sizeof name, "%04d-%02d", last / 12, last % 12 + 1);
      rows.push_back({name, 0, 0});
    }
    rows.back().cooperation += month.cooperation;
    rows.back().conflict += month.conflict;
  }
  return rows;
}

void print_months(Printer& page, const std::vector<MonthRow>& months) {
  if (months.empty()) return;
  const std::vector<MonthRow> rows = chart_rows(months);
  std::uint64_t most = 1;
  for (const MonthRow& row : rows) most = std::max({most, row.cooperation, row.conflict});
  const std::uint32_t half = std::min<std::uint32_t>(40, (page.width() - 10 - 14) / 2);
  page.heading(pad("ACTS BY MONTH", 10 + half + 7) + "  conflict");
  for (const MonthRow& row : rows) {
    const auto side = [&](std::uint64_t value, Style style) {
      return pad_left(value != 0 ? number(value) : "", 6) + " " +
             page.styled(bar(value, most, half), style);
    };
    const std::string left = side(row.cooperation, Style::kGood);
    const std::string plain = pad_left(row.cooperation != 0 ? number(row.cooperation) : "", 6) +
                              " " + bar(row.cooperation, most, half);
    const std::uint32_t fill = half + 7 - std::min(half + 7, display_width(plain));
    page.line(pad(row.month, 9) + left + std::string(fill, ' ') +
              (row.conflict != 0 ? side(row.conflict, Style::kBad) : ""));
  }
}

std::string balance_sentence(const Balance& balance) {
  std::string text = counted(balance.cooperation, "act", "acts") + " of cooperation, " +
                     number(balance.conflict) + " of conflict, " + number(balance.planned) +
                     " planned";
  if (balance.goldstein) text += "; Goldstein mean " + goldstein_text(balance.goldstein);
  return text;
}

std::string filter_sentence(const AnswerFilter& filter) {
  std::string text;
  if (filter.since) text += " since " + format_day(*filter.since);
  if (filter.until) text += " until " + format_day(*filter.until);
  if (!filter.field.empty()) text += " in the field " + clean(filter.field);
  return text.empty() ? text : "only" + text;
}

std::string state_title(const std::string& name, const std::string& code) {
  return name == code ? clean(code) : clean(name) + " (" + clean(code) + ")";
}

void print_title(Printer& page, const std::string& title, const AnswerFilter& filter) {
  page.line(page.styled(title, Style::kBold));
  if (const std::string only = filter_sentence(filter); !only.empty()) page.line(only);
}

}  // namespace

Result<bool> show_overview(const Store& store, const ShowOptions& options, std::string& out) {
  ENTENTE_TRY(const OverviewAnswer answer, ask_overview(store, options.filter));
  if (options.json) return write_json(answer, out), answer.documents != 0;
  Printer page(out, options.width, options.colour);
  print_title(
      page,
      counted(answer.documents, "report", "reports") +
          (answer.first_day.empty() ? "" : ", " + answer.first_day + " to " + answer.last_day),
      options.filter);
  page.line(counted(answer.sentences, "sentence", "sentences") + ", " +
            counted(answer.acts, "act", "acts") + ", " + counted(answer.states, "state", "states") +
            " in relation; " + counted(answer.agreements, "mention", "mentions") +
            " of agreements, " + number(answer.visits) + " of visits, " + number(answer.bodies) +
            " of joint bodies, " + counted(answer.quotes, "quote", "quotes"));
  if (!answer.pairs.empty()) {
    page.heading("MOST ACTIVE PAIRS");
    print_pairs(page, answer.pairs, false);
  }
  return answer.documents != 0;
}

Result<bool> show_state(const Store& store, const std::string& state, const ShowOptions& options,
                        std::string& out) {
  ENTENTE_TRY(const StateAnswer answer, ask_state(store, state, options.filter));
  if (options.json) return write_json(answer, out), answer.documents != 0;
  Printer page(out, options.width, options.colour);
  print_title(page, state_title(answer.name, answer.state), options.filter);
  page.line("named in " + counted(answer.documents, "report", "reports"));
  if (!answer.partners.empty()) {
    page.heading("RELATIONS");
    print_pairs(page, answer.partners, true);
  }
  if (!answer.people.empty()) {
    page.heading("PEOPLE");
    for (const PersonRow& person : answer.people)
      page.line(cut(clean(person.name) + (person.title.empty() ? "" : ", " + clean(person.title)) +
                        "  " + clean(person.code) + "  " +
                        counted(person.documents, "report", "reports"),
                    page.width()));
  }
  print_agreements(page, answer.agreements);
  print_visits(page, answer.visits);
  print_bodies(page, answer.bodies);
  print_events(page, answer.events);
  return answer.documents != 0;
}

Result<bool> show_pair(const Store& store, const std::string& a, const std::string& b,
                       const ShowOptions& options, std::string& out) {
  ENTENTE_TRY(const PairAnswer answer, ask_pair(store, a, b, options.filter));
  const bool known = !answer.fields.empty() || !answer.agreements.empty() ||
                     !answer.visits.empty() || !answer.bodies.empty() || !answer.events.empty();
  if (options.json) return write_json(answer, out), known;
  Printer page(out, options.width, options.colour);
  print_title(page,
              state_title(answer.name_a, answer.a) + " and " + state_title(answer.name_b, answer.b),
              options.filter);
  page.line(counted(answer.documents, "report names", "reports name") + " both");
  page.line(balance_sentence(answer.balance));
  print_fields(page, answer.fields);
  print_agreements(page, answer.agreements);
  print_visits(page, answer.visits);
  print_bodies(page, answer.bodies);
  print_quotes(page, answer.quotes);
  print_months(page, answer.months);
  print_events(page, answer.events);
  return known;
}

}  // namespace entente
