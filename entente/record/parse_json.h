// JSON Lines of what `entente parse --entities` and `--chains` print: what the reader and the
// resolver found, for scorers and for people who want no more than that. Offsets count code points
// of the text, half-open; what lies in the title stands apart.
#pragma once

#include <string>

#include "entente/record/actor.h"
#include "entente/record/analysis.h"
#include "entente/record/document.h"

namespace entente {

// Appends {"id", "entities": [{"start", "end", "type"}], "title_entities": [...]}\n. Types are
// those of to_string(EntityType); title_entities (offsets into the title) only if there are any.
// Linear.
void write_entities(const Document& document, const Analysis& analysis, std::string& out);

// Appends {"id", "mentions": [{"start", "end", "chain", "kind"}], "title_mentions": [...]}\n. Of
// resolution.chains. A span that two chains share goes to the one named first: no span stands
// twice. Linear, beside a sort.
void write_chains(const Document& document, const Analysis& analysis, const Resolution& resolution,
                  std::string& out);

}  // namespace entente
