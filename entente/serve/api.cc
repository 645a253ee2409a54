// Tested by serve_test.cc.
#include "entente/serve/api.h"

#include <algorithm>
#include <optional>

#include "entente/base/hash.h"
#include "entente/record/json_out.h"
#include "entente/serve/filters.h"
#include "entente/serve/table_formats.h"

namespace entente {
namespace {

constexpr std::size_t kHidden = 3;  // the columns that are a row's place
constexpr std::string_view kJson = "application/json; charset=utf-8",
                           kCsv = "text/csv; charset=utf-8; header=present";

// Of each list that is asked for by its own path. What each parameter means: openapi.json.
constexpr Endpoint kEndpoints[] = {
    {"states", MapList::kStates, "state since until field"},
    {"pairs", MapList::kPairs, "state with since until field"},
    {"months", MapList::kMonths, "state with since until field"},
    {"fields", MapList::kFields, "state with since until field"},
    {"events", MapList::kEvents,
     "state with since until field type status side person document confidence q"},
    {"agreements", MapList::kAgreements, "state with since until field stage document q"},
    {"visits", MapList::kVisits, "state with since until stage person document"},
    {"bodies", MapList::kBodies, "state with since until stage document q"},
    {"quotes", MapList::kQuotes, "state with since until person document q"},
    {"documents", MapList::kDocuments, "state with since until person publisher document q"},
    {"people", MapList::kPeople, "state since until person q"},
    {"sentences", MapList::kSentences, "state since until q"},
};

struct SearchPart {
  std::string_view name;
  MapList list;
};
constexpr SearchPart kSearchParts[] = {
    {"states", MapList::kFindStates},     {"people", MapList::kPeople},
    {"agreements", MapList::kAgreements}, {"bodies", MapList::kBodies},
    {"quotes", MapList::kQuotes},         {"documents", MapList::kDocuments},
    {"sentences", MapList::kSentences},
};

int status_of(const Error& error) {
  switch (error.code) {
    case ErrorCode::kBadInput:
      return 400;
    case ErrorCode::kNotFound:
      return 404;
    case ErrorCode::kLimit:
      return 503;
    default:
      return 500;
  }
}

std::string_view title_of(int status) {
  switch (status) {
    case 400:
      return "Bad Request";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 406:
      return "Not Acceptable";
    case 413:
      return "Content Too Large";
    case 414:
      return "URI Too Long";
    case 503:
      return "Service Unavailable";
    default:
      return "Internal Server Error";
  }
}

Answer with_body(std::string_view type, std::string body) {
  return {200, std::string(type), std::make_shared<const std::string>(std::move(body)), "", {}};
}

// The target of the next page.
std::string next_target(const Target& target, const std::string& cursor) {
  std::string out = target.path;
  char parting = '?';
  for (const auto& [name, value] : target.parameters) {
    if (name == "cursor") continue;
    ((out += parting) += percent_encode(name)) += '=';
    out += percent_encode(value);
    parting = '&';
  }
  return (out += parting) += "cursor=" + cursor;
}

// CSV if it is asked for by `format`, or if it stands first in Accept.
Result<bool> wants_csv(const Target& target, std::string_view accept) {
  const auto format = target.find("format");
  if (!format) return accept.rfind("text/csv", 0) == 0;
  if (*format == "json" || *format == "csv") return *format == "csv";
  return Error{ErrorCode::kBadInput, "`format` is no good: expected json or csv", "", 0};
}

// Does If-None-Match name `etag`? Weakly, as RFC 9110 (13.1.2) wants it.
bool matches(std::string_view header, std::string_view etag) {
  if (header == "*") return true;
  for (std::size_t at = 0; at < header.size();) {
    std::size_t end = std::min(header.find(',', at), header.size());
    std::string_view one = header.substr(at, end - at);
    while (!one.empty() && one.front() == ' ') one.remove_prefix(1);
    while (!one.empty() && one.back() == ' ') one.remove_suffix(1);
    if (one.rfind("W/", 0) == 0) one.remove_prefix(2);
    if (one == etag) return true;
    at = end + 1;
  }
  return false;
}

}  // namespace

std::span<const Endpoint> endpoints() { return kEndpoints; }

Answer problem(int status, std::string_view detail) {
  std::string body;
  JsonOut json(body);
  json.open_object();
  json.member("type", "about:blank");
  json.member("title", title_of(status));
  json.member("status", static_cast<std::uint64_t>(status));
  json.member("detail", detail);
  json.close_object();
  Answer answer = with_body("application/problem+json; charset=utf-8", std::move(body));
  answer.status = status;
  if (status == 503) answer.headers.emplace_back("Retry-After", "1");
  return answer;
}

Result<Answer> Api::list(const Endpoint& endpoint, const Target& target, bool csv) const {
  const std::string allowed = std::string(endpoint.parameters) + " " + std::string(kListParameters);
  ENTENTE_TRY(MapFilter filter, read_filter(target, allowed, endpoint.list));
  ENTENTE_TRY(const Store::Table table, database_.ask(endpoint.list, filter));
  const bool more = table.rows.size() == std::min(filter.limit, kMaxMapRows);
  const std::string cursor = more ? write_cursor(table.rows.back()) : "";
  std::string body;
  if (csv) {
    append_csv(table, kHidden, body);
  } else {
    body += "{\"data\": ";
    append_json_rows(table, kHidden, body);
    body += more ? ", \"next\": \"" + cursor + "\"}" : ", \"next\": null}";
  }
  Answer answer = with_body(csv ? kCsv : kJson, std::move(body));
  if (csv)
    answer.headers.emplace_back("Content-Disposition", "attachment; filename=\"entente-" +
                                                           std::string(endpoint.name) + ".csv\"");
  if (more)
    answer.headers.emplace_back("Link", "<" + next_target(target, cursor) + ">; rel=\"next\"");
  return answer;
}

// An agreement or joint body with all that is told of it.
Result<Answer> Api::entry(MapList list, std::string_view key, const Target& target) const {
  ENTENTE_TRY(MapFilter filter, read_filter(target, kListParameters, list));
  if (!is_key(key)) return Error{ErrorCode::kBadInput, "a key is two numbers, as 17-0", "", 0};
  filter.key = key;
  return rows(list, filter);
}

// An act with all its tellings, named by one of them: "DOCUMENT/NUMBER", the number of the event in
// the document's record. An id may hold slashes.
Result<Answer> Api::tellings(std::string_view event, const Target& target) const {
  ENTENTE_TRY(MapFilter filter, read_filter(target, kListParameters, MapList::kTellings));
  const std::size_t slash = event.rfind('/');
  const std::string key = "0-" + std::string(slash < event.size() ? event.substr(slash + 1) : "");
  if (!is_key(key))
    return Error{ErrorCode::kBadInput, "an event is DOCUMENT/NUMBER, its id and the number", "", 0};
  filter.document = event.substr(0, slash);
  filter.key = key;
  return rows(MapList::kTellings, filter);
}

Result<Answer> Api::rows(MapList list, const MapFilter& filter) const {
  ENTENTE_TRY(const Store::Table table, database_.ask(list, filter));
  if (table.rows.empty())
    return Error{ErrorCode::kNotFound, "there is nothing of that name", "", 0};
  std::string body = "{\"data\": ";
  append_json_rows(table, kHidden, body);
  const bool more = table.rows.size() == std::min(filter.limit, kMaxMapRows);
  body += more ? ", \"next\": \"" + write_cursor(table.rows.back()) + "\"}" : ", \"next\": null}";
  return with_body(kJson, std::move(body));
}

// The two lines are JSON that the store has read and kept: they go out as they are.
Result<Answer> Api::document(std::string_view id) const {
  ENTENTE_TRY(const Store::Kept kept, database_.document(id));
  return with_body(kJson, "{\"document\": " + kept.document + ", \"record\": " + kept.record + "}");
}

Result<Answer> Api::search(const Target& target) const {
  if (!target.find("q"))
    return Error{ErrorCode::kBadInput, "`q` is missing: what to search for", "", 0};
  std::string body = "{";
  for (const SearchPart& part : kSearchParts) {
    ENTENTE_TRY(MapFilter filter, read_filter(target, "q limit", part.list));
    if (!target.find("limit")) filter.limit = 10;
    ENTENTE_TRY(const Store::Table table, database_.ask(part.list, filter));
    if (body.size() > 1) body += ", ";
    append_json_string(body, part.name);
    body += ": ";
    append_json_rows(table, kHidden, body);
  }
  return with_body(kJson, body + "}");
}

Result<Answer> Api::dispatch(const Target& target, bool csv) const {
  const std::string_view path = std::string_view(target.path).substr(kPrefix.size());
  for (const Endpoint& endpoint : kEndpoints)
    if (path == endpoint.name) return list(endpoint, target, csv);
  const auto below = [&](std::string_view name) -> std::optional<std::string_view> {
    if (path.size() <= name.size() + 1 || path.rfind(name, 0) != 0 || path[name.size()] != '/')
      return std::nullopt;
    return path.substr(name.size() + 1);
  };
  if (path == "summary") {
    ENTENTE_TRY(const MapFilter filter, read_filter(target, "", MapList::kSummary));
    ENTENTE_TRY(const Store::Table table, database_.ask(MapList::kSummary, filter));
    std::string body;
    append_json_row(table, 0, 0, body);
    return with_body(kJson, std::move(body));
  }
  if (path == "search") return search(target);
  if (path == "openapi.json") return with_body(kJson, std::string(openapi_text()));
  if (const auto id = below("documents")) return document(*id);
  if (const auto event = below("events")) return tellings(*event, target);
  if (const auto key = below("agreements")) return entry(MapList::kSameAgreement, *key, target);
  if (const auto key = below("bodies")) return entry(MapList::kSameBody, *key, target);
  return Error{ErrorCode::kNotFound, "no such path; openapi.json lists them", "", 0};
}

Answer Api::answer(const Target& target, std::string_view raw, const RequestHead& head) {
  const Result<bool> csv = wants_csv(target, head.accept);
  if (!csv) return problem(400, csv.error().message);
  // An answer hangs on the state of the database and on the question alone: so does its tag, which
  // needs no answer to be computed.
  std::string key = database_.generation();
  ((key += *csv ? " csv " : " json ") += ENTENTE_VERSION " ") += raw;
  const std::string etag = "\"" + sha256_hex(key).substr(0, 24) + "\"";
  if (auto kept = cache_.find(key)) {
    if (!matches(head.if_none_match, etag)) return *kept;
    return {304, "", std::make_shared<const std::string>(), etag, {}};
  }
  Result<Answer> answer = dispatch(target, *csv);
  if (!answer) return problem(status_of(answer.error()), answer.error().message);
  answer->etag = etag;
  answer->headers.emplace_back("Vary", "Accept");
  cache_.keep(key, std::make_shared<const Answer>(*answer), answer->body->size());
  if (matches(head.if_none_match, etag))
    return {304, "", std::make_shared<const std::string>(), etag, {}};
  return *std::move(answer);
}

}  // namespace entente
