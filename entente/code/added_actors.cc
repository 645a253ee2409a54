// Tested by quotes_test.cc and commissions_test.cc.
#include "entente/code/added_actors.h"

#include <algorithm>

namespace entente {

std::uint32_t AddedActors::actor_at(const Document& document, const Analysis& analysis,
                                    Resolution& resolution, std::uint32_t token,
                                    std::uint32_t first, std::uint32_t last, ActorKind kind) {
  const std::uint32_t known = mention_at(analysis, resolution, token);
  if (known != Resolution::kNone) return resolution.mentions[known].actor;
  if (of_token_[token] != kNoToken) return of_token_[token];
  Mention mention;
  mention.span = {analysis.tokens.begin[first], analysis.tokens.end[last - 1]};
  mention.first = first, mention.last = last, mention.head = token;
  mention.actor = static_cast<std::uint32_t>(resolution.actors.size());
  mention.kind = MentionKind::kNominal;
  mentions_.push_back(mention);
  of_token_[token] = mention.actor;
  Actor actor;
  actor.name = std::string(document.piece(mention.span));
  std::replace(actor.name.begin(), actor.name.end(), '\n', ' ');
  actor.code = "---";
  actor.kind = kind;
  actor.evidence = "its own words";
  resolution.actors.push_back(std::move(actor));
  return mention.actor;
}

std::uint32_t AddedActors::actor_beside(const Document& document, const Analysis& analysis,
                                        Resolution& resolution, std::uint32_t token,
                                        std::uint32_t state, std::uint32_t like) {
  if (resolution.actors[like].sector.empty()) return state;
  if (of_token_[token] != kNoToken) return of_token_[token];
  Mention mention;
  mention.span = {analysis.tokens.begin[token], analysis.tokens.end[token]};
  mention.first = token, mention.last = token + 1, mention.head = token;
  if (const std::uint32_t named = mention_at(analysis, resolution, token);
      named != Resolution::kNone && resolution.mentions[named].actor == state)
    mention = resolution.mentions[named];  // "Sierra Leonean", "U.S."
  mention.actor = static_cast<std::uint32_t>(resolution.actors.size());
  mention.kind = MentionKind::kDemonym;
  mentions_.push_back(mention);
  of_token_[token] = mention.actor;
  Actor actor;
  actor.name = std::string(document.piece(mention.span));
  actor.country = resolution.actors[state].country;
  actor.sector = resolution.actors[like].sector;
  actor.code = actor.country + actor.sector;
  actor.kind = ActorKind::kGeneric;
  actor.evidence = "beside " + resolution.actors[like].name;
  resolution.actors.push_back(std::move(actor));
  return mention.actor;
}

void AddedActors::add_mention(const Mention& mention) {
  for (const Mention& one : mentions_)
    if (one.span == mention.span && one.actor == mention.actor) return;
  mentions_.push_back(mention);
}

void AddedActors::join(Resolution& resolution) {
  if (mentions_.empty()) return;
  for (const Mention& mention : mentions_) resolution.mentions.push_back(mention);
  mentions_.clear();
  std::stable_sort(resolution.mentions.begin(), resolution.mentions.end(),
                   [](const Mention& a, const Mention& b) {
                     return a.span.begin != b.span.begin ? a.span.begin < b.span.begin
                                                         : a.span.end > b.span.end;
                   });
  std::fill(resolution.mention_of.begin(), resolution.mention_of.end(), Resolution::kNone);
  for (std::uint32_t m = 0; m < resolution.mentions.size(); ++m) {
    const Mention& mention = resolution.mentions[m];
    if (mention.head >= resolution.mention_of.size()) continue;
    std::uint32_t& slot = resolution.mention_of[mention.head];
    if (slot == Resolution::kNone || resolution.mentions[slot].span.size() < mention.span.size())
      slot = m;
  }
}

}  // namespace entente
