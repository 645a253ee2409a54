// The statements of index_folding.cc. Private to store/.
#pragma once

namespace entente {

extern const char* const kWorkTables;  // temporary tables of a connection
extern const char* const
    kLoadReports;  // document, report, rank, keys, segment, begin_byte: originals first
extern const char* const kTodoOfReplaced;  // what documents in `replaced` leave to be folded anew
extern const char* const
    kTakeReportChanges;  // `report_changes` into `reports`, and what follows into the todo lists
extern const char* const kDueTellings;  // of `fold_todo`; of all: family, document, event, day,
                                        // kind, report, people, act
extern const char* const kAllTellings;
extern const char* const
    kTakeActChanges;  // `act_changes` into `events`, old and new acts into `touched`
extern const char* const
    kMakeTouchedActs;  // acts and what is counted of them, of `touched`; of all
extern const char* const kMakeAllActs;
extern const char* const kNameStates;          // the names that documents use for states
extern const char* const kMakeTouchedPersons;  // persons of `people_todo`; all
extern const char* const kMakeAllPersons;
extern const char* const kOrderGathered;  // puts in order what documents add to; and what folding
extern const char* const kOrderAll;
extern const char* const kTakeWords;    // `new_words` into `words`
extern const char* const kTierToMerge;  // of its runs, if one has grown enough
extern const char* const kMergeWords[3];
extern const char* const kCountUnsorted;  // $1 more
extern const char* const kIsUnsorted;     // is it time to put all in order?
extern const char* const kForgetUnsorted;
extern const char* const kForgetTodo;
extern const char* const kCountTodo;  // families, acts, parties

// How the mentions of a register are read: parties, document, number, words, day, by parties.
struct RegisterSql {
  const char *entries, *clear_due, *due, *clear_all, *all;
};
extern const RegisterSql kAgreementSql, kBodySql;

}  // namespace entente
