// Every flag is one entry of one table: the parser, both helps, the man page, the completions and a
// test read it.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "entente/cli/options.h"

namespace entente::cli {

// A bit a verb, for the verbs that take a flag.
enum Verb : std::uint32_t {
  kCode = 1,
  kParse = 2,
  kGather = 4,
  kShow = 8,
  kExplain = 16,
  kQuery = 32,
  kRebuild = 64,
  kDedup = 128,
  kExtract = 256,
  kCheck = 1 << 16,
  kRecode = 1 << 17,
  kDiff = 1 << 18,
  kSources = 1 << 19,
  kServe = 1024,
  kWho = 1 << 20,
  kWhere = 1 << 21,
  kWatch = 512,
  kExport = 1 << 22,
};
inline constexpr std::uint32_t kAllVerbs = ~0u;

struct Flag {
  std::string_view name;   // "threads", without dashes
  char letter;             // 'j', 0 for none
  std::string_view value;  // "N", "" for a switch
  std::uint32_t verbs;
  std::string_view group;  // INPUT, OUTPUT, ...
  std::string_view brief;  // one short line
  std::string_view text;   // more, for --help and the man page; may be ""
  // Takes the value; "" if it is good, otherwise what was expected.
  std::string (*set)(Options& options, std::string_view value);
};
std::span<const Flag> all_flags();

struct VerbInfo {
  Verb verb;
  std::string_view name;
  std::string_view brief;      // "read documents, write who did what to whom, one JSON line each"
  std::string_view arguments;  // "[FILE ...]   without FILE, or with -: standard input"
  std::string_view text;       // paragraphs, for --help
  std::string_view exits;      // meaning of exit statuses
  int (*run)(const Options& options);
};
std::span<const VerbInfo> all_verbs();

// Reads the arguments after the verb. "" if good, else a line for the user; a wrong flag suggests
// the nearest right one.
std::string parse_arguments(const VerbInfo& verb, std::span<const std::string_view> arguments,
                            Options& options);

// The nearest of `names` to `word` by edit distance, or "" when none is near.
std::string_view nearest(std::string_view word, std::span<const std::string_view> names);

}  // namespace entente::cli
