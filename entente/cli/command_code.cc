// entente code, parse and gather: what reads documents.
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <thread>

#include "entente/base/file.h"
#include "entente/base/output.h"
#include "entente/cli/commands.h"
#include "entente/cli/terminal.h"
#include "entente/pipeline/dedup.h"
#include "entente/pipeline/gather.h"
#include "entente/pipeline/pipeline.h"
#include "entente/record/conllu.h"
#include "entente/record/parse_json.h"
#include "entente/record/record_writer.h"

namespace entente::cli {
namespace {

RunOptions run_options(const Options& options) {
  RunOptions run;
  run.paths = options.arguments.empty() ? std::vector<std::string>{"-"} : options.arguments;
  run.ingest = {
      .format = options.from, .lang = options.lang, .date = options.date, .names = options.names};
  run.after = options.after;
  run.threads =
      options.threads != 0 ? options.threads : std::max(1u, std::thread::hardware_concurrency());
  return run;
}

// Runs `job` over all documents, its output to Options::output.
using Job = std::function<void(Document&, Pipeline::Work&, std::string&)>;
int run_filter(const Options& options, const Job& job) {
  const auto start = std::chrono::steady_clock::now();
  auto output = Output::open(options.output);
  if (!output) return complain(output.error()), kExitFailed;
  Progress progress(options);
  RunHooks hooks;
  hooks.job = job;
  hooks.sink = [&](const Document&, std::string_view out) -> Status {
    ENTENTE_CHECK(output->write(out));
    // A person who types, or a program that asks line by line, waits for the answer.
    return ::isatty(STDIN_FILENO) == 1 ? output->flush() : ok_status();
  };
  hooks.refused = [](const Error& error) { complain(error); };
  hooks.progress = [&](const RunCounts& counts) {
    progress.show(counts);
    return !interrupted();
  };
  if (options.dedup)
    if (const Status marking = mark_duplicates(hooks); !marking)
      return complain(marking.error()), kExitFailed;
  catch_signals();
  auto counts = run(run_options(options), hooks);
  Status finished = counts ? output->finish() : Status(counts.error());
  if (!finished && output->is_broken_pipe()) return kExitOk;  // `| head` has what it wanted
  if (!finished) return complain(finished.error()), kExitFailed;
  report(options, *counts,
         std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
  if (interrupted()) return complain("ended early; " + go_on_hint(*counts)), kExitFailed;
  return exit_status(options, *counts);
}

// --conllu-in: documents whose tokens stand.
int parse_given_tokens(const Options& options, const Pipeline& pipeline) {
  auto output = Output::open(options.output);
  if (!output) return complain(output.error()), kExitFailed;
  Pipeline::Work work;
  int status = kExitOk;
  for (const std::string& path :
       options.arguments.empty() ? std::vector<std::string>{"/dev/stdin"} : options.arguments) {
    auto text = read_file(path == "-" ? "/dev/stdin" : path, kMaxConlluBytes);
    if (!text) return complain(text.error()), kExitFailed;
    for (const std::string_view piece : split_conllu_documents(*text)) {
      Document document;
      std::string out;
      if (Status read = read_conllu(piece, document, work.analysis); !read) {
        read.error().source = path;
        complain(read.error());
        status = options.strict ? kExitBadInput : kExitOk;
        continue;
      }
      pipeline.parse_tokens(document, work);
      append_conllu(document, work.analysis, out);
      if (Status written = output->write(out); !written)
        return complain(written.error()), kExitFailed;
    }
  }
  if (Status finished = output->finish(); !finished) return complain(finished.error()), kExitFailed;
  return status;
}

}  // namespace

int run_code(const Options& options) {
  auto pipeline = open_pipeline(options);
  if (!pipeline) return complain(pipeline.error()), kExitFailed;
  return run_filter(options, [&](Document& document, Pipeline::Work& work, std::string& out) {
    pipeline->record(document, work, out);
  });
}

int run_extract(const Options& options) {
  return run_filter(options, [](Document& document, Pipeline::Work&, std::string& out) {
    write_document(document, out, /*with_warnings=*/true);
  });
}

int run_parse(const Options& options) {
  auto pipeline = open_pipeline(options);
  if (!pipeline) return complain(pipeline.error()), kExitFailed;
  if (options.tokens_given) return parse_given_tokens(options, *pipeline);
  return run_filter(options, [&](Document& document, Pipeline::Work& work, std::string& out) {
    switch (options.form) {
      case ParseForm::kConllu:
        pipeline->parse(document, work);
        return append_conllu(document, work.analysis, out);
      case ParseForm::kEntities:
        pipeline->parse(document, work);
        return write_entities(document, work.analysis, out);
      case ParseForm::kChains:
        pipeline->chains(document, work);
        return write_chains(document, work.analysis, work.resolution, out);
      case ParseForm::kChainFeatures:
        return pipeline->chain_features(document, work, out);
    }
  });
}

int run_gather(const Options& options) {
  if (options.arguments.empty())
    return complain("gather needs a PATH; - reads standard input"), kExitFailed;
  const auto start = std::chrono::steady_clock::now();
  OpenReport found;
  auto store = Store::open(database_folder(options), Store::Mode::kWrite, found);
  if (!store) return complain(store.error()), kExitFailed;
  for (const std::string& note : found.notes) complain(note);
  auto pipeline = open_pipeline(options);
  if (!pipeline) return complain(pipeline.error()), kExitFailed;
  Progress progress(options);
  GatherHooks hooks;
  hooks.note = [](const std::string& note) { complain(note); };
  hooks.refused = [](const Error& error) { complain(error); };
  hooks.progress = [&](const RunCounts& counts) {
    progress.show(counts);
    return !interrupted();
  };
  catch_signals();
  auto counts = gather(*pipeline, *store, run_options(options), hooks);
  if (!counts) return complain(counts.error()), kExitFailed;
  progress.clear();
  std::printf("%llu documents gathered into %s, %llu known already\n",
              static_cast<unsigned long long>(counts->documents), database_folder(options).c_str(),
              static_cast<unsigned long long>(counts->skipped));
  report(options, *counts,
         std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
  if (interrupted())
    return complain("ended early; what was gathered is kept, the same command goes on"),
           kExitFailed;
  if (found.journal_damaged) return kExitBadInput;
  return exit_status(options, *counts);
}

}  // namespace entente::cli
