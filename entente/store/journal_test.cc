#include "entente/store/journal.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <set>

#include "entente/base/file.h"
#include "entente/base/hash.h"
#include "entente/base/test_folder.h"

namespace entente {
namespace {

namespace fs = std::filesystem;

std::string document_line(int i) { return "{\"id\": \"d" + std::to_string(i) + "\"}"; }
std::string record_line(int i) {
  std::string line = "{\"id\": \"d" + std::to_string(i) + "\", \"text\": \"";
  for (int k = 0; k < i % 7 * 20; ++k) line += "word" + std::to_string(k * i % 13) + " ";
  return line + "\"}";
}

Journal open_journal(const std::string& folder, bool writable = true,
                     std::uint64_t segment_bytes = 1u << 20) {
  JournalFindings findings;
  auto journal = Journal::open(folder, writable, segment_bytes, findings);
  EXPECT_TRUE(journal) << describe(journal.error());
  return *std::move(journal);
}

// Writes records [first, last) in batches of three.
void write_records(Journal& journal, int first, int last) {
  for (int i = first; i < last; ++i) {
    ASSERT_TRUE(journal.add(document_line(i), record_line(i)));
    if (i % 3 == 2 || i + 1 == last) {
      const Status synced = journal.sync();
      ASSERT_TRUE(synced) << describe(synced.error());
    }
  }
}

// "0 1 2": the records that can be read, each held against what was written.
std::string dump(const Journal& journal, JournalFindings& findings,
                 const JournalPosition& from = {}) {
  std::string out;
  const Status read = journal.read(from, findings, [&](const Journal::Entry& entry) -> Status {
    int i = 0;
    while (i < 1000 && entry.document != document_line(i)) ++i;
    out += (out.empty() ? "" : " ") + std::to_string(i);
    if (entry.record != record_line(i)) out += "(torn)";
    return ok_status();
  });
  return read ? out : "error: " + describe(read.error());
}
std::string dump(const std::string& folder, bool writable = true) {
  JournalFindings findings;
  auto journal = Journal::open(folder, writable, 1u << 20, findings);
  if (!journal) return "error: " + describe(journal.error());
  return dump(*journal, findings);
}

std::string numbers(int first, int last) {
  std::string out;
  for (int i = first; i < last; ++i) out += (i > first ? " " : "") + std::to_string(i);
  return out;
}

std::string slurp(const std::string& path) { return *read_file(path, 1u << 30); }
void spit(const std::string& path, std::string_view bytes) {
  std::ofstream(path, std::ios::binary | std::ios::trunc)
      .write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

TEST(Journal, ReadsBackAcrossSegmentsAndOpenings) {
  const TestFolder folder;
  for (int round = 0; round < 4; ++round) {
    Journal journal = open_journal(folder.path(), true, 700);
    write_records(journal, round * 10, round * 10 + 10);
    JournalFindings findings;
    EXPECT_EQ(dump(journal, findings), numbers(0, round * 10 + 10));
    EXPECT_TRUE(findings.notes.empty());
  }
  EXPECT_GE(std::distance(fs::directory_iterator(folder.path()), {}), 3);
  EXPECT_EQ(dump(folder.path(), false), numbers(0, 40));
}

TEST(Journal, ReadsOnFromAPositionAndKnowsIt) {
  const TestFolder folder;
  Journal journal = open_journal(folder.path(), true, 700);
  write_records(journal, 0, 12);
  const JournalPosition middle = journal.end();
  EXPECT_EQ(middle.sequence, 12u);
  write_records(journal, 12, 20);
  JournalFindings findings;
  EXPECT_EQ(dump(journal, findings, middle), numbers(12, 20));
  EXPECT_TRUE(journal.holds(middle));
  EXPECT_TRUE(journal.holds({}));
  JournalPosition other = middle;
  ++other.checksum;
  EXPECT_FALSE(journal.holds(other));
  other = middle;
  other.segment = 99;
  EXPECT_FALSE(journal.holds(other));
  other = journal.end();
  other.begin = other.end;
  other.end += 100;
  EXPECT_FALSE(journal.holds(other)) << "ahead of the journal";
  const auto lines = journal.read_at(middle.segment, middle.begin);
  ASSERT_TRUE(lines);
  EXPECT_EQ(lines->first, document_line(11));
  EXPECT_FALSE(journal.read_at(middle.segment, middle.begin + 1));
}

TEST(Journal, WhatWasNotSyncedIsNotThere) {
  const TestFolder folder;
  {
    Journal journal = open_journal(folder.path());
    write_records(journal, 0, 3);
    ASSERT_TRUE(journal.add(document_line(3), record_line(3)));
    JournalFindings findings;
    EXPECT_EQ(dump(journal, findings), "0 1 2");
  }
  EXPECT_EQ(dump(folder.path()), "0 1 2");
}

// A file cut at every byte opens with every record that is whole, and goes on.
TEST(Journal, CutAtEveryByte) {
  const TestFolder folder;
  std::vector<std::uint64_t> ends;
  {
    Journal journal = open_journal(folder.path());
    for (int i = 0; i < 6; ++i) {
      ASSERT_TRUE(journal.add(document_line(i), record_line(i)));
      ASSERT_TRUE(journal.sync());
      ends.push_back(journal.end().end);
    }
  }
  const std::string file = folder.path() + "/000001.seg";
  const std::string whole = slurp(file);
  for (std::size_t cut = 0; cut < whole.size(); ++cut) {
    spit(file, whole.substr(0, cut));
    int kept = 0;
    while (ends[static_cast<std::size_t>(kept)] <= cut) ++kept;
    ASSERT_EQ(dump(folder.path(), false), numbers(0, kept)) << cut;
    JournalFindings findings;
    auto journal = Journal::open(folder.path(), true, 1u << 20, findings);
    ASSERT_TRUE(journal) << cut;
    ASSERT_EQ(findings.damaged, false) << cut;
    const bool clean =
        cut == kSegmentHeaderBytes || (kept > 0 && ends[static_cast<std::size_t>(kept) - 1] == cut);
    ASSERT_EQ(findings.notes.empty(), clean) << cut;
    ASSERT_EQ(journal->end().sequence, static_cast<std::uint64_t>(kept)) << cut;
    ASSERT_TRUE(journal->add(document_line(50), record_line(50)));
    ASSERT_TRUE(journal->sync());
    JournalFindings again;
    ASSERT_EQ(dump(*journal, again), numbers(0, kept) + (kept > 0 ? " 50" : "50")) << cut;
    for (const auto& entry : fs::directory_iterator(folder.path()))
      if (entry.path() != file) fs::remove(entry.path());
  }
}

// One to eight flipped bits lose the records they hit and no other, and are told of.
TEST(Journal, BitFlips) {
  const TestFolder folder;
  std::vector<std::uint64_t> begins;
  {
    Journal journal = open_journal(folder.path());
    for (int i = 0; i < 12; ++i) {
      ASSERT_TRUE(journal.add(document_line(i), record_line(i)));
      ASSERT_TRUE(journal.sync());
      begins.push_back(journal.end().begin);
    }
    begins.push_back(journal.end().end);
  }
  const std::string file = folder.path() + "/000001.seg";
  const std::string whole = slurp(file);
  std::mt19937_64 random(7);
  for (int round = 0; round < 800; ++round) {
    std::string flipped = whole;
    std::set<int> hit;
    bool header = false;
    for (std::uint64_t n = random() % 8 + 1; n > 0; --n) {
      const std::size_t at = random() % whole.size();
      flipped[at] = static_cast<char>(flipped[at] ^ static_cast<char>(1u << random() % 8));
      header |= at < kSegmentHeaderBytes;
    }
    for (std::size_t i = 0; i + 1 < begins.size(); ++i)
      if (flipped.compare(begins[i], begins[i + 1] - begins[i], whole, begins[i],
                          begins[i + 1] - begins[i]) != 0)
        hit.insert(static_cast<int>(i));
    std::string expected;
    for (int i = 0; i < 12; ++i)
      if (hit.count(i) == 0) expected += (expected.empty() ? "" : " ") + std::to_string(i);
    spit(file, flipped);
    JournalFindings findings;
    auto journal = Journal::open(folder.path(), true, 1u << 20, findings);
    ASSERT_TRUE(journal) << round;
    ASSERT_EQ(dump(*journal, findings), expected) << round;
    const bool inside =
        header || (!hit.empty() && *hit.begin() < 12 - static_cast<int>(hit.size()));
    if (inside && !expected.empty()) {
      ASSERT_TRUE(findings.damaged || flipped.substr(0, 32) == whole.substr(0, 32)) << round;
    }
    ASSERT_EQ(findings.notes.empty(), flipped == whole) << round;
    // It goes on: what is added now is there the next time.
    ASSERT_TRUE(journal->add(document_line(60), record_line(60)));
    ASSERT_TRUE(journal->sync()) << round;
    ASSERT_EQ(dump(folder.path(), false), expected + (expected.empty() ? "60" : " 60")) << round;
    for (const auto& entry : fs::directory_iterator(folder.path())) fs::remove(entry.path());
  }
}

TEST(Journal, ReportsWhereAndGoesOnAfterDamage) {
  const TestFolder folder;
  JournalPosition second;
  {
    Journal journal = open_journal(folder.path(), true, 400);
    write_records(journal, 0, 2);
    second = journal.end();
    write_records(journal, 2, 30);
  }
  const std::string file = folder.path() + "/000001.seg";
  std::string bytes = slurp(file);
  bytes[second.begin + kRecordHeaderBytes + 2] ^= 0x10;
  spit(file, bytes);
  JournalFindings findings;
  const auto journal = Journal::open(folder.path(), true, 400, findings);
  ASSERT_TRUE(journal);
  EXPECT_EQ(dump(*journal, findings), "0 " + numbers(2, 30));
  EXPECT_TRUE(findings.damaged);
  ASSERT_EQ(findings.notes.size(), 1u);
  EXPECT_EQ(findings.notes[0], file + ":" + std::to_string(second.begin) + ": " +
                                   std::to_string(second.end - second.begin) +
                                   " bytes are no record; reading goes on after them");
}

TEST(Journal, SaysThatASegmentIsMissing) {
  const TestFolder folder;
  {
    Journal journal = open_journal(folder.path(), true, 400);
    write_records(journal, 0, 30);
  }
  fs::remove(folder.path() + "/000002.seg");
  JournalFindings findings;
  const auto journal = Journal::open(folder.path(), true, 400, findings);
  ASSERT_TRUE(journal);
  EXPECT_NE(dump(*journal, findings), numbers(0, 30));
  EXPECT_TRUE(findings.damaged);
  ASSERT_FALSE(findings.notes.empty());
  EXPECT_EQ(findings.notes[0],
            folder.path() + "/000003.seg:0: segment 000002.seg before it is missing");
}

// What a failed sync leaves behind: records that were not promised stand in the old segment and
// again in the new one.
TEST(Journal, ASegmentEndsWhereTheNextBegins) {
  const TestFolder folder;
  std::string first, second;
  append_segment_header({1, 1}, first);
  for (int i = 0; i < 5; ++i)
    ASSERT_TRUE(append_journal_record(static_cast<std::uint64_t>(i) + 1, document_line(i),
                                      record_line(i), first));
  append_segment_header({2, 4}, second);
  for (int i = 13; i < 15; ++i)
    ASSERT_TRUE(append_journal_record(static_cast<std::uint64_t>(i) - 9, document_line(i),
                                      record_line(i), second));
  spit(folder.path() + "/000001.seg", first);
  spit(folder.path() + "/000002.seg", second);
  EXPECT_EQ(dump(folder.path(), false), "0 1 2 13 14");
  EXPECT_EQ(dump(folder.path()), "0 1 2 13 14");
  // The same with a second segment that has a header alone.
  spit(folder.path() + "/000002.seg", std::string_view(second).substr(0, kSegmentHeaderBytes));
  Journal journal = open_journal(folder.path());
  EXPECT_EQ(journal.end().sequence, 3u);
  write_records(journal, 20, 22);
  JournalFindings findings;
  EXPECT_EQ(dump(journal, findings), "0 1 2 20 21");
}

TEST(Journal, RefusesANewerVersion) {
  const TestFolder folder;
  std::string header;
  append_segment_header({1, 1}, header);
  header[8] = 9;
  const std::uint32_t crc = crc32c(std::string_view(header).substr(0, 28));
  for (std::size_t i = 0; i < 4; ++i) header[28 + i] = static_cast<char>(crc >> (8 * i));
  spit(folder.path() + "/000001.seg", header);
  EXPECT_EQ(
      dump(folder.path()),
      "error: " + folder.path() +
          "/000001.seg:8: the journal has version 9, this program writes and reads version 1");
}

}  // namespace
}  // namespace entente
