// Tested by train_test.cc.
#include "entente/train/score.h"

#include <cstdio>
#include <set>

namespace entente::train {
namespace {

using Name = std::tuple<std::uint32_t, std::uint32_t, EntityType>;

std::set<Name> names_of(const std::uint8_t* tags, std::size_t n) {
  std::vector<EntityTag> known(tags, tags + n);
  for (EntityTag& tag : known)
    if (tag >= kEntityTags) tag = 0;
  const std::vector<float> scores(n, 1.0f);
  std::vector<Entity> entities;
  append_entities(known.data(), scores.data(), 0, static_cast<std::uint32_t>(n), entities);
  std::set<Name> out;
  for (const Entity& e : entities) out.insert({e.first, e.last, e.type});
  return out;
}

void score_names(const Sentence& sentence, const EntityTag* tags, Score& score) {
  const auto gold = names_of(sentence.tag.data(), sentence.tag.size());
  const auto found = names_of(tags, sentence.tag.size());
  for (const Name& name : gold) ++score.names[static_cast<std::size_t>(std::get<2>(name))].gold;
  for (const Name& name : found) {
    Score::Names& names = score.names[static_cast<std::size_t>(std::get<2>(name))];
    ++names.found, names.right += gold.count(name);
  }
}

void score_tree(const Sentence& sentence, const Network& network, const NetworkOutput& out,
                std::size_t first, Score& score) {
  for (std::size_t i = 0; i < sentence.forms.size(); ++i) {
    ++score.words;
    score.upos += out.upos[first + i] == sentence.upos[i];
    score.feats += network.feats()[out.feats[first + i]] == sentence.feats[i];
    if (out.head[first + i] != sentence.head[i]) continue;
    ++score.heads;
    score.labelled += to_string(network.labels()[out.label[first + i]].deprel) ==
                      std::string_view(sentence.deprel[i]).substr(0, sentence.deprel[i].find(':'));
  }
}

}  // namespace

Score::Names Score::names_of(std::initializer_list<EntityType> types) const {
  Names sum;
  for (const EntityType type : types) {
    const Names& n = names[static_cast<std::size_t>(type)];
    sum.gold += n.gold, sum.found += n.found, sum.right += n.right;
  }
  return sum;
}

Score score_network(const Network& network, const std::vector<Sentence>& sentences) {
  Score score;
  NetworkScratch scratch;
  NetworkOutput out;
  for (std::size_t at = 0; at < sentences.size(); at += 64) {  // as many as a document has
    std::vector<std::string_view> forms;
    std::vector<std::uint32_t> begin{0};
    const std::size_t end = std::min(sentences.size(), at + 64);
    for (std::size_t s = at; s < end; ++s) {
      forms.insert(forms.end(), sentences[s].forms.begin(), sentences[s].forms.end());
      begin.push_back(static_cast<std::uint32_t>(forms.size()));
    }
    network.read(forms, begin, scratch, out);
    for (std::size_t s = at; s < end; ++s) {
      if (sentences[s].has_tree()) score_tree(sentences[s], network, out, begin[s - at], score);
      if (sentences[s].has_names())
        score_names(sentences[s], out.tag.data() + begin[s - at], score);
    }
  }
  return score;
}

std::string describe(const Score& s) {
  using enum EntityType;
  char text[240];
  const Score::Names all = s.names_of({kPer, kOrg, kLoc, kNorp, kMisc}),
                     three = s.names_of({kPer, kOrg, kLoc});
  const auto f = [&](EntityType type) { return s.names_of({type}).f1(); };
  std::snprintf(text, sizeof text,
                "UPOS %.2f feats %.2f UAS %.2f LAS %.2f (%zu words) names F %.1f; PER ORG LOC F "
                "%.1f (%zu); PER %.1f ORG %.1f LOC "
                "%.1f NORP %.1f MISC %.1f",
                s.share(s.upos), s.share(s.feats), s.share(s.heads), s.share(s.labelled), s.words,
                all.f1(), three.f1(), three.gold, f(kPer), f(kOrg), f(kLoc), f(kNorp), f(kMisc));
  return text;
}

}  // namespace entente::train
