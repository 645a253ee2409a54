// Batches hold sentences of like length, in an order that the seed decides. The rate rises over the
// first steps and falls along a cosine to nothing, so that the last weights are the best ones and
// none need choosing on dev. Tested by train_test.cc.
#include "entente/train/trainer.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>

#include "entente/base/file.h"
#include "entente/train/export.h"
#include "entente/train/score.h"

namespace entente::train {
namespace {

class Trainer {
 public:
  Trainer(const ReaderConfig& config, std::vector<Sentence> sentences, std::vector<float> shares,
          const WordLists& lists, std::vector<std::vector<Sentence>> dev,
          const std::function<void(const std::string&)>& log)
      : config_(config),
        sentences_(std::move(sentences)),
        shares_(std::move(shares)),
        dev_(std::move(dev)),
        log_(log),
        classes_(collect_classes(with_cases(), lists, config.min_word, config.min_affix)),
        random_(config.seed),
        net_(dims(), classes_, config.seed + 1) {
    for (const Sentence& sentence : sentences_) rows_.push_back(rows_of(sentence));
  }

  Status run() {
    const std::size_t total =
        make_batches().size() * config_.epochs;  // the shares make epochs differ by a few steps
    log_(std::to_string(sentences_.size()) + " sentences, " +
         std::to_string(classes_.counts.size()) + " rows, " +
         std::to_string(net_.value.size() - net_.table.size()) + " weights beside them, " +
         float_kernels().name);
    const auto start = std::chrono::steady_clock::now();
    std::size_t step = 0;
    for (std::uint32_t epoch = 1; epoch <= config_.epochs; ++epoch) {
      double loss = 0;
      std::size_t words = 0;
      const auto batches = make_batches();
      for (const auto& batch : batches) {
        const std::vector<Example> examples = make_examples(batch);
        for (const Example& e : examples) words += e.sentence->forms.size();
        loss += net_.learn(examples, config_.dropout, config_.weights, &random_);
        net_.update(rate(step++, total), config_.beta1, config_.beta2, config_.max_norm,
                    config_.decay);
      }
      const double seconds =
          std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
      char text[160];
      std::snprintf(text, sizeof text, "epoch %u loss %.4f, %zu words, %.0f s since the start",
                    epoch, loss / static_cast<double>(batches.size()), words, seconds);
      log_(text);
      if (epoch == config_.epochs || (config_.dev_every != 0 && epoch % config_.dev_every == 0))
        ENTENTE_CHECK(save());
    }
    return ok_status();
  }

 private:
  // Rows of the table come from the corpora as they are and from a share in other cases, whose
  // shapes are otherwise never seen.
  std::vector<Sentence> with_cases() const {
    std::vector<Sentence> out = sentences_;
    for (std::size_t i = 0; i < sentences_.size(); i += 20)
      for (const SentenceCase letters :
           {SentenceCase::kUpper, SentenceCase::kLower, SentenceCase::kTitle})
        out.push_back(recased(sentences_[i], letters));
    return out;
  }

  NetworkDims dims() const {
    NetworkDims d;
    d.embed = config_.embed, d.hidden = config_.hidden, d.layers = config_.layers;
    d.arc = config_.arc, d.label = config_.label, d.entity = config_.entity;
    d.feats = static_cast<std::uint32_t>(classes_.feats.size());
    d.labels = static_cast<std::uint32_t>(classes_.labels.size());
    d.rows = static_cast<std::uint32_t>(classes_.counts.size());
    return d;
  }

  float rate(std::size_t step, std::size_t total) const {
    if (step < config_.warmup)
      return config_.rate * static_cast<float>(step + 1) / static_cast<float>(config_.warmup);
    const double done = std::min(1.0, static_cast<double>(step) / static_cast<double>(total));
    return config_.rate * static_cast<float>(0.5 * (1 + std::cos(done * 3.14159265358979)));
  }

  std::vector<std::vector<std::uint32_t>> make_batches() {
    std::vector<std::uint32_t> order;
    for (std::uint32_t i = 0; i < sentences_.size(); ++i)
      for (float share = shares_[i]; share > 0; share -= 1)
        if (share >= 1 || random_.uniform() < share) order.push_back(i);
    random_.shuffle(order);
    std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
      return sentences_[a].forms.size() / 3 > sentences_[b].forms.size() / 3;
    });
    std::vector<std::vector<std::uint32_t>> batches;
    for (std::size_t i = 0; i < order.size();) {
      std::vector<std::uint32_t> batch;
      for (std::size_t words = 0; i < order.size() && words < config_.batch_words; ++i)
        batch.push_back(order[i]), words += sentences_[order[i]].forms.size();
      batches.push_back(std::move(batch));
    }
    random_.shuffle(batches);
    return batches;
  }

  std::vector<Example> make_examples(const std::vector<std::uint32_t>& batch) {
    std::vector<Example> out;
    for (const std::uint32_t i : batch) {
      Example example;
      example.sentence = &sentences_[i];
      const float dice = random_.uniform();
      if (dice < config_.upper)
        example.rows = rows_of(recased(sentences_[i], SentenceCase::kUpper));
      else if (dice < config_.upper + config_.lower)
        example.rows = rows_of(recased(sentences_[i], SentenceCase::kLower));
      else if (dice < config_.upper + config_.lower + config_.title)
        example.rows = rows_of(recased(sentences_[i], SentenceCase::kTitle));
      else
        example.rows = rows_[i];
      for (std::size_t w = 0; w < sentences_[i].deprel.size(); ++w) {
        const Sentence& s = sentences_[i];
        example.label_ids.push_back(s.head[w] == kOpenHead ? 0
                                                           : classes_.label_ids.at(s.deprel[w]));
        example.feats_ids.push_back(
            s.upos[w] == kOpenUpos
                ? 0
                : classes_.feats_ids.at(std::string(to_string(s.upos[w])) + " " + s.feats[w]));
      }
      out.push_back(std::move(example));
    }
    std::stable_sort(out.begin(), out.end(), [](const Example& a, const Example& b) {
      return a.sentence->forms.size() > b.sentence->forms.size();
    });
    return out;
  }

  std::vector<std::uint32_t> rows_of(const Sentence& sentence) const {
    std::vector<std::uint32_t> rows;
    const std::vector<std::string_view> forms(sentence.forms.begin(), sentence.forms.end());
    const SentenceCase letters = sentence_case(forms);
    std::string scratch;
    std::uint32_t keys[kFeatureKinds];
    for (const std::string_view form : forms) {
      feature_keys(form, letters, scratch, keys);
      for (std::size_t k = 0; k < kFeatureKinds; ++k) {
        const auto it = classes_.rows.find(keys[k]);
        rows.push_back(it == classes_.rows.end() ? classes_.unknown[k] : it->second);
      }
    }
    return rows;
  }

  Status save() {
    ENTENTE_TRY(const std::string bytes, export_model(net_, config_.revision, config_.self_tests));
    ENTENTE_CHECK(write_file_atomic(config_.out, bytes));
    const AlignedBytes aligned(bytes);
    ENTENTE_TRY(const Network network, Network::open(aligned.view(), config_.out));
    for (std::size_t i = 0; i < dev_.size(); ++i)
      log_("  " + config_.dev[i] + ": " + describe(score_network(network, dev_[i])));
    return ok_status();
  }

  const ReaderConfig& config_;
  std::vector<Sentence> sentences_;
  std::vector<float> shares_;                     // of each sentence: how often an epoch has it
  std::vector<std::vector<std::uint32_t>> rows_;  // of each sentence as it is written
  std::vector<std::vector<Sentence>> dev_;
  const std::function<void(const std::string&)>& log_;
  Classes classes_;
  Random random_;
  Net net_;
};

}  // namespace

Status train_reader(const ReaderConfig& config,
                    const std::function<void(const std::string&)>& log) {
  std::vector<Sentence> sentences;
  std::vector<float> shares;
  for (const ReaderConfig::Corpus& corpus : config.train) {
    ENTENTE_TRY(std::vector<Sentence> more, read_conllu_corpus(corpus.path, config.max_words));
    for (Sentence& s : more) sentences.push_back(std::move(s)), shares.push_back(corpus.share);
  }
  WordLists lists;
  ENTENTE_TRY(lists.names, read_word_list(config.gazetteer));
  ENTENTE_TRY(lists.classes, read_word_list(config.classes));
  std::vector<std::vector<Sentence>> dev;
  for (const std::string& path : config.dev) {
    ENTENTE_TRY(std::vector<Sentence> more, read_conllu_corpus(path, kMaxNetworkSentence));
    dev.push_back(std::move(more));
  }
  return Trainer(config, std::move(sentences), std::move(shares), lists, std::move(dev), log).run();
}

}  // namespace entente::train
