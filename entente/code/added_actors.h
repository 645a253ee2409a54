// Actors that only an act makes known: a joint body, a speaker without a name ("a source close to
// the talks"). They are kept aside while the registers are made and join the resolution at the end,
// so that the index of mentions is sorted once.
#pragma once

#include <cstdint>
#include <vector>

#include "entente/code/tree.h"
#include "entente/record/actor.h"
#include "entente/record/analysis.h"

namespace entente {

class AddedActors {
 public:
  // For a document of so many tokens.
  void reset(std::uint32_t tokens) { mentions_.clear(), of_token_.assign(tokens, kNoToken); }
  // The actor that the phrase of head `token` names: the resolution's, or a new one with the tokens
  // [first, last) as its mention, made but once for a token. Its kind is `kind`; its name is its
  // text.
  std::uint32_t actor_at(const Document& document, const Analysis& analysis, Resolution& resolution,
                         std::uint32_t token, std::uint32_t first, std::uint32_t last,
                         ActorKind kind);
  // "French" in "Egyptian and French warships": those of France, of the sector of `like`, who is
  // the warships; made but once for a token. `state`: the actor that the token itself names.
  std::uint32_t actor_beside(const Document& document, const Analysis& analysis,
                             Resolution& resolution, std::uint32_t token, std::uint32_t state,
                             std::uint32_t like);
  // A mention of an actor that the caller adds to the resolution; once, however often it is given.
  void add_mention(const Mention& mention);
  // Gives the new mentions their places in resolution.mentions and mention_of. Linear (and n log n
  // in the new ones).
  void join(Resolution& resolution);

 private:
  std::vector<Mention> mentions_;
  std::vector<std::uint32_t> of_token_;  // the actor made for a head word, kNoToken none
};

}  // namespace entente
