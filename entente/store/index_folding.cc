// Three steps a batch. Reports: each new one is held against those that share its keys; whose
// original is another now gets a new row. Events: a telling's act depends on those of its family
// within a few days (fold/tellings.h), so the table `fold_todo` says which families were touched on
// which days, their neighbourhoods are read and folded, and what came out different is updated.
// Relations: acts that gained, lost or changed a telling are made again, then the months of their
// pairs. A touched thing is read back from the tables by one scan of a column, whatever its size:
// some 20 ms for ten million rows (2 cores), against a batch of 4,096 documents that took a minute
// to code. Tested by store_test.cc and index_folding_test.cc.
#include "entente/store/index_folding.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "entente/base/hash.h"
#include "entente/fold/near_duplicates.h"
#include "entente/fold/tellings.h"
#include "entente/record/document_reader.h"
#include "entente/store/index_folding_sql.h"

namespace entente {
namespace {

using Row = Database::Row;

std::uint64_t number(const std::optional<std::string>& text) {
  return text ? std::strtoull(text->c_str(), nullptr, 10) : 0;
}

// Day of publication, then the id: the same for the same documents, in whatever order they came.
std::uint64_t rank_of(const Document& document) {
  const std::uint64_t day =
      document.date ? static_cast<std::uint32_t>(*document.date) ^ (1u << 31) : UINT32_MAX;
  return day << 32 | (hash64(document.id) & UINT32_MAX);
}
std::optional<Day> day_of_rank(std::uint64_t rank) {
  const auto day = static_cast<std::uint32_t>(rank >> 32);
  if (day == UINT32_MAX) return std::nullopt;
  return static_cast<Day>(day ^ (1u << 31));
}

std::string keys_text(const std::vector<std::uint32_t>& keys) {
  constexpr char kHex[] = "0123456789abcdef";
  std::string out;
  for (const std::uint32_t key : keys)
    for (int shift = 28; shift >= 0; shift -= 4) out += kHex[key >> shift & 15];
  return out;
}
void read_keys(std::string_view text, std::vector<std::uint32_t>& keys) {
  keys.clear();
  for (std::size_t i = 0; i + 8 <= text.size(); i += 8)
    keys.push_back(static_cast<std::uint32_t>(
        std::strtoul(std::string(text.substr(i, 8)).c_str(), nullptr, 16)));
}

// The words of reports read not long ago: those that share keys are asked for again and again.
struct CachedWords {
  std::uint64_t number = 0;
  ReportWords words;
};
constexpr std::size_t kCachedReports = 2048;

}  // namespace

struct IndexFolding::State {
  struct Place {
    std::uint64_t number, begin, rank;
    std::uint32_t segment;
  };
  struct Added {
    std::uint64_t number;
    ReportWords words;
  };

  const Journal* journal = nullptr;
  JournalPosition position;
  std::vector<Place> places;  // by number
  std::vector<Added> batch;
  std::vector<CachedWords> cache = std::vector<CachedWords>(kCachedReports);
  std::optional<NearDuplicates> groups;
  DocumentReader reader;
  Document document;
  std::vector<std::uint32_t> keys;

  const Place* place(std::uint64_t of) const {
    const auto at =
        std::lower_bound(places.begin(), places.end(), of,
                         [](const Place& one, std::uint64_t n) { return one.number < n; });
    return at != places.end() && at->number == of ? &*at : nullptr;
  }
  void remember(std::uint64_t of, const ReportWords& words) {
    CachedWords& slot = cache[of % kCachedReports];
    slot.number = of;
    slot.words = words;
  }
  bool recall(std::uint64_t of, ReportWords& out) {
    const CachedWords& slot = cache[of % kCachedReports];
    if (slot.number == of && of != 0) return out = slot.words, true;
    const Place* const at = place(of);
    if (at == nullptr) return false;
    const auto lines = journal->read_at(at->segment, at->begin);
    if (!lines) return false;
    auto read = reader.read(lines->first, "", 0);
    if (!read) return false;
    read_report_words(*read, out);
    remember(of, out);
    return true;
  }

  Status fold_reports(Database& database);
  Status write_changed(Database& database, const std::vector<std::uint64_t>& changed);
  Status fold_events(Database& database, bool all);
  Status fold_register(Database& database, const RegisterSql& sql, bool all, bool by_month);
};

IndexFolding::IndexFolding(const Journal& journal) : state_(std::make_unique<State>()) {
  state_->journal = &journal;
  State* const state = state_.get();
  state_->groups.emplace(
      [state](std::uint64_t of, ReportWords& out) { return state->recall(of, out); });
}
IndexFolding::IndexFolding(IndexFolding&&) noexcept = default;
IndexFolding& IndexFolding::operator=(IndexFolding&&) noexcept = default;
IndexFolding::~IndexFolding() = default;

const JournalPosition& IndexFolding::position() const { return state_->position; }

Status IndexFolding::load(const Database& database, const JournalPosition& position) {
  State& s = *state_;
  s.position = position;
  std::vector<Store::Column> columns;
  // Originals first: a member joins one that is known.
  ENTENTE_CHECK(database.each_row(kLoadReports, {}, columns, [&](Row& row) {
    const State::Place place{number(row[0]), number(row[5]), number(row[2]),
                             static_cast<std::uint32_t>(number(row[4]))};
    s.places.push_back(place);
    read_keys(row[3].value_or(""), s.keys);
    s.groups->restore(place.number, s.keys, place.rank, number(row[1]));
    return true;
  }));
  std::sort(s.places.begin(), s.places.end(),
            [](const State::Place& a, const State::Place& b) { return a.number < b.number; });
  return ok_status();
}

void IndexFolding::added(const Record& record, const JournalPosition& position) {
  State& s = *state_;
  s.position = position;
  State::Added& one = s.batch.emplace_back();
  one.number = position.sequence;
  read_report_words(record.document, one.words);
  s.places.push_back(
      {position.sequence, position.begin, rank_of(record.document), position.segment});
}

Status IndexFolding::begin(Database& database) { return database.run(kWorkTables); }

Status IndexFolding::before_replaced(Database& database) { return database.run(kTodoOfReplaced); }

// --- Reports ---

Status IndexFolding::State::fold_reports(Database& database) {
  std::vector<std::uint64_t> changed;
  std::vector<Store::Column> columns;
  std::vector<std::uint64_t> replaced;
  ENTENTE_CHECK(
      database.each_row("SELECT document FROM gone ORDER BY document", {}, columns, [&](Row& row) {
        replaced.push_back(number(row[0]));
        return true;
      }));
  for (const Added& one : batch) {
    remember(one.number, one.words);
    const auto moved = groups->add(one.number, one.words, place(one.number)->rank);
    changed.insert(changed.end(), moved.begin(), moved.end());
  }
  for (const std::uint64_t gone : replaced) {
    const auto moved = groups->forget(gone);
    changed.insert(changed.end(), moved.begin(), moved.end());
  }
  std::sort(changed.begin(), changed.end());
  changed.erase(std::unique(changed.begin(), changed.end()), changed.end());
  std::erase_if(changed, [&](std::uint64_t one) {
    return std::binary_search(replaced.begin(), replaced.end(), one);
  });
  ENTENTE_CHECK(write_changed(database, changed));
  batch.clear();
  return replaced.empty() ? ok_status() : database.run("DELETE FROM gone");
}

// New rows of `reports` for those whose original is another now, the new ones among them.
Status IndexFolding::State::write_changed(Database& database,
                                          const std::vector<std::uint64_t>& changed) {
  ENTENTE_TRY(Appender rows, database.appender("report_changes"));
  ReportWords words, others;
  for (const std::uint64_t of : changed) {
    const Place* const mine = place(of);
    const std::uint64_t original = groups->original(of);
    const Place* const first = place(original);
    if (mine == nullptr || first == nullptr || !recall(of, words)) continue;
    Likeness likeness = Likeness::kNone;
    if (original != of && recall(original, others)) {
      likeness = compare_reports(words, others);
      if (likeness == Likeness::kNone) likeness = Likeness::kRevised;  // like one that is like it
    }
    report_keys(words, keys);
    rows.integer(static_cast<std::int64_t>(of)).integer(static_cast<std::int64_t>(original));
    likeness == Likeness::kNone ? rows.null() : rows.text(to_string(likeness));
    rows.day_or_null(day_of_rank(first->rank)).unsigned_integer(mine->rank);
    rows.unsigned_integer(first->rank).text(keys_text(keys)).end_row();
  }
  ENTENTE_CHECK(rows.flush());
  return database.run(kTakeReportChanges);
}

// --- Events ---

Status IndexFolding::State::fold_events(Database& database, bool all) {
  std::map<std::uint64_t, std::vector<std::optional<Day>>> todo;
  std::vector<Store::Column> columns;
  const auto day_at = [](const std::optional<std::string>& text) -> std::optional<Day> {
    return text ? parse_day(*text) : std::nullopt;
  };
  if (!all)
    ENTENTE_CHECK(
        database.each_row("SELECT DISTINCT family, day FROM fold_todo", {}, columns, [&](Row& row) {
          todo[number(row[0])].push_back(day_at(row[1]));
          return true;
        }));
  struct Change {
    std::uint64_t document, act;
    std::uint32_t event;
  };
  std::vector<Change> changes;  // written once the reading has ended: one connection does one thing
  std::vector<Telling> tellings;
  std::vector<std::uint64_t> before;
  std::uint64_t family = 0;
  const auto is_due = [&](const Telling& telling) {
    if (all) return true;
    for (const std::optional<Day>& day : todo[family])
      if (day.has_value() == telling.day.has_value() &&
          (!day || std::abs(*day - *telling.day) <= 2 * kFoldDays))
        return true;
    return false;
  };
  const auto end_family = [&] {
    before.clear();
    for (const Telling& telling : tellings) before.push_back(telling.act);
    fold_tellings(family, tellings);
    for (std::size_t i = 0; i < tellings.size(); ++i)
      if (tellings[i].act != before[i] && is_due(tellings[i]))
        changes.push_back({tellings[i].document, tellings[i].act, tellings[i].event});
    tellings.clear();
  };
  columns.clear();
  ENTENTE_CHECK(database.each_row(all ? kAllTellings : kDueTellings, {}, columns, [&](Row& row) {
    if (number(row[0]) != family) end_family();
    family = number(row[0]);
    Telling& one = tellings.emplace_back();
    one.document = number(row[1]);
    one.event = static_cast<std::uint32_t>(number(row[2]));
    one.day = day_at(row[3]);
    one.kind = static_cast<DayKind>(number(row[4]) & 3);
    one.report = number(row[5]);
    const std::string& people = row[6].value_or("");
    for (const char* at = people.c_str(); *at != '\0';) {
      char* end = nullptr;
      one.people.push_back(std::strtoull(at, &end, 10));
      at = *end == ' ' ? end + 1 : end;
    }
    one.act = number(row[7]);
    return true;
  }));
  end_family();
  ENTENTE_TRY(Appender rows, database.appender("act_changes"));
  for (const Change& one : changes)
    rows.integer(static_cast<std::int64_t>(one.document))
        .integer(one.event)
        .unsigned_integer(one.act)
        .end_row();
  ENTENTE_CHECK(rows.flush());
  ENTENTE_CHECK(database.run(kTakeActChanges));
  return database.run(all ? kMakeAllActs : kMakeTouchedActs);
}

// --- Registers ---

Status IndexFolding::State::fold_register(Database& database, const RegisterSql& sql, bool all,
                                          bool by_month) {
  struct Numbered {
    std::uint64_t document, number, entry;
  };
  std::vector<EntryMention> mentions;
  std::vector<Numbered> ids;  // of `mentions` from `done` on
  std::size_t done = 0;
  std::string parties;
  const auto end_parties = [&] {
    fold_entries(parties, by_month, mentions);
    for (const EntryMention& mention : mentions) ids[done++].entry = mention.entry;
    mentions.clear();
  };
  ENTENTE_CHECK(database.run(all ? sql.clear_all : sql.clear_due));
  std::vector<Store::Column> columns;
  ENTENTE_CHECK(database.each_row(all ? sql.all : sql.due, {}, columns, [&](Row& row) {
    const std::string& now = row[0].value_or("");
    if (now != parties) end_parties();
    parties = now;
    ids.push_back({number(row[1]), number(row[2]), 0});
    mentions.push_back(
        {entry_words(row[3].value_or("")), row[4] ? parse_day(*row[4]) : std::nullopt, 0});
    return true;
  }));
  end_parties();
  ENTENTE_TRY(Appender rows, database.appender(sql.entries));
  for (const Numbered& one : ids)
    rows.integer(static_cast<std::int64_t>(one.document))
        .integer(static_cast<std::int64_t>(one.number))
        .unsigned_integer(one.entry)
        .end_row();
  return rows.flush();
}

namespace {

Status take_words(Database& database) {
  ENTENTE_CHECK(database.run(kTakeWords));
  for (;;) {
    ENTENTE_TRY(const Store::Table due, database.query(kTierToMerge, {}, 1));
    if (due.rows.empty()) return ok_status();
    ENTENTE_CHECK(database.run(kMergeWords[number(due.rows[0][0]) % 3]));
  }
}

// After many documents, a quarter of what is there, the tables that questions read are put in order
// again: a row is then moved some five times, however large the database grows.
Status keep_in_order(Database& database, std::uint64_t added) {
  const std::string values[] = {std::to_string(added)};
  ENTENTE_CHECK(database.query(kCountUnsorted, values, 1));
  ENTENTE_TRY(const Store::Table due, database.query(kIsUnsorted, {}, 1));
  if (due.rows.empty() || due.rows[0][0] != "true") return ok_status();
  ENTENTE_CHECK(database.run(kOrderAll));
  return database.run(kForgetUnsorted);
}

}  // namespace

Status IndexFolding::fold(Database& database, bool all_later) {
  State& s = *state_;
  const std::uint64_t added = s.batch.size();
  ENTENTE_CHECK(s.fold_reports(database));
  ENTENTE_CHECK(take_words(database));
  if (all_later) return database.run(kForgetTodo);
  ENTENTE_CHECK(database.run(kNameStates));
  ENTENTE_TRY(const Store::Table todo, database.query(kCountTodo, {}, 1));
  const bool events = number(todo.rows.at(0)[0]) + number(todo.rows[0][1]) > 0,
             registers = number(todo.rows[0][2]) > 0;
  if (events) ENTENTE_CHECK(s.fold_events(database, false));
  if (registers) {
    ENTENTE_CHECK(s.fold_register(database, kAgreementSql, false, true));
    ENTENTE_CHECK(s.fold_register(database, kBodySql, false, false));
  }
  ENTENTE_CHECK(database.run(kMakeTouchedPersons));
  ENTENTE_CHECK(database.run(kForgetTodo));
  return keep_in_order(database, added);
}

Status IndexFolding::fold_all(Database& database) {
  State& s = *state_;
  ENTENTE_CHECK(database.run(kOrderGathered));
  ENTENTE_CHECK(database.run(kNameStates));
  ENTENTE_CHECK(database.run(kMakeAllPersons));
  ENTENTE_CHECK(s.fold_events(database, true));
  ENTENTE_CHECK(s.fold_register(database, kAgreementSql, true, true));
  return s.fold_register(database, kBodySql, true, false);
}

}  // namespace entente
