#include "entente/pipeline/pipeline.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <thread>

#include "entente/pipeline/dedup.h"

namespace entente {
namespace {

class Run : public testing::Test {
 protected:
  void SetUp() override {
    std::ofstream out(path_);
    for (int i = 0; i < 300; ++i) {
      if (i % 50 == 7) out << "no json\n";
      out << "{\"id\": \"" << i << "\", \"text\": \""
          << std::string(static_cast<std::size_t>(i * 37 % 900), 'x') << ".\"}\n";
    }
  }
  void TearDown() override { std::filesystem::remove(path_); }

  RunHooks hooks() {
    RunHooks hooks;
    hooks.job = [](Document& document, Pipeline::Work&, std::string& out) {
      // Uneven work, so that threads finish out of order.
      std::this_thread::sleep_for(std::chrono::microseconds(document.body().size() * 3));
      out = document.id + ":" + std::to_string(document.body().size());
    };
    hooks.sink = [this](const Document&, std::string_view out) {
      got_ += out;
      got_ += '\n';
      return ok_status();
    };
    hooks.refused = [this](const Error&) { ++refused_; };
    return hooks;
  }
  RunOptions options(unsigned threads) {
    return {.paths = {path_}, .ingest = {}, .threads = threads};
  }

  std::string path_ = (std::filesystem::temp_directory_path() /
                       ("entente_run_" + std::to_string(::getpid()) + ".jsonl"))
                          .string();
  std::string got_;
  int refused_ = 0;
};

TEST_F(Run, AnyNumberOfThreadsHandsOnTheSameInOrder) {
  ASSERT_TRUE(run(options(1), hooks()));
  const std::string plain = std::exchange(got_, {});
  EXPECT_EQ(plain.substr(0, 16), "0:1\n1:38\n2:75\n3:");
  for (const unsigned threads : {2u, 8u}) {
    refused_ = 0;
    const auto counts = run(options(threads), hooks());
    ASSERT_TRUE(counts);
    EXPECT_EQ(std::exchange(got_, {}), plain) << threads;
    EXPECT_EQ(counts->documents, 300u);
    EXPECT_EQ(counts->refused, 6u);
    EXPECT_EQ(refused_, 6);
  }
}

TEST_F(Run, SkippedDocumentsAreCountedAndNotWorkedOn) {
  RunHooks some = hooks();
  some.skip = [](const Document& document) { return document.id.size() > 1; };
  const auto counts = run(options(2), some);
  ASSERT_TRUE(counts);
  EXPECT_EQ(counts->documents, 10u);
  EXPECT_EQ(counts->skipped, 290u);
}

// Documents of 300 words of x or y and a few of their own; every tenth repeats the one before it.
TEST_F(Run, DuplicatesAreFoundAndMarkedWithAnyThreads) {
  {
    std::ofstream out(path_);
    for (int i = 0; i < 40; ++i) {
      out << "{\"id\": \"" << i << "\", \"text\": \"" << (i % 10 == 9 ? "Again. " : "");
      for (int w = 0; w < 120; ++w) out << "w" << (i - (i % 10 == 9)) * 1000 + w << ' ';
      out << "end.\"}\n";
    }
  }
  std::string found[2];
  for (const unsigned threads : {1u, 4u}) {
    DedupHooks finding;
    finding.refused = [](const Error&) { FAIL(); };
    finding.sink = [&](std::string_view line) {
      found[threads == 4] += line;
      return ok_status();
    };
    const auto counts = find_duplicates(options(threads), finding);
    ASSERT_TRUE(counts);
    EXPECT_EQ(counts->documents, 40u);
  }
  EXPECT_EQ(found[0], found[1]);
  EXPECT_NE(found[0].find("{\"id\": \"7\", \"group\": null}\n{\"id\": \"8\", \"group\": \"8\"}\n"
                          "{\"id\": \"9\", \"group\": \"8\", \"as\": \"copy\"}\n"),
            std::string::npos)
      << found[0];
  RunHooks marked = hooks();
  marked.job = [](Document& document, Pipeline::Work&, std::string& out) {
    out = "{\"id\": \"" + document.id + "\"}";
  };
  ASSERT_TRUE(mark_duplicates(marked));
  ASSERT_TRUE(run(options(2), marked));
  EXPECT_NE(
      got_.find(
          "{\"id\": \"8\"}\n{\"id\": \"9\", \"duplicate\": {\"of\": \"8\", \"as\": \"copy\"}}\n"),
      std::string::npos)
      << got_;
}

TEST_F(Run, AnErrorOfTheSinkEndsTheRun) {
  for (const unsigned threads : {1u, 4u}) {
    RunHooks failing = hooks();
    int calls = 0;
    failing.sink = [&](const Document&, std::string_view) -> Status {
      return ++calls == 20 ? Status(Error{ErrorCode::kIo, "disk full", "out", 0}) : ok_status();
    };
    const auto counts = run(options(threads), failing);
    ASSERT_FALSE(counts);
    EXPECT_EQ(counts.error().message, "disk full");
    EXPECT_EQ(calls, 20);
  }
}

TEST_F(Run, ProgressCanEndTheRunInOrder) {
  for (const unsigned threads : {1u, 4u}) {
    RunHooks ending = hooks();
    ending.progress = [](const RunCounts& counts) { return counts.documents < 50; };
    const auto counts = run(options(threads), ending);
    ASSERT_TRUE(counts);
    EXPECT_GE(counts->documents, 50u);
    EXPECT_LE(counts->documents, 50u + 4 * threads);
    EXPECT_EQ(std::exchange(got_, {}).substr(0, 8), "0:1\n1:38");
  }
}

}  // namespace
}  // namespace entente
