// Small questions to a dependency tree that the registers share: extents, subjects, parties of a
// phrase. All walks are bounded by the length of a sentence (kMaxSentenceTokens of read/), none
// recurses.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "entente/record/actor.h"
#include "entente/record/analysis.h"

namespace entente {

// For each token the first and one past the last token of its subtree. Made once a document; memory
// is kept.
class Extents {
 public:
  // Linear in the tokens times the depth of their trees, and less: a walk upwards stops where
  // nothing changes.
  void build(const Analysis& analysis);
  std::uint32_t first(std::uint32_t token) const { return first_[token]; }
  std::uint32_t last(std::uint32_t token) const { return last_[token]; }

 private:
  std::vector<std::uint32_t> first_, last_;
};

// The first child in relation `deprel` (any subtype), or kNoToken.
std::uint32_t child_of(const Analysis& analysis, std::uint32_t token, Deprel deprel);
// The first child in `deprel` whose lemma is `lemma`.
std::uint32_t child_with_lemma(const Analysis& analysis, std::uint32_t token, Deprel deprel,
                               std::string_view lemma);
// The preposition of a nominal: its first case child's lemma, "" none.
std::string_view case_of(const Analysis& analysis, std::uint32_t token);
// The first nmod or obl child that has the preposition `lemma`, or kNoToken.
std::uint32_t oblique(const Analysis& analysis, std::uint32_t token, std::string_view lemma);
// True where `ancestor` is `token` or stands above it.
bool is_under(const Analysis& analysis, std::uint32_t token, std::uint32_t ancestor);
// The nearest verb, or predicate with a copula or subject, at or above `token`; kNoToken: none.
std::uint32_t clause_of(const Analysis& analysis, std::uint32_t token);
bool is_passive(const Analysis& analysis, std::uint32_t verb);
bool is_negated(const Analysis& analysis, std::uint32_t verb);
// True: "will", "to be", "is expected to": the verb lies in the future of its text.
bool is_future(const Analysis& analysis, std::uint32_t verb);
// True: "could", "would", "might", "may", "if", "whether".
bool is_conditional(const Analysis& analysis, std::uint32_t verb);

// Who does what `verb` says: its subject, or the "by" of a passive, or what it shares with the verb
// that it hangs on (conjunct, controlled infinitive, participle, relative clause); relative
// pronouns give way to their noun. kNoToken: not said.
std::uint32_t agent_of(const Analysis& analysis, std::uint32_t verb);
// What `verb` is done to: its object, or the subject of a passive.
std::uint32_t patient_of(const Analysis& analysis, std::uint32_t verb);

// The mention that a nominal head names: its own, or that of an apposition or name under it ("his
// counterpart, Recep Tayyip Erdoğan"). Resolution::kNone: none.
std::uint32_t mention_at(const Analysis& analysis, const Resolution& resolution,
                         std::uint32_t token);

// Appends the actors that the phrase of head `token` names: its mention, its conjuncts' ("Hungary
// and Romania"), or where its head is none, those of its modifiers ("the Afghan delegation",
// "ministers of Poland and Hungary"). A plural actor gives its members. No repeats. Bounded by the
// phrase.
void actors_of(const Analysis& analysis, const Resolution& resolution, std::uint32_t token,
               std::vector<std::uint32_t>& out);

// Country codes, each once, in the order of their coming.
void add_country(const Resolution& resolution, std::uint32_t actor, std::vector<std::string>& out);

// The date that belongs to `token` of its sentence: the calendar expression nearest to it in the
// tree, among those that hang on it or its clause, else the only one of the sentence. Nothing: an
// empty value.
struct NearDate {
  std::string value;       // "2022-02-16", "2022-02", "2022", ""
  bool of_clause = false;  // it hangs on the token's own clause
  bool direct = false;     // ... and no other verb stands between
};
NearDate date_near(const Analysis& analysis, const Resolution& resolution, std::uint32_t token);

}  // namespace entente
