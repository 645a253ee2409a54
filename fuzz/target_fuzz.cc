// A request's target: what is taken apart is bounded, valid UTF-8 without controls, and, put
// together again, the same.
#include "entente/base/utf8.h"
#include "entente/serve/target.h"
#include "fuzz/fuzz.h"

using namespace entente;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const fuzz::ExactBytes bytes(fuzz::as_text(data, size));
  const auto target = parse_target(bytes.view());
  if (!target) return 0;
  FUZZ_CHECK(size <= kMaxTargetBytes && target->parameters.size() <= kMaxParameters);
  FUZZ_CHECK(is_valid_utf8(target->path) && target->path.size() <= size);
  std::string again = "/";
  for (const char c : std::string_view(target->path).substr(1)) again += percent_encode({&c, 1});
  char parting = '?';
  for (const auto& [name, value] : target->parameters) {
    FUZZ_CHECK(is_valid_utf8(name) && is_valid_utf8(value) && target->find(name) == value);
    ((again += parting) += percent_encode(name)) += "=" + percent_encode(value);
    parting = '&';
  }
  if (again.size() > kMaxTargetBytes) return 0;
  const auto same = parse_target(again);
  FUZZ_CHECK(same && same->path == target->path && same->parameters == target->parameters);
  return 0;
}
