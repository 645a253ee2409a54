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
  EXPECT_EQ(body("x", false, "lzw"), "content coding `lzw` is not supported");
  EXPECT_EQ(body(gzip("x"), false, "gzip,gzip,gzip,gzip"), "more than three content codings");
  EXPECT_EQ(body(gzip(std::string(20u << 20, 'x')), false, "gzip"),
            "more than 16777216 bytes unpacked");
  // Brotli's own tool made it of `page`, three times.
  const std::string_view brotli(
      "\x1b\xdd\x00\x00\x04\xc4\x6d\xa9\x8e\x7e\x0c\x49\x04\x53\x7c\xb8\xd7\xa0\x3f\x5c"
      "\xa7\x1c\x38\x24\x2d\x0f\x30\xa0\x44\x02\x80\x03\xd2\x3d\xc6\x72\x0e\x86\xe4\x3b"
      "\xf4\x1c\x93\x54\x37\x62\x51\x71\x0d\xbd\x85\xfa\x8b\x10\xfa\x3c\x67\x6b\x91\x10"
      "\x7b\xf8\xc1\x0e\x10\x4c\xbb\x3f\xff\x8d\x1b",
      71);
  EXPECT_EQ(body(brotli, false, "br"), page + page + page);
  EXPECT_EQ(body(page, false, "br"), page);
  EXPECT_EQ(body(brotli.substr(0, brotli.size() - 9), false, "br").substr(0, 8), "<p>A pag");
  EXPECT_EQ(body("\xff\xff\xff", false, "br"), "damaged or cut brotli");
  const std::string half = gzip(page).substr(0, 40);
  EXPECT_EQ(body(half, false, "gzip").substr(0, 8), "<p>A pag");
}

}  // namespace
}  // namespace entente
