// Exports under faults: killed at any moment, and made of documents that mean harm. Few of each by
// default; ENTENTE_TORTURE=full (`make torture`) tries many.
#include <gtest/gtest.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <functional>
#include <random>

#include "entente/base/file.h"
#include "entente/base/test_folder.h"
#include "entente/base/utf8.h"
#include "entente/record/test_records.h"
#include "entente/show/export.h"

namespace entente {
namespace {

int rounds(int quick, int full) {
  const char* const set = std::getenv("ENTENTE_TORTURE");
  return set != nullptr && std::string_view(set) == "full" ? full : quick;
}

ExportCodes codes() {
  return {
      {{"NOR", "Norway", "NO", "NOR", "NOR", "385"}, {"SWE", "Sweden", "SW", "SWE", "SWE", "380"}},
      {"GOV"},
      {{"CONSULT", "", "2.5"}},
      "0.1.0"};
}

constexpr ExportFormat kFormats[] = {ExportFormat::kGdelt,     ExportFormat::kGdeltMentions,
                                     ExportFormat::kPolecat,   ExportFormat::kPhoenix,
                                     ExportFormat::kKeds,      ExportFormat::kRecords,
                                     ExportFormat::kCsv,       ExportFormat::kParquet,
                                     ExportFormat::kJsonLines, ExportFormat::kStata};

class ExportFaults : public testing::Test {
 protected:
  void keep(int documents, const std::function<RecordBuilder(int)>& make) {
    OpenReport report;
    auto store = Store::open(place("db"), Store::Mode::kWrite, report);
    ASSERT_TRUE(store) << describe(store.error());
    for (int i = 0; i < documents; ++i) {
      const RecordBuilder record = make(i);
      const Status kept = store->append({record.document_line(), record.record_line()});
      ASSERT_TRUE(kept) << i << ": " << describe(kept.error());
    }
    ASSERT_TRUE(store->commit());
  }
  Status run(ExportFormat format, const std::string& output) const {
    OpenReport found;
    const auto database = ExportDatabase::open(place("db"), codes().countries, found);
    if (!database) return database.error();
    ExportOptions options;
    options.format = format;
    options.output = output;
    if (format >= ExportFormat::kCsv) options.tables = {"events"};
    ExportReport report;
    return run_export(*database, codes(), options, report);
  }
  std::string place(const std::string& name) const { return folder_.path() + "/" + name; }
  TestFolder folder_;
};

RecordBuilder plain(int i) {
  RecordBuilder record("d" + std::to_string(i), "2021-03-04", "", "Norland met Sudria.");
  record.event(EventType::kConsult, "040", 1.0f, "met", {record.actor("Norland", "NOR")},
               {record.actor("Sudria", "SWE")}, "trade");
  return record;
}

// The file is the old one or the whole new one, whenever the process dies.
TEST_F(ExportFaults, KilledAtAnyMoment) {
  keep(40, plain);
  std::mt19937 random(7);
  int killed = 0;
  for (const ExportFormat format :
       {ExportFormat::kCsv, ExportFormat::kParquet, ExportFormat::kRecords}) {
    const std::string output = place("out");
    unsigned takes_us = 0;  // the first is let be, and tells
    std::string whole;
    for (int round = 0; round <= rounds(4, 50); ++round) {
      ASSERT_TRUE(write_file_atomic(output, "old"));
      const auto begun = std::chrono::steady_clock::now();
      const pid_t child = ::fork();
      if (child == 0) {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        ::_exit(run(format, output) ? 0 : 1);
      }
      if (round > 0) {
        ::usleep(static_cast<unsigned>(random() % takes_us));
        ::kill(child, SIGKILL);
      }
      int status = 0;
      ::waitpid(child, &status, 0);
      const std::string written = *read_file(output, 1u << 28);
      if (round == 0) {
        takes_us = static_cast<unsigned>(std::chrono::duration_cast<std::chrono::microseconds>(
                                             std::chrono::steady_clock::now() - begun)
                                             .count());
        ASSERT_EQ(status, 0);
        ASSERT_NE(written, "old");
        whole = written;
      }
      killed += WIFSIGNALED(status);
      ASSERT_TRUE(written == "old" || written == whole) << round;
    }
  }
  EXPECT_GT(killed, 0);
}

// Names and titles that are markup, formulas, separators, controls, very long.
RecordBuilder hostile(int i) {
  const std::string kinds[] = {"<script>alert(1)</script>",
                               "\"><img src=x onerror=alert(1)>",
                               "=cmd|'/C calc'!A0",
                               "@SUM(1+1)*cmd",
                               "tab\there\nline\r\nend",
                               std::string("nul\0in it", 9),
                               "\x1b[2J\x1b]0;title\x07",
                               "\xE2\x80\xAE right to left \xE2\x80\xAC",
                               "'; DROP TABLE events; --",
                               "a,b;c|d\te\"f''g\\",
                               "\xF0\x9F\x99\x82\xCC\x81\xCC\x81\xCC\x81",
                               "${jndi:ldap://x}{{7*7}}%s%n"};
  std::string name = kinds[static_cast<std::size_t>(i) % std::size(kinds)] + std::to_string(i);
  if (i == 5) name += std::string(1u << 20, 'N');
  RecordBuilder record("id " + name.substr(0, 200), "2021-03-0" + std::to_string(i % 9 + 1),
                       name.substr(0, 500), name + " met Sudria.");
  record.event(EventType::kConsult, "040", 1.0f, "met", {record.actor(name, "NOR")},
               {record.actor("Sudria", "SWE")}, "trade");
  return record;
}

TEST_F(ExportFaults, HostileDocumentsBreakNoFormat) {
  const int documents = rounds(120, 10'000);
  keep(documents, hostile);
  for (const ExportFormat format : kFormats) {
    const Status done = run(format, place("out"));
    ASSERT_TRUE(done) << static_cast<int>(format) << ": " << describe(done.error());
    const std::string out = *read_file(place("out"), std::uint64_t{1} << 32);
    ASSERT_FALSE(out.empty()) << static_cast<int>(format);
    if (format == ExportFormat::kParquet || format == ExportFormat::kStata) continue;
    EXPECT_TRUE(is_valid_utf8(out)) << static_cast<int>(format);
    if (format == ExportFormat::kCsv) {
      for (const char* const formula : {"\n=", ",=", ",\"=", ",@", ",\"@"})
        EXPECT_EQ(out.find(formula), std::string::npos) << formula;
      continue;
    }
    // A line a row, and in each line the same number of separators.
    std::size_t columns = 0, at = 0;
    for (std::size_t end; (end = out.find('\n', at)) != std::string::npos; at = end + 1) {
      const std::string_view line = std::string_view(out).substr(at, end - at);
      EXPECT_TRUE(
          std::none_of(line.begin(), line.end(),
                       [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\t'; }))
          << static_cast<int>(format) << " " << line.substr(0, 200);
      if (format == ExportFormat::kJsonLines || format == ExportFormat::kRecords) {
        EXPECT_TRUE(line.front() == '{' && line.back() == '}');
        continue;
      }
      const auto tabs = static_cast<std::size_t>(std::count(line.begin(), line.end(), '\t'));
      if (columns == 0) columns = tabs;
      EXPECT_EQ(tabs, columns) << static_cast<int>(format) << " " << line.substr(0, 200);
    }
    EXPECT_EQ(at, out.size()) << "the last line has an end";
  }
}

}  // namespace
}  // namespace entente
