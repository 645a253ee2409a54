// robots.txt (RFC 9309): what a site asks robots to leave alone.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace entente {

class Robots {
 public:
  // The rules for the robot called `name` (lower case), else those for all. Reads at most 500 KiB.
  static Robots parse(std::string_view text, std::string_view name);
  static Robots allow_all() { return Robots(); }
  static Robots refuse_all();

  // `path` with its query, "/" first. The longest rule that fits decides; of two as long, the one
  // that allows.
  bool allows(std::string_view path) const;
  std::uint32_t crawl_delay_s() const { return crawl_delay_s_; }  // 0: none asked; at most 30

 private:
  struct Rule {
    std::string pattern;
    bool allow = false;
  };
  std::vector<Rule> rules_;
  std::uint32_t crawl_delay_s_ = 0;
};

}  // namespace entente
