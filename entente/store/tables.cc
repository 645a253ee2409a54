// Keys: a document is numbered by its record's place in the journal, what it holds from 0 in the
// order of its record. No PRIMARY KEY or index: the writer alone adds rows, in ascending order, so
// that DuckDB's zone maps find a document's rows; an ART index would cost more to load than all
// tables together. Tested by store_test.cc.
#include "entente/store/tables.h"

namespace entente {

const char* const kCreateTables = R"sql(
CREATE TABLE meta (key VARCHAR, value VARCHAR);
CREATE TABLE journal_position (segment INTEGER, begin_byte BIGINT, end_byte BIGINT, sequence BIGINT, checksum BIGINT);
INSERT INTO journal_position VALUES (0, 0, 0, 0, 0);
CREATE TABLE versions (document BIGINT, id VARCHAR, sha256 VARCHAR);
CREATE TABLE documents (document BIGINT, id VARCHAR, sha256 VARCHAR, date DATE, collected DATE, title VARCHAR, url VARCHAR,
  source VARCHAR, lang VARCHAR, coder VARCHAR, characters INTEGER, warnings VARCHAR[], segment INTEGER, begin_byte BIGINT,
  id_key UBIGINT);
CREATE TABLE reports (document BIGINT, report BIGINT, likeness VARCHAR, since DATE, rank UBIGINT, name UBIGINT, keys VARCHAR);
CREATE TABLE document_states (document BIGINT, state VARCHAR, day DATE, name VARCHAR);
CREATE TABLE pair_documents (document BIGINT, state_a VARCHAR, state_b VARCHAR, day DATE);
CREATE TABLE words (word VARCHAR, part VARCHAR, run BIGINT, documents BIGINT[]);
CREATE TABLE word_runs (run BIGINT, tier TINYINT, documents BIGINT);
CREATE TABLE person_mentions (document BIGINT, actor INTEGER, country VARCHAR, name VARCHAR, office VARCHAR, code VARCHAR, day DATE);
CREATE TABLE quote_states (document BIGINT, quote INTEGER, state VARCHAR, day DATE, speaker UBIGINT, words UBIGINT);
CREATE TABLE sentences (document BIGINT, sentence INTEGER, in_title BOOLEAN, start_char INTEGER, end_char INTEGER, text VARCHAR);
CREATE TABLE actors (document BIGINT, actor INTEGER, name VARCHAR, code VARCHAR, country VARCHAR, sector VARCHAR, title VARCHAR,
  kind VARCHAR);
CREATE TABLE mentions (document BIGINT, actor INTEGER, kind VARCHAR, in_title BOOLEAN, start_char INTEGER, end_char INTEGER,
  text VARCHAR);
CREATE TABLE places (document BIGINT, place INTEGER, name VARCHAR, country VARCHAR, lat DOUBLE, lon DOUBLE, geonameid BIGINT,
  feature VARCHAR, precision VARCHAR, in_title BOOLEAN, start_char INTEGER, end_char INTEGER);
CREATE TABLE times (document BIGINT, time INTEGER, type VARCHAR, value VARCHAR, in_title BOOLEAN, start_char INTEGER,
  end_char INTEGER);
CREATE TABLE events (document BIGINT, event INTEGER, sentence INTEGER, type VARCHAR, mode VARCHAR, contexts VARCHAR[],
  fields VARCHAR[], cameo VARCHAR, quad TINYINT, goldstein DECIMAL(4, 1), status VARCHAR, reporter INTEGER, date VARCHAR,
  date_precision VARCHAR, day DATE, place INTEGER, in_title BOOLEAN, trigger_start INTEGER, trigger_end INTEGER,
  confidence FLOAT, act UBIGINT);
CREATE TABLE event_keys (document BIGINT, event INTEGER, family UBIGINT, told_on DATE, kind TINYINT, people VARCHAR);
CREATE TABLE event_actors (document BIGINT, event INTEGER, role VARCHAR, actor INTEGER, code VARCHAR, country VARCHAR);
CREATE TABLE event_pairs (document BIGINT, event INTEGER, state_a VARCHAR, state_b VARCHAR, direction TINYINT);
CREATE TABLE quotes (document BIGINT, quote INTEGER, speaker INTEGER, speaker_country VARCHAR, direct BOOLEAN, in_title BOOLEAN,
  start_char INTEGER, end_char INTEGER, text VARCHAR);
CREATE TABLE agreements (document BIGINT, agreement INTEGER, stage VARCHAR, subject VARCHAR, fields VARCHAR[], date VARCHAR,
  date_precision VARCHAR, day DATE, sentence INTEGER, in_title BOOLEAN, start_char INTEGER, end_char INTEGER, party_key VARCHAR);
CREATE TABLE agreement_entries (document BIGINT, agreement INTEGER, entry UBIGINT);
CREATE TABLE agreement_parties (document BIGINT, agreement INTEGER, party VARCHAR);
CREATE TABLE commissions (document BIGINT, commission INTEGER, actor INTEGER, name VARCHAR, areas INTEGER, activity VARCHAR,
  day DATE, sentence INTEGER, party_key VARCHAR);
CREATE TABLE commission_entries (document BIGINT, commission INTEGER, entry UBIGINT);
CREATE TABLE commission_parties (document BIGINT, commission INTEGER, party VARCHAR);
CREATE TABLE visits (document BIGINT, visit INTEGER, visitor INTEGER, visitor_name VARCHAR, visitor_country VARCHAR, host VARCHAR,
  place INTEGER, stage VARCHAR, date VARCHAR, date_precision VARCHAR, day DATE, sentence INTEGER);

CREATE TABLE acts (act UBIGINT, type VARCHAR, cameo VARCHAR, quad TINYINT, goldstein DECIMAL(4, 1), status VARCHAR, day DATE,
  fields VARCHAR[], told INTEGER, reports INTEGER, confidence FLOAT, document BIGINT, event INTEGER);
CREATE TABLE act_pairs (state_a VARCHAR, state_b VARCHAR, direction TINYINT, act UBIGINT, type VARCHAR, cameo VARCHAR,
  quad TINYINT, goldstein DECIMAL(4, 1), status VARCHAR, day DATE, fields VARCHAR[], told INTEGER, reports INTEGER,
  confidence FLOAT, document BIGINT, event INTEGER);
CREATE TABLE act_states (state VARCHAR, paired BOOLEAN, act UBIGINT, type VARCHAR, cameo VARCHAR, quad TINYINT,
  goldstein DECIMAL(4, 1), status VARCHAR, day DATE, fields VARCHAR[], told INTEGER, reports INTEGER, confidence FLOAT,
  document BIGINT, event INTEGER);
CREATE TABLE act_people (name VARCHAR, act UBIGINT, type VARCHAR, cameo VARCHAR, quad TINYINT, goldstein DECIMAL(4, 1),
  status VARCHAR, day DATE, fields VARCHAR[], told INTEGER, reports INTEGER, confidence FLOAT, document BIGINT, event INTEGER);
CREATE TABLE pair_months (state_a VARCHAR, state_b VARCHAR, month DATE, cooperation INTEGER, conflict INTEGER, planned INTEGER,
  goldstein_sum DOUBLE, told INTEGER, last_day DATE, first_day DATE);
CREATE TABLE state_months (state VARCHAR, field VARCHAR, month DATE, cooperation INTEGER, conflict INTEGER, planned INTEGER,
  goldstein_sum DOUBLE, last_day DATE, first_day DATE);
CREATE TABLE relations (state_a VARCHAR, state_b VARCHAR, field VARCHAR, month DATE, cooperation INTEGER, conflict INTEGER,
  planned INTEGER, goldstein DOUBLE, goldstein_sum DOUBLE, told INTEGER, latest_day DATE, latest_document BIGINT,
  latest_event INTEGER, first_day DATE);

CREATE TABLE state_names (state VARCHAR, name VARCHAR, documents BIGINT);
CREATE TABLE state_forms (state VARCHAR, name VARCHAR, documents BIGINT);
CREATE TABLE persons (country VARCHAR, name VARCHAR, office VARCHAR, code VARCHAR, documents BIGINT, first_day DATE, last_day DATE,
  last_document BIGINT);
CREATE TABLE upkeep (unsorted BIGINT);
INSERT INTO upkeep VALUES (0);

CREATE VIEW event_mentions AS
  SELECT e.act, e.document, e.event, r.report, e.sentence, e.day, e.status, e.confidence FROM events e JOIN reports r USING (document);
CREATE VIEW acts_by_field AS
  SELECT state_a, state_b, unnest(CASE WHEN len(fields) = 0 THEN [''] ELSE fields END) AS field, act, quad, goldstein, status, day
  FROM act_pairs;
CREATE VIEW agreement_history AS
  SELECT n.entry, a.party_key AS parties, a.stage, min(a.day) AS day, count(*) AS told, arg_min(a.subject, (a.day, a.document)) AS subject,
         arg_min(a.document, (a.day, a.document)) AS document, arg_min(a.agreement, (a.day, a.document)) AS agreement
  FROM agreements a JOIN agreement_entries n USING (document, agreement) GROUP BY n.entry, a.party_key, a.stage;
CREATE VIEW agreement_register AS
  SELECT n.entry, any_value(a.party_key) AS parties, mode(a.subject ORDER BY a.subject) AS subject,
         list_sort(list_distinct(flatten(list(a.fields)))) AS fields, arg_max(a.stage, (a.day, a.document, a.agreement)) AS stage,
         min(a.day) AS first_day, max(a.day) AS last_day, count(DISTINCT a.stage) AS stages, count(*) AS told,
         count(DISTINCT r.name) AS reports
  FROM agreements a JOIN agreement_entries n USING (document, agreement) JOIN reports r USING (document) GROUP BY n.entry;
CREATE VIEW joint_body_history AS
  SELECT n.entry, c.party_key AS parties, c.activity, c.day, max(c.areas) AS areas, count(*) AS told, min(c.name) AS name,
         min(c.document) AS document
  FROM commissions c JOIN commission_entries n USING (document, commission) GROUP BY n.entry, c.party_key, c.activity, c.day;
CREATE VIEW joint_bodies AS
  SELECT n.entry, any_value(c.party_key) AS parties, arg_max(c.name, (length(c.name), c.name)) AS name, max(c.areas) AS areas,
         arg_max(c.activity, (c.day, c.document, c.commission)) AS activity, min(c.day) AS first_day, max(c.day) AS last_day,
         count(*) AS told, count(DISTINCT r.name) AS reports
  FROM commissions c JOIN commission_entries n USING (document, commission) JOIN reports r USING (document) GROUP BY n.entry;
CREATE VIEW visit_register AS
  WITH gaps AS (SELECT *, day - lag(day) OVER same > 10 AS is_new FROM visits
      WINDOW same AS (PARTITION BY visitor_name, host ORDER BY day, document, visit)),
    numbered AS (SELECT *, sum(CASE WHEN is_new THEN 1 ELSE 0 END) OVER (PARTITION BY visitor_name, host
      ORDER BY day, document, visit) AS journey FROM gaps)
  SELECT visitor_name, any_value(visitor_country) AS visitor_country, host, min(day) AS first_day, max(day) AS last_day,
         list_sort(list_distinct(list(stage))) AS stages, count(*) AS told, min(document) AS document
  FROM numbered GROUP BY visitor_name, host, journey;
CREATE VIEW people AS
  SELECT name, nullif(country, '') AS country, nullif(office, '') AS office, sum(documents) AS documents, min(first_day) AS first_day,
         max(last_day) AS last_day
  FROM persons GROUP BY name, country, office;
CREATE VIEW source_days AS
  SELECT d.source, d.date AS day, d.lang, count(*) AS documents, count(*) FILTER (r.report <> d.document) AS repeats,
         count(*) FILTER (len(d.warnings) > 0) AS with_warnings,
         count(*) FILTER (d.document NOT IN (SELECT document FROM sentences)) AS unread
  FROM documents d JOIN reports r USING (document) GROUP BY d.source, d.date, d.lang;
COMMENT ON TABLE meta IS 'schema: the number of this set of tables';
COMMENT ON TABLE journal_position IS 'the last record of the journal that these tables hold';
COMMENT ON TABLE versions IS 'every version of every document ever kept, replaced ones too';
COMMENT ON TABLE documents IS 'a document a row, its newest version';
COMMENT ON COLUMN documents.document IS 'sequence number of its record in the journal: ascends in the order of gathering';
COMMENT ON COLUMN documents.id IS 'the caller''s key';
COMMENT ON COLUMN documents.sha256 IS 'of title, a zero byte, text';
COMMENT ON COLUMN documents.date IS 'day of publication';
COMMENT ON COLUMN documents.characters IS 'code points of the text, without the title';
COMMENT ON COLUMN documents.segment IS 'file of the journal that holds the text and the whole record';
COMMENT ON COLUMN documents.begin_byte IS 'where its record begins there';
COMMENT ON TABLE sentences IS 'sentences of title and text; offsets are code points, half-open';
COMMENT ON TABLE actors IS 'whom a document names, after coreference; numbered within the document';
COMMENT ON COLUMN actors.code IS 'PLOVER: country, then sectors';
COMMENT ON COLUMN actors.country IS 'ISO 3166-1 alpha-3, KOS, or UNO EUR IGO NGO IMG ISM MNC';
COMMENT ON TABLE mentions IS 'where a document names an actor';
COMMENT ON TABLE places IS 'places named';
COMMENT ON TABLE times IS 'TIMEX3 expressions';
COMMENT ON TABLE events IS 'who did what to whom: one row each time a sentence tells it';
COMMENT ON COLUMN events.type IS 'PLOVER, 16 types';
COMMENT ON COLUMN events.quad IS '1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict';
COMMENT ON COLUMN events.status IS 'asserted, planned, denied, conditional, past';
COMMENT ON COLUMN events.reporter IS 'the actor who is said to have said it';
COMMENT ON COLUMN events.date IS 'as the record has it: a day, a month or a year';
COMMENT ON COLUMN events.day IS 'the day it counts under: the first of its date, else the day of publication';
COMMENT ON COLUMN events.act IS 'the event that this tells: one number for all its tellings (acts)';
COMMENT ON TABLE event_actors IS 'sources and targets of events; a symmetric act has sources only';
COMMENT ON TABLE event_pairs IS 'events between two states, state_a before state_b in the alphabet';
COMMENT ON COLUMN event_pairs.direction IS '1: state_a acts on state_b, -1: state_b on state_a, 0: both act';
COMMENT ON TABLE quotes IS 'the words quoted and whose they are';
COMMENT ON TABLE agreements IS 'agreements between states, and how far they have got';
COMMENT ON TABLE agreement_parties IS 'the states that are parties';
COMMENT ON TABLE commissions IS 'standing joint bodies of states, and what they did';
COMMENT ON TABLE commission_parties IS 'the states that are parties';
COMMENT ON TABLE visits IS 'who went where';
COMMENT ON COLUMN agreements.party_key IS 'the states that are parties, parted by +';
COMMENT ON COLUMN commissions.party_key IS 'the states that are parties, parted by +';
COMMENT ON TABLE reports IS 'which documents are one report again';
COMMENT ON COLUMN reports.report IS 'the earliest document of the group: this one where it repeats none';
COMMENT ON COLUMN reports.likeness IS 'how it stands to that one: copy, shorter, longer, revised';
COMMENT ON COLUMN reports.since IS 'day of publication of that one';
COMMENT ON COLUMN reports.rank IS 'day and id as a number: the least of a group is its original';
COMMENT ON COLUMN reports.name IS 'rank of the original: names the group from content, not from the order of gathering';
COMMENT ON COLUMN reports.keys IS 'MinHash keys of its text, hexadecimal';
COMMENT ON TABLE document_states IS 'the states that a document names, each once';
COMMENT ON TABLE pair_documents IS 'the pairs of states that a document names, each once: state_a before state_b in the alphabet';
COMMENT ON TABLE words IS 'which documents have a word in their title, their text or a quote: one row for each run of documents, whose lists together are all; a document that was replaced since may be among them';
COMMENT ON COLUMN words.word IS 'lower case, without accents: letters and digits in a row';
COMMENT ON TABLE word_runs IS 'the runs of words: sixteen of a tier are merged into one of the next';
COMMENT ON COLUMN words.part IS 'title, text or quote; what is quoted stands in the text too';
COMMENT ON COLUMN words.run IS 'number of the last document of the run';
COMMENT ON TABLE event_keys IS 'by what tellings of one event are found: see docs/formats/database.md';
COMMENT ON TABLE acts IS 'events, each once however often it is told';
COMMENT ON COLUMN acts.told IS 'sentences that tell it';
COMMENT ON COLUMN acts.reports IS 'reports that tell it, copies and versions of one report counted once';
COMMENT ON COLUMN acts.document IS 'with event: the telling that is its best evidence';
COMMENT ON TABLE act_pairs IS 'acts between two states, a row for each pair: state_a before state_b in the alphabet';
COMMENT ON COLUMN act_pairs.direction IS '1: state_a acts on state_b, -1: state_b on state_a, 0: both act';
COMMENT ON TABLE relations IS 'cooperation and conflict of two states by field and month: acts asserted or past; planned ones apart';
COMMENT ON COLUMN relations.goldstein IS 'mean over acts asserted or past';
COMMENT ON COLUMN relations.told IS 'sentences behind the counts';
COMMENT ON COLUMN relations.latest_document IS 'with latest_event: the evidence of its latest act, of what happened if anything did';
COMMENT ON TABLE pair_months IS 'the same for all fields together, each act once';
COMMENT ON TABLE agreement_entries IS 'which mentions are of one agreement';
COMMENT ON TABLE commission_entries IS 'which mentions are of one joint body';
COMMENT ON VIEW event_mentions IS 'where each act is told: act, document, event, the report it belongs to';
COMMENT ON VIEW acts_by_field IS 'act_pairs once for each field of cooperation or dispute; field is empty where none is known';
COMMENT ON VIEW agreement_history IS 'the stages of each agreement, the first day of each';
COMMENT ON VIEW agreement_register IS 'agreements, each once: parties, subject, fields, the stage it has got to';
COMMENT ON VIEW joint_body_history IS 'what each joint body did, by day';
COMMENT ON VIEW joint_bodies IS 'joint bodies, each once';
COMMENT ON VIEW visit_register IS 'visits, each once: mentions of one visitor and host less than eleven days apart';
COMMENT ON VIEW people IS 'persons by name, state and office, with the days of the reports that name them so';
COMMENT ON VIEW source_days IS 'documents by source, day and language: how many, how many repeat another, how many were not read';
COMMENT ON COLUMN documents.id_key IS 'hash of id: by what a document is found';
COMMENT ON COLUMN document_states.name IS 'what the document calls it, if it names the state itself';
COMMENT ON TABLE person_mentions IS 'persons that a document names, with the office they hold in it';
COMMENT ON TABLE quote_states IS 'quotes by the state of the speaker; empty where none is known';
COMMENT ON COLUMN quote_states.speaker IS 'hash of the name of the speaker, 0 where none is known';
COMMENT ON COLUMN quote_states.words IS 'hash of speaker and text: the same words in many reports have one';
COMMENT ON TABLE act_states IS 'acts by each state that has part in them, with the columns of acts';
COMMENT ON COLUMN act_states.paired IS 'it is an act between this state and another (act_pairs)';
COMMENT ON TABLE act_people IS 'acts by each person who has part in them, with the columns of acts';
COMMENT ON TABLE state_months IS 'acts between a state and others by month, each once: field NULL all fields together, state empty all states together';
COMMENT ON TABLE state_names IS 'each state that a document names: the name most use for it, how many documents name it';
COMMENT ON TABLE state_forms IS 'the names used for a state';
COMMENT ON TABLE persons IS 'persons by state, name, office and code, with the days of the reports that name them so';
COMMENT ON TABLE upkeep IS 'documents added since the tables that answer questions were last put in order';
)sql";

const char* const kFindReplaced = R"sql(
CREATE OR REPLACE TEMP TABLE replaced AS
  SELECT d.document FROM documents d JOIN (SELECT id, max(document) AS newest FROM documents GROUP BY id HAVING count(*) > 1) n
  ON d.id = n.id WHERE d.document < n.newest)sql";

const char* const kTablesOfDocuments[25] = {"documents",
                                            "reports",
                                            "document_states",
                                            "pair_documents",
                                            "person_mentions",
                                            "quote_states",
                                            "sentences",
                                            "actors",
                                            "mentions",
                                            "places",
                                            "times",
                                            "events",
                                            "event_keys",
                                            "event_actors",
                                            "event_pairs",
                                            "quotes",
                                            "agreements",
                                            "agreement_entries",
                                            "agreement_parties",
                                            "commissions",
                                            "commission_entries",
                                            "commission_parties",
                                            "visits",
                                            nullptr};

}  // namespace entente
