// Tested by http_message_test.cc.
#include "entente/ingest/http_message.h"

#include <brotli/decode.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <memory>
#include <vector>

#include "entente/base/decompress.h"

namespace entente {
namespace {

constexpr std::size_t kMaxHeadBytes = 64 * 1024;

std::string lower_ascii(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return out;
}

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n\"'");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n\"'") - first + 1);
}

void read_field(std::string_view line, HttpHead& head) {
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return;
  const std::string name = lower_ascii(trimmed(line.substr(0, colon)));
  const std::string_view value = trimmed(line.substr(colon + 1));
  if (name == "content-type") read_content_type(value, head);
  if (name == "content-encoding") head.content_encoding = lower_ascii(value);
  if (name == "transfer-encoding")
    head.chunked = lower_ascii(value).find("chunked") != std::string::npos;
}

// Takes the chunks apart. What does not look like chunks (an archive may have taken them off and
// left the field) stays as it is.
std::string dechunked(std::string_view body, bool& cut) {
  std::string out;
  bool any = false;
  while (!body.empty()) {
    std::uint64_t size = 0;
    const std::size_t line = body.substr(0, 1024).find('\n');
    const auto [end, failure] = std::from_chars(
        body.data(), body.data() + std::min<std::size_t>(body.size(), 16), size, 16);
    const bool good = failure == std::errc() && line != std::string_view::npos &&
                      end <= body.data() + line &&
                      (*end == ';' || *end == '\r' || *end == '\n' || *end == ' ');
    if (!good) {
      if (!any) return std::string(body);
      cut = true;
      return out;
    }
    any = true;
    body.remove_prefix(line + 1);
    if (size == 0) return out;
    cut = cut || size > body.size();
    const std::size_t taken = static_cast<std::size_t>(std::min<std::uint64_t>(size, body.size()));
    out.append(body.substr(0, taken));
    body.remove_prefix(taken);
    if (body.starts_with("\r\n"))
      body.remove_prefix(2);
    else if (body.starts_with("\n"))
      body.remove_prefix(1);
  }
  cut = true;
  return out;
}

// Brotli (RFC 7932), whole: only bodies of HTTP come so. As decompress().
Status decompress_brotli(std::string_view in, std::uint64_t max_bytes, std::string& out) {
  const std::unique_ptr<BrotliDecoderState, void (*)(BrotliDecoderState*)> decoder(
      ::BrotliDecoderCreateInstance(nullptr, nullptr, nullptr), ::BrotliDecoderDestroyInstance);
  if (decoder == nullptr) return Error{ErrorCode::kLimit, "no memory for a brotli decoder", "", 0};
  const auto* next = reinterpret_cast<const std::uint8_t*>(in.data());
  std::size_t left = in.size();
  std::array<std::uint8_t, 64 * 1024> buffer{};
  for (;;) {
    std::size_t space = buffer.size();
    std::uint8_t* to = buffer.data();
    const BrotliDecoderResult result =
        ::BrotliDecoderDecompressStream(decoder.get(), &left, &next, &space, &to, nullptr);
    const std::size_t made = buffer.size() - space;
    if (out.size() + made > max_bytes)
      return Error{ErrorCode::kLimit, "more than " + std::to_string(max_bytes) + " bytes unpacked",
                   "", 0};
    out.append(reinterpret_cast<const char*>(buffer.data()), made);
    if (result == BROTLI_DECODER_RESULT_SUCCESS) return ok_status();
    if (result != BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT)
      return Error{ErrorCode::kBadInput, "damaged or cut brotli", "", in.size() - left};
  }
}

Status unpack(const auto& unpack_into, std::string& body, bool& cut) {
  std::string out;
  const Status status = unpack_into(body, out);
  if (!status) {
    if (status.error().code == ErrorCode::kLimit || out.empty()) return status;
    cut = true;
  }
  body = std::move(out);
  return ok_status();
}

}  // namespace

void read_content_type(std::string_view value, HttpHead& head) {
  const std::size_t semicolon = std::min(value.find(';'), value.size());
  head.content_type = lower_ascii(trimmed(value.substr(0, semicolon)));
  const std::string parameters = lower_ascii(value.substr(semicolon));
  const std::size_t charset = parameters.find("charset=");
  if (charset == std::string::npos) return;
  const std::string_view rest = std::string_view(parameters).substr(charset + 8);
  head.charset = trimmed(rest.substr(0, rest.find(';')));
}

Result<HttpHead> parse_http_head(std::string_view response) {
  const std::string_view text = response.substr(0, kMaxHeadBytes);
  const std::size_t first_end = text.find('\n');
  if (!text.starts_with("HTTP/") || first_end == std::string_view::npos)
    return Error{ErrorCode::kBadInput, "no response of HTTP", "", 0};
  HttpHead head;
  const std::size_t blank = std::min(text.find(' '), first_end);
  const std::string_view number = text.substr(blank + 1, 3);
  std::from_chars(number.data(), number.data() + number.size(), head.status);
  for (std::size_t at = first_end + 1; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::string_view line = text.substr(at, end - at);
    at = std::min(end + 1, text.size());
    if (line.ends_with('\r')) line.remove_suffix(1);
    head.body = at;
    if (line.empty()) return head;
    read_field(line, head);
  }
  if (text.size() < kMaxHeadBytes) return head;  // a head alone
  return Error{ErrorCode::kLimit, "a head of HTTP of more than 64 KiB", "", 0};
}

Result<std::string> decode_http_body(std::string_view body, bool chunked,
                                     std::string_view content_encoding, bool& cut) {
  std::string out = chunked ? dechunked(body, cut) : std::string(body);
  std::vector<std::string_view> codings;
  for (std::string_view rest = content_encoding; !rest.empty();) {
    const std::size_t comma = std::min(rest.find(','), rest.size());
    if (const std::string_view coding = trimmed(rest.substr(0, comma)); !coding.empty())
      codings.push_back(coding);
    rest.remove_prefix(std::min(comma + 1, rest.size()));
  }
  if (codings.size() > 3) return Error{ErrorCode::kLimit, "more than three content codings", "", 0};
  for (auto coding = codings.rbegin(); coding != codings.rend(); ++coding) {
    if (*coding == "identity" || *coding == "none") continue;
    const bool gzip = *coding == "gzip" || *coding == "x-gzip", brotli = *coding == "br";
    if (!gzip && !brotli && *coding != "deflate" && *coding != "zstd")
      return Error{ErrorCode::kBadInput,
                   "content coding `" + std::string(*coding) + "` is not supported", "", 0};
    // Archives that take the coding off often leave the field.
    if (gzip && !out.starts_with("\x1f\x8b")) continue;
    if ((brotli || *coding == "deflate") && out.starts_with("<")) continue;
    const Codec codec = gzip ? Codec::kGzip : *coding == "zstd" ? Codec::kZstd : Codec::kDeflate;
    ENTENTE_CHECK(unpack(
        [&](std::string_view packed, std::string& into) {
          return brotli ? decompress_brotli(packed, kMaxPageBytes, into)
                        : decompress(codec, packed, kMaxPageBytes, into);
        },
        out, cut));
  }
  if (out.size() > kMaxPageBytes)
    return Error{ErrorCode::kLimit, "a page of more than 16 MiB", "", 0};
  return out;
}

}  // namespace entente
