// Tested by tests/cli_test.cc through the program.
#include "entente/cli/terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <utility>
#include <vector>

#include "entente/record/json_out.h"

namespace entente::cli {
namespace {

std::atomic<int> signals_seen = 0;
static_assert(std::atomic<int>::is_always_lock_free, "asked from a signal handler");

void on_signal(int number) {
  if (signals_seen.fetch_add(1) == 0) return;
  std::signal(number, SIG_DFL);
  std::raise(number);
}

std::string printable(std::string_view text) {
  constexpr char kHex[] = "0123456789abcdef";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x20 && byte != 0x7F)
      out += c;
    else
      (out += "\\x") += kHex[byte >> 4], out += kHex[byte & 15];
  }
  return out;
}

// " 12 http 404, 3 file .png": the ten most.
std::string kinds_of(const RunCounts& counts) {
  constexpr std::size_t kShown = 10;
  std::vector<std::pair<std::uint64_t, std::string>> kinds;
  for (const auto& [kind, count] : counts.passed_over_kinds) kinds.emplace_back(count, kind);
  std::sort(kinds.begin(), kinds.end(), [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first > b.first : a.second < b.second;
  });
  std::string out;
  for (std::size_t i = 0; i < std::min(kShown, kinds.size()); ++i)
    out += (i == 0 ? " " : ", ") + std::to_string(kinds[i].first) + " " + kinds[i].second;
  return out + (kinds.size() > kShown ? " ..." : "");
}

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string() : std::string(value);
}

}  // namespace

void complain(std::string_view message) {
  std::fprintf(stderr, "entente: %s\n", printable(message).c_str());
}
void complain(const Error& error) { complain(describe(error)); }

bool use_colour(const Options& options) {
  if (options.colour != Colour::kAuto) return options.colour == Colour::kAlways;
  return ::isatty(STDOUT_FILENO) == 1 && variable("NO_COLOR").empty() && variable("TERM") != "dumb";
}

unsigned terminal_width() {
  winsize size{};
  if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= 40) return size.ws_col;
  return 100;
}

void catch_signals() {
  struct sigaction action {};
  action.sa_handler = on_signal;
  ::sigaction(SIGINT, &action, nullptr);
  ::sigaction(SIGTERM, &action, nullptr);
}

bool interrupted() { return signals_seen.load() != 0; }

std::string find_share(const Options& options) {
  namespace fs = std::filesystem;
  if (!options.share.empty()) return options.share;
  if (const std::string set = variable("ENTENTE_SHARE"); !set.empty()) return set;
  std::error_code code;
  const fs::path program = fs::read_symlink("/proc/self/exe", code).parent_path();
  for (const char* beside : {"share/entente", "../share/entente"})
    if (fs::exists(program / beside / "lexicon.img", code))
      return (program / beside).lexically_normal().string();
  return ENTENTE_SHARE_DIR;
}

std::string database_folder(const Options& options) {
  if (!options.db.empty()) return options.db;
  const std::string set = variable("ENTENTE_DB");
  return set.empty() ? "entente.db" : set;
}

std::string go_on_hint(const RunCounts& counts) {
  if (counts.last.source.empty()) return "nothing was read";
  return "--after '" + counts.last.source + ":" + std::to_string(counts.last.offset) +
         (counts.last.index != 0 ? "+" + std::to_string(counts.last.index) : "") +
         "' goes on where it ended";
}

Progress::Progress(const Options& options)
    : shown_(!options.quiet && ::isatty(STDERR_FILENO) == 1),
      start_(std::chrono::steady_clock::now()),
      last_(start_) {
  constexpr std::size_t kMaxFiles = 200'000;
  if (shown_ && !options.arguments.empty())
    total_bytes_ = total_bytes(options.arguments, kMaxFiles);
}

Progress::~Progress() { clear(); }

void Progress::clear() {
  if (std::exchange(drawn_, false)) std::fputs("\r\x1b[K", stderr);
}

void Progress::show(const RunCounts& counts) {
  const auto now = std::chrono::steady_clock::now();
  if (!shown_ || now - last_ < std::chrono::milliseconds(500)) return;
  last_ = now;
  drawn_ = true;
  const double seconds = std::chrono::duration<double>(now - start_).count();
  std::fprintf(stderr, "\r\x1b[K%llu documents, %.0f a second, %.1f MB",
               static_cast<unsigned long long>(counts.documents),
               static_cast<double>(counts.documents) / seconds,
               static_cast<double>(counts.bytes) / 1e6);
  if (total_bytes_ != 0 && counts.position != 0) {
    const double done =
        std::min(1.0, static_cast<double>(counts.position) / static_cast<double>(total_bytes_));
    const auto left = static_cast<long long>(seconds * (1 - done) / done);
    std::fprintf(stderr, ", %.0f %%, %lld:%02lld left", 100 * done, left / 60, left % 60);
  }
  if (counts.skipped != 0)
    std::fprintf(stderr, ", %llu known already", static_cast<unsigned long long>(counts.skipped));
  if (counts.refused != 0)
    std::fprintf(stderr, ", %llu refused", static_cast<unsigned long long>(counts.refused));
  std::fflush(stderr);
}

void report(const Options& options, const RunCounts& counts, double seconds) {
  if (options.stats) {
    std::string line;
    JsonOut json(line);
    json.open_object();
    json.member("documents", counts.documents);
    json.member("unreadable", counts.unreadable);
    json.member("refused", counts.refused);
    json.member("skipped", counts.skipped);
    json.member("passed_over", counts.passed_over);
    json.key("passed_over_kinds"), json.open_object();
    for (const auto& [kind, count] : counts.passed_over_kinds) json.member(kind, count);
    json.close_object();
    json.member("input_bytes", counts.position);
    json.key("last"), json.open_object();
    json.member("source", printable(counts.last.source));
    json.member("offset", counts.last.offset);
    json.close_object();
    json.member("bytes", counts.bytes);
    json.member("sentences", counts.times.sentences);
    json.member("tokens", counts.times.tokens);
    json.key("seconds"), json.real(seconds, 3);
    const auto seconds_of = [&](std::string_view name, std::uint64_t ns) {
      json.key(name), json.real(static_cast<double>(ns) / 1e9, 3);
    };
    seconds_of("read_s", counts.times.read_ns);
    seconds_of("resolve_s", counts.times.resolve_ns);
    seconds_of("code_s", counts.times.code_ns);
    seconds_of("write_s", counts.times.write_ns);
    json.close_object();
    std::fprintf(stderr, "%s\n", line.c_str());
  }
  if (counts.passed_over != 0)
    complain(std::to_string(counts.passed_over) + " passed over:" + kinds_of(counts));
  if (counts.refused != 0 || counts.unreadable != 0)
    complain(std::to_string(counts.refused) + " refused, " + std::to_string(counts.unreadable) +
             " unreadable of " + std::to_string(counts.documents + counts.refused));
}

int exit_status(const Options& options, const RunCounts& counts) {
  return options.strict && (counts.refused != 0 || counts.unreadable != 0) ? kExitBadInput
                                                                           : kExitOk;
}

Result<Lexicons> open_lexicons(const Options& options) {
  std::vector<Error> bad;
  auto lexicons = open_lexicons(find_share(options), options.lexicon, bad);
  for (const Error& line : bad) complain(line);
  return lexicons;
}

Result<Pipeline> open_pipeline(const Options& options) {
  ENTENTE_TRY(Lexicons lexicons, open_lexicons(options));
  const DictionaryFiles& files = options.dictionaries;
  if (files.empty()) return Pipeline::open(find_share(options), std::move(lexicons));
  if (files.verbs.empty() != files.actors.empty())
    return Error{
        ErrorCode::kBadInput, "--verbs and --actors need each other: events have sides", {}, 0};
  if (!files.agents.empty() && files.actors.empty())
    return Error{ErrorCode::kBadInput, "--agents needs --actors and --verbs", {}, 0};
  ENTENTE_TRY(DictionaryOutcome outcome, read_dictionaries(files));
  for (const Error& unused : outcome.unused) complain(unused);
  if (!outcome.unused.empty()) {
    const std::string count =
        std::to_string(outcome.unused.size()) + " lines of dictionaries cannot be used";
    if (options.strict) return Error{ErrorCode::kBadInput, count, {}, 0};
    complain(count + "; the others are");
  }
  return Pipeline::open(find_share(options), std::move(lexicons),
                        std::make_shared<const Dictionaries>(std::move(outcome.dictionaries)));
}

}  // namespace entente::cli
