// The dictionaries of TABARI and PETRARCH, each kind in turn: whatever the bytes, readers end, ids
// point inside, a pattern has its verb, and every complaint names a line of the file.
#include <algorithm>

#include "entente/lexicon/dictionary_reader.h"
#include "fuzz/fuzz.h"

namespace {

using namespace entente;

void check_phrases(const PhraseTable& table, const Dictionaries& dictionaries, std::size_t ids) {
  std::size_t seen = 0;
  for (DictionaryWordId word = 0; word < dictionaries.words.size(); ++word)
    for (const PhraseTable::Entry& entry : table.at(word)) {
      ++seen;
      FUZZ_CHECK(entry.id < ids && !entry.phrase.empty() && entry.phrase[0].word == word);
      FUZZ_CHECK(entry.phrase.size() <= lexicon_detail::kMaxPhraseWords);
      FUZZ_CHECK(!entry.phrase.back().closed);
    }
  FUZZ_CHECK(seen == table.size());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace entente::lexicon_detail;
  if (size == 0) return 0;
  constexpr void (*kReaders[])(std::string_view, DictionaryDraft&) = {
      read_actors, read_agents, read_verbs, read_discards, read_issues};
  const fuzz::ExactBytes text(fuzz::as_text(data + 1, size - 1));
  Dictionaries out;
  out.files.emplace_back("fuzz.txt");
  std::vector<Error> unused;
  DictionaryDraft draft{out, unused, 0};
  kReaders[data[0] % 5](text.view(), draft);
  finish_dictionaries(out);
  const auto lines =
      static_cast<std::uint64_t>(std::count(text.view().begin(), text.view().end(), '\n')) + 1;
  for (const Error& error : unused) {
    FUZZ_CHECK(!error.message.empty() && error.source == "fuzz.txt");
    FUZZ_CHECK(error.offset >= 1 && error.offset <= lines);
  }
  check_phrases(out.actor_phrases, out, out.actors.size());
  check_phrases(out.agent_phrases, out, out.agents.size());
  check_phrases(out.discard_phrases, out, out.discards.size());
  check_phrases(out.issue_phrases, out, out.issues.size());
  for (const PhraseTable& set : out.sets) check_phrases(set, out, 1);
  for (const VerbForm& form : out.forms)
    FUZZ_CHECK(form.block < out.blocks.size() && form.verb < form.phrase.size());
  for (const VerbBlock& block : out.blocks)
    for (const VerbPattern& pattern : block.patterns) {
      FUZZ_CHECK(pattern.verb < pattern.items.size() &&
                 pattern.items[pattern.verb].kind == PatternItem::Kind::kVerb);
      for (const PatternItem& item : pattern.items) {
        if (item.kind == PatternItem::Kind::kWord) FUZZ_CHECK(item.id < out.words.size());
        if (item.kind == PatternItem::Kind::kSet) FUZZ_CHECK(item.id < out.sets.size());
      }
    }
  return 0;
}
