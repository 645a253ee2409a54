// Keys: a document is numbered by its record's place in the journal, what it holds from 0 in the order of its record. No PRIMARY KEY or
// index: the writer alone adds rows, in ascending order, so that DuckDB's zone maps find a document's rows; an ART index would
// cost more to load than all tables together.
// Tested by store_test.cc.
#include "entente/store/tables.h"

namespace entente {

const char* const kCreateTables = R"sql(
CREATE TABLE meta (key VARCHAR, value VARCHAR);
CREATE TABLE journal_position (segment INTEGER, begin_byte BIGINT, end_byte BIGINT, sequence BIGINT, checksum BIGINT);
INSERT INTO journal_position VALUES (0, 0, 0, 0, 0);
CREATE TABLE versions (document BIGINT, id VARCHAR, sha256 VARCHAR);
CREATE TABLE documents (document BIGINT, id VARCHAR, sha256 VARCHAR, date DATE, collected DATE, title VARCHAR, url VARCHAR,
  source VARCHAR, lang VARCHAR, coder VARCHAR, characters INTEGER, warnings VARCHAR[], segment INTEGER, begin_byte BIGINT);
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
CREATE TABLE event_actors (document BIGINT, event INTEGER, role VARCHAR, actor INTEGER, code VARCHAR, country VARCHAR);
CREATE TABLE event_pairs (document BIGINT, event INTEGER, state_a VARCHAR, state_b VARCHAR, direction TINYINT);
CREATE TABLE quotes (document BIGINT, quote INTEGER, speaker INTEGER, speaker_country VARCHAR, direct BOOLEAN, in_title BOOLEAN,
  start_char INTEGER, end_char INTEGER, text VARCHAR);
CREATE TABLE agreements (document BIGINT, agreement INTEGER, stage VARCHAR, subject VARCHAR, fields VARCHAR[], date VARCHAR,
  date_precision VARCHAR, day DATE, sentence INTEGER, in_title BOOLEAN, start_char INTEGER, end_char INTEGER);
CREATE TABLE agreement_parties (document BIGINT, agreement INTEGER, party VARCHAR);
CREATE TABLE commissions (document BIGINT, commission INTEGER, actor INTEGER, name VARCHAR, areas INTEGER, activity VARCHAR,
  day DATE, sentence INTEGER);
CREATE TABLE commission_parties (document BIGINT, commission INTEGER, party VARCHAR);
CREATE TABLE visits (document BIGINT, visit INTEGER, visitor INTEGER, visitor_name VARCHAR, visitor_country VARCHAR, host VARCHAR,
  place INTEGER, stage VARCHAR, date VARCHAR, date_precision VARCHAR, day DATE, sentence INTEGER);

CREATE VIEW acts AS
  SELECT DISTINCT p.state_a, p.state_b, p.direction, e.act, e.type, e.cameo, e.quad, e.goldstein, e.status, e.day
  FROM event_pairs p JOIN events e USING (document, event);
CREATE VIEW acts_by_field AS
  SELECT DISTINCT p.state_a, p.state_b, unnest(CASE WHEN len(e.fields) = 0 THEN [''] ELSE e.fields END) AS field,
         e.act, e.quad, e.goldstein, e.status, e.day
  FROM event_pairs p JOIN events e USING (document, event);
CREATE VIEW relations AS
  SELECT state_a, state_b, field, CAST(date_trunc('month', day) AS DATE) AS month,
         count(*) FILTER (quad <= 2 AND status IN ('asserted', 'past')) AS cooperation,
         count(*) FILTER (quad >= 3 AND status IN ('asserted', 'past')) AS conflict,
         count(*) FILTER (status = 'planned') AS planned,
         avg(goldstein) FILTER (status IN ('asserted', 'past')) AS goldstein
  FROM acts_by_field GROUP BY state_a, state_b, field, month;
CREATE VIEW state_names AS
  SELECT country AS state, name FROM (
    SELECT country, name, count(*) AS documents FROM actors
    WHERE kind = 'country' AND country <> '' AND sector IS NULL GROUP BY country, name)
  QUALIFY row_number() OVER (PARTITION BY country ORDER BY documents DESC, name) = 1;

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
COMMENT ON COLUMN events.act IS 'one number for one act told several times: same states, CAMEO code, status and day';
COMMENT ON TABLE event_actors IS 'sources and targets of events; a symmetric act has sources only';
COMMENT ON TABLE event_pairs IS 'events between two states, state_a before state_b in the alphabet';
COMMENT ON COLUMN event_pairs.direction IS '1: state_a acts on state_b, -1: state_b on state_a, 0: both act';
COMMENT ON TABLE quotes IS 'the words quoted and whose they are';
COMMENT ON TABLE agreements IS 'agreements between states, and how far they have got';
COMMENT ON TABLE agreement_parties IS 'the states that are parties';
COMMENT ON TABLE commissions IS 'standing joint bodies of states, and what they did';
COMMENT ON TABLE commission_parties IS 'the states that are parties';
COMMENT ON TABLE visits IS 'who went where';
COMMENT ON VIEW acts IS 'acts between two states, each once however often it was told';
COMMENT ON VIEW acts_by_field IS 'the same, once for each field of cooperation or dispute; field is empty where none is known';
COMMENT ON VIEW relations IS 'cooperation and conflict of two states by field and month: distinct acts, asserted or past; planned apart';
COMMENT ON VIEW state_names IS 'the name most documents use for a state';
)sql";

const char* const kFindReplaced = R"sql(
CREATE OR REPLACE TEMP TABLE replaced AS
  SELECT d.document FROM documents d JOIN (SELECT id, max(document) AS newest FROM documents GROUP BY id HAVING count(*) > 1) n
  ON d.id = n.id WHERE d.document < n.newest)sql";

const char* const kTablesOfDocuments[16] = {
    "documents", "sentences", "actors", "mentions", "places", "times", "events", "event_actors", "event_pairs", "quotes",
    "agreements", "agreement_parties", "commissions", "commission_parties", "visits", nullptr};

}  // namespace entente
