// Tested by pipeline_test.cc and tests/.
#include "entente/pipeline/dedup.h"

#include <cstring>
#include <memory>
#include <unordered_map>
#include <vector>

#include "entente/fold/near_duplicates.h"
#include "entente/record/json_out.h"

namespace entente {
namespace {

// Words travel from the threads that make them as bytes.
void pack(const ReportWords& words, std::string& out) {
  out.assign(reinterpret_cast<const char*>(words.data()), words.size() * sizeof words[0]);
}
void unpack(std::string_view bytes, ReportWords& words) {
  words.resize(bytes.size() / sizeof words[0]);
  if (!words.empty()) std::memcpy(words.data(), bytes.data(), words.size() * sizeof words[0]);
}

struct Marker {
  ReportStream stream;
  std::vector<std::string> ids;
  ReportWords words;
  std::string line;
};

}  // namespace

Result<RunCounts> find_duplicates(const RunOptions& options, const DedupHooks& hooks) {
  ENTENTE_TRY(ReportStream stream, ReportStream::open());
  std::vector<std::string> ids;
  ReportWords words;
  RunHooks steps;
  steps.job = [](Document& document, Pipeline::Work&, std::string& out) {
    ReportWords read;
    read_report_words(document, read);
    pack(read, out);
  };
  steps.sink = [&](const Document& document, std::string_view packed) -> Status {
    unpack(packed, words);
    ENTENTE_TRY(const std::uint64_t number, stream.add(words, document.date));
    static_cast<void>(number);
    ids.push_back(document.id);
    return ok_status();
  };
  steps.refused = hooks.refused;
  steps.progress = hooks.progress;
  auto counts = run(options, steps);
  if (!counts) return counts;
  std::vector<std::uint32_t> members(ids.size());
  for (std::uint64_t i = 0; i < ids.size(); ++i) ++members[stream.original(i)];
  std::string line;
  for (std::uint64_t i = 0; i < ids.size(); ++i) {
    const std::uint64_t original = stream.original(i);
    line.clear();
    JsonOut json(line);
    json.open_object();
    json.member("id", ids[i]);
    json.key("group");
    members[original] > 1 ? json.string(ids[original]) : json.null();
    if (original != i) json.member("as", to_string(stream.likeness(i)));
    json.close_object();
    line += '\n';
    ENTENTE_CHECK(hooks.sink(line));
  }
  return counts;
}

Status mark_duplicates(RunHooks& hooks) {
  ENTENTE_TRY(ReportStream stream, ReportStream::open());
  auto marker =
      std::make_shared<Marker>(Marker{std::move(stream), {}, {}, {}});  // the hook keeps it
  hooks.sink = [marker, sink = hooks.sink](const Document& document,
                                           std::string_view record) -> Status {
    read_report_words(document, marker->words);
    // Without days: the original is then the first of the run, whose record is written already.
    ENTENTE_TRY(const std::uint64_t number, marker->stream.add(marker->words, std::nullopt));
    marker->ids.push_back(document.id);
    const std::uint64_t original = marker->stream.original(number);
    const std::size_t end = record.rfind('}');
    if (original == number || end == std::string_view::npos) return sink(document, record);
    std::string& line = marker->line;
    line.assign(record.substr(0, end));
    line += ", ";
    JsonOut json(line);
    json.key("duplicate");
    json.open_object();
    json.member("of", marker->ids[original]);
    json.member("as", to_string(marker->stream.likeness(number)));
    json.close_object();
    line += record.substr(end);
    return sink(document, line);
  };
  return ok_status();
}

}  // namespace entente
