// The API: a target in, an answer out, no sockets. What there is, by path, is one table, held
// against openapi.json by a test. Private to serve/.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "entente/serve/answer_cache.h"
#include "entente/serve/target.h"
#include "entente/store/answers_map.h"

namespace entente {

// What a client said beside its target.
struct RequestHead {
  std::string_view accept, if_none_match;
};

struct Answer {
  int status = 200;
  std::string type;  // "application/json; charset=utf-8"
  std::shared_ptr<const std::string> body;
  std::string etag;  // with its quotes; "": none
  std::vector<std::pair<std::string, std::string>> headers;
};

// RFC 9457: an error a program can read. `detail` is for a person.
Answer problem(int status, std::string_view detail);

// A path below /api/v1/ that lists rows.
struct Endpoint {
  std::string_view name;
  MapList list;
  std::string_view parameters;  // "state with since", beside kListParameters
};
inline constexpr std::string_view kListParameters = "limit cursor format";
std::span<const Endpoint> endpoints();

// Threads may share one. The database is refreshed by its owner.
class Api {
 public:
  static constexpr std::string_view kPrefix = "/api/v1/";
  explicit Api(const MapDatabase& database) : database_(database) {}

  // `raw` is the target as it came: what an answer is kept under.
  Answer answer(const Target& target, std::string_view raw, const RequestHead& head);

 private:
  Result<Answer> list(const Endpoint& endpoint, const Target& target, bool csv) const;
  Result<Answer> entry(MapList list, std::string_view key, const Target& target) const;
  Result<Answer> tellings(std::string_view event, const Target& target) const;
  Result<Answer> rows(MapList list, const MapFilter& filter) const;
  Result<Answer> document(std::string_view id) const;
  Result<Answer> search(const Target& target) const;
  Result<Answer> dispatch(const Target& target, bool csv) const;

  const MapDatabase& database_;
  AnswerCache cache_;
};

// The text of openapi.json.
std::string_view openapi_text();

}  // namespace entente
