// The index's tables, as SQL. Documented with examples in docs/formats/database.md; the comments below are in the database too.
#pragma once

namespace entente {

// Raised whenever a table changes: an index of another number is made again from the journal.
inline constexpr int kIndexSchema = 1;

// Creates every table, view and comment, and one row of journal_position: before the first record.
extern const char* const kCreateTables;

// Takes rows of replaced documents away: those whose id has a newer version among the rows from document $first on.
extern const char* const kFindReplaced;
extern const char* const kTablesOfDocuments[16];

}  // namespace entente
