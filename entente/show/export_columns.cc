// Tested by export_test.cc, which holds it against what the database answers and the files say.
#include "entente/show/export_columns.h"

#include <algorithm>
#include <charconv>

#include "entente/record/event.h"

namespace entente {
namespace {

using enum ColumnKind;
using Columns = std::vector<ExportColumn>;

constexpr std::string_view kQuads =
    "1=verbal cooperation|2=material cooperation|3=verbal conflict|4=material conflict";
constexpr std::string_view kStatuses = "asserted|planned|denied|conditional|past";
constexpr std::string_view kPrecisions = "day|month|year|document";
constexpr std::string_view kYesNo = "0=no|1=yes";

void add(Columns& out, Columns more) {
  out.insert(out.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

// Of the report that a row rests on.
Columns report_columns() {
  return {{"document", kText, "Id of the report"},
          {"publisher", kText, "Source of the report"},
          {"published", kDay, "Day of publication"},
          {"url", kText, "Address of the report"}};
}

Columns date_columns(std::string_view what) {
  return {
      {"day", kDay, "Day it counts under: first of its date, else of publication"},
      {"date", kText, "Date of the " + std::string(what) + " as told: a day, a month or a year"},
      {"date_precision", kText, "How exact the date is", kPrecisions}};
}

Columns event_columns() {
  Columns out = {
      {"event_id", kText, "The event: its first telling, number of report and of event"}};
  add(out, date_columns("event"));
  add(out, {{"type", kText, "PLOVER type"},
            {"mode", kText, "PLOVER mode"},
            {"cameo", kText, "CAMEO code, two to four digits"},
            {"quad", kInteger, "Class of the type", kQuads},
            {"goldstein", kReal, "Goldstein score of the code, -10 to 10"},
            {"status", kText, "What the report says of its reality", kStatuses},
            {"source_names", kText, "Who acts: names, parted by '; '"},
            {"source_codes", kText, "Who acts: PLOVER actor codes, --- without one"},
            {"source_countries", kText, "Who acts: countries, ISO 3166-1 alpha-3 (KOS), each once"},
            {"target_names", kText, "Who is acted upon; empty for a symmetric act"},
            {"target_codes", kText, "Who is acted upon: PLOVER actor codes"},
            {"target_countries", kText, "Who is acted upon: countries"},
            {"fields", kText, "Fields of cooperation or dispute, of all tellings"},
            {"contexts", kText, "PLOVER contexts"},
            {"place", kText, "Where"},
            {"place_country", kText, "Where: ISO 3166-1 alpha-3"},
            {"place_fips", kText, "Where: FIPS 10-4"},
            {"place_cow", kInteger, "Where: Correlates of War number"},
            {"latitude", kReal, "Degrees north"},
            {"longitude", kReal, "Degrees east"},
            {"geonameid", kInteger, "The place in GeoNames"},
            {"confidence", kReal, "Of the best telling, 0 to 1"},
            {"mentions", kInteger, "How often it is told"},
            {"documents", kInteger, "Documents that tell it"},
            {"reports", kInteger, "The same, copies and versions of one report counted once"},
            {"publishers", kInteger, "Sources that tell it"}});
  add(out, report_columns());
  add(out, {{"sentence", kText, "The sentence of the best telling"}});
  return out;
}

Columns pair_codes() {
  return {{"state_a", kText, "First of the pair in the alphabet, ISO 3166-1 alpha-3"},
          {"state_b", kText, "Second of the pair"},
          {"cow_a", kInteger, "state_a, Correlates of War number"},
          {"cow_b", kInteger, "state_b, Correlates of War number"},
          {"fips_a", kText, "state_a, FIPS 10-4"},
          {"fips_b", kText, "state_b, FIPS 10-4"}};
}

Columns dyad_columns() {
  Columns out = {{"event_id", kText, "The event, as in events"},
                 {"day", kDay, "Day it counts under: first of its date, else of publication"}};
  add(out, pair_codes());
  add(out, {{"direction", kInteger, "Who acts",
             "-1=state_b acts on state_a|0=both act|1=state_a acts on state_b"},
            {"type", kText, "PLOVER type"},
            {"mode", kText, "PLOVER mode"},
            {"cameo", kText, "CAMEO code, two to four digits"},
            {"quad", kInteger, "Class of the type", kQuads},
            {"goldstein", kReal, "Goldstein score of the code, -10 to 10"},
            {"status", kText, "What the report says of its reality", kStatuses},
            {"fields", kText, "Fields of cooperation or dispute, of all tellings"},
            {"confidence", kReal, "Of the best telling, 0 to 1"},
            {"mentions", kInteger, "How often it is told"},
            {"reports", kInteger, "Reports that tell it, copies counted once"}});
  return out;
}

Columns mention_columns() {
  Columns out = {{"event_id", kText, "The event, as in events"}};
  add(out, report_columns());
  add(out, {{"sentence_number", kInteger, "Sentence in the report, from 0, the headline's first"},
            {"in_title", kFlag, "The offsets are of the headline", kYesNo},
            {"trigger_start", kInteger, "The words that tell it: first code point"},
            {"trigger_end", kInteger, "One past the last"},
            {"cameo", kText, "CAMEO code of this telling"},
            {"status", kText, "Status of this telling", kStatuses},
            {"confidence", kReal, "Of this telling, 0 to 1"},
            {"sentence", kText, "The sentence"}});
  return out;
}

Columns document_columns() {
  Columns out = report_columns();
  add(out, {{"collected", kDay, "Day it was fetched"},
            {"title", kText, "Headline"},
            {"lang", kText, "Language, BCP 47"},
            {"characters", kInteger, "Code points of the text"},
            {"events", kInteger, "Events chosen that it tells"},
            {"coder", kText, "Program, models and lexicons that read it"},
            {"sha256", kText, "Of its headline and text"}});
  return out;
}

Columns agreement_columns() {
  Columns out = {{"agreement_id", kText, "Number of report and of agreement"}};
  add(out, date_columns("stage"));
  add(out, {{"stage", kText, "How far it has got",
             "proposed|negotiated|signed|ratified|in_force|extended|suspended|violated|withdrawn"},
            {"subject", kText, "What it is about"},
            {"parties", kText, "The states, parted by '; '"},
            {"fields", kText, "Fields of cooperation"}});
  add(out, report_columns());
  add(out, {{"sentence", kText, "The sentence that tells it"}});
  return out;
}

Columns visit_columns() {
  Columns out = {{"visit_id", kText, "Number of report and of visit"}};
  add(out, date_columns("visit"));
  add(out, {{"stage", kText, "How far it has got", "announced|arrived|held|ended|cancelled"},
            {"visitor", kText, "Who"},
            {"office", kText, "Office of the visitor on the day"},
            {"visitor_country", kText, "Whom the visitor stands for, ISO 3166-1 alpha-3"},
            {"host", kText, "The country visited"},
            {"visitor_cow", kInteger, "visitor_country, Correlates of War number"},
            {"host_cow", kInteger, "host, Correlates of War number"},
            {"place", kText, "Where"}});
  add(out, report_columns());
  add(out, {{"sentence", kText, "The sentence that tells it"}});
  return out;
}

Columns body_columns() {
  Columns out = {{"body_id", kText, "Number of report and of mention"},
                 {"day", kDay, "Day of publication"},
                 {"activity", kText, "What it did", "established|met|reviewed|suspended|dissolved"},
                 {"name", kText, "The joint body"},
                 {"areas", kInteger, "How many areas of work it is said to have"},
                 {"parties", kText, "The states, parted by '; '"}};
  add(out, report_columns());
  add(out, {{"sentence", kText, "The sentence that tells it"}});
  return out;
}

Columns quote_columns() {
  Columns out = {{"quote_id", kText, "Number of report and of quote"},
                 {"day", kDay, "Day of publication"},
                 {"speaker", kText, "Who says it"},
                 {"office", kText, "Office of the speaker on the day"},
                 {"speaker_country", kText, "Whom the speaker stands for, ISO 3166-1 alpha-3"},
                 {"speaker_cow", kInteger, "speaker_country, Correlates of War number"},
                 {"direct", kFlag, "Quoted word for word", kYesNo},
                 {"in_title", kFlag, "The offsets are of the headline", kYesNo},
                 {"start_char", kInteger, "First code point"},
                 {"end_char", kInteger, "One past the last"}};
  add(out, report_columns());
  add(out, {{"quote", kText, "The words"}});
  return out;
}

Columns panel_columns() {
  Columns out = pair_codes();
  add(out, {{"period", kDay, "First day of the period"},
            {"quad_1", kInteger, "Events of verbal cooperation between the two"},
            {"quad_2", kInteger, "Events of material cooperation"},
            {"quad_3", kInteger, "Events of verbal conflict"},
            {"quad_4", kInteger, "Events of material conflict"},
            {"cooperation", kInteger, "quad_1 + quad_2"},
            {"conflict", kInteger, "quad_3 + quad_4"},
            {"goldstein_sum", kReal, "Sum of Goldstein scores"},
            {"goldstein_mean", kReal, "Their mean; empty without an event"},
            {"mentions", kInteger, "How often these events are told"}});
  const auto field = [&](const std::string& name, const std::string& words) {
    out.push_back({name + "_cooperation", kInteger, "Events of cooperation " + words});
    out.push_back({name + "_conflict", kInteger, "Events of conflict " + words});
  };
  for (const std::string_view name : kFieldNames)
    field(std::string(name), "in the field " + std::string(name));
  field("no_field", "without a known field");
  add(out, {{"all_documents", kInteger, "Reports of the period in the whole database"},
            {"all_events", kInteger, "Events of the period in the whole database, any actors"}});
  return out;
}

// --- Formats of other tools ---

void add_gdelt_actor(Columns& out, const std::string& actor) {
  add(out, {{actor + "Code", kText, "CAMEO actor code: country, then roles"},
            {actor + "Name", kText, "Name, upper case"},
            {actor + "CountryCode", kText, "CAMEO country"},
            {actor + "KnownGroupCode", kText, "CAMEO known group: UNO, EEC"},
            {actor + "EthnicCode", kText, "Empty: not coded"},
            {actor + "Religion1Code", kText, "Empty: not coded"},
            {actor + "Religion2Code", kText, "Empty: not coded"},
            {actor + "Type1Code", kText, "CAMEO role"},
            {actor + "Type2Code", kText, "Second role"},
            {actor + "Type3Code", kText, "Third role"}});
}

void add_gdelt_place(Columns& out, const std::string& place, const std::string& what) {
  add(out, {{place + "_Type", kInteger, what,
             "0=none|1=country|2=US state|3=US city or landmark|4=city or landmark elsewhere|"
             "5=first-level division elsewhere"},
            {place + "_FullName", kText, "Name, country"},
            {place + "_CountryCode", kText, "FIPS 10-4"},
            {place + "_ADM1Code", kText, "Of a country its FIPS code; else empty: not coded"},
            {place + "_ADM2Code", kText, "Empty: not coded"},
            {place + "_Lat", kReal, "Degrees north"},
            {place + "_Long", kReal, "Degrees east"},
            {place + "_FeatureID", kText, "Of a country its FIPS code; else empty"}});
}

Columns gdelt_columns() {
  Columns out = {{"GLOBALEVENTID", kInteger, "Unique; report, event and pair of actors"},
                 {"SQLDATE", kInteger, "Day of the event, YYYYMMDD"},
                 {"MonthYear", kInteger, "YYYYMM"},
                 {"Year", kInteger, "YYYY"},
                 {"FractionDate", kReal, "Year + ((month - 1) x 30 + day) / 365"}};
  add_gdelt_actor(out, "Actor1");
  add_gdelt_actor(out, "Actor2");
  add(out, {{"IsRootEvent", kInteger, "1: told in the headline or the first paragraph"},
            {"EventCode", kText, "CAMEO, two to four digits"},
            {"EventBaseCode", kText, "Its first three digits"},
            {"EventRootCode", kText, "Its first two digits"},
            {"QuadClass", kInteger, "By root: 01-05 1, 06-09 2, 10-14 3, 15-20 4", kQuads},
            {"GoldsteinScale", kReal, "Of the code"},
            {"NumMentions", kInteger, "Tellings in the database"},
            {"NumSources", kInteger, "Publishers in the database"},
            {"NumArticles", kInteger, "Reports in the database"},
            {"AvgTone", kReal, "Empty: not coded"}});
  add_gdelt_place(out, "Actor1Geo", "0: not coded");
  add_gdelt_place(out, "Actor2Geo", "0: not coded");
  add_gdelt_place(out, "ActionGeo", "Place of the event");
  add(out, {{"DATEADDED", kInteger, "Day of the first report, YYYYMMDD000000"},
            {"SOURCEURL", kText, "The first report: its address, else its id"}});
  return out;
}

Columns gdelt_mention_columns() {
  return {{"GLOBALEVENTID", kInteger, "The event"},
          {"EventTimeDate", kInteger, "Its DATEADDED"},
          {"MentionTimeDate", kInteger, "Day of this report, YYYYMMDD000000"},
          {"MentionType", kInteger, "What the identifier is", "1=address|2=citation"},
          {"MentionSourceName", kText, "Domain of the address, else the publisher"},
          {"MentionIdentifier", kText, "Address, else id of the report"},
          {"SentenceID", kInteger, "Sentence of the text, from 1; a headline is 1"},
          {"Actor1CharOffset", kInteger, "Code point of the text; -1 when absent"},
          {"Actor2CharOffset", kInteger, "Code point of the text; -1 when absent"},
          {"ActionCharOffset", kInteger, "Code point of the text; -1 when absent"},
          {"InRawText", kInteger, "1: always found in the text as it was"},
          {"Confidence", kInteger, "Per cent, in tens"},
          {"MentionDocLen", kInteger, "Code points of the text"},
          {"MentionDocTone", kReal, "Empty: not coded"},
          {"MentionDocTranslationInfo", kText, "Empty: nothing is translated"},
          {"Extras", kText, "Empty"}};
}

void add_polecat_side(Columns& out, const std::string& side, const std::string& wiki) {
  add(out, {{side + " Name", kText, "Names"},
            {side + " Country", kText, "ISO 3166-1 alpha-3"},
            {side + " COW", kText, "Correlates of War numbers"},
            {"Primary " + side + " Sector", kText, "First sector of the first"},
            {side + " Sectors", kText, "PLOVER sectors, each once"},
            {side + " Title", kText, "Offices"},
            {side + " Name Raw", kText, "As the report first names them"},
            {wiki, kText, "None: not coded"}});
}

Columns polecat_columns() {
  Columns out = {{"Event ID", kText, "Id of the report, #, number of the event in it"},
                 {"Event Date", kDay, "Day of the event"},
                 {"Event Type", kText, "PLOVER type"},
                 {"Event Mode", kText, "PLOVER mode"},
                 {"Event Intensity", kReal, "PLOVER's score of mode or type"},
                 {"Quad Code", kText, "PLOVER's quadrant"},
                 {"Contexts", kText, "PLOVER contexts"}};
  add_polecat_side(out, "Actor", "Wikipedia Actor ID");
  add_polecat_side(out, "Recipient", "Wikipedia Recipient ID");
  add(out, {{"Placename", kText, "Place of the event"},
            {"City", kText, "The same, of a populated place"},
            {"District", kText, "None: not coded"},
            {"Province", kText, "The same, of a division"},
            {"Country", kText, "ISO 3166-1 alpha-3"},
            {"Latitude", kReal, "Degrees north"},
            {"Longitude", kReal, "Degrees east"},
            {"GeoNames ID", kInteger, "The place in GeoNames"},
            {"Raw Placename", kText, "Place of the event"},
            {"Feature Type", kText, "GeoNames feature: PCLI of a country, else its class"},
            {"Source", kText, "Publisher of the first report"},
            {"Publication Date", kDay, "Of the first report"},
            {"Story People", kText, "Persons that it names"},
            {"Story Organizations", kText, "Organizations that it names"},
            {"Story Locations", kText, "Places that it names"},
            {"Language", kText, "Of the first report, BCP 47"},
            {"Version", kText, "Program, models and lexicons"}});
  return out;
}

Columns phoenix_columns() {
  return {{"EventID", kText, "Number, version of the program"},
          {"Date", kInteger, "YYYYMMDD"},
          {"Year", kInteger, "YYYY"},
          {"Month", kInteger, "MM"},
          {"Day", kInteger, "DD"},
          {"SourceActorFull", kText, "CAMEO actor code as PETRARCH writes it; --- unknown"},
          {"SourceActorEntity", kText, "Country or IGO NGO IMG MNC"},
          {"SourceActorRole", kText, "Role"},
          {"SourceActorAttribute", kText, "The rest, parted by ;"},
          {"TargetActorFull", kText, "As the source"},
          {"TargetActorEntity", kText, "As the source"},
          {"TargetActorRole", kText, "As the source"},
          {"TargetActorAttribute", kText, "As the source"},
          {"EventCode", kText, "CAMEO"},
          {"EventRootCode", kText, "Its first two digits"},
          {"PentaClass", kInteger, "By root",
           "0=statement|1=verbal cooperation|2=material cooperation|3=verbal conflict|4=material "
           "conflict"},
          {"GoldsteinScore", kReal, "Of the code"},
          {"Issues", kText, "Fields and how many tellings name them: NAME,count;..."},
          {"Lat", kReal, "Degrees north"},
          {"Lon", kReal, "Degrees east"},
          {"LocationName", kText, "Place of the event"},
          {"StateName", kText, "The same, of a division"},
          {"CountryCode", kText, "ISO 3166-1 alpha-3"},
          {"SentenceID", kText, "Number of report _ sentence, parted by ;"},
          {"URLs", kText, "Addresses, else ids, in that order"},
          {"NewsSources", kText, "Publishers, in that order"}};
}

Columns keds_columns() {
  return {{"date", kInteger, "YYYYMMDD"},
          {"source", kText, "CAMEO actor code as PETRARCH writes it; --- unknown"},
          {"target", kText, "As the source"},
          {"code", kText, "CAMEO"},
          {"issues", kText, "Fields and how many tellings name them: NAME,count;..."},
          {"ids", kText, "Number of report _ sentence, parted by ;"},
          {"url", kText, "Address of the report; without one the column is not there"},
          {"source_name", kText, "Publisher"}};
}

Columns record_columns() {
  return {{"id", kText, "Of the document"},
          {"title", kText, "Headline"},
          {"text", kText, "The body"},
          {"date", kDay, "Of publication"},
          {"collected", kDay, "Day it was fetched"},
          {"url", kText, "Address"},
          {"source", kText, "Publisher"},
          {"author", kText, "Author"},
          {"lang", kText, "Language, BCP 47"},
          {"kept", kReal, "Of a page the share of its text that the article is"},
          {"record", kText, "The line of entente code, an object: docs/formats/record.md"}};
}

}  // namespace

const std::vector<ExportSheet>& export_sheets() {
  static const std::vector<ExportSheet> sheets = {
      {"events", "an event, however often it is told", ExportTable::kEvents, true},
      {"dyads", "an event for each pair of states between which it lies", ExportTable::kDyads,
       true},
      {"mentions", "a sentence that tells an event", ExportTable::kMentions, true},
      {"documents", "a report of the period", ExportTable::kDocuments, true},
      {"agreements", "an agreement as a report tells it", ExportTable::kAgreements, true},
      {"visits", "a visit as a report tells it", ExportTable::kVisits, true},
      {"bodies", "what a joint body did, as a report tells it", ExportTable::kBodies, true},
      {"quotes", "words quoted", ExportTable::kQuotes, true},
      {"panel", "a pair of states in a period", ExportTable::kPanel, true},
      {"gdelt", "GDELT 2.0 Events: an event for each ordered pair of actors", ExportTable::kSides,
       false},
      {"gdelt-mentions", "GDELT 2.0 Mentions: such an event in a report", ExportTable::kSideTold,
       false},
      {"polecat", "POLECAT: an event with its actors", ExportTable::kStories, false},
      {"phoenix", "Phoenix: a day, source, target and code", ExportTable::kDaily, false},
      {"keds", "KEDS, as PETRARCH2 writes it: a day, source, target and code in a report",
       ExportTable::kReported, false},
      {"records", "a document, with its text and its record", ExportTable::kKept, false}};
  return sheets;
}

const ExportSheet* find_sheet(std::string_view name) {
  for (const ExportSheet& sheet : export_sheets())
    if (sheet.name == name) return &sheet;
  return nullptr;
}

std::vector<ExportColumn> export_columns(const ExportSheet& sheet) {
  switch (sheet.source) {
    case ExportTable::kEvents:
      return event_columns();
    case ExportTable::kDyads:
      return dyad_columns();
    case ExportTable::kMentions:
      return mention_columns();
    case ExportTable::kDocuments:
      return document_columns();
    case ExportTable::kAgreements:
      return agreement_columns();
    case ExportTable::kVisits:
      return visit_columns();
    case ExportTable::kBodies:
      return body_columns();
    case ExportTable::kQuotes:
      return quote_columns();
    case ExportTable::kPanel:
      return panel_columns();
    case ExportTable::kSides:
      return gdelt_columns();
    case ExportTable::kSideTold:
      return gdelt_mention_columns();
    case ExportTable::kStories:
      return polecat_columns();
    case ExportTable::kDaily:
      return phoenix_columns();
    case ExportTable::kReported:
      return keds_columns();
    case ExportTable::kKept:
      return record_columns();
  }
  return {};
}

std::vector<ValueName> value_names(const ExportColumn& column) {
  std::vector<ValueName> out;
  for (std::string_view rest = column.values; !rest.empty();) {
    const std::string_view entry = rest.substr(0, rest.find('|'));
    rest.remove_prefix(std::min(entry.size() + 1, rest.size()));
    ValueName one{static_cast<int>(out.size()) + 1, entry};
    if (const std::size_t equals = entry.find('='); equals != std::string_view::npos) {
      std::from_chars(entry.data(), entry.data() + equals, one.number);
      one.name = entry.substr(equals + 1);
    }
    out.push_back(one);
  }
  return out;
}

}  // namespace entente
