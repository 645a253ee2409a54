// "Enron" is a firm in one sentence and a place in the next when each is read alone. The sentence
// that says most clearly what a name is should speak for the others: one sense per discourse (Gale,
// Church and Yarowsky 1992). Tested by network_test.cc.
#include "entente/read/name_vote.h"

#include <algorithm>

namespace entente {
namespace {

constexpr float kDoubt = 0.8f;  // below it, a lone word follows the longer name that it ends

// Orders entities by their words, the same words side by side.
bool words_before(const Analysis& a, const Entity& x, const Entity& y) {
  const auto* lower = a.tokens.lower.data();
  return std::lexicographical_compare(lower + x.first, lower + x.last, lower + y.first,
                                      lower + y.last);
}

void settle(std::vector<Entity>& entities, const std::uint32_t* first, const std::uint32_t* last) {
  float votes[kEntityTypeCount] = {};
  for (const auto* i = first; i != last; ++i)
    votes[static_cast<std::size_t>(entities[*i].type)] += entities[*i].score;
  const auto best =
      static_cast<EntityType>(std::max_element(votes, votes + kEntityTypeCount) - votes);
  for (const auto* i = first; i != last; ++i) entities[*i].type = best;
}

// "http://a.org/b", "someone@a.org": tokens that name a page or a box, not a thing.
bool is_address(std::string_view form) {
  return form.find('@') != std::string_view::npos || form.find("://") != std::string_view::npos ||
         form.substr(0, 4) == "www.";
}

}  // namespace

void vote_on_types(NameVoteScratch& s, Analysis& a) {
  std::vector<Entity>& entities = a.entities;
  std::erase_if(entities, [&](const Entity& e) {
    return e.last - e.first == 1 && is_address(a.form(e.first));
  });
  s.order.clear(), s.surnames.clear();
  for (std::uint32_t i = 0; i < entities.size(); ++i) s.order.push_back(i);
  std::sort(s.order.begin(), s.order.end(), [&](std::uint32_t i, std::uint32_t j) {
    if (words_before(a, entities[i], entities[j])) return true;
    return !words_before(a, entities[j], entities[i]) && i < j;
  });
  for (std::size_t begin = 0, end = 0; begin < s.order.size(); begin = end) {
    while (end < s.order.size() &&
           !words_before(a, entities[s.order[begin]], entities[s.order[end]]))
      ++end;
    if (end - begin > 1) settle(entities, s.order.data() + begin, s.order.data() + end);
  }
  for (const Entity& e : entities)
    if (e.type == EntityType::kPer && e.last - e.first > 1)
      s.surnames.push_back(a.tokens.lower[e.last - 1]);
  std::sort(s.surnames.begin(), s.surnames.end());
  for (Entity& e : entities)
    if (e.last - e.first == 1 && e.score < kDoubt &&
        std::binary_search(s.surnames.begin(), s.surnames.end(), a.tokens.lower[e.first]))
      e.type = EntityType::kPer;
}

}  // namespace entente
