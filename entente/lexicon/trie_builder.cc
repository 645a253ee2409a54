// Phrases sorted by their pieces share what they begin with with the one before, so one walk over
// the sorted list makes the nodes, each below its children, and each node's edges in ascending
// order: counted, summed and laid out as rows of a sparse matrix (CSR). Tested by lexicon_test.cc.
#include "entente/lexicon/trie_builder.h"

#include <algorithm>
#include <numeric>

namespace entente::lexicon_detail {
namespace {

struct Node {
  std::uint32_t parent, piece, phrase;
};

void append(std::vector<std::uint32_t>& out, const std::vector<std::uint32_t>& words) {
  out.insert(out.end(), words.begin(), words.end());
}

// Appends edge_begin, edge_piece, edge_target and node_phrase.
void append_nodes(const std::vector<Node>& nodes, std::vector<std::uint32_t>& out) {
  std::vector<std::uint32_t> begin(nodes.size() + 1, 0), piece(nodes.size() - 1),
      target(nodes.size() - 1), phrase;
  for (std::size_t i = 1; i < nodes.size(); ++i) ++begin[nodes[i].parent + 1];
  std::partial_sum(begin.begin(), begin.end(), begin.begin());
  std::vector<std::uint32_t> at(begin);
  for (std::size_t i = 1; i < nodes.size(); ++i) {
    const std::uint32_t edge = at[nodes[i].parent]++;
    piece[edge] = nodes[i].piece;
    target[edge] = static_cast<std::uint32_t>(i);
  }
  for (const Node& node : nodes) phrase.push_back(node.phrase);
  append(out, begin);
  append(out, piece);
  append(out, target);
  append(out, phrase);
}

}  // namespace

void TrieBuilder::add(std::span<const std::uint32_t> pieces, std::uint32_t table, std::uint32_t row,
                      std::uint32_t form) {
  phrases_.push_back({static_cast<std::uint32_t>(pieces_.size()),
                      static_cast<std::uint32_t>(pieces.size()), table, row, form});
  pieces_.insert(pieces_.end(), pieces.begin(), pieces.end());
}

IndexRecord TrieBuilder::build(std::vector<std::uint32_t>& tries,
                               std::vector<std::pair<std::uint32_t, std::uint32_t>>& roots) const {
  const auto pieces_of = [&](std::uint32_t i) {
    return std::span(pieces_).subspan(phrases_[i].begin, phrases_[i].length);
  };
  std::vector<std::uint32_t> order(phrases_.size());
  std::iota(order.begin(), order.end(), 0u);
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    const auto pa = pieces_of(a), pb = pieces_of(b);
    const auto [ia, ib] = std::mismatch(pa.begin(), pa.end(), pb.begin(), pb.end());
    if (ia == pa.end() || ib == pb.end())
      return pa.size() != pb.size() ? pa.size() < pb.size() : a < b;
    return *ia < *ib;
  });

  std::vector<Node> nodes{{0, 0, kNone}};
  std::vector<std::uint32_t> path{0};  // nodes of the phrase at hand, the root first
  std::vector<std::uint32_t> entry_begin, table, row, form;
  std::span<const std::uint32_t> last;
  for (const std::uint32_t i : order) {
    const auto pieces = pieces_of(i);
    const auto shared = static_cast<std::size_t>(
        std::mismatch(last.begin(), last.end(), pieces.begin(), pieces.end()).first - last.begin());
    path.resize(shared + 1);
    for (std::size_t p = shared; p < pieces.size(); ++p) {
      nodes.push_back({path.back(), pieces[p], kNone});
      path.push_back(static_cast<std::uint32_t>(nodes.size() - 1));
      if (p == 0) roots.emplace_back(pieces[0], path.back());
    }
    if (nodes[path.back()].phrase == kNone) {
      nodes[path.back()].phrase = static_cast<std::uint32_t>(entry_begin.size());
      entry_begin.push_back(static_cast<std::uint32_t>(row.size()));
    }
    table.push_back(phrases_[i].table);
    row.push_back(phrases_[i].row);
    form.push_back(phrases_[i].form);
    last = pieces;
  }
  const auto phrases = static_cast<std::uint32_t>(entry_begin.size());
  entry_begin.push_back(static_cast<std::uint32_t>(row.size()));
  append_nodes(nodes, tries);
  append(tries, entry_begin);
  append(tries, table);
  append(tries, row);
  append(tries, form);
  return {0,
          static_cast<std::uint32_t>(nodes.size()),
          static_cast<std::uint32_t>(nodes.size() - 1),
          phrases,
          static_cast<std::uint32_t>(row.size()),
          0};
}

}  // namespace entente::lexicon_detail
