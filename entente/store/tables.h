// The index's tables, as SQL. Documented with examples in docs/formats/database.md; the comments
// below are in the database too.
#pragma once

namespace entente {

// Raised whenever a table changes: an index of another number is made again from the journal.
inline constexpr int kIndexSchema = 4;

// Creates every table, view and comment, and one row of journal_position: before the first record.
extern const char* const kCreateTables;

// Makes the temporary table `replaced`: documents whose id has a newer version.
extern const char* const kFindReplaced;
// Tables that have a column `document` and lose the rows of replaced ones; null ends them.
extern const char* const kTablesOfDocuments[25];

}  // namespace entente
