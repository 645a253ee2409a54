// A frame is a row of slots; each names places in the tree (subj obj iobj comp purpose poss mod
// prt, or any preposition), what may stand there, and what part it plays. Codes are composed, not
// listed: "refused to send troops" is `reject` over 074, and one table says that this is 1224. So
// each new way to say "refuse" reaches all codes of root 12, and each new act reaches promises,
// demands, refusals and threats. Tested by frames_test.cc.
#include "entente/code/frame_table.h"

#include <algorithm>
#include <cstring>

namespace entente {
namespace {

struct KindName {
  std::string_view name;
  ArgKind kind;
};
constexpr KindName kKindNames[] = {{"subj", ArgKind::kSubj}, {"obj", ArgKind::kObj},
                                   {"iobj", ArgKind::kIobj}, {"inf", ArgKind::kComp},
                                   {"that", ArgKind::kThat}, {"purpose", ArgKind::kPurpose},
                                   {"poss", ArgKind::kPoss}, {"mod", ArgKind::kMod}};

std::string_view take(std::string_view& text, char mark) {
  const std::size_t cut = text.find(mark);
  const std::string_view piece = text.substr(0, cut);
  text.remove_prefix(cut == std::string_view::npos ? text.size() : cut + 1);
  return piece;
}

bool parse_role(std::string_view text, Role& role) {
  if (text == "S")
    role = Role::kSource;
  else if (text == "T")
    role = Role::kTarget;
  else if (text == "B")
    role = Role::kBoth;
  else if (text == "X")
    role = Role::kInner;
  else
    return false;
  return true;
}

void parse_places(std::string_view text, Vocabulary& vocabulary, Slot& slot) {
  while (!text.empty()) {
    const std::string_view name = take(text, '|');
    const auto* known = std::find_if(std::begin(kKindNames), std::end(kKindNames),
                                     [&](const KindName& k) { return k.name == name; });
    if (name == "comp")
      slot.kinds |= static_cast<std::uint16_t>(1u << static_cast<int>(ArgKind::kComp) |
                                               1u << static_cast<int>(ArgKind::kThat));
    else if (known != std::end(kKindNames))
      slot.kinds |= static_cast<std::uint16_t>(1u << static_cast<int>(known->kind));
    else if (name != "prt")
      slot.words.push_back(vocabulary.add(name));
  }
}

bool parse_fillers(std::string_view text, Vocabulary& vocabulary, const WordSets& sets, Slot& slot,
                   std::string& reason) {
  if (text.starts_with('!')) {
    slot.unlike = true;
    text.remove_prefix(1);
  }
  while (!text.empty()) {
    const std::size_t cut = text.find_first_of(",|");  // "prt:off|out", too, is a list
    const std::string_view filler = text.substr(0, cut);
    text.remove_prefix(cut == std::string_view::npos ? text.size() : cut + 1);
    SetId set = 0;
    if (filler == "actor")
      slot.must_be_actor = true;
    else if (filler == "act")
      slot.must_be_act = true;
    else if (filler == "state")
      slot.must_be_state = true;
    else if (filler == "person")
      slot.must_be_person = true;
    else if (filler == "foreign")
      slot.must_be_foreign = true;
    else if (!filler.starts_with('&'))
      slot.fillers.push_back(vocabulary.add(filler));
    else if (sets.find(filler, set))
      slot.sets.set(set);
    else {
      reason = "no word set " + std::string(filler);
      return false;
    }
  }
  return true;
}

std::optional<Slot> parse_slot(std::string_view text, Vocabulary& vocabulary, const WordSets& sets,
                               std::string& reason) {
  Slot slot;
  if (text.starts_with('!')) {
    slot.absent = true;
    text.remove_prefix(1);
  }
  if (text.ends_with('?')) {
    slot.optional = true;
    text.remove_suffix(1);
  }
  if (const std::size_t equals = text.find('='); equals != std::string_view::npos) {
    if (!parse_role(text.substr(0, equals), slot.role)) {
      reason = "no role " + std::string(text.substr(0, equals)) + ": S T B X";
      return std::nullopt;
    }
    text.remove_prefix(equals + 1);
  }
  const std::string_view places = take(text, ':');
  if (places.empty()) {
    reason = "a slot without a place";
    return std::nullopt;
  }
  const bool particle = places == "prt";
  parse_places(places, vocabulary, slot);
  if (!parse_fillers(text, vocabulary, sets, slot, reason)) return std::nullopt;
  if (particle) {  // prt:off names the particle, not what fills a place
    slot.kinds |= static_cast<std::uint16_t>(1u << static_cast<int>(ArgKind::kPrt));
    slot.words.swap(slot.fillers);
  }
  return slot;
}

std::uint8_t parse_pos(std::string_view text) {
  std::uint8_t pos = 0;
  while (!text.empty()) {
    const std::string_view name = take(text, '|');
    if (name == "verb")
      pos |= Frame::kVerb;
    else if (name == "noun")
      pos |= Frame::kNoun;
    else if (name == "adj")
      pos |= Frame::kAdjective;
    else
      return 0;
  }
  return pos;
}

std::uint8_t weigh(const std::vector<Slot>& slots) {
  int weight = 0;
  for (const Slot& slot : slots) {
    const bool asks = slot.sets.any() || !slot.fillers.empty() || slot.must_be_actor ||
                      slot.must_be_state || slot.must_be_foreign || slot.must_be_person;
    // `act` says as little as no filler: every inner act should be one.
    if (slot.absent) {  // what may not be there is said of few sentences: it is no strong claim
      weight += asks ? 1 : 3;
      continue;
    }
    if (!slot.optional) weight += 2;
    if (asks && !slot.unlike) weight += slot.optional ? 0 : 4;
    // "call (up)" asks for no particle: it is not heavier than "call".
    if ((slot.kinds & (1u << static_cast<int>(ArgKind::kPrt))) != 0 && !slot.optional) weight += 6;
    if (slot.unlike) weight += 1;
  }
  return static_cast<std::uint8_t>(std::min(weight, 255));
}

Error bad_line(const TableView& table, std::uint32_t row, const std::string& what) {
  return Error{ErrorCode::kBadModel, what, table.place(row), 0};
}

}  // namespace

CameoCode CameoCode::of(std::string_view text) {
  CameoCode code;
  code.length = static_cast<std::uint8_t>(std::min<std::size_t>(text.size(), sizeof code.digits));
  std::memcpy(code.digits, text.data(), code.length);
  return code;
}

std::optional<std::vector<Slot>> parse_slots(std::string_view text, Vocabulary& vocabulary,
                                             const WordSets& sets, std::string& reason) {
  std::vector<Slot> slots;
  while (!text.empty()) {
    const std::string_view piece = take(text, ' ');
    if (piece.empty()) continue;
    auto slot = parse_slot(piece, vocabulary, sets, reason);
    if (!slot) return std::nullopt;
    slots.push_back(std::move(*slot));
  }
  return slots;
}

Result<FrameTable> FrameTable::load(const Lexicons& lexicons, Vocabulary& vocabulary,
                                    const WordSets& sets) {
  FrameTable out;
  ENTENTE_TRY(const TableView compose, lexicons.table("code.compose"));
  ENTENTE_TRY(const TableView refine, lexicons.table("code.refine"));
  ENTENTE_TRY(const TableView frames, lexicons.table("code.frames"));
  ENTENTE_CHECK(out.load_compose(compose));
  ENTENTE_CHECK(out.load_refine(refine, sets));
  ENTENTE_CHECK(out.load_frames(frames, vocabulary, sets));
  return out;
}

Status FrameTable::load_compose(const TableView& table) {
  const std::uint32_t op_column = table.column("operator"), inner = table.column("inner"),
                      result = table.column("result");
  for (std::uint32_t row = 0; row < table.rows(); ++row) {
    const std::string_view name = table.text(row, op_column);
    if (!find_operator(name)) {
      if (operators_.size() == kNoOperator) return bad_line(table, row, "more than 254 operators");
      operators_.emplace_back(name);
    }
    std::string_view code = table.text(row, inner);
    const bool negated = code.starts_with('!');
    if (negated) code.remove_prefix(1);
    if (code == "*") code = {};
    compose_.push_back(
        {*find_operator(name), negated, std::string(code), std::string(table.text(row, result))});
  }
  std::stable_sort(compose_.begin(), compose_.end(), [](const ComposeRow& a, const ComposeRow& b) {
    return a.inner.size() > b.inner.size();
  });
  return ok_status();
}

Status FrameTable::load_refine(const TableView& table, const WordSets& sets) {
  const std::uint32_t code = table.column("code"), words = table.column("words"),
                      result = table.column("result");
  for (std::uint32_t row = 0; row < table.rows(); ++row) {
    RefineRow out{std::string(table.text(row, code)), {}, CameoCode::of(table.text(row, result))};
    for (std::string_view rest = table.text(row, words); !rest.empty();) {
      const std::string_view name = take(rest, '+');
      SetId set = 0;
      if (!sets.find(name, set)) return bad_line(table, row, "no word set " + std::string(name));
      out.all.set(set);
    }
    refine_.push_back(std::move(out));
  }
  return ok_status();
}

Status FrameTable::parse_code(const TableView& table, std::uint32_t row, Frame& frame) const {
  const std::string_view code = table.text(row, table.column("code"));
  if (!code.empty() && code[0] >= '0' && code[0] <= '9') {
    frame.code = CameoCode::of(code);
    return ok_status();
  }
  const auto op = find_operator(code);
  if (!op)
    return bad_line(table, row,
                    "neither a CAMEO code nor an operator of compose.tsv: " + std::string(code));
  frame.op = *op;
  return ok_status();
}

Status FrameTable::load_frames(const TableView& table, Vocabulary& vocabulary,
                               const WordSets& sets) {
  table_ = table;
  const std::uint32_t lemmas = table.column("lemmas"), pos = table.column("pos"),
                      text = table.column("frame"), type = table.column("type"),
                      status = table.column("status"), fields = table.column("fields");
  std::vector<std::pair<WordId, Frame>> all;
  for (std::uint32_t row = 0; row < table.rows(); ++row) {
    Frame frame;
    frame.row = row;
    frame.pos = parse_pos(table.text(row, pos));
    if (frame.pos == 0) return bad_line(table, row, "pos must be verb, noun or adj");
    std::string reason;
    auto slots = parse_slots(table.text(row, text), vocabulary, sets, reason);
    if (!slots) return bad_line(table, row, reason);
    frame.slots = std::move(*slots);
    frame.weight = weigh(frame.slots);
    frame.symmetric = std::any_of(frame.slots.begin(), frame.slots.end(),
                                  [](const Slot& s) { return s.role == Role::kBoth; });
    ENTENTE_CHECK(parse_code(table, row, frame));
    EventType event_type{};
    EventStatus event_status{};
    if (const std::string_view name = table.text(row, type); !name.empty()) {
      if (!parse_event_type(name, event_type))
        return bad_line(table, row, "no PLOVER type " + std::string(name));
      frame.type = event_type;
    }
    if (const std::string_view name = table.text(row, status); !name.empty()) {
      if (!parse_event_status(name, event_status))
        return bad_line(table, row, "no status " + std::string(name));
      frame.status = event_status;
    }
    for (std::string_view rest = table.text(row, fields); !rest.empty();) {
      std::size_t field = 0;
      if (parse_field(take(rest, '|'), field)) frame.fields |= FieldSet{1} << field;
    }
    for (std::string_view rest = table.text(row, lemmas); !rest.empty();)
      if (const std::string_view lemma = take(rest, '|'); !lemma.empty())
        all.emplace_back(vocabulary.add(lemma), frame);
  }
  std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first < b.first : a.second.weight > b.second.weight;
  });
  first_of_.assign(vocabulary.size() + 1, 0);
  for (const auto& [word, frame] : all) ++first_of_[word + 1];
  for (std::size_t i = 1; i < first_of_.size(); ++i) first_of_[i] += first_of_[i - 1];
  for (auto& entry : all) frames_.push_back(std::move(entry.second));
  return ok_status();
}

std::span<const Frame> FrameTable::frames(WordId lemma) const {
  if (lemma == kNoWord || lemma + 1 >= first_of_.size()) return {};
  return {frames_.data() + first_of_[lemma], frames_.data() + first_of_[lemma + 1]};
}

std::string FrameTable::place(const Frame& frame) const { return table_.place(frame.row); }
std::string_view FrameTable::text(const Frame& frame) const {
  return table_.text(frame.row, table_.column("frame"));
}

std::optional<OperatorId> FrameTable::find_operator(std::string_view name) const {
  const auto it = std::find(operators_.begin(), operators_.end(), name);
  if (it == operators_.end()) return std::nullopt;
  return static_cast<OperatorId>(it - operators_.begin());
}

CameoCode FrameTable::compose(OperatorId op, CameoCode inner, bool negated) const {
  for (const ComposeRow& row : compose_) {
    if (row.op != op || row.negated != negated || !inner.starts_with(row.inner)) continue;
    if (row.result == "-") return {};
    return row.result == "=" ? inner : CameoCode::of(row.result);
  }
  return {};
}

CameoCode FrameTable::refine(CameoCode code, const SetMask& words) const {
  for (int round = 0; round < 3;
       ++round) {  // a code has at most four digits: two steps down, and one to spare
    const auto row = std::find_if(refine_.begin(), refine_.end(), [&](const RefineRow& r) {
      return r.code == code.view() && (r.all & words) == r.all;
    });
    if (row == refine_.end()) return code;
    code = row->result;
  }
  return code;
}

}  // namespace entente
