// A side of the verb is a row of items, each to be found at or (where the connector is open) beyond
// a place; the search goes back where a later item fails. A place at which an item has failed is
// kept, which bounds the work by items times pieces. The depth of the recursion is the number of a
// pattern's items, which the reader bounds. Tested by dictionary_coder_test.cc.
#include "entente/code/dictionary_patterns.h"

#include <algorithm>

namespace entente {

using Kind = PatternItem::Kind;

void conjuncts_of(const std::vector<CodedPhrase>& phrases, std::uint32_t phrase,
                  std::vector<std::uint32_t>& out) {
  out.clear();
  for (std::uint32_t i = phrases[phrase].group;
       i < phrases.size() && phrases[i].group == phrases[phrase].group; ++i)
    if (!phrases[i].codes.empty()) out.push_back(i);
}

bool PatternMatcher::match(const VerbPattern& pattern, const VerbSite& site, PatternSides& sides) {
  sides = {};
  base_ = site.begin;
  width_ = site.end - site.begin + 1;
  failed_.assign(pattern.items.size() * width_, 0);
  const auto items = static_cast<std::uint32_t>(pattern.items.size());
  const Walk behind{pattern, site.end, true}, before{pattern, site.begin, false};
  if (pattern.verb + 1 < items && !step(behind, pattern.verb + 1, site.last, sides)) return false;
  return pattern.verb == 0 || step(before, pattern.verb - 1, site.first, sides);
}

// Is `item` to stand at once beside the one that was matched before it?
bool PatternMatcher::closed(const Walk& walk, std::uint32_t item) const {
  return walk.pattern.items[walk.forwards ? item - 1 : item].closed;
}

// `at`: the boundary that the search has reached; the next piece is `at` forwards, `at - 1`
// backwards.
bool PatternMatcher::step(const Walk& walk, std::uint32_t item, std::uint32_t at,
                          PatternSides& sides) {
  std::uint8_t& failed = failed_[item * width_ + (at - base_)];
  if (failed != 0) return false;
  const PatternItem& one = walk.pattern.items[item];
  const bool next_only = closed(walk, item);
  bool found = false;
  if (one.kind == Kind::kWord || one.kind == Kind::kSet) {
    std::vector<std::uint32_t> ends;
    for (std::uint32_t place = at; !found && place != walk.limit;
         place = walk.forwards ? place + 1 : place - 1) {
      ends_of(walk, one, place, ends);
      for (const std::uint32_t end : ends)
        if ((found = match_side(walk, item, end, sides))) break;
      if (next_only) break;
    }
  } else if (const std::uint32_t phrase = find_phrase(walk, one.kind, at, next_only);
             phrase != kNoPhrase) {
    const PatternSides kept = sides;
    if (one.kind == Kind::kSource) sides.source = phrase;
    if (one.kind == Kind::kTarget) sides.target = phrase;
    if (one.kind == Kind::kBoth) sides.both = phrase;
    std::uint32_t edge = phrase;
    if (one.kind == Kind::kBoth)  // the whole list is passed
      while (walk.forwards ? edge + 1 < phrases_->size() &&
                                 (*phrases_)[edge + 1].group == (*phrases_)[phrase].group
                           : edge > 0 && (*phrases_)[edge - 1].group == (*phrases_)[phrase].group)
        edge = walk.forwards ? edge + 1 : edge - 1;
    const CodedPhrase& passed = (*phrases_)[edge];
    found = match_side(walk, item, walk.forwards ? passed.last_piece : passed.first_piece, sides);
    if (!found) sides = kept;
  }
  if (!found) failed = 1;
  return found;
}

// The rest of the side behind `item`, which ends at `at`.
bool PatternMatcher::match_side(const Walk& walk, std::uint32_t item, std::uint32_t at,
                                PatternSides& sides) {
  if (walk.forwards) {
    return item + 1 == walk.pattern.items.size() || step(walk, item + 1, at, sides);
  }
  return item == 0 || step(walk, item - 1, at, sides);
}

void PatternMatcher::ends_of(const Walk& walk, const PatternItem& item, std::uint32_t at,
                             std::vector<std::uint32_t>& ends) const {
  ends.clear();
  const std::vector<DictionaryWordId>& words = pieces_->word;
  const std::uint32_t piece = walk.forwards ? at : at - 1;
  if (item.kind == Kind::kWord) {
    if (words[piece] == item.id) ends.push_back(walk.forwards ? at + 1 : at - 1);
    return;
  }
  const PhraseTable& set = dictionaries_.sets[item.id];
  const auto none = [](std::uint32_t) { return false; };
  if (walk.forwards) {
    for (const PhraseTable::Entry& entry : set.at(words[at]))
      if (const std::uint32_t end = match_phrase(entry.phrase, *pieces_, at, walk.limit, none))
        ends.push_back(end);
    return;
  }
  // Backwards the phrase's beginning is sought: no phrase is longer than its bound.
  for (std::uint32_t begin = at; begin-- > walk.limit && at - begin <= 32;)
    for (const PhraseTable::Entry& entry : set.at(words[begin]))
      if (match_phrase(entry.phrase, *pieces_, begin, at, none) == at) ends.push_back(begin);
}

// The nearest phrase beyond `at` that may fill a slot: `^` any; `+` and `$` the nearest with a
// code;
// `%` the nearest list of two sides, unless a side stands before it.
std::uint32_t PatternMatcher::find_phrase(const Walk& walk, Kind kind, std::uint32_t at,
                                          bool next) const {
  const auto count = static_cast<std::uint32_t>(phrases_->size());
  for (std::uint32_t k = 0; k < count; ++k) {
    const std::uint32_t i = walk.forwards ? k : count - 1 - k;
    const CodedPhrase& phrase = (*phrases_)[i];
    if (walk.forwards ? phrase.last_piece <= at || phrase.first_piece >= walk.limit
                      : phrase.first_piece >= at || phrase.last_piece <= walk.limit)
      continue;
    // A phrase that a word of the pattern has begun ("THEIR ^") is passed to its end.
    if (next && (walk.forwards ? phrase.first_piece > at : phrase.last_piece < at))
      return kNoPhrase;
    if (kind == Kind::kSkip) return i;
    if (phrase.codes.empty()) {
      if (next) return kNoPhrase;
      continue;
    }
    if (kind != Kind::kBoth) return i;
    std::uint32_t sides = 0;
    for (const CodedPhrase& one : *phrases_)
      if (one.group == phrase.group) sides += static_cast<std::uint32_t>(one.codes.size());
    return sides >= 2 ? i : kNoPhrase;
  }
  return kNoPhrase;
}

}  // namespace entente
