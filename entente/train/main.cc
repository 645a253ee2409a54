// entente-train: makes the model files under models/ from corpora, and scores them on given tokens.
#include <cstdio>
#include <map>
#include <string>

#include "entente/base/file.h"
#include "entente/train/lemma_train.h"
#include "entente/train/score.h"
#include "entente/train/tokenizer_train.h"
#include "entente/train/trainer.h"
#include "entente/train/verbs.h"

namespace entente::train {
namespace {

constexpr const char* kUsage =
    "entente-train - make and score the reader's models\n"
    "USAGE:  entente-train reader --config FILE          the network: models/en-reader.bin\n"
    "        entente-train tokenizer --config FILE       models/en-tokenizer.bin\n"
    "        entente-train lemmas --config FILE          models/en-lemmas.bin\n"
    "        entente-train eval --model FILE --conllu FILE [--recase upper|lower|title]\n";

int fail(const Error& error) {
  std::fprintf(stderr, "entente-train: %s\n", describe(error).c_str());
  return 2;
}

int usage() {
  std::fputs(kUsage, stderr);
  return 2;
}

int run_reader(const Options& options) {
  if (options.count("config") == 0) return usage();
  const Result<ReaderConfig> config = read_config(options.at("config"));
  if (!config) return fail(config.error());
  const Status done = train_reader(*config, [](const std::string& line) {
    std::printf("%s\n", line.c_str());
    std::fflush(stdout);
  });
  return done ? 0 : fail(done.error());
}

Result<Score> evaluate(const Options& options) {
  ENTENTE_TRY(const MappedFile file, MappedFile::open(options.at("model")));
  ENTENTE_TRY(const Network network, Network::open(file.bytes(), options.at("model")));
  ENTENTE_TRY(std::vector<Sentence> sentences,
              read_conllu_corpus(options.at("conllu"), kMaxNetworkSentence));
  const std::map<std::string, SentenceCase> cases = {{"upper", SentenceCase::kUpper},
                                                     {"lower", SentenceCase::kLower},
                                                     {"title", SentenceCase::kTitle}};
  if (options.count("recase") != 0) {
    const auto letters = cases.find(options.at("recase"));
    if (letters == cases.end())
      return Error{ErrorCode::kBadInput, "--recase is upper, lower or title", "", 0};
    for (Sentence& s : sentences) s = recased(s, letters->second);
  }
  return score_network(network, sentences);
}

int run_eval(const Options& options) {
  if (options.count("model") == 0 || options.count("conllu") == 0) return usage();
  const Result<Score> score = evaluate(options);
  if (!score) return fail(score.error());
  std::printf("%s\n", describe(*score).c_str());
  return 0;
}

int run(int argc, char** argv) {
  if (argc < 2 || argc % 2 != 0) return usage();
  Options options;
  for (int i = 2; i + 1 < argc; i += 2) {
    const std::string_view flag = argv[i];
    if (flag.substr(0, 2) != "--") return usage();
    options[std::string(flag.substr(2))] = argv[i + 1];
  }
  const std::string_view verb = argv[1];
  if (verb == "reader") return run_reader(options);
  if (verb == "tokenizer") return run_tokenizer(options);
  if (verb == "lemmas") return run_lemmas(options);
  if (verb == "eval") return run_eval(options);
  return usage();
}

}  // namespace
}  // namespace entente::train

int main(int argc, char** argv) { return entente::train::run(argc, argv); }
