// Tested by train_test.cc.
#include "entente/train/corpus.h"

#include <charconv>

#include "entente/base/file.h"
#include "entente/base/unicode.h"
#include "entente/base/utf8.h"

namespace entente::train {
namespace {

constexpr std::uint64_t kMaxCorpusBytes = 1u << 30;

std::vector<std::string_view> split(std::string_view line, char by) {
  std::vector<std::string_view> out;
  for (;;) {
    const std::size_t at = line.find(by);
    out.push_back(line.substr(0, at));
    if (at == std::string_view::npos) return out;
    line.remove_prefix(at + 1);
  }
}

// "B-PER" -> its tag; "B-*": any type's; "O" -> 0; anything else leaves the word open.
std::uint8_t parse_tag(std::string_view text) {
  if (text == "O") return 0;
  if (text == "B-*") return kAnyBegin;
  if (text == "I-*") return kAnyInside;
  for (std::size_t t = 0; t < kEntityTypeCount; ++t) {
    const auto type = static_cast<EntityType>(t);
    if (text.size() > 2 && text.substr(2) == to_string(type))
      return static_cast<std::uint8_t>(begin_tag(type) + (text[0] == 'I' ? 1 : 0));
  }
  return kNoTag;
}

class Parser {
 public:
  Parser(std::string_view text, std::string source, std::size_t max_words)
      : text_(text), source_(std::move(source)), max_words_(max_words) {}

  Result<std::vector<Sentence>> parse() {
    while (!text_.empty()) {
      const std::size_t end = std::min(text_.find('\n'), text_.size());
      std::string_view line = text_.substr(0, end);
      text_.remove_prefix(std::min(end + 1, text_.size()));
      ++line_;
      if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
      if (line.empty()) {
        ENTENTE_CHECK(finish());
      } else if (line == "# names only") {
        names_only_ = true;
      } else if (line[0] != '#') {
        ENTENTE_CHECK(add(line));
      }
    }
    ENTENTE_CHECK(finish());
    return std::move(out_);
  }

 private:
  Error bad(const std::string& what) const {
    return {ErrorCode::kBadInput, what + " (line)", source_, line_};
  }

  Status add(std::string_view line) {
    const auto fields = split(line, '\t');
    if (fields.size() != 10) return bad("a word has ten columns");
    if (fields[0].find_first_of("-.") != std::string_view::npos) return ok_status();
    if (fields[1].empty() || !is_valid_utf8(fields[1])) return bad("no form");
    now_.forms.emplace_back(fields[1]);
    const std::size_t ner = fields[9].find("NER=");
    if (ner != std::string_view::npos) {
      now_.tag.resize(now_.forms.size(), kNoTag);
      now_.tag.back() =
          parse_tag(fields[9].substr(ner + 4).substr(0, fields[9].substr(ner + 4).find('|')));
    }
    if (names_only_) return ok_status();
    Upos upos{};
    if (fields[3] == "_")
      upos = kOpenUpos;
    else if (!parse_upos(fields[3], upos))
      return bad("no part of speech: " + std::string(fields[3]));
    now_.upos.push_back(upos);
    now_.feats.emplace_back(fields[5] == "_" ? "" : fields[5]);
    if (fields[6] == "_") {
      now_.head.push_back(kOpenHead);
      now_.deprel.emplace_back();
      return ok_status();
    }
    unsigned head = 0;
    const auto [end, code] =
        std::from_chars(fields[6].data(), fields[6].data() + fields[6].size(), head);
    if (code != std::errc() || end != fields[6].data() + fields[6].size() || head > kOpenHead - 1u)
      return bad("no head");
    now_.head.push_back(head == 0 ? kRootHead : static_cast<std::uint16_t>(head - 1));
    Deprel deprel{};
    Subtype subtype{};
    if (!parse_deprel(fields[7], deprel, subtype))
      return bad("no relation: " + std::string(fields[7]));
    std::string name(to_string(deprel));
    if (subtype != Subtype::kNone && subtype != Subtype::kOther)
      name += ":" + std::string(to_string(subtype));
    now_.deprel.push_back(std::move(name));
    return ok_status();
  }

  Status finish() {
    if (!now_.tag.empty()) now_.tag.resize(now_.forms.size(), kNoTag);
    for (const std::uint16_t head : now_.head)
      if (head < kOpenHead && head >= now_.forms.size()) return bad("a head outside the sentence");
    if (!now_.forms.empty() && now_.forms.size() <= max_words_) out_.push_back(std::move(now_));
    now_ = Sentence();
    names_only_ = false;
    return ok_status();
  }

  std::string_view text_;
  std::string source_;
  std::size_t max_words_, line_ = 0;
  bool names_only_ = false;
  Sentence now_;
  std::vector<Sentence> out_;
};

void count_features(const Sentence& sentence,
                    std::vector<std::map<std::uint32_t, std::uint32_t>>& counts) {
  const std::vector<std::string_view> forms(sentence.forms.begin(), sentence.forms.end());
  const SentenceCase letters = sentence_case(forms);
  std::string scratch;
  std::uint32_t keys[kFeatureKinds];
  for (const std::string_view form : forms) {
    feature_keys(form, letters, scratch, keys);
    for (std::size_t k = 0; k < kFeatureKinds; ++k) ++counts[k][keys[k]];
  }
}

// A row for each number of the list, and each word's key to it.
void add_list(const WordList& list, FeatureKind kind, Classes& classes) {
  std::map<std::uint32_t, std::uint32_t> rows;
  std::string scratch;
  std::uint32_t keys[kFeatureKinds];
  for (const auto& [word, number] : list) {
    const auto [row, added] =
        rows.emplace(number, static_cast<std::uint32_t>(classes.counts.size()));
    if (added) classes.counts.push_back(0);
    feature_keys(word, SentenceCase::kMixed, scratch, keys);
    classes.rows.emplace(keys[static_cast<std::size_t>(kind)], row->second);
  }
}

}  // namespace

Result<std::vector<Sentence>> read_conllu_corpus(const std::string& path, std::size_t max_words) {
  ENTENTE_TRY(const std::string text, read_file(path, kMaxCorpusBytes));
  return Parser(text, path, max_words).parse();
}

Sentence recased(const Sentence& sentence, SentenceCase letters) {
  Sentence out = sentence;
  for (std::string& form : out.forms) {
    std::string text;
    bool first = true;
    for (std::size_t at = 0; at < form.size();) {
      const CodePoint c = code_point_at(form, at);
      at += c.bytes;
      char32_t value = c.value;
      if (letters == SentenceCase::kUpper) value = to_upper(value);
      if (letters == SentenceCase::kLower) value = to_lower(value);
      if (letters == SentenceCase::kTitle && first && is_letter(value)) value = to_upper(value);
      first = first && !is_letter(c.value);
      append_utf8(text, value);
    }
    form = std::move(text);
  }
  return out;
}

Result<WordList> read_word_list(const std::string& path) {
  WordList out;
  if (path.empty()) return out;
  ENTENTE_TRY(const std::string text, read_file(path, kMaxCorpusBytes));
  for (const std::string_view line : split(text, '\n')) {
    if (line.empty()) continue;
    const auto fields = split(line, '\t');
    std::uint32_t bits = 0;
    if (fields.size() != 2 || fields[0].empty() ||
        std::from_chars(fields[1].data(), fields[1].data() + fields[1].size(), bits).ec !=
            std::errc())
      return Error{ErrorCode::kBadInput, "a word, a tab and a number were expected (line)", path,
                   out.size() + 1};
    out.emplace_back(fields[0], bits);
  }
  return out;
}

Classes collect_classes(const std::vector<Sentence>& sentences, const WordLists& lists,
                        std::uint32_t min_word, std::uint32_t min_affix) {
  Classes classes;
  std::map<std::string, int> labels{{"root", 0}};
  std::map<std::pair<Upos, std::string>, int> feats;
  for (std::size_t u = 0; u < kUposCount; ++u) feats[{static_cast<Upos>(u), ""}] = 0;
  std::vector<std::map<std::uint32_t, std::uint32_t>> counts(kFeatureKinds);
  for (const Sentence& sentence : sentences) {
    for (const std::string& name : sentence.deprel)
      if (!name.empty()) labels[name] = 0;
    for (std::size_t i = 0; i < sentence.upos.size(); ++i)
      if (sentence.upos[i] != kOpenUpos) feats[{sentence.upos[i], sentence.feats[i]}] = 0;
    count_features(sentence, counts);
  }
  for (const auto& [name, unused] : labels) {
    classes.label_ids[name] = static_cast<std::uint16_t>(classes.labels.size());
    classes.labels.push_back(name);
  }
  for (const auto& [pair, unused] : feats) {
    const std::string name = std::string(to_string(pair.first)) + " " + pair.second;
    classes.feats_ids[name] = static_cast<std::uint16_t>(classes.feats.size());
    classes.feats.push_back(name);
    classes.feats_begin[static_cast<std::size_t>(pair.first) + 1] =
        static_cast<std::uint16_t>(classes.feats.size());
  }
  for (std::size_t k = 0; k < kFeatureKinds; ++k) {
    classes.unknown[k] = static_cast<std::uint32_t>(classes.counts.size());
    classes.rows[unknown_key(static_cast<FeatureKind>(k))] = classes.unknown[k];
    classes.counts.push_back(0);
    if (k >= static_cast<std::size_t>(FeatureKind::kGazetteer)) continue;
    for (const auto& [key, count] : counts[k]) {
      const bool known =
          count >= (k == 0 ? min_word : min_affix) &&
          classes.rows.emplace(key, static_cast<std::uint32_t>(classes.counts.size())).second;
      if (known) classes.counts.push_back(count);
    }
  }
  add_list(lists.names, FeatureKind::kGazetteer, classes);
  add_list(lists.classes, FeatureKind::kClass, classes);
  return classes;
}

}  // namespace entente::train
