// `entente explain`: what each stage made of the text, in the order of the stages, and what
// decided. Tested by explain_test.cc.
#include <algorithm>

#include "entente/base/display.h"
#include "entente/record/json_out.h"
#include "entente/show/show.h"
#include "entente/show/text.h"
#include "entente/show/tree.h"

namespace entente {
namespace {

constexpr std::uint32_t kIndent = 4;

std::string decimal(double value, int digits) {
  std::string text;
  append_json_number(text, value, digits);
  return text;
}

class Explanation {
 public:
  Explanation(const Document& document, const Analysis& analysis, const Resolution& resolution,
              const Coding& coding, const Trace& trace, Printer& page)
      : document_(document),
        analysis_(analysis),
        resolution_(resolution),
        coding_(coding),
        trace_(trace),
        page_(page) {}

  void sentence(std::uint32_t index) {
    const Sentence& one = analysis_.sentences[index];
    if (index > 0) page_.line();
    page_.wrapped(piece(one.span), 4, std::to_string(index) + (one.in_title ? "t" : ""),
                  Style::kBold);
    page_.line();
    tokens(index);
    entities(one);
  }

  void actors() {
    if (resolution_.actors.empty()) return;
    page_.heading("ACTORS");
    for (std::size_t i = 0; i < resolution_.actors.size(); ++i) {
      const Actor& actor = resolution_.actors[i];
      std::string text = clean(actor.name) + "  " + (actor.code.empty() ? "–" : clean(actor.code)) +
                         "  " + std::string(to_string(actor.kind));
      if (!actor.title.empty()) text += "  " + clean(actor.title);
      if (!actor.members.empty()) text += "  = " + names(actor.members);
      page_.wrapped(text, kIndent, std::to_string(i));
      std::string mentions;
      for (const Mention& mention : resolution_.mentions)
        if (mention.actor == i)
          mentions += (mentions.empty() ? "" : ", ") + piece(mention.span) + " (" +
                      std::string(to_string(mention.kind)) + ")";
      detail("named", mentions);
      detail("because", clean(actor.evidence));
    }
  }

  void places_and_times() {
    if (!resolution_.places.empty()) page_.heading("PLACES");
    for (const Place& place : resolution_.places) {
      std::string text = piece(place.span) + " → " + clean(place.name) + ", " +
                         clean(place.country) + "  " + std::string(to_string(place.precision));
      if (place.lat && place.lon)
        text += "  " + decimal(*place.lat, 2) + " " + decimal(*place.lon, 2);
      if (place.geonameid != 0) text += "  GeoNames " + std::to_string(place.geonameid);
      page_.wrapped(text, kIndent, " ");
      detail("because", clean(place.evidence));
    }
    if (!resolution_.times.empty()) page_.heading("TIMES");
    for (const Timex& time : resolution_.times)
      page_.wrapped(
          piece(time.span) + " → " + std::string(to_string(time.type)) + " " + clean(time.value),
          kIndent, " ");
  }

  void events() {
    page_.heading("EVENTS");
    if (coding_.events.empty()) page_.line("    none");
    for (const Event& event : coding_.events) {
      std::string text = (event.typed ? std::string(to_string(event.type)) : "–") + " " +
                         clean(event.cameo) + "  " + parties(event.sources);
      if (!event.targets.empty()) text += " → " + parties(event.targets);
      text += "  " + std::string(to_string(event.status)) + "  Goldstein " +
              decimal(event.goldstein, 1) + "  confidence " + decimal(event.confidence, 2);
      page_.wrapped(text, kIndent, std::to_string(event.sentence), Style::kBold);
      detail("trigger", piece(event.trigger));
      detail("frame", clean(event.frame));
      detail("status",
             std::string(to_string(event.status)) +
                 (event.status_reason.empty() ? "" : ", because " + clean(event.status_reason)));
      sides("sources", event, event.sources);
      sides("targets", event, event.targets);
      if (event.reporter) detail("reported by", named({*event.reporter}));
      detail("mode", clean(event.mode));
      std::string contexts;
      for (const std::string& context : event.contexts)
        contexts += (contexts.empty() ? "" : ", ") + clean(context);
      detail("contexts", contexts);
      detail("fields", fields(event.fields));
      date(event.date);
      if (event.place && *event.place < resolution_.places.size())
        detail("place", clean(resolution_.places[*event.place].name));
    }
  }

  void registers() {
    if (!coding_.quotes.empty()) page_.heading("QUOTES");
    for (const Quote& quote : coding_.quotes) {
      page_.wrapped(piece(quote.span), kIndent, " ");
      detail("speaker", quote.speaker ? named({*quote.speaker}) : "unknown");
      if (quote.cue) detail("cue", piece(*quote.cue));
    }
    if (!coding_.agreements.empty()) page_.heading("AGREEMENTS");
    for (const Agreement& agreement : coding_.agreements) {
      page_.wrapped(std::string(to_string(agreement.stage)) + "  " + clean(agreement.subject),
                    kIndent, std::to_string(agreement.sentence), Style::kBold);
      detail("parties", joined(agreement.parties));
      detail("fields", fields(agreement.fields));
      date(agreement.date);
    }
    if (!coding_.commissions.empty()) page_.heading("JOINT BODIES");
    for (const Commission& body : coding_.commissions) {
      page_.wrapped(named({body.actor}) + "  " + std::string(to_string(body.activity)), kIndent,
                    std::to_string(body.sentence), Style::kBold);
      detail("parties", joined(body.parties));
      if (body.areas) detail("areas", std::to_string(*body.areas));
    }
    if (!coding_.visits.empty()) page_.heading("VISITS");
    for (const Visit& visit : coding_.visits) {
      page_.wrapped(named({visit.visitor}) + " → " + clean(visit.host) + "  " +
                        std::string(to_string(visit.stage)),
                    kIndent, std::to_string(visit.sentence), Style::kBold);
      date(visit.date);
      if (visit.place && *visit.place < resolution_.places.size())
        detail("place", clean(resolution_.places[*visit.place].name));
    }
  }

  // What was tried: stage by stage, in the order of the sentences.
  void tried() {
    if (trace_.lines.empty()) return;
    page_.heading("WHAT WAS TRIED");
    for (const Trace::Line& line : trace_.lines)
      page_.wrapped(clean(line.stage) + ": " + clean(line.text), kIndent,
                    std::to_string(line.sentence));
  }

 private:
  std::string piece(Span span) const { return clean(document_.piece(span)); }

  void detail(std::string_view name, const std::string& text) {
    if (!text.empty())
      page_.wrapped(text, kIndent + 12, std::string(kIndent, ' ') + std::string(name));
  }
  void date(const EventDate& date) {
    if (!date.value.empty())
      detail("date", clean(date.value) + " (" + std::string(to_string(date.precision)) + ")");
  }

  std::string joined(const std::vector<std::string>& parts) const {
    std::string text;
    for (const std::string& part : parts) text += (text.empty() ? "" : ", ") + clean(part);
    return text;
  }
  std::string fields(FieldSet set) const {
    std::string text;
    for (std::size_t i = 0; i < kFieldNames.size(); ++i)
      if ((set >> i & 1) != 0) text += (text.empty() ? "" : ", ") + std::string(kFieldNames[i]);
    return text;
  }
  // "VENGOV+RUS"
  std::string parties(const std::vector<std::uint32_t>& actors) const {
    std::string text;
    for (const std::uint32_t id : actors) {
      const Actor& actor = resolution_.actors[id];
      text += (text.empty() ? "" : "+") + clean(actor.code.empty() ? actor.name : actor.code);
    }
    return text;
  }
  std::string names(const std::vector<std::uint32_t>& actors) const {
    std::string text;
    for (const std::uint32_t id : actors)
      text += (text.empty() ? "" : ", ") + clean(resolution_.actors[id].name);
    return text;
  }
  // Each side of an event with the way through the tree from the event's word to what names it, or
  // where else it is named.
  void sides(std::string_view name, const Event& event, const std::vector<std::uint32_t>& actors) {
    detail(name, named(actors));
    const std::uint32_t word = head_of(event);
    if (word == kNoToken) return;
    for (const std::uint32_t id : actors) {
      TreePath best;
      for (const Mention& mention : resolution_.mentions) {
        if (mention.actor != id || mention.head >= analysis_.tokens.size() ||
            analysis_.tokens.sentence[mention.head] != event.sentence)
          continue;
        TreePath path = tree_path(analysis_, word, mention.head);
        if (!path.text.empty() && (best.text.empty() || path.steps < best.steps))
          best = std::move(path);
      }
      detail("", best.text.empty() ? clean(resolution_.actors[id].name) + ": not in this sentence"
                                   : clean(best.text));
    }
  }
  // The topmost word of an event's trigger.
  std::uint32_t head_of(const Event& event) const {
    if (event.sentence >= analysis_.sentences.size()) return kNoToken;
    const Sentence& one = analysis_.sentences[event.sentence];
    const auto inside = [&](std::uint32_t t) {
      return t >= one.first && t < one.last && t < analysis_.tokens.size() &&
             contains(event.trigger, analysis_.span(t));
    };
    for (std::uint32_t t = one.first; t < one.last; ++t)
      if (inside(t) && (analysis_.tokens.head[t] == kNoToken || !inside(analysis_.tokens.head[t])))
        return t;
    return kNoToken;
  }

  // "Nicolás Maduro (2)": the number under ACTORS.
  std::string named(const std::vector<std::uint32_t>& actors) const {
    std::string text;
    for (const std::uint32_t id : actors)
      text += (text.empty() ? "" : ", ") + clean(resolution_.actors[id].name) + " (" +
              std::to_string(id) + ")";
    return text;
  }

  void tokens(std::uint32_t index) {
    const Sentence& one = analysis_.sentences[index];
    const std::vector<std::string> tree =
        draw_tree(analysis_, index, std::max(4u, page_.width() / 6));
    std::uint32_t form = 4, lemma = 4;
    for (std::uint32_t t = one.first; t < one.last; ++t) {
      form = std::max(form, std::min(24u, display_width(clean(analysis_.form(t)))));
      lemma = std::max(lemma, std::min(24u, display_width(clean(analysis_.lemma(t)))));
    }
    for (std::uint32_t t = one.first; t < one.last; ++t) {
      std::string relation(to_string(analysis_.tokens.deprel[t]));
      if (const auto subtype = to_string(analysis_.tokens.subtype[t]); !subtype.empty())
        relation += ":" + std::string(subtype);
      const std::uint32_t head = analysis_.tokens.head[t];
      std::string text = " " + pad(cut(clean(analysis_.form(t)), form), form) + "  " +
                         pad(cut(clean(analysis_.lemma(t)), lemma), lemma) + "  " +
                         pad(to_string(analysis_.tokens.upos[t]), 5) + "  " + pad(relation, 12) +
                         "  " + (head == kNoToken ? "" : "← " + clean(analysis_.form(head)));
      const std::uint32_t drawn = display_width(tree[t - one.first]);
      page_.line(page_.styled(tree[t - one.first], Style::kDim) +
                 cut(text, page_.width() > drawn ? page_.width() - drawn : 0));
    }
  }

  void entities(const Sentence& one) {
    std::string text;
    for (const Entity& entity : analysis_.entities) {
      if (entity.first < one.first || entity.last > one.last || entity.first >= entity.last)
        continue;
      const Span span = {analysis_.tokens.begin[entity.first],
                         analysis_.tokens.end[entity.last - 1]};
      text += (text.empty() ? "" : ", ") + piece(span) + " " + std::string(to_string(entity.type));
      if (entity.score > 0) text += " " + decimal(entity.score, 2);
    }
    if (text.empty()) return;
    page_.line();
    page_.wrapped(text, kIndent + 12, "entities");
  }

  const Document& document_;
  const Analysis& analysis_;
  const Resolution& resolution_;
  const Coding& coding_;
  const Trace& trace_;
  Printer& page_;
};

}  // namespace

void render_explanation(const Document& document, const Analysis& analysis,
                        const Resolution& resolution, const Coding& coding, const Trace& trace,
                        const ShowOptions& options, std::string& out) {
  Printer page(out, options.width, options.colour);
  Explanation explanation(document, analysis, resolution, coding, trace, page);
  for (std::uint32_t i = 0; i < analysis.sentences.size(); ++i) explanation.sentence(i);
  explanation.actors();
  explanation.places_and_times();
  explanation.events();
  explanation.registers();
  explanation.tried();
  for (const std::string& warning : document.warnings) page.wrapped(clean(warning), 9, "warning");
}

}  // namespace entente
