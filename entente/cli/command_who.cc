// entente who and where: what the knowledge says of a name, and which line says it.
#include <algorithm>
#include <cstdio>

#include "entente/base/output.h"
#include "entente/cli/commands.h"
#include "entente/cli/terminal.h"
#include "entente/pipeline/look_up.h"

namespace entente::cli {
namespace {

constexpr std::uint32_t kShown = 10;

std::string days_of(const KnownName& known) {
  if (!known.from && !known.until) return "";
  return " " + (known.from ? format_day(*known.from) : "") + ".." +
         (known.until ? format_day(*known.until) : "");
}

std::string number(double value, const char* format) {
  char text[32];
  return {text, static_cast<std::size_t>(std::snprintf(text, sizeof text, format, value))};
}

void add_line(const KnownName& k, std::string& out) {
  out += k.name + "  " + k.code + "  " + k.sort;
  if (!k.title.empty()) out += ", " + k.title;
  out += days_of(k);
  if (k.lat) out += "  " + number(*k.lat, "%.4f") + " " + number(*k.lon, "%.4f");
  if (!k.within.empty()) out += "  in " + k.within;
  if (k.population > 0) out += "  " + std::to_string(k.population) + " people";
  if (k.geonameid != 0) out += "  geonames " + std::to_string(k.geonameid);
  out += "\n    " + number(k.score, "%.1f") + ": " + k.why + "\n    " + k.place + " from " +
         k.source + " (" + k.source_name + ", " + k.licence +
         (k.source_where.empty() ? "" : ", " + k.source_where) + ")\n";
}

int answer(const Options& options, const Result<std::vector<KnownName>>& found) {
  if (!found) return complain(found.error()), kExitFailed;
  std::string out;
  const std::size_t shown =
      std::min<std::size_t>(found->size(), options.limit != 0 ? options.limit : kShown);
  for (std::size_t i = 0; i < shown; ++i) {
    out += i == 0 ? "" : i == 1 ? "\nor, less likely:\n" : "";
    add_line((*found)[i], out);
  }
  if (shown < found->size())
    out += "\n" + std::to_string(found->size() - shown) + " more; --limit shows them\n";
  if (found->empty()) out = "nothing is known under that name\n";
  auto output = Output::open("-");
  if (!output) return complain(output.error()), kExitFailed;
  Status written = output->write(out);
  if (written) written = output->finish();
  if (!written && !output->is_broken_pipe()) return complain(written.error()), kExitFailed;
  return found->empty() ? kExitBadInput : kExitOk;
}

std::string joined(const Options& options) {
  std::string name;
  for (const std::string& argument : options.arguments)
    name += (name.empty() ? "" : " ") + argument;
  return name;
}

}  // namespace

int run_who(const Options& options) {
  if (options.arguments.empty()) return complain("who needs a NAME"), kExitFailed;
  const auto lexicons = open_lexicons(options);
  if (!lexicons) return complain(lexicons.error()), kExitFailed;
  return answer(options, look_up_actor(*lexicons, joined(options), options.on));
}

int run_where(const Options& options) {
  if (options.arguments.empty()) return complain("where needs a NAME"), kExitFailed;
  const auto lexicons = open_lexicons(options);
  if (!lexicons) return complain(lexicons.error()), kExitFailed;
  return answer(options, look_up_place(*lexicons, joined(options)));
}

}  // namespace entente::cli
