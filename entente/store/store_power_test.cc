// What a power cut may leave, made from what two syncs did leave: of the bytes written between them
// any sectors of 512 may be on the disk, in any order, and any length of a file that grew. Bounds
// as in store_torture_test.cc; `make torture` tries more. The journal must hold all that was
// acknowledged, each record whole; the index must open, or be made again, and say the same.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <random>

#include "entente/base/file.h"
#include "entente/base/test_folder.h"
#include "entente/record/test_records.h"
#include "entente/store/database.h"
#include "entente/store/journal.h"
#include "entente/store/store.h"

namespace entente {
namespace {

namespace fs = std::filesystem;

int rounds(int quick, int full) {
  const char* const set = std::getenv("ENTENTE_TORTURE");
  return set != nullptr && std::string_view(set) == "full" ? full : quick;
}

constexpr std::size_t kSector = 512;
using Files = std::map<std::string, std::string>;  // names and bytes

Files read_files(const std::string& folder) {
  Files files;
  for (const auto& entry : fs::directory_iterator(folder))
    files[entry.path().filename()] = *read_file(entry.path().string(), 1u << 30);
  return files;
}
void write_files(const std::string& folder, const Files& files) {
  fs::remove_all(folder);
  fs::create_directories(folder);
  for (const auto& [name, bytes] : files)
    std::ofstream(folder + "/" + name, std::ios::binary) << bytes;
}

// `after` as a cut may leave it: sectors that `before` has otherwise are old or new, what grew is
// of any length, and zeros where nothing came.
std::string torn(const std::string& before, const std::string& after, std::mt19937& random) {
  const std::size_t grown = after.size() > before.size() ? after.size() - before.size() : 0;
  std::string out = after.substr(0, after.size() - (grown > 0 ? random() % (grown + 1) : 0));
  for (std::size_t at = 0; at < out.size(); at += kSector) {
    if (random() % 3 != 0) continue;
    for (std::size_t i = at; i < std::min(at + kSector, out.size()); ++i)
      out[i] = i < before.size() ? before[i] : '\0';
  }
  return out;
}

std::string name(int i) { return "d" + std::to_string(i); }
RecordBuilder make_record(int i) {
  RecordBuilder record(
      name(i), "2021-03-0" + std::to_string(i % 9 + 1), "",
      "Norland praised Sudria.\n" + std::string(static_cast<std::size_t>(i % 7 * 150), 'x'));
  record.event(EventType::kSupport, "051", 3.4f, "praised", {record.actor("Norland", "NOR")},
               {record.actor("Sudria", "SWE")}, "trade");
  return record;
}

// How many of the first records stand in the journal without a gap; -1: one is there in part. What
// was not acknowledged may be there or not, whatever stands before it.
int count_records(const std::string& folder, bool writable) {
  JournalFindings findings;
  const auto journal = Journal::open(folder, writable, 3000, findings);
  if (!journal) return -1;
  int n = 0;
  bool whole = true;
  const Status read = journal->read({}, findings, [&](const Journal::Entry& entry) -> Status {
    const int i = static_cast<int>(entry.position.sequence) - 1;
    const RecordBuilder expected = make_record(i);
    whole &= std::string(entry.document) + "\n" == expected.document_line() &&
             std::string(entry.record) + "\n" == expected.record_line();
    n += n == i ? 1 : 0;
    return ok_status();
  });
  return read && whole ? n : -1;
}

TEST(PowerCut, TheJournalHoldsWhatWasAcknowledged) {
  const TestFolder folder;
  const std::string path = folder.path() + "/journal", image = folder.path() + "/image";
  fs::create_directory(path);
  std::vector<Files> states = {{}};  // after each sync
  {
    JournalFindings findings;
    auto journal = Journal::open(path, true, 3000, findings);
    ASSERT_TRUE(journal);
    for (int i = 0; i < 60; ++i) {
      const RecordBuilder record = make_record(i);
      const std::string document = record.document_line(), line = record.record_line();
      ASSERT_TRUE(journal->add(std::string_view(document).substr(0, document.size() - 1),
                               std::string_view(line).substr(0, line.size() - 1)));
      if (i % 3 != 2) continue;
      ASSERT_TRUE(journal->sync());
      states.push_back(read_files(path));
    }
  }
  ASSERT_GT(states.back().size(), 3u) << "segments";
  std::mt19937 random(17);
  for (int round = 0; round < rounds(500, 20'000); ++round) {
    const std::size_t acknowledged = random() % (states.size() - 1);
    Files files = states[acknowledged];
    for (const auto& [segment, after] : states[acknowledged + 1]) {
      const bool is_new = files.count(segment) == 0;
      if (is_new && random() % 2 == 0) continue;  // its name was not synced
      files[segment] = torn(is_new ? std::string() : files[segment], after, random);
    }
    write_files(image, files);
    const int least = static_cast<int>(acknowledged) * 3;
    ASSERT_GE(count_records(image, false), least) << round << ", read";
    const int kept = count_records(image, true);
    ASSERT_GE(kept, least) << round << ", mended";
    ASSERT_LE(kept, least + 3) << round;
    ASSERT_EQ(count_records(image, false), kept) << round << ", read once mended";
  }
}

std::string answers(const std::string& folder, bool& rebuilt) {
  OpenReport report;
  const auto store = Store::open(folder, Store::Mode::kRead, report);
  rebuilt = report.index_rebuilt;
  if (!store) return describe(store.error());
  std::string out;
  for (const char* const sql :
       {"SELECT d.id, s.text FROM documents d JOIN sentences s USING (document) ORDER BY ALL",
        "SELECT act, told, day FROM acts ORDER BY ALL",
        "SELECT state_a, state_b, field, cooperation FROM relations ORDER BY ALL"}) {
    const auto table = store->query(sql, 10'000);
    if (!table) return describe(table.error());
    for (const auto& row : table->rows)
      for (const auto& cell : row) out += cell.value_or("-") + "|";
  }
  return out;
}

// The journal is whole; the index was being written when the power went.
TEST(PowerCut, TheIndexIsMendedOrMadeAgain) {
  const TestFolder folder;
  const std::string path = folder.path() + "/db", index = path + "/index.duckdb";
  const auto gather = [&](int first, int last) {
    OpenReport report;
    auto store = Store::open(path, Store::Mode::kWrite, report);
    ASSERT_TRUE(store);
    for (int i = first; i < last; ++i) {
      const RecordBuilder record = make_record(i);
      ASSERT_TRUE(store->append({record.document_line(), record.record_line()}));
    }
    ASSERT_TRUE(store->commit());
  };
  gather(0, 8);
  const std::string before = *read_file(index, 1u << 30);
  gather(8, 16);
  const std::string after = *read_file(index, 1u << 30);
  bool rebuilt = false;
  const std::string expected = answers(path, rebuilt);
  ASSERT_FALSE(rebuilt);
  std::mt19937 random(23);
  int made_again = 0;
  for (int round = 0; round < rounds(10, 100); ++round) {
    std::string image =
        round % 4 == 3 ? after.substr(0, random() % after.size()) : torn(before, after, random);
    ASSERT_TRUE(write_file_atomic(index, image));
    EXPECT_EQ(answers(path, rebuilt), expected) << round;
    made_again += rebuilt;
  }
  EXPECT_GT(made_again, 0);
}

}  // namespace
}  // namespace entente
