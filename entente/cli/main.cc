// entente VERB [OPTIONS] ...: finds the verb, reads its flags, runs it.
#include <csignal>
#include <cstdio>
#include <vector>

#include "entente/cli/flags.h"
#include "entente/cli/help.h"
#include "entente/cli/terminal.h"

namespace entente::cli {
namespace {

int refuse(const std::string& line) {
  complain(line);
  return kExitFailed;
}

int run_program(std::span<const std::string_view> arguments) {
  if (arguments.empty()) {
    std::fputs(program_help().c_str(), stderr);
    return kExitFailed;
  }
  const std::string_view first = arguments[0];
  const auto print = [](const std::string& text) {
    return std::fputs(text.c_str(), stdout) < 0 ? kExitFailed : kExitOk;
  };
  if (first == "-h" || first == "--help" || first == "help") return print(program_help());
  if (first == "--version") return print("entente " + std::string(kVersion) + "\n");
  if (first == "--man") return print(man_page());
  if (first == "--bash-completion") return print(bash_completion());
  for (const VerbInfo& verb : all_verbs()) {
    if (verb.name != first) continue;
    Options options;
    if (const std::string wrong = parse_arguments(verb, arguments.subspan(1), options);
        !wrong.empty())
      return refuse(wrong);
    if (options.help) return print(verb_help(verb, options.long_help));
    return verb.run(options);
  }
  std::vector<std::string_view> names;
  for (const VerbInfo& verb : all_verbs()) names.push_back(verb.name);
  const std::string_view near = nearest(first, names);
  return refuse("no such verb: " + std::string(first) +
                (near.empty() ? std::string() : " (did you mean " + std::string(near) + "?)") +
                "; entente -h lists them");
}

}  // namespace
}  // namespace entente::cli

int main(int count, char** values) {
  std::signal(SIGPIPE, SIG_IGN);  // a closed pipe is an error like others, told by write()
  const std::vector<std::string_view> arguments(values + (count > 0 ? 1 : 0), values + count);
  return entente::cli::run_program(arguments);
}
