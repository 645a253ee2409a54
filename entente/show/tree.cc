// Arcs are placed from short to long: each takes the lowest level that is free on all rows between
// its two words. A cell holds the directions in which lines leave it, four bits, and the character
// is looked up from them, so that crossings draw themselves. Tested by explain_test.cc.
#include "entente/show/tree.h"

#include <algorithm>
#include <array>

namespace entente {
namespace {

enum Side : std::uint8_t { kUp = 1, kDown = 2, kLeft = 4, kRight = 8 };
constexpr std::array<const char*, 16> kLines = {" ", "╵", "╷", "│", "╴", "┘", "┐", "┤",
                                                "╶", "└", "┌", "├", "─", "┴", "┬", "┼"};

struct Arc {
  std::uint32_t top, bottom, dependent;  // rows
  std::uint32_t level = 0;               // 1: nearest the words
};

}  // namespace

std::vector<std::string> draw_tree(const Analysis& analysis, std::uint32_t sentence,
                                   std::uint32_t most_levels) {
  const Sentence& span = analysis.sentences[sentence];
  const std::uint32_t rows = span.last - span.first;
  std::vector<Arc> arcs;
  for (std::uint32_t row = 0; row < rows; ++row) {
    const std::uint32_t head = analysis.tokens.head[span.first + row];
    if (head == kNoToken || head < span.first || head >= span.last) continue;
    const std::uint32_t other = head - span.first;
    arcs.push_back({std::min(row, other), std::max(row, other), row});
  }
  std::stable_sort(arcs.begin(), arcs.end(),
                   [](const Arc& a, const Arc& b) { return a.bottom - a.top < b.bottom - b.top; });
  std::vector<std::uint32_t> taken(rows, 0);
  std::uint32_t levels = 0;
  for (Arc& arc : arcs) {
    const auto first = taken.begin() + arc.top, last = taken.begin() + arc.bottom + 1;
    arc.level = std::min(*std::max_element(first, last) + 1, most_levels);
    std::fill(first, last, arc.level);
    levels = std::max(levels, arc.level);
  }

  const std::uint32_t columns = 2 * levels + 1;  // the last holds the arrow
  std::vector<std::uint8_t> grid(static_cast<std::size_t>(rows) * columns, 0);
  std::vector<bool> arrow(rows, false);
  for (const Arc& arc : arcs) {
    const std::uint32_t column = 2 * (levels - arc.level);
    for (std::uint32_t row = arc.top; row <= arc.bottom; ++row)
      grid[row * columns + column] |=
          static_cast<std::uint8_t>((row > arc.top ? kUp : 0) | (row < arc.bottom ? kDown : 0));
    for (const std::uint32_t row : {arc.top, arc.bottom}) {
      grid[row * columns + column] |= kRight;
      for (std::uint32_t c = column + 1; c < columns; ++c)
        grid[row * columns + c] |= kLeft | kRight;
    }
    arrow[arc.dependent] = true;
  }
  std::vector<std::string> lines(rows);
  for (std::uint32_t row = 0; row < rows; ++row)
    for (std::uint32_t column = 0; column < columns; ++column)
      lines[row] +=
          column + 1 == columns && arrow[row] ? "▸" : kLines[grid[row * columns + column]];
  return lines;
}

TreePath tree_path(const Analysis& analysis, std::uint32_t from, std::uint32_t to) {
  const std::vector<std::uint32_t>& heads = analysis.tokens.head;
  const auto way_up = [&](std::uint32_t token) {
    std::vector<std::uint32_t> way;
    for (; token < heads.size() && way.size() <= heads.size(); token = heads[token])
      way.push_back(token);
    return way;
  };
  const std::vector<std::uint32_t> up = way_up(from), down = way_up(to);
  std::size_t turn = 0, below = down.size();
  for (; turn < up.size(); ++turn) {
    const auto meet = std::find(down.begin(), down.end(), up[turn]);
    if (meet == down.end()) continue;
    below = static_cast<std::size_t>(meet - down.begin());
    break;
  }
  if (turn == up.size()) return {};
  const auto relation = [&](std::uint32_t token) {
    std::string text(to_string(analysis.tokens.deprel[token]));
    if (const auto subtype = to_string(analysis.tokens.subtype[token]); !subtype.empty())
      text += ":" + std::string(subtype);
    return text;
  };
  TreePath path{std::string(analysis.form(from)), static_cast<std::uint32_t>(turn + below)};
  for (std::size_t i = 0; i < turn; ++i)
    path.text += " ↑" + relation(up[i]) + " " + std::string(analysis.form(up[i + 1]));
  for (std::size_t i = below; i-- > 0;)
    path.text += " ↓" + relation(down[i]) + " " + std::string(analysis.form(down[i]));
  return path;
}

}  // namespace entente
