// Greedy heads make a tree in nine sentences of ten; the rest are mended by the algorithm of Chu
// and Liu (1965) and Edmonds (1967): as long as the best incoming edges close a ring, the ring
// becomes one node whose incoming edges cost what they would break, and at the end the rings are
// opened again where the tree enters them. Nodes beyond n are rings; a ring takes the matrix slot
// of its first member. No recursion: rings are undone from the last to the first. Tested by
// tree_test.cc.
#include "entente/read/tree.h"

#include <algorithm>

namespace entente {
namespace {

class Arborescence {
 public:
  Arborescence(const float* scores, std::size_t stride, std::size_t n, std::size_t root,
               TreeScratch& s)
      : n_(n), root_(root), s_(s) {
    s.score.resize(n * n), s.from.resize(n * n), s.to.resize(n * n);
    for (std::size_t u = 0; u < n; ++u)
      for (std::size_t v = 0; v < n; ++v) {
        s.score[u * n + v] = scores[u * stride + v];
        s.from[u * n + v] = static_cast<std::uint16_t>(u);
        s.to[u * n + v] = static_cast<std::uint16_t>(v);
      }
    s.slot_node.resize(n), s.mark.resize(n);
    s.best.assign(n, static_cast<std::uint16_t>(root));  // the root's is never found, but looked at
    s.parent.assign(2 * n, kRootHead), s.entered.assign(2 * n, 0);
    for (std::size_t v = 0; v < n; ++v) s.slot_node[v] = static_cast<std::uint16_t>(v);
    s.rings.clear(), s.edges.clear();
  }

  void solve(std::uint16_t* heads) {
    std::size_t next = n_;
    for (std::size_t v = 0; v < n_; ++v) find_best(v);
    while (find_ring()) contract(static_cast<std::uint16_t>(next++));
    // Edges of the final nodes, then ring by ring from the outermost inwards.
    for (std::size_t v = 0; v < n_; ++v)
      if (alive(v) && v != root_) {
        const std::size_t at = s_.best[v] * n_ + v;
        enter({s_.slot_node[v], s_.from[at], s_.to[at]}, heads);
      }
    heads[root_] = kRootHead;
    for (std::size_t r = s_.rings.size(); r-- > 0;) open(s_.rings[r], heads);
  }

 private:
  bool alive(std::size_t slot) const { return s_.slot_node[slot] != kRootHead; }

  void find_best(std::size_t v) {
    if (v == root_ || !alive(v)) return;
    std::size_t best = root_;
    for (std::size_t u = 0; u < n_; ++u)
      if (u != v && alive(u) && s_.score[u * n_ + v] > s_.score[best * n_ + v]) best = u;
    s_.best[v] = static_cast<std::uint16_t>(best);
  }

  // Leaves a ring of slots in s_.stack, or says that there is none.
  bool find_ring() {
    std::fill(s_.mark.begin(), s_.mark.end(), std::uint16_t{0});
    for (std::size_t start = 0; start < n_; ++start) {
      if (!alive(start)) continue;
      const auto colour = static_cast<std::uint16_t>(start + 1);
      std::size_t v = start;
      while (v != root_ && s_.mark[v] == 0) s_.mark[v] = colour, v = s_.best[v];
      if (v == root_ || s_.mark[v] != colour) continue;
      s_.stack.clear();
      std::size_t u = v;
      do s_.stack.push_back(static_cast<std::uint16_t>(u)), u = s_.best[u];
      while (u != v);
      return true;
    }
    return false;
  }

  void contract(std::uint16_t node) {
    const std::size_t home = s_.stack.front();
    TreeScratch::Ring ring{static_cast<std::uint32_t>(s_.edges.size()), 0, node};
    for (const std::size_t v : s_.stack) {
      const std::size_t at = s_.best[v] * n_ + v;
      s_.edges.push_back({s_.slot_node[v], s_.from[at], s_.to[at]});
      s_.parent[s_.slot_node[v]] = node;
    }
    ring.end = static_cast<std::uint32_t>(s_.edges.size());
    s_.rings.push_back(ring);
    for (std::size_t x = 0; x < n_; ++x) {
      if (!alive(x) || std::find(s_.stack.begin(), s_.stack.end(), x) != s_.stack.end()) continue;
      std::size_t out = home,
                  in = home;  // the members by which the ring governs x, and is entered from x
      float out_score = s_.score[home * n_ + x], in_score = gain(x, home);
      for (const std::size_t v : s_.stack) {
        if (s_.score[v * n_ + x] > out_score) out = v, out_score = s_.score[v * n_ + x];
        if (gain(x, v) > in_score) in = v, in_score = gain(x, v);
      }
      move_edge(out * n_ + x, home * n_ + x, out_score);
      move_edge(x * n_ + in, x * n_ + home, in_score);
    }
    for (const std::size_t v : s_.stack) s_.slot_node[v] = kRootHead;
    s_.slot_node[home] = node;
    for (std::size_t x = 0; x < n_; ++x)
      if (alive(x) && (x == home || !alive(s_.best[x]))) find_best(x);
  }

  // What entering the ring at v from x is worth: the edge less the one that it replaces.
  float gain(std::size_t x, std::size_t v) const {
    return s_.score[x * n_ + v] - s_.score[s_.best[v] * n_ + v];
  }

  void move_edge(std::size_t old_at, std::size_t new_at, float score) {
    s_.score[new_at] = score;
    s_.from[new_at] = s_.from[old_at];
    s_.to[new_at] = s_.to[old_at];
  }

  // The tree enters the ring at the member that holds the word entered; every other member keeps
  // its edge of the ring.
  void open(const TreeScratch::Ring& ring, std::uint16_t* heads) {
    std::uint16_t entry = s_.entered[ring.node];
    while (s_.parent[entry] != ring.node) entry = s_.parent[entry];
    s_.entered[entry] = s_.entered[ring.node];
    for (std::uint32_t e = ring.begin; e < ring.end; ++e)
      if (s_.edges[e].node != entry) enter(s_.edges[e], heads);
  }

  void enter(const TreeScratch::Edge& edge, std::uint16_t* heads) {
    heads[edge.to] = edge.from;
    s_.entered[edge.node] = edge.to;
  }

  std::size_t n_, root_;
  TreeScratch& s_;
};

bool has_cycle(const std::uint16_t* heads, std::size_t n, std::vector<std::uint16_t>& mark) {
  mark.assign(n, 0);
  for (std::size_t start = 0; start < n; ++start) {
    const auto colour = static_cast<std::uint16_t>(start + 1);
    std::size_t v = start;
    while (v != kRootHead && mark[v] == 0) mark[v] = colour, v = heads[v];
    if (v != kRootHead && mark[v] == colour) return true;
  }
  return false;
}

}  // namespace

void decode_tree(const float* scores, std::size_t stride, std::size_t n, TreeScratch& scratch,
                 std::uint16_t* heads) {
  if (n == 0) return;
  heads[0] = kRootHead;
  if (n == 1) return;
  scratch.top.resize(n);
  for (std::size_t d = 0; d < n; ++d) {  // the best head of d that is a word
    heads[d] = static_cast<std::uint16_t>(d == 0 ? 1 : 0);
    scratch.top[d] = scores[heads[d] * stride + d];
  }
  for (std::size_t h = 1; h < n; ++h) {
    const float* row = scores + h * stride;
    for (std::size_t d = 0; d < n; ++d)
      if (row[d] > scratch.top[d] && h != d)
        scratch.top[d] = row[d], heads[d] = static_cast<std::uint16_t>(h);
  }
  const float* root_row = scores + n * stride;
  std::size_t root = 0;
  for (std::size_t d = 1; d < n; ++d)
    if (root_row[d] - scratch.top[d] > root_row[root] - scratch.top[root]) root = d;
  heads[root] = kRootHead;
  if (has_cycle(heads, n, scratch.mark))
    Arborescence(scores, stride, n, root, scratch).solve(heads);
}

}  // namespace entente
