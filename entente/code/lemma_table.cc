// Tested by quotes_test.cc and agreements_test.cc, through what is found with it.
#include "entente/code/lemma_table.h"

#include <algorithm>
#include <numeric>

namespace entente {
namespace {

std::vector<std::string> split_bars(std::string_view text) {
  std::vector<std::string> out;
  while (!text.empty()) {
    const std::size_t bar = text.find('|');
    out.emplace_back(text.substr(0, bar));
    text = bar == std::string_view::npos ? std::string_view() : text.substr(bar + 1);
  }
  return out;
}

}  // namespace

void LemmaTable::load(const TableView& table, std::string_view value, std::string_view words) {
  const std::uint32_t lemma = table.column("lemma"), part = table.column("part");
  std::vector<std::uint32_t> order(table.rows());
  std::iota(order.begin(), order.end(), 0u);
  std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return table.text(a, lemma) < table.text(b, lemma);
  });
  for (const std::uint32_t row : order) {
    LemmaRow out;
    out.part = table.text(row, part);
    if (!value.empty()) out.value = table.text(row, table.column(value));
    if (!words.empty()) out.words = split_bars(table.text(row, table.column(words)));
    out.place = table.place(row);
    Range& range = ranges_[std::string(table.text(row, lemma))];
    if (range.count++ == 0) range.first = static_cast<std::uint32_t>(rows_.size());
    rows_.push_back(std::move(out));
  }
}

Status LemmaTable::read_bits(std::span<const NamedBit> names) {
  for (LemmaRow& row : rows_)
    for (const std::string& word : row.words) {
      const auto it = std::find_if(names.begin(), names.end(),
                                   [&](const NamedBit& n) { return n.name == word; });
      if (it == names.end())
        return Error{ErrorCode::kBadModel, "unknown word \"" + word + "\"", row.place, 0};
      row.bits |= it->bit;
    }
  return ok_status();
}

std::span<const LemmaRow> LemmaTable::rows(std::string_view lemma) const {
  const auto it = ranges_.find(lemma);
  if (it == ranges_.end()) return {};
  return std::span(rows_).subspan(it->second.first, it->second.count);
}

const LemmaRow* LemmaTable::find(std::string_view lemma, std::string_view part) const {
  for (const LemmaRow& row : rows(lemma))
    if (row.part == part) return &row;
  return nullptr;
}

}  // namespace entente
