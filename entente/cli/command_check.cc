// entente check: is a database whole?
#include <cstdio>

#include "entente/cli/commands.h"
#include "entente/cli/terminal.h"
#include "entente/store/check.h"

namespace entente::cli {

int run_check(const Options& options) {
  if (!options.arguments.empty())
    return complain("check takes no argument; --db names the database"), kExitFailed;
  const std::string folder = database_folder(options);
  const auto report = check_database(folder, options.deep);
  if (!report) return complain(report.error()), kExitFailed;
  for (const std::string& note : report->notes) complain(note);
  for (const std::string& fault : report->faults) complain(fault);
  std::printf(
      "%s: %llu records, %llu documents, %llu of them in the index, %llu acts, %llu relations: "
      "%s\n",
      folder.c_str(), static_cast<unsigned long long>(report->records),
      static_cast<unsigned long long>(report->documents),
      static_cast<unsigned long long>(report->indexed),
      static_cast<unsigned long long>(report->acts),
      static_cast<unsigned long long>(report->relations),
      report->faults.empty() ? "all is well" : "not all is well");
  return report->faults.empty() ? kExitOk : kExitBadInput;
}

}  // namespace entente::cli
