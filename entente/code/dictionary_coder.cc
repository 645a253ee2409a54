// Tested by dictionary_coder_test.cc.
#include "entente/code/dictionary_coder.h"

#include <algorithm>
#include <map>

#include "entente/code/tree.h"

namespace entente {

struct DictionaryCoder::Scene {
  const Document& document;
  const Analysis& analysis;
  Resolution& resolution;
  AddedActors& added;
  Workspace& workspace;
  std::vector<Event>& out;
  Trace* trace;
  std::map<std::string, std::uint32_t, std::less<>>& actors;  // by code
};

// What decided of a verb, and whom its pattern names.
struct DictionaryCoder::Match {
  const DictionaryCodes* codes = nullptr;
  PatternSides sides;
  DictionaryPlace place;
};

namespace {

bool is_verb(const Analysis& analysis, std::uint32_t token) {
  const Upos upos = analysis.tokens.upos[token];
  return upos == Upos::kVerb || upos == Upos::kAux;
}

bool heads_clause(const Analysis& analysis, std::uint32_t token) {
  switch (analysis.tokens.deprel[token]) {
    case Deprel::kRoot:
    case Deprel::kCcomp:
    case Deprel::kParataxis:
    case Deprel::kAdvcl:
      return true;
    default:
      return analysis.tokens.head[token] == kNoToken;
  }
}

// One past the last token of the phrase of the verb at `token`: its descendants to the right,
// without the clauses that are joined to it.
std::uint32_t phrase_end(const Analysis& analysis, std::uint32_t token, std::uint32_t last) {
  const bool helps = analysis.tokens.upos[token] == Upos::kAux &&
                     analysis.tokens.head[token] != kNoToken && analysis.tokens.head[token] > token;
  const std::uint32_t verb = helps ? analysis.tokens.head[token] : token;
  std::uint32_t end = token + 1;
  for (std::uint32_t t = token + 1; t < last; ++t) {
    std::uint32_t at = t, child = kNoToken;
    while (at != verb && at != kNoToken) child = at, at = analysis.tokens.head[at];
    if (at == kNoToken) break;
    if (child != kNoToken && child > token) {
      const Deprel relation = analysis.tokens.deprel[child];
      if (relation == Deprel::kParataxis || relation == Deprel::kConj) break;
    }
    end = t + 1;
  }
  return end;
}

void note(Trace* trace, std::uint32_t sentence, std::string text) {
  if (trace != nullptr) trace->lines.push_back({"dictionary", sentence, std::move(text)});
}

// Is every word of `phrase` at piece `at`, next to each other?
std::uint32_t match_closed(const DictionaryPhrase& phrase, const DictionaryPieces& pieces,
                           std::uint32_t at, std::uint32_t end) {
  return match_phrase(phrase, pieces, at, end, [](std::uint32_t) { return false; });
}

}  // namespace

DictionaryCoder::DictionaryCoder(std::shared_ptr<const Dictionaries> dictionaries, Plover plover)
    : dictionaries_(std::move(dictionaries)), plover_(std::move(plover)) {}

Result<DictionaryCoder> DictionaryCoder::open(const Lexicons& lexicons,
                                              std::shared_ptr<const Dictionaries> dictionaries) {
  ENTENTE_TRY(Plover plover, Plover::load(lexicons));
  return DictionaryCoder(std::move(dictionaries), std::move(plover));
}

void DictionaryCoder::filter(const Document& document, const Analysis& analysis,
                             Workspace& workspace, std::vector<Issue>& issues, Trace* trace) const {
  const Dictionaries& d = *dictionaries_;
  DictionaryPieces& pieces = workspace.pieces;
  pieces.cut(d.words, document.page(), analysis.tokens.begin, analysis.tokens.end);
  workspace.dropped.assign(analysis.sentences.size(), 0);
  bool drop_all = false, no_issues = false;
  std::map<std::string, std::uint32_t> counts;
  for (std::uint32_t s = 0; s < analysis.sentences.size(); ++s) {
    const std::uint32_t begin = pieces.first[analysis.sentences[s].first];
    const std::uint32_t end = pieces.first[analysis.sentences[s].last];
    std::map<std::string, std::uint32_t> here;
    bool cancelled = false;
    for (std::uint32_t at = begin; at < end; ++at) {
      if (pieces.word[at] >= kBreakWord) continue;
      for (const auto& entry : d.discard_phrases.at(pieces.word[at])) {
        if (match_closed(entry.phrase, pieces, at, end) == 0) continue;
        const DictionaryFilter& filter = d.discards[entry.id];
        workspace.dropped[s] = 1;
        drop_all = drop_all || filter.document;
        note(trace, s, "discarded by " + d.where(filter.place));
      }
      for (const auto& entry : d.issue_phrases.at(pieces.word[at])) {
        if (match_closed(entry.phrase, pieces, at, end) == 0) continue;
        const DictionaryFilter& filter = d.issues[entry.id];
        if (!filter.cancels) ++here[filter.code];
        cancelled = cancelled || filter.cancels;
        no_issues = no_issues || (filter.cancels && filter.document);
      }
    }
    if (!cancelled)
      for (const auto& [code, count] : here) counts[code] += count;
  }
  if (drop_all) std::fill(workspace.dropped.begin(), workspace.dropped.end(), std::uint8_t{1});
  if (no_issues) return;
  for (const auto& [code, count] : counts) issues.push_back({code, count});
}

void DictionaryCoder::code(const Document& document, const Analysis& analysis,
                           Resolution& resolution, AddedActors& added, Workspace& workspace,
                           std::vector<Event>& out, Trace* trace) const {
  std::map<std::string, std::uint32_t, std::less<>> actors;
  const Scene scene{document, analysis, resolution, added, workspace, out, trace, actors};
  workspace.matcher.emplace(*dictionaries_);
  workspace.verbs.assign(analysis.tokens.size(), 0);
  for (std::uint32_t s = 0; s < analysis.sentences.size(); ++s)
    if (!drops(workspace, s)) code_sentence(scene, s);
}

void DictionaryCoder::code_sentence(const Scene& scene, std::uint32_t sentence) const {
  const Sentence& one = scene.analysis.sentences[sentence];
  Workspace& w = scene.workspace;
  const Day* day = scene.document.date ? &*scene.document.date : nullptr;
  find_untagged_verbs(scene, one.first, one.last);
  PhraseCoder(*dictionaries_)
      .code(scene.analysis, w.pieces, w.verbs, one.first, one.last, day, w.phrases);
  w.matcher->set_sentence(w.pieces, w.phrases);
  std::uint32_t skip_until = one.first;
  for (std::uint32_t t = one.first; t < one.last; ++t) {
    if (t < skip_until || (!is_verb(scene.analysis, t) && w.verbs[t] == 0)) continue;
    const std::uint32_t end = phrase_end(scene.analysis, t, one.last);
    // "should have acted": what the auxiliary helps comes first.
    const std::uint32_t head = scene.analysis.tokens.head[t];
    const bool helps =
        scene.analysis.tokens.deprel[t] == Deprel::kAux && head != kNoToken && head > t;
    if ((helps && code_verb(scene, sentence, head, phrase_end(scene.analysis, head, one.last))) ||
        code_verb(scene, sentence, t, end))
      skip_until = end;
  }
}

// Parsers that have not met a name may take the verb beside it for a noun: the top of a clause, and
// a word with an auxiliary, are verbs where the dictionary knows them as such, and nothing
// marks them as a nominal predicate.
void DictionaryCoder::find_untagged_verbs(const Scene& scene, std::uint32_t first,
                                          std::uint32_t last) const {
  const Analysis& analysis = scene.analysis;
  const DictionaryPieces& pieces = scene.workspace.pieces;
  for (std::uint32_t t = first; t < last; ++t) {
    if (is_verb(analysis, t) || analysis.tokens.upos[t] == Upos::kPropn) continue;
    const std::uint32_t piece = pieces.first[t];
    if (piece == pieces.first[t + 1] || pieces.word[piece] >= dictionaries_->forms_of.size() ||
        dictionaries_->forms_of[pieces.word[piece]].empty())
      continue;
    bool verb = heads_clause(analysis, t), nominal = false;
    for (const std::uint32_t child : children(analysis, t)) {
      const Deprel relation = analysis.tokens.deprel[child];
      verb = verb || relation == Deprel::kAux;
      nominal = nominal || (child < t && (relation == Deprel::kCop || relation == Deprel::kDet ||
                                          relation == Deprel::kAmod || relation == Deprel::kCase ||
                                          relation == Deprel::kNummod));
    }
    scene.workspace.verbs[t] = verb && !nominal ? 1 : 0;
  }
}

// The `nth` form whose verb stands at `piece`, longest first; kNoPhrase: no more.
std::uint32_t DictionaryCoder::form_at(const Scene& scene, std::uint32_t piece, std::uint32_t begin,
                                       std::uint32_t end, std::size_t& nth) const {
  const DictionaryPieces& pieces = scene.workspace.pieces;
  const std::vector<std::uint32_t>& forms = dictionaries_->forms_of[pieces.word[piece]];
  for (; nth < forms.size(); ++nth) {
    const VerbForm& form = dictionaries_->forms[forms[nth]];
    if (form.verb > piece - begin) continue;
    if (match_closed(form.phrase, pieces, piece - form.verb, end) != 0) return forms[nth++];
  }
  return kNoPhrase;
}

// True: an event was made, or the verb says that there is none to make.
bool DictionaryCoder::code_verb(const Scene& scene, std::uint32_t sentence, std::uint32_t token,
                                std::uint32_t end) const {
  const Dictionaries& d = *dictionaries_;
  const DictionaryPieces& pieces = scene.workspace.pieces;
  const std::uint32_t begin = pieces.first[scene.analysis.sentences[sentence].first];
  const std::uint32_t piece = pieces.first[token];
  if (piece == pieces.first[token + 1] || pieces.word[piece] >= d.forms_of.size()) return false;
  VerbSite site{begin, piece, piece + 1, pieces.first[end]};
  Match match;
  std::size_t nth = 0;
  for (std::uint32_t i;
       match.codes == nullptr && (i = form_at(scene, piece, begin, site.end, nth)) != kNoPhrase;) {
    const VerbForm& form = d.forms[i];
    const VerbBlock& block = d.blocks[form.block];
    VerbSite here = site;
    here.first = piece - form.verb;
    here.last = here.first + static_cast<std::uint32_t>(form.phrase.size());
    for (const VerbPattern& pattern : block.patterns) {
      if (!scene.workspace.matcher->match(pattern, here, match.sides)) continue;
      match.codes = &pattern.codes;
      match.place = pattern.place;
      break;
    }
    if (match.codes == nullptr) {
      const DictionaryCodes& codes = form.own_codes ? form.codes : block.codes;
      if (!codes.codes() && !codes.discards) continue;  // another block may know the verb
      match = {&codes, {}, form.place};
    }
    site = here;
  }
  if (match.codes == nullptr) {
    if (nth > 0)
      note(scene.trace, sentence,
           std::string(scene.analysis.form(token)) +
               ": a verb without a code of its own, and none of its patterns fits");
    return false;
  }
  if (match.codes->discards) {
    note(scene.trace, sentence, d.where(match.place) + " drops it (###)");
    return true;
  }
  if (!match.codes->codes()) return false;
  find_sides(scene, site, token, match);
  return add_events(scene, sentence, site, match);
}

// Sources and targets, as indexes of phrases.
void DictionaryCoder::find_sides(const Scene& scene, const VerbSite& site, std::uint32_t verb,
                                 const Match& match) const {
  Workspace& w = scene.workspace;
  const auto& phrases = w.phrases;
  const auto first_coded = [&](std::uint32_t begin, std::uint32_t end) {
    for (std::uint32_t i = 0; i < phrases.size(); ++i)
      if (phrases[i].first_piece >= begin && phrases[i].last_piece <= end &&
          !phrases[i].codes.empty())
        return i;
    return kNoPhrase;
  };
  std::uint32_t source = match.sides.source, target = match.sides.target;
  if (match.sides.both != kNoPhrase) {
    // A list before the verb is both sides; one behind it is whom the source meets.
    target = match.sides.both;
    if (source == kNoPhrase && phrases[target].last_piece <= site.first) source = target;
  }
  if (source == kNoPhrase && target == kNoPhrase && is_passive(scene.analysis, verb)) {
    for (std::uint32_t t = verb + 1; t < scene.analysis.tokens.size(); ++t) {
      if (w.pieces.first[t] >= site.end) break;
      if (scene.analysis.lower(t) != "by") continue;
      const std::uint32_t agent = first_coded(w.pieces.first[t], site.end);
      const std::uint32_t patient = first_coded(site.begin, site.first);
      if (agent != kNoPhrase && patient != kNoPhrase) source = agent, target = patient;
      break;
    }
  }
  if (source == kNoPhrase) source = first_coded(site.begin, site.first);
  if (target == kNoPhrase) target = first_coded(site.last, site.end);
  w.sources.clear(), w.targets.clear();
  if (source != kNoPhrase) conjuncts_of(phrases, source, w.sources);
  if (target != kNoPhrase) conjuncts_of(phrases, target, w.targets);
}

bool DictionaryCoder::add_events(const Scene& scene, std::uint32_t sentence, const VerbSite& site,
                                 const Match& match) const {
  Workspace& w = scene.workspace;
  const DictionaryPieces& pieces = w.pieces;
  const std::uint32_t first = pieces.token[site.first], last = pieces.token[site.last - 1] + 1;
  Event event;
  event.sentence = sentence;
  event.trigger = {scene.analysis.tokens.begin[first], scene.analysis.tokens.end[last - 1]};
  event.frame = dictionaries_->where(match.place);
  event.confidence = 1;
  if (scene.document.date) event.date.value = format_day(*scene.document.date);
  if (w.sources.empty() || w.targets.empty()) {
    note(scene.trace, sentence,
         event.frame + " at " + std::string(scene.analysis.form(first)) +
             (w.sources.empty() ? ": no coded phrase before it is a source"
                                : ": no coded phrase in its verb phrase is a target"));
    return false;
  }
  // A side of several is one event for each source, so that lists which are both sides pair.
  const std::size_t before = scene.out.size();
  for (const std::uint32_t s : w.sources)
    for (const std::string& source : w.phrases[s].codes) {
      Event forth = event, back = event;
      forth.sources = back.targets = {actor_of(scene, s, source)};
      for (const std::uint32_t t : w.targets)
        for (const std::string& target : w.phrases[t].codes)
          if (target != source) forth.targets.push_back(actor_of(scene, t, target));
      back.sources = forth.targets;
      if (forth.targets.empty()) continue;
      if (!match.codes->forth.empty()) add_event(scene, std::move(forth), match.codes->forth);
      if (!match.codes->back.empty()) add_event(scene, std::move(back), match.codes->back);
    }
  if (scene.out.size() == before)
    note(scene.trace, sentence, event.frame + ": source and target are the same actor");
  return scene.out.size() > before;
}

void DictionaryCoder::add_event(const Scene& scene, Event event, std::string_view code) const {
  for (const Event& other : scene.out)
    if (other.sentence == event.sentence && other.cameo == code && other.sources == event.sources &&
        other.targets == event.targets)
      return;
  event.cameo = code;
  const Plover::Entry* entry = plover_.find(code);
  event.typed = entry != nullptr;
  if (entry != nullptr) {
    event.type = entry->type;
    event.mode = entry->mode;
    event.contexts = entry->contexts;
  }
  event.goldstein = plover_.goldstein(code);
  scene.out.push_back(std::move(event));
}

std::uint32_t DictionaryCoder::actor_of(const Scene& scene, std::uint32_t phrase,
                                        const std::string& code) const {
  const CodedPhrase& one = scene.workspace.phrases[phrase];
  Mention mention;
  mention.first = one.first, mention.last = one.last;
  mention.head = one.last - 1;
  mention.span = {scene.analysis.tokens.begin[one.first], scene.analysis.tokens.end[one.last - 1]};
  const auto known = scene.actors.find(code);
  if (known != scene.actors.end()) {
    mention.actor = known->second;
    scene.added.add_mention(mention);
    return known->second;
  }
  mention.actor = static_cast<std::uint32_t>(scene.resolution.actors.size());
  scene.added.add_mention(mention);
  Actor actor;
  actor.name = std::string(scene.document.piece(mention.span));
  std::replace(actor.name.begin(), actor.name.end(), '\n', ' ');
  actor.code = code;
  if (code.size() >= 3 && !code.starts_with("---")) actor.country = code.substr(0, 3);
  if (code.size() > 3) actor.sector = code.substr(3);
  actor.evidence = "the dictionaries given";
  scene.resolution.actors.push_back(std::move(actor));
  scene.actors.emplace(code, mention.actor);
  return mention.actor;
}

}  // namespace entente
