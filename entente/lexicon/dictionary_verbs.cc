// Verbs: sets of synonyms, blocks of verbs with their forms, patterns with their codes.
// Tested by dictionary_test.cc; fuzz/dictionary_fuzz.cc feeds it.
#include <algorithm>
#include <optional>

#include "entente/lexicon/dictionary_reader.h"

namespace entente::lexicon_detail {
namespace {

class VerbReader {
 public:
  VerbReader(std::string_view text, DictionaryDraft& draft)
      : draft_(draft), out_(draft.out), lines_(dictionary_lines(text, draft)) {}

  void read() {
    collect_sets();
    for (const DictionaryLine& line : lines_) {
      line_ = line.number;
      const std::string_view text = line.text;
      if (text.starts_with('&'))
        in_set_ = true;
      else if (text.starts_with("---"))
        in_set_ = false, block(text);
      else if (text.starts_with('-'))
        in_set_ = false, pattern(text.substr(1));
      else if (text.starts_with('~'))
        complain("transformations are not used");
      else if (!(in_set_ && text.starts_with('+')))
        in_set_ = false, verb(text);
    }
  }

 private:
  struct SetDraft {
    std::string name;
    std::vector<std::pair<std::string_view, std::uint32_t>> members;  // text, line
    std::uint32_t line = 0;
  };

  void complain(std::string message) { draft_.complain(line_, std::move(message)); }
  DictionaryPlace place() const { return {draft_.file, line_}; }

  // Sets may stand below the patterns that name them (TABARI's order is free): they are read first.
  void collect_sets() {
    std::vector<SetDraft> drafts;
    bool inside = false;
    for (const DictionaryLine& line : lines_) {
      if (line.text.starts_with('&')) {
        inside = true;
        drafts.push_back({std::string(trimmed(line.text)), {}, line.number});
      } else if (inside && line.text.starts_with('+')) {
        drafts.back().members.emplace_back(trimmed(line.text.substr(1)), line.number);
      } else {
        inside = false;
      }
    }
    first_set_ = out_.sets.size();
    for (const SetDraft& set : drafts) {
      line_ = set.line;
      if (find_set(set.name)) complain("the set " + set.name + " stands twice: both are joined");
      set_names_.push_back(set.name);
      out_.sets.emplace_back();
    }
    for (std::size_t i = 0; i < drafts.size(); ++i) fill_set(drafts, i);
  }

  // Members of sets inside sets are taken in, breadth first, each set once.
  void fill_set(const std::vector<SetDraft>& drafts, std::size_t index) {
    std::vector<std::size_t> queue{index};
    std::size_t phrases = 0;
    for (std::size_t at = 0; at < queue.size(); ++at) {
      const SetDraft& set = drafts[queue[at]];
      for (const auto& [text, number] : set.members) {
        line_ = number;
        if (text.starts_with('&')) {
          bool known = false;
          for (std::size_t i = 0; i < drafts.size(); ++i) {
            if (!same_set(drafts[i].name, text)) continue;
            known = true;
            if (std::find(queue.begin(), queue.end(), i) == queue.end()) queue.push_back(i);
          }
          if (!known && at == 0) complain("no set " + std::string(text));
          continue;
        }
        phrases += 2;
        if (phrases > kMaxSetPhrases)
          return complain("a set of more than 10,000 phrases: the rest is not used");
        add_member(text, set.name.ends_with('_'), out_.sets[first_set_ + index], at == 0);
      }
    }
  }

  void add_member(std::string_view text, bool no_plurals, PhraseTable& set, bool own) {
    DictionaryPhrase phrase;
    if (!read_phrase(text, out_.words, phrase)) {
      if (own) complain("no word: neither letter nor digit, or too many");
      return;
    }
    for (DictionaryWord& word : phrase) word.closed = true;  // a set's phrase stands together
    phrase.back().closed = false;
    set.add(phrase, 0);
    if (no_plurals || text.ends_with('_')) return;
    if (read_phrase(regular_plural(text), out_.words, phrase)) {
      for (DictionaryWord& word : phrase) word.closed = true;
      phrase.back().closed = false;
      set.add(phrase, 0);
    }
  }

  // A name's final `_` says something of its members' plurals; patterns write it or not.
  static bool same_set(std::string_view a, std::string_view b) {
    if (a.ends_with('_')) a.remove_suffix(1);
    if (b.ends_with('_')) b.remove_suffix(1);
    return a == b;
  }
  std::optional<std::uint32_t> find_set(std::string_view name) const {
    for (std::size_t i = set_names_.size(); i-- > 0;)
      if (same_set(set_names_[i], name)) return static_cast<std::uint32_t>(first_set_ + i);
    return std::nullopt;
  }

  // "[042:043]" at the end of `text`, which loses it. False: none, or not a code; a reason is given
  // where `needed` or broken.
  bool take_codes(std::string_view& text, DictionaryCodes& codes, bool needed) {
    const std::size_t open = text.find('[');
    if (open == std::string_view::npos) {
      if (needed) complain("no [CODE]");
      return false;
    }
    const std::size_t close = text.find(']', open);
    if (close == std::string_view::npos)
      return complain("a code without its closing bracket"), false;
    const std::string_view inside = trimmed(text.substr(open + 1, close - open - 1));
    if (!is_code(inside)) return complain("\"" + std::string(inside) + "\" is no code"), false;
    if (const std::string_view rest = trimmed(text.substr(close + 1));
        !rest.empty() && rest.find_first_not_of("-- ") != std::string_view::npos)
      complain("\"" + std::string(rest) + "\" after the code is not used");
    text = trimmed(text.substr(0, open));
    const std::size_t colon = inside.find(':');
    codes = {};
    codes.forth = plain(inside.substr(0, colon));
    if (colon != std::string_view::npos) codes.back = plain(inside.substr(colon + 1));
    codes.discards = codes.forth == "###";
    if (codes.discards) codes.forth.clear();
    return true;
  }
  static std::string plain(std::string_view code) {
    return code == "---" || code == "+++" ? "" : std::string(code);
  }

  void block(std::string_view text) {
    VerbBlock& block = out_.blocks.emplace_back();
    block.place = place();
    open_ = true;
    take_codes(text, block.codes, true);
  }

  void verb(std::string_view text) {
    if (!open_) return complain("a verb above any block (--- NAME [CODE] ---)");
    VerbForm form;
    form.block = static_cast<std::uint32_t>(out_.blocks.size() - 1);
    form.place = place();
    form.own_codes = take_codes(text, form.codes, false);
    std::string_view irregular;
    const std::size_t open = text.find('{');
    const bool listed = open != std::string_view::npos;
    if (listed) {
      const std::size_t close = text.find('}', open);
      if (close == std::string_view::npos) return complain("forms without their closing brace");
      irregular = text.substr(open + 1, close - open - 1);
      text = trimmed(text.substr(0, open));
    }
    if (!add_form(text, form))
      return complain("no verb: neither letter nor digit, or too many words");
    if (!listed) {
      for (const std::string& one : regular_forms(text)) add_form(one, form);
      return;
    }
    while (!(irregular = trimmed(irregular)).empty()) {
      const std::size_t cut = irregular.find_first_of(" \t,");
      const std::string_view one = irregular.substr(0, cut);
      if (!add_form(one, form)) complain("\"" + std::string(one) + "\" is no form");
      irregular.remove_prefix(cut == std::string_view::npos ? irregular.size() : cut + 1);
    }
  }

  // "KICK_OFF", "+KICK_OFF" (the marked word is the verb), "WIRE_+TAP".
  bool add_form(std::string_view text, VerbForm form) {
    const std::size_t plus = text.find('+');
    std::string unmarked(text);
    DictionaryPhrase before;
    if (plus != std::string_view::npos) {
      unmarked.erase(plus, 1);
      read_phrase(text.substr(0, plus), out_.words, before);
    }
    if (!read_phrase(unmarked, out_.words, form.phrase) || before.size() >= form.phrase.size())
      return false;
    for (DictionaryWord& word : form.phrase) word.closed = true;
    form.phrase.back().closed = false;
    form.verb = static_cast<std::uint32_t>(before.size());
    out_.forms.push_back(std::move(form));
    return true;
  }

  // Third person, past, -ing of the marked word (else of the first one).
  static std::vector<std::string> regular_forms(std::string_view text) {
    const std::size_t plus = text.find('+');
    const std::size_t begin = plus == std::string_view::npos ? 0 : plus + 1;
    const std::size_t end = std::min(text.find_first_of("_ \t", begin), text.size());
    const std::string head(text.substr(0, begin)), tail(text.substr(end));
    const std::string stem(text.substr(begin, end - begin));
    if (stem.empty()) return {};
    const std::string shorter = stem.substr(0, stem.size() - 1);
    const char last = stem.back();
    std::vector<std::string> forms;
    const bool hisses =
        last == 'S' || last == 'X' || last == 'Z' || stem.ends_with("CH") || stem.ends_with("SH");
    forms.push_back(last == 'Y' ? shorter + "IES" : stem + (hisses ? "ES" : "S"));
    forms.push_back(last == 'E' ? stem + "D" : last == 'Y' ? shorter + "IED" : stem + "ED");
    forms.push_back((last == 'E' ? shorter : stem) + "ING");
    const bool vowel_before_y =
        last == 'Y' && stem.size() > 1 &&
        std::string_view("AEIOU").find(stem[stem.size() - 2]) != std::string_view::npos;
    if (vowel_before_y) forms.push_back(stem + "S"), forms.push_back(stem + "ED");  // DEPLOY
    for (std::string& form : forms) form = head + form + tail;
    return forms;
  }

  void pattern(std::string_view text) {
    if (!open_) return complain("a pattern above any block (--- NAME [CODE] ---)");
    VerbPattern pattern;
    pattern.place = place();
    if (!take_codes(text, pattern.codes, true)) return;
    if (text.find('|') != std::string_view::npos)
      return complain("alternatives ({a | b}) are not used");
    bool verb = false;
    while (!text.empty()) {
      const std::size_t cut = text.find_first_of("_ \t(){}");
      const std::string_view word = text.substr(0, cut);
      if (!word.empty() && !add_item(word, pattern, verb)) return;
      const bool closed = cut != std::string_view::npos && text[cut] == '_';
      if (!pattern.items.empty())
        pattern.items.back().closed = closed && (!word.empty() || pattern.items.back().closed);
      text.remove_prefix(cut == std::string_view::npos ? text.size() : cut + 1);
    }
    if (!verb) return complain("a pattern needs * where its verb stands");
    if (pattern.items.size() > kMaxPhraseWords) return complain("a pattern of more than 32 parts");
    pattern.items.back().closed = false;
    out_.blocks.back().patterns.push_back(std::move(pattern));
  }

  bool add_item(std::string_view word, VerbPattern& pattern, bool& verb) {
    using Kind = PatternItem::Kind;
    if (word == "*" || word == "**") {
      if (verb) return complain("a pattern has one * alone"), false;
      verb = true;
      pattern.verb = static_cast<std::uint32_t>(pattern.items.size());
      return pattern.items.push_back({Kind::kVerb}), true;
    }
    if (word.size() == 1) {
      const std::size_t slot = std::string_view("$+%^").find(word[0]);
      constexpr Kind kSlots[] = {Kind::kSource, Kind::kTarget, Kind::kBoth, Kind::kSkip};
      if (slot != std::string_view::npos) return pattern.items.push_back({kSlots[slot]}), true;
    }
    if (word[0] == '&') {
      const auto set = find_set(word);
      if (!set) return complain("no set " + std::string(word)), false;
      return pattern.items.push_back({Kind::kSet, *set}), true;
    }
    DictionaryPhrase phrase;
    if (!read_phrase(word, out_.words, phrase))
      return complain("\"" + std::string(word) + "\" is no word"), false;
    for (const DictionaryWord& one : phrase) pattern.items.push_back({Kind::kWord, one.word, true});
    return true;
  }

  DictionaryDraft& draft_;
  Dictionaries& out_;
  std::vector<DictionaryLine> lines_;
  std::vector<std::string> set_names_;
  std::size_t first_set_ = 0;
  std::uint32_t line_ = 0;
  bool open_ = false, in_set_ = false;
};

// How much a pattern asks for: words first, then the sides it names.
std::uint32_t weight(const VerbPattern& pattern) {
  std::uint32_t words = 0, sides = 0;
  for (const PatternItem& item : pattern.items) {
    if (item.kind == PatternItem::Kind::kWord || item.kind == PatternItem::Kind::kSet) ++words;
    if (item.kind != PatternItem::Kind::kVerb) ++sides;
  }
  return words * 64 + sides;
}

}  // namespace

void read_verbs(std::string_view text, DictionaryDraft& draft) { VerbReader(text, draft).read(); }

void finish_dictionaries(Dictionaries& out) {
  out.words.add("former");  // whom code/ makes an elite
  out.actor_phrases.sort();
  out.agent_phrases.sort();
  out.discard_phrases.sort();
  out.issue_phrases.sort();
  for (PhraseTable& set : out.sets) set.sort();
  for (VerbBlock& block : out.blocks)
    std::stable_sort(
        block.patterns.begin(), block.patterns.end(),
        [](const VerbPattern& a, const VerbPattern& b) { return weight(a) > weight(b); });
  out.forms_of.assign(out.words.size(), {});
  for (std::uint32_t i = 0; i < out.forms.size(); ++i)
    out.forms_of[out.forms[i].phrase[out.forms[i].verb].word].push_back(i);
  for (std::vector<std::uint32_t>& forms : out.forms_of)
    std::stable_sort(forms.begin(), forms.end(), [&](std::uint32_t a, std::uint32_t b) {
      return out.forms[a].phrase.size() > out.forms[b].phrase.size();
    });
}

}  // namespace entente::lexicon_detail
