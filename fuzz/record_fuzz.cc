// A document's line and its record's line, parted by the first line end, back to the shapes: every
// span lies in the page, every id names something.
#include "entente/record/record_reader.h"
#include "fuzz/fuzz.h"

namespace {

using namespace entente;

void check(const Record& record) {
  const Resolution& r = record.resolution;
  const auto inside = [&](Span s) {
    return s.begin <= s.end && s.end <= record.document.page().size();
  };
  const auto known = [&](std::uint32_t actor) { return actor < r.actors.size(); };
  for (const Sentence& s : record.sentences) FUZZ_CHECK(inside(s.span));
  for (const Mention& m : r.mentions) FUZZ_CHECK(inside(m.span) && known(m.actor));
  for (const Place& p : r.places) FUZZ_CHECK(inside(p.span));
  for (const Timex& t : r.times) FUZZ_CHECK(inside(t.span));
  for (const Event& e : record.coding.events) {
    FUZZ_CHECK(inside(e.trigger));
    for (const std::uint32_t actor : e.sources) FUZZ_CHECK(known(actor));
    for (const std::uint32_t actor : e.targets) FUZZ_CHECK(known(actor));
    FUZZ_CHECK(!e.place || *e.place < r.places.size());
  }
  for (const Quote& q : record.coding.quotes)
    FUZZ_CHECK(inside(q.span) && (!q.speaker || known(*q.speaker)));
  for (const Visit& v : record.coding.visits) FUZZ_CHECK(known(v.visitor));
  for (const Agreement& a : record.coding.agreements) FUZZ_CHECK(inside(a.span));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view all = fuzz::as_text(data, size);
  const std::size_t end = all.find('\n');
  if (end == std::string_view::npos) return 0;
  const fuzz::ExactBytes document(all.substr(0, end)), line(all.substr(end + 1));
  RecordReader reader;
  Record record;
  if (const Status read = reader.read(document.view(), line.view(), record); read) check(record);
  return 0;
}
