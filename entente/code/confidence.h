// How sure an event is: a logistic model over what is known of it. Each feature that holds adds its
// weight (data/en/confidence.tsv, made by scripts/train_confidence.py); the sum, through the
// logistic function, is the chance that a careful reader would mark the event as it stands. An
// event of less than kLeastConfidence is dropped, and within one country of less than kLeastAtHome:
// sport, fiction, history and science use the words of politics too. What two states are said to do
// to one another stays from kLeastOfOfficials on: a reader may find it beside the point of the
// sentence, but it is politics. docs/coding.md has the diagram of how far the chances can be
// trusted.
#pragma once

#include <array>
#include <bitset>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "entente/code/frames.h"
#include "entente/record/event.h"

namespace entente {

inline constexpr float kLeastConfidence = 0.22F, kLeastAtHome = 0.25F, kLeastOfOfficials = 0.05F;

inline constexpr std::size_t kMaxFeatures = 96;
using FeatureMask = std::bitset<kMaxFeatures>;

// Does it act for a state or a people: a government, an army, a court, a party, rebels, the United
// Nations, the state itself?
bool acts_in_politics(const Actor& actor);

// What the features of one document's events share. A part of a workspace.
struct DocumentCues {
  bool history = false;                   // most years it names lie a generation back
  float political = 0;                    // share of sentences that name an institution or a state
  std::vector<std::uint8_t> of_sentence;  // by sentence: bit 0 sport, 1 markets, 2 a year long past
};

class ConfidenceModel {
 public:
  // Names the word sets that the features need.
  struct Sets {
    SetMask sport, market;
  };
  // kNotFound: the table is missing; kBadModel: a line with an unknown feature or no number.
  static Result<ConfidenceModel> load(const Lexicons& lexicons, const WordSets& sets);

  // Linear in tokens, mentions and times.
  void read_document(const Document& document, const Analysis& analysis,
                     const Resolution& resolution, const DocumentWords& words,
                     DocumentCues& out) const;
  // The features of an event; `first`: no other event of its sentence has been found before.
  FeatureMask features(const Analysis& analysis, const Resolution& resolution,
                       const DocumentCues& cues, const Act& act, const Event& event,
                       bool first) const;
  float weigh(const FeatureMask& features) const;           // 0.01 .. 0.99
  bool is_veto(const FeatureMask& features) const;          // hardly an event of politics
  std::string describe(const FeatureMask& features) const;  // "guessed noun type:ASSAULT"

 private:
  std::array<float, kMaxFeatures> weights_{};
  Sets sets_;
};

}  // namespace entente
