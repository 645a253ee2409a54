// Quotes, in three walks over a document.
//
// 1. Indirect speech, from the tree: the clause that a reporting verb or noun governs ("said that
// ...", "his claim that ..."), the
//    clause in which it is an aside ("..., he said, ..."), what "according to X" is said of, and
//    the phrases of verbs that report without a clause ("called for talks", "called it a mistake",
//    "accused them of lying").
// 2. Marked words. A stretch between marks is somebody's words when a reporting word is found for
// it: behind it, before it, above
//    it in the tree, at the end of the paragraph before it; or when it goes on from another one; or
//    when it is a sentence of its own beside a speaker. What is left are names, titles, nicknames
//    and words held with tongs: no quotes, unless long.
// 3. Speakers: the reporting word's subject (clauses undone as in tree.h), or the nearest phrase on
// the side where English puts it.
//
// What each step looks at is bounded by a sentence or a paragraph that it does not look at again:
// linear. Tested by quotes_test.cc.
#include "entente/code/quotes.h"

#include <algorithm>

#include "entente/base/utf8.h"
#include "entente/code/quote_search.h"

namespace entente {
namespace {

// Tokens from the last speaker's words to a pronoun that goes on speaking: one that nobody has
// resolved, and one that the resolver gave to somebody else.
constexpr std::uint32_t kHeReach = 150, kGoesOnReach = 30;

}  // namespace

void QuoteSearch::run(std::vector<Quote>& out) {
  mark_tokens();
  mark_paragraphs();
  s_.direct.clear();
  s_.indirect.clear();
  find_indirect();
  find_direct();
  leave(out);
}

void QuoteSearch::mark_tokens() {
  find_marked_spans(d_.page(), s_.marks, s_.spans);
  s_.in_span.assign(a_.tokens.size(), kNoToken);
  std::uint32_t t = 0;
  for (std::uint32_t i = 0; i < s_.spans.size(); ++i) {
    const Span inside = s_.spans[i].inside;
    while (t < a_.tokens.size() && a_.tokens.end[t] <= inside.begin) ++t;
    for (; t < a_.tokens.size() && a_.tokens.begin[t] < inside.end; ++t) s_.in_span[t] = i;
  }
}

bool QuoteSearch::is_mark(std::uint32_t token) const {
  const char32_t c = code_point_at(d_.page(), a_.tokens.begin[token]).value;
  return c == '"' || c == '\'' || (c >= 0x2018 && c <= 0x201F) || c == 0xAB || c == 0xBB ||
         c == '`';
}

std::uint32_t QuoteSearch::takes(std::uint32_t token) const {
  const Upos upos = a_.tokens.upos[token];
  // "as the memo put it"
  if (upos == Upos::kVerb && a_.lemma(token) == "put" && token + 1 < a_.tokens.size() &&
      a_.lower(token + 1) == "it")
    return Takes::kQuote;
  if (upos == Upos::kVerb || upos == Upos::kAux) {
    const std::uint32_t bits = f_.takes(a_.lemma(token), "verb");
    // A lemma that the model has not met ("blasted" -> "blaste") gives way to the regular one.
    const std::string_view form = a_.lower(token);
    return bits == 0 && form.ends_with("ed") ? f_.takes(form.substr(0, form.size() - 2), "verb")
                                             : bits;
  }
  return upos == Upos::kNoun ? f_.takes(a_.lemma(token), "noun") : 0;
}

void QuoteSearch::mark_paragraphs() {
  s_.paragraph.resize(a_.sentences.size());
  std::uint32_t begin = 0;
  for (std::uint32_t i = 0; i < a_.sentences.size(); ++i) {
    if (a_.sentences[i].paragraph_start) begin = a_.sentences[i].first;
    s_.paragraph[i] = begin;
  }
}

void QuoteSearch::leave(std::vector<Quote>& out) {
  std::vector<Said>& all = s_.direct;
  all.insert(all.end(), s_.indirect.begin(), s_.indirect.end());
  std::stable_sort(all.begin(), all.end(), [](const Said& a, const Said& b) {
    return a.quote.span.begin != b.quote.span.begin ? a.quote.span.begin < b.quote.span.begin
                                                    : a.quote.direct && !b.quote.direct;
  });
  std::optional<std::uint32_t> last;
  std::uint32_t last_at = 0;
  for (Said& said : all) {
    if (said.speaker != kNoToken) {
      said.quote.speaker = actor_of(said.speaker);
      // "he" beside what was just said, or whom nobody has resolved: most often whoever spoke
      const std::uint32_t reach = said.quote.speaker ? kGoesOnReach : kHeReach;
      if (is_he_or_she(said.speaker) && last && said.first < last_at + reach) {
        if (said.quote.speaker != last) give_pronoun(said.speaker, *last);
        said.quote.speaker = last;
      }
      // "I", "they" whom nobody has resolved speak for themselves
      if (!said.quote.speaker && is_personal(said.speaker))
        said.quote.speaker = added_.actor_at(d_, a_, r_, said.speaker, said.speaker,
                                             said.speaker + 1, ActorKind::kGeneric);
    }
    if (said.quote.speaker && r_.actors[*said.quote.speaker].kind == ActorKind::kPerson)
      last = said.quote.speaker, last_at = said.last;
    out.push_back(said.quote);
  }
}

// Makes the pronoun a mention of the actor, whosoever it was before.
void QuoteSearch::give_pronoun(std::uint32_t token, std::uint32_t actor) {
  const std::uint32_t known =
      token < r_.mention_of.size() ? r_.mention_of[token] : Resolution::kNone;
  if (known != Resolution::kNone && r_.mentions[known].kind == MentionKind::kPronoun) {
    r_.mentions[known].actor = actor;
    return;
  }
  Mention mention;
  mention.span = a_.span(token);
  mention.first = mention.head = token, mention.last = token + 1;
  mention.actor = actor;
  mention.kind = MentionKind::kPronoun;
  added_.add_mention(mention);
}

bool QuoteSearch::is_personal(std::uint32_t token) const {
  const std::string_view word = a_.lower(token);
  return is_he_or_she(token) || word == "i" || word == "we" || word == "they" || word == "it";
}

bool QuoteSearch::is_he_or_she(std::uint32_t token) const {
  return a_.lower(token) == "he" || a_.lower(token) == "she";
}

std::optional<std::uint32_t> QuoteSearch::actor_of(std::uint32_t head) {
  const std::uint32_t mention = mention_at(a_, r_, head);
  if (mention != Resolution::kNone) return r_.mentions[mention].actor;
  const Upos upos = a_.tokens.upos[head];
  if (upos == Upos::kPron || upos == Upos::kDet || upos == Upos::kVerb || upos == Upos::kNum)
    return std::nullopt;
  // A conjunct or what the head is the title of ("Psychology major ... Amneh Jafari").
  std::uint32_t first = x_.first(head), last = x_.last(head);
  for (const std::uint32_t child : children(a_, head)) {
    const Deprel deprel = a_.tokens.deprel[child];
    const bool heavy = deprel == Deprel::kAcl || deprel == Deprel::kAppos ||
                       deprel == Deprel::kConj || deprel == Deprel::kCc ||
                       deprel == Deprel::kPunct || deprel == Deprel::kParataxis ||
                       deprel == Deprel::kAdvcl || deprel == Deprel::kNmod;
    if (heavy && child > head) last = std::min(last, x_.first(child));
  }
  if (last <= head || last - first > 12) first = head, last = head + 1;
  return added_.actor_at(d_, a_, r_, head, first, last, ActorKind::kGeneric);
}

Result<QuoteFinder> QuoteFinder::open(const Lexicons& lexicons) {
  static constexpr NamedBit kNames[] = {{"quote", kQuote}, {"that", kThat},      {"wh", kWh},
                                        {"inf", kInf},     {"obj_inf", kObjInf}, {"name", kName},
                                        {"as", kAs},       {"for", kFor},        {"on", kOn},
                                        {"of", kOf},       {"about", kAbout},    {"out", kOut}};
  QuoteFinder finder;
  ENTENTE_TRY(const TableView table, lexicons.table("en.reporting"));
  finder.table_.load(table, "", "takes");
  ENTENTE_CHECK(finder.table_.read_bits(kNames));
  return finder;
}

std::uint32_t QuoteFinder::takes(std::string_view lemma, std::string_view part) const {
  const LemmaRow* row = table_.find(lemma, part);
  return row == nullptr ? 0 : row->bits;
}

void QuoteFinder::find(const Document& document, const Analysis& analysis, const Extents& extents,
                       Resolution& resolution, AddedActors& added, QuoteScratch& scratch,
                       std::vector<Quote>& out) const {
  QuoteSearch(*this, document, analysis, extents, resolution, added, scratch).run(out);
}

}  // namespace entente
