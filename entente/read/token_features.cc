// The features are those that tokenizers of the CoNLL 2018 task and sentence splitters (Gillick
// 2009, "Sentence Boundary Detection and the Problem with the U.S.") found to matter: the
// characters and kinds around the gap, the letters that lead up to it, the words on both sides with
// their shapes, and pairs of these. Slots number the features; a new one takes a new number.
//
// Tested by tokenizer_test.cc.
#include "entente/read/token_features.h"

#include <algorithm>

namespace entente {
namespace {

constexpr std::uint32_t kMaxAtom = 16;  // letters of a run that a feature looks at
constexpr std::uint32_t kMaxWhole = 24;

std::uint64_t join(std::uint64_t a, std::uint64_t b) {
  return mix64(a + 0x9E3779B97F4A7C15u) ^ (b * 0xD6E8FEB86659FD93u);
}

std::uint32_t bucket(std::uint32_t n) {
  if (n < 6) return n;
  if (n < 9) return 6;
  if (n < 14) return 7;
  if (n < 22) return 8;
  if (n < 40) return 9;
  return n < 80 ? 10 : 11;
}

// A window on one run: what lies outside it is 0.
struct Window {
  const Block& block;
  Run run;
  std::uint32_t gap;

  std::uint64_t plain(int offset) const {
    const std::int64_t at = static_cast<std::int64_t>(gap) + offset;
    return at < run.begin || at >= run.end ? 0 : block.plain[static_cast<std::size_t>(at)];
  }
  std::uint64_t kind(int offset) const {
    const std::int64_t at = static_cast<std::int64_t>(gap) + offset;
    return at < run.begin || at >= run.end
               ? 31
               : static_cast<std::uint64_t>(block.kind[static_cast<std::size_t>(at)]);
  }
  std::uint64_t plains(int from, int to) const {
    std::uint64_t all = 0;
    for (int o = from; o < to; ++o) all = all << 21 ^ all >> 43 ^ plain(o);
    return all;
  }
  std::uint64_t kinds(int from, int to) const {
    std::uint64_t all = 1;
    for (int o = from; o < to; ++o) all = all << 5 | kind(o);
    return all;
  }
  std::uint64_t hash(std::uint32_t from, std::uint32_t to) const {
    std::uint64_t all = to - from;
    for (std::uint32_t i = from; i < to; ++i)
      all = (all ^ block.plain[i]) * 0x9E3779B97F4A7C15u, all ^= all >> 29;
    return all;
  }
};

}  // namespace

namespace {

// Where a web address that is marked at `from` ends: at the run's end, save marks that close a
// sentence, quote or bracket.
std::uint32_t web_address_end(const Block& block, const Run& run, std::uint32_t from) {
  std::uint32_t end = from;
  const auto stops = [&](std::uint32_t i) {
    const CharKind k = block.kind[i];
    return k == CharKind::kQuote || k == CharKind::kOpenQuote || k == CharKind::kCloseQuote ||
           k == CharKind::kOpen || block.plain[i] == U'>' || k == CharKind::kDash;
  };
  while (end < run.end && !stops(end)) ++end;
  while (end > from && !is_word_kind(block.kind[end - 1]) &&
         block.kind[end - 1] != CharKind::kSlash)
    --end;
  return end;
}

// Letters, digits and . _ - + around an "@".
bool is_mail_part(const Block& block, std::uint32_t i) {
  const CharKind k = block.kind[i];
  return is_word_kind(k) || k == CharKind::kStop || k == CharKind::kHyphen ||
         block.plain[i] == U'_' || block.plain[i] == U'+';
}

void find_address(const Block& block, Run& run) {
  for (std::uint32_t i = run.begin; i < run.end; ++i) {
    const bool web =
        block.kind[i] == CharKind::kSlash && i > run.begin && block.plain[i - 1] == U':';
    const bool www = i + 4 < run.end && block.plain[i] == U'w' && block.plain[i + 1] == U'w' &&
                     block.plain[i + 2] == U'w' && block.plain[i + 3] == U'.';
    if (!web && !www && block.plain[i] != U'@') continue;
    run.address_begin = i;
    if (block.plain[i] == U'@') {
      while (run.address_begin > run.begin && is_mail_part(block, run.address_begin - 1))
        --run.address_begin;
      run.address_end = i + 1;
      while (run.address_end < run.end && is_mail_part(block, run.address_end)) ++run.address_end;
      while (!is_word_kind(block.kind[run.address_end - 1]) && run.address_end > i)
        --run.address_end;
      return;
    }
    if (web) --run.address_begin;
    while (run.address_begin > run.begin && is_letter_kind(block.kind[run.address_begin - 1]))
      --run.address_begin;
    run.address_end = web_address_end(block, run, i);
    return;
  }
}

}  // namespace

Run next_run(const Block& block, std::uint32_t at) {
  Run run{at, at};
  const std::uint32_t size = block.size();
  while (run.begin < size && block.kind[run.begin] == CharKind::kSpace) ++run.begin;
  run.end = run.begin;
  for (std::uint32_t& i = run.end; i < size && block.kind[i] != CharKind::kSpace; ++i) {
    const CharKind kind = block.kind[i];
    if (is_word_kind(kind) || i == run.begin || i + 1 >= size) continue;
    const bool letters = is_letter_kind(block.kind[i + 1]) && is_word_kind(block.kind[i - 1]);
    const std::uint32_t back = i - run.begin;
    if (kind == CharKind::kStop && letters) run.marks |= 4;
    if (kind == CharKind::kStop && back >= 3 && block.plain[i - 1] == U'w' &&
        block.plain[i - 2] == U'w' && block.plain[i - 3] == U'w')
      run.marks |= 1;
    if (kind == CharKind::kSlash && block.plain[i - 1] == U':' && block.plain[i + 1] == U'/')
      run.marks |= 1;
    if (block.plain[i] == U'@' && letters) run.marks |= 2;
  }
  if ((run.marks & 3) != 0) find_address(block, run);
  return run;
}

bool is_candidate(const Block& block, Run run, std::uint32_t i) {
  const CharKind right = block.kind[i];
  std::uint32_t base =
      i - 1;  // what combining marks before the gap stand on: "a" in "Nicola\u0301|s"
  while (base > run.begin && i - base < 8 && block.kind[base] == CharKind::kExtend) --base;
  const CharKind left = block.kind[base];
  if (right == CharKind::kExtend || block.plain[i - 1] == U'\u200D') return false;
  if (i > run.address_begin && i < run.address_end) return false;
  if (is_letter_kind(left) && is_letter_kind(right))
    return i + 3 <= run.end && block.plain[i] == U'n' && block.plain[i + 1] == U'\'' &&
           block.plain[i + 2] == U't';
  return left != CharKind::kDigit || right != CharKind::kDigit;
}

void gap_features(const Block& block, Run run, Run next, std::uint32_t i, FeatureList& out) {
  const Window w{block, run, i};
  const std::uint64_t pair = w.kinds(-1, 1);
  out.add(0, pair);
  out.add(1, w.plains(-1, 1));
  out.add(2, w.plains(-2, 1));
  out.add(3, w.plains(-1, 2));
  out.add(4, w.plains(-2, 2));
  out.add(5, w.plains(-3, 0));
  out.add(6, w.plains(0, 3));
  out.add(7, join(w.plains(-3, 0), w.plains(0, 1)));
  out.add(8, join(w.plains(0, 3), w.plains(-1, 0)));
  out.add(9, w.kinds(-3, 2));
  out.add(10, w.kinds(-2, 3));
  out.add(11, w.kinds(-4, 0));
  out.add(12, w.kinds(0, 4));

  std::uint32_t left = i, right = i;
  while (left > run.begin && i - left < kMaxAtom && is_letter_kind(block.kind[left - 1])) --left;
  while (right < run.end && right - i < kMaxAtom && is_letter_kind(block.kind[right])) ++right;
  std::uint32_t behind = i;  // the letters before the one mark at i - 1: "gen" in "gen.|"
  if (left == i && i > run.begin) {
    behind = i - 1;
    while (behind > run.begin && i - 1 - behind < kMaxAtom &&
           is_letter_kind(block.kind[behind - 1]))
      --behind;
  }
  const std::uint64_t left_atom = left == i ? w.hash(behind, i) : w.hash(left, i),
                      right_atom = w.hash(i, right);
  const std::uint64_t next_kind =
      next.begin == next.end ? 30 : static_cast<std::uint64_t>(block.kind[next.begin]);
  const std::uint64_t next_plain = next.begin == next.end ? 0 : block.plain[next.begin];
  const bool at_end = i + 1 == run.end;
  out.add(13, join(left_atom, pair));
  out.add(14, join(right_atom, pair));
  out.add(15, join(left_atom, w.plain(0)));
  out.add(16, join(right_atom, w.plain(-1)));
  out.add(17, join(join(left_atom, w.plain(0)), next_kind << 1 | at_end));
  const std::uint32_t whole_end = std::min(run.end, run.begin + kMaxWhole);
  const std::uint32_t place = std::min(i - run.begin, 30u);
  out.add(18, join(w.hash(run.begin, whole_end), place));
  out.add(19, join(w.hash(std::max(run.begin, i - std::min(i, kMaxAtom)), i), w.plain(0)));
  out.add(20, join(w.hash(i, std::min(run.end, i + kMaxAtom)), w.plain(-1)));
  out.add(21, join(pair, bucket(i - run.begin) << 4 | bucket(run.end - i)));
  out.add(22, join(pair, next_kind << 1 | at_end));
  out.add(23, join(w.plains(-1, 1), next_plain << 1 | at_end));

  std::uint32_t same = 1, same_right = 0;
  while (same < 5 && i - same > run.begin && block.plain[i - same - 1] == block.plain[i - 1])
    ++same;
  while (same_right < 5 && i + same_right < run.end &&
         block.plain[i + same_right] == block.plain[i - 1])
    ++same_right;
  out.add(24, join(w.plain(-1), same << 4 | same_right));
  out.add(25, join(pair, (i - left) << 6 | (right - i)));

  // Marks of addresses and abbreviations anywhere near: "@", "://", "www.", stops and slashes on
  // both sides.
  std::uint32_t stops_left = 0, stops_right = 0, slashes = 0, ats = 0, digits = 0, uppers = 0;
  const std::uint32_t low = i - std::min(i - run.begin, kMaxWhole),
                      high = std::min(run.end, i + kMaxWhole);
  for (std::uint32_t j = low; j < high; ++j) {
    stops_left += j < i && block.kind[j] == CharKind::kStop;
    stops_right += j >= i && block.kind[j] == CharKind::kStop;
    slashes += block.kind[j] == CharKind::kSlash;
    digits += block.kind[j] == CharKind::kDigit;
    uppers += block.kind[j] == CharKind::kUpper;
    ats += block.plain[j] == U'@';
  }
  const std::uint64_t address = std::min(slashes, 3u) << 2 | std::min(ats, 2u);
  out.add(26, join(pair, address));
  out.add(27, join(pair, std::min(stops_left, 3u) << 2 | std::min(stops_right, 3u)));
  out.add(28, join(address, std::min(stops_left, 3u) << 8 | std::min(stops_right, 3u) << 4 |
                                (w.kind(0) & 15)));
  out.add(29, join(pair, std::min(digits, 3u) << 2 | std::min(uppers, 3u)));
  out.add(30, join(w.kinds(-2, 2), next_kind << 1 | at_end));
  out.add(32, join(pair, run.marks));
  out.add(33, join(w.kinds(-2, 2), run.marks));
  out.add(34, join(w.plains(-1, 1), run.marks));
  out.add(35, join(w.plains(-2, 2), run.marks << 1 | (run.begin + 1 == i)));
  if (left != i && right != i && right == run.end) {  // in letters: "its" and its neighbours
    const std::uint64_t letters = w.hash(left, right);
    std::uint32_t last = next.begin;
    while (last < next.end && is_word_kind(block.kind[last])) ++last;
    std::uint32_t before_end = run.begin;
    while (before_end > 0 && block.kind[before_end - 1] == CharKind::kSpace) --before_end;
    std::uint32_t before = before_end;
    while (before > 0 && is_word_kind(block.kind[before - 1])) --before;
    out.add(36, join(letters, w.hash(next.begin, last)));
    out.add(37, join(letters, w.hash(last - std::min(last - next.begin, 2u), last)));
    out.add(38, join(letters, w.hash(before, before_end)));
    out.add(39, join(letters, (w.kind(-1) << 8) + (before_end - before)));
  }
  out.add(31, join(w.hash(run.begin, std::min(run.end, run.begin + 4)), pair));
}

void SentenceContext::load(const Block& block, const std::vector<Piece>& pieces) {
  words_.clear();
  std::uint32_t uppers = 0, lowers = 0;
  for (const Piece& p : pieces) {
    WordView v;
    std::uint64_t key = p.last - p.first;
    const std::uint32_t end = std::min(p.last, p.first + kMaxWhole);
    std::uint32_t shape = 1;
    CharKind previous = CharKind::kSpace;
    for (std::uint32_t i = p.first; i < end; ++i) {
      key = (key ^ block.plain[i]) * 0x9E3779B97F4A7C15u, key ^= key >> 29;
      const CharKind k = block.kind[i];
      uppers += k == CharKind::kUpper, lowers += k == CharKind::kLower;
      if (k != previous && shape < 1u << 25) shape = shape << 5 | static_cast<std::uint32_t>(k);
      previous = k;
    }
    v.key = key;
    v.shape = shape << 1 | (p.last - p.first > 1);
    for (std::uint32_t i = p.last - std::min(p.last - p.first, 3u); i < p.last; ++i)
      v.suffix = v.suffix << 21 ^ block.plain[i];
    v.first = block.kind[p.first], v.last = block.kind[p.last - 1];
    v.length = static_cast<std::uint8_t>(std::min(p.last - p.first, 15u));
    v.space_after = p.last < block.size() && block.kind[p.last] == CharKind::kSpace;
    words_.push_back(v);
  }
  to_end_mark_.assign(words_.size() + 1, 99);
  for (std::size_t i = words_.size(); i-- > 0;) {
    const bool ends = (words_[i].first == CharKind::kStop || words_[i].first == CharKind::kEnd);
    to_end_mark_[i] = ends ? 0 : std::min(to_end_mark_[i + 1] + 1, 99u);
  }
  cased_ = uppers + lowers < 4 ? 0 : lowers == 0 ? 1 : uppers == 0 ? 2 : 0;
  straight_open_ = false;
  curly_open_ = bracket_open_ = 0;
}

void SentenceContext::features(std::uint32_t index, std::uint32_t start, FeatureList& out) {
  const std::int64_t i = index;
  const WordView &l0 = word(i), &l1 = word(i - 1), &l2 = word(i - 2), &l3 = word(i - 3);
  const WordView &r0 = word(i + 1), &r1 = word(i + 2), &r2 = word(i + 3), &r3 = word(i + 4);
  if (l0.length == 1) {
    straight_open_ ^= l0.first == CharKind::kQuote;
    curly_open_ +=
        (l0.first == CharKind::kOpenQuote) - (l0.first == CharKind::kCloseQuote && curly_open_ > 0);
    bracket_open_ +=
        (l0.first == CharKind::kOpen) - (l0.first == CharKind::kClose && bracket_open_ > 0);
  }
  const std::uint64_t open = (straight_open_ || curly_open_ > 0) | (bracket_open_ > 0) << 1;
  const std::uint64_t space = l0.space_after;
  const std::uint64_t sides = join(l0.shape, join(r0.shape, space));

  out.add(0, l0.key);
  out.add(1, r0.key);
  out.add(2, join(l0.key, r0.key));
  out.add(3, join(l1.key, l0.key));
  out.add(4, join(r0.key, r1.key));
  out.add(5, l1.key);
  out.add(6, r1.key);
  out.add(7, l2.key);
  out.add(8, r2.key);
  out.add(9, l3.key);
  out.add(10, r3.key);
  out.add(11, sides);
  out.add(12, join(sides, l1.shape));
  out.add(13, join(sides, r1.shape));
  out.add(14, join(sides, join(l1.shape, r1.shape)));
  out.add(15, join(join(sides, l2.shape), join(l1.shape, join(r1.shape, r2.shape))));
  out.add(16, join(l0.key, join(r0.shape, space)));
  out.add(17, join(l0.shape, join(r0.key, space)));
  out.add(18, join(l1.key, join(l0.key, r0.shape)));
  out.add(19, join(l1.shape, join(l0.key, r0.key)));
  out.add(20, join(l0.key, join(r0.shape, r1.shape)));
  out.add(21, join(l0.key, join(r0.key, r1.key)));
  out.add(22, join(l1.suffix, l0.key));
  out.add(23, join(l0.suffix, r0.shape));
  out.add(24, join(r0.suffix, l0.shape));
  out.add(25, join(l1.length, join(l0.key, r0.shape)));

  const std::uint32_t since = bucket(index - start + 1);
  const std::uint32_t to_end = bucket(static_cast<std::uint32_t>(words_.size()) - 1 - index);
  const std::uint32_t to_mark =
      bucket(to_end_mark_[std::min<std::size_t>(index + 1, words_.size())]);
  out.add(26, join(since, sides));
  out.add(27, join(to_end, sides));
  out.add(28, join(to_mark, sides));
  out.add(29, join(open, join(l0.key, r0.shape)));
  out.add(30, join(open, join(r0.key, sides)));
  out.add(31, join(cased_, join(l0.key, r0.shape)));
  out.add(32, since << 8 | to_end << 4 | cased_);
  out.add(33, join(since << 4 | to_mark, l0.shape));
  const WordView& opener = word(start);
  out.add(34, join(opener.key, join(since, l0.shape)));
  out.add(35, join(opener.shape, sides));
  out.add(36, join(opener.key, r0.key));
  out.add(37, join(open << 4 | since, to_mark));
  out.add(38, join(l2.shape, join(l1.key, l0.key)));
  out.add(39, join(to_mark << 4 | to_end, join(l0.last == r0.first, r0.key)));
}

}  // namespace entente
