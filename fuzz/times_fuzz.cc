// Any text to times and places, cut into tokens at blanks and marks as the bytes say: spans lie
// inside their tokens and in order, values keep to the alphabet of TIMEX3, points lie on the globe,
// and nothing changes the second time. The first byte chooses the day of publication, or none.
#include <algorithm>
#include <cmath>

#include "entente/base/unicode.h"
#include "entente/base/utf8.h"
#include "entente/lexicon/lexicon.h"
#include "entente/resolve/places.h"
#include "entente/resolve/timex.h"
#include "fuzz/fuzz.h"

namespace {

using namespace entente;

const Lexicons& lexicons() {
  static const CompileOutcome compiled = compile_lexicons(ENTENTE_SOURCE_DIR "/data", {});
  static const Result<Lexicons> opened = Lexicons::from_bytes(compiled.image, "fuzz");
  FUZZ_CHECK(compiled.errors.empty() && opened);
  return *opened;
}
const TimeFinder& times() {
  static const Result<TimeFinder> finder = TimeFinder::open(lexicons(), "en");
  FUZZ_CHECK(finder);
  return *finder;
}
const PlaceFinder& places() {
  static const Result<PlaceFinder> finder = PlaceFinder::open(lexicons());
  FUZZ_CHECK(finder);
  return *finder;
}

// Sentences end with lines; a token is a run without blanks, cut after every mark if `marks`.
void cut(const Document& document, bool marks, Analysis& out) {
  const std::string_view page = document.page();
  std::uint32_t first = 0, sentence = 0;
  const auto close = [&] {
    if (out.tokens.size() == first) return;
    out.sentences.push_back({first, out.tokens.size(), {}, false, false});
    first = out.tokens.size(), ++sentence;
  };
  for (std::size_t at = 0; at < page.size();) {
    const CodePoint c = code_point_at(page, at);
    std::size_t end = at + c.bytes;
    if (c.value == '\n') close();
    if (!is_space(c.value)) {
      while (end < page.size()) {
        const CodePoint next = code_point_at(page, end);
        if (is_space(next.value) || (marks && (is_punctuation(next.value) ||
                                               is_punctuation(code_point_at(page, at).value))))
          break;
        end += next.bytes;
      }
      const std::uint32_t t = out.tokens.size();
      out.tokens.resize(t + 1);
      out.tokens.begin[t] = static_cast<std::uint32_t>(at),
      out.tokens.end[t] = static_cast<std::uint32_t>(end);
      out.tokens.sentence[t] = sentence, out.tokens.head[t] = kNoToken;
      out.tokens.form[t] = out.strings.intern(page.substr(at, end - at));
      out.tokens.lower[t] = out.strings.intern(lower(page.substr(at, end - at)));
    }
    at = end;
  }
  close();
  out.index_children();
}

void check(const Analysis& a, const Resolution& r) {
  std::uint32_t end = 0;
  for (const Timex& time : r.times) {
    FUZZ_CHECK(time.first < time.last && time.last <= a.tokens.size() && time.span.begin >= end &&
               time.span.begin < time.span.end);
    FUZZ_CHECK(time.span.begin >= a.tokens.begin[time.first] &&
               time.span.end <= a.tokens.end[time.last - 1]);
    const auto known = [](char c) {
      return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || c == '-' || c == ':' || c == '_' ||
             c == '.';
    };
    FUZZ_CHECK(!time.value.empty() && time.value.size() < 40 &&
               std::all_of(time.value.begin(), time.value.end(), known));
    end = time.span.end;
  }
  end = 0;
  for (const Place& place : r.places) {
    FUZZ_CHECK(place.first < place.last && place.last <= a.tokens.size() &&
               place.span.begin >= end && place.span.begin < place.span.end);
    FUZZ_CHECK(place.lat.has_value() == place.lon.has_value());
    FUZZ_CHECK(!place.lat || (std::abs(*place.lat) <= 90 && std::abs(*place.lon) <= 180));
    end = place.span.end;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  Document document;
  document.set_text("", repair_utf8(fuzz::as_text(data + 1, size - 1)));
  if (data[0] % 4 != 0)
    document.date = to_day({1900 + data[0] % 200, static_cast<std::uint8_t>(data[0] % 12 + 1), 15});
  Analysis analysis;
  cut(document, data[0] % 2 == 0, analysis);
  PieceTable pieces;
  lexicons().make_pieces(document.page(), analysis.tokens.begin, analysis.tokens.end, pieces);
  TimeScratch time_scratch;
  PlaceScratch place_scratch;
  Resolution one, two;
  Trace trace;
  times().find(document, analysis, time_scratch, one, &trace);
  places().find(document, analysis, pieces, place_scratch, one, &trace);
  check(analysis, one);
  times().find(document, analysis, time_scratch, two, nullptr);
  places().find(document, analysis, pieces, place_scratch, two, nullptr);
  FUZZ_CHECK(one.times.size() == two.times.size() && one.places.size() == two.places.size());
  for (std::size_t i = 0; i < one.times.size(); ++i)
    FUZZ_CHECK(one.times[i].value == two.times[i].value);
  for (std::size_t i = 0; i < one.places.size(); ++i)
    FUZZ_CHECK(one.places[i].evidence == two.places[i].evidence);
  return 0;
}
