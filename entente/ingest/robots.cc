// Tested by feed_test.cc.
#include "entente/ingest/robots.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace entente {
namespace {

constexpr std::size_t kMaxBytes = 500 * 1024, kMaxRules = 5000, kMaxPatternBytes = 2048;
constexpr std::uint32_t kMaxDelay = 30;

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r");
  return first == std::string_view::npos
             ? std::string_view()
             : text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

std::string lower_ascii(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return out;
}

// `*` stands for anything, `$` at the end for the end. Greedy with one place to come back to: at
// most path times pattern steps.
bool fits(std::string_view pattern, std::string_view path) {
  const bool anchored = pattern.ends_with('$');
  if (anchored) pattern.remove_suffix(1);
  std::size_t p = 0, t = 0, star = std::string_view::npos, back = 0;
  while (t < path.size()) {
    if (p == pattern.size() && !anchored) return true;
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++, back = t;
    } else if (p < pattern.size() && pattern[p] == path[t]) {
      ++p, ++t;
    } else if (star != std::string_view::npos) {
      p = star + 1, t = ++back;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

}  // namespace

Robots Robots::refuse_all() {
  Robots robots;
  robots.rules_.push_back({"/", false});
  return robots;
}

Robots Robots::parse(std::string_view text, std::string_view name) {
  text = text.substr(0, kMaxBytes);
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  Robots own, all;
  bool own_seen = false, in_own = false, in_all = false, in_agents = false;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line =
        trimmed(text.substr(0, end).substr(0, text.substr(0, end).find('#')));
    text.remove_prefix(std::min(end + 1, text.size()));
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    const std::string key = lower_ascii(trimmed(line.substr(0, colon)));
    const std::string_view value = trimmed(line.substr(colon + 1));
    if (key == "user-agent") {
      if (!std::exchange(in_agents, true)) in_own = in_all = false;
      const std::string agent = lower_ascii(value);
      in_all = in_all || agent == "*";
      in_own = in_own || (!agent.empty() && agent != "*" &&
                          name.starts_with(agent.substr(0, agent.find('/'))));
      own_seen = own_seen || in_own;
      continue;
    }
    in_agents = false;
    for (Robots* robots : {in_own ? &own : nullptr, in_all ? &all : nullptr}) {
      if (robots == nullptr) continue;
      const bool allow = key == "allow";
      if ((allow || key == "disallow") && !value.empty() && value.size() <= kMaxPatternBytes &&
          robots->rules_.size() < kMaxRules)
        robots->rules_.push_back({std::string(value), allow});
      if (key == "crawl-delay") {
        std::uint32_t seconds = 0;
        std::from_chars(value.data(), value.data() + value.size(), seconds);
        robots->crawl_delay_s_ = std::min(seconds, kMaxDelay);
      }
    }
  }
  return own_seen ? own : all;
}

bool Robots::allows(std::string_view path) const {
  if (path == "/robots.txt") return true;
  path = path.substr(0, kMaxPatternBytes);
  const Rule* best = nullptr;
  for (const Rule& rule : rules_) {
    const bool longer = best == nullptr || rule.pattern.size() > best->pattern.size() ||
                        (rule.pattern.size() == best->pattern.size() && rule.allow);
    if (longer && fits(rule.pattern, path)) best = &rule;
  }
  return best == nullptr || best->allow;
}

}  // namespace entente
