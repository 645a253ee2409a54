// Tested by cli_test.cc.
#include "entente/cli/help.h"

#include <algorithm>
#include <vector>

namespace entente::cli {
namespace {

constexpr std::size_t kWidth = 100;

std::string padded(std::string text, std::size_t width) {
  text.resize(std::max(width, text.size() + 1), ' ');
  return text;
}

std::string flag_head(const Flag& flag) {
  std::string head = flag.letter != 0 ? std::string("-") + flag.letter + ", " : "    ";
  head += "--" + std::string(flag.name);
  if (!flag.value.empty()) head += " " + std::string(flag.value);
  return head;
}

// Breaks `text` at blanks into lines of at most kWidth, each after `indent` blanks.
std::string wrapped(std::string_view text, std::size_t indent) {
  std::string out, line;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    if (!line.empty() && indent + line.size() + 1 + end > kWidth) {
      out += std::string(indent, ' ') + line + "\n";
      line.clear();
    }
    if (!line.empty()) line += ' ';
    line += text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out + std::string(indent, ' ') + line + "\n";
}

std::vector<std::string_view> groups_of(const VerbInfo& verb) {
  std::vector<std::string_view> groups;
  for (const Flag& flag : all_flags())
    if ((flag.verbs & verb.verb) != 0 &&
        std::find(groups.begin(), groups.end(), flag.group) == groups.end())
      groups.push_back(flag.group);
  return groups;
}

std::string roff(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\' || c == '-') out += '\\';
    out += c;
  }
  return out;
}

}  // namespace

std::string program_help() {
  std::string out =
      "entente - reads the news and keeps the map of relations between states\nUSAGE:  entente "
      "VERB [OPTIONS] ...\n";
  for (const VerbInfo& verb : all_verbs())
    out += "  " + padded(std::string(verb.name), 9) + std::string(verb.brief) + "\n";
  return out + "  " + padded("--version", 9) +
         " the program's version\nentente VERB -h shows a verb's flags on one screen, --help tells "
         "all.\n";
}

std::string verb_help(const VerbInfo& verb, bool whole) {
  std::string out = "entente " + std::string(verb.name) + " - " + std::string(verb.brief) +
                    "\nUSAGE:  entente " + std::string(verb.name) + " [OPTIONS] " +
                    std::string(verb.arguments) + "\n";
  if (whole && !verb.text.empty()) out += "\n" + wrapped(verb.text, 0) + "\n";
  for (const std::string_view group : groups_of(verb)) {
    bool first = true;
    for (const Flag& flag : all_flags()) {
      if ((flag.verbs & verb.verb) == 0 || flag.group != group) continue;
      out += "  " + padded(first ? std::string(group) : std::string(), 8) +
             padded(flag_head(flag), 22) + std::string(flag.brief) + "\n";
      first = false;
      if (whole && !flag.text.empty()) out += wrapped(flag.text, 36);
    }
  }
  return out + "EXIT:   " + std::string(verb.exits) + "\n";
}

std::string man_page() {
  std::string out = ".TH ENTENTE 1 \"\" \"entente " + std::string(kVersion) +
                    "\" \"\"\n.SH NAME\nentente \\- reads the news and keeps the map of relations "
                    "between states\n"
                    ".SH SYNOPSIS\n.B entente\nVERB [OPTIONS] ...\n";
  for (const VerbInfo& verb : all_verbs()) {
    out += ".SH \"ENTENTE " + roff(verb.name) + "\"\n" + roff(verb.brief) + ".\n.PP\n.B entente " +
           roff(verb.name) + "\n[OPTIONS] " + roff(verb.arguments) + "\n.PP\n" + roff(verb.text) +
           "\n";
    for (const Flag& flag : all_flags()) {
      if ((flag.verbs & verb.verb) == 0) continue;
      const std::string head = flag_head(flag);
      out += ".TP\n.B " + roff(std::string_view(head).substr(head.find('-'))) + "\n" +
             roff(flag.brief) + ". " + roff(flag.text) + "\n";
    }
    out += ".PP\nExit status: " + roff(verb.exits) + "\n";
  }
  return out;
}

std::string bash_completion() {
  std::string verbs, cases;
  for (const VerbInfo& verb : all_verbs()) {
    verbs += (verbs.empty() ? "" : " ") + std::string(verb.name);
    cases += "    " + std::string(verb.name) + ") words='";
    for (const Flag& flag : all_flags())
      if ((flag.verbs & verb.verb) != 0) cases += "--" + std::string(flag.name) + " ";
    cases += "' ;;\n";
  }
  return "_entente() {\n  local words cur=${COMP_WORDS[COMP_CWORD]}\n  case ${COMP_WORDS[1]} in\n" +
         cases + "    *) words='" + verbs +
         "' ;;\n  esac\n  if [[ $COMP_CWORD -eq 1 || $cur == -* ]]; then\n"
         "    COMPREPLY=($(compgen -W \"$words\" -- \"$cur\"))\n  else\n    COMPREPLY=($(compgen "
         "-f -- \"$cur\"))\n  fi\n}\n"
         "complete -F _entente entente\n";
}

}  // namespace entente::cli
