// The files of a run to one set of dictionaries. Tested by dictionary_test.cc.
#include "entente/lexicon/dictionary.h"

#include <algorithm>

#include "entente/base/file.h"
#include "entente/base/hash.h"
#include "entente/base/utf8.h"
#include "entente/lexicon/dictionary_reader.h"
#include "entente/lexicon/pieces.h"

namespace entente {

DictionaryWordId DictionaryWords::add(std::string_view key) {
  if (const auto it = ids_.find(key); it != ids_.end()) return it->second;
  const auto id = static_cast<DictionaryWordId>(ids_.size());
  ids_.emplace(key, id);
  return id;
}

DictionaryWordId DictionaryWords::find(std::string_view key) const {
  const auto it = ids_.find(key);
  return it == ids_.end() ? kUnknownWord : it->second;
}

void PhraseTable::add(DictionaryPhrase phrase, std::uint32_t id) {
  entries_.push_back({std::move(phrase), id});
}

void PhraseTable::sort() {
  std::stable_sort(entries_.begin(), entries_.end(), [](const Entry& a, const Entry& b) {
    if (a.phrase[0].word != b.phrase[0].word) return a.phrase[0].word < b.phrase[0].word;
    return a.phrase.size() > b.phrase.size();
  });
  begin_.clear();
  for (std::uint32_t i = 0; i < entries_.size(); ++i)
    begin_.resize(std::max<std::size_t>(begin_.size(), entries_[i].phrase[0].word + 1), i);
  begin_.push_back(static_cast<std::uint32_t>(entries_.size()));
}

std::span<const PhraseTable::Entry> PhraseTable::at(DictionaryWordId first) const& {
  if (std::size_t{first} + 1 >= begin_.size()) return {};
  return std::span(entries_).subspan(begin_[first], begin_[first + 1] - begin_[first]);
}

std::string_view DictionaryActor::code(const Day* day) const& {
  if (day != nullptr) {
    for (const Code& one : dated)
      if (one.from <= *day && *day < one.until) return one.code;
  } else if (otherwise.empty() && !dated.empty()) {
    return dated.back().code;
  }
  return otherwise;
}

std::string Dictionaries::where(DictionaryPlace place) const {
  return files[place.file] + ":" + std::to_string(place.line);
}

bool DictionaryFiles::empty() const {
  return actors.empty() && agents.empty() && verbs.empty() && discards.empty() && issues.empty();
}

Result<DictionaryOutcome> read_dictionaries(const DictionaryFiles& files) {
  DictionaryOutcome outcome;
  std::string digests;
  using Reader = void (*)(std::string_view, lexicon_detail::DictionaryDraft&);
  const std::pair<const std::vector<std::string>&, Reader> kinds[] = {
      {files.actors, lexicon_detail::read_actors},
      {files.agents, lexicon_detail::read_agents},
      {files.verbs, lexicon_detail::read_verbs},
      {files.discards, lexicon_detail::read_discards},
      {files.issues, lexicon_detail::read_issues}};
  for (const auto& [paths, reader] : kinds) {
    digests += '/';
    for (const std::string& path : paths) {
      ENTENTE_TRY(const std::string text, read_file(path, lexicon_detail::kMaxDictionaryBytes));
      const auto file = static_cast<std::uint32_t>(outcome.dictionaries.files.size());
      outcome.dictionaries.files.push_back(path);
      digests += sha256_hex(text);
      lexicon_detail::DictionaryDraft draft{outcome.dictionaries, outcome.unused, file};
      reader(text, draft);
    }
  }
  outcome.dictionaries.revision = sha256_hex(digests).substr(0, 12);
  lexicon_detail::finish_dictionaries(outcome.dictionaries);
  return outcome;
}

void DictionaryPieces::cut(const DictionaryWords& words, std::string_view page,
                           std::span<const std::uint32_t> begin,
                           std::span<const std::uint32_t> end) {
  word.clear(), token.clear(), first.clear();
  for (std::size_t i = 0; i < begin.size(); ++i) {
    const auto at = static_cast<std::uint32_t>(word.size());
    first.push_back(at);
    const std::string_view form = page.substr(begin[i], end[i] - begin[i]);
    lexicon_detail::for_each_piece(form, key, [&](std::string_view run) {
      word.push_back(words.find(run));
      token.push_back(static_cast<std::uint32_t>(i));
    });
    if (word.size() == at && form.find_first_not_of("-'.") != std::string_view::npos) {
      word.push_back(kBreakWord);
      token.push_back(static_cast<std::uint32_t>(i));
    }
  }
  first.push_back(static_cast<std::uint32_t>(word.size()));
}

}  // namespace entente
