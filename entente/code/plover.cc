// Tested by frames_test.cc.
#include "entente/code/plover.h"

#include <algorithm>

namespace entente {

Result<Plover> Plover::load(const Lexicons& lexicons) {
  Plover out;
  ENTENTE_TRY(const TableView scores, lexicons.table("tables.goldstein"));
  ENTENTE_TRY(const TableView table, lexicons.table("tables.cameo_to_plover"));
  for (std::uint32_t row = 0; row < scores.rows(); ++row)
    out.goldstein_.emplace_back(scores.text(row, scores.column("code")),
                                static_cast<float>(scores.real(row, scores.column("score"))));
  std::sort(out.goldstein_.begin(), out.goldstein_.end());
  for (std::uint32_t row = 0; row < table.rows(); ++row) {
    Entry entry{std::string(table.text(row, table.column("code"))),
                {},
                std::string(table.text(row, table.column("mode"))),
                {},
                0};
    if (!parse_event_type(table.text(row, table.column("type")), entry.type))
      return Error{ErrorCode::kBadModel, "not a PLOVER type", table.place(row), 0};
    std::string_view rest = table.text(row, table.column("contexts"));
    while (!rest.empty()) {
      const std::size_t cut = rest.find_first_of(";|");
      entry.contexts.emplace_back(rest.substr(0, cut));
      rest.remove_prefix(cut == std::string_view::npos ? rest.size() : cut + 1);
    }
    entry.goldstein = out.goldstein(entry.code);
    out.entries_.push_back(std::move(entry));
  }
  const auto by_code = [](const Entry& a, const Entry& b) { return a.code < b.code; };
  std::sort(out.entries_.begin(), out.entries_.end(), by_code);
  ENTENTE_TRY(const TableView types, lexicons.table("code.types"));
  for (std::uint32_t row = 0; row < types.rows(); ++row) {
    const std::string_view code = types.text(row, types.column("code"));
    Entry entry;
    if (const Entry* parent = out.find(code)) entry = *parent;
    entry.code = code;
    entry.goldstein = out.goldstein(code);
    entry.mode = types.text(row, types.column("mode"));
    if (!parse_event_type(types.text(row, types.column("type")), entry.type))
      return Error{ErrorCode::kBadModel, "not a PLOVER type", types.place(row), 0};
    const auto at = std::lower_bound(out.entries_.begin(), out.entries_.end(), entry, by_code);
    if (at != out.entries_.end() && at->code == entry.code)
      *at = std::move(entry);
    else
      out.entries_.insert(at, std::move(entry));
  }
  return out;
}

const Plover::Entry* Plover::find(std::string_view code) const {
  for (; code.size() >= 2; code.remove_suffix(1)) {
    const auto it =
        std::lower_bound(entries_.begin(), entries_.end(), code,
                         [](const Entry& entry, std::string_view c) { return entry.code < c; });
    if (it != entries_.end() && it->code == code) return &*it;
  }
  return nullptr;
}

float Plover::goldstein(std::string_view code) const {
  for (; code.size() >= 2; code.remove_suffix(1)) {
    const auto it =
        std::lower_bound(goldstein_.begin(), goldstein_.end(), code,
                         [](const auto& entry, std::string_view c) { return entry.first < c; });
    if (it != goldstein_.end() && it->first == code) return it->second;
  }
  return 0;
}

bool one_side_is_enough(EventType type) {
  switch (type) {
    case EventType::kConsult:
    case EventType::kCooperate:
    case EventType::kSupport:
    case EventType::kAid:
    case EventType::kSanction:
      return false;
    default:
      return true;
  }
}

bool victim_is_enough(EventType type) {
  return type == EventType::kAssault || type == EventType::kCoerce;
}

}  // namespace entente
