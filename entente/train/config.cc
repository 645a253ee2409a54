// Tested by train_test.cc.
#include <charconv>
#include <map>

#include "entente/base/file.h"
#include "entente/train/trainer.h"

namespace entente::train {
namespace {

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\r'))
    text.remove_suffix(1);
  return text;
}

template <class T>
bool parse(std::string_view text, T& out) {
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), out);
  return code == std::errc() && end == text.data() + text.size();
}

bool add_corpus(ReaderConfig& c, std::string_view value) {
  ReaderConfig::Corpus corpus;
  const std::size_t space = value.find(' ');
  if (space != std::string_view::npos && !parse(value.substr(0, space), corpus.share)) return false;
  corpus.path = trimmed(value.substr(space == std::string_view::npos ? 0 : space));
  c.train.push_back(std::move(corpus));
  return true;
}

bool set(ReaderConfig& c, std::string_view key, std::string_view value) {
  const std::map<std::string_view, std::uint32_t*> counts = {{"embed", &c.embed},
                                                             {"hidden", &c.hidden},
                                                             {"layers", &c.layers},
                                                             {"arc", &c.arc},
                                                             {"label", &c.label},
                                                             {"entity", &c.entity},
                                                             {"min_word", &c.min_word},
                                                             {"min_affix", &c.min_affix},
                                                             {"max_words", &c.max_words},
                                                             {"epochs", &c.epochs},
                                                             {"batch_words", &c.batch_words},
                                                             {"warmup", &c.warmup},
                                                             {"dev_every", &c.dev_every}};
  const std::map<std::string_view, float*> numbers = {{"rate", &c.rate},
                                                      {"beta1", &c.beta1},
                                                      {"beta2", &c.beta2},
                                                      {"max_norm", &c.max_norm},
                                                      {"decay", &c.decay},
                                                      {"upper", &c.upper},
                                                      {"lower", &c.lower},
                                                      {"title", &c.title},
                                                      {"drop_word", &c.dropout.word},
                                                      {"drop_feature", &c.dropout.feature},
                                                      {"drop_input", &c.dropout.input},
                                                      {"drop_layer", &c.dropout.layer},
                                                      {"drop_state", &c.dropout.state},
                                                      {"drop_heads", &c.dropout.heads},
                                                      {"weight_arc", &c.weights.arc},
                                                      {"weight_label", &c.weights.label},
                                                      {"weight_upos", &c.weights.upos},
                                                      {"weight_feats", &c.weights.feats},
                                                      {"weight_names", &c.weights.names}};
  if (const auto it = counts.find(key); it != counts.end()) return parse(value, *it->second);
  if (const auto it = numbers.find(key); it != numbers.end()) return parse(value, *it->second);
  if (key == "train") return add_corpus(c, value);
  if (key == "dev") return c.dev.emplace_back(value), true;
  if (key == "self_test") return c.self_tests.emplace_back(value), true;
  if (key == "gazetteer") return c.gazetteer = value, true;
  if (key == "classes") return c.classes = value, true;
  if (key == "out") return c.out = value, true;
  if (key == "revision") return c.revision = value, true;
  return key == "seed" && parse(value, c.seed);
}

}  // namespace

Result<ReaderConfig> read_config(const std::string& path) {
  ENTENTE_TRY(const std::string text, read_file(path, 1 << 20));
  ReaderConfig config;
  std::string_view rest = text;
  for (std::uint64_t line = 1; !rest.empty(); ++line) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    const std::string_view now = trimmed(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (now.empty() || now[0] == '#') continue;
    const std::size_t equals = now.find('=');
    if (equals == std::string_view::npos ||
        !set(config, trimmed(now.substr(0, equals)), trimmed(now.substr(equals + 1))))
      return Error{ErrorCode::kBadInput, "no setting of a reader (line): " + std::string(now), path,
                   line};
  }
  if (config.train.empty() || config.out.empty())
    return Error{ErrorCode::kBadInput, "a configuration names `train` and `out`", path, 0};
  return config;
}

}  // namespace entente::train
