// Words are looked up through one table of ids a document (StringId -> WordId), so that a lemma
// that stands a hundred times is hashed once. Phrases of sets ("human rights") are found by their
// last word, backwards: few words end one. Tested by frames_test.cc.
#include "entente/code/words.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "entente/base/unicode.h"

namespace entente {
namespace {

// Past forms that the reader leaves as they are now and then.
constexpr std::pair<std::string_view, std::string_view> kIrregular[] = {  // sorted
    {"aided", "aid"},
    {"annulled", "annul"},
    {"bade", "bid"},
    {"beaten", "beat"},
    {"begun", "begin"},
    {"besought", "beseech"},
    {"bidden", "bid"},
    {"blew", "blow"},
    {"blown", "blow"},
    {"bombed", "bomb"},
    {"borne", "bear"},
    {"bought", "buy"},
    {"bound", "bind"},
    {"broke", "break"},
    {"broken", "break"},
    {"brought", "bring"},
    {"caught", "catch"},
    {"chosen", "choose"},
    {"climbed", "climb"},
    {"clung", "cling"},
    {"curbed", "curb"},
    {"dealt", "deal"},
    {"dialled", "dial"},
    {"disturbed", "disturb"},
    {"drawn", "draw"},
    {"driven", "drive"},
    {"dug", "dig"},
    {"fallen", "fall"},
    {"fled", "flee"},
    {"flown", "fly"},
    {"flung", "fling"},
    {"forbade", "forbid"},
    {"forbidden", "forbid"},
    {"forgave", "forgive"},
    {"forgiven", "forgive"},
    {"forgone", "forgo"},
    {"forgotten", "forget"},
    {"forsaken", "forsake"},
    {"forsook", "forsake"},
    {"forswore", "forswear"},
    {"forsworn", "forswear"},
    {"froze", "freeze"},
    {"frozen", "freeze"},
    {"given", "give"},
    {"gone", "go"},
    {"gotten", "get"},
    {"grown", "grow"},
    {"hidden", "hide"},
    {"hung", "hang"},
    {"initialled", "initial"},
    {"known", "know"},
    {"leapt", "leap"},
    {"led", "lead"},
    {"lent", "lend"},
    {"marshalled", "marshal"},
    {"mistaken", "mistake"},
    {"overran", "overrun"},
    {"overridden", "override"},
    {"overrode", "override"},
    {"oversaw", "oversee"},
    {"overseen", "oversee"},
    {"overthrew", "overthrow"},
    {"overthrown", "overthrow"},
    {"patrolled", "patrol"},
    {"pled", "plead"},
    {"probed", "probe"},
    {"prodded", "prod"},
    {"retaken", "retake"},
    {"rethought", "rethink"},
    {"risen", "rise"},
    {"rung", "ring"},
    {"sank", "sink"},
    {"seen", "see"},
    {"shaken", "shake"},
    {"shook", "shake"},
    {"shot", "shoot"},
    {"shown", "show"},
    {"shredded", "shred"},
    {"signalled", "signal"},
    {"slain", "slay"},
    {"slew", "slay"},
    {"sought", "seek"},
    {"sped", "speed"},
    {"spoken", "speak"},
    {"sprang", "spring"},
    {"stole", "steal"},
    {"stolen", "steal"},
    {"striven", "strive"},
    {"strove", "strive"},
    {"struck", "strike"},
    {"sunk", "sink"},
    {"sunken", "sink"},
    {"swept", "sweep"},
    {"swore", "swear"},
    {"sworn", "swear"},
    {"swung", "swing"},
    {"taken", "take"},
    {"taught", "teach"},
    {"thought", "think"},
    {"thrown", "throw"},
    {"tied", "tie"},
    {"tore", "tear"},
    {"torn", "tear"},
    {"undergone", "undergo"},
    {"undertaken", "undertake"},
    {"undertook", "undertake"},
    {"underwent", "undergo"},
    {"underwritten", "underwrite"},
    {"underwrote", "underwrite"},
    {"unfroze", "unfreeze"},
    {"unfrozen", "unfreeze"},
    {"upheld", "uphold"},
    {"withdrawn", "withdraw"},
    {"withdrew", "withdraw"},
    {"withheld", "withhold"},
    {"written", "write"},
    {"wrought", "wreak"}};

// The lemma of a form that the reader's model of lemmas gets wrong now and then ("taken" for a form
// of "takin", "lent" of "loan"); "" for any other.
std::string_view irregular_lemma(std::string_view form) {
  const auto at =
      std::lower_bound(std::begin(kIrregular), std::end(kIrregular), form,
                       [](const auto& row, std::string_view f) { return row.first < f; });
  return at != std::end(kIrregular) && at->first == form ? at->second : std::string_view();
}

constexpr WordId kUnseen = kNoWord - 1;

// Calls `use` for each of the pieces of `text` that `mark` parts.
template <class Use>
void split(std::string_view text, char mark, Use use) {
  while (!text.empty()) {
    const std::size_t cut = text.find(mark);
    if (cut != 0) use(text.substr(0, cut));
    if (cut == std::string_view::npos) return;
    text.remove_prefix(cut + 1);
  }
}

}  // namespace

WordId Vocabulary::add(std::string_view word) {
  if (const auto it = ids_.find(word); it != ids_.end()) return it->second;
  const auto id = static_cast<WordId>(words_.size());
  words_.emplace_back(word);
  ids_.emplace(word, id);
  return id;
}

WordId Vocabulary::find(std::string_view word) const {
  const auto it = ids_.find(word);
  return it == ids_.end() ? kNoWord : it->second;
}

bool WordSets::find(std::string_view name, SetId& out) const {
  const auto it = std::find(names_.begin(), names_.end(), name);
  out = static_cast<SetId>(it - names_.begin());
  return it != names_.end();
}

void WordSets::add_member(std::string_view text, SetId set, Vocabulary& vocabulary) {
  std::vector<WordId> words;
  split(text, ' ', [&](std::string_view word) { words.push_back(vocabulary.add(word)); });
  if (words.empty()) return;
  if (const std::size_t hyphen = text.find('-');
      hyphen != std::string_view::npos && text[hyphen - (hyphen > 0)] != ' ' &&
      hyphen + 1 < text.size() &&
      text[hyphen + 1] != ' ') {  // the tokenizer cuts "cease-fire" in three
    std::string apart(text.substr(0, hyphen));
    apart += " - ";
    apart += text.substr(hyphen + 1);
    add_member(apart, set, vocabulary);
  }
  of_word_.resize(vocabulary.size());
  phrases_of_.resize(vocabulary.size());
  if (words.size() == 1) {
    of_word_[words[0]].set(set);
    return;
  }
  phrases_of_[words.back()].push_back(static_cast<std::uint32_t>(phrases_.size()));
  phrases_.push_back({std::move(words), {}});
  phrases_.back().sets.set(set);
}

Status WordSets::load(const TableView& table, Vocabulary& vocabulary) {
  const std::uint32_t set_column = table.column("set"), words_column = table.column("words");
  for (std::uint32_t row = 0; row < table.rows(); ++row) {
    SetId id = 0;
    if (find(table.text(row, set_column), id)) continue;
    if (names_.size() == kMaxWordSets)
      return Error{ErrorCode::kBadModel, "more than 128 word sets", table.place(row), 0};
    names_.emplace_back(table.text(row, set_column));
  }
  std::vector<SetMask> includes(names_.size());  // the sets that a set takes in
  for (std::uint32_t row = 0; row < table.rows(); ++row) {
    SetId set = 0, other = 0;
    find(table.text(row, set_column), set);
    bool known = true;
    split(table.text(row, words_column), '|', [&](std::string_view word) {
      if (word[0] != '&') return add_member(word, set, vocabulary);
      if (find(word, other))
        includes[set].set(other);
      else
        known = false;
    });
    if (!known)
      return Error{ErrorCode::kBadModel, "names a word set that does not exist", table.place(row),
                   0};
  }
  // Sets within sets within sets: as many rounds as there are sets are surely enough, and two or
  // three are the rule.
  for (std::size_t round = 0, changed = 1; changed != 0 && round < names_.size(); ++round) {
    changed = 0;
    for (SetId set = 0; set < names_.size(); ++set) {
      SetMask wider = includes[set];
      for (SetId other = 0; other < names_.size(); ++other)
        if (includes[set][other]) wider |= includes[other];
      changed += wider != includes[set];
      includes[set] = wider;
    }
  }
  const auto widen = [&](SetMask& mask) {
    const SetMask own = mask;
    for (SetId set = 0; set < names_.size(); ++set)
      if ((includes[set] & own).any()) mask.set(set);
  };
  for (SetMask& mask : of_word_) widen(mask);
  for (Phrase& phrase : phrases_) widen(phrase.sets);
  return ok_status();
}

// A proper noun keeps its capital and its plural in a lemma ("Accords"): both are taken off before
// it counts as unknown.
WordId DocumentWords::look_up(const Vocabulary& vocabulary, std::string_view lemma) {
  scratch_.clear();
  append_lower(scratch_, lemma);
  WordId id = vocabulary.find(scratch_);
  if (id == kNoWord && scratch_.size() > 3 && scratch_.back() == 's')
    id = vocabulary.find(std::string_view(scratch_).substr(0, scratch_.size() - 1));
  if (id != kNoWord || scratch_.size() < 3) return id;
  if (scratch_.starts_with("re-")) return vocabulary.find(std::string_view(scratch_).substr(3));
  // Lemmas of words that the reader has not met are now and then a letter off: "rioted" taken for a
  // form of "riote", "shelled" for one of "shel", "upgraded" for one of "upgrad".
  const char last = scratch_.back();
  id = vocabulary.find(scratch_ += 'e');
  if (id != kNoWord) return id;
  scratch_.back() = last;  // "shell"
  id = vocabulary.find(scratch_);
  if (id != kNoWord || last != 'e') return id;
  return vocabulary.find(std::string_view(scratch_).substr(0, scratch_.size() - 2));
}

// A verb's lemma from its form, where that of the reader is no word of the lexicon: "rioted" taken
// for a form of "rio".
WordId DocumentWords::from_form(const Vocabulary& vocabulary, std::string_view lower) {
  const std::size_t ending = lower.ends_with("ing") ? 3 : lower.ends_with("ed") ? 2 : 0;
  if (ending == 0 || lower.size() < ending + 3) return kNoWord;
  const std::string_view stem = lower.substr(0, lower.size() - ending);
  WordId id = vocabulary.find(stem);
  if (id != kNoWord) return id;
  scratch_.assign(stem);
  id = vocabulary.find(scratch_ += 'e');
  if (id == kNoWord && stem.back() == stem[stem.size() - 2])  // "scrapped"
    id = vocabulary.find(stem.substr(0, stem.size() - 1));
  if (id == kNoWord && stem.back() == 'i') {  // "denied"
    scratch_.assign(stem.substr(0, stem.size() - 1));
    id = vocabulary.find(scratch_ += 'y');
  }
  return id;
}

bool DocumentWords::phrase_ends_at(const WordSets::Phrase& phrase, std::uint32_t token) const {
  if (token + 1 < phrase.words.size()) return false;
  const std::uint32_t first = token + 1 - static_cast<std::uint32_t>(phrase.words.size());
  for (std::size_t i = 0; i < phrase.words.size(); ++i)
    if (lemma_[first + i] != phrase.words[i]) return false;
  return true;
}

void DocumentWords::reset(const Vocabulary& vocabulary, const WordSets& sets,
                          const Analysis& analysis) {
  of_string_.assign(analysis.strings.size(), kUnseen);
  const std::uint32_t size = analysis.tokens.size();
  lemma_.resize(size);
  sets_.assign(size, {});
  for (std::uint32_t token = 0; token < size; ++token) {
    WordId& of_lemma = of_string_[analysis.tokens.lemma[token]];
    if (of_lemma == kUnseen) of_lemma = look_up(vocabulary, analysis.lemma(token));
    WordId id = of_lemma;
    if (analysis.tokens.upos[token] == Upos::kVerb) {
      const std::string_view lower = analysis.lower(token);
      const WordId irregular = vocabulary.find(irregular_lemma(lower));
      id = irregular != kNoWord ? irregular : id == kNoWord ? from_form(vocabulary, lower) : id;
    }
    lemma_[token] = id;
    if (id >= sets.of_word_.size()) continue;
    sets_[token] = sets.of_word_[id];
    for (const std::uint32_t phrase : sets.phrases_of_[id])
      if (phrase_ends_at(sets.phrases_[phrase], token)) {
        // On its first word too: the head of "state of emergency".
        sets_[token] |= sets.phrases_[phrase].sets;
        sets_[token + 1 - sets.phrases_[phrase].words.size()] |= sets.phrases_[phrase].sets;
      }
  }
  join_hyphens(vocabulary, sets, analysis);
}

// The tokenizer cuts "sit-in" in three and "walk-out" in two ("-out"): what the rest hangs on
// stands for the whole word, written with the hyphen or without, where the lexicon knows it. Trees
// that know no such word hang each part elsewhere: then both stand for it.
void DocumentWords::join_hyphens(const Vocabulary& vocabulary, const WordSets& sets,
                                 const Analysis& analysis) {
  const TokenTable& tokens = analysis.tokens;
  for (std::uint32_t mark = 1; mark < tokens.size(); ++mark) {
    const std::string_view form = analysis.lower(mark);
    if (form.empty() || form[0] != '-') continue;
    const std::uint32_t left = mark - 1, right = form == "-" ? mark + 1 : mark;
    if (right == tokens.size() || tokens.end[left] != tokens.begin[mark] ||
        (right != mark && tokens.end[mark] != tokens.begin[right]))
      continue;
    const auto bare = [](std::string_view text) {
      text.remove_prefix(std::min(text.find_first_not_of('-'), text.size()));
      return text;
    };
    const std::string_view first = analysis.lower(left), last = bare(analysis.lower(right));
    if (last.empty()) continue;
    WordId id = kNoWord;
    for (const std::string_view between : {"-", ""}) {
      if (id != kNoWord || (between.empty() && first == "re")) break;  // "re-signed": not resigned
      joined_.assign(first).append(between).append(bare(analysis.lemma(right)));
      id = look_up(vocabulary, joined_);
      if (id != kNoWord) break;
      joined_.assign(first).append(between).append(last);
      id = from_form(vocabulary, joined_);
    }
    if (id == kNoWord) continue;
    for (const std::uint32_t part : {left, right}) {
      if (tokens.head[part] == (part == left ? right : left)) continue;
      lemma_[part] = id;
      if (id < sets.of_word_.size()) sets_[part] |= sets.of_word_[id];
    }
  }
}

}  // namespace entente
