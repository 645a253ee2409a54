// Tested by parse_json_test.cc.
#include "entente/record/parse_json.h"

#include <algorithm>
#include <string_view>
#include <tuple>
#include <vector>

#include "entente/record/json_out.h"
#include "entente/record/record_writer.h"

namespace entente {
namespace {

struct Item {
  PageMap::Place place;
  std::uint32_t chain = 0;
  std::string_view kind;
};

void write_items(JsonOut& json, std::string_view name, const std::vector<Item>& items,
                 bool in_title, bool chains) {
  json.key(name);
  json.open_array();
  for (const Item& item : items) {
    if (item.place.in_title != in_title) continue;
    json.open_object();
    json.member("start", item.place.start);
    json.member("end", item.place.end);
    if (chains) json.member("chain", item.chain);
    json.member(chains ? "kind" : "type", item.kind);
    json.close_object();
  }
  json.close_array();
}

void write_line(const Document& document, std::string_view name, const std::vector<Item>& items,
                bool chains, std::string& out) {
  JsonOut json(out);
  json.open_object();
  json.member("id", document.id);
  write_items(json, name, items, false, chains);
  if (std::any_of(items.begin(), items.end(), [](const Item& item) { return item.place.in_title; }))
    write_items(json, "title_" + std::string(name), items, true, chains);
  json.close_object();
  out += '\n';
}

}  // namespace

void write_entities(const Document& document, const Analysis& analysis, std::string& out) {
  PageMap map;
  map.build(document);
  std::vector<Item> items;
  for (const Entity& e : analysis.entities) {
    if (e.first >= e.last) continue;
    const Span span{analysis.tokens.begin[e.first], analysis.tokens.end[e.last - 1]};
    items.push_back({map.place(span), 0, to_string(e.type)});
  }
  write_line(document, "entities", items, false, out);
}

void write_chains(const Document& document, const Analysis&, const Resolution& resolution,
                  std::string& out) {
  PageMap map;
  map.build(document);
  std::vector<Item> items;
  for (const ChainMention& m : resolution.chains)
    if (m.span.size() != 0) items.push_back({map.place(m.span), m.chain, to_string(m.kind)});
  const auto order = [](const Item& a, const Item& b) {
    return std::tuple(!a.place.in_title, a.place.start, b.place.end) <
           std::tuple(!b.place.in_title, b.place.start, a.place.end);
  };
  std::stable_sort(items.begin(), items.end(), order);
  const auto same = [](const Item& a, const Item& b) {
    return a.place.in_title == b.place.in_title && a.place.start == b.place.start &&
           a.place.end == b.place.end;
  };
  items.erase(std::unique(items.begin(), items.end(), same), items.end());
  write_line(document, "mentions", items, true, out);
}

}  // namespace entente
