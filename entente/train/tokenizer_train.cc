// Each epoch reads every document once, as it stands or varied (tokenizer_data.h), in a new order.
// The first network learns at all candidate gaps of its runs, the second at all words but the last
// of each block, with the sentence starts of the gold. Letter runs that the gold cuts in two more
// often than not become the table of splits, and its gaps are no example for the network.
//
// Tested by tokenizer_train_test.cc.
#include "entente/train/tokenizer_train.h"

#include <algorithm>
#include <iostream>
#include <map>
#include <numeric>
#include <sstream>

#include "entente/base/file.h"
#include "entente/read/tokenizer.h"
#include "entente/read/tokenizer_model.h"
#include "entente/train/sparse_trainer.h"

namespace entente::train {
namespace {

// Texts whose tokens are tried at every load of the model.
constexpr std::string_view kSelfTests[] = {
    "CARACAS, Feb. 16 (Xinhua) -- The two ministers met. They didn't sign.",
    "“We can’t accept it,” Mr. Smith said. “It’s over.”",
    "Gen. A. B. Jones of the U.S. Army spent $3.5 million in 2021-2022.",
};

// One text with its gold, and its block as the tokenizer sees it.
struct Sample {
  std::string text;
  std::vector<std::uint32_t> char_of_byte;
  GoldText gold;
  void set(GoldText g) {
    gold = std::move(g);
    text = to_utf8(gold, char_of_byte);
  }
  // What ends behind character `i` of the block.
  std::uint8_t ends(const Block& block, std::uint32_t i) const {
    return gold[char_of_byte[block.at[i + 1] - 1]].ends;
  }
};

template <class Visit>
void for_each_run(const Block& block, Visit visit) {
  for (Run run = next_run(block, 0), next; run.begin != run.end; run = next) {
    next = next_run(block, run.end);
    visit(run, next);
  }
}

template <class Visit>
void for_each_block(const Sample& sample, Block& block, Visit visit) {
  BlockWalker walker(sample.text, 0, static_cast<std::uint32_t>(sample.text.size()));
  bool paragraph = false;
  for (std::uint32_t from = 0, to = 0; walker.next(from, to, paragraph);) {
    block.load(sample.text, from, to);
    visit();
  }
}

struct Splits {
  std::vector<std::uint64_t> keys;
  std::vector<std::uint8_t> letters;
};

// Visits the maximal letter runs of a run: [begin, end).
template <class Visit>
void for_each_letters(const Block& block, Run run, Visit visit) {
  for (std::uint32_t i = run.begin; i < run.end;) {
    std::uint32_t end = i;
    while (end < run.end && is_letter_kind(block.kind[end])) ++end;
    if (end - i >= 2 && end - i <= kMaxSplitLetters) visit(i, end);
    i = std::max(end, i + 1);
  }
}

Splits collect_splits(const std::vector<GoldText>& texts) {
  struct Count {
    std::uint32_t all = 0, cut = 0, letters = 0;
  };
  std::map<std::uint64_t, Count> counts;
  Block block;
  Sample sample;
  for (const GoldText& text : texts) {
    sample.set(text);
    for_each_block(sample, block, [&] {
      for_each_run(block, [&](Run run, Run) {
        for_each_letters(block, run, [&](std::uint32_t begin, std::uint32_t end) {
          Count& count = counts[letter_run_key(block, begin, end)];
          ++count.all;
          for (std::uint32_t i = begin; i + 1 < end; ++i) {
            if (sample.ends(block, i) != kEndsWord || is_candidate(block, run, i + 1)) continue;
            ++count.cut;
            count.letters = i + 1 - begin;
            break;
          }
        });
      });
    });
  }
  Splits splits;
  for (const auto& [key, count] : counts)
    if (count.cut >= 2 && count.cut * 10 > count.all * 6)
      splits.keys.push_back(key),
          splits.letters.push_back(static_cast<std::uint8_t>(count.letters));
    else if (count.cut >= 8 && count.cut * 20 > count.all)
      splits.keys.push_back(key),
          splits.letters.push_back(static_cast<std::uint8_t>(count.letters | kAskNetwork));
  return splits;
}

class Trainer {
 public:
  Trainer(const TokenizerTrainConfig& config, Splits splits)
      : config_(config),
        splits_(std::move(splits)),
        gap_({config.gap_row_bits, kGaps, config.gap_rate, config.dropout, 1e-6f}, config.seed),
        sentence_({config.sentence_row_bits, 2, config.sentence_rate, config.dropout, 1e-6f},
                  config.seed + 1) {}

  void learn(const Sample& sample, float rate_factor) {
    for_each_block(sample, block_, [&] {
      pieces_.clear();
      for_each_run(block_, [&](Run run, Run next) { learn_run(sample, run, next, rate_factor); });
      learn_sentences(rate_factor);
    });
  }

  std::string model() const {
    ModelWriter out(kTokenizerMagic, kTokenizerVersion, config_.revision);
    gap_.write(out);
    sentence_.write(out, config_.sentence_shift);
    const std::uint32_t count[1] = {static_cast<std::uint32_t>(splits_.keys.size())};
    out.put(std::span<const std::uint32_t>(count));
    out.put(splits_.keys);
    out.put(splits_.letters);
    out.put_strings(self_tests_);
    return out.finish();
  }
  void take_into_mean() { gap_.take_into_mean(), sentence_.take_into_mean(); }
  void set_self_tests(std::vector<std::string> tests) { self_tests_ = std::move(tests); }

  double gap_loss = 0, sentence_loss = 0;

 private:
  void learn_run(const Sample& sample, Run run, Run next, float rate_factor) {
    std::uint32_t first = run.begin, doubt = 0;
    for_each_letters(block_, run, [&](std::uint32_t begin, std::uint32_t end) {
      const std::uint32_t letters =
          SplitTable{splits_.keys, splits_.letters}.find(block_, begin, end);
      if ((letters & kAskNetwork) != 0) doubt = begin + (letters & ~kAskNetwork);
    });
    for (std::uint32_t i = run.begin + 1; i <= run.end; ++i) {
      const std::uint8_t ends = sample.ends(block_, i - 1);
      if (i < run.end && (i == doubt || is_candidate(block_, run, i))) {
        const Gap label = (ends & kEndsToken) != 0  ? Gap::kToken
                          : (ends & kEndsWord) != 0 ? Gap::kWord
                                                    : Gap::kInside;
        features_.clear();
        gap_features(block_, run, next, i, features_);
        gap_loss += gap_.learn(features_.hashes(), static_cast<std::uint32_t>(label),
                               i == doubt ? 4 : 1, rate_factor);
      }
      if (i < run.end && ends == 0) continue;
      pieces_.push_back(
          {first, i, i < run.end && (ends & kEndsToken) == 0, (ends & kEndsSentence) != 0});
      first = i;
    }
  }

  void learn_sentences(float rate_factor) {
    context_.load(block_, pieces_);
    std::uint32_t start = 0;
    for (std::uint32_t i = 0; i + 1 < pieces_.size(); ++i) {
      features_.clear();
      context_.features(i, start, features_);
      if (pieces_[i].goes_on) continue;
      sentence_loss +=
          sentence_.learn(features_.hashes(), pieces_[i].ends_sentence, 1, rate_factor);
      if (pieces_[i].ends_sentence) start = i + 1;
    }
  }

  const TokenizerTrainConfig& config_;
  Splits splits_;
  SparseTrainer gap_, sentence_;
  Block block_;
  std::vector<Piece> pieces_;
  SentenceContext context_;
  FeatureList features_;
  std::vector<std::string> self_tests_;
};

struct Score {
  std::uint64_t gold = 0, found = 0, right = 0;
  double f1() const {
    return gold + found == 0
               ? 0
               : 200.0 * static_cast<double>(right) / static_cast<double>(gold + found);
  }
};

using Ends = std::vector<std::pair<std::uint32_t, std::uint32_t>>;
void count(const Ends& gold, const Ends& found, Score& score) {
  Ends both;
  std::set_intersection(gold.begin(), gold.end(), found.begin(), found.end(),
                        std::back_inserter(both));
  score.gold += gold.size(), score.found += found.size(), score.right += both.size();
}

// F1 of tokens, words and sentences of a tokenizer, by their spans.
std::string evaluate(const Tokenizer& tokenizer, const std::vector<GoldText>& texts) {
  Score tokens, words, sentences;
  Tokenizer::Workspace workspace;
  Analysis a;
  std::vector<std::string> warnings;
  Sample sample;
  for (const GoldText& text : texts) {
    sample.set(text);
    Document document;
    document.set_text("", sample.text);
    tokenizer.tokenize(document, workspace, a, warnings);
    Ends gold_words, gold_tokens, gold_sentences, found_words, found_tokens, found_sentences;
    std::uint32_t word = UINT32_MAX, token = 0, sentence = 0;
    for (std::uint32_t byte = 0; byte < sample.text.size(); ++byte) {
      const GoldChar c = text[sample.char_of_byte[byte]];
      const bool last = byte + 1 == sample.text.size() ||
                        sample.char_of_byte[byte + 1] != sample.char_of_byte[byte];
      const bool blank = classify(c.value).kind == CharKind::kSpace;
      if (word == UINT32_MAX && !blank) {
        word = byte;
        if (token == UINT32_MAX) token = byte;
        if (sentence == UINT32_MAX) sentence = byte;
      }
      if (!last || c.ends == 0) continue;
      gold_words.emplace_back(word, byte + 1);
      word = UINT32_MAX;
      if ((c.ends & kEndsToken) == 0) continue;
      gold_tokens.emplace_back(token, byte + 1);
      token = UINT32_MAX;
      if ((c.ends & kEndsSentence) == 0) continue;
      gold_sentences.emplace_back(sentence, byte + 1);
      sentence = UINT32_MAX;
    }
    for (std::uint32_t t = 0, begin = 0; t < a.tokens.size(); ++t) {
      found_words.emplace_back(a.tokens.begin[t], a.tokens.end[t]);
      if (t == 0 || !a.tokens.mwt[t - 1]) begin = a.tokens.begin[t];
      if (!a.tokens.mwt[t]) found_tokens.emplace_back(begin, a.tokens.end[t]);
    }
    for (const auto& s : a.sentences) found_sentences.emplace_back(s.span.begin, s.span.end);
    count(gold_words, found_words, words), count(gold_tokens, found_tokens, tokens);
    count(gold_sentences, found_sentences, sentences);
  }
  std::ostringstream out;
  out.precision(2);
  out << std::fixed << "tokens " << tokens.f1() << " words " << words.f1() << " sentences "
      << sentences.f1();
  return out.str();
}

Result<Tokenizer> written(const Trainer& trainer, const TokenizerTrainConfig& config) {
  ENTENTE_CHECK(write_file_atomic(config.out, trainer.model()));
  const std::size_t slash = config.out.rfind('/');
  const std::string folder = slash == std::string::npos ? "." : config.out.substr(0, slash);
  const std::string name = slash == std::string::npos ? config.out : config.out.substr(slash + 1);
  return Tokenizer::open(folder, name.substr(0, name.find('-')));
}

}  // namespace

Status train_tokenizer(const TokenizerTrainConfig& config, std::ostream& log) {
  std::vector<GoldText> texts;
  for (const std::string& path : config.train) {
    ENTENTE_TRY(std::vector<GoldText> more, read_gold_texts(path));
    std::move(more.begin(), more.end(), std::back_inserter(texts));
  }
  std::vector<std::vector<GoldText>> dev;
  for (const std::string& path : config.dev) {
    ENTENTE_TRY(std::vector<GoldText> more, read_gold_texts(path));
    dev.push_back(std::move(more));
  }
  Trainer trainer(config, collect_splits(texts));
  std::mt19937_64 random(config.seed);
  std::vector<std::uint32_t> order(texts.size());
  std::iota(order.begin(), order.end(), 0u);
  Sample sample;
  for (std::uint32_t epoch = 0; epoch < config.epochs; ++epoch) {
    for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random() % i]);
    trainer.gap_loss = trainer.sentence_loss = 0;
    const float factor = 1 - static_cast<float>(epoch) / static_cast<float>(config.epochs);
    for (const std::uint32_t i : order) {
      const bool as_it_is = random() % 2 == 0;
      sample.set(as_it_is ? texts[i] : vary(texts[i], config.vary, random));
      trainer.learn(sample, factor);
    }
    log << "epoch " << epoch + 1 << " loss " << trainer.gap_loss << " " << trainer.sentence_loss
        << std::endl;
    if (epoch * 2 < config.epochs) continue;
    trainer.take_into_mean();
    if (epoch + 1 < config.epochs) continue;
    ENTENTE_TRY(const Tokenizer tokenizer, written(trainer, config));
    for (std::size_t d = 0; d < dev.size(); ++d)
      log << "  " << config.dev[d] << ": " << evaluate(tokenizer, dev[d]) << std::endl;
  }
  ENTENTE_TRY(const Tokenizer tokenizer, written(trainer, config));
  std::vector<std::string> tests;
  for (const std::string_view test : kSelfTests)
    tests.emplace_back(test), tests.push_back(tokenizer.dump(test));
  trainer.set_self_tests(std::move(tests));
  ENTENTE_TRY(const Tokenizer last, written(trainer, config));
  return ok_status();
}

Result<TokenizerTrainConfig> read_tokenizer_config(const std::string& path) {
  ENTENTE_TRY(const std::string text, read_file(path, 1 << 20));
  TokenizerTrainConfig config;
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
    const std::map<std::string, double*> rates = {
        {"curly", &config.vary.curly},
        {"dash", &config.vary.dash},
        {"upper", &config.vary.upper},
        {"lower", &config.vary.lower},
        {"title_case", &config.vary.title_case},
        {"end_abbreviation", &config.vary.end_abbreviation},
        {"no_space", &config.vary.no_space},
        {"merge", &config.vary.merge},
        {"dateline", &config.vary.dateline},
        {"abbreviation", &config.vary.abbreviation},
        {"initials", &config.vary.initials}};
    const std::map<std::string, std::uint32_t*> counts = {
        {"epochs", &config.epochs},
        {"seed", &config.seed},
        {"gap_row_bits", &config.gap_row_bits},
        {"sentence_row_bits", &config.sentence_row_bits}};
    const std::map<std::string, float*> floats = {{"gap_rate", &config.gap_rate},
                                                  {"sentence_rate", &config.sentence_rate},
                                                  {"dropout", &config.dropout},
                                                  {"sentence_shift", &config.sentence_shift}};
    bool good = equals == "=" && !values.empty();
    std::istringstream first(values.empty() ? "" : values[0]);
    if (key == "train")
      config.train = values;
    else if (key == "dev")
      config.dev = values;
    else if (key == "out")
      config.out = values.empty() ? "" : values[0];
    else if (key == "revision")
      config.revision = values.empty() ? "" : values[0];
    else if (const auto r = rates.find(key); r != rates.end())
      good &= static_cast<bool>(first >> *r->second);
    else if (const auto c = counts.find(key); c != counts.end())
      good &= static_cast<bool>(first >> *c->second);
    else if (const auto f = floats.find(key); f != floats.end())
      good &= static_cast<bool>(first >> *f->second);
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

int run_tokenizer(const Options& options) {
  if (!options.contains("config")) {
    std::cerr << "entente-train tokenizer --config FILE\n";
    return 2;
  }
  const Result<TokenizerTrainConfig> config = read_tokenizer_config(options.at("config"));
  const Status done = config ? train_tokenizer(*config, std::cout) : Status(config.error());
  if (done) return 0;
  std::cerr << "entente-train: " << describe(done.error()) << "\n";
  return 2;
}

}  // namespace entente::train
