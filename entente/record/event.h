// What happened: what code/ leaves. docs/formats/record.md gives each field's meaning in the
// record; docs/coding.md the rules.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "entente/record/actor.h"

namespace entente {

enum class EventType : std::uint8_t {  // PLOVER 2.0
  kAgree,
  kConsult,
  kSupport,
  kCooperate,
  kAid,
  kConcede,
  kRetreat,
  kRequest,
  kAccuse,
  kReject,
  kThreaten,
  kProtest,
  kSanction,
  kMobilize,
  kCoerce,
  kAssault,
};
inline constexpr std::size_t kEventTypeCount = 16;
std::string_view to_string(EventType type);  // "AGREE"
bool parse_event_type(std::string_view text, EventType& out);

enum class EventStatus : std::uint8_t { kAsserted, kPlanned, kDenied, kConditional, kPast };
std::string_view to_string(EventStatus status);
bool parse_event_status(std::string_view text, EventStatus& out);

// The fields of cooperation or dispute, in the contract's order; a set of them has a bit each.
inline constexpr std::array<std::string_view, 27> kFieldNames = {
    "trade",     "energy",       "finance",      "industry",  "agriculture", "infrastructure",
    "transport", "technology",   "space",        "nuclear",   "health",      "education",
    "culture",   "science",      "environment",  "migration", "justice",     "security",
    "military",  "intelligence", "humanitarian", "diplomacy", "elections",   "rights",
    "media",     "sport",        "tourism"};
using FieldSet = std::uint32_t;  // bit i: kFieldNames[i]
bool parse_field(std::string_view text, std::size_t& index);

enum class DatePrecision : std::uint8_t { kDay, kMonth, kYear, kDocument };
std::string_view to_string(DatePrecision precision);

struct EventDate {
  std::string value;  // "2022-02-16", "2022-02", "2022"; "" when nothing states it
  DatePrecision precision = DatePrecision::kDocument;
};

struct Event {
  std::uint32_t sentence = 0;
  EventType type = EventType::kConsult;
  bool typed = true;  // false: `cameo` is a code of a user's dictionary that has no PLOVER type
  std::string mode;   // PLOVER; "" none
  std::vector<std::string> contexts;  // PLOVER
  FieldSet fields = 0;
  std::string cameo;  // two to four digits
  float goldstein = 0;
  EventStatus status = EventStatus::kAsserted;
  std::vector<std::uint32_t> sources, targets;  // actors
  std::optional<std::uint32_t> reporter;        // actor
  EventDate date;
  std::optional<std::uint32_t> place;  // index in Resolution::places
  Span trigger;
  float confidence = 0;
  // For explain: what decided.
  std::string frame;          // "data/en/verbs.tsv:120 sign NP:subj NP:obj"
  std::string status_reason;  // "data/en/status.tsv:14 deny ccomp"
};

struct Quote {
  Span span;
  std::optional<std::uint32_t> speaker;  // actor
  std::optional<Span> cue;
  bool direct = true;
};

enum class AgreementStage : std::uint8_t {
  kProposed,
  kNegotiated,
  kSigned,
  kRatified,
  kInForce,
  kExtended,
  kSuspended,
  kViolated,
  kWithdrawn
};
std::string_view to_string(AgreementStage stage);  // "in_force"

struct Agreement {
  std::vector<std::string> parties;  // countries
  AgreementStage stage = AgreementStage::kSigned;
  std::string subject;
  FieldSet fields = 0;
  EventDate date;
  std::uint32_t sentence = 0;
  Span span;
};

enum class CommissionActivity : std::uint8_t {
  kEstablished,
  kMet,
  kReviewed,
  kSuspended,
  kDissolved
};
std::string_view to_string(CommissionActivity activity);

struct Commission {
  std::uint32_t actor = 0;
  std::vector<std::string> parties;
  std::optional<std::uint32_t> areas;
  CommissionActivity activity = CommissionActivity::kMet;
  std::uint32_t sentence = 0;
};

enum class VisitStage : std::uint8_t { kAnnounced, kArrived, kHeld, kEnded, kCancelled };
std::string_view to_string(VisitStage stage);

struct Visit {
  std::uint32_t visitor = 0;  // actor
  std::string host;           // country
  std::optional<std::uint32_t> place;
  VisitStage stage = VisitStage::kHeld;
  EventDate date;
  std::uint32_t sentence = 0;
};

// How often a user's dictionary of issues was met.
struct Issue {
  std::string code;
  std::uint32_t count = 0;
};

// Everything code/ says of one document.
struct Coding {
  std::vector<Event> events;
  std::vector<Quote> quotes;
  std::vector<Agreement> agreements;
  std::vector<Commission> commissions;
  std::vector<Visit> visits;
  std::vector<Issue> issues;  // by code; none without a dictionary of issues
  void clear();
};

// Reasons, for `entente explain`: filled only when one is handed in. A line is "stage: what was
// tried and what came of it".
struct Trace {
  struct Line {
    std::string stage;
    std::uint32_t sentence = 0;
    std::string text;
  };
  std::vector<Line> lines;
};

}  // namespace entente
