// Archives as they are published, and as they arrive damaged.
#include <gtest/gtest.h>

#include <chrono>
#include <fstream>
#include <random>
#include <set>

#include "entente/base/test_folder.h"
#include "entente/base/zstd.h"
#include "entente/ingest/ingest.h"
#include "entente/ingest/test_gzip.h"
#include "entente/ingest/warc_reader.h"

namespace entente {
namespace {

std::string record(std::string_view type, std::string_view uri, std::string_view content_type,
                   std::string_view block, std::string_view end = "\r\n") {
  std::string out = "WARC/1.0" + std::string(end);
  const auto field = [&](std::string_view name, std::string_view value) {
    ((((out += name) += ": ") += value) += end);
  };
  field("WARC-Type", type);
  field("WARC-Target-URI", uri);
  field("WARC-Date", "2020-01-02T03:04:05Z");
  field("Content-Type", content_type);
  field("Content-Length", std::to_string(block.size()));
  return ((((out += end) += block) += end) += end);
}

std::string page(int number) {
  std::string text =
      "<html lang=en><title>Page " + std::to_string(number) + "</title><body><article>";
  for (int i = 0; i < 4; ++i)
    text += "<p>The foreign minister of the country with number " + std::to_string(number) +
            " signed a treaty of friendship with its neighbour on the other side of the river, "
            "which took years to write.</p>";
  return text + "</article></body></html>";
}

std::string response(int number, std::string_view headers = "", std::string_view body = {}) {
  const std::string html = page(number);
  return record("response", "http://p.example/" + std::to_string(number),
                "application/http; msgtype=response",
                "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + std::string(headers) + "\r\n" +
                    std::string(body.empty() ? std::string_view(html) : body));
}

class Warc : public testing::Test {
 protected:
  std::string write(std::string_view bytes, const std::string& name = "a.warc") {
    const std::string path = folder_.path() + "/" + name;
    std::ofstream(path, std::ios::binary) << bytes;
    return path;
  }
  // Ids without their common start, "!" for an error, "?" after an id with warnings; blanks
  // between.
  std::string read(const std::string& path, std::optional<Origin> after = {}) {
    DocumentStream stream({path}, {});
    if (after) stream.go_on_after(*after);
    std::string out;
    origins_.clear();
    for (;;) {
      auto item = stream.next_piece();
      if (std::holds_alternative<std::monostate>(item)) break;
      if (auto* error = std::get_if<Error>(&item)) {
        errors_ += error->message + "@" + std::to_string(error->offset) + "\n";
        out += "! ";
        continue;
      }
      origins_.push_back(std::get<Piece>(item).origin);
      auto document = stream.finish(std::get<Piece>(std::move(item)));
      if (!document) {
        out += "! ";
        continue;
      }
      out += document->id.substr(std::string("http://p.example/").size()) +
             (document->warnings.empty() ? " " : "? ");
      last_ = *std::move(document);
    }
    passed_over_.clear();
    for (const auto& [kind, count] : stream.passed_over())
      passed_over_ += kind + " " + std::to_string(count) + "\n";
    return out;
  }
  TestFolder folder_;
  std::string errors_, passed_over_;
  std::vector<Origin> origins_;
  Document last_;
};

std::string joined(bool packed, int from = 1, int to = 5) {
  std::string out;
  for (int i = from; i <= to; ++i) out += packed ? gzip(response(i)) : response(i);
  return out;
}

TEST_F(Warc, PlainGzippedByRecordGzippedAsAWholeAndZstandard) {
  std::string frames;
  for (int i = 1; i <= 5; ++i) ASSERT_TRUE(zstd_append(response(i), 3, frames));
  for (const auto& [bytes, name] : {std::pair{joined(false), "a.warc"},
                                    {joined(true), "a.warc.gz"},
                                    {gzip(joined(false)), "b.warc.gz"},
                                    {frames, "a.warc.zst"},
                                    {joined(true), "unnamed"}})
    EXPECT_EQ(read(write(bytes, name)), "1 2 3 4 5 ") << name;
  EXPECT_EQ(last_.title(), "Page 5");
  EXPECT_EQ(last_.url, "http://p.example/5");
  EXPECT_EQ(last_.collected, parse_day("2020-01-02"));
  EXPECT_EQ(last_.lang, "en");
  EXPECT_NE(last_.body().find("country with number 5"), std::string_view::npos);
  EXPECT_EQ(errors_, "");
}

TEST_F(Warc, BodiesAsServersSendThem) {
  const std::string html = page(7);
  std::string chunks;
  for (std::size_t at = 0; at < html.size(); at += 100) {
    char head[16];
    const std::string piece = html.substr(at, 100);
    std::snprintf(head, sizeof head, "%zx\r\n", piece.size());
    chunks += head + piece + "\r\n";
  }
  chunks += "0\r\n\r\n";
  EXPECT_EQ(read(write(response(1, "Transfer-Encoding: chunked\r\n", chunks) +
                       response(2, "Content-Encoding: gzip\r\n", gzip(html)) +
                       response(3, "Content-Encoding: gzip\r\n", html) +
                       response(4, "Transfer-Encoding: chunked\r\n", chunks.substr(0, 700)))),
            "1 2 3 4? ");
}

TEST_F(Warc, OtherRecordsAreCountedByKind) {
  const auto http = [](std::string_view head, std::string_view body) {
    return record("response", "http://p.example/x", "application/http",
                  std::string(head) + "\r\n\r\n" + std::string(body));
  };
  EXPECT_EQ(
      read(write(record("warcinfo", "", "application/warc-fields", "software: x\r\n") +
                 record("request", "", "", "GET /") + record("request", "", "", "GET /") +
                 response(1) + http("HTTP/1.1 404 No", "<p>") +
                 http("HTTP/1.1 200 OK\r\nContent-Type: image/png", "\x89PNG") +
                 http("no http", "") + http("HTTP/1.1 200 OK\r\nContent-Type: text/html", "") +
                 record("revisit", "", "", ""))),
      "1 ");
  EXPECT_EQ(passed_over_,
            "empty page 1\nhttp 404 1\nimage/png 1\nwarc request 2\nwarc response without HTTP "
            "1\nwarc revisit 1\nwarc warcinfo 1\n");
}

TEST_F(Warc, LineFeedsAloneAndMissingBlankLines) {
  std::string bare = response(2);
  bare.resize(bare.size() - 4);
  EXPECT_EQ(read(write(record("response", "http://p.example/1", "application/http",
                              "HTTP/1.1 200 OK\nContent-Type: text/html\n\n" + page(1), "\n") +
                       bare + response(3))),
            "1 2 3 ");
}

// A bit of a blank line between records: neither of the two is hurt.
TEST_F(Warc, DamageBetweenRecordsCostsNone) {
  for (std::size_t back = 1; back <= 4; ++back) {
    std::string bytes = response(1);
    bytes[bytes.size() - back] ^= 0x40;
    EXPECT_EQ(read(write(bytes + response(2) + response(3))), "1 ! 2 3 ") << back;
  }
}

TEST_F(Warc, WrongLengthsCostOneRecord) {
  const auto with_length = [](int number, const std::string& length) {
    std::string bytes = response(number);
    const std::size_t at = bytes.find("Content-Length: ") + 16;
    return bytes.replace(at, bytes.find('\r', at) - at, length);
  };
  for (const char* length :
       {"300", "99999", "-1", "x", "9223372036854775808", "99999999999999999999"}) {
    const std::string around = joined(false, 1, 1) + with_length(2, length) + joined(false, 3, 4);
    const std::string plain = read(write(around));
    EXPECT_EQ(plain.substr(0, 2), "1 ") << length;
    if (std::string_view(length) != "9223372036854775808") {
      EXPECT_TRUE(plain.ends_with("3 4 ")) << length << ": " << plain;
    }
    const std::string packed = read(
        write(joined(true, 1, 1) + gzip(with_length(2, length)) + joined(true, 3, 4), "a.warc.gz"));
    EXPECT_EQ(packed.substr(0, 2), "1 ") << length;
    EXPECT_TRUE(packed.ends_with("3 4 ")) << length << ": " << packed;
  }
}

TEST_F(Warc, DamageIsToldWithItsPlaceAndTheRestIsRead) {
  std::string bytes = joined(true, 1, 2);
  const std::size_t second = gzip(response(1)).size();
  bytes[second + 200] ^= 1;
  EXPECT_EQ(read(write(bytes + joined(true, 3, 3), "a.warc.gz")), "1 ! 3 ");
  EXPECT_EQ(errors_, "damaged member: its bytes do not unpack@" + std::to_string(second) + "\n");
  errors_.clear();
  EXPECT_EQ(read(write("rubbish" + joined(true, 1, 2) + "rubbish", "b.warc.gz")), "! 1 2 ! ");
  EXPECT_EQ(read(write(joined(true, 1, 2) + "rubbish and more" + joined(true, 3, 3), "c.warc.gz")),
            "1 2 ! 3 ");
  EXPECT_EQ(read(write(joined(true, 1, 3).substr(0, 3 * second - 20), "d.warc.gz")), "1 2 ! ");
  EXPECT_EQ(read(write(joined(false, 1, 3).substr(0, joined(false, 1, 3).size() - 300))),
            "1 2 3? ");
}

TEST_F(Warc, AfterEveryBitFlipTheUndamagedRecordsAreRead) {
  constexpr int kRecords = 12,
                kFlips = 300;  // each reads the archive: 10,000 flips are the full run
  std::string whole;
  std::vector<std::size_t> ends;
  for (int i = 0; i < kRecords; ++i) whole += gzip(response(10 + i)), ends.push_back(whole.size());
  std::mt19937 random(20);
  for (int flip = 0; flip < kFlips; ++flip) {
    std::string bytes = whole;
    const std::size_t at = random() % bytes.size();
    bytes[at] = static_cast<char>(bytes[at] ^ (1 << (random() % 8)));
    const int hit = static_cast<int>(std::upper_bound(ends.begin(), ends.end(), at) - ends.begin());
    const std::string got = read(write(bytes, "a.warc.gz"));
    for (int i = 0; i < kRecords; ++i) {
      if (i == hit) continue;
      ASSERT_NE(got.find(std::to_string(10 + i) + " "), std::string::npos) << at << ": " << got;
    }
  }
}

TEST_F(Warc, CutAtEveryByteNothingIsLostBefore) {
  const std::string whole = joined(true, 1, 2);
  const std::size_t first = gzip(response(1)).size();
  for (std::size_t size = 0; size < whole.size(); size += 37) {
    const std::string got = read(write(whole.substr(0, size), "a.warc.gz"));
    EXPECT_EQ(got.starts_with("1 "), size >= first) << size;
  }
}

TEST_F(Warc, GoesOnAfterAPlace) {
  for (const bool packed : {false, true}) {
    const std::string path = write(joined(packed), packed ? "a.warc.gz" : "a.warc");
    ASSERT_EQ(read(path), "1 2 3 4 5 ");
    const std::vector<Origin> origins = origins_;
    EXPECT_EQ(read(path, origins[2]), "4 5 ");
    EXPECT_EQ(read(path, origins[4]), "");
  }
  const std::string one_member = write(gzip(joined(false)), "b.warc.gz");
  ASSERT_EQ(read(one_member), "1 2 3 4 5 ");
  EXPECT_EQ(read(one_member, std::vector<Origin>(origins_)[2]), "4 5 ");
}

TEST_F(Warc, ABombAndALongRecordArePassedOver) {
  const std::string zeros(70u << 20, '\0');
  std::string frame;
  ASSERT_TRUE(
      zstd_append(record("response", "http://p.example/0", "application/http", zeros), 1, frame));
  std::string after;
  ASSERT_TRUE(zstd_append(response(2), 1, after));
  const auto start = std::chrono::steady_clock::now();
  EXPECT_TRUE(read(write(frame + after, "a.warc.zst")).ends_with("! 2 "));
  EXPECT_LT(std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count(), 10);
}

}  // namespace
}  // namespace entente
