// The door of show/: answers and traces to text for a terminal, and to JSON and CSV. Plain
// functions that append to a string; who prints it is cli/. Text from outside is stripped of
// control characters and of marks that turn the writing direction, so that no document can move the
// cursor or disguise a line.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "entente/base/result.h"
#include "entente/record/actor.h"
#include "entente/record/analysis.h"
#include "entente/record/document.h"
#include "entente/record/event.h"
#include "entente/store/store.h"

namespace entente {

struct ShowOptions {
  unsigned width = 100;  // columns of the terminal, 40 at least
  bool colour = false;   // SGR sequences; false for a file or a pipe
  bool json = false;     // one JSON object instead of text
  AnswerFilter filter;
};

// True: something was known. Each appends its page to `out`; kStore as the store's.
Result<bool> show_overview(const Store& store, const ShowOptions& options, std::string& out);
Result<bool> show_state(const Store& store, const std::string& state, const ShowOptions& options,
                        std::string& out);
Result<bool> show_pair(const Store& store, const std::string& a, const std::string& b,
                       const ShowOptions& options, std::string& out);

enum class TableFormat : std::uint8_t { kText, kCsv, kJsonLines };

// The answer to a query. kText fits options.width, cutting long cells with "…"; kCsv is RFC 4180
// with a header and whole cells; kJsonLines writes an object a row, numbers, truth values and
// nested values bare.
void render_table(const Store::Table& table, TableFormat format, const ShowOptions& options,
                  std::string& out);

// What `entente explain` prints: for each sentence its tokens and tree, then entities, actors,
// places, times, events with what decided each, quotes, agreements, joint bodies, visits, and from
// `trace` what was tried and refused.
void render_explanation(const Document& document, const Analysis& analysis,
                        const Resolution& resolution, const Coding& coding, const Trace& trace,
                        const ShowOptions& options, std::string& out);

}  // namespace entente
