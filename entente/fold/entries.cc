// Subjects and names are compared as sets of words, distinct sets only: a register's entry has few
// spellings however often it is told. Above kMaxCompared spellings between the same parties, which
// no register of real states has reached, only equal sets are one. Tested by tellings_test.cc.
#include <algorithm>
#include <map>
#include <numeric>

#include "entente/base/hash.h"
#include "entente/base/unicode.h"
#include "entente/fold/tellings.h"

namespace entente {
namespace {

constexpr std::size_t kMaxSpellings = 2000;

// What any agreement or body is called: these tell none from another.
constexpr std::string_view kGeneric[] = {
    "a",          "accord",      "accords",   "agreement",
    "agreements", "an",          "and",       "bilateral",
    "body",       "commission",  "committee", "contract",
    "contracts",  "cooperation", "council",   "countries",
    "deal",       "deals",       "document",  "documents",
    "for",        "high",        "in",        "intergovernmental",
    "joint",      "level",       "memoranda", "memorandum",
    "mixed",      "mou",         "new",       "of",
    "on",         "pact",        "pacts",     "protocol",
    "several",    "strategic",   "the",       "to",
    "treaties",   "treaty",      "two",       "understanding",
    "various",    "with"};

bool is_generic(std::string_view word) {
  return std::binary_search(std::begin(kGeneric), std::end(kGeneric), word);
}

using Words = std::vector<std::uint64_t>;

bool are_alike(const Words& a, const Words& b) {
  Words shared;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(shared));
  return !shared.empty() && 2 * shared.size() >= std::min(a.size(), b.size()) &&
         3 * shared.size() >= std::max(a.size(), b.size());
}

// The first day of a day's month, roughly: a month each.
std::int64_t month_of(std::optional<Day> day) {
  return day ? std::strtoll(format_day(*day).substr(0, 7).replace(4, 1, "").c_str(), nullptr, 10)
             : -1;
}

}  // namespace

std::vector<std::uint64_t> entry_words(std::string_view text) {
  Words words;
  const std::string key = name_key(text);
  std::string word;
  const auto end_word = [&] {
    if (!word.empty() && !is_generic(word)) words.push_back(hash64(word));
    word.clear();
  };
  for (const char c : key) {
    const auto byte = static_cast<unsigned char>(c);
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || byte >= 0x80)
      word += c;
    else
      end_word();
  }
  end_word();
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  return words;
}

void fold_entries(std::string_view parties, bool generic_by_month,
                  std::span<EntryMention> mentions) {
  const std::uint64_t seed = hash64(parties);
  std::map<Words, std::size_t> told;  // spelling -> mentions
  for (const EntryMention& mention : mentions) ++told[mention.words];
  told.erase(Words());
  std::vector<const Words*> spellings;
  std::vector<std::size_t> counts;
  for (const auto& [words, count] : told) spellings.push_back(&words), counts.push_back(count);
  std::vector<std::size_t> parent(spellings.size());
  std::iota(parent.begin(), parent.end(), 0u);
  const auto root = [&](std::size_t at) {
    while (parent[at] != at) at = parent[at] = parent[parent[at]];
    return at;
  };
  if (spellings.size() <= kMaxSpellings)
    for (std::size_t i = 0; i < spellings.size(); ++i)
      for (std::size_t j = i + 1; j < spellings.size(); ++j)
        if (root(i) != root(j) && are_alike(*spellings[i], *spellings[j]))
          parent[std::max(root(i), root(j))] = std::min(root(i), root(j));
  // An entry is numbered by the least of its spellings: roots are least, and the map is in order.
  const auto number = [&](std::size_t at) {
    std::uint64_t hash = seed;
    for (const std::uint64_t word : *spellings[root(at)]) hash = mix64(hash ^ word);
    return hash;
  };
  std::map<std::size_t, std::size_t> sum;
  for (std::size_t i = 0; i < spellings.size(); ++i) sum[root(i)] += counts[i];
  std::uint64_t most = mix64(seed);
  std::size_t most_told = 0;
  for (const auto& [at, count] : sum)
    if (count > most_told) most = number(at), most_told = count;
  for (EntryMention& mention : mentions) {
    if (mention.words.empty()) {
      mention.entry =
          generic_by_month ? mix64(seed ^ static_cast<std::uint64_t>(month_of(mention.day))) : most;
      continue;
    }
    const auto at = std::lower_bound(spellings.begin(), spellings.end(), &mention.words,
                                     [](const Words* a, const Words* b) { return *a < *b; });
    mention.entry = number(static_cast<std::size_t>(at - spellings.begin()));
  }
}

}  // namespace entente
