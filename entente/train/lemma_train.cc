// Three passes, each keeping only what the ones before get wrong. First suffixes from short to
// long: a suffix is kept when most of its words follow another rule than the next shorter kept
// suffix says, and enough different words do. Then whole words without features, then whole words
// with them. So the table stays small, and a word seen once cannot bend a suffix.
//
// Tested by lemma_train_test.cc.
#include "entente/train/lemma_train.h"

#include <algorithm>
#include <array>
#include <bit>
#include <iostream>
#include <map>
#include <set>
#include <sstream>
#include <tuple>
#include <unordered_map>

#include "entente/base/byte_source.h"
#include "entente/base/file.h"
#include "entente/base/unicode.h"
#include "entente/read/lemma_rules.h"
#include "entente/read/lemmatizer.h"
#include "entente/read/model_file.h"
#include "entente/record/conllu.h"

namespace entente::train {
namespace {

struct Rule {
  bool lower = false;
  std::uint32_t cut = 0;
  std::string add;
  auto operator<=>(const Rule&) const = default;
};

// One kind of word: how often it stands in the corpus.
struct Example {
  std::string form, lower, feats, lemma;
  Upos upos = Upos::kX;
  LetterShape shape = LetterShape::kLower;
  std::uint64_t feats_key = 0;
  std::uint32_t rule = 0, count = 0;
};

// The shortest rule from form to lemma; of the form itself only if its lower case does not do as
// well.
Rule rule_of(const std::string& form, const std::string& lower, const std::string& lemma) {
  const auto make = [&](const std::string& base, bool is_lower) {
    std::size_t same = 0;
    while (same < base.size() && same < lemma.size() && base[same] == lemma[same]) ++same;
    while (same > 0 && ((same < base.size() &&
                         !suffix_starts(base, static_cast<std::uint32_t>(base.size() - same))) ||
                        (same < lemma.size() &&
                         !suffix_starts(lemma, static_cast<std::uint32_t>(lemma.size() - same)))))
      --same;
    return Rule{is_lower, static_cast<std::uint32_t>(base.size() - same), lemma.substr(same)};
  };
  const Rule of_form = make(form, false), of_lower = make(lower, true);
  return of_form.cut < of_lower.cut ? of_form : of_lower;
}

Result<std::string> read_whole(const std::string& path) {
  ENTENTE_TRY(ByteSource source, ByteSource::open(path));
  std::string all;
  while (true) {
    ENTENTE_TRY(const std::string_view piece, source.read());
    if (piece.empty()) return all;
    all += piece;
    if (all.size() > kMaxConlluBytes) return Error{ErrorCode::kLimit, "longer than 1 GiB", path, 0};
  }
}

using Words = std::map<std::tuple<std::string, Upos, std::string, std::string>,
                       std::uint32_t>;  // form, tag, feats, lemma

Status count_words(const std::string& path, Words& words) {
  ENTENTE_TRY(const std::string text, read_whole(path));
  for (const std::string_view piece : split_conllu_documents(text)) {
    Document document;
    Analysis a;
    if (Status read = read_conllu(piece, document, a); !read) {
      Error error = std::move(read).error();
      error.source = path;
      return error;
    }
    for (std::uint32_t i = 0; i < a.tokens.size(); ++i)
      if (!a.lemma(i).empty())
        ++words[{std::string(a.form(i)), a.tokens.upos[i], std::string(a.feats(i)),
                 std::string(a.lemma(i))}];
  }
  return ok_status();
}

class Learner {
 public:
  explicit Learner(const Words& words) {
    for (const auto& [word, count] : words) {
      Example e;
      std::tie(e.form, e.upos, e.feats, e.lemma) = word;
      e.lower = lower(e.form);
      e.shape = letter_shape(e.form);
      e.feats_key = lemma_feats_key(e.feats);
      e.count = count;
      const Rule rule = rule_of(e.form, e.lower, e.lemma);
      if (rule.cut > 255 || rule.add.size() > 100 || e.form.size() > 200) continue;
      const auto [it, fresh] =
          rule_ids_.try_emplace(rule, static_cast<std::uint32_t>(rules_.size()) + 1);
      if (fresh) rules_.push_back(rule);
      e.rule = it->second;
      examples_.push_back(std::move(e));
    }
  }

  void learn(std::uint32_t min_types) {
    for (std::uint32_t bytes = 0; bytes <= kMaxLemmaSuffix; ++bytes)
      for (const bool with_feats : {false, true}) learn_suffixes(bytes, with_feats, min_types);
    for (const bool small :
         {true, false})  // words as they are written small first: others fall back on them
      for (const bool with_feats : {false, true}) learn_words(small, with_feats);
  }

  // The open-addressing table of the file.
  std::vector<LemmaSlot> slots() const {
    std::vector<LemmaSlot> slots(std::bit_ceil(table_.size() * 2 + 2));
    for (const auto& [key, rule] : table_) {
      std::size_t i = key & (slots.size() - 1);
      while (slots[i].rule != 0) i = (i + 1) & (slots.size() - 1);
      slots[i] = {static_cast<std::uint32_t>(key >> 32), rule};
    }
    return slots;
  }
  const std::vector<Rule>& rules() const { return rules_; }
  std::size_t entries() const { return table_.size(); }

 private:
  std::uint64_t tag(const Example& e, bool with_feats) const {
    return lemma_tag(e.upos, e.shape, with_feats ? e.feats_key : 0);
  }

  // What the table says so far for suffixes of at most `bytes` with this tag.
  std::uint32_t shorter(std::string_view lower, std::uint32_t bytes, std::uint64_t tag) const {
    for (std::uint32_t b = bytes; b-- > 0;) {
      if (b > lower.size() || !suffix_starts(lower, b)) continue;
      if (const auto it = table_.find(lemma_suffix_key(lower.substr(lower.size() - b), tag));
          it != table_.end())
        return it->second;
    }
    return 0;
  }

  void learn_suffixes(std::uint32_t bytes, bool with_feats, std::uint32_t min_types) {
    struct Node {
      std::map<std::uint32_t, std::pair<std::uint32_t, std::set<std::string_view>>>
          rules;  // tokens and words of each
      std::string_view lower;
      std::uint64_t tag = 0;
    };
    std::map<std::uint64_t, Node> nodes;
    for (const Example& e : examples_) {
      if (bytes > e.lower.size() || !suffix_starts(e.lower, bytes)) continue;
      const std::uint64_t of = tag(e, with_feats);
      Node& node =
          nodes[lemma_suffix_key(std::string_view(e.lower).substr(e.lower.size() - bytes), of)];
      node.lower = e.lower, node.tag = of;
      auto& rule = node.rules[e.rule];
      rule.first += e.count;
      rule.second.insert(e.lower);
    }
    for (const auto& [key, node] : nodes) {
      std::uint32_t best = 0;
      std::size_t most = 0;
      for (const auto& [rule, seen] :
           node.rules)  // by different words: "is" must not speak for all that ends in "s"
        if (seen.second.size() > most) best = rule, most = seen.second.size();
      if (most < min_types && bytes != 0) continue;
      if (shorter(node.lower, bytes, node.tag) != best) table_[key] = best;
    }
  }

  // As choose_rule() asks the file's table.
  std::uint32_t choose(const Example& e) const {
    const std::uint64_t tags[2] = {tag(e, true), tag(e, false)};
    for (const std::uint64_t t : tags)
      if (const auto it = table_.find(lemma_word_key(e.lower, t)); it != table_.end())
        return it->second;
    if (e.shape != LetterShape::kLower && e.upos != Upos::kPropn)
      for (const std::uint64_t feats : {e.feats_key, std::uint64_t{0}})
        if (const auto it =
                table_.find(lemma_word_key(e.lower, lemma_tag(e.upos, LetterShape::kLower, feats)));
            it != table_.end())
          return it->second;
    for (const std::uint64_t t : tags)
      if (const std::uint32_t rule = shorter(e.lower, kMaxLemmaSuffix + 1, t); rule != 0)
        return rule;
    return 0;
  }

  void learn_words(bool small, bool with_feats) {
    struct Node {
      std::map<std::uint32_t, std::uint32_t> rules;
      std::uint32_t wrong = 0;
    };
    std::map<std::uint64_t, Node> nodes;
    for (const Example& e : examples_) {
      if ((e.shape == LetterShape::kLower) != small) continue;
      Node& node = nodes[lemma_word_key(e.lower, tag(e, with_feats))];
      node.rules[e.rule] += e.count;
      if (choose(e) != e.rule) node.wrong += e.count;
    }
    for (const auto& [key, node] : nodes) {
      if (node.wrong == 0) continue;
      const auto best =
          std::max_element(node.rules.begin(), node.rules.end(),
                           [](const auto& a, const auto& b) { return a.second < b.second; });
      std::uint32_t all = 0;
      for (const auto& [rule, count] : node.rules) all += count;
      // Kept if it mends more than it breaks.
      if (node.wrong > all - best->second) table_[key] = best->first;
    }
  }

  std::vector<Example> examples_;
  std::vector<Rule> rules_;
  std::map<Rule, std::uint32_t> rule_ids_;
  std::unordered_map<std::uint64_t, std::uint32_t> table_;
};

// Tried at every load.
constexpr std::array<std::array<const char*, 3>, 6> kSelfTests = {
    {{"banks", "NOUN", "Number=Plur"},
     {"went", "VERB", "Mood=Ind|Tense=Past|VerbForm=Fin"},
     {"Ministers", "NOUN", "Number=Plur"},
     {"signing", "VERB", "Tense=Pres|VerbForm=Part"},
     {"worst", "ADJ", "Degree=Sup"},
     {"n't", "PART", "Polarity=Neg"}}};

std::string model_bytes(const LemmaTrainConfig& config, const Learner& learner,
                        const std::vector<std::string>& tests) {
  ModelWriter out(kLemmaMagic, kLemmaVersion, config.revision);
  std::vector<LemmaSlot> slots = learner.slots();
  std::vector<std::uint8_t> cuts, lowers;
  std::vector<std::string> additions;
  for (const Rule& rule : learner.rules()) {
    cuts.push_back(static_cast<std::uint8_t>(rule.cut));
    lowers.push_back(rule.lower);
    additions.push_back(rule.add);
  }
  const std::uint32_t sizes[2] = {static_cast<std::uint32_t>(slots.size()),
                                  static_cast<std::uint32_t>(cuts.size())};
  out.put(std::span<const std::uint32_t>(sizes));
  out.put(slots);
  out.put(cuts);
  out.put(lowers);
  out.put_strings(additions);
  out.put_strings(tests);
  return out.finish();
}

Result<Lemmatizer> written(const LemmaTrainConfig& config, const std::string& bytes) {
  ENTENTE_CHECK(write_file_atomic(config.out, bytes));
  const std::size_t slash = config.out.rfind('/');
  const std::string name = slash == std::string::npos ? config.out : config.out.substr(slash + 1);
  return Lemmatizer::open(slash == std::string::npos ? "." : config.out.substr(0, slash),
                          name.substr(0, name.find('-')));
}

}  // namespace

Status train_lemmas(const LemmaTrainConfig& config, std::ostream& log) {
  Words words;
  for (const std::string& path : config.train) ENTENTE_CHECK(count_words(path, words));
  Learner learner(words);
  learner.learn(config.min_types);
  ENTENTE_TRY(const Lemmatizer lemmatizer, written(config, model_bytes(config, learner, {})));
  std::vector<std::string> tests;
  for (const auto& [form, tag, feats] : kSelfTests) {
    Upos upos = Upos::kX;
    parse_upos(tag, upos);
    for (const std::string& field : {std::string(form), std::string(tag), std::string(feats),
                                     lemmatizer.lemma(form, upos, feats)})
      tests.push_back(field);
  }
  ENTENTE_TRY(const Lemmatizer last, written(config, model_bytes(config, learner, tests)));
  log << learner.entries() << " entries, " << learner.rules().size() << " rules\n";
  for (const std::string& path : config.dev) {
    Words dev;
    ENTENTE_CHECK(count_words(path, dev));
    std::uint64_t all = 0, right = 0;
    for (const auto& [word, count] : dev) {
      const auto& [form, upos, feats, lemma] = word;
      all += count;
      if (last.lemma(form, upos, feats) == lemma)
        right += count;
      else if (std::getenv("ENTENTE_LEMMA_ERRORS") != nullptr)
        log << "  " << count << "\t" << form << "\t" << to_string(upos) << "\t" << feats << "\t"
            << lemma << "\t" << last.lemma(form, upos, feats) << "\n";
    }
    log << path << ": " << static_cast<double>(right) * 100 / static_cast<double>(all)
        << " % right with gold tags\n";
  }
  return ok_status();
}

Result<LemmaTrainConfig> read_lemma_config(const std::string& path) {
  ENTENTE_TRY(const std::string text, read_file(path, 1 << 20));
  LemmaTrainConfig config;
  std::istringstream lines(text);
  std::uint64_t number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    std::istringstream words(line.substr(0, line.find('#')));
    std::string key, equals, value;
    if (!(words >> key)) continue;
    words >> equals;
    std::vector<std::string> values;
    while (words >> value) values.push_back(value);
    bool good = equals == "=" && !values.empty();
    if (key == "train")
      config.train = values;
    else if (key == "dev")
      config.dev = values;
    else if (key == "out" && good)
      config.out = values[0];
    else if (key == "revision" && good)
      config.revision = values[0];
    else if (key == "min_types" && good)
      good = static_cast<bool>(std::istringstream(values[0]) >> config.min_types);
    else
      good = false;
    if (!good)
      return Error{ErrorCode::kBadInput, "no \"key = value\" that is known: \"" + line + "\"", path,
                   number};
  }
  if (config.train.empty() || config.out.empty())
    return Error{ErrorCode::kBadInput, "`train` and `out` are needed", path, number};
  return config;
}

int run_lemmas(const Options& options) {
  if (!options.contains("config")) {
    std::cerr << "entente-train lemmas --config FILE\n";
    return 2;
  }
  const Result<LemmaTrainConfig> config = read_lemma_config(options.at("config"));
  const Status done = config ? train_lemmas(*config, std::cout) : Status(config.error());
  if (done) return 0;
  std::cerr << "entente-train: " << describe(done.error()) << "\n";
  return 2;
}

}  // namespace entente::train
