// Who, where and when: what resolve/ leaves. docs/formats/record.md gives each field's meaning in
// the record.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "entente/base/date.h"
#include "entente/record/document.h"

namespace entente {

enum class ActorKind : std::uint8_t { kPerson, kOrganization, kCountry, kGroup, kGeneric };
std::string_view to_string(ActorKind kind);  // "person"

enum class MentionKind : std::uint8_t { kName, kTitle, kDemonym, kCapital, kPronoun, kNominal };
std::string_view to_string(MentionKind kind);  // "name"

// A span that means an actor. One actor's mentions may nest in another's ("Russian" in "the Russian
// president").
struct Mention {
  Span span;                          // the whole phrase
  std::uint32_t first = 0, last = 0;  // tokens [first, last): the name, or the noun without what
                                      // follows it
  std::uint32_t head = 0;             // its head word: where the tree attaches it
  std::uint32_t actor = 0;
  MentionKind kind = MentionKind::kName;
};

struct Actor {
  std::string name;  // the fullest name, as the table or the text writes it
  std::string
      code;  // PLOVER: country, then sectors ("VENGOV"); "---GOV" where the country is not known
  std::string country;  // ISO 3166-1 alpha-3, KOS, or UNO EUR IGO NGO IMG ISM MNC; "" unknown
  std::string sector;   // of data/tables/sectors.tsv; "" none
  std::string title;    // the role held on the document's date, "" none
  ActorKind kind = ActorKind::kGeneric;
  std::vector<std::uint32_t>
      members;           // ids: a plural that stands for several actors ("both countries")
  std::string evidence;  // what decided: "data/actors/heads.tsv:120", or the words that did
};

enum class Precision : std::uint8_t { kPoint, kRegion, kCountry };
std::string_view to_string(Precision precision);

struct Place {
  Span span;
  std::uint32_t first = 0, last = 0;  // tokens
  std::string name, country;          // name of the gazetteer; ISO alpha-3 or ""
  std::optional<double> lat, lon;     // degrees, together
  std::uint32_t geonameid = 0;        // 0: none
  char feature = 'P';                 // GeoNames feature class A H L P R S T U V
  std::string feature_code;           // "PPLC", "ADM1"; may be ""
  Precision precision = Precision::kPoint;
  std::string evidence;
};

enum class TimexType : std::uint8_t { kDate, kTime, kDuration, kSet };
std::string_view to_string(TimexType type);  // "DATE"

struct Timex {
  Span span;
  std::uint32_t first = 0, last = 0;  // tokens
  TimexType type = TimexType::kDate;
  std::string value;  // TIMEX3
};

// A mention of anything, and the chain of those that mean the same thing.
struct ChainMention {
  Span span;
  std::uint32_t chain = 0;
  MentionKind kind = MentionKind::kNominal;
};

// Everything resolve/ says of one document.
struct Resolution {
  std::vector<Actor> actors;
  std::vector<Mention> mentions;  // by span.begin, longer first
  std::vector<Place> places;      // by span.begin
  std::vector<Timex> times;       // by span.begin
  std::vector<ChainMention>
      chains;  // by span.begin, longer first; filled by Resolver::find_chains() alone
  // mention_of[token]: the index in `mentions` of the widest mention whose head word the token is,
  // or kNone.
  std::vector<std::uint32_t> mention_of;
  static constexpr std::uint32_t kNone = UINT32_MAX;
  void clear();
};

}  // namespace entente
