// Tested by serve_test.cc and fuzz/target_fuzz.cc.
#include "entente/serve/target.h"

#include <algorithm>

#include "entente/base/utf8.h"

namespace entente {
namespace {

int digit_of(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

Error bad(std::string message) { return Error{ErrorCode::kBadInput, std::move(message), "", 0}; }

Result<std::string> decode(std::string_view piece, bool plus_is_blank) {
  std::string out;
  out.reserve(piece.size());
  for (std::size_t i = 0; i < piece.size(); ++i) {
    if (piece[i] != '%') {
      out += plus_is_blank && piece[i] == '+' ? ' ' : piece[i];
      continue;
    }
    const int high = i + 2 < piece.size() ? digit_of(piece[i + 1]) : -1;
    const int low = i + 2 < piece.size() ? digit_of(piece[i + 2]) : -1;
    if (high < 0 || low < 0) return bad("a broken percent code in the address");
    out += static_cast<char>(high * 16 + low);
    i += 2;
  }
  const auto is_control = [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || static_cast<unsigned char>(c) == 0x7F;
  };
  if (std::any_of(out.begin(), out.end(), is_control))
    return bad("a control character in the address");
  if (!is_valid_utf8(out)) return bad("the address is not UTF-8");
  return out;
}

}  // namespace

std::optional<std::string_view> Target::find(std::string_view name) const {
  for (const auto& [key, value] : parameters)
    if (key == name) return value;
  return std::nullopt;
}

Result<Target> parse_target(std::string_view target) {
  if (target.size() > kMaxTargetBytes)
    return Error{ErrorCode::kLimit, "the address is too long", "", 0};
  if (target.empty() || target[0] != '/') return bad("the address does not begin with a slash");
  Target out;
  const std::size_t question = std::min(target.find('?'), target.size());
  ENTENTE_TRY(out.path, decode(target.substr(0, question), false));
  for (std::size_t at = question + 1; at < target.size();) {
    const std::size_t end = std::min(target.find('&', at), target.size());
    const std::string_view pair = target.substr(at, end - at);
    at = end + 1;
    if (pair.empty()) continue;
    const std::size_t equals = std::min(pair.find('='), pair.size());
    ENTENTE_TRY(std::string name, decode(pair.substr(0, equals), true));
    ENTENTE_TRY(std::string value,
                decode(equals < pair.size() ? pair.substr(equals + 1) : "", true));
    if (out.find(name)) return bad("`" + name + "` is given twice");
    if (out.parameters.size() == kMaxParameters)
      return Error{ErrorCode::kLimit, "too many parameters", "", 0};
    out.parameters.emplace_back(std::move(name), std::move(value));
  }
  return out;
}

std::string percent_encode(std::string_view text) {
  constexpr char kHex[] = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
                       (byte >= '0' && byte <= '9') || byte == '-' || byte == '.' || byte == '_' ||
                       byte == '~';
    if (plain)
      out += c;
    else
      ((out += '%') += kHex[byte >> 4]) += kHex[byte & 15];
  }
  return out;
}

}  // namespace entente
