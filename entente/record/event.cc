// Names of the record's values, each beside its enumeration. Tested by record_test.cc.
#include "entente/record/event.h"

#include "entente/record/names.h"

namespace entente {
namespace {

constexpr std::array<std::string_view, 5> kActorKinds = {"person", "organization", "country",
                                                         "group", "generic"};
constexpr std::array<std::string_view, 6> kMentionKinds = {"name",    "title",   "demonym",
                                                           "capital", "pronoun", "nominal"};
constexpr std::array<std::string_view, 3> kPrecisions = {"point", "region", "country"};
constexpr std::array<std::string_view, 4> kTimexTypes = {"DATE", "TIME", "DURATION", "SET"};
constexpr std::array<std::string_view, kEventTypeCount> kEventTypes = {
    "AGREE",  "CONSULT", "SUPPORT",  "COOPERATE", "AID",      "CONCEDE",  "RETREAT", "REQUEST",
    "ACCUSE", "REJECT",  "THREATEN", "PROTEST",   "SANCTION", "MOBILIZE", "COERCE",  "ASSAULT"};
constexpr std::array<std::string_view, 5> kStatuses = {"asserted", "planned", "denied",
                                                       "conditional", "past"};
constexpr std::array<std::string_view, 4> kDatePrecisions = {"day", "month", "year", "document"};
constexpr std::array<std::string_view, 9> kAgreementStages = {
    "proposed", "negotiated", "signed",   "ratified", "in_force",
    "extended", "suspended",  "violated", "withdrawn"};
constexpr std::array<std::string_view, 5> kActivities = {"established", "met", "reviewed",
                                                         "suspended", "dissolved"};
constexpr std::array<std::string_view, 5> kVisitStages = {"announced", "arrived", "held", "ended",
                                                          "cancelled"};

}  // namespace

std::string_view to_string(ActorKind value) { return name_of(kActorKinds, value); }
std::string_view to_string(MentionKind value) { return name_of(kMentionKinds, value); }
std::string_view to_string(Precision value) { return name_of(kPrecisions, value); }
std::string_view to_string(TimexType value) { return name_of(kTimexTypes, value); }
std::string_view to_string(EventType value) { return name_of(kEventTypes, value); }
std::string_view to_string(EventStatus value) { return name_of(kStatuses, value); }
std::string_view to_string(DatePrecision value) { return name_of(kDatePrecisions, value); }
std::string_view to_string(AgreementStage value) { return name_of(kAgreementStages, value); }
std::string_view to_string(CommissionActivity value) { return name_of(kActivities, value); }
std::string_view to_string(VisitStage value) { return name_of(kVisitStages, value); }

bool parse_event_type(std::string_view text, EventType& out) {
  return find_name(kEventTypes, text, out);
}
bool parse_event_status(std::string_view text, EventStatus& out) {
  return find_name(kStatuses, text, out);
}
bool parse_field(std::string_view text, std::size_t& index) {
  return find_name(kFieldNames, text, index);
}

void Resolution::clear() {
  actors.clear();
  mentions.clear();
  places.clear();
  times.clear();
  chains.clear();
  mention_of.clear();
}

void Coding::clear() {
  events.clear();
  quotes.clear();
  agreements.clear();
  commissions.clear();
  visits.clear();
  issues.clear();
}

}  // namespace entente
