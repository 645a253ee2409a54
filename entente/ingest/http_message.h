// A response of HTTP/1.x as archives keep it and servers send it: its head, and its body with
// chunks (RFC 9112, section 7.1) and content codings taken off. Forgiving: what is cut or
// miscounted gives what was there.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "entente/base/result.h"

namespace entente {

inline constexpr std::uint64_t kMaxPageBytes = 16u << 20;

struct HttpHead {
  int status = 0;
  std::string content_type;      // "text/html", lower case, without its parameters
  std::string charset;           // of the Content-Type, as it stands
  std::string content_encoding;  // lower case: "", "gzip", "deflate", "gzip, br" ...
  bool chunked = false;
  std::size_t body = 0;  // where the body begins
};

// kBadInput: no head of HTTP.
Result<HttpHead> parse_http_head(std::string_view response);

// "text/html; charset=utf-8" into the two fields.
void read_content_type(std::string_view value, HttpHead& head);

// The body as the server meant it. kBadInput: its coding is unknown, or nothing of it could be
// read; kLimit: longer than kMaxPageBytes. `cut` says that it ended early.
Result<std::string> decode_http_body(std::string_view body, bool chunked,
                                     std::string_view content_encoding, bool& cut);

}  // namespace entente
