// Tested by events_test.cc.
#include "entente/code/same_act.h"

#include <algorithm>
#include <utility>

namespace entente {
namespace {

using Side = std::vector<std::uint32_t>;

bool alike(const std::vector<Actor>& actors, std::uint32_t a, std::uint32_t b) {
  return a == b || (!actors[a].country.empty() && actors[a].country == actors[b].country);
}

bool share(const std::vector<Actor>& actors, const Side& a, const Side& b) {
  return std::any_of(a.begin(), a.end(), [&](std::uint32_t x) {
    return std::any_of(b.begin(), b.end(), [&](std::uint32_t y) { return alike(actors, x, y); });
  });
}

// Whose country only the document says: "detained its captain" after "boarded a Russian ship".
bool is_guess(const std::vector<Actor>& actors, const Side& side) {
  return std::all_of(side.begin(), side.end(), [&](std::uint32_t id) {
    return actors[id].kind == ActorKind::kGeneric && actors[id].evidence == "the document's focus";
  });
}

void take_code(const Event& from, Event& to) {
  if (to.cameo != "190" || from.type != to.type) return;
  to.cameo = from.cameo;
  to.goldstein = from.goldstein;
  to.mode = from.mode;
  to.contexts = from.contexts;
}

}  // namespace

bool same_sides(const Event& a, const Event& b) {
  return a.sources == b.sources && a.targets == b.targets;
}

bool same_countries(const std::vector<Actor>& actors, const Event& told, const Event& named) {
  const auto tells = [&](std::uint32_t id) {
    const auto is = [&](std::uint32_t other) { return alike(actors, id, other); };
    return std::any_of(told.sources.begin(), told.sources.end(), is) ||
           std::any_of(told.targets.begin(), told.targets.end(), is);
  };
  return std::all_of(named.sources.begin(), named.sources.end(), tells) &&
         std::all_of(named.targets.begin(), named.targets.end(), tells);
}

bool tells_more(const std::vector<Actor>& actors, const Event& told, const Event& more) {
  if (told.type != EventType::kAssault && told.type != EventType::kCoerce) return false;
  if (told.type != more.type || told.status != more.status ||
      told.cameo.substr(0, 2) != more.cameo.substr(0, 2))
    return false;
  const bool open_source = told.sources.empty() || more.sources.empty();
  const bool open_target = told.targets.empty() || is_guess(actors, more.targets);
  if (open_source && open_target) return false;
  return (open_source || share(actors, told.sources, more.sources)) &&
         (open_target || share(actors, told.targets, more.targets));
}

void add_details(const Event& more, Event& told) {
  told.fields |= more.fields;
  if (told.type != EventType::kAssault && told.type != EventType::kCoerce) return;
  const auto whole = [](const Event& e) {
    return !e.sources.empty() && (!e.targets.empty() || e.sources.size() > 1);
  };
  if (told.type == EventType::kAssault && whole(more) && !whole(told)) {
    Event all = more;
    take_code(told, all);
    all.fields |= told.fields;
    all.confidence = std::max(all.confidence, told.confidence);
    told = std::move(all);
    return;
  }
  if (told.sources.empty()) told.sources = more.sources;
  if (told.targets.empty()) told.targets = more.targets;
  take_code(more, told);
}

}  // namespace entente
