// Events by the dictionaries that a user brings, in place of the frames of data/en: the way of
// TABARI and PETRARCH 1. A verb of the dictionary at the head of a verb phrase is coded by its
// first pattern that fits, else by its own code; source is the first coded phrase of the sentence
// before it, target the first in its verb phrase, where the pattern names no other; what lies
// within a coded verb phrase is not coded again, its coordinated verbs are. What is done otherwise
// than in PETRARCH: docs/formats/dictionaries.md.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "entente/code/added_actors.h"
#include "entente/code/dictionary_patterns.h"
#include "entente/code/dictionary_phrases.h"
#include "entente/code/plover.h"
#include "entente/lexicon/dictionary.h"
#include "entente/record/document.h"
#include "entente/record/event.h"

namespace entente {

class DictionaryCoder {
 public:
  // What one thread needs; memory is kept from document to document.
  struct Workspace {
    DictionaryPieces pieces;
    std::vector<CodedPhrase> phrases;
    std::vector<std::uint8_t> dropped;  // by sentence: a discard stands in it
    std::vector<std::uint8_t>
        verbs;  // by token: a verb of the dictionary that the tags call a noun
    std::vector<std::uint32_t> sources, targets, list;
    std::optional<PatternMatcher> matcher;  // of the document at hand
  };

  // Threads may share it. kNotFound, kBadModel: a table of the lexicon that it needs.
  static Result<DictionaryCoder> open(const Lexicons& lexicons,
                                      std::shared_ptr<const Dictionaries> dictionaries);

  // Cuts the document into pieces, marks the sentences that a discard drops, and counts its issues
  // into `issues`. Before code().
  void filter(const Document& document, const Analysis& analysis, Workspace& workspace,
              std::vector<Issue>& issues, Trace* trace) const;
  bool codes_events() const { return dictionaries_->codes_events(); }
  bool drops(const Workspace& workspace, std::uint32_t sentence) const {
    return workspace.dropped[sentence] != 0;
  }

  // Appends the events of the document, by sentence and verb. Actors of the dictionaries join
  // `resolution` through `added`: one for each code.
  void code(const Document& document, const Analysis& analysis, Resolution& resolution,
            AddedActors& added, Workspace& workspace, std::vector<Event>& out, Trace* trace) const;

 private:
  struct Scene;
  struct Match;
  DictionaryCoder(std::shared_ptr<const Dictionaries> dictionaries, Plover plover);
  void code_sentence(const Scene& scene, std::uint32_t sentence) const;
  std::uint32_t form_at(const Scene& scene, std::uint32_t piece, std::uint32_t begin,
                        std::uint32_t end, std::size_t& nth) const;
  void find_untagged_verbs(const Scene& scene, std::uint32_t first, std::uint32_t last) const;
  bool code_verb(const Scene& scene, std::uint32_t sentence, std::uint32_t token,
                 std::uint32_t end) const;
  void find_sides(const Scene& scene, const VerbSite& site, std::uint32_t verb,
                  const Match& match) const;
  bool add_events(const Scene& scene, std::uint32_t sentence, const VerbSite& site,
                  const Match& match) const;
  void add_event(const Scene& scene, Event event, std::string_view code) const;
  std::uint32_t actor_of(const Scene& scene, std::uint32_t phrase, const std::string& code) const;

  std::shared_ptr<const Dictionaries> dictionaries_;
  Plover plover_;
};

}  // namespace entente
