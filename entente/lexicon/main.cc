// entente-lexicon: checks the tables under data/ and compiles them to the image that the program
// maps. The build runs it; a person who edits a table may, too.
#include <cstdio>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "entente/base/file.h"
#include "entente/lexicon/lexicon.h"

namespace {

constexpr const char* kUsage =
    "entente-lexicon - check the tables of the lexicon, compile them to an image\n"
    "USAGE:  entente-lexicon check DATA_DIR [USER_DIR ...]\n"
    "        entente-lexicon compile DATA_DIR [USER_DIR ...] -o IMAGE\n"
    "EXIT:   0 done;  1 a line is bad: each is named;  2 wrong usage, or the run itself failed\n";

int fail(const entente::Error& error) {
  std::fprintf(stderr, "entente-lexicon: %s\n", entente::describe(error).c_str());
  return 2;
}

int wrong_usage() {
  std::fputs(kUsage, stderr);
  return 2;
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  std::vector<std::string> dirs;
  std::string verb, image_path;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    if (arguments[i] == "-o" && i + 1 < arguments.size())
      image_path = arguments[++i];
    else if (arguments[i] == "-h" || arguments[i] == "--help")
      return std::fputs(kUsage, stdout) < 0 ? 2 : 0;
    else if (verb.empty())
      verb = arguments[i];
    else
      dirs.push_back(arguments[i]);
  }
  const bool compile = verb == "compile" && !image_path.empty();
  if ((!compile && verb != "check") || dirs.empty()) return wrong_usage();

  const entente::CompileOutcome outcome =
      entente::compile_lexicons(dirs[0], std::span(dirs).subspan(1));
  for (const entente::Error& error : outcome.errors)
    std::fprintf(stderr, "%s\n", entente::describe(error).c_str());
  if (!outcome.errors.empty()) {
    std::fprintf(stderr, "entente-lexicon: %zu bad lines\n", outcome.errors.size());
    return 1;
  }
  // What would not open is not written.
  const auto lexicons = entente::Lexicons::from_bytes(outcome.image, image_path);
  if (!lexicons) return fail(lexicons.error());
  if (!compile) return 0;
  if (auto written = entente::write_file_atomic(image_path, outcome.image); !written)
    return fail(written.error());
  return 0;
}
