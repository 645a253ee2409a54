// Archives that the test writes with the same library, good ones and hostile ones.
#include <archive.h>
#include <archive_entry.h>
#include <gtest/gtest.h>

#include <chrono>
#include <fstream>

#include "entente/base/test_folder.h"
#include "entente/base/zstd.h"
#include "entente/ingest/ingest.h"

namespace entente {
namespace {

struct Entry {
  std::string path, bytes, link_to;
};

std::string pack(const std::vector<Entry>& entries, int format, int filter) {
  std::string out(4u << 20, '\0');
  std::size_t used = 0;
  archive* writer = ::archive_write_new();
  ::archive_write_set_format(writer, format);
  if (filter != ARCHIVE_FILTER_NONE) ::archive_write_add_filter(writer, filter);
  EXPECT_EQ(::archive_write_open_memory(writer, out.data(), out.size(), &used), ARCHIVE_OK);
  for (const Entry& one : entries) {
    archive_entry* entry = ::archive_entry_new();
    ::archive_entry_set_pathname(entry, one.path.c_str());
    ::archive_entry_set_filetype(entry, one.link_to.empty() ? AE_IFREG : AE_IFLNK);
    if (!one.link_to.empty()) ::archive_entry_set_symlink(entry, one.link_to.c_str());
    ::archive_entry_set_perm(entry, 0644);
    ::archive_entry_set_size(entry, static_cast<la_int64_t>(one.bytes.size()));
    EXPECT_EQ(::archive_write_header(writer, entry), ARCHIVE_OK) << one.path;
    ::archive_write_data(writer, one.bytes.data(), one.bytes.size());
    ::archive_entry_free(entry);
  }
  ::archive_write_close(writer);
  ::archive_write_free(writer);
  out.resize(used);
  return out;
}

class Archive : public testing::Test {
 protected:
  std::string write(std::string_view bytes, const std::string& name) {
    const std::string path = folder_.path() + "/" + name;
    std::ofstream(path, std::ios::binary) << bytes;
    return path;
  }
  // Ids with blanks between, "!" for an error.
  std::string read(std::string_view bytes, const std::string& name) {
    DocumentStream stream({write(bytes, name)}, {});
    std::string out;
    errors_.clear();
    for (auto item = stream.next(); !std::holds_alternative<std::monostate>(item);
         item = stream.next()) {
      if (const auto* error = std::get_if<Error>(&item)) {
        errors_ += error->message + "\n";
        out += "! ";
        continue;
      }
      std::string id = std::get<Document>(item).id;
      if (id.starts_with(folder_.path())) id.erase(0, folder_.path().size() + 1);
      out += id + " ";
    }
    passed_over_.clear();
    for (const auto& [kind, count] : stream.passed_over())
      passed_over_ += kind + " " + std::to_string(count) + "\n";
    return out;
  }
  TestFolder folder_;
  std::string errors_, passed_over_;
};

const std::vector<Entry> kMixed = {
    {"news/one.txt", "One.", ""},
    {"news/two.jsonl", "{\"id\": \"j1\", \"text\": \"x\"}\n{\"id\": \"j2\", \"text\": \"x\"}\n",
     ""},
    {"page.html", "<p>A page.</p>", ""},
    {"picture.png", "x", ""},
    {"rows.csv", "id,text\nc1,x\n", ""}};

TEST_F(Archive, EachKindAsIfItLayInAFolder) {
  const std::pair<int, int> kinds[] = {{ARCHIVE_FORMAT_ZIP, ARCHIVE_FILTER_NONE},
                                       {ARCHIVE_FORMAT_TAR_USTAR, ARCHIVE_FILTER_NONE},
                                       {ARCHIVE_FORMAT_TAR_USTAR, ARCHIVE_FILTER_GZIP},
                                       {ARCHIVE_FORMAT_TAR_USTAR, ARCHIVE_FILTER_XZ},
                                       {ARCHIVE_FORMAT_TAR_USTAR, ARCHIVE_FILTER_ZSTD},
                                       {ARCHIVE_FORMAT_TAR_USTAR, ARCHIVE_FILTER_BZIP2}};
  for (const auto& [format, filter] : kinds) {
    const bool bare = format == ARCHIVE_FORMAT_ZIP || filter <= ARCHIVE_FILTER_GZIP;
    const std::string name = bare ? "a.bin" : "a";
    EXPECT_EQ(read(pack(kMixed, format, filter), name), name + "/news/one.txt j1 j2 page c1 ")
        << format << " " << filter;
    EXPECT_EQ(passed_over_, "file .png 1\n");
  }
}

TEST_F(Archive, SingleFilesPacked) {
  const std::string lines = "{\"id\": \"j1\", \"text\": \"x\"}\n";
  for (const int filter :
       {ARCHIVE_FILTER_XZ, ARCHIVE_FILTER_ZSTD, ARCHIVE_FILTER_BZIP2, ARCHIVE_FILTER_LZ4})
    EXPECT_EQ(read(pack({{"data", lines, ""}}, ARCHIVE_FORMAT_RAW, filter), "a.jsonl.x"), "j1 ")
        << filter;
}

TEST_F(Archive, ArchivesInArchivesToADepth) {
  std::string inner = pack({{"deep.txt", "Deep.", ""}}, ARCHIVE_FORMAT_ZIP, ARCHIVE_FILTER_NONE);
  std::string path = "deep.txt";
  for (int depth = 2; depth <= 4; ++depth) {
    inner = pack({{"x.zip", inner, ""}, {"beside.txt", "x", ""}}, ARCHIVE_FORMAT_ZIP,
                 ARCHIVE_FILTER_NONE);
    const std::string got = read(inner, "a.zip");
    EXPECT_EQ(got.find("deep.txt") != std::string::npos, depth <= 3) << got;
    EXPECT_TRUE(got.ends_with("a.zip/beside.txt ")) << got;
  }
  EXPECT_EQ(errors_, "archives in archives, more than 3 deep\n");
}

TEST_F(Archive, PathsThatLeadOutAndLinksAreNotRead) {
  EXPECT_EQ(read(pack({{"../evil.txt", "x", ""},
                       {"a/../../b.txt", "x", ""},
                       {"/etc/passwd.txt", "x", ""},
                       {"c.txt", "Good.", ""},
                       {"link.txt", "", "/etc/passwd"}},
                      ARCHIVE_FORMAT_TAR_USTAR, ARCHIVE_FILTER_NONE),
                 "a.tar"),
            "! ! ! a.tar/c.txt ");
  EXPECT_EQ(passed_over_, "archive link 1\n");
}

TEST_F(Archive, BombsAreStopped) {
  const auto start = std::chrono::steady_clock::now();
  std::string frame;
  ASSERT_TRUE(zstd_append(std::string(80u << 20, 'x'), 1, frame));
  ASSERT_LT(frame.size(), 100u << 10);
  EXPECT_EQ(read(frame, "a.jsonl.zst"), "! ");
  EXPECT_NE(errors_.find("500 times longer"), std::string::npos) << errors_;
  EXPECT_LT(std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count(), 20);
}

TEST_F(Archive, CutAndDamagedOnesEndWithAWord) {
  for (const auto& [format, filter] : {std::pair{ARCHIVE_FORMAT_ZIP, ARCHIVE_FILTER_NONE},
                                       {ARCHIVE_FORMAT_TAR_USTAR, ARCHIVE_FILTER_GZIP}}) {
    const std::string bytes = pack(kMixed, format, filter);
    for (std::size_t size = 4; size < bytes.size(); size += 101)
      read(bytes.substr(0, size), "a.zip");
    for (std::size_t at = 4; at < bytes.size(); at += 101) {
      std::string flipped = bytes;
      flipped[at] = static_cast<char>(flipped[at] ^ 0x10);
      read(flipped, "a.zip");
    }
  }
}

TEST_F(Archive, TenThousandSmallFiles) {
  std::vector<Entry> entries;
  for (int i = 0; i < 10000; ++i) entries.push_back({std::to_string(i) + ".txt", "x", ""});
  const std::string got =
      read(pack(entries, ARCHIVE_FORMAT_TAR_USTAR, ARCHIVE_FILTER_GZIP), "a.tgz");
  EXPECT_EQ(std::count(got.begin(), got.end(), ' '), 10000);
}

}  // namespace
}  // namespace entente
