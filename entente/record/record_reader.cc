// simdjson's DOM gives the tree; one function a kind of row walks it, in the order in which
// record_writer.cc writes. The first thing that is wrong is kept as the answer and everything after
// it reads as empty: rows need no error path of their own. Tested by record_reader_test.cc.
#include "entente/record/record_reader.h"

#include <simdjson.h>

#include <algorithm>
#include <tuple>

#include "entente/base/utf8.h"
#include "entente/record/document_reader.h"

namespace entente {
namespace {

namespace dom = simdjson::dom;

// Code points of a page to bytes: the byte of every 64th is kept, the rest is walked.
class ByteMap {
 public:
  void build(std::string_view page) {
    page_ = page;
    marks_.clear();
    count_ = 0;
    for (std::size_t at = 0; at < page.size(); ++at) {
      if ((static_cast<unsigned char>(page[at]) & 0xC0) == 0x80) continue;
      if (count_ % kStep == 0) marks_.push_back(static_cast<std::uint32_t>(at));
      ++count_;
    }
  }
  std::uint32_t count() const { return count_; }
  // The byte at which code point `index` (<= count()) begins.
  std::uint32_t byte(std::uint32_t index) const {
    if (index == count_) return static_cast<std::uint32_t>(page_.size());
    if (count_ == page_.size()) return index;
    std::size_t at = marks_[index / kStep];
    for (std::uint32_t left = index % kStep; left != 0; --left)
      at += code_point_at(page_, at).bytes;
    return static_cast<std::uint32_t>(at);
  }

 private:
  static constexpr std::uint32_t kStep = 64;
  std::string_view page_;
  std::vector<std::uint32_t> marks_;
  std::uint32_t count_ = 0;
};

template <class Enum, std::size_t N>
bool find_enum(std::string_view text, Enum& out) {
  for (std::size_t i = 0; i < N; ++i) {
    if (to_string(static_cast<Enum>(i)) != text) continue;
    out = static_cast<Enum>(i);
    return true;
  }
  return false;
}

// Reads members of objects; keeps the first complaint.
class Walker {
 public:
  Walker(const Document& document, ByteMap& bytes) : document_(document), bytes_(bytes) {
    title_points_ = static_cast<std::uint32_t>(count_code_points(document.title()));
    body_point_ = title_points_ == 0 ? 0 : title_points_ + 2;
  }

  bool failed() const { return !complaint_.empty(); }
  const std::string& complaint() const { return complaint_; }
  void complain(std::string_view where, std::string_view what) {
    if (!failed()) complaint_ = "`" + std::string(where) + "`: " + std::string(what);
  }

  // False for a member that is absent or null.
  bool find(const dom::object& object, const char* name, dom::element& out) const {
    return object[name].get(out) == simdjson::SUCCESS && !out.is_null();
  }

  std::string_view text(const dom::object& object, const char* name) {
    dom::element element;
    std::string_view value;
    if (find(object, name, element) && element.get_string().get(value) != simdjson::SUCCESS)
      complain(name, "no string");
    return value;
  }

  std::optional<std::uint32_t> number(const dom::object& object, const char* name) {
    dom::element element;
    if (!find(object, name, element)) return std::nullopt;
    std::uint64_t value = 0;
    if (element.get_uint64().get(value) != simdjson::SUCCESS || value >= UINT32_MAX) {
      complain(name, "no whole number of 32 bits");
      return std::nullopt;
    }
    return static_cast<std::uint32_t>(value);
  }
  // One that must be there.
  std::uint32_t required(const dom::object& object, const char* name) {
    const auto value = number(object, name);
    if (!value) complain(name, "missing");
    return value.value_or(0);
  }
  // One that must be below `bound`: a row that exists.
  std::uint32_t index(const dom::object& object, const char* name, std::size_t bound) {
    const std::uint32_t value = required(object, name);
    if (value >= bound) complain(name, "names a row that is not there");
    return failed() ? 0 : value;
  }
  std::optional<std::uint32_t> optional_index(const dom::object& object, const char* name,
                                              std::size_t bound) {
    const auto value = number(object, name);
    if (value && *value >= bound) complain(name, "names a row that is not there");
    return failed() ? std::nullopt : value;
  }

  std::optional<double> real(const dom::object& object, const char* name) {
    dom::element element;
    if (!find(object, name, element)) return std::nullopt;
    double value = 0;
    if (element.get_double().get(value) != simdjson::SUCCESS) complain(name, "no number");
    return value;
  }

  template <class Enum, std::size_t N>
  Enum choice(const dom::object& object, const char* name, Enum otherwise) {
    Enum out = otherwise;
    const std::string_view value = text(object, name);
    if (!value.empty() && !find_enum<Enum, N>(value, out)) complain(name, "unknown value");
    return out;
  }

  template <class Row>
  void each(const dom::object& object, const char* name, Row row) {
    dom::element element;
    if (failed() || !find(object, name, element)) return;
    dom::array array;
    if (element.get_array().get(array) != simdjson::SUCCESS) return complain(name, "no array");
    for (const dom::element item : array) {
      if (failed()) return;
      row(item);
    }
  }
  template <class Row>
  void each_object(const dom::object& object, const char* name, Row row) {
    each(object, name, [&](dom::element item) {
      dom::object one;
      if (item.get_object().get(one) != simdjson::SUCCESS)
        return complain(name, "holds what is no object");
      row(one);
    });
  }
  void texts(const dom::object& object, const char* name, std::vector<std::string>& out) {
    each(object, name, [&](dom::element item) {
      std::string_view value;
      if (item.get_string().get(value) != simdjson::SUCCESS)
        return complain(name, "holds what is no string");
      out.emplace_back(value);
    });
  }
  void indexes(const dom::object& object, const char* name, std::size_t bound,
               std::vector<std::uint32_t>& out) {
    each(object, name, [&](dom::element item) {
      std::uint64_t value = 0;
      if (item.get_uint64().get(value) != simdjson::SUCCESS || value >= bound)
        return complain(name, "names a row that is not there");
      out.push_back(static_cast<std::uint32_t>(value));
    });
  }
  FieldSet fields(const dom::object& object) {
    FieldSet set = 0;
    each(object, "fields", [&](dom::element item) {
      std::string_view value;
      std::size_t bit = 0;
      if (item.get_string().get(value) != simdjson::SUCCESS || !parse_field(value, bit))
        return complain("fields", "unknown field");
      set |= FieldSet{1} << bit;
    });
    return set;
  }
  EventDate date(const dom::object& object) {
    EventDate date;
    date.value = text(object, "date");
    date.precision = choice<DatePrecision, 4>(object, "date_precision", DatePrecision::kDocument);
    return date;
  }

  Span span(const dom::object& object) {
    const std::uint32_t start = required(object, "start"), end = required(object, "end");
    const bool in_title = text(object, "in") == "title";
    const std::uint32_t base = in_title ? 0 : body_point_;
    const std::uint32_t limit =
        in_title ? title_points_ : bytes_.count() - std::min(bytes_.count(), body_point_);
    if (start > end || end > limit) complain("start", "a span outside its text");
    if (failed()) return {};
    return {bytes_.byte(base + start), bytes_.byte(base + end)};
  }
  std::optional<Span> optional_span(const dom::object& object, const char* name) {
    dom::element element;
    if (!find(object, name, element)) return std::nullopt;
    dom::object one;
    if (element.get_object().get(one) != simdjson::SUCCESS) {
      complain(name, "no object");
      return std::nullopt;
    }
    return span(one);
  }
  bool in_title(Span span) const { return document_.in_title(span); }

 private:
  const Document& document_;
  ByteMap& bytes_;
  std::uint32_t title_points_ = 0, body_point_ = 0;
  std::string complaint_;
};

void read_sentences(Walker& walk, const dom::object& root, std::vector<Sentence>& out) {
  walk.each_object(root, "sentences", [&](const dom::object& row) {
    Sentence& sentence = out.emplace_back();
    sentence.span = walk.span(row);
    sentence.in_title = walk.in_title(sentence.span);
  });
}

void read_actor(Walker& walk, const dom::object& row, Resolution& out) {
  const auto id = static_cast<std::uint32_t>(out.actors.size());
  if (walk.required(row, "id") != id) walk.complain("id", "actors are not numbered from 0");
  Actor& actor = out.actors.emplace_back();
  actor.name = walk.text(row, "name");
  actor.code = walk.text(row, "code");
  actor.country = walk.text(row, "country");
  actor.sector = walk.text(row, "sector");
  actor.title = walk.text(row, "title");
  actor.evidence = walk.text(row, "evidence");
  actor.kind = walk.choice<ActorKind, 5>(row, "kind", ActorKind::kGeneric);
  walk.indexes(row, "members", UINT32_MAX,
               actor.members);  // may name later actors: held against the count below
  walk.each_object(row, "mentions", [&](const dom::object& one) {
    Mention& mention = out.mentions.emplace_back();
    mention.span = walk.span(one);
    mention.actor = id;
    mention.kind = walk.choice<MentionKind, 6>(one, "kind", MentionKind::kName);
  });
}

void read_actors(Walker& walk, const dom::object& root, Resolution& out) {
  walk.each_object(root, "actors", [&](const dom::object& row) { read_actor(walk, row, out); });
  for (const Actor& actor : out.actors)
    for (const std::uint32_t member : actor.members)
      if (member >= out.actors.size()) walk.complain("members", "names a row that is not there");
  std::stable_sort(out.mentions.begin(), out.mentions.end(),
                   [](const Mention& a, const Mention& b) {
                     return std::tuple(a.span.begin, UINT32_MAX - a.span.end) <
                            std::tuple(b.span.begin, UINT32_MAX - b.span.end);
                   });
}

void read_places(Walker& walk, const dom::object& root, Resolution& out) {
  walk.each_object(root, "places", [&](const dom::object& row) {
    Place& place = out.places.emplace_back();
    place.span = walk.span(row);
    place.name = walk.text(row, "name");
    place.country = walk.text(row, "country");
    place.lat = walk.real(row, "lat");
    place.lon = walk.real(row, "lon");
    place.geonameid = walk.number(row, "geonameid").value_or(0);
    const std::string_view feature = walk.text(row, "feature");
    if (!feature.empty()) place.feature = feature[0];
    place.feature_code = walk.text(row, "feature_code");
    place.precision = walk.choice<Precision, 3>(row, "precision", Precision::kPoint);
  });
}

void read_times(Walker& walk, const dom::object& root, Resolution& out) {
  walk.each_object(root, "times", [&](const dom::object& row) {
    Timex& time = out.times.emplace_back();
    time.span = walk.span(row);
    time.type = walk.choice<TimexType, 4>(row, "type", TimexType::kDate);
    time.value = walk.text(row, "value");
  });
}

void read_event(Walker& walk, const dom::object& row, Record& out) {
  const std::size_t actors = out.resolution.actors.size();
  Event& event = out.coding.events.emplace_back();
  event.sentence = walk.index(row, "sentence", out.sentences.size());
  event.type = walk.choice<EventType, kEventTypeCount>(row, "type", EventType::kConsult);
  event.typed = !walk.text(row, "type").empty();
  event.mode = walk.text(row, "mode");
  walk.texts(row, "contexts", event.contexts);
  event.fields = walk.fields(row);
  event.cameo = walk.text(row, "cameo");
  event.goldstein = static_cast<float>(walk.real(row, "goldstein").value_or(0));
  event.status = walk.choice<EventStatus, 5>(row, "status", EventStatus::kAsserted);
  walk.indexes(row, "sources", actors, event.sources);
  walk.indexes(row, "targets", actors, event.targets);
  event.reporter = walk.optional_index(row, "reporter", actors);
  event.date = walk.date(row);
  event.place = walk.optional_index(row, "place", out.resolution.places.size());
  event.trigger = walk.optional_span(row, "trigger").value_or(Span{});
  event.confidence = static_cast<float>(walk.real(row, "confidence").value_or(0));
  event.frame = walk.text(row, "frame");
}

void read_quotes(Walker& walk, const dom::object& root, Record& out) {
  walk.each_object(root, "quotes", [&](const dom::object& row) {
    Quote& quote = out.coding.quotes.emplace_back();
    quote.span = walk.span(row);
    quote.speaker = walk.optional_index(row, "speaker", out.resolution.actors.size());
    quote.cue = walk.optional_span(row, "cue");
    bool direct = true;
    if (row["direct"].get_bool().get(direct) == simdjson::SUCCESS) quote.direct = direct;
  });
}

void read_registers(Walker& walk, const dom::object& root, Record& out) {
  const std::size_t sentences = out.sentences.size(), actors = out.resolution.actors.size();
  walk.each_object(root, "agreements", [&](const dom::object& row) {
    Agreement& agreement = out.coding.agreements.emplace_back();
    walk.texts(row, "parties", agreement.parties);
    agreement.stage = walk.choice<AgreementStage, 9>(row, "stage", AgreementStage::kSigned);
    agreement.subject = walk.text(row, "subject");
    agreement.fields = walk.fields(row);
    agreement.date = walk.date(row);
    agreement.sentence = walk.index(row, "sentence", sentences);
    agreement.span = walk.span(row);
  });
  walk.each_object(root, "commissions", [&](const dom::object& row) {
    Commission& commission = out.coding.commissions.emplace_back();
    commission.actor = walk.index(row, "actor", actors);
    walk.texts(row, "parties", commission.parties);
    commission.areas = walk.number(row, "areas");
    commission.activity =
        walk.choice<CommissionActivity, 5>(row, "activity", CommissionActivity::kMet);
    commission.sentence = walk.index(row, "sentence", sentences);
  });
  walk.each_object(root, "visits", [&](const dom::object& row) {
    Visit& visit = out.coding.visits.emplace_back();
    visit.visitor = walk.index(row, "visitor", actors);
    visit.host = walk.text(row, "host");
    visit.place = walk.optional_index(row, "place", out.resolution.places.size());
    visit.stage = walk.choice<VisitStage, 5>(row, "stage", VisitStage::kHeld);
    visit.date = walk.date(row);
    visit.sentence = walk.index(row, "sentence", sentences);
  });
}

}  // namespace

struct RecordReader::State {
  DocumentReader documents;
  dom::parser parser;
  std::string padded;
  ByteMap bytes;

  bool parse(std::string_view line, dom::object& root) {
    padded.assign(line);
    padded.reserve(padded.size() + simdjson::SIMDJSON_PADDING);
    return parser.parse(padded.data(), padded.size(), false).get_object().get(root) ==
           simdjson::SUCCESS;
  }
};

RecordReader::RecordReader() : state_(std::make_unique<State>()) {}
RecordReader::~RecordReader() = default;
RecordReader::RecordReader(RecordReader&&) noexcept = default;
RecordReader& RecordReader::operator=(RecordReader&&) noexcept = default;

Status RecordReader::read(std::string_view document_line, std::string_view record_line,
                          Record& out) {
  out.sentences.clear();
  out.resolution.clear();
  out.coding.clear();
  ENTENTE_TRY(out.document, state_->documents.read(document_line, "document", 0));
  Document& document = out.document;
  document.warnings.clear();  // the record has them, with those of the stages
  dom::object root;
  if (!state_->parse(record_line, root))
    return Error{ErrorCode::kBadInput, "the record is no JSON object", document.id, 0};

  state_->bytes.build(document.page());
  Walker walk(document, state_->bytes);
  if (walk.text(root, "id") != document.id) walk.complain("id", "not that of the document");
  document.lang = walk.text(root, "lang");
  if (const std::string_view digest = walk.text(root, "sha256"); !digest.empty())
    document.sha256 = digest;
  if (!document.collected) document.collected = parse_day(walk.text(root, "collected"));
  out.coder = walk.text(root, "coder");
  walk.texts(root, "warnings", document.warnings);
  read_sentences(walk, root, out.sentences);
  read_actors(walk, root, out.resolution);
  read_places(walk, root, out.resolution);
  read_times(walk, root, out.resolution);
  walk.each_object(root, "events", [&](const dom::object& row) { read_event(walk, row, out); });
  read_quotes(walk, root, out);
  read_registers(walk, root, out);
  if (walk.failed()) return Error{ErrorCode::kBadInput, walk.complaint(), document.id, 0};
  return ok_status();
}

}  // namespace entente
