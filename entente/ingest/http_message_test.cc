#include "entente/ingest/http_message.h"

#include <gtest/gtest.h>

#include "entente/ingest/test_gzip.h"

namespace entente {
namespace {

std::string dump(std::string_view response) {
  const auto head = parse_http_head(response);
  if (!head) return head.error().message;
  return std::to_string(head->status) + " " + head->content_type + " " + head->charset + " " +
         head->content_encoding + (head->chunked ? " chunked " : " ") +
         std::string(response.substr(head->body));
}

TEST(Http, Heads) {
  EXPECT_EQ(dump("HTTP/1.1 200 OK\r\nContent-Type: Text/HTML; "
                 "Charset=\"UTF-8\"\r\nTransfer-Encoding: Chunked\r\n\r\nbody"),
            "200 text/html utf-8  chunked body");
  EXPECT_EQ(dump("HTTP/1.0 404\nCONTENT-ENCODING: GZip\n\nbody"), "404   gzip body");
  EXPECT_EQ(dump("HTTP/1.1 200 OK\r\nno colon\r\n : x\r\n\r\n"), "200    ");
  EXPECT_EQ(dump("HTTP/1.1 200 OK\r\nContent-Type: text/html"), "200 text/html   ");
  EXPECT_EQ(dump("<html>"), "no response of HTTP");
  EXPECT_EQ(dump("HTTP/1.1 200 OK\r\nX: " + std::string(70000, 'x') + "\r\n\r\n"),
            "a head of HTTP of more than 64 KiB");
}

std::string body(std::string_view bytes, bool chunked, std::string_view encoding) {
  bool cut = false;
  const auto out = decode_http_body(bytes, chunked, encoding, cut);
  return out ? *out + (cut ? " (cut)" : "") : out.error().message;
}

TEST(Http, Bodies) {
  const std::string page =
      "<p>A page of some length, so that packing has something to do with it.</p>";
  EXPECT_EQ(body("4\r\nabcd\r\n3;x=y\r\nefg\r\n0\r\n\r\n", true, ""), "abcdefg");
  EXPECT_EQ(body("4\r\nabcd\r\n9\r\nefg", true, ""), "abcdefg (cut)");
  EXPECT_EQ(body("4\r\nabcd\r\nzz\r\n", true, ""), "abcd (cut)");
  EXPECT_EQ(body("no chunks at all", true, ""), "no chunks at all");
  EXPECT_EQ(body("fffffffffffffffff\r\nx", true, ""), "fffffffffffffffff\r\nx");
  EXPECT_EQ(body(gzip(page), false, "gzip"), page);
  EXPECT_EQ(body(gzip(gzip(page)), false, "gzip, gzip"), page);
  EXPECT_EQ(body(page, false, "gzip"), page);
  EXPECT_EQ(body("x", false, "br"), "content coding `br` is not supported");
  EXPECT_EQ(body(gzip("x"), false, "gzip,gzip,gzip,gzip"), "more than three content codings");
  EXPECT_EQ(body(gzip(std::string(20u << 20, 'x')), false, "gzip"),
            "more than 16777216 bytes unpacked");
  const std::string half = gzip(page).substr(0, 40);
  EXPECT_EQ(body(half, false, "gzip").substr(0, 8), "<p>A pag");
}

}  // namespace
}  // namespace entente
