// Tested by tests/cli_test.cc.
#include "entente/pipeline/look_up.h"

namespace entente {

Result<Lexicons> open_lexicons(const std::string& share_dir,
                               const std::vector<std::string>& own_dirs, std::vector<Error>& bad) {
  if (own_dirs.empty()) return Lexicons::open(share_dir + "/lexicon.img");
  return Lexicons::compile(share_dir + "/data", own_dirs, bad);
}

}  // namespace entente
