// The statements behind MapDatabase::ask(). Private to store/.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "entente/store/answers_map.h"
#include "entente/store/words.h"

namespace entente {

// A list's statement, and the values bound to its parameters.
struct MapStatement {
  std::string sql;
  std::vector<std::string> values;
};
// `newest`: quotes of two states in their newest two thousand documents alone, which is quicker.
// `words`: by which the lists that look into texts find documents, at most kMaxListedWords.
inline constexpr std::size_t kMaxListedWords = 3;
MapStatement map_statement(MapList list, const MapFilter& filter,
                           std::span<const WordQuery::Range> words = {}, bool newest = false);

// document, segment, begin_byte of the documents in the list $1: "[17, 19]".
inline constexpr const char* kPlacesOfDocuments =
    "SELECT document, segment, begin_byte FROM documents WHERE document IN (SELECT unnest(CAST($1 "
    "AS BIGINT[])))";

// In how many documents at most is each of the words from $1 to $2, $3 to $4 …?
inline constexpr std::size_t kMaxCountedWords = 4;
extern const char* const kCountWords[kMaxCountedWords + 1];

// document, event, segment, begin_byte of the best telling that names the field $3, of the act that
// document $1 tells as its event $2.
inline constexpr const char* kTellingOfField =
    "SELECT e.document, e.event, d.segment, d.begin_byte FROM events e JOIN documents d"
    " USING (document) WHERE e.act IN (SELECT act FROM events WHERE document = CAST($1 AS BIGINT)"
    " AND event = CAST($2 AS INTEGER)) AND list_contains(e.fields, $3)"
    " ORDER BY e.confidence DESC, e.document, e.event LIMIT 1";

// segment, begin_byte of the document whose id has the hash $1 and is $2.
inline constexpr const char* kPlaceOfDocument =
    "SELECT segment, begin_byte FROM documents WHERE id_key = CAST($1 AS UBIGINT) AND id = $2";

}  // namespace entente
